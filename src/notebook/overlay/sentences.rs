//! Which sentences the reader wants in the summary whatever their rank, and which not at all.

use std::collections::BTreeSet;

use crate::{
    analysis::{Analysis, summary},
    text::Span,
};

/// Puts the pinned sentences (`true`) before all others and leaves the dropped ones out; of two picks of one sentence
/// the later counts. The summary stays as long as it was, unless more are pinned.
pub(super) fn pick(analysis: &mut Analysis, picks: impl Iterator<Item = (Span, bool)>) {
    let (mut pinned, mut dropped) = (BTreeSet::new(), BTreeSet::new());
    for (span, pin) in picks {
        let Some(sentence) = analysis.sentence_at(span.start()) else { continue };
        let (to, from) =
            if pin { (&mut pinned, &mut dropped) } else { (&mut dropped, &mut pinned) };
        to.insert(sentence);
        from.remove(&sentence);
    }
    // There is nothing to choose from before all is read.
    if analysis.ranking.is_empty() || (pinned.is_empty() && dropped.is_empty()) {
        return;
    }
    let rest = analysis.ranking.iter().filter(|s| !pinned.contains(s) && !dropped.contains(s));
    analysis.ranking = pinned.iter().chain(rest).copied().collect();
    let length = analysis.summary.len().max(pinned.len());
    analysis.summary = summary(&analysis.ranking, length);
}
