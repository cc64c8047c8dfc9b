//! Sentences of one block.

use super::Span;

/// Abbreviations after which a sentence never ends, lower case, without their point.
const NEVER_LAST: &[&str] = &[
    "adm", "asst", "atty", "brig", "capt", "cf", "cmdr", "col", "cpl", "dist", "dr", "e.g", "ft",
    "fr", "gen", "gov", "hon", "i.e", "insp", "lt", "maj", "messrs", "mr", "mrs", "ms", "mt",
    "ofc", "pres", "prof", "pvt", "rep", "reps", "rev", "sen", "sens", "sgt", "st", "supt", "viz",
    "vs", "v",
];

/// Abbreviations that may end a sentence: one ends there only if what follows looks like a new one.
const MAYBE_LAST: &[&str] = &[
    "approx", "apr", "assn", "aug", "ave", "blvd", "bros", "co", "corp", "dec", "dept", "est",
    "etc", "feb", "fig", "inc", "jan", "jr", "jul", "jun", "ltd", "mar", "nov", "no", "nos", "oct",
    "pp", "sep", "sept", "sr", "univ",
];

/// Capitalised words that begin a sentence far more often than they go on with a name.
const STARTERS: &[&str] = &[
    "a",
    "according",
    "after",
    "all",
    "also",
    "although",
    "an",
    "and",
    "another",
    "as",
    "at",
    "because",
    "before",
    "both",
    "but",
    "by",
    "despite",
    "during",
    "each",
    "even",
    "for",
    "from",
    "he",
    "her",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "instead",
    "it",
    "its",
    "last",
    "later",
    "many",
    "meanwhile",
    "more",
    "most",
    "no",
    "not",
    "now",
    "of",
    "on",
    "once",
    "one",
    "only",
    "or",
    "other",
    "our",
    "she",
    "since",
    "so",
    "some",
    "still",
    "such",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "to",
    "today",
    "two",
    "under",
    "until",
    "we",
    "what",
    "when",
    "where",
    "while",
    "who",
    "why",
    "with",
    "yet",
    "you",
];

/// The months' names and what is written for them, in lower case and without points.
pub(crate) const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];

/// After a clock time these belong to it, as months do: days and zones.
const AFTER_CLOCK: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "gmt",
    "utc",
    "est",
    "edt",
    "cst",
    "cdt",
    "mst",
    "mdt",
    "pst",
    "pdt",
    "bst",
    "cet",
    "cest",
    "msk",
    "ist",
    "jst",
    "hkt",
    "aest",
    "aedt",
    "et",
    "ct",
    "pt",
    "mt",
    "eastern",
    "central",
    "mountain",
    "pacific",
    "greenwich",
    "moscow",
    "london",
    "beijing",
];

const fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | ')' | ']' | '»' | '›')
}

const fn is_opener(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '(' | '[' | '«' | '‹' | '`' | '—' | '–' | '-')
}

/// The sentences of `span`, in order, trimmed; together they hold all its words. Linear in the span's length.
///
/// Written for a block at a time: a line break inside it ends no sentence unless it is doubled.
pub fn sentences(text: &str, span: Span) -> Vec<Span> {
    let slice = span.of(text);
    let mut found = Vec::new();
    let mut start = 0;
    let mut push = |start: usize, end: usize| {
        let sentence = Span::new(start, end).trim(slice);
        if !sentence.is_empty() {
            found.push(sentence.shift(span.start()));
        }
    };
    for (at, c) in slice.char_indices() {
        if at < start {
            continue;
        }
        let after = at + c.len_utf8();
        let end = match c {
            '.' | '!' | '?' | '…' | '。' | '！' | '？' => ending(slice, start, at, after, c),
            '\n' => slice
                .get(after..)
                .is_some_and(|rest| {
                    rest.split('\n')
                        .next()
                        .is_some_and(|line| rest.len() > line.len() && line.trim().is_empty())
                })
                .then_some(after),
            _ => None,
        };
        if let Some(end) = end {
            push(start, end);
            start = end;
        }
    }
    push(start, slice.len());
    found
}

