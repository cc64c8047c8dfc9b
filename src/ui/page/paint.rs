//! Paints one laid-out piece: what lies behind the words, the words, what lies under them.

use egui::{Painter, Rect, Shape, Stroke, Vec2, pos2, vec2};

use super::{super::theme::Theme, layout::Laid};
use crate::{
    analysis::EntityKind,
    text::Span,
    view::page::{Layer, Look},
};

/// How far below a line's middle its underline lies, as a share of the size.
const UNDERLINE: f32 = 0.47;

/// Behind the words: markers, hits, selection.
pub(super) fn behind(
    painter: &Painter,
    laid: &Laid<'_>,
    at: Vec2,
    layers: &[Layer],
    theme: &Theme,
) {
    for layer in layers {
        let (fill, frame) = match layer.look {
            Look::Highlight { color, focused } => {
                (theme.highlight(color), focused.then(|| Stroke::new(1.0, theme.dot(color))))
            }
            Look::Hit { current } => (
                theme.time.gamma_multiply(if current { 0.42 } else { 0.2 }),
                current.then(|| Stroke::new(1.0, theme.time)),
            ),
            Look::Selected => (theme.accent.gamma_multiply(0.16), None),
            Look::Mention { .. } | Look::Time => continue,
        };
        for rect in laid.rects(layer.span) {
            let rect = band(rect, laid).translate(at).expand2(vec2(1.0, 0.0));
            painter.rect_filled(rect, 2.0, fill);
            if let Some(frame) = frame {
                painter.rect_stroke(rect, 2.0, frame, egui::StrokeKind::Inside);
            }
        }
    }
}

/// The selection, over the markers and behind the words.
pub(super) fn selection(painter: &Painter, laid: &Laid<'_>, at: Vec2, span: Span, theme: &Theme) {
    let fill = theme.accent.gamma_multiply(if theme.dark { 0.38 } else { 0.26 });
    for rect in laid.rects(span) {
        painter.rect_filled(band(rect, laid).translate(at), 0.0, fill);
    }
}

/// As high as the words rather than as the line, so that markers of two lines do not touch.
fn band(rect: Rect, laid: &Laid<'_>) -> Rect {
    let half = (laid.style.size * 0.72).min(rect.height() / 2.0);
    let middle = rect.center().y;
    Rect::from_min_max(pos2(rect.left(), middle - half), pos2(rect.right(), middle + half))
}

/// Under the words: kinds as lines, each with a shape of its own, times as dots.
pub(super) fn under(painter: &Painter, laid: &Laid<'_>, at: Vec2, layers: &[Layer], theme: &Theme) {
    for layer in layers {
        match layer.look {
            Look::Mention { kind, made } => {
                let stroke = Stroke::new(if made { 2.4 } else { 1.5 }, theme.kind(kind));
                for rect in laid.rects(layer.span) {
                    underline(painter, line_of(rect, laid, at), kind, stroke);
                }
            }
            Look::Time => {
                for rect in laid.rects(layer.span) {
                    let [from, to] = line_of(rect, laid, at);
                    let dots =
                        Shape::dotted_line(&[from + vec2(0.7, 0.0), to], theme.time, 3.0, 0.75);
                    painter.extend(dots);
                }
            }
            Look::Highlight { .. } | Look::Hit { .. } | Look::Selected => {}
        }
    }
}

fn line_of(rect: Rect, laid: &Laid<'_>, at: Vec2) -> [egui::Pos2; 2] {
    let y = rect.center().y + laid.style.size * UNDERLINE;
    [pos2(rect.left(), y) + at, pos2(rect.right(), y) + at]
}

/// A kind is told by the line's form too: plain, doubled, dashed, long-dashed.
fn underline(painter: &Painter, line: [egui::Pos2; 2], kind: EntityKind, stroke: Stroke) {
    match kind {
        EntityKind::Person => {
            painter.line_segment(line, stroke);
        }
        EntityKind::Organization => {
            painter.line_segment(line, Stroke::new(stroke.width * 0.7, stroke.color));
            let below = line.map(|point| point + vec2(0.0, 2.2));
            painter.line_segment(below, Stroke::new(stroke.width * 0.7, stroke.color));
        }
        EntityKind::Place => {
            painter.extend(Shape::dashed_line(&line, stroke, 7.0, 2.5));
        }
        EntityKind::Group => {
            painter.extend(Shape::dashed_line(&line, stroke, 3.0, 2.0));
        }
    }
}
