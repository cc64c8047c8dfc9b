//! What the network sees of a word: which word vector is its own, and the rows of one table of learned
//! vectors, added up: its letters, its shape, the lists it stands in, how the article writes it elsewhere.

use crate::{
    analysis::names::{
        hash::{hash, join},
        sentence::{Sentence, each_bit, ends},
    },
    text::TokenKind,
};

/// Rows of the table of learned vectors; a power of two.
pub const ROWS: usize = 1 << 15;

impl Sentence<'_> {
    /// Adds the rows of the word at `i` to `rows`. The first two tell which word it is; the others do not.
    pub(in crate::analysis::names) fn traits(&self, i: usize, rows: &mut Vec<u16>) {
        let word = &self.words[i];
        let first = u64::from(i == 0);
        let mut template = 0;
        let mut push = |value: u64| {
            template += 1;
            rows.push((join(template, value) >> 49) as u16);
        };
        push(word.lower);
        push(word.exact);
        push(word.shape);
        push(join(word.short, first));
        push(join(word.short, self.flavour));
        push(join(self.flavour, first));
        push(u64::from(word.glued) << 1 | u64::from(self.at(i, 1).is_some_and(|w| w.glued)));
        push(u64::from(word.known.clusters[1]));
        push(u64::from(word.known.clusters[2]));
        push(join(u64::from(word.known.lists), word.short));
        push(join(u64::from(word.known.capital) << 1 | u64::from(word.capital), first));
        if word.kind != TokenKind::Word {
            return;
        }
        let case = u64::from(word.capital);
        for length in 1..=4 {
            push(join(hash(ends(word.text, length, false).as_bytes()), case));
            push(join(hash(ends(word.text, length, true).as_bytes()), case));
        }
        if let Some(usage) = word.usage {
            let bucket = |n: u16| u64::from(n.min(3));
            push(join(bucket(usage.capital) << 2 | bucket(usage.small), case << 1 | first));
        }
        let mut push_same = |template: u64, value: u64| {
            rows.push((join(template, value) >> 49) as u16);
        };
        each_bit(word.known.lists, |bit| push_same(30, bit));
        for (place, lists) in word.listed.into_iter().enumerate() {
            each_bit(lists, |bit| push_same(31, bit << 2 | place as u64));
        }
        if let Some(usage) = word.usage.filter(|_| word.capital) {
            for (side, others) in [(0, usage.before), (1, usage.after)] {
                for other in others.into_iter().filter(|other| *other != 0) {
                    push_same(32 + side, u64::from(other));
                }
            }
        }
    }
}

const _: () = assert!(ROWS == 1 << (64 - 49));
