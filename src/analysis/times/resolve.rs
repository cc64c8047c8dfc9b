//! Gives expressions their values, in text order: each may lean on the reference date or on those before it.

use jiff::civil::Date;

use super::{
    Timex, TimexKind, TimexValue,
    class::{Unit, Which},
    context::{Context, Follows, Preposition},
    dates,
    meaning::{Fields, Meaning},
    scan::Expression,
    tense::Tense,
    value::{Period, add_days, add_months, length, part_of_day},
};
use crate::analysis::{Interval, Precision, Published};

/// The timexes of all expressions found so far, in text order. Linear in their number.
pub(in crate::analysis) fn resolve(
    published: &Published,
    expressions: &[Expression],
) -> Vec<Timex> {
    let mut state = State::new(published.date, is_narrative(published.date, expressions));
    let mut timexes = Vec::with_capacity(expressions.len());
    for (i, expression) in expressions.iter().enumerate() {
        let next = expressions.get(i + 1);
        let answer = state.answer(expression, next);
        state.tell(expression, &answer);
        timexes.push(answer.timex(expression));
    }
    timexes
}

/// What an expression comes to.
#[derive(Debug, Clone, Default)]
pub(super) struct Answer {
    pub(super) period: Option<Period>,
    /// The value where it is not the period's own.
    pub(super) value: Option<String>,
    /// Replaces the period's days.
    pub(super) interval: Option<Interval>,
    pub(super) kind: Option<TimexKind>,
    pub(super) why: String,
    pub(super) conflict: Option<String>,
}

impl Answer {
    pub(super) fn period(period: Period, why: String) -> Self {
        Self { period: Some(period), why, ..Self::default() }
    }

    pub(super) fn value(kind: TimexKind, value: impl Into<String>, why: impl Into<String>) -> Self {
        Self { value: Some(value.into()), kind: Some(kind), why: why.into(), ..Self::default() }
    }

    fn timex(self, expression: &Expression) -> Timex {
        let modifier = expression.fields.modifier;
        let interval =
            self.interval.or_else(|| self.period.map(|period| period.interval(modifier)));
        let value = self
            .value
            .or_else(|| self.period.map(Period::value))
            .unwrap_or_else(|| "XXXX-XX-XX".to_owned());
        Timex {
            span: expression.span,
            kind: self.kind.unwrap_or(TimexKind::Date),
            value: TimexValue::new(value),
            modifier,
            interval,
            why: self.why,
            conflict: self.conflict,
        }
    }
}

/// What has been read so far, as far as later expressions lean on it.
#[derive(Debug)]
pub(super) struct State {
    /// The day of publication, if known.
    pub(super) reference: Option<Date>,
    /// The last day, month or year that was named.
    pub(super) anchor: Option<Period>,
    /// The last day.
    pub(super) day: Option<Date>,
    /// The last quarter or half: what earnings are compared with.
    pub(super) quarter: Option<Period>,
    /// The text is a history: dates count from each other, not from publication.
    pub(super) narrative: bool,
    /// The last date in a year that was said.
    told: Option<Date>,
}

/// Whether most dates are of years far from the reference, and few lean on it.
fn is_narrative(reference: Option<Date>, expressions: &[Expression]) -> bool {
    const ENOUGH: usize = 6;
    let Some(reference) = reference else { return true };
    let far = |e: &&Expression| e.fields.year.is_some_and(|y| (y - reference.year()).abs() > 1);
    let leans = |e: &&Expression| {
        matches!(e.meaning, Meaning::Relative | Meaning::Ago)
            || matches!(e.fields.which, Some(Which::This | Which::Last | Which::Next))
            || e.meaning == Meaning::Date && e.fields.weekday.is_some() && e.fields.month.is_none()
    };
    let far = expressions.iter().filter(far).count();
    let leaning = expressions.iter().filter(leans).count();
    far >= ENOUGH && far > 3 * leaning
}

impl State {
    fn new(reference: Option<Date>, narrative: bool) -> Self {
        Self { reference, anchor: None, day: None, quarter: None, narrative, told: None }
    }

    /// Where relative dates count from: publication, or else the last day named.
    pub(super) fn now(&self) -> Option<Date> {
        let anchor = self.anchor.map(|anchor| anchor.start);
        if self.narrative {
            return anchor.or(self.reference);
        }
        self.reference.or(self.day).or(anchor)
    }

    /// The year that a month without one is in, where the text is a history: that of the date before it, or the
    /// next if the month lies well before the last one.
    pub(super) fn told_year(&self, month: u8) -> Option<i16> {
        let last = self.told.filter(|_| self.narrative)?;
        let back = last.month().unsigned_abs().saturating_sub(month);
        Some(last.year() + i16::from(back >= 6))
    }

