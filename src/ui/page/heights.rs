//! How high each item of the page is, estimated until it has been laid out.

/// Heights in points, with the sum before any item in logarithmic time (a Fenwick tree).
///
/// Sums are kept in `f64`: a book is more than a million points high.
#[derive(Debug, Default, Clone)]
pub(super) struct Heights {
    heights: Vec<f32>,
    /// `tree[i]` sums the `lowbit(i + 1)` heights that end at `i`.
    tree: Vec<f64>,
}

impl Heights {
    pub(super) fn new(heights: Vec<f32>) -> Self {
        let mut tree: Vec<f64> = heights.iter().map(|height| f64::from(*height)).collect();
        for i in 0..tree.len() {
            let parent = i | (i + 1);
            if parent < tree.len() {
                tree[parent] += tree[i];
            }
        }
        Self { heights, tree }
    }

    pub(super) const fn len(&self) -> usize {
        self.heights.len()
    }

    pub(super) fn get(&self, index: usize) -> f32 {
        self.heights.get(index).copied().unwrap_or_default()
    }

    pub(super) fn set(&mut self, index: usize, height: f32) {
        let Some(old) = self.heights.get_mut(index) else { return };
        let change = f64::from(height) - f64::from(*old);
        if change == 0.0 {
            return;
        }
        *old = height;
        let mut i = index;
        while let Some(sum) = self.tree.get_mut(i) {
            *sum += change;
            i |= i + 1;
        }
    }

    /// Where item `index` begins.
    pub(super) fn top(&self, index: usize) -> f64 {
        let mut sum = 0.0;
        let mut i = index.min(self.len());
        while i > 0 {
            sum += self.tree[i - 1];
            i &= i - 1;
        }
        sum
    }

    pub(super) fn total(&self) -> f64 {
        self.top(self.len())
    }

    /// The item at height `y`; the first above all, the last below all.
    pub(super) fn at(&self, y: f64) -> usize {
        let mut index = 0;
        let mut left = y;
        let mut step = self.len().next_power_of_two();
        while step > 0 {
            let next = index + step;
            if next <= self.len() && self.tree[next - 1] <= left {
                left -= self.tree[next - 1];
                index = next;
            }
            step /= 2;
        }
        index.min(self.len().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn agrees_with_adding_up(
            mut plain in prop::collection::vec(1_u16..500, 1..80),
            changes in prop::collection::vec((0_usize..80, 1_u16..500), 0..20),
        ) {
            let mut heights = Heights::new(plain.iter().map(|h| f32::from(*h)).collect());
            for (index, height) in changes {
                heights.set(index, f32::from(height));
                if let Some(old) = plain.get_mut(index) {
                    *old = height;
                }
            }
            let mut top = 0.0;
            for (index, height) in plain.iter().enumerate() {
                prop_assert_eq!(heights.top(index), top);
                prop_assert_eq!(heights.at(top), index);
                prop_assert_eq!(heights.at(top + f64::from(*height) - 0.5), index);
                top += f64::from(*height);
            }
            prop_assert_eq!(heights.total(), top);
            prop_assert_eq!(heights.at(-1.0), 0);
            prop_assert_eq!(heights.at(top + 9.0), plain.len() - 1);
        }
    }
}
