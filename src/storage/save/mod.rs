//! The notebook file: one readable RON file that holds the article and everything the reader did.
//!
//! [`to_ron`] and [`from_ron`] are pure; [`save`] puts the result on disk. The types of each version stand in
//! a file of their own, so that the model may change and old files stay readable.

mod head;
mod v1;
mod words;

pub(super) use head::{not_utf8, version};

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{
    NotebookError, SaveError, Stamp,
    files::{self, Metadata},
};
use crate::{article::Article, notebook::Notebook};

/// The version that is written, and the newest one that is read.
const VERSION: u64 = 1;

/// A notebook as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    pub article: Article,
    pub notebook: Notebook,
    /// What was not as it should be, each in a sentence.
    pub complaints: Vec<String>,
}

/// What may stand at the place a notebook is saved to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expect {
    /// No file yet.
    Nothing,
    /// The file as it was when it was opened or last saved, or none any more.
    Same(Stamp),
    /// Whatever; the reader said so. A notebook of a newer version, and what is no notebook, stay all the same.
    Anything,
}

/// A notebook as it was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// For the next save.
    pub stamp: Stamp,
    /// Where the file that was there before is kept.
    pub backup: Option<PathBuf>,
}

/// The notebook file's text. The same notebook always gives the same text, and a changed note changes only
/// its own lines.
pub fn to_ron(article: &Article, notebook: &Notebook) -> String {
    v1::write(article, notebook)
}

/// Reads a notebook file's text; any text gives a notebook or an error with its place.
pub fn from_ron(text: &str) -> Result<Loaded, NotebookError> {
    match version(text.as_bytes()) {
        None => Err(NotebookError::Foreign),
        Some(found) if found > VERSION => Err(NotebookError::Newer { found, known: VERSION }),
        Some(_) => v1::read(text),
    }
}

/// Whether a file of this name is meant to be a notebook, whatever it holds.
pub(super) fn is_notebook_name(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        extension.to_string_lossy().trim_end_matches('~').eq_ignore_ascii_case("ron")
    })
}

/// Saves to `path`, all or nothing; what was there before is kept beside it as `name.ron~`. Follows links.
pub fn save(
    path: &Path,
    article: &Article,
    notebook: &Notebook,
    expect: &Expect,
) -> Result<Saved, SaveError> {
    let failed = |source| SaveError::from_io(source, path.to_owned());
    let target = files::real(path);
    match files::look(&target) {
        Ok(about) => may_replace(path, &target, &about, expect)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(failed(error)),
    }
    let ron = to_ron(article, notebook);
    let backup = files::replace(&target, ron.as_bytes()).map_err(failed)?;
    Ok(Saved { stamp: Stamp::of(ron.as_bytes()), backup })
}

/// Whether what stands at `target` may give way.
fn may_replace(
    path: &Path,
    target: &Path,
    about: &Metadata,
    expect: &Expect,
) -> Result<(), SaveError> {
    let here = || path.to_owned();
    if !about.is_file() {
        return Err(SaveError::Folder { path: here() });
    }
    if about.permissions().readonly() {
        return Err(SaveError::ReadOnly { path: here() });
    }
    let old = files::read(target, u64::MAX).map_err(|e| SaveError::from_io(e, here()))?;
    match version(&old) {
        Some(found) if found > VERSION => return Err(SaveError::Newer { found, path: here() }),
        None if !old.is_empty() && !is_notebook_name(path) => {
            return Err(SaveError::Foreign { path: here() });
        }
        _ => {}
    }
    match expect {
        Expect::Nothing => Err(SaveError::Exists { path: here() }),
        Expect::Same(stamp) if *stamp != Stamp::of(&old) => {
            Err(SaveError::Changed { path: here() })
        }
        Expect::Same(_) | Expect::Anything => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::{
        article::Meta,
        notebook::{Annotation, Color, Id, Ruling, Selector, Tag, Verdict},
        text::Span,
    };

    fn example() -> (Article, Notebook) {
        let text = "Café \"calm\" talks\r\n\nopened on 5 May.\n".to_owned();
        let article = Article::new(text, Meta::from_file_name("talks.txt"));
        let calm = Selector::new(article.text(), Span::new(7, 11));
        let moment: Timestamp = "2024-02-25T14:02:11.123Z".parse().unwrap();
        let annotation = Annotation {
            id: Id::new(1_708_869_731_123),
            target: calm.clone(),
            color: Color::Blue,
            comment: "A word\nof theirs?".to_owned(),
            tags: vec![Tag::new("to check").unwrap()],
            created: moment,
            modified: moment,
        };
        let verdict = Verdict { id: Id::new(7), on: calm, ruling: Ruling::NotAName };
        let mut notebook = Notebook::with(vec![annotation], vec![verdict]);
        notebook.text = "One.\n\"#Two\"#".to_owned();
        notebook.published = Some("2024-02-25".parse().unwrap());
        (article, notebook)
    }

    #[test]
    fn the_file_can_be_read_by_a_person() {
        let (article, notebook) = example();
        insta::assert_snapshot!(to_ron(&article, &notebook));
    }

    #[test]
    fn reads_what_it_writes() {
        let (article, notebook) = example();
        let loaded = from_ron(&to_ron(&article, &notebook));
        assert_eq!(loaded, Ok(Loaded { article, notebook, complaints: Vec::new() }));
    }
}
