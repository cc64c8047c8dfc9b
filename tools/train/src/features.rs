//! Writes sentences as the library sees them into flat files that `tools/train/neural` reads: training and
//! decoding share tokenizer and features.

use std::{collections::HashMap, fs, path::Path};

use dateline::analysis::training::{Tables, word_hash};

use crate::{crf, data};

/// Of one list of documents: `NAME.sentences.bin` (document, source, words, weight), `NAME.words.bin` (vector, label, number of
/// traits), `NAME.traits.bin`.
pub fn write(
    out: &Path,
    name: &str,
    tables: &Tables,
    documents: &[data::Document],
    vectors: &HashMap<u64, u32>,
) -> Result<(), String> {
    let (mut sentences, mut words, mut traits) = (Vec::new(), Vec::new(), Vec::new());
    for (number, document) in documents.iter().enumerate() {
        for example in crf::examples_of(tables, document) {
            for value in [
                number as u32,
                document.source,
                example.labels.len() as u32,
                example.weight.to_bits(),
            ] {
                sentences.extend(value.to_le_bytes());
            }
            for ((lower, rows), label) in
                example.lower.iter().zip(&example.traits).zip(&example.labels)
            {
                words.extend(vectors.get(lower).copied().unwrap_or(u32::MAX).to_le_bytes());
                words.extend([*label, rows.len() as u8, 0, 0]);
                traits.extend(rows.iter().flat_map(|row| row.to_le_bytes()));
            }
        }
    }
    for (part, bytes) in [("sentences", sentences), ("words", words), ("traits", traits)] {
        let path = out.join(format!("{name}.{part}.bin"));
        fs::write(&path, bytes).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(())
}

/// The numbers of word vectors by their words' hashes; of two words with one lower form the first counts.
pub fn vectors(words: &str) -> HashMap<u64, u32> {
    let mut vectors = HashMap::new();
    for (number, word) in words.lines().enumerate() {
        vectors.entry(word_hash(word)).or_insert(number as u32);
    }
    vectors
}
