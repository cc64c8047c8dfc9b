//! One error for each way in or out, each a sentence: what happened, what was kept, what to do, and the path.

use std::{
    io,
    path::{Path, PathBuf},
};

use thiserror::Error;

use crate::import::ImportError;

use crate::text::grouped;

/// Why a file was not opened. Whatever was open before stays as it was.
#[derive(Debug, Error)]
pub enum OpenError {
    #[error("There is no such file; it may have been moved, renamed or deleted ({}).", path.display())]
    Missing { path: PathBuf },
    #[error("This is a folder; choose a file in it ({}).", path.display())]
    Folder { path: PathBuf },
    #[error("This is a device or a pipe; copy what it holds into a file and open that ({}).", path.display())]
    Special { path: PathBuf },
    #[error("You are not allowed to read this file; ask its owner, or change its permissions ({}).", path.display())]
    Forbidden { path: PathBuf },
    #[error("The file is empty, so there is nothing to read in it ({}).", path.display())]
    Empty { path: PathBuf },
    #[error("The file has {} MB, and Dateline opens at most {}; open a part of it instead ({}).", megabytes(*size), megabytes(*limit), path.display())]
    TooLarge { size: u64, limit: u64, path: PathBuf },
    #[error("This is no text in UTF-8, so nothing of it was used ({}).", path.display())]
    NoText { path: PathBuf },
    #[error("{source} ({}).", path.display())]
    Article { source: ImportError, path: PathBuf },
    #[error("{source}{} ({}).", or_open(backup.as_deref()), path.display())]
    Notebook {
        source: NotebookError,
        /// The version before it, where there is one.
        backup: Option<PathBuf>,
        path: PathBuf,
    },
    #[error("The file could not be read, since the system says \"{source}\"; try again, or copy it elsewhere first ({}).", path.display())]
    Io { source: io::Error, path: PathBuf },
}

/// Why a text is not a notebook that can be opened; a sentence that the file's path may follow.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotebookError {
    #[error(
        "This is not a Dateline notebook, for it does not begin with \"Notebook(version: 2,\"; it was left as it is"
    )]
    Foreign,
    #[error(
        "This notebook was made by a newer Dateline (its version is {found}, and this one knows {known}); it was left as it is, and opens once Dateline is updated"
    )]
    Newer { found: u64, known: u64 },
    #[error(
        "The notebook is damaged at line {line}, column {column}: {what}; it was left as it is, to be mended with a text editor"
    )]
    Damaged { line: usize, column: usize, what: String },
    #[error(
        "The notebook has {} marks and corrections, and Dateline opens at most {}; it was left as it is", grouped(*found), grouped(*limit)
    )]
    TooMany { found: usize, limit: usize },
}

/// Why a notebook was not saved. The file on disk is as it was, and the work is still in the window.
#[derive(Debug, Error)]
pub enum SaveError {
    #[error("The folder is not there any more, so nothing was saved; choose another one ({}).", path.display())]
    NoFolder { path: PathBuf },
    #[error("This is a folder, so nothing was saved; give the name of a file in it ({}).", path.display())]
    Folder { path: PathBuf },
    #[error("You are not allowed to write here, so nothing was saved; choose another folder ({}).", path.display())]
    Forbidden { path: PathBuf },
    #[error("The file is read-only and was left as it is; save under another name ({}).", path.display())]
    ReadOnly { path: PathBuf },
    #[error("The disk is full, and the file was left as it is; make room, or save to another disk ({}).", path.display())]
    DiskFull { path: PathBuf },
    #[error("The name is too long for this disk, so nothing was saved; choose a shorter one ({}).", path.display())]
    NameTooLong { path: PathBuf },
    #[error("The notebook would have {} MB, and Dateline opens at most {}, so nothing was saved and the file is as it was; make the notes shorter, or go on with a part of the article ({}).", megabytes(*size), megabytes(*limit), path.display())]
    TooLarge { size: u64, limit: u64, path: PathBuf },
    #[error("The notebook would have {} marks and corrections, and Dateline opens at most {}, so nothing was saved and the file is as it was; take some of them back ({}).", grouped(*found), grouped(*limit), path.display())]
    TooMany { found: usize, limit: usize, path: PathBuf },
    #[error("The notebook there was made by a newer Dateline (its version is {found}) and was left as it is; save under another name ({}).", path.display())]
    Newer { found: u64, path: PathBuf },
    #[error("The file there is not a notebook and was left as it is; save under another name ({}).", path.display())]
    Foreign { path: PathBuf },
    #[error("There is a file of this name already, and it was left as it is ({}).", path.display())]
    Exists { path: PathBuf },
    #[error("Another program has changed the file since it was opened here, and it was left as that program wrote it; save under another name to keep both ({}).", path.display())]
    Changed { path: PathBuf },
    #[error("Another program holds the file locked, and it was left as it is; close it there and save again, or save under another name ({}).", path.display())]
    Locked { path: PathBuf },
    #[error("The disk or network drive does not answer, so nothing was saved; save again when it is back, or save elsewhere ({}).", path.display())]
    Away { path: PathBuf },
    #[error("The file could not be written, since the system says \"{source}\", and was left as it is; try again, or save elsewhere ({}).", path.display())]
    Io { source: io::Error, path: PathBuf },
}

