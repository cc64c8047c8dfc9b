//! Where the reader overrules the machine.

use super::{Id, Selector};
use crate::analysis::{EntityKind, EventKind, Interval};

/// One correction. Verdicts hang on words in the text, not on results, so they survive a better analysis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    pub id: Id,
    pub on: Selector,
    pub ruling: Ruling,
    /// A merge found that the other side ruled otherwise, and kept both.
    pub contested: bool,
}

/// What the reader says of the selected words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ruling {
    /// They name an entity of this kind. Where they overlap a mention of that kind, they take its place.
    Entity(EntityKind),
    /// They name nothing.
    NotAName,
    /// What they were taken to name is named nowhere.
    NotAnEntity,
    /// The entity they name is of this kind, wherever it is named.
    EntityIs(EntityKind),
    /// The entity they name is shown under this name.
    EntityCalled(String),
    /// The entity they name is the same as the one that is called so.
    SameEntity(String),
    /// They name another entity than they were taken for.
    OtherEntity,
    /// The entity they name is right as it is.
    EntityConfirmed,
    /// The entity they name stays at the top of the list.
    EntityPinned,
    /// The entity they name is of no interest.
    EntityHidden,
    /// They tell an event. Without a time of its own it takes what the words around it give.
    Event {
        kind: EventKind,
        when: Option<Interval>,
    },
    /// The event they tell was at this time.
    EventWhen(Interval),
    EventIs(EventKind),
    /// The event they tell is shown under this title.
    EventTitle(String),
    /// The event they tell is the same as the one with these words for its title.
    SameEvent(String),
    EventConfirmed,
    EventHidden,
    /// They stand in the summary, whatever their rank.
    SentencePinned,
    /// They do not stand in the summary.
    SentenceDropped,
}

impl Ruling {
    /// Whether only one of the two can hold of the same words, though they are not the same.
    pub fn contradicts(&self, other: &Self) -> bool {
        self != other && self.question().is_some() && self.question() == other.question()
    }

    /// What it answers, where there can be only one answer.
    const fn question(&self) -> Option<&'static str> {
        match self {
            Self::Entity(_) | Self::NotAName | Self::NotAnEntity => Some("what the words name"),
            Self::EntityIs(_) => Some("the kind of an entity"),
            Self::EntityCalled(_) => Some("the name of an entity"),
            Self::SameEntity(_) | Self::OtherEntity => Some("which entity is named"),
            Self::EntityPinned | Self::EntityHidden => Some("an entity's place in the list"),
            Self::Event { .. } | Self::EventHidden => Some("whether there is an event"),
            Self::EventWhen(_) => Some("the time of an event"),
            Self::EventIs(_) => Some("the kind of an event"),
            Self::EventTitle(_) => Some("the title of an event"),
            Self::SameEvent(_) => Some("which event is told"),
            Self::SentencePinned | Self::SentenceDropped => Some("a sentence of the summary"),
            Self::EntityConfirmed | Self::EventConfirmed => None,
        }
    }

    /// Whether it is about an event rather than a name.
    pub const fn is_of_event(&self) -> bool {
        matches!(
            self,
            Self::Event { .. }
                | Self::EventWhen(_)
                | Self::EventIs(_)
                | Self::EventTitle(_)
                | Self::SameEvent(_)
                | Self::EventConfirmed
                | Self::EventHidden
        )
    }

    /// What undo calls it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Entity(_) => "Mark as entity",
            Self::NotAName | Self::NotAnEntity => "Not a name",
            Self::EntityIs(_) => "Kind of entity",
            Self::EntityCalled(_) => "Rename entity",
            Self::SameEntity(_) => "Merge entities",
            Self::OtherEntity => "Split off mention",
            Self::EntityConfirmed => "Confirm entity",
            Self::EntityPinned => "Pin entity",
            Self::EntityHidden => "Hide entity",
            Self::Event { .. } => "Mark as event",
            Self::EventWhen(_) => "Date of event",
            Self::EventIs(_) => "Kind of event",
            Self::EventTitle(_) => "Title of event",
            Self::SameEvent(_) => "Merge events",
            Self::EventConfirmed => "Confirm event",
            Self::EventHidden => "Hide event",
            Self::SentencePinned => "Pin sentence",
            Self::SentenceDropped => "Drop sentence",
        }
    }
}
