//! What many notes cost: `cargo bench --bench notes`. 2,000 marks with notes, and 300 KB of text in the free notebook.
//!
//! A keystroke is the frame it arrives in and the one that shows what it did, by the processor time of this thread for
//! building them and their triangles. Saving and opening are whole: with the disk, and for opening with the first frame.

#![expect(clippy::unwrap_used, reason = "a bench that cannot measure should stop")]
#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

mod harness;

use std::{fmt::Write as _, path::Path};

use dateline::{
    app::{Action, Message},
    notebook::{Annotation, Color, Id, Notebook, Selector, Tag},
    storage::{self, Expect, Opened, from_bytes},
    text::{Span, next_word},
};
use egui::Event;

use harness::{Bench, clocks, percentiles};

const MARKS: usize = 2_000;
const NOTES: usize = 300_000;
const KEYS: usize = 200;

fn main() {
    let opened = full();
    let notes: usize = opened.notebook.annotations().iter().map(|mark| mark.comment.len()).sum();
    println!(
        "{MARKS} marks with {:.0} KB of notes, {:.0} KB in the notebook, an article of {:.0} KB",
        notes as f64 / 1e3,
        opened.notebook.text.len() as f64 / 1e3,
        opened.article.text().len() as f64 / 1e3
    );
    println!("{:<58} {:>16}   aim", "figure", "measured");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("many.ron");
    let mut save = Vec::new();
    for _ in 0..10 {
        let start = now();
        let saved = storage::save(&path, &opened.article, &opened.notebook, &Expect::Anything);
        saved.unwrap();
        save.push((now() - start) * 1e3);
    }
    row("saving, p50 / p99, ms", &percentiles(save), "100");
    let mut open = Vec::new();
    for _ in 0..10 {
        let start = now();
        let mut bench = Bench::new(storage::open(&path).unwrap());
        bench.frame(Vec::new());
        open.push((now() - start) * 1e3);
        // Else its thread reads on beside the next opening, which no reader's window does to another.
        bench.settle(0);
    }
    let first = format!("{:.2}", open[0]);
    row("the first opening of the process to the first frame, ms", &first, "200");
    row("opening to the first frame, p50 / p99, ms", &percentiles(open), "200");
    let mut bench = Bench::new(storage::open(&path).unwrap());
    bench.settle(30);
    let still = (0..KEYS).map(|_| bench.frame(Vec::new()).0).collect();
    row("a frame while nothing happens, p50 / p99, ms", &percentiles(still), "");
    act(&mut bench, Action::WriteNotebook);
    row("a key typed at the end of the notebook, p50 / p99, ms", &type_keys(&mut bench), "8");
    press(&mut bench, egui::Key::Home, egui::Modifiers::COMMAND);
    row("a key typed at its beginning, p50 / p99, ms", &type_keys(&mut bench), "8");
    act(&mut bench, Action::NextAnnotation);
    act(&mut bench, Action::Note);
    row("a key typed into a note, p50 / p99, ms", &type_keys(&mut bench), "8");
    act(&mut bench, Action::FindNotes);
    row("a key typed into the find box of the notes, p50 / p99, ms", &type_keys(&mut bench), "");
}

fn row(figure: &str, measured: &str, aim: &str) {
    println!("{figure:<58} {measured:>16}   {aim}");
}

fn now() -> f64 {
    clocks().1
}

/// The samples one after the other, a mark in every few words, and a long notebook with all that notes can hold.
fn full() -> Opened {
    let sample = storage::sample();
    let mut text = String::new();
    while text.len() < MARKS * 60 {
        writeln!(text, "{}\n", sample.article.text()).unwrap();
    }
    let opened = from_bytes(Path::new("long.txt"), text.as_bytes()).unwrap();
    let text = opened.article.text();
    let step = text.len() / MARKS;
    let moment = "2024-02-26T14:02:11Z".parse().unwrap();
    let marks = (0..MARKS).map(|i| {
        let start = next_word(text, i * step);
        let span = Span::new(start, next_word(text, start + 12)).trim(text);
        Annotation {
            id: Id::new(1_708_869_731_123 + i as u64),
            target: Selector::new(text, span),
            color: Color::ALL[i % 4],
            comment: format!("Who says so, and **when**? See @Lee on 2024-02-2{}, #check.", i % 9),
            tags: Tag::new(["verify", "quote", "who"][i % 3]).into_iter().collect(),
            created: moment,
            modified: moment,
        }
    });
    let mut notebook = Notebook::with(marks.collect(), Vec::new());
    let mut line = 0;
    while notebook.text.len() < NOTES {
        line += 1;
        let words = match line % 5 {
            0 => "## What the harbour office said",
            1 => "- ask @Lee for the *second* list of ships, 25 Feb 2024",
            2 => "> \"We had no choice\", said the mayor, who was not there. #verify",
            3 => "",
            _ => {
                "The first version of the story had the ferry leave at noon; the **second** one has it leave an hour later, and the third does not say."
            }
        };
        writeln!(notebook.text, "{words}").unwrap();
    }
    Opened { notebook, ..opened }
}

fn act(bench: &mut Bench, action: Action) {
    bench.window.send(Message::Act(action));
    for _ in 0..5 {
        bench.frame(Vec::new());
    }
}

fn press(bench: &mut Bench, key: egui::Key, modifiers: egui::Modifiers) {
    let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
    bench.frame(vec![event(true)]);
    bench.frame(vec![event(false)]);
}

/// The dearer of the two frames of each keystroke.
fn type_keys(bench: &mut Bench) -> String {
    let before = bench.window.app().session.notebook.clone();
    let query = bench.window.app().session.shelf.query.clone();
    let mut key = |letter: &str| {
        let first = bench.frame(vec![Event::Text(letter.to_owned())]).0;
        first.max(bench.frame(Vec::new()).0)
    };
    let letters = ["a", "n", " ", "e", "s"];
    let times = (0..KEYS).map(|i| key(letters[i % letters.len()])).collect();
    let app = bench.window.app();
    assert!(
        app.session.notebook != before || app.session.shelf.query != query,
        "nothing was typed"
    );
    percentiles(times)
}
