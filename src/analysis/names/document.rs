//! How words are written in the whole article: what one place says of a word helps with all others.

use std::collections::HashMap;

use super::hash::hash;
use crate::text::{Span, Token, TokenKind, tokens};

/// How many neighbours of a word are kept on each side.
const NEIGHBOURS: usize = 2;

/// What the article shows of one word, whatever its case.
#[derive(Debug, Clone, Default)]
pub(super) struct Usage {
    /// How often it has a capital where a small letter would be usual.
    pub(super) capital: u16,
    /// How often it is written small.
    pub(super) small: u16,
    /// Hashes of the words that stand before and after it with a capital; zero where there is none.
    pub(super) before: [u32; NEIGHBOURS],
    pub(super) after: [u32; NEIGHBOURS],
}

/// The words of the article, by the hash of their lower form.
#[derive(Debug, Default)]
pub(super) struct Document {
    usage: HashMap<u64, Usage>,
}

impl Document {
    /// Reads all of `text` once, at a fraction of what tagging costs.
    pub(super) fn new(text: &str) -> Self {
        let mut usage: HashMap<u64, Usage> = HashMap::new();
        let mut lower = String::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let span = Span::new(start, start + line.len());
            start += line.len();
            let tokens = tokens(text, span);
            let hashes: Vec<u64> =
                tokens.iter().map(|t| lower_hash(text, *t, &mut lower)).collect();
            let capital: Vec<bool> = tokens.iter().map(|t| is_capital(t.span.of(text))).collect();
            for i in 0..tokens.len() {
                if tokens[i].kind != TokenKind::Word {
                    continue;
                }
                let word = usage.entry(hashes[i]).or_default();
                if !capital[i] {
                    word.small = word.small.saturating_add(1);
                    continue;
                }
                let begins = i == 0
                    || matches!(
                        tokens[i - 1].span.of(text),
                        "." | "!" | "?" | ":" | "\"" | "“" | "-"
                    );
                if !begins {
                    word.capital = word.capital.saturating_add(1);
                }
                if i > 0 && capital[i - 1] {
                    keep(&mut word.before, hashes[i - 1] as u32);
                }
                if i + 1 < tokens.len() && capital[i + 1] {
                    keep(&mut word.after, hashes[i + 1] as u32);
                }
            }
        }
        Self { usage }
    }

    /// What is known of the word whose lower form has this hash, if it is a word of the article.
    pub(super) fn usage(&self, lower: u64) -> Option<&Usage> {
        self.usage.get(&lower)
    }
}

pub(super) fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// The hash of a word's lower form; `buffer` is only there to be used again.
pub(super) fn lower_hash(text: &str, token: Token, buffer: &mut String) -> u64 {
    buffer.clear();
    for c in token.span.of(text).chars() {
        match c {
            '’' => buffer.push('\''),
            c if c.is_ascii() => buffer.push(c.to_ascii_lowercase()),
            c => buffer.extend(c.to_lowercase()),
        }
    }
    hash(buffer.as_bytes())
}

fn keep(kept: &mut [u32; NEIGHBOURS], hash: u32) {
    for slot in kept {
        if *slot == hash {
            return;
        }
        if *slot == 0 {
            *slot = hash;
            return;
        }
    }
}
