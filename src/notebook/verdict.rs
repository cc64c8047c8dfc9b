//! Where the reader overrules the machine.

use super::{Id, Selector};
use crate::analysis::{EntityKind, EventKind, Interval};

/// One correction. Verdicts hang on words in the text, not on results, so they survive a better analysis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    pub id: Id,
    pub on: Selector,
    pub ruling: Ruling,
}

/// What the reader says of the selected words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ruling {
    /// They name an entity of this kind.
    Entity(EntityKind),
    /// They name nothing.
    NotAName,
    /// They tell an event. Without a time of its own it takes what the words around it give.
    Event { kind: EventKind, when: Option<Interval> },
}
