//! The binary without a window, run as a script would.

use std::{
    fs,
    io::Write as _,
    process::{Command, Output, Stdio},
};

use serde_json::Value;

/// Runs the binary; gives its exit status, output and errors.
fn dateline(arguments: &[&str], input: &str) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        // No settings, and no list of names.
        .env("DATELINE_CONFIG", concat!(env!("CARGO_TARGET_TMPDIR"), "/no-settings"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that reads no input may be gone before we have written any.
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap_or_default();
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    let words = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), words(stdout), words(stderr))
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn tells_its_version_and_its_usage() {
    let (status, out, _) = dateline(&["--version"], "");
    assert_eq!((status, out.trim()), (0, concat!("dateline ", env!("CARGO_PKG_VERSION"))));
    let (status, out, _) = dateline(&["--help"], "");
    assert!(status == 0 && out.contains("analyze"), "{out}");
    for wrong in
        [&["analyze"][..], &["--hat"], &["analyze", "--published", "Monday", "-"], &["a", "b"]]
    {
        let (status, out, error) = dateline(wrong, "");
        assert_eq!((status, out.as_str()), (2, ""), "{wrong:?}");
        assert!(!error.is_empty());
    }
}

#[test]
fn writes_its_manual_page() {
    let (status, page, _) = dateline(&["man"], "");
    assert_eq!(status, 0);
    for part in [".TH dateline 1", ".SH SYNOPSIS", "dateline\\-analyze"] {
        assert!(page.contains(part), "{part} is missing from:\n{page}");
    }
}

#[test]
fn says_what_to_do_without_a_display() {
    let (status, out, error) = dateline(&[], "");
    assert_eq!((status, out.as_str()), (1, ""));
    assert!(error.contains("dateline analyze"), "{error}");
}

#[test]
fn analyzes_a_file_and_standard_input_alike() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.txt");
    let text = "Café talks 👩‍👩‍👧 opened.\n\nThey ended in Paris on 3 May 2024.\n";
    fs::File::create(&path).unwrap().write_all(text.as_bytes()).unwrap();
    let options = ["analyze", "--published", "2024-05-06", "--title", "Talks"];
    let (status, out, error) = dateline(&[&options[..], &[path.to_str().unwrap()]].concat(), "");
    assert_eq!((status, error.as_str()), (0, ""));
    let (_, piped, _) = dateline(&[&options[..], &["-"]].concat(), text);
    assert_eq!(out, piped);
    let report = json(&out);
    assert_eq!(report["text"], text);
    assert_eq!(report["title"], "Talks");
    assert_eq!(report["published"]["date"], "2024-05-06");
    assert_eq!(report["published"]["how"], "given");
    let second = text.chars().position(|c| c == 'T').unwrap() as u64;
    assert_eq!(report["blocks"][1]["start"], second);
    for key in ["entities", "timexes", "events", "summary"] {
        assert!(report[key].is_array(), "{key}");
    }
}

#[test]
fn what_cannot_be_read_is_told_and_the_status_is_1() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty.txt");
    fs::File::create(&empty).unwrap();
    let newer = folder.path().join("newer.ron");
    fs::File::create(&newer).unwrap().write_all(b"Notebook(version: 99, mood: [").unwrap();
    for (path, word) in [
        (folder.path(), "folder"),
        (&empty, "empty"),
        (&newer, "newer"),
        (&folder.path().join("missing"), "no such file"),
    ] {
        let (status, out, error) = dateline(&["analyze", path.to_str().unwrap()], "");
        assert_eq!((status, out.as_str()), (1, ""), "{error}");
        assert!(error.contains(word) && error.lines().count() == 1, "{error}");
    }
}

#[test]
fn answers_each_line_and_goes_on_after_a_broken_one() {
    let input = concat!(
        "{\"id\": 7, \"text\": \"Rome was quiet.\", \"published\": \"2024-05-06T09:00\"}\r\n",
        "{\"id\": \"b\", \"text\": 3}\n",
        "\n",
        "{\"id\": 1e3, \"text\": \"\", \"title\": null, \"sentences\": 2, \"more\": [{}]}",
    );
    let (status, out, _) = dateline(&["analyze", "--jsonl"], input);
    assert_eq!(status, 1);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 4);
    let first = json(lines[0]);
    assert_eq!((&first["id"], &first["published"]["date"]), (&7.into(), &"2024-05-06".into()));
    assert!(first.get("text").is_none() && first.get("blocks").is_none());
    assert!(json(lines[1])["id"] == "b" && json(lines[1])["error"].is_string());
    assert!(json(lines[2])["id"].is_null() && json(lines[2])["error"].is_string());
    assert!(lines[3].starts_with("{\"id\":1e3,"), "{}", lines[3]);
    let (status, out, _) = dateline(&["analyze", "--jsonl"], "");
    assert_eq!((status, out.as_str()), (0, ""));
}

