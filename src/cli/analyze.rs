//! `dateline analyze`: one JSON object for a file, or one for each line of JSON from standard input.

use std::{
    io::{self, BufRead, BufWriter, Write},
    panic::catch_unwind,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{
    common::{Reading, corrected, exit, open_or_stdin, read, written},
    report::Report,
};
use crate::{analysis::Given, article::Meta, import, storage::Opened};

/// Print what is read in an article, as JSON
///
/// Prints one object with the article's entities, times, events and summary. Offsets count Unicode code points.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The article or notebook to read; "-" is standard input
    #[arg(required_unless_present = "jsonl")]
    file: Option<PathBuf>,
    /// The day it was published, if it is known
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    published: Option<Date>,
    /// A title that is not part of the text
    #[arg(long)]
    title: Option<String>,
    /// Read one object {"id", "text", "published", "title", "sentences"} a line from standard input, and print
    /// one a line, in the same order
    #[arg(long, conflicts_with_all = ["file", "published", "title"])]
    jsonl: bool,
    #[command(flatten)]
    reading: Reading,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let out = BufWriter::new(io::stdout().lock());
    let done = match &arguments.file {
        Some(file) => single(file, arguments, out),
        None => lines(io::stdin().lock(), out),
    };
    match done {
        Ok(status) => status,
        Err(error) => exit(written(Err(error)).map(|()| 0)),
    }
}

fn single(file: &Path, arguments: &Arguments, mut out: impl Write) -> io::Result<ExitCode> {
    let Opened { article, notebook, complaints, .. } = match open_or_stdin(file, arguments.reading)
    {
        Ok(opened) => opened,
        Err(error) => {
            eprintln!("{error}");
            return Ok(ExitCode::FAILURE);
        }
    };
    for complaint in complaints {
        eprintln!("{complaint}");
    }
    let said = notebook.given();
    let given = Given {
        published: arguments.published.or(said.published),
        title: arguments.title.clone().or(said.title),
        ..said
    };
    let analysis = corrected(&article, &given, &notebook);
    let report = Report::new(&article, &analysis, given.title.as_deref(), true);
    serde_json::to_writer(&mut out, &report)?;
    out.write_all(b"\n")?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// A line of input. The id is passed on as it came.
#[derive(Debug, Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    text: String,
    published: Option<String>,
    title: Option<String>,
    sentences: Option<usize>,
}

/// What can be had of a line that is not as it should be.
#[derive(Debug, Default, Deserialize)]
struct IdOnly<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
}

#[derive(Debug, Serialize)]
struct Answer<'a> {
    id: Option<&'a RawValue>,
    #[serde(flatten)]
    outcome: Outcome<'a>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Outcome<'a> {
    Read(Box<Report<'a>>),
    Failed { error: String },
}

/// Answers each line as it comes, so that any number of articles needs the memory of one.
fn lines(mut from: impl BufRead, mut out: impl Write) -> io::Result<ExitCode> {
    let mut status = ExitCode::SUCCESS;
    let mut line = Vec::new();
    let mut number = 0_usize;
    while from.read_until(b'\n', &mut line)? > 0 {
        number += 1;
        let bytes = line.strip_prefix(b"\xef\xbb\xbf").filter(|_| number == 1).unwrap_or(&line);
        if !answer(bytes, number, &mut out)? {
            status = ExitCode::FAILURE;
        }
        out.write_all(b"\n")?;
        out.flush()?;
        line.clear();
    }
    Ok(status)
}

/// Writes the answer to one line; false where the line could not be read.
fn answer(bytes: &[u8], number: usize, out: &mut impl Write) -> io::Result<bool> {
    let failed = |out: &mut _, id, why: &str| {
        let error = format!("Line {number} was left out: {why}.");
        serde_json::to_writer(out, &Answer { id, outcome: Outcome::Failed { error } })?;
        Ok(false)
    };
    let line: Line<'_> = match serde_json::from_slice(bytes.trim_ascii_end()) {
        Ok(line) => line,
        Err(error) => {
            let known: IdOnly<'_> = serde_json::from_slice(bytes).unwrap_or_default();
            // The parser sees one line only, and calls it the first.
            return failed(out, known.id, &error.to_string().replace("line 1 column", "column"));
        }
    };
    if line.text.len() > import::LIMIT {
        let limit = import::LIMIT / 1_000_000;
        return failed(out, line.id, &format!("its text is longer than {limit} MB"));
    }
    let published = match line.published.as_deref().filter(|published| !published.is_empty()) {
        None => None,
        Some(published) => match day(&published.chars().take(10).collect::<String>()) {
            Ok(day) => Some(day),
            Err(why) => {
                return failed(out, line.id, &format!("\"published\" is {published:?}, {why}"));
            }
        },
    };
    let meta = line.title.clone().map_or_else(Meta::default, Meta::titled);
    let article = import::verbatim(line.text, meta);
    let given = Given { published, title: line.title, sentences: line.sentences };
    // No text should break the reading down; if one does, it costs its own line and not the rest.
    let Ok(analysis) = catch_unwind(|| read(&article, &given)) else {
        return failed(out, line.id, "reading it broke down, which is a fault of Dateline");
    };
    let report = Report::new(&article, &analysis, given.title.as_deref(), false);
    let outcome = Outcome::Read(Box::new(report));
    serde_json::to_writer(out, &Answer { id: line.id, outcome })?;
    Ok(true)
}

/// Reads "2024-02-25"; the years are 1 to 9999.
fn day(text: &str) -> Result<Date, &'static str> {
    const WHY: &str = "not a day such as 2024-02-25";
    let date: Date = text.parse().map_err(|_error: jiff::Error| WHY)?;
    if text.len() == 10 && date.year() >= 1 { Ok(date) } else { Err(WHY) }
}
