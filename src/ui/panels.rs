//! The sizes the reader drags the panels to, which are remembered once the mouse is let go.

use egui::{Rect, Ui};

use super::Cx;
use crate::{
    app::Message,
    storage::settings::{Panel, Panels},
};

/// Which of the panels around the article.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Which {
    Sidebar,
    Notes,
    Timeline,
}

impl Which {
    const ALL: [Self; 3] = [Self::Sidebar, Self::Notes, Self::Timeline];

    const fn of(self, panels: &mut Panels) -> &mut Panel {
        match self {
            Self::Sidebar => &mut panels.sidebar,
            Self::Notes => &mut panels.notes,
            Self::Timeline => &mut panels.timeline,
        }
    }
}

/// The sizes as drawn, in the order of [`Which::ALL`]. A size counts as chosen only where it changed under a
/// held mouse button: a small window makes panels smaller too, and that is not to be remembered.
#[derive(Debug, Default)]
pub(crate) struct Sizes {
    drawn: [Option<f32>; 3],
    dragged: [bool; 3],
}

impl Sizes {
    /// Takes note of how large a panel was drawn.
    pub(crate) fn note(&mut self, ui: &Ui, which: Which, rect: Rect) {
        let size = match which {
            Which::Sidebar | Which::Notes => rect.width(),
            Which::Timeline => rect.height(),
        };
        let held = ui.input(|input| input.pointer.primary_down() || input.pointer.any_released());
        let before = self.drawn[which as usize].replace(size);
        if held && before.is_some_and(|before| before != size) {
            self.dragged[which as usize] = true;
        }
    }

    /// Sends what was dragged, once the mouse is let go.
    pub(crate) fn remember(&mut self, ui: &Ui, cx: &mut Cx<'_>) {
        if !self.dragged.contains(&true) || ui.input(|input| input.pointer.any_down()) {
            return;
        }
        let mut settings = cx.app.settings.clone();
        for which in Which::ALL {
            let dragged = std::mem::take(&mut self.dragged[which as usize]);
            if let Some(size) = self.drawn[which as usize].filter(|_| dragged) {
                which.of(&mut settings.panels).size = size.round();
            }
        }
        cx.send(Message::SetSettings(Box::new(settings)));
    }
}
