//! The grammar of `grammar.txt`, read once.

use std::{collections::HashMap, sync::OnceLock};

use super::{
    lexicon::{self, Entry},
    meaning::Meaning,
    pattern::{Match, Node, Pattern, Test, parse},
    words::Word,
};

const SOURCE: &str = include_str!("grammar.txt");

/// A word that the grammar or the lexicon knows.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    pub(super) entry: Entry,
    pub(super) literal: u16,
}

#[derive(Debug)]
struct Rule {
    meaning: Meaning,
    pattern: Pattern,
}

/// Some of the rules.
#[derive(Clone, Copy, Debug, Default)]
struct Rules([u64; 4]);

impl Rules {
    const MOST: usize = 256;

    fn add(&mut self, rule: usize) {
        self.0[rule / 64] |= 1 << (rule % 64);
    }

    fn join(&mut self, other: Self) {
        for (own, others) in self.0.iter_mut().zip(other.0) {
            *own |= others;
        }
    }

    fn meet(&mut self, other: Self) {
        for (own, others) in self.0.iter_mut().zip(other.0) {
            *own &= others;
        }
    }

    fn is_empty(self) -> bool {
        self.0 == [0; 4]
    }
}

/// Which rules a word fits at one place of theirs: as their first word, their second.
#[derive(Debug)]
struct Place {
    by_literal: Vec<Rules>,
    by_class: [Rules; 64],
    /// The rules that can be over before.
    over: Rules,
}

impl Place {
    fn fits(&self, word: Option<&Word>) -> Rules {
        let mut rules = self.over;
        if let Some(word) = word {
            if word.literal > 0 {
                rules.join(self.by_literal[usize::from(word.literal)]);
            }
            for class in word.classes.each() {
                rules.join(self.by_class[class]);
            }
        }
        rules
    }
}

/// How many words are looked at before a rule is tried.
const PLACES: usize = 3;

/// All rules, and which of them some words can begin.
#[derive(Debug)]
pub(super) struct Grammar {
    words: HashMap<String, Known>,
    rules: Vec<Rule>,
    places: Vec<Place>,
    /// Lines that could not be read; a test sees to it that there are none.
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the test of the grammar"))]
    faults: Vec<String>,
}

impl Grammar {
    /// The one grammar.
    pub(super) fn get() -> &'static Self {
        static GRAMMAR: OnceLock<Grammar> = OnceLock::new();
        GRAMMAR.get_or_init(|| Self::read(SOURCE))
    }

    /// Reads rules; lines that cannot be read are left out and listed in `faults`.
    fn read(source: &str) -> Self {
        let mut words: HashMap<String, Known> = lexicon::entries()
            .into_iter()
            .map(|(word, entry)| (word.to_owned(), Known { entry, literal: 0 }))
            .collect();
        let mut literals = 0;
        let mut literal = |word: &str| {
            let known = words.entry(word.to_owned()).or_default();
            if known.literal == 0 {
                literals += 1;
                known.literal = literals;
            }
            known.literal
        };
        let mut parts: HashMap<String, Node> = HashMap::new();
        let mut rules = Vec::new();
        let mut faults = Vec::new();
        for line in source.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
            // A meaning or a part has a name of one word, so the first mark of the two decides.
            let (head, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            let rest = rest.trim_start();
            let body = rest.get(1..).unwrap_or_default();
            let node = match parse(body, &|name| parts.get(name).cloned(), &mut literal) {
                Ok(node) => node,
                Err(fault) => {
                    faults.push(format!("{line}: {fault}"));
                    continue;
                }
            };
            if rest.starts_with('=') {
                parts.insert(head.to_owned(), node);
            } else if let Some(meaning) = Meaning::from_name(head)
                && rest.starts_with(':')
                && rules.len() < Rules::MOST
            {
                rules.push(Rule { meaning, pattern: Pattern::new(&node) });
            } else {
                faults.push(format!("{line}: not a meaning"));
            }
        }
        let mut places: Vec<Place> = (0..PLACES)
            .map(|_| Place {
                by_literal: vec![Rules::default(); usize::from(literals) + 1],
                by_class: [Rules::default(); 64],
                over: Rules::default(),
            })
            .collect();
        for (i, rule) in rules.iter().enumerate() {
            for (place, (tests, is_over)) in places.iter_mut().zip(rule.pattern.places(PLACES)) {
                for test in tests {
                    match test {
                        Test::Class(class) => place.by_class[class as usize].add(i),
                        Test::Literal(literal) => place.by_literal[usize::from(literal)].add(i),
                    }
                }
                if is_over {
                    place.over.add(i);
                }
            }
        }
        Self { words, rules, places, faults }
    }

    pub(super) fn word(&self, lower: &str) -> Option<Known> {
        self.words.get(lower).copied()
    }

    /// The longest match at word `at`; of equals, the one of the earliest rule.
    pub(super) fn longest(&self, words: &[Word], at: usize) -> Option<(Meaning, Match)> {
        let mut candidates = Rules([u64::MAX; 4]);
        for (n, place) in self.places.iter().enumerate() {
            candidates.meet(place.fits(words.get(at + n)));
            if candidates.is_empty() {
                return None;
            }
        }
        let mut best: Option<(Meaning, Match)> = None;
        for (block, mut bits) in candidates.0.into_iter().enumerate() {
            while bits != 0 {
                let rule = &self.rules[block * 64 + bits.trailing_zeros() as usize];
                bits &= bits - 1;
                if let Some(found) = rule.pattern.longest(words, at)
                    && best.as_ref().is_none_or(|(_, best)| best.reach < found.reach)
                {
                    best = Some((rule.meaning, found));
                }
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::times::class::Class;

    #[test]
    fn every_line_can_be_read() {
        assert_eq!(Grammar::get().faults, Vec::<String>::new());
    }

    #[test]
    fn a_line_that_cannot_be_read_is_told() {
        assert_eq!(Grammar::read("nonsense : MONTH").faults.len(), 1);
        assert_eq!(Grammar::read("date : [MONTH").faults.len(), 1);
        assert_eq!(Grammar::read("date : <none>").faults.len(), 1);
    }

    #[test]
    fn classes_fit_their_bits() {
        assert!((Class::Capital as usize) < 64);
    }
}