    /// Keeps the year of what was just read for [`told_year`](Self::told_year).
    fn tell(&mut self, expression: &Expression, answer: &Answer) {
        let Some(period) = answer.period else { return };
        let said = expression.fields.year.is_some() && period.unit <= Unit::Year;
        if said || self.narrative && period.unit < Unit::Year {
            self.told = Some(period.start);
        }
    }

    fn answer(&mut self, expression: &Expression, next: Option<&Expression>) -> Answer {
        let (fields, context) = (&expression.fields, &expression.context);
        let answer = match expression.meaning {
            Meaning::Date | Meaning::Pair | Meaning::Numeric => dates::date(self, fields, context),
            Meaning::DateOf => dates::date_of(self, fields, context),
            Meaning::Era => dates::era(fields),
            Meaning::Quarter => dates::quarter(self, fields, context),
            Meaning::Half => dates::half(self, fields),
            Meaning::Season => dates::season(self, fields, context),
            Meaning::Festival => dates::festival(self, fields, context),
            Meaning::Period => self.quarter_in_question(fields),
            Meaning::YearBefore => self.year_before(fields),
            Meaning::Relative => self.relative(fields),
            Meaning::Which => self.which(fields, context, next),
            Meaning::Clock => self.clock(fields, context),
            Meaning::Ago => self.ago(fields),
            Meaning::Hence => self.hence(fields),
            Meaning::Later => self.later(fields, 1),
            Meaning::Earlier => self.later(fields, -1),
            Meaning::Duration => duration(fields, context),
            Meaning::Stretch => self.stretch(fields),
            Meaning::Set => set(fields),
            Meaning::Past => Answer::value(TimexKind::Date, "PAST_REF", "some time past"),
            Meaning::Present => self.present(),
            Meaning::Future => Answer::value(TimexKind::Date, "FUTURE_REF", "some time ahead"),
            Meaning::Nothing => Answer::default(),
        };
        if let Some(period) = answer.period {
            self.anchor = Some(period);
            match period.unit {
                Unit::Day => self.day = Some(period.start),
                // Comparisons are made with the first quarter named that is over or running.
                Unit::Quarter | Unit::Half
                    if self.quarter.is_none()
                        && self.reference.is_none_or(|reference| period.start <= reference) =>
                {
                    self.quarter = Some(period);
                }
                _ => {}
            }
        }
        answer
    }

    fn present(&self) -> Answer {
        let mut answer = Answer::value(TimexKind::Date, "PRESENT_REF", "the time of writing");
        answer.interval = self.reference.map(Interval::day);
        answer
    }

    fn relative(&self, fields: &Fields) -> Answer {
        let Some(now) = self.now() else {
            return unknown("no day to count from");
        };
        let code = fields.relative.unwrap_or(10);
        let days = match code {
            20 => 0,
            code => i32::from(code) - 10,
        };
        let Some(day) = add_days(now, days) else { return unknown("out of the calendar") };
        let mut answer = Answer::period(Period::day(day), counted(now, days, Unit::Day));
        if let Some(part) = fields.part.or((code == 20).then_some(3)) {
            answer.value = Some(format!("{day}{}", part_of_day(part)));
            answer.kind = Some(TimexKind::Time);
        }
        answer
    }

    fn which(&self, fields: &Fields, context: &Context, next: Option<&Expression>) -> Answer {
        let Some(now) = self.now() else { return unknown("no day to count from") };
        let which = fields.which.unwrap_or(Which::The);
        if fields.month.is_some() || fields.weekday.is_some() || fields.season.is_some() {
            return dates::picked(self, which, fields, context, now);
        }
        if let Some(part) = fields.part {
            return self.part(which, part, now);
        }
        let Some(unit) = fields.unit else {
            // "year-end", "overnight".
            let end = Period::of(Unit::Year, now).end();
            return Answer::period(Period::day(end), format!("the end of {}", now.year()));
        };
        if which == Which::Past && unit >= Unit::Decade {
            return self.stretch(&Fields { count: Some(1), ..*fields });
        }
        if unit == Unit::Quarter {
            return self.which_quarter(which, now, context, next);
        }
        let anchored = || {
            let anchor = self.anchor.map_or(now, |anchor| anchor.start);
            let day = if unit == Unit::Day { self.day.unwrap_or(anchor) } else { anchor };
            Period::of(unit, day)
        };
        let here = Period::of(unit, now);
        if unit == Unit::Weekend && which == Which::The {
            let steps = if here.start > now && context.tense != Tense::Future { -1 } else { 0 };
            let weekend = here.shift(steps).unwrap_or(here);
            return Answer::period(weekend, counted(now, steps, unit));
        }
        let (from, steps) = match which {
            Which::This | Which::The | Which::Latest | Which::Recent => (here, 0),
            Which::Last | Which::Past => (here, -1),
            Which::Next | Which::Coming => (here, 1),
            Which::That => (anchored(), 0),
            Which::Previous => (anchored(), -1),
            Which::Following => (anchored(), 1),
        };
        match from.shift(steps) {
            Some(period) => Answer::period(period, counted(from.start, steps, unit)),
            None => unknown("out of the calendar"),
        }
    }

