//! The app without a window: messages in, effects and state out.

use std::{fs, path::PathBuf, sync::Arc};

use dateline::{
    analysis::{Analysis, analyze},
    app::{
        Action, Answer, App, Effect, Message, Outcome, Purpose, Question, Selection, TaskId, Then,
        Took, Weight,
    },
    notebook::Color,
    storage::{self, settings::Settings},
    text::Span,
};
use jiff::Timestamp;
use tempfile::TempDir;

/// The app, a clock that is set by hand, a folder, and the effects that are the window's.
struct Desk {
    app: App,
    now_ms: i64,
    folder: TempDir,
    effects: Vec<Effect>,
}

impl Desk {
    fn new() -> Self {
        let (app, effects) = App::new(storage::sample(), Settings::default());
        let folder = TempDir::new().unwrap();
        let mut desk = Self { app, now_ms: 1_700_000_000_000, folder, effects: Vec::new() };
        desk.carry_out(effects);
        desk
    }

    /// Sends a message and does at once what the pool would do in the background.
    fn send(&mut self, message: Message) -> &mut Self {
        let now = Timestamp::from_millisecond(self.now_ms).unwrap();
        let effects = self.app.update(message, now);
        self.carry_out(effects);
        self
    }

    fn act(&mut self, action: Action) -> &mut Self {
        self.send(Message::Act(action))
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            let (task, outcome) = match effect {
                Effect::Open { task, path } => {
                    let result = storage::open(&path).map(Box::new);
                    (task, Outcome::Opened(path, result))
                }
                Effect::Save { task, path, article, notebook, expect } => {
                    let result = storage::save(&path, &article, &notebook, &expect);
                    (task, Outcome::Saved(path, result))
                }
                Effect::Analyze { task, article, given, cancel, .. } => {
                    let analysis = analyze(&article, &given, &cancel).unwrap();
                    (task, Outcome::Analyzed(Arc::new(analysis), Took(1)))
                }
                Effect::SaveSettings(_) => continue,
                other => {
                    self.effects.push(other);
                    continue;
                }
            };
            self.send(Message::Finished(task, outcome));
        }
    }

    /// Selects the first place where these words stand.
    fn select(&mut self, words: &str) -> &mut Self {
        let start = self.app.article.text().find(words).unwrap();
        self.send(Message::Select(Selection::of(Span::new(start, start + words.len()))))
    }

    fn highlight(&mut self, words: &str) -> &mut Self {
        self.select(words).act(Action::Highlight(Color::Yellow))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn picks(&self) -> Vec<Purpose> {
        let pick = |effect: &Effect| match effect {
            Effect::PickFile { purpose, .. } => Some(*purpose),
            _ => None,
        };
        self.effects.iter().filter_map(pick).collect()
    }

    fn closes(&self) -> bool {
        self.effects.iter().any(|effect| matches!(effect, Effect::Close))
    }
}

#[test]
fn opening_asks_first_when_something_is_unsaved() {
    let mut desk = Desk::new();
    desk.act(Action::Open);
    assert_eq!((desk.picks(), &desk.app.question), (vec![Purpose::Open], &None));

    let mut desk = Desk::new();
    let article = desk.path("news.txt");
    fs::write(&article, "Quiet day\n\nNothing happened on Monday in Paris.").unwrap();
    desk.highlight("militia").send(Message::Open(article.clone()));
    assert_eq!(desk.app.question, Some(Question::Unsaved(Then::Open(article.clone()))));
    desk.send(Message::Answered(Answer::Cancel));
    assert!(desk.app.document.is_sample && desk.app.notebook.annotations().len() == 1);
    desk.send(Message::Open(article.clone())).send(Message::Answered(Answer::Discard));
    assert_eq!(desk.app.document.source, Some(article));
    assert!(desk.app.is_saved() && desk.app.notebook.is_empty());
}

#[test]
fn save_writes_a_notebook_that_opens_as_it_was() {
    let mut desk = Desk::new();
    let path = desk.path("calm.ron");
    desk.highlight("militia").act(Action::Save);
    assert_eq!(desk.picks(), [Purpose::Save]);
    // The portal gives the name without its ending.
    desk.send(Message::Chosen(Purpose::Save, Some(path.with_extension(""))));
    assert!(desk.app.is_saved() && desk.app.document.path.as_ref() == Some(&path));
    assert_eq!(desk.app.document.saved_ms, Some(desk.now_ms as u64));
    assert_eq!(desk.app.settings.recents, std::slice::from_ref(&path));
    let notebook = desk.app.notebook.clone();
    desk.act(Action::Undo);
    assert!(!desk.app.is_saved(), "what was taken back is on disk");
    desk.act(Action::Redo).act(Action::Save);
    assert!(desk.app.is_saved() && desk.picks().len() == 1, "the name is known by now");
    desk.send(Message::Open(path));
    assert_eq!(desk.app.notebook, notebook);
}

