//! Corrections of events.

#![expect(
    clippy::indexing_slicing,
    reason = "indices are those of the lists that were gone through to find them"
)]

use std::mem::take;

use crate::{
    analysis::{Analysis, EntityId, Event, EventKind, Interval, Provenance},
    article::Article,
    text::{Span, one_line},
};

/// The events while they are being corrected; `None` where the reader took one away.
pub(super) struct Events<'a> {
    article: &'a Article,
    analysis: &'a mut Analysis,
    told: Vec<Option<Event>>,
}

impl<'a> Events<'a> {
    pub(super) fn of(analysis: &'a mut Analysis, article: &'a Article) -> Self {
        let events = take(&mut analysis.events).into_iter().map(Some).collect();
        Self { article, analysis, told: events }
    }

    /// The event that the words at `span` tell: the one they are the title of, else the one whose title shares most
    /// with them, else one of their sentence.
    fn at(&self, span: Span) -> Option<usize> {
        let shared = |event: &Event| {
            let with = |other: Span| span.intersection(other).map_or(0, Span::len);
            (event.title == span, with(event.title), with(event.sentence))
        };
        let events = self.told.iter().enumerate();
        let best = events
            .filter_map(|(index, event)| Some((shared(event.as_ref()?), index)))
            .max_by_key(|(shared, index)| (*shared, std::cmp::Reverse(*index)))?;
        (best.0.2 > 0).then_some(best.1)
    }

    fn at_mut(&mut self, span: Span) -> Option<&mut Event> {
        let at = self.at(span)?;
        self.told[at].as_mut()
    }

    pub(super) fn add(&mut self, span: Span, kind: EventKind, when: Option<Interval>) {
        let mut entities: Vec<EntityId> = Vec::new();
        let mentions = &self.analysis.mentions;
        let from = mentions.partition_point(|mention| mention.span.start() < span.start());
        for mention in mentions[from..].iter().take_while(|m| m.span.end() <= span.end()) {
            if !entities.contains(&mention.entity) {
                entities.push(mention.entity);
            }
        }
        self.told.push(Some(Event {
            sentence: span,
            title: span,
            short: None,
            label: None,
            weight: 1.0,
            also: Vec::new(),
            when: when.map_or_else(|| self.nearest_time(span), in_order),
            kind,
            entities,
            conflicts: Vec::new(),
            why: "marked by you".to_owned(),
            provenance: Provenance::Made,
        }));
    }

    /// The time said within `span`, else in its sentence.
    fn nearest_time(&self, span: Span) -> Interval {
        let timexes = &self.analysis.timexes;
        let sentence = self.analysis.sentence_at(span.start()).unwrap_or(span);
        [span, sentence]
            .into_iter()
            .find_map(|around| {
                let from = timexes.partition_point(|timex| timex.span.start() < around.start());
                let mut inside =
                    timexes[from..].iter().take_while(|timex| timex.span.end() <= around.end());
                inside.find_map(|timex| timex.interval)
            })
            .unwrap_or_default()
    }

    pub(super) fn date(&mut self, span: Span, when: Interval) {
        if let Some(event) = self.at_mut(span) {
            event.when = in_order(when);
            event.conflicts.clear();
            "dated by you".clone_into(&mut event.why);
            stand_for(event);
        }
    }

    pub(super) fn retype(&mut self, span: Span, kind: EventKind) {
        if let Some(event) = self.at_mut(span) {
            event.kind = kind;
            stand_for(event);
        }
    }

    pub(super) fn rename(&mut self, span: Span, title: &str) {
        if let Some(event) = self.at_mut(span) {
            event.label = Some(title.to_owned());
            stand_for(event);
        }
    }

    /// Counts the event at `span` in with the one whose title has these words.
    pub(super) fn merge(&mut self, span: Span, words: &str) {
        let Some(from) = self.at(span) else { return };
        let called = |event: &Event| {
            one_line(event.words(self.article.text())) == words
                || one_line(self.article.slice(event.title)) == words
        };
        let into = self
            .told
            .iter()
            .enumerate()
            .position(|(index, event)| index != from && event.as_ref().is_some_and(called));
        let Some(into) = into else { return };
        let Some(event) = self.told[from].take() else { return };
        let Some(into) = &mut self.told[into] else { return };
        into.also.push(event.sentence);
        into.also.extend(event.also);
        for entity in event.entities {
            if !into.entities.contains(&entity) {
                into.entities.push(entity);
            }
        }
        stand_for(into);
    }

    pub(super) fn confirm(&mut self, span: Span) {
        if let Some(event) = self.at_mut(span) {
            stand_for(event);
        }
    }

    pub(super) fn hide(&mut self, span: Span) {
        if let Some(at) = self.at(span) {
            self.told[at] = None;
        }
    }

    /// Puts all back in text order.
    pub(super) fn finish(self) {
        let mut events: Vec<Event> = self.told.into_iter().flatten().collect();
        events.sort_by_key(|event| event.sentence.start());
        self.analysis.events = events;
    }
}

/// A file edited by hand may have the ends the wrong way round.
fn in_order(when: Interval) -> Interval {
    match (when.start, when.end) {
        (Some(start), Some(end)) if end < start => {
            Interval { start: Some(end), end: Some(start), ..when }
        }
        _ => when,
    }
}

/// The reader has seen to it.
fn stand_for(event: &mut Event) {
    if event.provenance == Provenance::Found {
        event.provenance = Provenance::Confirmed;
    }
}
