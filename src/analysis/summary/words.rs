//! The words of a sentence that say what it is about.

use std::collections::HashSet;

use crate::text::{Span, TokenKind, tokens};

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
    /// Each subject word once, as its stem.
    pub(super) stems: Vec<String>,
    /// All words.
    pub(super) words: usize,
    pub(super) has_number: bool,
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
        let mut seen = HashSet::new();
        for token in tokens(text, sentence) {
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
            let written = token.span.of(text);
            let word = written.to_lowercase();
            // "US" is a country.
            content.is_personal |= PERSONAL.contains(&word.as_str()) && written != "US";
            if word.chars().nth(1).is_none() || self.common.contains(word.as_str()) {
                continue;
            }
            let stem: String = word.chars().take(STEM).collect();
            if seen.insert(stem.clone()) {
                content.stems.push(stem);
            }
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
        let content = read("We said the elections of 1,250 electors were Élise's.");
        assert_eq!(content.stems, ["electi", "electo", "élise"]);
        assert!(content.is_personal && content.has_number && content.words == 9);
        assert!(!read("The US said so.").is_personal);
    }
}
