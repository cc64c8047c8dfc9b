//! Where in a text an annotation belongs: the words, what stands around them, and the place.

use crate::text::{Span, snap};

/// How much of the text before and after is kept, in bytes at most.
const CONTEXT: usize = 48;

/// A `TextQuoteSelector` and a `TextPositionSelector` in one, in the words of the Web Annotation model.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selector {
    pub exact: String,
    pub prefix: String,
    pub suffix: String,
    /// In bytes of the article's text.
    pub position: Span,
}

/// How an annotation stands to the text it is shown on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchored {
    /// The same words at the same place.
    Exact(Span),
    /// The same words, found once, at another place.
    Moved(Span),
    /// The words are not there, or not only once.
    Orphan,
}

impl Selector {
    /// Selects `span` of `text`.
    pub fn new(text: &str, span: Span) -> Self {
        let start = snap(text, span.start().saturating_sub(CONTEXT));
        let end = snap(text, (span.end() + CONTEXT).min(text.len()));
        Self {
            exact: span.of(text).to_owned(),
            prefix: Span::new(start, span.start()).of(text).to_owned(),
            suffix: Span::new(span.end(), end.max(span.end())).of(text).to_owned(),
            position: span,
        }
    }

    /// Finds its words in `text`. Never shows other words than its own.
    pub fn anchor(&self, text: &str) -> Anchored {
        if !self.exact.is_empty() && self.position.of(text) == self.exact {
            return Anchored::Exact(self.position);
        }
        let mut found = text.match_indices(&self.exact).take(2);
        match (found.next(), found.next()) {
            (Some((start, exact)), None) if !exact.is_empty() => {
                Anchored::Moved(Span::new(start, start + exact.len()))
            }
            _ => Anchored::Orphan,
        }
    }
}

impl Anchored {
    pub const fn span(self) -> Option<Span> {
        match self {
            Self::Exact(span) | Self::Moved(span) => Some(span),
            Self::Orphan => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_its_own_words_or_none() {
        let text = "The calm is a tactic. The calm ends.";
        let tactic = Selector::new(text, Span::new(14, 20));
        assert_eq!(tactic.exact, "tactic");
        assert_eq!(tactic.anchor(text), Anchored::Exact(Span::new(14, 20)));
        assert_eq!(tactic.anchor("A tactic."), Anchored::Moved(Span::new(2, 8)));
        let calm = Selector::new(text, Span::new(4, 8));
        assert_eq!(calm.anchor("No calm, no calm."), Anchored::Orphan);
    }
}
