//! A name as it is written, and what of it counts when two are compared.

use super::{EntityKind, lexicon::LEXICON};
use crate::text::{Span, TokenKind, fold, tokens};

/// The words of a name, folded: no marks, no article before it, no possessive after it.
pub(super) fn words(name: &str) -> Vec<String> {
    let tokens = tokens(name, Span::new(0, name.len()));
    let mut words: Vec<String> = tokens
        .iter()
        .filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number))
        .map(|token| token.span.of(name).chars().filter(|c| *c != '.').filter_map(fold).collect())
        .collect();
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    words
}

/// What two spellings of one name have in common: its words, folded.
pub(super) fn key(name: &str) -> String {
    words(name).join(" ")
}

/// One way of writing a name, with all its mentions.
#[derive(Debug)]
pub(super) struct Form {
    /// As first written, on one line, without a possessive.
    pub(super) written: String,
    pub(super) words: Vec<String>,
    /// What its mentions were taken for, each kind's scores added up.
    pub(super) votes: [f32; 4],
    /// Where it is first mentioned, in bytes.
    pub(super) first: usize,
}

impl Form {
    pub(super) fn new(written: &str, words: Vec<String>, first: usize) -> Self {
        Self { written: tidy(written), words, votes: [0.0; 4], first }
    }

    pub(super) fn vote(&mut self, kind: EntityKind, score: f32) {
        self.votes[kind as usize] += score.max(0.01);
    }

    /// The kind most of its mentions were taken for.
    pub(super) fn kind(&self) -> EntityKind {
        let mut best = EntityKind::Person;
        for kind in EntityKind::ALL {
            if self.votes[kind as usize] > self.votes[best as usize] {
                best = kind;
            }
        }
        best
    }

    /// What a mention taken for `kind` is, seen with all others: where most of them are clearly something
    /// else, it is that too.
    pub(super) fn kind_for(&self, kind: EntityKind) -> EntityKind {
        let most = self.kind();
        if self.votes[most as usize] > 2.0 * self.votes[kind as usize] { most } else { kind }
    }

    /// Its words without titles before a person's name, "Jr." after it, or a company's legal form.
    pub(super) fn core(&self) -> &[String] {
        let mut core = self.words.as_slice();
        match self.kind() {
            EntityKind::Person => {
                while let [first, rest @ ..] = core
                    && !rest.is_empty()
                    && LEXICON.is_title(first)
                {
                    core = rest;
                }
                // A king's number stays: there is no other name to tell him by.
                while let [rest @ .., last] = core
                    && (rest.len() > 1 && matches!(last.as_str(), "ii" | "iii" | "iv")
                        || !rest.is_empty() && matches!(last.as_str(), "jr" | "sr"))
                {
                    core = rest;
                }
            }
            EntityKind::Organization => {
                while let [rest @ .., last] = core
                    && !rest.is_empty()
                    && LEXICON.is_designator(last)
                {
                    core = rest;
                }
            }
            EntityKind::Place | EntityKind::Group => {}
        }
        core
    }

    /// Whether it is written like an acronym: one word, capitals, no longer than seven letters.
    pub(super) fn is_acronym(&self) -> bool {
        self.words.len() == 1
            && (2..=7).contains(&self.words[0].chars().count())
            && self
                .written
                .chars()
                .filter(|c| c.is_alphabetic())
                .filter(|c| c.is_uppercase())
                .count()
                >= 2
            && self.written.chars().filter(|c| c.is_lowercase()).count() <= 2
    }
}

/// On one line, without a possessive.
fn tidy(written: &str) -> String {
    let mut line = written.split_whitespace().collect::<Vec<_>>().join(" ");
    for possessive in ["'s", "’s", "'S", "’S", "'", "’"] {
        if line.len() > possessive.len() && line.ends_with(possessive) {
            line.truncate(line.len() - possessive.len());
            break;
        }
    }
    line
}
