//! Finds expressions of time in a block.

use crate::{article::Block, text::Span};

/// An expression found, not yet resolved.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::analysis) struct Expression {
    pub span: Span,
}

/// The expressions of one block, in text order, disjoint.
pub(in crate::analysis) fn scan(
    _text: &str,
    _block: Block,
    _sentences: &[Span],
) -> Vec<Expression> {
    Vec::new()
}
