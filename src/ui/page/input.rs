//! Mouse and keys in the article: selecting, clicking what is marked, moving the caret, paging.

use egui::{CursorIcon, Event, Key, Modifiers, OpenUrl, PointerButton, Pos2, Rect, Response, Ui};

use super::{super::Cx, layout::Laid};
use crate::{
    analysis::Timex,
    app::{Message, Selection, Unit},
    text::{Span, word_around},
    view::page::{Lead, lead, piece_at},
};

/// What the mouse and the caret remember between frames.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// What the drag began with: the whole of it stays selected while dragging on by words.
    grip: Option<Grip>,
    /// The x that steps by line keep to.
    goal: Option<f32>,
    /// When and where the mouse went down last, and how often in a row.
    last_press: Option<(f64, Pos2, u8)>,
    /// Scrolling wanted while dragging past an edge, in points.
    scroll: Option<f32>,
    /// The mouse is down on a selection being made, so the toolbar waits.
    pub selecting: bool,
    /// The end of the selection on the screen, for the toolbar.
    pub end: Option<Rect>,
}

impl Memory {
    pub(super) const fn take_scroll(&mut self) -> Option<f32> {
        self.scroll.take()
    }

    /// One, two or three presses in a row. egui counts clicks when the button comes up; a drag by words must
    /// know when it goes down.
    fn count_clicks(&mut self, ui: &Ui) -> u8 {
        let delay = ui.ctx().options(|options| options.input_options.max_double_click_delay);
        let (now, at) =
            ui.input(|input| (input.time, input.pointer.interact_pos().unwrap_or_default()));
        let again =
            |(then, there, _): &(f64, Pos2, u8)| now - then <= delay && there.distance(at) < 6.0;
        let count = self.last_press.filter(again).map_or(1, |(_, _, count)| count % 3 + 1);
        self.last_press = Some((now, at, count));
        count
    }
}

#[derive(Clone, Copy, Debug)]
struct Grip {
    first: Span,
    by: Unit,
}

