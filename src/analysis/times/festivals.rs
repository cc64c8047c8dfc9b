//! Days with a name and a rule: Christmas, Easter, Thanksgiving.
//!
//! To teach one, add its rule to `FESTIVALS` and its word, with its place there, to `lexicon`.

use jiff::civil::Date;

use super::{
    class::{Unit, Which},
    context::Context,
    dates::{choose, whole},
    meaning::Fields,
    resolve::{Answer, State, unknown},
    value::{Period, add_days, date as day_of, in_words, nth_weekday, weekday},
};
use crate::analysis::{Interval, Precision};

/// How a festival's day is found in a year.
#[derive(Clone, Copy, Debug)]
enum Rule {
    /// Month and day.
    Fixed(u8, u8),
    /// Month, weekday from Monday, which of them (0 is the last), and how many days after it.
    Nth(u8, u8, u8, i32),
    /// Days from Easter Sunday.
    Easter(i32),
    /// Month and day of the Islamic calendar, and how many days it lasts.
    Islamic(i32, i32, i32),
}

use Rule::{Easter, Fixed, Islamic, Nth};

const NEW_YEAR: usize = 0;

/// By the codes of lexicon.rs.
const FESTIVALS: &[Rule] = &[
    Fixed(1, 1),
    // Christmas, Halloween, Thanksgiving in the United States, Easter.
    Fixed(12, 25),
    Fixed(10, 31),
    Nth(11, 4, 4, 0),
    Easter(0),
    // 5: Valentine's, Memorial, Labor, Independence, Veterans.
    Fixed(2, 14),
    Nth(5, 1, 0, 0),
    Nth(9, 1, 1, 0),
    Fixed(7, 4),
    Fixed(11, 11),
    // 10: Columbus, Presidents', Boxing, Bastille, Canada.
    Nth(10, 1, 2, 0),
    Nth(2, 1, 3, 0),
    Fixed(12, 26),
    Fixed(7, 14),
    Fixed(7, 1),
    // 15: Australia, Anzac, St Patrick's, Groundhog, Earth.
    Fixed(1, 26),
    Fixed(4, 25),
    Fixed(3, 17),
    Fixed(2, 2),
    Fixed(4, 22),
    // 20: All Saints', Armistice, Juneteenth, Ascension, Martin Luther King.
    Fixed(11, 1),
    Fixed(11, 11),
    Fixed(6, 19),
    Easter(39),
    Nth(1, 1, 3, 0),
    // 25: Good Friday, Palm Sunday, Ash Wednesday, Maundy Thursday, Shrove Tuesday, Whit Monday.
    Easter(-2),
    Easter(-7),
    Easter(-46),
    Easter(-3),
    Easter(-47),
    Easter(50),
    // Ramadan, Eid al-Fitr, Eid al-Adha.
    Islamic(9, 1, 30),
    Islamic(10, 1, 3),
    Islamic(12, 10, 4),
    // 34: Black Friday, Cyber Monday, Mother's and Father's Day in the United States, Election Day.
    Nth(11, 4, 4, 1),
    Nth(11, 4, 4, 4),
    Nth(5, 7, 2, 0),
    Nth(6, 7, 3, 0),
    Nth(11, 1, 1, 1),
    // 39: Remembrance, Pentecost, Epiphany.
    Fixed(11, 11),
    Easter(49),
    Fixed(1, 6),
];

impl Rule {
    fn day(self, year: i16) -> Option<Date> {
        match self {
            Fixed(month, day) => day_of(year, month, day),
            Nth(month, said, n, days) => {
                add_days(nth_weekday(day_of(year, month, 1)?, said, n)?, days)
            }
            Easter(days) => add_days(easter(year)?, days),
            Islamic(month, day, _) => islamic(year, month, day),
        }
    }
}

