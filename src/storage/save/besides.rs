//! What a file holds besides the notebook: fields of some other program, comments that a person wrote. They are kept
//! word for word and written back to the record they stood at.

use std::{collections::HashMap, ops::Range};

use ron::value::RawValue;
use serde::{Serialize, Serializer, de::DeserializeOwned, ser::SerializeSeq as _};

use super::{complain::Complaints, scan::Scan, v2};
use crate::notebook::{Extra, Kept};

/// Where a field stands that this version does not know. In a record it is the field itself, or the one in whose value it
/// stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    Notebook(String),
    Article(String),
    Annotation(usize, Field),
    Verdict(usize, Field),
    /// Within a value; in words.
    Deeper(String),
}

/// A field of a record that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    name: String,
    /// This version knows it, but not all of its value.
    is_known: bool,
}

impl Place {
    pub(super) fn of(path: &serde_ignored::Path<'_>) -> Self {
        use serde_ignored::Path;
        match path {
            Path::Map { parent: Path::Root, key } => return Self::Notebook(key.clone()),
            Path::Map { parent: Path::Map { parent: Path::Root, key: list }, key }
                if list == "article" =>
            {
                return Self::Article(key.clone());
            }
            _ => {}
        }
        let mut at = path;
        loop {
            at = match at {
                Path::Map {
                    parent: Path::Seq { parent: Path::Map { parent: Path::Root, key: list }, index },
                    key,
                } => {
                    let is_known = !std::ptr::eq(at, path);
                    let field = Field { name: key.clone(), is_known };
                    match list.as_str() {
                        "annotations" => return Self::Annotation(*index, field),
                        "verdicts" => return Self::Verdict(*index, field),
                        _ => break,
                    }
                }
                Path::Root => break,
                Path::Seq { parent, .. }
                | Path::Map { parent, .. }
                | Path::Some { parent }
                | Path::NewtypeStruct { parent }
                | Path::NewtypeVariant { parent } => parent,
            }
        }
        Self::Deeper(path.to_string())
    }

    /// Known fields are written in their places, the others after them as they come: in this order they are kept, so that
    /// a file that was written is read as the same.
    fn order(&self) -> (bool, &str) {
        match self {
            Self::Annotation(_, field) | Self::Verdict(_, field) if field.is_known => {
                (false, &field.name)
            }
            _ => (true, ""),
        }
    }
}

/// By place in the file; the lists have an entry for each record, or none at all.
#[derive(Debug, Default)]
pub(super) struct Besides {
    pub notebook: Extra,
    pub article: Extra,
    pub annotations: Vec<Extra>,
    pub verdicts: Vec<Extra>,
}

/// The fields of a record in the file, by their names.
type Fields<'a> = HashMap<&'a str, FieldAt<'a>>;

struct FieldAt<'a> {
    /// As it is written: one that is no word stands in the file as r#name.
    name: &'a str,
    /// Of the value, in bytes.
    span: Range<usize>,
    is_kept: bool,
}

/// A list of records in the file.
struct List<'a> {
    /// In bytes, with its brackets.
    span: Range<usize>,
    records: Vec<Range<usize>>,
    fields: Vec<Fields<'a>>,
    extras: Vec<Extra>,
}

