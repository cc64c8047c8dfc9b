//! The export: its format, its parts, and beside them what will be written, before a file is chosen.

mod preview;

use std::sync::Arc;

use egui::{
    Align, Button, Id, Key, Layout, Modal, Modifiers, RichText, ScrollArea, Slider, Ui, UiBuilder,
    pos2, vec2,
};

use super::{Cx, fonts, widgets};
use crate::{
    app::{Message, Outgoing, Revision, Sent},
    export::{Exported, Format, Options, Order, Summary, Work, export},
    view::status,
};

const LEFT: f32 = 310.0;
/// So long a text, in bytes, is exported at once to say what the format cannot carry; a longer one only when its file
/// is chosen, and then by a worker.
const SHORT: usize = 60_000;
const SIZE: [f32; 2] = [980.0, 720.0];

/// What the dialog remembers between frames, and from one time to the next.
#[derive(Default)]
pub(crate) struct Memory {
    open: bool,
    format: Option<Format>,
    options: Options,
    /// What was made last, and of what.
    made: Option<Made>,
}

struct Made {
    key: (Options, Revision),
    summary: Summary,
    /// What the chosen format says of itself, or writes.
    exported: Option<(Format, Exported)>,
}

impl Memory {
    pub(crate) fn open(&mut self) {
        self.open = true;
        self.made = None;
    }

    pub(crate) const fn is_open(&self) -> bool {
        self.open
    }
}

pub(crate) fn export_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    if !memory.open || cx.app.question.is_some() {
        return;
    }
    let frame = widgets::sheet(ui, cx.theme);
    let room = ui.ctx().content_rect().size() - vec2(60.0, 60.0);
    let size = vec2(SIZE[0], SIZE[1]).min(room).max(vec2(420.0, 300.0));
    let modal = Modal::new(Id::unique("export")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(size.x);
        ui.set_height(size.y);
        let whole = ui.max_rect();
        let split = pos2(whole.left() + LEFT.min(size.x * 0.5), whole.bottom());
        let left = egui::Rect::from_min_max(whole.min, split);
        let right = egui::Rect::from_min_max(pos2(split.x, whole.top()), whole.max);
        ui.painter().rect_filled(
            left,
            egui::CornerRadius { nw: 10, sw: 10, ne: 0, se: 0 },
            cx.theme.panel,
        );
        ui.painter().vline(split.x, whole.y_range(), (1.0, cx.theme.line));
        remake(cx, memory);
        let before = (memory.options, memory.format);
        let mut inside = ui.new_child(UiBuilder::new().max_rect(left.shrink(20.0)));
        choices_ui(&mut inside, cx, memory);
        if before != (memory.options, memory.format) {
            // What is chosen now is made for the next frame.
            ui.ctx().request_repaint();
        }
        let mut inside = ui.new_child(UiBuilder::new().max_rect(right.shrink2(vec2(28.0, 20.0))));
        ScrollArea::vertical().auto_shrink(false).show(&mut inside, |ui| {
            if let Some(made) = &memory.made {
                preview::preview_ui(ui, cx.theme, &made.summary);
            }
        });
        ui.allocate_rect(whole, egui::Sense::hover());
    });
    let escaped = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if escaped || modal.backdrop_response.clicked() {
        memory.open = false;
    }
}

/// Makes the summary anew where something in it has changed.
fn remake(cx: &Cx<'_>, memory: &mut Memory) {
    let app = cx.app;
    memory.options.sentences = app.extract;
    let key = (memory.options, app.revision);
    if memory.made.as_ref().is_none_or(|made| made.key != key) {
        let summary = Summary::new(&work(cx), &memory.options);
        memory.made = Some(Made { key, summary, exported: None });
    }
    let format = memory.format.unwrap_or(Format::Markdown);
    if app.article.text().len() <= SHORT
        && let Some(made) = &mut memory.made
        && made.exported.as_ref().is_none_or(|(of, _)| *of != format)
    {
        made.exported = Some((format, export(&work(cx), &memory.options, format)));
    }
}

pub(crate) fn work<'a>(cx: &Cx<'a>) -> Work<'a> {
    Work {
        article: &cx.app.article,
        analysis: &cx.app.analysis,
        notebook: &cx.app.notebook,
        now: now(cx),
    }
}

fn now(cx: &Cx<'_>) -> jiff::Timestamp {
    let millis = i64::try_from(cx.now_ms).unwrap_or_default();
    jiff::Timestamp::from_millisecond(millis).unwrap_or_default()
}

