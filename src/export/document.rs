//! A summary as headed sections of plain pieces, which Markdown, HTML, PDF and text each write in their way.

use std::collections::HashMap;

use super::{Options, Summary, Work, summary::capital};
use crate::{
    analysis::{Attribution, EntityKind},
    export::{Mark, Named},
    notebook::{Color, Id},
    text::{counted, grouped},
};

/// Words with one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) words: String,
    pub(crate) look: Look,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    Plain,
    Strong,
    /// Of second rank.
    Soft,
    Date,
    Name(EntityKind),
    /// The number of a sentence: where words stand in the article.
    Place(usize),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Heading(String),
    Paragraph(Vec<Run>),
    /// A line of a list.
    Item(Vec<Run>),
    /// A line of a table of two columns.
    Row(Vec<Run>, Vec<Run>),
    Mark(Quote),
    /// The reader's own words, in lines.
    Own(String),
}

/// A highlight with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Quote {
    /// Stable for good: the mark's id; unique in the document, though a mark may stand under two tags.
    pub(crate) id: String,
    pub(crate) color: Color,
    /// What the reader calls the colour.
    pub(crate) meaning: Option<String>,
    pub(crate) words: String,
    /// None where its words are gone.
    pub(crate) sentence: Option<usize>,
    pub(crate) comment: String,
    pub(crate) tags: Vec<String>,
}

impl Quote {
    /// What the reader calls the colour, else its own name.
    pub(crate) fn color_words(&self) -> &str {
        self.meaning.as_deref().unwrap_or(self.color.name())
    }

    /// The colour's name, where the reader gave it one, and the tags, as one line.
    pub(crate) fn labels(&self) -> String {
        let tags = self.tags.iter().map(|tag| format!("#{tag}"));
        self.meaning.iter().cloned().chain(tags).collect::<Vec<_>>().join(" ")
    }
}

/// A part of the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Section {
    /// Stable for good.
    pub(crate) id: &'static str,
    /// Empty for the last lines.
    pub(crate) heading: String,
    pub(crate) pieces: Vec<Piece>,
}

/// So many names of a kind are written out.
const NAMES: usize = 30;

fn run(words: impl Into<String>, look: Look) -> Run {
    Run { words: words.into(), look }
}

/// What a document of sections leaves out of `summary`, a sentence each.
pub(crate) fn left_out(work: &Work<'_>, options: &Options, summary: &Summary) -> Vec<String> {
    let mut remarks = Vec::new();
    let more: usize =
        summary.entities.iter().map(|(_, named)| named.len().saturating_sub(NAMES)).sum();
    if more > 0 {
        let names = counted(more, "name");
        remarks.push(format!("{names} beyond the first {NAMES} of a kind were left out."));
    }
    remarks.extend(undated(work, options));
    remarks
}

/// What of the timeline has no place on it.
pub(crate) fn undated(work: &Work<'_>, options: &Options) -> Option<String> {
    let undated = work.analysis.events.iter().filter(|event| event.when.is_unknown()).count();
    (options.parts.timeline && undated > 0)
        .then(|| format!("{} without a date left out.", counted(undated, "event")))
}

/// How many highlights have a colour to be carried.
pub(crate) fn colored(summary: &Summary) -> Option<String> {
    let marks: usize = summary.marks.iter().map(|group| group.marks.len()).sum();
    (marks > 0).then(|| format!("the colours of {}", counted(marks, "highlight")))
}

/// The line below the title: "Xinhua · published 25 February 2024 (set by the reader) · 431 words".
pub(crate) fn about(summary: &Summary) -> String {
    if summary.published_words.is_empty() {
        return String::new();
    }
    let source = summary.source.clone().unwrap_or_else(|| "No source given".to_owned());
    let mut parts = vec![source];
    parts.extend(summary.byline.clone());
    parts.push(summary.published_words.clone());
    parts.push(counted(summary.words, "word"));
    parts.join(" · ")
}

pub(crate) fn sections(summary: &Summary) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut add = |id, heading: String, pieces: Vec<Piece>| {
        if !pieces.is_empty() {
            sections.push(Section { id, heading, pieces });
        }
    };
    add("extract", extract_heading(summary.extract.len()), extract(summary));
    add("timeline", "Timeline".to_owned(), timeline(summary));
    add("entities", "Who and where".to_owned(), entities(summary));
    add("marks", "My notes".to_owned(), marks(summary));
    add("quotations", "Who said what".to_owned(), quotations(summary));
    add("figures", "Numbers".to_owned(), figures(summary));
    add("unreviewed", "Not reviewed".to_owned(), unreviewed(summary));
    let method = Some(&summary.method).filter(|method| !method.is_empty());
    let method = method.map(|method| Piece::Paragraph(vec![run(method, Look::Soft)]));
    add("method", String::new(), method.into_iter().collect());
    sections
}

pub(crate) fn extract_heading(sentences: usize) -> String {
    const WORDS: [&str; 12] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    match sentences.checked_sub(1).map(|index| WORDS.get(index)) {
        Some(Some(&"one")) => "In one sentence".to_owned(),
        Some(Some(word)) => format!("In {word} sentences"),
        _ => format!("In {}", counted(sentences, "sentence")),
    }
}

