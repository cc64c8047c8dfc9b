//! The review: a card for each mark or verdict that is not exact, with what changed and what can be said to it.

use std::collections::HashMap;

use egui::{
    Button, CursorIcon, Frame, Label, Margin, Rect, RichText, Role, Sense, Stroke, StrokeKind, Ui,
    UiBuilder, WidgetInfo,
    text::{LayoutJob, TextFormat},
    vec2,
};

use super::stack::{Cards, Stack};
use crate::{
    app::{Action, Message},
    notebook::{Color, Id},
    text::{counted, one_line},
    ui::{
        Cx, diff,
        fonts::{self, Cut},
        theme::Theme,
        widgets,
    },
    view::{
        notes::elided,
        review::{Item, State, item},
    },
};

const INSIDE: egui::Vec2 = vec2(12.0, 10.0);
/// The bar beside the words, and the room it takes.
const BAR: f32 = 3.0;
const BESIDE: f32 = 11.0;
/// Cards that were not seen yet are about so high.
const HEIGHT: f32 = 130.0;

/// What the review remembers between frames.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The notebook's and article's revisions that the rest is of.
    made_of: Option<(u64, u64)>,
    ids: Vec<Id>,
    items: HashMap<Id, Item>,
    stack: Stack,
}

impl Memory {
    fn refresh(&mut self, cx: &Cx<'_>, width: f32) -> bool {
        let revision = (cx.app.revision.notebook, cx.app.revision.article);
        let changed = self.made_of != Some(revision);
        if changed {
            self.made_of = Some(revision);
            self.ids = cx.app.session.review.iter().map(|(id, _)| *id).collect();
            self.items.clear();
        }
        let resized = self.stack.set_width(width);
        let moved = (changed || resized) && self.stack.lay(&self.ids, &|_, _| HEIGHT);
        moved || changed
    }
}

pub(super) fn review_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    let room = ui.available_rect_before_wrap();
    let changed = memory.refresh(cx, room.width());
    let margin = Margin { left: 16, right: 16, top: 4, bottom: 6 };
    let head = Frame::new().inner_margin(margin).show(ui, |ui| head_ui(ui, cx));
    let top = head.response.rect.bottom();
    if memory.ids.is_empty() {
        return;
    }
    let list = Rect::from_min_max(egui::pos2(room.left(), top), room.max);
    let Memory { ids, items, stack, .. } = memory;
    let cards = Cards {
        name: "review",
        ids,
        estimate: &|_, _| HEIGHT,
        changed,
        focus: cx.app.session.review_here(),
    };
    ui.scope_builder(UiBuilder::new().max_rect(list), |ui| {
        stack.show(ui, &cards, |ui, index, rect| {
            let Some((id, at)) = cx.app.session.review.get(index).copied() else {
                return rect.height();
            };
            if !items.contains_key(&id)
                && let Some(item) = item(cx.app, id, at)
            {
                items.insert(id, item);
            }
            items.get(&id).map_or(HEIGHT, |item| card_ui(ui, cx, item, rect))
        });
    });
    ui.expand_to_include_rect(room);
}

/// How many marks are sure, and what to do about the others.
fn head_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (all, open) = (cx.app.session.notebook.targets().count(), cx.app.session.review.len());
    let marks =
        |count| format!("{} {}", counted(count, "mark"), if count == 1 { "is" } else { "are" });
    let words = match (all, open) {
        (0, _) => "Nothing is marked yet.".to_owned(),
        (all, 0) => format!("{} exact, so there is nothing to review.", marks(all)),
        (all, 1) => format!("{} exact; 1 wants a look.", marks(all - 1)),
        (all, open) => format!("{} exact; {open} want a look.", marks(all - open)),
    };
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(words).font(fonts::sans(12.5)).color(cx.theme.soft));
        if cx.app.session.newer.is_none() && Action::Compare.enabled(cx.app) {
            let words = RichText::new("Compare").font(fonts::sans(12.5)).color(cx.theme.accent);
            let link = ui.add(Button::new(words).frame(false).small());
            if link.on_hover_text(widgets::tooltip(Action::Compare)).clicked() {
                cx.act(Action::Compare);
            }
        }
    });
    if cx.app.session.newer.is_some() {
        newer_ui(ui, cx);
    }
    if open == 0 {
        let words = "When the article comes in another version, what is not on its words any more waits here.";
        ui.label(RichText::new(words).font(fonts::sans(12.5)).color(cx.theme.soft));
        ui.add_space(4.0);
        widgets::act_button(ui, cx, Action::ReplaceText, Action::ReplaceText.text(), true);
    }
}

