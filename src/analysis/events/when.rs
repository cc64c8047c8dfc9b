//! From a time expression to the days of what it dates: the word before it bounds, opens or spans.

use jiff::civil::Date;

use super::{Interval, Precision, clause::Words};
use crate::analysis::{Timex, TimexKind, times::add};

/// A count and the TIMEX3 letter of its unit, of a duration such as "P33Y".
pub(super) fn length(timex: &Timex) -> Option<(i32, char)> {
    if timex.kind != TimexKind::Duration {
        return None;
    }
    let body = timex.value.as_str().strip_prefix('P')?;
    let unit = body.chars().next_back()?;
    let count = body.strip_suffix(unit)?;
    let count = count.split('.').next()?;
    Some((count.parse().ok()?, unit))
}

/// From `start` to `end`, if they are in order.
pub(super) fn span(start: Option<Date>, end: Option<Date>) -> Option<Interval> {
    let ordered = start.zip(end).is_none_or(|(start, end)| start <= end);
    let precision = if start == end { Precision::Day } else { Precision::Interval };
    ordered.then_some(Interval { start, end, precision })
}

const SUPERLATIVES: &[&str] = &[
    "first",
    "highest",
    "lowest",
    "worst",
    "best",
    "biggest",
    "largest",
    "smallest",
    "most",
    "least",
    "longest",
    "only",
    "strongest",
    "weakest",
    "deadliest",
    "fastest",
    "sharpest",
    "steepest",
    "time",
    "unprecedented",
    "fewest",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "best",
    "greatest",
];

/// The days that `timex`, at words `from..to`, gives to what happened, and what the word before it made of
/// them; `None` where it dates nothing.
pub(super) fn interval(
    words: &Words<'_>,
    from: usize,
    to: usize,
    timex: &Timex,
    published: Option<Date>,
    perfect: bool,
) -> Option<(Interval, &'static str)> {
    let before =
        |back: usize| from.checked_sub(back).map_or("", |at| words.get(at)).to_ascii_lowercase();
    // "the third time since May", but not "a third of it since May".
    let share = |back: usize| matches!(before(back + 1).as_str(), "a" | "one" | "two" | "three");
    let superlative =
        || (2..9).any(|back| SUPERLATIVES.contains(&before(back).as_str()) && !share(back));
    if let Some((count, unit)) = length(timex) {
        let now = published?;
        let first = words.get(from).to_ascii_lowercase();
        if let Some(interval) = timex.interval.filter(|interval| interval.start.is_some()) {
            return Some((interval, "the stretch up to publication"));
        }
        return match before(1).as_str() {
            "for" if perfect && !superlative() => {
                span(add(now, -count, unit), Some(now)).map(|i| (i, "so long, up to publication"))
            }
            // "within 100 days of taking office": not of publication.
            "within" if words.is_any(to, &["of", "after", "from"]) => None,
            // "Within ten years wires ran to Vienna": of what was told before.
            "within" if !looks_ahead(words, from) => None,
            "within" => span(Some(now), add(now, count, unit)).map(|i| (i, "from publication on")),
            "in" if !perfect && first != "the" && future(words) => {
                let day = add(now, count, unit)?;
                Some((unit_around(day, unit), "so long from publication"))
            }
            _ => None,
        };
    }
    let own = timex.interval?;
    let timex_text = |at: usize| words.get(at).to_ascii_lowercase();
    // "It was March 12, not March 2": the day that is taken back.
    if is_taken_back(words, from) {
        return None;
    }
    // "The one of 1866 failed in 1872": which one it is.
    if before(1) == "of" && matches!(before(2).as_str(), "one" | "ones" | "that" | "those") {
        return None;
    }
    // "the worst storm of the century"
    if before(1) == "of" && timex_text(from) == "the" && superlative() && own.start < own.end {
        return None;
    }
    let ahead = published.is_none_or(|day| own.end.is_none_or(|end| end > day));
    match before(1).as_str() {
        // "the deadliest since August 1987, when nineteen died".
        "since" if words.is(to, ",") && words.is(to + 1, "when") => Some((own, "")),
        "since" => {
            let open = published.filter(|day| own.start.is_some_and(|start| start <= *day));
            (!superlative())
                .then(|| span(own.start, open))
                .flatten()
                .map(|i| (i, "since then, up to publication"))
        }
        "until" | "till" | "through" if ahead => {
            span(published, own.end).map(|i| (i, "from publication through it"))
        }
        // "before the summer", but "before the end of the summer" is through its end.
        "before"
            if ahead
                && own.start > published
                && own.start < own.end
                && timex.modifier.is_none() =>
        {
            let last = own.start.and_then(|start| add(start, -1, 'D'));
            span(published, last).map(|i| (i, "from publication to what comes before it"))
        }
        "by" | "before" if ahead && published.is_some() => {
            span(published, own.end).map(|i| (i, "from publication to its end"))
        }
        "far" if before(2) == "so" => {
            span(own.start, published.min(own.end)).map(|i| (i, "from its start up to publication"))
        }
        // "in the year to May", "the year ended Sept. 30": the length is meant.
        _ if words.is_any(to, &["to", "ended", "ending"])
            && words.is_any(to - 1, &["year", "quarter"]) =>
        {
            None
        }
        _ => Some((own, "")),
    }
}

/// Whether "not", "rather than" or "instead of" stands before a date at `from`: "not on March 2", but "not until March 2".
fn is_taken_back(words: &Words<'_>, from: usize) -> bool {
    let back = |n: usize| from.checked_sub(n);
    let is = |n: usize, known: &[&str]| back(n).is_some_and(|at| words.is_any(at, known));
    let at = 1 + usize::from(is(1, &["on", "in", "at"]));
    is(at, &["not"])
        || is(at, &["than"]) && is(at + 1, &["rather"])
        || is(at, &["of"]) && is(at + 1, &["instead"])
}

/// The unit in which a count was said, around the day it comes to.
pub(super) fn unit_around(day: Date, unit: char) -> Interval {
    match unit {
        'Y' => Interval::year(day),
        'M' => Interval::month(day),
        'W' => {
            Interval { start: add(day, -3, 'D'), end: add(day, 3, 'D'), precision: Precision::Week }
        }
        _ => Interval::day(day),
    }
}

/// Whether the sentence tells, before the word at `end`, of what is wanted or will be, not of what was: "told to leave
/// within a day".
pub(super) fn looks_ahead(words: &Words<'_>, end: usize) -> bool {
    const WANTED: &[&str] = &["to", "must", "can", "could", "may", "might", "should"];
    future(words) || (0..end).any(|at| words.is_any(at, WANTED))
}

/// Whether the sentence looks ahead.
pub(super) fn future(words: &Words<'_>) -> bool {
    (0..words.len()).any(|at| {
        words.is_any(
            at,
            &["will", "would", "'ll", "expected", "plans", "due", "scheduled", "shall", "forecast"],
        )
    })
}