/// Takes the mouse: drag selects by character, double click and drag by word, triple by sentence; Shift
/// extends; a plain click goes to the mention, note or event under it.
pub(super) fn mouse(
    ui: &Ui,
    cx: &mut Cx<'_>,
    memory: &mut Memory,
    response: &Response,
    shown: &[(Pos2, Laid<'_>)],
    outer: Rect,
) {
    memory.end = end_rect(cx, shown);
    let Some(point) = response.interact_pointer_pos().or_else(|| response.hover_pos()) else {
        memory.selecting = false;
        return;
    };
    let hovered = shown.iter().find_map(|(at, laid)| laid.hover_at(point - at.to_vec2()));
    if response.hovered() {
        let marked = hovered.is_some_and(|offset| is_marked(cx, offset));
        ui.ctx().set_cursor_icon(if marked { CursorIcon::PointingHand } else { CursorIcon::Text });
    }
    // On a slow frame the button may have gone down, moved and come up again, even twice.
    let presses: Vec<Pos2> = ui.input(|input| {
        let place = |event: &Event| match event {
            Event::PointerButton { button: PointerButton::Primary, pressed: true, pos, .. } => {
                Some(*pos)
            }
            _ => None,
        };
        input.events.iter().filter_map(place).collect()
    });
    let ours =
        response.is_pointer_button_down_on() || response.clicked() || response.drag_stopped();
    if let Some(origin) = presses.last().filter(|_| ours)
        && let Some(offset) = nearest(shown, *origin)
    {
        // The article has the keyboard whenever no widget has.
        ui.memory_mut(|memory| {
            if let Some(id) = memory.focused() {
                memory.surrender_focus(id);
            }
        });
        press(ui, cx, memory, offset, presses.len());
    }
    if (response.dragged_by(PointerButton::Primary) || response.drag_stopped())
        && let Some(offset) = nearest(shown, point)
    {
        drag(cx, memory, offset);
        let past = (point.y - outer.bottom()).max(0.0) - (outer.top() - point.y).max(0.0);
        if past != 0.0 && response.dragged() {
            memory.scroll = Some(past.clamp(-60.0, 60.0) * 0.5);
        }
    }
    if response.clicked() && !ui.input(|input| input.modifiers.shift) && !response.double_clicked()
    {
        let follows = ui.input(|input| input.modifiers.command);
        click(ui, cx, hovered, follows);
    }
    if !ui.input(|input| input.pointer.primary_down()) {
        memory.grip = None;
        memory.selecting = false;
    }
    if let Some(offset) = hovered
        && !memory.selecting
    {
        explain(cx, response, offset);
    }
}

fn press(ui: &Ui, cx: &mut Cx<'_>, memory: &mut Memory, offset: usize, presses: usize) {
    let clicks = (0..presses).map(|_| memory.count_clicks(ui)).last().unwrap_or(1);
    let shift = ui.input(|input| input.modifiers.shift);
    memory.goal = None;
    memory.selecting = true;
    if shift {
        let anchor = cx.app.session.selection.anchor;
        memory.grip = Some(Grip { first: Span::at(anchor), by: Unit::Grapheme });
        cx.send(Message::Select(Selection { anchor, head: offset }));
        return;
    }
    let by = match clicks {
        3 => Unit::Sentence,
        2 => Unit::Word,
        _ => Unit::Grapheme,
    };
    let first = around(cx, offset, by);
    memory.grip = Some(Grip { first, by });
    cx.send(Message::Select(Selection::of(first)));
}

fn drag(cx: &mut Cx<'_>, memory: &Memory, offset: usize) {
    let Some(Grip { first, by }) = memory.grip else { return };
    let here = around(cx, offset, by);
    let selection = if offset < first.start() {
        Selection { anchor: first.end(), head: here.start() }
    } else {
        Selection { anchor: first.start(), head: here.end().max(first.end()) }
    };
    if selection != cx.app.session.selection {
        cx.send(Message::Select(selection));
    }
}

/// The word or sentence at a place.
fn around(cx: &Cx<'_>, offset: usize, by: Unit) -> Span {
    let article = &cx.app.session.article;
    match by {
        Unit::Word => word_around(article.text(), offset),
        Unit::Sentence => article.block_at(offset).map_or(Span::at(offset), |index| {
            crate::text::sentences(article.text(), article.blocks()[index].span)
                .into_iter()
                .rfind(|sentence| sentence.start() <= offset)
                .unwrap_or(Span::at(offset))
        }),
        _ => Span::at(offset),
    }
}

fn is_marked(cx: &Cx<'_>, offset: usize) -> bool {
    lead(&cx.app.session.article, offset).is_some()
        || cx.app.session.analysis.mention_at(offset).is_some()
        || cx.app.session.analysis.timex_at(offset).is_some()
        || annotation_at(cx, offset).is_some()
}

fn annotation_at(cx: &Cx<'_>, offset: usize) -> Option<crate::notebook::Id> {
    let covers = |(_, anchored): &&(_, crate::notebook::Anchored)| {
        anchored.span().is_some_and(|span| span.contains(offset))
    };
    cx.app.session.anchors.iter().find(covers).map(|(id, _)| *id)
}

/// Goes to what stands at a place; with Ctrl, a link is opened in the browser.
fn click(ui: &Ui, cx: &mut Cx<'_>, hovered: Option<usize>, follows: bool) {
    let Some(offset) = hovered else { return };
    match lead(&cx.app.session.article, offset) {
        Some(Lead::Address(address)) if follows => {
            if is_web(address) {
                ui.ctx().open_url(OpenUrl::new_tab(address));
            }
            return;
        }
        Some(Lead::Footnote(span)) => {
            cx.send(Message::Reveal(span));
            return;
        }
        _ => {}
    }
    if let Some(id) = annotation_at(cx, offset) {
        cx.send(Message::SelectAnnotation(id));
    }
    if let Some(mention) = cx.app.session.analysis.mention_at(offset) {
        cx.send(Message::SelectMention(mention.span));
    } else if cx.app.session.analysis.timex_at(offset).is_some() {
        let event =
            cx.app.session.analysis.events.iter().find(|event| event.sentence.contains(offset));
        if let Some(event) = event {
            cx.send(Message::FocusEvent(event.title));
        }
    }
}

/// Whether an address is one that a browser or a mail program opens; no others are followed.
fn is_web(address: &str) -> bool {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    scheme.is_some_and(|scheme| ["http", "https", "mailto"].contains(&scheme.as_str()))
}

/// What is known of the words under the mouse.
fn explain(cx: &Cx<'_>, response: &Response, offset: usize) {
    let analysis = &cx.app.session.analysis;
    let lead = lead(&cx.app.session.article, offset).map(|lead| match lead {
        Lead::Address(address) if is_web(address) => {
            format!("{address}\nCtrl and click opens it in the browser.")
        }
        Lead::Address(address) => address.to_owned(),
        Lead::Footnote(span) => cx.app.session.article.slice(span).to_owned(),
    });
    let words = if let Some(lead) = lead {
        lead
    } else if let Some(mention) = analysis.mention_at(offset) {
        let Some(entity) = analysis.entity(mention.entity) else { return };
        let kind = match entity.kind {
            crate::analysis::EntityKind::Person => "person",
            crate::analysis::EntityKind::Organization => "organisation",
            crate::analysis::EntityKind::Place => "place",
            crate::analysis::EntityKind::Group => "group",
        };
        let why = if entity.why.is_empty() { String::new() } else { format!("\n{}", entity.why) };
        format!("{} ({kind}){why}", entity.name)
    } else if let Some(timex) = analysis.timex_at(offset) {
        told(timex)
    } else {
        return;
    };
    response.clone().on_hover_text_at_pointer(words);
}

/// What an expression of time comes to, why, and what does not agree about it.
fn told(timex: &Timex) -> String {
    let mut told = timex.words();
    for more in [Some(&timex.why), timex.conflict.as_ref()].into_iter().flatten() {
        if !more.is_empty() {
            told.push('\n');
            told.push_str(more);
        }
    }
    told
}

/// The place in the text nearest to a point: within the item at its height.
pub(super) fn nearest(shown: &[(Pos2, Laid<'_>)], point: Pos2) -> Option<usize> {
    let (at, laid) = shown.iter().rfind(|(at, _)| at.y <= point.y).or_else(|| shown.first())?;
    Some(laid.offset_at(point - at.to_vec2()))
}

fn end_rect(cx: &Cx<'_>, shown: &[(Pos2, Laid<'_>)]) -> Option<Rect> {
    let span = cx.app.session.selection.span();
    if span.is_empty() {
        return None;
    }
    let (at, laid) = shown.iter().rfind(|(_, laid)| laid.piece.span.overlaps(span))?;
    Some(laid.rects(span).last()?.translate(at.to_vec2()))
}

/// What becomes of the selection's other end when the caret moves: with Shift it stays.
#[derive(Clone, Copy, Debug)]
enum Anchor {
    Stays,
    Follows,
}

impl From<Modifiers> for Anchor {
    fn from(modifiers: Modifiers) -> Self {
        if modifiers.shift { Self::Stays } else { Self::Follows }
    }
}

/// Takes the keys that move the caret or the page, when no widget has the keyboard.
pub(super) fn keys(ui: &Ui, cx: &mut Cx<'_>, memory: &mut super::Memory, offset: f64) {
    let covered = cx.app.session.question.is_some() || cx.app.session.comparison.is_some();
    if ui.memory(|memory| memory.focused().is_some()) || covered {
        return;
    }
    let take = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if cx.app.session.caret || !cx.app.session.selection.is_empty() {
        for extend in [true, false] {
            let shift = if extend { Modifiers::SHIFT } else { Modifiers::NONE };
            if !extend && !cx.app.session.caret {
                continue;
            }
            for (modifiers, key, unit, back) in [
                (Modifiers::COMMAND, Key::ArrowLeft, Unit::Word, true),
                (Modifiers::COMMAND, Key::ArrowRight, Unit::Word, false),
                (Modifiers::COMMAND, Key::ArrowUp, Unit::Paragraph, true),
                (Modifiers::COMMAND, Key::ArrowDown, Unit::Paragraph, false),
                (Modifiers::COMMAND, Key::Home, Unit::Document, true),
                (Modifiers::COMMAND, Key::End, Unit::Document, false),
                (Modifiers::NONE, Key::Comma, Unit::Sentence, true),
                (Modifiers::NONE, Key::Period, Unit::Sentence, false),
                (Modifiers::NONE, Key::ArrowLeft, Unit::Grapheme, true),
                (Modifiers::NONE, Key::ArrowRight, Unit::Grapheme, false),
            ] {
                if take(modifiers | shift, key) {
                    memory.input.goal = None;
                    cx.send(Message::Move { unit, back, extend });
                }
            }
            for (key, down) in [(Key::ArrowUp, false), (Key::ArrowDown, true)] {
                if take(shift, key) {
                    by_line(ui, cx, memory, down, shift.into());
                }
            }
            for (key, end) in [(Key::Home, false), (Key::End, true)] {
                if take(shift, key) {
                    to_line_end(ui, cx, memory, end, shift.into());
                }
            }
        }
    }
    let page = f64::from(memory.view - 60.0).max(60.0);
    let line = memory.setting.map_or(30.0, |setting| f64::from(setting.line));
    for (modifiers, key, by) in [
        (Modifiers::NONE, Key::PageDown, page),
        (Modifiers::NONE, Key::PageUp, -page),
        (Modifiers::SHIFT, Key::Space, -page),
        (Modifiers::NONE, Key::Space, page),
        (Modifiers::NONE, Key::ArrowDown, line * 2.0),
        (Modifiers::NONE, Key::ArrowUp, -line * 2.0),
        (Modifiers::NONE, Key::Home, f64::NEG_INFINITY),
        (Modifiers::NONE, Key::End, f64::INFINITY),
    ] {
        if take(modifiers, key) {
            let most = (memory.heights.total()
                + f64::from(super::TOP + super::BOTTOM - memory.view))
            .max(0.0);
            memory.offset = Some((offset + by).clamp(0.0, most));
            ui.ctx().request_repaint();
        }
    }
}

/// One line up or down, keeping to the column the caret began in.
fn by_line(ui: &Ui, cx: &mut Cx<'_>, memory: &mut super::Memory, down: bool, grip: Anchor) {
    let Some(setting) = memory.setting else { return };
    let head = cx.app.session.selection.head;
    let index = piece_at(&memory.pieces, head);
    let pieces = &memory.pieces;
    let Some(piece) = pieces.get(index) else { return };
    let laid = super::lay(ui, cx, *piece, &setting);
    let x = *memory.input.goal.get_or_insert(laid.caret(head).left());
    let offset = laid.line_step(head, x, down).or_else(|| {
        let next = if down { index + 1 } else { index.checked_sub(1)? };
        let laid = super::lay(ui, cx, *pieces.get(next)?, &setting);
        let y = if down { laid.at.y + 1.0 } else { laid.height() - 1.0 };
        Some(laid.offset_at(egui::pos2(x, y)))
    });
    if let Some(head) = offset {
        go(cx, head, grip);
    }
}

fn to_line_end(ui: &Ui, cx: &mut Cx<'_>, memory: &mut super::Memory, end: bool, grip: Anchor) {
    let Some(setting) = memory.setting else { return };
    let head = cx.app.session.selection.head;
    let Some(piece) = memory.pieces.get(piece_at(&memory.pieces, head)) else { return };
    let laid = super::lay(ui, cx, *piece, &setting);
    memory.input.goal = None;
    go(cx, laid.line_end(head, end), grip);
}

fn go(cx: &mut Cx<'_>, head: usize, grip: Anchor) {
    let anchor = match grip {
        Anchor::Stays => cx.app.session.selection.anchor,
        Anchor::Follows => head,
    };
    cx.send(Message::Select(Selection { anchor, head }));
    cx.send(Message::Reveal(Span::at(head)));
}
