//! One highlight or note as a card.

use egui::{
    Align, CursorIcon, Frame, Key, Label, Layout, Margin, Rect, Response, RichText, Role, Sense,
    Stroke, StrokeKind, TextEdit, Ui, UiBuilder, WidgetInfo, pos2,
    text::{LayoutJob, TextFormat},
    vec2,
};

use super::field;
use crate::{
    app::{Action, Message, Place, Tab},
    notebook::{Anchored, Annotation, Color, Id, Tag},
    ui::{
        Cx,
        fonts::{self, Cut},
        theme::Theme,
        widgets,
    },
    view::notes::{elided, follow, next_tagged, standing},
};

/// Room inside a card.
const INSIDE: egui::Vec2 = vec2(12.0, 10.0);
/// The bar in the mark's colour, and the room beside it.
const BAR: f32 = 3.0;
const BESIDE: f32 = 11.0;
const QUOTE_LINE: f32 = 20.0;
const QUOTE_ROWS: usize = 3;

/// A card and how it stands in the panel.
pub(super) struct Shown<'a> {
    pub annotation: &'a Annotation,
    pub anchored: Anchored,
    pub focused: bool,
    pub time: String,
    /// All cards, in text order.
    pub order: &'a [usize],
}

/// A tag being typed.
#[derive(Debug, Default)]
pub(super) struct Draft {
    on: Option<Id>,
    text: String,
}

/// About how high a card will be; for those not seen yet.
pub(super) fn estimate(annotation: &Annotation, width: f32) -> f32 {
    let rows =
        |length: usize, letter: f32| (length as f32 * letter / (width - 50.0).max(80.0)).ceil();
    let quote = rows(annotation.target.exact.len(), 7.0).clamp(1.0, QUOTE_ROWS as f32);
    let comment: f32 = annotation.comment.lines().map(|line| rows(line.len(), 6.6).max(1.0)).sum();
    let comment = if annotation.comment.is_empty() { 0.0 } else { comment * field::LINE + 6.0 };
    INSIDE.y * 2.0 + quote * QUOTE_LINE + comment + 6.0 + 18.0
}

/// Draws the card and gives its height, which may be another than that of `rect`.
pub(super) fn card_ui(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    (draft, set): (&mut Draft, &mut field::Set),
    shown: &Shown<'_>,
    rect: Rect,
) -> f32 {
    let (theme, annotation) = (cx.theme, shown.annotation);
    let id = egui::Id::unique(("card", annotation.id));
    let card = ui.interact(rect, id, Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
    let enabled = ui.is_enabled();
    card.widget_info(|| {
        let name = format!("Note on “{}”", elided(&annotation.target.exact, 60));
        WidgetInfo::selected(Role::ListItem, enabled, shown.focused, name)
    });
    let stroke = if shown.focused {
        Stroke::new(2.0, theme.accent)
    } else if card.has_focus() || card.contains_pointer() {
        Stroke::new(1.0, theme.accent)
    } else {
        Stroke::new(1.0, theme.line)
    };
    ui.painter().rect(rect, 8.0, theme.paper, stroke, StrokeKind::Inside);
    let inside = UiBuilder::new().scope_id(id.with("inside")).max_rect(rect.shrink2(INSIDE));
    let mut ui = ui.new_child(inside);
    let ui = &mut ui;
    ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
    standing_ui(ui, cx, shown);
    quote_ui(ui, theme, annotation);
    comment_ui(ui, cx, shown, set);
    tags_ui(ui, cx, draft, shown);
    if shown.focused {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            dots_ui(ui, cx, annotation);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                remove_ui(ui, cx, annotation);
            });
        });
    } else if card.contains_pointer() {
        hover_ui(ui, cx, annotation, rect);
    }
    if card.clicked() {
        cx.send(Message::SelectAnnotation(annotation.id));
    }
    ui.min_rect().height() + INSIDE.y * 2.0
}

/// Says when the mark is not where it was made, never silently, and leads to the review.
fn standing_ui(ui: &mut Ui, cx: &mut Cx<'_>, shown: &Shown<'_>) {
    let Some(standing) = standing(shown.anchored) else { return };
    let theme = cx.theme;
    let lost = shown.anchored.span().is_none();
    let fill = theme.highlight(if lost { Color::Pink } else { Color::Blue });
    let word = RichText::new(standing.word).font(fonts::sans_strong(11.5)).color(theme.ink);
    let pill = egui::Button::new(word).fill(fill).corner_radius(5.0).stroke(Stroke::NONE);
    if ui.add(pill.small()).on_hover_text(standing.why).clicked() {
        cx.act(Action::ShowTab(Tab::Review));
        cx.send(Message::SelectReview(shown.annotation.id));
    }
}

