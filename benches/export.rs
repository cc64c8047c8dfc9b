//! How long an export takes and how much it writes, in each format: `cargo bench --bench export`. An article of 3,000
//! words with 20 notes, and a shelf of 3.3 MB with 2,000 notes. The analysis is made before and not counted.
//!
//! Words after `--` are formats to be measured alone; "sample" and "book" choose one of the two texts.

#![expect(clippy::disallowed_methods, reason = "a bench looks at the clock")]
#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

use std::time::Instant;

use dateline::{
    analysis::{Analysis, Cancel, Given, analyze},
    article::{Article, Meta},
    export::{Format, Options, Parts, Summary, Work, export, fill},
    import,
    notebook::{Annotation, Color, Id, Notebook, Selector, Tag},
    storage::built_in_templates,
};
use jiff::Timestamp;

const FEATURE: &str = include_str!("../assets/articles/the-wire-under-the-sea.txt");
const WORDS: usize = 3_000;
const BOOK: usize = 3_300_000;

fn main() {
    let chosen: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let sizes = ["sample", "book"];
    let is_size = |word: &String| sizes.contains(&word.as_str());
    let formats: Vec<&String> = chosen.iter().filter(|word| !is_size(word)).collect();
    for size in sizes {
        if chosen.iter().any(is_size) && !chosen.iter().any(|word| word == size) {
            continue;
        }
        let read = if size == "sample" { sample() } else { book() };
        println!(
            "{size}: {} bytes, {} words, {} notes, {} events",
            read.article.text().len(),
            read.analysis.words,
            read.notebook.annotations().len(),
            read.analysis.events.len()
        );
        println!("{:<24} {:>12} {:>14}", "format", "ms", "bytes");
        let times = if size == "sample" { 20 } else { 3 };
        if formats.is_empty() {
            row("(the summary alone)", times, || {
                Summary::new(&read.work(), &Options::default()).words
            });
        }
        for format in Format::ALL {
            if formats.is_empty() || formats.iter().any(|word| *word == format.name()) {
                row(format.name(), times, || {
                    export(&read.work(), &Options::default(), format).bytes.len()
                });
            }
        }
        for template in built_in_templates() {
            if formats.is_empty() || formats.iter().any(|word| **word == template.name) {
                let options = Options { parts: Parts::ALL, ..Options::default() };
                row(&format!("template {}", template.name), times, || {
                    let filled = fill(&read.work(), &options, &template.name, &template.text);
                    filled.map_or(0, |filled| filled.bytes.len())
                });
            }
        }
    }
}

/// The middle of so many times, and what was made the last time.
fn row(name: &str, times: usize, mut make: impl FnMut() -> usize) {
    let mut made = 0;
    let mut taken: Vec<f64> = (0..times)
        .map(|_| {
            let start = Instant::now();
            made = make();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    taken.sort_by(f64::total_cmp);
    println!("{name:<24} {:>12.2} {made:>14}", taken[times / 2]);
}

struct Read {
    article: Article,
    analysis: Analysis,
    notebook: Notebook,
}

/// The feature as far as it has so many words.
fn sample() -> Read {
    let mut words = 0;
    let lines = FEATURE.split_inclusive('\n').take_while(|line| {
        words += line.split_whitespace().count();
        words <= WORDS
    });
    Read::new(lines.collect(), 20)
}

/// The feature over and over.
fn book() -> Read {
    Read::new(FEATURE.repeat(BOOK / FEATURE.len() + 1), 2000)
}

impl Read {
    /// A text with so many of its sentences marked.
    fn new(text: String, notes: usize) -> Self {
        let article = import::verbatim(text, Meta::default());
        let analysis =
            analyze(&article, &Given::default(), &Cancel::default()).expect("nobody cancels");
        let step = (analysis.sentences.len() / notes).max(1);
        let annotation = |(i, span)| Annotation {
            id: Id::new(i as u64 + 1),
            target: Selector::new(article.text(), span),
            color: Color::ALL[i % 4],
            comment: "Who says so, and when was it said first?".to_owned(),
            tags: Tag::new("verify").into_iter().collect(),
            created: Timestamp::UNIX_EPOCH,
            modified: Timestamp::UNIX_EPOCH,
        };
        let marked = analysis.sentences.iter().copied().step_by(step).take(notes).enumerate();
        let notebook = Notebook::with(marked.map(annotation).collect(), Vec::new());
        Self { article, analysis, notebook }
    }

    fn work(&self) -> Work<'_> {
        Work {
            article: &self.article,
            analysis: &self.analysis,
            notebook: &self.notebook,
            now: Timestamp::UNIX_EPOCH,
        }
    }
}
