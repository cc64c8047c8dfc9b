//! The timeline as drawn in the window, for SVG, PNG, HTML and PDF: an axis, pins, spans, and cards where they have
//! room; what has none is counted on the axis.

use std::{collections::HashSet, fmt::Write as _};

use super::{Exported, Work, html::escape};
use crate::{
    analysis::Timeline,
    app::Lens,
    text::counted,
    view::timeline::{
        Item, Strip,
        lanes::{self, CARD, Lanes},
        ticks::ticks,
    },
};

/// Colours by what they are for; each format has its own values for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    Ink,
    Soft,
    Faint,
    Time,
    Paper,
    Line,
}

impl Paint {
    const ALL: [Self; 6] =
        [Self::Ink, Self::Soft, Self::Faint, Self::Time, Self::Paper, Self::Line];

    const fn name(self) -> &'static str {
        match self {
            Self::Ink => "ink",
            Self::Soft => "soft",
            Self::Faint => "faint",
            Self::Time => "time",
            Self::Paper => "paper",
            Self::Line => "line",
        }
    }

    /// As on light paper.
    pub(super) const fn rgb(self) -> [u8; 3] {
        match self {
            Self::Ink => [0x24, 0x21, 0x1c],
            Self::Soft => [0x6e, 0x68, 0x5e],
            Self::Faint => [0xa2, 0x9b, 0x8e],
            Self::Time => [0x8a, 0x65, 0x10],
            Self::Paper => [0xff, 0xfd, 0xf9],
            Self::Line => [0xe2, 0xdd, 0xd2],
        }
    }
}

/// One thing to draw; all lengths in points, y downward.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    Line {
        from: [f64; 2],
        to: [f64; 2],
        paint: Paint,
        width: f64,
    },
    Rect {
        at: [f64; 2],
        size: [f64; 2],
        fill: Paint,
        stroke: Option<Paint>,
    },
    Pin {
        at: [f64; 2],
        radius: f64,
        is_full: bool,
    },
    /// `at` is the left end of the base line, or the middle of it.
    Text {
        at: [f64; 2],
        words: String,
        size: f64,
        strong: bool,
        centered: bool,
        paint: Paint,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Drawing {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) shapes: Vec<Shape>,
    /// Events with a card, and all that are dated.
    pub(super) shown: usize,
    pub(super) dated: usize,
}

const CARD_HEIGHT: f64 = 58.0;
const ROW: f64 = CARD_HEIGHT + 8.0;
const ROWS: usize = 3;
/// Between the axis and the cards: there the piles are counted.
const GAP: f64 = 22.0;
/// About how wide a letter of Inter is, as a part of its size.
const LETTER: f64 = 0.56;

