//! The notes panel: a card for each highlight or note, and below them the free notebook.

mod card;
mod field;

use std::collections::HashMap;

use egui::{
    Frame, Margin, Rect, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};
use jiff::{Timestamp, tz::TimeZone};

use super::{
    Cx, fonts,
    roll::{Roll, Rows},
    widgets,
};
use crate::{
    app::{Action, Message, Place},
    notebook::{Anchored, Id},
    view::notes::{in_text_order, time_words},
};

/// Room left and right of the cards, and between them.
const SIDE: f32 = 12.0;
const GAP: f32 = 10.0;

/// What the panel remembers between frames.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// The cards in text order, and the notebook's and article's revisions they are of.
    order: Vec<usize>,
    made_of: Option<(u64, u64)>,
    /// How high the cards that were seen are, at the width they were seen at.
    heights: HashMap<Id, f32>,
    width: f32,
    tops: Vec<f32>,
    roll: Roll<Id>,
    /// The annotation that had the focus when the cards were last scrolled for it.
    shown: Option<Id>,
    tags: card::Draft,
}

impl Memory {
    /// Takes in what changed since the last frame; tells whether any card stands elsewhere.
    fn refresh(&mut self, cx: &Cx<'_>, width: f32) -> bool {
        let revision = (cx.app.revision.notebook, cx.app.revision.article);
        if self.made_of.is_some_and(|(_, article)| article != revision.1) {
            *self = Self::default();
        }
        let reordered = self.made_of != Some(revision);
        if reordered {
            self.made_of = Some(revision);
            self.order = in_text_order(cx.app);
        }
        if self.width != width {
            self.width = width;
            self.heights.clear();
        }
        self.lay(cx) || reordered
    }

    /// Where each card begins; tells whether that is elsewhere than before.
    fn lay(&mut self, cx: &Cx<'_>) -> bool {
        let annotations = cx.app.notebook.annotations();
        let mut tops = Vec::with_capacity(self.order.len() + 1);
        let mut top = 0.0;
        tops.push(top);
        for annotation in self.order.iter().filter_map(|index| annotations.get(*index)) {
            let known = self.heights.get(&annotation.id);
            top += known.copied().unwrap_or_else(|| card::estimate(annotation, self.width)) + GAP;
            tops.push(top);
        }
        let changed = tops != self.tops;
        self.tops = tops;
        changed
    }
}

pub(crate) fn notes_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
    tabs_ui(ui, cx);
    ui.add_space(4.0);
    let room = ui.available_rect_before_wrap();
    let changed = memory.refresh(cx, room.width());
    let bottom = if memory.order.is_empty() {
        empty_ui(ui, cx)
    } else {
        let all = memory.tops.last().copied().unwrap_or_default();
        let notebook = (room.height() * 0.35).clamp(110.0, 280.0);
        let height = all.min(room.height() - notebook - GAP).max(0.0);
        let list = Rect::from_min_size(room.min, vec2(room.width(), height));
        ui.scope_builder(UiBuilder::new().max_rect(list), |ui| cards_ui(ui, cx, memory, changed));
        // Cards that go on below are cut off; whole ones bring their gap along.
        list.bottom() + if height < all { GAP } else { 0.0 }
    };
    let rest = Rect::from_min_max(
        pos2(room.left() + SIDE, bottom),
        pos2(room.right() - SIDE, room.bottom() - SIDE),
    );
    if rest.height() > 40.0 {
        notebook_ui(ui, cx, rest);
    }
    ui.expand_to_include_rect(room);
}

/// The tabs; so far there is one.
fn tabs_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let theme = cx.theme;
    let count = cx.app.notebook.annotations().len();
    let words = if count == 0 { "Notes".to_owned() } else { format!("Notes {count}") };
    let (bar, _) = ui.allocate_exact_size(vec2(ui.available_width(), 40.0), Sense::hover());
    let font = fonts::sans_strong(13.0);
    let galley = ui.painter().layout_no_wrap(words.clone(), font, theme.ink);
    let left = bar.left() + SIDE - 4.0;
    let tab = Rect::from_x_y_ranges(left..=left + galley.size().x + 18.0, bar.y_range());
    let response = ui.interact(tab, ui.scope_id().with("notes tab"), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::Tab, enabled, true, &words));
    let at = tab.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, theme.ink);
    ui.painter().hline(bar.x_range(), bar.bottom() - 0.5, Stroke::new(1.0, theme.line));
    ui.painter().hline(tab.x_range(), bar.bottom() - 1.0, Stroke::new(2.0, theme.accent));
}

