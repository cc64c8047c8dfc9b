//! The typefaces shipped with the app, and how they are asked for.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontId, Galley, Ui, text::LayoutJob};

use crate::{export::typefaces, storage::settings::Typeface};

/// The cuts of a face.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    Regular,
    Italic,
    SemiBold,
}

macro_rules! font {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../assets/fonts/", $name, ".ttf")).as_slice())
    };
}

/// Every file is a family of its own name, with egui's icons and the system's fonts behind it.
static FONTS: [(&str, &[u8]); 9] = [
    ("Inter-Regular", typefaces::SANS),
    ("Inter-Italic", typefaces::SANS_ITALIC),
    ("Inter-SemiBold", typefaces::SANS_STRONG),
    ("SourceSerif4-Regular", typefaces::SERIF),
    ("SourceSerif4-Italic", typefaces::SERIF_ITALIC),
    ("SourceSerif4-SemiBold", typefaces::SERIF_STRONG),
    font!("Literata-Regular"),
    font!("Literata-Italic"),
    font!("Literata-SemiBold"),
];

pub(crate) fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let fallback: Vec<String> =
        fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    for (name, bytes) in FONTS {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
        let chain = std::iter::once(name.to_owned()).chain(fallback.iter().cloned()).collect();
        fonts.families.insert(FontFamily::Name(name.into()), chain);
    }
    let mut interface = vec!["Inter-Regular".to_owned()];
    interface.extend(fallback);
    fonts.families.insert(FontFamily::Proportional, interface);
    fonts
}

/// The time from one clearing of egui's glyph atlas to the next. A galley holds places in the atlas, so one that is
/// kept is good only within the epoch in which it was laid out.
///
/// egui does not tell when it clears the atlas, but it drops every galley of its own cache with it. So one of those
/// galleys stands for the epoch: as long as egui gives out the same one again, nothing was cleared. It is held here,
/// so its address cannot be given to another.
#[derive(Clone, Debug)]
pub(crate) struct Epoch(Arc<Galley>);

impl Epoch {
    /// The present one. egui also drops what nobody asked for in a pass, so where it is not asked for in each pass,
    /// the epoch ends sooner than it need: never too late.
    pub(crate) fn now(ui: &Ui) -> Self {
        let nothing = LayoutJob::default();
        Self(ui.fonts_mut(|fonts| fonts.layout_job(nothing)))
    }
}

impl PartialEq for Epoch {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The interface's face.
pub(crate) const fn sans(size: f32) -> FontId {
    FontId::proportional(size)
}

pub(crate) fn sans_strong(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("Inter-SemiBold".into()))
}

/// The serif of quotations in notes and cards.
pub(crate) fn serif(size: f32, cut: Cut) -> FontId {
    reading(Typeface::Serif, size, cut)
}

/// The face the reader chose for the article.
pub(crate) fn reading(face: Typeface, size: f32, cut: Cut) -> FontId {
    let name = match (face, cut) {
        (Typeface::Serif, Cut::Regular) => "SourceSerif4-Regular",
        (Typeface::Serif, Cut::Italic) => "SourceSerif4-Italic",
        (Typeface::Serif, Cut::SemiBold) => "SourceSerif4-SemiBold",
        (Typeface::Book, Cut::Regular) => "Literata-Regular",
        (Typeface::Book, Cut::Italic) => "Literata-Italic",
        (Typeface::Book, Cut::SemiBold) => "Literata-SemiBold",
        (Typeface::Sans, Cut::Regular) => "Inter-Regular",
        (Typeface::Sans, Cut::Italic) => "Inter-Italic",
        (Typeface::Sans, Cut::SemiBold) => "Inter-SemiBold",
    };
    FontId::new(size, FontFamily::Name(name.into()))
}
