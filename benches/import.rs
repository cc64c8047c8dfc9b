//! How long it takes to make an article of a file's bytes, from a page to a shelf of books.

use divan::{Bencher, counter::BytesCount};

use dateline::import::{Options, import};

const FEATURE: &str = include_str!("../assets/articles/the-wire-under-the-sea.txt");

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

#[divan::bench(args = [10_000, 300_000, 3_300_000, 10_000_000])]
fn utf8(bencher: Bencher<'_, '_>, size: usize) {
    let text = text_of(size);
    bencher.counter(BytesCount::new(text.len())).bench(|| {
        let imported = import("feature.txt", text.as_bytes(), Options::default());
        assert!(imported.is_ok_and(|imported| imported.article.text().len() == text.len()));
    });
}

/// The slow way in: every line break to be changed, every letter to be decoded.
#[divan::bench(args = [10_000, 300_000, 3_300_000, 10_000_000])]
fn utf16_with_crlf(bencher: Bencher<'_, '_>, size: usize) {
    let text = text_of(size);
    let bytes: Vec<u8> = std::iter::once('\u{feff}')
        .chain(text.replace('\n', "\r\n").chars())
        .collect::<String>()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    bencher.counter(BytesCount::new(text.len())).bench(|| {
        let imported = import("feature.txt", &bytes, Options::default());
        assert!(imported.is_ok_and(|imported| imported.article.text().len() == text.len()));
    });
}