impl Besides {
    /// Looks for the unknown fields and for comments in a text that could be read.
    pub(super) fn find<'a>(
        text: &'a str,
        mut unknown: Vec<Place>,
        complaints: &mut Complaints,
    ) -> Self {
        unknown.sort_by(|a, b| a.order().cmp(&b.order()));
        if unknown.is_empty() && !text.contains("//") && !text.contains("/*") {
            return Self::default();
        }
        let Some(scan) = Scan::new(text) else {
            complaints.too_much = true;
            return Self::default();
        };
        if unknown.is_empty() && scan.comments.is_empty() {
            return Self::default();
        }
        let fields = scan.fields(&scan.all());
        let value = |wanted: &str| {
            fields.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.clone())
        };
        let by_name = |fields: &[(&'a str, Range<usize>)]| {
            let mut found = Fields::new();
            for (name, value) in fields {
                let field = FieldAt { name, span: scan.span(value), is_kept: false };
                found.entry(name.strip_prefix("r#").unwrap_or(name)).or_insert(field);
            }
            found
        };
        let in_bytes = |record: &Range<usize>| by_name(&scan.fields(record));
        let list = |name: &str| {
            let list = value(name).unwrap_or_default();
            let items = scan.items(&list);
            List {
                span: scan.span(&list),
                records: items.iter().map(|item| scan.span(item)).collect(),
                fields: items.iter().map(&in_bytes).collect(),
                extras: vec![Extra::default(); items.len()],
            }
        };
        let (mut annotations, mut verdicts) = (list("annotations"), list("verdicts"));
        let article = value("article").unwrap_or_default();
        let (mut top, mut article_fields) = (by_name(&fields), in_bytes(&article));
        let mut found = Self::default();
        // The values that are kept whole keep the comments in them.
        let mut whole: Vec<Range<usize>> = Vec::new();
        for place in unknown {
            let (to, from, name) = match &place {
                Place::Notebook(name) => (Some(&mut found.notebook), Some(&mut top), name),
                Place::Article(name) => (Some(&mut found.article), Some(&mut article_fields), name),
                Place::Annotation(index, Field { name, .. })
                | Place::Verdict(index, Field { name, .. }) => {
                    let is_verdict = matches!(place, Place::Verdict(..));
                    let List { fields, extras, .. } =
                        if is_verdict { &mut verdicts } else { &mut annotations };
                    (extras.get_mut(*index), fields.get_mut(*index), name)
                }
                Place::Deeper(path) => {
                    complaints.unknown.push(path.clone());
                    continue;
                }
            };
            match to.zip(from.and_then(|fields| fields.get_mut(name.as_str()))) {
                None => complaints.unknown.push(name.clone()),
                Some((_, field)) if field.is_kept => {}
                Some((extra, field)) => {
                    let value = text.get(field.span.clone()).unwrap_or_default();
                    extra.fields.push((field.name.to_owned(), value.to_owned()));
                    whole.push(field.span.clone());
                    field.is_kept = true;
                }
            }
        }
        whole.sort_unstable_by_key(|span| span.start);
        let is_in_whole = |at: usize| {
            let before = whole.partition_point(|span| span.start <= at).checked_sub(1);
            before.and_then(|i| whole.get(i)).is_some_and(|span| span.contains(&at))
        };
        let in_article = scan.span(&article);
        for comment in scan.comments.iter().filter(|comment| !is_in_whole(comment.start)) {
            let words = text.get(comment.clone()).unwrap_or_default().trim_end().to_owned();
            let mut lists = [&mut annotations, &mut verdicts].into_iter();
            let list = lists.find(|list| list.span.contains(&comment.start));
            let extra = match list.and_then(|list| list.near(text, comment.start)) {
                Some(extra) => extra,
                None if in_article.contains(&comment.start) => &mut found.article,
                None => &mut found.notebook,
            };
            extra.comments.push(words);
        }
        (found.annotations, found.verdicts) = (annotations.extras, verdicts.extras);
        found
    }
}

impl List<'_> {
    /// The record that a comment belongs to: the one it stands in or behind, else the next one, else the last.
    fn near(&mut self, text: &str, at: usize) -> Option<&mut Extra> {
        let next = self.records.partition_point(|record| record.end <= at);
        let is_behind = |before: &Range<usize>| {
            let inside = self.records.get(next).is_some_and(|record| record.start <= at);
            let between = text.get(before.end..at).unwrap_or_default();
            !inside && !between.contains('\n')
        };
        let before = next.checked_sub(1);
        let index = match before.filter(|i| self.records.get(*i).is_some_and(is_behind)) {
            Some(before) => before,
            None if next < self.records.len() => next,
            None => before?,
        };
        self.extras.get_mut(index)
    }
}

/// A record of a list.
pub(super) trait Record: Serialize + DeserializeOwned {
    fn extra(&self) -> Option<&Extra>;
}

/// Before each line of a record, and of its fields.
const LINE: &str = "\n        ";
const FIELD: &str = "\n            ";

