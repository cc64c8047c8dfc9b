//! Things placed by other things: "days after", "later", "a year before", "prompted".

use jiff::civil::Date;

use super::{
    Interval,
    clause::Words,
    when::{future, length, looks_ahead, span, unit_around},
};
use crate::analysis::{Timex, times::add};

/// An event known by its place relative to another.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) when: Interval,
    pub(super) from: usize,
    pub(super) to: usize,
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

/// What a sentence says, and what was told before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) words: &'a Words<'a>,
    pub(super) timexes: &'a [Timex],
    /// The dated events of the sentence, by their first word.
    pub(super) dates: &'a [(usize, Interval)],
    /// The last thing that happened before.
    pub(super) anchor: Option<Interval>,
    pub(super) published: Option<Date>,
}

impl Told<'_> {
    /// The placed event of the sentence; `matching` finds an earlier event that some words speak of.
    pub(super) fn placed(
        &self,
        matching: impl Fn(usize, usize) -> Option<Interval>,
    ) -> Option<Placed> {
        for at in 0..self.words.len() {
            let sign = match self.words.get(at).to_ascii_lowercase().as_str() {
                "after" => 1,
                "before" => -1,
                _ => continue,
            };
            if let Some((low, high, unit, from)) = self.distance(at) {
                return self.apart(&matching, Distance { at, from, sign, low, high, unit });
            }
        }
        self.within()
            .or_else(|| self.after_length())
            .or_else(|| self.vaguely_later())
            .or_else(|| self.later())
    }

    /// The lengths that stand right after `word`: its place, where the length ends, the count and its unit.
    fn lengths_after(&self, word: &str) -> impl Iterator<Item = (usize, usize, i32, char)> {
        let Self { words, timexes, .. } = *self;
        timexes.iter().filter_map(move |timex| {
            let at =
                words.at(timex.span.start()).checked_sub(1).filter(|at| words.is(*at, word))?;
            let (count, unit) = length(timex)?;
            Some((at, words.at(timex.span.end()), count, unit))
        })
    }

    /// "Within a week it came": so long from what was told before, unless something is wanted or will be.
    fn within(&self) -> Option<Placed> {
        let words = self.words;
        let (at, _, count, unit) = self.lengths_after("within").find(|(at, to, ..)| {
            !words.is_any(*to, &["of", "after", "from"]) && !looks_ahead(words, *at)
        })?;
        let base = self.last_before(at).or(self.anchor)?;
        let (start, end) = (base.start?, add(base.end?, count, unit)?);
        let when = span(Some(start), Some(self.published.map_or(end, |day| day.min(end))))?;
        let why = "“Within”: so long from what was told before.".to_owned();
        Some(Placed { when, from: at, to: at + 1, why })
    }

    /// "It opened on 4 April but collapsed after nine days": so long from the date beside it.
    fn after_length(&self) -> Option<Placed> {
        self.lengths_after("after").find_map(|(at, to, count, unit)| {
            // "after three days of rain" is when it happened.
            if self.words.is(to, "of") {
                return None;
            }
            let base = self.last_before(at).filter(Interval::is_exact)?;
            let distance = Distance { at, from: at, sign: 1, low: count, high: count, unit };
            let when = moved(base, 1, distance, None).filter(|_| !looks_ahead(self.words, at))?;
            let why = "“After”: counted from the date beside it.".to_owned();
            Some(Placed { when, from: at, to: at + 1, why })
        })
    }

    /// "weeks later": so vaguely long after the date beside it, or what was told.
    fn vaguely_later(&self) -> Option<Placed> {
        let words = self.words;
        let (at, low, high, unit) = (1..words.len()).find_map(|at| {
            let (_, low, high, unit) =
                VAGUE.iter().find(|(word, ..)| words.is(at, "later") && words.is(at - 1, word))?;
            // "ten days later" is a date of its own.
            let counted = self.timex_until(at).is_some_and(|timex| timex.interval.is_some());
            (!counted).then_some((at, *low, *high, *unit))
        })?;
        let base = self.last_before(at).or(self.anchor.filter(|_| self.dates.is_empty()))?;
        let distance = Distance { at, from: at - 1, sign: 1, low, high, unit };
        let when = moved(base, 1, distance, self.published)?;
        let why = "“Later”: counted from what was told before.".to_owned();
        Some(Placed { when, from: at - 1, to: at + 1, why })
    }

    /// The last of the sentence's dates before word `at`.
    fn last_before(&self, at: usize) -> Option<Interval> {
        self.dates.iter().rev().find(|(first, _)| *first < at).map(|(_, when)| *when)
    }

    fn is_in_timex(&self, at: usize) -> bool {
        self.words.span(at).is_some_and(|word| {
            let mut dated = self.timexes.iter().filter(|timex| timex.interval.is_some());
            dated.any(|timex| timex.span.overlaps(word))
        })
    }

    /// The expression that ends with word `at`.
    fn timex_until(&self, at: usize) -> Option<&Timex> {
        let end = self.words.span(at)?.end();
        self.timexes.iter().find(|timex| timex.span.end() == end)
    }

    /// The distance said before word `at`, and where it begins: "two years", "days", "the day".
    fn distance(&self, at: usize) -> Option<(i32, i32, char, usize)> {
        let words = self.words;
        if let Some(timex) = self.timex_until(at.checked_sub(1)?)
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

    /// The event that a distance places: the main clause by the other, or the other by the main clause.
    fn apart(
        &self,
        matching: &dyn Fn(usize, usize) -> Option<Interval>,
        distance: Distance,
    ) -> Option<Placed> {
        const THE: &[&str] = &["the", "that", "this", "his", "her", "their", "its", "a"];
        let Self { words, dates, anchor, published, .. } = *self;
        let Distance { at, from, sign, .. } = distance;
        let end = words.len();
        let opens = from < 2;
        // "Six months after that decision he left": without a comma the next noun is what it names.
        let noun = (opens && words.is_any(at + 1, THE) && words.is_word(at + 3)).then_some(at + 2);
        let other_end = (at..end).find(|i| words.is(*i, ",")).or(noun).unwrap_or(end);
        let main_at = if opens { other_end + 1 } else { 0 };
        if main_at >= end {
            return None;
        }
        let find = |accept: &dyn Fn(usize) -> bool| {
            dates.iter().find(|(first, _)| accept(*first)).map(|(_, when)| *when)
        };
        let other = find(&|first| (at..other_end).contains(&first));
        let main = find(&|first| if opens { first > other_end } else { first < from });
        let place = |base: Interval, sign: i32, from: usize, why: &str| {
            let when = moved(base, sign, distance, published)?;
            let said = words.get(at);
            Some(Placed { when, from, to: from + 1, why: format!("“{said}”: {why}.") })
        };
        let tells = words.has_verb(at + 1, other_end);
        match (main, other) {
            (None, Some(other)) => place(other, sign, main_at, "counted from the date beside it"),
            // "two years after a landslide tore it away": the new thing is what lies further off.
            (Some(main), None) if tells => {
                place(main, -sign, at + 1, "counted from what the sentence tells")
            }
            (None, None) if tells => {
                let told = words.is_any(at + 1, &["he", "she", "it", "they"]) && !opens;
                if let Some(known) = told.then(|| matching(at + 1, other_end)).flatten() {
                    return place(known, sign, main_at, "counted from what it names");
                }
                place(Interval::day(published?), -sign, at + 1, "counted from publication")
            }
            // "the day before": counted from what was told.
            (main, None) if !words.is_word(at + 1) => {
                place(main.or(anchor)?, sign, from, "counted from what was told")
            }
            (None, None) => {
                let back = words.is_any(at + 1, &["that", "this", "it"]);
                let known = matching(at + 1, other_end.min(at + 8)).or(anchor.filter(|_| back))?;
                place(known, sign, main_at, "counted from what it names")
            }
            (Some(_), _) => None,
        }
    }

    /// "Later", "but later", "since then", "prompted": between the anchor and publication.
    fn later(&self) -> Option<Placed> {
        let words = self.words;
        let published = self.published.filter(|_| !future(words))?;
        let at = (0..words.len()).find(|at| {
            let start = *at == 0
                || at
                    .checked_sub(1)
                    .is_some_and(|b| words.is_any(b, &["but", "and", "was", ",", "were"]));
            // "later that day" is a date of its own.
            let word = !self.is_in_timex(*at)
                && words.is_any(*at, &["later", "afterwards", "afterward", "subsequently", "then"]);
            let then = words.is(*at, "then");
            word && start && (!then || *at == 0 && words.has_verb(1, 8))
                || words.is(*at, "since") && words.is(at + 1, "then")
                || words.is(*at, "after") && words.is_any(at + 1, &["that", "this"])
                || words.is(*at, "in") && words.is(at + 1, "response")
                || words.is(*at, "as") && words.is(at + 1, "a") && words.is(at + 2, "result")
                || words.is_any(*at, FOLLOWS)
        })?;
        let own = self.last_before(at);
        if own.is_none() && !self.dates.is_empty() {
            return None;
        }
        let base = own.or(self.anchor)?;
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
            why: format!("“{}”: after what was told before, up to publication.", words.get(at)),
        })
    }
}

/// "MAIN two years after OTHER" and "Two years after OTHER, MAIN".
#[derive(Debug, Clone, Copy)]
struct Distance {
    /// The place of "after" or "before".
    at: usize,
    /// Where the distance begins.
    from: usize,
    /// 1 for after, -1 for before.
    sign: i32,
    low: i32,
    high: i32,
    unit: char,
}

/// `base` moved by the distance; in the unit said.
fn moved(
    base: Interval,
    sign: i32,
    distance: Distance,
    published: Option<Date>,
) -> Option<Interval> {
    let Distance { low, high, unit, .. } = distance;
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
