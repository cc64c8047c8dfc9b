//! What fails at any moment costs nothing: each step that a save or a journal takes on the disk is made to fail in turn,
//! alone and with all that follow it, and each time the file is the whole old or the whole new one.

use std::{io, path::Path, sync::Arc};

use super::{
    Draft, Expect, Journal, SaveError, Stamp,
    files::{self, Step, fault},
    find_drafts_in,
    save::{BACKUPS, save, to_ron},
    versions,
};
use crate::{
    article::{Article, Meta},
    import,
    notebook::Notebook,
};

/// A disk that is full, one that is pulled out, one that may not be written any more.
const KINDS: [io::ErrorKind; 4] = [
    io::ErrorKind::StorageFull,
    io::ErrorKind::StaleNetworkFileHandle,
    io::ErrorKind::PermissionDenied,
    io::ErrorKind::Other,
];

fn article() -> Arc<Article> {
    Arc::new(import::verbatim("Calm talks.".to_owned(), Meta::from_file_name("talks.txt")))
}

fn notebook(text: &str) -> Notebook {
    let mut notebook = Notebook::default();
    text.clone_into(&mut notebook.text);
    notebook
}

fn draft(article: &Arc<Article>, path: &Path, text: &str) -> Draft {
    Draft {
        article: Arc::clone(article),
        notebook: notebook(text),
        path: Some(path.to_owned()),
        source: None,
        stamp: None,
        continues: None,
    }
}

/// Calls `check` with a failure at every step in turn, of every kind, until nothing fails any more. Tells which steps
/// there were.
fn at_every_step(mut check: impl FnMut(usize, io::ErrorKind, bool) -> Option<Step>) -> Vec<Step> {
    let mut seen = Vec::new();
    for kind in KINDS {
        for for_good in [false, true] {
            let failed = (0..1_000).map_while(|step| check(step, kind, for_good));
            let failed: Vec<Step> = failed.collect();
            assert!(failed.len() < 1_000, "it never ends");
            seen.extend(failed);
        }
    }
    seen
}

fn strays(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    entries.filter(|name| name.to_string_lossy().ends_with(".tmp")).count()
}

#[test]
fn a_save_that_fails_anywhere_leaves_the_whole_old_or_the_whole_new_file() {
    let article = article();
    let text = |number: usize| to_ron(&article, &notebook(&format!("version {number}")));
    let seen = at_every_step(|step, kind, for_good| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks.ron");
        let put = |number: usize| {
            save(&path, &article, &notebook(&format!("version {number}")), &Expect::Anything)
        };
        (0..=BACKUPS).for_each(|number| drop(put(number).unwrap()));
        let (saved, failed) = fault::after(step, kind, for_good, || put(BACKUPS + 1));
        let now = String::from_utf8(files::read(&path, u64::MAX).unwrap()).unwrap();
        match &saved {
            Ok(saved) => {
                assert_eq!(now, text(BACKUPS + 1));
                assert_eq!(saved.stamp, Stamp::of(now.as_bytes()));
            }
            Err(error) => {
                assert_eq!(now, text(BACKUPS), "after {failed:?}");
                assert!(error.to_string().ends_with("talks.ron)."), "{error}");
            }
        }
        // Every version but the oldest is still there and whole.
        let kept = versions(&path);
        for number in 1..BACKUPS {
            let there = kept.iter().any(|version| {
                version.held.as_ref().unwrap().1.text == format!("version {number}")
            });
            assert!(there, "version {number} is gone after {failed:?} at {step}");
        }
        assert_eq!(strays(folder.path()), 0, "after {failed:?}");
        // And what could not be saved can be, once the disk is well again.
        put(BACKUPS + 2).unwrap();
        failed
    });
    for step in [Step::Create, Step::Permit, Step::Write, Step::Sync, Step::Link, Step::Rename] {
        assert!(seen.contains(&step), "{step:?} was never tried");
    }
}

#[test]
fn a_first_save_that_fails_leaves_no_file() {
    let article = article();
    at_every_step(|step, kind, for_good| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks.ron");
        let put = || save(&path, &article, &notebook("first"), &Expect::Nothing);
        let (saved, failed) = fault::after(step, kind, for_good, put);
        assert_eq!(saved.is_ok(), path.exists(), "after {failed:?}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), usize::from(saved.is_ok()));
        failed
    });
}

