//! Lays the reader's verdicts over what the machine read.

use super::{Notebook, Ruling, Verdict};
use crate::{
    analysis::{Analysis, Entity, EntityId, EntityKind, Event, Interval, Mention, Provenance},
    article::Article,
    text::Span,
};

/// The analysis as the reader has corrected it. Verdicts apply in order; those whose words are gone are
/// passed over.
pub fn overlay(article: &Article, analysis: &Analysis, notebook: &Notebook) -> Analysis {
    let mut corrected = analysis.clone();
    for Verdict { on, ruling, .. } in notebook.verdicts() {
        let Some(span) = on.anchor(article.text()).span().filter(|span| !span.is_empty()) else {
            continue;
        };
        match ruling {
            Ruling::Entity(kind) => add_entity(&mut corrected, article, span, *kind),
            Ruling::NotAName => remove_mentions(&mut corrected, span),
            Ruling::Event { kind, when } => {
                let when = when.unwrap_or_else(|| nearest_time(&corrected, span));
                add_event(&mut corrected, span, *kind, when);
            }
        }
    }
    debug_assert_eq!(corrected.check(article), Ok(()));
    corrected
}

fn add_entity(analysis: &mut Analysis, article: &Article, span: Span, kind: EntityKind) {
    analysis.mentions.retain(|mention| !mention.span.overlaps(span));
    let name = article.slice(span);
    let known = analysis.entities.iter().position(|e| {
        e.kind == kind && (e.name == name || e.aliases.iter().any(|alias| alias == name))
    });
    let index = known.unwrap_or_else(|| {
        analysis.entities.push(Entity {
            kind,
            name: name.to_owned(),
            aliases: Vec::new(),
            why: "marked by you".to_owned(),
            provenance: Provenance::Made,
        });
        analysis.entities.len() - 1
    });
    let at = analysis.mentions.partition_point(|mention| mention.span < span);
    let entity = EntityId::new(index);
    analysis
        .mentions
        .insert(at, Mention { span, entity, kind, score: 1.0, provenance: Provenance::Made });
    renumber(analysis);
}

fn remove_mentions(analysis: &mut Analysis, span: Span) {
    analysis.mentions.retain(|mention| !mention.span.overlaps(span));
    renumber(analysis);
}

fn add_event(
    analysis: &mut Analysis,
    span: Span,
    kind: crate::analysis::EventKind,
    when: Interval,
) {
    let mut entities: Vec<EntityId> = Vec::new();
    for mention in analysis.mentions.iter().filter(|mention| span.encloses(mention.span)) {
        if !entities.contains(&mention.entity) {
            entities.push(mention.entity);
        }
    }
    let at = analysis.events.partition_point(|event| event.sentence.start() <= span.start());
    let event = Event {
        sentence: span,
        title: span,
        when,
        kind,
        entities,
        conflicts: Vec::new(),
        why: "marked by you".to_owned(),
        provenance: Provenance::Made,
    };
    analysis.events.insert(at, event);
}

/// The time said within `span`, else in its sentence.
fn nearest_time(analysis: &Analysis, span: Span) -> Interval {
    let sentence = analysis.sentence_at(span.start()).unwrap_or(span);
    [span, sentence]
        .into_iter()
        .find_map(|around| {
            let mut timexes = analysis.timexes.iter().filter(|timex| around.encloses(timex.span));
            timexes.find_map(|timex| timex.interval)
        })
        .unwrap_or_default()
}

/// Drops entities without mentions and puts the rest in the order of their first ones.
fn renumber(analysis: &mut Analysis) {
    let mut renamed: Vec<Option<EntityId>> = vec![None; analysis.entities.len()];
    let mut order = Vec::new();
    for mention in &mut analysis.mentions {
        let old = mention.entity.index();
        mention.entity = *renamed[old].get_or_insert_with(|| {
            order.push(old);
            EntityId::new(order.len() - 1)
        });
    }
    let mut old: Vec<Option<Entity>> = analysis.entities.drain(..).map(Some).collect();
    analysis.entities = order.into_iter().filter_map(|index| old[index].take()).collect();
    for event in &mut analysis.events {
        event.entities = event.entities.iter().filter_map(|id| renamed[id.index()]).collect();
    }
}
