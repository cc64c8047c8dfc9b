//! What the model file knows of words and names: clusters of alike words, how often a word has a capital,
//! and lists of names. Two tables, read where they lie.

use super::{
    hash::join,
    table::{Facts, Table},
};

/// Lists of names; a word or a name can stand in several.
pub mod list {
    pub const COUNTRY: u16 = 1;
    pub const BIG_CITY: u16 = 2;
    pub const CITY: u16 = 4;
    pub const REGION: u16 = 8;
    pub const FIRST_NAME: u16 = 16;
    pub const SURNAME: u16 = 32;
    /// A nationality, a faith or a people.
    pub const GROUP: u16 = 64;
    /// A word that makes a name an organisation's.
    pub const ORGANIZATION: u16 = 128;
    /// A word of geography: river, mount.
    pub const GEOGRAPHY: u16 = 256;
    pub const TITLE: u16 = 512;
}

/// What is known of one word, whatever its case. All zero for an unknown one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Its cluster among few, several hundred and some thousand; zero when it is in none.
    pub clusters: [u16; 3],
    /// How often it has a capital inside a sentence, 1 to 7; zero when it was hardly seen.
    pub capital: u8,
    /// The length of the longest listed name that begins with it, up to seven words.
    pub reach: u8,
    /// The lists it stands in.
    pub lists: u16,
}

#[derive(Clone, Copy)]
pub(super) struct Knowledge<'a> {
    pub(super) words: Table<'a>,
    pub(super) names: Table<'a>,
}

impl Knowledge<'_> {
    /// What is known of the word whose lower form has this hash.
    pub(super) fn word(&self, lower: u64) -> Known {
        self.words.get(lower).map(unpack).unwrap_or_default()
    }

    /// The lists that hold the name of several words with this hash (made with [`name`]).
    pub(super) fn name(&self, hash: u64) -> Option<u16> {
        self.names.get(hash).map(|[low, high, ..]| u16::from_le_bytes([low, high]))
    }
}

/// The hash of a name from that of its words so far and its next word's.
pub(super) const fn name(so_far: u64, next: u64) -> u64 {
    join(so_far, next)
}

/// 48 bits: clusters 7 + 10 + 12, capital 3, reach 3, lists 10.
pub(super) fn pack(known: Known) -> Facts {
    let [small, middle, large] = known.clusters.map(u64::from);
    let bits = (small & 0x7f)
        | (middle & 0x3ff) << 7
        | (large & 0xfff) << 17
        | u64::from(known.capital & 7) << 29
        | u64::from(known.reach & 7) << 32
        | u64::from(known.lists & 0x3ff) << 35;
    bits.to_le_bytes().first_chunk().copied().unwrap_or_default()
}

fn unpack(facts: Facts) -> Known {
    let bits = facts.iter().rev().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    let field = |shift: u32, mask: u64| (bits >> shift & mask) as u16;
    Known {
        clusters: [field(0, 0x7f), field(7, 0x3ff), field(17, 0xfff)],
        capital: field(29, 7) as u8,
        reach: field(32, 7) as u8,
        lists: field(35, 0x3ff),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packs_and_unpacks() {
        let known = Known {
            clusters: [64, 512, 3000],
            capital: 7,
            reach: 6,
            lists: list::TITLE | list::COUNTRY,
        };
        assert_eq!(unpack(pack(known)), known);
    }
}
