//! The editor of one event: its date as the reader would write it, its title and kind, and what else can be done
//! with it. It stands above the timeline, so that the event and its sentence stay in sight.

use egui::{
    Align2, Area, Button, Id, Key, Margin, Modifiers, Order, Rect, Response, RichText, TextEdit,
    Ui, vec2,
};

use crate::{
    analysis::{Event, EventKind, Interval, Provenance},
    app::{Action, Message, Place},
    notebook::Ruling,
    text::Span,
    ui::{Cx, fonts, widgets},
    view::timeline::words::date_words,
};

const WIDTH: f32 = 400.0;
const FIELD: f32 = 300.0;

/// What is being typed for one event, until it is saved or let go of.
#[derive(Debug)]
pub(super) struct Draft {
    event: Span,
    /// As it was, and as it is being typed.
    date: (String, String),
    title: (String, String),
    kind: EventKind,
    /// The keyboard has not been given to it yet.
    fresh: bool,
}

impl Draft {
    fn of(cx: &Cx<'_>, event: &Event) -> Self {
        let date = if event.when.is_unknown() {
            String::new()
        } else {
            date_words(&event.when, cx.app.session.analysis.published.date)
        };
        let title = cx.app.session.event_words(event);
        Self {
            event: event.title,
            date: (date.clone(), date),
            title: (title.clone(), title),
            kind: event.kind,
            fresh: true,
        }
    }
}

/// Shows the editor, if it is open, above `panel`.
pub(super) fn editor_ui(ui: &Ui, cx: &mut Cx<'_>, draft: &mut Option<Draft>, panel: Rect) {
    let event = cx.app.session.event_here().cloned();
    if cx.takes_focus(Place::Event) {
        *draft = event.as_ref().map(|event| Draft::of(cx, event));
    }
    let Some(open) = draft else { return };
    let Some(event) = event else {
        *draft = None;
        return;
    };
    if open.event != event.title {
        // Another event was gone to: the editor goes along.
        *open = Draft::of(cx, &event);
    }
    let frame = widgets::sheet(ui, cx.theme)
        .shadow(ui.visuals().popup_shadow)
        .inner_margin(Margin::same(14));
    let at = panel.center_top() - vec2(0.0, 8.0);
    let area = Area::new(Id::unique("event editor")).order(Order::Foreground);
    let shown = area.pivot(Align2::CENTER_BOTTOM).fixed_pos(at).show(ui.ctx(), |ui| {
        frame.show(ui, |ui| {
            ui.set_width(WIDTH);
            ui.spacing_mut().item_spacing = vec2(6.0, 7.0);
            fields_ui(ui, cx, open, &event)
        })
    });
    if shown.inner.inner {
        *draft = None;
        ui.ctx().request_repaint();
    }
}

/// The fields and buttons; tells whether the editor is to be closed.
fn fields_ui(ui: &mut Ui, cx: &mut Cx<'_>, draft: &mut Draft, event: &Event) -> bool {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let (enter, escape) = (pressed(Key::Enter), pressed(Key::Escape));
    ui.label(RichText::new("Edit event").font(fonts::sans_strong(14.0)));
    let date = row(ui, "Date", |ui| {
        let hint = "3 May 2024, early June, last Tuesday";
        ui.add(TextEdit::singleline(&mut draft.date.1).hint_text(hint).desired_width(FIELD))
    });
    if std::mem::take(&mut draft.fresh) {
        date.request_focus();
        widgets::select_all(ui, date.id, &draft.date.1);
        // An area is not shown before it knows its size.
        ui.ctx().request_repaint();
    }
    let when = preview_ui(ui, cx, draft, event);
    row(ui, "Title", |ui| ui.add(TextEdit::singleline(&mut draft.title.1).desired_width(FIELD)));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for kind in EventKind::ALL {
            let font = fonts::sans(12.5);
            if widgets::radio(ui, cx, draft.kind == kind, kind.name(), font).clicked() {
                draft.kind = kind;
            }
        }
    });
    let mut close = escape;
    let save = ui.horizontal(|ui| {
        let words = RichText::new("Save").color(cx.theme.on_accent);
        let button = Button::new(words).fill(cx.theme.accent).min_size(vec2(64.0, 28.0));
        let save =
            ui.add_enabled(when.is_some(), button).on_hover_text("Keep what is typed (Enter)");
        close |= small(ui, "Cancel", "Leave the event as it was (Esc)").clicked();
        ui.separator();
        if event.provenance == Provenance::Found
            && small(ui, "Confirm", &widgets::tooltip(Action::ConfirmEvent)).clicked()
        {
            cx.act(Action::ConfirmEvent);
            close = true;
        }
        let (words, hint) = match event.provenance {
            Provenance::Made => ("Remove", "Take it off the timeline for good".to_owned()),
            _ => ("Hide", widgets::tooltip(Action::HideEvent)),
        };
        if small(ui, words, &hint).clicked() {
            cx.act(Action::HideEvent);
            close = true;
        }
        close |= merge_ui(ui, cx);
        if small(ui, "Note", "Write a note on its sentence").clicked() {
            cx.send(Message::SelectEvent(event.title));
            cx.act(Action::Note);
            close = true;
        }
        save.clicked()
    });
    if let Some(when) = when.filter(|_| save.inner || enter) {
        let rulings = rulings(draft, event, when);
        if !rulings.is_empty() {
            cx.send(Message::RuleEvent(rulings));
        }
        close = true;
    }
    close
}

