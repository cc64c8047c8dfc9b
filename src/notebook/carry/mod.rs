//! Carries marks from a text to a changed version of it, and says how sure each one is.
//!
//! The two texts are compared ([`align`]), and a mark goes where its own words went, if enough of them and of their
//! neighbours did. A place that already continues some other place of the old text is never taken for it: that is
//! how a look-alike beside a deleted sentence stays what it is. What cannot be told for certain is a suggestion, or
//! the mark is an orphan. The rule of local support and its numbers are from the measurement behind `benches/anchor.rs`.

#![expect(
    clippy::indexing_slicing,
    reason = "an alignment has an entry for each word of either text, and a mark has at least one word"
)]

mod align;
mod change;
mod find;
mod words;

pub(super) use align::same_lines;
pub(super) use change::is_number;
pub use change::{Piece, Touched, changes, touched};

use std::ops::Range;

use align::Alignment;
use words::{NONE, Words, in_order};

use crate::text::Span;

/// Where a mark stands in the new text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Carried {
    /// The same words, continuing the same place.
    Exact(Span),
    /// The same words at another place.
    Moved(Span),
    /// The same place with other words.
    Edited(Span),
    /// Perhaps here; `likeness` is 1 where the words are the same.
    Suggested { span: Span, likeness: f32 },
    /// Nowhere.
    Orphan,
}

impl Carried {
    /// The place, where it is more than a suggestion.
    pub const fn span(self) -> Option<Span> {
        match self {
            Self::Exact(span) | Self::Moved(span) | Self::Edited(span) => Some(span),
            Self::Suggested { .. } | Self::Orphan => None,
        }
    }
}

/// How far around a mark its neighbours are asked, in words.
const NEAR: usize = 10;
/// The share of a mark's own words that must have counterparts.
const OWN: f32 = 0.3;
/// The share of its words and neighbours together.
const SUPPORT: f32 = 0.4;
/// A stretch of the old text that looks this much as the mark's own one does makes the mark doubtful.
const RIVAL: f32 = 0.6;
/// The same for the mark with the words on one side of it only.
const RIVAL_BESIDE: f32 = 0.8;

/// Two versions of one text, compared.
#[derive(Debug)]
pub struct Carry<'a> {
    old_text: &'a str,
    new_text: &'a str,
    old: Words,
    new: Words,
    alignment: Alignment,
}

impl<'a> Carry<'a> {
    /// Compares the texts; takes time in proportion to their lengths.
    pub fn new(old_text: &'a str, new_text: &'a str) -> Self {
        let (old, new) = Words::of_both(old_text, new_text);
        let alignment = Alignment::new(old_text, &old, new_text, &new);
        Self { old_text, new_text, old, new, alignment }
    }

