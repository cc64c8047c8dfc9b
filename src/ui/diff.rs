//! The words of two wordings in one: what is gone struck through, what is new underlined.

use egui::{
    FontId, Stroke,
    text::{LayoutJob, TextFormat},
};

use super::theme::Theme;
use crate::{
    notebook::{Color, Piece},
    text::one_line,
};

/// Unchanged words beyond this many between two changes are left out in the middle.
const SHOWN: usize = 14;

/// The word diff, set in `font`. Where `short`, only some of the unchanged words around each change are shown.
pub(super) fn job(
    theme: &Theme,
    font: FontId,
    (old, new): (&str, &str),
    pieces: &[Piece],
    short: bool,
) -> LayoutJob {
    // The marker keeps off the line below, which would else be painted over this one's underlines.
    let plain = TextFormat { expand_bg: -1.0, ..TextFormat::simple(font, theme.soft) };
    // On a marker words are in ink, so that they can be read.
    let on_marker = TextFormat { color: theme.ink, ..plain.clone() };
    let gone = TextFormat {
        strikethrough: Stroke::new(1.0, theme.ink),
        background: theme.highlight(Color::Pink),
        ..on_marker.clone()
    };
    let added = TextFormat {
        underline: Stroke::new(1.0, theme.ink),
        background: theme.highlight(Color::Green),
        ..on_marker
    };
    let mut job = LayoutJob::default();
    for (index, piece) in pieces.iter().enumerate() {
        let format = match piece {
            Piece::Same(_) => &plain,
            Piece::Gone(_) => &gone,
            Piece::Added(_) => &added,
        };
        let (start, text) = (piece.span().start(), piece.side(old, new));
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        if index > 0 && before.is_none_or(char::is_whitespace) {
            job.append(" ", 0.0, plain.clone());
        }
        let words = piece.of(old, new);
        let same = matches!(piece, Piece::Same(_));
        let words = if short && same {
            shortened(words, (index > 0, index + 1 < pieces.len()))
        } else {
            one_line(words)
        };
        job.append(&words, 0.0, format.clone());
    }
    job
}

/// The word diff in words: "with, gone: dozens, new: 16, of people".
pub(super) fn spoken((old, new): (&str, &str), pieces: &[Piece]) -> String {
    let said = pieces.iter().map(|piece| {
        let words = one_line(piece.of(old, new));
        match piece {
            Piece::Same(_) => words,
            Piece::Gone(_) => format!("gone: {words}"),
            Piece::Added(_) => format!("new: {words}"),
        }
    });
    said.collect::<Vec<_>>().join(", ")
}

/// The beginning of the words, where a change stands before them, and their end, where one stands after them.
fn shortened(words: &str, (before, after): (bool, bool)) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    if words.len() <= SHOWN {
        return words.join(" ");
    }
    let some = SHOWN / 2;
    let head = if before || !after { words[..some].join(" ") } else { String::new() };
    let tail = if after { words[words.len() - some..].join(" ") } else { String::new() };
    format!("{head} … {tail}").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_did_not_change_is_cut_short_around_a_change() {
        let long = "a b c d e f g h i j k l m n o p";
        assert_eq!(shortened("a b", (true, true)), "a b");
        assert_eq!(shortened(long, (true, true)), "a b c d e f g … j k l m n o p");
        assert_eq!(shortened(long, (false, true)), "… j k l m n o p");
        assert_eq!(shortened(long, (true, false)), "a b c d e f g …");
        assert_eq!(shortened(long, (false, false)), "a b c d e f g …");
    }
}
