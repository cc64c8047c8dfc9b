//! Highlights and notes.

use std::{collections::BTreeMap, fmt};

use jiff::Timestamp;

use super::Selector;

/// Names a record for good, across saves and merges: by the moment it was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(u64);

const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

impl Id {
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    pub(super) const fn number(self) -> u64 {
        self.0
    }

    /// From the form [`fmt::Display`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        u64::from_str_radix(text, 36).ok().map(Self)
    }
}

impl fmt::Display for Id {
    #[expect(clippy::indexing_slicing, reason = "a remainder of 36 is below it")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut digits = Vec::new();
        let mut left = self.0;
        loop {
            digits.push(char::from(DIGITS[(left % 36) as usize]));
            left /= 36;
            if left == 0 {
                break;
            }
        }
        f.write_str(&digits.into_iter().rev().collect::<String>())
    }
}

/// The colours of the marker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Color {
    #[default]
    Yellow,
    Green,
    Blue,
    Pink,
}

impl Color {
    pub const ALL: [Self; 4] = [Self::Yellow, Self::Green, Self::Blue, Self::Pink];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Blue => "blue",
            Self::Pink => "pink",
        }
    }
}

/// A word the reader files annotations under; written without its "#".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(String);

impl Tag {
    /// Takes what was typed: "#" and white space around it fall away, white space inside becomes "-".
    pub fn new(typed: &str) -> Option<Self> {
        let name = typed.trim_start_matches(|c: char| c == '#' || c.is_whitespace());
        let words: Vec<&str> = name.split_whitespace().collect();
        let name = words.join("-");
        (!name.is_empty()).then_some(Self(name))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What colours mean to the reader, and which tags have one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Legend {
    /// What a marker of this colour says; never empty.
    pub colors: BTreeMap<Color, String>,
    pub tags: BTreeMap<Tag, Color>,
}

/// A highlight, with or without a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    pub id: Id,
    pub target: Selector,
    pub color: Color,
    pub comment: String,
    pub tags: Vec<Tag>,
    pub created: Timestamp,
    pub modified: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_what_they_write() {
        for number in [0, 35, 36, 1_732_000_000_123, u64::MAX] {
            assert_eq!(Id::parse(&Id::new(number).to_string()), Some(Id::new(number)));
        }
    }

    #[test]
    fn tags_are_one_word() {
        assert_eq!(Tag::new(" #to  check ").unwrap().as_str(), "to-check");
        assert_eq!(Tag::new("# #a").unwrap().as_str(), "a");
        assert_eq!(Tag::new("# "), None);
    }
}