#[test]
fn goes_quietly_when_nobody_reads() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["analyze", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    // The pipe breaks under us too, sooner or later.
    (0..200).for_each(|_| stdin.write_all(b"{\"text\": \"a\"}\n").unwrap_or_default());
    drop(stdin);
    let Output { stderr, .. } = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&stderr), "");
}

#[test]
fn exports_or_says_why_not_and_leaves_no_half_file() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let save = concat!(env!("CARGO_MANIFEST_DIR"), "/saves/the-canal-reopens.ron");
    let (status, out, _) = dateline(&["export", "--list"], "");
    assert!(status == 0 && out.lines().count() > 10 && out.contains("markdown"), "{out}");
    let (status, out, _) = dateline(&["export", save, "--to", "markdown"], "");
    assert!(status == 0 && out.starts_with("---\ntitle: "), "{out}");
    // The same file again, with something of the reader's in it.
    let note = at("note.md");
    assert_eq!(dateline(&["export", save, "--to", "markdown", "-o", &note], "").0, 0);
    let mine = fs::read_to_string(&note).unwrap() + "My own line.\n";
    fs::write(&note, &mine).unwrap();
    assert_eq!(dateline(&["export", save, "--to", "markdown", "-o", &note], "").0, 0);
    assert_eq!(fs::read_to_string(&note).unwrap(), mine);
    // A template of the reader's own, and one that asks for what is not there.
    fs::write(at("mine.txt.jinja"), "{{ article.title|upper }}\n").unwrap();
    fs::write(at("wrong.md"), "{{ article.titel }}\n").unwrap();
    let (status, out, error) = dateline(&["export", save, "--template", &at("mine.txt.jinja")], "");
    assert!(status == 0 && error.starts_with("The template leaves out "), "{error}");
    assert!(!out.trim().is_empty() && out == out.to_uppercase(), "{out}");
    // What is not ours stays; what cannot be is told in one sentence.
    fs::write(at("theirs.md"), "# Theirs\n").unwrap();
    let missing = at("missing.ron");
    for (arguments, code, word) in [
        (
            vec!["export", save, "--to", "markdown", "-o", &at("theirs.md")],
            1,
            "With --force it gives way",
        ),
        (vec!["export", save, "--to", "pdf", "-o", &at("no/where.pdf")], 1, "folder is not there"),
        (
            vec!["export", save, "--to", "csv", "-o", folder.path().to_str().unwrap()],
            1,
            "is a folder",
        ),
        (vec!["export", &missing, "--to", "csv"], 1, "no such file"),
        (vec!["export", save, "--to", "papyrus"], 2, "--list"),
        (vec!["export", save, "--template", &at("wrong.md"), "-o", &at("w.md")], 1, "Line 1"),
        (vec!["export", save, "--template", &missing], 1, "no such file"),
        (vec!["export", save], 2, "--to"),
    ] {
        let (status, out, error) = dateline(&arguments, "");
        assert_eq!((status, out.as_str()), (code, ""), "{error}");
        assert!(error.contains(word), "{error}");
    }
    assert_eq!(fs::read_to_string(at("theirs.md")).unwrap(), "# Theirs\n");
    // A notebook stays whatever is asked; another file once that is asked.
    fs::copy(save, at("mine.ron")).unwrap();
    for force in [&["--force"][..], &[]] {
        let arguments = ["export", save, "--to", "text", "-o"];
        let (status, _, error) =
            dateline(&[&arguments[..], &[&at("mine.ron")], force].concat(), "");
        assert!(status == 1 && error.contains("There is a notebook of this name"), "{error}");
        assert_eq!(fs::read(at("mine.ron")).unwrap(), fs::read(save).unwrap());
        let (status, _, error) =
            dateline(&[&arguments[..], &[&at("theirs.md")], force].concat(), "");
        assert_eq!(status, i32::from(force.is_empty()), "{error}");
    }
    assert_eq!(fs::read_to_string(at("theirs.md~")).unwrap(), "# Theirs\n");
    let mut names: Vec<String> = fs::read_dir(folder.path())
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "mine.ron",
            "mine.txt.jinja",
            "note.md",
            "note.md~",
            "theirs.md",
            "theirs.md~",
            "wrong.md"
        ]
    );
}

