//! A hash table that lies in the model file ready for use: open addressing, four bytes of a key's hash and
//! six of what is known of it. Looking a word up touches nothing but the bytes it needs.

/// The six bytes kept for a key.
pub(super) type Facts = [u8; 6];

const SLOT: usize = 10;

#[derive(Clone, Copy)]
pub(super) struct Table<'a> {
    slots: &'a [[u8; SLOT]],
}

impl<'a> Table<'a> {
    /// The table in `bytes`, if there is one: a power of two of slots.
    pub(super) fn new(bytes: &'a [u8]) -> Option<Self> {
        let (slots, rest) = bytes.as_chunks();
        (rest.is_empty() && slots.len().is_power_of_two()).then_some(Self { slots })
    }

    /// What is known of the key with this hash.
    pub(super) fn get(&self, hash: u64) -> Option<Facts> {
        let mark = mark(hash);
        let mut at = home(hash, self.slots.len());
        // A well-made table has free slots; the bound is for one that is not.
        for _ in 0..self.slots.len() {
            let [a, b, c, d, facts @ ..] = self.slots[at];
            match u32::from_le_bytes([a, b, c, d]) {
                0 => return None,
                found if found == mark => return Some(facts),
                _ => at = (at + 1) & (self.slots.len() - 1),
            }
        }
        None
    }

    /// The bytes of a table that holds `entries`; of two with one hash the first stays.
    pub(super) fn build(entries: &[(u64, Facts)]) -> Vec<u8> {
        let len = (entries.len() * 5 / 4 + 1).next_power_of_two();
        let mut slots = vec![[0; SLOT]; len];
        for (hash, facts) in entries {
            let mark = mark(*hash).to_le_bytes();
            let mut at = home(*hash, len);
            while slots[at][..4] != [0; 4] && slots[at][..4] != mark {
                at = (at + 1) & (len - 1);
            }
            if slots[at][..4] == [0; 4] {
                slots[at][..4].copy_from_slice(&mark);
                slots[at][4..].copy_from_slice(facts);
            }
        }
        slots.into_flattened()
    }
}

/// What a slot keeps of a hash; never zero, which marks a free one.
const fn mark(hash: u64) -> u32 {
    let mark = hash as u32;
    if mark == 0 { 1 } else { mark }
}

const fn home(hash: u64, len: usize) -> usize {
    (hash >> 40) as usize & (len - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::names::hash::hash;

    #[test]
    fn finds_what_was_put_in_and_nothing_else() {
        let key = |i: u32| hash(&i.to_le_bytes());
        let facts = |i: u32| [i.to_le_bytes()[0], i.to_le_bytes()[1], 0, 0, 0, 7];
        let entries: Vec<_> = (0..3000).map(|i| (key(i), facts(i))).collect();
        let bytes = Table::build(&entries);
        let table = Table::new(&bytes).unwrap();
        assert!((0..3000).all(|i| table.get(key(i)) == Some(facts(i))));
        assert!((3000..9000).all(|i| table.get(key(i)).is_none()));
    }
}
