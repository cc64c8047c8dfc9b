//! The notes panel, as a screen reader sees it.

use dateline::{
    notebook::{Annotation, Color, Id, Notebook, Selector, Tag},
    storage::Opened,
    text::Span,
};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::harness::{CTRL, Shown, app, article, outline, press, window_on};

const TEXT: &str = "The calm is a tactic.\n\nIt will end in spring.\n";

fn note(id: u64, words: &str, comment: &str) -> Annotation {
    let start = TEXT.find(words).unwrap();
    Annotation {
        id: Id::new(id),
        target: Selector::new(TEXT, Span::new(start, start + words.len())),
        color: Color::Yellow,
        comment: comment.to_owned(),
        tags: Tag::new("verify").into_iter().collect(),
        created: "2024-02-26T14:02:11Z".parse().unwrap(),
        modified: "2024-02-26T14:02:11Z".parse().unwrap(),
    }
}

fn desk(notes: Vec<Annotation>) -> Shown {
    let notebook = Notebook::with(notes, Vec::new());
    window_on(1280.0, move || Opened { notebook: notebook.clone(), ..article(TEXT) })
}

fn two_notes() -> Shown {
    desk(vec![note(2, "end in spring", ""), note(1, "calm", "Compare.")])
}

fn comment(desk: &Shown, id: u64) -> String {
    app(desk).session.notebook.annotation(Id::new(id)).unwrap().comment.clone()
}

