//! Which word of the old text is which word of the new one.
//!
//! Identical paragraphs first, then runs of words that stand once in both texts (patience diff, after Bram Cohen),
//! longer runs before shorter ones; what is left between two such anchors is small, and is aligned by dynamic
//! programming that likes neighbours to stay neighbours. Runs that were moved come last, among the words that have
//! no counterpart yet. Cost grows linearly with the texts.

#![expect(
    clippy::indexing_slicing,
    reason = "an alignment has an entry for each word of either text, and indices come from within"
)]

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    ops::Range,
};

use super::words::{NONE, Words};

/// Pairs of words, each word in one pair at most.
#[derive(Debug)]
pub(super) struct Alignment {
    /// For each old word its new place, or `NONE`.
    pub to_new: Vec<u32>,
    /// For each new word its old place, or `NONE`.
    pub to_old: Vec<u32>,
    /// For each old word: 0 where it kept its order, else the number of the moved run it belongs to.
    pub run: Vec<u32>,
}

/// The lengths of runs that are looked for, in words.
const RUNS: [usize; 4] = [12, 6, 3, 1];
/// A run shorter than this is not believed to have been moved.
const MOVED: usize = 5;
/// A gap of fewer pairs than this is weighed at once.
const SMALL: usize = 10_000;
/// A gap of more pairs than this is left as it is: its words were written anew.
const CELLS: usize = 250_000;

impl Alignment {
    pub(super) fn new(old_text: &str, old: &Words, new_text: &str, new: &Words) -> Self {
        let mut alignment = Self {
            to_new: vec![NONE; old.len()],
            to_old: vec![NONE; new.len()],
            run: vec![0; old.len()],
        };
        let (a, b) = (paragraphs(old_text, old), paragraphs(new_text, new));
        for (i, j) in anchors(&hashes(&a, old), &hashes(&b, new)) {
            for (x, y) in a[i].clone().zip(b[j].clone()) {
                alignment.pair(x, y);
            }
        }
        for (x, y) in alignment.gaps() {
            alignment.fill(old, new, x, y, 0);
        }
        alignment.find_moved(old, new);
        alignment
    }

    fn pair(&mut self, x: usize, y: usize) {
        self.to_new[x] = y as u32;
        self.to_old[y] = x as u32;
    }

    /// The stretches between pairs, none of whose words is paired. Everything paired so far is in order.
    fn gaps(&self) -> Vec<(Range<usize>, Range<usize>)> {
        let mut gaps = Vec::new();
        let (mut x, mut y) = (0, 0);
        for (i, place) in self.to_new.iter().enumerate() {
            if *place != NONE {
                gaps.push((x..i, y..*place as usize));
                (x, y) = (i + 1, *place as usize + 1);
            }
        }
        gaps.push((x..self.to_new.len(), y..self.to_old.len()));
        gaps.retain(|(x, y)| !x.is_empty() && !y.is_empty());
        gaps
    }

    /// Aligns two stretches: by runs of `RUNS[level]` words, then what is between them by shorter ones.
    fn fill(
        &mut self,
        old: &Words,
        new: &Words,
        from: Range<usize>,
        to: Range<usize>,
        level: usize,
    ) {
        if from.is_empty() || to.is_empty() {
            return;
        }
        let cells = from.len().saturating_mul(to.len());
        let Some(length) = RUNS.get(level).copied().filter(|_| cells > SMALL) else {
            if cells <= CELLS {
                self.weigh(old, new, from, to);
            }
            return;
        };
        let (a, b) = (&old.ids[from.clone()], &new.ids[to.clone()]);
        let (mut i, mut j) = (from.start, to.start);
        for (start, other) in anchors(&grams(a, length), &grams(b, length)) {
            let mut run = (start + from.start, other + to.start);
            // The run before may have grown over this one.
            if run.0 < i || run.1 < j {
                continue;
            }
            let mut end = (run.0 + length, run.1 + length);
            while run.0 > i && run.1 > j && old.ids[run.0 - 1] == new.ids[run.1 - 1] {
                run = (run.0 - 1, run.1 - 1);
            }
            while end.0 < from.end && end.1 < to.end && old.ids[end.0] == new.ids[end.1] {
                end = (end.0 + 1, end.1 + 1);
            }
            self.fill(old, new, i..run.0, j..run.1, level + 1);
            for pair in (run.0..end.0).zip(run.1..end.1) {
                self.pair(pair.0, pair.1);
            }
            (i, j) = end;
        }
        self.fill(old, new, i..from.end, j..to.end, level + 1);
    }

