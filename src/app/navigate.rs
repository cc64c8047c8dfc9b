//! Going places: mentions, events, annotations, hits.

use super::{App, Reveal, Selection, Tab, Unit, step};
use crate::{analysis::EntityId, notebook::Id, text::Span};

impl App {
    pub(super) fn select(&mut self, selection: Selection) {
        self.selection = selection.snapped(self.article.text());
    }

    pub(super) const fn reveal(&mut self, span: Span) {
        self.reveal = Reveal { span, number: self.reveal.number + 1 };
    }

    /// Goes to the entity's mention at or after the top of the view, else to its first.
    pub(super) fn select_entity(&mut self, id: EntityId) {
        if self.focused_entity() == Some(id) {
            self.next_mention(false);
            return;
        }
        let spans: Vec<Span> = self.analysis.mentions_of(id).map(|m| m.span).collect();
        let near = spans.iter().find(|span| span.start() >= self.top).or(spans.first());
        if let Some(span) = near {
            self.focus.mention = Some(*span);
            self.focus.other = None;
            self.reveal(*span);
        }
    }

    pub(super) fn next_mention(&mut self, back: bool) {
        let Some((id, here)) = self.focused_entity().zip(self.focus.mention) else { return };
        let spans: Vec<Span> = self.analysis.mentions_of(id).map(|m| m.span).collect();
        if let Some(span) = neighbour(&spans, here, back) {
            self.focus.mention = Some(span);
            self.reveal(span);
        }
    }

    pub(super) fn select_event(&mut self, title: Span) {
        let Some(event) = self.analysis.events.iter().find(|event| event.title == title) else {
            return;
        };
        let sentence = event.sentence;
        self.focus.event = Some(title);
        self.select(Selection::of(sentence));
        self.reveal(sentence);
    }

    /// In the order of time.
    pub(super) fn next_event(&mut self, back: bool) {
        let order = &self.timeline.order;
        let here = self.focused_event().and_then(|index| order.iter().position(|i| *i == index));
        let next = match (here, back) {
            (None, false) => 0,
            (None, true) => order.len() - 1,
            (Some(at), false) => (at + 1) % order.len(),
            (Some(at), true) => (at + order.len() - 1) % order.len(),
        };
        if let Some(event) = order.get(next).and_then(|index| self.analysis.events.get(*index)) {
            let title = event.title;
            self.select_event(title);
        }
    }

    pub(super) fn select_annotation(&mut self, id: Id) {
        self.focus.annotation = Some(id);
        if let Some(span) = self.anchor(id).and_then(crate::notebook::Anchored::span) {
            self.reveal(span);
        }
    }

    pub(super) fn next_annotation(&mut self, back: bool) {
        let ids: Vec<Id> = self.notebook.annotations().iter().map(|a| a.id).collect();
        if ids.is_empty() {
            return;
        }
        let here = self.focus.annotation.and_then(|id| ids.iter().position(|other| *other == id));
        let next = match (here, back) {
            (None, false) => 0,
            (None, true) => ids.len() - 1,
            (Some(at), false) => (at + 1) % ids.len(),
            (Some(at), true) => (at + ids.len() - 1) % ids.len(),
        };
        self.show_tab(Tab::Notes);
        self.select_annotation(ids[next]);
    }

    pub(super) fn next_hit(&mut self, back: bool) {
        let count = self.find.hits.len();
        if count > 0 {
            self.find.current = (self.find.current + if back { count - 1 } else { 1 }) % count;
            self.go_to_hit();
        }
    }

    pub(super) fn go_to_hit(&mut self) {
        if let Some(hit) = self.find.hits.get(self.find.current).copied() {
            self.select(Selection::of(hit));
            self.reveal(hit);
        }
    }

    /// The sentence at the caret; where a sentence is selected, the next one too.
    pub(super) fn select_sentence(&mut self) {
        let here = self.selection.span();
        let from =
            if here.is_empty() { here.start().max(self.visible_start()) } else { here.end() };
        let mut end = step(&self.article, from, Unit::Sentence, false);
        let mut start = if here.is_empty() {
            step(&self.article, end, Unit::Sentence, true).min(from)
        } else {
            here.start()
        };
        if here.is_empty() && end == from {
            start = step(&self.article, from, Unit::Sentence, true);
            end = from;
        }
        let span = Span::new(start, end).trim(self.article.text());
        self.select(Selection::of(span));
        self.reveal(self.selection.span());
    }

    pub(super) fn toggle_caret(&mut self) {
        self.caret = !self.caret;
        if self.caret && self.selection.is_empty() {
            let at = self.selection.head.max(self.visible_start());
            self.select(Selection::at(at));
        }
    }

    /// The first byte of the first block on the screen.
    fn visible_start(&self) -> usize {
        self.article.block_at(self.top).map_or(0, |index| self.article.blocks()[index].span.start())
    }
}

/// The span after `here`, or before it, wrapping round.
fn neighbour(spans: &[Span], here: Span, back: bool) -> Option<Span> {
    let before = spans.partition_point(|span| span.start() < here.start());
    let after = spans.partition_point(|span| span.start() <= here.start());
    if back {
        before.checked_sub(1).map_or(spans.last(), |i| spans.get(i)).copied()
    } else {
        spans.get(after).or(spans.first()).copied()
    }
}
