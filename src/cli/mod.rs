//! The same layers without a window, for scripts, scorers and tests.
//!
//! Every subcommand is a file of its own. The exit status is 0, 1 where the input was wrong, 2 where the usage
//! was, 3 where something wants a person's look.

mod analyze;
mod check;
mod common;
mod draft;
mod export;
mod import;
mod merge;
mod report;
mod window;

use std::{path::PathBuf, process::ExitCode};

use clap::{CommandFactory as _, Parser, Subcommand};

/// Read an article beside its people, places and times; mark it, note it, keep it.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    /// The article or notebook to open; without one, the sample article
    file: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Analyze(analyze::Arguments),
    Export(export::Arguments),
    Import(import::Arguments),
    Check(check::Arguments),
    Draft(draft::Arguments),
    Merge(merge::Arguments),
    /// Write the manual page, for packages
    #[command(hide = true)]
    Man,
}

/// Reads the arguments and runs what they ask for.
pub fn main() -> ExitCode {
    match Arguments::try_parse() {
        Ok(Arguments { command: Some(Command::Analyze(arguments)), .. }) => {
            analyze::run(&arguments)
        }
        Ok(Arguments { command: Some(Command::Export(arguments)), .. }) => export::run(&arguments),
        Ok(Arguments { command: Some(Command::Import(arguments)), .. }) => import::run(&arguments),
        Ok(Arguments { command: Some(Command::Check(arguments)), .. }) => check::run(&arguments),
        Ok(Arguments { command: Some(Command::Draft(arguments)), .. }) => draft::run(&arguments),
        Ok(Arguments { command: Some(Command::Merge(arguments)), .. }) => merge::run(&arguments),
        Ok(Arguments { command: Some(Command::Man), .. }) => manual(),
        Ok(Arguments { command: None, file }) => window::run(file),
        Err(refusal) => {
            // Help and version come this way too. Where nobody reads them there is nobody to tell.
            refusal.print().unwrap_or_default();
            ExitCode::from(u8::try_from(refusal.exit_code()).unwrap_or(2))
        }
    }
}

/// Writes the manual page to the standard output, as `man` reads it.
fn manual() -> ExitCode {
    let page = clap_mangen::Man::new(Arguments::command()).date("");
    match page.render(&mut std::io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("The manual page could not be written: {error}.");
            ExitCode::FAILURE
        }
    }
}
