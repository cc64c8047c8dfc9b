//! The summary tab: what will leave the app, live, each line a way to its place.

use egui::{
    Align, Color32, CursorIcon, Label, Layout, PopupCloseBehavior, Response, RichText, Role,
    ScrollArea, Sense, Ui, WidgetInfo,
    containers::menu::{MenuButton, MenuConfig},
    text::{LayoutJob, TextFormat},
    vec2,
};

use super::SIDE;
use crate::{
    app::{Action, Message, Pick, Revision, picks},
    export::{Mark, Options, Order, Passage, Summary, document::about},
    task::Later,
    text::{Span, counted},
    ui::{
        Cx, export,
        fonts::{self, Cut},
        waker, widgets,
    },
    view::sidebar::plural,
};

/// So many lines of a part are listed; a book has thousands.
const MOST: usize = 200;
/// The slider goes so far.
const LONGEST: usize = 40;

/// What the summary is made of.
type Key = (Revision, Options);

/// The summary that was made last.
#[derive(Debug, Default)]
pub(super) struct Memory {
    made: Later<Key, Shown>,
}

/// A summary, and what the reader said of each sentence of its extract.
#[derive(Debug)]
struct Shown {
    summary: Summary,
    about: String,
    picks: Vec<Pick>,
}

impl Memory {
    fn refresh(&mut self, ui: &Ui, cx: &Cx<'_>) {
        let options = export::options(cx.app, &cx.app.settings.export);
        // What is looked for and typed elsewhere is nothing to the summary.
        let of = Revision { find: 0, lens: 0, draft: 0, ..cx.app.revision };
        let now = export::now(cx);
        self.made.refresh(
            (of, options),
            || waker(ui.ctx()),
            || {
                let own = export::Own::new(cx);
                move || {
                    let work = own.work(now);
                    let summary = Summary::new(&work, &options);
                    let spans = summary.extract.iter().map(|line| line.span);
                    let picks = picks(work.notebook, work.article, spans);
                    Shown { about: about(&summary), picks, summary }
                }
            },
        );
    }
}

pub(super) fn summary_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    if cx.app.session.analysis.complete {
        memory.refresh(ui, cx);
    }
    let room = ui.available_width();
    ScrollArea::vertical().id_salt("summary").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 5.0);
        egui::Frame::new().inner_margin(egui::Margin::symmetric(SIDE as i8, 4)).show(ui, |ui| {
            ui.set_width(room - 2.0 * SIDE);
            choices_ui(ui, cx);
            // What was there before stays until the next is made.
            match memory.made.last() {
                Some(shown) if cx.app.session.analysis.complete => parts_ui(ui, cx, shown),
                _ => soft(ui, cx, "Reading…"),
            }
        });
    });
}

/// Which parts there are and how notes are ordered, here and in what leaves the app.
fn choices_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let mut chosen = cx.app.settings.export.clone();
    ui.horizontal(|ui| {
        let words = |words: &str| RichText::new(words).font(fonts::sans(12.5));
        // Several are put on and off in one go.
        let stays = PopupCloseBehavior::CloseOnClickOutside;
        let menu = MenuButton::from_button(egui::Button::new(words("Parts")));
        menu.config(MenuConfig::new().close_behavior(stays)).ui(ui, |ui| {
            ui.checkbox(&mut chosen.parts.head, "Headline, source and date");
            export::parts_ui(ui, &mut chosen.parts);
        });
        let order = format!("Notes by {}", chosen.order.name());
        ui.menu_button(words(&order), |ui| {
            for order in Order::ALL {
                ui.selectable_value(&mut chosen.order, order, order.name());
            }
        });
    });
    export::remember(cx, chosen);
}

