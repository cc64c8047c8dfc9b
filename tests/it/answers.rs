//! Answers that come late: to another document than they were asked for, or after the reader has gone on.

use std::{fs, path::PathBuf};

use dateline::{
    analysis::{Cancel, analyze},
    app::{Action, Answer, Message, Purpose, Question, Then},
    storage,
    task::Who,
};

use crate::desk::Home;

const OTHER: &str = "Quiet day\n\nNothing happened on Monday in Paris.\n";

/// A desk with a saved notebook, and another article in its folder.
fn saved() -> (Home, PathBuf, PathBuf) {
    let mut home = Home::new();
    let (notebook, other) = (home.path("calm.ron"), home.path("other.txt"));
    fs::write(&other, OTHER).unwrap();
    home.highlight("militia").act(Action::Save);
    home.send(Message::Chosen(Purpose::Save, Some(notebook.clone())));
    assert!(home.app.session.is_saved());
    (home, notebook, other)
}

/// The other article is opened while all that was asked for before waits.
fn open_first(home: &mut Home, other: &std::path::Path) {
    home.tell(Message::Open(other.to_owned()));
    while home.work(Who::Clerk) {}
    while home.app.session.document.source.as_deref() != Some(other) {
        assert!(home.hear(Who::Clerk), "it is not opened");
    }
    home.settle();
    assert_eq!(home.app.session.article.text(), OTHER);
}

fn is_untouched(home: &Home) {
    let session = &home.app.session;
    assert!(session.is_saved() && session.notebook.is_empty());
    assert_eq!((session.article.text(), &session.question), (OTHER, &None));
    assert!(session.comparison.is_none() && session.newer.is_none());
}

#[test]
fn what_was_asked_of_one_document_does_not_come_to_another() {
    let (mut home, notebook, other) = saved();
    // A comparison.
    home.select("militia").act(Action::CorrectText);
    home.send(Message::Answered(Answer::Words("armed militia".to_owned()))).act(Action::Save);
    let text = home.path("calm.txt");
    fs::write(&text, home.app.session.article.text().replace("calm", "quiet")).unwrap();
    home.act(Action::ReplaceText).send(Message::Chosen(Purpose::Replace, Some(text.clone())));
    home.act(Action::Save);
    assert!(Action::Compare.enabled(&home.app));
    home.tell(Message::Act(Action::Compare));
    open_first(&mut home, &other);
    is_untouched(&home);
    // Versions, and a text that is to replace the article's.
    home.send(Message::Open(notebook.clone()));
    home.tell(Message::Act(Action::Versions));
    home.tell(Message::Act(Action::ReplaceText));
    home.tell(Message::Chosen(Purpose::Replace, Some(text.clone())));
    open_first(&mut home, &other);
    is_untouched(&home);
    // A file chosen in a dialog that was still open.
    home.send(Message::Open(notebook.clone())).act(Action::ReplaceText);
    open_first(&mut home, &other);
    home.send(Message::Chosen(Purpose::Replace, Some(text)));
    is_untouched(&home);
    home.send(Message::Open(notebook)).act(Action::SaveAs);
    open_first(&mut home, &other);
    let elsewhere = home.path("elsewhere.ron");
    home.send(Message::Chosen(Purpose::Save, Some(elsewhere.clone())));
    is_untouched(&home);
    assert!(!elsewhere.exists());
}

#[test]
fn a_save_that_ends_late_does_not_bind_a_new_notebook_to_the_old_file() {
    let (mut home, path, _) = saved();
    home.send(Message::SetNotebookText("one".to_owned()));
    home.tell(Message::Act(Action::Save));
    home.tell(Message::SetNotebookText("one, two".to_owned()));
    home.tell(Message::Act(Action::New));
    assert_eq!(home.app.session.question, Some(Question::Unsaved(Then::New)));
    home.send(Message::Answered(Answer::Discard));
    assert_eq!(storage::open(&path).unwrap().notebook.text, "one");
    assert!(home.app.session.document.path.is_none() && home.app.session.notebook.is_empty());
    // What the old file had is nothing to the new notebook.
    home.highlight("militia").act(Action::Save);
    let new = home.path("new.ron");
    home.send(Message::Chosen(Purpose::Save, Some(new.clone())));
    assert!(storage::open(&new).unwrap().notebook.gone.is_empty());
    assert_eq!(storage::open(&path).unwrap().notebook.text, "one");
}

