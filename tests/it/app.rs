//! The app without a window: messages in, effects and state out.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use dateline::{
    analysis::Analysis,
    app::{
        Action, Answer, Edge, Effect, Importer, Message, Outcome, Outgoing, Purpose, Question,
        Sent, TaskId, Then, Took, Weight,
    },
    export::{Work, incoming},
    notebook::Notebook,
    storage::{self, Draft, Expect, Journal},
    text::Span,
};

use crate::desk::{Desk, Home, WORKERS};

#[test]
fn opening_asks_first_when_something_is_unsaved() {
    let mut desk = Home::new();
    desk.act(Action::Open);
    assert_eq!((desk.picks(), &desk.app.session.question), (vec![Purpose::Open], &None));

    let mut desk = Home::new();
    let article = desk.path("news.txt");
    fs::write(&article, "Quiet day\n\nNothing happened on Monday in Paris.").unwrap();
    desk.highlight("militia").send(Message::Open(article.clone()));
    assert_eq!(desk.app.session.question, Some(Question::Unsaved(Then::Open(article.clone()))));
    desk.send(Message::Answered(Answer::Cancel));
    assert!(
        desk.app.session.document.is_sample && desk.app.session.notebook.annotations().len() == 1
    );
    desk.send(Message::Open(article.clone())).send(Message::Answered(Answer::Discard));
    assert_eq!(desk.app.session.document.source, Some(article));
    assert!(desk.app.session.is_saved() && desk.app.session.notebook.is_empty());
}

#[test]
fn save_writes_a_notebook_that_opens_as_it_was() {
    let mut desk = Home::new();
    let path = desk.path("calm.ron");
    desk.highlight("militia").act(Action::Save);
    assert_eq!(desk.picks(), [Purpose::Save]);
    // The portal gives the name without its ending.
    desk.send(Message::Chosen(Purpose::Save, Some(path.with_extension(""))));
    assert!(desk.app.session.is_saved() && desk.app.session.document.path.as_ref() == Some(&path));
    assert_eq!(desk.app.session.document.saved_ms, Some(desk.now_ms as u64));
    assert_eq!(desk.app.settings.recents, std::slice::from_ref(&path));
    let notebook = desk.app.session.notebook.clone();
    desk.act(Action::Undo);
    assert!(!desk.app.session.is_saved(), "what was taken back is on disk");
    desk.act(Action::Redo).act(Action::Save);
    assert!(desk.app.session.is_saved() && desk.picks().len() == 1, "the name is known by now");
    desk.send(Message::Open(path));
    assert_eq!(desk.app.session.notebook, notebook);
}

#[test]
fn without_a_dialog_the_path_is_asked_for_and_the_wish_is_kept() {
    let mut desk = Home::new();
    let path = desk.path("typed");
    desk.highlight("militia").send(Message::CloseRequested);
    assert_eq!(desk.app.session.question, Some(Question::Unsaved(Then::Close)));
    desk.send(Message::Answered(Answer::Save));
    desk.send(Message::NoDialog(Purpose::Save, "There is none.".to_owned()));
    let Some(Question::Path { purpose: Purpose::Save, proposal, .. }) = &desk.app.session.question
    else {
        panic!("{:?}", desk.app.session.question)
    };
    assert_eq!(*proposal, desk.app.session.file_name());
    assert!(!desk.closes());
    desk.send(Message::Answered(Answer::Path(path.clone())));
    assert!(path.with_extension("ron").is_file() && desk.closes());
}

#[test]
fn a_file_in_the_way_is_replaced_only_when_told_to() {
    let mut desk = Home::new();
    let path = desk.path("calm.ron");
    desk.highlight("militia").act(Action::Save);
    desk.send(Message::Chosen(Purpose::Save, Some(path.clone())));
    // Another program writes, then the reader goes on and saves.
    let theirs = fs::read_to_string(&path).unwrap().replace("militia", "millinery");
    fs::write(&path, &theirs).unwrap();
    desk.highlight("calm").act(Action::Save);
    assert!(matches!(desk.app.session.question, Some(Question::Changed(_))));
    desk.send(Message::Answered(Answer::Cancel));
    assert!(!desk.app.session.is_saved());
    assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
    desk.act(Action::Save).send(Message::Answered(Answer::Overwrite));
    assert!(desk.app.session.is_saved() && desk.app.session.question.is_none());
    assert!(!fs::read_to_string(&path).unwrap().contains("millinery"));
}

