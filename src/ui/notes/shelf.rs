//! The row above the notes: find in notes, their order, and the tags and colours to choose by and to name.

use egui::{
    Button, Frame, Id, Margin, Popup, PopupCloseBehavior, RichText, ScrollArea, Stroke, TextEdit,
    Ui, vec2,
};

use super::SIDE;
use crate::{
    app::{Action, Message, NoteOrder, Place, Shelf},
    notebook::{Color, Tag},
    ui::{Cx, fonts, widgets},
    view::notes::tags,
};

/// What is typed into the fields of the list of tags and colours.
#[derive(Debug, Default)]
pub(super) struct Memory {
    draft: Option<(Id, String)>,
    /// All tags with the number of their notes, and the notebook's revision they are of.
    tags: Vec<(Tag, usize)>,
    made_of: Option<u64>,
}

impl Memory {
    fn refresh(&mut self, cx: &Cx<'_>) {
        let revision = cx.app.revision.notebook;
        if self.made_of != Some(revision) {
            self.made_of = Some(revision);
            self.tags = tags(cx.app);
        }
    }
}

pub(super) fn shelf_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    memory.refresh(cx);
    let margin = Margin { left: SIDE as i8, right: SIDE as i8, top: 2, bottom: 4 };
    Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let room = ui.available_width() - 176.0;
            find_ui(ui, cx, room.max(70.0));
            order_ui(ui, cx);
            names_ui(ui, cx, memory);
        });
        chips_ui(ui, cx, memory);
    });
}

fn set(cx: &mut Cx<'_>, change: impl FnOnce(&mut Shelf)) {
    let mut shelf = cx.app.session.shelf.clone();
    change(&mut shelf);
    if shelf != cx.app.session.shelf {
        cx.send(Message::SetShelf(shelf));
    }
}

fn find_ui(ui: &mut Ui, cx: &mut Cx<'_>, width: f32) {
    let mut query = cx.app.session.shelf.query.clone();
    let hint = RichText::new("Find in notes…").font(fonts::sans(12.5)).color(cx.theme.soft);
    let field = TextEdit::singleline(&mut query)
        .id(Id::unique("find notes"))
        .font(fonts::sans(12.5))
        .hint_text(hint)
        .margin(Margin::symmetric(8, 4))
        .desired_width(width - 16.0);
    let field = ui.add(field).on_hover_text(widgets::tooltip(Action::FindNotes));
    widgets::name(ui, field.id, "Find in notes");
    if cx.takes_focus(Place::FindNotes) {
        field.request_focus();
        widgets::select_all(ui, field.id, &query);
    }
    if field.changed() {
        set(cx, |shelf| shelf.query = query);
    }
}

fn order_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let words = RichText::new(cx.app.session.shelf.order.name()).font(fonts::sans(12.5));
    let button = ui.add(Button::new(words.color(cx.theme.ink)));
    let button = button.on_hover_text(widgets::tooltip(Action::OrderNotes));
    Popup::menu(&button).show(|ui| {
        for order in NoteOrder::ALL {
            let chosen = cx.app.session.shelf.order == order;
            if widgets::radio(ui, cx, chosen, order.name(), fonts::sans(13.0)).clicked() {
                set(cx, |shelf| shelf.order = order);
            }
        }
    });
}

/// What colours mean, and what tags are called.
fn names_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    let words = RichText::new("Tags…").font(fonts::sans(12.5)).color(cx.theme.ink);
    let button = ui.add(Button::new(words));
    widgets::name(ui, button.id, "Tags and colours");
    let button = button.on_hover_text("Say what the colours mean; rename, merge and colour tags");
    let popup = Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| {
        ui.set_width(280.0);
        widgets::head(ui, cx, "What the colours mean");
        for color in Color::ALL {
            let legend = &cx.app.session.notebook.legend;
            let now = legend.colors.get(&color).cloned().unwrap_or_default();
            let typed = ui.horizontal(|ui| {
                widgets::color_dot(ui, cx.theme.dot(color), 11.0, color.name());
                let name = format!("Meaning of {}", color.name());
                field_ui(ui, &mut memory.draft, &now, &name, 220.0)
            });
            if let Some(typed) = typed.inner {
                let mut legend = legend.clone();
                let typed = typed.trim().to_owned();
                if typed.is_empty() {
                    legend.colors.remove(&color);
                } else {
                    legend.colors.insert(color, typed);
                }
                cx.send(Message::SetLegend(legend));
            }
        }
        ui.add_space(6.0);
        widgets::head(ui, cx, "Tags");
        if memory.tags.is_empty() {
            let words = "Tags that you give to notes are renamed and merged here.";
            ui.label(RichText::new(words).color(cx.theme.soft));
        }
        ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
            for (tag, count) in &memory.tags {
                tag_row_ui(ui, cx, &mut memory.draft, tag, *count);
            }
        });
    });
}