/// The records of a list, each with what it had besides.
pub(super) fn serialize<T: Record, S: Serializer>(records: &[T], to: S) -> Result<S::Ok, S::Error> {
    let mut list = to.serialize_seq(Some(records.len()))?;
    for record in records {
        match record.extra().and_then(|extra| raw(record, extra)) {
            Some(raw) => list.serialize_element(&raw)?,
            None => list.serialize_element(record)?,
        }
    }
    list.end()
}

/// The record's lines with its comments before it and what it had besides; none should that be no RON.
fn raw<T: Record>(record: &T, extra: &Extra) -> Option<Box<RawValue>> {
    let lines = |record: &T| ron::ser::to_string_pretty(record, v2::pretty(LINE)).ok();
    let own = lines(record)?;
    let reads_the_same =
        |with: &str| ron::from_str(with).ok().and_then(|read| lines(&read)).as_ref() == Some(&own);
    let whole = with_fields(own.clone(), &extra.fields, &reads_the_same)?;
    let comments: String = extra.comments.iter().flat_map(|comment| [comment, LINE]).collect();
    RawValue::from_boxed_ron((comments + &whole).into()).ok()
}

/// The record with those of the fields that leave it as it reads. A value with something unknown in it stands for as
/// long as it says the same: a change takes that along. All are tried at once, then by halves, since few have changed.
fn with_fields(
    record: String,
    fields: &[(String, String)],
    reads_the_same: &impl Fn(&str) -> bool,
) -> Option<String> {
    let with = with_all(&record, fields)?;
    if reads_the_same(&with) {
        return Some(with);
    }
    if fields.len() <= 1 {
        return Some(record);
    }
    let (first, second) = fields.split_at(fields.len() / 2);
    let record = with_fields(record, first, reads_the_same)?;
    with_fields(record, second, reads_the_same)
}

/// The record with these fields: in their places where there are some of their names, else at the end.
fn with_all(record: &str, fields: &[(String, String)]) -> Option<String> {
    let scan = Scan::new(record)?;
    let mut new: HashMap<&str, &str> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let (mut whole, mut at) = (String::new(), 0);
    for (name, old) in scan.fields(&scan.all()) {
        if let Some(value) = new.remove(name) {
            let old = scan.span(&old);
            whole.extend([record.get(at..old.start)?, value]);
            at = old.end;
        }
    }
    whole.push_str(record.get(at..)?.strip_suffix(')')?.strip_suffix(LINE)?);
    for (name, value) in fields.iter().filter(|(name, _)| new.contains_key(name.as_str())) {
        whole.extend([FIELD, name, ": ", value, ","]);
    }
    whole.extend([LINE, ")"]);
    Some(whole)
}

fn push_fields(ron: &mut String, extra: &Extra, line: &str) {
    for (name, value) in &extra.fields {
        ron.extend([line, name, ": ", value, ","]);
    }
}

/// The notebook's and the article's own, at fixed places of a file as it is written: comments after the version,
/// fields at the ends.
pub(super) fn put_around(ron: String, kept: &Kept) -> String {
    const HEAD: &str = "Notebook(\n    version: 2,";
    const ARTICLE_END: &str = "\n    ),";
    const END: &str = "\n)\n";
    if kept.notebook.is_empty() && kept.article.is_empty() {
        return ron;
    }
    let rest = ron.strip_prefix(HEAD).and_then(|rest| rest.strip_suffix(END));
    let Some(body) = rest.and_then(|rest| rest.strip_suffix(ARTICLE_END)) else { return ron };
    let mut whole = String::with_capacity(ron.len() + 256);
    let comments = |whole: &mut String, extra: &Extra, line: &str| {
        extra.comments.iter().for_each(|comment| whole.extend([line, comment]));
    };
    whole.push_str(HEAD);
    comments(&mut whole, &kept.notebook, "\n    ");
    whole.push_str(body);
    comments(&mut whole, &kept.article, "\n        ");
    push_fields(&mut whole, &kept.article, "\n        ");
    whole.push_str(ARTICLE_END);
    push_fields(&mut whole, &kept.notebook, "\n    ");
    whole.push_str(END);
    whole
}
