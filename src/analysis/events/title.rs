//! Titles: the stretch of a sentence that names what happened, in its own words.
//!
//! A title leaves out who reported it and where the report was written, begins where a phrase begins, and ends
//! before a phrase that would be cut.

use super::{
    clause::{JOINTS, Words},
    speech::{REPORTING, Saying},
};
use crate::text::Span;

/// A title has at most so many words,
const MOST: usize = 14;
/// and, where it must be cut, at least so many.
const LEAST: usize = 7;

/// Before these a title may be cut.
const BREAKS: &[&str] = &[
    "of", "in", "on", "at", "to", "for", "by", "with", "from", "after", "before", "and", "but",
    "or", "when", "while", "which", "who", "that", "where", "because", "as", "near", "between",
    "into", "over", "during", "against", "about", "under", "through", "since", "until", "without",
    "within", "than", "if",
];

/// A title does not begin or end with these.
const FUNCTION: &[&str] = &[
    "the", "a", "an", "of", "in", "on", "to", "and", "its", "at", "for", "by", "with", "from",
    "his", "her", "their", "that", "as", "or", "but",
];

/// Where an event stands in its sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The words that date it, or its saying verb.
    pub(super) from: usize,
    pub(super) to: usize,
    /// The end of the words that date the event before it in the sentence, or 0.
    pub(super) after: usize,
}

/// The title of an event, and the clause it is cut from, in words.
pub(super) fn title(
    words: &Words<'_>,
    place: Place,
    saying: Option<&Saying<'_>>,
) -> (Span, (usize, usize)) {
    let whole = (after_dateline(words), words.len());
    let body = saying
        .and_then(|saying| {
            let told = told(words, whole, saying.verb)?;
            let (start, end) = words.clause(saying.verb, saying.verb + 1);
            // "was banned on Tuesday after a test confirmed that ..": not what the verb tells.
            let apart =
                !(told.0..told.1).contains(&place.from) && !(start..end).contains(&place.from);
            (!apart).then_some(told)
        })
        .unwrap_or(whole);
    let (start, end) = clause(words, place, body);
    let first = begin(words, start, end, place, body);
    let last = cut(words, first, end);
    let span = match (words.span(first), words.span(last.max(first + 1) - 1)) {
        (Some(first), Some(last)) => first.cover(last),
        _ => Span::default(),
    };
    (span, (start, end))
}

/// The first word after "LINDEN, May 17 —" and "BAGHDAD (Agency) --".
pub(super) fn after_dateline(words: &Words<'_>) -> usize {
    const LONGEST: usize = 16;
    let capitals = words.get(0).len() > 2 && words.get(0).chars().all(char::is_uppercase);
    if !capitals {
        return 0;
    }
    let dash = (1..LONGEST.min(words.len())).find(|at| matches!(words.get(*at), "—" | "–" | "-"));
    dash.map_or(0, |at| at + 1 + usize::from(words.is(at + 1, "-")))
}

/// What a reporting verb tells, without the verb and its subject.
fn told(words: &Words<'_>, (start, end): (usize, usize), verb: usize) -> Option<(usize, usize)> {
    /// Room for "said on Wednesday in a statement that".
    const AFTER: usize = 8;
    /// Fewer words than these are not what was told.
    const FEWEST: usize = 3;
    if !words.is_any(verb, REPORTING) {
        return None;
    }
    let count = |from: usize, to: usize| (from..to).filter(|at| words.is_word(*at)).count();
    let that = (verb + 1..(verb + AFTER).min(end))
        .take_while(|at| words.is_word(*at))
        .find(|at| words.is(*at, "that"));
    if let Some(that) = that.filter(|that| count(that + 1, end) >= FEWEST) {
        return Some((that + 1, end));
    }
    // "..., the coastguard said": what was told stands before the comma or the quotation mark.
    let mark =
        (start..verb).rev().take(14).find(|at| matches!(words.get(*at), "," | "”" | "\"" | "''"));
    if let Some(mark) = mark
        && count(start, mark) >= FEWEST
        && (words.has_verb(start, mark) || words.in_quotes(mark))
        && !words.is_any(mark + 1, JOINTS)
        && !words.is(verb - 1, ",")
    {
        return Some((start, mark));
    }
    // "“...,” the mediator, Ruth Keller, told reporters".
    if let Some(close) = (start..verb).rev().find(|at| matches!(words.get(*at), "”" | "\""))
        && count(start, close) >= FEWEST
    {
        return Some((start, close));
    }
    // "He said he would appeal", "he said: “I will leave”".
    let open =
        (verb + 1..end.min(verb + 4)).find(|at| matches!(words.get(*at), ":" | "“" | "\"" | "`"));
    let first = open.map_or(verb + 1, |at| at + 1);
    let clause = words.is_word(first)
        && !words.is_any(first, FUNCTION_OF_TIME)
        && (words.has_verb(first, (first + 8).min(end))
            || words.is_any(verb, &["said", "says", "added"]) && words.is_any(first, SUBJECTS));
    (count(first, end) >= FEWEST && (open.is_some() || clause)).then_some((first, end))
}

