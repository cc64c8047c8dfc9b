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
    laid: Option<LaidOut>,
}

/// A text as it was laid out last, and what of the fonts that holds for.
#[derive(Debug)]
struct LaidOut {
    galley: Arc<Galley>,
    /// How full the picture of all letters was: it only ever gets fuller, unless it is made anew and old places in
    /// it are void.
    fill: f32,
    pixels_per_point: f32,
}

impl Set {
    /// Takes in a text; tells whether anything is to be laid out anew.
    fn refresh(&mut self, theme: &Theme, text: &str, query: &str, width: f32) -> bool {
        let same_look = self.query == query && self.theme == Some(*theme);
        let same = same_look && self.text == text;
        let may_patch = same_look && query.is_empty();
        let done = same || may_patch && self.patch(theme, text);
        if !done {
            text.clone_into(&mut self.text);
            query.clone_into(&mut self.query);
            self.theme = Some(*theme);
            let runs = runs(text);
            self.links = runs.iter().filter_map(|run| Some((run.span, run.style.link?))).collect();
            let hits = Finder::new(query).find(text, MOST_HITS);
            self.job = styled(theme, text, runs.iter().map(|run| (run.span, run.style)), &hits);
        }
        let fits = self.width == width;
        self.width = width;
        self.job.wrap.max_width = width;
        !(same && fits)
    }

    /// Takes in a text of which only some lines are others, as while it is typed; false where that is not enough.
    fn patch(&mut self, theme: &Theme, text: &str) -> bool {
        const FENCE: &str = "```";
        let old = self.text.as_str();
        if old.is_empty() || text.is_empty() || old.contains(FENCE) || text.contains(FENCE) {
            return false;
        }
        let (a, b) = (old.as_bytes(), text.as_bytes());
        let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
        let most = a.len().min(b.len()) - head;
        let tail = a.iter().rev().zip(b.iter().rev()).take(most).take_while(|(a, b)| a == b);
        let tail = tail.count();
        // From the start of the first line that is another to the end of the last.
        let start = a.iter().take(head).rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let rest = a.iter().skip(a.len() - tail).position(|byte| *byte == b'\n');
        let kept = rest.map_or(0, |at| tail - at - 1);
        let (old_end, new_end) = (a.len() - kept, b.len() - kept);
        let Some(lines) = text.get(start..new_end) else { return false };
        let moved = |at: usize| at + new_end - old_end;
        let mut sections: Vec<LayoutSection> = Vec::with_capacity(self.job.sections.len() + 8);
        let mut push = |from: usize, to: usize, format: &TextFormat| {
            if from < to {
                let byte_range = from.into()..to.into();
                let format = format.clone();
                sections.push(LayoutSection { leading_space: 0.0, byte_range, format });
            }
        };
        for section in &self.job.sections {
            let (from, to) = (section.byte_range.start.0, section.byte_range.end.0);
            push(from, to.min(start), &section.format);
        }
        let runs = runs(lines);
        for run in &runs {
            push(start + run.span.start(), start + run.span.end(), &format(theme, run.style));
        }
        for section in &self.job.sections {
            let (from, to) = (section.byte_range.start.0, section.byte_range.end.0);
            if to > old_end {
                push(moved(from.max(old_end)), moved(to), &section.format);
            }
        }
        let new = runs.iter().filter_map(|run| {
            let span = Span::new(start + run.span.start(), start + run.span.end());
            Some((span, run.style.link?))
        });
        let before = self.links.iter().filter(|(span, _)| span.end() <= start).copied();
        let after = self.links.iter().filter(|(span, _)| span.start() >= old_end);
        let after =
            after.map(|(span, link)| (Span::new(moved(span.start()), moved(span.end())), *link));
        self.links = before.chain(new).chain(after).collect();
        text.clone_into(&mut self.text);
        self.job = LayoutJob { text: text.to_owned(), sections, ..LayoutJob::default() };
        true
    }

    fn galley(
        &mut self,
        ui: &Ui,
        theme: &Theme,
        text: &str,
        query: &str,
        width: f32,
    ) -> Arc<Galley> {
        let changed = self.refresh(theme, text, query, width);
        let pixels_per_point = ui.pixels_per_point();
        let fill = fill_of(ui);
        if let Some(laid) = self.laid.as_mut().filter(|laid| {
            !changed && laid.fill <= fill && laid.pixels_per_point == pixels_per_point
        }) {
            laid.fill = fill;
            return Arc::clone(&laid.galley);
        }
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(self.job.clone()));
        let fill = fill_of(ui);
        self.laid = Some(LaidOut { galley: Arc::clone(&galley), fill, pixels_per_point });
        galley
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

#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the method by its name is of one lifetime only"
)]
fn fill_of(ui: &Ui) -> f32 {
    ui.fonts(|fonts| fonts.font_atlas_fill_ratio())
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::storage::settings::ThemeChoice;

    proptest! {
        #[test]
        fn a_text_that_is_patched_is_set_like_a_new_one(
            texts in prop::collection::vec("[-*_#@` a1é\n]{0,40}", 2..5),
        ) {
            let theme = Theme::of(ThemeChoice::Light, false);
            let mut patched = Set::default();
            for text in &texts {
                patched.refresh(theme, text, "", 100.0);
            }
            let mut fresh = Set::default();
            fresh.refresh(theme, &texts[texts.len() - 1], "", 100.0);
            // Letter by letter, since stretches may be cut otherwise.
            let letters = |set: &Set| -> Vec<(usize, TextFormat)> {
                let sections = set.job.sections.iter();
                let each = sections.flat_map(|section| {
                    let bytes = section.byte_range.start.0..section.byte_range.end.0;
                    bytes.map(|at| (at, section.format.clone()))
                });
                each.collect()
            };
            prop_assert_eq!(letters(&patched), letters(&fresh));
            prop_assert_eq!(&patched.links, &fresh.links);
            prop_assert_eq!(&patched.job.text, &fresh.job.text);
        }
    }
}
