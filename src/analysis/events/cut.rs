//! Titles cut to what is read at a glance: where a phrase ends, and with both marks of a quotation or neither.

use std::ops::Range;

use super::{
    clause::Words,
    title::{BREAKS, FUNCTION, LEAST},
};

/// A title has about so many words,
pub(super) const USUAL: usize = 16;

/// and never more than so many.
const MOST: usize = 24;

/// Before "with", "of" and "to" these belong to them: "in connection with".
const BOUND: &[&str] = &[
    "connection",
    "response",
    "addition",
    "accordance",
    "order",
    "part",
    "terms",
    "charge",
    "more",
    "less",
    "between",
    "such",
    "well",
    "than",
    "either",
    "both",
    "not",
];

/// Nor with these, even where nothing was cut.
const LOOSE: &[&str] = &["and", "or", "but", "soon", "shortly", "just", "even", "only", "then"];

/// A title without any better break may be cut before these.
pub(super) const WEAK: &[&str] = &["of", "to", "by", "about", "into", "over"];

/// As much of a title as is read at a glance: up to a break after its verb.
pub(super) fn cut(words: &Words<'_>, mut parts: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let first = parts.first().map_or(0, |part| part.start);
    let last = parts.last().map_or(0, |part| part.end);
    let verb = words.main_verb(first, last).unwrap_or(first);
    let (mut seen, mut brackets, mut best, mut weak, mut over) = (0, 0_i32, None, None, None);
    for at in parts.iter().cloned().flatten() {
        match words.get(at) {
            "(" | "[" => brackets += 1,
            ")" | "]" => brackets -= 1,
            _ => {}
        }
        let mark =
            matches!(words.get(at), "," | ";" | "—" | "–" | ":" | "(") && !words.is_inner(at);
        let broken = words.is_any(at, BREAKS)
            && !words.is_any(at.saturating_sub(1), BOUND)
            && !words.in_list(at)
            || mark && !words.is_list(at);
        let whole = broken && brackets <= i32::from(words.is(at, "(")) && at > verb + 1;
        if whole && seen >= LEAST && !words.is_any(at.saturating_sub(1), FUNCTION) {
            if seen <= USUAL {
                best = Some(at);
            } else {
                over = over.or(Some(at));
            }
        }
        let last = at.saturating_sub(1);
        // "led by", "First of America": these belong together.
        let bound = words.is_any(last, BOUND)
            || words.is_verb(last)
            || words.is_capital(last) && words.is_capital(at + 1);
        let can_end = brackets == 0 && !bound;
        if words.is_any(at, WEAK) && can_end && at > verb + 2 && (LEAST + 2..=USUAL).contains(&seen)
        {
            weak = Some(at);
        }
        if seen == MOST {
            over = over.or(Some(at));
        }
        seen += usize::from(words.is_word(at));
    }
    let end = if seen <= USUAL { None } else { best.or(weak).or(over) };
    if let Some(end) = end {
        parts.retain(|part| part.start < end);
        if let Some(part) = parts.last_mut() {
            part.end = part.end.min(end);
        }
    }
    // No mark and, where it was cut, no "of the" at its end.
    while let Some(part) = parts.last_mut() {
        let at = part.end - 1;
        let loose = !words.is_word(at) && !matches!(words.get(at), "”" | "\"" | ")" | "]" | "%")
            || words.is_any(at, LOOSE)
            || end.is_some() && words.is_any(at, FUNCTION);
        if !loose {
            break;
        }
        part.end -= 1;
        if part.start >= part.end {
            parts.pop();
        }
    }
    parts
}

/// A quotation that a title begins or ends within keeps both of its marks, if they stand right there; else it loses both.
pub(super) fn with_quotes(words: &Words<'_>, mut parts: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let is_open = |at: usize| matches!(words.get(at), "“" | "\"") && !words.in_quotes(at);
    let is_close = |at: usize| matches!(words.get(at), "”" | "\"") && words.in_quotes(at);
    let (mut opened, mut closed) = (0, 0);
    for at in parts.iter().cloned().flatten() {
        opened += usize::from(is_open(at));
        closed += usize::from(is_close(at));
    }
    let (Some(start), Some(end)) =
        (parts.first().map(|part| part.start), parts.last().map(|part| part.end))
    else {
        return parts;
    };
    let opens_before = start > 0 && is_open(start - 1);
    let closes_after =
        (end..end + 2).find(|at| is_close(*at)).filter(|at| *at == end || !words.is_word(end));
    let (first, last) = (0, parts.len() - 1);
    if opened < closed && opens_before || opened == closed && opens_before && closes_after.is_some()
    {
        parts[first].start -= 1;
        opened += 1;
    }
    if opened > closed
        && let Some(at) = closes_after
    {
        // The comma before the mark belongs to the sentence around it.
        if at == end {
            parts[last].end = at + 1;
        } else {
            parts.push(at..at + 1);
        }
    } else if opened > closed && is_open(start) {
        parts[first].start += 1;
    } else if closed > opened && is_close(end - 1) {
        parts[last].end -= 1;
    }
    parts
}
