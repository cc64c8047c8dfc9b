//! Settles the day of publication.

use jiff::civil::Date;

use super::{
    context::{Place, Preposition},
    meaning::Meaning,
    scan::Expression,
    tense::Tense,
    value::{add_days, date as day_of, in_words, weekday},
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

/// The day the text itself points to: the latest date that is of its own time, and from it on the first day that is
/// named as a weekday of the news.
///
/// Many a text writes out only dates of long ago, and its own day never. So a date counts where the text names no
/// later year, and where it stands under a picture, agrees with its weekday, or has another near it.
fn inferred(found: &[Expression]) -> Option<Published> {
    let last_year = last_year(found)?;
    let (latest, own) = found
        .iter()
        .filter(|e| is_told(e))
        .filter_map(|e| Some((dated(e, last_year)?, e)))
        .max_by_key(|(date, _)| *date)
        .filter(|(date, _)| date.year() >= last_year)?;
    let near = |other: &Expression| {
        let date = day_of(other.fields.year?, other.fields.month?, other.fields.day.unwrap_or(1))?;
        let days = date.until(latest).ok()?.get_days();
        Some((1..=NEAR).contains(&days))
    };
    let vouched = own.context.block == BlockKind::Caption
        || own.fields.weekday.is_some_and(|said| said == weekday(latest))
        || found.iter().any(|other| near(other) == Some(true));
    if !vouched {
        return None;
    }
    let named = found.iter().find_map(|e| {
        let alone = e.meaning == Meaning::Date && e.fields.month.is_none();
        e.fields.weekday.filter(|_| alone && e.context.tense != Tense::Future)
    });
    let Some(said) = named else {
        // Where nothing counts from it, there is no need to guess.
        let leans =
            |e: &Expression| matches!(e.meaning, Meaning::Relative | Meaning::Which | Meaning::Ago);
        return found.iter().any(leans).then(|| Published {
            date: Some(latest),
            how: How::Inferred,
            why: format!("the latest date in the text is {}", in_words(latest)),
        });
    };
    let days = (i32::from(said) - i32::from(weekday(latest))).rem_euclid(7);
    let date = add_days(latest, days)?;
    Some(Published {
        date: Some(date),
        how: How::Inferred,
        why: format!(
            "the latest date in the text is {}, and the first {} from then on is {}",
            in_words(latest),
            date.strftime("%A"),
            in_words(date)
        ),
    })
}

/// Whether it is told of what has been, by the writer and not by somebody quoted.
fn is_told(expression: &Expression) -> bool {
    let context = &expression.context;
    let bound = matches!(
        context.preposition,
        Preposition::Until | Preposition::By | Preposition::Before | Preposition::After
    );
    context.tense != Tense::Future && !context.quoted && !bound
}

fn last_year(found: &[Expression]) -> Option<i16> {
    found.iter().filter(|e| is_told(e)).filter_map(|e| e.fields.year).max()
}

/// The days before the latest date in which another speaks for it.
const NEAR: i32 = 400;

/// A whole date, or one without a year whose weekday fits the last year of the text or the next.
fn dated(expression: &Expression, last_year: i16) -> Option<Date> {
    let fields = &expression.fields;
    whole(expression).or_else(|| {
        let (said, month, day) = (fields.weekday?, fields.month?, fields.day?);
        [last_year, last_year + 1]
            .into_iter()
            .filter_map(|year| day_of(year, month, day))
            .find(|date| weekday(*date) == said)
    })
}