    /// Aligns two short stretches so that as much as possible is kept and neighbours stay neighbours.
    fn weigh(&mut self, old: &Words, new: &Words, x: Range<usize>, y: Range<usize>) {
        const BOTH: u8 = 1;
        const UP: u8 = 2;
        const JOINED: u8 = 4;
        let (rows, columns) = (x.len(), y.len());
        let no = f32::NEG_INFINITY;
        // The best where the last two words are a pair, and the best of all; row by row.
        let mut paired = vec![no; columns + 1];
        let mut best = vec![0_f32; columns + 1];
        let mut steps = vec![0_u8; rows * columns];
        paired[0] = 0.0;
        for i in 0..rows {
            let (mut paired_diagonal, mut best_diagonal) = (paired[0], best[0]);
            paired[0] = no;
            for j in 0..columns {
                let (a, b) = (x.start + i, y.start + j);
                let mut score = no;
                let mut step = 0;
                if old.ids[a] == new.ids[b] {
                    let weight = if old.is_word(a) { 1.0 } else { 0.25 };
                    let joined = paired_diagonal + 0.75;
                    if joined >= best_diagonal {
                        step = JOINED;
                    }
                    score = weight + joined.max(best_diagonal);
                    // The last pair is the neighbour of what is known to be one.
                    if i + 1 == rows && j + 1 == columns {
                        score += 0.75;
                    }
                }
                (paired_diagonal, best_diagonal) = (paired[j + 1], best[j + 1]);
                paired[j + 1] = score;
                let (up, left) = (best[j + 1], best[j]);
                if score >= up && score >= left && score > no {
                    best[j + 1] = score;
                    step |= BOTH;
                } else if up >= left {
                    step |= UP;
                } else {
                    best[j + 1] = left;
                }
                steps[i * columns + j] = step;
            }
        }
        let (mut i, mut j) = (rows, columns);
        let mut must_pair = false;
        while i > 0 && j > 0 {
            let step = steps[(i - 1) * columns + j - 1];
            if must_pair || step & BOTH != 0 {
                self.pair(x.start + i - 1, y.start + j - 1);
                must_pair = step & JOINED != 0;
                (i, j) = (i - 1, j - 1);
            } else if step & UP != 0 {
                i -= 1;
            } else {
                j -= 1;
            }
        }
    }

    /// Pairs runs that stand elsewhere, among the words that have no counterpart.
    fn find_moved(&mut self, old: &Words, new: &Words) {
        let free = |places: &[u32]| -> Vec<usize> {
            places.iter().enumerate().filter(|(_, p)| **p == NONE).map(|(i, _)| i).collect()
        };
        let (a, b) = (free(&self.to_new), free(&self.to_old));
        let unique = |free: &[usize], words: &Words| -> HashMap<u64, Option<usize>> {
            let mut seen = HashMap::new();
            for window in free.windows(MOVED) {
                if window[MOVED - 1] - window[0] == MOVED - 1 {
                    let hash = hash(&words.ids[window[0]..window[0] + MOVED]);
                    seen.entry(hash).and_modify(|at| *at = None).or_insert(Some(window[0]));
                }
            }
            seen
        };
        let (places, others) = (unique(&a, old), unique(&b, new));
        let mut number = 0;
        let mut last = (0, 0);
        for window in a.windows(MOVED) {
            let x = window[0];
            if window[MOVED - 1] - x != MOVED - 1 || self.to_new[x] != NONE {
                continue;
            }
            let hash = hash(&old.ids[x..x + MOVED]);
            let (Some(Some(_)), Some(Some(y))) = (places.get(&hash), others.get(&hash)) else {
                continue;
            };
            let y = *y;
            let fits = (0..MOVED).all(|k| {
                self.to_new[x + k] == NONE
                    && self.to_old[y + k] == NONE
                    && old.ids[x + k] == new.ids[y + k]
            });
            if !fits {
                continue;
            }
            // A little further on in both texts it is still the same run, with some words changed between.
            let near = |at: usize, last: usize| at >= last && at - last <= 3 * MOVED;
            if number == 0 || !near(x, last.0) || !near(y, last.1) {
                number += 1;
            } else if (last.0..x).all(|i| self.to_new[i] == NONE)
                && (last.1..y).all(|j| self.to_old[j] == NONE)
            {
                self.weigh(old, new, last.0..x, last.1..y);
                self.run[last.0..x].fill(number);
            }
            last = self.grow(old, new, x, y, number);
        }
    }

