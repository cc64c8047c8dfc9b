//! What changed between two wordings, and whether it is of the kind that turns a sentence around.

#![expect(
    clippy::indexing_slicing,
    reason = "steps and words are gone through by indices of their own"
)]

use super::{
    align::Alignment,
    words::{NONE, Words},
};
use crate::text::{Span, TokenKind};

/// A stretch of a word diff, in the order of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// In both; the span is of the new wording.
    Same(Span),
    /// Only in the old wording.
    Gone(Span),
    /// Only in the new one.
    Added(Span),
}

impl Piece {
    pub const fn span(self) -> Span {
        match self {
            Self::Same(span) | Self::Gone(span) | Self::Added(span) => span,
        }
    }

    /// The one of the two wordings that its span is of.
    #[must_use]
    pub const fn side<'a>(self, old: &'a str, new: &'a str) -> &'a str {
        match self {
            Self::Gone(_) => old,
            Self::Same(_) | Self::Added(_) => new,
        }
    }

    /// Its words.
    #[must_use]
    pub fn of<'a>(self, old: &'a str, new: &'a str) -> &'a str {
        self.span().of(self.side(old, new))
    }

    /// The same of another stretch.
    #[must_use]
    pub const fn on(self, span: Span) -> Self {
        match self {
            Self::Same(_) => Self::Same(span),
            Self::Gone(_) => Self::Gone(span),
            Self::Added(_) => Self::Added(span),
        }
    }
}

/// What an edit touches that changes the meaning of a sentence though few letters differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    pub negation: bool,
    pub number: bool,
    pub name: bool,
}

impl Touched {
    /// "a number and a name", or nothing.
    pub fn words(self) -> String {
        let named =
            [(self.negation, "a negation"), (self.number, "a number"), (self.name, "a name")];
        let named: Vec<&str> = named.iter().filter(|(is, _)| *is).map(|(_, what)| *what).collect();
        match named.as_slice() {
            [] => String::new(),
            [before @ .., last] if !before.is_empty() => {
                format!("{} and {last}", before.join(", "))
            }
            [only, ..] => (*only).to_owned(),
        }
    }
}

/// One token of the diff, by its place in the old and the new wording.
#[derive(Clone, Copy)]
enum Step {
    Same(usize, usize),
    Gone(usize),
    Added(usize),
}

/// The word diff from `old` to `new`. Letters' case and accents count.
pub fn changes(old: &str, new: &str) -> Vec<Piece> {
    let (a, b) = Words::of_both(old, new);
    let alignment = Alignment::new(old, &a, new, &b);
    let same = |i: usize| -> Option<usize> {
        let j = alignment.to_new[i];
        (j != NONE && alignment.run[i] == 0)
            .then_some(j as usize)
            .filter(|j| a.tokens[i].span.of(old) == b.tokens[*j].span.of(new))
    };
    let mut steps = Vec::with_capacity(a.len().max(b.len()));
    let mut next = 0;
    for i in 0..a.len() {
        match same(i) {
            None => steps.push(Step::Gone(i)),
            Some(j) => {
                steps.extend((next..j).map(Step::Added));
                steps.push(Step::Same(i, j));
                next = j + 1;
            }
        }
    }
    steps.extend((next..b.len()).map(Step::Added));
    slide(&mut steps, &|i| a.tokens[i].span.of(old), &|j| b.tokens[j].span.of(new));
    let mut pieces: Vec<Piece> = Vec::new();
    for step in steps {
        let piece = match step {
            Step::Same(_, j) => Piece::Same(b.tokens[j].span),
            Step::Gone(i) => Piece::Gone(a.tokens[i].span),
            Step::Added(j) => Piece::Added(b.tokens[j].span),
        };
        push(&mut pieces, piece);
    }
    pieces
}