#[test]
fn undo_goes_across_the_app_and_typing_merges() {
    let mut desk = Home::new();
    desk.highlight("militia");
    let id = desk.app.session.notebook.annotations()[0].id;
    for typed in ["W", "Wh", "Who", "Who?"] {
        desk.now_ms += 100;
        desk.send(Message::SetComment { id, text: typed.to_owned() });
    }
    desk.now_ms += 5_000;
    desk.send(Message::SetComment { id, text: "Who? When?".to_owned() });
    desk.send(Message::SetTitle("My title".to_owned()));
    let comment = |desk: &Home| desk.app.session.notebook.annotations()[0].comment.clone();
    desk.act(Action::Undo);
    assert!(desk.app.session.notebook.title.is_none() && comment(&desk) == "Who? When?");
    desk.act(Action::Undo);
    assert_eq!(comment(&desk), "Who?", "a pause ends a step");
    desk.act(Action::Undo);
    assert_eq!(comment(&desk), "", "without a pause all of it is one step");
    desk.act(Action::Undo);
    assert!(desk.app.session.notebook.is_empty() && desk.app.session.is_saved());
    for _ in 0..4 {
        desk.act(Action::Redo);
    }
    assert_eq!((comment(&desk).as_str(), desk.app.session.title()), ("Who? When?", "My title"));
}

#[test]
fn a_stale_analysis_is_passed_over() {
    let mut desk = Home::new();
    let known = Arc::clone(&desk.app.session.analysis);
    assert!(known.complete && !known.mentions.is_empty());
    let late = Outcome::Analyzed(Arc::new(Analysis::default()), Took(9));
    desk.send(Message::Finished(TaskId::default(), late));
    assert!(Arc::ptr_eq(&known, &desk.app.session.analysis));
}

#[test]
fn errors_become_notices_and_the_window_keeps_what_it_had() {
    let mut desk = Home::new();
    let title = desk.app.session.title().to_owned();
    let missing = desk.path("nowhere.ron");
    desk.app.settings.recents.push(missing.clone());
    desk.send(Message::Open(missing.clone()));
    assert_eq!((desk.app.session.title(), desk.app.notices.len()), (title.as_str(), 1));
    assert_eq!(desk.app.notices[0].weight, Weight::Error);
    assert!(desk.app.settings.recents.is_empty(), "what is gone is not offered again");
    desk.highlight("militia").act(Action::Save);
    let nowhere = desk.path("no/such/folder/calm.ron");
    desk.send(Message::Chosen(Purpose::Save, Some(nowhere)));
    assert!(!desk.app.session.is_saved() && desk.app.notices.len() == 2);
    desk.send(Message::DismissNotice(0));
    assert!(desk.app.notices[0].text.contains("kept here"), "{:?}", desk.app.notices);
}

#[test]
fn an_article_that_its_file_has_otherwise_by_now_is_found_and_taken_over_only_when_told_to() {
    let mut desk = Home::new();
    let (article, notebook) = (desk.path("news.txt"), desk.path("news.ron"));
    let old = "Quiet day\n\nNothing happened on Monday in Paris, said the 12 of them.\n";
    fs::write(&article, old).unwrap();
    desk.send(Message::Open(article.clone())).highlight("Nothing happened").act(Action::Save);
    desk.send(Message::Chosen(Purpose::Save, Some(notebook.clone())));
    assert!(fs::read_to_string(&notebook).unwrap().contains("file: \"news.txt\""));
    // Unchanged, nothing is said.
    desk.send(Message::Open(notebook.clone()));
    assert!(desk.app.session.newer.is_none() && desk.app.notices.is_empty());
    // The reader's own correction is not a change of the file.
    let start = old.find("Paris").unwrap();
    desk.send(Message::CorrectText {
        span: Span::new(start, start + 5),
        words: "Pairs".to_owned(),
    });
    desk.act(Action::Save).send(Message::Open(notebook.clone()));
    assert!(desk.app.session.newer.is_none() && desk.app.session.article.text().contains("Pairs"));
    // Changed, it is offered, and compared first.
    let new = old.replace("Nothing happened", "Nothing much happened").replace("12", "16");
    fs::write(&article, &new).unwrap();
    desk.send(Message::Open(notebook));
    assert!(desk.app.session.newer.is_some() && desk.app.notices.len() == 1);
    desk.act(Action::Compare);
    let comparison = desk.app.session.comparison.clone().unwrap();
    assert!(comparison.facts.iter().any(|fact| fact.is_new && fact.words.contains("16")));
    desk.act(Action::TakeNewer);
    assert!(desk.app.session.article.text() == new && desk.app.session.comparison.is_none());
    assert!(desk.app.session.review.len() == 1 && !Action::TakeNewer.enabled(&desk.app));
    assert_eq!(desk.app.notices.len(), 1, "{:?}", desk.app.notices);
    desk.act(Action::Undo);
    assert!(
        desk.app.session.article.text().contains("Pairs") && desk.app.session.review.is_empty()
    );
    // Opened again, the article does not take the notebook's place.
    desk.send(Message::Open(article)).send(Message::Answered(Answer::Discard));
    assert!(desk.app.session.newer.is_some() && desk.app.session.notebook.annotations().len() == 1);
}

