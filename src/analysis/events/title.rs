//! Titles: the words of a sentence that name what happened.
//!
//! A title is a clause with its subject and its verb. It leaves out who reported it, where the report was written and
//! the words of the date, which stands beside it anyway, and it ends where a phrase ends.

use std::ops::Range;

use super::{
    clause::{JOINTS, Words},
    cut::{USUAL, WEAK, cut, with_quotes},
    speech::{REPORTING, Saying},
};
use crate::text::{Span, one_line};

/// A title that is cut has no fewer words than these.
pub(super) const LEAST: usize = 6;
/// Before these a title may be cut.
pub(super) const BREAKS: &[&str] = &[
    "in",
    "on",
    "at",
    "for",
    "with",
    "from",
    "after",
    "before",
    "and",
    "but",
    "or",
    "when",
    "while",
    "which",
    "who",
    "where",
    "because",
    "as",
    "near",
    "during",
    "against",
    "under",
    "through",
    "since",
    "until",
    "without",
    "within",
    "if",
    "following",
    "saying",
    "amid",
    "despite",
    "including",
    "although",
    "though",
    "using",
    "making",
    "leaving",
];

/// A title does not end with these.
pub(super) const FUNCTION: &[&str] = &[
    "the", "a", "an", "of", "in", "on", "to", "and", "its", "at", "for", "by", "with", "from",
    "his", "her", "their", "that", "as", "or", "but", "be", "been", "was", "were", "is", "are",
    "will", "would", "not", "has", "have", "had", "who", "which", "more", "than", "soon",
    "shortly", "just", "only", "even", "long", "within", "over",
];

/// What stands first in a sentence, up to its comma, with one of these is not its subject.
const FRONTED: &[&str] = &[
    "in",
    "on",
    "at",
    "after",
    "before",
    "by",
    "for",
    "with",
    "during",
    "since",
    "despite",
    "as",
    "when",
    "while",
    "if",
    "because",
    "although",
    "though",
    "under",
    "within",
    "from",
    "until",
    "following",
    "last",
    "this",
    "next",
    "earlier",
    "later",
    "meanwhile",
    "however",
    "also",
    "but",
    "and",
    "yet",
    "so",
    "then",
    "still",
    "instead",
    "therefore",
    "moreover",
    "according",
    "between",
    "over",
    "through",
    "throughout",
    "to",
    "early",
    "late",
    "today",
    "yesterday",
    "one",
    "once",
];

/// Before the words of a date these go with them.
const WITH_DATE: &[&str] = &[
    "on", "in", "at", "during", "since", "by", "from", "between", "around", "early", "late",
    "over", "within", "for", "shortly", "just",
];

const RELATIVE: &[&str] = &["who", "which"];

/// A noun begins with these.
const DETERMINERS: &[&str] =
    &["the", "a", "an", "his", "her", "its", "their", "this", "that", "these", "those", "two"];

/// Before the words of a date these keep them: "not until Monday" without its day says the opposite.
const KEEPS: &[&str] = &["until", "till", "before", "after", "least", "most", "about"];

/// Where an event stands in its sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The words that date it, or its saying verb.
    pub(super) from: usize,
    pub(super) to: usize,
    /// They are an expression of time.
    pub(super) is_date: bool,
}

/// What names an event.
#[derive(Debug, Clone, Default)]
pub(super) struct Title {
    /// From its first to its last word.
    pub(super) span: Span,
    /// Its stretches of words; what lies between them is left out.
    pub(super) parts: Vec<Span>,
    /// The clause it is cut from, in words.
    pub(super) clause: (usize, usize),
}

impl Title {
    /// How it is shown, if not by the words of its span: without what lies between its parts, and with the words at
    /// `name` in brackets in place of the pronoun that it begins with.
    pub(super) fn short(&self, text: &str, name: Option<Span>) -> Option<String> {
        match name {
            Some(name) => {
                let words = self.text(text);
                let (_, rest) = words.split_once(char::is_whitespace)?;
                Some(format!("[{}] {rest}", one_line(name.of(text))))
            }
            None => (self.parts.len() > 1).then(|| self.text(text)),
        }
    }

