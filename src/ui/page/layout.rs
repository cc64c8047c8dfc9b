//! One piece of text laid out: from spans to rectangles and from points to places in the text.
//!
//! The rest of the page asks only [`Laid`] where words are, so that a layout for right-to-left text can take
//! its place without anybody noticing.

use std::sync::Arc;

use egui::{
    Align, Color32, FontId, Galley, Pos2, Rect, Stroke, Ui, Vec2, pos2,
    text::{LayoutJob, TextFormat},
    vec2,
};

use super::super::fonts::{self, Cut};
use crate::{
    article::{Article, BlockKind, OBJECT},
    storage::settings::{Reading, Typeface},
    text::{CodePoints, Span, snap},
    view::page::{Cell, Layer, Look, Piece, Set, runs},
};

/// The average width of a character, as a share of the size: measured on English prose.
const AVERAGE_WIDTH: f32 = 0.48;

/// How the page is set: the reader's settings in points, for one width of the view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Setting {
    pub face: Typeface,
    pub size: f32,
    /// Height of a line.
    pub line: f32,
    /// Width of the text column.
    pub column: f32,
    pub pixels_per_point: f32,
}

impl Setting {
    pub(super) fn new(reading: &Reading, available: f32, pixels_per_point: f32) -> Self {
        let wanted = reading.measure * reading.size * AVERAGE_WIDTH;
        Self {
            face: reading.typeface,
            size: reading.size,
            line: (reading.size * reading.line_height).round(),
            column: wanted.min(available - 2.0 * MARGIN).max(120.0).floor(),
            pixels_per_point,
        }
    }
}

/// The least room left and right of the column.
pub(super) const MARGIN: f32 = 32.0;

/// How one kind of block is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    pub cut: Cut,
    pub sans: bool,
    pub size: f32,
    pub line: f32,
    pub indent: f32,
    /// Room above.
    pub above: f32,
    /// Letters of one width, and lines as they are.
    pub code: bool,
    pub soft: bool,
}

/// Stands for a picture that is not shown.
const PICTURE: char = '■';

/// How far one step is set in.
pub(super) const STEP: f32 = 18.0;

impl Style {
    /// How a piece is set.
    pub(super) fn of(piece: &Piece, setting: &Setting) -> Self {
        let style = Self::of_kind(piece.kind, piece.level, setting);
        let indent = (STEP * f32::from(piece.depth)).min(setting.column / 2.0);
        let above = if matches!(piece.cell, Cell::Later { .. }) { 0.0 } else { style.above };
        let is_header =
            matches!(piece.cell, Cell::First { is_header: true } | Cell::Later { is_header: true });
        let cut = if is_header { Cut::SemiBold } else { style.cut };
        Self { cut, indent, above, ..style }
    }

    pub(super) fn of_kind(kind: BlockKind, level: u8, setting: &Setting) -> Self {
        let (size, line) = (setting.size, setting.line);
        let text = Self {
            cut: Cut::Regular,
            sans: false,
            size,
            line,
            indent: 0.0,
            above: line * 0.48,
            code: false,
            soft: false,
        };
        let small = Self { size: size * 0.81, line: line * 0.76, ..text };
        match kind {
            BlockKind::Paragraph | BlockKind::Quotation => text,
            BlockKind::Picture => Self { soft: true, line: line * 2.0, ..text },
            BlockKind::Cell => Self { above: line * 0.3, ..small },
            BlockKind::Footnote => small,
            BlockKind::Code => Self { code: true, ..small },
            BlockKind::Headline => Self {
                cut: Cut::SemiBold,
                size: size * 1.68,
                line: size * 1.68 * 1.25,
                above: 0.0,
                ..text
            },
            BlockKind::Heading => {
                let scale = match level {
                    1 => 1.4,
                    0 | 2 => 1.16,
                    3 => 1.06,
                    _ => 1.0,
                };
                Self {
                    cut: Cut::SemiBold,
                    size: size * scale,
                    line: size * scale * 1.35,
                    above: line,
                    ..text
                }
            }
            BlockKind::Byline | BlockKind::Dateline => Self {
                sans: true,
                size: size * 0.73,
                line: line * 0.7,
                above: line * 0.2,
                soft: true,
                ..text
            },
            BlockKind::ListItem => Self { above: line * 0.16, ..text },
            BlockKind::Caption | BlockKind::Credit => {
                Self { cut: Cut::Italic, soft: true, ..small }
            }
        }
    }

