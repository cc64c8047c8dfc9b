//! A structure whose text has changed at one place.

use super::{Block, BlockKind, Inline, Language, PageMark, Picture, Structure};
use crate::text::{Edit, Span};

impl Structure {
    /// The structure after `edit`, which gave `text`. Blocks that the old words reached into become one; what all of
    /// its words are gone from goes with them.
    #[must_use]
    pub fn edited(&self, text: &str, edit: Edit) -> Self {
        let blocks = edited_blocks(&self.blocks, text, edit);
        let in_block = |span: Span| {
            let after = blocks.partition_point(|block| block.span.end() <= span.start());
            blocks.get(after)?.span.intersection(span)
        };
        let inlines = self.inlines.iter().filter_map(|inline| {
            let span = in_block(moved(inline.span, edit))?;
            Some(Inline { kind: inline.kind.clone(), span })
        });
        let mut inlines: Vec<Inline> = inlines.collect();
        // Two that began among the old words begin at one place now, and the longer goes first.
        inlines.sort_by_key(|inline| (inline.span.start(), usize::MAX - inline.span.end()));
        let languages = self.languages.iter().map(|language| {
            let span = moved(language.span, edit);
            Language { span, ..language.clone() }
        });
        let stays = |picture: &&Picture| !edit.span.contains(picture.place);
        let pictures = self.pictures.iter().filter(stays).map(|picture| {
            let is_behind = picture.place >= edit.span.end();
            let shift = if is_behind { edit.length } else { edit.span.len() };
            Picture { place: picture.place + shift - edit.span.len(), ..picture.clone() }
        });
        let pages = self.pages.iter().map(|page| {
            let place = moved(Span::at(page.place), edit).start();
            PageMark { place, label: page.label.clone() }
        });
        Self {
            containers: self.containers.clone(),
            inlines,
            pictures: pictures.collect(),
            pages: pages.collect(),
            languages: languages.filter(|language| !language.span.is_empty()).collect(),
            is_inferred: self.is_inferred,
            blocks,
        }
    }
}

/// What began or ended among the old words does so behind the new ones, so that what was disjoint stays so.
const fn moved(span: Span, edit: Edit) -> Span {
    const fn place(at: usize, edit: Edit) -> usize {
        if at <= edit.span.start() {
            at
        } else if at < edit.span.end() {
            edit.new_span().end()
        } else {
            at + edit.length - edit.span.len()
        }
    }
    Span::new(place(span.start(), edit), place(span.end(), edit))
}

fn edited_blocks(blocks: &[Block], text: &str, edit: Edit) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::with_capacity(blocks.len());
    // The block that the new words stand in.
    let mut touched: Option<usize> = None;
    for block in blocks {
        let span = moved(block.span, edit);
        let is_touched =
            block.span.start() <= edit.span.end() && edit.span.start() <= block.span.end();
        match touched.and_then(|at| found.get_mut(at)) {
            Some(first) if is_touched => first.span = first.span.cover(span),
            _ if is_touched => {
                touched = Some(found.len());
                found.push(Block { span: span.cover(edit.new_span()), ..*block });
            }
            _ => found.push(Block { span, ..*block }),
        }
    }
    // Words between two blocks go to the one before, else to the first.
    if touched.is_none() {
        let before = found.partition_point(|block| block.span.end() <= edit.span.start());
        if let Some(near) = found.get_mut(before.saturating_sub(1)) {
            near.span = near.span.cover(edit.new_span());
        }
    }
    if blocks.is_empty() {
        found.push(Block::new(BlockKind::Paragraph, edit.new_span()));
    }
    for block in &mut found {
        block.span = block.span.trim(text);
    }
    found.retain(|block| !block.span.is_empty());
    found
}
