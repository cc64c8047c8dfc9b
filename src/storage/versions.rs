//! Earlier versions of a notebook: the backups that saving leaves, and those that the reader keeps under a name.
//!
//! `talks.ron` has its backups beside it as `talks.ron~` (the latest), `talks.ron~2` and so on; what the reader keeps
//! under the name "before the call" is `talks.ron (before the call)~`, which no other notebook's backup is called, as
//! those of a copy `talks (1).ron` are `talks (1).ron~`. Each is a notebook like any other, and opens read-only.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::UNIX_EPOCH,
};

use super::{Expect, NotebookError, Opened, OpenedKind, SaveError, files, save};
use crate::{article::Article, notebook::Notebook};

/// More names than this are not looked through.
const MOST: usize = 100;

/// Around the reader's name for a version, behind the notebook's.
const BEFORE: &str = " (";
const AFTER: &str = ")~";

/// A version that can be gone back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub path: PathBuf,
    /// What the reader called it; none for a backup.
    pub name: Option<String>,
    /// When it was saved, in milliseconds since 1970.
    pub saved_ms: Option<u64>,
    /// In bytes.
    pub size: u64,
    /// What it holds, or why it cannot be read.
    pub held: Result<(Arc<Article>, Notebook), String>,
}

/// The versions of the notebook at `path`, the latest first.
pub fn versions(path: &Path) -> Vec<Version> {
    let target = files::real(path);
    let backups = (1..=save::BACKUPS).map(|number| (files::backup_path(&target, number), None));
    let mut found: Vec<Version> =
        backups.chain(named(&target)).filter_map(|(path, name)| look(path, name)).collect();
    found.sort_by_key(|version| std::cmp::Reverse(version.saved_ms));
    found
}

fn look(path: PathBuf, name: Option<String>) -> Option<Version> {
    let about = files::look(&path).ok().filter(files::Metadata::is_file)?;
    let saved = about.modified().ok().and_then(|moment| moment.duration_since(UNIX_EPOCH).ok());
    let held = match super::open(&path) {
        Ok(Opened { kind: OpenedKind::Notebook { .. }, article, notebook, .. }) => {
            Ok((article, notebook))
        }
        // Whatever it was, it is none any more, and an article is no version.
        Ok(_) => Err(NotebookError::Foreign.to_string()),
        Err(error) => Err(error.to_string()),
    };
    Some(Version {
        path,
        name,
        saved_ms: saved.map(|saved| saved.as_millis() as u64),
        size: about.len(),
        held,
    })
}

/// Where a version is kept under a name.
fn place(path: &Path, name: &str) -> Option<PathBuf> {
    let mut file = path.file_name()?.to_owned();
    file.push(format!("{BEFORE}{name}{AFTER}"));
    Some(path.with_file_name(file))
}

fn named(path: &Path) -> Vec<(PathBuf, Option<String>)> {
    let Some(notebook) = path.file_name() else { return Vec::new() };
    let names = files::list(files::folder(path)).into_iter().filter_map(|path| {
        let rest =
            path.file_name()?.as_encoded_bytes().strip_prefix(notebook.as_encoded_bytes())?;
        let name = rest.strip_prefix(BEFORE.as_bytes())?.strip_suffix(AFTER.as_bytes())?;
        let name = String::from_utf8_lossy(name).into_owned();
        // Where that stands without the last sign, it is the backup of another notebook all the same.
        let mut other = notebook.to_owned();
        other.push(format!("{BEFORE}{name})"));
        (!path.with_file_name(other).exists()).then_some((path, Some(name)))
    });
    names.take(MOST).collect()
}

/// Keeps this notebook under a name of the reader's beside the file at `path`; a name that is taken stays as it is.
pub fn keep_version(
    path: &Path,
    name: &str,
    article: &Article,
    notebook: &Notebook,
) -> Result<PathBuf, SaveError> {
    let target = files::real(path);
    // What no file system takes in a name, and what would lead elsewhere.
    let name: String = name
        .trim()
        .chars()
        .map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '-' } else { c })
        .collect();
    let place = place(&target, &name).ok_or_else(|| SaveError::Folder { path: path.to_owned() })?;
    save::save(&place, article, notebook, &Expect::Nothing)?;
    Ok(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::Meta, import};

    #[test]
    fn versions_are_kept_listed_and_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks.ron");
        let article = import::verbatim("Calm talks.".to_owned(), Meta::from_file_name("talks.txt"));
        let mut notebook = Notebook::default();
        for number in 0..8 {
            notebook.text = format!("{number}");
            save::save(&path, &article, &notebook, &Expect::Anything).unwrap();
        }
        // Saving what is there already pushes no version out.
        save::save(&path, &article, &notebook, &Expect::Anything).unwrap();
        keep_version(&path, " before: the call ", &article, &notebook).unwrap();
        let again = keep_version(&path, "before: the call", &article, &Notebook::default());
        assert!(matches!(again, Err(SaveError::Exists { .. })));
        let found = versions(&path);
        let mut held: Vec<(Option<&str>, &str)> = found
            .iter()
            .map(|version| {
                (version.name.as_deref(), version.held.as_ref().unwrap().1.text.as_str())
            })
            .collect();
        held.sort_unstable();
        let wanted = [
            (None, "2"),
            (None, "3"),
            (None, "4"),
            (None, "5"),
            (None, "6"),
            (Some("before- the call"), "7"),
        ];
        assert_eq!(held, wanted);
        assert!(found.iter().all(|version| version.size > 0 && version.saved_ms.is_some()));
        // What a browser saves beside it is another notebook, and so is what a phone does.
        for copy in ["talks (1).ron", "talks.ron (1)"] {
            let copy = folder.path().join(copy);
            for text in ["copied", "changed"] {
                text.clone_into(&mut notebook.text);
                save::save(&copy, &article, &notebook, &Expect::Anything).unwrap();
            }
        }
        assert_eq!(versions(&path), found);
        files::replace(&found[0].path, b"Notebook(version: 1, broken", 1).unwrap();
        assert!(versions(&path).iter().any(|version| version.held.is_err()));
    }
}
