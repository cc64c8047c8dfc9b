//! Events of known days for calendars, after RFC 5545.
//!
//! Written by hand: it is one component of a dozen lines, and the crates for it bring a second calendar and a
//! parser with them. A month or "days after" is no entry in a calendar: such events are counted and named.

use std::collections::HashMap;

use jiff::{ToSpan as _, civil::Date};

use super::{Exported, Work, annotations::hash, summary::one_line};
use crate::{
    analysis::{Analysis, Event, Precision},
    text::counted,
    view::timeline::words::date_words,
};

/// So many of those left out are named.
const NAMED: usize = 5;

pub(super) fn write(work: &Work<'_>) -> Exported {
    let mut out = String::new();
    let mut put = |line: &str| fold(&mut out, line);
    put("BEGIN:VCALENDAR");
    put("VERSION:2.0");
    put(concat!("PRODID:-//Dateline//Dateline ", env!("CARGO_PKG_VERSION"), "//EN"));
    put("CALSCALE:GREGORIAN");
    put(&format!("X-WR-CALNAME:{}", escape(&work.title())));
    let stamp = work.now.strftime("%Y%m%dT%H%M%SZ").to_string();
    let mut left: Vec<&Event> = Vec::new();
    let mut known: HashMap<u64, usize> = HashMap::new();
    for event in &work.analysis.events {
        let Some((start, after)) = days(event, work.analysis) else {
            left.push(event);
            continue;
        };
        let title = work.event_words(event);
        let sentence = one_line(work.article.slice(event.sentence));
        put("BEGIN:VEVENT");
        // The same for the same words, whatever else is found, so that a calendar renews what it has.
        let words = work.article.slice(event.title);
        let hash = hash(&format!("{}\n{sentence}\n{words}", work.article.meta().title));
        let times = known.entry(hash).and_modify(|times| *times += 1).or_insert(1);
        put(&format!("UID:{hash:016x}-{times}@dateline"));
        put(&format!("DTSTAMP:{stamp}"));
        put(&format!("DTSTART;VALUE=DATE:{}", start.strftime("%Y%m%d")));
        put(&format!("DTEND;VALUE=DATE:{}", after.strftime("%Y%m%d")));
        put(&format!("SUMMARY:{}", escape(&title)));
        put(&format!("DESCRIPTION:{}", escape(&format!("{sentence}\n\n({})", event.why))));
        put(&format!("CATEGORIES:{}", event.kind.name().to_uppercase()));
        put("TRANSP:TRANSPARENT");
        put("END:VEVENT");
    }
    put("END:VCALENDAR");
    let mut remarks = Vec::new();
    if !left.is_empty() {
        let name = |event: &&Event| {
            let title = work.event_words(event);
            format!("“{title}” ({})", date_words(&event.when, work.analysis.published.date))
        };
        let named: Vec<String> = left.iter().take(NAMED).map(name).collect();
        let more = left.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        remarks.push(format!(
            "A calendar cannot carry what has no certain day; {} left out: {}{more}.",
            counted(left.len(), "event"),
            named.join(", ")
        ));
    }
    Exported::text(out, remarks)
}

/// The first day and the day after the last, where both are said and have years of four digits.
fn days(event: &Event, analysis: &Analysis) -> Option<(Date, Date)> {
    let (start, end) = (event.when.start?, event.when.end?);
    let timexes = &analysis.timexes;
    let first = timexes.partition_point(|timex| timex.span.start() < event.sentence.start());
    let is_said = |day: Date| {
        let own = timexes.iter().skip(first);
        own.take_while(|timex| event.sentence.encloses(timex.span))
            .any(|timex| timex.interval.is_some_and(|i| i.is_exact() && i.start == Some(day)))
    };
    let is_sure = event.when.is_exact()
        || event.when.precision == Precision::Day
        || event.when.precision == Precision::Interval && is_said(start) && is_said(end);
    let after = end.checked_add(1.day()).ok()?;
    (is_sure && start.year() >= 1).then_some((start, after))
}

/// Section 3.3.11: backslash, semicolon, comma and line's end; other control characters may not stand at all.
fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    for c in words.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}

/// Section 3.1: lines of at most 75 octets, no character cut in two; each goes on after a space.
fn fold(out: &mut String, line: &str) {
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > 75 {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters() {
        let mut out = String::new();
        fold(&mut out, &format!("SUMMARY:{}", "é👩".repeat(40)));
        assert!(out.split("\r\n").all(|line| line.len() <= 75));
        assert_eq!(out.replace("\r\n ", "").trim_end(), format!("SUMMARY:{}", "é👩".repeat(40)));
        assert_eq!(escape("a,b;c\\d\r\ne"), "a\\,b\\;c\\\\d\\ne");
    }
}
