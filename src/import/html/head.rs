//! What stands above an article's body: its headline, standfirst, byline and day, and the picture it opens with.
//!
//! They are often outside of what holds the body, or in what is cut for its name; they belong to the article.

use super::{
    blocks::Blocks,
    measure::{Page, heading_level, is_block},
    particulars::{Particulars, words_of},
    tree::Id,
};
use crate::{article::BlockKind, text::one_line};

/// More words between a headline and the body are other articles, in characters.
const LONGEST: u32 = 1500;
/// A standfirst has this many characters, a byline no more than this.
const SHORTEST_STANDFIRST: u32 = 40;
const LONGEST_LINE: u32 = 200;

pub(super) struct Head {
    /// Blocks outside the body, by themselves.
    outside: Vec<(Id, BlockKind)>,
    /// Words outside the body.
    lines: Vec<(String, BlockKind)>,
    /// Blocks within the body.
    inside: Vec<(Id, BlockKind)>,
}

impl Head {
    pub(super) fn new(page: &mut Page<'_>, parts: &[Id], particulars: &Particulars) -> Self {
        let mut head = Self { outside: Vec::new(), lines: Vec::new(), inside: Vec::new() };
        let Some(first) = parts.first().copied() else { return head };
        let is_inside = |page: &Page<'_>, id: Id| {
            page.kept[id] && parts.iter().any(|part| page.tree.subtree(*part).contains(&id))
        };
        if let Some(headline) = particulars.headline {
            let block = line_around(page, headline, u32::MAX).unwrap_or(headline);
            if is_inside(page, headline) {
                head.inside.push((block, BlockKind::Headline));
                drop_before(page, parts, block);
            } else {
                let words = one_line(&words_of(page.tree, headline, &page.seen));
                head.lines.push((words, BlockKind::Headline));
                if headline < first {
                    head.outside = between(page, page.tree.end(headline), first);
                }
            }
        }
        for (at, leaf) in
            [(particulars.byline_at, BlockKind::Byline), (particulars.day_at, BlockKind::Dateline)]
        {
            let Some(line) = at.and_then(|at| line_around(page, at, LONGEST_LINE)) else {
                continue;
            };
            let is_told = |known: &[(Id, BlockKind)]| known.iter().any(|(id, _)| *id == line);
            if is_inside(page, line) {
                if !is_told(&head.inside) {
                    head.inside.push((line, leaf));
                }
            } else if !is_told(&head.outside) {
                let words = one_line(&words_of(page.tree, line, &page.seen));
                if !words.is_empty() && head.lines.iter().all(|(there, _)| *there != words) {
                    head.lines.push((words, leaf));
                }
            }
        }
        head
    }

    pub(super) fn write(self, blocks: &mut Blocks<'_>) {
        let (headline, others): (Vec<_>, Vec<_>) =
            self.lines.into_iter().partition(|(_, leaf)| *leaf == BlockKind::Headline);
        let write = |blocks: &mut Blocks<'_>, lines: Vec<(String, BlockKind)>| {
            for (words, leaf) in lines {
                blocks.writer.begin(leaf);
                blocks.writer.words(&words);
            }
        };
        write(blocks, headline);
        for (id, _) in &self.outside {
            blocks.write(*id);
        }
        write(blocks, others);
        blocks.writer.end();
        blocks.known = self.inside;
    }
}

/// The block that is no more than a line, around a name or a day.
fn line_around(page: &Page<'_>, id: Id, longest: u32) -> Option<Id> {
    let tree = page.tree;
    let block =
        std::iter::once(id).chain(tree.ancestors(id)).find(|id| is_block(tree.name(*id)))?;
    let chars: usize = tree
        .subtree(block)
        .filter(|id| page.seen[*id])
        .filter_map(|id| tree.text(id))
        .map(|text| text.trim().chars().count())
        .sum();
    let has_blocks = tree.subtree(block).skip(1).any(|id| page.seen[id] && is_block(tree.name(id)));
    if has_blocks || chars as u32 > longest {
        // A name among much else stands for itself.
        return (longest < u32::MAX).then_some(id);
    }
    Some(block)
}

/// A part's lines before the headline: sections, ways through the site.
fn drop_before(page: &mut Page<'_>, parts: &[Id], headline: Id) {
    let tree = page.tree;
    let Some(part) = parts.iter().find(|part| tree.subtree(**part).contains(&headline)) else {
        return;
    };
    let lines: Vec<Id> = (*part..headline)
        .filter(|id| {
            page.kept[*id]
                && page.own[*id].chars > 0
                && is_block(tree.name(*id))
                && !tree.subtree(*id).contains(&headline)
                && !matches!(tree.name(*id), "figcaption")
        })
        .collect();
    let chars: u32 = lines.iter().map(|id| page.own[*id].chars).sum();
    if chars < 300 {
        for id in lines {
            if page.all[id].n_pictures == 0 {
                page.drop(id);
            }
        }
    }
}

/// The standfirst and the first picture, between the headline and the body.
fn between(page: &Page<'_>, start: Id, end: Id) -> Vec<(Id, BlockKind)> {
    let tree = page.tree;
    let mut found = Vec::new();
    let mut chars = 0;
    let mut id = start;
    while id < end {
        let all = &page.all[id];
        if !page.kept[id] {
            id = tree.end(id);
            continue;
        }
        let own = &page.own[id];
        let is_line = own.chars > 0 && own.chars == all.chars && is_block(tree.name(id));
        let is_whole = tree.end(id) <= end;
        if is_whole && tree.name(id) == "figure" {
            found.push((id, BlockKind::Picture));
            id = tree.end(id);
        } else if is_whole && is_line {
            chars += own.chars;
            let is_heading = heading_level(tree.name(id)).is_some();
            if own.prose() >= SHORTEST_STANDFIRST || is_heading && own.prose() >= 20 {
                found.push((id, BlockKind::Paragraph));
            }
            id = tree.end(id);
        } else {
            id += 1;
        }
    }
    if chars > LONGEST { Vec::new() } else { found }
}