/// Draws the dated events; none where there are none.
pub(super) fn draw(work: &Work<'_>, width: f64) -> Option<Drawing> {
    let strip = Strip::new(
        work.article,
        work.analysis,
        &Timeline::new(&work.analysis.events),
        &Lens::default(),
    );
    if strip.dated.is_empty() {
        return None;
    }
    let items = &strip.dated;
    let scale = strip.home(width);
    let lanes = Lanes::new(items, &scale, ROWS, None);
    let offset = scale.to_points(lanes::origin(items));
    let rows = lanes.rows.iter().filter(|row| !row.is_empty()).count();
    let axis = 14.0 + rows as f64 * ROW + GAP;
    let height = axis + 34.0;
    let mut shapes =
        vec![Shape::Line { from: [0.0, axis], to: [width, axis], paint: Paint::Faint, width: 1.0 }];
    for tick in ticks(&scale, |words| words.chars().count() as f64 * 11.0 * LETTER) {
        let height = if tick.major { 6.0 } else { 4.0 };
        shapes.push(Shape::Line {
            from: [tick.x, axis],
            to: [tick.x, axis + height],
            paint: Paint::Faint,
            width: 1.0,
        });
        if !tick.label.is_empty() && tick.x > 20.0 && tick.x < width - 20.0 {
            shapes.push(label([tick.x, axis + 22.0], &tick.label, 11.0, true, Paint::Soft));
        }
    }
    let inside = |x: f64| x >= 0.0 && x <= width;
    // Spans and stems lie below the cards.
    let x_of = |day: f64| scale.to_points(day);
    let spans = items
        .iter()
        .filter(|item| !item.exact)
        .map(|item| [x_of(item.start).clamp(0.0, width), x_of(item.end).clamp(0.0, width)]);
    for [from, to] in merged(spans.collect()) {
        shapes.push(Shape::Line {
            from: [from, axis],
            to: [to, axis],
            paint: Paint::Line,
            width: 7.0,
        });
    }
    let mut shown = 0;
    let placed: Vec<(f64, f64, &Item)> = lanes
        .rows
        .iter()
        .enumerate()
        .flat_map(|(row, cards)| cards.iter().map(move |card| (row, card)))
        .filter_map(|(row, card)| {
            let top = axis - GAP - (row + 1) as f64 * ROW + 8.0;
            Some((card.left + offset, top, items.get(card.item)?))
        })
        .filter(|(left, _, item)| *left > -CARD && *left < width && inside(x_of(item.pin())))
        .collect();
    for (_, top, item) in &placed {
        let x = x_of(item.pin());
        shapes.push(Shape::Line {
            from: [x, top + CARD_HEIGHT],
            to: [x, axis],
            paint: Paint::Faint,
            width: 1.0,
        });
    }
    for (left, top, item) in &placed {
        shown += 1;
        card(&mut shapes, left.clamp(0.5, width - CARD - 0.5), *top, item);
    }
    // A book has thousands of pins, most of them on the same points.
    let mut seen = HashSet::new();
    let mut is_new = |item: &&Item| {
        let x = x_of(item.pin());
        inside(x) && seen.insert(((x * 4.0).round() as i64, item.exact))
    };
    for item in items.iter().filter(&mut is_new) {
        shapes.push(Shape::Pin { at: [x_of(item.pin()), axis], radius: 4.0, is_full: item.exact });
    }
    for pile in lanes.piles.iter().filter(|pile| !pile.alone) {
        let x = f64::midpoint(*pile.x.start(), *pile.x.end()) + offset;
        if inside(x) {
            let words = format!("+{}", pile.items.len());
            shapes.push(label([x, axis - 9.0], &words, 11.0, true, Paint::Time));
        }
    }
    Some(Drawing { width, height, shapes, shown, dated: items.len() })
}

/// Spans that touch as one, none of them empty.
fn merged(mut spans: Vec<[f64; 2]>) -> Vec<[f64; 2]> {
    spans.retain(|[from, to]| to > from);
    spans.sort_by(|a, b| a[0].total_cmp(&b[0]));
    let mut out: Vec<[f64; 2]> = Vec::new();
    for [from, to] in spans {
        match out.last_mut() {
            Some(last) if from <= last[1] => last[1] = last[1].max(to),
            _ => out.push([from, to]),
        }
    }
    out
}

fn label(at: [f64; 2], words: &str, size: f64, centered: bool, paint: Paint) -> Shape {
    Shape::Text { at, words: words.to_owned(), size, strong: false, centered, paint }
}

fn card(shapes: &mut Vec<Shape>, left: f64, top: f64, item: &Item) {
    shapes.push(Shape::Rect {
        at: [left, top],
        size: [CARD, CARD_HEIGHT],
        fill: Paint::Paper,
        stroke: Some(Paint::Line),
    });
    shapes.push(Shape::Text {
        at: [left + 10.0, top + 18.0],
        words: cut(&item.date, ((CARD - 20.0) / (11.0 * LETTER)) as usize),
        size: 11.0,
        strong: true,
        centered: false,
        paint: Paint::Time,
    });
    let letters = ((CARD - 20.0) / (11.5 * LETTER)) as usize;
    for (i, line) in two_lines(&item.words, letters).iter().enumerate() {
        let y = top + 34.0 + i as f64 * 15.0;
        shapes.push(label([left + 10.0, y], line, 11.5, false, Paint::Ink));
    }
}

/// The first `most` letters, with "…" where there are more.
fn cut(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let head: String = words.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", head.trim_end())
}

