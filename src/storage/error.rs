//! One error for each way in or out, each a sentence that says what happened and what to do.

use std::{io, path::PathBuf};

use thiserror::Error;

use super::import::ImportError;

/// Why a file was not opened. Whatever was open before stays as it was.
#[derive(Debug, Error)]
pub enum OpenError {
    #[error("There is no file of this name; it may have been moved, renamed or deleted: {}", path.display())]
    Missing { path: PathBuf },
    #[error("This is a folder; choose a file in it: {}", path.display())]
    Folder { path: PathBuf },
    #[error("This is a device or a pipe, not a file; copy what it holds into a file first: {}", path.display())]
    Special { path: PathBuf },
    #[error("You are not allowed to read this file; ask its owner, or change its permissions: {}", path.display())]
    Forbidden { path: PathBuf },
    #[error("The file is empty; there is nothing to read in it: {}", path.display())]
    Empty { path: PathBuf },
    #[error("The file has {} MB, and Dateline reads at most {}; open a part of it instead: {}", megabytes(*size), megabytes(*limit), path.display())]
    TooLarge { size: u64, limit: u64, path: PathBuf },
    #[error("{source}: {}", path.display())]
    Article { source: ImportError, path: PathBuf },
    #[error("{source}: {}", path.display())]
    Notebook { source: NotebookError, path: PathBuf },
    #[error("The file could not be read ({source}): {}", path.display())]
    Io { source: io::Error, path: PathBuf },
}

/// Why a text is not a notebook that can be opened.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotebookError {
    #[error("This is not a Dateline notebook: it does not begin with \"Notebook(version: 1,\"")]
    Foreign,
    #[error(
        "This notebook is of version {found}, made by a newer Dateline; this one reads up to version {known}. It was left as it is; update Dateline to open it"
    )]
    Newer { found: u64, known: u64 },
    #[error(
        "The notebook is damaged at line {line}, column {column}: {what}. It was left as it is; mend that place in a text editor, or open its backup, whose name ends in \"~\""
    )]
    Damaged { line: usize, column: usize, what: String },
}

/// Why a notebook was not saved. The file on disk is as it was, and the work is still in the window.
#[derive(Debug, Error)]
pub enum SaveError {
    #[error("The folder is not there any more; save under another name: {}", path.display())]
    NoFolder { path: PathBuf },
    #[error("This is a folder; give a file name in it: {}", path.display())]
    Folder { path: PathBuf },
    #[error("You are not allowed to write here; save under another name: {}", path.display())]
    Forbidden { path: PathBuf },
    #[error("The file is read-only; save under another name, or allow writing to it: {}", path.display())]
    ReadOnly { path: PathBuf },
    #[error("The disk is full; make room and save again, or save to another disk: {}", path.display())]
    DiskFull { path: PathBuf },
    #[error("The name is too long for this disk; save under a shorter one: {}", path.display())]
    NameTooLong { path: PathBuf },
    #[error("The file there is a notebook of version {found}, made by a newer Dateline, and is not replaced; save under another name: {}", path.display())]
    Newer { found: u64, path: PathBuf },
    #[error("The file there is not a notebook and is not replaced; save under another name: {}", path.display())]
    Foreign { path: PathBuf },
    #[error("There is a file of this name already, and it is not replaced unless you say so: {}", path.display())]
    Exists { path: PathBuf },
    #[error("Another program has changed the file since it was opened, and it is not replaced; save under another name to keep both: {}", path.display())]
    Changed { path: PathBuf },
    #[error("The file could not be written ({source}); what was there before is untouched: {}", path.display())]
    Io { source: io::Error, path: PathBuf },
}

/// Rounded up, so that no file has 0 MB.
const fn megabytes(bytes: u64) -> u64 {
    bytes.div_ceil(1_000_000)
}

impl OpenError {
    pub(super) fn from_io(source: io::Error, path: PathBuf) -> Self {
        match source.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing { path },
            io::ErrorKind::PermissionDenied => Self::Forbidden { path },
            io::ErrorKind::IsADirectory => Self::Folder { path },
            _ => Self::Io { source, path },
        }
    }
}

impl SaveError {
    /// Whether the reader may decide to replace what stands there: it exists already, or was changed meanwhile.
    pub const fn may_be_overwritten(&self) -> bool {
        matches!(self, Self::Exists { .. } | Self::Changed { .. })
    }

    pub(super) fn from_io(source: io::Error, path: PathBuf) -> Self {
        match source.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NoFolder { path },
            io::ErrorKind::PermissionDenied => Self::Forbidden { path },
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path },
            io::ErrorKind::IsADirectory => Self::Folder { path },
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { path },
            io::ErrorKind::InvalidFilename => Self::NameTooLong { path },
            _ => Self::Io { source, path },
        }
    }
}
