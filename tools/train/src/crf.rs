//! The conditional random field: examples from documents, AdaGrad on the likelihood, averaged weights,
//! bytes at the end. One seed, one thread: the same data give the same model.

use dateline::analysis::training::{
    self, Frame, LABELS, Model, ROW, ROWS, Tables, labels, may_begin, may_end, may_follow,
};

use crate::{data::Document, likelihood::errors};

/// Passes over the examples: to learn which features matter, then to train what is kept.
const TRIAL_EPOCHS: usize = 2;
const EPOCHS: usize = 3;
const RATE: f32 = 0.03;
/// From this share of all steps on, weights are averaged.
const AVERAGED_FROM: f32 = 0.4;
/// Taken from "outside" at decoding.
const OUTSIDE: f32 = 0.4;
/// Errors smaller than this teach nothing.
const SMALL: f32 = 0.002;
/// Features seen fewer times in training are left out.
const SEEN: u32 = 3;
const SEED: u64 = 20_261_123;

/// A sentence to learn from.
pub struct Example {
    rows: Vec<u32>,
    /// Where the rows of each word end.
    ends: Vec<u32>,
    pub labels: Vec<u8>,
    pub weight: f32,
    /// What the network reads: see `training::Example`.
    pub traits: Vec<Vec<u16>>,
    pub lower: Vec<u64>,
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
    let all = documents.iter().flat_map(|document| examples_of(tables, document));
    all.filter(|example| example.weight > 0.0)
        .map(|example| Example { traits: Vec::new(), lower: Vec::new(), ..example })
        .collect()
}

/// The sentences of one document. Names that the ends of sentences cut are lost.
pub fn examples_of(tables: &Tables, document: &Document) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut names = document.names.iter().peekable();
    for example in training::examples(tables, &document.text) {
        let tokens = &example.tokens;
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { continue };
        let mut marks = vec![0_u8; tokens.len()];
        while let Some((span, kind)) = names.next_if(|(span, _)| span.start() < last.span.end()) {
            let start = tokens.iter().position(|t| t.span.end() > span.start());
            let end = tokens.iter().rposition(|t| t.span.start() < span.end());
            if let (Some(start), Some(end)) = (start, end)
                && start <= end
                && span.end() <= last.span.end()
            {
                let own = labels(*kind, end + 1 - start);
                marks[start..=end].iter_mut().zip(own).for_each(|(m, label)| *m = label as u8);
            }
        }
        let (mut rows, mut ends) = (Vec::new(), Vec::new());
        for word in &example.rows {
            rows.extend(word);
            ends.push(rows.len() as u32);
        }
        examples.push(Example {
            rows,
            ends,
            labels: repaired(marks),
            weight: document.weight_at(first.span.start()),
            traits: example.traits,
            lower: example.lower,
        });
    }
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

/// Trains on `examples` and gives the model file: once to learn which features matter, then again with
/// those that a model has room for.
pub fn train(tables: &Tables, examples: &mut [Example]) -> Vec<u8> {
    let mut counts = vec![0_u32; ROWS];
    for row in examples.iter().flat_map(|example| &example.rows) {
        counts[*row as usize] += 1;
    }
    keep(examples, |row| counts[row] >= SEEN);
    let (words, _) = learn_all(examples, TRIAL_EPOCHS);
    let mut ranked: Vec<(u32, f32)> = (0..ROWS)
        .map(|at| {
            let size = words.averaged(at).iter().map(|w| w * w).sum::<f32>();
            (at as u32, size * (counts[at] as f32).sqrt())
        })
        .filter(|(_, rank)| *rank > 0.0)
        .collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let ranked: Vec<u32> = ranked.into_iter().map(|(at, _)| at).collect();
    let kept = Model::with_room(&ranked);
    eprintln!("{} features matter, {} are kept", ranked.len(), kept.len());
    let mut is_kept = vec![false; ROWS];
    kept.iter().for_each(|row| is_kept[*row as usize] = true);
    keep(examples, |row| is_kept[row]);
    let (words, follow) = learn_all(examples, EPOCHS);
    let averaged = |row: u32| words.averaged(row as usize);
    let scale: [f32; LABELS] = std::array::from_fn(|label| {
        let top = kept.iter().map(|row| averaged(*row)[label].abs()).fold(0.0, f32::max);
        if top > 0.0 { top / 127.0 } else { 1.0 }
    });
    let rows: Vec<(u32, [i8; LABELS])> = kept
        .iter()
        .map(|row| {
            let weights = averaged(*row);
            (*row, std::array::from_fn(|label| (weights[label] / scale[label]).round() as i8))
        })
        .collect();
    let frame = Frame {
        scale,
        follow: std::array::from_fn(|from| follow.averaged(from)),
        begin: follow.averaged(LABELS),
        end: follow.averaged(LABELS + 1),
        outside: OUTSIDE,
    };
    Model::write(&frame, &tables.words, &tables.names, &rows)
}