/// Words on two lines of at most `most` letters each.
fn two_lines(words: &str, most: usize) -> Vec<String> {
    let mut first = String::new();
    let mut rest = words.split_whitespace().peekable();
    while let Some(word) = rest.peek() {
        let length = first.chars().count() + 1 + word.chars().count();
        if !first.is_empty() && length > most {
            break;
        }
        if !first.is_empty() {
            first.push(' ');
        }
        first.push_str(word);
        rest.next();
    }
    let second = rest.collect::<Vec<_>>().join(" ");
    let lines = [cut(&first, most), cut(&second, most)];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

/// The drawing as an SVG element; its colours are classes, so that a page may set them for the dark.
pub(super) fn svg(drawing: &Drawing, title: &str) -> String {
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\" font-family=\"Inter, system-ui, sans-serif\">\n<title>{2}</title>\n<style>",
        drawing.width,
        drawing.height,
        escape(title)
    );
    for paint in Paint::ALL {
        let [r, g, b] = paint.rgb();
        let name = paint.name();
        let _infallible = write!(
            out,
            ".f-{name}{{fill:var(--{name},#{r:02x}{g:02x}{b:02x})}}.s-{name}{{stroke:var(--{name},#{r:02x}{g:02x}{b:02x})}}"
        );
    }
    out.push_str("</style>\n");
    for shape in &drawing.shapes {
        let _infallible = match shape {
            Shape::Line { from, to, paint, width } => writeln!(
                out,
                "<line class=\"s-{}\" x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke-width=\"{width}\"/>",
                paint.name(),
                from[0],
                from[1],
                to[0],
                to[1]
            ),
            Shape::Rect { at, size, fill, stroke } => writeln!(
                out,
                "<rect class=\"f-{}{}\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"5\"/>",
                fill.name(),
                stroke.map_or_else(String::new, |stroke| format!(" s-{}", stroke.name())),
                at[0],
                at[1],
                size[0],
                size[1]
            ),
            Shape::Pin { at, radius, is_full } => writeln!(
                out,
                "<circle class=\"f-{} s-time\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"{radius}\" stroke-width=\"1.5\"/>",
                if *is_full { "time" } else { "paper" },
                at[0],
                at[1]
            ),
            Shape::Text { at, words, size, strong, centered, paint } => writeln!(
                out,
                "<text class=\"f-{}\" x=\"{:.1}\" y=\"{:.1}\" font-size=\"{size}\"{}{}>{}</text>",
                paint.name(),
                at[0],
                at[1],
                if *strong { " font-weight=\"600\"" } else { "" },
                if *centered { " text-anchor=\"middle\"" } else { "" },
                escape(words)
            ),
        };
    }
    out.push_str("</svg>\n");
    out
}

/// What stands on the axis only.
pub(super) fn crowded(drawing: &Drawing) -> Option<String> {
    let left = drawing.dated.saturating_sub(drawing.shown);
    (left > 0).then(|| {
        let left = counted(left, "event");
        format!("{left} found no room for a card on the timeline and stand on its axis as pins.")
    })
}

/// What the picture does not show.
fn remarks(drawing: Option<&Drawing>, all: usize) -> Vec<String> {
    let Some(drawing) = drawing else {
        return vec!["There are no dated events, so there is no timeline to draw.".to_owned()];
    };
    let mut remarks: Vec<String> = crowded(drawing).into_iter().collect();
    if drawing.dated < all {
        let left = counted(all - drawing.dated, "event");
        remarks.push(format!("{left} without a date could not be put on the timeline."));
    }
    remarks
}

/// The drawing for a file of its own, which says so where there is nothing to draw; and what it does not show.
pub(super) fn whole(work: &Work<'_>) -> (Drawing, Vec<String>) {
    let drawing = draw(work, 1200.0);
    let remarks = remarks(drawing.as_ref(), work.analysis.events.len());
    let empty = || Drawing {
        width: 600.0,
        height: 40.0,
        shapes: vec![label([10.0, 24.0], "No dated events.", 12.0, false, Paint::Soft)],
        shown: 0,
        dated: 0,
    };
    (drawing.unwrap_or_else(empty), remarks)
}

/// The timeline as a file of its own.
pub(super) fn svg_file(work: &Work<'_>) -> Exported {
    let (drawing, remarks) = whole(work);
    let title = format!("Timeline of “{}”", work.title());
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    out.push_str(&svg(&drawing, &title));
    Exported::text(out, remarks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_that_touch_are_one() {
        let spans = vec![[5.0, 6.0], [0.0, 2.0], [1.0, 3.0], [3.0, 4.0], [9.0, 9.0]];
        assert_eq!(merged(spans), [[0.0, 4.0], [5.0, 6.0]]);
    }
}
