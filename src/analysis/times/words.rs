//! From text to words that know what they can be in an expression of time.

use super::{
    class::{Class, Classes, Unit},
    grammar::Grammar,
    meaning::full_year,
    stamp::stamp,
};
use crate::text::{Span, Token, TokenKind, tokens};

/// A token, or several that make one number ("twenty-five", "nineteen ninety-four").
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) span: Span,
    pub(super) classes: Classes,
    /// Which of the grammar's literal words it is; 0 for none.
    pub(super) literal: u16,
    /// What it counts, for numbers, ordinals and years.
    pub(super) number: u32,
    /// Which of its kind, for months, weekdays, units; tenths, for numbers with a fraction.
    pub(super) code: u16,
}

impl Word {
    pub(super) const fn is(&self, class: Class) -> bool {
        self.classes.has(class)
    }

    pub(super) fn text<'a>(&self, text: &'a str) -> &'a str {
        self.span.of(text)
    }
}

/// The longest word that the lexicon knows, in bytes.
const LONGEST: usize = 24;

/// The words of `span`, in order. Linear.
pub(super) fn words(text: &str, span: Span, grammar: &Grammar) -> Vec<Word> {
    let tokens = tokens(text, span);
    let mut words: Vec<Word> = Vec::with_capacity(tokens.len());
    let mut stamped = 0;
    for (i, token) in tokens.iter().enumerate() {
        if token.span.start() < stamped {
            continue;
        }
        if let Some(stamp) = stamp(text, Span::new(token.span.start(), span.end())) {
            stamped = stamp.span.end();
            words.push(stamp);
            continue;
        }
        let glued = i > 0 && tokens[i - 1].span.end() == token.span.start();
        let after_hyphen = words.len() > 1
            && words.get(words.len() - 2).is_some_and(|word| word.is(Class::Hyphen));
        if glued && let Some(last) = words.last_mut() {
            if joins(text, *last, token, tokens.get(i + 1)) {
                last.span = last.span.cover(token.span);
                continue;
            }
            if short_year(text, *last, *token, after_hyphen) {
                // "'98" and "'80s".
                let mut word = word(text, *token, grammar);
                word.span = last.span.cover(token.span);
                if word.is(Class::Pair) {
                    word.classes = word.classes.with(Class::ShortYear);
                }
                *last = word;
                continue;
            }
        }
        let mut word = word(text, *token, grammar);
        if glued {
            word.classes = word.classes.with(Class::Glued);
        }
        let mark = token.span.of(text);
        let hyphen = matches!(mark, "-" | "\u{2010}" | "\u{2011}");
        let next = tokens.get(i + 1);
        if hyphen && glued && next.is_some_and(|next| next.span.start() == token.span.end()) {
            word.classes = word.classes.with(Class::Hyphen);
        }
        if hyphen || matches!(mark, "–" | "—") {
            word.classes = word.classes.with(Class::Dash);
        }
        words.push(word);
    }
    join_quarters(&mut words, text);
    join_numbers(&mut words, text);
    words
}

/// Whether `token` is the point of an abbreviated month or weekday, as in "Aug.".
fn joins(text: &str, last: Word, token: &Token, next: Option<&Token>) -> bool {
    let short = last.span.len() <= 5;
    token.span.of(text) == "."
        && short
        && match last.text(text).len() {
            3 => true,
            _ => matches!(last.text(text), "Sept" | "Tues" | "Thur" | "Thurs"),
        }
        && (last.is(Class::Month) && last.text(text) != "May" || last.is(Class::WeekdayShort))
        && last.is(Class::Capital)
        && next.is_some_and(|next| next.kind != TokenKind::Clitic)
}

fn short_year(text: &str, last: Word, token: Token, after_hyphen: bool) -> bool {
    matches!(last.text(text), "'" | "’" | "‘")
        && (after_hyphen || !last.is(Class::Glued))
        && token.span.len() <= 3
        && token.span.of(text).starts_with(|c: char| c.is_ascii_digit())
}

fn word(text: &str, token: Token, grammar: &Grammar) -> Word {
    let slice = token.span.of(text);
    let mut word =
        Word { span: token.span, classes: Classes::default(), literal: 0, number: 0, code: 0 };
    let bytes = slice.as_bytes();
    let Some(first) = bytes.first() else { return word };
    if first.is_ascii_digit() {
        digits(slice, &mut word);
        return word;
    }
    if first.is_ascii_uppercase() {
        word.classes = word.classes.with(Class::Capital);
    }
    // "FY2012", "FY12".
    if let Some(year) = slice.strip_prefix("FY") {
        digits(year, &mut word);
        if word.is(Class::Pair) {
            word.number = u32::from(full_year(word.number).unsigned_abs());
        }
        if word.is(Class::Year) || word.is(Class::Pair) {
            word.classes = Classes::default().with(Class::FiscalYear);
            return word;
        }
        (word.classes, word.number) = (Classes::default().with(Class::Capital), 0);
    }
    if bytes.len() > LONGEST {
        return word;
    }
    // The curly apostrophe of "year’s end" and "o’clock" counts as the straight one.
    let straight = slice.contains('’').then(|| slice.replace('’', "'"));
    let bytes = straight.as_deref().unwrap_or(slice).as_bytes();
    let mut lower = [0_u8; LONGEST];
    let lower = &mut lower[..bytes.len()];
    lower.copy_from_slice(bytes);
    lower.make_ascii_lowercase();
    if let Some(known) = std::str::from_utf8(lower).ok().and_then(|lower| grammar.word(lower)) {
        word.literal = known.literal;
        word.classes = word.classes.union(known.entry.classes);
        word.number = known.entry.number;
        word.code = known.entry.code;
        if word.is(Class::Ord) && (1..=31).contains(&word.number) {
            word.classes = word.classes.with(Class::DayOrd);
        }
    }
    word
}

