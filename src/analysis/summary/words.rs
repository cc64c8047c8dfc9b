//! The words of a sentence that say what it is about.

use std::collections::{HashMap, HashSet};

use crate::{
    analysis::events::SAYING,
    text::{Span, TokenKind, tokens},
};

/// Words that say nothing of a text's subject: the commonest of English, and those of reporting.
const COMMON: &str = "a about above according after again against all also am an and another any are as at \
    back be been before being below between both but by can could did do does doing down during each even \
    every few for from further get got had has have having he her here hers him his how i if in into is it \
    its just like made make many may me might more most mr mrs ms much must my new no nor not now of off on \
    once one only or other our out over own said same say says shall she should so some still such than that \
    the their them then there these they this those through to told too two under until up upon us very was \
    way we well were what when where which while who whom whose why will with would yes yet you your";

/// The first so many letters of a word stand for all its forms: "elect", "elected", "election".
const STEM: usize = 6;

/// What is counted of one sentence.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// Each subject word once, as its stem, with the number of times it is said.
    pub(super) stems: Vec<(String, u32)>,
    /// All words and numbers.
    pub(super) words: usize,
    pub(super) has_number: bool,
    /// Somebody is said to say something.
    pub(super) is_told: bool,
    /// The writer or somebody quoted speaks of themselves or to us: "I", "our", "you".
    pub(super) is_personal: bool,
}

/// Reads sentences; made once for an article.
pub(super) struct Reader {
    common: HashSet<&'static str>,
}

impl Reader {
    pub(super) fn new() -> Self {
        Self { common: COMMON.split_ascii_whitespace().collect() }
    }

    pub(super) fn read(&self, text: &str, sentence: Span) -> Content {
        const PERSONAL: [&str; 9] = ["i", "me", "my", "we", "us", "our", "you", "your", "yours"];
        let mut content = Content::default();
        let mut seen: HashMap<String, usize> = HashMap::new();
        for token in tokens(text, sentence) {
            let written = token.span.of(text);
            match token.kind {
                TokenKind::Word => {}
                TokenKind::Number => {
                    content.words += 1;
                    content.has_number = true;
                    continue;
                }
                TokenKind::Clitic | TokenKind::Mark => continue,
            }
            content.words += 1;
            let word = written.to_lowercase();
            content.has_number |= word.starts_with(|c: char| c.is_ascii_digit());
            content.is_told |= SAYING.contains(&word.as_str());
            // "US" is a country.
            content.is_personal |= PERSONAL.contains(&word.as_str()) && written != "US";
            if word.chars().nth(1).is_none() || self.common.contains(word.as_str()) {
                continue;
            }
            let stem: String = word.chars().take(STEM).collect();
            let at = *seen.entry(stem).or_insert_with_key(|stem| {
                content.stems.push((stem.clone(), 0));
                content.stems.len() - 1
            });
            content.stems[at].1 += 1;
        }
        content
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_subject_words_by_their_stems() {
        let read = |text: &str| Reader::new().read(text, Span::new(0, text.len()));
        let content = read("We said the elections of 1,250 electors were Élise's election.");
        let stems: Vec<(&str, u32)> = content.stems.iter().map(|(s, n)| (s.as_str(), *n)).collect();
        assert_eq!(stems, [("electi", 2), ("electo", 1), ("élise", 1)]);
        assert!(content.is_personal && content.has_number && content.is_told);
        assert_eq!(content.words, 10);
        let content = read("The US went.");
        assert!(!content.is_personal && !content.has_number && !content.is_told);
    }
}
