//! Two versions of the article on one page: which facts are others, then the word diff by paragraphs.

use std::sync::Arc;

use egui::{
    Align, Button, Id, Key, Layout, Margin, Modal, Modifiers, Rect, RichText, Role, Sense, Stroke,
    Ui, UiBuilder, WidgetInfo,
    text::{LayoutJob, TextFormat},
    vec2,
};

use super::{
    Cx, diff,
    fonts::{self, Cut},
    roll::{Roll, Rows},
    widgets,
};
use crate::{
    app::{Action, Message},
    notebook::{Color, Comparison, Fact, FactKind, Piece, Row},
    text::{counted, one_line},
    view::notes::elided,
};

const WIDTH: f32 = 860.0;
/// What was not seen yet is about so high.
const HEIGHT: f32 = 60.0;
const GAP: f32 = 10.0;

/// What the page remembers between frames.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    shown: Option<Arc<Comparison>>,
    heights: Vec<f32>,
    tops: Vec<f32>,
    roll: Roll<usize>,
}

impl Memory {
    /// The facts come first, then the rows.
    fn refresh(&mut self, comparison: &Arc<Comparison>) {
        if !self.shown.as_ref().is_some_and(|shown| Arc::ptr_eq(shown, comparison)) {
            *self = Self {
                shown: Some(Arc::clone(comparison)),
                heights: vec![HEIGHT; comparison.rows.len() + 1],
                ..Self::default()
            };
            self.roll.rewind();
        }
    }

    fn lay(&mut self) -> bool {
        let mut tops = vec![0.0];
        let mut top = 0.0;
        for height in &self.heights {
            top += height + GAP;
            tops.push(top);
        }
        let changed = tops != self.tops;
        self.tops = tops;
        changed
    }
}

pub(crate) fn compare_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    let Some(comparison) = cx.app.session.comparison.clone() else {
        memory.shown = None;
        return;
    };
    memory.refresh(&comparison);
    let frame = widgets::sheet(ui, cx.theme).inner_margin(Margin::same(22));
    let modal = Modal::new(Id::unique("compare")).frame(frame).show(ui.ctx(), |ui| {
        let window = ui.ctx().content_rect();
        ui.set_width((window.width() - 90.0).clamp(60.0, WIDTH));
        let closed = head_ui(ui, cx, &comparison);
        ui.add_space(6.0);
        let size = vec2(ui.available_width(), (window.height() - 190.0).max(100.0));
        ui.allocate_ui(size, |ui| {
            ui.set_min_size(size);
            rows_ui(ui, cx, memory, &comparison);
        });
        closed
    });
    let again = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::V));
    if modal.inner || again || modal.should_close() {
        cx.send(Message::CloseComparison);
    }
}

/// What it compares, and the acts; tells whether the page is to be closed.
fn head_ui(ui: &mut Ui, cx: &mut Cx<'_>, comparison: &Comparison) -> bool {
    let newer = cx.app.session.newer.is_some();
    let closed = ui.horizontal(|ui| {
        ui.label(RichText::new("What changed").font(fonts::sans_strong(17.0)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let closed = ui.add(Button::new("Close").min_size(vec2(0.0, 30.0))).clicked();
            if newer {
                widgets::act_button(ui, cx, Action::TakeNewer, Action::TakeNewer.text(), true);
            }
            closed
        })
        .inner
    });
    let versions = if newer {
        "From the text here to the one that its file has by now"
    } else {
        "From the text before to the one here"
    };
    let words = |count| counted(count, "word");
    let told =
        format!("{versions}: {} gone, {} new.", words(comparison.gone), words(comparison.added));
    ui.label(RichText::new(told).color(cx.theme.soft));
    closed.inner
}