    /// Its words.
    fn text(&self, text: &str) -> String {
        let mut words = String::new();
        for part in &self.parts {
            let part = part.of(text);
            let mark = part.starts_with(['”', '"', ',', ')']);
            if !words.is_empty() && !mark {
                words.push(' ');
            }
            words.push_str(&one_line(part));
        }
        words
    }
}

/// The title of an event.
pub(super) fn title(words: &Words<'_>, place: Place, saying: Option<&Saying<'_>>) -> Title {
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
    let clause = clause(words, place, body);
    let subject = subject(words, clause, body);
    // "a list, which had been printed": the noun for its pronoun, or all before it.
    let first = match (&subject, words.is_any(clause.0, RELATIVE)) {
        (_, false) => clause.0,
        (Some(_), true) => clause.0 + 1,
        (None, true) => body.0,
    };
    let kept: Vec<Range<usize>> =
        subject.into_iter().chain(std::iter::once(first..clause.1)).collect();
    // "the year ended Sept. 30" is nothing without its date.
    let is_apart = place.is_date
        && !is_attributive(words, place, clause.0)
        && !words.is_any(place.from.saturating_sub(1), &["ended", "ending"]);
    let dated = is_apart.then(|| with_preposition(words, place, clause.0));
    // "through at least the end of May" would be cut in two.
    let dated = dated.filter(|date| {
        let before = date.start.checked_sub(1).filter(|at| *at >= clause.0);
        !before.is_some_and(|at| words.is_any(at, FUNCTION) || words.is_any(at, KEEPS))
    });
    let bare = dated.map(|date| without(words, &kept, &date));
    // "It was in 1912" says nothing without its date.
    let bare = bare.filter(|bare| {
        // "that day has come" would lose its subject.
        let first = bare.first().map_or(0, |part| part.start);
        let is_headless = words.is_verb(first) && !words.is_verb(clause.0);
        count(words, bare) >= LEAST / 2 && has_verb(words, bare) && !is_headless
    });
    let mut kept = bare.unwrap_or(kept);
    // What it opens with is left out where all would be too long.
    if count(words, &kept) > USUAL
        && let Some(first) = kept.first_mut()
    {
        first.start = after_opening(words, first.start, first.end);
    }
    let kept = cut(words, kept);
    let kept = with_quotes(words, kept);
    let parts: Vec<Span> = kept
        .iter()
        .filter_map(|part| {
            Some(words.span(part.start)?.cover(words.span(part.end.checked_sub(1)?)?))
        })
        .collect();
    let span = match (parts.first(), parts.last()) {
        (Some(first), Some(last)) => first.cover(*last),
        _ => Span::default(),
    };
    Title { span, parts, clause }
}

fn count(words: &Words<'_>, parts: &[Range<usize>]) -> usize {
    parts.iter().cloned().flatten().filter(|at| words.is_word(*at)).count()
}

fn has_verb(words: &Words<'_>, parts: &[Range<usize>]) -> bool {
    parts.iter().any(|part| words.has_verb(part.start, part.end))
}

