//! Out of the app: the summary and the reader's work in the formats that other programs read.
//!
//! [`Summary`] is what there is to say, [`Work`] what it is made of; each format is a file of its own that turns
//! one of them into bytes. Pure: nothing here touches the disk. Each format says what it could not carry, and
//! how much.

mod annotations;
mod calendar;
mod citation;
pub(crate) mod document;
mod docx;
mod drawing;
mod faces;
mod html;
mod incoming;
mod json;
mod managed;
mod markdown;
mod marked;
mod notes;
mod pdf;
mod picture;
mod place;
mod summary;
mod table;
mod template;
mod text;
mod timelinejs;
pub mod typefaces;

pub use annotations::{Read, read_annotations};
pub use incoming::incoming;
pub use managed::{Unmanaged, renew};
pub use summary::{Counted, Dated, Mark, MarkGroup, Named, Open, Passage, Said, Summary};
pub use template::{Kind, fill};
pub use timelinejs::{Told, read_timeline};

pub use crate::storage::{Order, Parts};

use crate::{analysis::Analysis, article::Article, notebook::Notebook};

/// What is exported.
#[derive(Debug, Clone, Copy)]
pub struct Work<'a> {
    pub article: &'a Article,
    /// As the reader has corrected it.
    pub analysis: &'a Analysis,
    pub notebook: &'a Notebook,
    /// The moment of the export, for formats that ask for one.
    pub now: jiff::Timestamp,
}

/// How to export.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    pub parts: Parts,
    pub order: Order,
    /// How many sentences the extract has; by default as many as the analysis chose.
    pub sentences: Option<usize>,
    /// Names as `[[Ada Lovelace]]`, in Markdown.
    pub wiki_links: bool,
}

/// The formats, in the order the window offers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Markdown,
    Html,
    Pdf,
    Docx,
    Csv,
    CsvEntities,
    CsvEvents,
    Json,
    W3c,
    Hypothesis,
    TimelineJs,
    TimelineCsv,
    ICalendar,
    Svg,
    Png,
    Bibtex,
    Ris,
    CslJson,
    Text,
}

impl Format {
    pub const ALL: [Self; 19] = [
        Self::Markdown,
        Self::Html,
        Self::Pdf,
        Self::Docx,
        Self::Csv,
        Self::CsvEntities,
        Self::CsvEvents,
        Self::Json,
        Self::W3c,
        Self::Hypothesis,
        Self::TimelineJs,
        Self::TimelineCsv,
        Self::ICalendar,
        Self::Svg,
        Self::Png,
        Self::Bibtex,
        Self::Ris,
        Self::CslJson,
        Self::Text,
    ];

    /// Its word on the command line, its name in the window, its file's ending, and what it holds.
    const fn about(self) -> [&'static str; 4] {
        match self {
            Self::Markdown => [
                "markdown",
                "Markdown",
                "md",
                "the summary, for a vault of notes; can be exported again over your own changes",
            ],
            Self::Html => [
                "html",
                "HTML",
                "html",
                "the summary and the marked article on one page, without scripts",
            ],
            Self::Pdf => ["pdf", "PDF", "pdf", "the summary, typeset for print"],
            Self::Docx => [
                "docx",
                "DOCX",
                "docx",
                "the summary and the marked article, for Word and LibreOffice",
            ],
            Self::Csv => ["csv", "CSV", "csv", "highlights and notes as a table"],
            Self::CsvEntities => [
                "csv-entities",
                "CSV entities",
                "csv",
                "people, organisations, places and groups as a table",
            ],
            Self::CsvEvents => ["csv-events", "CSV events", "csv", "the timeline as a table"],
            Self::Json => [
                "json",
                "JSON",
                "json",
                "everything, for programs; docs/export.schema.json describes it",
            ],
            Self::W3c => ["w3c", "W3C", "jsonld", "highlights and notes as W3C Web Annotations"],
            Self::Hypothesis => {
                ["hypothesis", "Hypothesis", "json", "highlights and notes for Hypothesis"]
            }
            Self::TimelineJs => ["timelinejs", "TimelineJS", "json", "the timeline for TimelineJS"],
            Self::TimelineCsv => [
                "timelinejs-csv",
                "TimelineJS CSV",
                "csv",
                "the timeline for TimelineJS' spreadsheet",
            ],
            Self::ICalendar => {
                ["icalendar", "iCalendar", "ics", "events of known days, for calendars"]
            }
            Self::Svg => ["svg", "SVG", "svg", "the timeline as a picture"],
            Self::Png => ["png", "PNG", "png", "the timeline as a picture of points"],
            Self::Bibtex => ["bibtex", "BibTeX", "bib", "the article as a source, for LaTeX"],
            Self::Ris => ["ris", "RIS", "ris", "the article as a source, for reference managers"],
            Self::CslJson => {
                ["csl-json", "CSL-JSON", "json", "the article as a source, for Zotero and Pandoc"]
            }
            Self::Text => ["text", "Text", "txt", "the summary as plain text, for mail"],
        }
    }

