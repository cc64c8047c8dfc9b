//! The export: its format, its parts, and beside them what will be written, before a file is chosen.

mod preview;
mod template;

use std::sync::Arc;

use egui::{
    Align, Button, Id, Key, Layout, Modal, Modifiers, RichText, ScrollArea, Ui, UiBuilder, pos2,
    vec2,
};

use super::{Cx, fonts, waker, widgets};
use crate::{
    analysis::Analysis,
    app::{App, Message, Outgoing, Revision, Sent},
    article::Article,
    export::{Exported, Format, Kind, Options, Order, Parts, Summary, Work, export, fill},
    notebook::Notebook,
    storage::{ExportChoices, Template, settings::Settings},
    task::Later,
    text::counted,
};

const LEFT: f32 = 310.0;
/// So long a text, in bytes, is exported at once to say what the format cannot carry; a longer one only when its file
/// is chosen, and then by a worker.
const SHORT: usize = 60_000;
/// So many letters of what a format cannot carry are shown at once.
const MOST: usize = 200;
const SIZE: [f32; 2] = [980.0, 720.0];

/// What the dialog remembers between frames; what is chosen in it are settings.
#[derive(Default)]
pub(crate) struct Memory {
    open: bool,
    /// What is shown.
    shown: Later<(Options, Revision), preview::Page>,
    /// What the chosen format or template writes, and says of itself; or what is wrong with the template.
    exported: Later<(Options, Revision, What), Result<Exported, String>>,
    /// The templates there were when the dialog was opened, and how often that was.
    templates: Later<usize, Vec<Template>>,
    opened: usize,
}

/// What makes the export.
#[derive(Debug, Clone, PartialEq)]
enum What {
    Format(Format),
    Template(Template),
}

impl What {
    fn make(&self, work: &Work<'_>, options: &Options) -> Result<Exported, String> {
        match self {
            Self::Format(format) => Ok(export(work, options, *format)),
            Self::Template(Template { name, text }) => fill(work, options, name, text),
        }
    }

    fn extension(&self) -> &'static str {
        match self {
            Self::Format(format) => format.extension(),
            Self::Template(template) => Kind::of(&template.name).map_or("txt", Kind::extension),
        }
    }
}

impl Memory {
    pub(crate) const fn open(&mut self) {
        self.open = true;
        self.opened += 1;
    }

    pub(crate) const fn is_open(&self) -> bool {
        self.open
    }
}

pub(crate) fn export_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    if !memory.open || cx.app.session.question.is_some() {
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
        let chosen = &cx.app.settings.export;
        let options = options(cx.app, chosen);
        let what = template::chosen(ui, memory, &chosen.template)
            .map_or_else(|| What::Format(format(chosen)), What::Template);
        remake(ui, cx, memory, options, &what);
        let mut inside = ui.new_child(UiBuilder::new().max_rect(left.shrink(20.0)));
        choices_ui(&mut inside, cx, memory, options, &what);
        let mut inside = ui.new_child(UiBuilder::new().max_rect(right.shrink2(vec2(28.0, 20.0))));
        ScrollArea::vertical().auto_shrink(false).show(&mut inside, |ui| {
            // Room for the scroll bar.
            ui.set_max_width(ui.available_width() - 14.0);
            // What was shown before stays until the next is made.
            match (&what, memory.shown.last()) {
                (What::Template(_), _) => {
                    template::preview_ui(ui, cx.theme, memory.exported.last());
                }
                (What::Format(Format::Svg | Format::Png), Some(page)) => {
                    preview::preview_ui(ui, cx.theme, page, Some("timeline"));
                }
                (What::Format(format), Some(page)) if format.is_summary() => {
                    preview::preview_ui(ui, cx.theme, page, None);
                }
                _ if cx.app.session.article.text().len() > SHORT => {
                    soft(ui, cx, "The file of so long an article is made once you say where.");
                }
                _ => {
                    let made = memory.exported.of(&(options, cx.app.revision, what.clone()));
                    template::preview_ui(ui, cx.theme, made);
                }
            }
        });
        ui.allocate_rect(whole, egui::Sense::hover());
    });
    let escaped = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if escaped || modal.backdrop_response.clicked() {
        memory.open = false;
    }
}

fn format(chosen: &ExportChoices) -> Format {
    Format::named(&chosen.format).unwrap_or(Format::Markdown)
}

