//! The reading view, by mouse, by keys, and as a screen reader finds it.

use std::{path::PathBuf, sync::Arc};

use dateline::{
    app::{Action, Message, Selection},
    article::Meta,
    import,
    notebook::{Color, Notebook},
    storage::{Opened, OpenedKind},
    text::Span,
};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::harness::{CTRL, Shown, app, press, send, window, window_on};

const NONE: egui::Modifiers = egui::Modifiers::NONE;
const SHIFT: egui::Modifiers = egui::Modifiers::SHIFT;

/// Three short paragraphs, so that every place is on the screen.
fn short() -> Opened {
    let text = "Ada Lovelace wrote to Babbage on 3 May 1843. He was in London.\n\nShe had a plan.\n\nThe end.";
    opened(text.to_owned())
}

/// A text far longer than a screen.
fn long() -> Opened {
    let paragraphs: Vec<String> =
        (0..3_000).map(|i| format!("Paragraph {i} says a few words about nothing.")).collect();
    opened(paragraphs.join("\n\n"))
}

fn opened(text: String) -> Opened {
    Opened {
        article: Arc::new(import::verbatim(text, Meta::from_file_name("letters.txt"))),
        notebook: Notebook::default(),
        kind: OpenedKind::Article { source: PathBuf::from("letters.txt") },
        complaints: Vec::new(),
        stamp: None,
    }
}

fn selected(harness: &Shown) -> &str {
    let app = app(harness);
    app.session.article.slice(app.session.selection.span())
}

/// Presses and lets go of the mouse at a place, `clicks` times.
fn click_at(harness: &mut Shown, at: egui::Pos2, clicks: usize) {
    harness.event(egui::Event::PointerMoved(at));
    harness.run_ok();
    for pressed in [true, false].repeat(clicks) {
        harness.event(egui::Event::PointerButton {
            pos: at,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: NONE,
        });
        harness.step();
    }
    harness.run_ok();
}

/// The left end of the first line of the paragraph that begins with these words.
fn start_of(harness: &Shown, words: &str) -> egui::Pos2 {
    let node = harness.get_by(|node| {
        node.role() == egui::accesskit::Role::Paragraph
            && node.label().is_some_and(|label| label.starts_with(words))
    });
    node.rect().left_top() + egui::vec2(3.0, 30.0)
}

#[test]
fn a_drag_selects_across_paragraphs_and_a_key_highlights() {
    let mut harness = window_on(1440.0, short);
    let (from, to) = (start_of(&harness, "Ada"), start_of(&harness, "She had"));
    harness.event(egui::Event::PointerMoved(from));
    harness.run_ok();
    let button = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: NONE,
    };
    harness.event(button(from, true));
    harness.run_ok();
    for step in 1..=4 {
        harness.event(egui::Event::PointerMoved(from.lerp(to, step as f32 / 4.0)));
        harness.run_ok();
    }
    harness.event(button(to, false));
    harness.run_ok();
    assert_eq!(
        selected(&harness),
        "Ada Lovelace wrote to Babbage on 3 May 1843. He was in London.\n\n"
    );
    // The toolbar is there, by name.
    assert!(harness.query_by_label("Highlight yellow").is_some());
    press(&mut harness, NONE, egui::Key::Num2);
    let annotation = &app(&harness).session.notebook.annotations()[0];
    assert_eq!(annotation.color, Color::Green);
    assert!(annotation.target.exact.ends_with("London."), "without the white space at the end");
    press(&mut harness, CTRL, egui::Key::Z);
    assert!(app(&harness).session.notebook.is_empty());
}

#[test]
fn double_click_takes_the_word_and_triple_the_sentence() {
    let mut harness = window_on(1440.0, short);
    let place = start_of(&harness, "Ada");
    click_at(&mut harness, place, 2);
    assert_eq!(selected(&harness), "Ada");
    click_at(&mut harness, place, 1);
    assert_eq!(selected(&harness), "Ada Lovelace wrote to Babbage on 3 May 1843.");
}

#[test]
fn the_caret_moves_by_keys_and_shift_extends() {
    let mut harness = window_on(1440.0, short);
    press(&mut harness, NONE, egui::Key::F7);
    assert!(app(&harness).session.caret);
    press(&mut harness, CTRL, egui::Key::ArrowRight);
    press(&mut harness, NONE, egui::Key::ArrowRight);
    press(&mut harness, CTRL | SHIFT, egui::Key::ArrowRight);
    assert_eq!(selected(&harness), "Lovelace");
    press(&mut harness, SHIFT, egui::Key::End);
    assert_eq!(selected(&harness), "Lovelace wrote to Babbage on 3 May 1843. He was in London.");
    press(&mut harness, SHIFT, egui::Key::ArrowDown);
    assert!(selected(&harness).ends_with("She had a plan."));
    press(&mut harness, NONE, egui::Key::Home);
    assert_eq!(
        app(&harness).session.selection,
        Selection::at(app(&harness).session.article.text().find("She").unwrap())
    );
    press(&mut harness, NONE, egui::Key::S);
    assert_eq!(selected(&harness), "She had a plan.");
}

