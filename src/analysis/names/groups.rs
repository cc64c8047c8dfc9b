//! Nationalities, faiths and peoples: by list, and by the endings that only such words have.

use super::lexicon::LEXICON;
use crate::text::{Token, TokenKind};

/// The number of words, from the one at `at`, that name a group; zero when they do not.
pub(super) fn group_at(text: &str, tokens: &[Token], at: usize) -> usize {
    let word = |i: usize| tokens.get(i).map_or("", |token| token.span.of(text));
    if tokens[at].kind != TokenKind::Word || !word(at).starts_with(char::is_uppercase) {
        return 0;
    }
    let first = word(at).to_lowercase().replace('’', "'");
    if let Some(next) = tokens.get(at + 1) {
        let second = word(at + 1).to_lowercase();
        if word(at + 1) == "-" {
            let whole = format!("{first}-{}", word(at + 2).to_lowercase());
            if LEXICON.is_group(&whole) {
                return 3;
            }
        } else if next.kind == TokenKind::Word && LEXICON.is_group(&format!("{first} {second}")) {
            return 2;
        }
    }
    usize::from(LEXICON.is_group(&first) || at > 0 && has_ending(&first))
}

/// "Zimbabweans", "Maoists", "Nasserites": plural endings, since a singular in "-ian" may be a guardian.
fn has_ending(lower: &str) -> bool {
    lower.len() > 6 && ["eans", "ians", "ists", "ites"].iter().any(|ending| lower.ends_with(ending))
}
