//! What some lines are by their words, where the source does not say: who wrote, when, whose a picture is.

use super::plain::{is_byline, is_caption, is_credit, is_date};
use crate::article::{Block, BlockKind, Structure};

/// A paragraph this long is the beginning of what is told, in bytes.
const PROSE: usize = 200;
/// A line that names a picture's maker is no longer, in bytes.
const LONGEST_CREDIT: usize = 160;

/// What a photo credit begins with in other languages than English, and on sites; lower case.
const CREDITS: &[&str] = &[
    "foto:",
    "fotos:",
    "foto ©",
    "bild:",
    "bilder:",
    "bildquelle",
    "bildnachweis",
    "quelle:",
    "photo :",
    "photo:",
    "photos:",
    "crédit",
    "crédito",
    "(crédito",
    "créditos",
    "fuente:",
    "fonte:",
    "źródło:",
    "fot.",
    "kuva:",
    "image copyright",
    "image source",
    "image caption",
    "(image",
    "image:",
    "credit:",
    "фото:",
    "© ",
    "©",
    "(c) ",
];

/// Names the lines of a text that is given by an importer.
pub(super) fn name_lines(text: &str, structure: &mut Structure) {
    let n = structure.blocks.len();
    let mut is_head = true;
    for at in 0..n {
        let block = structure.blocks[at];
        let words = block.span.of(text);
        if block.kind != BlockKind::Paragraph {
            continue;
        }
        is_head &= words.len() < PROSE;
        let kind = if is_head && is_byline(words) {
            BlockKind::Byline
        } else if is_head && is_date(words) {
            BlockKind::Dateline
        } else if is_photo_credit(words) || is_credit(words, at + 6 >= n) {
            BlockKind::Credit
        } else if is_caption(words) && words.len() < LONGEST_CREDIT
            || follows_picture(structure, at) && is_caption(words)
        {
            BlockKind::Caption
        } else {
            continue;
        };
        structure.blocks[at] = Block { kind, ..block };
    }
}

fn is_photo_credit(words: &str) -> bool {
    if words.len() > LONGEST_CREDIT {
        return false;
    }
    let lower = words.to_lowercase();
    CREDITS.iter().any(|opener| lower.starts_with(opener))
}

fn follows_picture(structure: &Structure, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| structure.blocks.get(before));
    before.is_some_and(|before| matches!(before.kind, BlockKind::Picture | BlockKind::Caption))
}
