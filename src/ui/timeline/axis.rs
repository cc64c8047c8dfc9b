//! The axis with its pins and cards, and moving along it by wheel, drag and keys.

use egui::{
    Align2, CursorIcon, EventFilter, Key, Mesh, Modifiers, Popup, Pos2, Rect, Response, Role,
    Sense, Stroke, Ui, WidgetInfo, emath::GuiRounding as _, pos2, vec2,
};

use super::{
    Memory, ZOOM,
    card::{self, details_ui},
    marks,
    room::Room,
    stamps::Stamps,
};
use crate::{
    analysis::Provenance,
    app::Message,
    text::counted,
    ui::{Cx, fonts},
    view::timeline::{
        Item,
        lanes::{self, CARD, EDGE, Lanes, Pile},
        scale::Scale,
        ticks::{Tick, ticks},
        words::{date_of, day_number},
    },
};

/// How much a point of the wheel magnifies, as an exponent.
const WHEEL: f32 = 0.004;
/// What a card keeps from the window's ends when it is brought into sight.
const KEEP: f64 = 14.0;
/// An exact day gets a span of its own once it is so wide.
const WIDE_DAY: f64 = 24.0;
/// A pin answers to the mouse this far from its middle.
const REACH: f32 = 8.0;

/// What painting needs to know.
struct View<'a> {
    items: &'a [Item],
    scale: Scale,
    room: Room,
    rect: Rect,
}

impl View<'_> {
    fn x(&self, day: f64) -> f32 {
        // Far outside is far enough, and safe to paint.
        self.rect.left() + self.scale.to_points(day).clamp(-1e5, 1e5) as f32
    }

    fn pin(&self, item: usize) -> Pos2 {
        pos2(self.x(self.items[item].pin()), self.room.axis)
    }
}

pub(super) fn axis_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    let rect = ui.max_rect();
    let room = Room::of(rect);
    memory.scale(f64::from(rect.width()));
    let axis = ui.interact(rect, ui.scope_id().with("axis"), Sense::click_and_drag());
    let before = memory.scale;
    if !brush_by_mouse(ui, cx, memory, &axis, &room) {
        move_by_mouse(ui, memory, &axis);
    }
    memory.zoom_if_wanted(cx.app);
    move_by_keys(ui, cx, memory, &axis);
    let chosen = memory.chosen(cx.app);
    let Some(scale) = memory.scale else { return };
    memory.lay(&scale, room.n_rows, chosen);
    if cx.app.session.focus.event != memory.seen
        && let Some(item) = chosen
    {
        bring(memory, item);
    }
    let Some(scale) = memory.scale else { return };
    if before != Some(scale) {
        // The buttons of the head were drawn for what was shown before.
        ui.ctx().request_repaint();
    }
    let Memory { strip, lanes, ticks, stamps, .. } = memory;
    let view = View { items: &strip.dated, scale, room, rect };
    axis.widget_info(|| {
        let words = "Timeline axis: arrow keys go from event to event, plus and minus zoom, 0 fits";
        WidgetInfo::labeled(Role::ScrollView, true, words)
    });
    let wish = paint(ui, cx, &mut Painted { lanes, ticks, stamps }, &view, &axis);
    if let Some(scale) = wish {
        memory.set_scale(scale);
        ui.ctx().request_repaint();
    }
}

/// Dragging over the times below the axis, or with Shift anywhere, brushes days; a click there lets go of them.
/// Tells whether the mouse was taken.
fn brush_by_mouse(
    ui: &Ui,
    cx: &mut Cx<'_>,
    memory: &mut Memory,
    axis: &Response,
    room: &Room,
) -> bool {
    let Some(scale) = memory.scale else { return false };
    let day = |at: Pos2| scale.to_days(f64::from(at.x - axis.rect.left()));
    let (press, now, shift) = ui.input(|input| {
        (input.pointer.press_origin(), input.pointer.interact_pos(), input.modifiers.shift)
    });
    let over_times = |at: Pos2| at.y > room.axis + REACH;
    if axis.drag_started()
        && let Some(press) = press.filter(|press| shift || over_times(*press))
    {
        memory.brushing = Some(day(press));
    }
    let mut lens = cx.app.session.lens.clone();
    if let (Some(from), Some(now)) = (memory.brushing, now) {
        let to = day(now);
        lens.brush = Some((date_of(from.min(to)), date_of(from.max(to))));
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        if axis.drag_stopped() {
            memory.brushing = None;
        }
    } else if axis.clicked() && now.is_some_and(over_times) {
        lens.brush = None;
    } else {
        if axis.hover_pos().is_some_and(over_times) {
            ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        }
        return false;
    }
    if lens != cx.app.session.lens {
        cx.send(Message::SetLens(lens));
    }
    true
}