/// After a reporting verb these begin what was said: "said the bank expects".
const SUBJECTS: &[&str] =
    &["the", "a", "it", "he", "she", "they", "his", "her", "its", "their", "this", "that"];

/// After a reporting verb these begin no clause: "said on Wednesday".
const FUNCTION_OF_TIME: &[&str] =
    &["on", "in", "at", "by", "to", "after", "during", "late", "early"];

/// The clause around the event, within `body`.
fn clause(words: &Words<'_>, place: Place, body: (usize, usize)) -> (usize, usize) {
    const FEWEST: usize = 3;
    if !(body.0..body.1).contains(&place.from) {
        return body;
    }
    let (start, end) = words.clause(place.from, place.to);
    let (start, end) = (start.max(body.0), end.min(body.1));
    if end.saturating_sub(start) < FEWEST { body } else { (start, end) }
}

/// Where the title begins: where the clause does, or before it, if the clause has no subject of its own.
fn begin(words: &Words<'_>, start: usize, end: usize, place: Place, body: (usize, usize)) -> usize {
    let skip = |mut at: usize| {
        while at + 1 < end
            && (!words.is_word(at)
                || words.is_any(at, JOINTS)
                || words.is_any(at, &["that", "then", "or"]))
        {
            at += 1;
        }
        at
    };
    let first = skip(start);
    let fits = |from: usize| {
        (from..place.to.max(first + 1)).filter(|at| words.is_word(*at)).count() <= MOST
    };
    // The second of two events in one clause: what comes after the first one's date.
    if place.after > first && place.after < place.from && !fits(first) {
        const OPENS: &[&str] = &["the", "a", "an", "his", "her", "its", "their"];
        let opens =
            |at: &usize| words.is_verb(*at) || words.is_any(*at, OPENS) || words.is_capital(*at);
        let second = (place.after..place.from).find(opens);
        if let Some(second) = second.filter(|second| second + 3 < end) {
            return second;
        }
    }
    let phrase =
        words.is_verb(first) || words.is_any(first, BREAKS) || words.get(first).ends_with("ing");
    if start <= body.0 {
        return first;
    }
    // "with the first round on July 13", "the firm's chief": a title tells what was done.
    if !words.has_verb(first, end) && words.has_verb(body.0, first) {
        return skip(body.0);
    }
    if !phrase {
        return first;
    }
    // "Substitute Leo Marsh, who joined in February": with its subject, if there is room.
    let whole = skip(body.0);
    if fits(whole) {
        return whole;
    }
    // A preposition at the beginning is no loss.
    if words.is_any(first, BREAKS) && first + 1 < place.from { first + 1 } else { first }
}

/// Past the last word of a title that begins at `first` and may reach to `end`.
fn cut(words: &Words<'_>, first: usize, end: usize) -> usize {
    let mut count = 0;
    let mut full = end;
    let mut at_break = None;
    for at in first..end {
        if count >= MOST && words.is_word(at) {
            full = at;
            break;
        }
        if count >= LEAST
            && (words.is_any(at, BREAKS) || matches!(words.get(at), "," | ";" | "—" | "–" | ":"))
        {
            at_break = Some(at);
        }
        count += usize::from(words.is_word(at));
    }
    let mut last = if full < end { at_break.unwrap_or(full) } else { end };
    while last > first + 1
        && (!words.is_word(last - 1) || full < end && words.is_any(last - 1, FUNCTION))
    {
        last -= 1;
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::events::speech::saying;

    /// The title of the event at the word or words `at` in `sentence`.
    fn titled(sentence: &str, at: &str) -> String {
        let words = Words::new(sentence, Span::new(0, sentence.len()));
        let offset = sentence.find(at).unwrap();
        let (from, to) = (words.at(offset), words.at(offset + at.len()));
        let place = Place { from, to, after: 0 };
        title(&words, place, saying(&words).as_ref()).0.of(sentence).to_owned()
    }

    #[test]
    fn titles_leave_out_who_said_so_and_begin_with_a_phrase() {
        let cases = [
            (
                "Ada Berg, who joined the club in May, scored twice.",
                "in May",
                "Ada Berg, who joined the club in May",
            ),
            (
                "The ferry sank on Monday, the coastguard said.",
                "on Monday",
                "The ferry sank on Monday",
            ),
            ("“We lost everything,” said Ola Vik, a baker.", "said", "We lost everything"),
            (
                "The firm said on Monday that its profit fell in June.",
                "in June",
                "its profit fell in June",
            ),
            (
                "OSLO, May 3 — Police arrested two men on Friday.",
                "on Friday",
                "Police arrested two men on Friday",
            ),
            (
                "He rang the bell shortly after 2 a.m. on May 3.",
                "2 a.m. on May 3",
                "He rang the bell shortly after 2 a.m. on May 3",
            ),
        ];
        for (sentence, at, wanted) in cases {
            assert_eq!(titled(sentence, at), wanted);
        }
    }
}