fn quote_ui(ui: &mut Ui, theme: &Theme, annotation: &Annotation) {
    let room = ui.available_width();
    // Letters of middling width that fit into the rows, less what the ragged right edge takes.
    let most = ((room - BESIDE) / 7.0 * (QUOTE_ROWS as f32 - 0.4)).max(20.0) as usize;
    let format = TextFormat {
        line_height: Some(QUOTE_LINE),
        ..TextFormat::simple(fonts::serif(15.0, Cut::Regular), theme.soft)
    };
    let mut job = LayoutJob::single_section(elided(&annotation.target.exact, most), format);
    job.wrap.max_width = room - BESIDE;
    job.wrap.max_rows = QUOTE_ROWS;
    let galley = ui.painter().layout_job(job);
    let (rect, _) = ui.allocate_exact_size(vec2(room, galley.size().y), Sense::hover());
    let bar = Rect::from_min_size(rect.min, vec2(BAR, rect.height()));
    ui.painter().rect_filled(bar, 1.0, theme.dot(annotation.color));
    ui.painter().galley(rect.min + vec2(BESIDE, 0.0), galley, theme.soft);
}

/// The focused card's comment can be written at once; a click makes any other the focused one.
fn comment_ui(ui: &mut Ui, cx: &mut Cx<'_>, shown: &Shown<'_>, set: &mut field::Set) {
    let (theme, annotation) = (cx.theme, shown.annotation);
    let place = Place::Comment(annotation.id);
    if !shown.focused {
        if !annotation.comment.is_empty() {
            let job = field::job(
                theme,
                &annotation.comment,
                &cx.app.session.shelf.query,
                ui.available_width(),
            );
            let label = ui.add(Label::new(job).sense(Sense::CLICK));
            if label.on_hover_cursor(CursorIcon::Text).clicked() {
                cx.send(Message::SelectAnnotation(annotation.id));
                *cx.focus = Some(place);
            }
        }
        return;
    }
    let sent = cx.out.iter().rev().find_map(|message| match message {
        Message::SetComment { id, text } if *id == annotation.id => Some(text.clone()),
        _ => None,
    });
    let text = sent.as_deref().unwrap_or(&annotation.comment);
    let id = egui::Id::unique(("comment", annotation.id));
    let size = vec2(ui.available_width(), field::LINE);
    let query = &cx.app.session.shelf.query;
    let field = field::Shown { text, hint: "Write a note…", query };
    let output = field::text_ui(ui, theme, id, field, size, set);
    let field::Output { response, changed, followed } = output;
    if let Some((words, link)) = followed {
        cx.send(follow(cx.app, &words, link));
    }
    super::links_ui(ui, cx, set);
    widgets::name(ui, response.id, "Comment");
    if cx.takes_focus(place) {
        response.request_focus();
    }
    if let Some(text) = changed {
        cx.send(Message::SetComment { id: annotation.id, text });
    }
}

/// The tags at the left, the time at the right.
fn tags_ui(ui: &mut Ui, cx: &mut Cx<'_>, draft: &mut Draft, shown: &Shown<'_>) {
    let theme = cx.theme;
    let time = ui.painter().layout_no_wrap(shown.time.clone(), fonts::sans(11.5), theme.soft);
    let row = ui.available_rect_before_wrap();
    let left = Rect::from_min_size(row.min, vec2(row.width() - time.size().x - 8.0, 18.0));
    let at = pos2(row.right() - time.size().x, row.top() + 2.0);
    ui.painter().galley(at, time, theme.soft);
    let layout = Layout::left_to_right(Align::Center).with_main_wrap(true);
    let mut tags = ui.new_child(UiBuilder::new().id_salt("tags").max_rect(left).layout(layout));
    tags.spacing_mut().item_spacing = vec2(7.0, 2.0);
    for tag in &shown.annotation.tags {
        tag_ui(&mut tags, cx, shown, tag);
    }
    if shown.focused {
        draft_ui(&mut tags, cx, draft, shown.annotation);
    }
    let height = tags.min_rect().height().max(18.0);
    ui.allocate_rect(Rect::from_min_size(row.min, vec2(row.width(), height)), Sense::hover());
}

fn tag_ui(ui: &mut Ui, cx: &mut Cx<'_>, shown: &Shown<'_>, tag: &Tag) {
    let words = RichText::new(format!("#{}", tag.as_str()));
    let color = cx.app.session.notebook.legend.tags.get(tag).copied();
    let words = words.font(fonts::sans(12.0));
    // On a marker words are in ink.
    let words = match color {
        Some(color) => words.color(cx.theme.ink).background_color(cx.theme.highlight(color)),
        None => words.color(cx.theme.accent),
    };
    let apart = ui.spacing().item_spacing.x;
    if shown.focused {
        ui.spacing_mut().item_spacing.x = 1.0;
    }
    let label = ui.add(Label::new(words).sense(Sense::click()));
    let label = label.on_hover_cursor(CursorIcon::PointingHand);
    if label.on_hover_text(format!("Go to the next note tagged #{}", tag.as_str())).clicked() {
        let next = next_tagged(cx.app, shown.order, shown.annotation.id, tag);
        cx.out.extend(next.map(Message::SelectAnnotation));
    }
    if shown.focused {
        ui.spacing_mut().item_spacing.x = apart;
        let cross = cross_ui(ui, cx.theme, &format!("Take off #{}", tag.as_str()));
        if cross.clicked() {
            let mut tags = shown.annotation.tags.clone();
            tags.retain(|other| other != tag);
            cx.send(Message::SetTags { id: shown.annotation.id, tags });
        }
    }
}