#[test]
fn a_misprint_is_corrected_and_the_marks_stay() {
    let mut desk = Home::new();
    desk.highlight("militia").highlight("calm");
    let before = desk.app.session.article.text().to_owned();
    desk.select("militia").act(Action::CorrectText);
    assert!(
        matches!(&desk.app.session.question, Some(Question::Correct { words, .. }) if words == "militia")
    );
    desk.send(Message::Answered(Answer::Words("armed militia".to_owned())));
    assert!(desk.app.session.article.text().contains("armed militia"));
    let quotes = |desk: &Home| -> Vec<String> {
        desk.app.session.notebook.annotations().iter().map(|a| a.target.exact.clone()).collect()
    };
    assert!(quotes(&desk).contains(&"armed militia".to_owned()), "{:?}", quotes(&desk));
    assert!(quotes(&desk).contains(&"calm".to_owned()) && desk.app.session.review.is_empty());
    // Words that are taken out altogether leave their mark as one to look at.
    desk.select("armed militia").act(Action::CorrectText);
    desk.send(Message::Answered(Answer::Words(String::new())));
    assert_eq!(desk.app.session.review.len(), 1);
    assert!(quotes(&desk).contains(&"armed militia".to_owned()));
    desk.act(Action::Undo).act(Action::Undo);
    assert!(
        desk.app.session.article.text() == before && quotes(&desk).contains(&"militia".to_owned())
    );
    assert!(desk.app.session.review.is_empty());
}

#[test]
fn a_mark_grows_and_shrinks_by_words() {
    let mut desk = Home::new();
    let text = desk.app.session.article.text().to_owned();
    let start = text.find("militia").unwrap();
    let end = start + "militia".len();
    desk.highlight("militia");
    let quote = |desk: &Home| desk.app.session.notebook.annotations()[0].target.exact.clone();
    desk.act(Action::Stretch(Edge::EndOn));
    let longer = Span::new(start, dateline::text::next_word(&text, end)).of(&text).to_owned();
    assert_eq!(quote(&desk), longer);
    desk.act(Action::Stretch(Edge::EndBack));
    assert_eq!(quote(&desk), "militia");
    // A mark of one word does not shrink to nothing.
    desk.act(Action::Stretch(Edge::EndBack)).act(Action::Stretch(Edge::StartOn));
    assert_eq!(quote(&desk), "militia");
    desk.act(Action::Stretch(Edge::StartBack));
    assert!(quote(&desk).ends_with(" militia"), "{:?}", quote(&desk));
    desk.act(Action::Undo);
    assert_eq!(quote(&desk), "militia");
}

#[test]
fn what_would_do_nothing_does_nothing() {
    let mut desk = Home::new();
    for action in [Action::Undo, Action::Note, Action::FindNext, Action::RemoveMark, Action::New] {
        assert!(!action.enabled(&desk.app), "{action:?}");
        desk.act(action);
    }
    assert!(
        desk.app.session.notebook.is_empty()
            && desk.app.session.is_saved()
            && desk.app.session.question.is_none()
    );
    desk.send(Message::SetQuery("militia".to_owned()));
    assert!(Action::FindNext.enabled(&desk.app));
    let first = desk.app.session.selection;
    desk.act(Action::FindNext).act(Action::FindPrevious);
    assert_eq!(desk.app.session.selection, first);
}

