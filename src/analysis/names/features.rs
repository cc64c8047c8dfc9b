//! What the model sees of a word: a few hundred bits about it, its neighbours, its run of capitals, and the
//! article around it, each hashed to a row of weights. Training and reading both come through here.

use super::{
    hash::{hash, join},
    sentence::{Sentence, each_bit, ends},
};
use crate::text::TokenKind;

/// Different features that can be told apart; a power of two. A model keeps only the weightiest of them.
pub const ROWS: usize = 1 << 22;

impl Sentence<'_> {
    /// Adds the rows of the word at `i` to `rows`.
    pub(super) fn rows(&self, i: usize, rows: &mut Vec<u32>) {
        let mut out = Sink { rows, template: 0 };
        self.word(i, &mut out);
        self.around(i, &mut out);
        self.clusters(i, &mut out);
        self.run(i, &mut out);
        self.lists(i, &mut out);
        self.elsewhere(i, &mut out);
    }

    /// The word itself: its letters, its beginning and end, its shape.
    fn word(&self, i: usize, out: &mut Sink<'_>) {
        let word = &self.words[i];
        out.start(1);
        out.push(1);
        out.push(word.lower);
        out.push(word.exact);
        out.push(word.shape);
        out.push(word.short);
        out.push(join(word.short, self.flavour));
        out.push(join(self.flavour, u64::from(i == 0) << 1 | u64::from(i + 1 == self.words.len())));
        out.push(join(word.short, u64::from(i == 0)));
        out.push(join(word.lower, word.short));
        out.push(u64::from(word.glued) << 1 | u64::from(self.at(i, 1).is_some_and(|w| w.glued)));
        out.start(20);
        if word.kind != TokenKind::Word {
            return;
        }
        let case = u64::from(word.capital);
        for length in 1..=5 {
            let prefix = ends(word.text, length, false);
            let suffix = ends(word.text, length, true);
            out.push(join(hash(prefix.as_bytes()), case));
            out.push(join(hash(suffix.as_bytes()), case));
        }
    }

    /// Its neighbours' letters and shapes.
    fn around(&self, i: usize, out: &mut Sink<'_>) {
        out.start(40);
        let lower = |by| self.of(i, by, |w| w.lower);
        let short = |by| self.of(i, by, |w| w.short);
        for by in [-3, -2, -1, 1, 2, 3] {
            out.push(lower(by));
        }
        for (a, b) in [(-1, 0), (0, 1), (-1, 1), (-2, -1), (1, 2)] {
            out.push(join(lower(a), lower(b)));
        }
        for by in [-2, -1, 1, 2] {
            out.push(short(by));
        }
        out.push(join(short(-1), short(0)));
        out.push(join(short(0), short(1)));
        out.push(join(join(short(-1), short(0)), short(1)));
        out.push(join(join(join(short(-2), short(-1)), short(0)), join(short(1), short(2))));
        out.push(join(lower(-1), short(0)));
        out.push(join(lower(1), short(0)));
        out.push(self.of(i, -1, |w| w.shape));
        out.push(self.of(i, 1, |w| w.shape));
    }

    /// The clusters of the words around, alone and joined.
    fn clusters(&self, i: usize, out: &mut Sink<'_>) {
        out.start(80);
        let cluster = |by, size: usize| self.of(i, by, |w| u64::from(w.known.clusters[size]));
        for by in [-2, -1, 0, 1, 2] {
            for size in 0..3 {
                out.push(cluster(by, size));
            }
        }
        let short = self.words[i].short;
        for size in 0..3 {
            out.push(join(cluster(-1, size), cluster(0, size)));
            out.push(join(cluster(0, size), cluster(1, size)));
        }
        for size in 0..2 {
            out.push(join(join(cluster(-1, size), cluster(0, size)), cluster(1, size)));
            out.push(join(cluster(-1, size), cluster(1, size)));
            out.push(join(cluster(-2, size), cluster(-1, size)));
            out.push(join(cluster(1, size), cluster(2, size)));
            out.push(join(cluster(0, size), short));
            out.push(join(cluster(-1, size), short));
            out.push(join(cluster(1, size), short));
        }
    }

    /// The run of capitalised words it stands in, and the small words on both sides of it.
    fn run(&self, i: usize, out: &mut Sink<'_>) {
        if self.words[i].plain {
            return;
        }
        out.start(120);
        let start = self.words[..i].iter().rposition(|w| w.plain).map_or(0, |n| n + 1);
        let end = self.words[i..].iter().position(|w| w.plain).map_or(self.words.len(), |n| i + n);
        let (left, right) = (start.checked_sub(1), Some(end));
        let get = |at: Option<usize>| at.and_then(|at| self.words.get(at));
        for (side, word) in [get(left), get(right)].into_iter().enumerate() {
            let side = side as u64;
            out.push(join(side, word.map_or(3, |w| w.lower)));
            out.push(join(side, word.map_or(3, |w| u64::from(w.known.clusters[2]))));
            out.push(join(side, word.map_or(3, |w| u64::from(w.known.clusters[1]))));
        }
        let length = (end - start).min(8) as u64;
        let place = (i - start).min(4) as u64;
        let rest = (end - 1 - i).min(4) as u64;
        out.push(length);
        out.push(join(length, place));
        out.push(join(place, rest));
        let first = self.words[start].lower;
        let last = self.words[end - 1].lower;
        out.push(join(last, rest));
        out.push(join(first, place));
        out.push(u64::from(self.words[end - 1].known.clusters[2]));
        out.push(u64::from(self.words[start].known.clusters[2]));
        out.push(join(
            u64::from(self.words[end - 1].known.clusters[1]),
            get(left).map_or(3, |w| u64::from(w.known.clusters[1])),
        ));
    }

    /// The lists of names, and how the word is written in a large text.
    fn lists(&self, i: usize, out: &mut Sink<'_>) {
        out.start(150);
        let word = &self.words[i];
        for by in [-1, 0, 1] {
            out.start(150 + 10 * (by + 1) as u64);
            if let Some(word) = self.at(i, by) {
                each_bit(word.known.lists, |bit| out.push_same(bit));
            }
        }
        out.start(180);
        for (place, lists) in word.listed.into_iter().enumerate() {
            each_bit(lists, |bit| out.push_same(bit << 2 | place as u64));
        }
        out.start(185);
        let all = u64::from(word.listed[0]) << 32
            | u64::from(word.listed[1]) << 16
            | u64::from(word.listed[2]);
        out.push(join(all, u64::from(word.known.lists)));
        out.push(join(u64::from(word.known.lists), word.short));
        let lists = |by| self.of(i, by, |w| u64::from(w.known.lists));
        out.push(join(join(lists(-1), lists(0)), word.short));
        out.push(join(join(lists(0), lists(1)), word.short));
        let usual = u64::from(word.known.capital);
        out.push(join(usual, u64::from(word.capital)));
        out.push(join(usual, join(word.short, u64::from(i == 0))));
        out.push(self.of(i, 1, |w| u64::from(w.known.capital) << 1 | u64::from(w.capital)));
        out.push(self.of(i, -1, |w| u64::from(w.known.capital) << 1 | u64::from(w.capital)));
    }

    /// How the rest of the article writes the word, and beside what.
    fn elsewhere(&self, i: usize, out: &mut Sink<'_>) {
        out.start(200);
        let word = &self.words[i];
        let Some(usage) = word.usage.filter(|_| word.kind == TokenKind::Word) else { return };
        let bucket = |n: u16| u64::from(n.min(3));
        let seen = bucket(usage.capital) << 2 | bucket(usage.small);
        out.push(join(seen, u64::from(word.capital)));
        out.push(join(join(seen, word.short), u64::from(i == 0)));
        if !word.capital {
            return;
        }
        let neighbours = [(-1, usage.before), (1, usage.after)];
        for (by, others) in neighbours {
            let own = self.at(i, by).map_or(0, |w| w.lower as u32);
            out.start(if by < 0 { 205 } else { 206 });
            for other in others.into_iter().filter(|other| *other != 0 && *other != own) {
                out.push_same(u64::from(other));
            }
        }
    }
}

/// Gathers rows; each kind of feature has a template number, so that equal values of two kinds differ.
struct Sink<'r> {
    rows: &'r mut Vec<u32>,
    template: u64,
}

impl Sink<'_> {
    const fn start(&mut self, template: u64) {
        self.template = template;
    }

    /// One feature; the next one is of the next kind.
    fn push(&mut self, value: u64) {
        self.push_same(value);
        self.template += 1;
    }

    /// One feature of a kind that can hold several.
    fn push_same(&mut self, value: u64) {
        self.rows.push((join(self.template, value) >> 36) as u32 & (ROWS - 1) as u32);
    }
}
