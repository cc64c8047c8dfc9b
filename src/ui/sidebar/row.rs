//! One entity: its row, what the selected row tells besides, and the card under the pointer.

use std::sync::Arc;

use egui::{
    Align2, Button, Color32, CursorIcon, Galley, Rect, RectAlign, Response, RichText, Role, Sense,
    Stroke, Tooltip, Ui, UiBuilder, WidgetInfo, pos2, text::LayoutJob, vec2,
};

use crate::{
    analysis::EntityId,
    app::{Action, Message},
    text::Span,
    ui::{fonts, theme::Theme, widgets},
    view::sidebar::{Facts, Row, mentions_words, singular, ticks},
};

/// Where the words of a row begin, right of its kind's mark.
const LEFT: f32 = 34.0;
const RIGHT: f32 = 14.0;
const ABOVE: f32 = 5.0;
const NAME: f32 = 18.0;
const ALIASES: f32 = 20.0;
/// From the words to the strip, and from the strip to the next row.
const GAP: f32 = 5.0;
const BELOW: f32 = 8.0;
const STRIP: f32 = 4.0;
/// Of the facts' lines.
const LINE: Option<f32> = Some(16.5);
/// Width of a tick in the mention strip.
const TICK: usize = 3;

/// A row and how it stands in the list.
pub(super) struct Shown<'a> {
    pub row: &'a Row,
    pub spans: &'a [Span],
    pub selected: bool,
    /// The list has the keyboard.
    pub focused: bool,
    /// The selected mention.
    pub at: Option<Span>,
    /// Of the article, in bytes.
    pub length: usize,
}

impl Shown<'_> {
    /// "2 of 9".
    fn position(&self) -> String {
        let before = self.spans.iter().position(|span| Some(*span) == self.at);
        format!("{} of {}", before.unwrap_or(0) + 1, self.spans.len())
    }

    /// "person · 3 mentions".
    fn words(&self) -> String {
        let made = if self.row.made { " · marked by you" } else { "" };
        let kind = singular(self.row.kind);
        format!("{kind} · {}{made}", mentions_words(self.spans.len()))
    }

    /// What stands in the second line.
    fn second_line(&self) -> Option<String> {
        second_line(self.row)
    }
}

fn second_line(row: &Row) -> Option<String> {
    match (row.made, row.aliases.is_empty()) {
        (false, true) => None,
        (false, false) => Some(row.aliases.clone()),
        (true, true) => Some("marked by you".to_owned()),
        (true, false) => Some(format!("marked by you · {}", row.aliases)),
    }
}

/// The height of a row without the facts of the selected one.
pub(super) fn height(row: &Row) -> f32 {
    let second = if row.made || !row.aliases.is_empty() { ALIASES } else { 0.0 };
    ABOVE + NAME + second + GAP + STRIP + BELOW
}

pub(super) fn row_ui(ui: &mut Ui, theme: &Theme, shown: &Shown<'_>, rect: Rect) -> Response {
    let id = ui.scope_id().with((shown.row.kind, &shown.row.name));
    // Not focusable: the list as a whole has the keyboard.
    let response = ui.interact(rect, id, Sense::CLICK).on_hover_cursor(CursorIcon::PointingHand);
    let enabled = ui.is_enabled();
    response.widget_info(|| {
        let name = format!("{}, {}", shown.row.name, shown.words());
        WidgetInfo::selected(Role::ListBoxOption, enabled, shown.selected, name)
    });
    if shown.selected {
        ui.painter().rect_filled(rect, 0.0, theme.selected);
        if shown.focused {
            let edge = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
            ui.painter().rect_filled(edge, 0.0, theme.accent);
        }
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, theme.window);
    }
    let (left, right) = (rect.left() + LEFT, rect.right() - RIGHT);
    let mut y = rect.top() + ABOVE;
    let middle = y + NAME / 2.0;
    let mark = pos2(rect.left() + 18.0, middle);
    widgets::kind_mark(ui, theme, shown.row.kind, mark, 8.0);
    if shown.row.made {
        let ring = Stroke::new(1.0, theme.kind(shown.row.kind));
        ui.painter().circle_stroke(mark, 7.5, ring);
    }
    let count = shown.row.count().to_string();
    let count = ui.painter().text(
        pos2(right, middle),
        Align2::RIGHT_CENTER,
        count,
        fonts::sans(13.0),
        theme.soft,
    );
    let room = count.left() - 8.0 - left;
    let name = one_line(ui, &shown.row.name, fonts::sans_strong(13.0), theme.ink, room);
    put(ui, left, middle, name);
    y += NAME;
    if let Some(words) = shown.second_line() {
        let words = one_line(ui, &words, fonts::sans(12.5), theme.soft, right - left);
        put(ui, left, y + ALIASES / 2.0, words);
        y += ALIASES;
    }
    let strip = Rect::from_min_max(pos2(left, y + GAP), pos2(right, y + GAP + STRIP));
    strip_ui(ui, theme, shown, strip);
    response
}