    fn which_quarter(
        &self,
        which: Which,
        now: Date,
        context: &Context,
        next: Option<&Expression>,
    ) -> Answer {
        let here = Period::of(Unit::Quarter, now);
        if context.follows == Follows::Ended
            && let Some(end) =
                next.and_then(|next| dates::end_of(self, &next.fields, &next.context))
        {
            return Answer::period(
                Period::of(Unit::Quarter, add_days(end, -45).unwrap_or(end)),
                format!("the quarter that ended on {end}"),
            );
        }
        let (from, steps) = match which {
            Which::This => (here, 0),
            Which::Next | Which::Coming => (here, 1),
            Which::Last | Which::Past => (here, -1),
            Which::Following => (self.quarter.unwrap_or(here), 1),
            Which::Previous => (self.quarter.unwrap_or(here), -1),
            _ => match self.quarter {
                Some(quarter) => (quarter, 0),
                None => (here, -1),
            },
        };
        match from.shift(steps) {
            Some(period) => Answer::period(period, counted(from.start, steps, Unit::Quarter)),
            None => unknown("out of the calendar"),
        }
    }

    /// "the latest period", "the 1988 quarter".
    fn quarter_in_question(&self, fields: &Fields) -> Answer {
        let Some(now) = self.now() else { return unknown("no day to count from") };
        let quarter = self
            .quarter
            .or_else(|| Period::of(Unit::Quarter, now).shift(-1))
            .unwrap_or(Period::of(Unit::Quarter, now));
        let year = fields.year.unwrap_or(quarter.start.year());
        let same = add_months(quarter.start, 12 * i32::from(year - quarter.start.year()));
        let period = same.map_or(quarter, |start| Period { start, ..quarter });
        Answer::period(period, "the quarter that the text is about".to_owned())
    }

    /// The year before the quarter in question.
    fn year_before(&self, fields: &Fields) -> Answer {
        let mut answer = self.quarter_in_question(fields);
        if fields.year.is_none()
            && let Some(quarter) = answer.period
        {
            answer.period = quarter.shift(-4);
            "the same quarter a year before".clone_into(&mut answer.why);
        }
        answer
    }

    fn part(&self, which: Which, part: u8, now: Date) -> Answer {
        let (from, days) = match which {
            Which::Last | Which::Past => (now, -1),
            Which::Next | Which::Following => (self.day.unwrap_or(now), 1),
            Which::That => (self.day.unwrap_or(now), 0),
            Which::Previous => (self.day.unwrap_or(now), -1),
            _ => (now, 0),
        };
        let Some(day) = add_days(from, days) else { return unknown("out of the calendar") };
        let mut answer = Answer::period(Period::day(day), counted(from, days, Unit::Day));
        answer.value = Some(format!("{day}{}", part_of_day(part)));
        answer.kind = Some(TimexKind::Time);
        answer
    }

    fn clock(&self, fields: &Fields, context: &Context) -> Answer {
        let mut day = if fields.relative.is_some() {
            self.relative(fields)
        } else if fields.month.is_some() || fields.weekday.is_some() {
            dates::date(self, fields, context)
        } else {
            let today = Period::of(Unit::Day, self.day.or(self.reference).unwrap_or(Date::MAX));
            if today.start == Date::MAX {
                Answer::default()
            } else {
                Answer::period(today, format!("on {}", today.start))
            }
        };
        let date = day.period.map_or("XXXX-XX-XX".to_owned(), Period::value);
        let hour = fields.hour.or(fields.count.map(|count| count.min(24) as u8)).unwrap_or(0);
        let hour = match fields.part {
            Some(1..=3) if hour < 12 && hour > 0 => hour + 12,
            _ => hour,
        };
        let mut value = format!("{date}T{hour:02}:{:02}", fields.minute.unwrap_or(0));
        if let Some(second) = fields.second {
            value = format!("{value}:{second:02}");
        }
        day.value = Some(value);
        day.kind = Some(TimexKind::Time);
        day
    }

    fn ago(&self, fields: &Fields) -> Answer {
        let Some(unit) = fields.unit else { return unknown("no unit") };
        let Some(count) = fields.count.filter(|_| !fields.vague) else {
            return Answer::value(TimexKind::Date, "PAST_REF", "an unknown number of units back");
        };
        if unit == Unit::Year
            && count == 1
            && let Some(quarter) = self.quarter
        {
            let period = quarter.shift(-4);
            return period.map_or_else(
                || unknown("out of the calendar"),
                |period| Answer::period(period, format!("{} a year before", quarter.value())),
            );
        }
        match self.now() {
            Some(now) => steps(now, unit, count, fields.tenths, -1),
            None => unknown("no day to count from"),
        }
    }