/// Enter or a comma adds the tag; Backspace in the empty field takes the last one off.
fn draft_ui(ui: &mut Ui, cx: &mut Cx<'_>, draft: &mut Draft, annotation: &Annotation) {
    if draft.on != Some(annotation.id) {
        *draft = Draft { on: Some(annotation.id), text: String::new() };
    }
    let id = egui::Id::unique(("tags", annotation.id));
    let was_empty = draft.text.is_empty();
    let hint = RichText::new("+ tag").font(fonts::sans(12.0)).color(cx.theme.soft);
    let field = TextEdit::singleline(&mut draft.text)
        .id(id)
        .frame(Frame::NONE)
        .margin(Margin::ZERO)
        .font(fonts::sans(12.0))
        .hint_text(hint)
        .desired_width(72.0);
    let field = ui.add(field).on_hover_text(widgets::tooltip(Action::Tag));
    widgets::name(ui, field.id, "Add a tag");
    if cx.takes_focus(Place::Tags(annotation.id)) {
        field.request_focus();
    }
    let mut tags = annotation.tags.clone();
    if field.lost_focus() || draft.text.contains(',') {
        let typed = std::mem::take(&mut draft.text);
        for tag in typed.split(',').filter_map(Tag::new) {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            field.request_focus();
        }
    } else if was_empty && field.has_focus() && ui.input(|input| input.key_pressed(Key::Backspace))
    {
        tags.pop();
    }
    if tags != annotation.tags {
        cx.send(Message::SetTags { id: annotation.id, tags });
    }
}

fn dots_ui(ui: &mut Ui, cx: &mut Cx<'_>, annotation: &Annotation) {
    for color in Color::ALL {
        let action = Action::Highlight(color);
        let dot = widgets::color_dot(ui, cx.theme.dot(color), 11.0, action.text());
        if annotation.color == color {
            let ring = Stroke::new(1.0, cx.theme.soft);
            ui.painter().circle_stroke(dot.rect.center(), 8.0, ring);
        }
        let key = action.shortcut().map(|key| format!(" ({})", key.words())).unwrap_or_default();
        let meaning = cx.app.session.notebook.legend.colors.get(&color);
        let meaning = meaning.map(|meaning| format!(": {meaning}")).unwrap_or_default();
        if dot.on_hover_text(format!("{}{meaning}{key}", action.text())).clicked() {
            cx.send(Message::SetColor { id: annotation.id, color });
        }
    }
}

fn remove_ui(ui: &mut Ui, cx: &mut Cx<'_>, annotation: &Annotation) {
    let words = RichText::new("Remove").font(fonts::sans(12.0)).color(cx.theme.soft);
    let button = ui.add(egui::Button::new(words).frame(false));
    widgets::name(ui, button.id, Action::RemoveMark.text());
    if button.on_hover_text(widgets::tooltip(Action::RemoveMark)).clicked() {
        cx.send(Message::Remove(annotation.id));
    }
}

/// The colours and the cross over the lower right corner of the card under the pointer.
fn hover_ui(ui: &mut Ui, cx: &mut Cx<'_>, annotation: &Annotation, rect: Rect) {
    let inner = rect.shrink2(INSIDE);
    let room = Rect::from_min_max(pos2(inner.right() - 98.0, inner.bottom() - 19.0), inner.max);
    ui.painter().rect_filled(room.expand2(vec2(2.0, 1.0)), 0.0, cx.theme.paper);
    let layout = Layout::left_to_right(Align::Center);
    let mut ui = ui.new_child(UiBuilder::new().id_salt("tools").max_rect(room).layout(layout));
    ui.spacing_mut().item_spacing.x = 0.0;
    dots_ui(&mut ui, cx, annotation);
    ui.add_space(6.0);
    let cross = cross_ui(&mut ui, cx.theme, Action::RemoveMark.text());
    if cross.on_hover_text(widgets::tooltip(Action::RemoveMark)).clicked() {
        cx.send(Message::Remove(annotation.id));
    }
}

/// A small cross to press.
fn cross_ui(ui: &mut Ui, theme: &Theme, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(14.0, 16.0), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    let lit = response.hovered() || response.has_focus();
    let stroke = Stroke::new(1.2, if lit { theme.accent } else { theme.soft });
    let (middle, arm) = (rect.center(), 3.0);
    for across in [vec2(arm, arm), vec2(arm, -arm)] {
        ui.painter().line_segment([middle - across, middle + across], stroke);
    }
    response
}