#[test]
fn a_journal_that_fails_anywhere_brings_back_the_state_before_or_after() {
    let article = article();
    let seen = at_every_step(|step, kind, for_good| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks.ron");
        save(&path, &article, &notebook("saved"), &Expect::Nothing).unwrap();
        let draft = |text: &str| draft(&article, &path, text);
        let mut journal = Journal::begin_in(&draft("one"), None).unwrap();
        let ((two, three), failed) = fault::after(step, kind, for_good, || {
            // With another article the journal is begun anew in its place.
            let three = Draft { article: Arc::new(Article::clone(&article)), ..draft("three") };
            (journal.add(&draft("two")).is_ok(), journal.add(&three).is_ok())
        });
        // The process is killed now.
        let back = |journal: Journal| {
            drop(journal);
            let found = find_drafts_in(Some(&path), None);
            let [found] = found.as_slice() else { panic!("{found:?}") };
            found.notebook.text.clone()
        };
        // What failed may be there all the same, as where only the sync did.
        let at_least = match (two, three) {
            (_, true) => 2,
            (true, false) => 1,
            (false, false) => 0,
        };
        let back_again = back(journal);
        let there = ["one", "two", "three"].iter().position(|text| *text == back_again).unwrap();
        assert!(there >= at_least, "{back_again} after {failed:?} at {step}");
        // With the same failure and the disk well again afterwards, nothing that follows is lost.
        files::remove(&folder.path().join("talks.ron.journal"));
        let mut journal = Journal::begin_in(&draft("one"), None).unwrap();
        drop(fault::after(step, kind, for_good, || journal.add(&draft("two"))));
        journal.add(&draft("four")).unwrap();
        assert_eq!(back(journal), "four", "after {failed:?} at {step}");
        failed
    });
    for step in [Step::Create, Step::Write, Step::Sync, Step::Rename] {
        assert!(seen.contains(&step), "{step:?} was never tried");
    }
}

#[test]
fn a_journal_whose_place_takes_nothing_more_moves_to_the_state_folder() {
    let article = article();
    at_every_step(|step, kind, for_good| {
        let folder = tempfile::tempdir().unwrap();
        let (path, state) = (folder.path().join("talks.ron"), folder.path().join("state"));
        let draft = |text: &str| draft(&article, &path, text);
        let mut journal = Journal::begin_in(&draft("one"), Some(state.clone())).unwrap();
        let add = || journal.add(&draft("two"));
        let (added, failed) = fault::after(step, kind, for_good, add);
        if failed.is_some() && !for_good {
            assert!(added.is_ok() && journal.path().starts_with(&state), "after {failed:?}");
        }
        drop(journal);
        let found = find_drafts_in(Some(&path), Some(&state));
        let [found] = found.as_slice() else { panic!("{found:?} after {failed:?}") };
        assert!(found.notebook.text == "two" || added.is_err(), "after {failed:?}");
        failed
    });
}

#[test]
fn a_journal_that_cannot_be_begun_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.ron.journal");
    at_every_step(|step, kind, for_good| {
        let begin = || files::create_locked(&path, b"line\n");
        let (begun, failed) = fault::after(step, kind, for_good, begin);
        assert_eq!(begun.is_ok(), path.exists(), "after {failed:?}");
        files::remove(&path);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "after {failed:?}");
        failed
    });
}

/// Whatever the system says, the reader is told what happened and that the file is as it was.
#[test]
fn each_failure_is_a_sentence() {
    let told = |source: io::Error| SaveError::from_io(source, "talks.ron".into()).to_string();
    for (kind, what) in [
        (io::ErrorKind::StorageFull, "The disk is full"),
        (io::ErrorKind::QuotaExceeded, "The disk is full"),
        (io::ErrorKind::ReadOnlyFilesystem, "The file is read-only"),
        (io::ErrorKind::PermissionDenied, "You are not allowed to write here"),
        (io::ErrorKind::NotFound, "The folder is not there any more"),
        (io::ErrorKind::NotADirectory, "The folder is not there any more"),
        (io::ErrorKind::IsADirectory, "This is a folder"),
        (io::ErrorKind::InvalidFilename, "The name is too long for this disk"),
        (io::ErrorKind::ResourceBusy, "Another program holds the file locked"),
        (io::ErrorKind::WouldBlock, "Another program holds the file locked"),
        (io::ErrorKind::StaleNetworkFileHandle, "The disk or network drive does not answer"),
        (io::ErrorKind::HostUnreachable, "The disk or network drive does not answer"),
        (io::ErrorKind::TimedOut, "The disk or network drive does not answer"),
        (io::ErrorKind::Other, "The file could not be written"),
    ] {
        let told = told(kind.into());
        assert!(told.starts_with(what) && told.ends_with("(talks.ron)."), "{kind:?}: {told}");
        let kept = told.contains("left as it") || told.contains("nothing was saved");
        assert!(kept && told.matches(". ").count() == 0, "{kind:?}: {told}");
    }
    // And as a real disk says it.
    let folder = tempfile::tempdir().unwrap();
    let real = |name: &str| {
        let path = folder.path().join(name);
        save(&path, &article(), &notebook(""), &Expect::Nothing).unwrap_err()
    };
    assert!(matches!(real(&"n".repeat(300)), SaveError::NameTooLong { .. }));
    assert!(matches!(real("gone/talks.ron"), SaveError::NoFolder { .. }));
    assert!(matches!(real(""), SaveError::Folder { .. }));
    if cfg!(unix) {
        // Input/output error, as of a stick that was pulled out.
        assert!(told(io::Error::from_raw_os_error(5)).starts_with("The disk or network drive"));
    }
}
