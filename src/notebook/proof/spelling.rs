//! Words that are spelled almost alike.
//!
//! A word is looked up by what is left of it without one or two of its letters (Garbe's symmetric delete, 2012), so
//! that the cost does not grow with the number of words known.

#![expect(clippy::indexing_slicing, reason = "the rows have a place for each letter and one more")]

use std::collections::{BTreeSet, HashMap, HashSet};

/// Words of at least so many letters may differ by one slip, or by two.
const ONE: usize = 4;
const TWO: usize = 8;
/// Longer words are looked up as they are.
const LONGEST: usize = 24;

/// How many slips two words may be apart and still be taken for one.
fn allowed(a: &str, b: &str) -> usize {
    match a.chars().count().min(b.chars().count()) {
        0..ONE => 0,
        ONE..TWO => 1,
        _ => 2,
    }
}

/// The number of slips between two words (a letter left out, put in, or another, or two changed round), where it is
/// one that may be.
pub(super) fn slips(a: &str, b: &str) -> Option<usize> {
    if a == b {
        return Some(0);
    }
    let most = allowed(a, b);
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if most == 0 || a.len().abs_diff(b.len()) > most || a.len().max(b.len()) > LONGEST {
        return None;
    }
    // Optimal string alignment; three rows are enough.
    let mut before = vec![0; b.len() + 1];
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let swap = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (above[j - 1] + swap).min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        (before, above) = (above, row);
    }
    Some(above[b.len()]).filter(|slips| *slips <= most)
}

/// Known words, to be found by what is almost them.
#[derive(Default)]
pub(super) struct Spelling {
    words: HashSet<String>,
    /// What is left of known words without some letters, and of which.
    left: HashMap<String, Vec<String>>,
}

impl Spelling {
    pub(super) fn add(&mut self, word: &str) {
        if self.words.insert(word.to_owned()) {
            for left in shortened(word) {
                self.left.entry(left).or_default().push(word.to_owned());
            }
        }
    }

    /// The known words that are this one or almost, each once.
    pub(super) fn near(&self, word: &str) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        for left in shortened(word) {
            let known = self.left.get(&left).into_iter().flatten();
            for known in known.filter(|known| slips(word, known).is_some()) {
                if !found.contains(&known.as_str()) {
                    found.push(known);
                }
            }
        }
        found
    }
}

/// The word, and what is left of it without one or two letters.
fn shortened(word: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::from([word.to_owned()]);
    let letters = word.chars().count();
    if !(ONE..=LONGEST).contains(&letters) {
        return all;
    }
    let without_one = |word: &str| -> Vec<String> {
        let one = |(at, c): (usize, char)| {
            let (before, after) = (word.get(..at), word.get(at + c.len_utf8()..));
            [before.unwrap_or_default(), after.unwrap_or_default()].concat()
        };
        word.char_indices().map(one).collect()
    };
    let once = without_one(word);
    if letters >= TWO {
        all.extend(once.iter().flat_map(|shorter| without_one(shorter)));
    }
    all.extend(once);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_slips_that_may_be() {
        let check =
            |a, b, wanted| assert_eq!((slips(a, b), slips(b, a)), (wanted, wanted), "{a} {b}");
        check("kaabi", "kaabi", Some(0));
        check("kaabi", "kabi", Some(1));
        check("smiht", "smith", Some(1));
        check("iran", "iraq", Some(1));
        check("kim", "tim", None);
        check("lindqvist", "lindkvest", Some(2));
        check("smith", "smythe", None);
    }

    #[test]
    fn finds_what_is_almost_a_known_word() {
        let mut spelling = Spelling::default();
        for word in ["kaabi", "lindqvist", "omar", "kaali"] {
            spelling.add(word);
        }
        let near = |word| {
            let mut near = spelling.near(word);
            near.sort_unstable();
            near
        };
        assert_eq!(near("kabi"), ["kaabi"]);
        assert_eq!(near("kaapi"), ["kaabi", "kaali"]);
        assert_eq!(near("lindkvest"), ["lindqvist"]);
        assert_eq!(near("omer"), ["omar"]);
        assert!(near("berg").is_empty());
    }
}
