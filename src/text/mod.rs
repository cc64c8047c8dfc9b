//! Bytes to words: spans, sentences, tokens, steps of a caret, finding.
//!
//! Everything here works on plain `&str` and gives back [`Span`]s; nothing here knows what a word means.

pub mod markdown;

mod count;
mod edit;
mod find;
mod points;
mod segment;
mod sentence;
mod span;
mod token;

pub use count::{counted, grouped};
pub use edit::Edit;
pub use find::{Finder, fold, is_invisible};
pub use points::CodePoints;
pub use segment::{
    is_boundary, next_grapheme, next_word, previous_grapheme, previous_word, snap, word_around,
};
pub(crate) use sentence::MONTHS;
pub use sentence::sentences;
pub use span::Span;
pub use token::{Token, TokenKind, tokens, word_count};

/// The words of `text` with one space between them: a passage may be broken over lines.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