/// The brushed days.
fn paint_brush(ui: &Ui, cx: &Cx<'_>, view: &View<'_>) {
    let Some((from, to)) = cx.app.session.lens.brush else { return };
    let days = view.x(day_number(from))..=view.x(day_number(to) + 1.0);
    let rect = Rect::from_x_y_ranges(days, view.room.axis - 8.0..=view.rect.bottom());
    ui.painter().rect(
        rect,
        0.0,
        cx.theme.accent.gamma_multiply(0.14),
        Stroke::new(1.0, cx.theme.accent),
        egui::StrokeKind::Inside,
    );
}

/// The wheel zooms at the pointer, sideways it pans, as dragging does; a double click shows everything.
fn move_by_mouse(ui: &Ui, memory: &mut Memory, axis: &Response) {
    let Some(scale) = memory.scale else { return };
    let rect = axis.rect;
    if axis.dragged() && axis.drag_delta().x != 0.0 {
        memory.set_scale(scale.panned(-f64::from(axis.drag_delta().x)));
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    }
    if axis.double_clicked() {
        memory.fit();
    } else if axis.clicked() || axis.drag_started() {
        axis.request_focus();
    }
    if !ui.rect_contains_pointer(rect) {
        return;
    }
    let (scroll, zoom, pointer) = ui.input(|input| {
        (input.smooth_scroll_delta(), input.zoom_delta(), input.pointer.latest_pos())
    });
    let Some(pointer) = pointer else { return };
    let factor = zoom * (scroll.y * WHEEL).exp();
    if factor != 1.0 || scroll.x != 0.0 {
        let at = f64::from(pointer.x - rect.left());
        memory.set_scale(scale.panned(-f64::from(scroll.x)).zoomed(f64::from(factor), at));
    }
}

/// While the axis has the keyboard.
fn move_by_keys(ui: &Ui, cx: &mut Cx<'_>, memory: &mut Memory, axis: &Response) {
    if !axis.has_focus() {
        return;
    }
    let arrows = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|focus| focus.set_focus_lock_filter(axis.id, arrows));
    let pressed = |key| {
        ui.input_mut(|input| {
            input.consume_key(Modifiers::NONE, key) || input.consume_key(Modifiers::SHIFT, key)
        })
    };
    if pressed(Key::Plus) || pressed(Key::Equals) {
        memory.zoom(ZOOM);
    }
    if pressed(Key::Minus) {
        memory.zoom(1.0 / ZOOM);
    }
    if pressed(Key::Num0) {
        memory.fit();
    }
    let page = memory.scale.map_or(0.0, |scale| scale.width * 0.8);
    for (key, points) in [(Key::PageUp, -page), (Key::PageDown, page)] {
        if let Some(scale) = memory.scale.filter(|_| pressed(key)) {
            memory.set_scale(scale.panned(points));
        }
    }
    let items = &memory.strip.dated;
    let here = memory.chosen(cx.app);
    let last = items.len().saturating_sub(1);
    let goal = if pressed(Key::ArrowRight) {
        Some(here.map_or(0, |here| (here + 1).min(last)))
    } else if pressed(Key::ArrowLeft) {
        Some(here.map_or(last, |here| here.saturating_sub(1)))
    } else if pressed(Key::Home) {
        Some(0)
    } else if pressed(Key::End) {
        Some(last)
    } else {
        None
    };
    if let Some(item) = goal.and_then(|goal| items.get(goal)) {
        cx.send(Message::SelectEvent(item.title));
    }
}

