//! What the reader does to events: every act is a verdict on the words of the event's title.

use jiff::Timestamp;

use super::{App, Effect, Place, Session};
use crate::{
    analysis::{Event, Interval, Provenance, Timex, read_date},
    notebook::{Command, Ruling},
    text::{Span, one_line},
};

impl Session {
    /// The selected event.
    pub fn event_here(&self) -> Option<&Event> {
        self.analysis.events.get(self.focused_event()?)
    }

    /// What an event is called: the reader's own words for it, else its title.
    pub fn event_words(&self, event: &Event) -> String {
        one_line(event.words(self.article.text()))
    }

    /// What the reader means by a date typed for an event: the time, and the expression it was read from. A relative
    /// one ("last Tuesday") is seen from the day of publication.
    pub fn read_date(&self, typed: &str) -> Option<(Interval, Timex)> {
        let timex = read_date(typed.trim(), self.analysis.published.date)?;
        Some((timex.interval?, timex))
    }

    /// How many events are hidden.
    pub fn n_hidden_events(&self) -> usize {
        self.notebook.verdicts().iter().filter(|v| v.ruling == Ruling::EventHidden).count()
    }

    /// The events next to the selected one in time, nearest first: those it may be the same as.
    pub fn events_nearby(&self) -> Vec<&Event> {
        const MOST: usize = 8;
        let order = &self.timeline.order;
        let Some(here) = self.focused_event().and_then(|e| order.iter().position(|i| *i == e))
        else {
            return Vec::new();
        };
        let near = (1..=MOST).flat_map(|step| [here.checked_sub(step), here.checked_add(step)]);
        let near = near.flatten().filter_map(|at| self.analysis.events.get(*order.get(at)?));
        near.take(MOST).collect()
    }
}

impl App {
    /// Opens the editor of the selected event.
    pub(super) fn edit_event(&mut self, effects: &mut Vec<Effect>) {
        if self.session.event_here().is_some() {
            self.settings.panels.timeline.visible = true;
            effects.push(Effect::Focus(Place::Event));
        }
    }

    /// Rules on the selected event, in one step.
    pub(super) fn rule_event(&mut self, rulings: Vec<Ruling>, now: Timestamp) {
        let Some(title) = self.session.event_here().map(|event| event.title) else { return };
        self.rule_all(title, rulings, now);
        if self.session.focused_event().is_none() {
            // It was counted in with another.
            self.session.focus.event = None;
        }
    }

    /// Takes an event off the timeline: the reader's own goes, the machine's is hidden.
    pub(super) fn remove_event(&mut self, title: Span, now: Timestamp) {
        let Some(event) = self.session.analysis.events.iter().find(|event| event.title == title)
        else {
            return;
        };
        if event.provenance == Provenance::Made {
            let text = self.session.article.text();
            let verdicts = self.session.notebook.verdicts().iter();
            let on_it = verdicts.filter(|verdict| verdict.on.anchor(text).span() == Some(title));
            let events = on_it.filter(|verdict| verdict.ruling.is_of_event());
            let removals = events.map(|verdict| Command::RemoveVerdict(verdict.id)).collect();
            self.command("Remove event", Command::Batch(removals));
        } else {
            self.rule(title, Ruling::EventHidden, now);
        }
        if self.session.focused_event().is_none() {
            self.session.focus.event = None;
        }
    }

    /// Brings all hidden events back.
    pub(super) fn show_hidden_events(&mut self) {
        let hidden =
            self.session.notebook.verdicts().iter().filter(|v| v.ruling == Ruling::EventHidden);
        let shown: Vec<_> = hidden.map(|verdict| Command::RemoveVerdict(verdict.id)).collect();
        if !shown.is_empty() {
            self.command("Show hidden events", Command::Batch(shown));
        }
    }
}
