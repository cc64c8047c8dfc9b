//! The sidebar: who, which organisation, where.

mod choose;
mod facts;
mod row;

use egui::{
    EventFilter, Frame, Id, Key, Margin, Modifiers, RichText, Role, Sense, Ui, UiBuilder,
    WidgetInfo,
};

use super::{
    Cx, fonts,
    roll::{Roll, Rows},
};
use crate::{
    analysis::{EntityId, EntityKind},
    app::{Action, Message, SidebarState},
    text::Span,
    view::sidebar::{Facts, Sidebar, facts},
};

/// Room at the left and right of everything.
const SIDE: i8 = 14;

/// What the panel remembers between frames.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// The rows, and what they were made of.
    made_of: Option<(u64, SidebarState)>,
    sidebar: Sidebar,
    /// Where each row begins, without what the selected one shows besides.
    tops: Vec<f32>,
    strips: row::Strips,
    roll: Roll<(EntityKind, String)>,
    corrections: facts::Memory,
    /// Which row was selected, and how high its further facts were.
    selected: Option<usize>,
    extra: f32,
    /// The mention that was selected when the list was last scrolled for it.
    shown: Option<Span>,
    /// What was looked up last, for the selected row and for the one under the pointer.
    facts: [Option<(EntityId, Facts)>; 2],
}

impl Memory {
    /// Makes the rows again if what they are made of has changed; tells whether it has.
    fn refresh(&mut self, cx: &Cx<'_>, state: &SidebarState) -> bool {
        let revision = cx.app.revision.analysis;
        if self.made_of.as_ref().is_some_and(|(r, s)| *r == revision && s == state) {
            return false;
        }
        if self.made_of.as_ref().is_some_and(|(_, old)| old != state) {
            self.roll.rewind();
            self.shown = None;
        }
        self.made_of = Some((revision, state.clone()));
        self.sidebar = Sidebar::new(&cx.app.session.analysis, state);
        self.strips = row::Strips::default();
        self.facts = [None, None];
        true
    }

    /// Where each row begins, with `extra` more for the selected one.
    fn lay(&mut self) {
        self.tops.clear();
        self.tops.push(0.0);
        let mut top = 0.0;
        for (index, row) in self.sidebar.rows.iter().enumerate() {
            top += row::height(row);
            if self.selected == Some(index) {
                top += self.extra;
            }
            self.tops.push(top);
        }
    }
}

pub(crate) fn sidebar_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
    let state = choose::state(cx);
    let mut changed = memory.refresh(cx, &state);
    let selected = cx.app.session.focused_entity().and_then(|id| memory.sidebar.row_of(id));
    if selected != memory.selected {
        memory.selected = selected;
        changed = true;
    }
    if changed || memory.tops.is_empty() {
        memory.lay();
    }
    let list = list_id(ui);
    Frame::new().inner_margin(Margin { left: SIDE, right: SIDE, top: 12, bottom: 8 }).show(
        ui,
        |ui| {
            choose::head_ui(ui, cx, &memory.sidebar);
            choose::chips_ui(ui, cx, &memory.sidebar, &state);
            if choose::filter_ui(ui, cx, &memory.sidebar, &state) {
                ui.memory_mut(|memory| memory.request_focus(list));
                if let (None, Some(first)) = (selected, memory.sidebar.rows.first()) {
                    cx.send(Message::SelectEntity(first.id));
                }
            }
        },
    );
    if memory.sidebar.rows.is_empty() {
        empty_ui(ui, cx, &state);
    } else {
        list_ui(ui, cx, memory, changed, list);
    }
}

/// The list takes the keyboard as one, not row by row.
fn list_id(ui: &Ui) -> Id {
    ui.scope_id().with("entities")
}