#[test]
fn without_a_dialog_the_path_is_asked_for_and_the_wish_is_kept() {
    let mut desk = Desk::new();
    let path = desk.path("typed");
    desk.highlight("militia").send(Message::CloseRequested);
    assert_eq!(desk.app.question, Some(Question::Unsaved(Then::Close)));
    desk.send(Message::Answered(Answer::Save));
    desk.send(Message::NoDialog(Purpose::Save, "There is none.".to_owned()));
    let Some(Question::Path { purpose: Purpose::Save, proposal, .. }) = &desk.app.question else {
        panic!("{:?}", desk.app.question)
    };
    assert_eq!(*proposal, desk.app.file_name());
    assert!(!desk.closes());
    desk.send(Message::Answered(Answer::Path(path.clone())));
    assert!(path.with_extension("ron").is_file() && desk.closes());
}

#[test]
fn a_file_in_the_way_is_replaced_only_when_told_to() {
    let mut desk = Desk::new();
    let path = desk.path("calm.ron");
    desk.highlight("militia").act(Action::Save);
    desk.send(Message::Chosen(Purpose::Save, Some(path.clone())));
    // Another program writes, then the reader goes on and saves.
    let theirs = fs::read_to_string(&path).unwrap().replace("militia", "millinery");
    fs::write(&path, &theirs).unwrap();
    desk.highlight("calm").act(Action::Save);
    assert!(matches!(desk.app.question, Some(Question::Overwrite { .. })));
    desk.send(Message::Answered(Answer::Cancel));
    assert!(!desk.app.is_saved());
    assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
    desk.act(Action::Save).send(Message::Answered(Answer::Overwrite));
    assert!(desk.app.is_saved() && desk.app.question.is_none());
    assert!(!fs::read_to_string(&path).unwrap().contains("millinery"));
}

#[test]
fn undo_goes_across_the_app_and_typing_merges() {
    let mut desk = Desk::new();
    desk.highlight("militia");
    let id = desk.app.notebook.annotations()[0].id;
    for typed in ["W", "Wh", "Who", "Who?"] {
        desk.now_ms += 100;
        desk.send(Message::SetComment { id, text: typed.to_owned() });
    }
    desk.now_ms += 5_000;
    desk.send(Message::SetComment { id, text: "Who? When?".to_owned() });
    desk.send(Message::SetTitle("My title".to_owned()));
    let comment = |desk: &Desk| desk.app.notebook.annotations()[0].comment.clone();
    desk.act(Action::Undo);
    assert!(desk.app.notebook.title.is_none() && comment(&desk) == "Who? When?");
    desk.act(Action::Undo);
    assert_eq!(comment(&desk), "Who?", "a pause ends a step");
    desk.act(Action::Undo);
    assert_eq!(comment(&desk), "", "without a pause all of it is one step");
    desk.act(Action::Undo);
    assert!(desk.app.notebook.is_empty() && desk.app.is_saved());
    for _ in 0..4 {
        desk.act(Action::Redo);
    }
    assert_eq!((comment(&desk).as_str(), desk.app.title()), ("Who? When?", "My title"));
}

#[test]
fn a_stale_analysis_is_passed_over() {
    let mut desk = Desk::new();
    let known = Arc::clone(&desk.app.analysis);
    assert!(known.complete && !known.mentions.is_empty());
    let late = Outcome::Analyzed(Arc::new(Analysis::default()), Took(9));
    desk.send(Message::Finished(TaskId(0), late));
    assert!(Arc::ptr_eq(&known, &desk.app.analysis));
}

#[test]
fn errors_become_notices_and_the_window_keeps_what_it_had() {
    let mut desk = Desk::new();
    let title = desk.app.title().to_owned();
    let missing = desk.path("nowhere.ron");
    desk.app.settings.recents.push(missing.clone());
    desk.send(Message::Open(missing.clone()));
    assert_eq!((desk.app.title(), desk.app.notices.len()), (title.as_str(), 1));
    assert_eq!(desk.app.notices[0].weight, Weight::Error);
    assert!(desk.app.settings.recents.is_empty(), "what is gone is not offered again");
    desk.highlight("militia").act(Action::Save);
    let nowhere = desk.path("no/such/folder/calm.ron");
    desk.send(Message::Chosen(Purpose::Save, Some(nowhere)));
    assert!(!desk.app.is_saved() && desk.app.notices.len() == 2);
    desk.send(Message::DismissNotice(0));
    assert!(desk.app.notices[0].text.contains("kept here"), "{:?}", desk.app.notices);
}

#[test]
fn what_would_do_nothing_does_nothing() {
    let mut desk = Desk::new();
    for action in [Action::Undo, Action::Note, Action::FindNext, Action::RemoveMark, Action::New] {
        assert!(!action.enabled(&desk.app), "{action:?}");
        desk.act(action);
    }
    assert!(desk.app.notebook.is_empty() && desk.app.is_saved() && desk.app.question.is_none());
    desk.send(Message::SetQuery("militia".to_owned()));
    assert!(Action::FindNext.enabled(&desk.app));
    let first = desk.app.selection;
    desk.act(Action::FindNext).act(Action::FindPrevious);
    assert_eq!(desk.app.selection, first);
}
