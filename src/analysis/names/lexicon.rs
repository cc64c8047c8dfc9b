//! Words known beforehand: our own lists from `assets/lexicon`, read once.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::form::key;

/// Linking words that stand in names in lower case and carry no initial.
pub(super) const PARTICLES: &[&str] = &[
    "a", "al", "and", "at", "bin", "da", "de", "del", "della", "der", "des", "di", "do", "dos",
    "du", "el", "for", "ibn", "in", "la", "le", "los", "of", "on", "the", "to", "und", "van",
    "von", "y", "&",
];

pub(super) struct Lexicon {
    groups: HashSet<&'static str>,
    titles: HashSet<&'static str>,
    organizations: HashSet<&'static str>,
    known: HashSet<&'static str>,
    designators: HashSet<&'static str>,
    /// From an adjective to its place's key.
    demonyms: HashMap<&'static str, String>,
    /// From a name's key to its line, and its place in that line.
    synonyms: HashMap<String, (usize, usize)>,
}

pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon {
    groups: lines(include_str!("../../../assets/lexicon/groups.txt")).collect(),
    titles: lines(include_str!("../../../assets/lexicon/titles.txt")).collect(),
    organizations: lines(include_str!("../../../assets/lexicon/organizations.txt")).collect(),
    known: lines(include_str!("../../../assets/lexicon/known.txt")).collect(),
    designators: lines(include_str!("../../../assets/lexicon/designators.txt")).collect(),
    demonyms: lines(include_str!("../../../assets/lexicon/demonyms.txt"))
        .filter_map(|line| line.split_once(" | "))
        .map(|(adjective, place)| (adjective, key(place)))
        .collect(),
    synonyms: lines(include_str!("../../../assets/lexicon/synonyms.txt"))
        .enumerate()
        .flat_map(|(line, names)| {
            let names = names.split('|').enumerate();
            names.map(move |(rank, name)| (key(name), (line, rank)))
        })
        .collect(),
});

fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

impl Lexicon {
    /// Whether `words`, in lower case, name a nationality, a faith or a people, in the singular or with an s.
    pub(super) fn is_group(&self, words: &str) -> bool {
        let singular = words.strip_suffix('s').unwrap_or(words);
        let men = words.strip_suffix("men").map(|stem| format!("{stem}man"));
        self.groups.contains(words)
            || self.groups.contains(singular)
            || men.is_some_and(|man| self.groups.contains(man.as_str()))
    }

    pub(super) fn is_title(&self, word: &str) -> bool {
        self.titles.contains(word)
    }

    /// Whether a name with this word in it is likely an organisation's.
    pub(super) fn is_organization(&self, word: &str) -> bool {
        self.organizations.contains(word)
    }

    /// Whether `words`, in lower case, are the name of an organisation that everybody knows.
    pub(super) fn is_known_organization(&self, words: &str) -> bool {
        self.known.contains(words)
    }

    /// Whether the word is a legal form that a company's name may do without.
    pub(super) fn is_designator(&self, word: &str) -> bool {
        self.designators.contains(word)
    }

    /// The line of names that mean one thing, and the place of the name with this key in it.
    pub(super) fn synonym(&self, key: &str) -> Option<(usize, usize)> {
        self.synonyms.get(key).copied()
    }

    /// The key of the place that this adjective belongs to.
    pub(super) fn place_of(&self, adjective: &str) -> Option<&str> {
        self.demonyms.get(adjective).map(String::as_str)
    }

    /// Whether this is the key of a place that has an adjective of its own.
    pub(super) fn is_nation(&self, place: &str) -> bool {
        self.demonyms.values().any(|known| known == place)
    }
}
