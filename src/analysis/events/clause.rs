//! The words of one sentence, and the stretch of them that names what happened.

use crate::{
    analysis::times::is_past,
    text::{Span, TokenKind, tokens},
};

/// The words and marks of a sentence, compared whatever their case.
#[derive(Debug)]
pub(super) struct Words<'a> {
    text: &'a str,
    spans: Vec<Span>,
    kinds: Vec<TokenKind>,
}

/// Words that begin a new clause within a sentence.
const JOINTS: &[&str] = &[
    "and", "but", "while", "when", "after", "before", "as", "because", "although", "though",
    "which", "who", "where",
];

/// A title has at most about this many words.
const TITLE_WORDS: usize = 14;

impl<'a> Words<'a> {
    pub(super) fn new(text: &'a str, sentence: Span) -> Self {
        let tokens = tokens(text, sentence);
        Self {
            text,
            spans: tokens.iter().map(|token| token.span).collect(),
            kinds: tokens.iter().map(|token| token.kind).collect(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    pub(super) fn get(&self, at: usize) -> &'a str {
        self.spans.get(at).map_or("", |span| span.of(self.text))
    }

    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.get(at).eq_ignore_ascii_case(word)
    }

    pub(super) fn is_any(&self, at: usize, words: &[&str]) -> bool {
        let own = self.get(at);
        words.iter().any(|word| own.eq_ignore_ascii_case(word))
    }

    pub(super) fn span(&self, at: usize) -> Option<Span> {
        self.spans.get(at).copied()
    }

    /// The first word that begins at `offset` or after it.
    pub(super) fn at(&self, offset: usize) -> usize {
        self.spans.partition_point(|span| span.start() < offset)
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.kinds.get(at).is_some_and(|kind| *kind != TokenKind::Mark)
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.get(at).starts_with(char::is_uppercase)
    }

    /// Whether an odd number of quotation marks stands before word `at`.
    pub(super) fn in_quotes(&self, at: usize) -> bool {
        let mut open = false;
        for i in 0..at.min(self.len()) {
            match self.get(i) {
                "\"" => open = !open,
                "“" => open = true,
                "”" => open = false,
                "`" if self.is(i + 1, "`") => open = true,
                "'" if self.is(i + 1, "'") => open = false,
                _ => {}
            }
        }
        open
    }

    /// The clause around words `from..to`: up to a comma, a dash or a joint on either side, if enough is left.
    pub(super) fn clause(&self, from: usize, to: usize) -> (usize, usize) {
        let edge = |at: usize| {
            let mark = matches!(self.get(at), ";" | ":" | "—" | "–")
                || self.is(at, ",") && !self.is_list(at);
            mark || self.is_any(at, JOINTS) && !self.in_list(at)
        };
        let mut start = (0..from).rev().find(|at| edge(*at)).map_or(0, |at| at + 1);
        let mut end = (to..self.len()).find(|at| edge(*at)).unwrap_or(self.len());
        // "On January 27, Iraq and the U.S. began": a date alone is no clause.
        let words = |start: usize, end: usize| (start..end).filter(|at| self.is_word(*at)).count();
        while words(start, end) < words(from, to) + 3 && end < self.len() {
            end = (end + 1..self.len()).find(|at| edge(*at)).unwrap_or(self.len());
        }
        while words(start, end) < words(from, to) + 3 && start > 0 {
            start = (0..start - 1).rev().find(|at| edge(*at)).map_or(0, |at| at + 1);
        }
        (start, end)
    }

    /// A comma within a name or a date: "Baghdad, Iraq", "May 3, 2024".
    fn is_list(&self, at: usize) -> bool {
        self.is_capital(at + 1) && at > 0 && self.is_capital(at - 1)
            || self.get(at + 1).starts_with(|c: char| c.is_ascii_digit())
    }

    /// "and" between two names or two nouns rather than two clauses.
    fn in_list(&self, at: usize) -> bool {
        self.is(at, "and")
            && (self.is_capital(at + 1)
                || at > 0 && self.is_capital(at - 1)
                || !self.has_verb(at + 1, at + 7))
            || self.is(at, "as") && !self.has_verb(at + 1, at + 7)
            || self.is_any(at, &["after", "before"]) && !self.has_verb(at + 1, at + 9)
    }

    /// Whether a verb in a past or future tense, or "is" and its like, stands in `from..to`.
    pub(super) fn has_verb(&self, from: usize, to: usize) -> bool {
        (from..to.min(self.len())).any(|at| self.is_verb(at))
    }

    /// Whether it is a past tense or a participle.
    pub(super) fn is_past(&self, at: usize) -> bool {
        let own = self.get(at);
        own.len() <= 16 && is_past(&own.to_ascii_lowercase())
    }

    pub(super) fn is_verb(&self, at: usize) -> bool {
        const VERBS: &[&str] = &[
            "is", "are", "has", "have", "will", "does", "says", "can", "could", "may", "might",
            "would",
        ];
        let own = self.get(at);
        if own.len() > 16 {
            return false;
        }
        let lower = own.to_ascii_lowercase();
        VERBS.contains(&lower.as_str()) || is_past(&lower) && !self.is_capital(at)
    }

    /// The title for the clause `from..to`: without what joins or attributes it, cut to a dozen words.
    pub(super) fn title(&self, from: usize, to: usize, keep: (usize, usize)) -> Span {
        let (mut from, mut to) = (from, to.min(self.len()));
        while from + 1 < to
            && (!self.is_word(from)
                || self.is_any(from, JOINTS)
                || self.is_any(from, &["that", "then"]))
        {
            from += 1;
        }
        // ", the coastguard said." and "Officials said that .."
        if let Some(said) = (from..to).find(|at| self.is_any(*at, super::speech::SAYING)) {
            let told = if self.is(said + 1, "that") { said + 2 } else { said + 1 };
            if to - told.min(to) > 4
                && !(keep.0 < told && keep.1 > from)
                && !self.is_any(told, &["by", "to", "in", "on"])
            {
                from = told;
            }
        }
        while to > from + 1 && !self.is_word(to - 1) {
            to -= 1;
        }
        let mut count = 0;
        let cut = (from..to).find(|at| {
            count += usize::from(self.is_word(*at));
            count > TITLE_WORDS
        });
        let mut end = cut.unwrap_or(to);
        while end > from + 1
            && (!self.is_word(end - 1)
                || cut.is_some()
                    && self.is_any(
                        end - 1,
                        &[
                            "the", "a", "an", "of", "in", "on", "to", "and", "its", "at", "for",
                            "by", "with", "from",
                        ],
                    ))
        {
            end -= 1;
        }
        match (self.span(from), self.span(end.max(from + 1) - 1)) {
            (Some(first), Some(last)) => first.cover(last),
            _ => Span::default(),
        }
    }
}
