//! Writes an article's text and structure down in one go: every importer says what begins and ends, and this keeps
//! white space, the breaks between blocks and all offsets in order.

use std::{cmp::Reverse, collections::HashMap};

use crate::{
    article::{
        Block, BlockKind, Container, ContainerId, ContainerKind, Inline, InlineKind, OBJECT,
        PageMark, Picture, Structure,
    },
    text::Span,
};

/// Longer blocks, in bytes, end with their next word, so that none is too long to be laid out at once.
const LONGEST: usize = 16 * 1024;
/// Deeper containers are looked through.
const MAX_DEPTH: usize = 64;

#[derive(Default)]
pub(super) struct Writer {
    text: String,
    structure: Structure,
    /// What holds the next words, outermost first; none where it was looked through.
    open: Vec<Option<ContainerId>>,
    /// Footnotes by the names that links use.
    notes: HashMap<String, ContainerId>,
    marks: Vec<Mark>,
    leaf: Option<Leaf>,
    /// What the next words become.
    next: Option<(BlockKind, u8)>,
    space: Space,
    n_breaks: usize,
    /// White space before a block's first word that counts.
    indent: String,
    /// How many runs of words are of pages that are whole.
    n_linked: usize,
    /// How many blocks were written before each container.
    born: Vec<usize>,
}

/// A block that is being written.
#[derive(Clone, Copy)]
struct Leaf {
    kind: BlockKind,
    level: u8,
    start: usize,
}

/// A run of words that is being written.
struct Mark {
    kind: InlineKind,
    /// None before the first word of the block.
    start: Option<usize>,
}

/// White space that is due before the next word.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Space {
    #[default]
    None,
    Word,
    NoBreak,
    Line,
}

impl Writer {
    /// Words from here on belong to a new container.
    pub(super) fn open(&mut self, kind: ContainerKind) {
        self.end();
        // What can stand only in another is given that other.
        match kind {
            ContainerKind::Item if !matches!(self.around(), Some(ContainerKind::List { .. })) => {
                self.push(ContainerKind::List { is_ordered: false, start: 1 });
                self.push(kind);
                // Both end at once.
                let item = self.open.pop().flatten();
                self.open.pop();
                self.open.push(item);
            }
            ContainerKind::Row if self.around() != Some(ContainerKind::Table) => {
                self.open.push(None);
            }
            ContainerKind::Cell { .. } if self.around() != Some(ContainerKind::Row) => {
                self.open.push(None);
            }
            _ => self.push(kind),
        }
    }

    fn push(&mut self, kind: ContainerKind) {
        if self.open.iter().flatten().count() >= MAX_DEPTH {
            self.open.push(None);
            return;
        }
        let id = ContainerId::new(self.structure.containers.len());
        self.structure.containers.push(Container { kind, parent: self.innermost() });
        self.born.push(self.structure.blocks.len());
        self.open.push(Some(id));
    }

    /// Ends what was opened last.
    pub(super) fn close(&mut self) {
        self.end();
        self.open.pop();
    }

    fn innermost(&self) -> Option<ContainerId> {
        self.open.iter().rev().find_map(|id| *id)
    }

    fn around(&self) -> Option<ContainerKind> {
        self.innermost().map(|id| self.structure.containers[id.index()].kind)
    }

    /// What links call the footnote that was opened last.
    pub(super) fn name_note(&mut self, name: &str) {
        if let Some(id) = self.innermost()
            && self.around() == Some(ContainerKind::Footnote)
        {
            self.notes.entry(name.to_owned()).or_insert(id);
        }
    }

    /// The next words are a block of their own, up to the next one.
    pub(super) fn begin(&mut self, kind: BlockKind) {
        self.end();
        self.next = Some((kind, 0));
    }

    /// The next words are a heading of this level.
    pub(super) fn begin_heading(&mut self, level: u8) {
        self.end();
        self.next = Some((BlockKind::Heading, level.clamp(1, 6)));
    }

