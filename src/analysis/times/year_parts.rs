//! Parts of the year: quarters as earnings reports count them, halves, seasons.

use jiff::civil::Date;

use super::{
    TimexKind,
    class::{Unit, Which},
    context::{Context, Follows},
    dates::{self, whole, year_by},
    meaning::Fields,
    resolve::{Answer, State, ahead, counted, unknown},
    scan::Expression,
    tense::Tense,
    value::{Period, add_days, add_months, in_words},
};

impl State {
    pub(super) fn which_quarter(
        &self,
        which: Which,
        now: Date,
        context: &Context,
        next: Option<&Expression>,
    ) -> Answer {
        let here = Period::of(Unit::Quarter, now);
        if let Some(end) = ended(self, context, next) {
            return Answer::period(
                Period::of(Unit::Quarter, add_days(end, -45).unwrap_or(end)),
                format!("the quarter that ended on {}", in_words(end)),
            );
        }
        let (from, steps) = match which {
            Which::This => (here, 0),
            Which::Next | Which::Coming => (here, 1),
            Which::Last | Which::Past => (here, -1),
            Which::Following => (self.quarter.unwrap_or(here), 1),
            Which::Previous => (self.quarter.unwrap_or(here), -1),
            Which::That => (self.that_quarter.map_or(here, |(quarter, _)| quarter), 0),
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
    pub(super) fn quarter_in_question(&self, fields: &Fields) -> Answer {
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
    pub(super) fn year_before(&self, fields: &Fields) -> Answer {
        // "the same month last year".
        if let (Some(unit), Some(now)) = (fields.unit, self.now())
            && !matches!(unit, Unit::Quarter | Unit::Half)
        {
            let anchor = self.anchor.filter(|anchor| anchor.unit == unit);
            let here = anchor.unwrap_or_else(|| Period::of(unit, now));
            return match add_months(here.start, -12) {
                Some(day) => Answer::period(Period::of(unit, day), counted(now, -1, Unit::Year)),
                None => unknown("out of the calendar"),
            };
        }
        // "the same period last year" of a text that names no quarter.
        if self.quarter.is_none()
            && fields.year.is_none()
            && fields.which.is_some()
            && let Some(now) = self.now()
        {
            let year = Period::of(Unit::Year, now).shift(-1);
            return whole(year, &counted(now, -1, Unit::Year));
        }
        let mut answer = self.quarter_in_question(fields);
        if fields.year.is_none()
            && let Some(quarter) = answer.period
        {
            answer.period = quarter.shift(-4);
            "the same quarter a year before".clone_into(&mut answer.why);
        }
        answer
    }
}

/// The day that an expression before "ended" ended on.
pub(super) fn ended(state: &State, context: &Context, next: Option<&Expression>) -> Option<Date> {
    let next = next.filter(|_| context.follows == Follows::Ended)?;
    dates::end_of(state, &next.fields, &next.context)
}

/// "the third quarter": of the year said, else of the year in which it is begun.
pub(super) fn quarter(
    state: &State,
    fields: &Fields,
    context: &Context,
    next: Option<&Expression>,
) -> Answer {
    let number = fields.ordinal.filter(|n| (1..=4).contains(n)).unwrap_or(4) as u8;
    // "usually in the second and fourth quarters"
    if context.habit {
        return Answer::value(TimexKind::Date, format!("XXXX-Q{number}"), "of every year");
    }
    // "the second quarter ended Oct. 31": of the year that the company's own calendar gives it.
    if let Some(end) = ended(state, context, next) {
        return whole(
            Period::quarter(end.year(), number),
            &format!("the quarter that ended on {}", in_words(end)),
        );
    }
    if let Some(year) = fields.year.or_else(|| year_by(state, fields.which)) {
        return whole(Period::quarter(year, number), "as written");
    }
    let Some(now) = state.now() else { return unknown("no year to lean on") };
    let here = Period::quarter(now.year(), number);
    let period = match here {
        Some(here) if here.start > now && ahead(context) != Some(true) => here.shift(-4),
        here => here,
    };
    whole(period, &format!("the latest by {}", in_words(now)))
}

pub(super) fn half(state: &State, fields: &Fields, context: &Context) -> Answer {
    let number = if fields.ordinal == Some(1) { 1 } else { 2 };
    if let Some(year) = fields.year.or_else(|| year_by(state, fields.which)) {
        return whole(Period::half(year, number), "half of that year");
    }
    let Some(now) = state.now() else { return unknown("no year to lean on") };
    let here = Period::half(now.year(), number);
    let period = match here {
        Some(here) if here.start > now && context.tense == Tense::Past => here.shift(-2),
        here => here,
    };
    whole(period, &format!("the one by {}", in_words(now)))
}

pub(super) fn season(state: &State, fields: &Fields, context: &Context) -> Answer {
    let Some(code) = fields.season else { return unknown("no season") };
    if let Some(year) = fields.year.or_else(|| year_by(state, fields.which)) {
        return whole(Period::season(year, code), "as written");
    }
    let Some(now) = state.base(context) else {
        let name = ["SP", "SU", "FA", "WI"].get(usize::from(code) - 1).copied().unwrap_or("XX");
        return Answer::value(TimexKind::Date, format!("XXXX-{name}"), "no year to lean on");
    };
    if let Some(year) = state.told_year(code * 3, context) {
        return whole(Period::season(year, code), "in the year the text is in");
    }
    let here = Period::season(now.year(), code);
    let period = match (here, ahead(context)) {
        (Some(here), Some(true)) if here.end() < now => here.shift_years(1),
        (Some(here), Some(false) | None) if here.start > now => here.shift_years(-1),
        (here, _) => here,
    };
    whole(period, &format!("the one by {}", in_words(now)))
}

impl Period {
    fn shift_years(self, years: i32) -> Option<Self> {
        let start = super::value::add_months(self.start, 12 * years)?;
        Some(Self { start, ..self })
    }
}