/// The bar that stands for the whole article, with a tick for each mention.
fn strip_ui(ui: &Ui, theme: &Theme, shown: &Shown<'_>, strip: Rect) {
    ui.painter().rect_filled(strip, STRIP / 2.0, theme.line);
    let color = theme.kind(shown.row.kind);
    let width = strip.width().max(0.0) as usize;
    let tick = |run: std::ops::Range<usize>, more: f32| {
        let from = pos2(strip.left() + run.start as f32, strip.top() - more);
        let to = pos2(strip.left() + run.end as f32, strip.bottom() + more);
        ui.painter().rect_filled(Rect::from_min_max(from, to), 0.5, color);
    };
    for run in ticks(shown.spans, shown.length, width, TICK) {
        tick(run, 0.5);
    }
    if let Some(at) = shown.at.filter(|_| shown.selected) {
        for run in ticks(&[at], shown.length, width, TICK) {
            tick(run, 3.0);
        }
    }
}

/// What the selected row tells besides, and its buttons. Gives the height it took.
pub(super) fn facts_ui(
    ui: &mut Ui,
    theme: &Theme,
    shown: &Shown<'_>,
    facts: &Facts,
    row: Rect,
    out: &mut Vec<Message>,
) -> f32 {
    let top = row.top() + height(shown.row);
    let room = Rect::from_min_max(pos2(row.left() + LEFT, top), pos2(row.right() - RIGHT, top));
    let mut ui = ui.new_child(UiBuilder::new().id_salt("facts").max_rect(room));
    ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
    story_ui(&mut ui, theme, facts);
    if !facts.with.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            ui.label(small("With", theme.soft));
            for (id, name, count) in &facts.with {
                companion_ui(ui, theme, *id, name, *count, out);
            }
        });
    }
    ui.add_space(2.0);
    ui.horizontal_wrapped(|ui| {
        let mut act = |ui: &mut Ui, sign: &str, action: Action| {
            let button = ui.add(Button::new(sign).min_size(vec2(24.0, 24.0)));
            widgets::name(ui, button.id, action.text());
            if button.on_hover_text(widgets::tooltip(action)).clicked() {
                out.push(Message::Act(action));
            }
        };
        act(ui, "‹", Action::PreviousMention);
        ui.label(small(&shown.position(), theme.ink));
        act(ui, "›", Action::NextMention);
        let wrong = ui.add(Button::new(small("Not a name", theme.ink)).min_size(vec2(0.0, 24.0)));
        let why = format!("None of its {} names anything", mentions_words(shown.spans.len()));
        let why = if shown.spans.len() == 1 { "These words name nothing".to_owned() } else { why };
        if wrong.on_hover_text(why).clicked() {
            out.push(Message::NotAnEntity(shown.row.id));
        }
    });
    ui.min_rect().height() + 10.0
}

/// A link to an entity that shares sentences with this one.
fn companion_ui(
    ui: &mut Ui,
    theme: &Theme,
    id: EntityId,
    name: &str,
    count: usize,
    out: &mut Vec<Message>,
) {
    let sentences = if count == 1 { "1 sentence" } else { &format!("{count} sentences") };
    let link = ui.add(
        egui::Label::new(small(&format!("{name} ({count})"), theme.accent)).sense(Sense::click()),
    );
    widgets::name(ui, link.id, &format!("Go to {name}"));
    let link = link.on_hover_cursor(CursorIcon::PointingHand);
    if link.on_hover_text(format!("{sentences} name both")).clicked() {
        out.push(Message::SelectEntity(id));
    }
}

/// The same for the row under the pointer, in a card beside it, after a moment.
pub(super) fn hover_ui(
    response: &Response,
    theme: &Theme,
    shown: &Shown<'_>,
    facts: impl FnOnce() -> Facts,
) {
    let mut card = Tooltip::for_enabled(response).gap(10.0).width(320.0);
    card.popup = card.popup.align(RectAlign::RIGHT_START);
    card.show(|ui| {
        let facts = facts();
        ui.spacing_mut().item_spacing = vec2(6.0, 5.0);
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(&shown.row.name).font(fonts::sans_strong(14.0)));
            ui.label(small(&shown.words(), theme.soft));
        });
        if !shown.row.aliases.is_empty() {
            ui.label(small(&format!("Also {}", shown.row.aliases), theme.soft));
        }
        story_ui(ui, theme, &facts);
        if !facts.with.is_empty() {
            let with: Vec<String> =
                facts.with.iter().map(|(_, name, count)| format!("{name} ({count})")).collect();
            ui.label(small(&format!("With {}", with.join(", ")), theme.soft));
        }
    });
}

/// The first sentence, and why it is one entity.
fn story_ui(ui: &mut Ui, theme: &Theme, facts: &Facts) {
    ui.label(
        RichText::new(&facts.first).font(fonts::sans(12.5)).line_height(LINE).color(theme.ink),
    );
    if !facts.why.is_empty() {
        ui.label(small(&facts.why, theme.soft));
    }
}

fn small(words: &str, color: Color32) -> RichText {
    RichText::new(words).font(fonts::sans(12.0)).line_height(LINE).color(color)
}

/// One line of at most this width, "…" where it does not fit.
fn one_line(ui: &Ui, words: &str, font: egui::FontId, color: Color32, room: f32) -> Arc<Galley> {
    let mut job = LayoutJob::simple_singleline(words.to_owned(), font, color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room.max(0.0));
    ui.painter().layout_job(job)
}

fn put(ui: &Ui, left: f32, middle: f32, galley: Arc<Galley>) {
    let at = pos2(left, middle - galley.size().y / 2.0);
    ui.painter().galley(at, galley, Color32::PLACEHOLDER);
}
