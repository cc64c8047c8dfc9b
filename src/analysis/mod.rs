//! What the machine reads in an article: names, times, events. Pure: no clock, no disk, no threads.
//!
//! Everything here is derived from the article and what the reader set ([`Given`]); it may be dropped and
//! made again at any time. What the reader overrules lies in the notebook and is laid over afterwards.

#![expect(
    clippy::indexing_slicing,
    reason = "what is read is held in tables that are numbered from 0 here: spans, tokens and weights; `Analysis::check` and the property tests hold indices to that"
)]

mod cancel;
mod events;
mod names;
mod progress;
mod published;
mod summary;
mod times;

pub use cancel::{Cancel, Cancelled};
pub use events::{Event, EventKind, Interval, Precision, Timeline};
pub use names::{Entity, EntityId, EntityKind, Mention, Standing, training};
pub use progress::{Batch, Desk, Found, Progress};
pub use published::{How, Published};
pub use summary::{
    Attribution, Figure, FigureKind, Quotation, Speaker, figures, numbers, quotations, summary,
    usual_length,
};
pub use times::{Modifier, Timex, TimexKind, TimexValue};

use jiff::civil::Date;

use crate::{
    article::{Article, Meta},
    import,
    text::{Span, sentences},
};

/// What the reader or the caller says beforehand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// The publication day, if somebody set it; else it is looked for.
    pub published: Option<Date>,
    /// A title that is not part of the text.
    pub title: Option<String>,
    /// How many sentences the summary should have; by default about a sixth.
    pub sentences: Option<usize>,
}

/// Who says so: automatic results look different from what the reader wrote or confirmed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Provenance {
    #[default]
    Found,
    Confirmed,
    Made,
}

/// All that was read in one article. [`Analysis::check`] tells what always holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Analysis {
    pub published: Published,
    /// In text order, disjoint.
    pub sentences: Vec<Span>,
    /// In text order, disjoint.
    pub mentions: Vec<Mention>,
    /// By first mention. `EntityId` is the index.
    pub entities: Vec<Entity>,
    /// In text order, disjoint.
    pub timexes: Vec<Timex>,
    /// In text order of their sentences.
    pub events: Vec<Event>,
    /// The sentences that may stand in a summary, the weightiest first; empty until all is read.
    pub ranking: Vec<Span>,
    /// The head of `ranking`, as many as were asked for, in text order.
    pub summary: Vec<Ranked>,
    /// Words read, for the status bar.
    pub words: usize,
    /// False while a long text is still being read.
    pub complete: bool,
}

/// A sentence of the summary; rank 1 is the weightiest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranked {
    pub sentence: Span,
    pub rank: usize,
}

/// An invariant that does not hold, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault(pub String);

/// Reads the whole article on this thread. For a long text use [`Progress`], which can be read on several.
pub fn analyze(article: &Article, given: &Given, cancel: &Cancel) -> Result<Analysis, Cancelled> {
    let mut progress = Progress::new(article, given);
    progress.read(0..article.blocks().len(), cancel)?;
    Ok(progress.analysis())
}

/// The times alone, without names and events.
pub fn times(article: &Article, given: &Given) -> Vec<Timex> {
    let text = article.text();
    let expressions: Vec<times::Expression> = article
        .blocks()
        .iter()
        .flat_map(|block| times::scan(text, *block, &sentences(text, block.span)))
        .collect();
    let published = times::published(article, given, &expressions);
    times::resolve(text, &published, &expressions)
}

/// What the reader means by `words`, "last Tuesday", "3 May 2024" or "1961 to 1974", seen from `reference`: the
/// first expression in them that stands for days, with the one that ends its range.
pub fn read_date(words: &str, reference: Option<Date>) -> Option<Timex> {
    let article = import::verbatim(words.to_owned(), Meta::default());
    let given = Given { published: reference, ..Given::default() };
    let mut found = times(&article, &given).into_iter().filter(|timex| timex.interval.is_some());
    let first = found.next()?;
    Some(found.next().and_then(|last| times::range(words, &first, &last)).unwrap_or(first))
}

