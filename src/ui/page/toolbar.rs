//! The small toolbar that selecting raises.

use egui::{
    Area, Button, Color32, Frame, Id, Margin, Order, Rect, RichText, Stroke, Ui, pos2, vec2,
};

use super::{
    super::{Cx, widgets},
    input,
};
use crate::{analysis::EntityKind, app::Action, notebook::Color};

/// About how large it is, to keep it inside the view before it was ever drawn.
const SIZE: egui::Vec2 = vec2(424.0, 36.0);

/// Shows it below the selection's end, or above where there is no room.
pub(super) fn toolbar_ui(ui: &Ui, cx: &mut Cx<'_>, input: &input::Memory, outer: Rect) {
    let Some(end) = input.end.filter(|_| !input.selecting && !cx.app.session.selection.is_empty())
    else {
        return;
    };
    // While words are typed elsewhere, as in the find box, it would only be in the way.
    if ui.ctx().text_edit_focused() {
        return;
    }
    if !outer.intersects(end) {
        return;
    }
    let below = end.bottom() + 4.0;
    let y = if below + SIZE.y > outer.bottom() { end.top() - SIZE.y - 4.0 } else { below };
    // Where the page is narrower than the pill, its left end is what counts.
    let x = (end.right() - SIZE.x / 2.0).min(outer.right() - SIZE.x - 8.0).max(outer.left() + 8.0);
    // The pill is dark on light paper and light on dark, so that it stands off the text.
    let (fill, ink) = (cx.theme.ink, cx.theme.paper);
    Area::new(Id::unique("toolbar")).order(Order::Foreground).fixed_pos(pos2(x, y)).show(
        ui.ctx(),
        |ui| {
            Frame::new().fill(fill).corner_radius(6).inner_margin(Margin::symmetric(8, 4)).show(
                ui,
                |ui| {
                    ui.spacing_mut().item_spacing = vec2(3.0, 0.0);
                    ui.spacing_mut().button_padding = vec2(5.0, 3.0);
                    ui.horizontal(|ui| {
                        for color in Color::ALL {
                            let action = Action::Highlight(color);
                            let dot =
                                widgets::color_dot(ui, cx.theme.dot(color), 14.0, action.text());
                            if dot.on_hover_text(widgets::tooltip(action)).clicked() {
                                cx.act(action);
                            }
                        }
                        word(ui, cx, Action::Note, "Note", ink);
                        word(ui, cx, Action::Tag, "Tag", ink);
                        kinds(ui, cx, ink);
                        word(ui, cx, Action::MarkEvent, "Event", ink);
                        word(ui, cx, Action::CopyQuote, "Copy quote", ink);
                        word(ui, cx, Action::CorrectText, "Correct", ink);
                    });
                },
            );
        },
    );
}

fn word(ui: &mut Ui, cx: &mut Cx<'_>, action: Action, words: &str, ink: Color32) {
    let button = Button::new(RichText::new(words).size(12.5).color(ink)).fill(Color32::TRANSPARENT);
    if ui.add(button.stroke(Stroke::NONE)).on_hover_text(widgets::tooltip(action)).clicked() {
        cx.act(action);
    }
}

/// "Entity" opens the four kinds.
fn kinds(ui: &mut Ui, cx: &mut Cx<'_>, ink: Color32) {
    let button = Button::new(RichText::new("Entity").size(12.5).color(ink)).frame(false);
    let response =
        ui.add(button).on_hover_text("The selected words name somebody or something (Alt 1–4)");
    egui::Popup::menu(&response).show(|ui| {
        for kind in EntityKind::ALL {
            widgets::act_button(
                ui,
                cx,
                Action::MarkEntity(kind),
                Action::MarkEntity(kind).text(),
                false,
            );
        }
    });
}