    /// How words of a run are drawn.
    fn format(&self, setting: &Setting, set: Set, color: Color32) -> TextFormat {
        let face = if self.sans { Typeface::Sans } else { setting.face };
        let cut = match (set.is_strong, set.is_emphasized, self.cut) {
            (true, ..) => Cut::SemiBold,
            // What is set off within italics stands upright.
            (_, true, Cut::Italic) => Cut::Regular,
            (_, true, Cut::Regular) => Cut::Italic,
            (.., cut) => cut,
        };
        let is_small = set.is_raised || set.is_lowered;
        let size = if is_small { self.size * 0.7 } else { self.size };
        TextFormat {
            font_id: if self.code || set.is_code {
                FontId::monospace(size * 0.9)
            } else {
                fonts::reading(face, size, cut)
            },
            color,
            line_height: Some(self.line),
            valign: match (set.is_raised, set.is_lowered) {
                (true, _) => Align::Min,
                (_, true) => Align::Max,
                _ => Align::Center,
            },
            strikethrough: if set.is_struck { Stroke::new(1.0, color) } else { Stroke::NONE },
            ..TextFormat::default()
        }
    }

    /// How high a piece will about be, before it is laid out.
    pub(super) fn estimate(&self, piece: &Piece, setting: &Setting) -> f32 {
        let width = (setting.column - self.indent).max(40.0);
        let per_line = (width / (self.size * AVERAGE_WIDTH)).max(8.0);
        // A line is on average not quite full: its last word has gone to the next.
        let lines = (piece.span.len() as f32 / (per_line * 0.96)).ceil().max(1.0);
        self.above_of(piece) + lines * self.line
    }

    /// The room above a piece; the second part of a cut block follows on directly.
    pub(super) const fn above_of(&self, piece: &Piece) -> f32 {
        if piece.continues { 0.0 } else { self.above }
    }
}

/// A piece on the screen. Positions are relative to its top left corner.
pub(super) struct Laid<'a> {
    pub piece: Piece,
    /// What lies over its words, bottom layer first.
    pub layers: Vec<Layer>,
    pub style: Style,
    pub galley: Arc<Galley>,
    /// Where the galley stands: below the room above, right of the indent.
    pub at: Vec2,
    points: Option<CodePoints<'a>>,
    text: &'a str,
}

impl<'a> Laid<'a> {
    /// Lays out a piece of the article.
    pub(super) fn new(
        ui: &Ui,
        article: &'a Article,
        piece: Piece,
        setting: &Setting,
        layers: Vec<Layer>,
        colors: &Colors,
    ) -> Self {
        let style = Style::of(&piece, setting);
        let slice = article.slice(piece.span);
        let mut job = LayoutJob::default();
        job.wrap.max_width = setting.column - style.indent;
        job.break_on_newline = style.code;
        let parts = colored(piece.span, &layers, colors);
        for (run, set) in runs(article, piece.span) {
            let first = parts.partition_point(|(part, _)| part.end() <= run.start());
            for (part, color) in parts.get(first..).unwrap_or_default() {
                let Some(here) = part.intersection(run) else { break };
                let color = if set.is_link && *color == colors.ink { colors.link } else { *color };
                append(&mut job, article.slice(here), style.format(setting, set, color));
            }
        }
        // egui has what it laid out for the pass before, and knows when that is void.
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        Self {
            piece,
            layers,
            style,
            galley,
            at: vec2(style.indent, style.above_of(&piece)),
            points: (!slice.is_ascii()).then(|| CodePoints::new(slice)),
            text: slice,
        }
    }

    pub(super) fn height(&self) -> f32 {
        self.at.y + self.galley.size().y.max(self.style.line)
    }

    /// The character within the piece that begins at byte `offset` of the article.
    fn char_of(&self, offset: usize) -> usize {
        let byte = offset.saturating_sub(self.piece.span.start()).min(self.text.len());
        self.points.as_ref().map_or(byte, |points| points.from_byte(byte))
    }

    fn byte_of(&self, char: usize) -> usize {
        let byte =
            self.points.as_ref().map_or(char.min(self.text.len()), |points| points.to_byte(char));
        self.piece.span.start() + snap(self.text, byte)
    }

    /// One rectangle a line for the words of `span`, as high as the line; white space at a line's end is
    /// left out.
    pub(super) fn rects(&self, span: Span) -> Vec<Rect> {
        let Some(span) = span.intersection(self.piece.span) else { return Vec::new() };
        let (start, end) = (self.char_of(span.start()), self.char_of(span.end()));
        let mut found = Vec::with_capacity(1);
        let mut first = 0;
        for row in &self.galley.rows {
            let count = row.glyphs.len();
            let (from, to) = (start.max(first), end.min(first + count));
            if from < to {
                let glyphs = &row.glyphs[from - first..to - first];
                let last = glyphs.iter().rfind(|glyph| !glyph.chr.is_whitespace());
                if let (Some(left), Some(right)) = (glyphs.first(), last) {
                    let corner = self.at + row.pos.to_vec2();
                    found.push(Rect::from_min_max(
                        pos2(corner.x + left.pos.x, corner.y),
                        pos2(corner.x + right.max_x(), corner.y + row.size.y),
                    ));
                }
            }
            first += row.char_count_including_newline().0;
            if first >= end {
                break;
            }
        }
        found
    }

