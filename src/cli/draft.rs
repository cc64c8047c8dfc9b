//! `dateline draft`: whether the article has what a text about it says.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::Args;

use super::common::{REVIEW, Reading, corrected, exit, open, open_or_stdin, written};
use crate::{
    analysis::Cancel,
    notebook::{Finding, Proof, Trace, proofread},
    storage::Opened,
    text::{CodePoints, one_line},
};

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
    #[command(flatten)]
    reading: Reading,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    exit(check(arguments))
}

fn check(arguments: &Arguments) -> Result<u8, String> {
    let opened = open(&arguments.file, arguments.reading)?;
    let draft =
        open_or_stdin(&arguments.draft, arguments.reading).map_err(|error| error.to_string())?;
    let draft = draft.article.text();
    let Opened { article, notebook, complaints, .. } = opened;
    for complaint in complaints {
        eprintln!("{complaint}");
    }
    let analysis = corrected(&article, &notebook.given(), &notebook);
    let proof = proofread(draft, &article, &analysis, &Cancel::default())
        .expect("only this function holds the flag");
    written(print(&proof, draft, article.text(), io::stdout().lock()))?;
    Ok(if proof.is_clean() { 0 } else { REVIEW })
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