#[test]
fn checks_marks_and_merges_notebooks() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let saved = concat!(env!("CARGO_MANIFEST_DIR"), "/saves/a-lull-with-a-warning.ron");
    let (status, out, error) = dateline(&["check", saved], "");
    assert_eq!((status, error.as_str()), (0, ""), "{out}");
    assert!(out.contains("\texact\t"), "{out}");

    let article = place("other.txt");
    fs::write(&article, "Quite another text.\n\nNothing of the first one stands in it.\n").unwrap();
    let (status, out, _) = dateline(&["check", saved, "--against", &article], "");
    assert!(status == 3 && out.contains("\torphan\t") && !out.contains("\texact\t"), "{out}");
    let (status, _, error) = dateline(&["check", &article], "");
    assert!(status == 1 && error.contains("not a notebook"), "{error}");

    let merged = place("merged.ron");
    let (status, _, error) = dateline(&["merge", saved, saved, saved, "-o", &merged], "");
    assert_eq!((status, error.as_str()), (0, ""));
    let now = fs::read_to_string(saved).unwrap().replacen("version: 1,", "version: 2,", 1);
    assert_eq!(fs::read_to_string(merged).unwrap(), now);
}

#[test]
fn checks_a_draft_against_its_article() {
    let folder = tempfile::tempdir().unwrap();
    let article = folder.path().join("storm.txt");
    fs::write(&article, "The storm closed the harbour on 5 May 2024, said Anna Berg. “We wait.”\n")
        .unwrap();
    let article = article.to_str().unwrap();
    let (status, out, error) = dateline(&["draft", article, "-"], "“We wait”, said Anna Berg.\n");
    assert_eq!((status, error.as_str()), (0, ""), "{out}");
    assert!(out.contains("confirmed\tquotation\t1..8\t61..68\tWe wait\n"), "{out}");
    let (status, out, _) = dateline(&["draft", article, "-"], "Anna Borg said: “We sit.”\n");
    assert_eq!(status, 3);
    assert!(out.contains("near\tname\t0..9\t49..58\tAnna Borg\t(the article: Anna Berg)"), "{out}");
    let (status, _, error) = dateline(&["draft", article, "none.txt"], "");
    assert!(status == 1 && error.contains("none.txt"), "{error}");
}

#[test]
fn what_went_out_comes_in_again_and_not_twice() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let save = concat!(env!("CARGO_MANIFEST_DIR"), "/saves/a-lull-with-a-warning.ron");
    let article = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/articles/a-lull-with-a-warning.txt");
    let marks = |path: &str| fs::read_to_string(path).unwrap().matches("Annotation(").count();
    for format in ["w3c", "hypothesis"] {
        let (sent, into) = (at(format), at(&format!("{format}.ron")));
        assert_eq!(dateline(&["export", save, "--to", format, "-o", &sent], "").0, 0);
        let take = |from: &str| dateline(&["import", from, "--from", &sent, "-o", &into], "");
        let (status, _, error) = take(article);
        assert_eq!((status, marks(&into)), (0, marks(save)), "{error}");
        let (status, _, error) = take(&into);
        assert!(status == 0 && error.contains("already in the notebook"), "{error}");
        assert_eq!(marks(&into), marks(save));
    }
    for format in ["timelinejs", "timelinejs-csv"] {
        let (sent, into) = (at(format), at(&format!("{format}.ron")));
        assert_eq!(dateline(&["export", save, "--to", format, "-o", &sent], "").0, 0);
        let (status, _, error) = dateline(&["import", save, "--from", &sent, "-o", &into], "");
        assert!(status == 0 && error.contains("0 taken"), "{error}");
        // Into a text that tells the same without its dates.
        let words = fs::read_to_string(article).unwrap();
        fs::write(at("bare.txt"), words.replace(|c: char| c.is_ascii_digit(), "")).unwrap();
        let bare = at("bare.txt");
        let (status, _, error) = dateline(&["import", &bare, "--from", &sent, "-o", &into], "");
        assert!(status == 0 && !error.contains("0 taken"), "{error}");
        assert!(fs::read_to_string(&into).unwrap().contains("ruling: event("), "{error}");
    }
    for (text, told) in [("[]", "0 taken"), ("no JSON", "no timeline")] {
        fs::write(at("odd"), text).unwrap();
        let into = at("odd.ron");
        let (_, _, error) = dateline(&["import", article, "--from", &at("odd"), "-o", &into], "");
        assert!(error.contains(told), "{error}");
    }
}
