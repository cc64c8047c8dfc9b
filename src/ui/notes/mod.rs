//! The notes panel and its tabs: a card for each highlight or note with the free notebook below them, and the review.

mod card;
mod draft;
mod field;
mod review;
mod shelf;
mod stack;
mod summary;

use egui::{
    Frame, Margin, Rect, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};
use jiff::{Timestamp, tz::TimeZone};

use super::{Cx, fonts, widgets};
use crate::{
    app::{Action, App, Message, Place, Shelf, Tab},
    notebook::{Anchored, Id},
    view::notes::{follow, listed, time_words},
};
pub(crate) use draft::id as draft_field;
use stack::{Cards, Stack};
use summary::link;

/// Room left and right of the cards, and between them.
const SIDE: f32 = 12.0;
const GAP: f32 = 10.0;

/// What the panel remembers between frames.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// The cards in text order, and the notebook's and article's revisions they are of.
    order: Vec<usize>,
    ids: Vec<Id>,
    made_of: Option<(u64, u64, Shelf)>,
    stack: Stack,
    tags: card::Draft,
    shelf: shelf::Memory,
    /// The comment that is written, and the free notebook, as they were set last.
    comment: field::Set,
    notebook: field::Set,
    review: review::Memory,
    summary: summary::Memory,
    draft: draft::Memory,
}

impl Memory {
    /// Takes in what changed since the last frame; tells whether any card stands elsewhere.
    fn refresh(&mut self, cx: &Cx<'_>, width: f32) -> bool {
        let (notebook, article) = (cx.app.revision.notebook, cx.app.revision.article);
        if self.made_of.as_ref().is_some_and(|(_, before, _)| *before != article) {
            *self = Self::default();
        }
        let annotations = cx.app.session.notebook.annotations();
        let same = |(a, b, shelf): &(u64, u64, Shelf)| {
            (*a, *b) == (notebook, article) && *shelf == cx.app.session.shelf
        };
        let reordered = !self.made_of.as_ref().is_some_and(same);
        if reordered {
            self.made_of = Some((notebook, article, cx.app.session.shelf.clone()));
            self.order = listed(cx.app);
            self.ids = self.order.iter().map(|index| annotations[*index].id).collect();
        }
        let resized = self.stack.set_width(width);
        let order = &self.order;
        let estimate = |index, width| estimate(cx.app, order, index, width);
        let moved = (reordered || resized) && self.stack.lay(&self.ids, &estimate);
        moved || reordered
    }
}

fn estimate(app: &App, order: &[usize], index: usize, width: f32) -> f32 {
    let annotation = order.get(index).and_then(|at| app.session.notebook.annotations().get(*at));
    annotation.map_or(0.0, |annotation| card::estimate(annotation, width))
}

pub(crate) fn notes_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
    tabs_ui(ui, cx, draft::to_look_at(cx, &memory.draft));
    ui.add_space(4.0);
    match cx.app.session.tab {
        Tab::Notes => list_ui(ui, cx, memory),
        Tab::Review => review::review_ui(ui, cx, &mut memory.review),
        Tab::Summary => summary::summary_ui(ui, cx, &mut memory.summary),
        Tab::Draft => draft::draft_ui(ui, cx, &mut memory.draft),
    }
}

fn list_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    if !cx.app.session.notebook.annotations().is_empty() {
        shelf::shelf_ui(ui, cx, &mut memory.shelf);
    }
    let room = ui.available_rect_before_wrap();
    let changed = memory.refresh(cx, room.width());
    let bottom = if memory.order.is_empty() {
        empty_ui(ui, cx)
    } else {
        let all = memory.stack.height();
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
        notebook_ui(ui, cx, rest, &mut memory.notebook);
    }
    ui.expand_to_include_rect(room);
}

