//! The typefaces of pages and pictures: how wide words are in them, and what their letters look like.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use krilla::text::{Font, KrillaGlyph};
use rustybuzz::{
    Direction, Face, GlyphInfo, GlyphPosition, Script, ShapePlan, UnicodeBuffer,
    ttf_parser::{GlyphId, OutlineBuilder},
};

use crate::export::typefaces;

/// A cut of a typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    Serif,
    SerifItalic,
    SerifStrong,
    Sans,
    SansItalic,
    SansStrong,
    Mono,
}

impl Cut {
    const ALL: [Self; 7] = [
        Self::Serif,
        Self::SerifItalic,
        Self::SerifStrong,
        Self::Sans,
        Self::SansItalic,
        Self::SansStrong,
        Self::Mono,
    ];

    const fn file(self) -> &'static [u8] {
        match self {
            Self::Serif => typefaces::SERIF,
            Self::SerifItalic => typefaces::SERIF_ITALIC,
            Self::SerifStrong => typefaces::SERIF_STRONG,
            Self::Sans => typefaces::SANS,
            Self::SansItalic => typefaces::SANS_ITALIC,
            Self::SansStrong => typefaces::SANS_STRONG,
            Self::Mono => typefaces::MONO,
        }
    }
}

struct Loaded {
    font: Font,
    face: Face<'static>,
    /// Of the first letters, for speed; in parts of the size.
    latin: Vec<f32>,
    /// How to shape each script.
    plans: RefCell<Vec<(Script, ShapePlan)>>,
    /// The words that were shaped.
    shaped: RefCell<HashMap<Box<str>, Rc<[Glyph]>>>,
}

/// A letter as it is drawn, in units of the typeface.
#[derive(Debug, Clone, Copy)]
struct Glyph {
    id: u32,
    /// The part of the word that it stands for.
    from: usize,
    to: usize,
    advance: i32,
    offset: [i32; 2],
}

/// A piece of a letter's outline.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stroke {
    Move([f32; 2]),
    Line([f32; 2]),
    Quad([f32; 2], [f32; 2]),
    Cubic([f32; 2], [f32; 2], [f32; 2]),
    Close,
}

/// Takes outlines, in which y grows upward, to where they belong on a page.
struct Pen<'a> {
    origin: [f32; 2],
    scale: f32,
    to: &'a mut dyn FnMut(Stroke),
}

impl Pen<'_> {
    fn at(&self, x: f32, y: f32) -> [f32; 2] {
        [self.origin[0] + x * self.scale, self.origin[1] - y * self.scale]
    }
}

