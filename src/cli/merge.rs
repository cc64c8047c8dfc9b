//! `dateline merge`: two notebooks that grew from one become one again.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;

use super::common::{REVIEW, exit};
use crate::{
    notebook::{Side, merge},
    storage::{self, Expect, OpenedKind, save},
};

/// Put two notebooks together that grew from one
///
/// What one side changed or deleted is taken as that side has it. What both changed is kept twice, tagged #conflict,
/// and told; the exit status is then 3.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The notebook that both grew from
    base: PathBuf,
    mine: PathBuf,
    theirs: PathBuf,
    /// Where the result goes; a notebook that stands there is replaced, and kept as its backup
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    exit(merged(arguments).map(|conflicts| {
        for conflict in &conflicts {
            eprintln!("{conflict}");
        }
        if conflicts.is_empty() { 0 } else { REVIEW }
    }))
}

fn merged(arguments: &Arguments) -> Result<Vec<String>, String> {
    let sides = [&arguments.base, &arguments.mine, &arguments.theirs].map(|path| side(path));
    let [base, mine, theirs] = sides;
    let merged = merge(&base?, &mine?, &theirs?);
    save(&arguments.output, &merged.article, &merged.notebook, &Expect::Anything)
        .map_err(|error| error.to_string())?;
    Ok(merged.conflicts)
}

fn side(path: &Path) -> Result<Side, String> {
    let opened = storage::open(path).map_err(|error| error.to_string())?;
    if !matches!(opened.kind, OpenedKind::Notebook { .. }) {
        return Err(format!("This is an article, not a notebook ({}).", path.display()));
    }
    Ok(Side { article: opened.article, notebook: opened.notebook })
}
