//! Annotations of W3C's and of Hypothesis' kind, put on an article.
//!
//! The quote is trusted first, a position only where nothing else is told. What is on the whole page, or answers
//! another annotation, is kept as a note too.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use serde_json::Value;

use super::{URN, Units, hash};
use crate::{
    article::Article,
    export::place::{Folded, Placed, Quote},
    notebook::{Annotation, Carried, Carry, Color, Id, Selector, Standing, Tag},
    text::{CodePoints, Span, counted},
};

/// Annotations that were read, and what was wrong with others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Read {
    pub annotations: Vec<Annotation>,
    /// A sentence each.
    pub complaints: Vec<String>,
}

/// So many answers to answers are followed.
const DEEPEST: usize = 16;

/// An annotation before its place is known.
struct Item<'a> {
    /// As the file has it.
    name: &'a str,
    annotation: Annotation,
    on: On<'a>,
}

/// What an annotation is on.
enum On<'a> {
    Words(Quote<'a>),
    /// A stretch of the text of which no words are told.
    Position(Span),
    Page,
    /// Another annotation, by its name.
    Answer(&'a str),
}

/// Reads either format and puts the annotations on `article`. What cannot be read is left out and told.
///
/// An error is a sentence that says why nothing could be read.
pub fn read_annotations(json: &str, article: &Article) -> Result<Read, String> {
    let value: Value = serde_json::from_str(json)
        .map_err(|error| format!("The file is not JSON ({error}); nothing was read."))?;
    let values = items(&value).ok_or_else(|| {
        "The file holds no annotations, neither of W3C's kind nor of Hypothesis'; nothing was read.".to_owned()
    })?;
    let text = article.text();
    let (points, units) = (CodePoints::new(text), Units::new(text));
    let names: HashSet<&str> = values.iter().map(|value| words(value, "id")).collect();
    let mut ids = HashSet::new();
    let total = values.len();
    let mut found: Vec<Item<'_>> = values
        .into_iter()
        .filter_map(|value| {
            if is_w3c(value) {
                item_of_w3c(value, &names, |at| points.to_byte(at))
            } else {
                item_of_hypothesis(value, |at| units.to_byte(at))
            }
        })
        .filter(|item| ids.insert(item.annotation.id))
        .collect();
    let mut complaints = Vec::new();
    let mut tell = |number: usize, what: &str| {
        if number > 0 {
            complaints.push(format!("{} {what}", counted(number, "annotation")));
        }
    };
    tell(total - found.len(), "that cannot be read, or twice in the file, left out.");
    let count = |is_one: fn(&On<'_>) -> bool| found.iter().filter(|item| is_one(&item.on)).count();
    let unchecked = count(|on| matches!(on, On::Position(_)));
    tell(unchecked, "placed by a count of letters alone; look whether the words are those meant.");
    tell(count(|on| matches!(on, On::Page)), "on the whole page kept as a note without a place.");
    let answers = count(|on| matches!(on, On::Answer(_)));
    tell(answers, "that answers another kept as a note at the same place.");
    place(&mut found, text);
    Ok(Read { annotations: found.into_iter().map(|item| item.annotation).collect(), complaints })
}

/// The annotations of an export, an answer to a search, a collection, a page, an array, or a single one.
fn items(value: &Value) -> Option<Vec<&Value>> {
    if let Some(all) = value.as_array() {
        return Some(all.iter().collect());
    }
    let lists = ["annotations", "rows", "replies", "items", "@graph"];
    let listed: Vec<&Vec<Value>> =
        lists.iter().filter_map(|key| value.get(key)?.as_array()).collect();
    if !listed.is_empty() {
        let next = value.get("next").and_then(items).unwrap_or_default();
        return Some(listed.into_iter().flatten().chain(next).collect());
    }
    if is_a(value, "AnnotationCollection") {
        return Some(value.get("first").and_then(items).unwrap_or_default());
    }
    value.get("target").map(|_| vec![value])
}

fn is_a(value: &Value, kind: &str) -> bool {
    many(value.get("type")).any(|found| found.as_str() == Some(kind))
}

fn is_w3c(value: &Value) -> bool {
    is_a(value, "Annotation") || value.get("body").is_some() || value.get("bodyValue").is_some()
}

/// One value, or all those of a list.
fn many(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let list = value.and_then(Value::as_array);
    list.into_iter().flatten().chain(value.filter(|_| list.is_none()))
}

fn words<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn item_of_hypothesis(value: &Value, to_byte: impl Fn(usize) -> usize) -> Option<Item<'_>> {
    let target = many(value.get("target")).next();
    if target.is_none() && value.get("text").is_none() {
        return None;
    }
    let name = words(value, "id");
    // The first is what all the others answer.
    let answers = many(value.get("references")).next().and_then(Value::as_str);
    let on = target.and_then(|target| on(target, to_byte));
    let tags = many(value.get("tags")).filter_map(Value::as_str);
    let annotation = Annotation {
        id: id(name, name),
        comment: words(value, "text").to_owned(),
        tags: tags.filter_map(Tag::new).collect(),
        ..dated(value, "updated")
    };
    Some(Item { name, annotation, on: on.unwrap_or(answers.map_or(On::Page, On::Answer)) })
}

fn item_of_w3c<'a>(
    value: &'a Value,
    names: &HashSet<&str>,
    to_byte: impl Fn(usize) -> usize,
) -> Option<Item<'a>> {
    let target = many(value.get("target")).next()?;
    let name = words(value, "id");
    let address = target.as_str().unwrap_or_else(|| words(target, "source"));
    let page = if names.contains(address) && address != name && !address.is_empty() {
        On::Answer(address)
    } else {
        On::Page
    };
    let (mut comments, mut tags) = (Vec::new(), Vec::new());
    for body in many(value.get("body")).chain(value.get("bodyValue")) {
        let words = [Some(body), body.get("value"), body.get("source"), body.get("id")];
        let Some(words) = words.into_iter().flatten().find_map(Value::as_str) else { continue };
        if many(body.get("purpose")).any(|purpose| purpose.as_str() == Some("tagging")) {
            tags.extend(Tag::new(words));
        } else {
            comments.push(words);
        }
    }
    let class = words(target, "styleClass");
    let annotation = Annotation {
        id: id(name, name.strip_prefix(URN).unwrap_or_default()),
        color: Color::ALL.into_iter().find(|color| color.name() == class).unwrap_or_default(),
        comment: comments.join("\n\n"),
        tags,
        ..dated(value, "modified")
    };
    Some(Item { name, annotation, on: on(target, to_byte).unwrap_or(page) })
}

