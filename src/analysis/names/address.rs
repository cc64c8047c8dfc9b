//! Names where somebody is addressed or a story is sent from: what the models take too much or too little of.

use super::{EntityKind, decode::Found, label::KINDS};
use crate::text::{Token, TokenKind};

/// What a letter or a call begins with.
const GREETINGS: [&str; 8] = ["Dear", "Dearest", "Hello", "Hey", "Hi", "Goodbye", "Bye", "Thanks"];

/// Those who are greeted without a name.
const NOBODY: [&str; 24] = [
    "all",
    "colleague",
    "colleagues",
    "customer",
    "editor",
    "editors",
    "everybody",
    "everyone",
    "father",
    "folks",
    "friend",
    "friends",
    "god",
    "guys",
    "lord",
    "madam",
    "members",
    "mother",
    "readers",
    "sir",
    "sirs",
    "team",
    "there",
    "world",
];

/// Words of courtesy that are no part of a name.
const HONORIFICS: [&str; 5] = ["Mr", "Mrs", "Ms", "Miss", "Messrs"];

/// The chance that a word is the name it looks like after a greeting.
const LIKELY: f32 = 0.8;

/// The names found in a sentence, without a greeting, an adverb or a word of courtesy before them; and the person
/// that is greeted, where no name was found there.
pub(super) fn trimmed(text: &str, tokens: &[Token], found: &[Found]) -> Vec<Found> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.span.of(text));
    let person = KINDS.iter().position(|kind| *kind == EntityKind::Person).unwrap_or(0);
    let mut names: Vec<Found> = found
        .iter()
        .map(|name| {
            let mut name = *name;
            let is_opening =
                |at: usize| at == 0 || at == 1 && !word(0).starts_with(char::is_alphabetic);
            while name.kind == person && name.end - name.start > 1 {
                let first = word(name.start);
                let opens =
                    is_opening(name.start) && (GREETINGS.contains(&first) || is_adverb(first));
                if !(opens || HONORIFICS.contains(&first) || first == ".") {
                    break;
                }
                name.start += 1;
            }
            name
        })
        .collect();
    if let Some((start, end)) = greeted(text, tokens) {
        let at = names.partition_point(|name| name.end <= start);
        match names.get_mut(at).filter(|name| name.start < end) {
            Some(name) if (name.start, name.end) == (start, end) => name.kind = person,
            Some(_) => {}
            None => names.insert(at, Found { start, end, kind: person, score: LIKELY }),
        }
    }
    names
}

/// The words of a name after a greeting, up to the comma or the end.
fn greeted(text: &str, tokens: &[Token]) -> Option<(usize, usize)> {
    const LONGEST: usize = 3;
    let word = |at: usize| tokens.get(at).map_or("", |token| token.span.of(text));
    let start = (0..2).find(|at| GREETINGS.contains(&word(*at)))? + 1;
    let is_name = |at: &usize| {
        tokens.get(*at).is_some_and(|token| token.kind == TokenKind::Word)
            && word(*at).starts_with(char::is_uppercase)
            && !NOBODY.contains(&word(*at).to_lowercase().as_str())
            && !HONORIFICS.contains(&word(*at))
    };
    let end = start + (start..tokens.len()).take_while(is_name).count();
    let closes = matches!(word(end), "" | "," | "!" | "." | "?" | ":" | "-" | "–" | "—");
    (end > start && end - start <= LONGEST && closes).then_some((start, end))
}

/// "Luckily", "Eventually"; Emily and Kimberly are persons.
fn is_adverb(word: &str) -> bool {
    const ENDINGS: [&str; 13] = [
        "ily", "ally", "ntly", "edly", "usly", "ully", "tely", "bly", "ngly", "stly", "ctly",
        "enly", "vely",
    ];
    word.len() >= 7 && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// "HALE, March 29, 2006 - The board": a name in capitals that a story begins with, up to the dash.
pub(super) fn is_city_of_dateline(text: &str, tokens: &[Token], name: &Found) -> bool {
    const LONGEST: usize = 14;
    let word = |at: usize| tokens.get(at).map_or("", |token| token.span.of(text));
    let in_capitals = (name.start..name.end).all(|at| !word(at).contains(char::is_lowercase))
        && word(0).len() > 2;
    let is_dash = |at: usize| matches!(word(at), "-" | "–" | "—" | "_");
    let mut between = (name.end..tokens.len()).take(LONGEST).take_while(|at| !is_dash(*at));
    let is_short = between.all(|at| !word(at).starts_with(char::is_lowercase));
    name.start == 0
        && in_capitals
        && word(name.end) == ","
        && is_short
        && (name.end..tokens.len()).take(LONGEST).any(|at| {
            let spaced = |at: usize| {
                let span = tokens.get(at).map(|token| token.span);
                let next = tokens.get(at + 1).map(|token| token.span);
                span.zip(next).is_some_and(|(span, next)| span.end() < next.start())
            };
            is_dash(at) && spaced(at) && (is_dash(at - 1) || spaced(at - 1))
        })
}