/// Moves as little as brings the item's card and pin into sight.
fn bring(memory: &mut Memory, item: usize) {
    let Some(scale) = memory.scale else { return };
    let items = &memory.strip.dated;
    let offset = scale.to_points(lanes::origin(items));
    let pin = scale.to_points(items[item].pin());
    let (left, right) = match memory.lanes.card(item) {
        Some((_, card)) => (card.left + offset, card.left + offset + CARD),
        None => (pin, pin),
    };
    let (left, right) = (left - KEEP, right + KEEP);
    let (left, right) = if right.max(pin) - left.min(pin) < scale.width {
        (left.min(pin), right.max(pin))
    } else {
        (left, right)
    };
    let by = if right - left > scale.width {
        f64::midpoint(left, right) - scale.width / 2.0
    } else {
        left.min(0.0) + (right - scale.width).max(0.0)
    };
    if by != 0.0 {
        memory.scale = Some(scale.panned(by));
        memory.touched = true;
    }
}

/// What painting uses of what the panel remembers.
struct Painted<'a> {
    lanes: &'a Lanes,
    ticks: &'a mut Option<(Scale, Vec<Tick>)>,
    stamps: &'a mut Stamps,
}

/// Paints all; gives back another window of time if a click asks for one.
fn paint(
    ui: &Ui,
    cx: &mut Cx<'_>,
    memory: &mut Painted<'_>,
    view: &View<'_>,
    axis: &Response,
) -> Option<Scale> {
    let lanes = memory.lanes;
    let width = view.scale.width;
    let offset = view.scale.to_points(lanes::origin(view.items));
    let window = -offset..=width - offset;
    // First what answers to the mouse, since the lines below the cards show what is hovered.
    let mut cards = Vec::new();
    for (row, placed) in lanes.rows.iter().enumerate() {
        for placed in &placed[lanes::within(placed, |card| card.left, CARD, &window)] {
            let x = view.rect.left() + (placed.left + offset) as f32;
            let rect = view.room.card(row, x);
            let response = card::interact(ui, cx, &view.items[placed.item], rect);
            cards.push((placed.item, response));
        }
    }
    let piles: Vec<(&Pile, Response)> = lanes.piles
        [lanes::within(&lanes.piles, |pile| *pile.x.start(), 0.0, &window)]
    .iter()
    .map(|pile| (pile, pile_interact(ui, cx, view, pile, offset)))
    .collect();
    let hit = pin_hit(view, axis, &cards);
    if let Some(item) = hit {
        let item = &view.items[item];
        if axis.clicked() {
            cx.send(Message::SelectEvent(item.title));
        }
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        axis.clone().on_hover_ui_at_pointer(|ui| details_ui(ui, cx, item));
    }
    paint_brush(ui, cx, view);
    spans(ui, cx, view, lanes);
    paint_axis(ui, cx, memory.ticks, view, axis.has_focus());
    let lit = |item: usize, response: &Response| {
        cx.app.session.focus.event == Some(view.items[item].title)
            || hit == Some(item)
            || response.hovered()
            || response.has_focus()
    };
    for (item, response) in &cards {
        stem(ui, cx, view, *item, response.rect, lit(*item, response));
    }
    for (item, response) in &cards {
        marks::pin(
            ui.painter(),
            view.pin(*item),
            &view.items[*item],
            cx.theme,
            lit(*item, response),
        );
    }
    for (pile, response) in &piles {
        match pile.items[..] {
            [item] if pile.alone => {
                let lit = lit(item, response);
                marks::pin(ui.painter(), view.pin(item), &view.items[item], cx.theme, lit);
            }
            _ => {
                let lit = response.hovered() || response.has_focus();
                let count = pile.items.len();
                marks::pile(ui.painter(), memory.stamps, response.rect, count, cx.theme, lit);
            }
        }
    }
    for (item, response) in &cards {
        card::paint(ui, cx, memory.stamps, &view.items[*item], response, view.room.n_lines);
    }
    let asked = piles.iter().find(|(pile, response)| !pile.alone && response.clicked());
    let zoomed = asked.and_then(|(pile, _)| zoom_to(view, pile));
    zoomed.or_else(|| chips(ui, cx, view))
}

