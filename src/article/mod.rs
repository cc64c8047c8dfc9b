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
        if meta.title_origin != Origin::Given
            && let Some(headline) = first(BlockKind::Headline)
        {
            meta.title = one_line(headline.span.of(&text));
            meta.title_origin = Origin::Text;
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
