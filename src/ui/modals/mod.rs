//! Questions that must be answered first, and notices.

mod notices;
mod question;
mod versions;

use egui::Ui;

use super::Cx;

/// What the questions remember between frames.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    question: question::Memory,
    opening: notices::Opening,
}

pub(crate) fn modals_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    notices::notices_ui(ui, cx, &mut memory.opening);
    question::question_ui(ui, cx, &mut memory.question);
    notices::drop_ui(ui, cx);
}