impl Analysis {
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.entities.get(id.index())
    }

    /// The mentions of `id`, in text order.
    pub fn mentions_of(&self, id: EntityId) -> impl Iterator<Item = &Mention> {
        self.mentions.iter().filter(move |mention| mention.entity == id)
    }

    /// The mention that covers the character at `offset`.
    pub fn mention_at(&self, offset: usize) -> Option<&Mention> {
        at(&self.mentions, offset, |mention| mention.span)
    }

    /// The timex that covers the character at `offset`.
    pub fn timex_at(&self, offset: usize) -> Option<&Timex> {
        at(&self.timexes, offset, |timex| timex.span)
    }

    /// The sentence that covers the character at `offset`.
    pub fn sentence_at(&self, offset: usize) -> Option<Span> {
        at(&self.sentences, offset, |span| *span).copied()
    }

    /// The one check of all invariants, for debug assertions, tests, property tests and fuzzing.
    pub fn check(&self, article: &Article) -> Result<(), Fault> {
        let text = article.text();
        sorted(&self.sentences, |s| *s, text, "sentences")?;
        sorted(&self.mentions, |m| m.span, text, "mentions")?;
        sorted(&self.timexes, |t| t.span, text, "timexes")?;
        let fault = |what: &str| Err(Fault(what.to_owned()));
        if self.mentions.iter().any(|m| m.entity.index() >= self.entities.len()) {
            return fault("a mention names no entity");
        }
        let mut firsts = vec![usize::MAX; self.entities.len()];
        for (i, mention) in self.mentions.iter().enumerate() {
            let first = &mut firsts[mention.entity.index()];
            *first = i.min(*first);
        }
        if firsts.contains(&usize::MAX) {
            return fault("an entity has no mention");
        }
        if !firsts.is_sorted() {
            return fault("entities are not by first mention");
        }
        if !self.summary.is_sorted_by_key(|ranked| ranked.sentence)
            || self.summary.iter().any(|ranked| !ranked.sentence.fits(text))
        {
            return fault("the summary is not in text order, or does not fit the text");
        }
        if !self.events.is_sorted_by_key(|event| event.sentence.start()) {
            return fault("events are not in text order");
        }
        for event in &self.events {
            if !event.sentence.fits(text) || !event.title.fits(text) {
                return fault("an event does not fit the text");
            }
            if matches!((event.when.start, event.when.end), (Some(a), Some(b)) if a > b) {
                return fault("an event ends before it starts");
            }
            if event.entities.iter().any(|id| id.index() >= self.entities.len()) {
                return fault("an event names no entity");
            }
        }
        Ok(())
    }
}

/// How many of these sizes, from the first on, come to `wanted`; all where they do not.
fn enough(sizes: impl Iterator<Item = usize>, wanted: usize) -> usize {
    let mut sum = 0;
    let mut count = 0;
    for size in sizes {
        count += 1;
        sum += size;
        if sum >= wanted {
            break;
        }
    }
    count
}

/// The item of a sorted, disjoint list that covers `offset`.
fn at<T>(items: &[T], offset: usize, span: impl Fn(&T) -> Span) -> Option<&T> {
    let after = items.partition_point(|item| span(item).start() <= offset);
    items.get(after.checked_sub(1)?).filter(|item| span(item).contains(offset))
}

fn sorted<T>(items: &[T], span: impl Fn(&T) -> Span, text: &str, what: &str) -> Result<(), Fault> {
    if !items.iter().all(|item| span(item).fits(text) && !span(item).is_empty()) {
        return Err(Fault(format!("{what}: one does not fit the text")));
    }
    if !items.windows(2).all(|pair| span(&pair[0]).end() <= span(&pair[1]).start()) {
        return Err(Fault(format!("{what}: not in order, or two overlap")));
    }
    Ok(())
}