    /// Ends the block, if it has words.
    pub(super) fn end(&mut self) {
        self.next = None;
        self.space = Space::None;
        self.n_breaks = 0;
        self.indent.clear();
        if self.leaf.is_some() {
            self.text.truncate(self.text.trim_end().len());
        }
        let end = self.text.len();
        if let Some(leaf) = self.leaf.take()
            && leaf.start < end
        {
            let parent = self.innermost();
            let mut block = Block::new(leaf.kind, Span::new(leaf.start, end));
            block.level = leaf.level;
            block.parent = parent;
            if block.kind == BlockKind::Paragraph {
                let role = self.structure.around(&block).find_map(|(_, around)| around.kind.role());
                block.kind = role.unwrap_or(block.kind);
            }
            self.structure.blocks.push(block);
        }
        // Runs of words go on in the next block.
        for mark in &mut self.marks {
            if let Some(start) = mark.start.take().filter(|start| *start < end) {
                let span = Span::new(start, end);
                self.structure.inlines.push(Inline { kind: mark.kind.clone(), span });
            }
        }
    }

    /// Words within a line: white space is squeezed, and what cannot be seen left out.
    pub(super) fn words(&mut self, words: &str) {
        for c in words.chars() {
            match c {
                '\u{a0}' => self.due(Space::NoBreak),
                '\u{ad}' | '\u{feff}' | '\u{200b}' | '\u{2060}' | OBJECT => {}
                _ if c.is_whitespace() => self.due(Space::Word),
                _ if c.is_control() => {}
                _ => self.put(c),
            }
        }
    }

    /// Words whose white space counts.
    pub(super) fn verbatim(&mut self, words: &str) {
        for c in words.chars() {
            match c {
                '\n' if self.leaf.is_none() => self.indent.clear(),
                ' ' | '\t' if self.leaf.is_none() => self.indent.push(c),
                '\n' => {
                    self.space = Space::Line;
                    self.n_breaks += 1;
                }
                '\u{ad}' | '\u{feff}' | OBJECT => {}
                _ if c.is_control() && c != '\t' => {}
                _ => self.put(c),
            }
        }
    }

    /// A line ends within a block; a second end in a row ends a paragraph.
    pub(super) fn line_break(&mut self) {
        let Some(leaf) = self.leaf else { return };
        self.n_breaks += 1;
        self.space = Space::Line;
        if self.n_breaks > 1 {
            self.end();
            self.next = Some((leaf.kind, leaf.level));
        }
    }

    /// A picture; its place is set here.
    pub(super) fn picture(&mut self, picture: Picture) {
        self.start();
        let place = self.text.len();
        self.structure.pictures.push(Picture { place, ..picture });
        self.text.push(OBJECT);
    }

    /// A page of the source begins here.
    pub(super) fn page(&mut self, label: &str) {
        let place = self.text.len();
        self.structure.pages.push(PageMark { place, label: label.to_owned() });
    }

    /// The next words are set apart, until [`Self::unmark`].
    pub(super) fn mark(&mut self, kind: InlineKind) {
        self.marks.push(Mark { kind, start: None });
    }

    pub(super) fn unmark(&mut self) {
        let end = self.text.len();
        if let Some(Mark { kind, start: Some(start) }) = self.marks.pop()
            && start < end
        {
            self.structure.inlines.push(Inline { kind, span: Span::new(start, end) });
        }
    }

    fn due(&mut self, space: Space) {
        if self.leaf.is_some() && self.space != Space::Line {
            self.space = if self.space == Space::None { space } else { Space::Word };
        }
    }

    fn put(&mut self, c: char) {
        self.start();
        self.text.push(c);
    }

