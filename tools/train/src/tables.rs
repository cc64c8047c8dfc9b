//! The two tables of a model: clusters, capitals and lists of single words; lists of longer names.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use dateline::{
    analysis::training::{Known, Tables, lexicon_lists, lower, words},
    text::{Span, TokenKind, tokens},
};

use crate::data::{Document, file};

/// A word must be seen this often inside sentences before its capitals are told.
const SEEN: usize = 4;

/// Names of more words are left out.
const LONGEST: usize = 6;

/// Reads clusters and names from the data folder and counts capitals in the texts.
pub fn build(folder: &Path, documents: &[Document]) -> Result<Tables, String> {
    let mut known: BTreeMap<String, Known> = BTreeMap::new();
    let clusters = file(folder, "glove_clusters.tsv")?;
    for line in clusters.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [word, small, middle, large] = fields[..] else {
            return Err(format!("glove_clusters.tsv: {line}"));
        };
        let number = |n: &str| n.parse::<u16>().map(|n| n + 1).map_err(|e| format!("{line}: {e}"));
        let clusters = [number(small)?, number(middle)?, number(large)?];
        known.entry(lower(word)).or_default().clusters = clusters;
    }
    for (word, capital) in capitals(documents) {
        known.entry(word).or_default().capital = capital;
    }
    let mut names: BTreeMap<Vec<String>, u16> = BTreeMap::new();
    for line in file(folder, "gazetteer.tsv")?.lines() {
        let (name, lists) = line.split_once('\t').ok_or(format!("gazetteer.tsv: {line}"))?;
        let lists: u16 = lists.parse().map_err(|e| format!("{line}: {e}"))?;
        *names.entry(words(name)).or_default() |= lists;
    }
    names.retain(|words, _| (1..=LONGEST).contains(&words.len()));
    for (words, lists) in &names {
        if let [word] = words.as_slice() {
            known.entry(word.clone()).or_default().lists |= lists;
        } else {
            let first = known.entry(words[0].clone()).or_default();
            first.reach = first.reach.max(words.len() as u8);
        }
    }
    let lexicon: BTreeSet<String> = known.keys().cloned().collect();
    for word in lexicon {
        let lists = lexicon_lists(&word);
        known.entry(word).or_default().lists |= lists;
    }
    let known: Vec<(String, Known)> = known.into_iter().collect();
    let names: Vec<(Vec<String>, u16)> =
        names.into_iter().filter(|(words, _)| words.len() > 1).collect();
    eprintln!("{} words, {} names of several words", known.len(), names.len());
    Ok(Tables::build(&known, &names))
}

/// How often words have a capital inside sentences, in seven steps.
fn capitals(documents: &[Document]) -> BTreeMap<String, u8> {
    let mut counts: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for document in documents {
        let text = &document.text;
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let span = Span::new(start, start + line.len());
            start += line.len();
            let tokens = tokens(text, span);
            let is_capital = |s: &str| s.starts_with(char::is_uppercase);
            let word = |i: usize| tokens[i].span.of(text);
            let capital = (0..tokens.len()).filter(|i| is_capital(word(*i))).count();
            if capital * 2 > tokens.len() {
                continue;
            }
            for i in 1..tokens.len() {
                let begins = matches!(word(i - 1), "." | "!" | "?" | ":" | "\"" | "“" | "-");
                if tokens[i].kind == TokenKind::Word && !begins {
                    counts.entry(lower(word(i))).or_default()[usize::from(is_capital(word(i)))] +=
                        1;
                }
            }
        }
    }
    counts
        .into_iter()
        .filter(|(_, [small, capital])| small + capital >= SEEN)
        .map(|(word, [small, capital])| {
            let share = capital as f64 / (small + capital) as f64;
            let step = match share {
                s if s < 0.01 => 1,
                s if s < 0.1 => 2,
                s if s < 0.3 => 3,
                s if s < 0.7 => 4,
                s if s < 0.9 => 5,
                s if s < 0.99 => 6,
                _ => 7,
            };
            (word, step)
        })
        .collect()
}
