//! Years and centuries by their era: "44 BC", "AD 79", "the 5th century BCE".
//!
//! The calendar counts through: 1 BC is its year 0, 2 BC its year -1.

use jiff::civil::Date;

use super::{
    TimexKind,
    class::Unit,
    dates::whole,
    meaning::Fields,
    resolve::Answer,
    value::{Period, date as day_of, length_of_month},
};
use crate::analysis::{Interval, Precision};

/// An expression with an era.
pub(super) fn era(fields: &Fields) -> Answer {
    match (fields.ordinal, fields.before_christ) {
        (Some(n), true) => hundreds_before(n, fields.unit),
        (Some(n), false) => hundreds(n, fields.unit),
        (None, true) => before(fields),
        (None, false) => after(fields),
    }
}

/// How many years a century or a millennium has, and how many digits name it less.
const fn size(unit: Option<Unit>) -> i32 {
    if matches!(unit, Some(Unit::Millennium)) { 1000 } else { 100 }
}

fn hundreds(n: u16, unit: Option<Unit>) -> Answer {
    let (n, size) = (i32::from(n), size(unit));
    let first = size * (n - 1);
    Answer {
        value: Some(if size == 100 { format!("{:02}", n - 1) } else { format!("{}", n - 1) }),
        interval: years(first.max(1), first + size - 1),
        why: "in our era".to_owned(),
        ..Answer::default()
    }
}

fn hundreds_before(n: u16, unit: Option<Unit>) -> Answer {
    let (n, size) = (i32::from(n), size(unit));
    let value = if size == 100 { format!("BC{:02}", n - 1) } else { format!("BC{}", n - 1) };
    Answer {
        value: Some(value),
        interval: years(1 - size * n, -size * (n - 1)),
        why: "before our era".to_owned(),
        ..Answer::default()
    }
}

/// The days of some years of the calendar, if it reaches so far.
fn years(first: i32, last: i32) -> Option<Interval> {
    let year = |year: i32| i16::try_from(year).ok();
    Some(Interval {
        start: Some(Date::new(year(first)?, 1, 1).ok()?),
        end: Some(Date::new(year(last)?, 12, 31).ok()?),
        precision: Precision::Interval,
    })
}

fn number(fields: &Fields) -> u32 {
    fields.count.or(fields.year.map(|year| u32::from(year.unsigned_abs()))).unwrap_or(0)
}

/// "15 March 44 BC".
fn before(fields: &Fields) -> Answer {
    let number = number(fields);
    let mut value = format!("BC{number:04}");
    let start = i16::try_from(number).ok().and_then(|number| {
        let month = fields.month.map_or(1, u8::cast_signed);
        Date::new(1 - number, month, fields.day.map_or(1, u8::cast_signed)).ok()
    });
    if let Some(month) = fields.month {
        value = format!("{value}-{month:02}");
    }
    if let (Some(day), true) = (fields.day, start.is_some()) {
        value = format!("{value}-{day:02}");
    }
    let interval = start.map(|start| match (fields.month, fields.day) {
        (Some(_), Some(_)) => Interval::day(start),
        (Some(_), None) => Interval::month(start),
        (None, _) => Interval::year(start),
    });
    let why = if interval.is_some() { "before our era" } else { "before the calendar begins" };
    Answer { interval, ..Answer::value(TimexKind::Date, value, why) }
}

/// "24 August, AD 79".
fn after(fields: &Fields) -> Answer {
    let Ok(year) = i16::try_from(number(fields)) else { return whole(None, "") };
    match (fields.month, fields.day) {
        (Some(month), Some(day)) => {
            if day > length_of_month(year, month) {
                return super::dates::impossible(Some(year), month, day);
            }
            whole(day_of(year, month, day).map(Period::day), "as written")
        }
        (Some(month), None) => whole(Period::month(year, month), "as written"),
        (None, _) => whole(Period::year(year), "as written"),
    }
}
