//! The sentences that carry an article, in its own words.
//!
//! `rank` orders all sentences by weight, once; a summary of any length is the head of that order, put back
//! in the order of the text. Nothing is rewritten: each sentence can be traced to its place. `quotations` and `numbers` find
//! what else a summary may list.

mod numbers;
mod quotations;
mod rank;
mod words;

pub use numbers::{Figure, FigureKind, figures, numbers};
pub use quotations::{Attribution, Quotation, Speaker, quotations};
pub(super) use rank::rank;

use super::Ranked;
use crate::text::Span;

/// How many sentences a summary has unless told otherwise: about a sixth, 3 to 7.
pub fn usual_length(sentences: usize) -> usize {
    sentences.div_ceil(6).clamp(3, 7).min(sentences)
}

/// The `count` weightiest of `ranking` in text order.
pub fn summary(ranking: &[Span], count: usize) -> Vec<Ranked> {
    let mut summary: Vec<Ranked> = ranking
        .iter()
        .take(count)
        .enumerate()
        .map(|(index, sentence)| Ranked { sentence: *sentence, rank: index + 1 })
        .collect();
    summary.sort_by_key(|ranked| ranked.sentence);
    summary
}
