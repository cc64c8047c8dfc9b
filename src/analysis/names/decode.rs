//! The most likely labels of a sentence (Viterbi), and how likely each label is (forward and backward).

use std::array;

use super::{
    label::{LABELS, Part, may_begin, may_end, may_follow, part},
    model::{Frame, Model},
    sentence::Sentence,
};

/// What stands for "impossible"; finite, so that sums stay numbers.
const NEVER: f32 = -1e6;

/// A name found: the words `start..end` of the sentence, and the chance that it is one of this kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: usize,
    pub(super) score: f32,
}

/// What the scores of the conditional random field and the network's logarithms of chances count when both
/// read, and what is then taken from "outside", so that fewer names are missed. Chosen on development files.
const FIELD: f32 = 0.5;
const NETWORK: f32 = 0.7;
const OUTSIDE: f32 = 0.8;

/// Reads sentences with a model; keeps its buffers between them.
pub(super) struct Decoder<'m> {
    model: &'m Model<'m>,
    /// What the model's scores count, and what is taken from "outside".
    share: f32,
    outside: f32,
    follow: [[f32; LABELS]; LABELS],
    chance: [[f32; LABELS]; LABELS],
    begin: [f32; LABELS],
    end: [f32; LABELS],
    rows: Vec<u32>,
    scores: Vec<[f32; LABELS]>,
}

impl<'m> Decoder<'m> {
    /// A reader with the model alone, or for sentences of which a network has its own opinion.
    pub(super) fn new(model: &'m Model<'m>, beside_network: bool) -> Self {
        let frame = &model.frame;
        let (share, outside) = if beside_network { (FIELD, OUTSIDE) } else { (1.0, frame.outside) };
        let follow = allowed(frame, share);
        Self {
            model,
            share,
            outside,
            follow,
            chance: follow.map(|row| row.map(f32::exp)),
            begin: array::from_fn(|l| if may_begin(l) { frame.begin[l] * share } else { NEVER }),
            end: array::from_fn(|l| if may_end(l) { frame.end[l] * share } else { NEVER }),
            rows: Vec::new(),
            scores: Vec::new(),
        }
    }

    /// The names of a sentence, in order. `opinions` are the network's, one for each word, or none at all.
    pub(super) fn read(
        &mut self,
        sentence: &Sentence<'_>,
        opinions: &[[f32; LABELS]],
    ) -> Vec<Found> {
        self.scores.clear();
        for i in 0..sentence.len() {
            self.rows.clear();
            sentence.rows(i, &mut self.rows);
            let mut scores = self.model.scores(&self.rows).map(|score| score * self.share);
            if let Some(opinion) = opinions.get(i) {
                scores.iter_mut().zip(opinion).for_each(|(score, more)| *score += NETWORK * more);
            }
            scores[0] -= self.outside;
            self.scores.push(scores);
        }
        let labels = self.best();
        if labels.iter().all(|label| *label == 0) {
            return Vec::new();
        }
        let chances = self.chances();
        let mut found = Vec::new();
        let mut start = 0;
        let mut score = 1.0_f32;
        for (i, label) in labels.iter().enumerate() {
            let (place, kind) = part(*label);
            if matches!(place, Part::Begin | Part::Unit) {
                (start, score) = (i, 1.0);
            }
            score = score.min(chances[i][*label]);
            if matches!(place, Part::Last | Part::Unit) {
                found.push(Found { start, end: i + 1, kind, score });
            }
        }
        found
    }

    fn best(&self) -> Vec<usize> {
        let Some((first, rest)) = self.scores.split_first() else { return Vec::new() };
        let mut now: [f32; LABELS] = array::from_fn(|label| first[label] + self.begin[label]);
        let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(rest.len());
        for scores in rest {
            let mut from = [0_u8; LABELS];
            let mut next = [f32::NEG_INFINITY; LABELS];
            for (before, value) in now.iter().enumerate() {
                for label in 0..LABELS {
                    let value = value + self.follow[before][label];
                    if value > next[label] {
                        next[label] = value;
                        from[label] = before as u8;
                    }
                }
            }
            now = array::from_fn(|label| next[label] + scores[label]);
            back.push(from);
        }
        let mut last = 0;
        let mut best = f32::NEG_INFINITY;
        for (label, value) in now.iter().enumerate() {
            let value = value + self.end[label];
            if value > best {
                (best, last) = (value, label);
            }
        }
        let mut labels = vec![last];
        for from in back.iter().rev() {
            last = usize::from(from[last]);
            labels.push(last);
        }
        labels.reverse();
        labels
    }

    /// Of each word, the chance of each label.
    fn chances(&self) -> Vec<[f32; LABELS]> {
        let weights: Vec<[f32; LABELS]> = self.scores.iter().map(exp).collect();
        let len = weights.len();
        let mut forward = vec![[0.0_f32; LABELS]; len];
        let mut backward = vec![[1.0_f32; LABELS]; len];
        for i in 0..len {
            let mut now: [f32; LABELS] = if i == 0 {
                self.begin.map(f32::exp)
            } else {
                let mut now = [0.0; LABELS];
                for (before, value) in forward[i - 1].iter().enumerate() {
                    for (now, chance) in now.iter_mut().zip(&self.chance[before]) {
                        *now += value * chance;
                    }
                }
                now
            };
            now.iter_mut().zip(&weights[i]).for_each(|(now, weight)| *now *= weight);
            forward[i] = to_one(now);
        }
        for i in (0..len).rev() {
            backward[i] = to_one(if i + 1 == len {
                self.end.map(f32::exp)
            } else {
                let ahead: [f32; LABELS] =
                    array::from_fn(|l| backward[i + 1][l] * weights[i + 1][l]);
                array::from_fn(|label| {
                    self.chance[label].iter().zip(&ahead).map(|(a, b)| a * b).sum()
                })
            });
        }
        forward
            .iter()
            .zip(&backward)
            .map(|(a, b)| to_one(array::from_fn(|label| a[label] * b[label])))
            .collect()
    }
}

/// The transitions, the forbidden ones impossible.
fn allowed(frame: &Frame, share: f32) -> [[f32; LABELS]; LABELS] {
    array::from_fn(|from| {
        let score = |to| if may_follow(from, to) { frame.follow[from][to] * share } else { NEVER };
        array::from_fn(score)
    })
}

/// Exponentials, the greatest one 1.
fn exp(scores: &[f32; LABELS]) -> [f32; LABELS] {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    scores.map(|score| (score - top).exp().max(1e-20))
}

fn to_one(values: [f32; LABELS]) -> [f32; LABELS] {
    let sum: f32 = values.iter().sum();
    if sum > 0.0 { values.map(|value| value / sum) } else { values }
}
