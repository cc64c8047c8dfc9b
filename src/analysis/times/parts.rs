//! Parts of a longer stretch: "the last Friday of this month", "the first half of May", "the last two weeks of 2015".

use jiff::civil::Date;

use super::{
    TimexKind,
    class::{Unit, Which},
    context::Context,
    dates::plain,
    meaning::Fields,
    resolve::{Answer, State, unknown},
    scan::Expression,
    tense::Tense,
    value::{Period, add_days, date as day_of, in_words, length, weekday},
};
use crate::analysis::{Interval, Precision};

impl State {
    pub(super) fn part_of(
        &self,
        fields: &Fields,
        context: &Context,
        next: Option<&Expression>,
    ) -> Answer {
        let Some(whole) = self.whole(fields, context, next) else {
            return unknown("what it is a part of is not known");
        };
        // "final" counts as the last, which has no number.
        let n = fields.ordinal.filter(|n| *n < 100).map(i32::from);
        let why = format!("counted in {}", whole.in_words());
        let (start, end) = (whole.start, whole.end());
        let days = |from: Option<Date>, to: Option<Date>| Interval {
            start: from,
            end: to,
            precision: Precision::Interval,
        };
        if let (Some(unit), Some(count)) = (fields.unit, fields.count) {
            let stretch = i32::try_from(count).ok().and_then(|count| match n {
                Some(_) => Some(days(Some(start), before(forth(start, unit, count)?))),
                None => Some(days(forth(add_days(end, 1)?, unit, -count), Some(end))),
            });
            let value = length(Some(count), fields.tenths, unit);
            return Answer {
                interval: stretch.filter(|i| i.start >= Some(start) && i.end <= Some(end)),
                ..Answer::value(TimexKind::Duration, value, why)
            };
        }
        if fields.tenths > 0 {
            return half(whole, n != Some(2) && n.is_some(), why);
        }
        let period = match (fields.weekday, fields.unit) {
            (Some(said), _) => nth_day(start, end, said, n).map(Period::day),
            (None, Some(Unit::Weekend)) => {
                nth_day(start, end, 6, n).map(|start| Period { unit: Unit::Weekend, start })
            }
            (None, Some(Unit::Week)) => return nth_week(start, end, n, why),
            (None, Some(unit)) if unit < whole.unit => match n {
                Some(n) => Period::of(unit, start).shift(n - 1),
                None => Some(Period::of(unit, end)),
            },
            _ => None,
        };
        match period.filter(|period| period.start >= start && period.start <= end) {
            Some(period) => Answer::period(period, why),
            None => Answer {
                conflict: Some(format!("there is no such day in {}", whole.in_words())),
                ..unknown("it is out of what it is counted in")
            },
        }
    }

    /// The stretch that something is a part of.
    fn whole(
        &self,
        fields: &Fields,
        context: &Context,
        next: Option<&Expression>,
    ) -> Option<Period> {
        if let Some(century) = fields.other {
            let first = i16::try_from(century).ok()?.checked_sub(1)?.checked_mul(100)?;
            return Some(Period { unit: Unit::Century, start: day_of(first, 1, 1)? });
        }
        let (year, month) = (fields.year, fields.month);
        if year.is_some() || month.is_some() {
            return plain(self, &Fields { year, month, ..Fields::default() }, context).period;
        }
        // "on the last day of the month", told of what was: that of the last day named.
        let told = self.anchor.filter(|anchor| Some(anchor.unit) <= fields.whole);
        if let (None, Tense::Past, Some(anchor), Some(unit)) =
            (fields.which, context.tense, told, fields.whole)
        {
            return Some(Period::of(unit, anchor.start));
        }
        let whole = Fields {
            which: fields.which.or(Some(Which::The)),
            unit: fields.whole,
            ..Fields::default()
        };
        self.which(&whole, &Context { definite: false, ..*context }, next).period
    }
}

/// `count` units from `from`.
fn forth(from: Date, unit: Unit, count: i32) -> Option<Date> {
    Period { unit, start: from }.shift(count).map(|period| period.start)
}

fn before(date: Date) -> Option<Date> {
    add_days(date, -1)
}

/// The `n`th of a weekday from `start` to `end`, or the last one.
fn nth_day(start: Date, end: Date, said: u8, n: Option<i32>) -> Option<Date> {
    match n {
        Some(n) => {
            let step = (i32::from(said) - i32::from(weekday(start))).rem_euclid(7);
            add_days(start, step + 7 * (n - 1))
        }
        None => add_days(end, -(i32::from(weekday(end)) - i32::from(said)).rem_euclid(7)),
    }
}

/// Seven days of a longer stretch. Most of them decide which week of the calendar they are.
fn nth_week(start: Date, end: Date, n: Option<i32>, why: String) -> Answer {
    let first = match n {
        Some(n) => add_days(start, 7 * (n - 1)),
        None => add_days(end, -6),
    };
    let Some(first) = first.filter(|first| *first <= end) else {
        return unknown("it is out of what it is counted in");
    };
    let mut answer =
        Answer::period(Period::of(Unit::Week, add_days(first, 3).unwrap_or(first)), why);
    answer.interval =
        Some(Interval { start: Some(first), end: add_days(first, 6), precision: Precision::Week });
    answer
}

/// "the first half of May": its days, with the value of the whole.
fn half(whole: Period, is_first: bool, why: String) -> Answer {
    let (start, end) = (whole.start, whole.end());
    let days = (end - start).get_days() + 1;
    let middle = add_days(start, days / 2);
    let mut answer = Answer::period(whole, why);
    answer.interval = Some(Interval {
        start: if is_first { Some(start) } else { middle },
        end: if is_first { middle.and_then(before) } else { Some(end) },
        precision: Precision::Interval,
    });
    answer
}

/// "in May" or "in the week of 6 May 2024", for a reason.
impl Period {
    pub(super) fn in_words(self) -> String {
        let (year, start) = (self.start.year(), self.start);
        match self.unit {
            Unit::Month => start.strftime("%B %Y").to_string(),
            Unit::Year => year.to_string(),
            Unit::Decade => format!("the {year}s"),
            unit => format!("the {} from {}", unit.name(), in_words(start)),
        }
    }
}