/// The line, and the times below it.
fn paint_axis(
    ui: &Ui,
    cx: &Cx<'_>,
    known: &mut Option<(Scale, Vec<Tick>)>,
    view: &View<'_>,
    has_focus: bool,
) {
    let painter = ui.painter();
    let color = if has_focus { cx.theme.accent } else { cx.theme.faint };
    painter.hline(view.rect.x_range(), view.room.axis, Stroke::new(1.0, color));
    let font = fonts::sans(11.0);
    let galley =
        |words: &str| painter.layout_no_wrap(words.to_owned(), font.clone(), cx.theme.soft);
    if known.as_ref().is_none_or(|(scale, _)| *scale != view.scale) {
        let found = ticks(&view.scale, |words| f64::from(galley(words).size().x));
        *known = Some((view.scale, found));
    }
    let pixels = painter.pixels_per_point();
    let mut marks = Mesh::default();
    for tick in known.iter().flat_map(|(_, ticks)| ticks) {
        let x = view.rect.left() + tick.x as f32;
        let length = if tick.label.is_empty() { 3.0 } else { 5.0 };
        let mark = Rect::from_min_size(pos2(x - 0.5, view.room.axis), vec2(1.0, length));
        marks.add_colored_rect(mark.round_to_pixels(pixels), cx.theme.faint);
        if tick.label.is_empty() {
            continue;
        }
        let galley = galley(&tick.label);
        // A label is whole or not there.
        let left = x - galley.size().x / 2.0;
        if left >= view.rect.left() + 4.0 && left + galley.size().x <= view.rect.right() - 4.0 {
            let at = pos2(left, view.room.labels - galley.size().y / 2.0);
            painter.galley(at, galley, cx.theme.soft);
        }
    }
    painter.add(marks);
}

/// The spans of all that is more than a moment at this zoom.
fn spans(ui: &Ui, cx: &Cx<'_>, view: &View<'_>, lanes: &lanes::Lanes) {
    let cards = lanes.rows.iter().flatten().map(|card| card.item);
    let alone =
        lanes.piles.iter().filter(|pile| pile.alone).flat_map(|pile| pile.items.iter().copied());
    let mut spans: Vec<&Item> = cards
        .chain(alone)
        .map(|item| &view.items[item])
        .filter(|item| !item.exact || view.scale.per_day >= WIDE_DAY)
        .filter(|item| item.end >= view.scale.start && item.start <= view.scale.end())
        .collect();
    // Events of the same days share one span, which would else grow darker with each.
    spans.sort_by(|a, b| a.start.total_cmp(&b.start).then(a.end.total_cmp(&b.end)));
    spans.dedup_by_key(|item| (item.start.to_bits(), item.end.to_bits(), item.open));
    for item in spans {
        let (left, right) = (view.x(item.start), view.x(item.end));
        marks::span(ui.painter(), view.room.axis, left, right, item, cx.theme);
    }
}

fn stem(ui: &Ui, cx: &Cx<'_>, view: &View<'_>, item: usize, card: Rect, lit: bool) {
    let pin = view.pin(item);
    let edge = EDGE as f32;
    let (left, right) = (card.left() + edge, (card.right() - edge).max(card.left() + edge));
    let from = pos2(pin.x.clamp(left, right), card.bottom());
    let to = pin - (pin - from).normalized() * marks::PIN;
    let color = if lit { cx.theme.accent } else { cx.theme.faint };
    let solid = view.items[item].provenance != Provenance::Found || lit;
    marks::stem(ui.painter(), from, to, solid, Stroke::new(1.0, color));
}

/// The pin under the mouse, of those with a card.
fn pin_hit(view: &View<'_>, axis: &Response, cards: &[(usize, Response)]) -> Option<usize> {
    let mouse = axis.hover_pos().filter(|_| axis.hovered())?;
    let near = cards.iter().map(|(item, _)| (*item, view.pin(*item).distance(mouse)));
    let near = near.filter(|(_, distance)| *distance <= REACH);
    near.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(item, _)| item)
}

