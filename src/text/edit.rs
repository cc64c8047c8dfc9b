//! Words of a text that give way to others.

use super::Span;

/// At `span` other words are put, `length` bytes of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    pub span: Span,
    pub length: usize,
}

impl Edit {
    /// Where the new words stand.
    pub const fn new_span(self) -> Span {
        Span::new(self.span.start(), self.span.start() + self.length)
    }

    /// Where a mark on `span` stands in the new text. One that began or ended among the old words holds all of the
    /// new ones.
    #[must_use]
    pub const fn moved(self, span: Span) -> Span {
        Span::new(self.place(span.start(), false), self.place(span.end(), true))
    }

    const fn place(self, at: usize, is_end: bool) -> usize {
        let old = self.span;
        if at <= old.start() && !(is_end && at == old.start() && old.is_empty()) {
            at
        } else if at >= old.end() {
            at + self.length - old.len()
        } else if is_end {
            self.new_span().end()
        } else {
            old.start()
        }
    }
}
