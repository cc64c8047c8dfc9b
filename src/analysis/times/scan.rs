//! Finds expressions of time in a block.

use super::{
    admit::admits,
    class::{Class, Unit},
    context::Context,
    grammar::Grammar,
    meaning::{Fields, Meaning},
    pattern::Match,
    words::{Word, words},
};
use crate::{article::Block, text::Span};

/// An expression found, not yet resolved.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::analysis) struct Expression {
    pub span: Span,
    pub(super) meaning: Meaning,
    pub(super) fields: Fields,
    pub(super) context: Context,
}

/// The expressions of one block, in text order, disjoint. Linear in the block's length.
pub(in crate::analysis) fn scan(text: &str, block: Block, sentences: &[Span]) -> Vec<Expression> {
    let grammar = Grammar::get();
    let mut found = Vec::new();
    for sentence in sentences {
        let words = words(text, *sentence, grammar);
        let mut at = 0;
        while at < words.len() {
            let Some((meaning, mut matched)) = longest(grammar, &words, at) else {
                at += 1;
                continue;
            };
            if meaning == Meaning::Duration {
                keep_falling(text, &words, &mut matched);
            }
            let context = || Context::new(text, block, *sentence, &words, &matched);
            let fields = Fields::new(meaning, &matched, &words);
            if meaning == Meaning::Nothing {
                at = matched.reach;
            } else if admits(text, &words, meaning, &matched, &fields) {
                push(&mut found, meaning, fields, context(), &words, &matched);
                at = matched.end.max(at + 1);
            } else {
                at += 1;
            }
        }
    }
    found
}

/// The match at `at`, unless the expression in it can be read further without the words before it.
fn longest(grammar: &Grammar, words: &[Word], at: usize) -> Option<(Meaning, Match)> {
    let found = grammar.longest(words, at)?;
    let inner = (found.1.start > at).then(|| grammar.longest(words, found.1.start)).flatten();
    Some(inner.filter(|inner| inner.1.reach > found.1.reach).unwrap_or(found))
}

/// "an hour and ten minutes" is one length, "three weeks and two years" are two: of these the first is kept.
fn keep_falling(text: &str, words: &[Word], matched: &mut Match) {
    let unit = |(class, at): &(Class, usize)| {
        matches!(class, Class::Unit | Class::Units).then(|| (*at, words[*at].code))
    };
    let mut units = matched.kept.iter().filter_map(unit);
    let (Some((first, larger)), Some((_, smaller))) = (units.next(), units.next()) else { return };
    let mut kept = matched.kept.iter();
    let counted = kept.any(|(class, at)| *class == Class::Num && *at > first);
    let exact =
        matched.kept.iter().all(|(class, _)| !matches!(class, Class::Vague | Class::Fraction));
    // Of decades and centuries TIMEX3 counts the years.
    let years = Unit::from_code(larger as u8) > Unit::Year;
    let moved = words.get(matched.end).is_some_and(|word| word.text(text).len() < 8)
        && matches!(words[matched.end].text(text), "ago" | "later" | "earlier");
    if counted && (smaller >= larger || !exact || years || moved) {
        matched.kept.retain(|(_, at)| *at <= first);
        (matched.end, matched.reach) = (first + 1, first + 1);
    }
}

fn push(
    found: &mut Vec<Expression>,
    meaning: Meaning,
    fields: Fields,
    context: Context,
    words: &[Word],
    matched: &Match,
) {
    let span = |from: usize, to: usize| words[from].span.cover(words[to - 1].span);
    match meaning {
        Meaning::Quarters => return quarters(found, fields, context, words, matched),
        Meaning::Eras => return eras(found, fields, context, words, matched),
        _ => {}
    }
    if meaning != Meaning::Pair {
        let span = span(matched.start, matched.end);
        found.push(Expression { span, meaning, fields, context });
        return;
    }
    // The second half begins with the second day, or the two digits of the second year.
    let halves = matched.kept.iter().filter(|(class, _)| matches!(class, Class::Day | Class::Pair));
    let years = matched.kept.first().is_some_and(|(class, _)| *class == Class::Year);
    let Some((_, second)) = halves.clone().nth(usize::from(!years)) else { return };
    let Some((class, first)) = matched.kept.first() else { return };
    let first_end = if *class == Class::Month { *first + 2 } else { *first + 1 };
    let mut one = fields;
    let mut other = fields;
    one.other = None;
    other.other = None;
    if years {
        let first = fields.year.unwrap_or(0);
        let year = |two: u32| first / 100 * 100 + two as i16;
        // "1999-00".
        other.year = fields.other.map(|two| year(two) + if year(two) < first { 100 } else { 0 });
    } else {
        other.day = fields.other.map(|day| day as u8);
    }
    let meaning = Meaning::Date;
    found.push(Expression { span: span(*first, first_end), meaning, fields: one, context });
    found.push(Expression { span: span(*second, matched.end), meaning, fields: other, context });
}

/// "431-404 BC", "the 5th and 4th centuries BC": the first of them, and the second with the era of both.
fn eras(
    found: &mut Vec<Expression>,
    fields: Fields,
    context: Context,
    words: &[Word],
    matched: &Match,
) {
    let numbers =
        |(class, _): &&(Class, usize)| matches!(class, Class::Num | Class::Year | Class::Ord);
    let mut numbers = matched.kept.iter().filter(numbers);
    let (Some((class, first)), Some((_, second))) = (numbers.next(), numbers.next()) else {
        return;
    };
    // Without "between", but with "the" or "AD".
    let leads = *class == Class::Ord || words[matched.start].is(Class::Era);
    let from = if leads { matched.start } else { *first };
    let one = Fields { other: None, ..fields };
    let two = if *class == Class::Ord {
        Fields { ordinal: fields.other.map(|n| n as u16), other: None, ..fields }
    } else {
        Fields { count: fields.other, other: None, ..fields }
    };
    for (from, to, fields) in [(from, first + 1, one), (*second, matched.end, two)] {
        let span = words[from].span.cover(words[to - 1].span);
        found.push(Expression { span, meaning: Meaning::Era, fields, context });
    }
}

/// "the second and third quarters": the first of them, and the second with the rest.
fn quarters(
    found: &mut Vec<Expression>,
    fields: Fields,
    context: Context,
    words: &[Word],
    matched: &Match,
) {
    let mut ordinals = matched.kept.iter().filter(|(class, _)| *class == Class::Ord);
    let (Some((_, first)), Some((_, second))) = (ordinals.next(), ordinals.next()) else { return };
    for (from, to, at) in [(matched.start, first + 1, *first), (*second, matched.end, *second)] {
        let span = words[from].span.cover(words[to - 1].span);
        let ordinal = Some(words[at].number as u16);
        let fields = Fields { ordinal, ..fields };
        found.push(Expression { span, meaning: Meaning::Quarter, fields, context });
    }
}
