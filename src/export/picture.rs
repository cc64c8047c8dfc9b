//! The timeline as a picture of points: the SVG's drawing, with the shipped typefaces, for where no SVG is taken.

use tiny_skia::{
    Color, FillRule, Paint as Ink, Path, PathBuilder, Pixmap, Rect, Stroke as Line, Transform,
};

use super::{
    Exported, Work,
    drawing::{self, Drawing, Paint, Shape},
    faces::{Cut, Faces, Stroke},
};

use crate::text::counted;

/// Points of the picture to a point of the drawing, so that it is sharp on a fine screen.
const SCALE: f32 = 2.0;
/// How round the corners of cards are.
const ROUND: f32 = 5.0;

pub(super) fn write(work: &Work<'_>) -> Exported {
    let (drawing, mut remarks) = drawing::whole(work);
    let Some((bytes, missing)) = paint(&drawing) else {
        let why = "The picture could not be made, which is a fault of Dateline.";
        return Exported::bytes(Vec::new(), vec![why.to_owned()]);
    };
    if missing > 0 {
        let letters = counted(missing, "letter");
        remarks.push(format!(
            "{letters} not in the typefaces of the picture, and drawn as a sign for that."
        ));
    }
    Exported::bytes(bytes, remarks)
}

/// The drawing as a PNG, and how many letters the typefaces do not have.
pub(super) fn paint(drawing: &Drawing) -> Option<(Vec<u8>, usize)> {
    let faces = Faces::new()?;
    let length = |points: f64| (points as f32 * SCALE).ceil() as u32;
    let mut canvas = Canvas {
        map: Pixmap::new(length(drawing.width), length(drawing.height))?,
        faces: &faces,
        missing: 0,
    };
    let [r, g, b] = Paint::Paper.rgb();
    canvas.map.fill(Color::from_rgba8(r, g, b, 0xff));
    for shape in &drawing.shapes {
        canvas.draw(shape);
    }
    Some((canvas.map.encode_png().ok()?, canvas.missing))
}

struct Canvas<'a> {
    map: Pixmap,
    faces: &'a Faces,
    missing: usize,
}

impl Canvas<'_> {
    fn draw(&mut self, shape: &Shape) {
        match shape {
            Shape::Line { from, to, paint, width } => {
                let mut path = PathBuilder::new();
                path.move_to(from[0] as f32, from[1] as f32);
                path.line_to(to[0] as f32, to[1] as f32);
                self.stroke(path.finish(), *paint, *width as f32);
            }
            Shape::Rect { at, size, fill, stroke } => {
                let path = card(at.map(|x| x as f32), size.map(|x| x as f32));
                self.fill(path.clone(), *fill);
                if let Some(paint) = stroke {
                    self.stroke(path, *paint, 1.0);
                }
            }
            Shape::Pin { at, radius, is_full } => {
                let path = PathBuilder::from_circle(at[0] as f32, at[1] as f32, *radius as f32);
                self.fill(path.clone(), if *is_full { Paint::Time } else { Paint::Paper });
                self.stroke(path, Paint::Time, 1.5);
            }
            Shape::Text { at, words, size, strong, centered, paint } => {
                let cut = if *strong { Cut::SansStrong } else { Cut::Sans };
                let (words, missing) = self.faces.drawable(words, cut);
                self.missing += missing;
                let size = *size as f32;
                let mut at = at.map(|x| x as f32);
                if *centered {
                    at[0] -= self.faces.drawn_width(&words, cut, size) / 2.0;
                }
                let mut path = PathBuilder::new();
                self.faces.outline(&words, cut, size, at, &mut |stroke| match stroke {
                    Stroke::Move([x, y]) => path.move_to(x, y),
                    Stroke::Line([x, y]) => path.line_to(x, y),
                    Stroke::Quad([x1, y1], [x, y]) => path.quad_to(x1, y1, x, y),
                    Stroke::Cubic([x1, y1], [x2, y2], [x, y]) => {
                        path.cubic_to(x1, y1, x2, y2, x, y);
                    }
                    Stroke::Close => path.close(),
                });
                self.fill(path.finish(), *paint);
            }
        }
    }

    fn fill(&mut self, path: Option<Path>, paint: Paint) {
        if let Some(path) = path {
            let scale = Transform::from_scale(SCALE, SCALE);
            self.map.fill_path(&path, &ink(paint), FillRule::Winding, scale, None);
        }
    }

    fn stroke(&mut self, path: Option<Path>, paint: Paint, width: f32) {
        if let Some(path) = path {
            let line = Line { width, ..Line::default() };
            let scale = Transform::from_scale(SCALE, SCALE);
            self.map.stroke_path(&path, &ink(paint), &line, scale, None);
        }
    }
}

fn ink(paint: Paint) -> Ink<'static> {
    let [r, g, b] = paint.rgb();
    let mut ink = Ink::default();
    ink.set_color_rgba8(r, g, b, 0xff);
    ink
}

/// A rectangle with round corners.
fn card([left, top]: [f32; 2], [width, height]: [f32; 2]) -> Option<Path> {
    let r = ROUND.min(width / 2.0).min(height / 2.0);
    Rect::from_xywh(left, top, width, height)?;
    let (right, bottom) = (left + width, top + height);
    let mut path = PathBuilder::new();
    path.move_to(left + r, top);
    path.line_to(right - r, top);
    path.quad_to(right, top, right, top + r);
    path.line_to(right, bottom - r);
    path.quad_to(right, bottom, right - r, bottom);
    path.line_to(left + r, bottom);
    path.quad_to(left, bottom, left, bottom - r);
    path.line_to(left, top + r);
    path.quad_to(left, top, left + r, top);
    path.close();
    path.finish()
}
