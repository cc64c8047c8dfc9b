//! The caret, and how it moves.

use crate::{
    article::Article,
    text::{Span, next_grapheme, next_word, previous_grapheme, previous_word, sentences, snap},
};

/// From where to where the reader selected; the caret stands at `head`. Bytes of the article's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    pub anchor: usize,
    pub head: usize,
}

impl Selection {
    pub const fn at(offset: usize) -> Self {
        Self { anchor: offset, head: offset }
    }

    pub const fn of(span: Span) -> Self {
        Self { anchor: span.start(), head: span.end() }
    }

    pub const fn span(self) -> Span {
        Span::new(self.anchor, self.head)
    }

    pub const fn is_empty(self) -> bool {
        self.anchor == self.head
    }

    /// Both ends on grapheme boundaries of `text`.
    #[must_use]
    pub fn snapped(self, text: &str) -> Self {
        Self { anchor: snap(text, self.anchor), head: snap(text, self.head) }
    }
}

/// How far one step of the caret goes. Steps by line need a layout and come as a selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Grapheme,
    Word,
    Sentence,
    Paragraph,
    Document,
}

/// Where a step of one `unit` from `offset` leads. Between blocks it leads from one's end to the next's start.
#[expect(
    clippy::indexing_slicing,
    reason = "`block_at` gives the index of a block, so there is one"
)]
pub fn step(article: &Article, offset: usize, unit: Unit, back: bool) -> usize {
    let blocks = article.blocks();
    let Some(index) = article.block_at(offset) else { return 0 };
    let block = blocks[index].span;
    let text = article.text();
    let offset = offset.clamp(block.start(), block.end());
    let before = || index.checked_sub(1).map(|i| blocks[i].span);
    let after = || blocks.get(index + 1).map(|next| next.span);
    match (unit, back) {
        (Unit::Document, true) => blocks[0].span.start(),
        (Unit::Document, false) => blocks[blocks.len() - 1].span.end(),
        (Unit::Paragraph, true) if offset > block.start() => block.start(),
        (Unit::Paragraph, true) => before().map_or(block.start(), Span::start),
        (Unit::Paragraph, false) => after().map_or(block.end(), Span::start),
        (_, true) if offset == block.start() => before().map_or(offset, Span::end),
        (_, false) if offset == block.end() => after().map_or(offset, Span::start),
        (Unit::Grapheme, true) => previous_grapheme(text, offset).max(block.start()),
        (Unit::Grapheme, false) => next_grapheme(text, offset).min(block.end()),
        (Unit::Word, true) => previous_word(text, offset).max(block.start()),
        (Unit::Word, false) => next_word(text, offset).min(block.end()),
        (Unit::Sentence, true) => sentences(text, block)
            .iter()
            .map(|s| s.start())
            .rfind(|start| *start < offset)
            .unwrap_or_else(|| block.start()),
        (Unit::Sentence, false) => {
            let spans = sentences(text, block);
            spans
                .iter()
                .map(|s| s.start())
                .find(|start| *start > offset)
                .unwrap_or_else(|| block.end())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::Meta, import};

    /// Moves the caret, drawn as "|", and draws it again.
    fn check(marked: &str, unit: Unit, back: bool, wanted: &str) {
        let offset = marked.find('|').unwrap();
        let article = import::verbatim(marked.replace('|', ""), Meta::default());
        let mut text = article.text().to_owned();
        text.insert(step(&article, offset, unit, back), '|');
        assert_eq!(text, wanted);
    }

    #[test]
    fn steps_over_words_sentences_and_blocks() {
        check("One two.|\n\nThree.", Unit::Grapheme, false, "One two.\n\n|Three.");
        check("One two.\n\n|Three.", Unit::Word, true, "One two.|\n\nThree.");
        check("|One two. Three four.", Unit::Word, false, "One| two. Three four.");
        check("|One two. Three four.", Unit::Sentence, false, "One two. |Three four.");
        check("One two. Th|ree four.", Unit::Sentence, true, "One two. |Three four.");
        check("One.\nTw|o.\nThree.", Unit::Paragraph, true, "One.\n|Two.\nThree.");
        check("One.\nTw|o.\nThree.", Unit::Document, false, "One.\nTwo.\nThree.|");
    }
}