/// Why an export was not written. What stood there is as it was.
#[derive(Debug, Error)]
pub enum ExportError {
    #[error("The folder is not there, so nothing was written; choose another one ({}).", path.display())]
    NoFolder { path: PathBuf },
    #[error("This is a folder, so nothing was written; give the name of a file in it ({}).", path.display())]
    Folder { path: PathBuf },
    #[error("This is a device or a pipe, so nothing was written; give the name of a file ({}).", path.display())]
    Special { path: PathBuf },
    #[error("You are not allowed to write here, so nothing was written; choose another folder ({}).", path.display())]
    Forbidden { path: PathBuf },
    #[error("The file is read-only and was left as it is; export under another name ({}).", path.display())]
    ReadOnly { path: PathBuf },
    #[error("There is a notebook of this name, and no export takes the place of one, so it was left as it is; export under another name ({}).", path.display())]
    Notebook { path: PathBuf },
    #[error("There is a file of this name already, and not one that this export renews, so it was left as it is; export under another name ({}).", path.display())]
    Exists { path: PathBuf },
    #[error("The disk is full, and nothing was written; make room, or export to another disk ({}).", path.display())]
    DiskFull { path: PathBuf },
    #[error("The export could not be written, since the system says \"{source}\"; try again, or export elsewhere ({}).", path.display())]
    Io { source: io::Error, path: PathBuf },
}

impl ExportError {
    pub(super) fn from_io(source: io::Error, path: PathBuf) -> Self {
        match source.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NoFolder { path },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::Forbidden { path }
            }
            io::ErrorKind::IsADirectory => Self::Folder { path },
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { path },
            _ => Self::Io { source, path },
        }
    }
}

/// Rounded up, so that no file has 0 MB.
const fn megabytes(bytes: u64) -> u64 {
    bytes.div_ceil(1024 * 1024)
}

/// What Windows says where another program has the file open for itself alone.
fn is_sharing_violation(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

/// Whether what holds the file is gone: a drive that was pulled, a server that does not answer.
fn is_away(error: &io::Error) -> bool {
    // "Input/output error" and "no such device" have no names of their own in Rust.
    let unplugged = cfg!(unix) && matches!(error.raw_os_error(), Some(5 | 6 | 19));
    unplugged
        || matches!(
            error.kind(),
            io::ErrorKind::StaleNetworkFileHandle
                | io::ErrorKind::NetworkDown
                | io::ErrorKind::NetworkUnreachable
                | io::ErrorKind::HostUnreachable
                | io::ErrorKind::TimedOut
                | io::ErrorKind::NotConnected
                | io::ErrorKind::ConnectionAborted
                | io::ErrorKind::ConnectionReset
        )
}

fn or_open(backup: Option<&Path>) -> String {
    let name = backup.and_then(Path::file_name);
    name.map_or_else(String::new, |name| {
        format!("; the version before it is kept as {}", name.to_string_lossy())
    })
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
            io::ErrorKind::ResourceBusy
            | io::ErrorKind::ExecutableFileBusy
            | io::ErrorKind::WouldBlock => Self::Locked { path },
            _ if is_sharing_violation(&source) => Self::Locked { path },
            _ if is_away(&source) => Self::Away { path },
            _ => Self::Io { source, path },
        }
    }
}
