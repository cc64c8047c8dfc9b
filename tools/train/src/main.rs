//! Makes the model of names from the data folder, and measures models on its development files.
//!
//! ```text
//! train make DATA OUT.bin     train and write the model
//! train eval DATA MODEL.bin   F1 by kind on the development sets; with --errors also what differs
//! train features DATA WORDS OUT   what tools/train/neural learns from, into the folder OUT
//! train pack WORDS NUMBERS OUT.bin  the network's file, from what tools/train/neural writes
//! train alias DATA MODEL.bin DIRECTORY   gold.jsonl and found.jsonl there: names grouped, for alias_score.py
//! train speed MODEL.bin TEXT  words a second, the text repeated from 10 KB to 10 MB
//! ```

mod crf;
mod data;
mod features;
mod likelihood;
mod score;
mod tables;

use std::{env, fs, path::Path, process::ExitCode, time::Instant};

use dateline::{
    analysis::training::{self, KINDS, Models, Name, Network},
    text::{CodePoints, Span, word_count},
};
use serde_json::{Value, json};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words[..] {
        ["make", data, out] => make(Path::new(data), Path::new(out)),
        ["eval", data, model] => eval(Path::new(data), Path::new(model), 0),
        ["eval", data, model, "--errors"] => eval(Path::new(data), Path::new(model), 400),
        ["speed", model, text] => speed(Path::new(model), Path::new(text)),
        ["features", data, words, out] => {
            write_features(Path::new(data), Path::new(words), Path::new(out))
        }
        ["pack", words, numbers, out] => pack(Path::new(words), Path::new(numbers), Path::new(out)),
        ["alias", data, model, out] => alias(Path::new(data), Path::new(model), Path::new(out)),
        _ => Err("usage: train make|eval|alias|speed, see src/main.rs".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("train: {why}");
            ExitCode::FAILURE
        }
    }
}

fn make(data: &Path, out: &Path) -> Result<(), String> {
    let start = Instant::now();
    let documents = data::training(data)?;
    let tables = tables::build(data, &documents)?;
    let mut examples = crf::examples(&tables, &documents);
    let words: usize = examples.iter().map(crf::Example::words).sum();
    eprintln!("{} sentences, {words} words, {:.0?}", examples.len(), start.elapsed());
    let model = crf::train(&tables, &mut examples);
    write(out, &model)?;
    eprintln!("{} bytes, {:.0?}", model.len(), start.elapsed());
    Ok(())
}

/// The sentences to learn from and those of each development set, for the network's trainer.
fn write_features(data: &Path, words: &Path, out: &Path) -> Result<(), String> {
    let documents = data::training(data)?;
    let tables = tables::build(data, &documents)?;
    let words = fs::read_to_string(words).map_err(|e| format!("{}: {e}", words.display()))?;
    let vectors = features::vectors(&words);
    features::write(out, "train", &tables, &documents, &vectors)?;
    let sample = include_str!("../../../tests/corpus/names/network.txt").lines().next();
    let sample = data::Document::unmarked(sample.unwrap_or_default());
    features::write(out, "sample", &tables, &[sample], &vectors)?;
    for (name, documents) in data::development(data)? {
        features::write(out, &format!("dev.{name}"), &tables, &documents, &vectors)?;
    }
    Ok(())
}

/// Makes the file of a network from the words of its vectors and the numbers that its trainer wrote.
fn pack(words: &Path, numbers: &Path, out: &Path) -> Result<(), String> {
    let words = fs::read_to_string(words).map_err(|e| format!("{}: {e}", words.display()))?;
    let numbers = fs::read(numbers).map_err(|e| format!("{}: {e}", numbers.display()))?;
    let count = numbers.first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize);
    let words: Vec<&str> = words.lines().take(count).collect();
    let file = Network::file(&words, &numbers);
    Network::new(&file).map_err(|unfit| unfit.to_string())?;
    write(out, &file)
}

fn eval(data: &Path, model: &Path, errors: usize) -> Result<(), String> {
    let model = load(model)?;
    let sets = data::development(data)?;
    let f1 = |(name, documents): &(String, Vec<data::Document>)| {
        score::print(name, documents, model, errors)
    };
    let sum: f64 = sets.iter().map(f1).sum();
    println!("{:28} F1 {:.2}", "mean", sum / sets.len() as f64);
    Ok(())
}

/// Groups gold names of all documents, and found ones of those kept for development.
fn alias(data: &Path, model: &Path, out: &Path) -> Result<(), String> {
    let model = load(model)?;
    let (mut gold, mut found) = (String::new(), String::new());
    for document in data::read(data, "redocred_train", 1.0)? {
        let names: Vec<Name> = document
            .names
            .iter()
            .map(|(span, kind)| Name { span: *span, kind: KINDS[*kind], score: 1.0 })
            .collect();
        gold += &line(&document.id, &document.text, &names);
        if data::is_kept(&document.id) {
            let names = training::read(model, &document.text);
            found += &line(&document.id, &document.text, &names);
        }
    }
    write(&out.join("gold.jsonl"), gold.as_bytes())?;
    write(&out.join("found.jsonl"), found.as_bytes())
}

/// A document's names with their entities, in the data's own form.
fn line(id: &str, text: &str, names: &[Name]) -> String {
    let points = CodePoints::new(text);
    let (of, entities) = training::entities(text, names);
    let label = |name: &Name| {
        KINDS.iter().position(|kind| *kind == name.kind).map_or("NORP", |kind| data::LABELS[kind])
    };
    let names: Vec<Value> = names
        .iter()
        .zip(of)
        .map(|(name, entity)| {
            json!({
                "start": points.from_byte(name.span.start()),
                "end": points.from_byte(name.span.end()),
                "label": label(name),
                "cluster": entity,
                "why": entities[entity].why,
            })
        })
        .collect();
    json!({ "doc": id, "text": text, "entities": names }).to_string() + "\n"
}

fn speed(model: &Path, text: &Path) -> Result<(), String> {
    let bytes = fs::read(model).map_err(|e| format!("{}: {e}", model.display()))?;
    let start = Instant::now();
    Models::new(&bytes, None).map_err(|unfit| unfit.to_string())?;
    println!("model ready after {:.1?}", start.elapsed());
    let model = load(model)?;
    let page = fs::read_to_string(text).map_err(|e| format!("{}: {e}", text.display()))?;
    for size in [10_000, 100_000, 1_000_000, 10_000_000] {
        let text = page.repeat(size / page.len().max(1) + 1);
        let words = word_count(&text, Span::new(0, text.len()));
        let start = Instant::now();
        let names = training::read(model, &text);
        let seconds = start.elapsed().as_secs_f64();
        let speed = words as f64 / seconds;
        println!("{} bytes, {} names: {seconds:.3} s, {speed:.0} words/s", text.len(), names.len());
    }
    Ok(())
}

fn load(path: &Path) -> Result<&'static Models<'static>, String> {
    let bytes = fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    // A tool that lives for one model may keep it to its end.
    let bytes: &'static [u8] = Vec::leak(bytes);
    let network = path.with_file_name("network.bin");
    let network = fs::read(network).ok().map(|bytes| &*Vec::leak(bytes));
    let model = Models::new(bytes, network).map_err(|unfit| unfit.to_string())?;
    Ok(Box::leak(Box::new(model)))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(path, bytes).map_err(|e| format!("{}: {e}", path.display()))
}
