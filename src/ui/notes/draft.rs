//! A text of the reader's own, and beside each of its quotations, names, numbers and dates what the article has.

use std::{borrow::Cow, sync::Arc};

use egui::{
    Align, Button, Color32, Frame, Galley, Id, Layout, Margin, Response, RichText, Role,
    ScrollArea, Stroke, StrokeKind, TextBuffer, TextEdit, Ui, WidgetInfo,
    text::{CCursor, CCursorRange, LayoutJob, LayoutSection, TextFormat},
    text_edit::TextEditState,
    vec2,
};

use super::{
    SIDE,
    field::{Buffer, Look},
    link,
};
use crate::{
    analysis::Cancel,
    app::{Message, Place, Revision},
    notebook::{Claim, Color, Finding, Proof, Trace, proofread},
    task::Later,
    text::{Span, grouped},
    ui::{
        Cx, diff,
        fonts::{self, Cut},
        theme::Theme,
        waker, widgets,
    },
    view::{
        draft::{counts, state_words, with_words},
        notes::elided,
    },
};

/// So many findings of a sort are listed.
const MOST: usize = 200;
/// The field takes this share of the panel, between these heights.
const SHARE: f32 = 0.4;
const LEAST: f32 = 96.0;

/// What is checked: the draft against the article as it is read now.
type Key = (u64, u64, u64);

const fn key(revision: Revision) -> Key {
    (revision.draft, revision.article, revision.analysis)
}

/// What was found last.
#[derive(Debug, Default)]
pub(super) struct Memory {
    proof: Later<Key, Proof>,
    laid: Option<Laid>,
}

/// The draft as it was laid out last.
#[derive(Debug)]
struct Laid {
    text: String,
    /// With what was found in it; none while that is looked for.
    marked: Option<Key>,
    look: Look,
    galley: Arc<Galley>,
}

/// The field's own steps are its own: they are not the notebook's.
pub(crate) fn id() -> Id {
    Id::unique("draft")
}

pub(super) fn draft_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    let key = key(cx.app.revision);
    if cx.app.session.analysis.complete {
        let (draft, article) = (Arc::clone(&cx.app.draft), Arc::clone(&cx.app.session.article));
        let analysis = Arc::clone(&cx.app.session.analysis);
        memory.proof.refresh(
            key,
            || waker(ui.ctx()),
            || {
                move || {
                    let all = proofread(&draft, &article, &analysis, &Cancel::default());
                    all.expect("nobody has the flag that stops it")
                }
            },
        );
    }
    let Memory { proof: found, laid } = memory;
    let proof = found.of(&key);
    let room = ui.available_rect_before_wrap();
    let field = (room.height() * SHARE).max(LEAST).min(room.height());
    Frame::new().inner_margin(Margin::symmetric(SIDE as i8, 0)).show(ui, |ui| {
        field_ui(ui, cx, proof.map(|proof| (key, proof)), field, laid);
        ui.add_space(4.0);
        counts_ui(ui, cx, found.last(), proof.is_some());
    });
    // While the next answer is made, the one before stays, so that nothing jumps; its places in the draft are old.
    let Some(last) = found.last().filter(|_| !cx.app.draft.is_empty()) else { return };
    let room = ui.available_width();
    ScrollArea::vertical().id_salt("draft").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        Frame::new().inner_margin(Margin::symmetric(SIDE as i8, 4)).show(ui, |ui| {
            ui.set_width(room - 2.0 * SIDE);
            findings_ui(ui, cx, last, proof.is_some());
        });
    });
}

fn field_ui(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    proof: Option<(Key, &Proof)>,
    height: f32,
    laid: &mut Option<Laid>,
) {
    let theme = cx.theme;
    let focused = ui.memory(|memory| memory.has_focus(id()));
    let stroke = Stroke::new(1.0, if focused { theme.accent } else { theme.line });
    let size = vec2(ui.available_width(), height);
    let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
    ui.painter().rect(rect, 8.0, theme.paper, stroke, StrokeKind::Inside);
    let mut inside = ui.new_child(egui::UiBuilder::new().max_rect(rect.shrink(10.0)));
    let size = inside.available_size();
    let mut layouter = |ui: &Ui, buffer: &dyn TextBuffer, width: f32| -> Arc<Galley> {
        let (text, look) = (buffer.as_str(), Look::now(ui, theme, width));
        let key = proof.map(|(key, _)| key);
        let fits = |old: &&Laid| old.look == look && old.marked == key && old.text == text;
        if let Some(old) = laid.as_ref().filter(fits) {
            return Arc::clone(&old.galley);
        }
        let mut job = marked(theme, text, proof.map_or(&[][..], |(_, proof)| &proof.findings));
        job.wrap.max_width = width;
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        *laid =
            Some(Laid { text: text.to_owned(), marked: key, look, galley: Arc::clone(&galley) });
        galley
    };
    let hint = "Paste your own text. Its quotations, names, numbers and dates are looked for in the article. It stays \
        here until the window closes and is not saved.";
    let hint = RichText::new(hint).font(fonts::sans(13.0)).color(theme.soft);
    let draft = Arc::clone(&cx.app.draft);
    let mut buffer = Buffer(Cow::Borrowed(&draft));
    ScrollArea::vertical().id_salt("draft text").auto_shrink(false).show(&mut inside, |ui| {
        let field = TextEdit::multiline(&mut buffer)
            .id(id())
            .frame(Frame::NONE)
            .margin(Margin::ZERO)
            .hint_text(hint)
            .min_size(size)
            .desired_width(size.x)
            .layouter(&mut layouter);
        let response = ui.add(field);
        widgets::name(ui, response.id, "Your draft");
        if cx.takes_focus(Place::Draft) {
            response.request_focus();
        }
        if response.changed() {
            cx.send(Message::SetDraft(buffer.0.into_owned()));
        }
    });
}

