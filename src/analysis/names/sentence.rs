//! The words of a sentence with what is known of each: how it is written here, elsewhere in the article, and in
//! the lists. Both models read from here.

use super::{
    document::{Document, Usage, is_capital, lower_hash},
    hash::{hash, mix},
    knowledge::{Knowledge, Known, name},
};
use crate::text::{Token, TokenKind};

/// The longest name of the knowledge's lists, in words.
const LONGEST: usize = 6;

/// One word of a sentence with all that its own and its neighbours' features need.
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    pub(super) lower: u64,
    pub(super) exact: u64,
    pub(super) shape: u64,
    /// The shape with runs folded: "Xx" for "London".
    pub(super) short: u64,
    pub(super) known: Known,
    /// Names of the lists that it stands in: one bit a list, and where in the name.
    pub(super) listed: [u16; 3],
    pub(super) usage: Option<&'a Usage>,
    pub(super) capital: bool,
    pub(super) plain: bool,
    pub(super) kind: TokenKind,
    pub(super) glued: bool,
}

/// The words of one sentence, ready to give their features.
pub(super) struct Sentence<'a> {
    pub(super) words: Vec<Word<'a>>,
    pub(super) flavour: u64,
}

impl<'a> Sentence<'a> {
    pub(super) fn new(
        text: &'a str,
        tokens: &[Token],
        knowledge: &Knowledge<'_>,
        document: &'a Document,
    ) -> Self {
        let mut buffer = String::new();
        let mut words: Vec<Word<'_>> = tokens
            .iter()
            .map(|token| Word::new(text, *token, knowledge, document, &mut buffer))
            .collect();
        for (i, pair) in tokens.windows(2).enumerate() {
            words[i + 1].glued = pair[0].span.end() == pair[1].span.start();
        }
        look_up(&mut words, knowledge);
        let flavour = flavour(&words);
        Self { words, flavour }
    }

    pub(super) const fn len(&self) -> usize {
        self.words.len()
    }

    /// The word `by` places from `i`; beyond the sentence's ends there is none.
    pub(super) fn at(&self, i: usize, by: isize) -> Option<&Word<'a>> {
        self.words.get(i.checked_add_signed(by)?)
    }

    pub(super) fn of(&self, i: usize, by: isize, what: impl Fn(&Word<'a>) -> u64) -> u64 {
        self.at(i, by).map_or_else(|| 7 + u64::from(by > 0), what)
    }
}

impl<'a> Word<'a> {
    fn new(
        text: &'a str,
        token: Token,
        knowledge: &Knowledge<'_>,
        document: &'a Document,
        buffer: &mut String,
    ) -> Self {
        let lower = lower_hash(text, token, buffer);
        let text = token.span.of(text);
        let (shape, short) = shapes(text);
        let capital = is_capital(text);
        Self {
            text,
            lower,
            exact: hash(text.as_bytes()),
            shape,
            short,
            known: knowledge.word(lower),
            listed: [0; 3],
            usage: document.usage(lower),
            capital,
            plain: !capital && text != "-" && text != "'" && text != "’" && text != "&",
            kind: token.kind,
            glued: false,
        }
    }
}

/// Marks the words that stand in listed names; the longest match from each word counts.
fn look_up(words: &mut [Word<'_>], knowledge: &Knowledge<'_>) {
    for i in 0..words.len() {
        let reach = usize::from(words[i].known.reach).min(LONGEST).min(words.len() - i);
        if !words[i].capital || reach < 2 {
            continue;
        }
        let mut whole = words[i].lower;
        let mut found = None;
        for (length, word) in words[i + 1..i + reach].iter().enumerate() {
            whole = name(whole, word.lower);
            if let Some(lists) = knowledge.name(whole) {
                found = Some((length + 2, lists));
            }
        }
        if let Some((length, lists)) = found {
            for (n, word) in words[i..i + length].iter_mut().enumerate() {
                let place = usize::from(n > 0) + usize::from(n > 0 && n + 1 == length);
                word.listed[place] |= lists;
            }
        }
    }
}

/// How the sentence as a whole is written: all in capitals, most words with one, as usual, or without.
fn flavour(words: &[Word<'_>]) -> u64 {
    let mut long = 0;
    let (mut capitals, mut all) = (0, 0);
    for word in words.iter().filter(|w| w.kind == TokenKind::Word && w.text.len() > 3) {
        long += 1;
        capitals += usize::from(word.capital);
        all += usize::from(!word.text.contains(char::is_lowercase));
    }
    match () {
        () if long < 2 => 0,
        () if all * 4 >= long * 3 => 1,
        () if capitals * 10 >= long * 8 => 2,
        () if capitals == 0 => 3,
        () => 4,
    }
}

/// The word's shape, whole and with runs folded: "Xxxxxx" and "Xx" for "London".
fn shapes(text: &str) -> (u64, u64) {
    let (mut whole, mut short) = (11, 13);
    let mut last = '\0';
    for (n, c) in text.chars().enumerate() {
        let class = match c {
            c if c.is_uppercase() => 'X',
            c if c.is_alphabetic() => 'x',
            c if c.is_numeric() => '0',
            c => c,
        };
        if n < 12 {
            whole = mix(whole ^ u64::from(class));
        }
        if class != last {
            short = mix(short ^ u64::from(class));
            last = class;
        }
    }
    (whole, short)
}

/// The first or last `length` characters of a word, or all of it.
pub(super) fn ends(text: &str, length: usize, last: bool) -> &str {
    if last {
        let start = text.char_indices().rev().nth(length - 1).map_or(0, |(at, _)| at);
        text.get(start..).unwrap_or_default()
    } else {
        let end = text.char_indices().nth(length).map_or(text.len(), |(at, _)| at);
        text.get(..end).unwrap_or_default()
    }
}

pub(super) fn each_bit(bits: u16, mut then: impl FnMut(u64)) {
    let mut rest = bits;
    while rest != 0 {
        then(u64::from(rest.trailing_zeros()));
        rest &= rest - 1;
    }
}

/// The tokens of a sentence, in pieces that are not too long to be held at once.
pub(super) fn pieces(tokens: &[Token]) -> impl Iterator<Item = &[Token]> {
    tokens.chunks(256)
}
