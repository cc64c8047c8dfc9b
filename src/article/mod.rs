//! What was written: one text, its structure, and what its file says about it. Never changes after import.

mod check;
mod edit;
mod meta;
mod structure;
mod tree;

pub use check::Fault;
pub use meta::{Meta, Origin, SourceFile};
pub use structure::{
    Block, BlockKind, Container, ContainerId, ContainerKind, Direction, Inline, InlineKind,
    Language, OBJECT, PageMark, Picture, Structure,
};
pub use tree::Step;

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::text::{Span, one_line};

/// Tells two articles by their text and structure while the app runs; not kept in files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ArticleId(u64);

/// An article as it was opened. Shared behind an `Arc`; nothing can change it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    id: ArticleId,
    meta: Meta,
    text: String,
    structure: Structure,
}

impl Article {
    /// Every offset in Dateline is one into this text, so it is kept as given.
    ///
    /// Where the text has a headline of its own it becomes the title, unless `meta` was given one. Where
    /// `structure` does not fit, all of the text is one paragraph.
    pub fn new(text: String, structure: Structure, mut meta: Meta) -> Self {
        let checked = structure.check(&text);
        debug_assert_eq!(checked, Ok(()));
        let structure = if checked.is_ok() { structure } else { Structure::paragraph(&text) };
        let first = |kind| structure.blocks.iter().find(|block: &&Block| block.kind == kind);
        if let Some(headline) = first(BlockKind::Headline) {
            let headline = one_line(headline.span.of(&text));
            // A title that was given and is the headline stands in the text, and need not be shown above it.
            if meta.title_origin != Origin::Given || meta.title == headline {
                meta.title = headline;
                meta.title_origin = Origin::Text;
            }
        }
        if meta.byline.is_none() {
            meta.byline = first(BlockKind::Byline).map(|block| one_line(block.span.of(&text)));
        }
        let mut hasher = DefaultHasher::new();
        (&text, &structure).hash(&mut hasher);
        Self { id: ArticleId(hasher.finish()), meta, text, structure }
    }

    /// The same article, read from this file.
    #[must_use]
    pub fn from_file(mut self, file: SourceFile) -> Self {
        self.meta.file = Some(file);
        self
    }

    pub const fn id(&self) -> ArticleId {
        self.id
    }

    pub const fn meta(&self) -> &Meta {
        &self.meta
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub const fn structure(&self) -> &Structure {
        &self.structure
    }

    pub fn blocks(&self) -> &[Block] {
        &self.structure.blocks
    }

    /// The whole text.
    pub const fn span(&self) -> Span {
        Span::new(0, self.text.len())
    }

    /// The words of `span`; empty where it does not fit this text.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The index of the block that holds `offset`, or of the nearest one before it.
    pub fn block_at(&self, offset: usize) -> Option<usize> {
        self.structure.block_at(offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_given_title_that_is_the_headline_stands_in_the_text() {
        let text = "The ferry\nstops\n\nIt will not sail.".to_owned();
        let block = |kind, start, end| Block::new(kind, Span::new(start, end));
        let blocks =
            vec![block(BlockKind::Headline, 0, 15), block(BlockKind::Paragraph, 17, text.len())];
        let structure = Structure { blocks, ..Structure::default() };
        for (given, title, origin) in [
            ("The ferry stops", "The ferry stops", Origin::Text),
            ("Ferry news", "Ferry news", Origin::Given),
        ] {
            let meta = Meta::titled(given.to_owned());
            let article = Article::new(text.clone(), structure.clone(), meta);
            assert_eq!(
                (article.meta().title.as_str(), article.meta().title_origin),
                (title, origin)
            );
        }
    }
}
