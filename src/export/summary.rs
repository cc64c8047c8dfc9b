//! What a summary holds, as plain data: every document and the window's panel are written from this.
//!
//! All quoted words are the article's, with white space folded to single spaces; each has its place, the
//! number of its sentence and its span.

use std::{cmp::Reverse, collections::HashSet};

use jiff::civil::Date;

use super::{Options, Order, Work};
use crate::{
    analysis::{
        Attribution, EntityKind, Event, EventKind, How, Provenance, Standing, figures, quotations,
        summary,
    },
    notebook::{Anchored, Color, Id, Ruling, Standing::Kept},
    text::Span,
    view::timeline::words::date_words,
};

/// Words of the article and where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    pub words: String,
    pub span: Span,
    /// The number of the sentence it begins in, from 1.
    pub sentence: usize,
}

/// A highlight with what the reader said to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    pub id: Id,
    /// A line a paragraph. Where it stands is not known where its words are gone.
    pub passage: Passage,
    pub is_lost: bool,
    pub color: Color,
    /// What the reader calls the colour.
    pub meaning: Option<String>,
    pub comment: String,
    pub tags: Vec<String>,
}

impl Mark {
    /// What the reader calls the colour, else its own name.
    pub fn color_words(&self) -> &str {
        self.meaning.as_deref().unwrap_or(self.color.name())
    }
}

/// Marks under one heading; without one where the order is that of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkGroup {
    pub heading: Option<String>,
    pub marks: Vec<Mark>,
}

/// Somebody or something the article names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    pub aliases: Vec<String>,
    pub count: usize,
    pub first: Span,
    pub provenance: Provenance,
}

/// One line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// Its index among the analysis' events.
    pub event: usize,
    pub date: String,
    /// What the reader calls it, else the article's words.
    pub words: String,
    pub passage: Passage,
    pub kind: EventKind,
    pub conflicts: Vec<String>,
}

/// Words that somebody said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub passage: Passage,
    /// The speaker's name, or the words for them; and how that is known.
    pub speaker: Option<(String, Attribution)>,
}

/// A figure with its unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    pub passage: Passage,
    pub value: f64,
    pub unit: String,
    pub kind: &'static str,
}

/// What nobody has looked at yet, a sentence, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    pub words: String,
    pub place: Option<Span>,
}

/// A summary; parts that are off are empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    pub title: String,
    pub byline: Option<String>,
    pub source: Option<String>,
    pub published: Option<Date>,
    /// "published 25 February 2024 (inferred: ..)"; empty where the head is off.
    pub published_words: String,
    pub words: usize,
    pub extract: Vec<Passage>,
    pub timeline: Vec<Dated>,
    /// By kind, each by number of mentions.
    pub entities: Vec<(EntityKind, Vec<Named>)>,
    pub marks: Vec<MarkGroup>,
    /// The free notebook.
    pub notes: String,
    pub quotations: Vec<Said>,
    pub figures: Vec<Counted>,
    pub unreviewed: Vec<Open>,
    pub method: String,
}

impl Summary {
    /// The tags of its marks, each once, in the order they come.
    pub fn tags(&self) -> Vec<&str> {
        let tags = self.marks.iter().flat_map(|group| &group.marks).flat_map(|mark| &mark.tags);
        let mut seen = HashSet::new();
        tags.map(String::as_str).filter(|tag| seen.insert(*tag)).collect()
    }

    /// Costs time in proportion to the text and what was found in it.
    pub fn new(work: &Work<'_>, options: &Options) -> Self {
        let Work { article, analysis, notebook, .. } = work;
        let parts = &options.parts;
        let published = analysis.published.date;
        let ranking = &analysis.ranking;
        let length = options.sentences.unwrap_or(analysis.summary.len());
        let sentences = summary(ranking, length);
        let extract: Vec<Passage> = sentences.iter().map(|r| work.passage(r.sentence)).collect();
        let method = method(work, extract.len());
        let head = parts.head;
        Self {
            title: if head { work.title() } else { "Summary".to_owned() },
            byline: article.meta().byline.clone().filter(|_| head),
            source: article.meta().source.clone().filter(|_| head),
            published: published.filter(|_| head),
            published_words: if head { published_words(work) } else { String::new() },
            words: analysis.words,
            extract: if parts.extract { extract } else { Vec::new() },
            timeline: if parts.timeline { timeline(work) } else { Vec::new() },
            entities: if parts.entities { entities(work) } else { Vec::new() },
            marks: if parts.marks { groups(work, options.order) } else { Vec::new() },
            notes: if parts.marks { notebook.text.trim().to_owned() } else { String::new() },
            quotations: if parts.quotations { said(work) } else { Vec::new() },
            figures: if parts.figures { counted(work) } else { Vec::new() },
            unreviewed: if parts.unreviewed { unreviewed(work) } else { Vec::new() },
            method: if parts.method { method } else { String::new() },
        }
    }
}