/// A saved notebook that another program then changes, and an unsaved mark here.
fn clash() -> (Home, PathBuf) {
    let mut desk = Home::new();
    let path = desk.path("calm.ron");
    desk.highlight("militia").act(Action::Save);
    desk.send(Message::Chosen(Purpose::Save, Some(path.clone())));
    let mut theirs = storage::open(&path).unwrap();
    "Theirs.\n".clone_into(&mut theirs.notebook.text);
    storage::save(&path, &theirs.article, &theirs.notebook, &Expect::Anything).unwrap();
    desk.now_ms += 5_000;
    desk.highlight("calm");
    (desk, path)
}

fn written(text: &str) -> Notebook {
    let mut notebook = Notebook::default();
    text.clone_into(&mut notebook.text);
    notebook
}

fn saved(path: &Path) -> Notebook {
    storage::open(path).unwrap().notebook
}

#[test]
fn a_changed_file_is_found_when_the_window_is_used_again_and_merged() {
    let (mut desk, path) = clash();
    desk.send(Message::Returned);
    let Some(Question::Changed(changed)) = &desk.app.session.question else {
        panic!("{:?}", desk.app.session.question)
    };
    assert_eq!(changed.theirs_did, ["1 change in the free notebook"]);
    assert_eq!(changed.mine, ["1 mark or correction more"]);
    desk.send(Message::Answered(Answer::Merge));
    let both = |notebook: &Notebook| (notebook.annotations().len(), notebook.text.clone());
    assert_eq!(both(&desk.app.session.notebook), (2, "Theirs.\n".to_owned()));
    assert!(!desk.app.session.is_saved(), "nobody asked to save");
    assert_eq!(both(&saved(&path)), (1, "Theirs.\n".to_owned()));
    desk.act(Action::Undo);
    assert_eq!(both(&desk.app.session.notebook), (2, String::new()));
    desk.act(Action::Redo).act(Action::Save);
    assert!(desk.app.session.is_saved() && desk.app.session.question.is_none());
    assert_eq!(both(&saved(&path)), (2, "Theirs.\n".to_owned()));
    desk.send(Message::Returned);
    assert_eq!(desk.app.session.question, None, "it is as it was saved");
}

#[test]
fn a_save_that_comes_upon_a_changed_file_merges_and_goes_on() {
    let (mut desk, path) = clash();
    desk.send(Message::CloseRequested).send(Message::Answered(Answer::Save));
    assert!(matches!(desk.app.session.question, Some(Question::Changed(_))) && !desk.closes());
    desk.send(Message::Answered(Answer::Merge));
    assert!(desk.closes());
    assert_eq!((saved(&path).annotations().len(), saved(&path).text.as_str()), (2, "Theirs.\n"));
}

#[test]
fn what_both_changed_is_kept_twice_and_waits_for_a_look() {
    let (mut desk, path) = clash();
    desk.send(Message::SetNotebookText("Mine.\n".to_owned())).act(Action::Save);
    desk.send(Message::Answered(Answer::Merge));
    assert!(!desk.app.session.is_saved());
    assert!(desk.app.notices[0].text.contains("Both sides changed the same lines"));
    assert_eq!(desk.app.session.notebook.text, "Mine.\nTheirs.\n");
    desk.act(Action::Save);
    assert_eq!(saved(&path).text, "Mine.\nTheirs.\n");
}

#[test]
fn both_are_kept_side_by_side_or_theirs_is_read_again() {
    let (mut desk, path) = clash();
    desk.act(Action::Save).send(Message::Answered(Answer::KeepBoth));
    let beside = desk.path("calm 2.ron");
    assert!(desk.app.session.is_saved());
    assert_eq!(desk.app.session.document.path.as_ref(), Some(&beside));
    assert_eq!((saved(&beside).annotations().len(), saved(&path).text.as_str()), (2, "Theirs.\n"));

    let (mut desk, path) = clash();
    desk.act(Action::Save).send(Message::Answered(Answer::Reload));
    assert!(desk.app.session.is_saved());
    assert_eq!(
        (desk.app.session.notebook.annotations().len(), desk.app.session.notebook.text.as_str()),
        (1, "Theirs.\n")
    );
    desk.act(Action::Undo);
    assert!(!desk.app.session.is_saved());
    assert_eq!(
        (desk.app.session.notebook.annotations().len(), desk.app.session.notebook.text.as_str()),
        (2, "")
    );
    assert_eq!(saved(&path).text, "Theirs.\n");

    let (mut desk, path) = clash();
    desk.act(Action::Save).send(Message::Answered(Answer::Overwrite));
    assert_eq!((saved(&path).annotations().len(), saved(&path).text.as_str()), (2, ""));
    assert_eq!(storage::versions(&path)[0].held.as_ref().unwrap().1.text, "Theirs.\n");
}

