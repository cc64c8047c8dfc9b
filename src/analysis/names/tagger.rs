//! Finds mentions in a block.

use super::EntityKind;
use crate::{
    article::{Article, Block},
    text::Span,
};

/// A stretch that looks like a name, before it is known whose.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::analysis) struct Candidate {
    pub span: Span,
    pub kind: EntityKind,
    pub score: f32,
}

/// What is known of the whole text before its blocks are read.
#[derive(Debug, Default)]
pub(in crate::analysis) struct Tagger {}

impl Tagger {
    pub(in crate::analysis) fn new(_article: &Article) -> Self {
        Self::default()
    }

    /// The candidates of one block, in text order, disjoint.
    pub(in crate::analysis) fn tag(
        &self,
        _text: &str,
        _block: Block,
        _sentences: &[Span],
    ) -> Vec<Candidate> {
        Vec::new()
    }
}
