//! Things placed by other things: "days after", "later", "a year before", "prompted".

use jiff::civil::Date;

use super::{
    Interval,
    clause::Words,
    when::{length, span, unit_around},
};
use crate::analysis::{Timex, times::add};

/// An event known by its place relative to another.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) when: Interval,
    pub(super) from: usize,
    pub(super) to: usize,
    /// The first word of a dated draft that this one replaces; none if past the end.
    pub(super) instead_of: usize,
    pub(super) why: String,
}

/// How much "days", "weeks" and so on are taken for, in days, where no number is given.
const VAGUE: &[(&str, i32, i32, char)] = &[
    ("hours", 0, 1, 'D'),
    ("days", 1, 13, 'D'),
    ("weeks", 7, 60, 'D'),
    ("months", 1, 11, 'M'),
    ("years", 1, 9, 'Y'),
];

const ONE: &[(&str, char)] =
    &[("day", 'D'), ("week", 'W'), ("month", 'M'), ("year", 'Y'), ("decade", 'Y')];

/// Words that say that something followed from what was told before.
const FOLLOWS: &[&str] = &["prompted", "triggered", "sparked", "provoked"];

/// The placed events of a sentence. `dates` are the dated ones, by their first word; `matching` finds an
/// earlier event that some words speak of.
pub(super) fn find(
    words: &Words<'_>,
    timexes: &[Timex],
    dates: &[(usize, Interval)],
    anchor: Option<Interval>,
    published: Option<Date>,
    matching: impl Fn(usize, usize) -> Option<Interval>,
) -> Vec<Placed> {
    let none = words.len();
    for at in 0..words.len() {
        let sign = match words.get(at).to_ascii_lowercase().as_str() {
            "after" => 1,
            "before" => -1,
            _ => continue,
        };
        let Some((low, high, unit, from)) = distance(words, timexes, at) else { continue };
        return after(
            words,
            dates,
            anchor,
            published,
            &matching,
            (at, from, sign, low, high, unit),
        );
    }
    later(words, dates, anchor, published, none).into_iter().collect()
}

/// The distance said before word `at`, and where it begins: "two years", "days", "the day".
fn distance(words: &Words<'_>, timexes: &[Timex], at: usize) -> Option<(i32, i32, char, usize)> {
    let end = words.span(at.checked_sub(1)?)?.end();
    if let Some(timex) = timexes.iter().find(|timex| timex.span.end() == end)
        && let Some((count, unit)) = length(timex)
    {
        let from = words.at(timex.span.start());
        return Some((count, count, unit, from));
    }
    if let Some((_, low, high, unit)) = VAGUE.iter().find(|(word, ..)| words.is(at - 1, word)) {
        let few = at >= 2 && words.is_any(at - 2, &["few", "several"]);
        return Some((*low, *high, *unit, at - 1 - usize::from(few)));
    }
    let (_, unit) = ONE.iter().find(|(word, _)| words.is(at - 1, word))?;
    (at >= 2 && words.is_any(at - 2, &["the", "a", "one"])).then(|| (1, 1, *unit, at - 2))
}

type Distance = (usize, usize, i32, i32, i32, char);

/// "MAIN two years after OTHER" and "Two years after OTHER, MAIN".
fn after(
    words: &Words<'_>,
    dates: &[(usize, Interval)],
    anchor: Option<Interval>,
    published: Option<Date>,
    matching: &dyn Fn(usize, usize) -> Option<Interval>,
    (at, from, sign, low, high, unit): Distance,
) -> Vec<Placed> {
    let none = words.len();
    let comma = (at..none).find(|i| words.is(*i, ",")).unwrap_or(none);
    let opens = from < 2;
    let other_end = if opens { comma } else { none };
    let other =
        dates.iter().find(|(first, _)| (at..other_end).contains(first)).map(|(_, when)| *when);
    let main = dates
        .iter()
        .find(|(first, _)| !(at..other_end).contains(first) && *first != from)
        .map(|(_, when)| *when);
    let main_words = if opens { (comma + 1, none) } else { (0, from) };
    if main_words.0 >= none {
        return Vec::new();
    }
    let shift = |base: Interval, sign: i32| moved(base, sign, low, high, unit, published);
    let words_of = |(from, to): (usize, usize)| (from, to.max(from + 1));
    // The clause after "after" tells of something known, or of something with a date of its own.
    let known = other
        .or_else(|| if main.is_none() { matching(at + 1, other_end.min(at + 8)) } else { None });
    if let (Some(base), None) = (known, main) {
        let (from, to) = words_of(main_words);
        let to = to.min(from + 1);
        return shift(base, sign)
            .map(|when| Placed {
                when,
                from,
                to,
                instead_of: none,
                why: place(words, from_of(at, from), at, "of what it names"),
            })
            .into_iter()
            .collect();
    }
    // Otherwise it is the other that is placed, by what the sentence is about.
    if !words.has_verb(at + 1, other_end) && other.is_none() {
        if words.is_any(at + 1, &["that", "this", "it"])
            && let Some(base) = anchor
        {
            let (from, to) = words_of(main_words);
            return shift(base, sign)
                .map(|when| Placed {
                    when,
                    from,
                    to: to.min(from + 1),
                    instead_of: none,
                    why: "placed by what was told before".to_owned(),
                })
                .into_iter()
                .collect();
        }
    }
    if other.is_some() {
        return Vec::new();
    }
    if at + 1 >= other_end || !words.has_verb(at + 1, other_end) {
        // "the day before": counted from what was told.
        if at + 1 >= none || !words.is_word(at + 1) {
            let Some(base) = main.or(anchor) else { return Vec::new() };
            return shift(base, sign)
                .map(|when| Placed {
                    when,
                    from,
                    to: at + 1,
                    instead_of: none,
                    why: "counted from what was told".to_owned(),
                })
                .into_iter()
                .collect();
        }
        return Vec::new();
    }
    let Some(base) = main.or(published.map(Interval::day)) else { return Vec::new() };
    shift(base, -sign)
        .map(|when| Placed {
            when,
            from: at + 1,
            to: at + 2,
            instead_of: none,
            why: "counted back from what the sentence tells".to_owned(),
        })
        .into_iter()
        .collect()
}