/// The draft with what was found in it marked.
fn marked(theme: &Theme, text: &str, findings: &[Finding]) -> LayoutJob {
    let plain =
        TextFormat { line_height: Some(18.0), ..TextFormat::simple(fonts::sans(13.0), theme.ink) };
    let mut job = LayoutJob { text: text.to_owned(), ..LayoutJob::default() };
    let mut push = |from: usize, to: usize, format: TextFormat| {
        if from < to {
            let byte_range = from.into()..to.into();
            job.sections.push(LayoutSection { leading_space: 0.0, byte_range, format });
        }
    };
    let mut at = 0;
    for finding in findings {
        let (start, end) = (finding.span.start(), finding.span.end());
        // What stands in a quotation that nobody said is marked with it.
        if start < at || !finding.span.fits(text) {
            continue;
        }
        push(at, start, plain.clone());
        push(start, end, TextFormat { background: fill(theme, finding.trace), ..plain.clone() });
        at = end;
    }
    push(at, text.len(), plain.clone());
    if text.is_empty() {
        job = LayoutJob::single_section(String::new(), plain);
    }
    job
}

const fn fill(theme: &Theme, trace: Trace) -> Color32 {
    theme.highlight(match trace {
        Trace::Confirmed => Color::Green,
        Trace::Near => Color::Yellow,
        Trace::Unknown => Color::Pink,
    })
}

fn counts_ui(ui: &mut Ui, cx: &mut Cx<'_>, last: Option<&Proof>, current: bool) {
    let words = match (cx.app.draft.trim().is_empty(), last) {
        (true, _) => String::new(),
        (false, _) if !cx.app.session.analysis.complete => {
            "The article is still being read…".to_owned()
        }
        (false, Some(proof)) if current => counts(proof),
        (false, _) => "Looking…".to_owned(),
    };
    ui.horizontal(|ui| {
        ui.set_min_height(22.0);
        let label = ui.label(RichText::new(words).font(fonts::sans(12.5)).color(cx.theme.soft));
        widgets::live(ui, label.id);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if !cx.app.draft.is_empty() {
                let clear =
                    Button::new(RichText::new("Clear").font(fonts::sans(12.5))).frame(false);
                if ui.add(clear).on_hover_text("Empty the field").clicked() {
                    keep_step(ui, &cx.app.draft);
                    cx.send(Message::SetDraft(String::new()));
                }
            }
        });
    });
}

fn findings_ui(ui: &mut Ui, cx: &mut Cx<'_>, proof: &Proof, current: bool) {
    let of = |confirmed: bool| {
        let is_it = move |finding: &&Finding| (finding.trace == Trace::Confirmed) == confirmed;
        proof.findings.iter().filter(is_it)
    };
    let (look, fine) = (of(false).count(), of(true).count());
    if look > 0 {
        widgets::head(ui, cx, "To look at");
    }
    for finding in of(false).take(MOST) {
        card_ui(ui, cx, finding, current);
    }
    more(ui, cx, look);
    if fine > 0 {
        ui.add_space(6.0);
        widgets::head(ui, cx, "In the article");
    }
    for finding in of(true).take(MOST) {
        confirmed_ui(ui, cx, finding);
    }
    more(ui, cx, fine);
}

fn more(ui: &mut Ui, cx: &Cx<'_>, count: usize) {
    if let Some(more) = count.checked_sub(MOST + 1) {
        let words = format!("and {} more", grouped(more + 1));
        ui.label(RichText::new(words).font(fonts::sans(12.0)).color(cx.theme.soft));
    }
}

