//! Gives expressions their values, in text order: each may lean on the reference date or on those before it.

use jiff::civil::Date;

use super::{
    Timex, TimexKind, TimexValue,
    borrow::{week_behind, year_behind},
    class::{Unit, Which},
    context::{Context, Preposition},
    dates, distances, eras, festivals,
    lexicon::{NIGHT, OVERNIGHT, TODAY, TONIGHT},
    meaning::{Fields, Meaning},
    scan::Expression,
    tense::Tense,
    value::{Period, add_days, in_words, part_of_day},
    year_parts,
};
use crate::{
    analysis::{Interval, Precision, Published},
    text::Span,
};

/// The timexes of all expressions found so far, in text order. Linear in their number.
pub(in crate::analysis) fn resolve(
    text: &str,
    published: &Published,
    expressions: &[Expression],
) -> Vec<Timex> {
    let mut state = State::new(published.date, is_narrative(published.date, expressions));
    state.day_first = order_of_numbers(expressions);
    let mut timexes = Vec::with_capacity(expressions.len());
    for (i, expression) in expressions.iter().enumerate() {
        let next = expressions.get(i + 1);
        let borrowed = state.year_ahead(text, expression, next).or_else(|| {
            let before = expressions.get(i.checked_sub(1)?)?;
            year_behind(text, expression, before, timexes.last()?)
                .or_else(|| week_behind(text, expression, before))
        });
        let expression = borrowed.as_ref().unwrap_or(expression);
        let whole = state.with_century(expression);
        let expression = whole.as_ref().unwrap_or(expression);
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
            zone: expression.fields.zone(),
            is_fiscal: expression.fields.fiscal,
            why: sentence(&self.why),
            conflict: self.conflict.as_deref().map(sentence),
        }
    }
}

