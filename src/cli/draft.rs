//! `dateline draft`: whether the article has what a text about it says.

use std::{
    io::{self, Read as _, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;

use crate::{
    analysis::{Cancel, Given, analyze},
    notebook::{Finding, Names, Proof, Trace, overlay, proofread},
    storage::{self, OpenError, Opened},
    text::{CodePoints, one_line},
};

/// The exit status where all could be read and something wants a look.
const LOOK: u8 = 3;

/// Check a text of yours against the article: its quotations, names, numbers and dates
///
/// One line for each: whether it is confirmed, near or unknown, what it is, its place in the draft and in the article
/// in Unicode code points, its words and, where they differ, the article's. The exit status is 0 where all is
/// confirmed, 3 where something should be looked at, 1 where a file could not be read.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The article, or the notebook about it
    file: PathBuf,
    /// Your text; "-" is standard input
    draft: PathBuf,
}

/// Why nothing stops a reading here.
const NOBODY: &str = "only this function holds the flag";

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    match check(arguments) {
        Ok(status) => ExitCode::from(status),
        Err(words) => {
            eprintln!("{words}");
            ExitCode::FAILURE
        }
    }
}

fn check(arguments: &Arguments) -> Result<u8, String> {
    let opened = storage::open(&arguments.file).map_err(|error| error.to_string())?;
    let draft = draft(&arguments.draft).map_err(|error| error.to_string())?;
    let draft = draft.article.text();
    let Opened { article, notebook, complaints, .. } = opened;
    for complaint in complaints {
        eprintln!("{complaint}");
    }
    let given =
        Given { published: notebook.published, title: notebook.title.clone(), sentences: None };
    let cancel = Cancel::default();
    let read = analyze(&article, &given, &cancel).expect(NOBODY);
    let analysis = overlay(&article, &read, &Names::default(), &notebook);
    let proof = proofread(draft, &article, &analysis, &cancel).expect(NOBODY);
    match print(&proof, draft, article.text(), io::stdout().lock()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("The answer could not be written ({error})."))
        }
        _ => Ok(if proof.is_clean() { 0 } else { LOOK }),
    }
}

fn draft(path: &Path) -> Result<Opened, OpenError> {
    if path != Path::new("-") {
        return storage::open(path);
    }
    let path = Path::new("standard input");
    let mut bytes = Vec::new();
    match io::stdin().lock().take(storage::LIMIT + 1).read_to_end(&mut bytes) {
        Ok(_) => storage::from_bytes(path, &bytes),
        Err(source) => Err(OpenError::Io { source, path: path.to_owned() }),
    }
}

fn print(proof: &Proof, draft: &str, article: &str, mut out: impl Write) -> io::Result<()> {
    let (mine, theirs) = (CodePoints::new(draft), CodePoints::new(article));
    for finding in &proof.findings {
        let Finding { claim, trace, span, place, .. } = finding;
        let at = format!("{}..{}", mine.from_byte(span.start()), mine.from_byte(span.end()));
        let there = place.map_or_else(
            || "-".to_owned(),
            |span| format!("{}..{}", theirs.from_byte(span.start()), theirs.from_byte(span.end())),
        );
        let words = one_line(span.of(draft));
        write!(out, "{}\t{}\t{at}\t{there}\t{words}", trace.name(), claim.name())?;
        if *trace == Trace::Near {
            write!(out, "\t(the article: {})", finding.theirs)?;
        }
        writeln!(out)?;
    }
    let count = |trace| proof.count(trace);
    writeln!(
        out,
        "{} confirmed, {} near, {} unknown",
        count(Trace::Confirmed),
        count(Trace::Near),
        count(Trace::Unknown)
    )
}
