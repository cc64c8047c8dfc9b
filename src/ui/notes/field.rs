//! Text fields that show the app's text and leave undo to the app. What stands in them is styled while it is typed.

use std::{any::TypeId, borrow::Cow, ops::Range, sync::Arc};

use egui::{
    Color32, FontId, Frame, Galley, Id, Margin, Response, RichText, Stroke, TextBuffer, TextEdit,
    Ui, Vec2,
    text::{ByteIndex, CharIndex, LayoutJob, LayoutSection, TextFormat},
};

use crate::{
    storage::settings::Typeface,
    text::{
        Finder, Span,
        markdown::{Link, Style, is_fence, line_runs, runs},
    },
    ui::{
        fonts::{self, Cut, Epoch},
        theme::Theme,
    },
};

/// Height of a line of notes.
pub(super) const LINE: f32 = 18.0;
/// Words looked for are shown so often at most.
const MOST_HITS: usize = 2_000;

/// A text as it was set last, line by line: only the lines that changed since are laid out anew.
#[derive(Debug, Default)]
pub(super) struct Set {
    text: String,
    query: String,
    look: Option<Look>,
    lines: Vec<Line>,
    galley: Option<Arc<Galley>>,
    /// Where the text leads: each place once, in its order, by its words.
    links: Vec<(String, Link)>,
}

/// What words were laid out for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Look {
    theme: Theme,
    width: f32,
    pixels_per_point: f32,
    epoch: Epoch,
}

#[derive(Clone, Debug)]
struct Line {
    /// Within the line, as are the hits.
    links: Vec<(Span, Link)>,
    hits: Vec<Span>,
    /// Whether the line before left a block of code open.
    fenced: bool,
    galley: Arc<Galley>,
}

impl Look {
    pub(super) fn now(ui: &Ui, theme: &Theme, width: f32) -> Self {
        Self {
            theme: *theme,
            width: width.round(),
            pixels_per_point: ui.pixels_per_point(),
            epoch: Epoch::now(ui),
        }
    }
}

impl Set {
    fn galley(
        &mut self,
        ui: &Ui,
        theme: &Theme,
        text: &str,
        query: &str,
        width: f32,
    ) -> Arc<Galley> {
        let look = Look::now(ui, theme, width);
        if self.look.as_ref() != Some(&look) {
            self.lines.clear();
            self.text.clear();
            self.galley = None;
        }
        let galley = match self.galley.take() {
            Some(galley) if self.text == text && self.query == query => galley,
            _ => self.lay(ui, &look, text, query),
        };
        self.look = Some(look);
        self.galley = Some(Arc::clone(&galley));
        galley
    }

    /// Takes in a text and what is looked for in it.
    fn lay(&mut self, ui: &Ui, look: &Look, text: &str, query: &str) -> Arc<Galley> {
        let old = std::mem::take(&mut self.lines);
        let count = 1 + text.bytes().filter(|byte| *byte == b'\n').count();
        let (head, tail) = kept(&self.text, text, old.len().min(count));
        let hits = Finder::new(query).find(text, MOST_HITS);
        let mut hits = hits.as_slice();
        let (mut start, mut fenced) = (0, false);
        for (index, words) in text.split('\n').enumerate() {
            let end = start + words.len();
            let here = line_hits(&mut hits, start, end);
            let before = match index {
                _ if index < head => old.get(index),
                _ if index >= count - tail => old.get(index + old.len() - count),
                _ => None,
            };
            let line = match before.filter(|line| line.fenced == fenced && line.hits == here) {
                Some(line) => line.clone(),
                None => Line::new(ui, look, words, here, fenced),
            };
            self.lines.push(line);
            fenced ^= is_fence(words);
            start = end + 1;
        }
        text.clone_into(&mut self.text);
        query.clone_into(&mut self.query);
        self.find_links();
        let galleys: Vec<Arc<Galley>> =
            self.lines.iter().map(|line| Arc::clone(&line.galley)).collect();
        // The looks are in the lines; a job without a section counts as empty and is not painted.
        let plain = format(&look.theme, Style::default());
        let job = LayoutJob::single_section(text.to_owned(), plain);
        Arc::new(Galley::concat(Arc::new(job), &galleys, look.pixels_per_point))
    }

    fn find_links(&mut self) {
        self.links.clear();
        for (line, words) in self.lines.iter().zip(self.text.split('\n')) {
            for (span, link) in &line.links {
                let words = span.of(words);
                if *link != Link::Web && !self.links.iter().any(|(other, _)| other == words) {
                    self.links.push((words.to_owned(), *link));
                }
                if self.links.len() == MOST_LINKS {
                    return;
                }
            }
        }
    }

    pub(super) fn links(&self) -> &[(String, Link)] {
        &self.links
    }

    /// The link at this character.
    fn link_at(&self, char: usize) -> Option<(String, Link)> {
        let byte = self.text.char_indices().nth(char).map_or(self.text.len(), |(at, _)| at);
        let before = self.text.get(..byte)?;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = self.lines.get(before.bytes().filter(|byte| *byte == b'\n').count())?;
        let (span, link) = line
            .links
            .iter()
            .find(|(span, _)| (span.start()..=span.end()).contains(&(byte - start)))?;
        Some((span.of(self.text.get(start..)?).to_owned(), *link))
    }
}

