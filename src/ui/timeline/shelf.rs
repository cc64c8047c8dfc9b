//! The shelf at the right: events that no date is known of.

use egui::{RichText, ScrollArea, Stroke, Ui, vec2};

use super::{Memory, SIDE, card, room};
use crate::{
    ui::{Cx, fonts},
    view::timeline::{Strip, lanes::CARD},
};

/// In a narrower panel the undated events are in the list only.
const NARROWEST: f32 = 620.0;
/// Lines of a card's title.
const N_LINES: usize = 2;

/// How wide the shelf is; nothing where it is not needed.
pub(super) fn width(strip: &Strip, room: f32) -> f32 {
    if strip.undated.is_empty() || room < NARROWEST { 0.0 } else { CARD as f32 + 2.0 * SIDE }
}

pub(super) fn shelf_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    let rect = ui.max_rect();
    let stroke = Stroke::new(1.0, cx.theme.line);
    ui.painter().vline(rect.left(), rect.shrink2(vec2(0.0, 4.0)).y_range(), stroke);
    let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(rect.shrink2(vec2(SIDE, 0.0))));
    let Memory { strip, stamps, seen, .. } = memory;
    let items = &strip.undated;
    let words = format!("Undated · {}", items.len());
    ui.label(RichText::new(words).font(fonts::sans(11.5)).color(cx.theme.soft));
    let size =
        vec2(CARD as f32, 2.0 * room::PAD + room::DATE_LINE + N_LINES as f32 * room::TITLE_LINE);
    let spacing = ui.spacing().item_spacing.y;
    let mut area = ScrollArea::vertical().id_salt("undated").auto_shrink(false);
    let chosen = cx.app.session.focus.event.filter(|_| cx.app.session.focus.event != *seen);
    if let Some(at) = chosen.and_then(|title| items.iter().position(|item| item.title == title)) {
        area = area.vertical_scroll_offset(at as f32 * (size.y + spacing));
    }
    area.show_rows(&mut ui, size.y, items.len(), |ui, rows| {
        for item in items.get(rows).unwrap_or_default() {
            let (_, rect) = ui.allocate_space(size);
            let response = card::interact(ui, cx, item, rect);
            card::paint(ui, cx, stamps, item, &response, N_LINES);
        }
    });
}