/// A reason as a sentence.
fn sentence(why: &str) -> String {
    let mut chars = why.chars();
    let Some(first) = chars.next() else { return String::new() };
    format!("{}{}.", first.to_uppercase(), chars.as_str())
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
    /// The sentence in which the last day was named.
    day_in: Option<Span>,
    /// The last day or month.
    pub(super) month: Option<Date>,
    /// The last day that is not still to come.
    past_day: Option<Date>,
    /// The day and hour of the last clock time.
    pub(super) clock: Option<(Date, u8)>,
    /// The last quarter or half: what earnings are compared with.
    pub(super) quarter: Option<Period>,
    /// The text is a history: dates count from each other, not from publication.
    pub(super) narrative: bool,
    /// Whether numbers like 3/4 mean the day first, where other dates of the text settle it.
    pub(super) day_first: Option<bool>,
    /// The last date in a year that was said.
    pub(super) told: Option<Date>,
    /// The sentence in which some months were last named together: "the nine months".
    months_in: Option<Span>,
    /// The last quarter named, "that quarter", with its sentence.
    pub(super) that_quarter: Option<(Period, Span)>,
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

/// Whether the day comes first in dates of numbers: where one number is too large for a month, or else as the
/// dates with a month's name are written, if they are all written alike.
fn order_of_numbers(expressions: &[Expression]) -> Option<bool> {
    let numeric = |e: &&Expression| e.meaning == Meaning::Numeric;
    let too_large = |number: Option<u32>| number.is_some_and(|n| n > 12);
    let numbers = || expressions.iter().filter(numeric).map(|e| &e.fields);
    match (numbers().any(|f| too_large(f.count)), numbers().any(|f| too_large(f.other))) {
        (true, false) => return Some(true),
        (false, true) => return Some(false),
        _ => {}
    }
    let mut named = expressions
        .iter()
        .filter(|e| {
            e.meaning == Meaning::Date && e.fields.month.is_some() && e.fields.day.is_some()
        })
        .map(|e| e.fields.day_first);
    let first = named.next()?;
    named.all(|other| other == first).then_some(first)
}

impl State {
    fn new(reference: Option<Date>, narrative: bool) -> Self {
        Self {
            reference,
            anchor: None,
            day: None,
            day_in: None,
            month: None,
            past_day: None,
            clock: None,
            quarter: None,
            narrative,
            day_first: None,
            told: None,
            months_in: None,
            that_quarter: None,
        }
    }

    /// Where relative dates count from: publication, or else the last day named.
    pub(super) fn now(&self) -> Option<Date> {
        let anchor = self.anchor.map(|anchor| anchor.start);
        if self.narrative {
            return anchor.or(self.reference);
        }
        self.reference.or(self.day).or(anchor)
    }

    /// The day that a clock time without one is on: the last one named, if it is not ahead of what is told.
    pub(super) fn day_told(&self, context: &Context) -> Option<Date> {
        match context.tense {
            _ if self.day_in == Some(context.sentence) => self.day,
            Tense::Future => self.day.filter(|day| self.reference.is_none_or(|now| *day >= now)),
            _ => self.past_day,
        }
    }

    /// Where a date that wants its year counts from: what is still to come is not of the story.
    pub(super) fn base(&self, context: &Context) -> Option<Date> {
        self.reference.filter(|_| context.will).or_else(|| self.now())
    }

    /// Where words of the writer's own time count from ("will be held on Saturday"), also in a history.
    pub(super) fn here(&self, context: &Context) -> Option<Date> {
        self.reference.filter(|_| context.tense == Tense::Future).or_else(|| self.now())
    }

    /// The year that a month without one is in, where the text is a history: that of the date before it, or the
    /// next if the month lies well before the last one.
    pub(super) fn told_year(&self, month: u8, context: &Context) -> Option<i16> {
        // What is still to come is not of the story.
        let ahead = context.will && self.reference.is_some();
        let last = self.told.filter(|_| self.narrative && !ahead)?;
        let back = last.month().unsigned_abs().saturating_sub(month);
        Some(last.year() + i16::from(back >= 6))
    }

    /// Keeps the year of what was just read for [`told_year`](Self::told_year).
    fn tell(&mut self, expression: &Expression, answer: &Answer) {
        let Some(period) = answer.period else { return };
        // "since 1958" goes on to this day.
        if expression.context.preposition == Preposition::Since
            && expression.context.tense == Tense::Present
        {
            return;
        }
        let said = expression.fields.year.is_some() && period.unit <= Unit::Year;
        // "On 9 August it went out, to where the cable of 1865 lay": the story stays where it is.
        let back = period.unit == Unit::Year
            && !expression.context.opens
            && self.told.is_some_and(|told| period.start.year() < told.year());
        if said && back && expression.context.attributive {
            return;
        }
        if said || self.narrative && period.unit < Unit::Year {
            self.told = Some(period.start);
        }
    }

    fn answer(&mut self, expression: &Expression, next: Option<&Expression>) -> Answer {
        let (fields, context) = (&expression.fields, &expression.context);
        let answer = match expression.meaning {
            Meaning::Date | Meaning::Numeric if fields.hour.is_some() => {
                self.clock(fields, context)
            }
            Meaning::Date | Meaning::Pair | Meaning::Numeric => dates::date(self, fields, context),
            Meaning::DateOf => dates::date_of(self, fields, context),
            Meaning::Era | Meaning::Eras => eras::era(fields),
            Meaning::Part => self.part_of(fields, context, next),
            Meaning::Quarter | Meaning::Quarters => {
                year_parts::quarter(self, fields, context, next)
            }
            Meaning::Half => year_parts::half(self, fields, context),
            Meaning::Season => year_parts::season(self, fields, context),
            Meaning::Festival => festivals::festival(self, fields, context),
            Meaning::Period => self.quarter_in_question(fields),
            Meaning::YearBefore => self.year_before(fields),
            Meaning::Relative => self.relative(fields, context),
            Meaning::Which => self.which(fields, context, next),
            Meaning::Clock => self.clock(fields, context),
            Meaning::Ago => self.ago(fields, context),
            Meaning::Hence => self.hence(fields, context),
            Meaning::Later => self.later(fields, context, 1),
            Meaning::Earlier => self.later(fields, context, -1),
            Meaning::Duration => distances::duration(fields, context),
            Meaning::Stretch => self.stretch(fields),
            Meaning::Set => distances::set(fields),
            Meaning::Past => Answer::value(TimexKind::Date, "PAST_REF", "some time past"),
            Meaning::Present => self.present(),
            Meaning::Future => Answer::value(TimexKind::Date, "FUTURE_REF", "some time ahead"),
            Meaning::Nothing => Answer::default(),
        };
        if matches!(expression.meaning, Meaning::Duration | Meaning::Stretch)
            && fields.unit == Some(Unit::Month)
        {
            self.months_in = Some(context.sentence);
        }
        if let Some(period) = answer.period {
            self.anchor = Some(period);
            if period.unit == Unit::Quarter {
                self.that_quarter = Some((period, context.sentence));
            }
            if period.unit <= Unit::Month {
                self.month = Some(period.start);
            }
            match period.unit {
                Unit::Day => {
                    (self.day, self.day_in) = (Some(period.start), Some(context.sentence));
                    if self.reference.is_none_or(|reference| period.start <= reference) {
                        self.past_day = self.day;
                    }
                }
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

    /// The quarter that "a year earlier" is compared with, unless the sentence tells of longer, or of neither quarters
    /// nor sums.
    pub(super) fn compared(&self, context: &Context) -> Option<Period> {
        let named = self.that_quarter.is_some_and(|(_, sentence)| sentence == context.sentence);
        let here = named || context.compared;
        self.quarter.filter(|_| here && self.months_in != Some(context.sentence))
    }

    fn present(&self) -> Answer {
        let mut answer = Answer::value(TimexKind::Date, "PRESENT_REF", "the time of writing");
        answer.interval = self.reference.map(Interval::day);
        answer
    }

    pub(super) fn relative(&self, fields: &Fields, context: &Context) -> Answer {
        // What a history calls today is its writer's time.
        if self.narrative && fields.relative == Some(TODAY) && fields.side == 0 {
            return self.present();
        }
        let Some(now) = self.now() else {
            return unknown("no day to count from");
        };
        let code = fields.relative.unwrap_or(TODAY);
        let days = match code {
            TONIGHT => 0,
            // The night that is over in the morning's paper.
            OVERNIGHT if context.tense == Tense::Future => 0,
            OVERNIGHT => -1,
            code => i32::from(code) - i32::from(TODAY),
        } + i32::from(fields.side);
        let Some(day) = add_days(now, days) else { return unknown("out of the calendar") };
        let mut answer = Answer::period(Period::day(day), counted(now, days, Unit::Day));
        if let Some(part) = fields.part.or((code >= TONIGHT).then_some(NIGHT)) {
            answer.value = Some(format!("{day}{}", part_of_day(part)));
            answer.kind = Some(TimexKind::Time);
        }
        answer
    }

    pub(super) fn which(
        &self,
        fields: &Fields,
        context: &Context,
        next: Option<&Expression>,
    ) -> Answer {
        let which = fields.which.unwrap_or(Which::The);
        // "last month" is the writer's, also in a history; "the last month" is the story's.
        let own = self.reference.filter(|_| which == Which::Last && !context.definite);
        let Some(now) = own.or_else(|| self.now()) else {
            return unknown("no day to count from");
        };
        // "the day before last Tuesday".
        if let (side @ (-1 | 1), Some(_)) = (fields.side, fields.weekday) {
            let plain = Fields { side: 0, unit: None, ..*fields };
            let which = if which == Which::BeforeLast { Which::Last } else { which };
            let day = dates::picked(self, which, &plain, context, now).period;
            return dates::whole(
                day.and_then(|day| day.shift(side.into())),
                &format!("counted from {}", in_words(now)),
            );
        }
        if fields.month.is_some() || fields.weekday.is_some() || fields.season.is_some() {
            return dates::picked(self, which, fields, context, now);
        }
        if let Some(part) = fields.part {
            return self.part(which, part, now, context);
        }
        let Some(unit) = fields.unit else {
            // "year-end", "overnight".
            let end = Period::of(Unit::Year, now).end();
            return Answer::period(Period::day(end), format!("the end of {}", now.year()));
        };
        // "later in the day", told of what was: the day told of.
        if (which, unit) == (Which::The, Unit::Day)
            && fields.later != 0
            && context.tense == Tense::Past
            && let Some(day) = self.day_told(context)
        {
            return Answer::period(Period::day(day), "the day named before".to_owned());
        }
        // "over the last decade" is up to now, as "the past day" is.
        let up_to_now = which == Which::Past && (unit >= Unit::Decade || unit == Unit::Day)
            || which == Which::Last && unit == Unit::Decade && context.definite;
        if up_to_now {
            return self.stretch(&Fields { count: Some(1), ..*fields });
        }
        if unit == Unit::Quarter && which != Which::BeforeLast {
            return self.which_quarter(which, now, context, next);
        }
        // "the week ended Oct. 19".
        if matches!(unit, Unit::Week | Unit::Month | Unit::Year)
            && let Some(end) = year_parts::ended(self, context, next)
        {
            return Answer::period(
                Period::of(unit, end),
                format!("the {} that ended on {}", unit.name(), in_words(end)),
            );
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
            // "Later in the year it was sold": of the year that was told of.
            Which::The if fields.later > 0 && context.tense == Tense::Past => (anchored(), 0),
            Which::This | Which::The | Which::Latest | Which::Recent => (here, 0),
            Which::Last | Which::Past => (here, -1),
            Which::BeforeLast => (here, -2),
            // "the next day", told of what is past.
            Which::Next
                if context.definite && (unit == Unit::Day || context.tense == Tense::Past) =>
            {
                (anchored(), 1)
            }
            Which::Next | Which::Coming => (here, 1),
            Which::That => (anchored(), 0),
            Which::Previous => (anchored(), -1),
            Which::Following => (anchored(), 1),
        };
        // "in the new year": no later than the next, or than this one, if it is past.
        if fields.new_year {
            let year = match context.tense {
                Tense::Past => now.year().min(from.start.year() + 1),
                _ => now.year() + 1,
            };
            return dates::whole(Period::year(year), &format!("the one after {}", year - 1));
        }
        match from.shift(steps) {
            Some(period) => {
                let answer = Answer::period(period, counted(from.start, steps, unit));
                self.side_of(period, fields, context, answer)
            }
            None => unknown("out of the calendar"),
        }
    }

    /// "earlier this month", "later that year": up to, or from, publication, or what was named last in it.
    fn side_of(
        &self,
        period: Period,
        fields: &Fields,
        context: &Context,
        mut answer: Answer,
    ) -> Answer {
        let within = |day: &Date| (period.start..=period.end()).contains(day);
        // What is past is not later than publication.
        let old =
            fields.which == Some(Which::That) || fields.later > 0 && context.tense == Tense::Past;
        let own = self.reference.filter(|_| !self.narrative && !old).filter(within);
        let told = self.anchor.filter(|told| told.unit < period.unit && within(&told.start));
        let (start, end) = match (fields.later, own, told) {
            (-1, Some(now), _) => (period.start, now),
            (1, Some(now), _) => (now, period.end()),
            (-1, None, Some(told)) => match add_days(told.start, -1) {
                Some(day) => (period.start, day),
                None => return answer,
            },
            (1, None, Some(told)) => match add_days(told.end(), 1) {
                Some(day) => (day, period.end()),
                None => return answer,
            },
            _ => return answer,
        };
        if period.unit > Unit::Day && start <= end {
            answer.why = format!("{}: {} to {}", answer.why, in_words(start), in_words(end));
            answer.interval = Some(Interval {
                start: Some(start),
                end: Some(end),
                precision: Precision::Interval,
            });
        }
        answer
    }
}

pub(super) fn unknown(why: &str) -> Answer {
    Answer { why: why.to_owned(), ..Answer::default() }
}

/// "6 March 2026 less 3 days".
pub(super) fn counted(from: Date, steps: i32, unit: Unit) -> String {
    let from = in_words(from);
    match steps {
        0 => format!("the {} of {from}", unit.name()),
        _ if steps < 0 => format!("{from} less {}", counted_units(-steps, unit)),
        _ => format!("{from} and {}", counted_units(steps, unit)),
    }
}

/// "one week", "three weeks".
pub(super) fn counted_units(count: i32, unit: Unit) -> String {
    let plural = match (count, unit) {
        (1, _) => return format!("one {}", unit.name()),
        (_, Unit::Century) => return format!("{count} centuries"),
        _ => "s",
    };
    format!("{count} {}{plural}", unit.name())
}

/// Whether an expression lies ahead of the reference, as far as its verb and preposition tell.
pub(super) fn ahead(context: &Context) -> Option<bool> {
    match (context.preposition, context.tense) {
        (Preposition::Ahead, _) => Some(true),
        (Preposition::Since, _) | (_, Tense::Past) => Some(false),
        (Preposition::Starting, Tense::Present | Tense::Unknown) | (_, Tense::Future) => Some(true),
        (_, Tense::Present | Tense::Unknown) => None,
    }
}
