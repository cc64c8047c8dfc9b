//! CSV after RFC 4180, one table a file. Cells that a spreadsheet would take for a formula are guarded by an
//! apostrophe, as spreadsheets themselves do.

use super::{Exported, Options, Parts, Summary, Work};
use crate::text::counted;
use crate::text::{CodePoints, Span};

/// Writes rows; the first is the head.
pub(super) fn write(rows: impl IntoIterator<Item = Vec<String>>, remarks: Vec<String>) -> Exported {
    // With a mark at its start, without which Excel takes UTF-8 for something else.
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(&mut bytes);
    for row in rows {
        writer
            .write_record(row.iter().map(|cell| guard(cell)))
            .expect("a vector takes all that is written");
    }
    writer.flush().expect("a vector takes all that is written");
    drop(writer);
    Exported::bytes(bytes, remarks)
}

/// A formula begins with one of these, for one program or another.
fn guard(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\'']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// Takes the guard away again.
pub(super) fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\'']) => rest,
        _ => cell,
    }
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

/// Code points of a span, as two cells.
fn place(points: &CodePoints<'_>, span: Span) -> [String; 2] {
    [points.from_byte(span.start()).to_string(), points.from_byte(span.end()).to_string()]
}

pub(super) fn marks(work: &Work<'_>) -> Exported {
    let points = CodePoints::new(work.article.text());
    let head = row([
        "id", "quote", "comment", "tags", "color", "meaning", "sentence", "start", "end", "state",
        "created", "modified",
    ]);
    let marks = work.marks();
    let rows = marks.iter().map(|mark| {
        let [start, end] = if mark.is_lost {
            [String::new(), String::new()]
        } else {
            place(&points, mark.passage.span)
        };
        let (created, modified) = work
            .notebook
            .annotation(mark.id)
            .map_or_else(Default::default, |a| (a.created.to_string(), a.modified.to_string()));
        let sentence = if mark.is_lost { String::new() } else { mark.passage.sentence.to_string() };
        let state = if mark.is_lost { "lost" } else { "found" };
        vec![
            mark.id.to_string(),
            mark.passage.words.clone(),
            mark.comment.clone(),
            mark.tags.join(" "),
            mark.color.name().to_owned(),
            mark.meaning.clone().unwrap_or_default(),
            sentence,
            start,
            end,
            state.to_owned(),
            created,
            modified,
        ]
    });
    let mut remarks = Vec::new();
    let corrections = work.notebook.verdicts().len();
    if corrections > 0 {
        let corrections = counted(corrections, "correction");
        remarks.push(format!("{corrections} to names and events left out."));
    }
    if !work.notebook.text.is_empty() {
        remarks.push("A table has no place for the free notebook, which was left out.".to_owned());
    }
    write(std::iter::once(head).chain(rows), remarks)
}

fn all(work: &Work<'_>) -> Summary {
    let parts = Parts { marks: false, unreviewed: false, ..Parts::default() };
    Summary::new(work, &Options { parts, ..Options::default() })
}

pub(super) fn entities(work: &Work<'_>) -> Exported {
    let points = CodePoints::new(work.article.text());
    let head = row(["kind", "name", "aliases", "mentions", "first_start", "first_end"]);
    let summary = all(work);
    let rows = summary
        .entities
        .iter()
        .flat_map(|(kind, named)| named.iter().map(move |named| (kind, named)))
        .map(|(kind, named)| {
            let [start, end] = place(&points, named.first);
            vec![
                kind.name().to_owned(),
                named.name.clone(),
                named.aliases.join("; "),
                named.count.to_string(),
                start,
                end,
            ]
        });
    let more: usize =
        summary.entities.iter().flat_map(|(_, all)| all).map(|named| named.count.max(1) - 1).sum();
    let remarks = (more > 0).then(|| {
        let more = counted(more, "mention");
        format!("{more} after the first of each name went out as a number, without their places.")
    });
    write(std::iter::once(head).chain(rows), remarks.into_iter().collect())
}

pub(super) fn events(work: &Work<'_>) -> Exported {
    let points = CodePoints::new(work.article.text());
    let head = row([
        "start_date",
        "end_date",
        "precision",
        "date",
        "kind",
        "title",
        "sentence",
        "start",
        "end",
        "conflicts",
        "why",
    ]);
    let analysis = work.analysis;
    let summary = all(work);
    let rows = summary.timeline.iter().filter_map(|dated| {
        let event = analysis.events.get(dated.event)?;
        let [start, end] = place(&points, event.sentence);
        let day = |date: Option<jiff::civil::Date>| {
            date.map_or_else(String::new, |date| date.to_string())
        };
        Some(vec![
            day(event.when.start),
            day(event.when.end),
            event.when.precision.name().to_owned(),
            dated.date.clone(),
            event.kind.name().to_owned(),
            dated.words.clone(),
            dated.passage.sentence.to_string(),
            start,
            end,
            event.conflicts.join(" "),
            event.why.clone(),
        ])
    });
    let left = analysis.events.len() - summary.timeline.len();
    let remarks = if left == 0 {
        Vec::new()
    } else {
        vec![format!("{} without a date left out.", counted(left, "event"))]
    };
    write(std::iter::once(head).chain(rows), remarks)
}
