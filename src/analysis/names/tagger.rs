//! Finds mentions in a block: for now runs of capitalised words, judged by the lexicon.

use std::collections::HashSet;

use super::{
    EntityKind,
    lexicon::{LEXICON, PARTICLES},
};
use crate::{
    article::{Article, Block},
    text::{Span, Token, TokenKind, tokens},
};

/// A stretch that looks like a name, before it is known whose.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::analysis) struct Candidate {
    pub span: Span,
    pub kind: EntityKind,
    pub score: f32,
}

/// What is known of the whole text before its blocks are read.
#[derive(Debug, Default)]
pub(in crate::analysis) struct Tagger {
    /// Words that the article also writes without a capital.
    common: HashSet<String>,
}

impl Tagger {
    pub(in crate::analysis) fn new(article: &Article) -> Self {
        let text = article.text();
        let common = tokens(text, article.span())
            .iter()
            .map(|token| token.span.of(text))
            .filter(|word| word.starts_with(char::is_lowercase))
            .map(str::to_owned)
            .collect();
        Self { common }
    }

    /// The candidates of one block, in text order, disjoint.
    pub(in crate::analysis) fn tag(
        &self,
        text: &str,
        _block: Block,
        sentences: &[Span],
    ) -> Vec<Candidate> {
        let mut found = Vec::new();
        for sentence in sentences {
            let tokens = tokens(text, *sentence);
            let mut at = 0;
            while at < tokens.len() {
                let end = self.run(text, &tokens, at);
                if end == at {
                    at += 1;
                    continue;
                }
                let span = tokens[at].span.cover(tokens[end - 1].span);
                found.extend(judge(text, &tokens[at..end]).map(|kind| Candidate {
                    span,
                    kind,
                    score: 0.5,
                }));
                at = end;
            }
        }
        found
    }

    /// The end of the run of capitalised words that begins at `at`.
    fn run(&self, text: &str, tokens: &[Token], at: usize) -> usize {
        let word = |i: usize| tokens[i].span.of(text);
        let capital =
            |i: usize| tokens[i].kind == TokenKind::Word && word(i).starts_with(char::is_uppercase);
        let lower = word(at).to_lowercase();
        if !capital(at) || LEXICON.is_title(&lower) || (at == 0 && self.common.contains(&lower)) {
            return at;
        }
        let organization = |i: usize| {
            i < tokens.len() && capital(i) && LEXICON.is_organization(&word(i).to_lowercase())
        };
        let mut end = at + 1;
        if LEXICON.is_group(&lower) && !organization(end) {
            return end;
        }
        while end < tokens.len() {
            let joined = matches!(word(end), "-" | "'" | "’" | "&")
                || PARTICLES.contains(&word(end))
                    && !matches!(word(end), "and" | "in" | "to" | "at" | "on" | "a");
            let particle = PARTICLES.contains(&word(end)) && end + 2 < tokens.len();
            if particle && word(end + 1) == "-" && capital(end + 2) {
                end += 3;
            } else if capital(end) && !LEXICON.is_group(&word(end).to_lowercase()) {
                end += 1;
            } else if joined && end + 1 < tokens.len() && capital(end + 1) {
                end += 2;
            } else {
                break;
            }
        }
        end
    }
}

fn judge(text: &str, run: &[Token]) -> Option<EntityKind> {
    let lower: Vec<String> = run.iter().map(|t| t.span.of(text).to_lowercase()).collect();
    let known = LEXICON.synonym(&lower.join(" ").replace('.', ""));
    if LEXICON.is_group(&lower.join(" ")) {
        Some(EntityKind::Group)
    } else if known.is_some() {
        Some(EntityKind::Place)
    } else if lower.iter().any(|word| LEXICON.is_organization(word)) {
        Some(EntityKind::Organization)
    } else if run.len() > 1 {
        Some(EntityKind::Person)
    } else {
        None
    }
}