/// The article's file has another text by now.
fn newer_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let edge = Stroke::new(1.0, cx.theme.time);
    let frame = Frame::new().fill(cx.theme.paper).stroke(edge).corner_radius(8);
    frame.inner_margin(Margin::symmetric(12, 10)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let words = RichText::new("The article's file has another text by now.");
        ui.label(words.font(fonts::sans_strong(13.0)).color(cx.theme.ink));
        ui.horizontal_wrapped(|ui| {
            for action in [Action::Compare, Action::TakeNewer] {
                widgets::act_button(ui, cx, action, action.text(), true);
            }
        });
    });
}

/// Draws the card and gives its height.
fn card_ui(ui: &mut Ui, cx: &mut Cx<'_>, item: &Item, rect: Rect) -> f32 {
    let theme = cx.theme;
    let id = egui::Id::unique(("review", item.id));
    let chosen = cx.app.session.focus.review == Some(item.id);
    let card = ui.interact(rect, id, Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
    let enabled = ui.is_enabled();
    let head = head(item);
    card.widget_info(|| {
        let name = format!("{head}: “{}”", elided(&item.old, 60));
        WidgetInfo::selected(Role::ListItem, enabled, chosen, name)
    });
    let stroke = match () {
        () if chosen => Stroke::new(2.0, theme.accent),
        () if card.has_focus() || card.contains_pointer() => Stroke::new(1.0, theme.accent),
        () => Stroke::new(1.0, theme.line),
    };
    ui.painter().rect(rect, 8.0, theme.paper, stroke, StrokeKind::Inside);
    let inside = UiBuilder::new().scope_id(id.with("inside")).max_rect(rect.shrink2(INSIDE));
    let mut ui = ui.new_child(inside);
    let ui = &mut ui;
    ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
    pill_ui(ui, theme, item.state, &head);
    words_ui(ui, theme, item);
    if !item.said.is_empty() {
        let said = RichText::new(elided(&item.said, 160)).font(fonts::sans(12.5));
        ui.add(Label::new(said.color(theme.ink)).wrap());
    }
    if item.state == State::Orphan {
        let words = RichText::new("The words are gone. Kept with what stood around them.");
        ui.label(words.font(fonts::sans(12.5)).color(theme.soft));
    }
    buttons_ui(ui, cx, item, chosen);
    if card.clicked() {
        cx.send(Message::SelectReview(item.id));
    }
    ui.min_rect().height() + INSIDE.y * 2.0
}

/// "Edited · a number changed".
fn head(item: &Item) -> String {
    let word = item.state.word();
    match item.state {
        State::Edited | State::Suggested if !item.touched.is_empty() => {
            format!("{word} · {} changed", item.touched)
        }
        State::Suggested => format!("{word} · {} % alike", item.alike),
        _ => word.to_owned(),
    }
}

fn pill_ui(ui: &mut Ui, theme: &Theme, state: State, head: &str) {
    let fill = theme.highlight(match state {
        State::Moved => Color::Blue,
        State::Edited => Color::Yellow,
        State::Suggested => Color::Green,
        State::Orphan | State::Conflict => Color::Pink,
    });
    widgets::pill(ui, theme, fill, head).on_hover_text(state.why());
}

/// The words with a bar at their left: the diff where they changed, an orphan within what stood around it.
fn words_ui(ui: &mut Ui, theme: &Theme, item: &Item) {
    let font = fonts::serif(15.0, Cut::Regular);
    let mut job = match (&item.new, &item.around) {
        (Some(new), _) => diff::job(theme, font, (&item.old, new), &item.pieces, true),
        (None, Some((before, after))) => {
            let italic = TextFormat::simple(fonts::serif(15.0, Cut::Italic), theme.soft);
            let mut job = LayoutJob::default();
            let space = |side: &str, at: Option<char>| {
                let apart = at.is_none_or(char::is_whitespace) && !side.is_empty();
                if apart { " " } else { "" }
            };
            let gap = space(before, before.chars().next_back());
            job.append(&format!("…{}{gap}", one_line(before)), 0.0, italic.clone());
            let own = TextFormat::simple(fonts::serif(15.0, Cut::SemiBold), theme.ink);
            job.append(&elided(&item.old, 240), 0.0, own);
            let gap = space(after, after.chars().next());
            job.append(&format!("{gap}{}…", one_line(after)), 0.0, italic);
            job
        }
        (None, None) => {
            LayoutJob::single_section(elided(&item.old, 240), TextFormat::simple(font, theme.soft))
        }
    };
    for section in &mut job.sections {
        section.format.line_height = Some(20.0);
    }
    let room = ui.available_width();
    job.wrap.max_width = room - BESIDE;
    let text = match &item.new {
        Some(new) => diff::spoken((&item.old, new), &item.pieces),
        None => job.text.clone(),
    };
    let galley = ui.painter().layout_job(job);
    let (rect, words) = ui.allocate_exact_size(vec2(room, galley.size().y), Sense::empty());
    words.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text));
    let bar = Rect::from_min_size(rect.min, vec2(BAR, rect.height()));
    ui.painter().rect_filled(bar, 1.0, item.color.map_or(theme.line, |color| theme.dot(color)));
    ui.painter().galley(rect.min + vec2(BESIDE, 0.0), galley, theme.soft);
}