    /// Its word on the command line.
    pub const fn name(self) -> &'static str {
        self.about()[0]
    }

    /// Its name in the window.
    pub const fn label(self) -> &'static str {
        self.about()[1]
    }

    /// The ending of its files, without a point.
    pub const fn extension(self) -> &'static str {
        self.about()[2]
    }

    /// What it holds.
    pub const fn hint(self) -> &'static str {
        self.about()[3]
    }

    /// Whether it is the summary, to be read, of the parts that are chosen; what the others hold does not depend on
    /// those.
    pub const fn is_summary(self) -> bool {
        matches!(self, Self::Markdown | Self::Html | Self::Pdf | Self::Docx | Self::Text)
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name().eq_ignore_ascii_case(name))
    }
}

/// A file, and what it does not hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exported {
    pub bytes: Vec<u8>,
    /// What the format could not carry and how much of it, a sentence each.
    pub remarks: Vec<String>,
    /// It stands in blocks that are renewed where it is exported again over the reader's own changes.
    pub is_managed: bool,
}

impl Exported {
    fn text(text: String, remarks: Vec<String>) -> Self {
        Self::bytes(text.into_bytes(), remarks)
    }

    const fn bytes(bytes: Vec<u8>, remarks: Vec<String>) -> Self {
        Self { bytes, remarks, is_managed: false }
    }
}

/// Writes `work` in `format`. Costs time in proportion to the text and what was found in it.
pub fn export(work: &Work<'_>, options: &Options, format: Format) -> Exported {
    match format {
        Format::Markdown => markdown::write(work, options),
        Format::Html => html::write(work, options),
        Format::Pdf => pdf::write(work, options),
        Format::Docx => docx::write(work, options),
        Format::Csv => table::marks(work),
        Format::CsvEntities => table::entities(work),
        Format::CsvEvents => table::events(work),
        Format::Json => json::write(work, options),
        Format::W3c => annotations::w3c(work),
        Format::Hypothesis => annotations::hypothesis(work),
        Format::TimelineJs => timelinejs::json(work),
        Format::TimelineCsv => timelinejs::csv(work),
        Format::ICalendar => calendar::write(work),
        Format::Svg => drawing::svg_file(work),
        Format::Png => picture::write(work),
        Format::Bibtex => citation::bibtex(work),
        Format::Ris => citation::ris(work),
        Format::CslJson => citation::csl(work),
        Format::Text => text::write(work, options),
    }
}

impl Exported {
    /// What is written where `old` stands: what is managed renews its own blocks there, all else takes its place if the
    /// reader has agreed to that. `None` where `old` is to stay.
    pub fn over(self, old: Option<&str>, is_agreed: bool) -> Option<Vec<u8>> {
        match old {
            Some(old) if self.is_managed => {
                let new = String::from_utf8_lossy(&self.bytes);
                renew(old, &new).ok().map(String::into_bytes)
            }
            Some(_) if !is_agreed => None,
            _ => Some(self.bytes),
        }
    }
}