/// Says how the first note is made; gives where that ends.
fn empty_ui(ui: &mut Ui, cx: &Cx<'_>) -> f32 {
    let margin = Margin { left: 16, right: 16, top: 4, bottom: 10 };
    let words = "Select words in the article and press 1–4 to highlight, N to write a note.";
    let shown = Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.label(RichText::new(words).font(fonts::sans(13.0)).color(cx.theme.soft));
    });
    shown.response.rect.bottom()
}

fn cards_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory, changed: bool) {
    let app = cx.app;
    let annotations = app.notebook.annotations();
    let now = Timestamp::from_millisecond(cx.now_ms.cast_signed()).unwrap_or_default();
    let zone = TimeZone::system();
    let reveal = (app.focus.annotation != memory.shown)
        .then(|| {
            memory.order.iter().position(|at| Some(annotations[*at].id) == app.focus.annotation)
        })
        .flatten();
    let Memory { order, heights, tops, roll, tags, .. } = memory;
    let rows = Rows { tops, key: &|index| annotations[order[index]].id, changed, reveal };
    let mut higher = false;
    roll.show(ui, "cards", &rows, |ui, index, rect| {
        let annotation = &annotations[order[index]];
        let place = Rect::from_min_max(
            pos2(rect.left() + SIDE, rect.top()),
            pos2(rect.right() - SIDE, rect.bottom() - GAP),
        );
        let shown = card::Shown {
            annotation,
            anchored: app.anchors.get(order[index]).map_or(Anchored::Orphan, |(_, a)| *a),
            focused: app.focus.annotation == Some(annotation.id),
            time: time_words(annotation.created, now, &zone),
            order,
        };
        let height = card::card_ui(ui, cx, tags, &shown, place);
        higher |= heights.insert(annotation.id, height) != Some(height);
    });
    if higher && memory.lay(cx) {
        ui.ctx().request_discard("a card has another height");
    } else {
        // Only now the focused card is as high as it is, and wholly in view.
        memory.shown = app.focus.annotation;
    }
}

/// The free notebook fills the rest of the panel.
fn notebook_ui(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect) {
    let theme = cx.theme;
    let id = egui::Id::unique("notebook");
    let focused = ui.memory(|memory| memory.has_focus(id));
    let stroke = Stroke::new(1.0, if focused { theme.accent } else { theme.line });
    ui.painter().rect(rect, 8.0, theme.paper, stroke, StrokeKind::Inside);
    let inner = rect.shrink(SIDE);
    let mut ui = ui.new_child(UiBuilder::new().id_salt("notebook card").max_rect(inner));
    let head = RichText::new("Notebook").font(fonts::sans_strong(13.0)).color(theme.ink);
    let head = ui.label(head).on_hover_text(widgets::tooltip(Action::WriteNotebook));
    let sent = cx.out.iter().rev().find_map(|message| match message {
        Message::SetNotebookText(text) => Some(text.clone()),
        _ => None,
    });
    let text = sent.as_deref().unwrap_or(&cx.app.notebook.text);
    let room = ui.available_size();
    let shown = ScrollArea::vertical()
        .id_salt("notebook text")
        .auto_shrink([false; 2])
        .show(&mut ui, |ui| field::text_ui(ui, theme, id, text, "Write freely here.", room));
    let (response, changed) = shown.inner;
    let response = response.labelled_by(head.id);
    if cx.takes_focus(Place::Notebook) {
        response.request_focus();
    }
    if let Some(text) = changed {
        cx.send(Message::SetNotebookText(text));
    }
}
