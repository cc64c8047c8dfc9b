//! The whole window without a window: what the panels' tests have in common.

use std::{fmt::Write as _, ops::Range, path::Path};

use dateline::{
    app::{App, Message},
    storage::{self, Opened, settings::Settings},
    ui::Window,
};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};

/// A window and its state; there from the first frame on.
pub(crate) type Shown = Harness<'static, Option<Window>>;

pub(crate) const CTRL: egui::Modifiers =
    egui::Modifiers { ctrl: true, command: true, ..egui::Modifiers::NONE };

/// The window on the built-in article, its first reading done.
pub(crate) fn window(width: f32) -> Shown {
    window_on(width, storage::sample)
}

/// The window on what `opened` gives, its first reading done.
pub(crate) fn window_on(width: f32, opened: impl Fn() -> Opened + 'static) -> Shown {
    window_set(width, Settings::default(), opened)
}

/// The window as these settings have it.
pub(crate) fn window_set(
    width: f32,
    settings: Settings,
    opened: impl Fn() -> Opened + 'static,
) -> Shown {
    let show = move |ui: &mut egui::Ui, window: &mut Option<Window>| {
        let window = window.get_or_insert_with(|| {
            let mut window = Window::new(ui.ctx(), opened(), settings.clone());
            window.wait();
            window
        });
        window.logic(ui.ctx());
        window.ui(ui);
    };
    let builder = Harness::builder().with_size(egui::vec2(width, 700.0));
    let builder = builder.with_step_dt(1.0 / 60.0).with_max_steps(30);
    let mut harness = builder.build_ui_state(show, None);
    // The fonts that the window brings are there from the second frame on.
    harness.run_ok();
    harness
}

pub(crate) fn send(harness: &mut Shown, message: Message) {
    harness.state_mut().as_mut().unwrap().send(message);
    harness.run_ok();
}

pub(crate) fn app(harness: &Shown) -> &App {
    harness.state().as_ref().unwrap().app()
}

pub(crate) fn press(harness: &mut Shown, modifiers: egui::Modifiers, key: egui::Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_ok();
}

/// Draws until a thread has brought what is waited for.
pub(crate) fn until(harness: &mut Shown, is_there: impl Fn(&Shown) -> bool) {
    let mut frames = 0;
    while !is_there(harness) {
        frames += 1;
        assert!(frames < 200_000, "it never came");
        harness.step();
        std::thread::yield_now();
    }
    harness.run_ok();
}

/// Whether something has this label.
pub(crate) fn shows(harness: &Shown, label: &str) -> bool {
    harness.query_all_by_label(label).next().is_some()
}

/// An article of these words, with nothing done to it.
pub(crate) fn article(text: &str) -> Opened {
    storage::from_bytes(Path::new("article.txt"), text.as_bytes()).unwrap()
}

/// What a screen reader is told, a line a widget, of the part of the window between these two x, from the
/// widget with this label on.
pub(crate) fn outline(harness: &Shown, across: Range<f64>, from: &str) -> String {
    let mut lines = String::new();
    for node in harness.root().children_recursive() {
        let about = node.accesskit_node();
        let words = about.label().or_else(|| about.value()).unwrap_or_default();
        let Some(rect) = about.bounding_box() else { continue };
        let here = across.contains(&f64::midpoint(rect.x0, rect.x1));
        let begun = !lines.is_empty() || words == from;
        if here && begun && !words.is_empty() {
            writeln!(lines, "{:?}: {words}", about.role()).unwrap();
        }
    }
    lines
}
