//! What others wrote on the same article, as commands for the notebook: annotations of W3C's and Hypothesis' kind,
//! and events of `TimelineJS`.
//!
//! Nothing comes twice: annotations keep their ids, and an event that the timeline has already is passed over.

use std::collections::HashSet;

use jiff::{Timestamp, civil::Date};
use serde_json::Value;

use super::{
    Told, Work, annotations::hash, place::Folded, read_annotations, read_timeline,
    summary::one_line,
};
use crate::{
    analysis::{EventKind, Interval, Precision},
    app::Incoming,
    notebook::{Command, Id, Ruling, Selector, Standing, Verdict},
    text::{Span, counted},
};

/// Reads `text`, told apart by what it holds. An error is a sentence.
pub fn incoming(text: &str, work: &Work<'_>) -> Result<Incoming, String> {
    let text = text.trim_start_matches('\u{feff}');
    let is_json = text.trim_start().starts_with(['{', '[']);
    let is_timeline = !is_json
        || serde_json::from_str::<Value>(text)
            .is_ok_and(|value| value.get("events").is_some_and(Value::is_array));
    if is_timeline { Ok(events(&read_timeline(text)?, work)) } else { annotations(text, work) }
}

fn annotations(text: &str, work: &Work<'_>) -> Result<Incoming, String> {
    let read = read_annotations(text, work.article)?;
    let mut remarks = read.complaints;
    let here: HashSet<Id> = work.notebook.annotations().iter().map(|a| a.id).collect();
    let (known, mut new): (Vec<_>, Vec<_>) =
        read.annotations.into_iter().partition(|annotation| here.contains(&annotation.id));
    // What tells no moment is from now on here.
    for annotation in new.iter_mut().filter(|new| new.created == Timestamp::UNIX_EPOCH) {
        (annotation.created, annotation.modified) = (work.now, work.now);
    }
    if !known.is_empty() {
        remarks.push(format!("{} already in the notebook.", counted(known.len(), "annotation")));
    }
    let count = |is_one: fn(&Standing) -> bool| {
        new.iter().filter(|new| is_one(&new.target.standing)).count()
    };
    let mut tell = |number: usize, what: &str| {
        if number > 0 {
            remarks.push(format!("{} {what}", counted(number, "annotation")));
        }
    };
    tell(
        count(|standing| *standing == Standing::Orphan),
        "taken without a place: the words are not in this article.",
    );
    tell(
        count(|standing| matches!(standing, Standing::Moved | Standing::Suggested { .. })),
        "whose place is not sure; the review shows where the words may be.",
    );
    Ok(Incoming { commands: new.into_iter().map(Command::Annotate).collect(), remarks })
}

fn events(told: &[Told], work: &Work<'_>) -> Incoming {
    let text = work.article.text();
    let known: HashSet<(String, Option<Date>)> = work
        .analysis
        .events
        .iter()
        .map(|event| (work.event_words(event), event.when.start.or(event.when.end)))
        .collect();
    let folded = Folded::new(text);
    let mut last = 0;
    let mut ids: HashSet<Id> = work.notebook.verdicts().iter().map(|old| old.id).collect();
    let mut at = work.notebook.verdicts().len();
    let mut incoming = Incoming::default();
    let (mut there, mut lost) = (0, 0);
    for told in told {
        let when = told.when.or_else(|| when(told));
        let start = when.and_then(|when| when.start.or(when.end));
        if known.contains(&(one_line(&told.headline), start)) {
            there += 1;
            continue;
        }
        let Some(span) = place(&folded, told, last) else {
            lost += 1;
            continue;
        };
        last = span.start();
        let kind = EventKind::ALL.into_iter().find(|kind| kind.name() == told.group);
        let key = format!("{:?} {} {}", told.start, told.headline, span.start());
        let verdict = Verdict {
            id: Id::new(hash(&key)),
            on: Selector::new(text, span),
            ruling: Ruling::Event { kind: kind.unwrap_or(EventKind::Happening), when },
            contested: false,
        };
        if ids.insert(verdict.id) {
            incoming.commands.push(Command::Rule { at, verdict });
            at += 1;
        } else {
            there += 1;
        }
    }
    if there > 0 {
        incoming.remarks.push(format!("{} already on the timeline.", counted(there, "event")));
    }
    if lost > 0 {
        incoming.remarks.push(format!(
            "{} left out: their words are not in this article.",
            counted(lost, "event")
        ));
    }
    incoming
}

/// The words of the headline in its sentence, else the sentence, else the headline anywhere. Events come about in
/// the order of the text, so the place `after` the last one is the likelier one.
fn place(folded: &Folded<'_>, told: &Told, after: usize) -> Option<Span> {
    let sentence = folded.find(&told.text, after);
    let headline = folded.find(&told.headline, sentence.map_or(after, Span::start));
    headline
        .filter(|headline| sentence.is_none_or(|sentence| sentence.encloses(*headline)))
        .or(sentence)
}

/// The days that an event takes; none where it has no year that can be written.
fn when(told: &Told) -> Option<Interval> {
    let first = day(told.start, false)?;
    let end = if told.end[0].is_some() { told.end } else { told.start };
    let last = day(end, true)?.max(first);
    let precision = match told.start {
        _ if told.end[0].is_some() && told.end != told.start => Precision::Interval,
        [_, None, _] => Precision::Year,
        [_, _, None] => Precision::Month,
        _ => Precision::Day,
    };
    Some(Interval { start: Some(first), end: Some(last), precision })
}

/// The first or the last day of what may lack its day or month.
fn day([year, month, day]: [Option<i32>; 3], last: bool) -> Option<Date> {
    let part = |part: Option<i32>, least: i8, most: i8| {
        part.map_or(Some(if last { most } else { least }), |part| i8::try_from(part).ok())
    };
    let first = Date::new(i16::try_from(year?).ok()?, part(month, 1, 12)?, 1).ok()?;
    Date::new(first.year(), first.month(), part(day, 1, first.days_in_month())?).ok()
}
