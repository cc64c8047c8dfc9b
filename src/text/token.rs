//! Words, numbers and marks.

use super::{Span, is_invisible};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters and digits, inner apostrophes ("O'Brien") and dotted initials ("U.S.").
    Word,
    /// Digits with their inner points and commas ("1,250.5").
    Number,
    /// The clitic of a possessive or a contraction ("'s", "’ll").
    Clitic,
    /// One mark of punctuation or one symbol.
    Mark,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub span: Span,
    pub kind: TokenKind,
}

const CLITICS: [&str; 7] = ["s", "t", "d", "m", "re", "ve", "ll"];

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Combining marks and joiners belong to the word they stand in.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200c}' | '\u{200d}')
}

/// Cuts `span` of `text` into tokens; between them lies what is not seen. Linear in the span's length.
pub fn tokens(text: &str, span: Span) -> Vec<Token> {
    let slice = span.of(text);
    let mut found = Vec::with_capacity(slice.len() / 5);
    let mut at = 0;
    while let Some(first) = slice.get(at..).and_then(|rest| rest.chars().next()) {
        if first.is_whitespace() || is_invisible(first) {
            at += first.len_utf8();
            continue;
        }
        let (end, kind) = token_at(slice, at, first);
        found.push(Token { span: Span::new(at, end).shift(span.start()), kind });
        at = end;
    }
    found
}

fn token_at(slice: &str, at: usize, first: char) -> (usize, TokenKind) {
    if is_apostrophe(first) {
        return match clitic(slice, at + first.len_utf8()) {
            Some(end) if before(slice, at).is_some_and(is_word) => (end, TokenKind::Clitic),
            _ => (at + first.len_utf8(), TokenKind::Mark),
        };
    }
    if !is_word(first) {
        return (at + first.len_utf8(), TokenKind::Mark);
    }
    if let Some(end) = initials(slice, at) {
        return (end, TokenKind::Word);
    }
    let mut end = run(slice, at);
    let mut digits = span_is_digits(slice, at, end);
    while let Some(mark) = slice.get(end..).and_then(|rest| rest.chars().next()) {
        let next = end + mark.len_utf8();
        let after = slice.get(next..).and_then(|rest| rest.chars().next());
        let joins = if digits {
            matches!(mark, '.' | ',') && after.is_some_and(|c| c.is_ascii_digit())
        } else {
            is_apostrophe(mark)
                && after.is_some_and(char::is_alphabetic)
                && clitic(slice, next).is_none()
        };
        if !joins {
            break;
        }
        let more = run(slice, next);
        digits = digits && span_is_digits(slice, next, more);
        end = more;
    }
    (end, if digits { TokenKind::Number } else { TokenKind::Word })
}

fn span_is_digits(slice: &str, start: usize, end: usize) -> bool {
    slice.get(start..end).is_some_and(|run| run.bytes().all(|byte| byte.is_ascii_digit()))
}

fn before(slice: &str, at: usize) -> Option<char> {
    slice.get(..at)?.chars().next_back()
}

/// The end of the run of word characters that begins at `at`.
fn run(slice: &str, at: usize) -> usize {
    slice.get(at..).and_then(|rest| rest.find(|c| !is_word(c))).map_or(slice.len(), |n| at + n)
}

/// The end of the clitic whose letters begin at `at`, if they are one.
fn clitic(slice: &str, at: usize) -> Option<usize> {
    let end = run(slice, at);
    let letters = slice.get(at..end)?;
    CLITICS.iter().any(|c| letters.eq_ignore_ascii_case(c)).then_some(end)
}

/// The end of "U.S." or "p.m." beginning at `at`: two or more single letters, each with its point.
fn initials(slice: &str, at: usize) -> Option<usize> {
    let bytes = slice.as_bytes();
    let mut end = at;
    while bytes.get(end).is_some_and(u8::is_ascii_alphabetic) && bytes.get(end + 1) == Some(&b'.') {
        end += 2;
    }
    (end >= at + 4).then_some(end)
}

/// How many words a reader would count: tokens of letters or digits.
pub fn word_count(text: &str, span: Span) -> usize {
    tokens(text, span)
        .iter()
        .filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, wanted: &str) {
        let found: Vec<&str> =
            tokens(text, Span::new(0, text.len())).iter().map(|t| t.span.of(text)).collect();
        assert_eq!(found.join("|"), wanted);
    }

    #[test]
    fn cuts_words_numbers_and_marks() {
        check("The U.S. army's O'Brien didn't.", "The|U.S.|army|'s|O'Brien|didn|'t|.");
        check("Joel \"J.B.\" Vowell, 1,250.5 km.", "Joel|\"|J.B.|\"|Vowell|,|1,250.5|km|.");
        check("al-Kaabi’s café 3rd 'tis", "al|-|Kaabi|’s|café|3rd|'|tis");
        check("on \u{200f}May\u{200f} \u{200b}12", "on|May|12");
    }
}
