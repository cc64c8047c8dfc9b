//! Days with a name and a rule: Christmas, Easter, Thanksgiving.

use jiff::civil::Date;

use super::{
    class::Which,
    context::Context,
    dates::whole,
    meaning::Fields,
    resolve::{Answer, State, ahead, unknown},
    value::{Period, add_days, date as day_of, weekday},
};

/// Days with a name and a rule: see the codes in lexicon.rs.
pub(super) fn festival(state: &State, fields: &Fields, context: &Context) -> Answer {
    let Some(code) = fields.festival else { return unknown("not known") };
    let Some(now) = state.now().or_else(|| fields.year.and_then(|year| day_of(year, 7, 1))) else {
        return unknown("no year to lean on");
    };
    let in_year = |year: i16| match code {
        0 => day_of(year, 12, 25),
        4 => {
            // The fourth Thursday of November.
            let first = day_of(year, 11, 1)?;
            add_days(first, (4 - i32::from(weekday(first))).rem_euclid(7) + 21)
        }
        5 => easter(year),
        6 => day_of(year, 10, 31),
        _ => day_of(year, 1, 1),
    };
    if let Some(year) = fields.year {
        return whole(in_year(year).map(Period::day), "by its rule");
    }
    let days: Vec<Date> =
        [now.year() - 1, now.year(), now.year() + 1].iter().filter_map(|y| in_year(*y)).collect();
    let back = days.iter().rev().find(|day| **day < now);
    let on = days.iter().find(|day| **day >= now);
    let chosen = match (fields.which, ahead(context)) {
        (Some(Which::Last), _) | (None, Some(false)) => back,
        (Some(Which::Next), _) | (None, Some(true)) => on,
        (Some(Which::This), _) => days.get(1),
        _ => days.iter().min_by_key(|day| now.until(**day).map_or(999, |s| s.get_days().abs())),
    };
    whole(chosen.map(|day| Period::day(*day)), &format!("the one by {now}"))
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
    day_of(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}
