//! Making a mark longer or shorter at its ends.

use jiff::Timestamp;

use super::App;
use crate::{
    notebook::{Anchored, Id, Selector},
    text::{Span, next_word, previous_word},
};

/// Which end of a mark goes where, by a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edge {
    StartBack,
    StartOn,
    EndBack,
    EndOn,
}

impl App {
    /// Puts an end of the mark here a word on or back.
    pub(super) fn stretch(&mut self, edge: Edge, now: Timestamp) {
        let Some(id) = self.session.annotation_here().map(|mark| mark.id) else { return };
        let Some(old) = self.session.anchor(id).and_then(Anchored::span) else { return };
        let text = self.session.article.text();
        let (start, end) = match edge {
            Edge::StartBack => (previous_word(text, old.start()), old.end()),
            Edge::StartOn => (next_word(text, old.start()), old.end()),
            Edge::EndBack => (old.start(), previous_word(text, old.end())),
            Edge::EndOn => (old.start(), next_word(text, old.end())),
        };
        if start < end {
            self.set_span(id, Span::new(start, end), now);
        }
    }

    /// The mark covers these words from now on; the reader chose them, so they are sure.
    pub(super) fn set_span(&mut self, id: Id, span: Span, now: Timestamp) {
        let text = self.session.article.text();
        let span = span.trim(text);
        if span.is_empty() || !span.fits(text) {
            return;
        }
        let target = Selector::new(text, span);
        self.session.focus.annotation = Some(id);
        self.change_annotation(id, None, now, |mark| mark.target = target);
        self.reveal(span);
    }
}
