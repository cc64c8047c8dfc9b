//! The typefaces of a page, and how wide words are in them.

use krilla::text::Font;
use rustybuzz::{Face, UnicodeBuffer, ttf_parser::GlyphId};

use crate::export::typefaces;

/// A cut of a typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    Serif,
    SerifItalic,
    SerifStrong,
    Sans,
    SansStrong,
}

impl Cut {
    const ALL: [Self; 5] =
        [Self::Serif, Self::SerifItalic, Self::SerifStrong, Self::Sans, Self::SansStrong];

    const fn file(self) -> &'static [u8] {
        match self {
            Self::Serif => typefaces::SERIF,
            Self::SerifItalic => typefaces::SERIF_ITALIC,
            Self::SerifStrong => typefaces::SERIF_STRONG,
            Self::Sans => typefaces::SANS,
            Self::SansStrong => typefaces::SANS_STRONG,
        }
    }
}

struct Loaded {
    font: Font,
    face: Face<'static>,
    /// Of the first letters, for speed; in parts of the size.
    latin: Vec<f32>,
}

pub(super) struct Faces {
    loaded: Vec<Loaded>,
}

/// Drawn for a letter that a typeface does not have.
const NONE: char = '\u{fffd}';

impl Faces {
    /// None where a shipped typeface cannot be read, which a test rules out.
    pub(super) fn new() -> Option<Self> {
        let load = |cut: Cut| {
            let face = Face::from_slice(cut.file(), 0)?;
            let font = Font::new(cut.file().into(), 0)?;
            let latin = (0..0x250)
                .map(|c| advance(&face, char::from_u32(c)?))
                .map(Option::unwrap_or_default);
            let latin = latin.collect();
            Some(Loaded { font, face, latin })
        };
        Cut::ALL
            .into_iter()
            .map(load)
            .collect::<Option<Vec<Loaded>>>()
            .map(|loaded| Self { loaded })
    }

    fn of(&self, cut: Cut) -> &Loaded {
        &self.loaded[cut as usize]
    }

    pub(super) fn font(&self, cut: Cut) -> Font {
        self.of(cut).font.clone()
    }

    /// How wide `words` are as they are drawn, with kerning and ligatures.
    pub(super) fn drawn_width(&self, words: &str, cut: Cut, size: f32) -> f32 {
        let face = &self.of(cut).face;
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(words);
        let shaped = rustybuzz::shape(face, &[], buffer);
        let units: i32 = shaped.glyph_positions().iter().map(|glyph| glyph.x_advance).sum();
        units as f32 / face.units_per_em() as f32 * size
    }

    /// About how wide `words` are: without kerning, which brings letters a little nearer. For breaking lines.
    pub(super) fn width(&self, words: &str, cut: Cut, size: f32) -> f32 {
        let Loaded { face, latin, .. } = self.of(cut);
        let one = |c: char| {
            latin.get(c as usize).copied().unwrap_or_else(|| advance(face, c).unwrap_or(0.5))
        };
        words.chars().map(one).sum::<f32>() * size
    }

    /// `words` with what the typeface cannot draw replaced, and how many letters that were.
    pub(super) fn drawable(&self, words: &str, cut: Cut) -> (String, usize) {
        let face = &self.of(cut).face;
        let mut missing = 0;
        let words = words
            .chars()
            .filter_map(|c| {
                if c.is_whitespace() {
                    return Some(' ');
                }
                // Joiners and marks of direction have no form of their own.
                if c.is_control() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe0f}') {
                    return None;
                }
                if (c as u32) < 0x7f || face.glyph_index(c).is_some() {
                    return Some(c);
                }
                missing += 1;
                Some(if face.glyph_index(NONE).is_some() { NONE } else { '?' })
            })
            .collect();
        (words, missing)
    }
}

fn advance(face: &Face<'_>, c: char) -> Option<f32> {
    let glyph: GlyphId = face.glyph_index(c)?;
    Some(f32::from(face.glyph_hor_advance(glyph)?) / face.units_per_em() as f32)
}
