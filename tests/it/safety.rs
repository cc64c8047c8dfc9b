//! Nothing lost: the journal, recovery, replaced texts and merges, seen from outside.

use std::{fs, path::Path, sync::Arc};

use dateline::{
    analysis::EntityKind,
    app::{App, Effect},
    article::{Article, Meta},
    import,
    notebook::{
        Annotation, CONFLICT, Color, Command, Id, Legend, Notebook, Ruling, Selector, Side, Stale,
        Standing, Tag, Verdict, merge,
    },
    storage::{self, Draft, Expect, Journal, find_drafts_in, settings::Settings},
    text::Span,
};
use jiff::Timestamp;
use proptest::prelude::*;

use crate::nasty;

const TEXT: &str = "The calm is a tactic.\nThe talks began on Monday in Paris.\nNobody was hurt.\n";

fn article(text: &str) -> Arc<Article> {
    Arc::new(import::verbatim(text.to_owned(), Meta::from_file_name("calm.txt")))
}

fn mark(id: u64, words: &str, comment: &str) -> Annotation {
    let start = TEXT.find(words).unwrap();
    Annotation {
        id: Id::new(id),
        target: Selector::new(TEXT, Span::new(start, start + words.len())),
        color: Color::Yellow,
        comment: comment.to_owned(),
        tags: Vec::new(),
        created: Timestamp::UNIX_EPOCH,
        modified: Timestamp::UNIX_EPOCH,
    }
}

fn notebook(marks: &[Annotation]) -> Notebook {
    Notebook::with(marks.to_vec(), Vec::new())
}

fn side(notebook: Notebook) -> Side {
    Side { article: article(TEXT), notebook }
}

#[test]
fn a_journal_brings_back_what_a_crash_took() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("calm.ron");
    let (article, first) = (article(TEXT), notebook(&[mark(1, "calm", "")]));
    storage::save(&path, &article, &first, &Expect::Nothing).unwrap();
    let mut draft = Draft {
        article,
        notebook: first,
        path: Some(path.clone()),
        source: None,
        stamp: None,
        continues: None,
    };
    draft.notebook.text = "one".to_owned();
    let mut journal = Journal::begin_in(&draft, None).unwrap();
    let state = folder.path().join("state");
    let found = || find_drafts_in(Some(&path), Some(&state));
    assert_eq!(found(), [], "while a window has it, nobody else is offered it");
    draft.notebook.text = "two\n\"lines\"".to_owned();
    journal.add(&draft).unwrap();
    drop(journal);
    let back = found();
    assert_eq!(back.len(), 1);
    assert_eq!((&back[0].notebook, &back[0].path), (&draft.notebook, &draft.path));

    // A last line that was cut short costs only itself.
    let place = back[0].journal.clone();
    let bytes = fs::read(&place).unwrap();
    fs::write(&place, &bytes[..bytes.len() - 5]).unwrap();
    assert_eq!(found()[0].notebook.text, "one");
    fs::write(&place, &bytes[..40]).unwrap();
    assert_eq!(found(), []);
    assert!(!place.exists(), "there was nothing in it");
}

#[test]
fn what_was_used_last_is_looked_through_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("calm.ron");
    let draft = Draft {
        article: article(TEXT),
        notebook: notebook(&[mark(1, "calm", "")]),
        path: Some(path.clone()),
        source: None,
        stamp: None,
        continues: None,
    };
    drop(Journal::begin_in(&draft, None).unwrap());
    let recents = [folder.path().join("other.ron"), path.clone(), path.clone()];
    let found = find_drafts_in(&recents, None);
    assert_eq!(found.iter().map(|draft| draft.path.clone()).collect::<Vec<_>>(), [Some(path)]);
    let settings = Settings { recents: recents.to_vec(), ..Settings::default() };
    let (_, effects) = App::new(storage::sample(), settings);
    let asked =
        |effect: &Effect| matches!(effect, Effect::FindDrafts { paths, .. } if *paths == recents);
    assert!(effects.iter().any(asked), "{effects:?}");
}

