//! The only files that touch the disk. (A first stand-in for the surface the app relies on.)

pub mod settings;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    article::{Article, Meta},
    notebook::Notebook,
};

/// What a file held when it was last read or written, to tell whether somebody changed it meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp(pub u64);

/// An article with what the reader did to it.
#[derive(Debug, Clone)]
pub struct Opened {
    pub article: Arc<Article>,
    pub notebook: Notebook,
    pub kind: OpenedKind,
    /// What the reader should know of how it was read, each a sentence.
    pub complaints: Vec<String>,
    /// Of the notebook's file, where it is one.
    pub stamp: Option<Stamp>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenedKind {
    Article {
        source: PathBuf,
    },
    Notebook {
        path: PathBuf,
        read_only: bool,
    },
    /// The sample built into the binary.
    Sample,
}

/// What may stand at the place a notebook is saved to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expect {
    /// No file yet.
    Nothing,
    /// The file as it was when it was last read or written.
    Same(Stamp),
    /// Whatever; the reader said so.
    Anything,
}

/// The notebook as it now stands on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    pub stamp: Stamp,
}

#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct OpenError(String);

#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct SaveError(String);

impl SaveError {
    /// Whether the reader may decide to replace what stands there: it exists already, or was changed meanwhile.
    pub fn may_be_overwritten(&self) -> bool {
        false
    }
}

pub fn open(_path: &Path) -> Result<Opened, OpenError> {
    Err(OpenError("not yet".to_owned()))
}

pub fn save(
    _path: &Path,
    _article: &Article,
    _notebook: &Notebook,
    _expect: &Expect,
) -> Result<Saved, SaveError> {
    Err(SaveError("not yet".to_owned()))
}

/// The article built into the binary.
pub fn sample() -> Opened {
    let article = Article::new(
        "A first line of text.\nAnother.".to_owned(),
        Meta::from_file_name("sample.txt"),
    );
    Opened {
        article: Arc::new(article),
        notebook: Notebook::default(),
        kind: OpenedKind::Sample,
        complaints: Vec::new(),
        stamp: None,
    }
}