/// The tabs, each with the number of what it holds.
fn tabs_ui(ui: &mut Ui, cx: &mut Cx<'_>, in_draft: usize) {
    let theme = cx.theme;
    let (bar, _) = ui.allocate_exact_size(vec2(ui.available_width(), 40.0), Sense::hover());
    ui.painter().hline(bar.x_range(), bar.bottom() - 0.5, Stroke::new(1.0, theme.line));
    let laid = Tab::ALL.map(|tab| {
        let count = match tab {
            Tab::Notes => cx.app.session.notebook.annotations().len(),
            Tab::Review => cx.app.session.review.len(),
            Tab::Summary => 0,
            Tab::Draft => in_draft,
        };
        let words = match count {
            0 => tab.name().to_owned(),
            count => format!("{} {count}", tab.name()),
        };
        let chosen = cx.app.session.tab == tab;
        let font = if chosen { fonts::sans_strong(13.0) } else { fonts::sans(13.0) };
        (tab, ui.painter().layout_no_wrap(words.clone(), font, theme.ink), words)
    });
    // In a narrow panel the names stand closer, so that the last is not cut off.
    let names: f32 = laid.iter().map(|(_, galley, _)| galley.size().x).sum();
    let start = SIDE - 4.0;
    let around = ((bar.width() - start - names) / laid.len() as f32).clamp(4.0, 18.0);
    let mut left = bar.left() + start;
    for (tab, galley, words) in laid {
        let chosen = cx.app.session.tab == tab;
        let rect = Rect::from_x_y_ranges(left..=left + galley.size().x + around, bar.y_range());
        left = rect.right();
        let response = ui.interact(rect, ui.scope_id().with(tab), Sense::click());
        let enabled = ui.is_enabled();
        response.widget_info(|| WidgetInfo::selected(Role::Tab, enabled, chosen, &words));
        let lit = chosen || response.hovered() || response.has_focus();
        let color = if lit { theme.ink } else { theme.soft };
        let at = rect.center() - galley.size() / 2.0;
        ui.painter().galley_with_override_text_color(at, galley, color);
        if chosen {
            let y = bar.bottom() - 1.0;
            ui.painter().hline(rect.x_range(), y, Stroke::new(2.0, theme.accent));
        }
        if response.has_focus() {
            let stroke = ui.visuals().selection.stroke;
            ui.painter().rect_stroke(rect.shrink(4.0), 4.0, stroke, StrokeKind::Inside);
        }
        let action = Action::ShowTab(tab);
        if response.on_hover_text(widgets::tooltip(action)).clicked() {
            cx.act(action);
        }
    }
}

/// Says how the first note is made; gives where that ends.
fn empty_ui(ui: &mut Ui, cx: &Cx<'_>) -> f32 {
    let margin = Margin { left: 16, right: 16, top: 4, bottom: 10 };
    let words = if cx.app.session.shelf.is_filter() {
        "No note fits. “All” lists them all again."
    } else {
        "Select words in the article and press 1–4 to highlight, N to write a note."
    };
    let shown = Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.label(RichText::new(words).font(fonts::sans(13.0)).color(cx.theme.soft));
    });
    shown.response.rect.bottom()
}

fn cards_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory, changed: bool) {
    let app = cx.app;
    let annotations = app.session.notebook.annotations();
    let now = Timestamp::from_millisecond(cx.now_ms.cast_signed()).unwrap_or_default();
    let zone = TimeZone::system();
    let Memory { order, ids, stack, tags, comment, .. } = memory;
    let cards = Cards {
        name: "cards",
        ids,
        estimate: &|index, width| estimate(app, order, index, width),
        changed,
        focus: app.session.focus.annotation,
    };
    stack.show(ui, &cards, |ui, index, rect| {
        let annotation = &annotations[order[index]];
        let shown = card::Shown {
            annotation,
            anchored: app.session.anchors.get(order[index]).map_or(Anchored::Orphan, |(_, a)| *a),
            focused: app.session.focus.annotation == Some(annotation.id),
            time: time_words(annotation.created, now, &zone),
            order,
        };
        card::card_ui(ui, cx, (tags, comment), &shown, rect)
    });
}

/// The free notebook fills the rest of the panel.
fn notebook_ui(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect, set: &mut field::Set) {
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
    let text = sent.as_deref().unwrap_or(&cx.app.session.notebook.text);
    links_ui(&mut ui, cx, set);
    let room = ui.available_size();
    let query = &cx.app.session.shelf.query;
    let field =
        field::Shown { text, hint: "Write freely here. **Bold**, # heading, #tag, @name.", query };
    let shown = ScrollArea::vertical()
        .id_salt("notebook text")
        .auto_shrink([false; 2])
        .show(&mut ui, |ui| field::text_ui(ui, theme, id, field, room, set));
    let field::Output { response, changed, followed } = shown.inner;
    if let Some((words, link)) = followed {
        cx.send(follow(cx.app, &words, link));
    }
    let response = response.labelled_by(head.id);
    if cx.takes_focus(Place::Notebook) {
        response.request_focus();
    }
    if let Some(text) = changed {
        cx.send(Message::SetNotebookText(text));
    }
}

/// Where a text leads, as buttons: a place in the text is gone to with Ctrl and a click, these need no Ctrl.
fn links_ui(ui: &mut Ui, cx: &mut Cx<'_>, set: &field::Set) {
    let links = set.links();
    if links.is_empty() {
        return;
    }
    let row = ScrollArea::horizontal().id_salt("links").max_height(24.0).auto_shrink([false, true]);
    row.show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            for (words, link) in links {
                let shown = RichText::new(words).font(fonts::sans(12.0)).color(cx.theme.accent);
                let button = ui.add(egui::Button::new(shown).frame(false).small());
                widgets::name(ui, button.id, &format!("Go to {words}"));
                if button.on_hover_text(format!("Go to {words}")).clicked() {
                    cx.send(follow(cx.app, words, *link));
                }
            }
        });
    });
}