/// A pile answers with more room for its events, or with their list where no zoom parts them; a single
/// event as its card would.
fn pile_interact(ui: &Ui, cx: &mut Cx<'_>, view: &View<'_>, pile: &Pile, offset: f64) -> Response {
    let id = ui.scope_id().with(("pile", pile.items.first(), pile.items.len()));
    let x = view.rect.left() + (*pile.x.start() + offset) as f32;
    if let ([item], true) = (&pile.items[..], pile.alone) {
        let rect = Rect::from_center_size(pos2(x, view.room.axis), egui::Vec2::splat(2.0 * REACH));
        return card::interact(ui, cx, &view.items[*item], rect);
    }
    let rect = marks::pile_rect(pos2(x, view.room.piles), pile.items.len());
    let response = ui.interact(rect.expand(2.0), id, Sense::click());
    let count = pile.items.len();
    let near = &view.items[pile.items[0]].date;
    let name = format!("{} at {near}", counted(count, "more event"));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if zoom_to(view, pile).is_none() {
        Popup::menu(&response).show(|ui| {
            ui.set_max_width(360.0);
            egui::ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
                for item in pile.items.iter().map(|item| &view.items[*item]) {
                    let row =
                        card::one_line(ui, &item.name(), fonts::sans(12.5), cx.theme.ink, 340.0);
                    if ui.button(row).clicked() {
                        cx.send(Message::SelectEvent(item.title));
                        ui.close();
                    }
                }
            });
        });
    }
    response.on_hover_ui(|ui| {
        ui.label(name);
        for item in pile.items.iter().take(5).map(|item| &view.items[*item]) {
            let row = card::one_line(ui, &item.name(), fonts::sans(12.0), cx.theme.soft, 320.0);
            ui.label(row);
        }
    })
}

/// A window of time in which the pile's events stand apart, if there is one.
fn zoom_to(view: &View<'_>, pile: &Pile) -> Option<Scale> {
    let first = view.items[*pile.items.first()?].pin();
    let last = view.items[*pile.items.last()?].pin();
    // Events of one day stay together at every zoom; a single one only hides behind its neighbours.
    if pile.items.len() > 1 && last - first < 0.5 {
        return None;
    }
    let neighbour = |item: usize| view.items.get(item).map(|other| (other.pin() - first).abs());
    let apart = match pile.items[..] {
        [item] => {
            let before = item.checked_sub(1).and_then(neighbour);
            before.into_iter().chain(neighbour(item + 1)).reduce(f64::min)?
        }
        _ => (last - first) / pile.items.len() as f64,
    };
    if apart < 0.5 {
        return None;
    }
    let wanted = (CARD / apart).max(view.scale.per_day * 2.5);
    let middle = view.scale.to_points(f64::midpoint(first, last));
    let zoomed = view.scale.zoomed(wanted / view.scale.per_day, middle);
    (zoomed.per_day > view.scale.per_day).then(|| zoomed.panned(middle - zoomed.width / 2.0))
}

/// What lies before and after the window of time: a click goes there.
fn chips(ui: &Ui, cx: &Cx<'_>, view: &View<'_>) -> Option<Scale> {
    let pins = |day: f64| view.items.partition_point(|item| item.pin() < day);
    let before = pins(view.scale.start);
    let after = view.items.len() - pins(view.scale.end());
    let mut goal = None;
    for (count, is_left) in [(before, true), (after, false)] {
        if count == 0 {
            continue;
        }
        let words = if is_left { format!("‹ {count}") } else { format!("{count} ›") };
        let galley = ui.painter().layout_no_wrap(words, fonts::sans_strong(11.0), cx.theme.time);
        let size = galley.size() + egui::vec2(12.0, 4.0);
        let (edge, align) = if is_left {
            (view.rect.left() + 2.0, Align2::LEFT_CENTER)
        } else {
            (view.rect.right() - 2.0, Align2::RIGHT_CENTER)
        };
        let rect = align.anchor_size(pos2(edge, view.room.axis), size);
        let response = ui.interact(rect, ui.scope_id().with(("chip", is_left)), Sense::click());
        let name = format!("{count} {}", if is_left { "earlier" } else { "later" });
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        let lit = response.hovered() || response.has_focus();
        let stroke = Stroke::new(1.0, if lit { cx.theme.accent } else { cx.theme.line });
        ui.painter().rect(rect, 5.0, cx.theme.panel, stroke, egui::StrokeKind::Inside);
        ui.painter().galley(rect.center() - galley.size() / 2.0, galley, cx.theme.time);
        let next = if is_left { before.checked_sub(1) } else { Some(view.items.len() - after) };
        let next = next.and_then(|item| view.items.get(item));
        if response.clicked()
            && let Some(next) = next
        {
            let x = view.scale.to_points(next.pin());
            let to = if is_left { view.scale.width * 0.75 } else { view.scale.width * 0.25 };
            goal = Some(view.scale.panned(x - to));
        }
        response.on_hover_ui(|ui| {
            if let Some(next) = next {
                let words = format!("{name}: {}", next.name());
                ui.label(card::one_line(ui, &words, fonts::sans(12.0), cx.theme.ink, 320.0));
            }
        });
    }
    goal
}