/// White space folded to single spaces.
pub(super) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Each paragraph on one line.
fn joined<'a>(paragraphs: impl Iterator<Item = &'a str>) -> String {
    let lines: Vec<String> = paragraphs.map(one_line).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

impl Work<'_> {
    /// What the reader calls it, else its own title.
    pub fn title(&self) -> String {
        let own = self.notebook.title.as_deref().unwrap_or(&self.article.meta().title);
        let title = one_line(own);
        if title.is_empty() { "Untitled".to_owned() } else { title }
    }

    pub(super) fn passage(&self, span: Span) -> Passage {
        let before = self.analysis.sentences.partition_point(|s| s.start() <= span.start());
        Passage { words: one_line(self.article.slice(span)), span, sentence: before.max(1) }
    }

    /// What the reader calls an event, else its own words.
    pub(super) fn event_words(&self, event: &Event) -> String {
        one_line(event.words(self.article.text()))
    }

    /// What the reader calls a colour.
    fn meaning(&self, color: Color) -> Option<String> {
        self.notebook.legend.colors.get(&color).map(|words| one_line(words))
    }

    /// The words of `span`, a line a paragraph; what stands between blocks goes with the one after it.
    fn paragraphs(&self, span: Span) -> String {
        let first = self.article.block_at(span.start()).unwrap_or(0);
        let blocks = self.article.blocks().iter().skip(first);
        let ends = blocks.map(|block| block.span.end()).filter(|end| *end > span.start());
        let mut start = span.start();
        let parts = ends.take_while(|end| *end < span.end()).chain([span.end()]).map(|end| {
            let part = Span::new(start, end);
            start = end;
            self.article.slice(part)
        });
        joined(parts.collect::<Vec<_>>().into_iter())
    }

    /// The marks in the order of the places where they stand now.
    pub(super) fn marks(&self) -> Vec<Mark> {
        let mut marks: Vec<Mark> = self
            .notebook
            .annotations()
            .iter()
            .map(|annotation| {
                let found = annotation.target.anchor(self.article.text()).span();
                let words = match found {
                    Some(span) => self.paragraphs(span),
                    None => joined(annotation.target.exact.split("\n\n")),
                };
                let passage =
                    Passage { words, ..self.passage(found.unwrap_or(annotation.target.position)) };
                Mark {
                    id: annotation.id,
                    passage,
                    is_lost: found.is_none() && !annotation.target.exact.is_empty(),
                    color: annotation.color,
                    meaning: self.meaning(annotation.color),
                    comment: annotation.comment.trim().to_owned(),
                    tags: annotation.tags.iter().map(|tag| tag.as_str().to_owned()).collect(),
                }
            })
            .collect();
        marks.sort_by_key(|mark| (mark.passage.span, mark.id));
        marks
    }
}

fn published_words(work: &Work<'_>) -> String {
    let published = &work.analysis.published;
    let Some(date) = published.date else { return "publication date unknown".to_owned() };
    let how = match published.how {
        How::Given => "set by the reader".to_owned(),
        How::Metadata => "from the file".to_owned(),
        How::Dateline => "from the dateline".to_owned(),
        How::Byline => "from the byline".to_owned(),
        How::Inferred | How::Unknown => {
            format!("inferred: {}", published.why.trim_end_matches('.'))
        }
    };
    format!("published {} ({how})", date.strftime("%-d %B %Y"))
}

fn timeline(work: &Work<'_>) -> Vec<Dated> {
    let analysis = work.analysis;
    let events = analysis.events.iter().enumerate();
    let mut order: Vec<(usize, &Event)> =
        events.filter(|(_, event)| !event.when.is_unknown()).collect();
    order.sort_by_key(|(_, event)| (event.when.start.or(event.when.end), event.sentence.start()));
    order
        .into_iter()
        .map(|(index, event)| Dated {
            event: index,
            date: date_words(&event.when, analysis.published.date),
            words: work.event_words(event),
            passage: work.passage(event.title),
            kind: event.kind,
            conflicts: event.conflicts.clone(),
        })
        .collect()
}

fn entities(work: &Work<'_>) -> Vec<(EntityKind, Vec<Named>)> {
    let analysis = work.analysis;
    let mut named: Vec<Named> = analysis
        .entities
        .iter()
        .map(|entity| Named {
            name: one_line(&entity.name),
            aliases: entity.aliases.iter().map(|alias| one_line(alias)).collect(),
            count: 0,
            first: Span::default(),
            provenance: entity.provenance,
        })
        .collect();
    for mention in &analysis.mentions {
        let Some(entity) = named.get_mut(mention.entity.index()) else { continue };
        if entity.count == 0 {
            entity.first = mention.span;
        }
        entity.count += 1;
    }
    let of = |kind| {
        let all = analysis
            .entities
            .iter()
            .zip(&named)
            .filter(|(entity, _)| entity.kind == kind && entity.standing != Standing::Hidden);
        let mut of: Vec<Named> = all.map(|(_, named)| named.clone()).collect();
        of.sort_by_key(|named| (Reverse(named.count), named.first));
        (kind, of)
    };
    EntityKind::ALL.into_iter().map(of).filter(|(_, of)| !of.is_empty()).collect()
}

