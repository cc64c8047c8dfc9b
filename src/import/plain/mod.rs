//! The structure of plain text, found by its look: line lengths, blank lines, indents, and the set phrases
//! of the trade.

mod credit;
mod head;
mod kind;
mod layout;
mod paragraph;
mod table;

pub(super) use credit::{is_caption, is_credit};
use head::agency;
pub(super) use head::{is_byline, is_date};
use layout::quoted;
use paragraph::{Form, Paragraph};
use table::cells;

use crate::{
    article::{Article, Block, BlockKind, Container, ContainerId, ContainerKind, Meta, Structure},
    text::{Span, snap},
};

/// Paragraphs longer than this many bytes are cut, so that no block is too long to be laid out at once.
const LONGEST: usize = 16 * 1024;

/// The article that stands in `text`, with what its first lines say of it. Of each line `depths` tells by how many
/// `>` it was set off, where these have been taken away.
pub(super) fn article(text: String, depths: &[u8], mut meta: Meta) -> Article {
    let structure = structure(&text, depths);
    if meta.source.is_none() {
        let mut first = structure.blocks.iter().take(10);
        let source = first.find_map(|block| agency(block.span.of(&text)));
        meta.source = source.map(str::to_owned);
    }
    Article::new(text, structure, meta)
}

/// The text without the `>` before its quoted lines, and how many stood before each line; none at all where no line
/// has any.
pub(super) fn unquoted(text: String) -> (String, Vec<u8>) {
    if !text.contains('>') {
        return (text, Vec::new());
    }
    let mut bare = String::with_capacity(text.len());
    let mut depths = Vec::new();
    for line in text.split_inclusive('\n') {
        let (depth, words) = quoted(line);
        bare.push_str(if depth > 0 { words } else { line });
        if depth > 0 && words.is_empty() && line.ends_with('\n') {
            bare.push('\n');
        }
        depths.push(depth);
    }
    if depths.iter().all(|depth| *depth == 0) { (text, Vec::new()) } else { (bare, depths) }
}

/// One block a line, or one a paragraph where lines are wrapped, or one a cell in tables. Linear in the text.
///
/// What lies between blocks is white space and the `>` of quoted lines.
fn structure(text: &str, depths: &[u8]) -> Structure {
    let paragraphs = paragraph::paragraphs(text, depths);
    let kinds = kind::kinds(&paragraphs);
    let mut found = Vec::with_capacity(paragraphs.len());
    let mut containers = Vec::new();
    let is_inferred = depths.is_empty();
    let mut last = (BlockKind::Paragraph, None);
    for (paragraph, kind) in paragraphs.into_iter().zip(kinds) {
        if paragraph.form == Form::Rows {
            put_table(paragraph, &mut found, &mut containers);
            last = (kind, None);
            continue;
        }
        // What cannot be found again by its look needs something that holds it.
        let parent = if is_inferred { None } else { hold(kind, last, &mut containers) };
        last = (kind, parent);
        let mut rest = paragraph.span;
        while rest.len() > LONGEST {
            let cut = cut(text, rest);
            found.push(Block {
                parent,
                ..Block::new(kind, Span::new(rest.start(), cut).trim(text))
            });
            rest = Span::new(cut, rest.end()).trim(text);
        }
        if !rest.is_empty() {
            found.push(Block { parent, ..Block::new(kind, rest) });
        }
    }
    Structure { blocks: found, containers, is_inferred, ..Structure::default() }
}

/// What holds a block of this kind, which may be what holds the last one.
fn hold(
    kind: BlockKind,
    (last, holder): (BlockKind, Option<ContainerId>),
    containers: &mut Vec<Container>,
) -> Option<ContainerId> {
    let mut put = |kind, parent| {
        containers.push(Container { kind, parent });
        Some(ContainerId::new(containers.len() - 1))
    };
    let is_same = last == kind && holder.is_some();
    match kind {
        BlockKind::Quotation if is_same => holder,
        BlockKind::Quotation => put(ContainerKind::Quotation, None),
        BlockKind::ListItem => {
            let list = put(ContainerKind::List { is_ordered: false, start: 1 }, None);
            put(ContainerKind::Item, list)
        }
        _ => None,
    }
}

/// A table with a row for each line.
fn put_table(table: Paragraph<'_>, blocks: &mut Vec<Block>, containers: &mut Vec<Container>) {
    let mut put = |kind, parent| {
        containers.push(Container { kind, parent });
        Some(ContainerId::new(containers.len() - 1))
    };
    let whole = put(ContainerKind::Table, None);
    let mut start = table.span.start();
    for line in table.words.split_inclusive('\n') {
        let row = put(ContainerKind::Row, whole);
        for cell in cells(line) {
            let parent = put(ContainerKind::Cell { is_header: false }, row);
            blocks.push(Block { parent, ..Block::new(BlockKind::Cell, cell.shift(start)) });
        }
        start += line.len();
    }
}

