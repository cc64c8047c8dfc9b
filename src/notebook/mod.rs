//! What the reader writes and overrules, and its undo.
//!
//! A [`Notebook`] is changed only by a [`Command`], and each command gives back its own inverse. Annotations
//! are in the terms of the W3C Web Annotation model.

mod annotation;
mod carry;
mod command;
mod history;
mod names;
mod overlay;
mod selector;
mod verdict;

pub use annotation::{Annotation, Color, Id, Tag};
pub use carry::{Carried, Carry, Piece, Touched, changes, touched};
pub use command::{Command, Stale};
pub use history::{History, Typing};
pub use names::Names;
pub use overlay::overlay;
pub use selector::{Anchored, Selector};
pub use verdict::{Ruling, Verdict};

use jiff::civil::Date;

/// All that the reader did to one article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notebook {
    /// The reader's own title for the article.
    pub title: Option<String>,
    /// The publication day the reader set.
    pub published: Option<Date>,
    // In the order of their places in the text, then of their ids.
    annotations: Vec<Annotation>,
    // In the order they were given; later ones win.
    verdicts: Vec<Verdict>,
    /// The free notebook.
    pub text: String,
}

impl Notebook {
    /// A notebook that holds these records, whatever their order; no two may share an id.
    pub fn with(mut annotations: Vec<Annotation>, verdicts: Vec<Verdict>) -> Self {
        annotations.sort_by_key(|annotation| (annotation.target.position, annotation.id));
        Self { annotations, verdicts, ..Self::default() }
    }

    pub fn annotations(&self) -> &[Annotation] {
        &self.annotations
    }

    pub fn annotation(&self, id: Id) -> Option<&Annotation> {
        self.annotations.iter().find(|annotation| annotation.id == id)
    }

    pub fn verdicts(&self) -> &[Verdict] {
        &self.verdicts
    }

    /// Whether nothing has been done yet.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a record has this id.
    pub fn has(&self, id: Id) -> bool {
        self.annotation(id).is_some() || self.verdicts.iter().any(|verdict| verdict.id == id)
    }

    /// An id nobody has yet: the moment of making, in milliseconds, or the next free number after it.
    pub fn fresh_id(&self, now_ms: u64) -> Id {
        let mut number = now_ms;
        while self.has(Id::new(number)) {
            number = number.wrapping_add(1);
        }
        Id::new(number)
    }
}