/// Where the sentence that began at `start` and whose terminator `mark` stands at `at..after` ends, if it does end.
fn ending(slice: &str, start: usize, at: usize, after: usize, mark: char) -> Option<usize> {
    let rest = slice.get(after..)?;
    let closers = rest.find(|c: char| !is_closer(c) && !matches!(c, '.' | '!' | '?' | '…'));
    let end = closers.map_or(slice.len(), |n| after + n);
    let tail = slice.get(end..)?;
    if tail.is_empty() {
        return Some(end);
    }
    if matches!(mark, '。' | '！' | '？') {
        return Some(end);
    }
    if !tail.starts_with(char::is_whitespace) {
        return None;
    }
    // Two single quotes close a quotation in some wire copy; they may stand off by a space.
    let tail_text = tail.trim_start();
    let (tail_text, end) = match tail_text.strip_prefix("''").or_else(|| {
        tail_text.strip_prefix('"').filter(|more| more.is_empty() || more.starts_with('\n'))
    }) {
        Some(more) => (more.trim_start(), slice.len() - more.len()),
        None => (tail_text, end),
    };
    let next_word = tail_text.trim_start_matches(is_opener);
    let next = next_word.chars().next()?;
    // A lower-case letter goes on: "Yahoo! shares", "'Why?' he asked."
    if next.is_lowercase() {
        return None;
    }
    if mark != '.'
        || end > after + 1 && slice.get(after..end).is_some_and(|c| c.contains(['!', '?']))
    {
        return Some(end);
    }
    let word_start = slice
        .get(..at)?
        .rfind(|c: char| c.is_whitespace() || (is_opener(c) && c != '\'') || c == '/')
        .map_or(0, |n| n + slice.get(n..).and_then(|s| s.chars().next()).map_or(1, char::len_utf8));
    let word = slice.get(word_start..at)?.to_lowercase();
    let quoted = end > after;
    let follower = || -> String {
        next_word.chars().take_while(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
    };
    let begins_anew =
        || STARTERS.contains(&follower().as_str()) || tail_text.starts_with(['"', '“', '`']);
    let goes_on = if matches!(word.as_str(), "a.m" | "p.m") {
        // "at 5 p.m. Sunday", and "On Tuesday at 5 a.m. Mr. Bell left", but "It left at 9 a.m. Rain fell."
        !begins_anew()
            && (MONTHS.contains(&follower().as_str())
                || AFTER_CLOCK.contains(&follower().as_str())
                || slice.get(start..at).is_some_and(is_fronted))
    } else if is_ordinal(&word) {
        // "on 23rd. May"
        MONTHS.contains(&follower().as_str())
    } else if NEVER_LAST.contains(&word.as_str()) {
        !quoted
    } else if MAYBE_LAST.contains(&word.as_str()) || is_initials(&word) {
        !begins_anew()
    } else {
        false
    };
    (!goes_on).then_some(end)
}

/// "23rd"
fn is_ordinal(word: &str) -> bool {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending));
    digits.is_some_and(|digits| {
        matches!(digits.len(), 1 | 2) && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Whether some words only say when, so that what was done is still to come: "On Tuesday at 5".
fn is_fronted(words: &str) -> bool {
    const MOST: usize = 7;
    let mut words = words.split_whitespace();
    let first = words.next().unwrap_or_default();
    matches!(first, "On" | "At" | "In" | "By" | "From" | "Around" | "About" | "Shortly" | "Just")
        && words.take(MOST).count() < MOST
}

/// "j" of "J. Smith", "u.s" of "U.S. forces".
fn is_initials(word: &str) -> bool {
    word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(marked: &str) {
        let text = marked.replace('|', "");
        let spans = sentences(&text, Span::new(0, text.len()));
        let found: Vec<&str> = spans.iter().map(|s| s.of(&text)).collect();
        let wanted: Vec<&str> = marked.split('|').map(str::trim).collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn ends_where_a_reader_stops() {
        check("He left. |She stayed.");
        check(
            "The U.S. forces met Gen. Joel \"J.B.\" Vowell at 5 p.m. Sunday. |\"We won.\" |He smiled.",
        );
        check("They live in the U.S. |The rest moved to Washington, D.C. |It rained.");
        check(
            "\"Why?\" he asked. |\"Because!\" |It cost $1.5 million (about 3.2 percent). |No. 4 won.",
        );
        check("Wait... what? |Yahoo! shares rose. |Dr. A. B. Smith of Acme Inc. said so.");
        check("It ended.\" |(It began.) |2024 was odd.");
        check(
            "On Friday at 5 a.m. Dr. Ek left. |She was back at 6 p.m. |Mr. Vik went. |Do it on 3rd. May.",
        );
        check(
            "The ferry left at 9 a.m. |Rain fell. |It docked at 3 p.m. EST and sank at 4 p.m. June 2.",
        );
        check("我们来了。|他走了！");
    }
}
