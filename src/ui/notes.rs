//! The notes panel.

use egui::Ui;

use super::Cx;

/// What the panel remembers between frames.
#[derive(Debug, Default)]
pub(crate) struct Memory {}

pub(crate) fn notes_ui(ui: &mut Ui, cx: &mut Cx<'_>, _memory: &mut Memory) {
    super::widgets::head(ui, cx, "notes");
}