/// Something that is not quite so in the article, or not at all.
fn card_ui(ui: &mut Ui, cx: &mut Cx<'_>, finding: &Finding, current: bool) {
    let theme = cx.theme;
    let frame = Frame::new().fill(theme.paper).stroke((1.0, theme.line)).corner_radius(8.0);
    frame.inner_margin(Margin::symmetric(10, 8)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(6.0, 5.0);
        widgets::pill(ui, theme, fill(theme, finding.trace), state_words(finding));
        words_ui(ui, cx, finding, current);
        if !finding.note.is_empty() {
            ui.label(RichText::new(&finding.note).font(fonts::sans(12.5)).color(theme.soft));
        }
        let Some(place) = finding.place else { return };
        ui.horizontal_wrapped(|ui| {
            let number = sentence(cx, place);
            let words = RichText::new(format!("Sentence {number}")).font(fonts::sans(12.5));
            let show = Button::new(words.color(theme.accent)).frame(false);
            if ui.add(show).on_hover_text("Show it in the article").clicked() {
                cx.send(Message::Reveal(place));
            }
            // A date is not put right by the article's "one day later".
            if !matches!(finding.claim, Claim::Quotation | Claim::Name) {
                return;
            }
            let words = RichText::new("Take the article's words").font(fonts::sans(12.5));
            let take = ui.add_enabled(current, Button::new(words));
            if take.on_hover_text("Put them into your draft").clicked() {
                let new = with_words(&cx.app.draft, finding, cx.app.session.article.slice(place));
                cx.send(Message::SetDraft(new));
                keep_step(ui, &cx.app.draft);
                // The step can be taken back where it was taken.
                *cx.focus = Some(Place::Draft);
            }
        });
    });
}

/// The field can go back to this text, which something else than its keys has changed.
fn keep_step(ui: &Ui, text: &str) {
    let mut state = TextEditState::load(ui.ctx(), id()).unwrap_or_default();
    let mut steps = state.undoer();
    steps.add_undo(&(state.cursor.char_range().unwrap_or_default(), text.to_owned()));
    state.set_undoer(steps);
    state.store(ui.ctx(), id());
}

/// The words of the draft, against the article's where it has some; a click selects them.
fn words_ui(ui: &mut Ui, cx: &Cx<'_>, finding: &Finding, current: bool) {
    let font = match finding.claim {
        Claim::Quotation => fonts::serif(15.0, Cut::Regular),
        _ => fonts::sans(13.5),
    };
    let yours = || elided(finding.span.of(&cx.app.draft), 240);
    let (mut job, spoken) = if finding.pieces.is_empty() {
        // Of a draft that has changed meanwhile the places are old.
        let words = if current { yours() } else { String::new() };
        let format = TextFormat::simple(font, cx.theme.ink);
        (LayoutJob::single_section(words.clone(), format), words)
    } else {
        let both = (finding.yours.as_str(), finding.theirs.as_str());
        let job = diff::job(cx.theme, font, both, &finding.pieces, true);
        (job, diff::spoken(both, &finding.pieces))
    };
    for section in &mut job.sections {
        section.format.line_height = Some(20.0);
    }
    job.wrap.max_width = ui.available_width();
    let words = ui.add(egui::Label::new(job).sense(egui::Sense::click()).wrap());
    let enabled = ui.is_enabled();
    words.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, &spoken));
    if words.on_hover_text("Select it in your draft").clicked() && current {
        select(ui, &cx.app.draft, finding.span);
    }
}

fn select(ui: &Ui, text: &str, span: Span) {
    let chars = |at: usize| text.get(..at).map_or(0, |before| before.chars().count());
    let (start, end) = (chars(span.start()), chars(span.end()));
    let mut state = TextEditState::load(ui.ctx(), id()).unwrap_or_default();
    let range = CCursorRange::two(CCursor::new(start), CCursor::new(end));
    state.cursor.set_char_range(Some(range));
    state.store(ui.ctx(), id());
    ui.memory_mut(|memory| memory.request_focus(id()));
}

fn confirmed_ui(ui: &mut Ui, cx: &mut Cx<'_>, finding: &Finding) {
    let theme = cx.theme;
    let words = match finding.place {
        // The article's words, so that they are right even while the draft changes.
        Some(place) => elided(cx.app.session.article.slice(place), 160),
        None => finding.note.clone(),
    };
    let number =
        finding.place.map_or_else(String::new, |place| format!("  {}", sentence(cx, place)));
    let serif = finding.claim == Claim::Quotation;
    let note = match finding.place {
        Some(_) if !finding.note.is_empty() => format!("  {}", finding.note),
        _ => String::new(),
    };
    let parts =
        [(words.as_str(), theme.ink), (number.as_str(), theme.accent), (note.as_str(), theme.soft)];
    let response: Response = link(ui, &parts, serif);
    if let (true, Some(place)) = (response.clicked(), finding.place) {
        cx.send(Message::Reveal(place));
    }
}

/// The number of the sentence that a place of the article begins in.
fn sentence(cx: &Cx<'_>, place: Span) -> usize {
    cx.app.session.analysis.sentences.partition_point(|s| s.start() <= place.start()).max(1)
}

/// How many findings want a look, for the tab.
pub(super) fn to_look_at(cx: &Cx<'_>, memory: &Memory) -> usize {
    let proof = memory.proof.last().filter(|_| !cx.app.draft.is_empty());
    proof.map_or(0, |proof| proof.findings.len() - proof.count(Trace::Confirmed))
}
