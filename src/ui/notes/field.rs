//! Text fields that show the app's text and leave undo to the app.

use std::{borrow::Cow, sync::Arc};

use egui::{
    Frame, Galley, Id, Margin, Response, RichText, TextBuffer, TextEdit, Ui, Vec2,
    text::{LayoutJob, TextFormat},
};

use crate::ui::{fonts, theme::Theme};

/// Height of a line of notes.
pub(super) const LINE: f32 = 18.0;

/// A field of several lines, without a frame, of at least this size; gives what was typed.
pub(super) fn text_ui(
    ui: &mut Ui,
    theme: &Theme,
    id: Id,
    text: &str,
    hint: &str,
    size: Vec2,
) -> (Response, Option<String>) {
    let mut buffer = Cow::Borrowed(text);
    let mut layouter = |ui: &Ui, buffer: &dyn TextBuffer, width: f32| -> Arc<Galley> {
        let job = job(theme, buffer.as_str(), width);
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let hint = RichText::new(hint).font(fonts::sans(13.0)).color(theme.soft);
    let mut output = TextEdit::multiline(&mut buffer)
        .id(id)
        .frame(Frame::NONE)
        .margin(Margin::ZERO)
        .desired_rows(1)
        .hint_text(hint)
        .min_size(size)
        .desired_width(size.x)
        .layouter(&mut layouter)
        .show(ui);
    // The app's history takes steps back, not the field's own.
    output.state.clear_undoer();
    output.state.store(ui.ctx(), id);
    let changed = output.response.response.changed().then(|| buffer.into_owned());
    (output.response.response, changed)
}

/// Notes as they are set everywhere.
pub(super) fn job(theme: &Theme, text: &str, width: f32) -> LayoutJob {
    let format =
        TextFormat { line_height: Some(LINE), ..TextFormat::simple(fonts::sans(13.0), theme.ink) };
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap.max_width = width;
    job
}
