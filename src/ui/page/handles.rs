//! The two ends of the selected mark, to be dragged.

use egui::{CursorIcon, Id, Pos2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::{super::Cx, input::nearest, layout::Laid};
use crate::{
    app::Message,
    notebook::{self, Anchored},
    text::Span,
};

/// Half the size of a handle to the eye, and to the mouse.
const KNOB: f32 = 4.5;
const REACH: f32 = 9.0;

/// The mark whose end is dragged, and what it would cover.
#[derive(Debug, Default)]
pub(super) struct Memory {
    drag: Option<(notebook::Id, Span)>,
}

impl Memory {
    /// What the mark would cover if the mouse were let go.
    pub(super) fn span(&self) -> Option<Span> {
        self.drag.map(|(_, span)| span)
    }
}

pub(super) fn handles_ui(
    ui: &Ui,
    cx: &mut Cx<'_>,
    memory: &mut Memory,
    shown: &[(Pos2, Laid<'_>)],
    outer: Rect,
) {
    let mark =
        cx.app.session.focus.annotation.and_then(|id| cx.app.session.notebook.annotation(id));
    let span = mark.and_then(|mark| cx.app.session.anchor(mark.id)).and_then(Anchored::span);
    let Some((mark, whole)) = mark.zip(span) else {
        memory.drag = None;
        return;
    };
    // While the words are selected the toolbar stands there.
    if !cx.app.session.selection.is_empty() {
        return;
    }
    let drawn = memory.drag.filter(|(id, _)| *id == mark.id).map_or(whole, |(_, span)| span);
    for (name, is_end) in [("Start of the mark", false), ("End of the mark", true)] {
        let Some(knob) = knob(shown, drawn, is_end).filter(|at| outer.contains(*at)) else {
            continue;
        };
        let id = Id::unique(("handle", is_end));
        let place = Rect::from_center_size(knob, vec2(REACH, REACH) * 2.0);
        let handle = ui.interact(place, id, Sense::drag());
        let handle = handle.on_hover_cursor(CursorIcon::ResizeHorizontal);
        handle.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
        let size = if handle.hovered() || handle.dragged() { KNOB + 1.0 } else { KNOB };
        let edge = Stroke::new(1.5, cx.theme.paper);
        ui.painter().circle(knob, size, cx.theme.accent, edge);
        if handle.dragged()
            && let Some(offset) = handle.interact_pointer_pos().and_then(|at| nearest(shown, at))
        {
            let (start, end) = if is_end { (whole.start(), offset) } else { (offset, whole.end()) };
            if start < end {
                memory.drag = Some((mark.id, Span::new(start, end)));
            }
        }
        if handle.drag_stopped()
            && let Some((id, span)) = memory.drag.take()
            && span != whole
        {
            cx.send(Message::SetSpan { id, span });
        }
    }
}

/// Where an end of these words stands, if it is on the screen: below the line at the end, above it at the start.
fn knob(shown: &[(Pos2, Laid<'_>)], span: Span, is_end: bool) -> Option<Pos2> {
    let at = if is_end { span.end() } else { span.start() };
    let holds = |laid: &Laid<'_>| {
        let piece = laid.piece.span;
        if is_end {
            piece.start() < at && at <= piece.end()
        } else {
            piece.start() <= at && at < piece.end()
        }
    };
    let (origin, laid) = shown.iter().find(|(_, laid)| holds(laid))?;
    let rects = laid.rects(span);
    let rect = if is_end { rects.last()? } else { rects.first()? }.translate(origin.to_vec2());
    let half = (laid.style.size * 0.72).min(rect.height() / 2.0);
    let middle = rect.center().y;
    Some(if is_end {
        egui::pos2(rect.right() + 1.0, middle + half)
    } else {
        egui::pos2(rect.left() - 1.0, middle - half)
    })
}
