//! All acts by name, and the page of keys.

use egui::Ui;

use super::Cx;

/// What the palette remembers between frames.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    open: bool,
    help: bool,
}

impl Memory {
    pub(crate) const fn open(&mut self) {
        self.open = true;
    }

    pub(crate) const fn open_help(&mut self) {
        self.help = true;
    }

    /// While it is open it takes all keys.
    pub(crate) const fn is_open(&self) -> bool {
        self.open || self.help
    }
}

pub(crate) fn palette_ui(_ui: &mut Ui, _cx: &mut Cx<'_>, _memory: &mut Memory) {}
