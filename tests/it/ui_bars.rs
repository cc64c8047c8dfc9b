//! The bars, the questions and the palette, as a screen reader finds them.

use dateline::{
    app::{Action, Message, Purpose, Question},
    notebook::Color,
};
use egui_kittest::kittest::Queryable as _;

use crate::harness::{CTRL, app, press, send, window};

#[test]
fn finding_goes_from_hit_to_hit_by_keys() {
    let mut harness = window(1440.0);
    press(&mut harness, CTRL, egui::Key::F);
    let field = harness.get_by_label("Find in article");
    assert!(field.is_focused());
    field.type_text("the");
    harness.run_ok();
    let count = app(&harness).session.find.hits.len();
    assert!(count > 2);
    assert!(harness.query_by_label(&format!("1 of {count}")).is_some());
    press(&mut harness, egui::Modifiers::NONE, egui::Key::Enter);
    assert!(harness.query_by_label(&format!("2 of {count}")).is_some());
    press(&mut harness, egui::Modifiers::SHIFT, egui::Key::Enter);
    press(&mut harness, egui::Modifiers::SHIFT, egui::Key::Enter);
    assert!(harness.query_by_label(&format!("{count} of {count}")).is_some());
    harness.get_by_label("Find in article").type_text("zzz");
    harness.run_ok();
    assert!(harness.query_by_label("no match").is_some());
    press(&mut harness, egui::Modifiers::NONE, egui::Key::Escape);
    assert!(!harness.get_by_label("Find in article").is_focused());
}

#[test]
fn the_title_is_a_field_while_it_is_written() {
    let mut harness = window(1440.0);
    press(&mut harness, egui::Modifiers::NONE, egui::Key::F2);
    harness.get_by_label("Title").type_text("Another title");
    harness.run_ok();
    press(&mut harness, egui::Modifiers::NONE, egui::Key::Enter);
    assert_eq!(app(&harness).session.title(), "Another title");
    press(&mut harness, egui::Modifiers::NONE, egui::Key::F2);
    harness.get_by_label("Title").type_text("A third");
    harness.run_ok();
    press(&mut harness, egui::Modifiers::NONE, egui::Key::Escape);
    assert_eq!(app(&harness).session.title(), "Another title");
    press(&mut harness, CTRL, egui::Key::Z);
    assert_ne!(app(&harness).session.title(), "Another title");
}

#[test]
fn letters_in_a_field_are_no_acts_and_outside_they_are() {
    let mut harness = window(1440.0);
    send(&mut harness, Message::Act(Action::SelectAll));
    press(&mut harness, CTRL, egui::Key::F);
    press(&mut harness, egui::Modifiers::NONE, egui::Key::Num1);
    assert!(app(&harness).session.notebook.is_empty());
    press(&mut harness, egui::Modifiers::NONE, egui::Key::Escape);
    assert!(!app(&harness).session.selection.is_empty(), "the first Escape only leaves the field");
    press(&mut harness, egui::Modifiers::NONE, egui::Key::Num1);
    assert_eq!(app(&harness).session.notebook.annotations().len(), 1);
    press(&mut harness, egui::Modifiers::NONE, egui::Key::Escape);
    assert!(app(&harness).session.selection.is_empty());
}

#[test]
fn reading_settings_change_the_page_at_once() {
    let mut harness = window(1440.0);
    press(&mut harness, CTRL, egui::Key::R);
    let before = app(&harness).settings.reading.size;
    harness.get_by_label("Size: more").click();
    harness.run_ok();
    assert_eq!(app(&harness).settings.reading.size, before + 0.5);
    harness.get_by_label("Size: less").click();
    harness.run_ok();
    assert_eq!(app(&harness).settings.reading.size, before);
}

