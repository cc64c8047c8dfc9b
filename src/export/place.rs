//! Where in a text words stand that were written down elsewhere.
//!
//! White space, kinds of quotation mark and dash, accents and case may differ, and paragraphs may have been joined.
//! Which of several places is meant, the words around it tell. A look-alike is never sure.

use std::{cell::Cell, ops::Range};

use memchr::memmem;

use crate::{
    notebook::PATIENCE,
    text::{Span, fold},
};

/// Of words that stand at more places than this, the first ones are looked at.
const PLACES: usize = 1000;
/// So many words in a row are not written twice by chance.
const LONG: usize = 4;
/// So many letters next to the words are more than chance.
const NEAR: usize = 3;

/// A text by its folded letters, without white space.
pub(super) struct Folded<'a> {
    text: &'a str,
    letters: String,
    /// For every byte of `letters`, where its character begins in `text`.
    from: Vec<u32>,
    /// So many bytes are still looked through, for all quotes together; see [`PATIENCE`].
    patience: Cell<usize>,
}

/// Words and what stood around them, as another program wrote them down.
#[derive(Debug, Default)]
pub(super) struct Quote<'a> {
    pub(super) exact: &'a str,
    pub(super) prefix: &'a str,
    pub(super) suffix: &'a str,
    /// Where the words stood, as far as that can be told.
    pub(super) position: Option<Span>,
}

/// Where a quote stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Placed {
    /// The words among their surroundings.
    Sure(Span),
    /// The words, but not all that stood around them.
    Moved(Span),
    /// The words, and others like them elsewhere.
    Perhaps(Span),
    Nowhere,
}

/// How what stands on one side of a place is like what stood there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Other,
    /// Nothing is known of it, or it is another paragraph.
    Open,
    Alike,
    Same,
}

struct Candidate {
    span: Span,
    /// Before and after.
    sides: [Side; 2],
    /// Letters that agree on both sides.
    agreed: usize,
}

impl<'a> Folded<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut letters = String::with_capacity(text.len());
        let mut from = Vec::with_capacity(text.len());
        for (at, c) in text.char_indices() {
            if let Some(c) = letter(c) {
                letters.push(c);
                from.resize(letters.len(), at as u32);
            }
        }
        Self { text, letters, from, patience: Cell::new(PATIENCE) }
    }

    /// Whether the text may be looked through once more.
    fn has_patience(&self) -> bool {
        let left = self.patience.get();
        self.patience.set(left.saturating_sub(self.letters.len()));
        left > 0
    }

    /// The first place of `words` at or after this one in `text`, else the first of all.
    pub(super) fn find(&self, words: &str, after: usize) -> Option<Span> {
        let words = letters(words);
        if words.is_empty() || !self.has_patience() {
            return None;
        }
        let later = self.from.partition_point(|from| (*from as usize) < after);
        let start = self
            .letters
            .get(later..)
            .and_then(|rest| rest.find(&words))
            .map(|at| at + later)
            .or_else(|| self.letters.find(&words))?;
        self.span(start..start + words.len())
    }

    /// Finds the place that is meant.
    pub(super) fn place(&self, quote: &Quote<'_>) -> Placed {
        let around = [letters(quote.prefix), letters(quote.suffix)];
        if let Some(span) = quote.position.filter(|span| span.of(self.text) == quote.exact)
            && self.candidate(span, &around).sides != [Side::Other; 2]
        {
            return Placed::Sure(span);
        }
        let is_long = quote.exact.split_whitespace().nth(LONG - 1).is_some();
        let mut found = self.candidates(quote.exact, &around, is_long);
        let best = found.iter().map(|candidate| candidate.agreed).max().unwrap_or_default();
        found.retain(|candidate| candidate.agreed == best);
        let Some(first) = found.first() else { return Placed::Nowhere };
        let is_alone = around.iter().all(String::is_empty);
        if best == 0 && !is_alone && !is_long {
            return Placed::Nowhere;
        }
        if found.len() > 1 {
            let at = quote.position.map_or(0, Span::start);
            let nearest = found.iter().map(|c| c.span).min_by_key(|s| s.start().abs_diff(at));
            return Placed::Perhaps(nearest.unwrap_or(first.span));
        }
        let Candidate { span, sides, .. } = *first;
        if !self.is_written_so(span, quote.exact) {
            Placed::Perhaps(span)
        } else if is_alone || sides.contains(&Side::Same) && !sides.contains(&Side::Other) {
            Placed::Sure(span)
        } else {
            Placed::Moved(span)
        }
    }

    /// All places of the words. Few words that begin or end within others are not they, unless they did so before.
    fn candidates(&self, exact: &str, around: &[String; 2], is_long: bool) -> Vec<Candidate> {
        let exact = letters(exact);
        if exact.is_empty() || !self.has_patience() {
            return Vec::new();
        }
        memmem::find_iter(self.letters.as_bytes(), &exact)
            .take(PLACES)
            .filter_map(|start| self.span(start..start + exact.len()))
            .map(|span| self.candidate(span, around))
            .filter(|Candidate { span, sides: [before, after], .. }| {
                let cuts = |at: usize| {
                    let (left, right) = self.text.split_at_checked(at).unwrap_or_default();
                    let left = left.trim_end_matches(|c| fold(c).is_none());
                    left.ends_with(char::is_alphanumeric)
                        && right.starts_with(char::is_alphanumeric)
                };
                is_long
                    || (*before == Side::Same || !cuts(span.start()))
                        && (*after == Side::Same || !cuts(span.end()))
            })
            .collect()
    }

    /// How the words around `span` are like these.
    fn candidate(&self, span: Span, [prefix, suffix]: &[String; 2]) -> Candidate {
        let letters = |at: usize| {
            let at = self.from.partition_point(|from| (*from as usize) < at);
            self.letters.split_at_checked(at).unwrap_or_default()
        };
        let ((left, _), (_, right)) = (letters(span.start()), letters(span.end()));
        let before = agreeing(left.chars().rev(), prefix.chars().rev());
        let after = agreeing(right.chars(), suffix.chars());
        let text = |at: usize| self.text.split_at_checked(at).unwrap_or_default();
        let ((above, _), (_, below)) = (text(span.start()), text(span.end()));
        let is_edge = [ends_a_line(above), begins_a_line(below)];
        let sides = [side(before, prefix, is_edge[0]), side(after, suffix, is_edge[1])];
        Candidate { span, sides, agreed: before + after }
    }

    /// The stretch of `text` that these letters are from, with the marks on the last one.
    fn span(&self, letters: Range<usize>) -> Option<Span> {
        let start = *self.from.get(letters.start)? as usize;
        let last = *self.from.get(letters.end.checked_sub(1)?)? as usize;
        let mut rest = self.text.get(last..)?.chars();
        rest.next();
        let more = rest.as_str();
        let marks = more.find(|c| fold(c).is_some()).unwrap_or(more.len());
        Some(Span::new(start, self.text.len() - more.len() + marks))
    }

    /// Whether the words there are written as these, but for white space and typography.
    fn is_written_so(&self, span: Span, words: &str) -> bool {
        let written = |words: &'a str| words.chars().filter(|c| c.is_alphanumeric());
        let there = written(span.of(self.text));
        there.eq(words.chars().filter(|c| c.is_alphanumeric()))
    }
}

