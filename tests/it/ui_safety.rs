//! What keeps work safe, as a screen reader finds it: a changed file, versions, long notices.

use std::path::{Path, PathBuf};

use dateline::{
    app::{Action, Message},
    notebook::Notebook,
    storage::{self, Expect},
};
use egui_kittest::kittest::Queryable as _;
use tempfile::TempDir;

use crate::harness::{Shown, app, send, window, window_on};

fn write(path: &Path, text: &str) {
    let mut notebook = Notebook::default();
    text.clone_into(&mut notebook.text);
    storage::save(path, &storage::sample().article, &notebook, &Expect::Anything).unwrap();
}

/// The window on a notebook that was saved twice.
fn saved() -> (TempDir, PathBuf, Shown) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("calm.ron");
    write(&path, "First.\n");
    write(&path, "First.\nSecond.\n");
    let opened = path.clone();
    let harness = window_on(1440.0, move || storage::open(&opened).unwrap());
    (folder, path, harness)
}

/// Draws until this is so: the workers answer when they can.
fn until(harness: &mut Shown, is_so: impl Fn(&Shown) -> bool) {
    while !is_so(harness) {
        std::thread::sleep(std::time::Duration::from_millis(1));
        harness.run_ok();
    }
}

#[test]
fn a_changed_file_is_merged_by_the_key_that_is_safe() {
    let (_folder, path, mut harness) = saved();
    send(&mut harness, Message::SetNotebookText("Mine.\nFirst.\nSecond.\n".to_owned()));
    write(&path, "First.\nSecond.\nTheirs.\n");
    send(&mut harness, Message::Returned);
    until(&mut harness, |harness| app(harness).session.question.is_some());
    for button in ["Keep both", "Take theirs", "Replace theirs", "Cancel"] {
        assert!(harness.query_by_label(button).is_some(), "{button}");
    }
    assert!(harness.get_by_label("Merge").is_focused());
    harness.get_by_label("Merge").click();
    harness.run_ok();
    assert_eq!(app(&harness).session.notebook.text, "Mine.\nFirst.\nSecond.\nTheirs.\n");
}

#[test]
fn a_version_is_gone_back_to_and_one_is_kept_under_a_name() {
    let (_folder, path, mut harness) = saved();
    send(&mut harness, Message::Act(Action::Versions));
    until(&mut harness, |harness| app(harness).session.question.is_some());
    let field = harness
        .get_by_role_and_label(egui::accesskit::Role::TextInput, "Keep this version under a name");
    field.click();
    harness.run_ok();
    let field = harness
        .get_by_role_and_label(egui::accesskit::Role::TextInput, "Keep this version under a name");
    field.type_text("both lines");
    harness.run_ok();
    harness.get_by_label("Keep").click();
    until(&mut harness, |harness| harness.query_by_label("“both lines”").is_some());
    assert!(path.with_file_name("calm.ron (both lines)~").is_file());
    harness.get_by_label_contains("Restore Saved").click();
    harness.run_ok();
    assert_eq!(app(&harness).session.notebook.text, "First.\n");
    send(&mut harness, Message::Act(Action::Undo));
    assert_eq!(app(&harness).session.notebook.text, "First.\nSecond.\n");
}

#[test]
fn a_long_notice_is_seen_whole() {
    let mut harness = window(1440.0);
    let long = "The disk is full, and the file was left as it is. ".repeat(8);
    send(&mut harness, Message::Complain(long.clone()));
    let place = harness.get_by_label(&long).rect();
    assert!(place.left() > 0.0 && place.right() < 1440.0 && place.height() > 40.0, "{place:?}");
}
