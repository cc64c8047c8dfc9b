//! Highlights and notes as W3C Web Annotations and as Hypothesis exports them, both ways.
//!
//! W3C counts Unicode code points, Hypothesis UTF-16 units. On the way in the quote is trusted first: a position
//! counts only where the text there is the quote's; see [`Selector::anchor`](crate::notebook::Selector::anchor).

use std::{collections::HashSet, fmt::Write as _};

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Exported, Work, json::pretty};
use crate::{
    article::Article,
    notebook::{Annotation, Color, Id, PATIENCE, Selector, Standing, Tag},
    text::{CodePoints, Span, counted},
};

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
const URN: &str = "urn:dateline:annotation:";

/// Annotations that were read, and what was wrong with others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Read {
    pub annotations: Vec<Annotation>,
    /// A sentence each.
    pub complaints: Vec<String>,
}

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
            let stored = annotation.target.exact.is_empty().then_some(annotation.target.position);
            (annotation, annotation.target.anchor(text).span().or(stored))
        })
        .collect();
    let mut remarks = Vec::new();
    let lost = places.iter().filter(|(_, place)| place.is_none()).count();
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

fn quote_selector(annotation: &Annotation) -> Value {
    let Selector { exact, prefix, suffix, .. } = &annotation.target;
    json!({ "type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix })
}

/// A collection with one page, as `w3.org/TR/annotation-model` has it.
#[expect(clippy::indexing_slicing, reason = "a key that is not there is made")]
pub(super) fn w3c(work: &Work<'_>) -> Exported {
    let points = CodePoints::new(work.article.text());
    let source = source(work);
    let (places, mut remarks) = places(work);
    let item = |(annotation, place): &(&Annotation, Option<Span>)| {
        let mut selectors = vec![quote_selector(annotation)];
        selectors.extend(place.map(|span| {
            json!({ "type": "TextPositionSelector", "start": points.from_byte(span.start()), "end": points.from_byte(span.end()) })
        }));
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
            "target": { "type": "SpecificResource", "source": source, "styleClass": annotation.color.name(), "selector": selectors },
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
        let mut selectors = vec![quote_selector(annotation)];
        selectors.extend(place.map(|span| {
            json!({ "type": "TextPositionSelector", "start": units.at_byte(span.start()), "end": units.at_byte(span.end()) })
        }));
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
            "target": [{ "source": source, "selector": selectors }],
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

/// Reads either format and puts the annotations on `article`. What has no quote is left out and told.
///
/// An error is a sentence that says why nothing could be read.
pub fn read_annotations(json: &str, article: &Article) -> Result<Read, String> {
    let value: Value = serde_json::from_str(json)
        .map_err(|error| format!("The file is not JSON ({error}); nothing was read."))?;
    let is_hypothesis = value.get("annotations").is_some_and(Value::is_array);
    let items = items(&value).ok_or_else(|| {
        "The file holds no annotations, neither of W3C's kind nor of Hypothesis'; nothing was read.".to_owned()
    })?;
    let text = article.text();
    let to_byte: Box<dyn Fn(usize) -> usize> = if is_hypothesis {
        let units = Units::new(text);
        Box::new(move |at| units.to_byte(at))
    } else {
        let points = CodePoints::new(text);
        Box::new(move |at| points.to_byte(at))
    };
    let mut read = Read::default();
    let mut ids = HashSet::new();
    let mut left = 0;
    let mut patience = PATIENCE;
    for item in items {
        match annotation(item, is_hypothesis, text, &to_byte, &mut patience) {
            Some(annotation) if ids.insert(annotation.id) => read.annotations.push(annotation),
            _ => left += 1,
        }
    }
    if left > 0 {
        read.complaints.push(format!(
            "{} without a quote, or twice in the file, left out.",
            counted(left, "annotation")
        ));
    }
    Ok(read)
}

/// The annotations of a Hypothesis export, a collection, a page, an array, or a single one.
fn items(value: &Value) -> Option<Vec<&Value>> {
    let list = |value: &Value| value.get("type").and_then(Value::as_str).map(str::to_owned);
    if let Some(all) =
        value.get("annotations").or_else(|| value.get("items")).unwrap_or(value).as_array()
    {
        return Some(all.iter().collect());
    }
    match list(value)?.as_str() {
        "Annotation" => Some(vec![value]),
        "AnnotationCollection" => value.get("first").map_or(Some(Vec::new()), items),
        _ => None,
    }
}

fn annotation(
    item: &Value,
    is_hypothesis: bool,
    text: &str,
    to_byte: &dyn Fn(usize) -> usize,
    patience: &mut usize,
) -> Option<Annotation> {
    let target = item.get("target")?;
    let target = target.as_array().map_or(Some(target), |all| all.first())?;
    let selectors = target.get("selector")?;
    let all: Vec<&Value> =
        selectors.as_array().map_or_else(|| vec![selectors], |all| all.iter().collect());
    let of = |kind: &str| all.iter().find(|s| s.get("type").and_then(Value::as_str) == Some(kind));
    let words = |value: &Value, key: &str| {
        value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let quote = of("TextQuoteSelector")?;
    let exact = quote.get("exact")?.as_str()?.to_owned();
    let number = |key: &str| {
        let at = of("TextPositionSelector")?.get(key)?.as_u64()?;
        Some(to_byte(usize::try_from(at).ok()?))
    };
    let position = match (number("start"), number("end")) {
        (Some(start), Some(end)) => Span::new(start, end),
        _ => Span::default(),
    };
    let mut selector = Selector {
        exact,
        prefix: words(quote, "prefix"),
        suffix: words(quote, "suffix"),
        position,
        standing: Standing::Sure,
    };
    if let Some(span) = selector.anchor_within(text, patience).span() {
        selector.position = span;
    }
    let id = words(item, "id");
    let own = if is_hypothesis { Some(id.as_str()) } else { id.strip_prefix(URN) };
    let id = own
        .and_then(Id::parse)
        .filter(|own| id.ends_with(&own.to_string()))
        .unwrap_or_else(|| Id::new(hash(&id)));
    let bodies = item.get("body").map_or_else(Vec::new, |body| {
        body.as_array().map_or_else(|| vec![body], |all| all.iter().collect())
    });
    let purpose = |body: &&Value, wanted: &str| {
        let purpose = body.get("purpose").and_then(Value::as_str).unwrap_or("commenting");
        (purpose == "tagging") == (wanted == "tagging")
    };
    let value =
        |body: &Value| body.get("value").or(Some(body)).and_then(Value::as_str).map(str::to_owned);
    let (comment, tags): (String, Vec<String>) = if is_hypothesis {
        let tags = item.get("tags").and_then(Value::as_array);
        (
            words(item, "text"),
            tags.into_iter().flatten().filter_map(|tag| tag.as_str().map(str::to_owned)).collect(),
        )
    } else {
        let comments: Vec<String> =
            bodies.iter().copied().filter(|b| purpose(b, "commenting")).filter_map(value).collect();
        (
            comments.join("\n\n"),
            bodies.iter().copied().filter(|b| purpose(b, "tagging")).filter_map(value).collect(),
        )
    };
    let moment = |key: &str| words(item, key).parse::<Timestamp>().ok();
    let created = moment("created").unwrap_or(Timestamp::UNIX_EPOCH);
    let modified = moment(if is_hypothesis { "updated" } else { "modified" }).unwrap_or(created);
    let class = words(target, "styleClass");
    let color = Color::ALL.into_iter().find(|color| color.name() == class).unwrap_or_default();
    Some(Annotation {
        id,
        target: selector,
        color,
        comment,
        tags: tags.iter().filter_map(|tag| Tag::new(tag)).collect(),
        created,
        modified,
    })
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
