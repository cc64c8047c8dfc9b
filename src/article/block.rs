//! The pieces an article is made of.

use crate::text::Span;

/// What a block is, as a newspaper would say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    Headline,
    Byline,
    /// "BAGHDAD, Feb. 25 (Agency)" on a line of its own, or a line that holds only a date.
    Dateline,
    Heading,
    Paragraph,
    Quotation,
    ListItem,
    /// A lone paragraph that ends in a photo credit.
    Caption,
    /// Who else contributed: "(With input from Xinhua)".
    Credit,
}

impl BlockKind {
    /// The word the JSON contract uses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
            Self::Heading => "heading",
            Self::Paragraph => "paragraph",
            Self::Quotation => "quotation",
            Self::ListItem => "list_item",
            Self::Caption => "caption",
            Self::Credit => "credit",
        }
    }
}

/// One block; its span is trimmed and never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    pub span: Span,
}

/// The blocks of plain text: one a line, or one a paragraph where lines are wrapped.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trim(text);
        start += line.len();
        if !span.is_empty() {
            found.push(Block { kind: BlockKind::Paragraph, span });
        }
    }
    found
}