/// What is chosen here, with what is chosen in the summary's tab.
pub(crate) fn options(app: &App, chosen: &ExportChoices) -> Options {
    let ExportChoices { parts, order, wiki_links, .. } = *chosen;
    Options { parts, order, sentences: app.session.extract, wiki_links }
}

/// Has the preview made anew where something in it has changed.
fn remake(ui: &Ui, cx: &Cx<'_>, memory: &mut Memory, options: Options, what: &What) {
    let revision = cx.app.revision;
    let now = now(cx);
    // A picture of the timeline has it, whatever is chosen.
    let is_picture = matches!(what, What::Format(Format::Svg | Format::Png));
    let timeline = is_picture || options.parts.timeline;
    let shown = Options { parts: Parts { timeline, ..options.parts }, ..options };
    memory.shown.refresh(
        (shown, revision),
        || waker(ui.ctx()),
        || {
            let work = Own::new(cx);
            move || preview::Page::new(Summary::new(&work.work(now), &shown))
        },
    );
    // A template is always tried, for it may be wrong.
    if cx.app.session.article.text().len() <= SHORT || matches!(what, What::Template(_)) {
        memory.exported.refresh(
            (options, revision, what.clone()),
            || waker(ui.ctx()),
            || {
                let (work, what) = (Own::new(cx), what.clone());
                move || what.make(&work.work(now), &options)
            },
        );
    }
}

/// The work as it is now, for a thread.
pub(crate) struct Own {
    article: Arc<Article>,
    analysis: Arc<Analysis>,
    notebook: Notebook,
}

impl Own {
    pub(crate) fn new(cx: &Cx<'_>) -> Self {
        Self {
            article: Arc::clone(&cx.app.session.article),
            analysis: Arc::clone(&cx.app.session.analysis),
            notebook: cx.app.session.notebook.clone(),
        }
    }

    pub(crate) fn work(&self, now: jiff::Timestamp) -> Work<'_> {
        Work { article: &self.article, analysis: &self.analysis, notebook: &self.notebook, now }
    }
}

pub(crate) fn now(cx: &Cx<'_>) -> jiff::Timestamp {
    let millis = i64::try_from(cx.now_ms).unwrap_or_default();
    jiff::Timestamp::from_millisecond(millis).unwrap_or_default()
}

fn choices_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory, options: Options, what: &What) {
    // The foot first: what it has to say may be long, and the choices take the room above it.
    ui.with_layout(Layout::bottom_up(Align::Min), |ui| {
        foot_ui(ui, cx, memory, options, what);
        ui.add_space(6.0);
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            // In a low window that there is more below is seen before it is tried.
            ui.spacing_mut().scroll.dormant_handle_opacity = 0.6;
            ScrollArea::vertical().id_salt("choices").auto_shrink(false).show(ui, |ui| {
                chips_ui(ui, cx, memory, what);
            });
        });
    });
}

fn chips_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &Memory, what: &What) {
    let mut chosen = cx.app.settings.export.clone();
    ui.label(RichText::new("Export summary").font(fonts::sans_strong(16.0)));
    ui.add_space(6.0);
    soft(ui, cx, "Format");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for other in Format::ALL {
            let is_chosen = *what == What::Format(other);
            let edge = if is_chosen { cx.theme.accent } else { cx.theme.line };
            let chip = Button::new(RichText::new(other.label()).size(12.5))
                .fill(if is_chosen { cx.theme.selected } else { cx.theme.paper })
                .stroke((1.0, edge))
                .corner_radius(12)
                .selected(is_chosen);
            if ui.add(chip).on_hover_text(other.hint()).clicked() {
                other.name().clone_into(&mut chosen.format);
                chosen.template.clear();
            }
        }
    });
    ui.add_space(4.0);
    template::choice_ui(ui, memory, &mut chosen.template);
    ui.add_space(4.0);
    // What does not depend on them says so.
    let has_parts = !matches!(what, What::Format(format) if !format.is_summary());
    ui.spacing_mut().item_spacing.y = 3.0;
    ui.add_enabled_ui(has_parts, |ui| {
        soft(ui, cx, "Parts");
        parts_ui(ui, &mut chosen.parts);
        ui.add_space(4.0);
        soft(ui, cx, "Notes by");
        order_ui(ui, &mut chosen.order);
    });
    if *what == What::Format(Format::Markdown) {
        ui.checkbox(&mut chosen.wiki_links, "Names as [[wiki links]]");
    }
    ui.add_space(4.0);
    ui.add_enabled_ui(has_parts || *what == What::Format(Format::Json), |ui| length_ui(ui, cx));
    remember(cx, chosen);
}