fn rows_ui(ui: &mut Ui, cx: &Cx<'_>, memory: &mut Memory, comparison: &Comparison) {
    let changed = memory.lay();
    let Memory { heights, tops, roll, .. } = memory;
    let rows = Rows { tops, key: &|index| index, changed, reveal: None };
    let mut higher = false;
    roll.show(ui, "versions", &rows, |ui, index, rect| {
        let place = Rect::from_min_max(rect.min, rect.max - vec2(14.0, 0.0));
        let inside = UiBuilder::new().id_salt(("version", index)).max_rect(place);
        let mut ui = ui.new_child(inside);
        match index.checked_sub(1).and_then(|index| comparison.rows.get(index)) {
            None => facts_ui(&mut ui, cx, comparison),
            Some(Row::Same { count, span }) => {
                let first = elided(span.of(comparison.new.text()), 60);
                let words = if *count == 1 {
                    format!("The same: {first}")
                } else {
                    format!("{count} paragraphs are the same: {first}")
                };
                ui.label(RichText::new(words).font(fonts::sans(12.5)).color(cx.theme.soft));
            }
            Some(Row::Moved { span, is_new }) => {
                let text = if *is_new { &comparison.new } else { &comparison.old };
                let head = if *is_new { "Moved here" } else { "Moved elsewhere" };
                let words = format!("{head}: {}", elided(span.of(text.text()), 60));
                ui.label(RichText::new(words).font(fonts::sans(12.5)).color(cx.theme.soft));
            }
            Some(Row::Changed(pieces)) => changed_ui(&mut ui, cx, comparison, pieces),
        }
        let height = ui.min_rect().height();
        higher |= heights[index] != height;
        heights[index] = height;
    });
    if higher {
        ui.ctx().request_discard("a paragraph has another height");
    }
}

/// Which numbers, names, dates and quotations are gone, and which are new.
fn facts_ui(ui: &mut Ui, cx: &Cx<'_>, comparison: &Comparison) {
    if comparison.facts.is_empty() {
        let words = "Numbers, names, dates and quotations are the same in both.";
        ui.label(RichText::new(words).color(cx.theme.soft));
        return;
    }
    for kind in FactKind::ALL {
        let facts = comparison.facts.iter().filter(|fact| fact.kind == kind);
        if facts.clone().next().is_none() {
            continue;
        }
        widgets::head(ui, cx, kind.name());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            for fact in facts {
                fact_ui(ui, cx, fact);
            }
        });
        ui.add_space(6.0);
    }
}

/// A chip, as wide as its words; what is gone is crossed out.
fn fact_ui(ui: &mut Ui, cx: &Cx<'_>, fact: &Fact) {
    let marker = if fact.is_new { Color::Green } else { Color::Pink };
    let line = if fact.is_new { Stroke::NONE } else { Stroke::new(1.0, cx.theme.ink) };
    let format =
        TextFormat { strikethrough: line, ..TextFormat::simple(fonts::sans(13.0), cx.theme.ink) };
    let mut job = LayoutJob::single_section(elided(&fact.words, 160), format);
    job.wrap.max_width = ui.max_rect().width() - 30.0;
    let galley = ui.painter().layout_job(job);
    let margin = vec2(7.0, 2.0);
    let (rect, chip) = ui.allocate_exact_size(galley.size() + 2.0 * margin, Sense::empty());
    ui.painter().rect_filled(rect, 5.0, cx.theme.highlight(marker));
    ui.painter().galley(rect.min + margin, galley, cx.theme.ink);
    let side = if fact.is_new { "new" } else { "gone" };
    chip.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{side}: {}", fact.words)));
}

fn changed_ui(ui: &mut Ui, cx: &Cx<'_>, comparison: &Comparison, pieces: &[Piece]) {
    let texts = (comparison.old.text(), comparison.new.text());
    let font = fonts::serif(16.0, Cut::Regular);
    let mut job = diff::job(cx.theme, font, texts, pieces, false);
    for section in &mut job.sections {
        section.format.line_height = Some(25.0);
    }
    let room = ui.available_width();
    job.wrap.max_width = room - 14.0;
    let galley = ui.painter().layout_job(job);
    let (rect, words) = ui.allocate_exact_size(vec2(room, galley.size().y), Sense::empty());
    words.widget_info(|| {
        WidgetInfo::labeled(Role::Paragraph, true, one_line(&diff::spoken(texts, pieces)))
    });
    ui.painter().vline(rect.left() + 1.0, rect.y_range(), Stroke::new(2.0, cx.theme.accent));
    ui.painter().galley(rect.min + vec2(14.0, 0.0), galley, cx.theme.ink);
}
