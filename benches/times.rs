//! How fast times are found and resolved, on one core, from a page to a shelf of books.

use divan::{Bencher, counter::BytesCount};

use dateline::{
    analysis::{Given, times},
    article::{Article, Meta},
};

const FEATURE: &str = include_str!("../assets/articles/the-wire-under-the-sea.txt");
const NEWS: &str = include_str!("../tests/corpus/times/news.txt");

fn main() {
    divan::main();
}

/// A feature and a page dense with times, over and over, up to `size` bytes.
fn article_of(size: usize) -> Article {
    let page = format!("{FEATURE}\n{NEWS}\n");
    let mut text = page.repeat(size / page.len() + 1);
    let cut = text.as_bytes()[..size].iter().rposition(|byte| *byte == b'\n').unwrap_or(0);
    text.truncate(cut);
    Article::new(text, Meta::default())
}

#[divan::bench(args = [10_000, 100_000, 1_000_000, 10_000_000])]
fn tagger(bencher: Bencher<'_, '_>, size: usize) {
    let article = article_of(size);
    let given = Given::default();
    bencher.counter(BytesCount::new(article.text().len())).bench(|| {
        let found = times(&article, &given);
        assert!(!found.is_empty());
        found
    });
}