fn groups(work: &Work<'_>, order: Order) -> Vec<MarkGroup> {
    let marks = work.marks();
    if marks.is_empty() {
        return Vec::new();
    }
    let mut groups: Vec<MarkGroup> = Vec::new();
    let mut add = |heading: String, mark: &Mark| match groups
        .iter_mut()
        .find(|group| group.heading.as_ref() == Some(&heading))
    {
        Some(group) => group.marks.push(mark.clone()),
        None => groups.push(MarkGroup { heading: Some(heading), marks: vec![mark.clone()] }),
    };
    match order {
        Order::Place => return vec![MarkGroup { heading: None, marks }],
        Order::Color => {
            for color in Color::ALL {
                let of = marks.iter().filter(|mark| mark.color == color);
                of.for_each(|mark| add(capital(mark.color_words()), mark));
            }
        }
        Order::Tag => {
            for mark in &marks {
                for tag in &mark.tags {
                    add(format!("#{tag}"), mark);
                }
                if mark.tags.is_empty() {
                    add("Without a tag".to_owned(), mark);
                }
            }
        }
        Order::Entity => {
            for mark in &marks {
                let named = work.named_in(mark.passage.span);
                for name in &named {
                    add(name.clone(), mark);
                }
                if named.is_empty() {
                    add("Naming nobody".to_owned(), mark);
                }
            }
        }
    }
    groups
}

impl Work<'_> {
    /// The names of those mentioned in `span`, each once.
    pub(super) fn named_in(&self, span: Span) -> Vec<String> {
        let mentions = &self.analysis.mentions;
        let from = mentions.partition_point(|mention| mention.span.end() <= span.start());
        let mut names: Vec<String> = Vec::new();
        for mention in mentions.iter().skip(from).take_while(|m| m.span.start() < span.end()) {
            let name = self.analysis.entity(mention.entity).map(|entity| one_line(&entity.name));
            names.extend(name.filter(|name| !names.contains(name)));
        }
        names
    }
}

/// With a capital letter.
pub(super) fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn said(work: &Work<'_>) -> Vec<Said> {
    let name = |speaker: &crate::analysis::Speaker| {
        let entity = speaker.entity.and_then(|id| work.analysis.entity(id));
        entity.map_or_else(
            || one_line(work.article.slice(speaker.words)),
            |entity| one_line(&entity.name),
        )
    };
    quotations(work.article, work.analysis)
        .into_iter()
        .map(|quotation| Said {
            passage: work.passage(quotation.span),
            speaker: quotation.speaker.as_ref().map(|speaker| (name(speaker), speaker.how)),
        })
        .collect()
}

fn counted(work: &Work<'_>) -> Vec<Counted> {
    figures(work.article, work.analysis)
        .into_iter()
        .map(|figure| Counted {
            passage: work.passage(figure.span),
            value: figure.value,
            unit: figure.unit,
            kind: figure.kind.name(),
        })
        .collect()
}

fn unreviewed(work: &Work<'_>) -> Vec<Open> {
    let mut open = Vec::new();
    let text = work.article.text();
    for (_, target) in work.notebook.targets().filter(|(_, target)| !target.exact.is_empty()) {
        let anchored = target.anchor(text);
        let what = match anchored {
            Anchored::Exact(_) => continue,
            Anchored::Orphan if target.standing == Kept => continue,
            Anchored::Orphan => "The words of a mark are no longer in the article",
            Anchored::Moved(_) => "The words of a mark now stand at another place",
            Anchored::Edited(_) => "The words of a mark are others now",
            Anchored::Suggested(_) => {
                "The words of a mark are gone, and something like them is there"
            }
        };
        let words = format!("{what}: “{}”.", one_line(&target.exact));
        open.push(Open { words, place: anchored.place() });
    }
    for event in &work.analysis.events {
        for conflict in &event.conflicts {
            let words = format!("“{}”: {conflict}", work.event_words(event));
            open.push(Open { words, place: Some(event.title) });
        }
    }
    open
}

fn method(work: &Work<'_>, sentences: usize) -> String {
    let all = work.analysis.ranking.len();
    let counted = |count: usize| match count {
        0 => "nothing".to_owned(),
        count => count.to_string(),
    };
    let of = |fits: &dyn Fn(&Ruling) -> bool| {
        work.notebook.verdicts().iter().filter(|verdict| fits(&verdict.ruling)).count()
    };
    let pinned = of(&|ruling| *ruling == Ruling::SentencePinned);
    let dropped = of(&|ruling| *ruling == Ruling::SentenceDropped);
    let corrections = counted(work.notebook.verdicts().len() - pinned - dropped);
    let picks = match (pinned, dropped) {
        (0, 0) => String::new(),
        (pinned, 0) => format!(" ({pinned} pinned by the reader)"),
        (0, dropped) => format!(" ({dropped} left out by the reader)"),
        (pinned, dropped) => format!(" ({pinned} pinned and {dropped} left out by the reader)"),
    };
    format!(
        "Extractive, {sentences} of {all} sentences{picks}, verbatim; names and dates found automatically, {corrections} corrected by the reader. Small numbers are the article's sentences."
    )
}
