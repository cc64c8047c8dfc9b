//! The notebook file: one readable RON file that holds the article and everything the reader did.
//!
//! [`to_ron`] and [`from_ron`] are pure; [`save`] puts the result on disk. The types of each version stand in
//! a file of their own, so that the model may change and old files stay readable.

mod besides;
mod complain;
mod head;
mod markup;
mod scan;
mod v2;
mod words;

pub(super) use head::{not_utf8, version};

use std::{
    borrow::Cow,
    io,
    path::{Path, PathBuf},
};

use super::{
    LIMIT, NotebookError, SaveError, Stamp,
    files::{self, Metadata},
};
use crate::{article::Article, notebook::Notebook};

/// The version that is written, and the newest one that is read.
const VERSION: u64 = 2;

/// So many versions are kept beside a notebook.
pub(super) const BACKUPS: usize = 5;

/// A notebook as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    pub article: Article,
    pub notebook: Notebook,
    /// What was not as it should be, each in a sentence.
    pub complaints: Vec<String>,
    /// The version of its file, where that is newer than this program: it may be looked at and not replaced.
    pub newer: Option<u64>,
}

/// What may stand at the place a notebook is saved to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expect {
    /// No file yet.
    Nothing,
    /// The file as it was when it was opened or last saved, or none any more.
    Same(Stamp),
    /// Whatever, and it stays: a neighbouring name that nothing has yet is taken.
    Beside,
    /// Whatever; the reader said so. A notebook of a newer version, and what is no notebook, stay all the same.
    Anything,
}

/// A notebook as it was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Where it went.
    pub path: PathBuf,
    /// For the next save.
    pub stamp: Stamp,
    /// Where the file that was there before is kept.
    pub backup: Option<PathBuf>,
}

/// The notebook file's text. The same notebook always gives the same text, and a changed note changes only
/// its own lines.
pub fn to_ron(article: &Article, notebook: &Notebook) -> String {
    v2::write(article, notebook, None)
}

/// The same as it stands in a file at `target`, which is no link.
pub(super) fn ron_at(target: &Path, article: &Article, notebook: &Notebook) -> String {
    v2::write(article, notebook, target.parent())
}

/// What the journal keeps of a notebook besides its article.
pub(super) fn without_text(
    article: &Article,
    notebook: &Notebook,
) -> impl serde::Serialize + use<> {
    v2::without_text(article, notebook)
}

/// Reads what the journal kept.
pub(super) fn with_text(
    ron: &str,
    article: &Article,
    earlier: Option<&str>,
) -> Result<Notebook, NotebookError> {
    v2::with_text(ron, article, earlier)
}

/// Reads a notebook file's text; any text gives a notebook or an error with its place.
pub fn from_ron(text: &str) -> Result<Loaded, NotebookError> {
    match version(text.as_bytes()) {
        None => Err(NotebookError::Foreign),
        // What a newer version wrote is shown where it can be read like an older one.
        Some(found) if found > VERSION => v2::read(&as_written(text))
            .map(|loaded| Loaded { newer: Some(found), ..loaded })
            .map_err(|_damaged| NotebookError::Newer { found, known: VERSION }),
        Some(_) => v2::read(&as_written(text)),
    }
}

/// Takes back what editors and version control on Windows do to a whole file: a mark at its start, and "\r\n"
/// for every line's end, also for those within texts.
fn as_written(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let converted = text.split_once('\n').is_some_and(|(first, _)| first.ends_with('\r'));
    if converted { text.replace("\r\n", "\n").into() } else { text.into() }
}

/// Whether a file of this name is meant to be a notebook, whatever it holds.
pub(super) fn is_notebook_name(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        let extension = extension.to_string_lossy();
        extension.split('~').next().is_some_and(|name| name.eq_ignore_ascii_case("ron"))
    })
}

/// Saves to `path`, all or nothing; the last versions before are kept beside it, the latest as `name.ron~`. What would
/// change nothing writes nothing. Follows links.
pub fn save(
    path: &Path,
    article: &Article,
    notebook: &Notebook,
    expect: &Expect,
) -> Result<Saved, SaveError> {
    save_with(path, article, notebook, expect, BACKUPS)
}

