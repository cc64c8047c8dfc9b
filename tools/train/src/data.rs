//! The data folder: which files are learned from and how much they weigh, which are only measured on.

use std::{fs, path::Path};

use dateline::{
    analysis::training::is_group,
    text::{CodePoints, Span},
};
use serde::Deserialize;

/// The data's words for the kinds, in the order of `training::KINDS`.
pub const LABELS: [&str; 3] = ["PER", "ORG", "LOC"];

/// One text with its names.
#[derive(Debug)]
pub struct Document {
    pub id: String,
    pub text: String,
    /// In text order, disjoint; the kind is an index into `training::KINDS`.
    pub names: Vec<(Span, usize)>,
    /// How much each line counts, or all alike.
    pub weights: Vec<f32>,
    pub weight: f32,
    /// Which of the training files it is from.
    pub source: u32,
}

#[derive(Deserialize)]
struct Line {
    doc: String,
    text: String,
    entities: Vec<Entity>,
    #[serde(default)]
    sent_p: Vec<f32>,
}

#[derive(Deserialize)]
struct Entity {
    start: usize,
    end: usize,
    label: String,
}

/// The files to learn from: made by hand, then the public-domain news that two or one model labelled.
const TRAINING: [(&str, f32); 7] = [
    ("uner_ewt_train", 1.0),
    ("redocred_train", 1.0),
    ("crossner_politics_traindev", 1.0),
    ("crossner_other", 1.0),
    ("btc_train", 1.0),
    ("wnut17_train", 1.0),
    ("voa_teacher", 0.4),
];

/// Sentences of machine-labelled files count from this certainty on.
const CERTAIN: f32 = 0.5;

/// Of these files one document in ten is kept for development.
fn is_split(file: &str) -> bool {
    ["redocred", "crossner", "voa"].iter().any(|name| file.starts_with(name))
}

/// Whether a document of a split file is kept for development: by its own id, so that no order matters.
pub fn is_kept(id: &str) -> bool {
    draw(id) & 0xff < 26
}

/// A number that looks drawn by lot and is always the same for the same words.
fn draw(words: &str) -> u32 {
    let sum = words.bytes().fold(5381_u32, |sum, byte| sum.wrapping_mul(33) ^ u32::from(byte));
    sum.wrapping_mul(0x9e37_79b1) >> 16
}

/// The letter as a capital, if it keeps its length.
fn capital(letter: char) -> char {
    let mut upper = letter.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(upper), None) if upper.len_utf8() == letter.len_utf8() => upper,
        _ => letter,
    }
}

/// The word as titles have it.
fn title(word: &str) -> String {
    let long = word.chars().filter(|letter| letter.is_alphabetic()).count() >= LONG;
    let mut letters = word.chars();
    let first = letters.next().map(|letter| if long { capital(letter) } else { letter });
    first.into_iter().chain(letters).collect()
}

/// The documents to learn from, labels cleaned.
pub fn training(folder: &Path) -> Result<Vec<Document>, String> {
    let mut documents = Vec::new();
    for (file, weight) in TRAINING {
        let mut found = read(folder, file, weight)?;
        found.retain(|document| !is_split(file) || !is_kept(&document.id));
        documents.append(&mut found);
    }
    for document in &mut documents {
        document.names.retain(|(span, kind)| *kind != 2 || !is_group(span.of(&document.text)));
    }
    documents.iter_mut().for_each(Document::set_headlines);
    Ok(documents)
}

/// The sets to choose by, each with its name.
pub fn development(folder: &Path) -> Result<Vec<(String, Vec<Document>)>, String> {
    let mut sets = Vec::new();
    for file in [
        "uner_ewt_dev",
        "redocred_train",
        "crossner_politics_traindev",
        "crossner_other",
        "btc_dev",
        "wnut17_dev",
        "voa_teacher",
    ] {
        let mut documents = read(folder, file, 1.0)?;
        documents.retain(|document| !is_split(file) || is_kept(&document.id));
        if is_split(file) {
            for document in &mut documents {
                document
                    .names
                    .retain(|(span, kind)| *kind != 2 || !is_group(span.of(&document.text)));
            }
        }
        sets.push((file.to_owned(), documents));
    }
    Ok(sets)
}

/// A file's text.
pub fn file(folder: &Path, name: &str) -> Result<String, String> {
    let path = folder.join(name);
    fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))
}

/// A file's documents.
pub fn read(folder: &Path, name: &str, weight: f32) -> Result<Vec<Document>, String> {
    let text = file(folder, &format!("{name}.jsonl"))?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let line: Line = serde_json::from_str(line).map_err(|e| format!("{name}: {e}"))?;
            let points = CodePoints::new(&line.text);
            let mut names: Vec<(Span, usize)> = line
                .entities
                .iter()
                .filter_map(|entity| {
                    let kind = LABELS.iter().position(|l| *l == entity.label)?;
                    let span = Span::new(points.to_byte(entity.start), points.to_byte(entity.end));
                    Some((span, kind))
                })
                .collect();
            // Of two that overlap the longer one stays.
            names.sort_by_key(|(span, _)| (std::cmp::Reverse(span.len()), *span));
            let mut kept: Vec<(Span, usize)> = Vec::new();
            for name in names {
                if !kept.iter().any(|other| other.0.overlaps(name.0)) {
                    kept.push(name);
                }
            }
            kept.sort_by_key(|(span, _)| *span);
            let weights = line.sent_p.iter().map(|p| if *p >= CERTAIN { weight } else { 0.0 });
            Ok(Document {
                id: line.doc,
                weights: weights.collect(),
                text: line.text,
                names: kept,
                weight,
                source: TRAINING.iter().position(|(file, _)| *file == name).unwrap_or(0) as u32,
            })
        })
        .collect()
}

/// Of a hundred lines, how many are set in capitals, and how many as titles, with a capital in each longer word:
/// headlines are rare in the texts that were marked by hand.
const CAPITALS: u32 = 6;
const TITLES: u32 = 4;

/// Words of fewer letters stay small in a title.
const LONG: usize = 4;

impl Document {
    /// Sets some lines as headlines are set. Letters that would change their length stay, so that spans hold.
    fn set_headlines(&mut self) {
        let mut text = String::with_capacity(self.text.len());
        for (number, line) in self.text.split_inclusive('\n').enumerate() {
            match draw(&format!("{number} {}", self.id)) % 100 {
                n if n < CAPITALS => text.extend(line.chars().map(capital)),
                n if n < CAPITALS + TITLES => {
                    line.split_inclusive(' ').for_each(|word| text.push_str(&title(word)));
                }
                _ => text.push_str(line),
            }
        }
        self.text = text;
    }

    /// A text without names.
    pub fn unmarked(text: &str) -> Self {
        Self {
            id: String::new(),
            text: text.to_owned(),
            names: Vec::new(),
            weights: Vec::new(),
            weight: 1.0,
            source: 0,
        }
    }

    /// How much the line that holds `offset` counts.
    pub fn weight_at(&self, offset: usize) -> f32 {
        if self.weights.is_empty() {
            return self.weight;
        }
        let line = self.text.as_bytes()[..offset].iter().filter(|byte| **byte == b'\n').count();
        self.weights.get(line).copied().unwrap_or(0.0)
    }
}