/// The clause around the event, within `body`: with a verb, and long enough to say something.
fn clause(words: &Words<'_>, place: Place, body: (usize, usize)) -> (usize, usize) {
    let (from, to) = if (body.0..body.1).contains(&place.from) {
        (place.from, place.to.min(body.1))
    } else {
        let verb = words.main_verb(body.0, body.1).unwrap_or(body.0);
        (verb, verb + 1)
    };
    let (mut start, mut end) = words.clause(from, to);
    (start, end) = (start.max(body.0), end.min(body.1));
    // "through the canal, which opened": short, but whole with its noun.
    start -= usize::from(start > body.0 && words.is_any(start - 1, RELATIVE));
    if words.has_verb(start, end) && start < from && noun_of(words, start, body.0).is_some() {
        return (start, end);
    }
    let says = |start: usize, end: usize| {
        let own = (start..end).filter(|at| words.is_word(*at) && !(from..to).contains(at)).count();
        let own_verb = words.main_verb(after_opening(words, start, end), end);
        // ", assisted by" is no clause.
        own >= LEAST - 1 && own_verb.is_some_and(|verb| verb == 0 || !words.is(verb - 1, ","))
    };
    // First what follows is taken in, then what stands before.
    while !says(start, end) && end < body.1 {
        end = words.clause(end, end + 1).1.clamp(end + 1, body.1);
    }
    if words.main_verb(start, end).is_none() {
        start = body.0;
    }
    // "Coleco, a maker of toys whose shares fell, filed": with what it is.
    let apposed = start > body.0
        && words.is(start - 1, ",")
        && words.is_any(start, &["a", "an", "the"])
        && !words.has_verb(body.0, start)
        && !words.is_any(body.0, FRONTED);
    if apposed {
        start = body.0;
    }
    // "After the split the firm will have" keeps what it begins with, a clause after another does not.
    let first = start > body.0;
    let opens = |at: usize| {
        !words.is_word(at) && !matches!(words.get(at), "“" | "\"" | "$" | "£" | "€" | "#")
            || words.is_any(at, &["and", "but", "or", "then", "later"])
            || first && words.is_any(at, JOINTS) && !words.is_any(at, RELATIVE)
            || first && words.is(at, "that")
    };
    while start + 1 < end && opens(start) {
        start += 1;
    }
    (start, end)
}

/// Past what a clause opens with before its subject: "During an event held at its seat, Apple released".
fn after_opening(words: &Words<'_>, start: usize, end: usize) -> usize {
    let comma = |from: usize, to: usize| (from..to).find(|at| words.is(*at, ","));
    let mut from = start;
    while words.is_any(from, FRONTED) {
        let opens = |at: &usize| {
            let verb = words.main_verb(at + 1, end);
            // "in Lund, Sweden, they met": the comma before the subject is the last one before the verb.
            words.is(*at, ",")
                && verb.is_some_and(|verb| !words.is_list(*at) || comma(at + 1, verb).is_none())
        };
        match (from..end).find(opens) {
            Some(comma) => from = comma + 1,
            None => break,
        }
    }
    from
}

/// The subject of a clause that has none of its own: that of the clauses before it, or the noun that "who" stands for.
fn subject(
    words: &Words<'_>,
    (start, end): (usize, usize),
    body: (usize, usize),
) -> Option<Range<usize>> {
    if words.is_any(start, RELATIVE) {
        return noun_of(words, start, body.0);
    }
    let adverb = |at: usize| words.get(at).ends_with("ly") || words.is_any(at, &["also", "then"]);
    let first = (start..end).find(|at| !adverb(*at)).unwrap_or(start);
    if !words.is_verb(first) || start <= body.0 {
        return None;
    }
    let begin = after_fronted(words, body);
    let verb = words.main_verb(begin, start).unwrap_or(start);
    // "Soviet forces, under Marshal Sokolov, entered": without what stands between the commas.
    let end = (begin..verb).find(|at| words.is(*at, ",")).unwrap_or(verb);
    let end = if adverb(end.saturating_sub(1)) { end - 1 } else { end };
    Some(begin..end).filter(|range| is_noun(words, range))
}

/// Whether some words can be a subject: few, and without a verb.
fn is_noun(words: &Words<'_>, range: &Range<usize>) -> bool {
    const LONGEST: usize = 10;
    (1..=LONGEST).contains(&range.len())
        && range.clone().any(|at| words.is_word(at))
        && !words.has_verb(range.start, range.end)
}

