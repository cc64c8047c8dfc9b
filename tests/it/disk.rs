//! What is on the disk is true: nothing that is written there says less than it was given, or takes the place of what
//! it should not.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use dateline::{
    analysis::{Cancel, Given, analyze},
    article::{Article, Meta},
    export::{Work, incoming},
    import,
    notebook::{Annotation, Color, Command, Extra, Id, Kept, Notebook, Replacement, Selector},
    storage::{self, Draft, Expect, Journal, SaveError, find_drafts_in},
    text::Span,
};
use jiff::Timestamp;

fn article(text: &str) -> Arc<Article> {
    Arc::new(import::verbatim(text.to_owned(), Meta::from_file_name("calm.txt")))
}

fn draft(article: &Arc<Article>, path: &Path) -> Draft {
    Draft {
        article: Arc::clone(article),
        notebook: Notebook::default(),
        path: Some(path.to_owned()),
        source: None,
        stamp: None,
        continues: None,
    }
}

fn mark(id: u64) -> Annotation {
    Annotation {
        id: Id::new(id),
        target: Selector::new("Calm.", Span::new(0, 4)),
        color: Color::Yellow,
        comment: String::new(),
        tags: Vec::new(),
        created: Timestamp::UNIX_EPOCH,
        modified: Timestamp::UNIX_EPOCH,
    }
}

/// A name that is no text, where the system has such.
#[cfg(unix)]
fn odd(folder: &Path, ending: &str) -> PathBuf {
    use std::{ffi::OsString, os::unix::ffi::OsStringExt as _};
    folder.join(OsString::from_vec([b"caf\xe9", ending.as_bytes()].concat()))
}

#[cfg(unix)]
#[test]
fn a_path_that_is_no_text_is_as_good_as_any() {
    let folder = tempfile::tempdir().unwrap();
    let (text, path) = (odd(folder.path(), ".txt"), odd(folder.path(), ".ron"));
    fs::write(&text, "The calm is a tactic.\n").unwrap();
    let opened = storage::open(&text).unwrap();
    // What a crash leaves names both files.
    let draft = Draft { source: Some(text.clone()), ..draft(&opened.article, &path) };
    drop(Journal::begin_in(&draft, None).unwrap());
    let found = find_drafts_in(Some(&path), None);
    let [found] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((&found.path, &found.source), (&draft.path, &draft.source));
    // The notebook knows its article's file, and both have neighbours of their own.
    storage::save(&path, &opened.article, &opened.notebook, &Expect::Nothing).unwrap();
    let again = storage::open(&path).unwrap();
    let file = again.article.meta().file.as_ref().unwrap();
    assert_eq!(file.path, fs::canonicalize(&text).unwrap());
    let beside = storage::save(&path, &again.article, &again.notebook, &Expect::Beside).unwrap();
    assert_eq!(beside.path, odd(folder.path(), " 2.ron"));
    storage::keep_version(&path, "first", &again.article, &again.notebook).unwrap();
    let versions = storage::versions(&path);
    assert_eq!(versions.len(), 1);
    assert_eq!(versions[0].name.as_deref(), Some("first"));
    // And so it is on the command line.
    let command = env!("CARGO_BIN_EXE_dateline");
    let run = |arguments: &[&std::ffi::OsStr]| {
        let output = std::process::Command::new(command).args(arguments).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(run(&["analyze".as_ref(), text.as_os_str()]).0, Some(0));
    let sides = [&path, &path, &path].map(|path| path.as_os_str());
    let arguments = [&["merge".as_ref()], &sides[..], &["-o".as_ref(), path.as_os_str()]].concat();
    assert_eq!(run(&arguments), (Some(0), String::new()));
}

#[test]
fn a_keystroke_adds_its_own_line_however_long_the_article() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("calm.ron");
    let mut draft = draft(&article(&"The calm is a tactic.\n".repeat(400_000)), &path);
    let mut journal = Journal::begin_in(&draft, None).unwrap();
    for text in ["one", "two"] {
        draft.notebook.text = text.to_owned();
        journal.add(&draft).unwrap();
    }
    let lines = fs::read(journal.path()).unwrap().split(|byte| *byte == b'\n').count();
    assert_eq!(lines, 4, "the first, two more, and nothing behind the last");
}