impl Line {
    fn new(ui: &Ui, look: &Look, words: &str, hits: Vec<Span>, fenced: bool) -> Self {
        let runs = line_runs(words, fenced);
        let links = runs.iter().filter_map(|run| Some((run.span, run.style.link?))).collect();
        let runs = runs.iter().map(|run| (run.span, run.style));
        let mut job = styled(&look.theme, words, runs, &hits);
        job.wrap.max_width = look.width;
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        Self { links, hits, fenced, galley }
    }
}

/// How many lines at the start and at the end of two texts are the same; together at most so many.
fn kept(old: &str, new: &str, most: usize) -> (usize, usize) {
    let same = |(a, b): &(&str, &str)| a == b;
    let head = old.split('\n').zip(new.split('\n')).take(most).take_while(same).count();
    let tail = old.rsplit('\n').zip(new.rsplit('\n')).take(most - head).take_while(same).count();
    (head, tail)
}

/// The part of the hits that lies in a line, by its own places; hits that end in it are done with.
fn line_hits(hits: &mut &[Span], start: usize, end: usize) -> Vec<Span> {
    let mut here = Vec::new();
    while let Some((hit, rest)) = hits.split_first().filter(|(hit, _)| hit.start() < end) {
        let (from, to) = (hit.start().max(start), hit.end().min(end));
        if from < to {
            here.push(Span::new(from - start, to - start));
        }
        if hit.end() > end {
            break;
        }
        *hits = rest;
    }
    here
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
    let mut buffer = Buffer(Cow::Borrowed(shown.text));
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
    let changed = response.changed().then(|| buffer.0.into_owned());
    let followed = at.filter(|_| follows).and_then(|at| set.link_at(at));
    Output { response, changed, followed }
}

/// Text that is copied only when something is typed. Counts characters by many at once, which is what a keystroke in a
/// long text costs most.
pub(super) struct Buffer<'a>(pub(super) Cow<'a, str>);

impl Buffer<'_> {
    fn byte(&self, char: CharIndex) -> usize {
        let mut chars = self.0.chars();
        if let Some(before) = char.0.checked_sub(1) {
            chars.nth(before);
        }
        self.0.len() - chars.as_str().len()
    }
}

impl TextBuffer for Buffer<'_> {
    fn is_mutable(&self) -> bool {
        true
    }

    fn as_str(&self) -> &str {
        &self.0
    }

    fn insert_text(&mut self, text: &str, at: CharIndex) -> usize {
        let at = self.byte(at);
        self.0.to_mut().insert_str(at, text);
        text.chars().count()
    }

    fn delete_char_range(&mut self, range: Range<CharIndex>) {
        if range.start < range.end {
            let range = self.byte(range.start)..self.byte(range.end);
            self.0.to_mut().replace_range(range, "");
        }
    }

    fn byte_index_from_char_index(&self, at: CharIndex) -> ByteIndex {
        ByteIndex(self.byte(at))
    }

    fn char_range(&self, range: Range<CharIndex>) -> &str {
        self.0.get(self.byte(range.start)..self.byte(range.end)).unwrap_or_default()
    }

    fn type_id(&self) -> TypeId {
        TypeId::of::<Buffer<'static>>()
    }
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
    if text.is_empty() || text.ends_with('\n') {
        // So that an empty last line is as high as any, after a heading too.
        let byte_range = text.len().into()..text.len().into();
        let format = format(theme, Style::default());
        job.sections.push(LayoutSection { leading_space: 0.0, byte_range, format });
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::storage::settings::ThemeChoice;

    /// Where each row stands and what it holds.
    fn rows(galley: &Galley) -> Vec<(egui::Pos2, Vec2, String, bool)> {
        let row = |row: &egui::epaint::text::PlacedRow| {
            (row.pos, row.size, row.text(), row.ends_with_newline)
        };
        galley.rows.iter().map(row).collect()
    }

    #[test]
    fn a_line_after_a_heading_is_a_plain_one() {
        is_laid_out_alike(&["# a".to_owned(), "# a\n".to_owned()], "");
    }

    proptest! {
        #[test]
        fn a_text_that_changes_is_laid_out_like_a_new_one(
            texts in prop::collection::vec("(```|[-*_#@` a1é\n]){0,40}", 2..5),
            query in "[a1]{0,1}",
        ) {
            is_laid_out_alike(&texts, &query);
        }
    }

    fn is_laid_out_alike(texts: &[String], query: &str) {
        let theme = Theme::of(ThemeChoice::Light, false);
        egui::__run_test_ui(|ui| {
            let mut set = Set::default();
            for text in texts {
                set.galley(ui, theme, text, query, 100.0);
            }
            let last = &texts[texts.len() - 1];
            let patched = set.galley(ui, theme, last, query, 100.0);
            let whole = ui.fonts_mut(|fonts| fonts.layout_job(job(theme, last, query, 100.0)));
            assert_eq!(rows(&patched), rows(&whole));
            assert_eq!((patched.rect, patched.num_vertices), (whole.rect, whole.num_vertices));
            assert_eq!(patched.is_empty(), whole.is_empty(), "what is empty is not painted");
            let known: Vec<&str> = set.links().iter().map(|(words, _)| words.as_str()).collect();
            let mut wanted: Vec<&str> = Vec::new();
            for run in runs(last) {
                let words = run.span.of(last);
                let counts = run.style.link.is_some_and(|link| link != Link::Web);
                if counts && !wanted.contains(&words) && wanted.len() < MOST_LINKS {
                    wanted.push(words);
                }
            }
            assert_eq!(known, wanted);
        });
    }
}