fn extract(summary: &Summary) -> Vec<Piece> {
    let runs: Vec<Run> = summary
        .extract
        .iter()
        .enumerate()
        .flat_map(|(i, passage)| {
            let space = if i == 0 { "" } else { " " };
            [
                run(format!("{space}{}", passage.words), Look::Plain),
                run(passage.sentence.to_string(), Look::Place(passage.sentence)),
            ]
        })
        .collect();
    if runs.is_empty() { Vec::new() } else { vec![Piece::Paragraph(runs)] }
}

fn timeline(summary: &Summary) -> Vec<Piece> {
    let row = |dated: &super::Dated| {
        let sentence = dated.passage.sentence;
        let mut what =
            vec![run(&dated.words, Look::Plain), run(sentence.to_string(), Look::Place(sentence))];
        if !dated.conflicts.is_empty() {
            what.push(run(format!(" ({})", dated.conflicts.join(" ")), Look::Soft));
        }
        Piece::Row(vec![run(&dated.date, Look::Date)], what)
    };
    summary.timeline.iter().map(row).collect()
}

/// What a kind of entity is called as a heading.
pub(crate) const fn kind_words(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "People",
        EntityKind::Organization => "Organisations",
        EntityKind::Place => "Places",
        EntityKind::Group => "Groups",
    }
}

fn entities(summary: &Summary) -> Vec<Piece> {
    let item = |(kind, named): &(EntityKind, Vec<Named>)| {
        let mut runs = vec![run(format!("{}: ", kind_words(*kind)), Look::Strong)];
        for (i, named) in named.iter().take(NAMES).enumerate() {
            if i > 0 {
                runs.push(run(", ", Look::Plain));
            }
            runs.push(run(&named.name, Look::Name(*kind)));
            let also = if named.aliases.is_empty() {
                String::new()
            } else {
                format!("; also {}", named.aliases.join(", "))
            };
            runs.push(run(format!(" ({}{also})", named.count), Look::Soft));
        }
        if named.len() > NAMES {
            runs.push(run(format!(", and {} more", named.len() - NAMES), Look::Soft));
        }
        Piece::Item(runs)
    };
    summary.entities.iter().map(item).collect()
}

fn marks(summary: &Summary) -> Vec<Piece> {
    let mut pieces = Vec::new();
    // A mark may stand under several headings, and each place has an id of its own.
    let mut used: HashMap<Id, usize> = HashMap::new();
    for group in &summary.marks {
        pieces.extend(group.heading.clone().map(Piece::Heading));
        for mark in &group.marks {
            let times = used.entry(mark.id).or_default();
            *times += 1;
            let id = if *times == 1 { mark.id.to_string() } else { format!("{}-{times}", mark.id) };
            pieces.push(Piece::Mark(quote(id, mark)));
        }
    }
    if !summary.notes.is_empty() {
        pieces.push(Piece::Heading("Notebook".to_owned()));
        pieces.push(Piece::Own(summary.notes.clone()));
    }
    pieces
}

fn quote(id: String, mark: &Mark) -> Quote {
    Quote {
        id,
        color: mark.color,
        meaning: mark.meaning.clone(),
        words: mark.passage.words.clone(),
        sentence: (!mark.is_lost).then_some(mark.passage.sentence),
        comment: mark.comment.clone(),
        tags: mark.tags.clone(),
    }
}

fn quotations(summary: &Summary) -> Vec<Piece> {
    let row = |said: &super::Said| {
        let (who, how) = match &said.speaker {
            None => ("Nobody told".to_owned(), ""),
            Some((who, Attribution::Told)) => (capital(who), ""),
            Some((who, Attribution::Pronoun)) => (capital(who), " (by a pronoun)"),
            Some((who, Attribution::Continued)) => (capital(who), " (goes on)"),
        };
        let sentence = said.passage.sentence;
        Piece::Row(
            vec![run(who, Look::Strong), run(how, Look::Soft)],
            vec![
                run(&said.passage.words, Look::Plain),
                run(sentence.to_string(), Look::Place(sentence)),
            ],
        )
    };
    summary.quotations.iter().map(row).collect()
}

fn figures(summary: &Summary) -> Vec<Piece> {
    let row = |counted: &super::Counted| {
        let sentence = counted.passage.sentence;
        Piece::Row(
            vec![run(figure_words(counted), Look::Strong)],
            vec![
                run(&counted.passage.words, Look::Plain),
                run(sentence.to_string(), Look::Place(sentence)),
            ],
        )
    };
    summary.figures.iter().map(row).collect()
}

/// "$ 4,500,000", "12 %", "3 soldiers".
fn figure_words(counted: &super::Counted) -> String {
    let number = if counted.value.fract() == 0.0 && counted.value < 1e15 {
        grouped(counted.value as usize)
    } else {
        format!("{}", counted.value)
    };
    match counted.unit.as_str() {
        "$" | "£" | "€" | "¥" => format!("{}{number}", counted.unit),
        unit => format!("{number} {unit}"),
    }
}

fn unreviewed(summary: &Summary) -> Vec<Piece> {
    let open = summary.unreviewed.iter();
    open.map(|open| Piece::Item(vec![run(&open.words, Look::Plain)])).collect()
}
