//! Version 2 of the notebook file.
//!
//! The types here are the format: a field is never renamed, and its order is that of the file. What the reader
//! wrote comes first, the article's text last. Positions count Unicode code points of that text, of its own letters
//! and not of the [`markup`] that tells its structure.
//!
//! The structure of plain text is not written: it is found anew, as the analysis is. A later version may find another
//! one, and no mark moves, since marks stand on words and not on blocks. Version 1 knew plain text only; it is this
//! one without what has been added, so the same types read it.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::{Timestamp, civil::Date};
use ron::{Options, de::Deserializer, ser::PrettyConfig};
use serde::{Deserialize, Serialize};

use super::{
    Loaded, VERSION,
    besides::{self, Besides, Place},
    complain::{Complaints, damaged},
    markup,
    words::{maybe, word},
};
use crate::{
    analysis, article, import,
    notebook::{self, Anchored, Extra, Id, Kept, KnownField, Standing},
    storage::{NotebookError, paths},
    text::{CodePoints, Span},
};

/// Records nest four deep; what is deeper is unknown fields, or no notebook.
const DEPTH: usize = 32;

/// Far more than any reader makes.
pub(super) const MOST_RECORDS: usize = 100_000;

#[derive(Serialize, Deserialize)]
struct Notebook {
    version: u64,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "maybe")]
    title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "maybe")]
    published: Option<Date>,
    /// What the reader's colours mean, by their names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    colors: BTreeMap<String, String>,
    /// The colours of tags.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    tag_colors: BTreeMap<String, String>,
    /// The free notebook.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    notes: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "besides::serialize")]
    annotations: Vec<Annotation>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "besides::serialize")]
    verdicts: Vec<Verdict>,
    /// The ids of records that were saved once and removed since.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    gone: Vec<String>,
    article: Article,
}

#[derive(Serialize, Deserialize)]
struct Annotation {
    #[serde(with = "word")]
    id: Id,
    quote: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    prefix: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    suffix: String,
    position: Range<usize>,
    #[serde(default, skip_serializing_if = "Review::is_sure")]
    review: Review,
    #[serde(default, with = "Color")]
    color: notebook::Color,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    comment: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(with = "word")]
    created: Timestamp,
    #[serde(with = "word")]
    modified: Timestamp,
    #[serde(skip)]
    extra: Option<Extra>,
}

#[derive(Serialize, Deserialize)]
struct Verdict {
    #[serde(with = "word")]
    id: Id,
    quote: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    prefix: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    suffix: String,
    position: Range<usize>,
    #[serde(default, skip_serializing_if = "Review::is_sure")]
    review: Review,
    #[serde(with = "Ruling")]
    ruling: notebook::Ruling,
    /// Two sides that were merged ruled otherwise.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    contested: bool,
    #[serde(skip)]
    extra: Option<Extra>,
}

impl besides::Record for Annotation {
    fn extra(&self) -> Option<&Extra> {
        self.extra.as_ref()
    }
}

impl besides::Record for Verdict {
    fn extra(&self) -> Option<&Extra> {
        self.extra.as_ref()
    }
}

#[derive(Serialize, Deserialize)]
struct Article {
    title: String,
    #[serde(with = "Origin")]
    title_from: article::Origin,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "maybe")]
    byline: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    authors: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "maybe")]
    source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "maybe")]
    address: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "maybe")]
    language: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "maybe")]
    published: Option<Date>,
    /// The file it came from, from this one's folder where it lies below that.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "paths::maybe")]
    file: Option<PathBuf>,
    /// Tells the text that was read from it from any other.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "maybe")]
    file_print: Option<String>,
    /// The text has its structure marked up in it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    markup: bool,
    text: String,
    /// The text before this one, where the reader put this in its place.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "maybe")]
    earlier: Option<String>,
}

/// What the reader has still to look at since the text changed under a mark.
#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Review {
    #[default]
    Sure,
    Moved,
    Edited {
        was: String,
    },
    Suggested {
        at: Range<usize>,
    },
    Orphan,
    Kept,
}

