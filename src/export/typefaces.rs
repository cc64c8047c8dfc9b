//! The typefaces shipped with the app, as files; the window and the PDF use the same.

macro_rules! font {
    ($name:literal) => {
        include_bytes!(concat!("../../assets/fonts/", $name, ".ttf"))
    };
}

pub static SERIF: &[u8] = font!("SourceSerif4-Regular");
pub static SERIF_ITALIC: &[u8] = font!("SourceSerif4-Italic");
pub static SERIF_STRONG: &[u8] = font!("SourceSerif4-SemiBold");
pub static SANS: &[u8] = font!("Inter-Regular");
pub static SANS_ITALIC: &[u8] = font!("Inter-Italic");
pub static SANS_STRONG: &[u8] = font!("Inter-SemiBold");
/// Hack, which egui has for code.
pub static MONO: &[u8] = epaint_default_fonts::HACK_REGULAR;
