//! Times: expressions found in blocks, then resolved against the day of publication.
//!
//! `words` cuts a sentence into words that know what they can be (`lexicon`, `stamp`); the rules of `grammar.txt`,
//! read once by `grammar` and `pattern`, find expressions among them; `meaning` takes their particulars and
//! `context` what stands around them. All that is local to a block. `resolve` and `dates` then give values in
//! text order, by the arithmetic of `value`. Values are those of TIMEX3; `say` puts them in words for a reader.

mod admit;
mod borrow;
mod class;
mod clock;
mod context;
mod dates;
mod distances;
mod eras;
mod festivals;
mod grammar;
mod lexicon;
mod meaning;
mod parts;
mod pattern;
mod published;
mod resolve;
mod say;
mod scan;
mod stamp;
mod tense;
#[cfg(test)]
mod tests;
mod value;
mod words;
mod year_parts;

pub(super) use published::published;
pub(super) use resolve::resolve;
pub(super) use scan::{Expression, scan};
pub(super) use tense::is_past;
pub(super) use value::{add, in_words};

use std::fmt;

use super::events::Interval;
use crate::text::Span;

/// The four types of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimexKind {
    Date,
    Time,
    Duration,
    Set,
}

impl TimexKind {
    /// The word TIMEX3 uses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// The modifiers of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Modifier {
    Before,
    After,
    OnOrBefore,
    OnOrAfter,
    LessThan,
    MoreThan,
    EqualOrLess,
    EqualOrMore,
    Start,
    Mid,
    End,
    Approx,
}

impl Modifier {
    /// In the order that the lexicon counts them.
    const ALL: [Self; 12] = [
        Self::Before,
        Self::After,
        Self::OnOrBefore,
        Self::OnOrAfter,
        Self::LessThan,
        Self::MoreThan,
        Self::EqualOrLess,
        Self::EqualOrMore,
        Self::Start,
        Self::Mid,
        Self::End,
        Self::Approx,
    ];

    /// The word TIMEX3 uses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Before => "BEFORE",
            Self::After => "AFTER",
            Self::OnOrBefore => "ON_OR_BEFORE",
            Self::OnOrAfter => "ON_OR_AFTER",
            Self::LessThan => "LESS_THAN",
            Self::MoreThan => "MORE_THAN",
            Self::EqualOrLess => "EQUAL_OR_LESS",
            Self::EqualOrMore => "EQUAL_OR_MORE",
            Self::Start => "START",
            Self::Mid => "MID",
            Self::End => "END",
            Self::Approx => "APPROX",
        }
    }
}

/// A normalised value as TIMEX3 writes it: "2024-02-23", "P3D", "XXXX-WXX-5", `PAST_REF`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TimexValue(String);

impl TimexValue {
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TimexValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One expression of time in the text, and what it comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Timex {
    pub span: Span,
    pub kind: TimexKind,
    pub value: TimexValue,
    pub modifier: Option<Modifier>,
    /// The days it covers, where it stands for days.
    pub interval: Option<Interval>,
    /// How far its clock is from Greenwich, as ISO 8601 writes it, where that is said: "Z", "-04:00".
    pub zone: Option<String>,
    /// The year is a company's or a state's own, not the calendar's.
    pub is_fiscal: bool,
    /// The reference used and the arithmetic, in a sentence.
    pub why: String,
    /// What does not agree about it, in a sentence: a weekday that is not its date's.
    pub conflict: Option<String>,
}

/// From the first to the last of two expressions, if the word between them makes a range of them: "1961 to 1974".
pub(super) fn range(text: &str, first: &Timex, last: &Timex) -> Option<Timex> {
    let between = Span::new(first.span.end(), last.span.start().max(first.span.end())).of(text);
    if !matches!(between.trim(), "to" | "until" | "till" | "through" | "and" | "-" | "–" | "—")
    {
        return None;
    }
    let (from, to) = (first.interval?.start?, last.interval?.end?);
    (from <= to).then(|| Timex {
        span: first.span.cover(last.span),
        interval: Some(Interval {
            start: Some(from),
            end: Some(to),
            precision: super::Precision::Interval,
        }),
        why: format!("From {} to {}.", in_words(from), in_words(to)),
        ..first.clone()
    })
}
