//! How fast names are found, whether the time grows with the text alone, and how soon the model is ready.

use divan::{Bencher, black_box, counter::ItemsCount};

use dateline::{
    analysis::training::{Model, embedded, read},
    text::{Span, word_count},
};

const FEATURE: &str = include_str!("../assets/articles/the-wire-under-the-sea.txt");
const MODEL: &[u8] = include_bytes!("../assets/models/names.bin");

fn main() {
    divan::main();
}

/// The feature, over and over, cut at a line's end below `size` bytes.
fn text_of(size: usize) -> String {
    let mut text = FEATURE.repeat(size / FEATURE.len() + 1);
    let cut = text.as_bytes()[..size].iter().rposition(|byte| *byte == b'\n').unwrap_or(0);
    text.truncate(cut);
    text
}

/// Finding and grouping; counted in words.
#[divan::bench(args = [10_000, 100_000, 1_000_000, 10_000_000])]
fn names(bencher: Bencher<'_, '_>, size: usize) {
    let text = text_of(size);
    let words = word_count(&text, Span::new(0, text.len()));
    let Ok(model) = embedded() else { return };
    bencher.counter(ItemsCount::new(words)).bench(|| {
        let names = read(model, &text);
        assert!(names.len() > words / 100);
    });
}

/// Checking the model's bytes; after that it is read where it lies.
#[divan::bench]
fn load(bencher: Bencher<'_, '_>) {
    bencher.bench(|| assert!(Model::new(black_box(MODEL)).is_ok()));
}