/// The same without a version of its own: for saves that follow close upon another one.
pub fn save_over(
    path: &Path,
    article: &Article,
    notebook: &Notebook,
    expect: &Expect,
) -> Result<Saved, SaveError> {
    save_with(path, article, notebook, expect, 0)
}

fn save_with(
    path: &Path,
    article: &Article,
    notebook: &Notebook,
    expect: &Expect,
    backups: usize,
) -> Result<Saved, SaveError> {
    if *expect == Expect::Beside {
        return save(&files::free_name(path), article, notebook, &Expect::Nothing);
    }
    let failed = |source| SaveError::from_io(source, path.to_owned());
    let target = files::real(path);
    let old = match files::look(&target) {
        Ok(about) => Some(may_replace(path, &target, &about, expect)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(failed(error)),
    };
    let ron = ron_at(&target, article, notebook);
    if ron.len() as u64 > LIMIT {
        return Err(SaveError::TooLarge {
            size: ron.len() as u64,
            limit: LIMIT,
            path: path.to_owned(),
        });
    }
    let records = notebook.ids().count();
    if records > v2::MOST_RECORDS {
        let (found, limit) = (records, v2::MOST_RECORDS);
        return Err(SaveError::TooMany { found, limit, path: path.to_owned() });
    }
    let backup = if old.is_some_and(|old| old == ron.as_bytes()) {
        None
    } else {
        files::replace(&target, ron.as_bytes(), backups).map_err(failed)?
    };
    Ok(Saved { path: path.to_owned(), stamp: Stamp::of(ron.as_bytes()), backup })
}

/// What stands at `target`, if it may give way.
fn may_replace(
    path: &Path,
    target: &Path,
    about: &Metadata,
    expect: &Expect,
) -> Result<Vec<u8>, SaveError> {
    let here = || path.to_owned();
    if !about.is_file() {
        return Err(SaveError::Folder { path: here() });
    }
    if about.permissions().readonly() {
        return Err(SaveError::ReadOnly { path: here() });
    }
    let old = files::read(target, u64::MAX).map_err(|e| SaveError::from_io(e, here()))?;
    match version(&old) {
        Some(found) if found > VERSION => return Err(SaveError::Newer { found, path: here() }),
        None if !old.is_empty() => {
            return Err(SaveError::Foreign { path: here() });
        }
        _ => {}
    }
    match expect {
        Expect::Nothing | Expect::Beside => Err(SaveError::Exists { path: here() }),
        Expect::Same(stamp) if *stamp != Stamp::of(&old) => {
            Err(SaveError::Changed { path: here() })
        }
        Expect::Same(_) | Expect::Anything => Ok(old),
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::{
        article::Meta,
        import,
        notebook::{Annotation, Color, Command, Id, Ruling, Selector, Tag, Verdict},
        text::Span,
    };

    fn example() -> (Article, Notebook) {
        let text = "Café \"calm\" talks\r\n\nopened on 5 May.\n".to_owned();
        let article = import::verbatim(text, Meta::from_file_name("talks.txt"));
        let calm = Selector::new(article.text(), Span::new(7, 11));
        let moment: Timestamp = "2024-02-25T14:02:11.123Z".parse().unwrap();
        let annotation = Annotation {
            id: Id::new(1_708_869_731_123),
            target: calm.clone(),
            color: Color::Blue,
            comment: "A word\nof theirs?".to_owned(),
            tags: vec![Tag::new("to check").unwrap()],
            created: moment,
            modified: moment,
        };
        let verdict =
            Verdict { id: Id::new(7), on: calm, ruling: Ruling::NotAName, contested: false };
        let mut notebook = Notebook::with(vec![annotation], vec![verdict]);
        notebook.text = "One.\n\"#Two\"#".to_owned();
        notebook.published = Some("2024-02-25".parse().unwrap());
        (article, notebook)
    }

    #[test]
    fn the_file_can_be_read_by_a_person() {
        let (article, notebook) = example();
        insta::assert_snapshot!(to_ron(&article, &notebook));
    }

    #[test]
    fn reads_what_it_writes() {
        let (article, notebook) = example();
        let loaded = from_ron(&to_ron(&article, &notebook));
        assert_eq!(loaded, Ok(Loaded { article, notebook, complaints: Vec::new(), newer: None }));
    }

    /// The example's file with `old` replaced: what it complains of, or why it is not opened.
    fn edited(old: &str, new: &str) -> String {
        let (article, notebook) = example();
        let ron = to_ron(&article, &notebook);
        assert!(ron.contains(old), "{old} is not in {ron}");
        match from_ron(&ron.replacen(old, new, 1)) {
            Ok(loaded) => loaded.complaints.join(" "),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_damaged_file_tells_the_place_and_what_was_expected() {
        let check = |old, new, place: &str, what: &str| {
            let told = edited(old, new);
            assert!(told.contains(&format!("damaged at {place}: {what}; it was left")), "{told}");
        };
        check(
            "color: blue",
            "color: mauve",
            "line 16, column 20",
            "yellow, green, blue or pink was expected, not \"mauve\"",
        );
        check(
            "position: 6..10",
            "position: 6",
            "line 15, column 23",
            "a position such as 118..249 was expected",
        );
        check("6..10,", "6..10", "line 16, column 13", "\",\" was expected");
        check(
            "Annotation(",
            "Note(",
            "line 7, column 9",
            "\"Annotation\" was expected, not \"Note\"",
        );
        check(
            "\"2024-02-25T14:02:11.123Z\"",
            "\"noon\"",
            "line 22, column 23",
            "a moment such as \"2024-02-25T14:02:11Z\" was expected, not the string \"noon\"",
        );
        check("    ),\n)", "", "line 45, column 4", "the file ends before the notebook does");
    }

    #[test]
    fn what_was_odd_is_told_and_nothing_is_lost() {
        assert!(edited("6..10", "0..4").starts_with("These words were not at the place"));
        assert!(
            edited("quote: \"calm\"", "quote: \"storm\"")
                .starts_with("These words are not in the article")
        );
        assert!(
            edited("id: \"7\"", "id: \"lt1kwzeb\"").starts_with("Several records have the same id")
        );
        assert_eq!(edited("Notebook(", "(").as_str(), "");
    }

    /// What this version does not know goes through a save, where it stood and as it was written.
    #[test]
    fn what_is_not_known_and_what_a_person_wrote_comes_back() {
        let (article, notebook) = example();
        let ron = to_ron(&article, &notebook);
        let by_hand = ron
            .replacen(
                "    notes:",
                "    /* of\n mine */\n    hats: { \"a\": (1, [2]) }, // why\n    notes:",
                1,
            )
            .replacen("color: blue,", "color: blue, // sea\n mood: Some(glad( // inner\n 1)),", 1)
            .replacen("        Verdict(", "        // about the verdict\n        Verdict(", 1)
            .replacen("title_from:", "r#type: 'x', // of the article\n title_from:", 1);
        assert_ne!(by_hand, ron);
        let loaded = from_ron(&by_hand).unwrap();
        assert_eq!(loaded.complaints, [""; 0]);
        let saved = to_ron(&loaded.article, &loaded.notebook);
        insta::assert_snapshot!(saved);
        assert_eq!(from_ron(&saved).unwrap(), loaded);
        // A mark that is removed takes its own with it, and leaves the rest.
        let mut without = loaded.notebook.clone();
        let id = without.annotations()[0].id;
        Command::RemoveAnnotation(id).apply(&mut without).unwrap();
        let saved = to_ron(&article, &without);
        assert!(!saved.contains("mood") && saved.contains("hats") && saved.contains("verdict\n"));
    }

    #[test]
    fn a_value_with_something_unknown_stands_until_it_changes() {
        let (article, mut notebook) = example();
        let plain = to_ron(&article, &notebook);
        let by_hand = plain.replacen("not_a_name", "event(mood: 1, kind: plan, hat: [2])", 1);
        let loaded = from_ron(&by_hand).unwrap();
        assert_eq!(loaded.complaints, [""; 0]);
        notebook = loaded.notebook;
        assert_eq!(to_ron(&article, &notebook), by_hand);
        let id = notebook.verdicts()[0].id;
        let verdict = Verdict { ruling: Ruling::NotAName, ..notebook.verdicts()[0].clone() };
        Command::RemoveVerdict(id).apply(&mut notebook).unwrap();
        Command::Rule { at: 0, verdict }.apply(&mut notebook).unwrap();
        assert_eq!(to_ron(&article, &notebook), plain);
    }

    #[test]
    fn values_that_this_version_does_not_know_come_back() {
        let (article, notebook) = example();
        let check = |old: &str, new: &str| {
            let by_hand = to_ron(&article, &notebook).replacen(old, new, 1);
            let loaded = from_ron(&by_hand).unwrap();
            let written = to_ron(&loaded.article, &loaded.notebook);
            assert_eq!((written, loaded.complaints), (by_hand, Vec::new()));
        };
        let colors =
            "colors: {\n        \"blue\": \"doubt\",\n        \"mauve\": \"hope\",\n    },\n";
        let tags = "tag_colors: {\n        \"a\": \"blue\",\n        \"b\": \"mauve\",\n    },\n";
        check("    notes:", &format!("    {colors}    {tags}    notes:"));
        let gone = "gone: [\n        \"1\",\n        \"no id\",\n    ],\n";
        check("    article:", &format!("    {gone}    article:"));
        let from = "file_name,\n";
        check(
            from,
            &format!("{from}        file: \"a.txt\",\n        file_print: \"no print\",\n"),
        );
        check(from, &format!("{from}        file: \"a.txt\",\n"));
        check(from, &format!("{from}        file_print: \"no print\",\n"));
    }

    #[test]
    fn what_is_kept_is_read_again_as_the_same_in_whatever_order_it_stood() {
        let (article, notebook) = example();
        let by_hand = to_ron(&article, &notebook).replacen(
            "color: blue,",
            "mood: 1, hats: [2], review: edited(was: \"x\", mood: 3), color: blue,",
            1,
        );
        let by_hand = by_hand.replacen("prefix", "prefi", 1);
        let loaded = from_ron(&by_hand).unwrap();
        let saved = to_ron(&loaded.article, &loaded.notebook);
        assert_eq!(from_ron(&saved).unwrap(), loaded, "{saved}");
    }

    #[test]
    fn limits_are_told() {
        let (article, notebook) = example();
        let ron = to_ron(&article, &notebook);
        let one = "Verdict(id: \"7\", quote: \"\", position: 0..0, ruling: not_a_name), ";
        let many = format!("verdicts: [{}", one.repeat(100_000));
        let many = ron.replacen("verdicts: [", &many, 1);
        let told = from_ron(&many).unwrap_err().to_string();
        assert!(told.contains("100,002 marks") && told.contains("at most 100,000"), "{told}");
        let deep =
            ron.replacen("notes:", &format!("x: {}{}, notes:", "[".repeat(40), "]".repeat(40)), 1);
        let told = from_ron(&deep).unwrap_err().to_string();
        assert!(told.contains("brackets stand too deep"), "{told}");
    }

    #[test]
    fn a_whole_file_with_other_line_ends_is_the_same_notebook() {
        let (article, notebook) = example();
        let article = import::verbatim(article.text().replace('\r', ""), article.meta().clone());
        let ron = to_ron(&article, &notebook);
        let windows = format!("\u{feff}{}", ron.replace('\n', "\r\n"));
        assert_eq!(from_ron(&windows).unwrap().article, from_ron(&ron).unwrap().article);
        assert_eq!(from_ron(&windows).unwrap().complaints, [""; 0]);
    }

    #[test]
    fn a_structure_is_kept_and_marks_count_the_words_alone() {
        let ron = r#"Notebook(
    version: 2,
    annotations: [
        Annotation(
            id: "lt1kwzeb",
            quote: "storm",
            prefix: "Rome\n\nThe ",
            suffix: " ended.",
            position: 10..15,
            color: blue,
            created: "2024-02-25T14:02:11Z",
            modified: "2024-02-25T14:02:11Z",
        ),
    ],
    article: Article(
        title: "Rome",
        title_from: text,
        authors: [
            "Ann Doe",
        ],
        address: "https://example.org/",
        language: "en",
        markup: true,
        text: "<headline>Rome</headline>

<ol><li><p>The <em>storm</em> ended.</p></li></ol>",
    ),
)
"#
        .replace("\\n", "\n");
        let loaded = from_ron(&ron).unwrap();
        assert_eq!(loaded.complaints, [""; 0]);
        assert_eq!(loaded.article.text(), "Rome\n\nThe storm ended.");
        assert_eq!(loaded.article.structure().containers.len(), 2);
        assert_eq!(to_ron(&loaded.article, &loaded.notebook), ron);
    }

    #[test]
    fn a_newer_version_is_known_before_the_rest_is_read() {
        let error = from_ron("Notebook(version: 3, <<a new way to write>>").unwrap_err();
        assert_eq!(error, NotebookError::Newer { found: 3, known: 2 });
        let (article, notebook) = example();
        let newer = to_ron(&article, &notebook).replacen("version: 2", "version: 7, hats: [1]", 1);
        let loaded = from_ron(&newer).unwrap();
        assert_eq!((loaded.newer, loaded.article), (Some(7), article));
    }

    #[test]
    fn saving_replaces_whole_files_and_only_what_it_may() {
        let (article, mut notebook) = example();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks.ron");
        let put =
            |path: &Path, text: &str| files::replace(path, text.as_bytes(), 1).map(|_| ()).unwrap();
        let first = save(&path, &article, &notebook, &Expect::Nothing).unwrap();
        assert_eq!(first.backup, None);
        let old = files::read(&path, u64::MAX).unwrap();

        notebook.text.push_str("More.");
        let again = save(&path, &article, &notebook, &Expect::Nothing);
        assert!(matches!(again, Err(SaveError::Exists { .. })));
        let second = save(&path, &article, &notebook, &Expect::Same(first.stamp)).unwrap();
        assert_eq!(files::read(&second.backup.unwrap(), u64::MAX).unwrap(), old);
        let stale = save(&path, &article, &notebook, &Expect::Same(first.stamp));
        assert!(matches!(stale, Err(SaveError::Changed { .. })));

        put(&path, "Notebook(version: 3, hats: 3)");
        let newer = save(&path, &article, &notebook, &Expect::Anything);
        assert!(matches!(newer, Err(SaveError::Newer { found: 3, .. })));
        let letter = folder.path().join("letter.txt");
        put(&letter, "Dear reader");
        let foreign = save(&letter, &article, &notebook, &Expect::Anything);
        assert!(matches!(foreign, Err(SaveError::Foreign { .. })));
        assert_eq!(files::read(&letter, 99).unwrap(), b"Dear reader");
        let nowhere =
            save(&folder.path().join("gone/a.ron"), &article, &notebook, &Expect::Nothing);
        assert!(matches!(nowhere, Err(SaveError::NoFolder { .. })));
        let names = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(names, 3, "talks.ron, its backup, letter.txt, and no stray neighbour");
    }

    #[cfg(unix)]
    #[test]
    fn saving_keeps_permissions_and_follows_links() {
        use std::{
            fs::{self, Permissions},
            os::unix::fs::{PermissionsExt as _, symlink},
        };

        let (article, notebook) = example();
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("real.ron"), folder.path().join("link.ron"));
        save(&path, &article, &notebook, &Expect::Nothing).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        save(&link, &article, &Notebook::default(), &Expect::Anything).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(from_ron(&fs::read_to_string(&path).unwrap()).unwrap().notebook.is_empty());
        // A link to what is not there yet stays one as well.
        let (far, ahead) = (folder.path().join("far.ron"), folder.path().join("ahead.ron"));
        symlink("far.ron", &ahead).unwrap();
        save(&ahead, &article, &notebook, &Expect::Nothing).unwrap();
        assert!(fs::symlink_metadata(&ahead).unwrap().is_symlink() && far.is_file());
        fs::set_permissions(&path, Permissions::from_mode(0o440)).unwrap();
        let refused = save(&path, &article, &notebook, &Expect::Anything);
        assert!(matches!(refused, Err(SaveError::ReadOnly { .. })));
    }
}
