//! Highlights and notes as W3C Web Annotations and as Hypothesis exports them, both ways.
//!
//! W3C counts Unicode code points, Hypothesis UTF-16 units.

mod read;

pub use read::{Read, read_annotations};

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Exported, Work, json::pretty};
use crate::{
    notebook::{Annotation, Selector, Tag},
    text::{CodePoints, Span, counted},
};

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
const URN: &str = "urn:dateline:annotation:";

fn source(work: &Work<'_>) -> String {
    let mut out = "urn:dateline:article:".to_owned();
    for byte in work.title().bytes().take(200) {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _infallible = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Where an annotation stands, if its words are there, and the remarks both formats share.
fn places<'a>(work: &Work<'a>) -> (Vec<(&'a Annotation, Option<Span>)>, Vec<String>) {
    let text = work.article.text();
    let places: Vec<(&Annotation, Option<Span>)> = work
        .notebook
        .annotations()
        .iter()
        .map(|annotation| {
            let target = &annotation.target;
            let stored = target.exact.is_empty() && target.has_place();
            let place = target.anchor(text).span().or_else(|| stored.then_some(target.position));
            (annotation, place)
        })
        .collect();
    let mut remarks = Vec::new();
    let is_lost = |(mark, place): &&(&Annotation, Option<Span>)| {
        place.is_none() && !mark.target.exact.is_empty()
    };
    let lost = places.iter().filter(is_lost).count();
    if lost > 0 {
        remarks.push(format!("{} whose words are no longer in the article went out with the words alone, without a place.", counted(lost, "mark")));
    }
    let verdicts = work.notebook.verdicts().len();
    if verdicts > 0 {
        remarks.push(format!(
            "{} of what was found automatically could not be carried.",
            counted(verdicts, "correction")
        ));
    }
    if !work.notebook.text.is_empty() {
        remarks.push("The free notebook could not be carried.".to_owned());
    }
    (places, remarks)
}

/// The words and their place, which `count` counts; nothing for a note on the whole article.
fn selectors(
    annotation: &Annotation,
    place: Option<Span>,
    count: impl Fn(usize) -> usize,
) -> Option<Vec<Value>> {
    let Selector { exact, prefix, suffix, .. } = &annotation.target;
    let quote =
        json!({ "type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix });
    let position = place.map(|span| {
        let (start, end) = (count(span.start()), count(span.end()));
        json!({ "type": "TextPositionSelector", "start": start, "end": end })
    });
    let is_on_page = exact.is_empty() && place.is_none();
    (!is_on_page).then(|| std::iter::once(quote).chain(position).collect())
}

/// A collection with one page, as `w3.org/TR/annotation-model` has it.
#[expect(clippy::indexing_slicing, reason = "a key that is not there is made")]
pub(super) fn w3c(work: &Work<'_>) -> Exported {
    let points = CodePoints::new(work.article.text());
    let source = source(work);
    let (places, mut remarks) = places(work);
    let item = |(annotation, place): &(&Annotation, Option<Span>)| {
        let mut target = json!({ "type": "SpecificResource", "source": source, "styleClass": annotation.color.name() });
        if let Some(selectors) = selectors(annotation, *place, |at| points.from_byte(at)) {
            target["selector"] = Value::Array(selectors);
        }
        let mut bodies = Vec::new();
        if !annotation.comment.is_empty() {
            bodies.push(json!({ "type": "TextualBody", "value": annotation.comment, "format": "text/plain", "purpose": "commenting" }));
        }
        bodies.extend(annotation.tags.iter().map(
            |tag| json!({ "type": "TextualBody", "value": tag.as_str(), "purpose": "tagging" }),
        ));
        let mut value = json!({
            "id": format!("{URN}{}", annotation.id),
            "type": "Annotation",
            "motivation": if annotation.comment.is_empty() { "highlighting" } else { "commenting" },
            "created": annotation.created.to_string(),
            "modified": annotation.modified.to_string(),
            "target": target,
        });
        if !bodies.is_empty() {
            value["body"] = Value::Array(bodies);
        }
        value
    };
    let items: Vec<Value> = places.iter().map(item).collect();
    let meanings = work.notebook.legend.colors.len();
    if meanings > 0 {
        remarks.push(format!(
            "What you call {} could not be carried; the colours themselves are.",
            counted(meanings, "colour")
        ));
    }
    let mut collection = json!({
        "@context": CONTEXT,
        "id": format!("{source}:annotations"),
        "type": "AnnotationCollection",
        "label": work.title(),
        "total": items.len(),
    });
    // A page is never empty.
    if !items.is_empty() {
        collection["first"] = json!({ "id": format!("{source}:annotations:1"), "type": "AnnotationPage", "startIndex": 0, "items": items });
    }
    Exported::text(pretty(&collection), remarks)
}

/// As Hypothesis' client exports, and reads again.
#[expect(clippy::indexing_slicing, reason = "a key that is not there is made")]
pub(super) fn hypothesis(work: &Work<'_>) -> Exported {
    let units = Units::new(work.article.text());
    let source = source(work);
    let (places, mut remarks) = places(work);
    if !places.is_empty() {
        remarks.push(format!(
            "Hypothesis has no highlight colours: those of {} were left out.",
            counted(places.len(), "mark")
        ));
    }
    let item = |(annotation, place): &(&Annotation, Option<Span>)| {
        let mut target = json!({ "source": source });
        if let Some(selectors) = selectors(annotation, *place, |at| units.at_byte(at)) {
            target["selector"] = Value::Array(selectors);
        }
        json!({
            "id": annotation.id.to_string(),
            "uri": source,
            "created": annotation.created.to_string(),
            "updated": annotation.modified.to_string(),
            "user": "acct:reader@dateline",
            "group": "__world__",
            "text": annotation.comment,
            "tags": annotation.tags.iter().map(Tag::as_str).collect::<Vec<_>>(),
            "document": { "title": [work.title()] },
            "target": [target],
        })
    };
    let value = json!({
        "export_date": work.now.to_string(),
        "export_userid": "acct:reader@dateline",
        "client_version": concat!("Dateline ", env!("CARGO_PKG_VERSION")),
        "annotations": places.iter().map(item).collect::<Vec<_>>(),
    });
    Exported::text(pretty(&value), remarks)
}

/// The same number for the same words, in every version of the program (FNV-1a).
pub(super) fn hash(words: &str) -> u64 {
    words.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    })
}

/// UTF-16 units and bytes of one text, both ways in about constant time.
struct Units<'a> {
    text: &'a str,
    /// At every so many bytes: the byte of a character's start, and the units before it.
    marks: Vec<(usize, usize)>,
}

impl<'a> Units<'a> {
    fn new(text: &'a str) -> Self {
        const STEP: usize = 512;
        let mut marks = vec![(0, 0)];
        let mut units = 0;
        for (byte, c) in text.char_indices() {
            if byte >= marks.len() * STEP {
                marks.push((byte, units));
            }
            units += c.len_utf16();
        }
        Self { text, marks }
    }

    #[expect(clippy::indexing_slicing, reason = "there is always a mark at the start")]
    fn at_byte(&self, offset: usize) -> usize {
        let mark = self.marks.partition_point(|(byte, _)| *byte <= offset).saturating_sub(1);
        let (byte, units) = self.marks[mark];
        units + Span::new(byte, offset.min(self.text.len())).of(self.text).encode_utf16().count()
    }

    #[expect(clippy::indexing_slicing, reason = "there is always a mark at the start")]
    fn to_byte(&self, unit: usize) -> usize {
        let mark = self.marks.partition_point(|(_, units)| *units <= unit).saturating_sub(1);
        let (byte, mut units) = self.marks[mark];
        for (i, c) in self.text.get(byte..).unwrap_or_default().char_indices() {
            if units >= unit {
                return byte + i;
            }
            units += c.len_utf16();
        }
        self.text.len()
    }
}
