//! Everything as one JSON object, for programs; `docs/export.schema.json` describes it.
//!
//! All places count Unicode code points of the article's text, ends exclusive; dates are ISO days.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::{Exported, Options, Parts, Summary, Work};
use crate::{
    analysis::Attribution,
    text::{CodePoints, Span, counted},
};

/// Bumped where a reader of the last version would go wrong.
const VERSION: u32 = 1;

pub(super) fn write(work: &Work<'_>, options: &Options) -> Exported {
    // For programs the parts are all there; what they do not want they leave.
    let parts = Parts { entities: false, timeline: false, ..Parts::ALL };
    let summary = Summary::new(work, &Options { parts, ..*options });
    let corrections = work.notebook.verdicts().len();
    let remarks = (corrections > 0).then(|| {
        format!(
            "{} to names and events went out as done, without a record of what was found before.",
            counted(corrections, "correction")
        )
    });
    Exported::text(pretty(&value(work, &summary)), remarks.into_iter().collect())
}

/// The object itself; where parts are off their lists are empty.
#[expect(clippy::indexing_slicing, reason = "a key that is not there is made")]
pub(super) fn value(work: &Work<'_>, summary: &Summary) -> Value {
    let points = CodePoints::new(work.article.text());
    let place = |span: Span| json!({ "start": points.from_byte(span.start()), "end": points.from_byte(span.end()) });
    let passage = |passage: &super::Passage| json!({ "start": points.from_byte(passage.span.start()), "end": points.from_byte(passage.span.end()), "sentence": passage.sentence, "text": passage.words });
    let analysis = work.analysis;
    let published = &analysis.published;
    let mut mentions: Vec<Vec<Value>> = analysis.entities.iter().map(|_| Vec::new()).collect();
    for mention in &analysis.mentions {
        if let Some(of) = mentions.get_mut(mention.entity.index()) {
            of.push(place(mention.span));
        }
    }
    json!({
        "format": "dateline-export",
        "version": VERSION,
        "article": {
            "title": summary.title,
            "byline": summary.byline,
            "source": summary.source,
            "published": { "date": published.date.and_then(day), "how": published.how.name(), "why": published.why },
            "words": summary.words,
            "text": work.article.text(),
        },
        "summary": summary.extract.iter().map(passage).collect::<Vec<_>>(),
        "entities": analysis.entities.iter().zip(mentions).map(|(entity, mentions)| json!({
            "kind": entity.kind.name(), "name": entity.name, "aliases": entity.aliases, "mentions": mentions,
        })).collect::<Vec<_>>(),
        "events": analysis.events.iter().map(|event| json!({
            "start_date": event.when.start.and_then(day),
            "end_date": event.when.end.and_then(day),
            "precision": event.when.precision.name(),
            "display": crate::view::timeline::words::date_words(&event.when, published.date),
            "kind": event.kind.name(),
            "title": event.words(work.article.text()),
            "sentence": place(event.sentence),
            "entities": event.entities.iter().map(|id| id.index()).collect::<Vec<_>>(),
            "conflicts": event.conflicts,
            "why": event.why,
        })).collect::<Vec<_>>(),
        "annotations": work.marks().iter().filter_map(|mark| {
            let annotation = work.notebook.annotation(mark.id)?;
            Some(json!({
                "id": mark.id.to_string(),
                "state": if mark.is_lost { "lost" } else { "found" },
                "place": if mark.is_lost { Value::Null } else { place(mark.passage.span) },
                "quote": annotation.target.exact,
                "prefix": annotation.target.prefix,
                "suffix": annotation.target.suffix,
                "color": mark.color.name(),
                "meaning": mark.meaning,
                "sentence": (!mark.is_lost).then_some(mark.passage.sentence),
                "comment": annotation.comment,
                "tags": mark.tags,
                "created": annotation.created.to_string(),
                "modified": annotation.modified.to_string(),
            }))
        }).collect::<Vec<_>>(),
        "notes": work.notebook.text,
        "quotations": summary.quotations.iter().map(|said| {
            let mut value = passage(&said.passage);
            value["speaker"] = json!(said.speaker.as_ref().map(|(who, _)| who));
            value["attribution"] = json!(said.speaker.as_ref().map(|(_, how)| match how {
                Attribution::Told => "told",
                Attribution::Pronoun => "pronoun",
                Attribution::Continued => "continued",
            }));
            value
        }).collect::<Vec<_>>(),
        "figures": summary.figures.iter().map(|counted| {
            let mut value = passage(&counted.passage);
            value["value"] = json!(counted.value);
            value["unit"] = json!(counted.unit);
            value["kind"] = json!(counted.kind);
            value
        }).collect::<Vec<_>>(),
        "unreviewed": summary.unreviewed.iter().map(|open| &open.words).collect::<Vec<_>>(),
        "method": summary.method,
    })
}

/// Indented, with a line's end at the end.
pub(super) fn pretty(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("a value of JSON can be written");
    text.push('\n');
    text
}

/// ISO days have the years 1 to 9999.
pub(super) fn day(date: Date) -> Option<String> {
    (date.year() >= 1).then(|| date.to_string())
}
