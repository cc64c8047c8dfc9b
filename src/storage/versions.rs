//! Earlier versions of a notebook: the backups that saving leaves, and those that the reader keeps under a name.
//!
//! `talks.ron` has its backups beside it as `talks.ron~` (the latest), `talks.ron~2` and so on; what the reader keeps
//! under the name "before the call" is `talks (before the call).ron~`. Each is a notebook like any other, and opens
//! read-only.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::UNIX_EPOCH,
};

use super::{Expect, SaveError, files, save};
use crate::{article::Article, notebook::Notebook};

/// More names than this are not looked through.
const MOST: usize = 100;

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
    let held = super::open(&path).map(|opened| (opened.article, opened.notebook));
    Some(Version {
        path,
        name,
        saved_ms: saved.map(|saved| saved.as_millis() as u64),
        size: about.len(),
        held: held.map_err(|error| error.to_string()),
    })
}

/// What stands before and after the name that the reader gave.
fn around(path: &Path) -> Option<(String, String)> {
    let stem = path.file_stem()?.to_str()?;
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or("ron");
    Some((format!("{stem} ("), format!(").{ending}~")))
}

fn named(path: &Path) -> Vec<(PathBuf, Option<String>)> {
    let Some((before, after)) = around(path) else { return Vec::new() };
    let entries = fs::read_dir(files::folder(path)).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| {
        let file = entry.file_name().into_string().ok()?;
        let name = file.strip_prefix(&before)?.strip_suffix(&after)?.to_owned();
        Some((entry.path(), Some(name)))
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
    let (before, after) =
        around(&target).ok_or_else(|| SaveError::Folder { path: path.to_owned() })?;
    let place = target.with_file_name(format!("{before}{name}{after}"));
    save::save(&place, article, notebook, &Expect::Nothing)?;
    Ok(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Meta;

    #[test]
    fn versions_are_kept_listed_and_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks.ron");
        let article = Article::new("Calm talks.".to_owned(), Meta::from_file_name("talks.txt"));
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
        files::replace(&found[0].path, b"Notebook(version: 1, broken", 1).unwrap();
        assert!(versions(&path).iter().any(|version| version.held.is_err()));
    }
}
