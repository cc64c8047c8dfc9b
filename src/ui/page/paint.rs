//! Paints one laid-out piece: what lies behind the words, the words, what lies under them.

use egui::{Align2, Color32, Mesh, Painter, Rangef, Rect, Stroke, StrokeKind, Vec2, pos2, vec2};

use super::{
    super::{
        Cx,
        fonts::{self, Cut},
        theme::Theme,
    },
    layout::{Laid, STEP, Setting},
};
use crate::{
    analysis::EntityKind,
    article::{Article, BlockKind},
    text::Span,
    view::page::{Cell, Label, Layer, Look},
};

/// How far below a line's middle its underline lies, as a share of the size.
const UNDERLINE: f32 = 0.47;

/// What stands beside the words: rules, an item's label, a line between rows, what is to be seen in a picture.
pub(super) fn beside(painter: &Painter, laid: &Laid<'_>, at: Vec2, setting: &Setting, cx: &Cx<'_>) {
    let (theme, style, piece) = (cx.theme, &laid.style, &laid.piece);
    let (top, bottom) = (at.y + laid.at.y, at.y + laid.height());
    for step in 0..piece.depth {
        if piece.rules & (1 << step) != 0 {
            let x = at.x + 1.0 + STEP * f32::from(step);
            painter.vline(x, top..=bottom, Stroke::new(2.0, theme.line));
        }
    }
    if matches!(piece.cell, Cell::First { .. }) && !piece.continues {
        let x = (at.x + laid.at.x)..=(at.x + setting.column);
        painter.hline(x, top - style.above / 2.0, Stroke::new(1.0, theme.line));
    }
    let label = match piece.label {
        Label::None => None,
        Label::Bullet => Some("•".to_owned()),
        Label::Number(number) => Some(format!("{number}.")),
    };
    if let Some(label) = label {
        let font = fonts::reading(setting.face, style.size, Cut::Regular);
        let place = pos2(at.x + laid.at.x - 5.0, top + style.line / 2.0);
        painter.text(place, Align2::RIGHT_CENTER, label, font, theme.soft);
    }
    if piece.kind == BlockKind::Picture {
        let frame = Rect::from_min_max(
            pos2(at.x + laid.at.x - 6.0, top),
            pos2(at.x + setting.column, bottom),
        );
        painter.rect_stroke(frame, 3.0, Stroke::new(1.0, theme.line), StrokeKind::Inside);
        let width = laid.galley.size().x;
        let words = picture_words(&cx.app.session.article, piece.span);
        let font = fonts::sans(style.size * 0.8);
        let words = painter.layout(words, font, theme.soft, frame.width() - width - 24.0);
        let place = pos2(at.x + laid.at.x + width + 8.0, frame.center().y - words.size().y / 2.0);
        painter
            .with_clip_rect(frame.intersect(painter.clip_rect()))
            .galley(place, words, theme.soft);
    }
}

/// What the pictures among these words show; their addresses where nothing says it.
fn picture_words(article: &Article, span: Span) -> String {
    let pictures = article.structure().pictures_in(span).iter();
    let words = pictures.map(|picture| match picture.alternative.trim() {
        "" => picture.address.as_str(),
        alternative => alternative,
    });
    words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ")
}

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
