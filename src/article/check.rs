//! What always holds for a structure, for debug assertions, tests, property tests and fuzzing.

use super::{Block, BlockKind, ContainerId, ContainerKind, InlineKind, OBJECT, Structure};
use crate::text::Span;

/// The first thing that does not hold, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault(pub &'static str);

impl Structure {
    /// Whether it is the structure of `text`.
    pub fn check(&self, text: &str) -> Result<(), Fault> {
        self.check_blocks(text)?;
        self.check_tree()?;
        self.check_inlines()?;
        let is_object = |place: usize| text.get(place..).is_some_and(|t| t.starts_with(OBJECT));
        holds(
            self.pictures.iter().all(|picture| is_object(picture.place)),
            "a picture has no place in the text",
        )?;
        let block = |place| self.blocks.get(self.block_at(place)?);
        let is_in_block =
            |place| block(place).is_some_and(|block: &Block| block.span.contains(place));
        holds(
            self.pictures.iter().all(|picture| is_in_block(picture.place)),
            "a picture stands in no block",
        )?;
        holds(self.pictures.is_sorted_by(|a, b| a.place < b.place), "pictures are out of order")?;
        holds(
            self.pages.iter().all(|page| text.is_char_boundary(page.place)),
            "a page does not fit the text",
        )?;
        holds(self.pages.is_sorted_by_key(|page| page.place), "pages are out of order")?;
        holds(are_disjoint(self.languages.iter().map(|l| l.span), text), "languages overlap")
    }

    fn check_blocks(&self, text: &str) -> Result<(), Fault> {
        let spans = || self.blocks.iter().map(|block| block.span);
        holds(are_disjoint(spans(), text), "blocks overlap, or do not fit the text")?;
        holds(spans().all(|span| span.trim(text) == span), "a block is not trimmed")?;
        let ends = std::iter::once(0).chain(spans().map(Span::end));
        let starts = spans().map(Span::start).chain([text.len()]);
        let has_words =
            |(end, start)| Span::new(end, start).of(text).contains(char::is_alphanumeric);
        holds(!ends.zip(starts).any(has_words), "words stand in no block")?;
        let has_level = |kind| matches!(kind, BlockKind::Heading);
        holds(
            self.blocks.iter().all(|block| {
                if has_level(block.kind) {
                    (1..=6).contains(&block.level)
                } else {
                    block.level == 0
                }
            }),
            "a level is wrong",
        )
    }

    fn check_tree(&self) -> Result<(), Fault> {
        self.walk()?;
        for block in &self.blocks {
            let role = self.around(block).find_map(|(_, container)| container.kind.role());
            let is_running = matches!(
                block.kind,
                BlockKind::Paragraph
                    | BlockKind::Quotation
                    | BlockKind::ListItem
                    | BlockKind::Cell
                    | BlockKind::Footnote
            );
            let wanted = role.unwrap_or(BlockKind::Paragraph);
            holds(
                !is_running || block.kind == wanted || self.is_inferred && role.is_none(),
                "a block is of another kind than what holds it says",
            )?;
        }
        let kind = |id: ContainerId| self.containers.get(id.index()).map(|c| c.kind);
        let fits = self.containers.iter().all(|container| {
            let parent = container.parent.and_then(kind);
            match container.kind {
                ContainerKind::Item => matches!(parent, Some(ContainerKind::List { .. })),
                ContainerKind::Row => parent == Some(ContainerKind::Table),
                ContainerKind::Cell { .. } => parent == Some(ContainerKind::Row),
                _ => true,
            }
        });
        holds(fits, "an item, row or cell stands in the wrong container")
    }