#[test]
fn saves_that_come_close_upon_each_other_accuse_nobody() {
    let (mut home, path, _) = saved();
    home.tell(Message::SetNotebookText("one".to_owned()));
    home.tell(Message::Act(Action::Save));
    home.tell(Message::SetNotebookText("two".to_owned()));
    home.tell(Message::Act(Action::Save));
    home.settle();
    assert_eq!((home.app.session.question.as_ref(), home.app.session.is_saved()), (None, true));
    assert_eq!(storage::open(&path).unwrap().notebook.text, "two");
    // What is being saved just now is waited for.
    home.tell(Message::SetNotebookText("three".to_owned()));
    home.tell(Message::Act(Action::Save));
    home.tell(Message::CloseRequested);
    assert_eq!(home.app.session.question, None);
    home.settle();
    assert!(home.closes());
}

#[test]
fn an_undo_while_a_save_is_under_way_is_not_taken_for_saved() {
    let (mut home, path, _) = saved();
    home.send(Message::SetNotebookText("one".to_owned()));
    home.tell(Message::Act(Action::Save));
    home.tell(Message::Act(Action::Undo));
    assert!(!home.app.session.is_saved());
    home.settle();
    assert!(!home.app.session.is_saved(), "the file has what was taken back");
    home.act(Action::Save);
    assert_eq!(storage::open(&path).unwrap().notebook.text, "");
}

#[test]
fn what_is_done_while_a_file_is_being_opened_is_asked_about() {
    let (mut home, _, other) = saved();
    home.tell(Message::Open(other.clone()));
    home.tell(Message::SetNotebookText("quickly".to_owned()));
    home.settle();
    assert_eq!(home.app.session.question, Some(Question::Unsaved(Then::Open(other.clone()))));
    assert_eq!(home.app.session.notebook.text, "quickly");
    // Also while the dialog is open, and after an earlier step was let go of.
    home.send(Message::Answered(Answer::Cancel)).act(Action::Open);
    home.send(Message::Answered(Answer::Discard));
    home.send(Message::SetNotebookText("quickly, more".to_owned()));
    home.send(Message::Chosen(Purpose::Open, Some(other.clone())));
    assert_eq!(home.app.session.question, Some(Question::Unsaved(Then::Open(other))));
}

#[test]
fn marks_made_while_another_text_is_compared_are_carried_too() {
    let (mut home, _, _) = saved();
    let newer = home.path("newer.txt");
    fs::write(&newer, format!("News.\n{}", home.app.session.article.text())).unwrap();
    home.act(Action::ReplaceText);
    home.tell(Message::Chosen(Purpose::Replace, Some(newer)));
    while home.work(Who::Clerk) && home.hear(Who::Clerk) {}
    let calm = home.place("calm");
    home.tell(Message::Select(dateline::app::Selection::of(calm)));
    home.tell(Message::Act(Action::Highlight(dateline::notebook::Color::Green)));
    home.settle();
    assert!(home.app.session.article.text().starts_with("News."));
    assert_eq!((home.app.session.anchors.len(), home.app.session.review.len()), (2, 0));
}

#[test]
fn a_new_title_weighs_the_sentences_anew_as_the_command_line_does() {
    let (mut home, path, _) = saved();
    let before = home.app.session.analysis.ranking.clone();
    let last = *before.last().unwrap();
    let title = home.app.session.article.slice(last).to_owned();
    home.send(Message::SetTitle(title)).act(Action::Save);
    let session = &home.app.session;
    assert_ne!(session.analysis.ranking, before);
    let opened = storage::open(&path).unwrap();
    let told = analyze(&opened.article, &opened.notebook.given(), &Cancel::default()).unwrap();
    assert_eq!(session.analysis.ranking, told.ranking);
    home.act(Action::Undo);
    assert_eq!(home.app.session.analysis.ranking, before);
}
