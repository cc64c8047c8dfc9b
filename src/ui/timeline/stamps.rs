//! Rounded boxes that are painted often and alike: cut into triangles once, then only moved to their places.

use egui::{
    Color32, Mesh, Painter, Pos2, Rect, Shape, Stroke, StrokeKind,
    emath::{GuiRounding as _, TSTransform},
    epaint::{ClippedShape, Primitive, RectShape},
};

/// So many looks are kept; there are fewer, unless sizes change all the time.
const MOST: usize = 32;

/// The boxes painted so far, each at the origin.
#[derive(Debug, Default)]
pub(super) struct Stamps {
    pixels_per_point: f32,
    known: Vec<(RectShape, Mesh)>,
}

impl Stamps {
    /// Paints what `Painter::rect` would with a stroke inside, on whole pixels.
    pub(super) fn rect(
        &mut self,
        painter: &Painter,
        rect: Rect,
        rounding: f32,
        fill: Color32,
        stroke: Stroke,
    ) {
        let pixels = painter.pixels_per_point();
        if self.pixels_per_point != pixels || self.known.len() >= MOST {
            *self = Self { pixels_per_point: pixels, known: Vec::new() };
        }
        let rect = rect.round_to_pixels(pixels);
        let shape = RectShape::new(
            Rect::from_min_size(Pos2::ZERO, rect.size()),
            rounding,
            fill,
            stroke,
            StrokeKind::Inside,
        );
        let place = self.known.iter().position(|(known, _)| *known == shape);
        let place = place.unwrap_or_else(|| {
            let mesh = cut(painter, shape.clone());
            self.known.push((shape, mesh));
            self.known.len() - 1
        });
        let mut mesh = self.known[place].1.clone();
        mesh.translate(rect.min.to_vec2());
        painter.add(Shape::mesh(mesh));
    }
}

/// The triangles of a shape.
fn cut(painter: &Painter, shape: RectShape) -> Mesh {
    let shape = ClippedShape {
        clip_rect: Rect::EVERYTHING,
        shape: shape.into(),
        transform_after_tessellation: TSTransform::IDENTITY,
    };
    let mut whole = Mesh::default();
    for part in painter.ctx().tessellate(vec![shape], painter.pixels_per_point()) {
        if let Primitive::Mesh(mesh) = part.primitive {
            whole.append(mesh);
        }
    }
    whole
}
