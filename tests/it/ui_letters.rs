//! Every letter in the window shows its own picture, whatever was switched since it was laid out.
//!
//! egui keeps the pictures of letters in one atlas and clears it now and then. What points into the old one shows
//! other letters or none. The end-to-end test looks at the screen; here all letters are looked up in the atlas.

use std::path::Path;

use dateline::{
    app::{Action, Message, Tab},
    storage::{
        self,
        settings::{Reading, Settings, ThemeChoice, Typeface},
    },
};
use egui::{Color32, ColorImage, Shape, epaint::TextShape};

use crate::harness::{Shown, send, shows, until, window_set};

/// A character, where it stands, and what the atlas has for it.
type Letter = (char, [i32; 2], Vec<Color32>);

/// The pictures of all letters, and how full of them the room for them is.
fn atlas(harness: &Shown) -> (ColorImage, f32) {
    harness.ctx.fonts(|fonts| (fonts.image(), fonts.font_atlas_fill_ratio()))
}

/// All letters of the frame drawn last but those of the status bar, which tells how long the reading took.
fn letters(harness: &Shown) -> Vec<Letter> {
    let (atlas, _) = atlas(harness);
    let mut found = Vec::new();
    for shape in &harness.output().shapes {
        add_letters(&shape.shape, &atlas, &mut found);
    }
    let bottom = harness.ctx.content_rect().bottom() - 26.0;
    found.retain(|(_, [_, y], _)| (*y as f32) < bottom);
    found
}

fn add_letters(shape: &Shape, atlas: &ColorImage, found: &mut Vec<Letter>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| add_letters(shape, atlas, found)),
        Shape::Text(TextShape { pos, galley, .. }) => {
            for row in &galley.rows {
                for glyph in row.glyphs.iter().filter(|glyph| !glyph.uv_rect.is_nothing()) {
                    let at = *pos + row.pos.to_vec2() + glyph.pos.to_vec2();
                    let [[left, top], [right, bottom]] =
                        [glyph.uv_rect.min, glyph.uv_rect.max].map(|at| at.map(usize::from));
                    let picture = (top..bottom).flat_map(|y| (left..right).map(move |x| (x, y)));
                    // A place that the new atlas does not even have is as wrong as another letter.
                    let inside = right <= atlas.width() && bottom <= atlas.height();
                    let picture = picture.filter(|_| inside).map(|place| atlas[place]).collect();
                    found.push((glyph.chr, [at.x.round() as i32, at.y.round() as i32], picture));
                }
            }
        }
        _ => {}
    }
}

/// What the reader has switched.
struct Look {
    name: &'static str,
    settings: Settings,
    scale: f32,
}

impl Look {
    fn new(name: &'static str) -> Self {
        Self { name, settings: Settings::default(), scale: 1.0 }
    }

    fn theme(name: &'static str, theme: ThemeChoice) -> Self {
        Self { settings: Settings { theme, ..Settings::default() }, ..Self::new(name) }
    }

    fn reading(name: &'static str, reading: Reading) -> Self {
        Self { settings: Settings { reading, ..Settings::default() }, ..Self::new(name) }
    }
}

/// What the reader does: told by a function, since messages are used up.
type Acts = fn() -> Vec<Message>;

fn noted() -> Vec<Message> {
    vec![
        Message::SetNotebookText("# To do\nAsk *them* on 25 Feb 2024.".to_owned()),
        Message::Act(Action::NextAnnotation),
        Message::Act(Action::Note),
    ]
}

fn drafted() -> Vec<Message> {
    vec![
        Message::Act(Action::ShowTab(Tab::Draft)),
        Message::SetDraft("A pause on 25 Feb 2024, said nobody.".to_owned()),
    ]
}

/// A fresh window that looks so, in which this was done.
fn fresh(look: &Look, acts: Vec<Message>) -> Shown {
    let mut harness = window_set(1280.0, look.settings.clone(), || {
        storage::open(Path::new(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/saves/a-lull-with-a-warning.ron"
        )))
        .unwrap()
    });
    scale(&mut harness, look);
    for message in acts {
        send(&mut harness, message);
    }
    until(&mut harness, |harness| !shows(harness, "Looking…"));
    harness
}

/// Gives the window its scale, and a size at which nothing needs scrolling to be shown.
fn scale(harness: &mut Shown, look: &Look) {
    let size = egui::vec2(1280.0, 1000.0);
    // A new scale takes its share of the size, and panels that were squeezed once stay narrow.
    let rise = look.scale / harness.ctx.pixels_per_point();
    harness.set_size(size * rise.max(1.0));
    harness.run_ok();
    harness.set_pixels_per_point(look.scale);
    harness.run_ok();
    harness.set_size(size);
    harness.run_ok();
}

/// Every letter of the window that has lived through something, beside the one that has not.
fn are_alike(lived: &Shown, fresh: &Shown, what: &str) {
    let (lived, fresh) = (letters(lived), letters(fresh));
    let words = |letters: &[Letter]| letters.iter().map(|letter| letter.0).collect::<String>();
    assert!(fresh.len() > 500, "{what}: only {} letters are there", fresh.len());
    assert_eq!(words(&lived), words(&fresh), "{what}");
    let mut wrong = lived.iter().zip(&fresh).filter(|(lived, fresh)| lived != fresh);
    if let Some((lived, fresh)) = wrong.next() {
        let place = |letter: &Letter| (letter.0, letter.1);
        let more = wrong.count();
        panic!("{what}: {:?} for {:?} and {more} more", place(lived), place(fresh));
    }
}

#[test]
fn letters_are_right_after_each_switch() {
    let reading = Reading::default();
    let looks = [
        Look::theme("dark", ThemeChoice::Dark),
        Look::theme("sepia", ThemeChoice::Sepia),
        Look::theme("contrast", ThemeChoice::Contrast),
        Look::theme("light", ThemeChoice::Light),
        Look::theme("as the system", ThemeChoice::System),
        Look::reading("Literata", Reading { typeface: Typeface::Book, ..reading }),
        Look::reading("Inter", Reading { typeface: Typeface::Sans, ..reading }),
        Look::reading("larger", Reading { size: 26.0, ..reading }),
        Look { scale: 1.5, ..Look::new("scaled") },
    ];
    for acts in [noted as Acts, drafted] {
        let mut lived = fresh(&Look::new("at first"), acts());
        for look in &looks {
            send(&mut lived, Message::SetSettings(Box::new(look.settings.clone())));
            scale(&mut lived, look);
            are_alike(&lived, &fresh(look, acts()), look.name);
        }
    }
}

#[test]
fn letters_are_right_when_the_atlas_was_full() {
    let mut lived = fresh(&Look::new("at first"), noted());
    lived.input_mut().max_texture_side = Some(1024);
    let fill = |harness: &Shown| atlas(harness).1;
    let (mut before, mut cleared) = (0.0, 0);
    // Each size of the page has letters of its own, while those around it stay.
    for step in 0..60 {
        let reading = Reading { size: 10.0 + 0.25 * step as f32, ..Reading::default() };
        let look = Look::reading("after the atlas was cleared", reading);
        send(&mut lived, Message::SetSettings(Box::new(look.settings.clone())));
        if fill(&lived) < before {
            cleared += 1;
            are_alike(&lived, &fresh(&look, noted()), look.name);
        }
        before = fill(&lived);
    }
    assert!(cleared > 0, "the atlas was never full, but {before}");
}
