//! What happened when: sentences with a time, and the timeline made of them.
//!
//! `find` goes through the sentences; `drafts` takes their times: `when` turns an expression and the word before it
//! into days, `order` places what has no date of its own. `speech` finds who says something, `clause` cuts sentences,
//! `title` names events and `cut` ends the names, `weight` says how much each matters, `conflicts` what does not agree.

mod clause;
mod conflicts;
mod cut;
mod drafts;
mod find;
mod interval;
mod order;
mod speech;
#[cfg(test)]
mod tests;
mod title;
mod weight;
mod when;

pub(super) use find::find;
pub use interval::{Interval, Precision};
pub(super) use speech::SAYING;
pub(super) use weight::weigh;

use super::{EntityId, Provenance};
use crate::text::Span;

/// What sort of event it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventKind {
    Happening,
    Statement,
    Plan,
    Background,
    /// What a photograph shows.
    Picture,
}

impl EventKind {
    pub const ALL: [Self; 5] =
        [Self::Happening, Self::Statement, Self::Plan, Self::Background, Self::Picture];

    /// The word the JSON contract and the notebook file use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Happening => "happening",
            Self::Statement => "statement",
            Self::Plan => "plan",
            Self::Background => "background",
            Self::Picture => "picture",
        }
    }
}

/// A happening with its time.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub sentence: Span,
    /// The verbatim words that name it, within or of the sentence.
    pub title: Span,
    /// What is shown in place of the title's own words: those without the date, with a name for a pronoun.
    pub short: Option<String>,
    /// The reader's own words for it, to be shown instead of the title.
    pub label: Option<String>,
    /// How much it matters in the article, from 0 to 1 for the weightiest.
    pub weight: f32,
    /// Further sentences that tell it, as the reader has joined them.
    pub also: Vec<Span>,
    pub when: Interval,
    pub kind: EventKind,
    pub entities: Vec<EntityId>,
    /// What does not agree about it, each in a sentence.
    pub conflicts: Vec<String>,
    /// Why it has this time, in a sentence.
    pub why: String,
    pub provenance: Provenance,
}

impl Event {
    /// The words that are shown for it; `text` is the article's.
    pub fn words<'a>(&'a self, text: &'a str) -> &'a str {
        let own = self.label.as_deref().or(self.short.as_deref());
        own.unwrap_or_else(|| self.title.of(text))
    }
}

/// The events of an analysis in the order of time: indices, sorted by start, then by place in the text;
/// those without any date last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timeline {
    pub order: Vec<usize>,
}

impl Timeline {
    pub fn new(events: &[Event]) -> Self {
        let mut order: Vec<usize> = (0..events.len()).collect();
        order.sort_by_key(|i| {
            let event = &events[*i];
            let start = event.when.start.or(event.when.end);
            (start.is_none(), start, event.sentence.start())
        });
        Self { order }
    }
}
