//! `dateline analyze`: one JSON object for a file, or one for each line of JSON from standard input.

use std::{
    io::{self, BufRead, BufReader, BufWriter, Write},
    ops::ControlFlow,
    panic::catch_unwind,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{
    common::{Reading, corrected, exit, open_or_stdin, written},
    report::Report,
};
use crate::{
    analysis::{Cancel, Given, analyze},
    article::Meta,
    import,
    storage::Opened,
    task::in_order,
};

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
        None => lines(BufReader::new(io::stdin()), out),
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

/// Answers each line as it comes, in order, so that any number of articles needs the memory of a few. Articles are
/// read on all cores, each on one.
fn lines(mut from: impl BufRead + Send, mut out: impl Write) -> io::Result<ExitCode> {
    let mut status = ExitCode::SUCCESS;
    let lines = (1_usize..).map_while(|number| {
        let mut line = Vec::new();
        match from.read_until(b'\n', &mut line) {
            Ok(0) => None,
            Ok(_) => Some(Ok((number, line))),
            Err(error) => Some(Err(error)),
        }
    });
    let read = |(): &mut (), line: io::Result<(usize, Vec<u8>)>| {
        let (number, line) = line?;
        let bytes = line.strip_prefix(b"\xef\xbb\xbf").filter(|_| number == 1).unwrap_or(&line);
        answer(bytes, number)
    };
    let done = in_order(
        lines,
        || (),
        read,
        |answer| {
            let written = answer.and_then(|(answer, is_read)| {
                if !is_read {
                    status = ExitCode::FAILURE;
                }
                out.write_all(&answer)?;
                out.flush()
            });
            written.map_or_else(ControlFlow::Break, ControlFlow::Continue)
        },
    );
    match done {
        ControlFlow::Break(error) => Err(error),
        ControlFlow::Continue(()) => Ok(status),
    }
}

/// The answer to one line, with the end of its own; false where the line could not be read.
fn answer(bytes: &[u8], number: usize) -> io::Result<(Vec<u8>, bool)> {
    let failed = |id, why: &str| {
        let error = format!("Line {number} was left out: {why}.");
        Ok((json(&Answer { id, outcome: Outcome::Failed { error } })?, false))
    };
    let line: Line<'_> = match serde_json::from_slice(bytes.trim_ascii_end()) {
        Ok(line) => line,
        Err(error) => {
            let known: IdOnly<'_> = serde_json::from_slice(bytes).unwrap_or_default();
            // The parser sees one line only, and calls it the first.
            return failed(known.id, &error.to_string().replace("line 1 column", "column"));
        }
    };
    if line.text.len() > import::LIMIT {
        let limit = import::LIMIT / 1_000_000;
        return failed(line.id, &format!("its text is longer than {limit} MB"));
    }
    let published = match line.published.as_deref().filter(|published| !published.is_empty()) {
        None => None,
        Some(published) => match day(&published.chars().take(10).collect::<String>()) {
            Ok(day) => Some(day),
            Err(why) => return failed(line.id, &format!("\"published\" is {published:?}, {why}")),
        },
    };
    let meta = line.title.clone().map_or_else(Meta::default, Meta::titled);
    let article = import::verbatim(line.text, meta);
    let given = Given { published, title: line.title, sentences: line.sentences };
    // No text should break the reading down; if one does, it costs its own line and not the rest.
    let Ok(Ok(analysis)) = catch_unwind(|| analyze(&article, &given, &Cancel::default())) else {
        return failed(line.id, "reading it broke down, which is a fault of Dateline");
    };
    let report = Report::new(&article, &analysis, given.title.as_deref(), false);
    Ok((json(&Answer { id: line.id, outcome: Outcome::Read(Box::new(report)) })?, true))
}

/// One line of JSON, with its end.
fn json(answer: &Answer<'_>) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(answer)?;
    line.push(b'\n');
    Ok(line)
}

/// Reads "2024-02-25"; the years are 1 to 9999.
fn day(text: &str) -> Result<Date, &'static str> {
    const WHY: &str = "not a day such as 2024-02-25";
    let date: Date = text.parse().map_err(|_error: jiff::Error| WHY)?;
    if text.len() == 10 && date.year() >= 1 { Ok(date) } else { Err(WHY) }
}
