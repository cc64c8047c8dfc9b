//! Makes events of sentences that have a time.

use super::{Event, EventKind};
use crate::{
    analysis::{Mention, Provenance, Published, Timex},
    article::{Article, BlockKind},
    text::Span,
};

/// The events of all sentences read so far, in text order.
pub(in crate::analysis) fn find(
    article: &Article,
    published: &Published,
    sentences: &[Span],
    timexes: &[Timex],
    mentions: &[Mention],
) -> Vec<Event> {
    let mut events = Vec::new();
    let mut next_timex = 0;
    let mut next_mention = 0;
    for sentence in sentences {
        let first = next_timex
            + timexes[next_timex..].partition_point(|t| t.span.end() <= sentence.start());
        let own = timexes[first..].partition_point(|t| t.span.start() < sentence.end());
        next_timex = first + own;
        let from = next_mention
            + mentions[next_mention..].partition_point(|m| m.span.end() <= sentence.start());
        let to = from + mentions[from..].partition_point(|m| m.span.start() < sentence.end());
        next_mention = to;
        let block = article.block_at(sentence.start()).and_then(|i| article.blocks().get(i));
        let kind = match block.map(|block| block.kind) {
            Some(
                BlockKind::Headline | BlockKind::Byline | BlockKind::Dateline | BlockKind::Credit,
            ) => continue,
            Some(BlockKind::Caption) => EventKind::Picture,
            _ => EventKind::Happening,
        };
        let mut entities: Vec<_> = mentions[from..to].iter().map(|m| m.entity).collect();
        entities.sort_unstable();
        entities.dedup();
        for timex in &timexes[first..next_timex] {
            let Some(when) = timex.interval.filter(|when| !when.is_unknown()) else { continue };
            let plan =
                published.date.is_some_and(|day| when.start.is_some_and(|start| start > day));
            events.push(Event {
                sentence: *sentence,
                title: *sentence,
                when,
                kind: if plan { EventKind::Plan } else { kind },
                entities: entities.clone(),
                conflicts: Vec::new(),
                why: format!("“{}”: {}", article.slice(timex.span), timex.why),
                provenance: Provenance::Found,
            });
            if events.iter().rev().take_while(|event| event.sentence == *sentence).count() == 2 {
                break;
            }
        }
    }
    events
}
