//! The way to the window, and the words where there is none.

use std::{path::PathBuf, process::ExitCode};

/// Opens the window on `file`.
#[cfg(feature = "app")]
pub(super) fn run(file: Option<PathBuf>) -> ExitCode {
    drop(file);
    without("The window is not there yet")
}

/// This build has no window.
#[cfg(not(feature = "app"))]
pub(super) fn run(_file: Option<PathBuf>) -> ExitCode {
    without("This build of Dateline has no window, since it was made without the feature \"app\"")
}

fn without(why: &str) -> ExitCode {
    eprintln!(
        "{why}. Without a window, \"dateline analyze FILE\" reads an article; see \"dateline --help\"."
    );
    ExitCode::FAILURE
}