/// An empty annotation of the moments that the file tells.
fn dated(value: &Value, modified: &str) -> Annotation {
    let moment = |key: &str| words(value, key).parse::<Timestamp>().ok();
    let created = moment("created").unwrap_or(Timestamp::UNIX_EPOCH);
    Annotation {
        id: Id::default(),
        target: Selector::default(),
        color: Color::default(),
        comment: String::new(),
        tags: Vec::new(),
        created,
        modified: moment(modified).unwrap_or(created),
    }
}

/// The id that Dateline gave, or one that is always the same for this name.
fn id(name: &str, own: &str) -> Id {
    Id::parse(own)
        .filter(|id| !own.is_empty() && id.to_string() == own)
        .unwrap_or_else(|| Id::new(hash(name)))
}

/// What the selectors of a target tell, those inside of others too.
fn on(target: &Value, to_byte: impl Fn(usize) -> usize) -> Option<On<'_>> {
    let mut selectors: Vec<&Value> = many(target.get("selector")).collect();
    let mut at = 0;
    while let Some(selector) = selectors.get(at) {
        selectors.extend(many(selector.get("refinedBy")));
        at += 1;
    }
    let of = |kind: &str| selectors.iter().find(|selector| is_a(selector, kind));
    let position = of("TextPositionSelector").and_then(|selector| {
        let number = |key: &str| {
            let number = selector.get(key)?;
            let at = number.as_u64().or_else(|| number.as_str()?.parse().ok())?;
            Some(to_byte(usize::try_from(at).ok()?))
        };
        let (start, end) = (number("start")?, number("end")?);
        (start <= end).then(|| Span::new(start, end))
    });
    let quote = of("TextQuoteSelector").and_then(|quote| {
        Some(Quote {
            exact: quote.get("exact")?.as_str()?,
            prefix: words(quote, "prefix"),
            suffix: words(quote, "suffix"),
            position,
        })
    });
    quote.map(On::Words).or(position.filter(|span| !span.is_empty()).map(On::Position))
}

