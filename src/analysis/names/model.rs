//! The model file: what is in it, how it is checked, how it is read where it lies.
//!
//! After the head that [`mod@file`] checks: lengths of the two tables, then the numbers of [`Frame`], the tables,
//! and the weights: buckets of four rows, each row thirteen `i8` weights and the rest of its feature's number.
//! A bucket is a cache line; most features are in none.

use super::{
    features::ROWS,
    file::{self, Unfit, take},
    knowledge::Knowledge,
    label::{LABELS, ROW},
    table::Table,
};

const MAGIC: [u8; 8] = *b"DL-names";
/// Goes up whenever features, labels or the layout change: an older model then no longer fits.
pub const VERSION: u32 = 3;
/// Rows in a bucket.
const BUCKET: usize = 4;
/// How many features a model keeps at most, full buckets aside.
const KEPT: usize = 1 << 17;
const BUCKETS: usize = KEPT / BUCKET;
/// The byte of a row after its weights: which feature of the bucket it belongs to, or none.
const TAG: usize = LABELS;
const FREE: u8 = 0xff;

const FRAME: usize = 4 * (LABELS * LABELS + 3 * LABELS + 1);

/// The model's few numbers beside the weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// What one step of a label's weights is worth.
    pub scale: [f32; LABELS],
    /// From label to label.
    pub follow: [[f32; LABELS]; LABELS],
    pub begin: [f32; LABELS],
    pub end: [f32; LABELS],
    /// Taken from "outside" at decoding, so that fewer names are missed.
    pub outside: f32,
}

/// A model ready for use; it borrows its bytes.
#[derive(Clone)]
pub struct Model<'a> {
    pub(super) knowledge: Knowledge<'a>,
    pub(super) frame: Frame,
    buckets: &'a [[[u8; ROW]; BUCKET]],
}

impl<'a> Model<'a> {
    /// Reads `bytes` in place, after checking that they are whole and of this version.
    pub fn new(bytes: &'a [u8]) -> Result<Self, Unfit> {
        let mut rest = file::body(bytes, MAGIC, VERSION)?;
        let words = u32::from_le_bytes(take(&mut rest)?) as usize;
        let names = u32::from_le_bytes(take(&mut rest)?) as usize;
        let (frame, rest) = rest.split_at_checked(FRAME).ok_or(Unfit::Damaged)?;
        let (words, rest) = rest.split_at_checked(words).ok_or(Unfit::Damaged)?;
        let (names, rest) = rest.split_at_checked(names).ok_or(Unfit::Damaged)?;
        let (rows, left) = rest.as_chunks();
        let (buckets, odd) = rows.as_chunks();
        if !left.is_empty() || !odd.is_empty() || buckets.len() != BUCKETS {
            return Err(Unfit::Damaged);
        }
        let knowledge = Knowledge {
            words: Table::new(words).ok_or(Unfit::Damaged)?,
            names: Table::new(names).ok_or(Unfit::Damaged)?,
        };
        Ok(Self { knowledge, frame: Frame::read(frame), buckets })
    }

    /// Those of `features`, the most important first, that find room in a model.
    pub fn with_room(features: &[u32]) -> Vec<u32> {
        let mut taken = vec![0_u8; BUCKETS];
        let mut room = |feature: &u32| {
            let (bucket, _) = place(*feature);
            taken[bucket] = taken[bucket].saturating_add(1);
            usize::from(taken[bucket]) <= BUCKET
        };
        features.iter().copied().filter(|feature| room(feature)).collect()
    }

    /// The file of a model: `words` and `names` are tables; `rows` are features' numbers and weights, the
    /// most important first, and what finds its bucket full is left out.
    pub fn write(
        frame: &Frame,
        words: &[u8],
        names: &[u8],
        rows: &[(u32, [i8; LABELS])],
    ) -> Vec<u8> {
        let mut buckets = vec![[[0; ROW]; BUCKET]; BUCKETS];
        for row in buckets.as_flattened_mut() {
            row[TAG] = FREE;
        }
        for (number, weights) in rows {
            let (bucket, tag) = place(*number);
            if let Some(row) = buckets[bucket].iter_mut().find(|row| row[TAG] == FREE) {
                row[TAG] = tag;
                for (byte, weight) in row.iter_mut().zip(weights) {
                    *byte = weight.cast_unsigned();
                }
            }
        }
        let mut body = Vec::new();
        for length in [words.len(), names.len()] {
            body.extend((length as u32).to_le_bytes());
        }
        body.extend(frame.numbers().into_iter().flat_map(f32::to_le_bytes));
        body.extend(words);
        body.extend(names);
        body.extend(buckets.as_flattened().as_flattened());
        file::with_head(MAGIC, VERSION, &body)
    }

    /// The labels' scores of a word with these features.
    pub(super) fn scores(&self, features: &[u32]) -> [f32; LABELS] {
        let mut sums = [0_i32; ROW];
        for feature in features {
            let (bucket, tag) = place(*feature);
            if let Some(row) = self.buckets[bucket].iter().find(|row| row[TAG] == tag) {
                for (sum, weight) in sums.iter_mut().zip(row) {
                    *sum += i32::from(weight.cast_signed());
                }
            }
        }
        std::array::from_fn(|label| sums[label] as f32 * self.frame.scale[label])
    }
}

/// A feature's bucket, and what tells it from the others there.
const fn place(feature: u32) -> (usize, u8) {
    const { assert!(ROWS / BUCKETS < FREE as usize) };
    (feature as usize % BUCKETS, (feature as usize / BUCKETS % (ROWS / BUCKETS)) as u8)
}

impl Frame {
    fn numbers(&self) -> Vec<f32> {
        let mut numbers = vec![self.outside];
        numbers.extend(self.scale.iter().chain(&self.begin).chain(&self.end));
        numbers.extend(self.follow.as_flattened());
        numbers
    }

    fn read(bytes: &[u8]) -> Self {
        let (numbers, _) = bytes.as_chunks();
        let mut numbers = numbers.iter().map(|bytes| f32::from_le_bytes(*bytes));
        let mut next = || numbers.next().unwrap_or(0.0);
        Self {
            outside: next(),
            scale: std::array::from_fn(|_| next()),
            begin: std::array::from_fn(|_| next()),
            end: std::array::from_fn(|_| next()),
            follow: std::array::from_fn(|_| std::array::from_fn(|_| next())),
        }
    }
}
