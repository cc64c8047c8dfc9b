//! `dateline import`: what others wrote on an article, into a notebook.

use std::{path::PathBuf, process::ExitCode};

use clap::Args;

use super::common::{Reading, corrected, exit, open};
use crate::{
    export::{Work, incoming},
    notebook::Command,
    storage::{self, Expect, save},
    task,
};

/// Take annotations or events from another program into a notebook
///
/// Reads W3C Web Annotations, a Hypothesis export, and TimelineJS' JSON or CSV, told apart by what they hold. What is
/// in the notebook already does not come twice.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The notebook or article
    file: PathBuf,
    /// What the other program wrote
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// Where the notebook goes; one that stands there is replaced, and kept as its backup
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    #[command(flatten)]
    reading: Reading,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    exit(imported(arguments).map(|remarks| {
        for remark in remarks {
            eprintln!("{remark}");
        }
        0
    }))
}

fn imported(arguments: &Arguments) -> Result<Vec<String>, String> {
    let opened = open(&arguments.file, arguments.reading)?;
    let text = storage::read_text(&arguments.from, storage::LIMIT).map_err(|e| e.to_string())?;
    let (article, mut notebook) = (opened.article, opened.notebook);
    let analysis = corrected(&article, &notebook.given(), &notebook);
    let work =
        Work { article: &article, analysis: &analysis, notebook: &notebook, now: task::clock() };
    let incoming = incoming(&text, &work)?;
    let taken = incoming.commands.len();
    // What is there already was left out, so the rest fits.
    Command::Batch(incoming.commands)
        .apply(&mut notebook)
        .map_err(|_stale| "Two of the annotations have one id, so none was taken.".to_owned())?;
    save(&arguments.output, &article, &notebook, &Expect::Anything)
        .map_err(|error| error.to_string())?;
    let mut remarks = opened.complaints;
    remarks.push(format!("{taken} taken into {}.", arguments.output.display()));
    remarks.extend(incoming.remarks);
    Ok(remarks)
}
