//! The export's dialog, as a screen reader finds it.

use egui_kittest::kittest::Queryable as _;

use crate::harness::{CTRL, app, press, window};

#[test]
fn the_export_shows_what_it_will_write_and_goes_away_again() {
    let mut harness = window(1440.0);
    let open = egui::Modifiers { shift: true, ..CTRL };
    press(&mut harness, open, egui::Key::E);
    for words in ["Markdown", "HTML", "PDF", "Timeline", "Who and where", "Save as…"] {
        assert!(harness.query_all_by_label(words).next().is_some(), "{words}");
    }
    assert!(harness.query_by_label("Numbers").is_some());
    // A part that is put out is gone from the preview.
    harness.get_by_label("Entities").click();
    harness.run_ok();
    assert!(harness.query_by_label("Who and where").is_none());
    harness.get_by_label("iCalendar").click();
    harness.run_ok();
    let remark = harness.query_all_by_label_contains("A calendar cannot carry").next();
    assert!(remark.is_some());
    press(&mut harness, egui::Modifiers::NONE, egui::Key::Escape);
    assert!(harness.query_by_label("Save as…").is_none());
    assert!(app(&harness).question.is_none() && app(&harness).is_saved());
}
