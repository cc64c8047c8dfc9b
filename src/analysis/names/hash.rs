//! The one hash of features and words. The model file depends on it: a change here needs a new model.

const PRIME: u64 = 0x9e37_79b9_7f4a_7c15;
const OTHER: u64 = 0xd6e8_feb8_6659_fd93;

/// A hash of `bytes`, the same on every machine and in every version.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let mut hash = PRIME ^ bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let word = chunk.iter().rev().fold(0_u64, |word, byte| word << 8 | u64::from(*byte));
        hash = (hash ^ word).wrapping_mul(OTHER);
        hash ^= hash >> 32;
    }
    mix(hash)
}

/// Two hashes made one; the order counts.
pub(super) const fn join(a: u64, b: u64) -> u64 {
    mix(a.wrapping_mul(PRIME).rotate_left(29) ^ b)
}

/// Spreads what is in `value` over all bits.
pub(super) const fn mix(value: u64) -> u64 {
    let value = (value ^ value >> 32).wrapping_mul(OTHER);
    (value ^ value >> 29).wrapping_mul(PRIME)
}
