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
pub(super) const JOINTS: &[&str] = &[
    "and", "but", "while", "when", "after", "before", "as", "because", "although", "though",
    "which", "who", "where",
];

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
            // "shortly after 2 a.m.": what it joins is only the date.
            let dates = at + 1 == from;
            mark && !self.is_inner(at) || self.is_any(at, JOINTS) && !dates && !self.in_list(at)
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

    /// The relative clause between commas, if there is one: ", who joined in May,".
    pub(super) fn aside(&self) -> std::ops::Range<usize> {
        let comma = |at: &usize| self.is(*at, ",");
        let start =
            (0..self.len()).find(|at| comma(at) && self.is_any(at + 1, &["who", "which", "whose"]));
        let Some(start) = start else { return 0..0 };
        let end = (start + 2..self.len()).find(comma).unwrap_or(self.len());
        start..end
    }

    /// The verb of the main clause in `from..to`: not that of "who fled" and ", founded in 1912,", nor a participle that
    /// tells which one, as in "the legion equipped with planes arrived".
    pub(super) fn main_verb(&self, from: usize, to: usize) -> Option<usize> {
        const RELATIVE: &[&str] = &["who", "which", "that", "whose"];
        const WITH: &[&str] = &["by", "with", "in", "at", "for", "from", "to", "as", "on"];
        let aside = self.aside();
        let relative =
            |at: usize| (1..3).any(|back| at >= from + back && self.is_any(at - back, RELATIVE));
        let after_comma = |at: usize| at > from && self.is(at - 1, ",");
        let told = |at: &usize| {
            !aside.contains(at) && !self.in_quotes(*at) && self.is_verb(*at) && !relative(*at)
        };
        let mut verbs = (from..to.min(self.len())).filter(|at| told(at) && !after_comma(*at));
        let Some(first) = verbs.next() else {
            // "The attacks in Lund, in the north, killed two."
            return (from..to.min(self.len())).find(told);
        };
        // A participle with a preposition, and another verb before the next comma or joint.
        let participle = self.get(first).ends_with("ed") && self.is_any(first + 1, WITH);
        let joint = |at: usize| self.is(at, ",") || self.is_any(at, JOINTS) || self.is(at, "that");
        match verbs.next() {
            Some(next) if participle && !(first..next).any(joint) => Some(next),
            _ => Some(first),
        }
    }

    /// Whether what stands at `from` says when the main clause happened: it stands before the first verb, or after it
    /// and its auxiliaries with no other verb between. What `is_over` does not date "has closed".
    pub(super) fn dates_main_verb(&self, from: usize, is_over: bool) -> bool {
        const NOUNS: &[&str] = &["the", "a", "an", "this", "that", "its", "his", "her", "their"];
        let Some(main) = self.main_verb(0, self.len()) else { return true };
        if is_over && self.is_any(main, &["has", "have"]) {
            return false;
        }
        let aside = self.aside();
        let told = |at: &usize| !aside.contains(at) && !self.in_quotes(*at) && self.is_verb(*at);
        match (0..from).rev().find(told) {
            Some(nearest) => {
                let chain = |at: usize| {
                    self.is_verb(at)
                        || self.get(at).ends_with("ly")
                        || self.is_any(at, &["be", "been", "being", "not"])
                };
                main <= nearest && (main..=nearest).all(chain)
            }
            // "The 1912 wreck was found": which one it is.
            None => from == 0 || !self.is_any(from - 1, NOUNS),
        }
    }

    /// Whether nothing stands between it and the word before it.
    pub(super) fn is_glued(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|at| self.span(at));
        before.zip(self.span(at)).is_some_and(|(before, own)| before.end() == own.start())
    }

    /// A mark within a number or a range: "2:30", "1912–14".
    pub(super) fn is_inner(&self, at: usize) -> bool {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        self.span(at).is_some_and(|span| {
            digit(Span::new(0, span.start()).of(self.text).chars().next_back())
                && digit(Span::new(span.end(), self.text.len()).of(self.text).chars().next())
        })
    }

    /// A comma within a name, a date or a list: "Baghdad, Iraq", "May 3, 2024", "rocket, missile and drone attacks".
    pub(super) fn is_list(&self, at: usize) -> bool {
        const LONGEST: usize = 4;
        let ends = |at: &usize| self.is(*at, ",") || self.is_any(*at, &["and", "or"]);
        let next = (at + 1..at + 1 + LONGEST).find(ends);
        let listed = |next: usize| {
            let joint = self.is_any(next, &["and", "or"]) || self.is_any(next + 1, &["and", "or"]);
            joint && next > at + 1 && !self.has_verb(at + 1, next + 4)
        };
        self.is_capital(at + 1) && at > 0 && self.is_capital(at - 1)
            || self.get(at + 1).starts_with(|c: char| c.is_ascii_digit())
            || next.is_some_and(listed)
    }

    /// "and" between two names or two nouns rather than two clauses.
    pub(super) fn in_list(&self, at: usize) -> bool {
        self.is(at, "and")
            && (self.is_capital(at + 1)
                || at > 0 && self.is_capital(at - 1) && !self.is_verb(at + 1)
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
}
