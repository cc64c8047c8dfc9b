//! How fast times are found and resolved, alone and within the whole analysis, on one core, from a page to a shelf.

use divan::{Bencher, counter::BytesCount};

use dateline::{
    analysis::{Cancel, Given, analyze, times},
    article::{Article, Meta},
    import,
};

const FEATURE: &str = include_str!("../assets/articles/the-wire-under-the-sea.txt");
const NEWS: &str = include_str!("../tests/corpus/times/news.txt");

fn main() {
    divan::main();
}

/// From a page to a shelf: the cost for a byte should not grow.
const SIZES: [usize; 4] = [10_000, 100_000, 1_000_000, 10_000_000];

/// A feature and a page dense with times, over and over, up to `size` bytes.
fn article_of(size: usize) -> Article {
    let page = format!("{FEATURE}\n{NEWS}\n");
    let mut text = page.repeat(size / page.len() + 1);
    let cut = text.as_bytes()[..size].iter().rposition(|byte| *byte == b'\n').unwrap_or(0);
    text.truncate(cut);
    import::verbatim(text, Meta::default())
}

#[divan::bench(args = SIZES)]
fn tagger(bencher: Bencher<'_, '_>, size: usize) {
    let article = article_of(size);
    let given = Given::default();
    bencher.counter(BytesCount::new(article.text().len())).bench(|| {
        let found = times(&article, &given);
        assert!(!found.is_empty());
        found
    });
}

/// The same without a line's or a sentence's end: the hardest case for whatever looks back.
#[divan::bench(args = SIZES)]
fn tagger_on_one_line(bencher: Bencher<'_, '_>, size: usize) {
    let text = article_of(size).text().replace(['.', '!', '?', '\n'], ",");
    let article = import::verbatim(text, Meta::default());
    let given = Given::default();
    bencher.counter(BytesCount::new(article.text().len())).bench(|| times(&article, &given));
}

/// Names, times, events and the summary together.
#[divan::bench(args = SIZES, sample_count = 10)]
fn whole_analysis(bencher: Bencher<'_, '_>, size: usize) {
    let article = article_of(size);
    let given = Given::default();
    bencher
        .counter(BytesCount::new(article.text().len()))
        .bench(|| analyze(&article, &given, &Cancel::default()));
}
