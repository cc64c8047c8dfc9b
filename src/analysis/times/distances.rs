//! What is said by its distance or its length: "two years ago", "ten days later", "for six weeks", "every Friday".

use jiff::civil::Date;

use super::{
    TimexKind,
    class::{Unit, Which},
    context::Context,
    meaning::Fields,
    resolve::{Answer, State, counted, counted_units, unknown},
    tense::Tense,
    value::{Period, add_days, add_months, in_words, length, months, part_of_day, weekday},
};
use crate::analysis::{Interval, Precision};

impl State {
    pub(super) fn ago(&self, fields: &Fields, context: &Context) -> Answer {
        let Some(unit) = fields.unit else { return unknown("no unit") };
        let Some(count) = fields.count.filter(|_| !fields.vague) else {
            return Answer::value(TimexKind::Date, "PAST_REF", "an unknown number of units back");
        };
        if unit == Unit::Year
            && count == 1
            && let Some(quarter) = self.compared(context)
        {
            let period = quarter.shift(-4);
            return period.map_or_else(
                || unknown("out of the calendar"),
                |period| Answer::period(period, format!("{} a year before", quarter.value())),
            );
        }
        match self.now() {
            // "a year ago today", "a week ago Monday": the last Monday less a week.
            Some(now) if fields.relative.is_some() || fields.weekday.is_some() => {
                let base = match fields.weekday {
                    Some(said) => {
                        add_days(now, -(i32::from(weekday(now)) - i32::from(said)).rem_euclid(7))
                    }
                    None => self.relative(fields, context).period.map(|period| period.start),
                };
                let day = base.and_then(|base| point(base, unit, count, -1));
                let n = i32::try_from(count).unwrap_or(0);
                match (base, day) {
                    (Some(base), Some(day)) => {
                        Answer::period(Period::day(day), counted(base, -n, unit))
                    }
                    _ => unknown("out of the calendar"),
                }
            }
            Some(now) => steps_of(fields, now, unit, count, -1),
            None => unknown("no day to count from"),
        }
    }

    pub(super) fn hence(&self, fields: &Fields, context: &Context) -> Answer {
        // "Monday week": the next Monday and a week.
        let fields = if fields.unit.is_none() && fields.count.is_none() {
            &Fields { unit: Some(Unit::Week), count: Some(1), ..*fields }
        } else {
            fields
        };
        let (Some(unit), Some(count)) = (fields.unit, fields.count.filter(|_| !fields.vague))
        else {
            return Answer::value(TimexKind::Date, "FUTURE_REF", "some time ahead");
        };
        let base = if let Some(said) = fields.weekday {
            self.now().and_then(|now| {
                add_days(now, (i32::from(said) - i32::from(weekday(now))).rem_euclid(7))
            })
        } else if fields.relative.is_some() {
            self.relative(fields, context).period.map(|period| period.start)
        } else {
            self.now()
        };
        match base {
            // "a week from Friday" is a day, as "two weeks from now" is not.
            Some(base) if fields.weekday.is_some() || fields.relative.is_some() => {
                match point(base, unit, count, 1) {
                    Some(day) => {
                        let n = i32::try_from(count).unwrap_or(0);
                        Answer::period(Period::day(day), counted(base, n, unit))
                    }
                    None => unknown("out of the calendar"),
                }
            }
            Some(now) => steps_of(fields, now, unit, count, 1),
            None => unknown("no day to count from"),
        }
    }

