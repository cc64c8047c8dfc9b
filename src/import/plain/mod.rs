//! The structure of plain text, found by its look: line lengths, blank lines, indents, and the set phrases
//! of the trade.

mod credit;
mod head;
mod kind;
mod paragraph;

pub(super) use credit::{is_caption, is_credit};
use head::agency;
pub(super) use head::{is_byline, is_date};
use paragraph::Paragraph;

use crate::{
    article::{Article, Block, Meta, Structure},
    text::{Span, snap},
};

/// Paragraphs longer than this many bytes are cut, so that no block is too long to be laid out at once.
const LONGEST: usize = 16 * 1024;

/// The article that stands in `text`, with what its first lines say of it.
pub(super) fn article(text: String, mut meta: Meta) -> Article {
    let structure = Structure { blocks: blocks(&text), is_inferred: true, ..Structure::default() };
    if meta.source.is_none() {
        let mut first = structure.blocks.iter().take(10);
        let source = first.find_map(|block| agency(block.span.of(&text)));
        meta.source = source.map(str::to_owned);
    }
    Article::new(text, structure, meta)
}

/// The blocks of plain text: one a line, or one a paragraph where lines are wrapped. Linear in the text.
///
/// Sorted and disjoint; what lies between them is white space and the `>` of quoted lines.
fn blocks(text: &str) -> Vec<Block> {
    let paragraphs = paragraph::paragraphs(text);
    let kinds = kind::kinds(&paragraphs);
    let mut found = Vec::with_capacity(paragraphs.len());
    for (Paragraph { span, .. }, kind) in paragraphs.into_iter().zip(kinds) {
        let mut rest = span;
        while rest.len() > LONGEST {
            let cut = cut(text, rest);
            found.push(Block::new(kind, Span::new(rest.start(), cut).trim(text)));
            rest = Span::new(cut, rest.end()).trim(text);
        }
        if !rest.is_empty() {
            found.push(Block::new(kind, rest));
        }
    }
    found
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
            let found: String = mark(&text, &blocks(&text)).replace("\r\n", "\n");
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
    }

    #[test]
    fn cuts_what_is_too_long_at_a_sentence() {
        let text = "A sentence of words. ".repeat(2000);
        let found = blocks(&text);
        assert_eq!(found.len(), 3);
        for block in found {
            assert!(block.span.of(&text).ends_with("words."));
        }
        assert_eq!(blocks(&"é".repeat(20_000)).len(), 3);
    }

    proptest! {
        #[test]
        fn holds_all_words(text in "([A-Za-zé(“\"/.:,>*0-9\t -]{0,60}(\r?\n){0,2}){0,12}") {
            let mut at = 0;
            for Block { span, .. } in blocks(&text) {
                prop_assert!(at <= span.start() && !span.is_empty() && span.trim(&text) == span);
                prop_assert!(!Span::new(at, span.start()).of(&text).contains(char::is_alphanumeric));
                at = span.end();
            }
            prop_assert!(!Span::new(at, text.len()).of(&text).contains(char::is_alphanumeric));
        }
    }
}
