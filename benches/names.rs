//! How fast names are found, whether the time grows with the text alone, and how soon the model is ready.

use divan::{Bencher, black_box, counter::ItemsCount};

use dateline::{
    analysis::training::{Models, embedded, read},
    text::{Span, word_count},
};

const FEATURE: &str = include_str!("../assets/articles/the-wire-under-the-sea.txt");
const FIELD: &[u8] = include_bytes!("../assets/models/names.bin");
const NETWORK: &[u8] = include_bytes!("../assets/models/network.bin");

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
    let Ok(models) = embedded() else { return };
    bencher.counter(ItemsCount::new(words)).bench(|| {
        let names = read(models, &text);
        assert!(names.len() > words / 100);
    });
}

/// Checking both models' bytes and unpacking the network's layers; the rest is read where it lies.
#[divan::bench]
fn load(bencher: Bencher<'_, '_>) {
    bencher.bench(|| assert!(Models::new(black_box(FIELD), Some(black_box(NETWORK))).is_ok()));
}