    /// "two days later" and "a year earlier": from the last date named, in its unit if that is larger.
    pub(super) fn later(&self, fields: &Fields, context: &Context, sign: i32) -> Answer {
        let Some(unit) = fields.unit else { return unknown("no unit") };
        let Some(count) = fields.count.filter(|_| !fields.vague) else {
            return Answer::value(
                TimexKind::Date,
                if sign > 0 { "FUTURE_REF" } else { "PAST_REF" },
                "an unknown number of units away",
            );
        };
        if unit == Unit::Year
            && sign < 0
            && let Some(quarter) = self.compared(context)
        {
            let period = quarter.shift(-4 * i32::try_from(count.min(9999)).unwrap_or(0));
            return period.map_or_else(
                || unknown("out of the calendar"),
                |period| Answer::period(period, format!("{} a year before", quarter.value())),
            );
        }
        // "costs rose, compared with a year earlier", of a text about a quarter.
        if let (Unit::Year, -1, Some(quarter), false) = (unit, sign, self.quarter, self.narrative) {
            return steps(quarter.start, unit, count, 0, sign);
        }
        // Days are not counted from a year: "formed in 2014 ... one day later" goes back to the last day.
        let coarse = |anchor: Period| unit <= Unit::Fortnight && anchor.unit >= Unit::Year;
        let day = self.day.filter(|_| self.anchor.is_some_and(coarse)).map(Period::day);
        let Some(anchor) = day.or(self.anchor).or(self.now().map(Period::day)) else {
            return unknown("nothing to count from");
        };
        // "Forty years later, the case is open", with nothing told that it could count from, is today.
        if self.anchor.is_none() && sign > 0 && context.tense != Tense::Future {
            return match self.now().filter(|_| unit >= Unit::Year) {
                Some(now) => Answer::period(Period::of(unit, now), "counted up to now".to_owned()),
                None => unknown("nothing to count from"),
            };
        }
        let mut answer = steps_of(fields, anchor.start, unit, count, sign);
        if anchor.unit > unit && anchor.unit > Unit::Week && !unit.is_clock() {
            // "ten days later" than some day of August.
            answer.interval = answer.period.and_then(|period| {
                let from = period.interval(None);
                let days = anchor.start.until(anchor.end()).ok()?.get_days();
                Some(Interval {
                    start: from.start,
                    end: add_days(from.end?, days),
                    precision: Precision::Interval,
                })
            });
        }
        answer
    }

    /// "the past two months": a length, with its place if the reference is known.
    pub(super) fn stretch(&self, fields: &Fields) -> Answer {
        let Some(unit) = fields.unit else { return unknown("no unit") };
        let count = fields.count.filter(|_| !fields.vague);
        let ahead = matches!(fields.which, Some(Which::Next | Which::Coming | Which::Following));
        let vague_past = fields.which == Some(Which::Recent) || fields.which == Some(Which::Past);
        let value = length(range(count, fields.other), fields.tenths, unit);
        let mut answer = Answer::value(TimexKind::Duration, value, "");
        let sign = if ahead { 1 } else { -1 };
        let back = count.filter(|_| fields.which.is_some());
        if let (Some(now), Some(count)) = (self.now(), back)
            && let Some(other) = point(now, unit, count, sign)
        {
            let (start, end) = if sign > 0 { (now, other) } else { (other, now) };
            answer.interval = Some(Interval {
                start: Some(start),
                end: Some(end),
                precision: Precision::Interval,
            });
            answer.why = format!("{} to {}", in_words(start), in_words(end));
        } else if let (Some(now), true) = (self.now(), vague_past) {
            answer.interval =
                Some(Interval { start: None, end: Some(now), precision: Precision::Unknown });
            answer.why = format!("up to {}", in_words(now));
        }
        answer
    }
}

/// The day `count` units from `now`.
fn point(now: Date, unit: Unit, count: u32, sign: i32) -> Option<Date> {
    let n = i32::try_from(count).ok()?.checked_mul(sign)?;
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => Some(now),
        Unit::Day => add_days(now, n),
        Unit::Weekend | Unit::Week => add_days(now, n.checked_mul(7)?),
        Unit::Fortnight => add_days(now, n.checked_mul(14)?),
        unit => add_months(now, n.checked_mul(months(unit))?),
    }
}