#[test]
fn a_click_on_a_name_selects_its_entity() {
    let mut harness = window(1440.0);
    let mention = app(&harness).session.analysis.mentions[0];
    send(&mut harness, Message::Select(Selection::of(mention.span)));
    assert!(app(&harness).session.focused_entity().is_none());
    send(&mut harness, Message::SelectMention(mention.span));
    assert_eq!(app(&harness).session.focused_entity(), Some(mention.entity));
    press(&mut harness, NONE, egui::Key::CloseBracket);
    let count = app(&harness).session.analysis.mentions_of(mention.entity).count();
    assert_eq!(app(&harness).session.focus.mention == Some(mention.span), count == 1);
}

#[test]
fn only_what_is_visible_is_laid_out_and_any_place_can_be_reached() {
    let mut harness = window_on(1200.0, long);
    let paragraphs = |harness: &Shown| -> Vec<String> {
        harness
            .query_all_by(|node| node.label().is_some_and(|label| label.starts_with("Paragraph")))
            .filter_map(|node| node.accesskit_node().label())
            .collect()
    };
    let first = paragraphs(&harness);
    assert!(first.len() < 40 && first[0].starts_with("Paragraph 0 "), "{first:?}");
    let at = app(&harness).session.article.text().find("Paragraph 2000 ").unwrap();
    send(&mut harness, Message::Reveal(Span::at(at)));
    assert!(paragraphs(&harness).iter().any(|words| words.starts_with("Paragraph 2000 ")));
    press(&mut harness, NONE, egui::Key::End);
    assert!(paragraphs(&harness).last().unwrap().starts_with("Paragraph 2999 "));
    press(&mut harness, NONE, egui::Key::Home);
    assert_eq!(paragraphs(&harness), first);
}

#[test]
fn larger_text_keeps_the_place() {
    let mut harness = window_on(1200.0, long);
    let at = app(&harness).session.article.text().find("Paragraph 1500 ").unwrap();
    send(&mut harness, Message::Reveal(Span::at(at)));
    let top = app(&harness).session.top;
    for _ in 0..4 {
        send(&mut harness, Message::Act(Action::Larger));
    }
    let moved = app(&harness).session.top.abs_diff(top);
    assert!(moved < 200, "the view moved by {moved} bytes");
}

#[test]
fn keys_pressed_in_one_frame_act_one_after_the_other() {
    let mut harness = window_on(1200.0, short);
    // A key each for selecting, for a note on what is selected, and what is then written in it.
    harness.key_press(egui::Key::S);
    harness.key_press(egui::Key::N);
    harness.event(egui::Event::Text("So it ".to_owned()));
    harness.event(egui::Event::Text("was.".to_owned()));
    harness.run_ok();
    let [mark] = app(&harness).session.notebook.annotations() else { panic!("not one annotation") };
    assert_eq!(mark.comment, "So it was.");
}

#[test]
fn a_marks_end_is_dragged_to_other_words() {
    let mut harness = window_on(1280.0, short);
    let start = app(&harness).session.article.text().find("Babbage").unwrap();
    send(&mut harness, Message::Select(Selection::of(Span::new(start, start + 7))));
    press(&mut harness, NONE, egui::Key::Num1);
    let quote =
        |harness: &Shown| app(harness).session.notebook.annotations()[0].target.exact.clone();
    assert_eq!(quote(&harness), "Babbage");
    let from = harness.get_by_label("End of the mark").rect().center();
    let button = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: NONE,
    };
    harness.event(egui::Event::PointerMoved(from));
    harness.run_ok();
    harness.event(button(from, true));
    harness.step();
    let to = from + egui::vec2(40.0, -8.0);
    for at in [from.lerp(to, 0.5), to] {
        harness.event(egui::Event::PointerMoved(at));
        harness.step();
    }
    harness.event(button(to, false));
    harness.run_ok();
    assert!(quote(&harness).starts_with("Babbage on"), "{:?}", quote(&harness));
    assert_eq!(selected(&harness), "", "dragging an end selects nothing");
    press(&mut harness, CTRL, egui::Key::Z);
    assert_eq!(quote(&harness), "Babbage");
    press(&mut harness, egui::Modifiers::ALT | SHIFT, egui::Key::ArrowLeft);
    press(&mut harness, egui::Modifiers::ALT | SHIFT, egui::Key::ArrowUp);
    assert_eq!(quote(&harness), "to Babbage");
}
