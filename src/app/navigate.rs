//! Going places: mentions, events, annotations, hits.

use super::{App, Reveal, Selection, Session, Tab, Unit, step};
use crate::{analysis::EntityId, notebook::Id, text::Span};

impl Session {
    /// The first byte of the first block on the screen.
    fn visible_start(&self) -> usize {
        let block = self.article.block_at(self.top).and_then(|i| self.article.blocks().get(i));
        block.map_or(0, |block| block.span.start())
    }
}

impl App {
    pub(super) fn select(&mut self, selection: Selection) {
        self.session.selection = selection.snapped(self.session.article.text());
    }

    pub(super) const fn reveal(&mut self, span: Span) {
        self.reveal = Reveal { span, number: self.reveal.number + 1 };
    }

    /// Goes to the entity's mention at or after the top of the view, else to its first.
    pub(super) fn select_entity(&mut self, id: EntityId) {
        if self.session.focused_entity() == Some(id) {
            self.next_mention(false);
            return;
        }
        let spans: Vec<Span> = self.session.analysis.mentions_of(id).map(|m| m.span).collect();
        let near = spans.iter().find(|span| span.start() >= self.session.top).or(spans.first());
        if let Some(span) = near {
            self.session.focus.mention = Some(*span);
            self.session.focus.other = None;
            self.reveal(*span);
        }
    }

    pub(super) fn next_mention(&mut self, back: bool) {
        let Some((id, here)) = self.session.focused_entity().zip(self.session.focus.mention) else {
            return;
        };
        let spans: Vec<Span> = self.session.analysis.mentions_of(id).map(|m| m.span).collect();
        if let Some(span) = neighbour(&spans, here, back) {
            self.session.focus.mention = Some(span);
            self.reveal(span);
        }
    }

    pub(super) fn select_event(&mut self, title: Span) {
        let Some(event) = self.session.analysis.events.iter().find(|event| event.title == title)
        else {
            return;
        };
        let sentence = event.sentence;
        self.session.focus.event = Some(title);
        self.select(Selection::of(sentence));
        self.reveal(sentence);
    }

    /// In the order of time.
    pub(super) fn next_event(&mut self, back: bool) {
        let order = &self.session.timeline.order;
        let here =
            self.session.focused_event().and_then(|index| order.iter().position(|i| *i == index));
        let next = match (here, back) {
            (None, false) => 0,
            (None, true) => order.len() - 1,
            (Some(at), false) => (at + 1) % order.len(),
            (Some(at), true) => (at + order.len() - 1) % order.len(),
        };
        if let Some(event) =
            order.get(next).and_then(|index| self.session.analysis.events.get(*index))
        {
            let title = event.title;
            self.select_event(title);
        }
    }

    pub(super) fn select_annotation(&mut self, id: Id) {
        self.session.focus.annotation = Some(id);
        if let Some(span) = self.session.anchor(id).and_then(crate::notebook::Anchored::span) {
            self.reveal(span);
        }
    }

    pub(super) fn next_annotation(&mut self, back: bool) {
        let ids: Vec<Id> = self.session.notebook.annotations().iter().map(|a| a.id).collect();
        if ids.is_empty() {
            return;
        }
        let here =
            self.session.focus.annotation.and_then(|id| ids.iter().position(|other| *other == id));
        let next = match (here, back) {
            (None, false) => 0,
            (None, true) => ids.len() - 1,
            (Some(at), false) => (at + 1) % ids.len(),
            (Some(at), true) => (at + ids.len() - 1) % ids.len(),
        };
        self.show_tab(Tab::Notes);
        if let Some(id) = ids.get(next) {
            self.select_annotation(*id);
        }
    }

    pub(super) fn next_hit(&mut self, back: bool) {
        let count = self.session.find.hits.len();
        if count > 0 {
            self.session.find.current =
                (self.session.find.current + if back { count - 1 } else { 1 }) % count;
            self.go_to_hit();
        }
    }

    pub(super) fn go_to_hit(&mut self) {
        if let Some(hit) = self.session.find.hits.get(self.session.find.current).copied() {
            self.select(Selection::of(hit));
            self.reveal(hit);
        }
    }

    /// The sentence at the caret; where a sentence is selected, the next one too.
    pub(super) fn select_sentence(&mut self) {
        let here = self.session.selection.span();
        let from = if here.is_empty() {
            here.start().max(self.session.visible_start())
        } else {
            here.end()
        };
        let mut end = step(&self.session.article, from, Unit::Sentence, false);
        let mut start = if here.is_empty() {
            step(&self.session.article, end, Unit::Sentence, true).min(from)
        } else {
            here.start()
        };
        if here.is_empty() && end == from {
            start = step(&self.session.article, from, Unit::Sentence, true);
            end = from;
        }
        let span = Span::new(start, end).trim(self.session.article.text());
        self.select(Selection::of(span));
        self.reveal(self.session.selection.span());
    }

    pub(super) fn toggle_caret(&mut self) {
        self.session.caret = !self.session.caret;
        if self.session.caret && self.session.selection.is_empty() {
            let at = self.session.selection.head.max(self.session.visible_start());
            self.select(Selection::at(at));
        }
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