    /// The place in the article nearest to a point, between two grapheme clusters.
    pub(super) fn offset_at(&self, point: Pos2) -> usize {
        let cursor = self.galley.cursor_from_pos(point.to_vec2() - self.at);
        self.byte_of(cursor.index.0)
    }

    /// The place of the character under a point, if one is there.
    pub(super) fn hover_at(&self, point: Pos2) -> Option<usize> {
        let local = point - self.at;
        let mut first = 0;
        for row in &self.galley.rows {
            let (top, bottom) = (row.min_y(), row.max_y());
            if top <= local.y && local.y < bottom {
                let x = local.x - row.pos.x;
                let column = row.glyphs.iter().position(|g| g.pos.x <= x && x < g.max_x())?;
                return Some(self.byte_of(first + column));
            }
            first += row.char_count_including_newline().0;
        }
        None
    }

    /// Where the caret stands before the character at `offset`: a line without width.
    pub(super) fn caret(&self, offset: usize) -> Rect {
        let cursor = egui::text::CCursor::new(egui::text::CharIndex(self.char_of(offset)));
        self.galley.pos_from_cursor(cursor).translate(self.at)
    }

    /// The place one line up or down from `offset`, `x` from the left; `None` past the first or last line.
    pub(super) fn line_step(&self, offset: usize, x: f32, down: bool) -> Option<usize> {
        let here = self.caret(offset).center().y;
        let there = if down { here + self.style.line } else { here - self.style.line };
        let (top, bottom) = (self.at.y, self.at.y + self.galley.size().y);
        (top < there && there < bottom).then(|| self.offset_at(pos2(x, there)))
    }

    /// The start or end of the line that `offset` stands in.
    pub(super) fn line_end(&self, offset: usize, end: bool) -> usize {
        let char = self.char_of(offset);
        let mut first = 0;
        for (index, row) in self.galley.rows.iter().enumerate() {
            let count = row.char_count_including_newline().0;
            let last_row = index + 1 == self.galley.rows.len();
            if char < first + count || last_row {
                let spaces = row.glyphs.iter().rev().take_while(|g| g.chr.is_whitespace()).count();
                return self.byte_of(if end { first + row.glyphs.len() - spaces } else { first });
            }
            first += count;
        }
        offset
    }
}

/// The colours that words can have.
pub(super) struct Colors {
    pub ink: Color32,
    pub link: Color32,
    /// Words of time with no marker under them.
    pub time: Color32,
    /// What is not of the brushed days.
    pub dim: Color32,
}

/// The runs of one colour that make up `piece`.
fn colored(piece: Span, layers: &[Layer], colors: &Colors) -> Vec<(Span, Color32)> {
    let marked = |span: Span| {
        layers.iter().any(|layer| {
            matches!(layer.look, Look::Highlight { .. } | Look::Hit { .. })
                && layer.span.overlaps(span)
        })
    };
    let of = |look| layers.iter().filter(move |layer| layer.look == look).map(|layer| layer.span);
    let times: Vec<Span> = of(Look::Time).filter(|span| !marked(*span)).collect();
    let dims: Vec<Span> = of(Look::Dim).collect();
    let mut cuts: Vec<usize> =
        times.iter().chain(&dims).flat_map(|span| [span.start(), span.end()]).collect();
    cuts.extend([piece.start(), piece.end()]);
    cuts.sort_unstable();
    cuts.dedup();
    let covers = |spans: &[Span], at: usize| {
        spans.get(spans.partition_point(|span| span.end() <= at)).is_some_and(|s| s.start() <= at)
    };
    cuts.windows(2)
        .map(|cut| {
            let color = match cut[0] {
                at if covers(&dims, at) => colors.dim,
                at if covers(&times, at) => colors.time,
                _ => colors.ink,
            };
            (Span::new(cut[0], cut[1]), color)
        })
        .collect()
}

/// A line break within a paragraph is a space to the eye; every character stays one.
fn append(job: &mut LayoutJob, part: &str, format: TextFormat) {
    if !part.contains(['\n', '\r', '\t', OBJECT]) {
        job.append(part, 0.0, format);
        return;
    }
    let keeps_lines = job.break_on_newline;
    let shown = |c| match c {
        '\n' if !keeps_lines => ' ',
        '\t' => ' ',
        '\r' => '\u{200b}',
        OBJECT => PICTURE,
        other => other,
    };
    job.append(&part.chars().map(shown).collect::<String>(), 0.0, format);
}