#[test]
fn unsaved_work_is_asked_about_and_escape_keeps_it() {
    let mut harness = window(1440.0);
    send(&mut harness, Message::Act(Action::SelectAll));
    send(&mut harness, Message::Act(Action::Highlight(Color::Green)));
    send(&mut harness, Message::CloseRequested);
    assert!(app(&harness).session.question.is_some());
    for verb in ["Don't save", "Cancel"] {
        assert!(harness.query_by_label(verb).is_some(), "{verb}");
    }
    press(&mut harness, egui::Modifiers::NONE, egui::Key::Escape);
    assert!(
        app(&harness).session.question.is_none()
            && app(&harness).session.notebook.annotations().len() == 1
    );
}

#[test]
fn where_there_is_no_dialog_the_path_can_be_typed() {
    let mut harness = window(1440.0);
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("typed.ron");
    send(&mut harness, Message::NoDialog(Purpose::Save, "There is no dialog.".to_owned()));
    assert!(matches!(app(&harness).session.question, Some(Question::Path { .. })));
    assert!(harness.query_by_label("There is no dialog.").is_some());
    let field = harness.get_by_label("Path of the file");
    assert!(field.value().is_some_and(|proposal| proposal.contains(".ron")));
    drop(folder);
    assert!(!path.exists());
    press(&mut harness, egui::Modifiers::NONE, egui::Key::Escape);
    assert!(app(&harness).session.question.is_none());
}

#[test]
fn the_palette_does_what_its_words_say() {
    let mut harness = window(1440.0);
    press(&mut harness, CTRL, egui::Key::P);
    harness.get_by_label("Act").type_text("dark theme");
    harness.run_ok();
    press(&mut harness, egui::Modifiers::NONE, egui::Key::Enter);
    let dark = dateline::storage::settings::ThemeChoice::Dark;
    assert_eq!(app(&harness).settings.theme, dark);
    assert!(harness.query_by_label("Act").is_none());
    press(&mut harness, egui::Modifiers::NONE, egui::Key::F1);
    assert!(harness.query_by_label("Ctrl Shift Z").is_some());
    press(&mut harness, egui::Modifiers::NONE, egui::Key::Escape);
    assert!(harness.query_by_label("Ctrl Shift Z").is_none());
}

#[test]
fn notices_are_read_and_dismissed() {
    let mut harness = window(1440.0);
    send(&mut harness, Message::Complain("The cat sat on the keys.".to_owned()));
    assert!(harness.query_by_label("The cat sat on the keys.").is_some());
    harness.get_by_label("Dismiss").click();
    harness.run_ok();
    assert!(app(&harness).notices.is_empty());
}

#[test]
fn a_narrow_bar_keeps_its_parts_apart() {
    for width in [720.0, 900.0, 1440.0] {
        let harness = window(width);
        let parts = ["Find in article", "Reading settings", "Theme", "Open…", "Save"];
        let rects = parts.map(|part| harness.get_by_label(part).rect());
        for pair in rects.windows(2) {
            assert!(pair[0].right() <= pair[1].left() + 0.5, "{width}: {pair:?}");
        }
        assert!(rects.iter().all(|rect| rect.left() >= 0.0 && rect.right() <= width), "{width}");
    }
}

#[test]
fn nothing_breaks_in_a_window_too_small_for_it() {
    for width in [120.0, 400.0, 720.0] {
        let mut harness = window(width);
        send(&mut harness, Message::Act(Action::SelectAll));
        send(&mut harness, Message::SetQuery("the".to_owned()));
        send(&mut harness, Message::Complain("Mind the step.".to_owned()));
        for key in [egui::Key::P, egui::Key::R] {
            press(&mut harness, CTRL, key);
            press(&mut harness, egui::Modifiers::NONE, egui::Key::Escape);
        }
        for key in [egui::Key::F1, egui::Key::Escape, egui::Key::F2, egui::Key::Escape] {
            press(&mut harness, egui::Modifiers::NONE, key);
        }
        let why = "There is no dialog here, and there is none elsewhere.".to_owned();
        send(&mut harness, Message::NoDialog(Purpose::Open, why));
        assert!(app(&harness).session.question.is_some(), "{width}");
    }
}