#[test]
fn an_orderly_end_leaves_no_journal() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("calm.ron");
    let draft = Draft {
        article: article(TEXT),
        notebook: notebook(&[]),
        path: Some(path),
        source: None,
        stamp: None,
        continues: None,
    };
    Journal::begin_in(&draft, None).unwrap().end();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn another_text_carries_the_marks_and_can_be_taken_back() {
    let old = article(TEXT);
    let before =
        notebook(&[mark(1, "calm", ""), mark(2, "on Monday", ""), mark(3, "Nobody was hurt", "")]);
    let new = article("News.\nThe calm is a tactic.\nThe talks began on Tuesday in Paris.\n");
    let mut after = before.clone();
    let back = before.replacement(&old, Arc::clone(&new)).apply(&mut after).unwrap();
    let standing = |id| {
        let annotation = after.annotation(Id::new(id)).unwrap();
        (annotation.target.standing.clone(), annotation.target.exact.clone())
    };
    assert_eq!(standing(1), (Standing::Sure, "calm".to_owned()));
    assert_eq!(
        standing(2),
        (Standing::Edited { was: "on Monday".to_owned() }, "on Tuesday".to_owned())
    );
    assert_eq!(standing(3), (Standing::Orphan, "Nobody was hurt".to_owned()));
    let loaded = storage::from_ron(&storage::to_ron(&old, &after)).unwrap();
    assert_eq!(loaded.article.text(), new.text());
    assert_eq!(loaded.notebook.annotations(), after.annotations());
    back.apply(&mut after).unwrap();
    assert_eq!(after, before);
}

#[test]
fn a_merge_takes_both_sides_and_brings_nothing_back() {
    let base = notebook(&[mark(1, "calm", "old"), mark(2, "talks", ""), mark(3, "Paris", "")]);
    let mine = notebook(&[mark(1, "calm", "mine"), mark(3, "Paris", ""), mark(4, "tactic", "new")]);
    let mut theirs = base.clone();
    theirs.text = "A line.\n".to_owned();
    Command::RemoveAnnotation(Id::new(3)).apply(&mut theirs).unwrap();
    let merged = merge(&side(base.clone()), &side(mine.clone()), &side(theirs.clone()));
    let comments: Vec<&str> =
        merged.notebook.annotations().iter().map(|a| a.comment.as_str()).collect();
    assert_eq!((comments, merged.conflicts.len()), (vec!["mine", "new"], 0));
    assert_eq!(merged.notebook.text, "A line.\n");
    // Without the base's records the memory of what is gone still holds.
    let again =
        merge(&side(Notebook::default()), &side(merged.notebook.clone()), &side(base.clone()));
    assert!(!again.notebook.has(Id::new(3)) && !again.notebook.has(Id::new(2)));

    let clash = notebook(&[mark(1, "calm", "theirs")]);
    let merged = merge(&side(base), &side(mine), &side(clash));
    let both = merged.notebook.annotations().iter().filter(|a| a.target.exact == "calm");
    let tag = Tag::new(CONFLICT).unwrap();
    assert_eq!(both.filter(|a| a.tags.contains(&tag)).count(), 2);
    assert_eq!(merged.conflicts.len(), 1);
}

#[test]
fn of_what_there_can_be_only_one_the_other_is_kept_in_the_notebook() {
    let titled = |title: &str, meaning: &str| {
        let mut notebook = notebook(&[]);
        notebook.title = Some(title.to_owned());
        notebook.legend.colors.insert(Color::Blue, meaning.to_owned());
        side(notebook)
    };
    let merged = merge(&titled("Old", ""), &titled("Mine", "facts"), &titled("Theirs", "doubts"));
    assert_eq!(merged.notebook.title.as_deref(), Some("Mine"));
    assert_eq!(
        merged.notebook.text,
        "#conflict Both sides changed the title; the other one was “Theirs”.\n\
         #conflict Both sides named blue; the other name was “doubts”.\n"
    );
    assert_eq!(merged.conflicts.len(), 2);
}

