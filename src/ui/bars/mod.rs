//! The bars above and below: title, find, settings, files; and what the analysis found.

mod files;
mod find;
mod reading;
mod title;

use egui::{Align, Id, Layout, Rect, RichText, Ui, UiBuilder, vec2};
use jiff::tz::TimeZone;

use super::{Cx, fonts, page, widgets};
use crate::{
    app::{Action, Revision},
    view::status,
};

/// The room at both ends of a bar.
const MARGIN: f32 = 14.0;
const GAP: f32 = 10.0;
/// The find box is as wide as this where there is room.
const FIND_WIDTH: f32 = 340.0;
const FIND_LEAST: f32 = 170.0;
/// The title keeps so much before the find box gives way.
const TITLE_LEAST: f32 = 120.0;

/// What the bars remember between frames.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// The reading settings were asked for, or asked away.
    reading_toggled: bool,
    title: title::Draft,
    /// The local time zone, looked up once.
    zone: Option<TimeZone>,
    /// The article's language, told once for each article.
    language: (Revision, Option<&'static str>),
}

impl Memory {
    pub(crate) const fn toggle_reading(&mut self) {
        self.reading_toggled = !self.reading_toggled;
    }
}

/// Whether this text field takes undo for itself, since what is typed there is not yet in the notebook.
pub(crate) fn has_own_undo(field: Id) -> bool {
    field == title::id() || field == find::id()
}

pub(crate) fn top_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    let bar = ui.max_rect().shrink2(vec2(MARGIN, 0.0));
    let right = right_width(ui, bar.width());
    let room = bar.width() - right - 4.0 * GAP - TITLE_LEAST;
    let find_width = room.clamp(FIND_LEAST, FIND_WIDTH);
    let right_start = bar.right() - right;
    let find_start = (bar.center().x - find_width / 2.0)
        .min(right_start - 2.0 * GAP - find_width)
        .max(bar.left());
    let column = |from: f32, to: f32| Rect::from_x_y_ranges(from..=to.max(from), bar.y_range());
    let mut place = |ui: &mut Ui, rect: Rect, add: &mut dyn FnMut(&mut Ui, &mut Cx<'_>)| {
        let layout = Layout::left_to_right(Align::Center);
        ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), |ui| add(ui, cx));
    };
    let left = column(bar.left(), find_start - 2.0 * GAP);
    place(ui, left, &mut |ui, cx| left_ui(ui, cx, memory));
    let middle = column(find_start, find_start + find_width);
    place(ui, middle, &mut |ui, cx| find::find_ui(ui, cx));
    let right = column(right_start, bar.right());
    place(ui, right, &mut |ui, cx| {
        ui.spacing_mut().item_spacing.x = GAP;
        reading::button_ui(ui, cx, &mut memory.reading_toggled);
        if roomy(bar.width()) {
            reading::theme_ui(ui, cx);
        }
        files::open_ui(ui, cx);
        widgets::act_button(ui, cx, Action::Save, "Save", true);
        if wide(bar.width()) {
            widgets::act_button(ui, cx, Action::Export, "Export summary…", true);
        }
    });
}

/// Below this the themes are left to the reading settings and the palette.
const fn roomy(width: f32) -> bool {
    width >= 600.0
}

/// Below this the export is left to the palette and its key.
const fn wide(width: f32) -> bool {
    width >= 1100.0
}

/// How wide the buttons at the right will be.
fn right_width(ui: &Ui, bar: f32) -> f32 {
    let padding = 2.0 * ui.spacing().button_padding.x + 2.0;
    let framed = |text: &str| widgets::text_width(ui, text) + padding;
    let theme = if roomy(bar) { bare_width(ui, "Theme") + GAP } else { 0.0 };
    let export = if wide(bar) { GAP + framed("Export summary…") } else { 0.0 };
    let files = framed("Open…") + files::MENU_WIDTH + GAP + framed("Save");
    bare_width(ui, "Aa") + GAP + theme + files + export
}

/// How wide a button without a frame is drawn.
fn bare_width(ui: &Ui, text: &str) -> f32 {
    (widgets::text_width(ui, text) + 16.0).round()
}

/// The title, then as much of the file's name and its state as there is room for.
fn left_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    ui.spacing_mut().item_spacing.x = 14.0;
    let (file, path) = status::file(cx.app);
    let zone = memory.zone.get_or_insert_with(TimeZone::system);
    let state = status::save_state(cx.app, cx.now_ms, zone);
    let soft = |text: &str| RichText::new(text).font(fonts::sans(13.0)).color(cx.theme.soft);
    let width = |text: &str| widgets::text_width(ui, text) + 14.0;
    let title_width = {
        let font = fonts::sans_strong(13.0);
        ui.painter().layout_no_wrap(cx.app.session.title().to_owned(), font, cx.theme.ink).size().x
            + 8.0
    };
    // The title gives way last, the file's name first.
    let room = ui.available_width() - title_width.min(160.0);
    let show_state = width(&state) <= room;
    let room = if show_state { room - width(&state) } else { room };
    let show_file = width(&file) <= room;
    let (file, state) = (soft(&file), soft(&state));
    let mut rest = ui.available_width();
    if show_state {
        rest -= width(state.text());
    }
    if show_file {
        rest -= width(file.text());
    }
    title::title_ui(ui, cx, &mut memory.title, title_width.min(rest));
    if show_file {
        ui.label(file).on_hover_text(path);
    }
    if show_state {
        ui.label(state);
    }
}

/// `page` knows how far the reader has come.
pub(crate) fn status_ui(ui: &mut Ui, cx: &mut Cx<'_>, page: &page::Memory, memory: &mut Memory) {
    if memory.language.0.article != cx.app.revision.article {
        memory.language = (cx.app.revision, status::language(cx.app.session.article.text()));
    }
    let zone = memory.zone.get_or_insert_with(TimeZone::system);
    let soft = |text: String| RichText::new(text).font(fonts::sans(12.0)).color(cx.theme.soft);
    let bar = ui.max_rect().shrink2(vec2(MARGIN, 0.0));
    let builder = UiBuilder::new().max_rect(bar);
    let right = ui
        .scope_builder(builder.clone().layout(Layout::right_to_left(Align::Center)), |ui| {
            ui.spacing_mut().item_spacing.x = 18.0;
            ui.label(soft(status::position(page.progress())))
                .on_hover_text("How far you have come in the article");
            ui.label(soft(status::save_state(cx.app, cx.now_ms, zone)));
            ui.min_rect().left()
        })
        .inner;
    let mut left = bar;
    left.set_right((right - 18.0).max(bar.left()));
    let builder = builder.max_rect(left).layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.x = 18.0;
        let language = memory.language.1.map(str::to_owned);
        let parts = [Some(status::counts(cx.app)), language, Some(status::found(cx.app))];
        for words in parts.into_iter().flatten() {
            ui.add(egui::Label::new(soft(words)).truncate());
        }
    });
}