#[test]
fn a_file_that_is_no_notebook_any_more_or_gone_is_told() {
    let (mut desk, path) = clash();
    fs::write(&path, "Notebook(version: 1, broken").unwrap();
    desk.send(Message::Returned);
    assert!(desk.app.notices[0].text.contains("no notebook that can be read"));
    desk.act(Action::Save);
    assert!(matches!(desk.app.session.question, Some(Question::Overwrite { .. })));
    desk.send(Message::Answered(Answer::Cancel));
    fs::remove_file(&path).unwrap();
    desk.send(Message::Returned);
    let told = &desk.app.notices.last().unwrap().text;
    assert!(told.contains("not there any more") && desk.app.session.question.is_none(), "{told}");
    desk.act(Action::Save);
    assert_eq!(saved(&path).annotations().len(), 2);
}

#[test]
fn a_question_that_was_put_away_is_not_asked_again_until_the_file_changes_again() {
    let (mut desk, path) = clash();
    desk.send(Message::Returned).send(Message::Answered(Answer::Cancel)).send(Message::Returned);
    assert_eq!(desk.app.session.question, None);
    let mut theirs = storage::open(&path).unwrap();
    theirs.notebook.text.push_str("More.\n");
    storage::save(&path, &theirs.article, &theirs.notebook, &Expect::Anything).unwrap();
    desk.send(Message::Returned);
    assert!(matches!(desk.app.session.question, Some(Question::Changed(_))));
}

#[test]
fn versions_are_kept_and_gone_back_to() {
    let mut desk = Home::new();
    assert!(!Action::Versions.enabled(&desk.app), "there is no file yet");
    let path = desk.path("calm.ron");
    desk.highlight("militia").act(Action::Save);
    desk.send(Message::Chosen(Purpose::Save, Some(path.clone())));
    desk.highlight("calm").act(Action::Save).act(Action::Versions);
    let listed = |desk: &Home| match &desk.app.session.question {
        Some(Question::Versions(versions)) => Arc::clone(versions),
        other => panic!("{other:?}"),
    };
    assert_eq!(listed(&desk)[0].differs, ["1 mark or correction removed"]);
    desk.send(Message::Answered(Answer::KeepVersion("two marks".to_owned())));
    let two = listed(&desk).iter().position(|v| v.name.as_deref() == Some("two marks")).unwrap();
    assert_eq!(listed(&desk)[two].differs, [""; 0]);
    let one = 1 - two;
    desk.send(Message::Answered(Answer::Restore(one)));
    assert_eq!(
        (desk.app.session.notebook.annotations().len(), desk.app.session.is_saved()),
        (1, false)
    );
    assert_eq!(saved(&path).annotations().len(), 2, "no file changes until it is saved");
    desk.act(Action::Undo);
    assert_eq!(
        (desk.app.session.notebook.annotations().len(), desk.app.session.is_saved()),
        (2, true)
    );
}

#[test]
fn a_notebook_saves_itself_where_that_is_set_and_keeps_the_version_before() {
    let mut desk = Home::new();
    let path = desk.path("calm.ron");
    desk.highlight("militia").send(Message::Paused);
    assert!(!desk.app.session.is_saved() && desk.picks().is_empty());
    desk.act(Action::Save).send(Message::Chosen(Purpose::Save, Some(path.clone())));
    desk.highlight("calm").send(Message::Paused);
    assert!(!desk.app.session.is_saved(), "it is not set");
    desk.act(Action::Autosave);
    for number in 0..9 {
        desk.send(Message::SetNotebookText(format!("{number}"))).send(Message::Paused);
        assert!(desk.app.session.is_saved() && desk.picks().len() == 1);
    }
    assert_eq!(saved(&path).text, "8");
    let versions = storage::versions(&path);
    assert_eq!(versions.len(), 1, "one for all of them, as it was before the first");
    assert_eq!(versions[0].held.as_ref().unwrap().1.annotations().len(), 1);
}

