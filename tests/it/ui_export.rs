//! The export's dialog, as a screen reader finds it.

use egui_kittest::kittest::Queryable as _;

use crate::harness::{CTRL, Shown, app, press, shows, until, window};

#[test]
fn the_export_shows_what_it_will_write_and_goes_away_again() {
    let mut harness = window(1440.0);
    let open = egui::Modifiers { shift: true, ..CTRL };
    press(&mut harness, open, egui::Key::E);
    until(&mut harness, |harness| shows(harness, "Who and where"));
    for words in ["Markdown", "HTML", "PDF", "Timeline", "Who and where", "Save as…"] {
        assert!(harness.query_all_by_label(words).next().is_some(), "{words}");
    }
    assert!(harness.query_by_label("Numbers").is_some());
    // A part that is put out is gone from the preview.
    harness.get_by_role_and_label(egui::Role::CheckBox, "Entities").click();
    until(&mut harness, |harness| !shows(harness, "Who and where"));
    harness.get_by_label("iCalendar").click();
    let remark = "A calendar cannot carry";
    until(&mut harness, |shown| shown.query_all_by_label_contains(remark).next().is_some());
    // What is no summary is shown as it is written.
    assert!(harness.query_all_by_label_contains("BEGIN:VEVENT").next().is_some());
    press(&mut harness, egui::Modifiers::NONE, egui::Key::Escape);
    assert!(harness.query_by_label("Save as…").is_none());
    assert!(app(&harness).session.question.is_none() && app(&harness).session.is_saved());
    // What was chosen is there the next time.
    let chosen = &app(&harness).settings.export;
    assert_eq!((chosen.format.as_str(), chosen.parts.entities), ("icalendar", false));
}

#[test]
fn a_sentence_is_dropped_from_the_summary_and_comes_back() {
    let mut harness = window(1440.0);
    let alt = egui::Modifiers::ALT;
    press(&mut harness, alt, egui::Key::S);
    let summary = |harness: &Shown| {
        app(harness)
            .session
            .analysis
            .summary
            .iter()
            .map(|ranked| ranked.sentence)
            .collect::<Vec<_>>()
    };
    until(&mut harness, |harness| shows(harness, "Drop"));
    let before = summary(&harness);
    harness.get_all_by_label("Drop").next().unwrap().click();
    harness.run_ok();
    let after = summary(&harness);
    assert_eq!(after.len(), before.len(), "the next in rank takes its place");
    assert!(!after.contains(&before[0]) && after.contains(&before[1]));
    assert!(!app(&harness).session.is_saved());
    // It may lie below what is in view.
    until(&mut harness, |harness| shows(harness, "Bring back"));
    harness.get_by_label("Bring back").click_accesskit();
    harness.run_ok();
    assert_eq!(summary(&harness), before);
    // Undone twice, as if nothing had been: the drop is a step, bringing back another.
    press(&mut harness, CTRL, egui::Key::Z);
    assert_eq!(summary(&harness), after);
    press(&mut harness, CTRL, egui::Key::Z);
    assert_eq!(summary(&harness), before);
    assert!(app(&harness).session.is_saved());
}

#[test]
fn a_template_is_chosen_and_shown_as_it_writes() {
    let mut harness = window(1440.0);
    let open = egui::Modifiers { shift: true, ..CTRL };
    press(&mut harness, open, egui::Key::E);
    until(&mut harness, |harness| shows(harness, "Who and where"));
    harness.get_by_label("Names as [[wiki links]]").click();
    harness.run_ok();
    assert!(app(&harness).settings.export.wiki_links);
    harness.get_by_value("No template").click();
    until(&mut harness, |harness| shows(harness, "mail.txt"));
    harness.get_by_label("mail.txt").click();
    until(&mut harness, |harness| {
        harness.query_all_by_label_contains("TIMELINE\n").next().is_some()
    });
    assert_eq!(app(&harness).settings.export.template, "mail.txt");
    // A format takes its place again.
    harness.get_by_label("Text").click();
    until(&mut harness, |harness| shows(harness, "Who and where"));
    assert_eq!(app(&harness).settings.export.template, "");
}
