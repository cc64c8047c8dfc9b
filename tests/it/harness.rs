//! The whole window without a window: what the panels' tests have in common.

use dateline::{
    app::{App, Message},
    storage::{self, Opened, settings::Settings},
    ui::Window,
};
use egui_kittest::Harness;

/// A window and its state; there from the first frame on.
pub(crate) type Shown = Harness<'static, Option<Window>>;

pub(crate) const CTRL: egui::Modifiers =
    egui::Modifiers { ctrl: true, command: true, ..egui::Modifiers::NONE };

/// The window on the built-in article, its first reading done.
pub(crate) fn window(width: f32) -> Shown {
    window_on(width, storage::sample)
}

/// The window on what `opened` gives, its first reading done.
pub(crate) fn window_on(width: f32, opened: fn() -> Opened) -> Shown {
    let show = move |ui: &mut egui::Ui, window: &mut Option<Window>| {
        let window = window.get_or_insert_with(|| {
            let mut window = Window::new(ui.ctx(), opened(), Settings::default());
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
