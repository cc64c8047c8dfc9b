//! One entity: its row, and the card under the pointer.

use std::{collections::HashMap, ops::Range, sync::Arc};

use egui::{
    Align2, Color32, CursorIcon, Galley, Mesh, Rect, RectAlign, Response, RichText, Role, Sense,
    Stroke, Tooltip, Ui, WidgetInfo, emath::GuiRounding as _, pos2, text::LayoutJob, vec2,
};

use super::facts::{small, story_ui};
use crate::{
    analysis::{Provenance, Standing},
    text::{Span, counted},
    ui::{fonts, theme::Theme, widgets},
    view::sidebar::{Facts, Row, singular, ticks},
};

/// Where the words of a row begin, right of its kind's mark.
pub(super) const LEFT: f32 = 34.0;
pub(super) const RIGHT: f32 = 14.0;
const ABOVE: f32 = 5.0;
const NAME: f32 = 18.0;
const ALIASES: f32 = 20.0;
/// From the words to the strip, and from the strip to the next row.
const GAP: f32 = 5.0;
const BELOW: f32 = 8.0;
const STRIP: f32 = 4.0;
/// Width of a tick in the mention strip.
const TICK: usize = 3;

/// A row and how it stands in the list.
pub(super) struct Shown<'a> {
    pub row: &'a Row,
    pub spans: &'a [Span],
    pub selected: bool,
    /// No event of the brushed days names it.
    pub dim: bool,
    /// The list has the keyboard.
    pub focused: bool,
    /// The ticks of its mention strip.
    pub ticks: &'a [Range<usize>],
    /// The selected mention.
    pub at: Option<Span>,
    /// Of the article, in bytes.
    pub length: usize,
}

/// The ticks of the rows seen so far, by the row's index, for strips of one width.
#[derive(Debug, Default)]
pub(super) struct Strips {
    width: usize,
    rows: HashMap<usize, Vec<Range<usize>>>,
}

impl Strips {
    /// The ticks for a row as wide as `rect`, of an article of `length` bytes.
    pub(super) fn of(
        &mut self,
        index: usize,
        spans: &[Span],
        length: usize,
        rect: Rect,
    ) -> &[Range<usize>] {
        let width = strip_width(rect);
        if self.width != width {
            *self = Self { width, rows: HashMap::new() };
        }
        self.rows.entry(index).or_insert_with(|| ticks(spans, length, width, TICK))
    }
}

/// How many points wide the strip of a row is.
fn strip_width(row: Rect) -> usize {
    (row.width() - LEFT - RIGHT).max(0.0) as usize
}

impl Shown<'_> {
    /// "2 of 9".
    pub(super) fn position(&self) -> String {
        let before = self.at.and_then(|at| self.spans.binary_search(&at).ok());
        format!("{} of {}", before.unwrap_or(0) + 1, self.spans.len())
    }

    /// "person · 3 mentions".
    fn words(&self) -> String {
        let who = standing_words(self.row).map_or_else(String::new, |words| format!(" · {words}"));
        let kind = singular(self.row.kind);
        format!("{kind} · {}{who}", counted(self.spans.len(), "mention"))
    }

    /// What stands in the second line.
    fn second_line(&self) -> Option<String> {
        second_line(self.row)
    }
}

/// What the reader made of it.
const fn standing_words(row: &Row) -> Option<&'static str> {
    match (row.standing, row.provenance) {
        (Standing::Pinned, _) => Some("pinned"),
        (Standing::Hidden, _) => Some("hidden"),
        (Standing::Usual, Provenance::Found) => None,
        (Standing::Usual, Provenance::Confirmed) => Some("confirmed"),
        (Standing::Usual, Provenance::Made) => Some("marked by you"),
    }
}

fn second_line(row: &Row) -> Option<String> {
    match (standing_words(row), row.aliases.is_empty()) {
        (None, true) => None,
        (None, false) => Some(row.aliases.clone()),
        (Some(words), true) => Some(words.to_owned()),
        (Some(words), false) => Some(format!("{words} · {}", row.aliases)),
    }
}

/// The height of a row without the facts of the selected one.
pub(super) fn height(row: &Row) -> f32 {
    let second = if second_line(row).is_some() { ALIASES } else { 0.0 };
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
    if shown.row.provenance != Provenance::Found {
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
    let ink = if shown.dim { theme.faint } else { theme.ink };
    let name = one_line(ui, &shown.row.name, fonts::sans_strong(13.0), ink, room);
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
    let pixels = ui.pixels_per_point();
    // One mesh of plain rectangles costs far less than a shape for each tick.
    let mut mesh = Mesh::default();
    let mut tick = |run: &Range<usize>, more: f32| {
        let from = pos2(strip.left() + run.start as f32, strip.top() - more);
        let to = pos2(strip.left() + run.end as f32, strip.bottom() + more);
        mesh.add_colored_rect(Rect::from_min_max(from, to).round_to_pixels(pixels), color);
    };
    shown.ticks.iter().for_each(|run| tick(run, 0.5));
    if let Some(at) = shown.at.filter(|_| shown.selected) {
        let width = strip.width().max(0.0) as usize;
        for run in ticks(&[at], shown.length, width, TICK) {
            tick(&run, 3.0);
        }
    }
    ui.painter().add(mesh);
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