#[test]
fn a_screen_reader_is_told_everything() {
    let mut desk = two_notes();
    desk.get_by_label("Note on “calm”").click();
    desk.run();
    insta::assert_snapshot!(outline(&desk, 960.0..1280.0, "Notes 2"), @"
    Tab: Notes 2
    Tab: Review
    Tab: Summary
    Tab: Draft
    TextInput: Find in notes
    Button: By place
    Button: Tags and colours
    Button: #verify 2
    ListItem: Note on “calm”
    MultilineTextInput: Comment
    TextRun: Compare.
    Label: #verify
    Button: Take off #verify
    TextInput: Add a tag
    Button: Highlight yellow
    Button: Highlight green
    Button: Highlight blue
    Button: Highlight pink
    Button: Remove mark
    ListItem: Note on “end in spring”
    Label: #verify
    Label: Notebook
    MultilineTextInput: Notebook
    ");
}

#[test]
fn a_card_goes_to_its_place_and_takes_a_comment() {
    let mut desk = two_notes();
    desk.get_by_label("Notes 2");
    desk.get_by_label("Note on “end in spring”").click();
    desk.run();
    assert_eq!(app(&desk).session.focus.annotation, Some(Id::new(2)));
    desk.get_by_label("Comment").focus();
    desk.run();
    desk.get_by_label("Comment").type_text("Ask ");
    desk.run();
    desk.get_by_label("Comment").type_text("when.");
    desk.run();
    assert_eq!(comment(&desk, 2), "Ask when.");
    assert_eq!(desk.get_by_label("Comment").value().as_deref(), Some("Ask when."));
}

#[test]
fn undo_is_the_apps_and_the_field_follows() {
    let mut desk = two_notes();
    desk.get_by_label("Compare.").click();
    desk.run();
    assert!(desk.get_by_label("Comment").is_focused());
    desk.get_by_label("Comment").type_text(" More.");
    desk.run();
    assert_eq!(comment(&desk, 1), "Compare. More.");
    for _ in 0..3 {
        desk.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        desk.run();
        assert_eq!(comment(&desk, 1), "Compare.");
        assert_eq!(desk.get_by_label("Comment").value().as_deref(), Some("Compare."));
    }
    desk.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    desk.run();
    assert_eq!(comment(&desk, 1), "Compare. More.");
}

#[test]
fn tags_are_added_and_taken_off() {
    let mut desk = two_notes();
    desk.get_by_label("Note on “calm”").click();
    desk.run();
    desk.get_by_label("Add a tag").focus();
    desk.run();
    desk.get_by_label("Add a tag").type_text("#to check");
    desk.key_press(Key::Enter);
    desk.run();
    desk.get_by_label("Take off #verify").click();
    desk.run();
    let note = app(&desk).session.notebook.annotation(Id::new(1)).unwrap().clone();
    assert_eq!(note.tags.iter().map(Tag::as_str).collect::<Vec<_>>(), ["to-check"]);
    desk.get_by_label("#to-check");
}

#[test]
fn a_mark_takes_another_colour_or_goes() {
    let mut desk = two_notes();
    desk.get_by_label("Note on “calm”").click();
    desk.run();
    desk.get_by_label("Highlight pink").click();
    desk.run();
    let color =
        |desk: &Shown| app(desk).session.notebook.annotation(Id::new(1)).map(|note| note.color);
    assert_eq!(color(&desk), Some(Color::Pink));
    desk.get_by_label("Remove mark").click();
    desk.run();
    assert_eq!(color(&desk), None);
}

#[test]
fn the_notebook_takes_free_text() {
    let mut desk = desk(Vec::new());
    desk.get_by_label("Select words in the article and press 1–4 to highlight, N to write a note.");
    desk.key_press_modifiers(Modifiers::COMMAND, Key::J);
    desk.run();
    let role = egui::accesskit::Role::MultilineTextInput;
    assert!(desk.get_by_role_and_label(role, "Notebook").is_focused());
    desk.get_by_role_and_label(role, "Notebook").type_text("1. the calm");
    desk.run();
    assert_eq!(app(&desk).session.notebook.text, "1. the calm");
    let is_painted = |shape: &egui::Shape| matches!(shape, egui::Shape::Text(text) if text.galley.text() == app(&desk).session.notebook.text);
    assert!(desk.output().shapes.iter().any(|clipped| is_painted(&clipped.shape)));
}

#[test]
fn a_mark_without_its_words_says_so() {
    let mut orphan = note(1, "calm", "Kept.");
    orphan.target.exact = "storm".to_owned();
    let desk = desk(vec![orphan]);
    desk.get_by_label("Orphan");
    desk.get_by_label("Kept.");
}

#[test]
fn every_text_field_has_a_name() {
    let mut desk = two_notes();
    desk.get_by_label("Note on “calm”").click();
    desk.run();
    let unnamed = desk.root().children_recursive().find(|node| {
        let about = node.accesskit_node();
        format!("{:?}", about.role()).contains("TextInput")
            && about.label().is_none_or(|l| l.is_empty())
    });
    assert!(unnamed.is_none(), "{unnamed:?}");
}

#[test]
fn of_many_cards_only_the_visible_are_drawn_and_any_can_be_reached() {
    let words = ["The calm", "a tactic", "end in", "spring"];
    let notes = (0..2_000_u64).map(|id| note(id, words[(id % 4) as usize], "Compare."));
    let mut desk = desk(notes.collect());
    let shown = |desk: &Shown| desk.query_all_by_role(egui::accesskit::Role::ListItem).count();
    assert!((1..12).contains(&shown(&desk)));
    let last = app(&desk).session.notebook.annotations().last().unwrap().id;
    desk.key_press_modifiers(Modifiers::ALT, Key::ArrowUp);
    desk.run_ok();
    assert_eq!(app(&desk).session.focus.annotation, Some(last));
    desk.get_by_label("Comment");
    assert!((1..12).contains(&shown(&desk)));
}

/// The words of the cards, in their order.
fn cards(desk: &Shown) -> Vec<String> {
    let cards = desk.query_all_by_role(egui::accesskit::Role::ListItem);
    let label = |card: egui_kittest::Node<'_>| card.accesskit_node().label();
    cards.filter_map(label).filter(|name| name.starts_with("Note on")).collect()
}

#[test]
fn notes_are_found_and_ordered() {
    let mut later = note(3, "a tactic", "A *word* of theirs, said @Lee. #whose");
    later.color = Color::Green;
    later.tags.clear();
    later.created = "2024-02-20T14:02:11Z".parse().unwrap();
    let mut desk = desk(vec![note(2, "end in spring", ""), note(1, "calm", "Compare."), later]);
    let all = ["Note on “calm”", "Note on “a tactic”", "Note on “end in spring”"];
    // The third is below the edge.
    assert_eq!(cards(&desk)[..2], all[..2]);
    press(&mut desk, CTRL, Key::Num6);
    assert_eq!(cards(&desk)[0], "Note on “a tactic”", "by time");
    press(&mut desk, CTRL, Key::Num6);
    assert_eq!(cards(&desk)[..2], [all[0], all[2]], "by colour");
    press(&mut desk, CTRL, Key::Num6);
    press(&mut desk, CTRL, Key::Num6);
    press(&mut desk, CTRL | Modifiers::SHIFT, Key::F);
    assert!(desk.get_by_label("Find in notes").is_focused());
    desk.get_by_label("Find in notes").type_text("word");
    desk.run_ok();
    assert_eq!(cards(&desk), ["Note on “a tactic”"]);
    desk.get_by_label("All").click();
    desk.run_ok();
    assert_eq!(cards(&desk)[..2], all[..2]);
    desk.get_by_label("#verify 2").click();
    desk.run_ok();
    assert_eq!(cards(&desk), ["Note on “calm”", "Note on “end in spring”"]);
}

#[test]
fn a_tag_is_renamed_and_merged_and_colours_get_a_meaning() {
    let mut other = note(2, "end in spring", "See #verify.");
    other.tags = Tag::new("check").into_iter().collect();
    let mut desk = desk(vec![note(1, "calm", ""), other]);
    desk.get_by_label("Tags and colours").click();
    desk.run_ok();
    desk.get_by_label("Meaning of pink").focus();
    desk.run_ok();
    desk.get_by_label("Meaning of pink").type_text("doubt");
    desk.run_ok();
    desk.get_by_label("Name of #verify").focus();
    desk.run_ok();
    assert_eq!(app(&desk).session.notebook.legend.colors[&Color::Pink], "doubt");
    press(&mut desk, CTRL, Key::A);
    desk.get_by_label("Name of #verify").type_text("check");
    press(&mut desk, Modifiers::NONE, Key::Enter);
    let tags = |desk: &Shown, id| {
        let note = app(desk).session.notebook.annotation(Id::new(id)).unwrap();
        note.tags.iter().map(|tag| tag.as_str().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        (tags(&desk, 1), tags(&desk, 2)),
        (vec!["check".to_owned()], vec!["check".to_owned()])
    );
    assert_eq!(comment(&desk, 2), "See #check.");
    desk.get_by_label("doubt");
    press(&mut desk, CTRL, Key::Z);
    assert_eq!(
        (tags(&desk, 1), comment(&desk, 2)),
        (vec!["verify".to_owned()], "See #verify.".to_owned())
    );
}

#[test]
fn what_a_note_names_is_gone_to() {
    let text = "Ann Lee met Bob Fay on 3 March 2024. They talked.\n";
    let mut notebook = Notebook::default();
    "Ask @Lee about 2024-03-03, see #who and @Nobody.".clone_into(&mut notebook.text);
    let mut desk =
        window_on(1280.0, move || Opened { notebook: notebook.clone(), ..article(text) });
    desk.get_by_role_and_label(egui::accesskit::Role::MultilineTextInput, "Notebook").focus();
    desk.run_ok();
    desk.get_by_label("Go to @Lee").click();
    desk.run_ok();
    let here = app(&desk);
    let entity =
        here.session.focused_entity().and_then(|id| here.session.analysis.entity(id)).unwrap();
    assert_eq!(entity.name, "Ann Lee");
    desk.get_by_label("Go to 2024-03-03").click();
    desk.run_ok();
    assert!(app(&desk).session.focused_event().is_some());
    desk.get_by_label("Go to @Nobody").click();
    desk.run_ok();
    desk.get_by_label("Nothing in this article is called “@Nobody”.");
}

#[test]
fn a_template_is_put_below_what_is_written() {
    let mut desk = desk(Vec::new());
    press(&mut desk, CTRL | Modifiers::SHIFT, Key::J);
    while app(&desk).session.question.is_none() {
        desk.run_ok();
    }
    desk.run_ok();
    desk.get_by_label("Fact check").click();
    desk.run_ok();
    assert!(
        app(&desk).session.notebook.text.starts_with("# Check of "),
        "{}",
        app(&desk).session.notebook.text
    );
    press(&mut desk, CTRL, Key::Z);
    assert_eq!(app(&desk).session.notebook.text, "");
}
