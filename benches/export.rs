//! How long an export takes in each format: the feature of some 4,000 words, and a shelf of 3.3 MB with 2,000 notes.

use std::sync::OnceLock;

use dateline::{
    analysis::{Analysis, Cancel, Given, analyze},
    article::{Article, Meta},
    export::{Format, Options, Summary, Work, export},
    notebook::{Annotation, Color, Id, Notebook, Selector, Tag},
};
use divan::Bencher;
use jiff::Timestamp;

const FEATURE: &str = include_str!("../assets/articles/the-wire-under-the-sea.txt");

fn main() {
    divan::main();
}

struct Read {
    article: Article,
    analysis: Analysis,
    notebook: Notebook,
}

impl Read {
    /// The feature so many times over, with so many of its sentences marked.
    fn new(times: usize, notes: usize) -> Self {
        let article = Article::new(FEATURE.repeat(times), Meta::default());
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

fn feature() -> &'static Read {
    static READ: OnceLock<Read> = OnceLock::new();
    READ.get_or_init(|| Read::new(1, 20))
}

fn shelf() -> &'static Read {
    static READ: OnceLock<Read> = OnceLock::new();
    READ.get_or_init(|| Read::new(3_300_000 / FEATURE.len() + 1, 2000))
}

#[divan::bench(args = Format::ALL)]
fn sample(bencher: Bencher<'_, '_>, format: Format) {
    let read = feature();
    bencher.bench(|| export(&read.work(), &Options::default(), format));
}

#[divan::bench(args = Format::ALL, sample_count = 3)]
fn book(bencher: Bencher<'_, '_>, format: Format) {
    let read = shelf();
    bencher.bench(|| export(&read.work(), &Options::default(), format));
}

#[divan::bench(sample_count = 3)]
fn summary_of_a_book(bencher: Bencher<'_, '_>) {
    let read = shelf();
    bencher.bench(|| Summary::new(&read.work(), &Options::default()));
}