    pub const fn old_text(&self) -> &'a str {
        self.old_text
    }

    pub const fn new_text(&self) -> &'a str {
        self.new_text
    }

    /// Where the words at `mark`, a span of the old text, stand in the new one.
    pub fn mark(&self, mark: Span) -> Carried {
        if self.old_text == self.new_text {
            return Carried::Exact(mark);
        }
        let own = self.old.within(mark);
        if own.is_empty() {
            return Carried::Orphan;
        }
        let placed =
            self.follow(&own).map(|(place, run)| (self.place(mark, &own, &place), place, run));
        if let Some((Some(span), place, run)) = placed {
            let same = self.same_words(mark, span);
            if self.has_rival(&own, &place, run != 0) {
                return self.suggest(span, &own, &place);
            }
            return match (same, run) {
                (true, 0) => Carried::Exact(span),
                (true, _) => Carried::Moved(span),
                (false, _) => Carried::Edited(span),
            };
        }
        self.look_elsewhere(mark, &own)
    }

    fn suggest(&self, span: Span, own: &Range<usize>, place: &Range<usize>) -> Carried {
        let likeness = likeness(&self.old.ids[own.clone()], &self.new.ids[place.clone()]);
        Carried::Suggested { span, likeness }
    }

    /// The new words that continue those of the mark, and the run they belong to; none where too few do.
    fn follow(&self, own: &Range<usize>) -> Option<(Range<usize>, u32)> {
        let to_new = &self.alignment.to_new;
        let run = self.main_run(own)?;
        let kept = |i: &usize| to_new[*i] != NONE && run == self.alignment.run[*i];
        let counted = |range: Range<usize>| {
            let words = range.clone().filter(|i| self.old.is_word(*i)).count();
            // A mark on punctuation alone has nothing else to go by.
            if words == 0 {
                range.collect()
            } else {
                range.filter(|i| self.old.is_word(*i)).collect::<Vec<_>>()
            }
        };
        let words = counted(own.clone());
        let mut places: Vec<usize> = own.clone().filter(kept).map(|i| to_new[i] as usize).collect();
        places.sort_unstable();
        let place = *places.first()?..*places.last()? + 1;
        let aligned = words.iter().copied().filter(|i| kept(i)).count();
        if (aligned as f32) < OWN * words.len() as f32 || place.len() > 2 * own.len() + NEAR {
            return None;
        }
        let before = self.neighbours(own.start, false);
        let after = self.neighbours(own.end, true);
        let near = place.start.saturating_sub(2 * NEAR)..place.end + 2 * NEAR;
        let around = before
            .iter()
            .chain(&after)
            .filter(|i| kept(i) && near.contains(&(to_new[**i] as usize)));
        let support = (aligned + around.count()) as f32;
        let asked = (words.len() + before.len() + after.len()) as f32;
        // A sentence moved by itself leaves its neighbours behind; its own words are witness enough.
        let alone = run != 0 && aligned == words.len() && aligned >= NEAR;
        (alone || support >= SUPPORT * asked).then_some((place, run))
    }

    /// The nearest words before or after a place.
    fn neighbours(&self, from: usize, forward: bool) -> Vec<usize> {
        let is_word = |i: &usize| self.old.is_word(*i);
        if forward {
            (from..self.old.len()).filter(is_word).take(NEAR).collect()
        } else {
            (0..from).rev().filter(is_word).take(NEAR).collect()
        }
    }

    /// The run that most of these words belong to.
    fn main_run(&self, own: &Range<usize>) -> Option<u32> {
        let mut runs: Vec<u32> = own
            .clone()
            .filter(|i| self.alignment.to_new[*i] != NONE)
            .map(|i| self.alignment.run[i])
            .collect();
        runs.sort_unstable();
        runs.chunk_by(|a, b| a == b).max_by_key(|same| same.len()).map(|same| same[0])
    }

    /// The new words of the mark from end to end, with what stands for its first and last words if they changed.
    fn place(&self, mark: Span, own: &Range<usize>, place: &Range<usize>) -> Option<Span> {
        let start = self.edge(own.start, place.start, false);
        let end = self.edge(own.end, place.end, true);
        let span = self.new.span(start..end.max(start + 1))?;
        // A mark that ends within a word still does where that word is the same.
        let first = self.old.tokens[own.start].span;
        let last = self.old.tokens[own.end - 1].span;
        let cut = |old: Span, new: Span| old.of(self.old_text) == new.of(self.new_text);
        let (new_first, new_last) =
            (self.new.tokens[start].span, self.new.tokens[end.max(start + 1) - 1].span);
        let from = match mark.start().checked_sub(first.start()) {
            Some(inside) if cut(first, new_first) => new_first.start() + inside,
            _ => span.start(),
        };
        let to = match last.end().checked_sub(mark.end()) {
            Some(inside) if cut(last, new_last) => new_last.end() - inside,
            _ => span.end(),
        };
        (from < to).then(|| Span::new(from, to))
    }

    /// Where an end of a mark falls between the last word that went along (new place `inner`) and what lies beyond.
    /// Replaced words are counted off: as many new ones belong to the mark as old ones did, in proportion.
    fn edge(&self, end: usize, inner: usize, forward: bool) -> usize {
        let Alignment { to_new, to_old, .. } = &self.alignment;
        let aligned = |i: usize| to_new[i] != NONE;
        let (mut inside, mut outside) = (0, 0);
        if forward {
            let mut i = end;
            while i > 0 && !aligned(i - 1) {
                (inside, i) = (inside + 1, i - 1);
            }
            let mut o = end;
            while o < to_new.len() && !aligned(o) {
                (outside, o) = (outside + 1, o + 1);
            }
            let free = (inner..to_old.len()).take_while(|j| to_old[*j] == NONE).count();
            inner + share(free, inside, outside)
        } else {
            let mut i = end;
            while i < to_new.len() && !aligned(i) {
                (inside, i) = (inside + 1, i + 1);
            }
            let mut o = end;
            while o > 0 && !aligned(o - 1) {
                (outside, o) = (outside + 1, o - 1);
            }
            let free = (0..inner).rev().take_while(|j| to_old[*j] == NONE).count();
            inner - share(free, inside, outside)
        }
    }

    /// Whether the mark stands on the same words; white space may differ, as where lines were broken anew.
    fn same_words(&self, mark: Span, span: Span) -> bool {
        let old = mark.of(self.old_text).split_whitespace();
        old.eq(span.of(self.new_text).split_whitespace())
    }
}