#[test]
fn rulings_that_cannot_both_hold_are_contested() {
    let ruled = |id, words: &str, ruling| {
        let on = mark(id, words, "").target;
        Verdict { id: Id::new(id), on, ruling, contested: false }
    };
    let with = |verdicts| side(Notebook::with(Vec::new(), verdicts));
    let base = with(vec![ruled(1, "Paris", Ruling::EntityCalled("Paris".to_owned()))]);
    let mine = with(vec![
        ruled(1, "Paris", Ruling::EntityCalled("Paris, France".to_owned())),
        ruled(2, "calm", Ruling::NotAName),
        ruled(3, "talks", Ruling::EventConfirmed),
    ]);
    let theirs = with(vec![
        ruled(1, "Paris", Ruling::EntityCalled("the city".to_owned())),
        ruled(4, "calm", Ruling::Entity(EntityKind::Group)),
        ruled(5, "talks", Ruling::EntityPinned),
    ]);
    let merged = merge(&base, &mine, &theirs);
    let contested = merged.notebook.verdicts().iter().filter(|v| v.contested);
    let words: Vec<&str> = contested.map(|verdict| verdict.on.exact.as_str()).collect();
    assert_eq!(words, ["Paris", "Paris", "calm", "calm"]);
    assert_eq!((merged.conflicts.len(), merged.notebook.verdicts().len()), (2, 6));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_merge_is_the_same_in_either_order_where_nothing_clashes(
        (article, base) in nasty::work(),
        mine in proptest::collection::vec(any::<bool>(), 6),
        text in nasty::text(),
    ) {
        // One side removes every other mark, the other one writes in the notebook and comments the rest.
        let (mut a, mut b) = (base.clone(), base.clone());
        for (annotation, removed) in base.annotations().iter().zip(mine) {
            if removed {
                Command::RemoveAnnotation(annotation.id).apply(&mut a).unwrap();
            } else {
                let changed = Annotation { comment: text.clone(), ..annotation.clone() };
                Command::ChangeAnnotation(changed).apply(&mut b).unwrap();
            }
        }
        b.text = text;
        let article = Arc::new(article);
        let side = |notebook: &Notebook| Side { article: Arc::clone(&article), notebook: notebook.clone() };
        let one = merge(&side(&base), &side(&a), &side(&b));
        let other = merge(&side(&base), &side(&b), &side(&a));
        prop_assert!(one.conflicts.is_empty(), "{:?}", one.conflicts);
        prop_assert_eq!(&one.notebook, &other.notebook);
        prop_assert_eq!(one.notebook.annotations().len(), a.annotations().len());
    }

    /// The same with titles, days and verdicts: one side has the one half, the other one the other.
    #[test]
    fn a_merge_of_all_kinds_is_the_same_in_either_order(
        (article, base) in nasty::work(),
        (_, other) in nasty::work(),
    ) {
        let (mut a, mut b) = (base.clone(), base.clone());
        Command::SetTitle(other.title.clone()).apply(&mut a).unwrap();
        Command::SetPublished(other.published).apply(&mut b).unwrap();
        for (i, verdict) in base.verdicts().iter().enumerate() {
            let side = if i % 2 == 0 { &mut a } else { &mut b };
            Command::RemoveVerdict(verdict.id).apply(side).unwrap();
        }
        for (i, verdict) in other.verdicts().iter().enumerate() {
            // What rules on one place is of one side, so that nothing is contested.
            let side = if verdict.on.position.start() % 2 == 0 { &mut a } else { &mut b };
            let (at, id) = (side.verdicts().len(), Id::new(1 << 50 | i as u64));
            let verdict = Verdict { id, ..verdict.clone() };
            Command::Rule { at, verdict }.apply(side).unwrap();
        }
        let article = Arc::new(article);
        let side = |notebook: &Notebook| Side { article: Arc::clone(&article), notebook: notebook.clone() };
        let one = merge(&side(&base), &side(&a), &side(&b));
        let two = merge(&side(&base), &side(&b), &side(&a));
        prop_assert!(one.conflicts.is_empty(), "{:?}", one.conflicts);
        prop_assert_eq!(&one.notebook, &two.notebook);
        prop_assert_eq!(&one.notebook.title, &other.title);
        prop_assert_eq!(one.notebook.published, other.published);
        prop_assert_eq!(one.notebook.verdicts().len(), other.verdicts().len());
    }

    #[test]
    fn every_command_is_inverted((_, base) in nasty::work(), (other_article, other) in nasty::work()) {
        let article = import::verbatim(TEXT.to_owned(), Meta::default());
        for command in commands(&base, &other, &article, Arc::new(other_article)) {
            covered(&command);
            let (mut changed, words) = (base.clone(), format!("{command:.80?}"));
            let back = command.apply(&mut changed);
            prop_assert!(back.is_ok(), "{} does not fit", words);
            let after = changed.clone();
            let again = back.unwrap().apply(&mut changed).unwrap();
            prop_assert_eq!(&changed, &base, "undo of {}", words);
            again.apply(&mut changed).unwrap();
            prop_assert_eq!(&changed, &after, "redo of {}", words);
        }
    }

    /// A step of several commands of which one does not fit changes nothing.
    #[test]
    fn a_batch_is_whole_or_nothing((_, base) in nasty::work(), (_, other) in nasty::work()) {
        let article = import::verbatim(TEXT.to_owned(), Meta::default());
        let commands = commands(&base, &other, &article, Arc::new(article.clone()));
        for stop in 0..commands.len() {
            let mut batch = commands[..stop].to_vec();
            batch.push(Command::RemoveVerdict(Id::new(1 << 51)));
            let mut changed = base.clone();
            prop_assert_eq!(Command::Batch(batch).apply(&mut changed), Err(Stale));
            prop_assert_eq!(&changed, &base);
        }
    }
}

