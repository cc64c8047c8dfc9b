//! One event as a card, and all there is to know about it in the words that show on hovering.

use std::sync::Arc;

use egui::{
    Color32, FontId, Galley, Rect, Response, RichText, Role, Sense, Stroke, Ui, WidgetInfo, pos2,
    text::LayoutJob, vec2,
};

use super::{
    room::{DATE_LINE, PAD, TITLE_LINE},
    stamps::Stamps,
};
use crate::{
    analysis::Provenance,
    app::Message,
    ui::{Cx, fonts},
    view::timeline::{Item, kind_word},
};

/// Left and right of a card's words.
const SIDE: f32 = 10.0;
const ROUND: f32 = 6.0;

/// Makes the card's place answer to the mouse and the keyboard; to be painted later.
pub(super) fn interact(ui: &Ui, cx: &mut Cx<'_>, item: &Item, rect: Rect) -> Response {
    let selected = cx.app.session.focus.event == Some(item.title);
    let response = ui.interact(rect, ui.scope_id().with((item.event, item.title)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, item.name()));
    if response.clicked() {
        cx.send(Message::SelectEvent(item.title));
    }
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    response.on_hover_ui(|ui| details_ui(ui, cx, item))
}

/// Paints a card: date line, then as many whole lines of the title as it has room for.
pub(super) fn paint(
    ui: &Ui,
    cx: &Cx<'_>,
    stamps: &mut Stamps,
    item: &Item,
    response: &Response,
    n_lines: usize,
) {
    let theme = cx.theme;
    let rect = response.rect;
    let painter = ui.painter();
    let selected = cx.app.session.focus.event == Some(item.title);
    let stroke = if selected {
        Stroke::new(2.0, theme.accent)
    } else if response.hovered() || response.has_focus() {
        Stroke::new(1.0, theme.accent)
    } else {
        Stroke::new(1.0, theme.line)
    };
    stamps.rect(painter, rect, ROUND, theme.paper, stroke);
    if item.provenance != Provenance::Found {
        // What the reader stands for has a solid side.
        let side = Rect::from_min_max(
            rect.min + vec2(0.0, ROUND),
            pos2(rect.left() + 3.0, rect.bottom() - ROUND),
        );
        painter.rect_filled(side, 1.0, theme.accent);
    }
    let mut right = rect.right() - SIDE;
    let date_y = rect.top() + PAD + DATE_LINE / 2.0;
    if item.conflict {
        super::marks::conflict(painter, pos2(right - 6.0, date_y), theme);
        right -= 18.0;
    }
    let left = rect.left() + SIDE;
    let date = one_line(ui, &item.date, fonts::sans_strong(11.5), theme.time, right - left);
    let room = right - left - date.size().x - 10.0;
    painter.galley(pos2(left, date_y - date.size().y / 2.0), date, theme.time);
    let note = match item.provenance {
        Provenance::Found => kind_word(item.kind),
        Provenance::Confirmed => "confirmed",
        Provenance::Made => "yours",
    };
    if !note.is_empty() {
        let note = painter.layout_no_wrap(note.to_owned(), fonts::sans(10.5), theme.soft);
        if note.size().x <= room {
            let at = pos2(right - note.size().x, date_y - note.size().y / 2.0);
            painter.galley(at, note, theme.soft);
        }
    }
    let title = lines(ui, &item.words, theme.ink, rect.width() - 2.0 * SIDE, n_lines);
    painter.galley(pos2(left, rect.top() + PAD + DATE_LINE), title, theme.ink);
}

/// Words on one line, cut with an ellipsis where they are too long.
pub(super) fn one_line(
    ui: &Ui,
    words: &str,
    font: FontId,
    color: Color32,
    width: f32,
) -> Arc<Galley> {
    let mut job = LayoutJob::simple_singleline(words.to_owned(), font, color);
    job.wrap.max_width = width.max(1.0);
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    ui.painter().layout_job(job)
}

/// A title on whole lines, the last one with an ellipsis where it is too long.
pub(super) fn lines(
    ui: &Ui,
    words: &str,
    color: Color32,
    width: f32,
    n_lines: usize,
) -> Arc<Galley> {
    let mut job = LayoutJob::simple(words.to_owned(), fonts::sans(12.0), color, width);
    for section in &mut job.sections {
        section.format.line_height = Some(TITLE_LINE);
    }
    job.wrap.max_rows = n_lines;
    ui.painter().layout_job(job)
}

/// The whole sentence, when, why, what does not agree, and who says so.
pub(super) fn details_ui(ui: &mut Ui, cx: &Cx<'_>, item: &Item) {
    let Some(event) = cx.app.session.analysis.events.get(item.event) else { return };
    let theme = cx.theme;
    ui.set_max_width(340.0);
    ui.spacing_mut().item_spacing.y = 5.0;
    let small = |words: String| RichText::new(words).font(fonts::sans(12.0)).color(theme.soft);
    ui.label(RichText::new(&item.date).font(fonts::sans_strong(12.0)).color(theme.time));
    let sentence = crate::text::one_line(cx.app.session.article.slice(event.sentence));
    let serif = fonts::serif(14.5, fonts::Cut::Regular);
    ui.label(RichText::new(shortened(&sentence)).font(serif));
    if !event.why.is_empty() {
        ui.label(small(shortened(&event.why)));
    }
    for conflict in &event.conflicts {
        ui.label(small(conflict.clone()).color(theme.error));
    }
    let who = match item.provenance {
        Provenance::Found => "found automatically",
        Provenance::Confirmed => "confirmed by you",
        Provenance::Made => "made by you",
    };
    let kind = event.kind.name();
    ui.label(small(format!(
        "{}{}, {who}",
        kind.get(..1).unwrap_or_default().to_uppercase(),
        kind.get(1..).unwrap_or_default()
    )));
}

/// No sentence fills the screen.
fn shortened(words: &str) -> String {
    const LONGEST: usize = 600;
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default()),
        None => words.to_owned(),
    }
}
