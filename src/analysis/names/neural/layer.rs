//! One layer's arithmetic. Weights are laid out once in the order in which they are read, so that nothing is
//! copied while a text is read; a few words are reckoned at a time, so that a weight serves several.

use fearless_simd::{Level, Simd, dispatch, f32x8, prelude::*};

/// Outputs that are reckoned together.
pub(super) const PANEL: usize = 16;
/// Words that are reckoned together: with a panel's outputs they fill the registers of most processors.
const WORDS: usize = 6;

/// The sums of one panel's outputs of one word.
pub(super) type Sums = [f32; PANEL];

/// Weights and biases of a layer that puts together `PARTS` words of `N` numbers each.
pub(super) struct Layer<const PARTS: usize, const N: usize> {
    panels: Vec<Panel<PARTS, N>>,
}

struct Panel<const PARTS: usize, const N: usize> {
    biases: Sums,
    weights: Box<[[Sums; N]; PARTS]>,
}

impl<const PARTS: usize, const N: usize> Layer<PARTS, N> {
    /// A layer of `outputs` outputs; `weight(input, output)` and `bias(output)` tell its numbers. Outputs beyond
    /// the last are zero.
    pub(super) fn new(
        outputs: usize,
        weight: impl Fn(usize, usize) -> f32,
        bias: impl Fn(usize) -> f32,
    ) -> Self {
        let panels = (0..outputs).step_by(PANEL).map(|start| {
            let own = |f: &dyn Fn(usize) -> f32| -> Sums {
                std::array::from_fn(|i| if start + i < outputs { f(start + i) } else { 0.0 })
            };
            let mut weights = Box::new([[[0.0; PANEL]; N]; PARTS]);
            for (input, sums) in weights.as_flattened_mut().iter_mut().enumerate() {
                *sums = own(&|output| weight(input, output));
            }
            Panel { biases: own(&bias), weights }
        });
        Self { panels: panels.collect() }
    }

    /// Hands what the layer makes of each word to `take`: the word, the panel, and its sums. `input` tells a
    /// word's parts.
    pub(super) fn of<'a>(
        &self,
        level: Level,
        words: usize,
        input: impl Fn(usize) -> [&'a [f32; N]; PARTS],
        mut take: impl FnMut(usize, usize, &Sums),
    ) {
        for start in (0..words).step_by(WORDS) {
            // The last words may be fewer: the very last then stands for those that lack.
            let parts: [_; WORDS] = std::array::from_fn(|i| input((start + i).min(words - 1)));
            for (number, panel) in self.panels.iter().enumerate() {
                let sums = dispatch!(level, simd => panel.sums(simd, &parts));
                for (word, sums) in (start..words).zip(&sums) {
                    take(word, number, sums);
                }
            }
        }
    }
}

impl<const PARTS: usize, const N: usize> Panel<PARTS, N> {
    #[expect(
        clippy::inline_always,
        reason = "only inlined is it compiled for the processor at hand"
    )]
    #[inline(always)]
    fn sums<S: Simd>(&self, simd: S, words: &[[&[f32; N]; PARTS]; WORDS]) -> [Sums; WORDS] {
        let halves = |sums: &Sums| -> [f32x8<S>; 2] {
            let (low, high) = sums.split_at(8);
            [f32x8::from_slice(simd, low), f32x8::from_slice(simd, high)]
        };
        let mut sums = [halves(&self.biases); WORDS];
        for (part, weights) in self.weights.iter().enumerate() {
            let inputs: [&[f32; N]; WORDS] = std::array::from_fn(|word| words[word][part]);
            for (n, weights) in weights.iter().enumerate() {
                let [low, high] = halves(weights);
                for (sums, input) in sums.iter_mut().zip(&inputs) {
                    let input = f32x8::splat(simd, input[n]);
                    sums[0] = input.mul_add(low, sums[0]);
                    sums[1] = input.mul_add(high, sums[1]);
                }
            }
        }
        sums.map(|[low, high]| {
            let mut all = [0.0; PANEL];
            low.store_slice(&mut all[..8]);
            high.store_slice(&mut all[8..]);
            all
        })
    }
}