impl Review {
    const fn is_sure(&self) -> bool {
        matches!(self, Self::Sure)
    }

    fn write(standing: &Standing, points: &CodePoints<'_>) -> Self {
        match standing {
            Standing::Sure => Self::Sure,
            Standing::Moved => Self::Moved,
            Standing::Edited { was } => Self::Edited { was: was.clone() },
            Standing::Suggested { place } => Self::Suggested {
                at: points.from_byte(place.start())..points.from_byte(place.end()),
            },
            Standing::Orphan => Self::Orphan,
            Standing::Kept => Self::Kept,
        }
    }

    fn read(self, points: &CodePoints<'_>) -> Standing {
        match self {
            Self::Sure => Standing::Sure,
            Self::Moved => Standing::Moved,
            Self::Edited { was } => Standing::Edited { was },
            Self::Suggested { at } => Standing::Suggested {
                place: Span::new(points.to_byte(at.start), points.to_byte(at.end)),
            },
            Self::Orphan => Standing::Orphan,
            Self::Kept => Standing::Kept,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "notebook::Ruling", rename_all = "snake_case")]
enum Ruling {
    Entity(#[serde(with = "EntityKind")] analysis::EntityKind),
    NotAName,
    NotAnEntity,
    EntityIs(#[serde(with = "EntityKind")] analysis::EntityKind),
    EntityCalled(String),
    SameEntity(String),
    OtherEntity,
    EntityConfirmed,
    EntityPinned,
    EntityHidden,
    Event {
        #[serde(with = "EventKind")]
        kind: analysis::EventKind,
        #[serde(default, skip_serializing_if = "Option::is_none", with = "when")]
        when: Option<analysis::Interval>,
    },
    EventWhen(#[serde(with = "Interval")] analysis::Interval),
    EventIs(#[serde(with = "EventKind")] analysis::EventKind),
    EventTitle(String),
    SameEvent(String),
    EventConfirmed,
    EventHidden,
    SentencePinned,
    SentenceDropped,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "analysis::Interval")]
struct Interval {
    #[serde(default, skip_serializing_if = "Option::is_none", with = "maybe")]
    start: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "maybe")]
    end: Option<Date>,
    #[serde(with = "Precision")]
    precision: analysis::Precision,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "notebook::Color", rename_all = "snake_case")]
enum Color {
    Yellow,
    Green,
    Blue,
    Pink,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "article::Origin", rename_all = "snake_case")]
enum Origin {
    Given,
    Text,
    FileName,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "analysis::EntityKind", rename_all = "snake_case")]
enum EntityKind {
    Person,
    Organization,
    Place,
    Group,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "analysis::EventKind", rename_all = "snake_case")]
enum EventKind {
    Happening,
    Statement,
    Plan,
    Background,
    Picture,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "analysis::Precision", rename_all = "snake_case")]
enum Precision {
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Interval,
    Unknown,
}

/// A time that is left out where there is none, and then stands without `Some(..)`.
mod when {
    use serde::{Deserializer, Serializer};

    use super::{Interval, analysis};

