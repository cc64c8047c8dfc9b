//! The sidebar, as a screen reader sees it.

use dateline::{analysis::EntityKind, notebook::Ruling};
use egui::Key;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::harness::{Shown, app, article, outline, window_on};

const TEXT: &str = "Akram al-Kaabi of Hamas spoke in Baghdad on Sunday.\n\n\
    Al-Kaabi said that Hamas would stay in Baghdad. Joe Biden answered from Washington.\n\n\
    In Baghdad nobody was surprised.\n";

fn desk(text: &'static str) -> Shown {
    window_on(1280.0, move || article(text))
}

fn rows(desk: &Shown) -> Vec<String> {
    let rows = desk.query_all_by_role(egui::accesskit::Role::ListBoxOption);
    rows.filter_map(|row| row.accesskit_node().label()).collect()
}

/// The name of the selected entity.
fn focused(desk: &Shown) -> Option<String> {
    let app = app(desk);
    Some(app.session.analysis.entity(app.session.focused_entity()?)?.name.clone())
}

#[test]
fn a_screen_reader_is_told_everything() {
    let mut desk = desk("Ana met Bo in Paris. Ana saw Bo.\n");
    desk.key_press_modifiers(egui::Modifiers::COMMAND, Key::E);
    desk.run();
    desk.key_press(Key::Enter);
    desk.run();
    insta::assert_snapshot!(outline(&desk, 0.0..270.0, "ENTITIES"), @"
    Label: ENTITIES
    Label: 3 · 5 mentions
    CheckBox: People 2
    CheckBox: Organisations 0
    CheckBox: Places 1
    CheckBox: Groups 0
    TextInput: Filter entities
    Button: Order: by kind
    ListBox: Entities
    ListBoxOption: Ana, person · 2 mentions
    Label: Ana met Bo in Paris.
    Label: Written the same everywhere.
    Label: With
    Label: Go to Bo
    Label: What it shares with Bo
    Label: Go to Paris
    Label: What it shares with Paris
    Button: Previous mention
    Label: 1 of 2
    Button: Next mention
    Button: Not a name
    Button: Merge…
    Button: More…
    ListBoxOption: Bo, person · 2 mentions
    ListBoxOption: Paris, place · 1 mention
    ");
}

#[test]
fn lists_the_entities_and_goes_through_their_mentions() {
    let mut desk = desk(TEXT);
    let all = rows(&desk);
    assert!(all.contains(&"Akram al-Kaabi, person · 2 mentions".to_owned()), "{all:?}");
    desk.get_by_label("Baghdad, place · 3 mentions").click();
    desk.run();
    assert_eq!(focused(&desk), Some("Baghdad".to_owned()));
    desk.get_by_label("1 of 3");
    desk.get_by_label("Next mention").click();
    desk.run();
    desk.get_by_label("2 of 3");
    desk.key_press(Key::CloseBracket);
    desk.run();
    desk.get_by_label("3 of 3");
}

#[test]
fn the_arrows_go_from_row_to_row() {
    let mut desk = desk(TEXT);
    let all = rows(&desk);
    desk.get_by_label(&all[0]).click();
    desk.run();
    for row in &all[1..] {
        desk.key_press(Key::ArrowDown);
        desk.run();
        let name = focused(&desk).unwrap();
        assert!(row.starts_with(&format!("{name},")), "{row}: {name}");
    }
}

#[test]
fn typing_and_chips_choose_rows() {
    let mut desk = desk(TEXT);
    desk.get_by_label("Filter entities").focus();
    desk.run();
    desk.get_by_label("Filter entities").type_text("KAABI");
    desk.run();
    assert_eq!(rows(&desk), ["Akram al-Kaabi, person · 2 mentions"]);
    desk.key_press(Key::Escape);
    desk.run();
    desk.get_by_label_contains("People").click();
    desk.run();
    assert_eq!(app(&desk).session.sidebar.kinds, [EntityKind::Person]);
    assert!(rows(&desk).iter().all(|row| row.contains(", person")), "{:?}", rows(&desk));
    desk.get_by_label("Filter entities").focus();
    desk.run();
    desk.get_by_label("Filter entities").type_text("zzz");
    desk.run();
    desk.get_by_label("Nothing matches “zzz”.");
    desk.get_by_label("Show all").click();
    desk.run();
    assert!(rows(&desk).len() > 3);
}

#[test]
fn a_wrong_entity_goes_with_all_its_mentions_and_comes_back() {
    let mut desk = desk(TEXT);
    let before = rows(&desk);
    desk.get_by_label("Baghdad, place · 3 mentions").click();
    desk.run();
    desk.get_by_label("Not a name").click();
    desk.run();
    assert!(rows(&desk).iter().all(|row| !row.starts_with("Baghdad")));
    let verdicts = app(&desk).session.notebook.verdicts().to_vec();
    assert!(matches!(&verdicts[..], [verdict] if verdict.ruling == Ruling::NotAnEntity));
    desk.key_press_modifiers(egui::Modifiers::COMMAND, Key::Z);
    desk.run();
    assert_eq!(rows(&desk), before);
}

#[test]
fn says_what_to_do_where_there_is_nothing() {
    let desk = desk("it rained all day, and nobody came.\n");
    desk.get_by_label("No names found. Select words in the article and press Alt 1–4 to mark one.");
}

/// The entities with so many mentions, whether their rows are in sight or not.
fn named(desk: &Shown) -> Vec<String> {
    let analysis = &app(desk).session.analysis;
    let count = |index| analysis.mentions.iter().filter(|m| m.entity.index() == index).count();
    let entities = analysis.entities.iter().enumerate();
    entities.map(|(index, entity)| format!("{} {}", entity.name, count(index))).collect()
}

/// Opens a menu of the selected entity and chooses from it.
fn choose(desk: &mut Shown, menu: &str, item: &str) {
    desk.get_by_label(menu).click();
    desk.run_ok();
    desk.get_by_label_contains(item).click();
    desk.run_ok();
}

#[test]
fn an_entity_is_renamed_merged_split_and_put_at_the_top() {
    let mut desk = desk(TEXT);
    let before = named(&desk);
    desk.get_by_label("Baghdad, place · 3 mentions").click();
    desk.run_ok();
    desk.key_press(Key::R);
    desk.run_ok();
    desk.get_by_label("Name of the entity").type_text("The capital");
    desk.run_ok();
    desk.key_press(Key::Enter);
    desk.run_ok();
    desk.get_by_label("The capital, place · 3 mentions · confirmed");
    choose(&mut desk, "More…", "Pin to the top");
    assert!(rows(&desk)[0].starts_with("The capital"));
    choose(&mut desk, "More…", "Split off mention");
    let others = ["Akram al-Kaabi 2", "Hamas 2"];
    assert_eq!(
        named(&desk),
        [&others[..], &["Baghdad 1", "The capital 2", "Joe Biden 1", "Washington 1"]].concat()
    );
    choose(&mut desk, "Merge…", "The capital → 3 mentions");
    assert_eq!(
        named(&desk),
        [&others[..], &["The capital 3", "Joe Biden 1", "Washington 1"]].concat()
    );
    for _ in 0..4 {
        desk.key_press_modifiers(egui::Modifiers::COMMAND, Key::Z);
        desk.run_ok();
    }
    assert_eq!(named(&desk), before);
}
