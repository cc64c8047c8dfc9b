//! Paints one laid-out piece: what lies behind the words, the words, what lies under them.

use egui::{Color32, Mesh, Painter, Rangef, Rect, Stroke, Vec2, pos2, vec2};

use super::{super::theme::Theme, layout::Laid};
use crate::{
    analysis::EntityKind,
    text::Span,
    view::page::{Layer, Look},
};

/// How far below a line's middle its underline lies, as a share of the size.
const UNDERLINE: f32 = 0.47;

/// Behind the words: markers, hits, selection.
pub(super) fn behind(painter: &Painter, laid: &Laid<'_>, at: Vec2, theme: &Theme) {
    for layer in &laid.layers {
        let (fill, frame) = match layer.look {
            Look::Highlight { color, focused } => {
                (theme.highlight(color), focused.then(|| Stroke::new(1.0, theme.dot(color))))
            }
            Look::Hit { current } => (
                theme.time.gamma_multiply(if current { 0.42 } else { 0.2 }),
                current.then(|| Stroke::new(1.0, theme.time)),
            ),
            Look::Selected => (theme.accent.gamma_multiply(0.16), None),
            Look::Mention { .. } | Look::Time | Look::Dim => continue,
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

/// Under the words: kinds as lines, each with a shape of its own, times as dots. All of a piece is one mesh of plain
/// rectangles on whole pixels, which costs far less than a shape for each dash and dot, and is sharper.
pub(super) fn under(painter: &Painter, laid: &Laid<'_>, at: Vec2, theme: &Theme) {
    let mut mesh = Mesh::default();
    let pixels = painter.pixels_per_point();
    for layer in &laid.layers {
        let (pattern, color, thick) = match layer.look {
            Look::Mention { kind, made } => {
                (pattern(kind), theme.kind(kind), if made { 2.4 } else { 1.5 })
            }
            Look::Time => (&DOTTED, theme.time, 1.5),
            Look::Highlight { .. } | Look::Hit { .. } | Look::Selected | Look::Dim => continue,
        };
        let dim = |dim: &&Layer| dim.look == Look::Dim && dim.span.encloses(layer.span);
        let color = match laid.layers.iter().find(dim) {
            Some(_) => color.gamma_multiply(0.4),
            None => color,
        };
        for rect in laid.rects(layer.span) {
            let y = rect.center().y + laid.style.size * UNDERLINE;
            let line = Rangef::new(rect.left() + at.x, rect.right() + at.x);
            pattern.add(&mut mesh, line, y + at.y, thick, color, pixels);
        }
    }
    if !mesh.is_empty() {
        painter.add(mesh);
    }
}

/// How a line is drawn. Lengths in points.
struct Pattern {
    /// Drawn and left out, in turns; nothing left out is a plain line.
    on: f32,
    off: f32,
    /// A second line below.
    double: bool,
}

const DOTTED: Pattern = Pattern { on: 1.5, off: 1.5, double: false };

/// A kind is told by the line's form too: plain, doubled, long-dashed, dashed.
const fn pattern(kind: EntityKind) -> &'static Pattern {
    match kind {
        EntityKind::Person => &Pattern { on: 1.0, off: 0.0, double: false },
        EntityKind::Organization => &Pattern { on: 1.0, off: 0.0, double: true },
        EntityKind::Place => &Pattern { on: 7.0, off: 2.5, double: false },
        EntityKind::Group => &Pattern { on: 3.0, off: 2.0, double: false },
    }
}

impl Pattern {
    /// Adds the line whose middle is at `y`, as thick as this many points and at least one pixel.
    fn add(&self, mesh: &mut Mesh, line: Rangef, y: f32, thick: f32, color: Color32, pixels: f32) {
        let snap = |value: f32| (value * pixels).round() / pixels;
        let thick = if self.double { thick * 0.7 } else { thick };
        let height = snap(thick).max(1.0 / pixels);
        let mut stroke = |top: f32| {
            if self.off == 0.0 {
                let rect = Rect::from_x_y_ranges(line, top..=top + height);
                mesh.add_colored_rect(rect, color);
                return;
            }
            let (on, off) = (snap(self.on).max(1.0 / pixels), snap(self.off).max(1.0 / pixels));
            let mut x = snap(line.min);
            while x < line.max {
                let end = (x + on).min(line.max);
                mesh.add_colored_rect(Rect::from_x_y_ranges(x..=end, top..=top + height), color);
                x += on + off;
            }
        };
        let top = snap(y - height / 2.0);
        stroke(top);
        if self.double {
            stroke(top + height + snap(1.2).max(1.0 / pixels));
        }
    }
}