/// What a crashed window had not saved: a notebook with these words, perhaps of a file.
fn crash(home: &Home, path: Option<&Path>, text: &str) {
    let stamp = path.and_then(|path| storage::open(path).unwrap().stamp);
    let draft = Draft {
        article: storage::sample().article,
        notebook: written(text),
        path: path.map(Path::to_owned),
        source: None,
        stamp,
        continues: None,
    };
    drop(Journal::begin_in(&draft, Some(home.path("state"))).unwrap());
}

/// A window on this file, as after a start.
fn start(home: &mut Home, path: &Path) {
    home.desk = Desk::on(storage::sample(), &[path.to_owned()], &home.path("state"));
    home.desk.tell(Message::Open(path.to_owned()));
    home.desk.settle();
}

/// What is offered to be brought back.
fn offered(home: &Home) -> Option<String> {
    match &home.app.session.question {
        Some(Question::Recover { draft, .. }) => Some(draft.notebook.text.clone()),
        _ => None,
    }
}

#[test]
fn what_crashes_left_is_offered_one_after_the_other() {
    let mut desk = Home::new();
    crash(&desk, None, "first one");
    crash(&desk, None, "second");
    desk.desk = Desk::on(storage::sample(), &[], &desk.path("state"));
    desk.settle();
    assert_eq!(offered(&desk).as_deref(), Some("first one"));
    let Some(Question::Recover { what, .. }) = &desk.app.session.question else { return };
    let all = "in all: 0 marks, 0 with a note, 0 corrections, 2 words of notes";
    assert_eq!(what.last().map(String::as_str), Some(all));
    desk.send(Message::Answered(Answer::Recover));
    assert_eq!((desk.app.session.notebook.text.as_str(), offered(&desk)), ("first one", None));
    let path = desk.path("first.ron");
    desk.act(Action::Save).send(Message::Chosen(Purpose::Save, Some(path)));
    assert_eq!(offered(&desk).as_deref(), Some("second"), "as soon as nothing is unsaved");
    desk.send(Message::Answered(Answer::Cancel)).act(Action::Find);
    assert_eq!(offered(&desk), None);
    // What was put away is there at the next start, what was brought back and saved is not.
    desk.desk = Desk::on(storage::sample(), &[], &desk.path("state"));
    desk.settle();
    assert_eq!(offered(&desk).as_deref(), Some("second"));
    desk.send(Message::Answered(Answer::Discard));
    assert!(!desk.has_journal() && desk.app.session.question.is_none());
}

#[test]
fn what_was_brought_back_is_not_offered_again() {
    let mut desk = Home::new();
    let path = desk.path("calm.ron");
    storage::save(&path, &storage::sample().article, &written("old"), &Expect::Nothing).unwrap();
    crash(&desk, Some(&path), "old, new");
    start(&mut desk, &path);
    assert_eq!(offered(&desk).as_deref(), Some("old, new"));
    desk.send(Message::Answered(Answer::Recover));
    desk.send(Message::SetNotebookText("old, new, newer".to_owned())).act(Action::Save);
    assert_eq!((offered(&desk), saved(&path).text.as_str()), (None, "old, new, newer"));
    assert!(desk.app.session.is_saved() && !desk.has_journal());
    desk.send(Message::Returned);
    assert_eq!(desk.app.session.question, None);
    assert_eq!(desk.app.session.notebook.text, "old, new, newer");
}

#[test]
fn the_journal_of_what_was_brought_back_is_continued_and_never_twice_there() {
    let mut desk = Home::new();
    let path = desk.path("calm.ron");
    storage::save(&path, &storage::sample().article, &written("old"), &Expect::Nothing).unwrap();
    crash(&desk, Some(&path), "old, new");
    start(&mut desk, &path);
    desk.tell(Message::Answered(Answer::Recover));
    // A crash before the scribe got to it: all is still there.
    start(&mut desk, &path);
    assert_eq!(offered(&desk).as_deref(), Some("old, new"));
    desk.send(Message::Answered(Answer::Recover));
    desk.send(Message::SetNotebookText("old, new, newer".to_owned()));
    let journals = storage::find_drafts_in(Some(&path), Some(&desk.path("state")));
    assert_eq!(journals, [], "the window has it");
    // And one after.
    start(&mut desk, &path);
    assert_eq!(offered(&desk).as_deref(), Some("old, new, newer"));
    let Some(Question::Recover { draft, .. }) = desk.app.session.question.clone() else { return };
    assert_eq!(draft.journal, desk.path("calm.ron.journal"));
    // A second window is offered the same; what the first one takes is not taken from it.
    let mut second = Home::new();
    second.desk = Desk::on(storage::open(&path).unwrap(), &[], &desk.path("state"));
    second.settle();
    assert!(offered(&second).is_some());
    desk.send(Message::Answered(Answer::Recover));
    second.send(Message::Answered(Answer::Discard));
    assert!(draft.journal.is_file(), "the first window has it");
}

