//! The check of a draft, as a screen reader finds it.

use dateline::app::Message;
use egui_kittest::kittest::Queryable as _;

use crate::harness::{CTRL, app, press, send, shows, until, window};

const DRAFT: &str = "Akram al-Kabi called it a “temporary tactic” and said: “It is just the calm before the storm.”";

#[test]
fn a_draft_is_checked_and_takes_the_articles_words() {
    let mut harness = window(1440.0);
    press(&mut harness, egui::Modifiers::ALT, egui::Key::D);
    assert!(shows(&harness, "Your draft") && !shows(&harness, "To look at"));
    send(&mut harness, Message::SetDraft(DRAFT.to_owned()));
    let counts = "1 in the article · 2 almost";
    until(&mut harness, |harness| shows(harness, counts));
    for words in [
        "Name, otherwise in the article",
        "gone: Kabi, new: Kaabi",
        "Quotation, not word for word",
        "temporary tactic  2",
    ] {
        let found = harness.query_all_by_label_contains(words).next();
        assert!(found.is_some(), "{words}");
    }
    harness.get_all_by_label("Take the article's words").next().unwrap().click();
    until(&mut harness, |harness| shows(harness, "2 in the article · 1 almost"));
    assert!(app(&harness).draft.starts_with("Akram al-Kaabi called"));
    harness.get_by_label("Take the article's words").click();
    until(&mut harness, |harness| shows(harness, "3 claims in it, all in the article."));
    assert!(app(&harness).draft.ends_with("“It is only the calm before the storm.”"));
    // The field's steps are its own, and the notebook knows nothing of them.
    press(&mut harness, CTRL, egui::Key::Z);
    assert!(app(&harness).draft.ends_with("“It is just the calm before the storm.”"));
    until(&mut harness, |harness| shows(harness, "2 in the article · 1 almost"));
    assert!(app(&harness).session.is_saved());
    until(&mut harness, |harness| shows(harness, "2 in the article · 1 almost"));
    harness.get_by_label_contains("temporary tactic  2").click();
    harness.run_ok();
    let shown = app(&harness).reveal.span;
    assert_eq!(app(&harness).session.article.slice(shown), "temporary tactic");
}