/// Some of every kind of command, each of which fits `base`.
fn commands(
    base: &Notebook,
    other: &Notebook,
    article: &Article,
    new: Arc<Article>,
) -> Vec<Command> {
    let fresh = |i: usize| Id::new(1 << 50 | i as u64);
    let mut commands = vec![
        Command::SetTitle(other.title.clone()),
        Command::SetPublished(other.published),
        Command::SetText(other.text.clone()),
        Command::SetLegend(Legend {
            colors: [(Color::Pink, "doubt".to_owned())].into(),
            ..other.legend.clone()
        }),
    ];
    for (i, annotation) in other.annotations().iter().enumerate() {
        commands.push(Command::Annotate(Annotation { id: fresh(i), ..annotation.clone() }));
    }
    for (i, verdict) in other.verdicts().iter().enumerate() {
        let verdict = Verdict { id: fresh(i), ..verdict.clone() };
        commands.push(Command::Rule { at: i.min(base.verdicts().len()), verdict });
    }
    for (annotation, new) in base.annotations().iter().zip(other.annotations()) {
        commands.push(Command::ChangeAnnotation(Annotation { id: annotation.id, ..new.clone() }));
    }
    commands.push(Command::Batch(commands.clone()));
    commands.extend(base.annotations().iter().map(|a| Command::RemoveAnnotation(a.id)));
    commands.extend(base.verdicts().iter().map(|v| Command::RemoveVerdict(v.id)));
    commands.push(base.replacement(article, new));
    commands.push(Command::Restore(Box::new(other.clone())));
    commands
}

/// Does not compile where a kind of command is not thought of in [`commands`].
fn covered(command: &Command) {
    match command {
        Command::Annotate(_)
        | Command::RemoveAnnotation(_)
        | Command::ChangeAnnotation(_)
        | Command::Rule { .. }
        | Command::RemoveVerdict(_)
        | Command::SetTitle(_)
        | Command::SetPublished(_)
        | Command::SetText(_)
        | Command::SetLegend(_)
        | Command::Replace(_)
        | Command::Restore(_)
        | Command::Batch(_) => {}
    }
}

#[test]
fn a_folder_that_is_gone_does_not_end_the_journal() {
    let folder = tempfile::tempdir().unwrap();
    let nowhere = Path::new("/nowhere/at/all/calm.ron");
    assert_eq!(find_drafts_in(Some(nowhere), Some(&folder.path().join("none"))), []);
}

#[test]
fn without_a_known_base_nothing_of_either_side_is_lost_or_doubled() {
    let mut mine = notebook(&[mark(1, "calm", ""), mark(2, "talks", "mine")]);
    let mut theirs =
        notebook(&[mark(1, "calm", ""), mark(2, "talks", "theirs"), mark(3, "Paris", "")]);
    "One.\nTwo.\nMine.\n".clone_into(&mut mine.text);
    "Theirs.\nOne.\nTwo.\n".clone_into(&mut theirs.text);
    let (mine, theirs) = (side(mine), side(theirs));
    let merged = merge(&mine.common(&theirs), &mine, &theirs);
    assert_eq!(merged.notebook.text, "Theirs.\nOne.\nTwo.\nMine.\n");
    let comments: Vec<&str> =
        merged.notebook.annotations().iter().map(|a| a.comment.as_str()).collect();
    assert_eq!((comments, merged.conflicts.len()), (vec!["", "mine", "theirs", ""], 1));
}
