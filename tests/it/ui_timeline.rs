//! The timeline panel, used as a screen reader would: by the names of things.

use std::sync::Arc;

use dateline::{
    app::{App, Message},
    article::Meta,
    import,
    notebook::Notebook,
    storage::{Opened, OpenedKind, settings::Settings},
    ui::Window,
};
use egui::{Key, Role, vec2};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};

const STORY: &str = "Talks on the water of the upper river opened on October 7, 2023.\n\
    Three weeks of rain followed.\n\
    On January 27, 2024, the two sides signed an agreement.\n\
    The first pumps were switched on at dawn on February 25, 2024.\n\
    The river authority was founded in 1962.\n";

/// The window with an article that has been read, as wide and high as told.
fn window(text: &str, size: egui::Vec2) -> Harness<'static, Option<Window>> {
    let article = Arc::new(import::verbatim(text.to_owned(), Meta::from_file_name("river.txt")));
    let opened = Opened {
        article,
        notebook: Notebook::default(),
        kind: OpenedKind::Sample,
        complaints: Vec::new(),
        stamp: None,
    };
    let mut opened = Some(opened);
    let draw = move |ui: &mut egui::Ui, window: &mut Option<Window>| {
        if let Some(opened) = opened.take() {
            // The fonts that it sets are there from the next frame on.
            *window = Some(Window::new(ui.ctx(), opened, Settings::default()));
            return;
        }
        let window = window.as_mut().unwrap();
        window.logic(ui.ctx());
        window.ui(ui);
    };
    let mut harness =
        Harness::builder().with_size(size).with_max_steps(20).build_ui_state(draw, None);
    until(&mut harness, |app| app.session.analysis.complete);
    harness
}

/// Draws frames until the workers have brought what is waited for.
fn until(harness: &mut Harness<'static, Option<Window>>, done: impl Fn(&App) -> bool) {
    let is_done = |harness: &Harness<'static, Option<Window>>| {
        harness.state().as_ref().is_some_and(|window| done(window.app()))
    };
    for _ in 0..2_000 {
        if is_done(harness) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
        harness.step();
    }
    assert!(is_done(harness), "the workers did not answer");
    harness.run();
}

/// The words of the selected event's title, if one is selected.
fn selected(harness: &Harness<'static, Option<Window>>) -> Option<String> {
    let app = harness.state().as_ref().unwrap().app();
    app.session.focus.event.map(|title| app.session.article.slice(title).to_owned())
}

/// The events in sight, and where they begin.
fn events(harness: &Harness<'static, Option<Window>>, role: Role) -> Vec<(String, i32)> {
    let nodes = harness.query_all_by(|node| node.role() == role);
    let named =
        nodes.filter_map(|node| Some((node.accesskit_node().label()?, node.rect().left() as i32)));
    named.filter(|(name, _)| name.contains(": ")).collect()
}

#[test]
fn a_card_goes_to_its_sentence_and_keys_go_from_card_to_card() {
    let mut harness = window(STORY, vec2(1440.0, 900.0));
    harness.get_by_label_contains("27 Jan 2024: ").click();
    harness.run();
    assert!(selected(&harness).unwrap().contains("signed an agreement"));
    let app = harness.state().as_ref().unwrap().app();
    assert!(
        app.session
            .article
            .slice(app.session.selection.span())
            .starts_with("On January 27, 2024, the two")
    );
    harness.get_by_label_contains("Timeline axis").focus();
    harness.run();
    harness.key_press(Key::ArrowRight);
    harness.run();
    assert!(selected(&harness).unwrap().contains("pumps"));
    harness.key_press(Key::Home);
    harness.run();
    assert!(selected(&harness).unwrap().contains("founded"), "{:?}", selected(&harness));
}

#[test]
fn an_event_far_off_is_found_by_its_arrow_by_fit_and_by_the_list() {
    let mut harness = window(STORY, vec2(1440.0, 900.0));
    assert!(harness.query_by_label_contains("1962: ").is_none());
    harness.get_by_label("1 earlier").click();
    harness.run();
    harness.get_by_label_contains("1962: ");
    harness.get_by_label("Fit").click();
    harness.run();
    harness.get_by_label_contains("1962: ");
    assert!(harness.query_by_label("1 earlier").is_none());
    harness.get_by_label("List").click();
    harness.run();
    let rows = events(&harness, Role::ListItem);
    assert_eq!(rows.len(), harness.state().as_ref().unwrap().app().session.analysis.events.len());
    harness.get_by_label_contains("1962: ").click();
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert!(selected(&harness).unwrap().contains("opened"));
}

