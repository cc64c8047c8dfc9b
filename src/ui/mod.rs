//! egui, and nothing but: draws the app's state and turns what the reader does into messages.
//!
//! Each panel is a function from the state to a list of messages; nothing here changes the state itself.

#![expect(
    clippy::indexing_slicing,
    reason = "rows and places are gone through by indices of lists that were laid out in the same frame"
)]

mod bars;
mod compare;
mod dialogs;
mod diff;
mod export;
mod fonts;
mod modals;
mod notes;
mod page;
mod palette;
mod panels;
mod roll;
mod shortcuts;
mod sidebar;
mod theme;
mod timeline;
mod widgets;
mod window;

pub use window::{Window, run};

use std::sync::Arc;

use crate::{
    app::{Action, App, Message, Place},
    task::Wake,
};
use theme::Theme;

/// Draws a frame when a worker has an answer.
pub(crate) fn waker(ctx: &egui::Context) -> Wake {
    let ctx = ctx.clone();
    Arc::new(move || ctx.request_repaint())
}

/// What every panel is given: the state to draw, the looks, and where its messages go.
pub(crate) struct Cx<'a> {
    pub app: &'a App,
    pub theme: &'a Theme,
    /// Somebody asked for the keyboard; the panel that has the place takes it.
    pub focus: &'a mut Option<Place>,
    pub out: &'a mut Vec<Message>,
    /// Milliseconds since 1970.
    pub now_ms: u64,
}

impl Cx<'_> {
    pub(crate) fn send(&mut self, message: Message) {
        self.out.push(message);
    }

    pub(crate) fn act(&mut self, action: Action) {
        self.out.push(Message::Act(action));
    }

    /// Whether `place` was asked for; the request is then done with.
    pub(crate) fn takes_focus(&mut self, place: Place) -> bool {
        let wanted = *self.focus == Some(place);
        if wanted {
            *self.focus = None;
        }
        wanted
    }
}