    /// Writes what stands before the next word.
    fn start(&mut self) {
        if let Some(leaf) = self.leaf
            && self.space != Space::None
            && self.text.len() - leaf.start > LONGEST
        {
            self.end();
            self.next = Some((leaf.kind, leaf.level));
        }
        if self.leaf.is_none() {
            self.separate();
            self.text.push_str(&std::mem::take(&mut self.indent));
            let (kind, level) = self.next.unwrap_or((BlockKind::Paragraph, 0));
            self.leaf = Some(Leaf { kind, level, start: self.text.len() });
        } else {
            match self.space {
                Space::None => {}
                Space::Word => self.text.push(' '),
                Space::NoBreak => self.text.push('\u{a0}'),
                Space::Line => {
                    self.text.extend(std::iter::repeat_n('\n', self.n_breaks.max(1)));
                }
            }
        }
        self.space = Space::None;
        self.n_breaks = 0;
        let at = self.text.len();
        for mark in &mut self.marks {
            mark.start.get_or_insert(at);
        }
    }

    /// A blank line between blocks; a table's cells stand in lines.
    fn separate(&mut self) {
        let Some(before) = self.structure.blocks.last() else { return };
        let containers = &self.structure.containers;
        let cell = |mut at: Option<ContainerId>| {
            while let Some(id) = at {
                let container = containers[id.index()];
                if matches!(container.kind, ContainerKind::Cell { .. }) {
                    return Some((id, container.parent));
                }
                at = container.parent;
            }
            None
        };
        let table = |row: Option<ContainerId>| row.and_then(|row| containers[row.index()].parent);
        let gap = match (cell(before.parent), cell(self.innermost())) {
            (Some((cell, row)), Some((next, next_row))) if row == next_row => {
                if cell == next {
                    "\n"
                } else {
                    "\t"
                }
            }
            (Some((_, row)), Some((_, next_row))) if table(row) == table(next_row) => "\n",
            _ => "\n\n",
        };
        self.text.push_str(gap);
    }

    /// What was written last is whole: links to its footnotes become their marks.
    pub(super) fn end_page(&mut self) {
        self.end();
        for inline in self.structure.inlines.iter_mut().skip(self.n_linked) {
            if let InlineKind::Link(to) = &inline.kind
                && let Some((_, name)) = to.split_once('#')
                && let Some(note) = self.notes.get(name)
            {
                inline.kind = InlineKind::FootnoteMark(*note);
            }
        }
        self.n_linked = self.structure.inlines.len();
        self.notes.clear();
    }

    /// The text and its structure.
    pub(super) fn finish(mut self) -> (String, Structure) {
        self.end_page();
        self.structure
            .inlines
            .sort_by_key(|inline| (inline.span.start(), Reverse(inline.span.end())));
        let n = self.text.len();
        self.structure.pages.retain(|page| page.place <= n);
        self.drop_empty();
        (self.text, self.structure)
    }

    /// Leaves out containers after whose start nothing more stands in their parent. An empty cell before another
    /// stays, since the cells are counted.
    fn drop_empty(&mut self) {
        let containers = &self.structure.containers;
        let mut last = vec![0; containers.len()];
        for (at, block) in self.structure.blocks.iter().enumerate() {
            let mut around = block.parent;
            while let Some(id) = around {
                last[id.index()] = at + 1;
                around = containers[id.index()].parent;
            }
        }
        let mut new: Vec<Option<ContainerId>> = Vec::with_capacity(containers.len());
        let mut kept = Vec::new();
        for (at, container) in containers.iter().enumerate() {
            let parent = container.parent.map(|parent| (parent, new[parent.index()]));
            let is_kept = match parent {
                Some((_, None)) => false,
                Some((parent, Some(_))) => last[parent.index()] > self.born[at],
                None => last[at] > 0,
            };
            new.push(is_kept.then(|| ContainerId::new(kept.len())));
            if is_kept {
                kept.push(Container { parent: parent.and_then(|(_, new)| new), ..*container });
            }
        }
        self.structure.containers = kept;
        for block in &mut self.structure.blocks {
            block.parent = block.parent.and_then(|id| new[id.index()]);
        }
        self.structure.inlines.retain_mut(|inline| {
            let InlineKind::FootnoteMark(id) = &mut inline.kind else { return true };
            let new = new[id.index()];
            *id = new.unwrap_or(*id);
            new.is_some()
        });
    }
}
