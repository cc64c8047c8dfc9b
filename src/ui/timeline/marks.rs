//! What is painted on the axis: pins, spans with soft ends, lines to cards, piles.

use egui::{
    Align2, Color32, Mesh, Painter, Pos2, Rect, Shape, Stroke, emath::GuiRounding as _, pos2, vec2,
};

use super::stamps::Stamps;
use crate::{
    ui::{fonts, theme::Theme},
    view::timeline::{Item, Open},
};

/// Half the height of a span.
const HALF: f32 = 6.5;
/// How far a fuzzy span fades at its ends, in points.
const FADE: f32 = 14.0;

/// How far a pin reaches from its middle.
pub(super) const PIN: f32 = 4.5;

/// A filled pin for a day that is known, a hollow one else.
pub(super) fn pin(painter: &Painter, at: Pos2, item: &Item, theme: &Theme, lit: bool) {
    let color = if lit { theme.accent } else { theme.time };
    if item.exact {
        painter.circle_filled(at, if lit { PIN } else { 3.5 }, color);
    } else {
        painter.circle(at, 4.0, theme.panel, Stroke::new(1.8, color));
    }
    if item.conflict {
        painter.circle_stroke(at, PIN + 2.0, Stroke::new(1.2, theme.error));
    }
}

/// The days an event may lie on, from `left` to `right`. Soft where they are fuzzy, and fading out where an
/// end is not known.
pub(super) fn span(painter: &Painter, y: f32, left: f32, right: f32, item: &Item, theme: &Theme) {
    let color = theme.time.gamma_multiply(0.22);
    let (left, right) = match item.open {
        Some(Open::Start) => (right - 60.0, right),
        Some(Open::End) => (left, left + 60.0),
        None => (left, right),
    };
    // Only what is in sight, so that deep zooms do not make huge shapes.
    let clip = painter.clip_rect();
    let (cut_left, cut_right) = (left.max(clip.left() - 50.0), right.min(clip.right() + 50.0));
    if cut_left >= cut_right {
        return;
    }
    let rect = Rect::from_min_max(pos2(cut_left, y - HALF), pos2(cut_right, y + HALF));
    if item.exact {
        painter.rect_filled(rect, 3.0, color);
        return;
    }
    let fade = FADE.min(rect.width() / 2.0);
    let soft_left = if cut_left > left { 0.0 } else { fade };
    let soft_right = if cut_right < right { 0.0 } else { fade };
    let soft = |open: bool, fade: f32| if open { rect.width() } else { fade };
    let soft_left = soft(item.open == Some(Open::Start), soft_left);
    let soft_right = soft(item.open == Some(Open::End), soft_right);
    let clear = Color32::TRANSPARENT;
    let mut mesh = Mesh::default();
    let mut column = |x: f32, color: Color32| {
        mesh.colored_vertex(pos2(x, rect.top()), color);
        mesh.colored_vertex(pos2(x, rect.bottom()), color);
    };
    column(rect.left(), if soft_left > 0.0 { clear } else { color });
    column((rect.left() + soft_left).min(rect.right()), color);
    column((rect.right() - soft_right).max(rect.left()), color);
    column(rect.right(), if soft_right > 0.0 { clear } else { color });
    for i in [0, 2, 4] {
        mesh.add_triangle(i, i + 1, i + 2);
        mesh.add_triangle(i + 1, i + 2, i + 3);
    }
    painter.add(Shape::mesh(mesh));
}

/// From a card to its pin: dotted while only the machine says so.
pub(super) fn stem(painter: &Painter, from: Pos2, to: Pos2, solid: bool, stroke: Stroke) {
    if solid {
        painter.line_segment([from, to], stroke);
    } else {
        dots(painter, from, to, stroke.color);
    }
}

/// A dotted line, as one mesh of plain squares.
fn dots(painter: &Painter, from: Pos2, to: Pos2, color: Color32) {
    const APART: f32 = 4.0;
    const DOT: f32 = 1.6;
    let pixels = painter.pixels_per_point();
    let along = to - from;
    let count = (along.length() / APART).clamp(0.0, 1_000.0) as usize;
    let mut mesh = Mesh::default();
    for i in 0..count {
        let at = from + along * ((i as f32 + 0.5) / count as f32);
        let dot = Rect::from_center_size(at, vec2(DOT, DOT));
        mesh.add_colored_rect(dot.round_to_pixels(pixels), color);
    }
    painter.add(mesh);
}

/// "+3": so many events without a card.
pub(super) fn pile(
    painter: &Painter,
    stamps: &mut Stamps,
    rect: Rect,
    count: usize,
    theme: &Theme,
    lit: bool,
) {
    let stroke = Stroke::new(1.0, if lit { theme.accent } else { theme.time });
    stamps.rect(painter, rect, rect.height() / 2.0, theme.paper, stroke);
    let words = if count > 999 { "999+".to_owned() } else { format!("+{count}") };
    let font = fonts::sans_strong(10.0);
    painter.text(rect.center(), Align2::CENTER_CENTER, words, font, theme.time);
}

/// The size of a pile.
pub(super) fn pile_rect(center: Pos2, count: usize) -> Rect {
    let digits = count.min(9_999).checked_ilog10().unwrap_or_default() as f32;
    Rect::from_center_size(center, vec2(20.0 + 6.0 * digits.min(2.0), 14.0))
}

/// Something does not agree: an exclamation mark in a disc.
pub(super) fn conflict(painter: &Painter, center: Pos2, theme: &Theme) {
    painter.circle_filled(center, 6.5, theme.error);
    painter.text(center, Align2::CENTER_CENTER, "!", fonts::sans_strong(10.0), theme.paper);
}