impl OutlineBuilder for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let stroke = Stroke::Move(self.at(x, y));
        (self.to)(stroke);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let stroke = Stroke::Line(self.at(x, y));
        (self.to)(stroke);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let stroke = Stroke::Quad(self.at(x1, y1), self.at(x, y));
        (self.to)(stroke);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let stroke = Stroke::Cubic(self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        (self.to)(stroke);
    }

    fn close(&mut self) {
        let stroke = Stroke::Close;
        (self.to)(stroke);
    }
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
            Some(Loaded {
                font,
                face,
                latin,
                plans: RefCell::default(),
                shaped: RefCell::default(),
            })
        };
        Cut::ALL
            .into_iter()
            .map(load)
            .collect::<Option<Vec<Loaded>>>()
            .map(|loaded| Self { loaded })
    }

    #[expect(clippy::indexing_slicing, reason = "there is one for each cut")]
    fn of(&self, cut: Cut) -> &Loaded {
        &self.loaded[cut as usize]
    }

    pub(super) fn font(&self, cut: Cut) -> Font {
        self.of(cut).font.clone()
    }

    /// The letters of `words` as they are drawn from left to right, with kerning and ligatures.
    #[expect(clippy::indexing_slicing, reason = "the index is that of a plan")]
    fn shape(&self, words: &str, cut: Cut) -> Rc<[Glyph]> {
        /// Longer words do not come again.
        const LONG: usize = 40;
        let Loaded { face, plans, shaped, .. } = self.of(cut);
        if let Some(known) = shaped.borrow().get(words) {
            return Rc::clone(known);
        }
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(words);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        // To plan takes far longer than to shape, and there are few scripts.
        let script = buffer.script();
        let mut plans = plans.borrow_mut();
        let known = plans.iter().position(|(of, _)| *of == script);
        let at = known.unwrap_or_else(|| {
            let of = (script != rustybuzz::script::UNKNOWN).then_some(script);
            plans.push((script, ShapePlan::new(face, Direction::LeftToRight, of, None, &[])));
            plans.len() - 1
        });
        let found = rustybuzz::shape_with_plan(face, &plans[at].1, buffer);
        let infos = found.glyph_infos();
        let glyph = |(at, (info, place)): (usize, (&GlyphInfo, &GlyphPosition))| {
            // The words that a letter stands for go on to where the next ones begin.
            let next = infos.iter().skip(at + 1).find(|next| next.cluster != info.cluster);
            Glyph {
                id: info.glyph_id,
                from: info.cluster as usize,
                to: next.map_or(words.len(), |next| next.cluster as usize),
                advance: place.x_advance,
                offset: [place.x_offset, place.y_offset],
            }
        };
        let glyphs: Rc<[Glyph]> =
            infos.iter().zip(found.glyph_positions()).enumerate().map(glyph).collect();
        if words.len() <= LONG {
            shaped.borrow_mut().insert(words.into(), Rc::clone(&glyphs));
        }
        glyphs
    }

    /// The words and spaces of `words` with their letters, and where in `words` they begin. Words come again and
    /// again, so each is shaped once.
    fn shaped(&self, words: &str, cut: Cut, mut each: impl FnMut(usize, &[Glyph])) {
        let mut at = 0;
        for part in words.split_inclusive(' ') {
            let (word, space) = part.strip_suffix(' ').map_or((part, ""), |word| (word, " "));
            for part in [word, space].into_iter().filter(|part| !part.is_empty()) {
                each(at, &self.shape(part, cut));
                at += part.len();
            }
        }
    }

    fn em(&self, cut: Cut) -> f32 {
        self.of(cut).face.units_per_em() as f32
    }

    /// How wide `words` are as they are drawn.
    pub(super) fn drawn_width(&self, words: &str, cut: Cut, size: f32) -> f32 {
        let mut units = 0;
        self.shaped(words, cut, |_, glyphs| {
            units += glyphs.iter().map(|glyph| glyph.advance).sum::<i32>();
        });
        units as f32 / self.em(cut) * size
    }

    /// The letters of `words` for a PDF; lengths are parts of the size.
    pub(super) fn glyphs(&self, words: &str, cut: Cut) -> Vec<KrillaGlyph> {
        let em = self.em(cut);
        let mut out = Vec::with_capacity(words.len());
        self.shaped(words, cut, |at, glyphs| {
            out.extend(glyphs.iter().map(|glyph| {
                KrillaGlyph::new(
                    krilla::text::GlyphId::new(glyph.id),
                    glyph.advance as f32 / em,
                    glyph.offset[0] as f32 / em,
                    glyph.offset[1] as f32 / em,
                    0.0,
                    at + glyph.from..at + glyph.to,
                    None,
                )
            }));
        });
        out
    }

    /// Draws the outlines of `words` from `at` on, the left end of their base line; y grows downward.
    pub(super) fn outline(
        &self,
        words: &str,
        cut: Cut,
        size: f32,
        at: [f32; 2],
        to: &mut dyn FnMut(Stroke),
    ) {
        let face = &self.of(cut).face;
        let scale = size / self.em(cut);
        let [mut x, y] = at;
        self.shaped(words, cut, |_, glyphs| {
            for glyph in glyphs {
                let [right, up] = glyph.offset.map(|offset| offset as f32 * scale);
                let mut pen = Pen { origin: [x + right, y - up], scale, to };
                if let Ok(id) = u16::try_from(glyph.id) {
                    face.outline_glyph(GlyphId(id), &mut pen);
                }
                x += glyph.advance as f32 * scale;
            }
        });
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
