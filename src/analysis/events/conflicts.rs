//! What does not agree about an event.

use jiff::civil::Date;

use super::{Event, EventKind, Interval, clause::Words};
use crate::{analysis::times::in_words, text::Span};

/// How many events back the same thing is looked for.
const BACK: usize = 40;

/// Told as past, though it lies after the day of publication: `said` are the words of its date, which name a year.
pub(super) fn past_ahead(
    words: &Words<'_>,
    clause: (usize, usize),
    said: &str,
    when: &Interval,
    published: Option<Date>,
) -> Option<String> {
    let (published, start) = (published?, when.start?);
    let year = said.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
    let past = (clause.0..clause.1).any(|at| words.is_past(at) && !words.is_capital(at));
    (year && past && start > published && !super::when::future(words)).then(|| {
        let (start, published) = (in_words(start), in_words(published));
        format!("It is told as past, but {start} is after the day of publication, {published}.")
    })
}

/// The same thing told of another day by an event before.
pub(super) fn two_dates(
    text: &str,
    events: &[Event],
    sentence: Span,
    title: Span,
    when: &Interval,
    kind: EventKind,
) -> Option<String> {
    const ENOUGH: usize = 4;
    let told = |kind| matches!(kind, EventKind::Happening | EventKind::Background);
    if !told(kind) || !when.is_exact() {
        return None;
    }
    let own = stems(title.of(text));
    let other = events.iter().rev().take(BACK).find(|event| {
        if event.sentence == sentence
            || !told(event.kind)
            || !event.when.is_exact()
            || event.when.start == when.start
        {
            return false;
        }
        let others = stems(event.title.of(text));
        let shared = own.iter().filter(|stem| others.contains(stem)).count();
        shared >= ENOUGH && shared * 5 >= own.len().max(others.len()) * 4
    })?;
    Some(format!("The same seems to be told of {} before.", in_words(other.when.start?)))
}

/// The beginnings of the longer words, without those of dates.
pub(super) fn stems(title: &str) -> Vec<String> {
    const LETTERS: usize = 6;
    title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 3 && !word.contains(|c: char| c.is_ascii_digit()))
        .map(str::to_lowercase)
        .filter(|word| !word.ends_with("day") && !MONTHS.contains(&word.as_str()))
        .map(|word| word.chars().take(LETTERS).collect())
        .collect()
}

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
