//! The way to the window, and the words where this build has none.

use std::{path::PathBuf, process::ExitCode};

/// Opens the window on `file`. Where there is no display, the window says so itself.
#[cfg(feature = "app")]
pub(super) fn run(file: Option<PathBuf>) -> ExitCode {
    // Recent files are remembered, and must be found from any folder.
    crate::ui::run(file.map(|file| std::path::absolute(&file).unwrap_or(file)))
}

/// This build has no window.
#[cfg(not(feature = "app"))]
pub(super) fn run(_file: Option<PathBuf>) -> ExitCode {
    eprintln!(
        "This Dateline was built without its window (the feature \"app\"). The command line works: dateline analyze FILE (see --help)."
    );
    ExitCode::FAILURE
}