/// Leaves only the features that `is_kept` in the examples.
fn keep(examples: &mut [Example], is_kept: impl Fn(usize) -> bool) {
    for example in examples {
        let mut rows = Vec::new();
        let mut start = 0;
        for end in &mut example.ends {
            let own = &example.rows[start..*end as usize];
            start = *end as usize;
            rows.extend(own.iter().filter(|row| is_kept(**row as usize)));
            *end = rows.len() as u32;
        }
        example.rows = rows;
    }
}

/// The weights of all features, and of labels after labels.
fn learn_all(examples: &[Example], epochs: usize) -> (Weights<ROW>, Weights<LABELS>) {
    let mut words: Weights<ROW> = Weights::new(ROWS);
    // Rows of this one: from each label; then the beginning; then the end.
    let mut follow: Weights<LABELS> = Weights::new(LABELS + 2);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random::new();
    let steps = (epochs * examples.len()) as f32;
    let mut step = 0.0_f32;
    for epoch in 0..epochs {
        random.shuffle(&mut order);
        let mut loss = 0.0;
        for at in &order {
            let done = step / steps;
            step += 1.0;
            let rate = RATE * (1.0 - 0.9 * done);
            let when = ((done - AVERAGED_FROM) / (1.0 - AVERAGED_FROM)).max(0.0);
            loss += learn(&examples[*at], &mut words, &mut follow, rate, when);
        }
        eprintln!("epoch {}: loss {loss:.0}", epoch + 1);
    }
    (words, follow)
}

/// One step of learning; gives the loss before it.
fn learn(
    example: &Example,
    words: &mut Weights<ROW>,
    follow: &mut Weights<LABELS>,
    rate: f32,
    when: f32,
) -> f64 {
    let sums: Vec<[f32; ROW]> = (0..example.words())
        .map(|i| {
            let mut sums = [0.0_f32; ROW];
            for row in example.rows_of(i) {
                for (sum, weight) in sums.iter_mut().zip(&words.now[*row as usize]) {
                    *sum += weight;
                }
            }
            sums
        })
        .collect();
    let errors = errors(&sums, &follow.now, &example.labels);
    let weight = example.weight;
    for (from, row) in errors.follow.iter().enumerate() {
        follow.step(from, &row.map(|error| weight * error), rate, when);
    }
    for (i, gradient) in errors.words.iter().enumerate() {
        let gradient = gradient.map(|error| weight * error);
        if gradient.iter().any(|error| error.abs() >= SMALL) {
            for row in example.rows_of(i) {
                words.step(*row as usize, &gradient, rate, when);
            }
        }
    }
    errors.loss * f64::from(weight)
}

/// SplitMix64.
pub struct Random(u64);

impl Random {
    pub fn new() -> Self {
        Self(SEED)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = self.0;
        let z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    pub fn shuffle(&mut self, order: &mut [usize]) {
        for i in (1..order.len()).rev() {
            order.swap(i, (self.next() % (i as u64 + 1)) as usize);
        }
    }
}
