//! `dateline export`: an article's summary, or the reader's work on it, in some format.

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, ValueEnum};

use super::common::{Reading, corrected, open};
use crate::{
    export::{Exported, Format, Options, Order, Parts, Work, export, fill},
    storage::{self, ExportError},
    task,
};

/// Write the summary of an article or a notebook in some format
///
/// What a format cannot carry is told on standard error. The exit status is 0, 1 where the input was wrong or the
/// output could not be written, 2 where the usage was.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(super) struct Arguments {
    /// The notebook or article
    #[arg(required_unless_present = "list")]
    file: Option<PathBuf>,
    /// The format; --list names them
    #[arg(long, value_name = "FORMAT", value_parser = format, required_unless_present_any = ["list", "template"])]
    to: Option<Format>,
    /// In the place of a format, a template of your own for Markdown, text or HTML; docs/templates.md tells how
    #[arg(long, value_name = "FILE", conflicts_with = "to")]
    template: Option<PathBuf>,
    /// The file to write; "-" is standard output. Markdown that was exported before is renewed, and what you
    /// wrote between its blocks is kept; any other file stays as it is
    #[arg(short, long, value_name = "OUT", default_value = "-")]
    output: PathBuf,
    /// Take the place of a file that stands there already, and keep it beside under the name with "~"; a notebook
    /// stays all the same
    #[arg(long)]
    force: bool,
    /// How many sentences the extract has; by default about a sixth, 3 to 7
    #[arg(long, value_name = "N")]
    sentences: Option<usize>,
    /// The parts of the summary
    #[arg(long, value_delimiter = ',', value_enum, value_name = "PART,..")]
    parts: Vec<Part>,
    /// Leave out headline, source and publication date
    #[arg(long)]
    no_head: bool,
    /// The order of highlights and notes
    #[arg(long, value_enum, default_value = "place")]
    order: ByWhat,
    /// Names as [[wiki links]], in Markdown
    #[arg(long)]
    wiki_links: bool,
    /// Name the formats
    #[arg(long)]
    list: bool,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    Extract,
    Timeline,
    Entities,
    Notes,
    Quotations,
    Numbers,
    Unreviewed,
    Method,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ByWhat {
    Place,
    Color,
    Tag,
    Entity,
}

fn format(name: &str) -> Result<Format, String> {
    Format::named(name).ok_or_else(|| "there is no such format; --list names them".to_owned())
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    if arguments.list {
        return list();
    }
    let Some(file) = &arguments.file else { return ExitCode::from(2) };
    let exported = match made(file, arguments) {
        Ok(exported) => exported,
        Err(why) => return failed(&why),
    };
    for remark in &exported.remarks {
        eprintln!("{remark}");
    }
    if arguments.output == Path::new("-") {
        let mut out = io::stdout().lock();
        return match out.write_all(&exported.bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                failed(&format!("The export could not be written ({error})."))
            }
            _ => ExitCode::SUCCESS,
        };
    }
    let force = arguments.force;
    let put = storage::write_export(&arguments.output, |old| {
        let renewed = exported.clone().over(old, force);
        renewed.or_else(|| force.then_some(exported.bytes))
    });
    match put {
        Ok(()) => ExitCode::SUCCESS,
        Err(error @ ExportError::Exists { .. }) => {
            failed(&format!("{error} With --force it gives way."))
        }
        Err(error) => failed(&error.to_string()),
    }
}

fn failed(why: &str) -> ExitCode {
    eprintln!("{why}");
    ExitCode::FAILURE
}

fn list() -> ExitCode {
    let mut out = io::stdout().lock();
    for format in Format::ALL {
        // Whoever reads no further has had enough.
        if writeln!(out, "{:<15} .{:<7} {}", format.name(), format.extension(), format.hint())
            .is_err()
        {
            break;
        }
    }
    ExitCode::SUCCESS
}

fn made(file: &Path, arguments: &Arguments) -> Result<Exported, String> {
    let template = arguments.template.as_deref().map(storage::read_template).transpose();
    let template = template.map_err(|error| error.to_string())?;
    let opened = open(file, arguments.reading)?;
    for complaint in &opened.complaints {
        eprintln!("{complaint}");
    }
    let (article, notebook) = (&opened.article, &opened.notebook);
    let analysis = corrected(article, &notebook.given(), notebook);
    let work = Work { article, analysis: &analysis, notebook, now: task::clock() };
    let options = Options {
        parts: match arguments.parts.as_slice() {
            // A template takes what it wants.
            [] if template.is_some() => Parts { head: !arguments.no_head, ..Parts::ALL },
            named => Parts { head: !arguments.no_head, ..parts(named) },
        },
        order: match arguments.order {
            ByWhat::Place => Order::Place,
            ByWhat::Color => Order::Color,
            ByWhat::Tag => Order::Tag,
            ByWhat::Entity => Order::Entity,
        },
        sentences: arguments.sentences,
        wiki_links: arguments.wiki_links,
    };
    match template {
        Some(template) => fill(&work, &options, &template.name, &template.text),
        None => Ok(export(&work, &options, arguments.to.unwrap_or(Format::Markdown))),
    }
}

/// Those named; the usual ones where none is.
fn parts(named: &[Part]) -> Parts {
    if named.is_empty() {
        return Parts::default();
    }
    let has = |part| named.contains(&part);
    Parts {
        head: true,
        extract: has(Part::Extract),
        timeline: has(Part::Timeline),
        entities: has(Part::Entities),
        marks: has(Part::Notes),
        quotations: has(Part::Quotations),
        figures: has(Part::Numbers),
        unreviewed: has(Part::Unreviewed),
        method: has(Part::Method),
    }
}
