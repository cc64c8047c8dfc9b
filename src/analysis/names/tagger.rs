//! Finds mentions in a block: names by the model, groups by list.

use std::{ops::Range, sync::LazyLock};

use super::{
    EntityKind,
    address::{is_city_of_dateline, trimmed},
    decode::{Decoder, Found},
    document::Document,
    file::Unfit,
    groups::group_at,
    label::KINDS,
    lexicon::LEXICON,
    model::Model,
    neural::{Desk, Network},
    sentence::{Sentence, pieces},
};
use crate::{
    analysis::enough,
    article::Article,
    text::{Span, Token, tokens},
};

/// The models that are part of the program.
static EMBEDDED: LazyLock<Result<Models<'static>, Unfit>> = LazyLock::new(|| {
    Models::new(
        include_bytes!("../../../assets/models/names.bin"),
        Some(include_bytes!("../../../assets/models/network.bin")),
    )
});

/// Words that the network reads at once: enough for its matrices to be worth while, few enough to stay small.
const BATCH: usize = 1024;

/// The two models that read together: a conditional random field, and a network that may be missing.
pub struct Models<'a> {
    pub(super) field: Model<'a>,
    pub(super) network: Option<Network<'a>>,
}

impl<'a> Models<'a> {
    pub fn new(field: &'a [u8], network: Option<&'a [u8]>) -> Result<Self, Unfit> {
        let network = network.map(Network::new).transpose()?;
        Ok(Self { field: Model::new(field)?, network })
    }
}

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
    models: Option<&'static Models<'static>>,
    document: Document,
}

impl Tagger {
    pub(in crate::analysis) fn new(article: &Article) -> Self {
        Self::with(EMBEDDED.as_ref().ok(), article)
    }

    pub(super) fn with(models: Option<&'static Models<'static>>, article: &Article) -> Self {
        Self { models, document: Document::new(article.text()) }
    }

    /// Of each block, given by its sentences, the candidates in text order, disjoint. Several blocks at once cost
    /// less than one by one.
    pub(in crate::analysis) fn tag(
        &self,
        text: &str,
        blocks: &[Vec<Span>],
        desk: &mut Desk,
    ) -> Vec<Vec<Candidate>> {
        let tokens: Vec<(usize, Vec<Token>)> = (0..)
            .zip(blocks)
            .flat_map(|(block, sentences)| sentences.iter().map(move |s| (block, tokens(text, *s))))
            .collect();
        let pieces: Vec<(usize, &[Token])> = tokens
            .iter()
            .flat_map(|(block, tokens)| pieces(tokens).map(move |piece| (*block, piece)))
            .collect();
        let mut candidates = vec![Vec::new(); blocks.len()];
        let Some(models) = self.models else {
            for (block, piece) in pieces {
                collect(text, piece, &[], &mut candidates[block]);
            }
            return candidates;
        };
        let mut decoder = Decoder::new(&models.field, models.network.is_some());
        let mut rest = pieces.as_slice();
        while !rest.is_empty() {
            let batch = enough(rest.iter().map(|(_, piece)| piece.len()), BATCH);
            let (batch, later) = rest.split_at(batch);
            rest = later;
            let knowledge = &models.field.knowledge;
            let words: Vec<Sentence<'_>> = batch
                .iter()
                .map(|(_, p)| Sentence::new(text, p, knowledge, &self.document))
                .collect();
            let network = models.network.as_ref();
            let opinions = network.map(|network| network.read(&words, desk));
            let mut opinions = opinions.as_deref().unwrap_or_default();
            for ((block, piece), words) in batch.iter().zip(&words) {
                let (own, others) = opinions.split_at(opinions.len().min(words.len()));
                opinions = others;
                let found = decoder.read(words, own);
                collect(text, piece, &found, &mut candidates[*block]);
            }
        }
        candidates
    }
}

/// The embedded models, or why they do not fit this program.
pub fn embedded() -> Result<&'static Models<'static>, Unfit> {
    EMBEDDED.as_ref().map_err(|unfit| *unfit)
}

/// What was found as candidates, and the groups in the gaps between.
fn collect(text: &str, tokens: &[Token], found: &[Found], candidates: &mut Vec<Candidate>) {
    let mut at = 0;
    let found = trimmed(text, tokens, found);
    for name in &found {
        if at > 0
            && at < name.start
            && let Some(last) = candidates.last_mut()
            && last.kind == EntityKind::Person
            && KINDS[name.kind] == EntityKind::Person
        {
            let rest = tokens[name.start].span.cover(tokens[name.end - 1].span);
            let between = Span::new(last.span.end(), rest.start()).of(text);
            if is_nickname(between, rest.of(text)) {
                last.span = last.span.cover(rest);
                at = name.end;
                continue;
            }
        }
        groups(text, tokens, at..name.start, candidates);
        at = name.end;
        let span = tokens[name.start].span.cover(tokens[name.end - 1].span);
        candidates.push(Candidate {
            span,
            kind: if is_city_of_dateline(text, tokens, name) {
                EntityKind::Place
            } else {
                kind_of(text, span, KINDS[name.kind])
            },
            score: name.score,
        });
    }
    groups(text, tokens, at..tokens.len(), candidates);
}

/// Whether only an opening quotation mark parts a name from its rest, in which it is closed: Joel “J.B.” Vowell.
fn is_nickname(between: &str, rest: &str) -> bool {
    match between.trim() {
        "“" => rest.contains('”'),
        "‘" => rest.contains('’'),
        "\"" => rest.contains('"'),
        _ => false,
    }
}

/// What a name was taken for, unless our lists know it.
fn kind_of(text: &str, span: Span, kind: EntityKind) -> EntityKind {
    let lower = span.of(text).to_lowercase().replace('’', "'");
    if LEXICON.is_known_organization(&lower) {
        EntityKind::Organization
    } else if kind != EntityKind::Person && LEXICON.is_group(&lower) {
        EntityKind::Group
    } else {
        kind
    }
}

/// The groups named in one stretch of words.
fn groups(text: &str, tokens: &[Token], gap: Range<usize>, candidates: &mut Vec<Candidate>) {
    let mut at = gap.start;
    while at < gap.end {
        let words = group_at(text, tokens, at);
        if words > 0 && at + words <= gap.end {
            let span = tokens[at].span.cover(tokens[at + words - 1].span);
            candidates.push(Candidate {
                span,
                kind: kind_of(text, span, EntityKind::Group),
                score: 0.9,
            });
        }
        at += words.max(1);
    }
}
