//! Finds mentions in a block: names by the model, groups by list.

use std::{ops::Range, sync::LazyLock};

use super::{
    EntityKind,
    decode::{Decoder, Found},
    document::Document,
    features::{Sentence, pieces},
    groups::group_at,
    label::KINDS,
    lexicon::LEXICON,
    model::{Model, Unfit},
};
use crate::{
    article::{Article, Block},
    text::{Span, Token, tokens},
};

/// The model that is part of the program.
static EMBEDDED: LazyLock<Result<Model<'static>, Unfit>> =
    LazyLock::new(|| Model::new(include_bytes!("../../../assets/models/names.bin")));

/// A stretch that looks like a name, before it is known whose.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::analysis) struct Candidate {
    pub span: Span,
    pub kind: EntityKind,
    pub score: f32,
}

/// The model, and what is known of the whole text before its blocks are read.
///
/// Should the embedded model not fit, which a test rules out, groups are still found.
pub(in crate::analysis) struct Tagger {
    model: Option<&'static Model<'static>>,
    document: Document,
}

impl Tagger {
    pub(in crate::analysis) fn new(article: &Article) -> Self {
        Self::with(EMBEDDED.as_ref().ok(), article)
    }

    pub(super) fn with(model: Option<&'static Model<'static>>, article: &Article) -> Self {
        Self { model, document: Document::new(article.text()) }
    }

    /// The candidates of one block, in text order, disjoint.
    pub(in crate::analysis) fn tag(
        &self,
        text: &str,
        _block: Block,
        sentences: &[Span],
    ) -> Vec<Candidate> {
        let mut decoder = self.model.map(Decoder::new);
        let mut candidates = Vec::new();
        for sentence in sentences {
            let tokens = tokens(text, *sentence);
            for piece in pieces(&tokens) {
                let found = match (&mut decoder, self.model) {
                    (Some(decoder), Some(model)) => {
                        let words = Sentence::new(text, piece, &model.knowledge, &self.document);
                        decoder.read(&words)
                    }
                    _ => Vec::new(),
                };
                collect(text, piece, &found, &mut candidates);
            }
        }
        candidates
    }
}

/// The embedded model, or why it does not fit this program.
pub fn embedded() -> Result<&'static Model<'static>, Unfit> {
    EMBEDDED.as_ref().map_err(|unfit| *unfit)
}

/// What was found as candidates, and the groups in the gaps between.
fn collect(text: &str, tokens: &[Token], found: &[Found], candidates: &mut Vec<Candidate>) {
    let mut at = 0;
    for name in found {
        groups(text, tokens, at..name.start, candidates);
        at = name.end;
        let span = tokens[name.start].span.cover(tokens[name.end - 1].span);
        let kind = KINDS[name.kind];
        let group = kind != EntityKind::Person
            && LEXICON.is_group(&span.of(text).to_lowercase().replace('’', "'"));
        candidates.push(Candidate {
            span,
            kind: if group { EntityKind::Group } else { kind },
            score: name.score,
        });
    }
    groups(text, tokens, at..tokens.len(), candidates);
}

/// The groups named in one stretch of words.
fn groups(text: &str, tokens: &[Token], gap: Range<usize>, candidates: &mut Vec<Candidate>) {
    let mut at = gap.start;
    while at < gap.end {
        let words = group_at(text, tokens, at);
        if words > 0 && at + words <= gap.end {
            let span = tokens[at].span.cover(tokens[at + words - 1].span);
            candidates.push(Candidate { span, kind: EntityKind::Group, score: 0.9 });
        }
        at += words.max(1);
    }
}