/// The noun that "who" or "which" at `start` stands for: "the most wanted list" of "on the most wanted list, which ..".
fn noun_of(words: &Words<'_>, start: usize, first: usize) -> Option<Range<usize>> {
    const BEFORE: &[&str] = &["to", "by", "into", "that", "over", "of"];
    if !words.is_any(start, RELATIVE) || start <= first {
        return None;
    }
    let comma = start - usize::from(words.is(start - 1, ","));
    let begins = |at: &usize| {
        words.is_verb(*at)
            || !words.is_word(*at)
            || words.is_any(*at, BREAKS)
            || words.is_any(*at, BEFORE)
    };
    let begin = (first..comma).rev().find(begins).map_or(first, |at| at + 1);
    let opens = words.is_capital(begin) || words.is_any(begin, DETERMINERS);
    Some(begin..comma).filter(|range| opens && is_noun(words, range))
}

/// Where the subject of a sentence begins: after "In California," and "On 9 May 1912,".
fn after_fronted(words: &Words<'_>, (start, end): (usize, usize)) -> usize {
    let mut begin = start;
    while begin < end {
        let fronted = words.is_any(begin, FRONTED) || words.get(begin).ends_with("ing");
        let comma = (begin..end).find(|at| words.is(*at, ",") && !words.is_list(*at));
        match comma.filter(|comma| fronted && !words.has_verb(begin, *comma)) {
            Some(comma) => begin = comma + 1,
            None => break,
        }
    }
    begin
}

/// Whether a date tells which one of a kind is meant: "this year's results", "the third-quarter income".
fn is_attributive(words: &Words<'_>, place: Place, first: usize) -> bool {
    let next = place.to;
    if words.is_any(next, &["'s", "’s"]) || words.is(next, "-") && words.is_glued(next) {
        return true;
    }
    let led = place.from > 0 && words.is_any(place.from - 1, WITH_DATE);
    let opens = place.from == first || led && place.from == first + 1;
    let noun = words.is_word(next)
        && !words.is_verb(next)
        && !words.is_any(next, BREAKS)
        && !words.is_any(next, WEAK)
        && !words.is_any(next, DETERMINERS)
        && !words.is_any(next, &["it", "he", "she", "they", "we", "i", "you", "there"])
        && !words.get(next).ends_with("ly")
        && !words.is_capital(next);
    noun && !(opens && led)
}

/// The words of the date with what leads to them: "on Monday", ", in 1912,".
fn with_preposition(words: &Words<'_>, place: Place, first: usize) -> Range<usize> {
    let mut from = place.from;
    while from > first && words.is_any(from - 1, WITH_DATE) {
        from -= 1;
    }
    let mut to = place.to;
    let opens = from == first;
    let apart = from > first && words.is(from - 1, ",");
    // "on Monday, May 3, in Lund"
    let goes_on = words.is_any(to + 1, BREAKS) && !words.is_any(to + 1, JOINTS);
    if words.is(to, ",") && (opens || apart || goes_on) {
        to += 1;
    }
    if apart && !opens && (to >= words.len() || words.is(to - 1, ",")) {
        from -= 1;
    }
    from..to
}

/// Some stretches of words without one within them.
fn without(words: &Words<'_>, kept: &[Range<usize>], date: &Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    for part in kept {
        let before = part.start..part.end.min(date.start);
        let after = part.start.max(date.end)..part.end;
        parts.extend([before, after].into_iter().filter(|part| part.start < part.end));
    }
    // "On 5 May, the first day of the war, it sank": that is the date too.
    if let Some(first) = parts.first_mut().filter(|first| first.start == date.end) {
        const DAYS: &[&str] =
            &["day", "days", "eve", "anniversary", "year", "years", "month", "week", "night"];
        let comma = (first.start..first.end).find(|at| words.is(*at, ","));
        if let Some(comma) = comma
            && (first.start..comma).any(|at| words.is_any(at, DAYS))
            && !words.has_verb(first.start, comma)
            && words.has_verb(comma + 1, first.end)
        {
            first.start = comma + 1;
        }
    }
    // "In 1912, though, it sank."
    if let Some(first) = parts.first_mut() {
        while first.start + 1 < first.end
            && matches!(words.get(first.start), "," | ";" | "though" | "however")
        {
            first.start += 1;
        }
    }
    parts
}

