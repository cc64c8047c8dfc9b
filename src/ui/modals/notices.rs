//! Notices: quiet bars over the foot of the article. What is under way, and what a dragged file would do.

use std::time::Duration;

use egui::{
    Align2, Area, Button, FontId, Frame, Id, Label, LayerId, Margin, Order, RichText, Ui, vec2,
};

use crate::{
    app::{Message, Notice, Weight},
    ui::{Cx, fonts, widgets},
};

/// What takes longer than this, in milliseconds, is said.
const LONG_MS: u64 = 500;

/// The notices are at most so wide.
const WIDTH: f32 = 560.0;
const STATUS_BAR: f32 = 26.0;

/// Since when a file is being opened, in milliseconds since 1970.
#[derive(Debug, Default)]
pub(super) struct Opening {
    since_ms: Option<u64>,
}

impl Opening {
    /// Whether the reader should be told; asks for a frame when it will be time to.
    fn is_long(&mut self, ui: &Ui, cx: &Cx<'_>) -> bool {
        if !cx.app.session.is_opening() {
            self.since_ms = None;
            return false;
        }
        let since = *self.since_ms.get_or_insert(cx.now_ms);
        let passed = cx.now_ms.saturating_sub(since);
        if passed < LONG_MS {
            ui.ctx().request_repaint_after(Duration::from_millis(LONG_MS - passed + 1));
        }
        passed >= LONG_MS
    }
}

pub(super) fn notices_ui(ui: &mut Ui, cx: &mut Cx<'_>, opening: &mut Opening) {
    let opening = opening.is_long(ui, cx);
    if cx.app.notices.is_empty() && !opening {
        return;
    }
    let window = ui.ctx().content_rect();
    let panels = &cx.app.settings.panels;
    let side =
        |panel: crate::storage::settings::Panel| if panel.visible { panel.size } else { 0.0 };
    let (left, right) = (window.left() + side(panels.sidebar), window.right() - side(panels.notes));
    // In a narrow window the notices may lie over the side panels rather than be cut.
    let width = (right - left - 24.0).max(320.0).min(window.width() - 24.0).clamp(0.0, WIDTH);
    let shift = (f32::midpoint(left, right) - window.center().x)
        .clamp((width - window.width()) / 2.0, (window.width() - width) / 2.0);
    let up = side(panels.timeline) + STATUS_BAR + 12.0;
    Area::new(Id::unique("notices"))
        .order(Order::Foreground)
        .anchor(Align2::CENTER_BOTTOM, vec2(shift, -up))
        .show(ui.ctx(), |ui| {
            ui.set_width(width);
            if opening {
                bar_ui(ui, cx, "Opening…", Weight::Info, None);
            }
            for (index, Notice { weight, text }) in cx.app.notices.iter().enumerate() {
                bar_ui(ui, cx, text, *weight, Some(index));
            }
        });
}

fn bar_ui(ui: &mut Ui, cx: &mut Cx<'_>, text: &str, weight: Weight, index: Option<usize>) {
    let (sign, color) = match weight {
        Weight::Info => ("Note", cx.theme.accent),
        Weight::Warning => ("Mind", cx.theme.time),
        Weight::Error => ("Failed", cx.theme.error),
    };
    let frame = Frame::new()
        .fill(cx.theme.paper)
        .stroke((1.0, cx.theme.line))
        .shadow(ui.visuals().popup_shadow)
        .corner_radius(8)
        .inner_margin(Margin::symmetric(14, 9));
    let response = frame.show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.label(RichText::new(sign).font(fonts::sans_strong(13.0)).color(color));
            let close = if index.is_some() { 34.0 } else { 0.0 };
            let room = (ui.available_width() - close).max(0.0);
            ui.allocate_ui(vec2(room, 0.0), |ui| {
                ui.set_width(room);
                let words = Label::new(RichText::new(text).font(fonts::sans(13.0))).wrap();
                let words = ui.add(words);
                widgets::live(ui, words.id);
            });
            let Some(index) = index else { return };
            ui.spacing_mut().button_padding = vec2(6.0, 0.0);
            let close = ui.add(Button::new(RichText::new("×").size(15.0)).frame(false));
            widgets::name(ui, close.id, "Dismiss");
            if close.on_hover_text("Dismiss").clicked() {
                cx.send(Message::DismissNotice(index));
            }
        });
    });
    let edge = response.response.rect;
    let mark = egui::Rect::from_min_max(edge.min, egui::pos2(edge.left() + 3.0, edge.bottom()));
    ui.painter().rect_filled(mark.shrink2(vec2(0.0, 6.0)), 2.0, color);
}

/// Says that a file dragged over the window may be let go.
pub(super) fn drop_ui(ui: &Ui, cx: &Cx<'_>) {
    if ui.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let window = ui.ctx().content_rect();
    let layer = LayerId::new(Order::Tooltip, Id::unique("drop"));
    let painter = ui.ctx().layer_painter(layer);
    painter.rect_filled(window, 0.0, cx.theme.paper.gamma_multiply(0.9));
    let edge = window.shrink(24.0);
    painter.rect_stroke(edge, 12.0, (2.0, cx.theme.accent), egui::StrokeKind::Inside);
    let font: FontId = fonts::sans_strong(22.0);
    painter.text(window.center(), Align2::CENTER_CENTER, "Drop to open", font, cx.theme.ink);
}
