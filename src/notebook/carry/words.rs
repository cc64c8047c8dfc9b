//! Two texts as sequences of numbers: the same number for the same word, whatever its case or accents.

#![expect(
    clippy::indexing_slicing,
    reason = "ids and places are numbered from 0, and the tables have one entry more"
)]

use std::{cell::OnceCell, collections::HashMap, ops::Range};

use crate::text::{Span, Token, TokenKind, fold, tokens};

/// Stands where a word has no counterpart.
pub(super) const NONE: u32 = u32::MAX;

/// The tokens of one text. Positions in it are indices into `ids`.
#[derive(Debug)]
pub(super) struct Words {
    pub tokens: Vec<Token>,
    /// The token's word, as a number that it shares with the other text.
    pub ids: Vec<u32>,
    postings: OnceCell<Postings>,
}

/// Where each word occurs.
#[derive(Debug)]
struct Postings {
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl Words {
    /// The words of two texts, numbered together.
    pub(super) fn of_both(old: &str, new: &str) -> (Self, Self) {
        let mut known = HashMap::new();
        (Self::new(old, &mut known), Self::new(new, &mut known))
    }

    fn new(text: &str, known: &mut HashMap<Box<str>, u32>) -> Self {
        let tokens = tokens(text, Span::new(0, text.len()));
        let mut folded = String::new();
        let ids = tokens.iter().map(|token| {
            folded.clear();
            folded.extend(token.span.of(text).chars().filter_map(fold));
            if let Some(id) = known.get(folded.as_str()) {
                return *id;
            }
            let id = known.len() as u32;
            known.insert(folded.as_str().into(), id);
            id
        });
        let ids = ids.collect();
        Self { tokens, ids, postings: OnceCell::new() }
    }

    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether this token carries meaning; marks of punctuation do not.
    pub(super) fn is_word(&self, at: usize) -> bool {
        matches!(self.tokens[at].kind, TokenKind::Word | TokenKind::Number)
    }

    /// The tokens that share a byte with `span`.
    pub(super) fn within(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|token| token.span.end() <= span.start());
        let end = self.tokens.partition_point(|token| token.span.start() < span.end());
        start..end.max(start)
    }

    /// From the first byte of the first token to the last of the last.
    pub(super) fn span(&self, range: Range<usize>) -> Option<Span> {
        let (first, last) =
            (self.tokens.get(range.start)?, self.tokens.get(range.end.checked_sub(1)?)?);
        (range.start < range.end).then(|| first.span.cover(last.span))
    }

    /// Where these words stand in a row; none where even the rarest of them stands at more than `most` places.
    pub(super) fn copies(&self, quote: &[u32], most: usize) -> Option<Vec<usize>> {
        let (at, id) = quote.iter().enumerate().min_by_key(|(_, id)| self.places(**id).len())?;
        let places = self.places(*id);
        if places.len() > most {
            return None;
        }
        let starts = places.iter().filter_map(|place| (*place as usize).checked_sub(at));
        Some(
            starts
                .filter(|start| self.ids.get(*start..start + quote.len()) == Some(quote))
                .collect(),
        )
    }

    /// Every place of a word.
    pub(super) fn places(&self, id: u32) -> &[u32] {
        let postings = self.postings.get_or_init(|| Postings::new(&self.ids));
        let bound =
            |id: usize| postings.starts.get(id).map_or(postings.places.len(), |at| *at as usize);
        &postings.places[bound(id as usize)..bound(id as usize + 1)]
    }
}

impl Postings {
    fn new(ids: &[u32]) -> Self {
        let most = ids.iter().max().map_or(0, |most| *most as usize + 1);
        let mut starts = vec![0_u32; most + 1];
        for id in ids {
            starts[*id as usize + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        let mut places = vec![0; ids.len()];
        for (place, id) in ids.iter().enumerate() {
            let slot = &mut next[*id as usize];
            places[*slot as usize] = place as u32;
            *slot += 1;
        }
        Self { starts, places }
    }
}

/// How many words two sequences share in the same order. Long ones are compared piece by piece, each with its like in
/// the other, so that the cost grows with their lengths and not with the product of them; words that stand more than a
/// piece apart are then not counted.
pub(super) fn in_order(a: &[u32], b: &[u32]) -> usize {
    const PIECE: usize = 256;
    let pieces = a.len().max(b.len()).div_ceil(PIECE);
    let piece = |of: &[u32], at: usize| of.len() * at / pieces..of.len() * (at + 1) / pieces;
    (0..pieces).map(|at| longest_common(&a[piece(a, at)], &b[piece(b, at)])).sum()
}

/// The length of the longest common subsequence, by the textbook's table of which one row is kept.
fn longest_common(a: &[u32], b: &[u32]) -> usize {
    let mut row = vec![0_usize; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { above.max(row[j]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_sequences_are_compared_piece_by_piece() {
        let words: Vec<u32> = (0..20_000).collect();
        assert_eq!(in_order(&words, &words), words.len());
        // Every tenth word is another, and some are left out.
        let mut changed = words.clone();
        changed.iter_mut().step_by(10).for_each(|word| *word += 50_000);
        changed.drain(9_000..9_040);
        let found = in_order(&words, &changed);
        assert!((17_000..=17_964).contains(&found), "{found}");
        assert_eq!(in_order(&[1, 2, 3, 4], &[2, 9, 4, 1]), 2);
        assert_eq!((in_order(&[], &words), in_order(&[], &[])), (0, 0));
    }
}