/// The first word after "LINDEN, May 17 —" and "BAGHDAD (Agency) --".
pub(super) fn after_dateline(words: &Words<'_>) -> usize {
    const LONGEST: usize = 16;
    let capitals = words.get(0).len() > 2 && words.get(0).chars().all(char::is_uppercase);
    if !capitals {
        return 0;
    }
    let dash =
        (1..LONGEST.min(words.len())).find(|at| matches!(words.get(*at), "—" | "–" | "-" | "_"));
    // "DPC, a group led by New York-based investors" has none.
    let dash = dash.filter(|at| !words.is_glued(*at));
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
        .find(|at| words.is(*at, "that"))
        // "said the parts of the bomb that exploded were brought": it belongs to a noun.
        .filter(|at| *at == verb + 1 || !words.is_any(verb + 1, DETERMINERS));
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
        // "..., said Ada Berg", but not "Ada Berg, who was ill, said".
        && (!words.is(verb - 1, ",")
            || words.is_capital(verb + 1) && words.main_verb(start, mark).is_some())
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
const FUNCTION_OF_TIME: &[&str] = &[
    "on",
    "in",
    "at",
    "by",
    "to",
    "after",
    "during",
    "late",
    "early",
    "today",
    "yesterday",
    "tonight",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::events::speech::saying;

    /// The title of the event that the words `at` date, or that they say.
    fn titled(sentence: &str, at: &str) -> String {
        let words = Words::new(sentence, Span::new(0, sentence.len()));
        let offset = sentence.find(at).unwrap();
        let (from, to) = (words.at(offset), words.at(offset + at.len()));
        let place = Place { from, to, is_date: at != "said" };
        title(&words, place, saying(&words).as_ref()).text(sentence)
    }

    #[test]
    fn titles_are_clauses_without_their_source_and_their_date() {
        for (sentence, at, wanted) in [
            (
                "Ada Berg, who joined the club in May, scored twice.",
                "May",
                "Ada Berg joined the club",
            ),
            ("The ferry sank on Monday, the coastguard said.", "Monday", "The ferry sank"),
            ("“We lost everything,” said Ola Vik, a baker.", "said", "“We lost everything”"),
            ("The firm said on Monday that its profit fell in June.", "June", "its profit fell"),
            (
                "OSLO, May 3 — Police arrested two men on Friday.",
                "Friday",
                "Police arrested two men",
            ),
            (
                "He rang the bell shortly after 2 a.m. on May 3.",
                "2 a.m. on May 3",
                "He rang the bell shortly after 2 a.m. on May 3",
            ),
            (
                "Soviet forces, under Marshal Orlov, entered the town on May 3.",
                "May 3",
                "Soviet forces entered the town",
            ),
            (
                "The end was cut off in Brest and was landed at Duxbury in 1869.",
                "1869",
                "The end was landed at Duxbury",
            ),
            (
                "On 24 January 1901, the Queen's yacht left for home.",
                "24 January 1901",
                "the Queen's yacht left for home",
            ),
            (
                "The club bought a list, which had been printed in 1950.",
                "1950",
                "a list had been printed",
            ),
            (
                "The mill closed in 1912 and burned down with all its stores in 1914.",
                "1914",
                "The mill burned down with all its stores",
            ),
        ] {
            assert_eq!(titled(sentence, at), wanted);
        }
    }

    #[test]
    fn long_titles_end_where_a_phrase_ends() {
        for (sentence, at, wanted) in [
            (
                "Another man has been arrested in connection with the bombings of two embassies \
                 in Lund and in Hale last year that killed many people, police said.",
                "said",
                "Another man has been arrested in connection with the bombings of two embassies",
            ),
            (
                "The party published a letter on May 3 from the old women to the minister and to \
                 the head of the office that asked for the return of the boy.",
                "May 3",
                "The party published a letter from the old women to the minister and to the head",
            ),
        ] {
            assert_eq!(titled(sentence, at), wanted);
        }
    }
}