/// A sentence that is gone, or new, has its own full stop, not the one before it.
fn slide<'a>(steps: &mut [Step], old: &dyn Fn(usize) -> &'a str, new: &dyn Fn(usize) -> &'a str) {
    let is_mark = |word: &str| !word.contains(char::is_alphanumeric);
    let mut start = 0;
    while start < steps.len() {
        let like = |step: &Step| match steps[start] {
            Step::Same(..) => false,
            Step::Gone(_) => matches!(step, Step::Gone(_)),
            Step::Added(_) => matches!(step, Step::Added(_)),
        };
        let run = steps[start..].iter().take_while(|step| like(step)).count();
        let end = start + run;
        if run > 1 {
            match (steps[start], steps.get(end).copied()) {
                (Step::Gone(first), Some(Step::Same(i, j)))
                    if is_mark(old(first)) && old(first) == old(i) =>
                {
                    steps[start] = Step::Same(first, j);
                    steps[end] = Step::Gone(i);
                }
                (Step::Added(first), Some(Step::Same(i, j)))
                    if is_mark(new(first)) && new(first) == new(j) =>
                {
                    steps[start] = Step::Same(i, first);
                    steps[end] = Step::Added(j);
                }
                _ => {}
            }
        }
        start = end.max(start + 1);
    }
}

/// Adds a piece, grown together with the one before it where that is of the same kind.
fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    match (pieces.last_mut(), piece) {
        (Some(Piece::Same(last)), Piece::Same(span))
        | (Some(Piece::Gone(last)), Piece::Gone(span))
        | (Some(Piece::Added(last)), Piece::Added(span)) => *last = last.cover(span),
        _ => pieces.push(piece),
    }
}

/// Whether the edit from `old` to `new` touches a negation, a number or a name.
pub fn touched(old: &str, new: &str) -> Touched {
    let mut touched = Touched::default();
    for piece in changes(old, new) {
        match piece {
            Piece::Same(_) => {}
            Piece::Gone(span) => look(old, span, &mut touched),
            Piece::Added(span) => look(new, span, &mut touched),
        }
    }
    touched
}

fn look(text: &str, span: Span, touched: &mut Touched) {
    let tokens = crate::text::tokens(text, span);
    for token in &tokens {
        let word = token.span.of(text);
        touched.number |= token.kind == TokenKind::Number || is_number(word);
        touched.negation |= is_negation(word);
        touched.name |= is_name(text, token.span);
    }
}

fn is_negation(word: &str) -> bool {
    const NEGATIONS: [&str; 19] = [
        "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "nowhere", "without",
        "cannot", "hardly", "barely", "denied", "denies", "deny", "refused", "failed", "unlikely",
    ];
    let word = word.to_lowercase().replace('’', "'");
    NEGATIONS.contains(&word.as_str()) || word.ends_with("n't") || word == "'t"
}

pub(in crate::notebook) fn is_number(word: &str) -> bool {
    const NUMBERS: [&str; 38] = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "hundreds",
        "thousand",
        "thousands",
        "million",
        "millions",
        "billion",
        "billions",
        "dozen",
        "dozens",
        "half",
    ];
    word.chars().any(|c| c.is_ascii_digit()) || NUMBERS.contains(&word.to_lowercase().as_str())
}

/// A capital letter, but not one that only begins a sentence.
fn is_name(text: &str, span: Span) -> bool {
    let word = span.of(text);
    if !word.starts_with(char::is_uppercase) || word == "I" {
        return false;
    }
    let before = text.get(..span.start()).unwrap_or_default();
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || "\"“‘'(".contains(c));
    let begins = before.is_empty() || before.ends_with(['.', '!', '?', ':', '\n']);
    let is_capitals = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
    // The first word of a sentence is a name if the next one is written as a name too.
    let after = text.get(span.end()..).unwrap_or_default().trim_start();
    is_capitals || !begins || after.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_diff_reads_as_a_sentence() {
        let (old, new) =
            ("killed and wounded dozens of them", "killed and wounded at least 16 of them");
        let told: Vec<String> = changes(old, new)
            .into_iter()
            .map(|piece| match piece {
                Piece::Same(span) => span.of(new).to_owned(),
                Piece::Gone(span) => format!("-{}-", span.of(old)),
                Piece::Added(span) => format!("+{}+", span.of(new)),
            })
            .collect();
        assert_eq!(told.join(" "), "killed and wounded -dozens- +at least 16+ of them");
    }

    #[test]
    fn what_turns_a_sentence_around_is_called_out() {
        let told = |old, new| touched(old, new).words();
        assert_eq!(told("He will go.", "He will not go."), "a negation");
        assert_eq!(told("He didn't go.", "He did go."), "a negation");
        assert_eq!(told("killed dozens", "killed 16"), "a number");
        assert_eq!(told("met Anna Berg in Rome", "met Anna Holt in 3 days"), "a number and a name");
        assert_eq!(told("The talks ended.", "All talks ended."), "");
    }
}
