//! The steps of a caret: grapheme clusters and words, found without reading the whole text.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation as _};

use super::Span;

/// How far a step by word looks; longer words are stepped through in parts.
const REACH: usize = 512;

/// Whether `offset` lies between two grapheme clusters.
pub fn is_boundary(text: &str, offset: usize) -> bool {
    text.is_char_boundary(offset)
        && GraphemeCursor::new(offset, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

/// The nearest grapheme boundary at or before `offset`.
pub fn snap(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    if is_boundary(text, offset) { offset } else { previous_grapheme(text, offset) }
}

/// The next grapheme boundary after `offset`, or the end.
pub fn next_grapheme(text: &str, offset: usize) -> usize {
    let mut cursor = GraphemeCursor::new(offset.min(text.len()), text.len(), true);
    cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
}

/// The last grapheme boundary before `offset`, or the start.
pub fn previous_grapheme(text: &str, offset: usize) -> usize {
    let mut cursor = GraphemeCursor::new(offset.min(text.len()), text.len(), true);
    cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// A piece of text of about `REACH` bytes on both sides of `offset`, cut at character boundaries.
fn window(text: &str, offset: usize) -> Span {
    let mut start = offset.saturating_sub(REACH);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = (offset + REACH).min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    Span::new(start, end)
}

fn is_word(piece: &str) -> bool {
    piece.chars().any(char::is_alphanumeric)
}

/// The end of the word at or after `offset`: where Ctrl+Right goes.
pub fn next_word(text: &str, offset: usize) -> usize {
    let near = window(text, offset);
    near.of(text)
        .split_word_bound_indices()
        .map(|(start, piece)| (near.start() + start + piece.len(), piece))
        .find(|(end, piece)| *end > offset && is_word(piece))
        .map_or(near.end(), |(end, _)| end)
}

/// The start of the word before `offset`: where Ctrl+Left goes.
pub fn previous_word(text: &str, offset: usize) -> usize {
    let near = window(text, offset);
    near.of(text)
        .split_word_bound_indices()
        .rev()
        .map(|(start, piece)| (near.start() + start, piece))
        .find(|(start, piece)| *start < offset && is_word(piece))
        .map_or(near.start(), |(start, _)| start)
}

/// The word, space or mark that the character at `offset` belongs to: what a double click takes.
pub fn word_around(text: &str, offset: usize) -> Span {
    let near = window(text, offset);
    near.of(text)
        .split_word_bound_indices()
        .map(|(start, piece)| Span::new(near.start() + start, near.start() + start + piece.len()))
        .find(|word| word.contains(offset))
        .unwrap_or_else(|| Span::at(offset.min(text.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_by_cluster_and_by_word() {
        let text = "Cafe\u{301} au lait, s’il vous plaît 👩‍👩‍👧!";
        assert_eq!(next_grapheme(text, 3), 6);
        assert_eq!(previous_grapheme(text, 6), 3);
        assert_eq!(snap(text, 4), 3);
        assert_eq!(word_around(text, 1).of(text), "Cafe\u{301}");
        assert_eq!(next_word(text, 0), 6);
        assert_eq!(previous_word(text, 9), 7);
        let family = text.find('👩').unwrap();
        assert_eq!(next_grapheme(text, family), text.len() - 1);
    }
}
