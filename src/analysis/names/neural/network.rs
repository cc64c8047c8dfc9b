//! The network itself: a gated convolutional network (Dauphin et al. 2017) with growing reach (Strubell et al.
//! 2017) over the words of a sentence. `tools/train/neural` trains it; its file lies in the program.
//!
//! Little endian throughout, after the head that [`mod@file`] checks: the length of the table of words, the table;
//! then what the trainer writes: the number of word vectors, what one step of theirs and one of the learned
//! vectors is worth, both tables as `i8`, and the layers in order, each the worth of a step, weights as `i16`, and
//! biases as `f32`.

use std::{mem, ops::Range};

use fearless_simd::Level;

use super::layer::{Layer, PANEL};
use crate::analysis::names::{
    file::{self, Unfit},
    hash::hash,
    label::LABELS,
    neural::input::ROWS,
    sentence::Sentence,
    table::{Facts, Table},
};

const MAGIC: [u8; 8] = *b"DL-netwk";
/// Goes up whenever traits, labels or the layout change: an older file then no longer fits.
const VERSION: u32 = 2;

/// Numbers in a word vector, in a learned one, and in what a layer hands on.
const VECTOR: usize = 100;
const TRAITS: usize = 48;
const WIDTH: usize = 128;
const SEEN: usize = VECTOR + TRAITS;
/// A word that is not there.
const NOTHING: [f32; WIDTH] = [0.0; WIDTH];
/// How far apart are the three words that a layer puts together.
const REACH: [usize; 5] = [1, 2, 4, 8, 1];

/// A network ready for use; it borrows its tables.
pub struct Network<'a> {
    words: Table<'a>,
    vectors: &'a [[u8; VECTOR]],
    vector_step: f32,
    traits: &'a [[u8; TRAITS]],
    trait_step: f32,
    first: Layer<1, SEEN>,
    inner: Vec<Layer<3, WIDTH>>,
    last: Layer<1, WIDTH>,
    /// What this processor can do.
    level: Level,
}

/// What a network writes on while it reads. Kept from one reading to the next: large pieces of memory taken and
/// given back between many small ones would leave holes that cost a book hundreds of megabytes.
#[derive(Debug, Default)]
pub(in crate::analysis) struct Desk {
    seen: Vec<[f32; SEEN]>,
    state: Vec<[f32; WIDTH]>,
    next: Vec<[f32; WIDTH]>,
    /// Of each word, which words of the batch its sentence is.
    sentence: Vec<Range<usize>>,
}

impl<'a> Network<'a> {
    /// Reads `bytes`, after checking that they are whole and of this version.
    pub fn new(bytes: &'a [u8]) -> Result<Self, Unfit> {
        let mut rest = Bytes(file::body(bytes, MAGIC, VERSION)?);
        let words = rest.number()? as usize;
        let words = Table::new(rest.take(words)?).ok_or(Unfit::Damaged)?;
        let vectors = rest.number()? as usize;
        let vector_step = f32::from_bits(rest.number()?);
        let trait_step = f32::from_bits(rest.number()?);
        let (vectors, _) = rest.take(vectors * VECTOR)?.as_chunks();
        let (traits, _) = rest.take(ROWS * TRAITS)?.as_chunks();
        let first = rest.layer(SEEN, WIDTH, |output| output)?;
        // New numbers and their gates stand in turns, half a panel each, so that they are at hand together.
        let together = |output: usize| {
            let (panel, place) = (output / PANEL, output % PANEL);
            let half = PANEL / 2;
            panel * half + place % half + place / half * WIDTH
        };
        let inner: Result<Vec<Layer<3, WIDTH>>, Unfit> =
            REACH.iter().map(|_| rest.layer(3 * WIDTH, 2 * WIDTH, together)).collect();
        let last = rest.layer(WIDTH, LABELS, |output| output)?;
        if !rest.0.is_empty() {
            return Err(Unfit::Damaged);
        }
        let level = Level::new();
        Ok(Self {
            words,
            vectors,
            vector_step,
            traits,
            trait_step,
            first,
            inner: inner?,
            last,
            level,
        })
    }