/// How many of `free` new words stand for the `inside` of `inside + outside` replaced ones.
const fn share(free: usize, inside: usize, outside: usize) -> usize {
    let all = inside + outside;
    if inside == 0 {
        0
    } else if free <= all && outside > 0 {
        // Rounded to the nearest.
        (2 * free * inside + all) / (2 * all)
    } else if outside == 0 {
        // More words than there were: a change, not a whole new passage.
        if free <= inside + 4 { free } else { inside }
    } else {
        inside
    }
}

/// Shared words of two sequences, from 0 to 1 (Dice's coefficient on the longest common subsequence).
fn likeness(a: &[u32], b: &[u32]) -> f32 {
    2.0 * in_order(a, b) as f32 / (a.len() + b.len()).max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Marks in brackets in `old` and the same in `new`; the state, and the marked words of the new text.
    fn check(old: &str, new: &str, expected: &str) {
        let start = old.find('[').unwrap();
        let end = old.find(']').unwrap() - 1;
        let old = old.replace(['[', ']'], "");
        let told = match Carry::new(&old, new).mark(Span::new(start, end)) {
            Carried::Exact(span) => format!("exact: {}", span.of(new)),
            Carried::Moved(span) => format!("moved: {}", span.of(new)),
            Carried::Edited(span) => format!("edited: {}", span.of(new)),
            Carried::Suggested { span, .. } => format!("suggested: {}", span.of(new)),
            Carried::Orphan => "orphan".to_owned(),
        };
        assert_eq!(told, expected, "{old:?} -> {new:?}");
    }

    #[test]
    fn a_mark_follows_its_own_words() {
        let old = "The ferry left at noon.\nThe [harbour was closed] by the storm on Monday, police said.\nNobody was hurt.";
        check(
            old,
            "Update.\nThe ferry left at noon.\nThe harbour was closed by the storm on Monday, police said.",
            "exact: harbour was closed",
        );
        check(
            old,
            "The ferry left at noon.\nThe harbour was shut by the storm on Monday, police said.",
            "edited: harbour was shut",
        );
        check(
            old,
            "The ferry left at noon.\nThe harbour was not closed by the storm on Monday, police said.",
            "edited: harbour was not closed",
        );
        check(
            old,
            "The harbour was closed by the storm on Monday, police said.\nThe ferry left at noon.\nNobody was hurt.",
            "exact: harbour was closed",
        );
        check(old, "The ferry left at noon.\nNobody was hurt.", "orphan");
    }

    #[test]
    fn a_look_alike_is_not_taken_for_a_deleted_sentence() {
        let twin = "The mayor of Altona opened the new bridge on Monday morning.";
        let own = "The [mayor of Belmora opened the new bridge] on Tuesday morning.";
        check(
            &format!("News.\n{own}\n{twin}\nEnd."),
            &format!("News.\n{twin}\nEnd."),
            "suggested: mayor of Altona opened the new bridge",
        );
        check(
            &format!("News. {own} {twin} End."),
            &format!("News. {twin} End."),
            "suggested: mayor of Altona opened the new bridge",
        );
        let edited = twin.replace("opened the", "closed an");
        check(&format!("News.\n{own}\n{twin}\nEnd."), &format!("News.\n{edited}\nEnd."), "orphan");
    }

    #[test]
    fn cut_words_and_odd_texts_do_no_harm() {
        check("A [harb]our.", "A harbour. B", "exact: harb");
        check("A [—] b.", "A — b. And so on", "exact: —");
        check("[x]", "", "orphan");
        check("a[ ]b", "a b c", "orphan");
        check("one [two\nthree] four", "zero. one two three four", "exact: two three");
    }
}