#[test]
fn what_a_crash_left_does_not_take_the_place_of_what_was_saved_since() {
    let mut desk = Home::new();
    let path = desk.path("calm.ron");
    let article = storage::sample().article;
    storage::save(&path, &article, &written("One.\n"), &Expect::Nothing).unwrap();
    crash(&desk, Some(&path), "Draft.\nOne.\n");
    storage::save(&path, &article, &written("One.\nSaved since.\n"), &Expect::Anything).unwrap();
    start(&mut desk, &path);
    desk.send(Message::Answered(Answer::Recover));
    assert_eq!(desk.app.session.notebook.text, "Draft.\nOne.\nSaved since.\n");
    desk.act(Action::Save);
    assert_eq!(desk.app.session.question, None);
    assert_eq!(saved(&path).text, "Draft.\nOne.\nSaved since.\n");
    // The same from another window, which opens the file for it.
    crash(&desk, Some(&path), "Draft.\nOne.\nSaved since.\nMore.\n");
    storage::save(&path, &article, &written("Last.\n"), &Expect::Anything).unwrap();
    desk.desk = Desk::on(storage::sample(), std::slice::from_ref(&path), &desk.path("state"));
    desk.settle();
    desk.send(Message::Answered(Answer::Recover));
    assert_eq!(desk.app.session.document.path.as_ref(), Some(&path));
    assert!(desk.app.session.notebook.text.contains("Last."));
    assert!(desk.app.session.notebook.text.contains("More."));
}

#[test]
fn a_crash_right_after_a_save_leaves_nothing_to_bring_back() {
    let mut desk = Home::new();
    let path = desk.path("calm.ron");
    storage::save(&path, &storage::sample().article, &written("old"), &Expect::Nothing).unwrap();
    start(&mut desk, &path);
    desk.send(Message::SetNotebookText("new".to_owned()));
    desk.tell(Message::Act(Action::Save));
    while WORKERS.map(|worker| desk.work(worker)).contains(&true) {}
    assert_eq!(saved(&path).text, "new");
    start(&mut desk, &path);
    assert_eq!((offered(&desk), desk.has_journal()), (None, false));
    // What was written after the save grew from what was saved.
    desk.send(Message::SetNotebookText("newer".to_owned()));
    desk.tell(Message::Act(Action::Save));
    desk.tell(Message::SetNotebookText("newest".to_owned()));
    while WORKERS.map(|worker| desk.work(worker)).contains(&true) {}
    desk.write_journal();
    start(&mut desk, &path);
    desk.send(Message::Answered(Answer::Recover));
    assert_eq!(desk.app.session.notebook.text, "newest");
}

#[test]
fn a_save_that_fails_says_where_the_work_is() {
    let mut desk = Home::new();
    desk.highlight("militia").act(Action::Save);
    let nowhere = desk.path("no/such/folder/calm.ron");
    desk.send(Message::Chosen(Purpose::Save, Some(nowhere)));
    let told = &desk.app.notices[0].text;
    let kept = "Your work is kept here in the window, and in the journal (";
    let state = desk.path("state").display().to_string();
    assert!(told.contains("folder is not there any more") && told.contains(kept), "{told}");
    assert!(told.contains(&state) && desk.has_journal(), "{told}");
    desk.act(Action::Undo);
    assert!(!desk.has_journal(), "nothing is unsaved any more");
}

#[test]
fn what_is_odd_about_a_file_is_said_and_stays_said() {
    let mut desk = Home::new();
    let path = desk.path("calm.ron");
    desk.select("militia").act(Action::MarkEntity(dateline::analysis::EntityKind::Group));
    desk.act(Action::Save).send(Message::Chosen(Purpose::Save, Some(path.clone())));
    let ron = fs::read_to_string(&path).unwrap();
    fs::write(&path, ron.replacen("quote: \"militia\"", "quote: \"a lost word\"", 1)).unwrap();
    desk.send(Message::Open(path)).act(Action::Find);
    let told = &desk.app.notices[0].text;
    assert!(told.contains("not in the article") && told.contains("a lost word"), "{told}");
}