    #[expect(clippy::ref_option, reason = "serde hands over the field as it is")]
    pub(super) fn serialize<S: Serializer>(
        value: &Option<analysis::Interval>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => Interval::serialize(value, to),
            None => to.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<analysis::Interval>, D::Error> {
        Interval::deserialize(from).map(Some)
    }
}

/// For a file in `folder`, if it is known where.
pub(super) fn write(
    article: &article::Article,
    notebook: &notebook::Notebook,
    folder: Option<&Path>,
) -> String {
    let mut file = file(article, notebook);
    let article = notebook.article.as_deref().unwrap_or(article);
    file.article.markup = !article.structure().is_inferred;
    file.article.text = if file.article.markup {
        markup::write(article.text(), article.structure())
    } else {
        article.text().to_owned()
    };
    file.article.earlier = notebook.earlier.as_deref().map(str::to_owned);
    if let (Some(folder), Some(path)) = (folder, &mut file.article.file)
        && let Ok(below) = path.strip_prefix(folder)
    {
        *path = below.to_owned();
    }
    put_kept(&mut file, &notebook.kept);
    let mut ron = ron::ser::to_string_pretty(&file, pretty("\n"))
        .expect("these types hold nothing that RON cannot write");
    ron.push('\n');
    besides::put_around(ron, &notebook.kept)
}

/// Puts back what was kept of fields and records that this version knows.
fn put_kept(file: &mut Notebook, kept: &Kept) {
    if !kept.records.is_empty() {
        let extra = |id| kept.records.get(&id).cloned();
        file.annotations.iter_mut().for_each(|a| a.extra = extra(a.id));
        file.verdicts.iter_mut().for_each(|v| v.extra = extra(v.id));
    }
    for ((field, key), value) in &kept.values {
        let (key, value) = (key.clone(), value.clone());
        match field {
            KnownField::Colors => {
                file.colors.entry(key).or_insert(value);
            }
            KnownField::TagColors => {
                file.tag_colors.entry(key).or_insert(value);
            }
            KnownField::Gone => file.gone.push(key),
            KnownField::FilePrint => {
                file.article.file_print.get_or_insert(value);
            }
        }
    }
}

/// How the file is laid out; each line begins with `new_line`.
pub(super) fn pretty(new_line: &'static str) -> PrettyConfig {
    PrettyConfig::new()
        .struct_names(true)
        .escape_strings(false)
        .compact_ranges(true)
        .new_line(new_line)
}

/// Reads what [`without_text`] gave.
pub(super) fn with_text(
    ron: &str,
    article: &article::Article,
    earlier: Option<&str>,
) -> Result<notebook::Notebook, NotebookError> {
    let mut file = parse(ron, &mut Vec::new())?;
    article.text().clone_into(&mut file.article.text);
    file.article.earlier = earlier.map(str::to_owned);
    Ok(load(file, Besides::default(), Complaints::default()).notebook)
}

/// The same without the article's texts, for the journal, which has them already.
pub(super) fn without_text(
    article: &article::Article,
    notebook: &notebook::Notebook,
) -> impl Serialize + use<> {
    file(article, notebook)
}

/// All but the article's texts.
fn file(article: &article::Article, notebook: &notebook::Notebook) -> Notebook {
    let article = notebook.article.as_deref().unwrap_or(article);
    let points = CodePoints::new(article.text());
    let position = |span: Span| points.from_byte(span.start())..points.from_byte(span.end());
    let meta = article.meta();
    let print = meta.file.as_ref().and_then(|file| file.print);
    Notebook {
        version: VERSION,
        title: notebook.title.clone(),
        published: notebook.published,
        notes: notebook.text.clone(),
        colors: notebook
            .legend
            .colors
            .iter()
            .map(|(color, meaning)| (color.name().to_owned(), meaning.clone()))
            .collect(),
        tag_colors: notebook
            .legend
            .tags
            .iter()
            .map(|(tag, color)| (tag.as_str().to_owned(), color.name().to_owned()))
            .collect(),
        annotations: notebook
            .annotations()
            .iter()
            .map(|a| Annotation {
                id: a.id,
                quote: a.target.exact.clone(),
                prefix: a.target.prefix.clone(),
                suffix: a.target.suffix.clone(),
                position: position(a.target.position),
                review: Review::write(&a.target.standing, &points),
                color: a.color,
                comment: a.comment.clone(),
                tags: a.tags.iter().map(|tag| tag.as_str().to_owned()).collect(),
                created: a.created,
                modified: a.modified,
                extra: None,
            })
            .collect(),
        verdicts: notebook
            .verdicts()
            .iter()
            .map(|v| Verdict {
                id: v.id,
                quote: v.on.exact.clone(),
                prefix: v.on.prefix.clone(),
                suffix: v.on.suffix.clone(),
                position: position(v.on.position),
                review: Review::write(&v.on.standing, &points),
                ruling: v.ruling.clone(),
                contested: v.contested,
                extra: None,
            })
            .collect(),
        gone: notebook.gone.iter().map(Id::to_string).collect(),
        article: Article {
            title: meta.title.clone(),
            title_from: meta.title_origin,
            byline: meta.byline.clone(),
            authors: meta.authors.clone(),
            source: meta.source.clone(),
            address: meta.address.clone(),
            language: meta.language.clone(),
            published: meta.published,
            file: meta.file.as_ref().map(|file| file.path.clone()),
            file_print: print.map(|print| format!("{print:016x}")),
            markup: false,
            text: String::new(),
            earlier: None,
        },
    }
}

fn color_named(name: &str) -> Option<notebook::Color> {
    notebook::Color::ALL.into_iter().find(|color| color.name() == name)
}

/// What colours mean; what names no colour is kept.
fn legend(
    colors: BTreeMap<String, String>,
    tags: BTreeMap<String, String>,
    kept: &mut Kept,
) -> notebook::Legend {
    let mut legend = notebook::Legend::default();
    for (name, meaning) in colors {
        match color_named(&name).filter(|_| !meaning.is_empty()) {
            Some(color) => {
                legend.colors.insert(color, meaning);
            }
            None => {
                kept.values.insert((KnownField::Colors, name), meaning);
            }
        }
    }
    for (tag, name) in tags {
        match notebook::Tag::new(&tag).zip(color_named(&name)) {
            Some((tag, color)) => {
                legend.tags.insert(tag, color);
            }
            None => {
                kept.values.insert((KnownField::TagColors, tag), name);
            }
        }
    }
    legend
}

/// The ids of what is gone; what is no id is kept.
fn gone(ids: Vec<String>, kept: &mut Kept) -> BTreeSet<Id> {
    let mut gone = BTreeSet::new();
    for id in ids {
        match Id::parse(&id) {
            Some(id) => {
                gone.insert(id);
            }
            None => {
                kept.values.insert((KnownField::Gone, id), String::new());
            }
        }
    }
    gone
}

/// The file that the article came from; a print that is none is kept.
fn source_file(
    path: Option<PathBuf>,
    print: Option<String>,
    kept: &mut Kept,
) -> Option<article::SourceFile> {
    let read = print.as_deref().and_then(|print| u64::from_str_radix(print, 16).ok());
    if let Some(print) = print.filter(|_| read.is_none() || path.is_none()) {
        kept.values.insert((KnownField::FilePrint, String::new()), print);
    }
    path.map(|path| article::SourceFile { path, print: read })
}

pub(super) fn read(text: &str) -> Result<Loaded, NotebookError> {
    let mut complaints = Complaints::default();
    let mut unknown = Vec::new();
    let file = parse(text, &mut unknown)?;
    let records = file.annotations.len() + file.verdicts.len();
    if records > MOST_RECORDS {
        return Err(NotebookError::TooMany { found: records, limit: MOST_RECORDS });
    }
    let besides = Besides::find(text, unknown, &mut complaints);
    Ok(load(file, besides, complaints))
}

fn load(file: Notebook, besides: Besides, mut complaints: Complaints) -> Loaded {
    let earlier = file.article.earlier;
    let Besides { notebook, article: about, annotations, verdicts } = besides;
    let mut kept = Kept { notebook, article: about, ..Kept::default() };
    let meta = article::Meta {
        title: file.article.title,
        title_origin: file.article.title_from,
        byline: file.article.byline,
        authors: file.article.authors,
        source: file.article.source,
        address: file.article.address,
        language: file.article.language,
        published: file.article.published,
        file: source_file(file.article.file, file.article.file_print, &mut kept),
    };
    let article = if file.article.markup {
        let (text, structure) = markup::read(&file.article.text);
        article::Article::new(text, structure, meta)
    } else {
        import::verbatim(file.article.text, meta)
    };
    let mut anchors = Anchors {
        text: article.text(),
        points: CodePoints::new(article.text()),
        patience: notebook::PATIENCE,
    };
    let mut ids = Ids::default();
    let mut extras = annotations.into_iter();
    let annotations = file
        .annotations
        .into_iter()
        .map(|a| {
            let id = ids.unique(a.id, &mut complaints);
            kept.records.extend(extras.next().filter(|extra| !extra.is_empty()).map(|e| (id, e)));
            notebook::Annotation {
                id,
                target: anchors.selector(
                    (a.quote, a.prefix, a.suffix),
                    a.position,
                    a.review,
                    &mut complaints,
                ),
                color: a.color,
                comment: a.comment,
                tags: a.tags.iter().filter_map(|tag| notebook::Tag::new(tag)).collect(),
                created: a.created,
                modified: a.modified,
            }
        })
        .collect();
    let mut extras = verdicts.into_iter();
    let verdicts = file
        .verdicts
        .into_iter()
        .map(|v| {
            let id = ids.unique(v.id, &mut complaints);
            kept.records.extend(extras.next().filter(|extra| !extra.is_empty()).map(|e| (id, e)));
            notebook::Verdict {
                id,
                on: anchors.selector(
                    (v.quote, v.prefix, v.suffix),
                    v.position,
                    v.review,
                    &mut complaints,
                ),
                ruling: v.ruling,
                contested: v.contested,
            }
        })
        .collect();
    let mut notebook = notebook::Notebook::with(annotations, verdicts);
    notebook.title = file.title;
    notebook.published = file.published;
    notebook.legend = legend(file.colors, file.tag_colors, &mut kept);
    notebook.text = file.notes;
    notebook.earlier = earlier.map(Into::into);
    notebook.gone = gone(file.gone, &mut kept);
    notebook.kept = Arc::new(kept);
    Loaded { article, notebook, complaints: complaints.sentences(), newer: None }
}

fn parse(text: &str, unknown: &mut Vec<Place>) -> Result<Notebook, NotebookError> {
    let options = Options::default().with_recursion_limit(DEPTH);
    let mut from =
        Deserializer::from_str_with_options(text, &options).map_err(|error| damaged(&error))?;
    let mut note = |field: serde_ignored::Path<'_>| unknown.push(Place::of(&field));
    let file = serde_ignored::deserialize(&mut from, &mut note)
        .map_err(|error| damaged(&from.span_error(error)))?;
    from.end().map_err(|error| damaged(&from.span_error(error)))?;
    Ok(file)
}

/// Puts marks on the words they quote.
struct Anchors<'a> {
    text: &'a str,
    points: CodePoints<'a>,
    /// So many bytes are still looked through for words that are not at their place.
    patience: usize,
}

