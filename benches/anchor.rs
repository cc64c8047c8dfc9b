//! How often marks stay on their words when an article changes, and how long the comparison takes.
//!
//! `cargo bench --no-default-features --bench anchor` prints both; with `faults` after it, also
//! the marks of the written versions that went wrong; with a number, other samples.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints, and stops where it cannot go on"
)]

#[path = "../tests/it/revise.rs"]
mod revise;

use std::time::Instant;

use dateline::{notebook::Carry, text::Span};
use revise::{Case, Dice, Length, measure, written};

const ROUNDS: usize = 24;
const CASES: [(&str, Case); 9] = [
    ("deleted", Case::Deleted),
    ("deleted beside a twin", Case::DeletedBesideTwin),
    ("the same and 10 % edited", Case::DeletedBesideTwinAndEdited(10)),
    ("twin kept, 10 % edited", Case::TwinAndEdited(10)),
    ("10 % edited", Case::Edited(10)),
    ("25 % edited", Case::Edited(25)),
    ("paragraph moved", Case::Moved),
    ("moved and 10 % edited", Case::MovedAndEdited(10)),
    ("moved and 25 % edited", Case::MovedAndEdited(25)),
];
/// The number of a list item is no sentence to mark; of sentences of a few words, an edit may leave one.
const LENGTHS: [(&str, Length); 4] = [
    ("2 words", Length::Words(2)),
    ("6 words", Length::Words(6)),
    ("sentence", Length::Sentence(3)),
    ("of 7 up", Length::Sentence(7)),
];

fn main() {
    let seed = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(1);
    println!(
        "{} texts, {ROUNDS} marks of each length in each; all in percent",
        revise::texts().len()
    );
    println!(
        "{:26} {:9} {:>6} {:>7} {:>9} {:>7} {:>7} {:>9}",
        "case", "mark", "marks", "right", "to a word", "wrong", "lies", "suggested"
    );
    for (name, case) in CASES {
        for (mark, length) in LENGTHS {
            row(name, mark, &measure(case, length, ROUNDS, seed));
        }
    }
    let (score, faults) = written();
    row("12 written versions", "as marked", &score);
    if std::env::args().any(|argument| argument == "faults") {
        println!("{}", faults.join("\n"));
    }
    println!(
        "wrong: an anchor on other words. lies: such a one called exact or moved, or a sure one whose words differ."
    );
    for size in [10_000, 300_000, 3_300_000] {
        time(size);
    }
}

fn row(name: &str, mark: &str, score: &revise::Score) {
    let percent = |count| score.percent(count);
    println!(
        "{name:26} {mark:9} {:6} {:7.1} {:9.1} {:7.1} {:7.1} {:9.1}",
        score.samples,
        percent(score.right),
        percent(score.to_the_word),
        percent(score.wrong),
        percent(score.lies),
        percent(score.suggested),
    );
}

/// A text of about `size` bytes whose every tenth word changed, and 2,000 marks in it.
fn time(size: usize) {
    let texts = revise::texts();
    let pool: Vec<&str> = texts.iter().flat_map(|text| text.split_whitespace()).collect();
    let (old, new) = revise::book(&pool, size, &mut Dice(7));
    let start = Instant::now();
    let carry = Carry::new(&old, &new);
    let compared = start.elapsed();
    let step = old.len() / 2_000;
    let kept = (0..2_000).filter(|i| {
        let mut at = i * step;
        while !old.is_char_boundary(at) {
            at += 1;
        }
        let end = dateline::text::next_word(&old, at + 20);
        carry.mark(Span::new(at, end)).span().is_some()
    });
    let kept = kept.count();
    println!(
        "{:.1} MB: compared in {:.0} ms, 2000 marks in {:.0} ms, {kept} kept",
        old.len() as f64 / 1e6,
        compared.as_secs_f64() * 1e3,
        start.elapsed().saturating_sub(compared).as_secs_f64() * 1e3,
    );
}