fn choices_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    ui.label(RichText::new("Export summary").font(fonts::sans_strong(16.0)));
    ui.add_space(6.0);
    soft(ui, cx, "Format");
    let chosen = memory.format.unwrap_or(Format::Markdown);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for format in Format::ALL {
            let is_chosen = format == chosen;
            let edge = if is_chosen { cx.theme.accent } else { cx.theme.line };
            let chip = Button::new(RichText::new(format.label()).size(12.5))
                .fill(if is_chosen { cx.theme.selected } else { cx.theme.paper })
                .stroke((1.0, edge))
                .corner_radius(12)
                .selected(is_chosen);
            if ui.add(chip).on_hover_text(format.hint()).clicked() {
                memory.format = Some(format);
            }
        }
    });
    ui.add_space(6.0);
    soft(ui, cx, "Parts");
    let parts = &mut memory.options.parts;
    ui.spacing_mut().item_spacing.y = 3.0;
    for (part, words) in [
        (&mut parts.extract, "Extract"),
        (&mut parts.timeline, "Timeline"),
        (&mut parts.entities, "Entities"),
        (&mut parts.marks, "Highlights and notes"),
        (&mut parts.quotations, "Quotations with speakers"),
        (&mut parts.figures, "Numbers"),
        (&mut parts.unreviewed, "What is not reviewed"),
        (&mut parts.method, "Method line"),
    ] {
        ui.checkbox(part, words);
    }
    ui.add_space(4.0);
    soft(ui, cx, "Notes by");
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for (order, words) in [
            (Order::Place, "place"),
            (Order::Color, "colour"),
            (Order::Tag, "tag"),
            (Order::Entity, "name"),
        ] {
            ui.selectable_value(&mut memory.options.order, order, words);
        }
    });
    ui.add_space(4.0);
    let all = cx.app.analysis.ranking.len();
    let mut length = cx.app.extract.unwrap_or(cx.app.analysis.summary.len());
    let label = soft(ui, cx, "Extract length");
    let most = all.clamp(1, 40);
    ui.spacing_mut().slider_width = (ui.available_width() - 10.0).max(80.0);
    let slider = Slider::new(&mut length, 1..=most).show_value(false);
    if ui.add(slider).labelled_by(label.id).changed() {
        cx.send(Message::SetExtract(Some(length)));
    }
    soft(ui, cx, &format!("{length} of {}", status::counted(all, "sentence")));
    ui.with_layout(Layout::bottom_up(Align::Min), |ui| foot_ui(ui, cx, memory, chosen));
}

fn soft(ui: &mut Ui, cx: &Cx<'_>, words: &str) -> egui::Response {
    ui.label(RichText::new(words).size(12.5).color(cx.theme.soft))
}

/// What the format cannot carry, and the buttons below.
fn foot_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory, format: Format) {
    let exported = memory.made.as_ref().and_then(|made| made.exported.as_ref());
    let exported = exported.map(|(_, exported)| exported);
    let mut done = false;
    ui.horizontal(|ui| {
        let words = exported.and_then(|exported| str::from_utf8(&exported.bytes).ok());
        let copy = ui.add_enabled(words.is_some(), Button::new("Copy").min_size(vec2(0.0, 32.0)));
        let copy = copy.on_disabled_hover_text("This can only be saved as a file.");
        if let (true, Some(words)) = (copy.clicked(), words) {
            ui.ctx().copy_text(words.to_owned());
        }
        done |= ui.add(Button::new("Cancel").min_size(vec2(0.0, 32.0))).clicked();
        let words =
            RichText::new("Save as…").font(fonts::sans_strong(13.0)).color(cx.theme.on_accent);
        let save = Button::new(words).fill(cx.theme.accent).min_size(vec2(96.0, 32.0));
        if ui.add(save).clicked() {
            let outgoing = outgoing(cx, memory.options, format);
            cx.send(Message::Export(Box::new(outgoing)));
            done = true;
        }
    });
    ui.add_space(6.0);
    let remarks = exported.map_or_else(
        || "What the format cannot carry is told when the file is written.".to_owned(),
        |exported| exported.remarks.join(" "),
    );
    ui.label(RichText::new(remarks).size(12.0).color(cx.theme.soft));
    if done {
        memory.open = false;
    }
}

/// The work as it is now, to be exported by a worker once the file is chosen.
fn outgoing(cx: &Cx<'_>, options: Options, format: Format) -> Outgoing {
    let (article, analysis) = (cx.app.article.clone(), cx.app.analysis.clone());
    let (notebook, now) = (cx.app.notebook.clone(), now(cx));
    let make = move |old: Option<&str>| {
        let work = Work { article: &article, analysis: &analysis, notebook: &notebook, now };
        let exported = export(&work, &options, format);
        let remarks = exported.remarks.clone();
        exported.over(format, old).map(|bytes| Sent { bytes, remarks })
    };
    Outgoing { extension: format.extension(), make: Arc::new(make) }
}