fn list_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory, changed: bool, id: Id) {
    let list = ui.interact(ui.available_rect_before_wrap(), id, Sense::focusable_noninteractive());
    let enabled = ui.is_enabled();
    list.widget_info(|| WidgetInfo::labeled(Role::ListBox, enabled, "Entities"));
    if list.has_focus() {
        keys(ui, cx, memory, id);
    }
    let reveal =
        (cx.app.session.focus.mention != memory.shown).then_some(memory.selected).flatten();
    let extra = memory.extra;
    let Memory {
        sidebar,
        tops,
        roll,
        strips,
        selected,
        facts: known,
        extra: measured,
        corrections,
        ..
    } = memory;
    let mut look_up = |place: usize, index: usize| -> Facts {
        let row = &sidebar.rows[index];
        let known = &mut known[place];
        if known.as_ref().is_none_or(|(id, _)| *id != row.id) {
            let spans = sidebar.mentions(row);
            *known = Some((
                row.id,
                facts(&cx.app.session.article, &cx.app.session.analysis, row.id, spans),
            ));
        }
        known.as_ref().map(|(_, facts)| facts.clone()).unwrap_or_default()
    };
    let rows = Rows {
        tops,
        key: &|index| (sidebar.rows[index].kind, sidebar.rows[index].name.clone()),
        changed,
        reveal,
    };
    let (app, theme) = (cx.app, cx.theme);
    let focused = list.has_focus();
    let parent = UiBuilder::new().accessibility_parent(id);
    let mut inside = ui.new_child(parent.max_rect(ui.available_rect_before_wrap()));
    roll.show(&mut inside, "entity rows", &rows, |ui, index, rect| {
        let spans = sidebar.mentions(&sidebar.rows[index]);
        let length = app.session.article.text().len();
        let entity = row::Shown {
            row: &sidebar.rows[index],
            spans,
            ticks: strips.of(index, spans, length, rect),
            selected: *selected == Some(index),
            dim: app.session.lit.as_ref().is_some_and(|lit| !lit.names(sidebar.rows[index].id)),
            focused,
            at: app.session.focus.mention,
            length,
        };
        let response = row::row_ui(ui, theme, &entity, rect);
        if response.clicked() {
            let compared = ui.input(|input| input.modifiers.command);
            let named = entity.row.id;
            cx.send(if compared { Message::Compare(named) } else { Message::SelectEntity(named) });
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        if entity.selected {
            let (facts, rows) = (look_up(0, index), &sidebar.rows);
            *measured = facts::facts_ui(ui, cx, corrections, &entity, &facts, rows, rect);
        } else {
            row::hover_ui(&response, theme, &entity, || look_up(1, index));
        }
    });
    if memory.extra != extra && memory.selected.is_some() {
        memory.lay();
        ui.ctx().request_discard("the selected entity's facts have another height");
    } else if memory.selected.is_some() || cx.app.session.focus.mention.is_none() {
        // Only now the selected row is as high as it is, and wholly in view.
        memory.shown = cx.app.session.focus.mention;
    }
}

/// The arrows go from row to row, Enter from mention to mention.
fn keys(ui: &Ui, cx: &mut Cx<'_>, memory: &Memory, id: Id) {
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let last = memory.sidebar.rows.len().saturating_sub(1);
    let here = memory.selected;
    let next = if pressed(Key::ArrowDown) {
        Some(here.map_or(0, |row| (row + 1).min(last)))
    } else if pressed(Key::ArrowUp) {
        Some(here.map_or(last, |row| row.saturating_sub(1)))
    } else if pressed(Key::Home) {
        Some(0)
    } else if pressed(Key::End) {
        Some(last)
    } else {
        None
    };
    if let Some(next) = next.filter(|next| Some(*next) != here) {
        cx.send(Message::SelectEntity(memory.sidebar.rows[next].id));
    } else if pressed(Key::Enter) {
        cx.act(Action::NextMention);
    }
}

/// Says why there are no rows, and what to do.
fn empty_ui(ui: &mut Ui, cx: &mut Cx<'_>, state: &SidebarState) {
    let words = if cx.app.session.analysis.entities.is_empty() {
        if cx.app.session.analysis.complete {
            "No names found. Select words in the article and press Alt 1–4 to mark one.".to_owned()
        } else {
            "Reading…".to_owned()
        }
    } else if state.filter.trim().is_empty() {
        "None of these kinds are named.".to_owned()
    } else {
        format!("Nothing matches “{}”.", state.filter.trim())
    };
    Frame::new().inner_margin(Margin::symmetric(SIDE, 8)).show(ui, |ui| {
        ui.label(RichText::new(words).font(fonts::sans(13.0)).color(cx.theme.soft));
        if !cx.app.session.analysis.entities.is_empty() && ui.link("Show all").clicked() {
            let state = SidebarState { order: state.order, ..SidebarState::default() };
            cx.send(Message::SetSidebar(state));
        }
    });
}
