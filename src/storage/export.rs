//! Exports to disk, all or nothing. What was there before is kept beside it under the name with "~".

use std::{io, path::Path};

use super::{ExportError, files};

/// Writes what `make` gives for the text that stands at `path`, if there is any; where it gives nothing, what
/// stands there is somebody else's and is left as it is. Follows links.
pub fn write_export(
    path: &Path,
    make: impl FnOnce(Option<&str>) -> Option<Vec<u8>>,
) -> Result<(), ExportError> {
    let failed = |source| ExportError::from_io(source, path.to_owned());
    let target = files::real(path);
    let old = match files::look(&target) {
        Ok(about) if about.is_dir() => {
            return Err(failed(io::Error::from(io::ErrorKind::IsADirectory)));
        }
        Ok(about) if about.permissions().readonly() => {
            return Err(ExportError::ReadOnly { path: path.to_owned() });
        }
        // A pipe or a device is written to as it is, by nobody here.
        Ok(about) if !about.is_file() => {
            return Err(ExportError::Special { path: path.to_owned() });
        }
        Ok(_) => Some(files::read(&target, u64::MAX).map_err(failed)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(failed(error)),
    };
    let words =
        old.as_ref().map(|old| String::from_utf8_lossy(old)).filter(|old| !old.trim().is_empty());
    let Some(bytes) = make(words.as_deref()) else {
        return Err(ExportError::Foreign { path: path.to_owned() });
    };
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
        assert!(told.contains("was not exported by Dateline"), "{told}");
        let told = write_export(folder.path(), |_| Some(Vec::new())).unwrap_err().to_string();
        assert!(told.contains("is a folder"), "{told}");
        let told = write_export(&folder.path().join("no/b"), |_| Some(Vec::new())).unwrap_err();
        assert!(told.to_string().contains("folder is not there"), "{told}");
        assert_eq!(files::read(&path, 99).unwrap(), b"Some(\"None\")");
    }
}
