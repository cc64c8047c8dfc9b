//! Questions that must be answered first, and notices.

use egui::Ui;

use super::Cx;

/// What the questions remember between frames.
#[derive(Debug, Default)]
pub(crate) struct Memory {}

pub(crate) fn modals_ui(_ui: &mut Ui, _cx: &mut Cx<'_>, _memory: &mut Memory) {}
