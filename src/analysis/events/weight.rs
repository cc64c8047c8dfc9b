//! How much each event matters, so that what has room for a few shows those.
//!
//! A sum of a few features with round weights: what happened before what was said; a day before a vague time; what
//! the headline, the extract and other events tell too; people and places that the article goes on about; figures.

use std::collections::{HashMap, HashSet};

use super::{Event, EventKind, Precision, conflicts::stems};
use crate::{
    analysis::Mention,
    article::{Article, BlockKind},
    text::Span,
};

/// Saying what the headline says.
const HEADLINE: f32 = 1.2;
/// So many words of the headline are all of it.
const ENOUGH: f32 = 3.0;
/// Standing first among the sentences that may be in the extract.
const EXTRACT: f32 = 1.0;
/// Naming whom the article names most.
const NAMES: f32 = 0.6;
/// Having the words that other events have.
const AGAIN: f32 = 0.8;
const FIGURES: f32 = 0.2;
/// A title that begins with "it" or "they" does not tell who.
const NAMELESS: f32 = -0.4;

/// Weighs all events of an article that was read to its end; `ranking` are its sentences, the weightiest first.
pub(in crate::analysis) fn weigh(
    article: &Article,
    title: &str,
    ranking: &[Span],
    mentions: &[Mention],
    events: &mut [Event],
) {
    let text = article.text();
    let mut headline: HashSet<String> = stems(title).into_iter().collect();
    for block in article.blocks().iter().filter(|block| block.kind == BlockKind::Headline) {
        headline.extend(stems(block.span.of(text)));
    }
    let places: HashMap<Span, usize> = ranking.iter().copied().zip(0..).collect();
    let mut named: HashMap<usize, usize> = HashMap::new();
    for mention in mentions {
        *named.entry(mention.entity.index()).or_default() += 1;
    }
    let log = |count: usize| ((count + 1) as f32).ln();
    let most_named = log(named.values().copied().max().unwrap_or(0)).max(1.0);
    let words: Vec<HashSet<String>> =
        events.iter().map(|event| stems(event.words(text)).into_iter().collect()).collect();
    let mut told: HashMap<&str, usize> = HashMap::new();
    for stem in words.iter().flatten() {
        *told.entry(stem).or_default() += 1;
    }
    let most_told = log(told.values().copied().max().unwrap_or(0)).max(1.0);
    let points: Vec<f32> = events
        .iter()
        .zip(&words)
        .map(|(event, words)| {
            let shared = words.iter().filter(|stem| headline.contains(*stem)).count() as f32;
            let place = places
                .get(&event.sentence)
                .map_or(1.0, |place| *place as f32 / ranking.len() as f32);
            let names: f32 = event
                .entities
                .iter()
                .filter_map(|id| named.get(&id.index()))
                .map(|count| log(*count) / most_named)
                .sum();
            let again: f32 = words.iter().map(|stem| log(told[stem.as_str()]) / most_told).sum();
            let shown = event.words(text);
            let figures = shown.contains(|c: char| c.is_ascii_digit());
            kind(event.kind)
                + precision(event)
                + HEADLINE * (shared / ENOUGH).min(1.0)
                + EXTRACT * (1.0 - place)
                + NAMES * (names / 2.0).min(1.0)
                + AGAIN * again / words.len().max(4) as f32
                + if figures { FIGURES } else { 0.0 }
                + if is_nameless(shown) { NAMELESS } else { 0.0 }
        })
        .collect();
    let most = points.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
    for (event, points) in events.iter_mut().zip(points) {
        // Two places tell them apart, and more would only look exact.
        event.weight = (points.max(0.0) / most * 100.0).round() / 100.0;
    }
}

const fn kind(kind: EventKind) -> f32 {
    match kind {
        EventKind::Happening | EventKind::Background => 1.0,
        EventKind::Plan => 0.8,
        EventKind::Statement => 0.2,
        EventKind::Picture => 0.0,
    }
}

fn precision(event: &Event) -> f32 {
    match event.when.precision {
        _ if event.when.is_exact() => 0.6,
        Precision::Day | Precision::Week | Precision::Month => 0.4,
        Precision::Quarter | Precision::Year => 0.25,
        Precision::Decade | Precision::Interval => 0.1,
        Precision::Unknown => 0.0,
    }
}

fn is_nameless(title: &str) -> bool {
    let first = title.split_whitespace().next().unwrap_or_default().to_lowercase();
    matches!(first.as_str(), "it" | "they" | "he" | "she" | "this" | "that" | "these" | "which")
}
