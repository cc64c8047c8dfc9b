//! The review of marks after the article changed, as a screen reader sees it and as the keyboard works it.

use std::sync::Arc;

use dateline::{
    analysis::EntityKind,
    app::Tab,
    notebook::{
        Anchored, Annotation, CONFLICT, Color, Id, Notebook, Ruling, Selector, Standing, Tag,
        Verdict,
    },
    storage::Opened,
    text::Span,
};
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use crate::harness::{Shown, app, article, outline, press, window_on};

const OLD: &str = "The ferry left at noon with dozens of people.\n\n\
    The harbour was closed by the storm on Monday, police in Altona said.\n\n\
    Nobody was hurt, and the mayor thanked everybody who had helped.\n\n\
    The bridge stays open until the evening.\n";

const NEW: &str = "The bridge stays open until the evening.\n\n\
    The ferry left at noon with 16 of people.\n\n\
    The harbour was not closed by the storm on Monday, police in Altona said.\n";

fn place(text: &str, words: &str) -> Selector {
    let start = text.find(words).unwrap();
    Selector::new(text, Span::new(start, start + words.len()))
}

fn mark(id: u64, words: &str, comment: &str) -> Annotation {
    Annotation {
        id: Id::new(id),
        target: place(OLD, words),
        color: Color::Yellow,
        comment: comment.to_owned(),
        tags: Vec::new(),
        created: "2024-02-26T14:02:11Z".parse().unwrap(),
        modified: "2024-02-26T14:02:11Z".parse().unwrap(),
    }
}

/// Marks made on the old text, shown on the new one.
fn changed(marks: Vec<Annotation>, verdicts: Vec<Verdict>) -> Shown {
    let mut notebook = Notebook::with(marks, verdicts);
    let new = article(NEW).article;
    let command = notebook.replacement(&article(OLD).article, Arc::clone(&new));
    command.apply(&mut notebook).unwrap();
    window_on(1280.0, move || Opened { notebook: notebook.clone(), ..article(NEW) })
}

fn all() -> Shown {
    let verdict = Verdict {
        id: Id::new(5),
        on: place(OLD, "the mayor"),
        ruling: Ruling::Entity(EntityKind::Person),
        contested: false,
    };
    changed(
        vec![
            mark(1, "with dozens of people", "How many?"),
            mark(2, "was closed by the storm", ""),
            mark(3, "Nobody was hurt", "Who says so?"),
            mark(4, "police in Altona said", ""),
        ],
        vec![verdict],
    )
}

