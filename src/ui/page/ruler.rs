//! The marks beside the scroll bar: where highlights, hits and the selected entity stand in the whole.

use egui::{Color32, Mesh, Rect, Ui, emath::GuiRounding as _, pos2};

use super::super::Cx;
use crate::{app::Revision, notebook::Anchored, text::Span, view::page::piece_at};

/// The room the marks and the scroll bar take.
pub(super) const WIDTH: f32 = 22.0;

/// Marks made once and kept until something changes.
#[derive(Debug, Default)]
pub(super) struct Memory {
    key: Option<(Revision, crate::app::Focus, u64, bool)>,
    /// From where to where, 0 to 1, and in which colour.
    marks: Vec<(f32, f32, Color32)>,
}

/// Draws the marks at the right edge of `outer`.
pub(super) fn ruler_ui(ui: &Ui, cx: &Cx<'_>, memory: &mut super::Memory, outer: Rect) {
    let total = memory.heights.total();
    let key = (cx.app.revision, cx.app.session.focus, (total / 64.0) as u64, cx.theme.dark);
    if memory.ruler.key != Some(key) {
        memory.ruler.marks = marks(cx, memory, outer.height());
        memory.ruler.key = Some(key);
    }
    let mut mesh = Mesh::default();
    for (from, to, color) in &memory.ruler.marks {
        let (top, bottom) =
            (outer.top() + from * outer.height(), outer.top() + to * outer.height());
        let rect = Rect::from_min_max(
            pos2(outer.right() - WIDTH + 6.0, top),
            pos2(outer.right() - WIDTH + 12.0, bottom.max(top + 3.0)),
        );
        mesh.add_colored_rect(rect.round_to_pixels(ui.pixels_per_point()), *color);
    }
    if !mesh.is_empty() {
        ui.painter().add(mesh);
    }
}

fn marks(cx: &Cx<'_>, memory: &super::Memory, height: f32) -> Vec<(f32, f32, Color32)> {
    let total = memory.heights.total().max(1.0) + f64::from(super::TOP + super::BOTTOM);
    let place = |offset: usize| {
        let index = piece_at(&memory.pieces, offset);
        let Some(piece) = memory.pieces.get(index) else { return 0.0 };
        let item = memory.item_of(index);
        let share =
            (offset.saturating_sub(piece.span.start())) as f64 / piece.span.len().max(1) as f64;
        let y = memory.heights.top(item) + share.min(1.0) * f64::from(memory.heights.get(item));
        ((y + f64::from(super::TOP)) / total) as f32
    };
    let mut found: Vec<(f32, f32, Color32)> = Vec::new();
    let mut last: Vec<(f32, Color32)> = Vec::new();
    let mut push = |span: Span, color: Color32| {
        let from = place(span.start());
        // Marks nearer than a pixel to the one before in their colour add nothing.
        let near = |last: f32| (0.0..1.0).contains(&((from - last) * height));
        match last.iter_mut().find(|(_, same)| *same == color) {
            Some((last, _)) if near(*last) => return,
            Some((last, _)) => *last = from,
            None => last.push((from, color)),
        }
        found.push((from, place(span.end()), color));
    };
    for ((_, anchored), annotation) in
        cx.app.session.anchors.iter().zip(cx.app.session.notebook.annotations())
    {
        if let Some(span) = Anchored::span(*anchored) {
            push(span, cx.theme.dot(annotation.color));
        }
    }
    if let Some(entity) = cx.app.session.focused_entity() {
        for mention in cx.app.session.analysis.mentions_of(entity) {
            push(mention.span, cx.theme.kind(mention.kind));
        }
    }
    for hit in &cx.app.session.find.hits {
        push(*hit, cx.theme.time);
    }
    found
}
