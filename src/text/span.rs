//! One stretch of the article's text.

use std::ops::Range;

/// A half-open range of byte offsets into one text, on character boundaries.
///
/// The one coordinate system inside Dateline: tokens, mentions, times, sentences, annotations and search
/// hits all compare as spans. Offsets are `u32`: a text is at most 4 GB, and import allows far less.
/// Spans sort by start, then by end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    // `start <= end` holds by construction; that is why the fields are private.
    start: u32,
    end: u32,
}

impl Span {
    /// The span from `start` to `end`, in bytes; ends given the wrong way round are swapped.
    pub const fn new(start: usize, end: usize) -> Self {
        if start <= end {
            Self { start: start as u32, end: end as u32 }
        } else {
            Self { start: end as u32, end: start as u32 }
        }
    }

    /// The empty span at `offset`.
    pub const fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    pub const fn start(self) -> usize {
        self.start as usize
    }

    pub const fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether the character at `offset` lies inside.
    pub const fn contains(self, offset: usize) -> bool {
        self.start() <= offset && offset < self.end()
    }

    pub const fn encloses(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// What the two share, if anything.
    pub fn intersection(self, other: Self) -> Option<Self> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end).then_some(Self { start, end })
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same stretch, `by` bytes further on.
    #[must_use]
    pub const fn shift(self, by: usize) -> Self {
        Self::new(self.start() + by, self.end() + by)
    }

    /// The text it stands for; empty where the span does not fit `text`, so that no stale span can panic.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Without white space at both ends.
    #[must_use]
    pub fn trim(self, text: &str) -> Self {
        let slice = self.of(text);
        let start = self.start() + (slice.len() - slice.trim_start().len());
        Self::new(start, start + slice.trim().len())
    }

    /// Whether it lies within `text` and on its character boundaries.
    pub fn fits(self, text: &str) -> bool {
        text.get(self.range()).is_some()
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlap_is_of_bytes_not_of_ends() {
        let (a, b) = (Span::new(0, 4), Span::new(4, 8));
        assert!(!a.overlaps(b) && a.intersection(b).is_none());
        assert_eq!(a.cover(b), Span::new(0, 8));
        assert_eq!(Span::new(1, 6).intersection(b), Some(Span::new(4, 6)));
    }

    #[test]
    fn trims_and_never_panics_on_a_stale_span() {
        assert_eq!(Span::new(0, 7).trim("  né  "), Span::new(2, 5));
        assert_eq!(Span::new(0, 7).of("é"), "");
    }
}
