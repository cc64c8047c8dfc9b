//! What the commands share: files in, the reading of an article, answers and exit statuses out.

use std::{
    io::{self, Read as _},
    path::Path,
    process::ExitCode,
};

use clap::Args;
use encoding_rs::Encoding;

use crate::{
    analysis::{Analysis, Given},
    article::Article,
    import::{self, Extent, Options},
    notebook::{Notebook, overlay},
    storage::{self, OpenError, Opened},
    task,
};

/// The exit status where all could be read and something wants a person's look.
pub(super) const REVIEW: u8 = 3;

/// Ends with the status found, or with the sentence that says why there is none.
pub(super) fn exit(done: Result<u8, String>) -> ExitCode {
    match done {
        Ok(status) => ExitCode::from(status),
        Err(words) => {
            eprintln!("{words}");
            ExitCode::FAILURE
        }
    }
}

/// After writing an answer to standard output: whoever reads no further has had enough.
pub(super) fn written(done: io::Result<()>) -> Result<(), String> {
    match done {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("The answer could not be written ({error})."))
        }
        _ => Ok(()),
    }
}

/// How a text is to be read.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Reading {
    /// The encoding of the article: windows-1251, shift-jis, macintosh ...; without it, the bytes tell
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    encoding: Option<&'static Encoding>,
    /// All of a web page, not only the article on it
    #[arg(long)]
    whole_page: bool,
}

fn encoding(name: &str) -> Result<&'static Encoding, &'static str> {
    import::encoding(name).ok_or("no encoding of this name is known")
}

impl Reading {
    const fn options(self) -> Options {
        let extent = if self.whole_page { Extent::Whole } else { Extent::Article };
        Options { encoding: self.encoding, extent }
    }
}

/// Opens an article or a notebook.
pub(super) fn open(path: &Path, reading: Reading) -> Result<Opened, String> {
    storage::open_as(path, reading.options()).map_err(|error| error.to_string())
}

/// Opens an article or a notebook; "-" is standard input.
pub(super) fn open_or_stdin(path: &Path, reading: Reading) -> Result<Opened, OpenError> {
    if path != Path::new("-") {
        return storage::open_as(path, reading.options());
    }
    let path = Path::new("standard input");
    let mut bytes = Vec::new();
    match io::stdin().lock().take(storage::LIMIT + 1).read_to_end(&mut bytes) {
        Ok(_) => storage::from_bytes_as(path, &bytes, reading.options()),
        Err(source) => Err(OpenError::Io { source, path: path.to_owned() }),
    }
}

/// The article as the window shows it: read, and corrected by the reader's names and by the notebook.
pub(super) fn corrected(article: &Article, given: &Given, notebook: &Notebook) -> Analysis {
    let (names, complaint) = storage::load_names();
    if let Some(complaint) = complaint {
        eprintln!("{complaint}");
    }
    overlay(article, &task::analyze(article, given), &names, notebook)
}