    /// Pairs what is equal around this pair; gives the run's end in both texts.
    fn grow(
        &mut self,
        old: &Words,
        new: &Words,
        x: usize,
        y: usize,
        number: u32,
    ) -> (usize, usize) {
        let equal = |this: &Self, i: usize, j: usize| {
            this.to_new[i] == NONE && this.to_old[j] == NONE && old.ids[i] == new.ids[j]
        };
        let (mut i, mut j) = (x, y);
        while i > 0 && j > 0 && equal(self, i - 1, j - 1) {
            (i, j) = (i - 1, j - 1);
        }
        while i < old.len() && j < new.len() && equal(self, i, j) {
            self.pair(i, j);
            self.run[i] = number;
            (i, j) = (i + 1, j + 1);
        }
        (i, j)
    }
}

/// The words of each line that has any.
fn paragraphs(text: &str, words: &Words) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut line_end = 0;
    for (i, token) in words.tokens.iter().enumerate() {
        if token.span.start() < line_end
            && let Some(last) = found.last_mut()
        {
            last.end = i + 1;
            continue;
        }
        let rest = text.get(token.span.start()..).unwrap_or_default();
        line_end =
            token.span.start() + memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        found.push(i..i + 1);
    }
    found
}

fn hash(ids: &[u32]) -> u64 {
    let mut hasher = DefaultHasher::new();
    ids.hash(&mut hasher);
    hasher.finish()
}

fn hashes(paragraphs: &[Range<usize>], words: &Words) -> Vec<u64> {
    paragraphs.iter().map(|range| hash(&words.ids[range.clone()])).collect()
}

/// One number for each run of `length` words.
fn grams(ids: &[u32], length: usize) -> Vec<u64> {
    ids.windows(length).map(hash).collect()
}

/// Lines that are the same in both texts and keep their order, by their numbers.
pub(in crate::notebook) fn same_lines(old: &str, new: &str) -> Vec<(usize, usize)> {
    let hashes = |text: &str| -> Vec<u64> {
        let line = |line: &str| {
            let mut hasher = DefaultHasher::new();
            line.hash(&mut hasher);
            hasher.finish()
        };
        text.split_inclusive('\n').map(line).collect()
    };
    anchors(&hashes(old), &hashes(new))
}

/// Pairs of things that stand once in both lists: the longest series of them that is in order, and their equal
/// neighbours.
fn anchors(a: &[u64], b: &[u64]) -> Vec<(usize, usize)> {
    let unique = |list: &[u64]| {
        let mut seen: HashMap<u64, Option<usize>> = HashMap::with_capacity(list.len());
        for (i, hash) in list.iter().enumerate() {
            seen.entry(*hash).and_modify(|at| *at = None).or_insert(Some(i));
        }
        seen
    };
    let (once, others) = (unique(a), unique(b));
    let pairs: Vec<(usize, usize)> = a
        .iter()
        .enumerate()
        .filter_map(|(i, hash)| once.get(hash)?.and(*others.get(hash)?).map(|j| (i, j)))
        .collect();
    let mut found = Vec::with_capacity(pairs.len());
    let mut next = (0, 0);
    for (x, y) in increasing(&pairs).into_iter().chain([(a.len(), b.len())]) {
        if x < next.0 || y < next.1 {
            continue;
        }
        // Forward from the pair before, then back from this one.
        while next.0 < x && next.1 < y && a[next.0] == b[next.1] {
            found.push(next);
            next = (next.0 + 1, next.1 + 1);
        }
        let mut first = (x, y);
        while first.0 > next.0 && first.1 > next.1 && a[first.0 - 1] == b[first.1 - 1] {
            first = (first.0 - 1, first.1 - 1);
        }
        found.extend((first.0..x).zip(first.1..y));
        if x < a.len() && y < b.len() {
            found.push((x, y));
        }
        next = (x + 1, y + 1);
    }
    found
}

/// The longest series of pairs that increases in both members (patience sorting).
fn increasing(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut piles: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (i, (_, y)) in pairs.iter().enumerate() {
        let pile = piles.partition_point(|top| pairs[*top].1 < *y);
        before.push(pile.checked_sub(1).map(|pile| piles[pile]));
        if pile == piles.len() {
            piles.push(i);
        } else {
            piles[pile] = i;
        }
    }
    let mut series = Vec::with_capacity(piles.len());
    let mut at = piles.last().copied();
    while let Some(i) = at {
        series.push(pairs[i]);
        at = before[i];
    }
    series.reverse();
    series
}