/// What was changed, as rulings.
fn rulings(draft: &Draft, event: &Event, when: Interval) -> Vec<Ruling> {
    let mut rulings = Vec::new();
    if draft.date.0 != draft.date.1 && when != event.when {
        rulings.push(Ruling::EventWhen(when));
    }
    if draft.title.0 != draft.title.1 {
        rulings.push(Ruling::EventTitle(draft.title.1.trim().to_owned()));
    }
    if draft.kind != event.kind {
        rulings.push(Ruling::EventIs(draft.kind));
    }
    rulings
}

/// What the typed date means, and why the event has the time it has; the time, or nothing where it cannot be read.
fn preview_ui(ui: &mut Ui, cx: &Cx<'_>, draft: &Draft, event: &Event) -> Option<Interval> {
    let theme = cx.theme;
    let mut say = |words: &str, color| {
        let words = RichText::new(words).font(fonts::sans(12.0)).color(color);
        row(ui, "", |ui| ui.add(egui::Label::new(words).wrap()));
    };
    if draft.date.0 == draft.date.1 {
        say(&event.why, theme.soft);
        for conflict in &event.conflicts {
            say(conflict, theme.error);
        }
        return Some(event.when);
    }
    if draft.date.1.trim().is_empty() {
        say("No date: it goes to the undated ones.", theme.soft);
        return Some(Interval::default());
    }
    let Some((when, timex)) = cx.app.session.read_date(&draft.date.1) else {
        say("This is no date that can be read. Write 3 May 2024, May 2024 or 2024.", theme.error);
        return None;
    };
    let why = if timex.why.is_empty() { String::new() } else { format!(": {}", timex.why) };
    say(&format!("{}{why}", date_words(&when, None)), theme.soft);
    Some(when)
}

/// A line of the form.
fn row(ui: &mut Ui, label: &str, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    let line = ui.horizontal_top(|ui| {
        let size = vec2(WIDTH - FIELD - 22.0, 22.0);
        let label = ui.allocate_ui(size, |ui| {
            ui.set_min_size(size);
            ui.label(RichText::new(label).font(fonts::sans(12.5)))
        });
        add(ui).labelled_by(label.inner.id)
    });
    line.inner
}

fn small(ui: &mut Ui, words: &str, hint: &str) -> Response {
    let button = Button::new(RichText::new(words).font(fonts::sans(12.5)));
    ui.add(button.min_size(vec2(0.0, 28.0))).on_hover_text(hint)
}

/// The events it may be the same as; tells whether one was chosen.
fn merge_ui(ui: &mut Ui, cx: &mut Cx<'_>) -> bool {
    let nearby: Vec<(String, String)> = {
        let published = cx.app.session.analysis.published.date;
        let nearby = cx.app.session.events_nearby().into_iter();
        nearby
            .map(|event| (date_words(&event.when, published), cx.app.session.event_words(event)))
            .collect()
    };
    if nearby.is_empty() {
        return false;
    }
    let button = small(ui, "Merge…", "It is told elsewhere too: count it in with that event");
    let mut chosen = false;
    egui::Popup::menu(&button).show(|ui| {
        ui.set_max_width(WIDTH);
        ui.label(RichText::new("The same as").font(fonts::sans(12.0)).color(cx.theme.soft));
        for (date, words) in nearby {
            let line = format!("{date}: {words}");
            let line =
                super::card::one_line(ui, &line, fonts::sans(12.5), cx.theme.ink, WIDTH - 24.0);
            if ui.button(line).clicked() {
                cx.send(Message::RuleEvent(vec![Ruling::SameEvent(words)]));
                chosen = true;
                ui.close();
            }
        }
    });
    chosen
}
