//! What the reader writes and overrules, and its undo.
//!
//! A [`Notebook`] is changed only by a [`Command`], and each command gives back its own inverse. Annotations
//! are in the terms of the W3C Web Annotation model.

mod annotation;
mod carry;
mod command;
mod compare;
mod history;
mod kept;
mod merge;
mod names;
mod overlay;
mod proof;
mod selector;
mod verdict;

pub use annotation::{Annotation, Color, Id, Legend, Tag};
pub use carry::{Carried, Carry, Piece, Touched, changes, touched};
pub use command::{Command, Replacement, Stale};
pub use compare::{Comparison, Fact, FactKind, Row};
pub use history::{History, Typing};
pub use kept::{Extra, Kept, KnownField};
pub use merge::{CONFLICT, Merged, Side, merge};
pub use names::Names;
pub use overlay::overlay;
pub use proof::{Claim, Finding, Proof, Trace, proofread};
pub use selector::{Anchored, PATIENCE, Selector, Standing};
pub use verdict::{Ruling, Verdict};

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::civil::Date;

use crate::{analysis::Given, article::Article, text::counted};

/// One thing the reader did.
#[derive(PartialEq)]
enum Record<'a> {
    Annotation(&'a Annotation),
    Verdict(&'a Verdict),
}

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
    /// What colours mean, and which tags have one.
    pub legend: Legend,
    /// The article, where the reader has put another text in the place of the one that was opened.
    pub article: Option<Arc<Article>>,
    /// The article's text before that, to compare with.
    pub earlier: Option<Arc<str>>,
    /// Records that were removed after they had been saved: a merge must not bring them back.
    pub gone: BTreeSet<Id>,
    /// What the file holds besides.
    pub kept: Arc<Kept>,
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

    /// What the reader has set for the analysis.
    pub fn given(&self) -> Given {
        Given { published: self.published, title: self.title.clone(), sentences: None }
    }

    /// Whether nothing has been done yet.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a record has this id.
    pub fn has(&self, id: Id) -> bool {
        self.annotation(id).is_some() || self.verdicts.iter().any(|verdict| verdict.id == id)
    }

    /// How `other` differs from this notebook, in words.
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let mut told = Vec::new();
        let mut count = |number: usize, one: &str, many: &str, what: &str| {
            if number > 0 {
                told.push(format!("{number} {} {what}", if number == 1 { one } else { many }));
            }
        };
        let (mine, theirs) = (self.records(), other.records());
        let new = theirs.keys().filter(|id| !mine.contains_key(id)).count();
        let gone = mine.keys().filter(|id| !theirs.contains_key(id)).count();
        let changed =
            mine.iter().filter(|(id, record)| theirs.get(id).is_some_and(|t| t != *record));
        let changed = changed.count();
        count(new, "mark or correction", "marks and corrections", "more");
        count(changed, "mark or correction", "marks and corrections", "changed");
        count(gone, "mark or correction", "marks and corrections", "removed");
        count(usize::from(self.text != other.text), "change", "changes", "in the free notebook");
        let named = usize::from(self.legend != other.legend);
        count(named, "change", "changes", "of what the colours mean");
        let about = (&self.title, self.published) != (&other.title, other.published);
        count(usize::from(about), "change", "changes", "of the title or the publication day");
        let text = (&self.article, &self.earlier) != (&other.article, &other.earlier);
        count(usize::from(text), "change", "changes", "of the article's text");
        told
    }

    /// How much there is, in words.
    pub fn counts(&self) -> String {
        let notes = self.annotations.iter().filter(|a| !a.comment.is_empty());
        let texts = notes.clone().map(|a| a.comment.as_str()).chain([self.text.as_str()]);
        let words = texts.map(|text| text.split_whitespace().count()).sum();
        format!(
            "{}, {} with a note, {}, {} of notes",
            counted(self.annotations.len(), "mark"),
            notes.count(),
            counted(self.verdicts.len(), "correction"),
            counted(words, "word")
        )
    }

    fn records(&self) -> BTreeMap<Id, Record<'_>> {
        let annotations = self.annotations.iter().map(|a| (a.id, Record::Annotation(a)));
        annotations.chain(self.verdicts.iter().map(|v| (v.id, Record::Verdict(v)))).collect()
    }

    /// The records that a merge kept as both sides have them, and of which the reader has not said yet what holds.
    pub fn contested(&self) -> BTreeSet<Id> {
        let marks = self.annotations.iter().filter(|a| a.tags.iter().any(Tag::is_conflict));
        let verdicts = self.verdicts.iter().filter(|verdict| verdict.contested);
        marks.map(|a| a.id).chain(verdicts.map(|verdict| verdict.id)).collect()
    }

    /// The ids of all records.
    pub fn ids(&self) -> impl Iterator<Item = Id> {
        let annotations = self.annotations.iter().map(|annotation| annotation.id);
        annotations.chain(self.verdicts.iter().map(|verdict| verdict.id))
    }

    /// What each record stands on.
    pub fn targets(&self) -> impl Iterator<Item = (Id, &Selector)> {
        let annotations =
            self.annotations.iter().map(|annotation| (annotation.id, &annotation.target));
        annotations.chain(self.verdicts.iter().map(|verdict| (verdict.id, &verdict.on)))
    }

    /// The command that puts `new` in the place of the article's text `old`, all marks carried over.
    pub fn replacement(&self, old: &Article, new: Arc<Article>) -> Command {
        let carry = Carry::new(old.text(), new.text());
        let targets = self.targets().map(|(id, target)| (id, target.carried(&carry))).collect();
        let earlier = Some(Arc::from(old.text()));
        Command::Replace(Box::new(Replacement { article: Some(new), earlier, targets }))
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
