//! Marked-up text to text and structure.

use std::collections::HashMap;

use super::{LANGUAGE, PAGE, PICTURE, block_kind, container_tag, inline_tag};
use crate::{
    article::{
        Block, BlockKind, Container, ContainerId, ContainerKind, Direction, Inline, InlineKind,
        Language, OBJECT, PageMark, Picture, Structure,
    },
    text::Span,
};

/// Deeper ones are passed over, and what they hold stays.
const DEEPEST: usize = 256;

/// The text, and a structure that fits it.
pub(in super::super) fn read(marked: &str) -> (String, Structure) {
    let mut reader = Reader::default();
    let mut rest = marked;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, special) = rest.split_at(at);
        reader.words(before);
        let length = [("&lt;", "<"), ("&amp;", "&")]
            .into_iter()
            .find(|(written, _)| special.starts_with(written))
            .map(|(written, meant)| {
                reader.words(meant);
                written.len()
            })
            .or_else(|| {
                let tag = Tag::at_start(special)?;
                reader.tag(&tag).then_some(tag.length)
            });
        // What is no tag is text, from its first letter on.
        let length = length.unwrap_or_else(|| {
            reader.words(special.get(..1).unwrap_or_default());
            1
        });
        rest = special.get(length..).unwrap_or_default();
    }
    reader.words(rest);
    reader.done()
}

/// `<name key="value">` or `</name>`.
struct Tag<'a> {
    name: &'a str,
    is_end: bool,
    values: Vec<(&'a str, String)>,
    /// In bytes.
    length: usize,
}

impl<'a> Tag<'a> {
    fn at_start(text: &'a str) -> Option<Self> {
        let rest = text.strip_prefix('<')?;
        let (is_end, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric())?;
        let (name, mut rest) = rest.split_at_checked(end)?;
        let mut values = Vec::new();
        while let Some(value) = rest.strip_prefix(' ') {
            let end = value.find(|c: char| !c.is_ascii_alphabetic())?;
            let (key, value) = value.split_at_checked(end)?;
            let (value, after) = value.strip_prefix("=\"")?.split_once('"')?;
            values.push((key, value.replace("&quot;", "\"").replace("&amp;", "&")));
            rest = after;
        }
        let rest = rest.strip_prefix('>')?;
        Some(Self { name, is_end, values, length: text.len() - rest.len() })
    }

    fn value(&self, key: &str) -> Option<&str> {
        self.values.iter().find(|(name, _)| *name == key).map(|(_, value)| value.as_str())
    }

    fn text(&self, key: &str) -> String {
        self.value(key).unwrap_or_default().to_owned()
    }

    fn number(&self, key: &str) -> Option<u32> {
        self.value(key)?.parse().ok()
    }

    fn container(&self) -> Option<ContainerKind> {
        let start = self.number("start").unwrap_or(1);
        let all = [
            ContainerKind::Quotation,
            ContainerKind::List { is_ordered: true, start },
            ContainerKind::List { is_ordered: false, start },
            ContainerKind::Item,
            ContainerKind::Table,
            ContainerKind::Row,
            ContainerKind::Cell { is_header: true },
            ContainerKind::Cell { is_header: false },
            ContainerKind::Figure,
            ContainerKind::Footnote,
        ];
        all.into_iter().find(|kind| container_tag(*kind) == self.name)
    }

    fn inline(&self) -> Option<InlineKind> {
        let number = self.number("to").map_or(0, |number| number as usize);
        let all = [
            InlineKind::Emphasis,
            InlineKind::Strong,
            InlineKind::Strikethrough,
            InlineKind::Code,
            InlineKind::Superscript,
            InlineKind::Subscript,
            InlineKind::Link(self.text("href")),
            // Its number for now, until all footnotes are known.
            InlineKind::FootnoteMark(ContainerId::new(number)),
        ];
        all.into_iter().find(|kind| inline_tag(kind) == self.name)
    }
}

#[derive(Default)]
struct Reader {
    text: String,
    structure: Structure,
    path: Vec<ContainerId>,
    /// The block that is open: its kind and level, and where it begins.
    block: Option<(BlockKind, u8, usize)>,
    /// The runs of words that are open: their place in the list, and the tag's name.
    inlines: Vec<usize>,
    /// Words of another language begin here.
    language: Option<(Language, usize)>,
    /// By their numbers.
    footnotes: HashMap<usize, ContainerId>,
}

impl Reader {
    fn words(&mut self, words: &str) {
        if self.block.is_none() && words.contains(char::is_alphanumeric) {
            // The reader's own words between two blocks; white space around them stays outside.
            let start = words.len() - words.trim_start().len();
            let (before, words) = words.split_at(start);
            self.text.push_str(before);
            self.block = Some((BlockKind::Paragraph, 0, self.text.len()));
            self.text.push_str(words);
            return;
        }
        self.text.push_str(words);
    }

    /// False where it is none of ours.
    fn tag(&mut self, tag: &Tag<'_>) -> bool {
        if let Some((kind, level)) = block_kind(tag.name) {
            self.end_block();
            if !tag.is_end {
                self.block = Some((kind, level, self.text.len()));
            }
        } else if let Some(kind) = tag.container() {
            self.end_block();
            if tag.is_end { self.close(kind) } else { self.open(kind, tag) }
        } else if let Some(kind) = tag.inline() {
            if tag.is_end { self.end_inline(&kind) } else { self.begin_inline(kind) }
        } else if tag.name == LANGUAGE {
            self.end_language();
            if !tag.is_end {
                self.begin_language(tag);
            }
        } else if tag.name == PAGE && !tag.is_end {
            self.structure.pages.push(PageMark { place: self.text.len(), label: tag.text("n") });
        } else if tag.name == PICTURE && !tag.is_end {
            self.picture(tag);
        } else {
            return false;
        }
        true
    }

