//! What is known of an article besides its text.

use std::path::PathBuf;

use jiff::civil::Date;

/// Where a title comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// Told by whoever opened the article, or by the file's metadata.
    Given,
    /// A headline in the text.
    Text,
    /// The file's name, for want of better.
    #[default]
    FileName,
}

/// The file that a text was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it was; in a notebook's file from the folder of that, where it lies below it.
    pub path: PathBuf,
    /// Tells its text from any other, for good; none where its notebook does not say.
    pub print: Option<u64>,
}

impl SourceFile {
    pub fn new(path: PathBuf, text: &str) -> Self {
        // FNV-1a, which is the same everywhere and for ever.
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        Self { path, print: Some(text.bytes().fold(0xcbf2_9ce4_8422_2325, step)) }
    }
}

/// An article's particulars, as its file gives them. What the reader sets stands in the notebook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meta {
    pub title: String,
    pub title_origin: Origin,
    /// As it stands in the article: "By Ann Doe, in Aldmouth".
    pub byline: Option<String>,
    /// Their names alone, where the file tells them.
    pub authors: Vec<String>,
    /// The publisher or agency.
    pub source: Option<String>,
    /// On the web.
    pub address: Option<String>,
    /// By BCP 47: "en", "pt-BR".
    pub language: Option<String>,
    /// From the file's metadata only; dates found in the text are `analysis::Published`'s.
    pub published: Option<Date>,
    /// Where the text comes from, and how it was then: the reader may have corrected it since.
    pub file: Option<SourceFile>,
}

impl Meta {
    /// For a text that says nothing else of itself.
    pub fn titled(title: String) -> Self {
        Self { title, title_origin: Origin::Given, ..Self::default() }
    }

    /// For a text that came from a file called `name` and says nothing else of itself.
    pub fn from_file_name(name: &str) -> Self {
        let stem = name
            .rsplit_once('.')
            .map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem });
        let words: Vec<&str> = stem
            .split(|c: char| c.is_whitespace() || matches!(c, '-' | '_'))
            .filter(|w| !w.is_empty())
            .collect();
        let mut title = words.join(" ");
        if let Some(first) = title.chars().next() {
            title.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
        }
        Self { title, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_a_title_of_a_file_name() {
        assert_eq!(
            Meta::from_file_name("calm-before-the-storm.txt").title,
            "Calm before the storm"
        );
        assert_eq!(Meta::from_file_name("été_2024").title, "Été 2024");
        assert_eq!(Meta::from_file_name(".txt").title, ".txt");
    }
}