fn length_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let all = cx.app.session.analysis.ranking.len();
    let mut length = cx.app.session.extract.unwrap_or(cx.app.session.analysis.summary.len());
    let label = soft(ui, cx, "Extract length");
    let most = all.clamp(1, 40);
    if widgets::slider(ui, cx, &mut length, 1..=most, label.id).changed() {
        cx.send(Message::SetExtract(Some(length)));
    }
    soft(ui, cx, &format!("{length} of {}", counted(all, "sentence")));
}

/// A box for each part of the summary.
pub(crate) fn parts_ui(ui: &mut Ui, parts: &mut Parts) {
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
}

pub(crate) fn order_ui(ui: &mut Ui, chosen: &mut Order) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for order in Order::ALL {
            ui.selectable_value(chosen, order, order.name());
        }
    });
}

/// Keeps what was chosen, also for the next time the app is started.
pub(crate) fn remember(cx: &mut Cx<'_>, chosen: ExportChoices) {
    if chosen != cx.app.settings.export {
        let settings = Settings { export: chosen, ..cx.app.settings.clone() };
        cx.send(Message::SetSettings(Box::new(settings)));
    }
}

fn soft(ui: &mut Ui, cx: &Cx<'_>, words: &str) -> egui::Response {
    ui.label(RichText::new(words).size(12.5).color(cx.theme.soft))
}

/// What the format cannot carry, and the buttons below.
fn foot_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory, options: Options, what: &What) {
    let exported = memory.exported.of(&(options, cx.app.revision, what.clone()));
    let made = exported.and_then(|made| made.as_ref().ok());
    let mut done = false;
    ui.horizontal(|ui| {
        let words = made.and_then(|exported| str::from_utf8(&exported.bytes).ok());
        let copy = ui.add_enabled(words.is_some(), Button::new("Copy").min_size(vec2(0.0, 32.0)));
        let copy = copy.on_disabled_hover_text("This can only be saved as a file.");
        if let (true, Some(words)) = (copy.clicked(), words) {
            ui.ctx().copy_text(words.to_owned());
        }
        done |= ui.add(Button::new("Cancel").min_size(vec2(0.0, 32.0))).clicked();
        let words =
            RichText::new("Save as…").font(fonts::sans_strong(13.0)).color(cx.theme.on_accent);
        let save = Button::new(words).fill(cx.theme.accent).min_size(vec2(96.0, 32.0));
        // A template that is wrong writes nothing.
        let is_fit = matches!(what, What::Format(_)) || made.is_some();
        if ui.add_enabled(is_fit, save).clicked() {
            let outgoing = outgoing(cx, options, what.clone());
            cx.send(Message::Export(Box::new(outgoing)));
            done = true;
        }
    });
    ui.add_space(6.0);
    let remarks = match exported {
        None => "What the format cannot carry is told when the file is written.".to_owned(),
        Some(Ok(exported)) => exported.remarks.join(" "),
        Some(Err(_)) => "The template is not right yet, so there is nothing to save.".to_owned(),
    };
    // All of it is told again when the file is written.
    let cut = remarks.char_indices().nth(MOST).map(|(at, _)| at);
    let shown = cut.and_then(|at| remarks.get(..at)).map(|head| format!("{head}…"));
    let label = RichText::new(shown.as_deref().unwrap_or(&remarks)).size(12.0);
    let label = ui.label(label.color(cx.theme.soft));
    if cut.is_some() {
        label.on_hover_text(remarks);
    }
    if done {
        memory.open = false;
    }
}

/// The work as it is now, to be exported by a worker once the file is chosen.
fn outgoing(cx: &Cx<'_>, options: Options, what: What) -> Outgoing {
    let (own, now) = (Own::new(cx), now(cx));
    let extension = what.extension();
    let make = move |old: Option<&str>, is_agreed| {
        let exported = what.make(&own.work(now), &options).ok()?;
        let remarks = exported.remarks.clone();
        exported.over(old, is_agreed).map(|bytes| Sent { bytes, remarks })
    };
    Outgoing { extension, make: Arc::new(make) }
}
