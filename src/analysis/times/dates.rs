//! Dates that want a year, a direction or a century.

use jiff::civil::Date;

use super::{
    TimexKind,
    class::{Unit, Which},
    context::{Context, Follows, Preposition},
    meaning::Fields,
    resolve::{Answer, State, ahead, counted, unknown},
    tense::Tense,
    value::{Period, add_days, date as day_of, in_words, part_of_day, weekday},
};

/// A date by its parts.
pub(super) fn date(state: &State, fields: &Fields, context: &Context) -> Answer {
    let mut answer = plain(state, fields, context);
    // "the early hours of Tuesday".
    if let (Some(Unit::Hour), Some(period)) = (fields.unit, answer.period) {
        answer.value = Some(format!("{}{}", period.value(), part_of_day(0)));
        answer.kind = Some(TimexKind::Time);
        return answer;
    }
    if let (Some(unit), Some(Period { start, unit: Unit::Day })) = (fields.unit, answer.period) {
        // "the week of March 6".
        let why = format!("the {} of {}", unit.name(), in_words(start));
        return Answer::period(Period::of(unit, start), why);
    }
    if let (Some(part), Some(period)) = (fields.part, answer.period) {
        answer.value = Some(format!("{}{}", period.value(), part_of_day(part)));
        answer.kind = Some(TimexKind::Time);
    }
    answer
}

pub(super) fn plain(state: &State, fields: &Fields, context: &Context) -> Answer {
    let (year, month, day) = (fields.year, fields.month, fields.day);
    if (fields.count, fields.other, year) == (Some(9), Some(11), None) {
        return whole(day_of(2001, 9, 11).map(Period::day), "the attacks of that year");
    }
    if let (Some(one), Some(two)) = (fields.count, fields.other)
        && let Some(year) = year
        && month.is_none()
    {
        return numeric(state, year, one, two, fields.day_first);
    }
    let context = &if fields.which == Some(Which::Last) {
        Context { tense: Tense::Past, ..*context }
    } else {
        *context
    };
    match (year, month, day) {
        (Some(year), Some(month), Some(day)) => match day_of(year, month, day) {
            Some(date) => Answer {
                conflict: weekday_conflict(date, fields.weekday),
                ..Answer::period(Period::day(date), "as written".to_owned())
            },
            None => impossible(Some(year), month, day),
        },
        (Some(year), Some(month), None) => whole(Period::month(year, month), "as written"),
        (Some(year), None, _) => whole(Period::year(year), "as written"),
        (None, Some(month), Some(day)) => month_day(state, month, day, fields.weekday, context),
        (None, Some(month), None) => month_alone(state, month, context),
        (None, None, day) => {
            if let Some(decade) = fields.decade {
                let century = if decade < 100 { if decade < 20 { 2000 } else { 1900 } } else { 0 };
                return whole(
                    day_of(century + decade, 1, 1)
                        .map(|start| Period { unit: Unit::Decade, start }),
                    "ten years",
                );
            }
            if let Some(weekday) = fields.weekday {
                return match day {
                    Some(day) => weekday_with_day(state, weekday, day),
                    None => weekday_alone(state, weekday, context),
                };
            }
            if let Some(ordinal) = fields.ordinal {
                let start = i16::try_from(ordinal).ok().and_then(|n| day_of((n - 1) * 100, 1, 1));
                let mut answer = Answer {
                    period: start.map(|start| Period { unit: Unit::Century, start }),
                    why: "a hundred years".to_owned(),
                    ..Answer::default()
                };
                if answer.period.is_none() {
                    answer.value = Some(format!("{:02}", ordinal.saturating_sub(1)));
                }
                return answer;
            }
            match day {
                Some(day) => day_alone(state, day, context),
                None => unknown("no part of it is a date"),
            }
        }
    }
}

/// A day that no calendar has: nothing else is put in its place.
pub(super) fn impossible(year: Option<i16>, month: u8, day: u8) -> Answer {
    let name = day_of(2000, month, 1).map_or_else(String::new, |d| d.strftime("%B").to_string());
    let said = year.map_or_else(String::new, |year| format!(" {year}"));
    let number = year.map_or_else(|| "XXXX".to_owned(), |year| format!("{year:04}"));
    Answer {
        value: Some(format!("{number}-{month:02}-XX")),
        why: "not in the calendar".to_owned(),
        conflict: Some(format!("there is no {day} {name}{said}")),
        ..Answer::default()
    }
}

pub(super) fn whole(period: Option<Period>, why: &str) -> Answer {
    period.map_or_else(|| unknown("out of the calendar"), |p| Answer::period(p, why.to_owned()))
}

