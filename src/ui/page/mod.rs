//! The reading view.

use egui::Ui;

use super::Cx;

/// What the reading view remembers between frames.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    progress: f32,
}

impl Memory {
    /// How far the reader has come, 0 to 1.
    pub(crate) const fn progress(&self) -> f32 {
        self.progress
    }
}

pub(crate) fn page_ui(ui: &mut Ui, cx: &mut Cx<'_>, _memory: &mut Memory) {
    ui.label(cx.app.title());
}
