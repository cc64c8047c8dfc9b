//! Makes events of sentences that have a time.

use super::Event;
use crate::{
    analysis::{Mention, Published, Timex},
    article::Article,
    text::Span,
};

/// The events of all sentences read so far, in text order.
pub(in crate::analysis) fn find(
    _article: &Article,
    _published: &Published,
    _sentences: &[Span],
    _timexes: &[Timex],
    _mentions: &[Mention],
) -> Vec<Event> {
    Vec::new()
}