fn parts_ui(ui: &mut Ui, cx: &mut Cx<'_>, shown: &Shown) {
    let Shown { summary, about, picks } = shown;
    if !about.is_empty() {
        head_ui(ui, cx, &summary.title, about);
    }
    if cx.app.settings.export.parts.extract {
        extract_ui(ui, cx, &summary.extract, picks);
    }
    for (kind, named) in summary.entities.iter().filter(|(_, named)| !named.is_empty()) {
        heading(ui, cx, plural(*kind));
        listed(ui, cx, named, |ui, cx, named| {
            let also = if named.aliases.is_empty() {
                String::new()
            } else {
                format!(" · {}", named.aliases.join(", "))
            };
            let rest = format!("  {}{also}", named.count);
            let words = [(named.name.as_str(), cx.theme.ink), (&rest, cx.theme.soft)];
            if link(ui, &words, false).clicked() {
                cx.send(Message::SelectMention(named.first));
                cx.send(Message::Reveal(named.first));
            }
        });
    }
    if !summary.timeline.is_empty() {
        heading(ui, cx, "Timeline");
    }
    listed(ui, cx, &summary.timeline, |ui, cx, dated| {
        let date = format!("{}  ", dated.date);
        let words = [(date.as_str(), cx.theme.time), (&dated.words, cx.theme.ink)];
        if link(ui, &words, false).clicked() {
            cx.send(Message::SelectEvent(dated.passage.span));
        }
    });
    if !summary.marks.is_empty() {
        heading(ui, cx, "Highlights and notes");
    }
    for group in &summary.marks {
        if let Some(words) = &group.heading {
            let words = RichText::new(words).font(fonts::sans_strong(12.5)).color(cx.theme.ink);
            ui.label(words);
        }
        listed(ui, cx, &group.marks, mark_ui);
    }
    if !summary.quotations.is_empty() {
        heading(ui, cx, "Who said what");
    }
    listed(ui, cx, &summary.quotations, |ui, cx, said| {
        let who = said.speaker.as_ref().map_or("not told", |(who, _)| who.as_str());
        let who = format!("{who}: ");
        passage(ui, cx, &who, &said.passage);
    });
    if !summary.figures.is_empty() {
        heading(ui, cx, "Numbers");
    }
    listed(ui, cx, &summary.figures, |ui, cx, figure| passage(ui, cx, "", &figure.passage));
    if !summary.unreviewed.is_empty() {
        heading(ui, cx, "Not reviewed");
    }
    listed(ui, cx, &summary.unreviewed, |ui, cx, open| {
        if let (true, Some(place)) =
            (link(ui, &[(open.words.as_str(), cx.theme.soft)], false).clicked(), open.place)
        {
            cx.send(Message::Reveal(place));
        }
    });
    if !summary.method.is_empty() {
        ui.add_space(8.0);
        soft(ui, cx, &summary.method);
    }
}

/// What it is about, where it is from, when it was published and how that is known.
fn head_ui(ui: &mut Ui, cx: &mut Cx<'_>, title: &str, about: &str) {
    ui.add_space(2.0);
    ui.label(RichText::new(title).font(fonts::serif(19.0, Cut::SemiBold)).color(cx.theme.ink));
    let about = link(ui, &[(about, cx.theme.soft)], false);
    let why = &cx.app.session.analysis.published.why;
    let hint = format!("{why} Click to say when it was published.");
    if about.on_hover_text(hint.trim()).clicked() {
        cx.act(Action::EditPublished);
    }
    ui.add_space(4.0);
}

/// A highlight behind a bar of its colour, with what the reader said to it.
fn mark_ui(ui: &mut Ui, cx: &mut Cx<'_>, mark: &Mark) {
    let comment =
        if mark.comment.is_empty() { String::new() } else { format!("\n{}", mark.comment) };
    let tags: Vec<String> = mark.tags.iter().map(|tag| format!("  #{tag}")).collect();
    let tags = tags.concat();
    let words = [
        (mark.passage.words.as_str(), cx.theme.soft),
        (&comment, cx.theme.ink),
        (&tags, cx.theme.accent),
    ];
    let inside = egui::Frame::new().inner_margin(egui::Margin { left: 9, ..egui::Margin::ZERO });
    let shown = inside.show(ui, |ui| link(ui, &words, false));
    let rect = shown.response.rect;
    let bar = egui::Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
    ui.painter().rect_filled(bar, 1.0, cx.theme.dot(mark.color));
    if shown.inner.clicked() {
        cx.send(Message::SelectAnnotation(mark.id));
    }
}