/// Where to cut a paragraph that is too long: after a sentence, else after a word, else anywhere.
fn cut(text: &str, span: Span) -> usize {
    let limit = snap(text, span.start() + LONGEST);
    let window = Span::new(span.start(), limit).of(text);
    let ends_sentence = |(at, mark): &(usize, &str)| {
        let after = window.get(at + mark.len()..).unwrap_or_default();
        after.starts_with(char::is_whitespace)
    };
    let at = window
        .rmatch_indices(['.', '!', '?'])
        .find(ends_sentence)
        .map(|(at, mark)| at + mark.len())
        .or_else(|| window.rfind(char::is_whitespace));
    match at {
        Some(at) if at > 0 => span.start() + at,
        _ if limit > span.start() => limit,
        _ => span.end(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A corpus file marks each block with its kind: `«kind» words`. What is left is the text.
    fn check(marked: &str) {
        let mut text = String::new();
        let mut wanted = Vec::new();
        let mut rest = marked;
        while let Some((before, after)) = rest.split_once('«') {
            let (kind, after) = after.split_once("» ").unwrap();
            text.push_str(before);
            wanted.push((text.len(), kind));
            rest = after;
        }
        text.push_str(rest);
        for text in [text.clone(), text.replace('\n', "\r\n")] {
            let found: String = mark(&text, &structure(&text, &[]).blocks).replace("\r\n", "\n");
            assert_eq!(found, marked);
        }
    }

    fn mark(text: &str, blocks: &[Block]) -> String {
        let mut marked = String::new();
        let mut at = 0;
        for block in blocks {
            let before = Span::new(at, block.span.start()).of(text);
            marked.extend([before, "«", block.kind.name(), "» "]);
            at = block.span.start();
        }
        marked + Span::new(at, text.len()).of(text)
    }

    #[test]
    fn tells_the_kinds_of_the_corpus() {
        check(include_str!("../../../tests/corpus/import/no-headline.txt"));
        check(include_str!("../../../tests/corpus/import/headed.txt"));
        check(include_str!("../../../tests/corpus/import/wire.txt"));
        check(include_str!("../../../tests/corpus/import/web.txt"));
        check(include_str!("../../../tests/corpus/import/wrapped.txt"));
        check(include_str!("../../../tests/corpus/import/speech.txt"));
        check(include_str!("../../../tests/corpus/import/capitals.txt"));
        check(include_str!("../../../tests/corpus/import/release.txt"));
        check(include_str!("../../../tests/corpus/import/signed.txt"));
        check(include_str!("../../../tests/corpus/import/table.txt"));
        check(include_str!("../../../tests/corpus/import/verse.txt"));
    }

    #[test]
    fn quoted_lines_are_quotations_without_their_marks() {
        let mail = "I will go.\n\n> The board meets on\n> May 2, 2019, and Ada\n> Linde comes.\n>\n>> Who else?\n > Nobody.\n";
        let (text, depths) = unquoted(mail.to_owned());
        let article = article(text, &depths, Meta::default());
        let blocks: Vec<(&str, &str)> = article
            .blocks()
            .iter()
            .map(|block| (block.kind.name(), block.span.of(article.text())))
            .collect();
        let wanted = [
            ("paragraph", "I will go."),
            ("quotation", "The board meets on\nMay 2, 2019, and Ada\nLinde comes."),
            ("quotation", "Who else?"),
            ("quotation", "Nobody."),
        ];
        assert_eq!(blocks, wanted);
        let plain = "Two > one.\n";
        assert_eq!(unquoted(plain.to_owned()), (plain.to_owned(), Vec::new()));
    }

    #[test]
    fn cuts_what_is_too_long_at_a_sentence() {
        let text = "A sentence of words. ".repeat(2000);
        let found = structure(&text, &[]).blocks;
        assert_eq!(found.len(), 3);
        for block in found {
            assert!(block.span.of(&text).ends_with("words."));
        }
        assert_eq!(structure(&"é".repeat(20_000), &[]).blocks.len(), 3);
    }

    proptest! {
        #[test]
        fn holds_all_words(text in "([A-Za-zé(“\"/.:,>*0-9\t -]{0,60}(\r?\n){0,2}){0,12}") {
            let mut at = 0;
            for Block { span, .. } in structure(&text, &[]).blocks {
                prop_assert!(at <= span.start() && !span.is_empty() && span.trim(&text) == span);
                prop_assert!(!Span::new(at, span.start()).of(&text).contains(char::is_alphanumeric));
                at = span.end();
            }
            prop_assert!(!Span::new(at, text.len()).of(&text).contains(char::is_alphanumeric));
        }
    }
}