/// The same with what is left over: "one year and two months ago" is so many months.
fn steps_of(fields: &Fields, from: Date, unit: Unit, count: u32, sign: i32) -> Answer {
    match fields.rest.filter(|(_, smaller)| *smaller < unit) {
        Some((more, smaller)) => point(from, unit, count, sign).map_or_else(
            || unknown("out of the calendar"),
            |between| Answer {
                why: format!(
                    "{} and {}",
                    counted(from, i32::try_from(count).unwrap_or(0) * sign, unit),
                    counted_units(i32::try_from(more).unwrap_or(0), smaller)
                ),
                ..steps(between, smaller, more, 0, sign)
            },
        ),
        None => steps(from, unit, count, fields.tenths, sign),
    }
}

/// The unit that lies `count` of it from `from`.
fn steps(from: Date, unit: Unit, count: u32, tenths: u8, sign: i32) -> Answer {
    let mut extra = from;
    if tenths == 5 && unit >= Unit::Year {
        extra = add_months(from, months(unit) / 2 * sign).unwrap_or(from);
    }
    let Some(day) = point(extra, unit, count, sign) else { return unknown("out of the calendar") };
    let unit = match unit {
        Unit::Weekend | Unit::Fortnight => Unit::Week,
        Unit::Year if tenths > 0 => Unit::Month,
        Unit::Decade | Unit::Century | Unit::Millennium => Unit::Year,
        unit => unit,
    };
    let n = i32::try_from(count).unwrap_or(0) * sign;
    let mut answer = Answer::period(Period::of(unit, day), counted(from, n, unit));
    if unit == Unit::Week {
        // "two weeks ago" is a day give or take three, whatever the calendar's weeks.
        answer.interval = Some(Interval {
            start: add_days(day, -3),
            end: add_days(day, 3),
            precision: Precision::Week,
        });
    }
    answer
}

/// "two to three" is two, "12 to 18" unknown.
fn range(count: Option<u32>, other: Option<u32>) -> Option<u32> {
    match (count, other) {
        (Some(count), Some(other)) if other > count + 1 => None,
        _ => count,
    }
}

pub(super) fn duration(fields: &Fields, context: &Context) -> Answer {
    let unit = fields.unit.unwrap_or(Unit::Year);
    let count = range(fields.count.filter(|_| !fields.vague), fields.other);
    let mut value = length(count, fields.tenths, unit);
    if let Some((count, smaller)) = fields.rest {
        let rest = length(Some(count), 0, smaller);
        // "PT1H10M", "P2Y3M", "P1DT12H".
        value.push_str(rest.trim_start_matches(if unit.is_clock() { "PT" } else { "P" }));
    }
    if context.rate && fields.count == Some(1) && fields.modifier.is_none() {
        return Answer::value(TimexKind::Set, value, "a rate");
    }
    Answer::value(TimexKind::Duration, value, "a length of time")
}

pub(super) fn set(fields: &Fields) -> Answer {
    let value = if let Some(weekday) = fields.weekday {
        let part = fields.part.map_or("", part_of_day);
        format!("XXXX-WXX-{weekday}{part}")
    } else if let Some(month) = fields.month {
        format!("XXXX-{month:02}")
    } else if let Some(part) = fields.part {
        format!("XXXX-XX-XX{}", part_of_day(part))
    } else if let Some(season) = fields.season {
        format!("XXXX-{}", ["SP", "SU", "FA", "WI"].get(usize::from(season) - 1).unwrap_or(&"XX"))
    } else if fields.unit == Some(Unit::Weekend) && fields.count.is_none() {
        "XXXX-WXX-WE".to_owned()
    } else {
        let unit = fields.every.or(fields.unit).unwrap_or(Unit::Day);
        // "every third day".
        let count = fields.count.or(fields.ordinal.map(u32::from).filter(|n| *n < 100));
        length(Some(count.unwrap_or(1)), 0, unit)
    };
    Answer::value(TimexKind::Set, value, "again and again")
}