#[test]
fn the_window_of_time_stays_until_another_article_comes() {
    let mut harness = window(STORY, vec2(1440.0, 900.0));
    let before = events(&harness, Role::Button);
    for _ in 0..2 {
        harness.get_by_label("Zoom in").click();
        harness.run();
    }
    let zoomed = events(&harness, Role::Button);
    assert!(!zoomed.is_empty() && zoomed != before);
    let day = jiff::civil::Date::constant(2024, 3, 1);
    let window = harness.state_mut().as_mut().unwrap();
    window.send(Message::SetPublished(Some(day)));
    until(&mut harness, |app| app.session.analysis.published.date == Some(day));
    assert_eq!(events(&harness, Role::Button), zoomed);
}

#[test]
fn an_event_chosen_elsewhere_comes_into_sight() {
    let mut harness = window(STORY, vec2(900.0, 700.0));
    for _ in 0..8 {
        harness.get_by_label("Zoom in").click();
        harness.run();
    }
    assert!(harness.query_by_label_contains("7 Oct 2023: ").is_none());
    let window = harness.state_mut().as_mut().unwrap();
    let title = window.app().session.analysis.events[0].title;
    window.send(Message::SelectEvent(title));
    harness.run();
    let card = harness.get_by_label_contains("7 Oct 2023: ").rect();
    assert!(card.left() >= 0.0 && card.right() <= 900.0, "{card:?}");
}

#[test]
fn a_hundred_events_of_one_day_are_all_within_reach() {
    use std::fmt::Write as _;
    let mut text = String::new();
    for n in 0..100 {
        writeln!(text, "Boat number {n} left the harbour on May 5, 2019.").unwrap();
    }
    let mut harness = window(&text, vec2(1000.0, 700.0));
    let cards = harness.query_all_by_label_contains("5 May 2019: ").count();
    let pile = format!("{} more events at 5 May 2019", 100 - cards);
    harness.get_by_label(&pile).click();
    harness.run();
    assert!(harness.query_all_by_label_contains("5 May 2019: ").count() > cards);
}

#[test]
fn without_dates_it_says_what_to_do() {
    let harness = window("Nothing here has a time of its own.", vec2(800.0, 600.0));
    harness
        .get_by_label("No dates found yet. Select words and press E to put them on the timeline.");
}

#[test]
fn nothing_is_painted_when_nothing_happens() {
    let mut harness = window(STORY, vec2(1440.0, 900.0));
    harness.run();
    assert_eq!(harness.run(), 1, "it asks for frames that nobody needs");
}

#[test]
fn an_event_is_dated_named_hidden_and_comes_back() {
    let mut harness = window(STORY, vec2(1440.0, 900.0));
    harness.get_by_label_contains("27 Jan 2024: ").click();
    harness.run();
    harness.key_press(Key::D);
    harness.run();
    // The date is selected, so that typing replaces it; what it means is said at once.
    harness.get_by_label("Date").type_text("early February 2024");
    harness.run();
    harness.get_by_label_contains("1–9 Feb 2024");
    harness.key_press(Key::Enter);
    harness.run();
    harness.get_by_label_contains("1–9 Feb 2024: the two sides signed");
    assert!(harness.query_by_label("Edit event").is_none());

    harness.key_press(Key::D);
    harness.run();
    harness.get_by_label("Date").type_text("soon after");
    harness.run();
    harness.get_by_label_contains("This is no date that can be read");
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_label("Edit event").is_none());

    harness.key_press(Key::H);
    harness.run();
    assert!(harness.query_by_label_contains("1–9 Feb 2024: ").is_none());
    harness.get_by_label("Filter events").click();
    harness.run();
    harness.get_by_label("Bring back 1 hidden").click();
    harness.run();
    harness.get_by_label_contains("1–9 Feb 2024: the two sides signed");
}

#[test]
fn brushed_days_dim_the_rest() {
    let mut harness = window(STORY, vec2(1440.0, 900.0));
    harness.get_by_label_contains("27 Jan 2024: ").click();
    harness.run();
    harness.key_press(Key::B);
    harness.run();
    let app = harness.state().as_ref().unwrap().app();
    let lit = app.session.lit.as_ref().unwrap();
    let words: Vec<&str> =
        lit.sentences.iter().map(|span| app.session.article.slice(*span)).collect();
    assert_eq!(words, ["On January 27, 2024, the two sides signed an agreement."]);
    harness.key_press(Key::B);
    harness.run();
    assert!(harness.state().as_ref().unwrap().app().session.lit.is_none());
}
