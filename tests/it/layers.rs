//! The walls: a layer uses only those below it, and only some layers touch the world outside.

use std::{fs, path::Path};

/// From the bottom to the top; a layer uses only those before it.
const LAYERS: [&str; 12] = [
    "text", "article", "import", "analysis", "notebook", "storage", "app", "view", "export",
    "task", "ui", "cli",
];

/// Who alone may name what: paths that begin so, or end so where a "*" stands first.
const ONLY: [(&str, &[&str]); 21] = [
    ("egui", &["ui"]),
    ("eframe", &["ui"]),
    ("rfd", &["ui"]),
    ("std::fs", &["storage"]),
    ("tempfile", &["storage"]),
    ("rustix", &["storage"]),
    ("std::net", &[]),
    // The ui's one thread waits for a native dialog.
    ("std::thread", &["task", "ui"]),
    ("*::now", &["task", "ui"]),
    ("serde", &["storage", "cli"]),
    ("serde_json", &["import", "storage", "export", "cli"]),
    ("csv", &["export"]),
    ("krilla", &["export"]),
    ("rustybuzz", &["export"]),
    ("epaint_default_fonts", &["export"]),
    ("tiny_skia", &["export"]),
    ("minijinja", &["export"]),
    ("zip::ZipWriter", &["export"]),
    ("ron", &["storage"]),
    ("clap", &["cli"]),
    ("clap_mangen", &["cli"]),
];

#[test]
fn arrows_point_down() {
    let faults: Vec<String> = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
        .iter()
        .flat_map(|(file, code)| {
            faults(file, code).into_iter().map(move |fault| format!("{file}: {fault}"))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_check_itself_sees_what_it_should() {
    let faults = |file, code| faults(file, code).len();
    assert_eq!(faults("text/a.rs", "use crate::{article::{Article, Meta}, text::Span};"), 2);
    assert_eq!(faults("article/a.rs", "fn f() -> crate::notebook::Id { Instant::now() }"), 2);
    assert_eq!(
        faults("app/mod.rs", "use std::{fs, io::{self, Read as _}}; use serde::Serialize;"),
        2
    );
    assert_eq!(faults("view/a.rs", "// crate::ui\n/* egui::Ui */ const A: &str = \"std::fs\";"), 0);
    assert_eq!(
        faults("storage/a/mod.rs", "use crate::text::Span; use std::fs; use super::files;"),
        0
    );
    assert_eq!(faults("text/a.rs", "use super::super::article::Article;"), 1);
    assert_eq!(faults("text/mod.rs", "use super::{article::Article, text::Span};"), 2);
    assert_eq!(faults("cellar/a.rs", "use std::fmt;"), 1);
}

/// What a file, named from `src`, uses without being allowed to.
fn faults(file: &str, code: &str) -> Vec<String> {
    let rank = |name: &str| LAYERS.iter().position(|layer| *layer == name);
    let modules: Vec<&str> = file.trim_end_matches("/mod.rs").split('/').collect();
    let layer = modules[0];
    let Some(own) = rank(layer) else { return vec![format!("\"{layer}\" is no layer")] };
    // So many steps up leave the layer, past the check of names after `crate`.
    let out = "super::".repeat(modules.len());
    let is_fault = |path: &String| {
        let target = path.strip_prefix("crate::").and_then(|rest| rest.split("::").next());
        let upward = target.and_then(rank).is_some_and(|target| target > own);
        let forbidden = ONLY.iter().any(|(name, allowed)| {
            let meant = match name.strip_prefix('*') {
                Some(end) => path.ends_with(end),
                None => path == *name || path.starts_with(&format!("{name}::")),
            };
            meant && !allowed.contains(&layer)
        });
        upward || forbidden || path.starts_with(&out)
    };
    paths(code).into_iter().filter(is_fault).map(|path| format!("may not use {path}")).collect()
}

/// Every path that the code names, with the braces of imports spelled out.
fn paths(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut prefixes: Vec<String> = Vec::new();
    let mut path = String::new();
    for token in tokens(code) {
        let is_word = token.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        if token == "::" || (is_word && (path.is_empty() || path.ends_with("::"))) {
            path.push_str(&token);
            continue;
        }
        if token == "{" {
            prefixes.push(if path.ends_with("::") { path.clone() } else { String::new() });
        } else if token == "}" {
            prefixes.pop();
        }
        found.push(path);
        path = prefixes.last().cloned().unwrap_or_default();
        if is_word {
            path.push_str(&token);
        }
    }
    found.push(path);
    found.retain(|path| !path.ends_with("::"));
    found
}

/// Words, "::" and single marks; comments, strings and characters are left out.
fn tokens(code: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let word: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if c == '"' {
            string(rest)
        } else if rest.starts_with("r#") {
            raw_string(rest)
        } else if c == '\'' {
            character(rest)
        } else if !word.is_empty() {
            tokens.push(word.clone());
            word.len()
        } else if rest.starts_with("::") {
            tokens.push("::".to_owned());
            2
        } else {
            if !c.is_whitespace() {
                tokens.push(c.to_string());
            }
            c.len_utf8()
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    tokens
}

/// The length of the raw string literal at the start.
fn raw_string(rest: &str) -> usize {
    let hashes = rest.chars().skip(1).take_while(|c| *c == '#').count();
    let end = format!("\"{}", "#".repeat(hashes));
    let start = hashes + 2;
    rest.get(start..).and_then(|r| r.find(&end)).map_or(start, |i| start + i + end.len())
}

/// The length of the string literal at the start.
fn string(rest: &str) -> usize {
    let mut escaped = true;
    for (i, c) in rest.char_indices() {
        match c {
            '"' if !escaped => return i + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    rest.len()
}

/// The length of the character literal or of the lifetime's mark at the start.
fn character(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), _) => rest.get(3..).and_then(|r| r.find('\'')).map_or(1, |i| i + 4),
        (Some(_), Some((i, '\''))) => i + 1,
        _ => 1,
    }
}

/// Name and code of every source file that belongs to a layer.
fn sources(src: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![src.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name: Vec<_> = path.strip_prefix(src).unwrap().iter().collect();
            let name = name.join("/".as_ref()).into_string().unwrap();
            if path.is_dir() {
                folders.push(path);
            } else if name.contains('/') && path.extension().is_some_and(|end| end == "rs") {
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(found.len() > 20, "the sources are not where they should be");
    found
}
