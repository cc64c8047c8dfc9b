//! Looking for words where the comparison of the texts leads nowhere, or to more than one place.

#![expect(
    clippy::indexing_slicing,
    reason = "places are indices of words, and windows are cut to the text"
)]

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::{
    Carried, Carry, NEAR, RIVAL, RIVAL_BESIDE, likeness,
    words::{NONE, Words, in_order},
};
use crate::text::Span;

/// Words that stand at more places than this say nothing about where to look.
const COMMON: usize = 64;
/// So many words in a row are not said twice by chance.
const LONG: usize = 4;
/// How exactly the place of a candidate is known, in words.
const WIDTH: usize = 8;
/// A suggestion is at least this much like the mark.
const LIKE: f32 = 0.7;

impl Carry<'_> {
    /// Whether some other stretch of the old text may as well have become what stands at `place`, and has no
    /// better place itself. A look-alike may begin or end with the mark, so each side is asked by itself too.
    pub(super) fn has_rival(&self, own: &Range<usize>, place: &Range<usize>, moved: bool) -> bool {
        let home = widened(own, self.old.len());
        if moved {
            let near = self.reach(place, &home);
            return self.has_homeless_copy(own)
                || self.is_claimed(&home, &near, &widened(&near, self.new.len()), RIVAL);
        }
        let here = widened(place, self.new.len());
        self.is_claimed(&home, &here, &here, RIVAL)
            || {
                let left = here.start..place.end;
                self.is_claimed(&home, &left, &left, RIVAL_BESIDE)
            }
            || {
                let right = place.start..here.end;
                self.is_claimed(&home, &right, &right, RIVAL_BESIDE)
            }
    }

    /// Whether the same words stood elsewhere in the old text too, and went nowhere from there.
    fn has_homeless_copy(&self, own: &Range<usize>) -> bool {
        let quote = &self.old.ids[own.clone()];
        // Of words that stand everywhere nothing is known.
        let copies = self.old.copies(quote, COMMON).unwrap_or_default();
        copies.into_iter().filter(|start| *start != own.start).any(|start| {
            let words = start..start + quote.len();
            let gone = words.filter(|i| self.alignment.to_new[*i] == NONE).count();
            2 * gone > quote.len()
        })
    }

    /// Whether an old stretch outside of `home` looks like what stands `here`, and has no place but `near` there.
    fn is_claimed(
        &self,
        home: &Range<usize>,
        here: &Range<usize>,
        near: &Range<usize>,
        alike: f32,
    ) -> bool {
        let asked = &self.new.ids[here.clone()];
        let to_old = &self.alignment.to_old;
        let is_own = |j: &usize| to_old[*j] != NONE && home.contains(&(to_old[*j] as usize));
        let from_home = here.clone().filter(is_own).count();
        let free = |i: &usize| !home.contains(i);
        candidates(&self.old, asked, |i| free(&i)).into_iter().any(|start| {
            let there = start..(start + asked.len() + WIDTH).min(self.old.len());
            let there: Vec<usize> = there.filter(free).collect();
            let ids: Vec<u32> = there.iter().map(|i| self.old.ids[*i]).collect();
            if (in_order(asked, &ids) as f32) < alike * from_home as f32 {
                return false;
            }
            let has_a_place = there.iter().filter(|i| {
                let to = self.alignment.to_new[**i];
                to != NONE && !near.contains(&(to as usize))
            });
            2 * has_a_place.count() < there.len()
        })
    }

    /// A unique exact quote with its context, else something like it; only where nothing else has its place.
    pub(super) fn look_elsewhere(&self, mark: Span, own: &Range<usize>) -> Carried {
        let quote = &self.old.ids[own.clone()];
        let home = widened(own, self.old.len());
        let is_free = |j: usize| {
            let from = self.alignment.to_old[j];
            from == NONE || home.contains(&(from as usize))
        };
        let lead = own.start - home.start;
        let asked = &self.old.ids[home.clone()];
        let best = candidates(&self.new, asked, is_free)
            .into_iter()
            .filter_map(|start| self.best_window(quote, start + lead, &is_free))
            .max_by(|a, b| a.1.total_cmp(&b.1));
        let Some((place, alike)) = best.filter(|(_, alike)| *alike >= LIKE) else {
            return Carried::Orphan;
        };
        let Some(span) = self.new.span(place.clone()) else { return Carried::Orphan };
        let context = likeness(asked, &self.new.ids[widened(&place, self.new.len())]);
        let is_sure = context >= LIKE || (own.len() >= LONG && self.is_unique(quote));
        if is_sure && self.same_words(mark, span) && !self.has_rival(own, &place, true) {
            return Carried::Moved(span);
        }
        // Few words are soon alike: they need their surroundings besides.
        if own.len() >= NEAR / 2 || context >= 0.5 {
            Carried::Suggested { span, likeness: alike }
        } else {
            Carried::Orphan
        }
    }

    /// Whether these words stand once in each text.
    fn is_unique(&self, quote: &[u32]) -> bool {
        [&self.old, &self.new]
            .into_iter()
            .all(|words| words.copies(quote, COMMON).is_some_and(|copies| copies.len() == 1))
    }

    /// A new place with its neighbours, as far as they do not continue some other place.
    fn reach(&self, place: &Range<usize>, home: &Range<usize>) -> Range<usize> {
        let is_own = |j: &usize| {
            let from = self.alignment.to_old[*j];
            from == NONE || home.contains(&(from as usize))
        };
        let wide = widened(place, self.new.len());
        let before = (wide.start..place.start).rev().take_while(is_own).count();
        let after = (place.end..wide.end).take_while(is_own).count();
        place.start - before..place.end + after
    }

    /// Near `start`, the stretch most like the quote; nothing where most of it belongs to others.
    fn best_window(
        &self,
        quote: &[u32],
        start: usize,
        is_free: &impl Fn(usize) -> bool,
    ) -> Option<(Range<usize>, f32)> {
        let first = start.saturating_sub(NEAR);
        let last = (start + NEAR).min(self.new.len().saturating_sub(1));
        let window = |at: usize| at..(at + quote.len()).min(self.new.len());
        let scored =
            (first..=last).map(|at| (window(at), likeness(quote, &self.new.ids[window(at)])));
        let (range, _) = scored.max_by(|a, b| a.1.total_cmp(&b.1))?;
        let range = self.trimmed(quote, range);
        let free = range.clone().filter(|j| is_free(*j)).count();
        let alike = likeness(quote, &self.new.ids[range.clone()]);
        (2 * free > range.len()).then_some((range, alike))
    }

    /// Without words at the ends that the quote does not have.
    fn trimmed(&self, quote: &[u32], mut range: Range<usize>) -> Range<usize> {
        let quote: HashSet<u32> = quote.iter().copied().collect();
        while range.len() > 1 && !quote.contains(&self.new.ids[range.start]) {
            range.start += 1;
        }
        while range.len() > 1 && !quote.contains(&self.new.ids[range.end - 1]) {
            range.end -= 1;
        }
        range
    }
}

