//! Where in a text an annotation belongs: the words, what stands around them, and the place.

use super::{Carried, Carry};
use crate::text::{Span, snap};

/// How much of the text before and after is kept, in bytes at most.
const CONTEXT: usize = 48;

/// A `TextQuoteSelector` and a `TextPositionSelector` in one, in the words of the Web Annotation model.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selector {
    pub exact: String,
    pub prefix: String,
    pub suffix: String,
    /// In bytes of the article's text; where the words are gone, about where they stood.
    pub position: Span,
    pub standing: Standing,
}

/// What the reader has still to look at since the text changed under a mark.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Standing {
    /// Nothing: the words are those the reader chose, at their place.
    #[default]
    Sure,
    /// The same words stand at another place.
    Moved,
    /// The place has other words now; the reader chose these.
    Edited { was: String },
    /// The words are perhaps those at this place, in bytes.
    Suggested { place: Span },
    /// The words are gone.
    Orphan,
    /// The words are gone, and the reader has seen it and keeps the mark.
    Kept,
}

/// How an annotation stands to the text it is shown on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchored {
    /// The same words at the same place.
    Exact(Span),
    /// The same words, found once, at another place.
    Moved(Span),
    /// Other words, at the place where the mark's own ones stood.
    Edited(Span),
    /// No place, but perhaps this one.
    Suggested(Span),
    /// The words are not there, or not only once.
    Orphan,
}

/// For all marks of a file whose words are not in their places together, in bytes: about two seconds.
pub const PATIENCE: usize = 4 << 30;

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
            standing: Standing::Sure,
        }
    }

    /// Finds its words in `text`. Never shows other words than its own.
    pub fn anchor(&self, text: &str) -> Anchored {
        match &self.standing {
            Standing::Suggested { place } if place.fits(text) => {
                return Anchored::Suggested(*place);
            }
            Standing::Suggested { .. } | Standing::Orphan | Standing::Kept => {
                return Anchored::Orphan;
            }
            Standing::Sure | Standing::Moved | Standing::Edited { .. } => {}
        }
        if !self.exact.is_empty() && self.position.of(text) == self.exact {
            return match self.standing {
                Standing::Moved => Anchored::Moved(self.position),
                Standing::Edited { .. } => Anchored::Edited(self.position),
                _ => Anchored::Exact(self.position),
            };
        }
        let mut found = text.match_indices(&self.exact).take(2);
        match (found.next(), found.next()) {
            (Some((start, exact)), None) if !exact.is_empty() && self.is_among(text, start) => {
                let place = Span::new(start, start + exact.len());
                let edited = matches!(self.standing, Standing::Edited { .. });
                if edited { Anchored::Edited(place) } else { Anchored::Moved(place) }
            }
            _ => Anchored::Orphan,
        }
    }

    /// The same for many marks of one file, which together look no longer than `patience` allows for words that are
    /// not in their places; see [`PATIENCE`]. Beyond that a mark has no place.
    pub fn anchor_within(&mut self, text: &str, patience: &mut usize) -> Anchored {
        if self.has_place() && self.position.of(text) != self.exact {
            match patience.checked_sub(text.len()) {
                Some(left) => *patience = left,
                None => self.standing = Standing::Orphan,
            }
        }
        self.anchor(text)
    }

    /// Whether something of what stood around the words stands around those at `start` too: few words are found
    /// once by chance.
    fn is_among(&self, text: &str, start: usize) -> bool {
        const LONG: usize = 4;
        let last = |side: &str| side.split_whitespace().next_back().map(str::to_owned);
        let first = |side: &str| side.split_whitespace().next().map(str::to_owned);
        let (before, after) = text.split_at_checked(start).unwrap_or_default();
        let after = after.get(self.exact.len()..).unwrap_or_default();
        self.exact.split_whitespace().count() >= LONG
            || (last(&self.prefix).is_some() && last(&self.prefix) == last(before))
            || (first(&self.suffix).is_some() && first(&self.suffix) == first(after))
    }

    /// The same mark on a changed text.
    #[must_use]
    pub fn carried(&self, carry: &Carry<'_>) -> Self {
        let (old, new) = (carry.old_text(), carry.new_text());
        if self.exact.is_empty() || self.anchor(old).span().is_none() {
            // What had no place gets none from a change elsewhere.
            let standing = match self.standing {
                Standing::Kept => Standing::Kept,
                _ => Standing::Orphan,
            };
            return self.without_place(new, standing);
        }
        let place = self.anchor(old).span().unwrap_or(self.position);
        let at = |span, standing| Self { standing, ..Self::new(new, span) };
        match carry.mark(place) {
            Carried::Exact(span) => at(span, self.standing.clone()),
            Carried::Moved(span) => match &self.standing {
                Standing::Sure => at(span, Standing::Moved),
                standing => at(span, standing.clone()),
            },
            Carried::Edited(span) => match &self.standing {
                // What counts is what the reader chose, whatever it was in between.
                Standing::Edited { was } if was == span.of(new) => at(span, Standing::Sure),
                Standing::Edited { .. } => at(span, self.standing.clone()),
                _ => at(span, Standing::Edited { was: self.exact.clone() }),
            },
            Carried::Suggested { span, .. } => {
                self.without_place(new, Standing::Suggested { place: span })
            }
            Carried::Orphan => self.without_place(new, Standing::Orphan),
        }
    }

    /// The same mark with its own words and old surroundings, but with no place in `text`.
    fn without_place(&self, text: &str, standing: Standing) -> Self {
        let exact = match &self.standing {
            Standing::Edited { was } => was.clone(),
            _ => self.exact.clone(),
        };
        let bound = |at| snap(text, at);
        let position = Span::new(bound(self.position.start()), bound(self.position.end()));
        Self { exact, position, standing, ..self.clone() }
    }

    /// The reader has looked at it and says it is right.
    #[must_use]
    pub fn accepted(&self, text: &str) -> Self {
        match self.standing {
            Standing::Suggested { place } if !place.of(text).is_empty() => Self::new(text, place),
            Standing::Orphan | Standing::Kept | Standing::Suggested { .. } => {
                Self { standing: Standing::Kept, ..self.clone() }
            }
            Standing::Sure | Standing::Moved | Standing::Edited { .. } => {
                match self.anchor(text).span() {
                    Some(span) => Self::new(text, span),
                    None => Self { standing: Standing::Kept, ..self.clone() },
                }
            }
        }
    }

    /// The reader has looked at it and says the place is wrong; the mark is kept without one.
    #[must_use]
    pub fn detached(&self, text: &str) -> Self {
        self.without_place(text, Standing::Kept)
    }

    /// Whether it is meant to stand on words of the text.
    pub const fn has_place(&self) -> bool {
        matches!(self.standing, Standing::Sure | Standing::Moved | Standing::Edited { .. })
    }

    /// Whether the reader should look at it.
    pub const fn wants_review(&self) -> bool {
        !matches!(self.standing, Standing::Sure | Standing::Kept)
    }
}

impl Anchored {
    pub const fn span(self) -> Option<Span> {
        match self {
            Self::Exact(span) | Self::Moved(span) | Self::Edited(span) => Some(span),
            Self::Suggested(_) | Self::Orphan => None,
        }
    }

    /// The place, or the one suggested.
    pub const fn place(self) -> Option<Span> {
        match self {
            Self::Suggested(span) => Some(span),
            _ => self.span(),
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
        assert_eq!(tactic.anchor("No tactic at all"), Anchored::Orphan);
        let calm = Selector::new(text, Span::new(4, 8));
        assert_eq!(calm.anchor("No calm, no calm."), Anchored::Orphan);
    }
}
