//! `dateline check`: whether a notebook is whole, and where each of its marks stands.

use std::{
    collections::BTreeSet,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
};

use clap::Args;

use super::common::{REVIEW, Reading, exit, open, written};
use crate::{
    notebook::{Anchored, Id, Selector, Standing, touched},
    storage::{Opened, OpenedKind},
};

/// Validate a notebook and print where each of its marks stands
///
/// One line a mark: its id, its state, its place in Unicode code points, its words. The exit status is 0 where every
/// mark is exact and undisputed, 3 where one should be looked at, 1 where a file could not be read.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The notebook
    file: PathBuf,
    /// Compare with this article, as if its text were put in the place of the notebook's
    #[arg(long, value_name = "ARTICLE")]
    against: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    exit(check(arguments))
}

fn check(arguments: &Arguments) -> Result<u8, String> {
    let (mut opened, mut status) = (open(&arguments.file, arguments.reading)?, 0);
    if !matches!(opened.kind, OpenedKind::Notebook { .. }) {
        return Err(format!("This is an article, not a notebook ({}).", arguments.file.display()));
    }
    for complaint in &opened.complaints {
        eprintln!("{complaint}");
        status = REVIEW;
    }
    if let Some(article) = &arguments.against {
        let new = open(article, arguments.reading)?.article;
        let command = opened.notebook.replacement(&opened.article, Arc::clone(&new));
        if command.apply(&mut opened.notebook).is_err() {
            return Err(
                "Two marks of the notebook have one id, so they cannot be carried.".to_owned()
            );
        }
        opened.article = new;
    }
    let notebook = &opened.notebook;
    let contested = notebook.contested();
    if !contested.is_empty() || notebook.targets().any(|(_, target)| target.wants_review()) {
        status = REVIEW;
    }
    written(print(&opened, &contested, io::stdout().lock()))?;
    Ok(status)
}

#[expect(clippy::indexing_slicing, reason = "`state` numbers the six states")]
fn print(opened: &Opened, contested: &BTreeSet<Id>, mut out: impl Write) -> io::Result<()> {
    let text = opened.article.text();
    let points = crate::text::CodePoints::new(text);
    let mut counts = [0_usize; 6];
    for (id, target) in opened.notebook.targets() {
        let (index, state) = state(target, text);
        counts[index] += 1;
        let place = target.anchor(text).span().map_or_else(
            || "-".to_owned(),
            |span| format!("{}..{}", points.from_byte(span.start()), points.from_byte(span.end())),
        );
        let contested = if contested.contains(&id) { "\t(changed on both sides)" } else { "" };
        writeln!(
            out,
            "{id}\t{state}\t{place}\t{}{}{contested}",
            one_line(&target.exact),
            detail(target, text)
        )?;
    }
    let states = ["exact", "moved", "edited", "suggested", "orphaned", "kept without a place"];
    let told: Vec<String> = counts
        .iter()
        .zip(states)
        .filter(|(count, _)| **count > 0)
        .map(|(count, state)| format!("{count} {state}"))
        .collect();
    writeln!(out, "{}", if told.is_empty() { "no marks".to_owned() } else { told.join(", ") })
}

fn state(target: &Selector, text: &str) -> (usize, &'static str) {
    match target.anchor(text) {
        Anchored::Exact(_) => (0, "exact"),
        Anchored::Moved(_) => (1, "moved"),
        Anchored::Edited(_) => (2, "edited"),
        Anchored::Suggested(_) => (3, "suggested"),
        Anchored::Orphan if target.standing == Standing::Kept => (5, "kept"),
        Anchored::Orphan => (4, "orphan"),
    }
}

/// What was edited, or where the words may be.
fn detail(target: &Selector, text: &str) -> String {
    match &target.standing {
        Standing::Edited { was } => {
            let touched = touched(was, &target.exact).words();
            let touched = if touched.is_empty() { touched } else { format!("; {touched} changed") };
            format!("\t(was: {}{touched})", one_line(was))
        }
        Standing::Suggested { place } => format!("\t(perhaps: {})", one_line(place.of(text))),
        _ => String::new(),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