#[test]
fn a_notebook_does_not_save_itself_over_a_change_that_was_put_away() {
    let (mut desk, path) = clash();
    desk.act(Action::Autosave).send(Message::Paused);
    assert!(matches!(desk.app.session.question, Some(Question::Changed(_))));
    desk.send(Message::Answered(Answer::Cancel)).send(Message::Paused);
    assert_eq!(desk.app.session.question, None);
    assert_eq!(saved(&path).text, "Theirs.\n");
    desk.act(Action::Save).send(Message::Answered(Answer::Merge));
    desk.send(Message::SetNotebookText("On.\n".to_owned())).send(Message::Paused);
    assert_eq!(saved(&path).text, "On.\n");
}

#[test]
fn an_export_asks_for_its_place_and_says_that_it_was_written() {
    let mut desk = Home::new();
    let make = |_: Option<&str>, _| {
        Some(Sent { bytes: b"Rome.".to_vec(), remarks: vec!["Colours are lost.".to_owned()] })
    };
    let outgoing = Outgoing { extension: "html", make: Arc::new(make) };
    desk.send(Message::Export(Box::new(outgoing)));
    let Some(Effect::PickFile { purpose: Purpose::Export, name, .. }) = desk.asked.last() else {
        panic!("no file was asked for: {:?}", desk.asked);
    };
    assert_eq!(name.rsplit('.').next(), Some("html"));
    // A name without an ending gets the format's.
    let path = desk.folder.path().join("talks");
    desk.send(Message::Chosen(Purpose::Export, Some(path)));
    assert_eq!(fs::read(desk.folder.path().join("talks.html")).unwrap(), b"Rome.");
    let notice = desk.app.notices.last().unwrap();
    assert!(notice.weight == Weight::Info && notice.text.contains("talks.html"), "{}", notice.text);
    assert!(notice.text.ends_with("Colours are lost."), "{}", notice.text);
    assert!(desk.app.session.is_saved());
}

#[test]
fn what_others_wrote_comes_in_as_one_step_and_not_twice() {
    let mut desk = Home::new();
    let text = desk.app.session.article.text().to_owned();
    let quote = text.get(..30).unwrap();
    let files = [
        (
            "a.jsonld",
            serde_json::json!({ "annotations": [
                { "id": "a", "target": [{ "selector": [{ "type": "TextQuoteSelector", "exact": quote }] }], "text": "So?" },
                { "id": "b", "target": [{ "selector": [{ "type": "TextQuoteSelector", "exact": "not there" }] }], "text": "" },
            ]}),
        ),
        (
            "b.json",
            serde_json::json!({ "events": [{
                "start_date": { "year": 2019 },
                "text": { "headline": text.get(43..54).unwrap(), "text": "" },
            }]}),
        ),
    ];
    for (name, content) in &files {
        fs::write(desk.folder.path().join(name), content.to_string()).unwrap();
    }
    let importer: Importer = |text, article, analysis, notebook, now| {
        incoming(text, &Work { article, analysis, notebook, now })
    };
    let take = |desk: &mut Home, name: &str| {
        desk.send(Message::Import(importer));
        let path = desk.folder.path().join(name);
        desk.send(Message::Chosen(Purpose::Import, Some(path)));
        desk.app.notices.pop().unwrap()
    };
    let notice = take(&mut desk, "a.jsonld");
    assert_eq!(notice.weight, Weight::Warning);
    assert_eq!(
        notice.text,
        "2 highlights taken in from a.jsonld. 1 annotation taken without a place: the words are not in this article."
    );
    // Neither says when it was written.
    let mut marks = desk.app.session.notebook.annotations().iter();
    assert!(marks.all(|mark| mark.created > jiff::Timestamp::UNIX_EPOCH));
    let notice = take(&mut desk, "b.json");
    assert_eq!(
        (notice.weight, notice.text.as_str()),
        (Weight::Info, "1 event taken in from b.json.")
    );
    let notice = take(&mut desk, "a.jsonld");
    assert!(notice.text.starts_with("There is nothing new in a.jsonld."), "{}", notice.text);
    desk.act(Action::Undo).act(Action::Undo);
    assert!(desk.app.session.notebook.is_empty());
    fs::write(desk.folder.path().join("c.json"), "{}").unwrap();
    let notice = take(&mut desk, "c.json");
    assert!(notice.weight == Weight::Error && notice.text.ends_with("nothing was read."));
}