    fn check_inlines(&self) -> Result<(), Fault> {
        let mut open: Vec<Span> = Vec::new();
        for (at, inline) in self.inlines.iter().enumerate() {
            let span = inline.span;
            let block = self.block_at(span.start()).and_then(|at| self.blocks.get(at));
            holds(
                !span.is_empty() && block.is_some_and(|block| block.span.encloses(span)),
                "a run of words lies in no block",
            )?;
            let before = at.checked_sub(1).and_then(|at| self.inlines.get(at));
            let order = |span: Span| (span.start(), usize::MAX - span.end());
            holds(
                before.is_none_or(|before| order(before.span) <= order(span)),
                "runs of words are out of order",
            )?;
            while open.pop_if(|outer| outer.end() <= span.start()).is_some() {}
            holds(
                open.last().is_none_or(|outer| outer.encloses(span)),
                "two runs of words overlap",
            )?;
            open.push(span);
            if let InlineKind::FootnoteMark(id) = inline.kind {
                let kind = self.containers.get(id.index()).map(|container| container.kind);
                holds(kind == Some(ContainerKind::Footnote), "a mark points at no footnote")?;
            }
        }
        Ok(())
    }
}

fn holds(is_so: bool, fault: &'static str) -> Result<(), Fault> {
    if is_so { Ok(()) } else { Err(Fault(fault)) }
}

fn are_disjoint(mut spans: impl Iterator<Item = Span>, text: &str) -> bool {
    let mut end = 0;
    spans.all(|span| {
        let fits = span.fits(text) && !span.is_empty() && end <= span.start();
        end = span.end();
        fits
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Container, Inline};

    /// "One two" in a list's item, and a footnote "Three" that "two" points at.
    fn good() -> (&'static str, Structure) {
        let text = "One two\n\nThree";
        let kinds = [
            (ContainerKind::List { is_ordered: false, start: 1 }, None),
            (ContainerKind::Item, Some(ContainerId::new(0))),
            (ContainerKind::Footnote, None),
        ];
        let block = |kind, span, parent| Block {
            parent: Some(ContainerId::new(parent)),
            ..Block::new(kind, span)
        };
        let structure = Structure {
            blocks: vec![
                block(BlockKind::ListItem, Span::new(0, 7), 1),
                block(BlockKind::Footnote, Span::new(9, 14), 2),
            ],
            containers: kinds.map(|(kind, parent)| Container { kind, parent }).to_vec(),
            inlines: vec![
                Inline { kind: InlineKind::Strong, span: Span::new(0, 7) },
                Inline {
                    kind: InlineKind::FootnoteMark(ContainerId::new(2)),
                    span: Span::new(4, 7),
                },
            ],
            ..Structure::default()
        };
        (text, structure)
    }

    #[test]
    fn finds_what_does_not_hold() {
        let check = |wanted: &str, spoil: fn(&mut Structure)| {
            let (text, mut structure) = good();
            spoil(&mut structure);
            let found = structure.check(text).map_or_else(|fault| fault.0, |()| "");
            assert_eq!(found, wanted);
        };
        check("", |_| {});
        check("blocks overlap, or do not fit the text", |s| s.blocks[1].span = Span::new(6, 14));
        check("a block is not trimmed", |s| s.blocks[1].span = Span::new(8, 14));
        check("words stand in no block", |s| s.blocks[1].span = Span::new(10, 14));
        check("a level is wrong", |s| s.blocks[0].level = 1);
        check("a block is of another kind than what holds it says", |s| {
            s.blocks[0].kind = BlockKind::Paragraph;
        });
        check("a container is opened twice", |s| {
            s.blocks.swap(0, 1);
            let spans = (s.blocks[1].span, s.blocks[0].span);
            (s.blocks[0].span, s.blocks[1].span) = spans;
        });
        check("no such container", |s| s.blocks[1].parent = Some(ContainerId::new(3)));
        check("a container is opened twice", |s| {
            s.containers[2].parent = Some(ContainerId::new(2));
        });
        check("an item, row or cell stands in the wrong container", |s| {
            s.containers[0].kind = ContainerKind::Figure;
        });
        check("a run of words lies in no block", |s| s.inlines[0].span = Span::new(0, 9));
        check("runs of words are out of order", |s| s.inlines.swap(0, 1));
        check("two runs of words overlap", |s| s.inlines[0].span = Span::new(0, 5));
        check("a mark points at no footnote", |s| {
            s.inlines[1].kind = InlineKind::FootnoteMark(ContainerId::new(1));
        });
    }
}
