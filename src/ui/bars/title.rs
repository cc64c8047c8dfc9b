//! The title, which becomes a field when it is clicked.

use egui::{Button, Id, Key, RichText, TextEdit, Ui, vec2};

use crate::{
    app::{Action, Message, Place},
    ui::{Cx, fonts, widgets},
};

/// The field is at least so wide.
const FIELD: f32 = 180.0;

/// What is typed, while it is.
#[derive(Debug, Default)]
pub(super) struct Draft {
    text: Option<String>,
    /// Opened in this frame: the field takes the keyboard.
    fresh: bool,
}

impl Draft {
    fn open(&mut self, title: &str) {
        self.text = Some(title.to_owned());
        self.fresh = true;
    }
}

pub(super) fn id() -> Id {
    Id::unique("title")
}

pub(super) fn title_ui(ui: &mut Ui, cx: &mut Cx<'_>, draft: &mut Draft, width: f32) {
    if cx.takes_focus(Place::Title) {
        draft.open(cx.app.session.title());
    }
    let font = fonts::sans_strong(13.0);
    let Some(text) = &mut draft.text else {
        let words = RichText::new(cx.app.session.title()).font(font).color(cx.theme.ink);
        // No frame and no padding: it stands like a word until the pointer is over it.
        let title = ui
            .scope(|ui| {
                ui.spacing_mut().button_padding = vec2(0.0, 4.0);
                ui.set_max_width(width.max(24.0));
                ui.add(Button::new(words).frame(false).truncate())
            })
            .inner;
        let tip = format!("{}\n{}", cx.app.session.title(), widgets::tooltip(Action::EditTitle));
        if title.on_hover_text(tip).clicked() {
            draft.open(cx.app.session.title());
            ui.ctx().request_repaint();
        }
        return;
    };
    let width = width.max(FIELD).min(ui.available_width());
    let field = ui.add(TextEdit::singleline(text).id(id()).font(font).desired_width(width));
    widgets::name(ui, field.id, "Title");
    if std::mem::take(&mut draft.fresh) {
        field.request_focus();
        widgets::select_all(ui, field.id, text);
        return;
    }
    if field.lost_focus() || !field.has_focus() {
        if !ui.input(|input| input.key_pressed(Key::Escape)) {
            cx.send(Message::SetTitle(text.clone()));
        }
        draft.text = None;
    }
}