/// Puts each annotation on its words.
fn place(found: &mut [Item<'_>], text: &str) {
    let folded = Folded::new(text);
    for item in &mut *found {
        item.annotation.target = match &item.on {
            On::Words(quote) => quoted(quote, text, &folded),
            On::Position(span) if !span.of(text).trim().is_empty() => {
                Selector { standing: Standing::Moved, ..Selector::new(text, *span) }
            }
            _ => Selector { standing: Standing::Kept, ..Selector::default() },
        };
    }
    suggest(found, text);
    let targets: HashMap<&str, Selector> =
        found.iter().map(|item| (item.name, item.annotation.target.clone())).collect();
    // An answer may answer an answer.
    let above: HashMap<&str, &str> = found
        .iter()
        .filter_map(|item| match item.on {
            On::Answer(to) => Some((item.name, to)),
            _ => None,
        })
        .collect();
    for item in found {
        let On::Answer(mut to) = item.on else { continue };
        for _ in 0..DEEPEST {
            to = above.get(to).copied().unwrap_or(to);
        }
        if let Some(target) = targets.get(to) {
            item.annotation.target.clone_from(target);
        }
    }
}

fn quoted(quote: &Quote<'_>, text: &str, folded: &Folded<'_>) -> Selector {
    let own = |position: Span, standing| Selector {
        exact: quote.exact.to_owned(),
        prefix: quote.prefix.to_owned(),
        suffix: quote.suffix.to_owned(),
        position,
        standing,
    };
    let position = quote.position.unwrap_or_default();
    if quote.exact.is_empty() {
        return own(position, Standing::Sure);
    }
    match folded.place(quote) {
        // What is as it was stays as it was written.
        Placed::Sure(span) if span.of(text) == quote.exact && span == position => {
            own(span, Standing::Sure)
        }
        Placed::Sure(span) => Selector::new(text, span),
        Placed::Moved(span) => Selector { standing: Standing::Moved, ..Selector::new(text, span) },
        Placed::Perhaps(place) => own(position, Standing::Suggested { place }),
        Placed::Nowhere => own(position, Standing::Orphan),
    }
}

/// Where the words are not there, those in their place may be: all such quotes together are compared with the text,
/// as an older version of it.
fn suggest(found: &mut [Item<'_>], text: &str) {
    let mut old = String::new();
    let mut lost: Vec<(&mut Selector, Span)> = Vec::new();
    for item in found {
        let target = &mut item.annotation.target;
        if target.standing == Standing::Orphan && !target.exact.is_empty() {
            old.push_str(&target.prefix);
            let start = old.len();
            old.push_str(&target.exact);
            let span = Span::new(start, old.len());
            old.push_str(&target.suffix);
            old.push_str("\n\n");
            lost.push((target, span));
        }
    }
    if lost.is_empty() {
        return;
    }
    let carry = Carry::new(&old, text);
    for (target, span) in lost {
        let place = match carry.mark(span) {
            Carried::Suggested { span, .. } => Some(span),
            carried => carried.span(),
        };
        if let Some(place) = place {
            target.standing = Standing::Suggested { place };
        }
    }
}
