//! The words of a sentence that say what it is about.

use std::collections::{HashMap, HashSet};

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
const STEM: usize = 5;

/// Words of news: what is new and when, what will be, how much and how many, who lost their life, who says so.
const NEWS: &str = "new will monday tuesday wednesday thursday friday saturday sunday today tonight million \
    billion percent % $ £ € than killed died dead according";
/// Words of chat ("really", "a lot") and of tales ("when", "then", "had", "went").
const TALK: &str = "really just so very got lot thing things then when had came went";

/// What is counted of one sentence.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// Each subject word once, as its stem.
    pub(super) stems: Vec<String>,
    /// All words and numbers.
    pub(super) words: usize,
    pub(super) has_number: bool,
    /// The writer or somebody quoted speaks of themselves or to us: "I", "our", "you".
    pub(super) is_personal: bool,
    /// It says what is or will be.
    pub(super) is_present: bool,
    /// Words of news less words of talk, up to three.
    pub(super) news: i8,
}

/// Reads sentences; made once for an article.
pub(super) struct Reader {
    common: HashSet<&'static str>,
    cues: HashMap<&'static str, i8>,
}

impl Reader {
    pub(super) fn new() -> Self {
        let news = NEWS.split_ascii_whitespace().map(|word| (word, 1));
        let talk = TALK.split_ascii_whitespace().map(|word| (word, -1));
        Self { common: COMMON.split_ascii_whitespace().collect(), cues: news.chain(talk).collect() }
    }

    pub(super) fn read(&self, text: &str, sentence: Span) -> Content {
        const PERSONAL: [&str; 9] = ["i", "me", "my", "we", "us", "our", "you", "your", "yours"];
        const PRESENT: [&str; 4] = ["is", "are", "be", "will"];
        let mut content = Content::default();
        let mut seen: HashSet<String> = HashSet::new();
        let mut news = 0_i8;
        for token in tokens(text, sentence) {
            let written = token.span.of(text);
            let word = written.to_lowercase();
            news = news.saturating_add(self.cues.get(word.as_str()).copied().unwrap_or(0));
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
            content.has_number |= word.starts_with(|c: char| c.is_ascii_digit());
            // "US" is a country.
            content.is_personal |= PERSONAL.contains(&word.as_str()) && written != "US";
            content.is_present |= PRESENT.contains(&word.as_str());
            if word.chars().nth(1).is_none() || self.common.contains(word.as_str()) {
                continue;
            }
            let stem: String = word.chars().take(STEM).collect();
            if seen.insert(stem.clone()) {
                content.stems.push(stem);
            }
        }
        content.news = news.clamp(-3, 3);
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
        assert_eq!(content.stems, ["elect", "élise"]);
        assert!(content.is_personal && content.has_number && !content.is_present);
        assert_eq!((content.words, content.news), (10, 0));
        let content = read("The US is to pay $2 million on Monday, according to the new law.");
        assert!(!content.is_personal && content.is_present);
        assert_eq!(content.news, 3);
        assert_eq!(read("Then it just went, and things got really new.").news, -3);
    }
}