/// What a token that begins with a digit can be.
fn digits(slice: &str, word: &mut Word) {
    let end = slice.find(|c: char| !c.is_ascii_digit() && c != ',').unwrap_or(slice.len());
    let (head, tail) = slice.split_at_checked(end).unwrap_or((slice, ""));
    let plain = !head.contains(',');
    if head.len() > 11 {
        return;
    }
    let Ok(number) = head.replace(',', "").parse::<u32>() else { return };
    word.number = number;
    let mut add = |class| word.classes = word.classes.with(class);
    match tail {
        "" => {
            add(Class::Num);
            if plain && head.len() <= 2 {
                add(Class::Two);
                if head.len() == 2 {
                    add(Class::Pair);
                }
                if (1..=31).contains(&number) {
                    add(Class::Day);
                }
            }
            if plain && head.len() == 4 {
                if (1000..3000).contains(&number) {
                    add(Class::Year);
                }
                if is_clock(number / 100, number % 100) {
                    add(Class::Military);
                }
            }
        }
        "s" if plain && number.is_multiple_of(10) && (head.len() == 2 || head.len() == 4) => {
            add(Class::Decade);
            word.code = number as u16;
        }
        "st" | "nd" | "rd" | "th" if plain && head.len() <= 2 => {
            add(Class::Ord);
            if (1..=31).contains(&number) {
                add(Class::Day);
                add(Class::DayOrd);
            }
        }
        "am" | "pm" if plain && (1..=12).contains(&number) => {
            add(Class::ClockWord);
            word.number = hour(number, tail == "pm") * 100;
        }
        _ if tail.starts_with('.') && tail.len() == 2 => {
            // "1.5": a count with tenths.
            add(Class::Num);
            word.code =
                tail.as_bytes().get(1).map_or(0, |digit| u16::from(digit.saturating_sub(b'0')));
        }
        _ if tail.starts_with('.') && plain => dotted(number, tail, word),
        _ => {}
    }
}

/// "14.30", "2.30pm" and "12.05.2013", of which `first` was read.
fn dotted(first: u32, tail: &str, word: &mut Word) {
    let rest = tail.trim_start_matches('.');
    let (digits, letters) = rest.split_at(rest.find(char::is_alphabetic).unwrap_or(rest.len()));
    if let (2, Ok(minute)) = (digits.len(), digits.parse::<u32>())
        && is_clock(first, minute)
    {
        match letters {
            "" => word.classes = word.classes.with(Class::Dotted),
            "am" | "pm" if (1..=12).contains(&first) => {
                word.classes = word.classes.with(Class::ClockWord);
            }
            _ => return,
        }
        let hour = if letters.is_empty() { first } else { hour(first, letters == "pm") };
        word.number = hour * 100 + minute;
    } else if let Some((second, year)) = rest.split_once('.')
        && let (Ok(second), Ok(year)) = (second.parse::<u32>(), year.parse::<u32>())
        && (1..=31).contains(&first)
        && (1..=31).contains(&second)
        && (1000..3000).contains(&year)
    {
        word.classes = word.classes.with(Class::DottedDate);
        word.number = year * 10_000 + first * 100 + second;
    }
}

pub(super) const fn is_clock(hour: u32, minute: u32) -> bool {
    hour < 24 && minute < 60
}

/// Of 24, from one of twelve.
const fn hour(twelve: u32, afternoon: bool) -> u32 {
    twelve % 12 + if afternoon { 12 } else { 0 }
}

/// "a quarter century", "quarter of an hour": 25 years and 15 minutes.
fn join_quarters(words: &mut Vec<Word>, text: &str) {
    let mut kept = 0_usize;
    let mut i = 0;
    while i < words.len() {
        let mut word = words[i];
        let mut next = i + 1;
        if let Some((number, unit, at)) = quarter_of(words, text, i) {
            if kept > 0 && words[kept - 1].is(Class::A) {
                kept -= 1;
                word.span = words[kept].span.cover(word.span);
            }
            word.span = word.span.cover(words[at - 1].span);
            (word.classes, word.literal) = (Classes::default().with(Class::Num), 0);
            (word.number, word.code) = (number, 0);
            words[at].classes = Classes::default().with(Class::Unit).with(Class::Units);
            words[at].code = unit as u16;
            next = at;
        }
        words[kept] = word;
        kept += 1;
        i = next;
    }
    words.truncate(kept);
}

