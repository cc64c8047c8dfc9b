//! Orders the sentences of an article by how much of it they carry.
//!
//! A sum of a few features, each between 0 and 1, with weights set by hand in round numbers. What they are
//! follows the literature on news: Luhn (1958) for the words that an article repeats, Edmundson (1969) for
//! title, place and cue words; that the lead is hard to beat has been known since. Names add nothing that
//! these do not say already: tried and left out. Linear in the text.

use std::collections::{HashMap, HashSet};

use super::words::{Content, Reader};
use crate::{
    analysis::{Timex, TimexKind},
    article::{Article, BlockKind},
    text::Span,
};

/// News puts first what matters most: the first sentence counts in full, the ninth half.
const EARLY: f32 = 1.0;
const HALF_AT: f32 = 8.0;
/// And what stands last matters least, however long the article is.
const REST: f32 = 0.3;
/// Saying again what the rest of the article is about.
const CENTRAL: f32 = 0.8;
/// The headline is a summary already, if a short one.
const TITLE: f32 = 0.6;
/// A long sentence holds more of the story, up to so many words.
const LONG: f32 = 0.4;
const LONGEST: f32 = 50.0;
/// Facts come with a figure or a date.
const NUMBER: f32 = 0.15;
const DATE: f32 = 0.15;
/// The first sentence of a paragraph opens its matter.
const OPENING: f32 = 0.1;
/// Who speaks of himself or to the reader comments rather than reports.
const PERSONAL: f32 = -0.3;
/// A question leaves open what a summary should say.
const QUESTION: f32 = -0.2;

/// All sentences that may stand in a summary, the weightiest first.
///
/// Headlines, captions, credits and the like are left out, unless there is nothing else.
pub(in crate::analysis) fn rank(
    article: &Article,
    title: &str,
    sentences: &[Span],
    timexes: &[Timex],
) -> Vec<Span> {
    let reader = Reader::new();
    let candidates = candidates(article, sentences);
    let contents: Vec<Content> =
        candidates.iter().map(|(span, _)| reader.read(article.text(), *span)).collect();
    let central = centrality(&contents);
    let title: HashSet<String> =
        reader.read(title, Span::new(0, title.len())).stems.into_iter().collect();
    let mut next_timex = 0;
    let count = candidates.len() as f32;
    let mut scored: Vec<(f32, Span)> = Vec::with_capacity(candidates.len());
    for (index, ((sentence, opens), content)) in candidates.iter().zip(&contents).enumerate() {
        let index_f = index as f32;
        let has_date = has_date(timexes, &mut next_timex, *sentence);
        let in_title = content.stems.iter().filter(|stem| title.contains(*stem)).count();
        let words = sentence.of(article.text());
        let asks = words.trim_end_matches(['"', '”', '’', '\'', ')', ' ']).ends_with('?');
        let when = |holds: bool, weight: f32| if holds { weight } else { 0.0 };
        let score = EARLY / (1.0 + index_f / HALF_AT)
            + REST * (1.0 - index_f / count)
            + CENTRAL * central[index]
            + TITLE * in_title as f32 / title.len().max(1) as f32
            + LONG * (content.words as f32 / LONGEST).min(1.0)
            + when(content.has_number, NUMBER)
            + when(has_date, DATE)
            + when(*opens, OPENING)
            + when(content.is_personal, PERSONAL)
            + when(asks, QUESTION);
        scored.push((score, *sentence));
    }
    scored.sort_by(|(a, first), (b, second)| b.total_cmp(a).then(first.cmp(second)));
    scored.into_iter().map(|(_, sentence)| sentence).collect()
}

/// The sentences of the running text; true for those that open a paragraph.
fn candidates(article: &Article, sentences: &[Span]) -> Vec<(Span, bool)> {
    let mut all = Vec::with_capacity(sentences.len());
    let mut blocks = article.blocks().iter().peekable();
    for sentence in sentences {
        while blocks.next_if(|block| block.span.end() <= sentence.start()).is_some() {}
        let Some(block) = blocks.peek() else { break };
        let runs =
            matches!(block.kind, BlockKind::Paragraph | BlockKind::Quotation | BlockKind::ListItem);
        all.push((*sentence, sentence.start() == block.span.start(), runs));
    }
    let any = all.iter().any(|(.., runs)| *runs);
    all.into_iter().filter(|(.., runs)| *runs || !any).map(|(s, opens, _)| (s, opens)).collect()
}

/// How much of what each sentence says the others say too: the logarithms of how many sentences have each of
/// its words, over the root of their number so that long ones are not favoured twice. The highest is 1.
fn centrality(contents: &[Content]) -> Vec<f32> {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for stem in contents.iter().flat_map(|content| &content.stems) {
        *counts.entry(stem).or_default() += 1;
    }
    let weight = |content: &Content| {
        let sum: f32 = content.stems.iter().map(|stem| (counts[stem.as_str()] as f32).ln()).sum();
        sum / (content.stems.len().max(1) as f32).sqrt()
    };
    let weights: Vec<f32> = contents.iter().map(weight).collect();
    let most = weights.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
    weights.into_iter().map(|weight| weight / most).collect()
}

/// Whether a date stands in `sentence`; `next` is moved past what lies before it.
fn has_date(timexes: &[Timex], next: &mut usize, sentence: Span) -> bool {
    while timexes.get(*next).is_some_and(|timex| timex.span.end() <= sentence.start()) {
        *next += 1;
    }
    timexes
        .get(*next..)
        .unwrap_or_default()
        .iter()
        .take_while(|timex| timex.span.start() < sentence.end())
        .any(|timex| timex.kind == TimexKind::Date && timex.interval.is_some())
}
