//! The conditional random field: examples from documents, AdaGrad on the likelihood, averaged weights,
//! bytes at the end. One seed, one thread: the same data give the same model.

use dateline::analysis::training::{
    self, Frame, LABELS, Model, ROW, ROWS, Tables, labels, may_begin, may_end, may_follow,
};

use crate::data::Document;

const EPOCHS: usize = 3;
const RATE: f32 = 0.03;
/// From this share of all steps on, weights are averaged.
const AVERAGED_FROM: f32 = 0.4;
/// Taken from "outside" at decoding.
const OUTSIDE: f32 = 0.4;
/// Errors smaller than this teach nothing.
const SMALL: f32 = 0.002;
const SEED: u64 = 20_261_123;

/// A sentence to learn from.
pub struct Example {
    rows: Vec<u32>,
    /// Where the rows of each word end.
    ends: Vec<u32>,
    labels: Vec<u8>,
    weight: f32,
}

impl Example {
    pub fn words(&self) -> usize {
        self.labels.len()
    }

    fn rows_of(&self, i: usize) -> &[u32] {
        let start = if i == 0 { 0 } else { self.ends[i - 1] as usize };
        &self.rows[start..self.ends[i] as usize]
    }
}

/// All sentences with a weight.
pub fn examples(tables: &Tables, documents: &[Document]) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut lost = 0;
    let mut total = 0;
    for document in documents {
        let mut names = document.names.iter().peekable();
        for example in training::examples(tables, &document.text) {
            let tokens = &example.tokens;
            let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { continue };
            let mut marks = vec![0_u8; tokens.len()];
            while let Some((span, kind)) = names.next_if(|(span, _)| span.start() < last.span.end())
            {
                total += 1;
                let start = tokens.iter().position(|t| t.span.end() > span.start());
                let end = tokens.iter().rposition(|t| t.span.start() < span.end());
                match (start, end) {
                    (Some(start), Some(end)) if start <= end && span.end() <= last.span.end() => {
                        for (mark, label) in
                            marks[start..=end].iter_mut().zip(labels(*kind, end + 1 - start))
                        {
                            *mark = label as u8;
                        }
                    }
                    _ => lost += 1,
                }
            }
            let weight = document.weight_at(first.span.start());
            if weight > 0.0 {
                let mut rows = Vec::new();
                let mut ends = Vec::new();
                for word in &example.rows {
                    rows.extend(word);
                    ends.push(rows.len() as u32);
                }
                examples.push(Example { rows, ends, labels: repaired(marks), weight });
            }
        }
    }
    eprintln!("{total} names, {lost} of them cut by the ends of sentences");
    examples
}

/// Two names in one word can leave labels that may not follow each other; such words are outside.
fn repaired(mut labels: Vec<u8>) -> Vec<u8> {
    for i in 0..labels.len() {
        let label = usize::from(labels[i]);
        let before = if i == 0 { 0 } else { usize::from(labels[i - 1]) };
        let fits = if i == 0 { may_begin(label) } else { may_follow(before, label) };
        let ends = i + 1 < labels.len() || may_end(label);
        if !fits || !ends {
            labels.iter_mut().for_each(|label| *label = 0);
            break;
        }
    }
    labels
}

/// Weights under training: their values, the sums of squared gradients, and what averaging takes away.
struct Weights<const N: usize> {
    now: Vec<[f32; N]>,
    squares: Vec<[f32; N]>,
    late: Vec<[f32; N]>,
}

impl<const N: usize> Weights<N> {
    fn new(len: usize) -> Self {
        Self { now: vec![[0.0; N]; len], squares: vec![[0.01; N]; len], late: vec![[0.0; N]; len] }
    }

    #[inline]
    fn step(&mut self, at: usize, gradient: &[f32; N], rate: f32, when: f32) {
        let (now, squares, late) = (&mut self.now[at], &mut self.squares[at], &mut self.late[at]);
        for i in 0..N {
            squares[i] += gradient[i] * gradient[i];
            let step = rate * gradient[i] / squares[i].sqrt();
            now[i] += step;
            late[i] += step * when;
        }
    }

    fn averaged(&self, at: usize) -> [f32; N] {
        std::array::from_fn(|i| self.now[at][i] - self.late[at][i])
    }
}

/// Trains on `examples` and gives the model file.
pub fn train(tables: &Tables, examples: &[Example]) -> Vec<u8> {
    let mut words: Weights<ROW> = Weights::new(ROWS);
    // Rows of this one: from each label; then the beginning; then the end.
    let mut follow: Weights<LABELS> = Weights::new(LABELS + 2);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = SEED;
    let steps = (EPOCHS * examples.len()) as f32;
    let mut step = 0.0_f32;
    let mut buffers = Buffers::default();
    for epoch in 0..EPOCHS {
        shuffle(&mut order, &mut random);
        let mut loss = 0.0;
        for at in &order {
            let done = step / steps;
            step += 1.0;
            let rate = RATE * (1.0 - 0.9 * done);
            let when = ((done - AVERAGED_FROM) / (1.0 - AVERAGED_FROM)).max(0.0);
            loss += learn(&examples[*at], &mut words, &mut follow, rate, when, &mut buffers);
        }
        eprintln!("epoch {}: loss {loss:.0}", epoch + 1);
    }
    finish(tables, &words, &follow)
}

