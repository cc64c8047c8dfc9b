//! Exports to disk, all or nothing. What was there before is kept beside it under the name with "~".

use std::{io, path::Path};

use super::{ExportError, files, save};

/// Writes what `make` gives for the text that stands at `path`, if there is any; where it gives nothing, what stands there
/// is left as it is, and so is a notebook, whatever is asked. Follows links.
pub fn write_export(
    path: &Path,
    make: impl FnOnce(Option<&str>) -> Option<Vec<u8>>,
) -> Result<(), ExportError> {
    let here = || path.to_owned();
    let failed = |source| ExportError::from_io(source, here());
    let target = files::real(path);
    let old = match files::look(&target) {
        Ok(about) if about.is_dir() => {
            return Err(failed(io::Error::from(io::ErrorKind::IsADirectory)));
        }
        Ok(about) if about.permissions().readonly() => {
            return Err(ExportError::ReadOnly { path: here() });
        }
        // A pipe or a device is written to as it is, by nobody here.
        Ok(about) if !about.is_file() => return Err(ExportError::Special { path: here() }),
        Ok(_) => files::read(&target, u64::MAX).map_err(failed)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(failed(error)),
    };
    let is_blank = old.trim_ascii().is_empty();
    // One that is damaged is still known by its name.
    if save::version(&old).is_some() || !is_blank && save::is_notebook_name(&target) {
        return Err(ExportError::Notebook { path: here() });
    }
    let words = (!is_blank).then(|| String::from_utf8_lossy(&old));
    let bytes = make(words.as_deref()).ok_or_else(|| ExportError::Exists { path: here() })?;
    files::replace(&target, &bytes, 1).map_err(failed)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_whole_or_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        write_export(&path, |old| Some(format!("{old:?}").into_bytes())).unwrap();
        write_export(&path, |old| Some(format!("{old:?}").into_bytes())).unwrap();
        assert_eq!(files::read(&path, 99).unwrap(), b"Some(\"None\")");
        let told = write_export(&path, |_| None).unwrap_err().to_string();
        assert!(told.contains("There is a file of this name already"), "{told}");
        let told = write_export(folder.path(), |_| Some(Vec::new())).unwrap_err().to_string();
        assert!(told.contains("is a folder"), "{told}");
        let told = write_export(&folder.path().join("no/b"), |_| Some(Vec::new())).unwrap_err();
        assert!(told.to_string().contains("folder is not there"), "{told}");
        assert_eq!(files::read(&path, 99).unwrap(), b"Some(\"None\")");
    }

    #[test]
    fn no_export_takes_the_place_of_a_notebook() {
        let folder = tempfile::tempdir().unwrap();
        for (name, held, may) in [
            ("a.ron", "Notebook(version: 1, notes: \"mine\")", false),
            ("a.txt", "// mine\nNotebook(version: 7, hats: 1)", false),
            ("damaged.ron", "otebook(version: 1", false),
            ("damaged.ron~", "otebook(version: 1", false),
            ("empty.ron", "\n", true),
            ("b.txt", "Notes on (version: 1)", true),
        ] {
            let path = folder.path().join(name);
            files::replace(&path, held.as_bytes(), 0).unwrap();
            let done = write_export(&path, |_| Some(b"exported".to_vec()));
            let refused = matches!(done, Err(ExportError::Notebook { .. }));
            assert_eq!((done.is_ok(), refused), (may, !may), "{name}");
            let there = files::read(&path, 99).unwrap();
            assert_eq!(there == held.as_bytes(), !may, "{name}");
        }
    }
}