    fn hence(&self, fields: &Fields) -> Answer {
        let (Some(unit), Some(count)) = (fields.unit, fields.count.filter(|_| !fields.vague))
        else {
            return Answer::value(TimexKind::Date, "FUTURE_REF", "some time ahead");
        };
        match self.now() {
            Some(now) => steps(now, unit, count, fields.tenths, 1),
            None => unknown("no day to count from"),
        }
    }

    /// "two days later" and "a year earlier": from the last date named, in its unit if that is larger.
    fn later(&self, fields: &Fields, sign: i32) -> Answer {
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
            && let Some(quarter) = self.quarter
        {
            let period = quarter.shift(-4 * i32::try_from(count.min(9999)).unwrap_or(0));
            return period.map_or_else(
                || unknown("out of the calendar"),
                |period| Answer::period(period, format!("{} a year before", quarter.value())),
            );
        }
        // Days are not counted from a year: "formed in 2014 ... one day later" goes back to the last day.
        let coarse = |anchor: Period| unit <= Unit::Fortnight && anchor.unit >= Unit::Year;
        let day = self.day.filter(|_| self.anchor.is_some_and(coarse)).map(Period::day);
        let Some(anchor) = day.or(self.anchor).or(self.now().map(Period::day)) else {
            return unknown("nothing to count from");
        };
        let mut answer = steps(anchor.start, unit, count, fields.tenths, sign);
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
    fn stretch(&self, fields: &Fields) -> Answer {
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
            answer.why = format!("{start} to {end}");
        } else if let (Some(now), true) = (self.now(), vague_past) {
            answer.interval =
                Some(Interval { start: None, end: Some(now), precision: Precision::Unknown });
            answer.why = format!("up to {now}");
        }
        answer
    }
}

pub(super) fn unknown(why: &str) -> Answer {
    Answer { why: why.to_owned(), ..Answer::default() }
}

/// "2026-03-06 less 3 days".
pub(super) fn counted(from: Date, steps: i32, unit: Unit) -> String {
    let plural = if steps.abs() == 1 { "" } else { "s" };
    match steps {
        0 => format!("the {} of {from}", unit.name()),
        _ if steps < 0 => format!("{from} less {} {}{plural}", -steps, unit.name()),
        _ => format!("{from} and {steps} {}{plural}", unit.name()),
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
        unit => add_months(now, n.checked_mul(super::value::months(unit))?),
    }
}

/// The unit that lies `count` of it from `from`.
fn steps(from: Date, unit: Unit, count: u32, tenths: u8, sign: i32) -> Answer {
    let mut extra = from;
    if tenths == 5 && unit == Unit::Year {
        extra = add_months(from, 6 * sign).unwrap_or(from);
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

fn duration(fields: &Fields, context: &Context) -> Answer {
    let unit = fields.unit.unwrap_or(Unit::Year);
    let count = range(fields.count.filter(|_| !fields.vague), fields.other);
    let value = length(count, fields.tenths, unit);
    if context.rate && fields.count == Some(1) && fields.modifier.is_none() {
        return Answer::value(TimexKind::Set, value, "a rate");
    }
    Answer::value(TimexKind::Duration, value, "a length of time")
}

fn set(fields: &Fields) -> Answer {
    let value = if let Some(weekday) = fields.weekday {
        let part = fields.part.map_or("", part_of_day);
        format!("XXXX-WXX-{weekday}{part}")
    } else if let Some(month) = fields.month {
        format!("XXXX-{month:02}")
    } else if let Some(part) = fields.part {
        format!("XXXX-XX-XX{}", part_of_day(part))
    } else if let Some(season) = fields.season {
        format!("XXXX-{}", ["SP", "SU", "FA", "WI"].get(usize::from(season) - 1).unwrap_or(&"XX"))
    } else {
        let unit = fields.every.or(fields.unit).unwrap_or(Unit::Day);
        length(Some(fields.count.unwrap_or(1)), 0, unit)
    };
    Answer::value(TimexKind::Set, value, "again and again")
}

/// Whether an expression lies ahead of the reference, as far as its verb and preposition tell.
pub(super) fn ahead(context: &Context) -> Option<bool> {
    match (context.preposition, context.tense) {
        (Preposition::Since, _) | (_, Tense::Past) => Some(false),
        (Preposition::Starting, Tense::Present | Tense::Unknown) | (_, Tense::Future) => Some(true),
        (_, Tense::Present | Tense::Unknown) => None,
    }
}