/// How many of which unit the quarter at `i` is, and where the word that it is a quarter of stands.
fn quarter_of(words: &[Word], text: &str, i: usize) -> Option<(u32, Unit, usize)> {
    let is = |at: usize, what: &str| {
        words.get(at).is_some_and(|word| word.text(text).eq_ignore_ascii_case(what))
    };
    let between = match words.get(i + 1).filter(|_| is(i, "quarter"))? {
        word if word.is(Class::Hyphen) => 1,
        _ if is(i + 1, "of") && words.get(i + 2).is_some_and(|word| word.is(Class::A)) => 2,
        _ => 0,
    };
    let at = i + 1 + between;
    if is(at, "century") {
        Some((25, Unit::Year, at))
    } else if is(at, "hour") {
        Some((15, Unit::Minute, at))
    } else {
        None
    }
}

/// Makes one word of "twenty-five", "two hundred", "nineteen ninety-four" and "twenty-first".
fn join_numbers(words: &mut Vec<Word>, text: &str) {
    let spelled = |word: &Word| {
        word.is(Class::Num)
            && !word.text(text).starts_with(|c: char| c.is_ascii_digit())
            && word.text(text) != "dozen"
    };
    let mut kept = 0_usize;
    let mut i = 0;
    while i < words.len() {
        let mut word = words[i];
        let mut next = i + 1;
        if spelled(&word) {
            let mut parts = vec![word.number];
            loop {
                let step = usize::from(words.get(next).is_some_and(|w| w.is(Class::Hyphen)));
                let Some(more) = words.get(next + step) else { break };
                let ordinal = more.is(Class::Ord)
                    && more.number < 10
                    && step == 1
                    && word.number.is_multiple_of(10)
                    && (20..100).contains(&word.number);
                if ordinal {
                    word.span = word.span.cover(more.span);
                    word.number += more.number;
                    word.classes = Classes::default().with(Class::Ord).with(Class::DayOrd);
                    word.literal = 0;
                    next += step + 1;
                    break;
                }
                if !spelled(more) || parts.len() > 6 || more.literal_separates(&parts) {
                    break;
                }
                parts.push(more.number);
                word.span = word.span.cover(more.span);
                next += step + 1;
            }
            if parts.len() > 1 && !word.is(Class::Ord) {
                let (number, is_year) = value(&parts);
                word.number = number;
                word.literal = 0;
                word.classes = Classes::default().with(Class::Num);
                if is_year {
                    word.classes = word.classes.with(Class::Year);
                }
            }
        }
        if let Some(tenths) = kept
            .checked_sub(1)
            .filter(|last| words[*last].is(Class::Num))
            .and_then(|_| fraction(words.get(i..i + 3)?, text))
        {
            word.span = word.span.cover(words[i + 2].span);
            word.number = tenths;
            word.classes = Classes::default().with(Class::Fraction);
            next = i + 3;
        }
        words[kept] = word;
        kept += 1;
        i = next;
    }
    words.truncate(kept);
}

/// The tenths of "1/2" or "3/4".
fn fraction(words: &[Word], text: &str) -> Option<u32> {
    let [over, slash, under] = words else { return None };
    let fits = slash.text(text) == "/"
        && over.is(Class::Two)
        && under.is(Class::Two)
        && under.is(Class::Glued)
        && slash.is(Class::Glued)
        && !over.is(Class::Glued)
        && over.number < under.number;
    fits.then(|| (over.number * 10 / under.number).max(2))
}

impl Word {
    /// Whether this number does not go on with the one before: "one two", "ten five".
    fn literal_separates(&self, parts: &[u32]) -> bool {
        let last = parts.last().copied().unwrap_or(0);
        let joins = match self.number {
            100 => last < 100 && last > 0,
            1000 => last < 1000 && last > 0,
            0 => true,
            1..=9 => (20..100).contains(&last) || last >= 100,
            // "nineteen ninety", "two thousand ten".
            _ => (last >= 100) || (parts.len() == 1 && (11..=20).contains(&last)),
        };
        !joins
    }
}

/// The number that spelled parts make, and whether it was said as years are.
fn value(parts: &[u32]) -> (u32, bool) {
    if let [century @ 11..=20, rest @ ..] = parts
        && !rest.is_empty()
        && rest.iter().all(|part| *part < 100)
    {
        let sum: u32 = rest.iter().sum();
        if (10..100).contains(&sum) {
            return (century * 100 + sum, true);
        }
    }
    let mut total = 0_u32;
    let mut part = 0_u32;
    for number in parts {
        match number {
            100 => part = part.max(1).saturating_mul(100),
            1000 => {
                total = total.saturating_add(part.max(1).saturating_mul(1000));
                part = 0;
            }
            small => part = part.saturating_add(*small),
        }
    }
    let number = total.saturating_add(part);
    (number, (1900..2100).contains(&number))
}
