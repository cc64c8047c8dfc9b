//! Text fields that show the app's text and leave undo to the app. What stands in them is styled while it is typed.

use std::{borrow::Cow, ops::Range, sync::Arc};

use egui::{
    Color32, FontId, Frame, Galley, Id, Margin, Response, RichText, Stroke, TextBuffer, TextEdit,
    Ui, Vec2,
    text::{LayoutJob, LayoutSection, TextFormat},
};

use crate::{
    storage::settings::Typeface,
    text::{
        Finder, Span,
        markdown::{Link, Style, runs},
    },
    ui::{
        fonts::{self, Cut},
        theme::Theme,
    },
};

/// Height of a line of notes.
pub(super) const LINE: f32 = 18.0;
/// Words looked for are shown so often at most.
const MOST_HITS: usize = 2_000;

/// A text as it was set last: a long one is not set again in every frame.
#[derive(Debug, Default)]
pub(super) struct Set {
    text: String,
    query: String,
    width: f32,
    theme: Option<Theme>,
    job: LayoutJob,
    links: Vec<(Span, Link)>,
}

impl Set {
    fn refresh(&mut self, theme: &Theme, text: &str, query: &str, width: f32) {
        let same = self.text == text && self.query == query && self.theme == Some(*theme);
        if !same {
            text.clone_into(&mut self.text);
            query.clone_into(&mut self.query);
            self.theme = Some(*theme);
            let runs = runs(text);
            self.links = runs.iter().filter_map(|run| Some((run.span, run.style.link?))).collect();
            let hits = Finder::new(query).find(text, MOST_HITS);
            self.job = styled(theme, text, runs.iter().map(|run| (run.span, run.style)), &hits);
        }
        if !same || self.width != width {
            self.width = width;
            self.job.wrap.max_width = width;
        }
    }

    fn galley(
        &mut self,
        ui: &Ui,
        theme: &Theme,
        text: &str,
        query: &str,
        width: f32,
    ) -> Arc<Galley> {
        self.refresh(theme, text, query, width);
        ui.fonts_mut(|fonts| fonts.layout_job(self.job.clone()))
    }

    /// Where the text leads: each place once, in its order, by its words.
    pub(super) fn links(&self) -> Vec<(&str, Link)> {
        let mut found: Vec<(&str, Link)> = Vec::new();
        for (span, link) in &self.links {
            let words = span.of(&self.text);
            if *link != Link::Web && !found.iter().any(|(other, _)| *other == words) {
                found.push((words, *link));
            }
            if found.len() == MOST_LINKS {
                break;
            }
        }
        found
    }

    /// The link at this character.
    fn link_at(&self, char: usize) -> Option<(String, Link)> {
        let byte = self.text.char_indices().nth(char).map_or(self.text.len(), |(at, _)| at);
        let after = self.links.partition_point(|(span, _)| span.end() < byte);
        let (span, link) = self.links.get(after).filter(|(span, _)| span.start() <= byte)?;
        Some((span.of(&self.text).to_owned(), *link))
    }
}

/// So many links are listed below a text.
const MOST_LINKS: usize = 12;

/// What was done in a field.
pub(super) struct Output {
    pub response: Response,
    /// The whole text as it now is, where something was typed.
    pub changed: Option<String>,
    /// A link that was clicked with Ctrl held.
    pub followed: Option<(String, Link)>,
}

/// What a field shows.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    pub text: &'a str,
    pub hint: &'a str,
    /// Words that are looked for.
    pub query: &'a str,
}

/// A field of several lines, without a frame, of at least this size.
pub(super) fn text_ui(
    ui: &mut Ui,
    theme: &Theme,
    id: Id,
    shown: Shown<'_>,
    size: Vec2,
    set: &mut Set,
) -> Output {
    let mut buffer = Cow::Borrowed(shown.text);
    let mut layouter = |ui: &Ui, buffer: &dyn TextBuffer, width: f32| -> Arc<Galley> {
        set.galley(ui, theme, buffer.as_str(), shown.query, width)
    };
    let hint = RichText::new(shown.hint).font(fonts::sans(13.0)).color(theme.soft);
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
    let follows = output.response.response.clicked() && ui.input(|input| input.modifiers.command);
    let at = output.state.cursor.char_range().map(|range| range.primary.index.0);
    output.state.store(ui.ctx(), id);
    let response = output.response.response;
    let changed = response.changed().then(|| buffer.into_owned());
    let followed = at.filter(|_| follows).and_then(|at| set.link_at(at));
    Output { response, changed, followed }
}

/// Notes as they are set everywhere.
pub(super) fn job(theme: &Theme, text: &str, query: &str, width: f32) -> LayoutJob {
    let hits = Finder::new(query).find(text, MOST_HITS);
    let mut job = styled(theme, text, runs(text).iter().map(|run| (run.span, run.style)), &hits);
    job.wrap.max_width = width;
    job
}

fn styled(
    theme: &Theme,
    text: &str,
    runs: impl Iterator<Item = (Span, Style)>,
    hits: &[Span],
) -> LayoutJob {
    let mut job = LayoutJob { text: text.to_owned(), ..LayoutJob::default() };
    let mut push = |range: Range<usize>, format: TextFormat| {
        if !range.is_empty() {
            let byte_range = range.start.into()..range.end.into();
            job.sections.push(LayoutSection { leading_space: 0.0, byte_range, format });
        }
    };
    let mut next = 0;
    for (span, style) in runs {
        let format = format(theme, style);
        let mut at = span.start();
        while let Some(hit) = hits.get(next).filter(|hit| hit.start() < span.end()) {
            let (from, to) = (hit.start().max(at), hit.end().min(span.end()));
            push(at..from, format.clone());
            let found =
                TextFormat { background: theme.time.gamma_multiply(0.25), ..format.clone() };
            push(from..to, found);
            at = to;
            if hit.end() > span.end() {
                break;
            }
            next += 1;
        }
        push(at..span.end(), format);
    }
    if text.is_empty() {
        // So that an empty field is as high as a line.
        let format = format(theme, Style::default());
        job = LayoutJob::single_section(String::new(), format);
    }
    job
}

fn format(theme: &Theme, style: Style) -> TextFormat {
    let size = match style.heading {
        1 => 17.0,
        2 => 15.0,
        3 => 14.0,
        _ => 13.0,
    };
    let font: FontId = match () {
        () if style.bold || style.heading > 0 => fonts::sans_strong(size),
        () if style.italic => fonts::reading(Typeface::Sans, size, Cut::Italic),
        () => fonts::sans(size),
    };
    let color = match style.link {
        _ if style.sign => theme.soft,
        Some(Link::Date) => theme.time,
        Some(_) => theme.accent,
        None if style.quote => theme.soft,
        None => theme.ink,
    };
    let underline = match style.link {
        Some(Link::Entity | Link::Date | Link::Web) => Stroke::new(1.0, color),
        _ => Stroke::NONE,
    };
    let background = if style.code { theme.window } else { Color32::TRANSPARENT };
    let line = if style.heading == 1 { 24.0 } else { LINE };
    TextFormat { line_height: Some(line), underline, background, ..TextFormat::simple(font, color) }
}