    fn open(&mut self, kind: ContainerKind, tag: &Tag<'_>) {
        let inner = self.path.last().and_then(|id| self.structure.containers.get(id.index()));
        let inner = inner.map(|container| container.kind);
        let fits = match kind {
            ContainerKind::Item => matches!(inner, Some(ContainerKind::List { .. })),
            ContainerKind::Row => inner == Some(ContainerKind::Table),
            ContainerKind::Cell { .. } => inner == Some(ContainerKind::Row),
            _ => true,
        };
        if !fits || self.path.len() >= DEEPEST {
            return;
        }
        let id = ContainerId::new(self.structure.containers.len());
        let parent = self.path.last().copied();
        self.structure.containers.push(Container { kind, parent });
        self.path.push(id);
        if let Some(number) = tag.number("id").filter(|_| kind == ContainerKind::Footnote) {
            self.footnotes.entry(number as usize).or_insert(id);
        }
    }

    /// Ends the innermost container of this tag, and what stands in it.
    fn close(&mut self, kind: ContainerKind) {
        let is_meant = |id: &ContainerId| {
            let container = self.structure.containers.get(id.index());
            container.is_some_and(|c| container_tag(c.kind) == container_tag(kind))
        };
        if let Some(at) = self.path.iter().rposition(is_meant) {
            self.path.truncate(at);
        }
    }

    fn begin_inline(&mut self, kind: InlineKind) {
        if self.inlines.len() < DEEPEST {
            self.inlines.push(self.structure.inlines.len());
            self.structure.inlines.push(Inline { kind, span: Span::at(self.text.len()) });
        }
    }

    /// Ends the innermost run of this kind, and those within it.
    fn end_inline(&mut self, kind: &InlineKind) {
        let is_meant = |at: &usize| {
            let inline = self.structure.inlines.get(*at);
            inline.is_some_and(|inline| inline_tag(&inline.kind) == inline_tag(kind))
        };
        if let Some(at) = self.inlines.iter().rposition(is_meant) {
            self.end_inlines(at);
        }
    }

    /// Ends all open runs from the `first` on.
    fn end_inlines(&mut self, first: usize) {
        for at in self.inlines.drain(first..) {
            if let Some(inline) = self.structure.inlines.get_mut(at) {
                inline.span = Span::new(inline.span.start(), self.text.len());
            }
        }
    }

    fn end_block(&mut self) {
        self.end_inlines(0);
        let Some((kind, level, start)) = self.block.take() else { return };
        let span = Span::new(start, self.text.len()).trim(&self.text);
        if span.is_empty() {
            return;
        }
        let parent = self.path.last().copied();
        let block = Block { kind, span, level, parent };
        let role = self.structure.around(&block).find_map(|(_, container)| container.kind.role());
        let kind = match kind {
            BlockKind::Paragraph => role.unwrap_or(kind),
            _ => kind,
        };
        self.structure.blocks.push(Block { kind, ..block });
    }

    fn begin_language(&mut self, tag: &Tag<'_>) {
        let direction = match tag.value("dir") {
            Some("ltr") => Some(Direction::LeftToRight),
            Some("rtl") => Some(Direction::RightToLeft),
            _ => None,
        };
        let language = tag.value("tag").map(str::to_owned);
        let span = Span::at(self.text.len());
        self.language = Some((Language { span, tag: language, direction }, self.text.len()));
    }

    fn end_language(&mut self) {
        if let Some((language, start)) = self.language.take()
            && start < self.text.len()
        {
            let span = Span::new(start, self.text.len());
            self.structure.languages.push(Language { span, ..language });
        }
    }

    fn picture(&mut self, tag: &Tag<'_>) {
        self.block.get_or_insert((BlockKind::Picture, 0, self.text.len()));
        let picture = Picture {
            place: self.text.len(),
            address: tag.text("src"),
            alternative: tag.text("alt"),
            size: tag.number("width").zip(tag.number("height")),
            hash: tag.value("hash").and_then(|hash| u64::from_str_radix(hash, 16).ok()),
        };
        self.structure.pictures.push(picture);
        self.text.push(OBJECT);
    }

    fn done(mut self) -> (String, Structure) {
        self.end_block();
        self.end_language();
        let Self { text, mut structure, footnotes, .. } = self;
        let blocks = std::mem::take(&mut structure.blocks);
        let inlines = std::mem::take(&mut structure.inlines);
        structure.inlines = inlines
            .into_iter()
            .filter_map(|inline| {
                let kind = match inline.kind {
                    InlineKind::FootnoteMark(number) => {
                        InlineKind::FootnoteMark(*footnotes.get(&number.index())?)
                    }
                    kind => kind,
                };
                // Within its block's words.
                let after = blocks.partition_point(|block| block.span.end() <= inline.span.start());
                let span = blocks.get(after)?.span.intersection(inline.span)?;
                Some(Inline { kind, span })
            })
            .collect();
        structure.blocks = blocks;
        (text, structure)
    }
}