fn finish(tables: &Tables, words: &Weights<ROW>, follow: &Weights<LABELS>) -> Vec<u8> {
    let averaged: Vec<[f32; ROW]> = (0..ROWS).map(|at| words.averaged(at)).collect();
    let scale: [f32; LABELS] = std::array::from_fn(|label| {
        let top = averaged.iter().map(|row| row[label].abs()).fold(0.0, f32::max);
        if top > 0.0 { top / 127.0 } else { 1.0 }
    });
    let weights: Vec<[i8; ROW]> = averaged
        .iter()
        .map(|row| {
            std::array::from_fn(|label| {
                scale.get(label).map_or(0, |scale| (row[label] / scale).round() as i8)
            })
        })
        .collect();
    let frame = Frame {
        scale,
        follow: std::array::from_fn(|from| follow.averaged(from)),
        begin: follow.averaged(LABELS),
        end: follow.averaged(LABELS + 1),
        outside: OUTSIDE,
    };
    Model::write(&frame, &tables.words, &tables.names, &weights)
}

#[derive(Default)]
struct Buffers {
    scores: Vec<[f32; LABELS]>,
    forward: Vec<[f32; LABELS]>,
    backward: Vec<[f32; LABELS]>,
}

/// One step of learning; gives the loss before it.
fn learn(
    example: &Example,
    words: &mut Weights<ROW>,
    follow: &mut Weights<LABELS>,
    rate: f32,
    when: f32,
    buffers: &mut Buffers,
) -> f64 {
    let len = example.words();
    let Buffers { scores, forward, backward } = buffers;
    let mut loss = 0.0;
    let mut lift = vec![0.0_f32; len];
    scores.clear();
    for i in 0..len {
        let mut sums = [0.0_f32; ROW];
        for row in example.rows_of(i) {
            for (sum, weight) in sums.iter_mut().zip(&words.now[*row as usize]) {
                *sum += weight;
            }
        }
        let top = sums[..LABELS].iter().copied().fold(f32::NEG_INFINITY, f32::max);
        lift[i] = top;
        loss -= f64::from(sums[usize::from(example.labels[i])] - top);
        scores.push(std::array::from_fn(|label| (sums[label] - top).exp().max(1e-20)));
    }
    let chance: [[f32; LABELS]; LABELS] = std::array::from_fn(|from| {
        std::array::from_fn(
            |to| if may_follow(from, to) { follow.now[from][to].exp() } else { 0.0 },
        )
    });
    let begin: [f32; LABELS] =
        std::array::from_fn(|l| if may_begin(l) { follow.now[LABELS][l].exp() } else { 0.0 });
    let end: [f32; LABELS] =
        std::array::from_fn(|l| if may_end(l) { follow.now[LABELS + 1][l].exp() } else { 0.0 });

    // Forward, each word's values summing to one; the sums make the likelihood.
    forward.clear();
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
    backward.clear();
    backward.resize(len, end);
    for i in (0..len - 1).rev() {
        let ahead: [f32; LABELS] = std::array::from_fn(|l| backward[i + 1][l] * scores[i + 1][l]);
        let mut now = [0.0; LABELS];
        for label in 0..LABELS {
            now[label] = chance[label].iter().zip(&ahead).map(|(a, b)| a * b).sum();
        }
        let sum: f32 = now.iter().sum::<f32>().max(1e-30);
        backward[i] = now.map(|value| value / sum);
    }
    let weight = example.weight;
    let gold = |i: usize| usize::from(example.labels[i]);

    // Pairs of labels.
    let mut pairs = [[0.0_f32; LABELS]; LABELS];
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
                pairs[from][to] -= weight * here[from][to] / sum;
            }
        }
        pairs[gold(i - 1)][gold(i)] += weight;
    }
    loss -= (1..len).map(|i| f64::from(chance[gold(i - 1)][gold(i)].max(1e-30).ln())).sum::<f64>();
    loss -= f64::from(begin[gold(0)].max(1e-30).ln());
    for (from, row) in pairs.iter().enumerate() {
        follow.step(from, row, rate, when);
    }

    // Single labels.
    for i in 0..len {
        let mut shares: [f32; LABELS] = std::array::from_fn(|l| forward[i][l] * backward[i][l]);
        let sum: f32 = shares.iter().sum::<f32>().max(1e-30);
        shares = shares.map(|share| share / sum);
        let mut errors = [0.0; LABELS];
        for label in 0..LABELS {
            errors[label] = weight * (f32::from(u8::from(label == gold(i))) - shares[label]);
        }
        if i == 0 {
            follow.step(LABELS, &errors, rate, when);
        }
        if i + 1 == len {
            follow.step(LABELS + 1, &errors, rate, when);
        }
        if errors.iter().all(|error| error.abs() < SMALL) {
            continue;
        }
        let gradient: [f32; ROW] = std::array::from_fn(|l| errors.get(l).copied().unwrap_or(0.0));
        for row in example.rows_of(i) {
            words.step(*row as usize, &gradient, rate, when);
        }
    }
    loss * f64::from(weight)
}

fn shuffle(order: &mut [usize], random: &mut u64) {
    for i in (1..order.len()).rev() {
        // SplitMix64.
        *random = random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = *random;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        order.swap(i, (z % (i as u64 + 1)) as usize);
    }
}