fn widened(range: &Range<usize>, length: usize) -> Range<usize> {
    range.start.saturating_sub(NEAR)..(range.end + NEAR).min(length)
}

/// The few places of a text where most of the words asked for stand at about the right distance from each other.
fn candidates(words: &Words, asked: &[u32], allowed: impl Fn(usize) -> bool) -> Vec<usize> {
    const FEW: usize = 3;
    // Kept above zero by the number of words asked for.
    let mut votes: HashMap<usize, u32> = HashMap::new();
    for (i, id) in asked.iter().enumerate() {
        let places = words.places(*id);
        if places.len() > COMMON {
            continue;
        }
        for place in places.iter().map(|place| *place as usize).filter(|place| allowed(*place)) {
            let bucket = (place + asked.len() - i) / WIDTH;
            *votes.entry(bucket).or_default() += 2;
            // A place near a bucket's edge counts for its neighbours too.
            *votes.entry(bucket.saturating_sub(1)).or_default() += 1;
            *votes.entry(bucket + 1).or_default() += 1;
        }
    }
    let mut ranked: Vec<(u32, usize)> =
        votes.into_iter().map(|(bucket, count)| (count, bucket)).collect();
    ranked.sort_unstable_by(|a, b| b.cmp(a));
    let start = |bucket: usize| (bucket * WIDTH).saturating_sub(asked.len());
    ranked.into_iter().take(FEW).map(|(_, bucket)| start(bucket)).collect()
}
