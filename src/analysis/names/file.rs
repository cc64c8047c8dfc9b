//! The head that every model's file begins with: what it is, for which version of the program, and a checksum
//! of all that follows. Little endian.

use std::fmt;

use super::hash::mix;

/// Why a model cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    NotAModel,
    /// It was made for another version of this program.
    Version {
        found: u32,
        needed: u32,
    },
    /// Bytes are missing or were changed.
    Damaged,
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAModel => write!(f, "this is not a model of names"),
            Self::Version { found, needed } => write!(
                f,
                "this model of names has version {found}, but version {needed} is needed; train it anew"
            ),
            Self::Damaged => write!(f, "this model of names is damaged: its checksum does not fit"),
        }
    }
}

impl std::error::Error for Unfit {}

/// What follows the head of the file `bytes`, if that is whole, of this kind and version.
pub(super) fn body(bytes: &[u8], magic: [u8; 8], version: u32) -> Result<&[u8], Unfit> {
    let mut rest = bytes;
    if take(&mut rest)? != magic {
        return Err(Unfit::NotAModel);
    }
    let found = u32::from_le_bytes(take(&mut rest)?);
    if found != version {
        return Err(Unfit::Version { found, needed: version });
    }
    let wanted = u64::from_le_bytes(take(&mut rest)?);
    if checksum(rest) == wanted { Ok(rest) } else { Err(Unfit::Damaged) }
}

/// The file of a model: its head and `body`.
pub(super) fn with_head(magic: [u8; 8], version: u32, body: &[u8]) -> Vec<u8> {
    let mut file = Vec::with_capacity(20 + body.len());
    file.extend(magic);
    file.extend(version.to_le_bytes());
    file.extend(checksum(body).to_le_bytes());
    file.extend(body);
    file
}

/// The next bytes of a file.
pub(super) fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], Unfit> {
    let (head, tail) = rest.split_first_chunk().ok_or(Unfit::NotAModel)?;
    *rest = tail;
    Ok(*head)
}

fn checksum(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks();
    let sum =
        words.iter().fold(bytes.len() as u64, |sum, word| mix(sum ^ u64::from_le_bytes(*word)));
    rest.iter().fold(sum, |sum, byte| mix(sum ^ u64::from(*byte)))
}