fn letter(c: char) -> Option<char> {
    if c.is_whitespace() { None } else { fold(c) }
}

fn letters(words: &str) -> String {
    words.chars().filter_map(letter).collect()
}

/// The bytes of the characters that two texts begin with alike.
fn agreeing(here: impl Iterator<Item = char>, there: impl Iterator<Item = char>) -> usize {
    here.zip(there).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum()
}

fn side(agreed: usize, known: &str, is_edge: bool) -> Side {
    match agreed {
        _ if known.is_empty() => Side::Open,
        _ if agreed == known.len() => Side::Same,
        NEAR.. => Side::Alike,
        _ if is_edge => Side::Open,
        _ => Side::Other,
    }
}

fn ends_a_line(text: &str) -> bool {
    let trimmed = text.trim_end();
    trimmed.is_empty() || text.get(trimmed.len()..).is_some_and(|space| space.contains('\n'))
}

fn begins_a_line(text: &str) -> bool {
    let trimmed = text.trim_start();
    trimmed.is_empty()
        || text.get(..text.len() - trimmed.len()).is_some_and(|space| space.contains('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `text` marks with brackets where `prefix|exact|suffix` is to be found, and how sure.
    fn check(quote: &str, sure: &str, marked: &str) {
        let text = marked.replace(['[', ']'], "");
        let start = marked.find('[');
        let end = marked.find(']').map_or(0, |end| end - 1);
        let parts: Vec<&str> = quote.split('|').collect();
        let [prefix, exact, suffix] = parts[..] else { panic!("{quote}") };
        let found = Folded::new(&text).place(&Quote { exact, prefix, suffix, position: None });
        let (told, span) = match found {
            Placed::Sure(span) => ("sure", Some(span)),
            Placed::Moved(span) => ("moved", Some(span)),
            Placed::Perhaps(span) => ("perhaps", Some(span)),
            Placed::Nowhere => ("nowhere", None),
        };
        let wanted = start.map(|start| Span::new(start, end));
        assert_eq!((told, span), (sure, wanted), "{quote} in {marked}");
    }

    #[test]
    fn finds_words_among_their_surroundings() {
        check("|the tide turned|", "sure", "At noon [the tide turned].");
        check("|tide. No ship|", "sure", "They saw the [tide.\n\nNo ship] came.");
        check("|‘no ship’ – “yet”|", "sure", "They saw ['no ship' - \"yet\"].");
        check("saw the |tide|", "sure", "He saw the tide\u{301}s. She saw the [tide].");
        check("at the quay.\n|The ship|s sailed", "sure", "[The ship]s sailed. The ship sank.");
        // Another paragraph is no contradiction, since pages put other things between.
        check(
            "Read more: Ports|The ship sailed| at noon",
            "sure",
            "Wind.\n\n[The ship sailed] at noon.",
        );
    }

    #[test]
    fn is_not_sure_of_what_looks_alike() {
        check(
            "North said that |the quay was shut| all week",
            "moved",
            "South said that [the quay was shut] today.",
        );
        check("|quay|", "perhaps", "The [quay] and the quay.");
        check("|Quay|", "perhaps", "The [quay].");
        check("for |Linus| and Ann", "nowhere", "Wide machines in us.");
        check("talk of |Robin| Pell said", "nowhere", "I, Robin thanked you.");
        check("|art|", "nowhere", "The cart.");
    }
}