#[test]
fn a_crash_keeps_what_else_the_restored_version_holds() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("calm.ron");
    let mut draft = draft(&article("Calm."), &path);
    let mut journal = Journal::begin_in(&draft, None).unwrap();
    let fields = vec![("mood".to_owned(), "1".to_owned())];
    let notebook = Extra { fields, comments: vec!["// mine".to_owned()] };
    let mut version = Notebook::with(vec![mark(1)], Vec::new());
    version.kept = Arc::new(Kept { notebook, ..Kept::default() });
    version.earlier = Some("Calm!".into());
    Command::Restore(Box::new(version.clone())).apply(&mut draft.notebook).unwrap();
    journal.add(&draft).unwrap();
    drop(journal);
    let found = find_drafts_in(Some(&path), None);
    assert_eq!(found.iter().map(|found| &found.notebook).collect::<Vec<_>>(), [&version]);
}

#[test]
fn what_could_not_be_opened_is_not_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("calm.ron");
    let article = article("Calm.");
    let mut notebook = Notebook::default();
    notebook.text = "Kept.".to_owned();
    let stamp = storage::save(&path, &article, &notebook, &Expect::Nothing).unwrap().stamp;
    notebook.text = "a".repeat(storage::LIMIT as usize);
    let refused = storage::save(&path, &article, &notebook, &Expect::Same(stamp)).unwrap_err();
    assert!(matches!(refused, SaveError::TooLarge { .. }), "{refused}");
    let many = Notebook::with((0..100_001).map(mark).collect(), Vec::new());
    let refused = storage::save(&path, &article, &many, &Expect::Same(stamp)).unwrap_err();
    assert!(matches!(refused, SaveError::TooMany { .. }), "{refused}");
    assert_eq!(storage::open(&path).unwrap().notebook.text, "Kept.");
}

#[test]
fn only_a_notebook_gives_way_to_a_notebook() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("settings.ron");
    fs::write(&path, "Game(level: 3)").unwrap();
    let article = article("Calm.");
    for expect in [Expect::Anything, Expect::Nothing] {
        let refused = storage::save(&path, &article, &Notebook::default(), &expect).unwrap_err();
        assert!(matches!(refused, SaveError::Foreign { .. }), "{refused}");
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), "Game(level: 3)");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// None of these ends within an hour if its cost grows with the square of its size.
#[test]
fn the_cost_of_reading_grows_with_the_size() {
    let article = article(&"Calm and no talks. ".repeat(500));
    let plain = storage::to_ron(&article, &Notebook::with(vec![mark(1)], Vec::new()));
    // Fields of some other program.
    let unknown = (0..300_000).map(|i| format!("x{i}: 1, ")).collect::<Vec<_>>().concat();
    for place in ["article: ", "quote: "] {
        let ron = plain.replacen(place, &format!("{unknown}{place}"), 1);
        let loaded = storage::from_ron(&ron).unwrap();
        let again = storage::to_ron(&loaded.article, &loaded.notebook);
        assert_eq!(storage::from_ron(&again).unwrap().notebook, loaded.notebook);
    }
    // Others' annotations, whose words are not there.
    let annotations: Vec<_> = (0..100_000)
        .map(|i| {
            serde_json::json!({ "id": i.to_string(), "target": [{ "selector":
                [{ "type": "TextQuoteSelector", "exact": "Calm" }] }] })
        })
        .collect();
    let json = serde_json::json!({ "annotations": annotations }).to_string();
    let analysis = analyze(&article, &Given::default(), &Cancel::default()).unwrap();
    let mut notebook = Notebook::default();
    let now = Timestamp::UNIX_EPOCH;
    let work = Work { article: &article, analysis: &analysis, notebook: &notebook, now };
    let commands = incoming(&json, &work).unwrap().commands;
    let inverse = Command::Batch(commands).apply(&mut notebook).unwrap();
    assert_eq!(notebook.annotations().len(), 100_000);
    let all = notebook.clone();
    let command = inverse.apply(&mut notebook).unwrap();
    assert!(notebook.is_empty());
    command.apply(&mut notebook).unwrap();
    assert!(notebook == all);
    let targets = all.targets().map(|(id, target)| (id, target.clone())).collect();
    let replacement = Replacement { targets, ..Replacement::default() };
    Command::Replace(Box::new(replacement)).apply(&mut notebook).unwrap();
}
