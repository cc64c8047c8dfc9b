//! The same events as rows, for reading in order, for the keyboard and for screen readers.

use std::sync::Arc;

use egui::{
    EventFilter, Galley, Id, Key, Modifiers, Rect, Response, Role, ScrollArea, Sense, Ui,
    WidgetInfo, pos2, vec2,
};

use super::{Memory, SIDE, card, marks};
use crate::{
    analysis::Provenance,
    app::Message,
    ui::{Cx, fonts},
    view::timeline::{Item, kind_word},
};

const ROW: f32 = 26.0;
/// The column of dates.
const DATES: f32 = 196.0;

pub(super) fn list_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &Memory) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let strip = &memory.strip;
    let chosen = cx.app.session.focus.event.filter(|_| cx.app.session.focus.event != memory.seen);
    let chosen = chosen.and_then(|title| strip.items().position(|item| item.title == title));
    let area = ScrollArea::vertical().id_salt("rows").auto_shrink(false);
    area.show_viewport(ui, |ui, viewport| {
        ui.set_height(strip.len() as f32 * ROW);
        let rows = ui.max_rect();
        let place = |row: usize| {
            let at = pos2(rows.left(), rows.top() + row as f32 * ROW);
            Rect::from_min_size(at, vec2(rows.width(), ROW))
        };
        if let Some(row) = chosen {
            ui.scroll_to_rect(place(row), None);
        }
        // One more at each end, so that the arrow keys find it.
        let first = ((viewport.top() / ROW) as usize).saturating_sub(1);
        let last = ((viewport.bottom() / ROW) as usize + 2).min(strip.len());
        for row in first..last {
            let Some(item) = strip.item(row) else { continue };
            let response = row_ui(ui, cx, item, place(row));
            if let Some(goal) = step(ui, &response, row).and_then(|row| strip.item(row)) {
                ui.memory_mut(|focus| focus.request_focus(id(ui, goal)));
                cx.send(Message::SelectEvent(goal.title));
            }
        }
    });
}

fn id(ui: &Ui, item: &Item) -> Id {
    ui.scope_id().with((item.event, item.title))
}

/// Where the arrow keys lead from the row that has the keyboard.
fn step(ui: &Ui, response: &Response, row: usize) -> Option<usize> {
    if !response.has_focus() {
        return None;
    }
    let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|focus| focus.set_focus_lock_filter(response.id, arrows));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::ArrowDown) {
        Some(row + 1)
    } else if pressed(Key::ArrowUp) {
        row.checked_sub(1)
    } else {
        None
    }
}

fn row_ui(ui: &Ui, cx: &mut Cx<'_>, item: &Item, rect: Rect) -> Response {
    let theme = cx.theme;
    let selected = cx.app.session.focus.event == Some(item.title);
    let response = ui.interact(rect, id(ui, item), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, selected, item.name()));
    if response.clicked() {
        response.request_focus();
        cx.send(Message::SelectEvent(item.title));
    }
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let painter = ui.painter();
    if selected || response.hovered() {
        painter.rect_filled(rect, 0.0, if selected { theme.selected } else { theme.window });
    }
    if response.has_focus() {
        let side = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
        painter.rect_filled(side, 0.0, theme.accent);
    }
    let y = rect.center().y;
    let left = rect.left() + SIDE;
    if !item.start.is_infinite() {
        marks::pin(painter, pos2(left + 4.0, y), item, theme, selected);
    }
    let words_at = left + 18.0 + DATES.min(rect.width() * 0.35);
    let put = |x: f32, galley: Arc<Galley>| {
        painter.galley(pos2(x, y - galley.size().y / 2.0), galley, theme.ink);
    };
    let date_width = words_at - left - 26.0;
    put(
        left + 18.0,
        card::one_line(ui, &item.date, fonts::sans_strong(12.0), theme.time, date_width),
    );
    let note = match item.provenance {
        Provenance::Found => kind_word(item.kind),
        Provenance::Confirmed => "confirmed",
        Provenance::Made => "yours",
    };
    let mut right = rect.right() - SIDE;
    let galley = painter.layout_no_wrap(note.to_owned(), fonts::sans(11.0), theme.soft);
    right -= galley.size().x;
    put(right, galley);
    if item.conflict {
        right -= 20.0;
        marks::conflict(painter, pos2(right + 8.0, y), theme);
    }
    put(
        words_at,
        card::one_line(ui, &item.words, fonts::sans(12.5), theme.ink, right - words_at - 12.0),
    );
    response.on_hover_ui(|ui| card::details_ui(ui, cx, item))
}
