//! What a chain of labels gets from its words' scores: the loss, and the errors to learn from.

use dateline::analysis::training::{LABELS, ROW, may_begin, may_end, may_follow};

/// Transition scores: from each label; then the beginning; then the end.
pub type Follow = [[f32; LABELS]];

pub struct Errors {
    pub loss: f64,
    /// Of each word: which labels should be more, which less.
    pub words: Vec<[f32; ROW]>,
    pub follow: [[f32; LABELS]; LABELS + 2],
}

/// Forward and backward over one sentence.
pub fn errors(sums: &[[f32; ROW]], follow: &Follow, labels: &[u8]) -> Errors {
    let len = sums.len();
    let mut loss = 0.0;
    let gold = |i: usize| usize::from(labels[i]);
    let scores: Vec<[f32; LABELS]> = (0..len)
        .map(|i| {
            let top = sums[i][..LABELS].iter().copied().fold(f32::NEG_INFINITY, f32::max);
            loss -= f64::from(sums[i][gold(i)] - top);
            std::array::from_fn(|label| (sums[i][label] - top).exp().max(1e-20))
        })
        .collect();
    let chance: [[f32; LABELS]; LABELS] = std::array::from_fn(|from| {
        std::array::from_fn(|to| if may_follow(from, to) { follow[from][to].exp() } else { 0.0 })
    });
    let begin: [f32; LABELS] =
        std::array::from_fn(|l| if may_begin(l) { follow[LABELS][l].exp() } else { 0.0 });
    let end: [f32; LABELS] =
        std::array::from_fn(|l| if may_end(l) { follow[LABELS + 1][l].exp() } else { 0.0 });

    // Each word's values are made to sum to one; the sums make the likelihood.
    let mut forward: Vec<[f32; LABELS]> = Vec::with_capacity(len);
    for i in 0..len {
        let mut now = begin;
        if i > 0 {
            now = [0.0; LABELS];
            for (before, value) in forward[i - 1].iter().enumerate() {
                for label in 0..LABELS {
                    now[label] += value * chance[before][label];
                }
            }
        }
        for label in 0..LABELS {
            now[label] *= scores[i][label];
        }
        let sum: f32 = now.iter().sum::<f32>().max(1e-30);
        loss += f64::from(sum.ln());
        forward.push(now.map(|value| value / sum));
    }
    let last: f32 = forward[len - 1].iter().zip(&end).map(|(a, b)| a * b).sum();
    loss += f64::from(last.max(1e-30).ln());
    let mut backward = vec![end; len];
    for i in (0..len - 1).rev() {
        let ahead: [f32; LABELS] = std::array::from_fn(|l| backward[i + 1][l] * scores[i + 1][l]);
        let mut now = [0.0; LABELS];
        for label in 0..LABELS {
            now[label] = chance[label].iter().zip(&ahead).map(|(a, b)| a * b).sum();
        }
        let sum: f32 = now.iter().sum::<f32>().max(1e-30);
        backward[i] = now.map(|value| value / sum);
    }

    let mut pairs = [[0.0_f32; LABELS]; LABELS + 2];
    for i in 1..len {
        let ahead: [f32; LABELS] = std::array::from_fn(|l| backward[i][l] * scores[i][l]);
        let mut sum = 0.0;
        let mut here = [[0.0_f32; LABELS]; LABELS];
        for from in 0..LABELS {
            for to in 0..LABELS {
                here[from][to] = forward[i - 1][from] * chance[from][to] * ahead[to];
                sum += here[from][to];
            }
        }
        let sum = sum.max(1e-30);
        for from in 0..LABELS {
            for to in 0..LABELS {
                pairs[from][to] -= here[from][to] / sum;
            }
        }
        pairs[gold(i - 1)][gold(i)] += 1.0;
        loss -= f64::from(chance[gold(i - 1)][gold(i)].max(1e-30).ln());
    }
    loss -=
        f64::from(begin[gold(0)].max(1e-30).ln()) + f64::from(end[gold(len - 1)].max(1e-30).ln());

    let words: Vec<[f32; ROW]> = (0..len)
        .map(|i| {
            let mut shares = [0.0; ROW];
            for label in 0..LABELS {
                shares[label] = forward[i][label] * backward[i][label];
            }
            let sum: f32 = shares.iter().sum::<f32>().max(1e-30);
            let mut errors = shares.map(|share| -share / sum);
            errors[gold(i)] += 1.0;
            errors
        })
        .collect();
    for label in 0..LABELS {
        pairs[LABELS][label] = words[0][label];
        pairs[LABELS + 1][label] = words[len - 1][label];
    }
    Errors { loss, words, follow: pairs }
}
