//! Makes the model of names from the data folder, and measures models on its development files.
//!
//! ```text
//! train make DATA OUT.bin     train and write the model
//! train eval DATA MODEL.bin   F1 by kind on the development sets
//! ```

mod crf;
mod data;
mod score;
mod tables;

use std::{env, fs, path::Path, process::ExitCode, time::Instant};

use dateline::analysis::training::Model;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words[..] {
        ["make", data, out] => make(Path::new(data), Path::new(out)),
        ["eval", data, model] => eval(Path::new(data), Path::new(model), 0),
        ["eval", data, model, "--errors"] => eval(Path::new(data), Path::new(model), 400),
        _ => Err("usage: train make DATA OUT.bin | train eval DATA MODEL.bin".to_owned()),
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
    let examples = crf::examples(&tables, &documents);
    let words: usize = examples.iter().map(|example| example.words()).sum();
    eprintln!("{} sentences, {words} words, {:.0?}", examples.len(), start.elapsed());
    let model = crf::train(&tables, &examples);
    fs::write(out, &model).map_err(|e| format!("{}: {e}", out.display()))?;
    eprintln!("{} bytes, {:.0?}", model.len(), start.elapsed());
    Ok(())
}

fn eval(data: &Path, model: &Path, errors: usize) -> Result<(), String> {
    let bytes = fs::read(model).map_err(|e| format!("{}: {e}", model.display()))?;
    // A tool that lives for one model may keep it to its end.
    let model = Model::new(Vec::leak(bytes)).map_err(|unfit| unfit.to_string())?;
    let model: &'static Model<'static> = Box::leak(Box::new(model));
    let sets = data::development(data)?;
    let sum: f64 =
        sets.iter().map(|(name, documents)| score::print(name, documents, model, errors)).sum();
    println!("{:28} F1 {:.2}", "mean", sum / sets.len() as f64);
    Ok(())
}
