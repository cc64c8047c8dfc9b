//! Groups mentions into entities.

use super::{Entity, EntityId, Mention, tagger::Candidate};
use crate::{analysis::Provenance, article::Article};

/// Mentions in text order and the entities they belong to, by first mention.
pub(in crate::analysis) fn link(
    article: &Article,
    candidates: Vec<Candidate>,
) -> (Vec<Mention>, Vec<Entity>) {
    let mut entities: Vec<Entity> = Vec::new();
    let mut mentions = Vec::new();
    for Candidate { span, kind, score } in candidates {
        let name = article.slice(span);
        let index = entities.iter().position(|e| e.name == name).unwrap_or_else(|| {
            entities.push(Entity {
                kind,
                name: name.to_owned(),
                aliases: Vec::new(),
                why: "written the same everywhere".to_owned(),
                provenance: Provenance::Found,
            });
            entities.len() - 1
        });
        mentions.push(Mention {
            span,
            entity: EntityId::new(index),
            kind,
            score,
            provenance: Provenance::Found,
        });
    }
    (mentions, entities)
}