fn from_of(at: usize, from: usize) -> usize {
    from.min(at)
}

fn place(words: &Words<'_>, _from: usize, at: usize, rest: &str) -> String {
    format!(
        "“{} {}” {rest}",
        at.checked_sub(1).map_or("", |before| words.get(before)),
        words.get(at)
    )
}

/// `base` moved by the distance; in the unit said.
fn moved(
    base: Interval,
    sign: i32,
    low: i32,
    high: i32,
    unit: char,
    published: Option<Date>,
) -> Option<Interval> {
    let (start, end) = (base.start?, base.end?);
    if low == high {
        let day = add(if sign > 0 { end } else { start }, sign * low, unit)?;
        if base.is_exact() && matches!(unit, 'D' | 'W') {
            return Some(Interval::day(day));
        }
        if matches!(unit, 'D' | 'W') {
            return span(add(start, sign * low, unit), add(end, sign * low, unit));
        }
        return Some(unit_around(add(start, sign * low, unit)?, unit));
    }
    let (from, to) = if sign > 0 {
        (add(end, low, unit)?, add(end, high, unit)?)
    } else {
        (add(start, -high, unit)?, add(start, -low, unit)?)
    };
    let to = published.filter(|day| from <= *day).map_or(to, |day| to.min(day));
    span(Some(from), Some(to))
}

/// "Later", "but later", "since then", "prompted": between the anchor and publication.
fn later(
    words: &Words<'_>,
    dates: &[(usize, Interval)],
    anchor: Option<Interval>,
    published: Option<Date>,
    none: usize,
) -> Option<Placed> {
    let published = published?;
    let at = (0..words.len()).find(|at| {
        let start = *at == 0
            || at
                .checked_sub(1)
                .is_some_and(|b| words.is_any(b, &["but", "and", "was", ",", "were"]));
        let word = words.is_any(*at, &["later", "afterwards", "afterward", "subsequently", "then"]);
        let then = words.is(*at, "then");
        word && start && (!then || *at == 0 && words.has_verb(1, 8))
            || words.is(*at, "since") && words.is(at + 1, "then")
            || words.is(*at, "after") && words.is_any(at + 1, &["that", "this"])
            || words.is(*at, "in") && words.is(at + 1, "response")
            || words.is(*at, "as") && words.is(at + 1, "a") && words.is(at + 2, "result")
            || words.is_any(*at, FOLLOWS)
    })?;
    let own = dates.iter().rev().find(|(first, _)| *first < at).map(|(_, when)| *when);
    if own.is_none() && !dates.is_empty() {
        return None;
    }
    let base = own.or(anchor)?;
    let first = if words.is(at, "since") {
        base.start
    } else {
        add(base.start?.max(day_before(base)), 1, 'D')
    };
    let first = first.filter(|first| *first <= published).or(base.start)?;
    let when = span(Some(first), Some(published))?;
    (first < published).then(|| Placed {
        when,
        from: at,
        to: at + 1,
        instead_of: none,
        why: format!("“{}”: after what was told before, up to publication", words.get(at)),
    })
}

/// An anchor that itself is only bounded gives no more than its start.
fn day_before(base: Interval) -> Date {
    let start = base.start.unwrap_or(Date::MIN);
    match (base.precision, base.end) {
        (super::Precision::Interval | super::Precision::Unknown, _) => {
            add(start, -1, 'D').unwrap_or(start)
        }
        (_, Some(end)) => end,
        (_, None) => start,
    }
}
