//! The find box.

use egui::{
    Align, Frame, Id, Key, Layout, Modifiers, Response, RichText, StrokeKind, TextEdit, Ui,
    UiBuilder, vec2,
};

use crate::{
    app::{Action, Message, Place},
    ui::{Cx, fonts, widgets},
    view::status,
};

const HEIGHT: f32 = 30.0;

pub(super) fn id() -> Id {
    Id::unique("find")
}

pub(super) fn find_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (rect, _) =
        ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), egui::Sense::hover());
    let focused = ui.memory(|memory| memory.has_focus(id()));
    let edge = if focused { cx.theme.accent } else { cx.theme.line };
    ui.painter().rect(rect, 8.0, cx.theme.paper, (1.0, edge), StrokeKind::Inside);
    let inner = rect.shrink2(vec2(10.0, 0.0));
    let hits = status::hits(&cx.app.session.find);
    let asked = !cx.app.session.find.query.is_empty();
    // The field comes first in the tab order, though it takes what room the rest leaves.
    let rest = if asked { widgets::text_width(ui, &hits) + 3.0 * 24.0 + 8.0 } else { 48.0 };
    let mut field = inner;
    field.set_right((inner.right() - rest).max(inner.left() + 40.0));
    let builder = UiBuilder::new().max_rect(field).layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(builder, |ui| field_ui(ui, cx, focused));
    let mut tail = inner;
    tail.set_left(field.right());
    tail.set_right(inner.right() + 4.0);
    let builder = UiBuilder::new().max_rect(tail).layout(Layout::right_to_left(Align::Center));
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        if asked {
            tail_ui(ui, cx, &hits);
        } else {
            ui.add_space(4.0);
            ui.label(soft(cx, "Ctrl F"));
        }
    });
}

fn field_ui(ui: &mut Ui, cx: &mut Cx<'_>, focused: bool) {
    if focused {
        // A held Shift goes the other way; the key is taken so that the field keeps the keyboard.
        let back = ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::Enter));
        if back {
            cx.act(Action::FindPrevious);
        } else if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
            cx.act(Action::FindNext);
        }
    }
    let mut query = cx.app.session.find.query.clone();
    let field = ui.add(
        TextEdit::singleline(&mut query)
            .id(id())
            .hint_text(soft(cx, "Find in article…"))
            .font(fonts::sans(13.0))
            .frame(Frame::NONE)
            .align(egui::Align2::LEFT_CENTER)
            .min_size(vec2(0.0, HEIGHT - 4.0))
            .desired_width(ui.available_width()),
    );
    widgets::name(ui, field.id, "Find in article");
    if field.changed() {
        cx.send(Message::SetQuery(query.clone()));
    }
    if cx.takes_focus(Place::Find) {
        field.request_focus();
        widgets::select_all(ui, field.id, &query);
    }
}

/// From the right: clear, next, previous, and where among the hits the reader is.
fn tail_ui(ui: &mut Ui, cx: &mut Cx<'_>, hits: &str) {
    if small(ui, "×", "Clear the search", true).clicked() {
        cx.send(Message::SetQuery(String::new()));
    }
    for (action, sign) in [(Action::FindNext, "›"), (Action::FindPrevious, "‹")] {
        let enabled = action.enabled(cx.app);
        if small(ui, sign, &widgets::tooltip(action), enabled).clicked() {
            cx.act(action);
        }
    }
    let words = ui.label(soft(cx, hits));
    widgets::live(ui, words.id);
}

fn small(ui: &mut Ui, sign: &str, tip: &str, enabled: bool) -> Response {
    let words = RichText::new(sign).font(fonts::sans(15.0));
    let button = egui::Button::new(words).frame(false).min_size(vec2(22.0, 22.0));
    let response = ui
        .scope(|ui| {
            ui.spacing_mut().button_padding = vec2(4.0, 0.0);
            ui.add_enabled(enabled, button)
        })
        .inner;
    widgets::name(ui, response.id, tip);
    response.on_hover_text(tip)
}

fn soft(cx: &Cx<'_>, text: &str) -> RichText {
    RichText::new(text).font(fonts::sans(13.0)).color(cx.theme.soft)
}
