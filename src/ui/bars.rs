//! The bars above and below: title, find, settings, files; and what the analysis found.

use egui::Ui;

use super::{Cx, page, widgets};
use crate::app::Action;

/// What the bars remember between frames.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    reading_open: bool,
}

impl Memory {
    pub(crate) const fn toggle_reading(&mut self) {
        self.reading_open = !self.reading_open;
    }
}

pub(crate) fn top_ui(ui: &mut Ui, cx: &mut Cx<'_>, _memory: &mut Memory) {
    ui.horizontal_centered(|ui| {
        ui.strong(cx.app.title());
        widgets::act_button(ui, cx, Action::Open, "Open…", true);
        widgets::act_button(ui, cx, Action::Save, "Save", true);
    });
}

/// `page` knows how far the reader has come.
pub(crate) fn status_ui(ui: &mut Ui, cx: &mut Cx<'_>, page: &page::Memory) {
    ui.horizontal_centered(|ui| {
        ui.label(format!("{} words", cx.app.analysis.words));
        ui.label(format!("{} %", (page.progress() * 100.0).round()));
    });
}