#[test]
fn a_screen_reader_is_told_what_changed_and_what_can_be_done() {
    let mut desk = all();
    desk.get_by_label("Review 5").click();
    desk.run();
    assert_eq!(app(&desk).session.tab, Tab::Review);
    insta::assert_snapshot!(outline(&desk, 960.0..1280.0, "Notes 4"), @"
    Tab: Notes 4
    Tab: Review 5
    Tab: Summary
    Tab: Draft
    Label: 0 marks are exact; 5 want a look.
    Button: Compare
    ListItem: Edited · a number changed: “with dozens of people”
    Label: Edited · a number changed
    Label: with, gone: dozens, new: 16, of people
    Label: How many?
    Button: Accept
    Button: Re-attach
    Button: Detach
    ListItem: Edited · a negation changed: “was closed by the storm”
    Label: Edited · a negation changed
    Label: was, new: not, closed by the storm
    Button: Accept
    Button: Re-attach
    Button: Detach
    ListItem: Orphan: “Nobody was hurt”
    Label: Orphan
    Label: …by the storm on Monday, police in Altona said. Nobody was hurt, and the mayor thanked everybody who had helped…
    Label: Who says so?
    Label: The words are gone. Kept with what stood around them.
    Button: Re-attach
    Button: Keep
    ");
}

#[test]
fn the_keys_go_through_the_review_and_every_step_can_be_taken_back() {
    let mut desk = all();
    press(&mut desk, Modifiers::NONE, Key::J);
    assert_eq!(
        (app(&desk).session.tab, app(&desk).session.review_here()),
        (Tab::Review, Some(Id::new(1)))
    );
    // The next is at hand as soon as one is done with.
    press(&mut desk, Modifiers::NONE, Key::A);
    assert_eq!(app(&desk).session.review_here(), Some(Id::new(2)));
    assert_eq!(
        app(&desk).session.anchors[0].1.span().map(|s| s.of(NEW)),
        Some("with 16 of people")
    );
    assert!(matches!(app(&desk).session.anchors[0].1, Anchored::Exact(_)));
    press(&mut desk, Modifiers::NONE, Key::U);
    let standing = |desk: &Shown, id| {
        app(desk).session.notebook.annotation(Id::new(id)).unwrap().target.standing.clone()
    };
    assert_eq!(standing(&desk, 2), Standing::Kept);
    assert_eq!(app(&desk).session.review.len(), 3);
    for left in [4, 5] {
        press(&mut desk, Modifiers::COMMAND, Key::Z);
        assert_eq!(app(&desk).session.review.len(), left);
    }
    assert_eq!(standing(&desk, 1), Standing::Edited { was: "with dozens of people".to_owned() });
    press(&mut desk, Modifiers::ALT, Key::N);
    assert_eq!(app(&desk).session.tab, Tab::Notes);
}

#[test]
fn a_lost_mark_is_put_on_the_selected_words() {
    let mut desk = all();
    desk.get_by_label("Review 5").click();
    desk.run();
    desk.get_by_label("Orphan: “Nobody was hurt”").click();
    desk.run();
    desk.get_all_by_label("Re-attach").nth(2).unwrap().click();
    desk.run_ok();
    assert!(app(&desk).notices[0].text.starts_with("Select the words"));
    let words = Span::new(NEW.find("stays open").unwrap(), NEW.find(" until").unwrap());
    let select = dateline::app::Message::Select(dateline::app::Selection::of(words));
    crate::harness::send(&mut desk, select);
    press(&mut desk, Modifiers::NONE, Key::L);
    let mark = app(&desk).session.notebook.annotation(Id::new(3)).unwrap();
    assert_eq!(
        (mark.target.exact.as_str(), &mark.target.standing),
        ("stays open", &Standing::Sure)
    );
    assert_eq!(mark.comment, "Who says so?");
}

#[test]
fn what_a_merge_could_not_settle_is_kept_or_removed() {
    let conflict = |id, words: &str| {
        let target = place(NEW, "bridge");
        let tags = Tag::new(CONFLICT).into_iter().collect();
        Annotation { target, tags, ..mark(id, "bridge", words) }
    };
    let ruling = |id, kind| Verdict {
        id: Id::new(id),
        on: place(NEW, "bridge"),
        ruling: Ruling::Entity(kind),
        contested: true,
    };
    let rulings = vec![ruling(3, EntityKind::Place), ruling(4, EntityKind::Person)];
    let notebook = Notebook::with(vec![conflict(1, "Mine."), conflict(2, "Theirs.")], rulings);
    let mut desk = window_on(1280.0, move || Opened { notebook: notebook.clone(), ..article(NEW) });
    desk.get_by_label("Review 4").click();
    desk.run();
    for verb in ["Keep", "Remove", "Keep", "Remove"] {
        desk.get_all_by_label(verb).next().unwrap().click();
        desk.run_ok();
    }
    let [ruling] = app(&desk).session.notebook.verdicts() else { panic!() };
    assert_eq!((&ruling.ruling, ruling.contested), (&Ruling::Entity(EntityKind::Place), false));
    let [kept] = app(&desk).session.notebook.annotations() else { panic!() };
    assert_eq!((kept.comment.as_str(), kept.tags.len()), ("Mine.", 0));
    desk.get_by_label("2 marks are exact, so there is nothing to review.");
    desk.get_by_label("Replace article text…");
}

#[test]
fn the_versions_are_compared_on_a_page() {
    let mut desk = all();
    press(&mut desk, Modifiers::NONE, Key::V);
    while app(&desk).session.comparison.is_none() {
        desk.run_ok();
    }
    desk.run_ok();
    let comparison = app(&desk).session.comparison.clone().unwrap();
    assert_eq!(comparison.old.text(), OLD);
    desk.get_by_label("What changed");
    desk.get_by_label("gone: dozens");
    press(&mut desk, Modifiers::NONE, Key::Escape);
    assert!(app(&desk).session.comparison.is_none());
}
