//! What an article is made of: blocks and what holds them, runs of words set apart, pictures, pages.
//!
//! All of it is places in the one text. A picture's place there is the character [`OBJECT`].

use crate::text::Span;

/// Stands in the text where a picture or another object does: "object replacement character".
pub const OBJECT: char = '\u{FFFC}';

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
    /// Words in a table's cell.
    Cell,
    /// Words of a footnote.
    Footnote,
    /// Lines of code, whose breaks and spaces matter.
    Code,
    /// What is said of a picture: beside it, or a lone paragraph that ends in a photo credit.
    Caption,
    /// Who else contributed: "(With input from Xinhua)"; whose a picture is.
    Credit,
    /// Pictures and no words.
    Picture,
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
            Self::Cell => "cell",
            Self::Footnote => "footnote",
            Self::Code => "code",
            Self::Caption => "caption",
            Self::Credit => "credit",
            Self::Picture => "picture",
        }
    }
}

/// A stretch of words that is laid out by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Block {
    pub kind: BlockKind,
    /// Trimmed and never empty.
    pub span: Span,
    /// A heading's level, 1 to 6; 0 for all other kinds.
    pub level: u8,
    /// What holds it.
    pub parent: Option<ContainerId>,
}

impl Block {
    /// Held by nothing; a heading is of the second level, the headline being of the first.
    pub const fn new(kind: BlockKind, span: Span) -> Self {
        let level = if matches!(kind, BlockKind::Heading) { 2 } else { 0 };
        Self { kind, span, level, parent: None }
    }
}

/// Index in [`Structure::containers`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContainerId(u32);

impl ContainerId {
    pub const fn new(index: usize) -> Self {
        Self(index as u32)
    }

    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What holds blocks, or other containers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContainerKind {
    Quotation,
    List {
        is_ordered: bool,
        /// The first item's number.
        start: u32,
    },
    Item,
    Table,
    Row,
    Cell {
        is_header: bool,
    },
    /// Pictures with their caption and credit.
    Figure,
    Footnote,
}

impl ContainerKind {
    /// What a paragraph is that stands in it; none where what is around it decides.
    pub const fn role(self) -> Option<BlockKind> {
        match self {
            Self::Quotation => Some(BlockKind::Quotation),
            Self::Item => Some(BlockKind::ListItem),
            Self::Cell { .. } => Some(BlockKind::Cell),
            Self::Footnote => Some(BlockKind::Footnote),
            Self::List { .. } | Self::Table | Self::Row | Self::Figure => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Container {
    pub kind: ContainerKind,
    /// Stands before it.
    pub parent: Option<ContainerId>,
}

/// A run of words within one block that is set apart from the others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Inline {
    pub kind: InlineKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum InlineKind {
    Emphasis,
    Strong,
    Strikethrough,
    Code,
    Superscript,
    Subscript,
    /// To this address.
    Link(String),
    /// Stands for this footnote.
    FootnoteMark(ContainerId),
}

/// A picture; its pixels stay where they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Picture {
    /// Of its [`OBJECT`] in the text.
    pub place: usize,
    /// Where it is: a web address, a path beside the article's file or within its archive. May be empty.
    pub address: String,
    /// Says what is to be seen, for those who do not see it.
    pub alternative: String,
    /// Width and height in pixels.
    pub size: Option<(u32, u32)>,
    /// Of its bytes, where they were to be had.
    pub hash: Option<u64>,
}

/// Where a page of the source begins.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PageMark {
    pub place: usize,
    /// "12", "xiv".
    pub label: String,
}

/// Words in another language than the article's, or written the other way.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Language {
    pub span: Span,
    /// By BCP 47: "de", "pt-BR".
    pub tag: Option<String>,
    pub direction: Option<Direction>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    LeftToRight,
    RightToLeft,
}

/// The structure of a text. [`Structure::check`] tells what always holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Structure {
    /// In text order, disjoint. All words of the text lie in one.
    pub blocks: Vec<Block>,
    /// In the order in which they begin, so that a parent stands before its children.
    pub containers: Vec<Container>,
    /// In text order, the longer first; two of them are disjoint or one lies within the other.
    pub inlines: Vec<Inline>,
    /// In text order.
    pub pictures: Vec<Picture>,
    /// In text order.
    pub pages: Vec<PageMark>,
    /// In text order, disjoint.
    pub languages: Vec<Language>,
    /// Found in plain text by its look, so that it can be found again and need not be kept.
    pub is_inferred: bool,
}

impl Structure {
    /// All of `text` as one paragraph.
    pub fn paragraph(text: &str) -> Self {
        let span = Span::new(0, text.len()).trim(text);
        let block = (!span.is_empty()).then_some(Block::new(BlockKind::Paragraph, span));
        Self { blocks: block.into_iter().collect(), ..Self::default() }
    }

    /// The index of the block that holds `offset`, or of the nearest one before it.
    pub fn block_at(&self, offset: usize) -> Option<usize> {
        let after = self.blocks.partition_point(|block| block.span.start() <= offset);
        if self.blocks.is_empty() { None } else { Some(after.saturating_sub(1)) }
    }

    /// What holds `block`, the innermost first.
    pub fn around(&self, block: &Block) -> impl Iterator<Item = (ContainerId, Container)> {
        let mut next = block.parent;
        std::iter::from_fn(move || {
            let id = next?;
            let container = *self.containers.get(id.index())?;
            // A parent stands before its child, so this ends.
            next = container.parent.filter(|parent| *parent < id);
            Some((id, container))
        })
    }

    /// What runs of words begin within `span`.
    pub fn inlines_in(&self, span: Span) -> &[Inline] {
        let first = self.inlines.partition_point(|inline| inline.span.start() < span.start());
        let rest = self.inlines.get(first..).unwrap_or_default();
        let n = rest.partition_point(|inline| inline.span.start() < span.end());
        rest.get(..n).unwrap_or_default()
    }

    /// The pictures that stand in `span`.
    pub fn pictures_in(&self, span: Span) -> &[Picture] {
        let first = self.pictures.partition_point(|picture| picture.place < span.start());
        let end = self.pictures.partition_point(|picture| picture.place < span.end());
        self.pictures.get(first..end).unwrap_or_default()
    }

    /// The words of a footnote, from its first block to its last.
    pub fn footnote(&self, id: ContainerId) -> Option<Span> {
        let is_in = |block: &&Block| self.around(block).any(|(around, _)| around == id);
        self.blocks.iter().filter(is_in).map(|block| block.span).reduce(Span::cover)
    }
}