/// What can be said to it; of the chosen card the first button is what its key does.
fn buttons_ui(ui: &mut Ui, cx: &mut Cx<'_>, item: &Item, chosen: bool) {
    let accept = (Action::Accept, Message::Accept(item.id));
    let detach = (Action::Detach, Message::Detach(item.id));
    let reattach = ("Re-attach", Action::Reattach, Message::Reattach(item.id));
    let verbs = match item.state {
        State::Edited | State::Moved => {
            vec![("Accept", accept.0, accept.1), reattach, ("Detach", detach.0, detach.1)]
        }
        State::Suggested => {
            vec![("Accept", accept.0, accept.1), ("Reject", detach.0, detach.1), reattach]
        }
        State::Orphan => vec![reattach, ("Keep", accept.0, accept.1)],
        State::Conflict => vec![
            ("Keep", accept.0, accept.1),
            ("Remove", Action::RemoveMark, Message::Remove(item.id)),
        ],
    };
    ui.horizontal_wrapped(|ui| {
        for (index, (verb, action, message)) in verbs.into_iter().enumerate() {
            let key = action.shortcut().filter(|_| chosen).map(|key| key.words());
            let words = key.map_or_else(|| verb.to_owned(), |key| format!("{verb}  {key}"));
            let first = chosen && index == 0;
            let color = if first { cx.theme.on_accent } else { cx.theme.ink };
            let mut button = Button::new(RichText::new(words).font(fonts::sans(12.5)).color(color));
            if first {
                button = button.fill(cx.theme.accent);
            }
            let button = ui.add(button);
            widgets::name(ui, button.id, verb);
            if button.on_hover_text(widgets::tooltip(action)).clicked() {
                cx.send(message);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_calls_out_what_turns_a_sentence_around() {
        let mut item = Item {
            id: Id::new(1),
            state: State::Edited,
            color: None,
            said: String::new(),
            old: "dozens".to_owned(),
            new: Some("16".to_owned()),
            pieces: Vec::new(),
            touched: "a number".to_owned(),
            alike: 0,
            around: None,
        };
        assert_eq!(head(&item), "Edited · a number changed");
        item.state = State::Suggested;
        item.touched.clear();
        item.alike = 78;
        assert_eq!(head(&item), "Suggested · 78 % alike");
    }
}