/// The festival's day; of one that the moon decides, its days and one on either side.
pub(super) fn festival(state: &State, fields: &Fields, context: &Context) -> Answer {
    let mut answer = on_its_day(state, fields, context);
    if let Some(day) = answer.period {
        answer.period = match fields.unit {
            // "the day before Christmas".
            _ if fields.side != 0 => day.shift(fields.side.into()),
            Some(unit @ (Unit::Week | Unit::Weekend)) => Some(Period::of(unit, day.start)),
            _ => Some(day),
        };
    }
    if let Some(Islamic(_, _, days)) = rule(fields)
        && let Some(first) = answer.period.take().map(|period| period.start)
    {
        answer.interval = Some(Interval {
            start: add_days(first, -1),
            end: add_days(first, days),
            precision: Precision::Interval,
        });
        answer.value = Some(if days < 30 { first.to_string() } else { month_of(first) });
        answer.why =
            format!("{}; the calendar is reckoned, the moon may differ by a day", answer.why);
    }
    answer
}

/// The month that a month of the Islamic calendar lies in for the most part.
fn month_of(first: Date) -> String {
    let middle = add_days(first, 15).unwrap_or(first);
    Period::of(Unit::Month, middle).value()
}

fn rule(fields: &Fields) -> Option<Rule> {
    FESTIVALS.get(fields.festival.map_or(NEW_YEAR, usize::from)).copied()
}

/// The festival of the year that is said, or else of the one that tense and nearness choose.
fn on_its_day(state: &State, fields: &Fields, context: &Context) -> Answer {
    let Some(rule) = rule(fields) else { return unknown("not known") };
    let in_year = |year: i16| match rule {
        // The eve of a new year is in the old one.
        Fixed(1, 1) if fields.eve => day_of(year, 12, 31),
        // "Easter Monday".
        Easter(0) => {
            let steps = fields.weekday.map_or(0, |said| i32::from(said) - 7);
            add_days(easter(year)?, if steps < -3 { steps + 7 } else { steps })
        }
        rule => add_days(rule.day(year)?, -i32::from(fields.eve)),
    };
    if let Some(year) = fields.year {
        return whole(in_year(year).map(Period::day), "by its rule in that year");
    }
    let Some(now) = state.base(context) else { return unknown("no year to lean on") };
    let near: Vec<Date> = [now.year(), now.year() - 1, now.year() + 1]
        .iter()
        .filter_map(|year| in_year(*year))
        .collect();
    if let Some(year) =
        near.first().and_then(|day| state.told_year(day.month().unsigned_abs(), context))
    {
        return whole(in_year(year).map(Period::day), "by its rule in the year the text is in");
    }
    let said = match fields.which {
        Some(Which::Last | Which::Past) => near.iter().filter(|day| **day < now).max(),
        Some(Which::Next | Which::Coming) => near.iter().filter(|day| **day > now).min(),
        Some(Which::This) => near.first(),
        _ => None,
    };
    if let Some(day) = said {
        return Answer::period(
            Period::day(*day),
            format!("by its rule, counted from {}", in_words(now)),
        );
    }
    let (day, why) = choose(&near, now, context);
    whole(day.map(Period::day), &format!("by its rule, {why}"))
}

/// A day of the Islamic calendar in a year of ours, by the tabular reckoning: thirty years of 354 days, eleven of
/// them with one more. The first, where the year has two.
fn islamic(year: i16, month: i32, day: i32) -> Option<Date> {
    /// 1 January 1970 less the day before the first of Muharram of the year 1.
    const EPOCH: i32 = 492_148 + 385;
    let from_1970 = |hijri: i32| {
        (11 * hijri + 3) / 30 + 354 * hijri + 30 * month - (month - 1) / 2 + day - EPOCH
    };
    let hijri = (i32::from(year) - 622) * 33 / 32;
    (hijri - 1..=hijri + 2)
        .filter_map(|hijri| add_days(Date::constant(1970, 1, 1), from_1970(hijri)))
        .find(|date| date.year() == year)
}

/// Easter Sunday by the anonymous Gregorian algorithm (Meeus, Jones and Butcher).
fn easter(year: i16) -> Option<Date> {
    let year_of = i32::from(year);
    let (golden, century, rest) = (year_of % 19, year_of / 100, year_of % 100);
    let moon = (19 * golden + century - century / 4 - (8 * century + 13) / 25 + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let late = (golden + 11 * moon + 19 * sunday) / 433;
    let month = (moon + sunday - 7 * late + 90) / 25;
    let day = (moon + sunday - 7 * late + 33 * month + 19) % 32;
    let found = day_of(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
    debug_assert_eq!(weekday(found), 7);
    Some(found)
}