    /// The file of a network: `words` in the order of their vectors, and the numbers as the trainer lays them out.
    pub fn file(words: &[&str], numbers: &[u8]) -> Vec<u8> {
        let entries: Vec<(u64, Facts)> = (0_u32..)
            .zip(words)
            .map(|(number, word)| {
                let [a, b, c, _] = number.to_le_bytes();
                (hash(word.as_bytes()), [a, b, c, 0, 0, 0])
            })
            .collect();
        let table = Table::build(&entries);
        let length = (table.len() as u32).to_le_bytes();
        file::with_head(MAGIC, VERSION, &[&length, table.as_slice(), numbers].concat())
    }

    /// Of each word of `sentences`, one after another, the logarithm of the chance of each label.
    pub(in crate::analysis::names) fn read(
        &self,
        sentences: &[Sentence<'_>],
        desk: &mut Desk,
    ) -> Vec<[f32; LABELS]> {
        let Desk { seen, state, next, sentence } = desk;
        seen.clear();
        sentence.clear();
        for one in sentences {
            let own = seen.len()..seen.len() + one.len();
            for i in 0..one.len() {
                seen.push(self.see(one, i));
                sentence.push(own.clone());
            }
        }
        let words = seen.len();
        state.resize(words, [0.0; WIDTH]);
        self.first.of(
            self.level,
            words,
            |word| [&seen[word]],
            |word, panel, sums| {
                state[word].as_chunks_mut().0[panel] = *sums;
            },
        );
        for (layer, reach) in self.inner.iter().zip(REACH) {
            next.clone_from(state);
            // Beyond a sentence's ends all is zero.
            let at = |word: usize, sentence: &Range<usize>| {
                if sentence.contains(&word) { &state[word] } else { &NOTHING }
            };
            let around = |word: usize| {
                let own = &sentence[word];
                [at(word.wrapping_sub(reach), own), &state[word], at(word + reach, own)]
            };
            layer.of(self.level, words, around, |word, panel, sums| {
                let (new, gates) = sums.split_at(PANEL / 2);
                let states = &mut next[word].as_chunks_mut::<{ PANEL / 2 }>().0[panel];
                for ((state, new), gate) in states.iter_mut().zip(new).zip(gates) {
                    *state += new * sigmoid(*gate);
                }
            });
            mem::swap(state, next);
        }
        let mut scores = vec![[0.0; LABELS]; words];
        self.last.of(
            self.level,
            words,
            |word| [&state[word]],
            |word, _, sums| {
                let (own, _) = sums.split_at(LABELS);
                scores[word].copy_from_slice(own);
            },
        );
        scores.into_iter().map(normal).collect()
    }

    /// What is seen of the word at `i`.
    fn see(&self, sentence: &Sentence<'_>, i: usize) -> [f32; SEEN] {
        let mut row = [0.0; SEEN];
        let (vector, own) = row.split_at_mut(VECTOR);
        let facts = self.words.get(sentence.words[i].lower);
        if let Some([a, b, c, ..]) = facts
            && let Some(bytes) = self.vectors.get(u32::from_le_bytes([a, b, c, 0]) as usize)
        {
            for (number, byte) in vector.iter_mut().zip(bytes) {
                *number = f32::from(byte.cast_signed()) * self.vector_step;
            }
        }
        let mut seen = Vec::with_capacity(32);
        sentence.traits(i, &mut seen);
        let mut sums = [0_i32; TRAITS];
        for one in seen {
            for (sum, byte) in sums.iter_mut().zip(&self.traits[usize::from(one)]) {
                *sum += i32::from(byte.cast_signed());
            }
        }
        for (number, sum) in own.iter_mut().zip(sums) {
            *number = sum as f32 * self.trait_step;
        }
        row
    }
}

/// The logistic function, by the rational approximation of the hyperbolic tangent that Eigen uses: it has no
/// branches, so that the compiler reckons several at once, and errs by less than a millionth.
fn sigmoid(x: f32) -> f32 {
    let half = (0.5 * x).clamp(-7.9, 7.9);
    let square = half * half;
    let above = ABOVE.iter().fold(0.0, |sum, factor| sum * square + factor);
    let below = BELOW.iter().fold(0.0, |sum, factor| sum * square + factor);
    0.5 + 0.5 * half * above / below
}

const ABOVE: [f32; 7] = [
    -2.760_768_4e-16,
    2.000_188e-13,
    -8.604_672e-11,
    5.122_297_3e-8,
    1.485_722_35e-5,
    6.372_619_5e-4,
    4.893_524_6e-3,
];
const BELOW: [f32; 4] = [1.198_258_4e-6, 1.185_347_1e-4, 2.268_434_7e-3, 4.893_525e-3];

/// The logarithms of chances that add up to one.
fn normal(scores: [f32; LABELS]) -> [f32; LABELS] {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum: f32 = scores.iter().map(|score| (score - top).exp()).sum();
    scores.map(|score| score - top - sum.ln())
}

/// What is left to be read of the file.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], Unfit> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Unfit::Damaged)?;
        self.0 = rest;
        Ok(taken)
    }

    fn number(&mut self) -> Result<u32, Unfit> {
        let (number, _) = self.take(4)?.as_chunks();
        number.first().map(|bytes| u32::from_le_bytes(*bytes)).ok_or(Unfit::Damaged)
    }

    /// The next layer; `order` tells which of the file's outputs comes where.
    fn layer<const PARTS: usize, const N: usize>(
        &mut self,
        inputs: usize,
        outputs: usize,
        order: impl Fn(usize) -> usize,
    ) -> Result<Layer<PARTS, N>, Unfit> {
        let step = f32::from_bits(self.number()?);
        let (weights, _) = self.take(2 * inputs * outputs)?.as_chunks();
        let (biases, _) = self.take(4 * outputs)?.as_chunks();
        Ok(Layer::new(
            outputs,
            |input, output| {
                f32::from(i16::from_le_bytes(weights[input * outputs + order(output)])) * step
            },
            |output| f32::from_le_bytes(biases[order(output)]),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis::names::{document::Document, training::embedded},
        text::{Span, tokens},
    };

    /// What the trainer's own network made of a sentence when it wrote the numbers that lie in the program.
    const SAMPLE: &str = include_str!("../../../../tests/corpus/names/network.txt");

    #[test]
    fn reads_as_it_was_trained() {
        let models = embedded().unwrap();
        let (text, wanted) = SAMPLE.split_once('\n').unwrap();
        let words = tokens(text, Span::new(0, text.len()));
        let document = Document::new(text);
        let sentence = Sentence::new(text, &words, &models.field.knowledge, &document);
        let found = models.network.as_ref().unwrap().read(&[sentence], &mut Desk::default());
        assert_eq!(found.len(), wanted.lines().count());
        for (found, wanted) in found.iter().zip(wanted.lines()) {
            for (found, wanted) in found.iter().zip(wanted.split(' ')) {
                let wanted: f32 = wanted.parse().unwrap();
                assert!((found - wanted).abs() < 0.02, "{found} for {wanted}");
            }
        }
    }

    #[test]
    fn the_approximation_is_close() {
        for x in (-300..300).map(|n| 0.1 * n as f32) {
            assert!((sigmoid(x) - 1.0 / (1.0 + (-x).exp())).abs() < 1e-6);
        }
    }

    #[test]
    fn what_stands_beside_a_sentence_changes_nothing() {
        let models = embedded().unwrap();
        let network = models.network.as_ref().unwrap();
        let text = "Merkel met Macron in Paris on Monday.";
        let words = tokens(text, Span::new(0, text.len()));
        let document = Document::new(text);
        let sentence = || Sentence::new(text, &words, &models.field.knowledge, &document);
        let alone = network.read(&[sentence()], &mut Desk::default());
        let among = network.read(&[sentence(), sentence(), sentence()], &mut Desk::default());
        assert_eq!(among[words.len()..2 * words.len()], alone);
    }
}