/// "12/5/2003": in the order of the rest of the text, else month first, unless it is written with points.
fn numeric(state: &State, year: i16, one: u32, two: u32, points: bool) -> Answer {
    let date =
        |month: u32, day: u32| day_of(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let day_first = state.day_first.unwrap_or(points);
    let both =
        if day_first { (date(two, one), date(one, two)) } else { (date(one, two), date(two, one)) };
    let order = if day_first { "day/month" } else { "month/day" };
    match both {
        (Some(first), Some(other)) if first != other => {
            let mut answer = Answer::period(Period::day(first), String::new());
            if state.day_first.is_some() {
                answer.why = format!(
                    "read as {order}, as the text's other dates are; it may also be {}",
                    in_words(other)
                );
            } else {
                let (first, other) = (in_words(first), in_words(other));
                answer.why = format!("read as {order}; it may also be {other}");
                answer.conflict =
                    Some(format!("nothing in the text tells whether this is {first} or {other}"));
            }
            answer
        }
        (Some(date), _) | (None, Some(date)) => {
            Answer::period(Period::day(date), "as written".to_owned())
        }
        (None, None) => {
            // "31/4/2020": only one of the two can be the month.
            let (month, day) = if one <= 12 { (one, two) } else { (two, one) };
            impossible(Some(year), month as u8, day as u8)
        }
    }
}

/// What is wrong with a weekday said beside a date that is not its own.
fn weekday_conflict(date: Date, said: Option<u8>) -> Option<String> {
    let said = said.filter(|said| *said != weekday(date))?;
    let name =
        add_days(date, i32::from(said) - i32::from(weekday(date)))?.strftime("%A").to_string();
    Some(format!("{} is a {}, not a {name}", in_words(date), date.strftime("%A")))
}

/// A date without a year is seldom further away than this, in days, if its next of kin is nearer than `NEAR`.
const FAR: i32 = 270;
const NEAR: i32 = 60;

/// Of the same date in the years around the reference, the one that weekday, tense and nearness choose.
fn month_day(state: &State, month: u8, day: u8, said: Option<u8>, context: &Context) -> Answer {
    let Some(now) = state.base(context) else {
        return Answer {
            value: Some(format!("XXXX-{month:02}-{day:02}")),
            why: "no year is said and none to lean on".to_owned(),
            ..Answer::default()
        };
    };
    if let Some(year) = state.told_year(month, context)
        && let Some(date) = day_of(year, month, day)
    {
        // "Sunday, 2 September" may tell that the text has gone on to another year.
        let fits = |date: &Date| said.is_none_or(|said| weekday(*date) == said);
        let years = [0, 1, -1, 2].iter().filter_map(|more| day_of(year + more, month, day));
        let date = years.into_iter().find(fits).unwrap_or(date);
        return Answer::period(Period::day(date), "in the year the text is in".to_owned());
    }
    if (month, day, context.follows) == (9, 11, Follows::Attacks) && now.year() >= 2001 {
        return whole(day_of(2001, 9, 11).map(Period::day), "the attacks of that year");
    }
    let year = now.year();
    let near: Vec<Date> =
        [year, year - 1, year + 1].iter().filter_map(|year| day_of(*year, month, day)).collect();
    if let Some(said) = said
        && let Some(date) = near.iter().find(|date| weekday(**date) == said)
    {
        let why = format!("the one near {} on that weekday", in_words(now));
        return Answer::period(Period::day(*date), why);
    }
    match choose(&near, now, context) {
        (Some(date), why) => Answer::period(Period::day(date), why),
        (None, _) => impossible(None, month, day),
    }
}

/// Of the same day in several years, the one that tense and nearness choose, and why.
pub(super) fn choose(near: &[Date], now: Date, context: &Context) -> (Option<Date>, String) {
    let back = near.iter().filter(|date| **date <= now).max();
    let on = near.iter().filter(|date| **date >= now).min();
    let days = |date: &Date| now.until(*date).map_or(i32::MAX, |span| span.get_days().abs());
    // What the tense says holds unless it leads far away and the other way is near.
    let sure = context.done && context.tense == Tense::Past;
    let nearer = |chosen: Option<&'_ Date>, other: Option<&'_ Date>| match (chosen, other) {
        (Some(one), Some(two)) if days(one) > FAR && days(two) < NEAR && !sure => Some(*two),
        (Some(one), _) => Some(*one),
        (None, other) => other.copied(),
    };
    let (chosen, way) = match ahead(context) {
        Some(true) => (nearer(on, back), "the next from"),
        Some(false) => (nearer(back, on), "the last before"),
        None => {
            // News looks back: a day ahead must be twice as near.
            let near = match (back, on) {
                (Some(back), Some(on)) if days(back) > 2 * days(on) => Some(*on),
                (Some(back), _) => Some(*back),
                (None, on) => on.copied(),
            };
            (near, "the likelier by")
        }
    };
    let mut why = format!("{way} {}", in_words(now));
    let other = back.into_iter().chain(on).find(|other| Some(**other) != chosen);
    if let (Some(_), Some(other)) = (chosen, other) {
        why = format!("{why}; it may also be {}", in_words(*other));
    }
    (chosen, why)
}

fn month_alone(state: &State, month: u8, context: &Context) -> Answer {
    let Some(now) = state.base(context) else {
        return Answer {
            value: Some(format!("XXXX-{month:02}")),
            why: "no year is said and none to lean on".to_owned(),
            ..Answer::default()
        };
    };
    if let Some(year) = state.told_year(month, context) {
        return whole(Period::month(year, month), "in the year the text is in");
    }
    let year = now.year();
    let here = now.month().unsigned_abs();
    let bound = matches!(context.preposition, Preposition::Until | Preposition::By);
    let other = if month > here { year - 1 } else { year + 1 };
    let year = match ahead(context) {
        Some(true) => year + i16::from(month < here),
        Some(false) => year - i16::from(month > here),
        None if month > here + 3 => year - 1,
        None if month + 9 < here || bound && month + 6 < here => year + 1,
        None => year,
    };
    let other = if year == other { now.year() } else { other };
    let other = Period::month(other, month).map_or_else(String::new, Period::in_words);
    let why = format!("the one by {}; it may also be {other}", in_words(now));
    whole(Period::month(year, month), &why)
}

fn weekday_alone(state: &State, said: u8, context: &Context) -> Answer {
    // Without a day of publication nothing tells on which side of the last day named it lies.
    let Some(now) = state.here(context).filter(|_| state.reference.is_some()) else {
        return Answer {
            value: Some(format!("XXXX-WXX-{said}")),
            why: "no day to count from".to_owned(),
            ..Answer::default()
        };
    };
    let back = (i32::from(weekday(now)) - i32::from(said)).rem_euclid(7);
    let on = (i32::from(said) - i32::from(weekday(now))).rem_euclid(7);
    let bound = match context.preposition {
        Preposition::Until | Preposition::Ahead => true,
        Preposition::By | Preposition::Before => context.tense != Tense::Past,
        _ => false,
    };
    let bound = bound && !(context.opens && context.tense == Tense::Past);
    let forward = bound
        || ahead(context) == Some(true)
            && (context.follows != Follows::Possessive || context.opens);
    let days = if forward { on } else { -back };
    let other = if days < 0 { on } else { -back };
    let alternative = add_days(now, other).filter(|_| other != days);
    let Some(day) = add_days(now, days) else { return unknown("out of the calendar") };
    let mut why = counted(now, days, Unit::Day);
    if let Some(alternative) = alternative {
        why = format!("{why}; it may also be {}", in_words(alternative));
    }
    Answer::period(Period::day(day), why)
}

/// "Friday the 13th": the last or next month in which it is.
fn weekday_with_day(state: &State, said: u8, day: u8) -> Answer {
    let Some(now) = state.now() else { return unknown("no day to count from") };
    let month = Period::of(Unit::Month, now);
    let fits = [0, -1, 1].iter().find_map(|step| {
        let month = month.shift(*step)?.start;
        day_of(month.year(), month.month().unsigned_abs(), day).filter(|d| weekday(*d) == said)
    });
    match fits {
        Some(date) => Answer::period(Period::day(date), format!("the one near {}", in_words(now))),
        None => unknown("no such day near the reference"),
    }
}

/// A day of the month so much before the last one named is of the next month.
const MUCH: i8 = 14;

/// "on the 18th": of the month that was told of last, or else of the one that tense and nearness choose.
fn day_alone(state: &State, day: u8, context: &Context) -> Answer {
    let in_month = |from: Date, steps: i32| {
        let month = Period::of(Unit::Month, from).shift(steps)?.start;
        day_of(month.year(), month.month().unsigned_abs(), day)
    };
    let named = state.month.and_then(|named| {
        let date = in_month(named, 0)?;
        // "on 28 March ... on the 2nd": of the month after.
        let turned = date.day() + MUCH < named.day();
        if turned { in_month(named, 1) } else { Some(date) }
    });
    if let Some(date) = named {
        return whole(Some(Period::day(date)), "of the month named before");
    }
    let Some(now) = state.now() else { return unknown("no month to lean on") };
    let near: Vec<Date> = [0, -1, 1].iter().filter_map(|steps| in_month(now, *steps)).collect();
    let (date, why) = choose(&near, now, context);
    whole(date.map(Period::day), &why)
}

/// The day an expression that follows "ended" stands for.
pub(super) fn end_of(state: &State, fields: &Fields, context: &Context) -> Option<Date> {
    fields.day?;
    let mut context = *context;
    // "ended Oct. 19", but "expects a loss for the year ending Sept. 30".
    if context.tense != Tense::Future {
        context.tense = Tense::Past;
    }
    date(state, fields, &context).period.map(|period| period.start)
}

/// "January last year", "June of this year".
pub(super) fn date_of(state: &State, fields: &Fields, context: &Context) -> Answer {
    let mut fields = *fields;
    fields.year = fields.year.or_else(|| year_by(state, fields.which));
    if fields.season.is_some() {
        return super::year_parts::season(state, &fields, context);
    }
    date(state, &fields, context)
}

/// "last December", "next Friday", "this past spring".
pub(super) fn picked(
    state: &State,
    which: Which,
    fields: &Fields,
    context: &Context,
    now: Date,
) -> Answer {
    // "the following spring": after what was told last.
    let now = match (which, state.anchor) {
        (Which::Following, Some(anchor)) => anchor.end(),
        // "that summer": of the year told of.
        (Which::Previous | Which::That, Some(anchor)) => anchor.start,
        _ => now,
    };
    let find = |step: &dyn Fn(i32) -> Option<Period>, accept: &dyn Fn(Period) -> bool| {
        let order: [i32; 4] = match which {
            Which::Last
            | Which::Past
            | Which::Previous
            | Which::Recent
            | Which::Latest
            | Which::BeforeLast => [0, -1, -2, -3],
            _ => [0, 1, 2, 3],
        };
        order.iter().filter_map(|n| step(*n)).find(|period| accept(*period))
    };
    let before = matches!(
        which,
        Which::Last
            | Which::Past
            | Which::Previous
            | Which::Recent
            | Which::Latest
            | Which::BeforeLast
    );
    let strict = !matches!(which, Which::This | Which::Coming | Which::The | Which::That);
    let accept = |period: Period| {
        if which == Which::This && fields.weekday.is_none() {
            return true;
        }
        match (before, strict) {
            (true, _) => period.end() < now,
            (false, true) => period.start > now,
            (false, false) => period.end() >= now,
        }
    };
    let year = now.year();
    let from_now = format!("counted from {}", in_words(now));
    let found =
        if let (Some(_), Some(month), Some(day)) = (fields.weekday, fields.month, fields.day) {
            return month_day(state, month, day, fields.weekday, context);
        } else if let Some(said) = fields.weekday {
            let first = i32::from(said) - i32::from(weekday(now));
            let found = find(&|n| add_days(now, first + 7 * n).map(Period::day), &accept);
            // "next Friday", said on a Thursday, is not tomorrow.
            if which == Which::Next && fields.unit.is_none() && (1..=3).contains(&first) {
                let day = found.and_then(|day| day.shift(7));
                return whole(day, &from_now);
            }
            // "Monday of last week".
            if fields.unit == Some(Unit::Week) {
                let steps = match which {
                    Which::Last | Which::Past | Which::Previous => -1,
                    Which::Next | Which::Coming | Which::Following => 1,
                    _ => 0,
                };
                let day = add_days(now, first + 7 * steps).map(Period::day);
                return whole(day, &from_now);
            }
            if which == Which::BeforeLast {
                return whole(found.and_then(|day| day.shift(-7)), &from_now);
            }
            found.or_else(|| add_days(now, first - 7).map(Period::day).filter(|_| before))
        } else if let Some(month) = fields.month {
            // The month just over is "last month": "last February", said in March, is a year older.
            let just_over = |period: Period| {
                which == Which::Last && period.shift(1) == Some(Period::of(Unit::Month, now))
            };
            find(&|n| Period::month(year + n as i16, month), &|period| {
                accept(period) && !just_over(period)
            })
        } else if let Some(code) = fields.season {
            find(&|n| Period::season(year + n as i16, code), &accept)
        } else {
            None
        };
    let mut why = from_now;
    if fields.weekday.is_some()
        && let Some(other) = found.and_then(|day| day.shift(if before { -7 } else { 7 }))
    {
        why = format!("{why}; it may also be {}", in_words(other.start));
    }
    let mut answer = whole(found, &why);
    if let (Some(part), Some(period)) = (fields.part, answer.period) {
        answer.value = Some(format!("{}{}", period.value(), part_of_day(part)));
        answer.kind = Some(TimexKind::Time);
    }
    answer
}

/// The year that "last", "that", "the following" name.
pub(super) fn year_by(state: &State, which: Option<Which>) -> Option<i16> {
    let now = state.now()?.year();
    let anchor = state.anchor.map_or(now, |anchor| anchor.start.year());
    Some(match which? {
        Which::Last | Which::Past => now - 1,
        Which::Next | Which::Coming => now + 1,
        Which::That => anchor,
        Which::Previous => anchor - 1,
        Which::Following => anchor + 1,
        _ => now,
    })
}