/// The sentences that carry the article, how many, and what the reader makes of each.
fn extract_ui(ui: &mut Ui, cx: &mut Cx<'_>, extract: &[Passage], picks: &[Pick]) {
    let all = cx.app.session.analysis.ranking.len();
    let mut length = extract.len();
    let words = format!("{length} of {}", counted(all, "sentence"));
    ui.horizontal(|ui| {
        let label = ui.label(RichText::new(words).size(12.5).color(cx.theme.soft));
        let slider = widgets::slider(ui, cx, &mut length, 1..=all.clamp(1, LONGEST), label.id);
        if slider.on_hover_text("How many sentences the extract has").changed() {
            cx.send(Message::SetExtract(Some(length)));
        }
    });
    for (sentence, pick) in extract.iter().zip(picks) {
        sentence_ui(ui, cx, sentence, *pick);
    }
    let n_dropped = cx.app.session.n_dropped();
    if n_dropped > 0 {
        ui.horizontal(|ui| {
            soft(ui, cx, &format!("{} dropped by you", counted(n_dropped, "sentence")));
            if ui.link("Bring back").clicked() {
                cx.send(Message::RestoreSentences);
            }
        });
    }
}

fn sentence_ui(ui: &mut Ui, cx: &mut Cx<'_>, sentence: &Passage, pick: Pick) {
    let number = format!("  {}", sentence.sentence);
    let words = [(sentence.words.as_str(), cx.theme.ink), (&number, cx.theme.accent)];
    if link(ui, &words, true).clicked() {
        cx.send(Message::Reveal(sentence.span));
    }
    ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
        ui.spacing_mut().button_padding = vec2(6.0, 1.0);
        let mut button = |words: &str, hint: &str, wanted: Pick| {
            let text = RichText::new(words).size(11.5).color(cx.theme.soft);
            let button = egui::Button::new(text).frame_when_inactive(false);
            if ui.add(button).on_hover_text(hint).clicked() {
                cx.out.push(Message::PickSentence(sentence.span, wanted));
            }
        };
        button("Drop", "Leave this sentence out of the summary", Pick::Dropped);
        if pick == Pick::Pinned {
            button("Unpin", "Let its rank decide again", Pick::Usual);
        } else {
            button("Pin", "Keep this sentence in the summary, however short it is", Pick::Pinned);
        }
    });
}

/// Words at a place, behind what is said of them.
fn passage(ui: &mut Ui, cx: &mut Cx<'_>, before: &str, passage: &Passage) {
    let number = format!("  {}", passage.sentence);
    let words = [
        (before, cx.theme.soft),
        (passage.words.as_str(), cx.theme.ink),
        (&number, cx.theme.accent),
    ];
    if link(ui, &words, false).clicked() {
        let place: Span = passage.span;
        cx.send(Message::Reveal(place));
    }
}

fn listed<T>(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    lines: &[T],
    mut line: impl FnMut(&mut Ui, &mut Cx<'_>, &T),
) {
    lines.iter().take(MOST).for_each(|one| line(ui, cx, one));
    if lines.len() > MOST {
        soft(ui, cx, &format!("and {} more", lines.len() - MOST));
    }
}

fn heading(ui: &mut Ui, cx: &Cx<'_>, words: &str) {
    ui.add_space(8.0);
    widgets::head(ui, cx, words);
}

fn soft(ui: &mut Ui, cx: &Cx<'_>, words: &str) {
    ui.label(RichText::new(words).size(12.0).color(cx.theme.soft));
}

/// Words of several colours that go somewhere.
pub(super) fn link(ui: &mut Ui, words: &[(&str, Color32)], serif: bool) -> Response {
    let font = if serif { fonts::serif(15.0, Cut::Regular) } else { fonts::sans(12.5) };
    let mut job = LayoutJob::default();
    for (words, color) in words {
        let small = serif && words.starts_with("  ");
        let font_id = if small { fonts::sans(11.0) } else { font.clone() };
        job.append(words, 0.0, TextFormat { font_id, color: *color, ..TextFormat::default() });
    }
    let name = job.text.clone();
    let response = ui.add(Label::new(job).sense(Sense::click()).wrap());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Link, enabled, &name));
    response.on_hover_cursor(CursorIcon::PointingHand)
}