impl Anchors<'_> {
    fn selector(
        &mut self,
        (exact, prefix, suffix): (String, String, String),
        position: Range<usize>,
        review: Review,
        complaints: &mut Complaints,
    ) -> notebook::Selector {
        let position =
            Span::new(self.points.to_byte(position.start), self.points.to_byte(position.end));
        let standing = review.read(&self.points);
        let mut selector = notebook::Selector { exact, prefix, suffix, position, standing };
        let (was_sure, was_placed) = (selector.standing == Standing::Sure, selector.has_place());
        match selector.anchor_within(self.text, &mut self.patience) {
            Anchored::Moved(span) | Anchored::Edited(span) if span != position => {
                selector.position = span;
                if was_sure {
                    selector.standing = Standing::Moved;
                }
                complaints.moved.push(selector.exact.clone());
            }
            Anchored::Orphan if was_placed && !selector.exact.is_empty() => {
                selector.standing = Standing::Orphan;
                complaints.lost.push(selector.exact.clone());
            }
            _ => {}
        }
        selector
    }
}

/// Sees to it that no two records have one id.
#[derive(Default)]
struct Ids {
    taken: HashSet<Id>,
    last: u64,
}

impl Ids {
    fn unique(&mut self, id: Id, complaints: &mut Complaints) -> Id {
        if self.taken.insert(id) {
            return id;
        }
        complaints.doubled.push(id.to_string());
        loop {
            self.last += 1;
            let id = Id::new(self.last);
            if self.taken.insert(id) {
                return id;
            }
        }
    }
}
