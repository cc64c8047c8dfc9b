//! Small pieces that several panels share.

use std::ops::RangeInclusive;

use egui::{
    Button, Color32, FontId, Frame, Id, Margin, Pos2, Response, RichText, Role, Sense, Shape,
    Slider, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, accesskit, pos2, text::CCursorRange,
    text_edit::TextEditState, vec2,
};

use super::{Cx, fonts, theme::Theme};
use crate::{analysis::EntityKind, app::Action};

/// A panel's head: small spaced capitals.
pub(crate) fn head(ui: &mut Ui, cx: &Cx<'_>, text: &str) -> Response {
    let text = RichText::new(text.to_uppercase())
        .font(fonts::sans_strong(11.0))
        .extra_letter_spacing(0.8)
        .color(cx.theme.soft);
    ui.label(text)
}

/// What stands over the window: a dialog, a page, the palette.
pub(crate) fn sheet(ui: &Ui, theme: &Theme) -> Frame {
    Frame::new()
        .fill(theme.paper)
        .stroke((1.0, theme.line))
        .shadow(ui.visuals().window_shadow)
        .corner_radius(10)
}

/// A short word on how something stands, on its colour.
pub(crate) fn pill(ui: &mut Ui, theme: &Theme, fill: Color32, words: &str) -> Response {
    let frame = Frame::new().fill(fill).corner_radius(5.0).inner_margin(Margin::symmetric(7, 2));
    let words = RichText::new(words).font(fonts::sans_strong(11.5)).color(theme.ink);
    frame.show(ui, |ui| ui.label(words)).inner
}

/// A button for an act: its words, its key in the tooltip, grey where it would do nothing.
pub(crate) fn act_button(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    action: Action,
    words: &str,
    framed: bool,
) -> Response {
    let button =
        Button::new(RichText::new(words).size(13.0)).frame(framed).min_size(vec2(0.0, 30.0));
    let response = ui.add_enabled(action.enabled(cx.app), button).on_hover_text(tooltip(action));
    if response.clicked() {
        cx.act(action);
    }
    response
}

/// "Save the notebook (Ctrl S)".
pub(crate) fn tooltip(action: Action) -> String {
    match action.shortcut() {
        Some(shortcut) => format!("{} ({})", action.hint(), shortcut.words()),
        None => action.hint().to_owned(),
    }
}

/// A round button of one colour.
pub(crate) fn color_dot(ui: &mut Ui, color: Color32, size: f32, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size + 8.0), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    let grow = if response.hovered() || response.has_focus() { 1.5 } else { 0.0 };
    ui.painter().circle_filled(rect.center(), size / 2.0 + grow, color);
    if response.has_focus() {
        let stroke = ui.visuals().selection.stroke;
        ui.painter().circle_stroke(rect.center(), size / 2.0 + 4.0, stroke);
    }
    response
}

/// Names a widget for screen readers and tests, where its own text does not.
pub(crate) fn name(ui: &Ui, widget: Id, name: &str) {
    ui.ctx().accesskit_node_builder(widget, |node| node.set_label(name));
}

/// Screen readers say the text of this widget when it changes.
pub(crate) fn live(ui: &Ui, widget: Id) {
    ui.ctx().accesskit_node_builder(widget, |node| node.set_live(accesskit::Live::Polite));
}

/// Selects all of what stands in a text field.
pub(crate) fn select_all(ui: &Ui, field: Id, text: &str) {
    let mut state = TextEditState::load(ui.ctx(), field).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::select_all_str(text)));
    state.store(ui.ctx(), field);
}

/// How wide these words of the interface are.
pub(crate) fn text_width(ui: &Ui, text: &str) -> f32 {
    let color = ui.visuals().text_color();
    ui.painter().layout_no_wrap(text.to_owned(), fonts::sans(13.0), color).size().x
}

/// One of several choices, of which one holds.
pub(crate) fn radio(ui: &mut Ui, cx: &Cx<'_>, chosen: bool, text: &str, font: FontId) -> Response {
    let words = ui.painter().layout_no_wrap(text.to_owned(), font, cx.theme.ink);
    let size = vec2(words.size().x + 24.0, 26.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::CLICK);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, enabled, chosen, text));
    let center = pos2(rect.left() + 9.0, rect.center().y);
    let near = chosen || response.hovered() || response.has_focus();
    let edge = if near { cx.theme.accent } else { cx.theme.soft };
    ui.painter().circle(center, 6.5, cx.theme.paper, (1.2, edge));
    if chosen {
        ui.painter().circle_filled(center, 3.5, cx.theme.accent);
    }
    if response.has_focus() {
        let stroke = ui.visuals().selection.stroke;
        ui.painter().rect_stroke(rect.expand(1.0), 5.0, stroke, StrokeKind::Inside);
    }
    let at = pos2(rect.left() + 22.0, rect.center().y - words.size().y / 2.0);
    ui.painter().galley(at, words, cx.theme.ink);
    response
}

/// A slider as wide as there is room, whose rail can be seen and is filled up to the chosen value.
pub(crate) fn slider(
    ui: &mut Ui,
    cx: &Cx<'_>,
    value: &mut usize,
    range: RangeInclusive<usize>,
    label: Id,
) -> Response {
    ui.scope(|ui| {
        ui.spacing_mut().slider_width = (ui.available_width() - 12.0).max(60.0);
        let visuals = ui.visuals_mut();
        visuals.widgets.inactive.bg_fill = cx.theme.line;
        visuals.selection.bg_fill = cx.theme.accent;
        let has_room = range.start() < range.end();
        let slider = Slider::new(value, range).show_value(false).trailing_fill(true);
        ui.add_enabled(has_room, slider).labelled_by(label)
    })
    .inner
}

/// The mark of a kind, by shape as well as by colour: round, square, triangle, diamond.
pub(crate) fn kind_mark(ui: &Ui, theme: &Theme, kind: EntityKind, middle: Pos2, size: f32) {
    let color = theme.kind(kind);
    let half = size / 2.0;
    let corner = |x: f32, y: f32| middle + vec2(x * half, y * half);
    let polygon = |points| Shape::convex_polygon(points, color, Stroke::NONE);
    ui.painter().add(match kind {
        EntityKind::Person => Shape::circle_filled(middle, half, color),
        EntityKind::Organization => polygon(vec![
            corner(-0.9, -0.9),
            corner(0.9, -0.9),
            corner(0.9, 0.9),
            corner(-0.9, 0.9),
        ]),
        EntityKind::Place => {
            polygon(vec![corner(-1.1, -0.95), corner(1.1, -0.95), corner(0.0, 1.1)])
        }
        EntityKind::Group => {
            polygon(vec![corner(0.0, -1.2), corner(1.2, 0.0), corner(0.0, 1.2), corner(-1.2, 0.0)])
        }
    });
}