/// Its colour, its name to be changed, how many notes have it, and off with it.
fn tag_row_ui(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    draft: &mut Option<(Id, String)>,
    tag: &Tag,
    count: usize,
) {
    ui.horizontal(|ui| {
        let now = cx.app.session.notebook.legend.tags.get(tag).copied();
        let dot = now.map_or(cx.theme.line, |color| cx.theme.dot(color));
        let dot = widgets::color_dot(ui, dot, 11.0, &format!("Colour of #{}", tag.as_str()));
        if dot.on_hover_text("The next colour").clicked() {
            let mut legend = cx.app.session.notebook.legend.clone();
            let next = match now {
                None => Some(Color::ALL[0]),
                Some(color) => {
                    let at = Color::ALL.iter().position(|other| *other == color);
                    Color::ALL.get(at.unwrap_or(0) + 1).copied()
                }
            };
            match next {
                Some(color) => legend.tags.insert(tag.clone(), color),
                None => legend.tags.remove(tag),
            };
            cx.send(Message::SetLegend(legend));
        }
        let name = format!("Name of #{}", tag.as_str());
        let typed = field_ui(ui, draft, tag.as_str(), &name, 150.0);
        if let Some(to) = typed.as_deref().and_then(Tag::new) {
            cx.send(Message::RenameTag { from: tag.clone(), to: Some(to) });
        }
        ui.label(RichText::new(count.to_string()).color(cx.theme.soft));
        let off = ui.add(Button::new(RichText::new("×").size(14.0)).frame(false));
        widgets::name(ui, off.id, &format!("Take #{} off everywhere", tag.as_str()));
        if off.on_hover_text("Take it off all notes").clicked() {
            cx.send(Message::RenameTag { from: tag.clone(), to: None });
        }
    });
}

/// A field whose text counts once the keyboard leaves it.
fn field_ui(
    ui: &mut Ui,
    draft: &mut Option<(Id, String)>,
    now: &str,
    name: &str,
    width: f32,
) -> Option<String> {
    let id = Id::unique(name);
    let mut text = match draft {
        Some((on, typed)) if *on == id => typed.clone(),
        _ => now.to_owned(),
    };
    let hint = RichText::new("Nothing yet").font(fonts::sans(13.0));
    let field = TextEdit::singleline(&mut text).id(id).desired_width(width).hint_text(hint);
    let field = ui.add(field.font(fonts::sans(13.0)));
    widgets::name(ui, field.id, name);
    if field.changed() {
        *draft = Some((id, text));
        return None;
    }
    if field.lost_focus()
        && let Some((_, typed)) = draft.take_if(|(on, _)| *on == id)
    {
        return (typed != now).then_some(typed);
    }
    None
}

/// The tags and the colours that mean something, to choose by.
fn chips_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &Memory) {
    let named =
        !cx.app.session.notebook.legend.colors.is_empty() || cx.app.session.shelf.color.is_some();
    if memory.tags.is_empty() && !named && !cx.app.session.shelf.is_filter() {
        return;
    }
    let row = ScrollArea::horizontal().id_salt("chips").max_height(28.0);
    row.show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            if cx.app.session.shelf.is_filter() {
                let all = Button::new(RichText::new("All").font(fonts::sans(12.0))).small();
                if ui.add(all).on_hover_text("List all notes again").clicked() {
                    set(cx, |shelf| *shelf = Shelf { order: shelf.order, ..Shelf::default() });
                }
            }
            for color in Color::ALL.into_iter().filter(|_| named) {
                let meaning = cx.app.session.notebook.legend.colors.get(&color);
                let words = meaning.map_or(color.name(), String::as_str).to_owned();
                let chosen = cx.app.session.shelf.color == Some(color);
                if chip_ui(ui, cx, &words, Some(color), chosen) {
                    set(cx, |shelf| shelf.color = (!chosen).then_some(color));
                }
            }
            for (tag, count) in &memory.tags {
                let chosen = cx.app.session.shelf.tag.as_ref() == Some(tag);
                let color = cx.app.session.notebook.legend.tags.get(tag).copied();
                if chip_ui(ui, cx, &format!("#{} {count}", tag.as_str()), color, chosen) {
                    set(cx, |shelf| shelf.tag = (!chosen).then(|| tag.clone()));
                }
            }
        });
    });
}

fn chip_ui(ui: &mut Ui, cx: &Cx<'_>, words: &str, color: Option<Color>, chosen: bool) -> bool {
    let fill = color.map_or(cx.theme.paper, |color| cx.theme.highlight(color));
    let edge = if chosen { cx.theme.accent } else { cx.theme.line };
    let words = RichText::new(words).font(fonts::sans(12.0)).color(cx.theme.ink);
    let button = Button::new(words).fill(fill).corner_radius(9.0).small();
    let width = if chosen { 1.5 } else { 1.0 };
    let button = button.stroke(Stroke::new(width, edge)).min_size(vec2(0.0, 20.0));
    ui.add(button.selected(false)).clicked()
}
