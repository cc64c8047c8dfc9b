//! Settles the day of publication.

use jiff::civil::Date;

use super::{
    context::Place,
    meaning::Meaning,
    scan::Expression,
    tense::Tense,
    value::{add_days, date as day_of, weekday},
};
use crate::{
    analysis::{Given, How, Published},
    article::{Article, BlockKind},
};

/// What was given, else the file's metadata, else a date line or byline, else what the text tells.
pub(in crate::analysis) fn published(
    article: &Article,
    given: &Given,
    found: &[Expression],
) -> Published {
    let known = |date, how, why: &str| Published { date: Some(date), how, why: why.to_owned() };
    if let Some(date) = given.published {
        return known(date, How::Given, "set by the reader");
    }
    if let Some(date) = article.meta().published {
        return known(date, How::Metadata, "the file says so");
    }
    if let Some((date, how)) = written(article, found) {
        let why = match how {
            How::Byline => "the byline says so",
            _ => "a date line says so",
        };
        return known(date, how, why);
    }
    inferred(found).unwrap_or_default()
}

/// A whole date, if the expression writes one.
fn whole(expression: &Expression) -> Option<Date> {
    let fields = &expression.fields;
    if expression.meaning != Meaning::Date {
        return None;
    }
    day_of(fields.year?, fields.month?, fields.day?)
}

/// The date of a dateline or byline, or one that stands alone near the top.
fn written(article: &Article, found: &[Expression]) -> Option<(Date, How)> {
    /// How many blocks from the top a date alone is the article's own.
    const TOP: usize = 5;
    let below = article.blocks().get(TOP).map_or(usize::MAX, |block| block.span.start());
    let latest = found.iter().filter_map(whole).max();
    found.iter().find_map(|expression| {
        let how = match expression.context.block {
            BlockKind::Byline => How::Byline,
            BlockKind::Dateline => How::Dateline,
            _ if expression.context.place == Place::Alone && expression.span.start() < below => {
                How::Dateline
            }
            _ if expression.context.place == Place::Dateline && expression.span.start() < below => {
                How::Dateline
            }
            _ => return None,
        };
        let date = whole(expression).or_else(|| {
            // "BAGHDAD, Feb. 25 (Agency)": the year is that of the latest whole date.
            let fields = &expression.fields;
            let year = fields.year.or_else(|| Some(latest?.year()))?;
            day_of(year, fields.month?, fields.day?)
        })?;
        Some((date, how))
    })
}

/// The day the text itself points to: the latest whole date that is not a plan, and from it on the next day
/// that is named as a weekday of the news.
fn inferred(found: &[Expression]) -> Option<Published> {
    let past = |e: &&Expression| e.context.tense != Tense::Future && !e.context.quoted;
    let (latest, words) = found
        .iter()
        .filter(past)
        .filter_map(|e| Some((whole(e)?, e)))
        .max_by_key(|(date, _)| *date)?;
    let named = found.iter().find(|e| {
        e.meaning == Meaning::Date && e.fields.weekday.is_some() && e.fields.month.is_none()
    });
    let near = found
        .iter()
        .any(|e| matches!(e.meaning, Meaning::Relative | Meaning::Which | Meaning::Ago));
    let _ = words;
    let Some(weekday_said) = named.and_then(|e| e.fields.weekday) else {
        return near.then(|| Published {
            date: Some(latest),
            how: How::Inferred,
            why: format!("the latest date in the text is {latest}"),
        });
    };
    let days = (i32::from(weekday_said) - i32::from(weekday(latest))).rem_euclid(7);
    let date = add_days(latest, days)?;
    Some(Published {
        date: Some(date),
        how: How::Inferred,
        why: format!(
            "the latest date in the text is {latest}, and the first {} from then on is {date}",
            date.strftime("%A")
        ),
    })
}
