//! The app with the work of its real workers and without their threads: what is wanted and what comes of it wait in
//! queues, so that a test says what happens when.

use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
};

use dateline::{
    app::{Action, App, Effect, Message, Outcome, Purpose, Selection, TaskId},
    notebook::Color,
    storage::{self, Opened, settings::Settings},
    task::{Scribe, Who, carry_out, who},
    text::Span,
};
use jiff::Timestamp;
use tempfile::TempDir;

/// One window.
pub(crate) struct Desk {
    pub app: App,
    /// A clock that is set by hand.
    pub now_ms: i64,
    /// What was asked of the window.
    pub asked: Vec<Effect>,
    /// The first line of the article that the last file dialog was asked for.
    pub dialog_of: String,
    /// Where journals are that have no notebook beside them.
    state: PathBuf,
    scribe: Scribe,
    /// What waits for the reader, the clerk and the scribe.
    jobs: [VecDeque<Effect>; 3],
    /// What they have answered and the app has not heard.
    answers: [VecDeque<(TaskId, Outcome)>; 3],
}

/// The workers.
pub(crate) const WORKERS: [Who; 3] = [Who::Reader, Who::Clerk, Who::Scribe];

impl Desk {
    /// A window on this; its journals go to `state`.
    pub(crate) fn on(opened: Opened, recents: &[PathBuf], state: &Path) -> Self {
        let settings = Settings { recents: recents.to_vec(), ..Settings::default() };
        let (app, effects) = App::new(opened, settings);
        let mut desk = Self {
            app,
            now_ms: 1_700_000_000_000,
            asked: Vec::new(),
            dialog_of: String::new(),
            state: state.to_owned(),
            scribe: Scribe::new(Some(state.to_owned())),
            jobs: Default::default(),
            answers: Default::default(),
        };
        desk.give(effects);
        desk
    }

    /// Sends a message; what it wants done waits.
    pub(crate) fn tell(&mut self, message: Message) {
        let now = Timestamp::from_millisecond(self.now_ms).unwrap();
        let effects = self.app.update(message, now);
        self.give(effects);
    }

    fn give(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match who(&effect) {
                // The reader's own settings are not for tests.
                _ if matches!(effect, Effect::SaveSettings(_) | Effect::SaveNames { .. }) => {}
                // As in the pool, a save goes by way of the scribe.
                Who::Clerk if matches!(effect, Effect::Save { .. }) => {
                    self.jobs[2].push_back(effect);
                }
                Who::Window => {
                    if matches!(effect, Effect::PickFile { .. }) {
                        let text = self.app.session.article.text();
                        self.dialog_of = text.lines().next().unwrap_or_default().to_owned();
                    }
                    self.asked.push(effect);
                }
                worker => self.jobs[worker as usize].push_back(effect),
            }
        }
    }

    /// One worker does one thing. Tells whether there was something to do.
    pub(crate) fn work(&mut self, worker: Who) -> bool {
        let Some(effect) = self.jobs[worker as usize].pop_front() else { return false };
        let answers = &mut self.answers[worker as usize];
        let task = effect.task().unwrap_or_default();
        match effect {
            Effect::FindDrafts { paths, .. } => {
                let found = storage::find_drafts_in(&paths, Some(&self.state));
                answers.push_back((task, Outcome::Drafts(found)));
            }
            effect if matches!(worker, Who::Scribe) => {
                let mut tell = |task, outcome| answers.push_back((task, outcome));
                if let Some(other) = self.scribe.take(effect, &mut tell) {
                    self.jobs[Who::Clerk as usize].push_back(other);
                }
            }
            effect => carry_out(effect, &mut |outcome| answers.push_back((task, outcome))),
        }
        true
    }

    /// The scribe's pause is over: what it gathered is written.
    pub(crate) fn write_journal(&mut self) {
        let answers = &mut self.answers[Who::Scribe as usize];
        self.scribe.write(&mut |task, outcome| answers.push_back((task, outcome)));
    }

    /// The app hears one answer of a worker. Tells whether there was one.
    pub(crate) fn hear(&mut self, worker: Who) -> bool {
        let Some((task, outcome)) = self.answers[worker as usize].pop_front() else { return false };
        self.tell(Message::Finished(task, outcome));
        true
    }

    /// Until nobody has anything to do.
    pub(crate) fn settle(&mut self) {
        loop {
            let worked = WORKERS.map(|worker| self.work(worker)).contains(&true);
            self.write_journal();
            let heard = WORKERS.map(|worker| self.hear(worker)).contains(&true);
            if !worked && !heard {
                return;
            }
        }
    }

    /// Sends a message and does at once all that it wants done.
    pub(crate) fn send(&mut self, message: Message) -> &mut Self {
        self.tell(message);
        self.settle();
        self
    }

    pub(crate) fn act(&mut self, action: Action) -> &mut Self {
        self.send(Message::Act(action))
    }

    /// The first place where these words stand.
    pub(crate) fn place(&self, words: &str) -> Span {
        let start = self.app.session.article.text().find(words).unwrap();
        Span::new(start, start + words.len())
    }

    pub(crate) fn select(&mut self, words: &str) -> &mut Self {
        self.send(Message::Select(Selection::of(self.place(words))))
    }

    pub(crate) fn highlight(&mut self, words: &str) -> &mut Self {
        self.select(words).act(Action::Highlight(Color::Yellow))
    }

    /// The file dialogs that were asked for.
    pub(crate) fn picks(&self) -> Vec<Purpose> {
        let pick = |effect: &Effect| match effect {
            Effect::PickFile { purpose, .. } => Some(*purpose),
            _ => None,
        };
        self.asked.iter().filter_map(pick).collect()
    }

    pub(crate) fn closes(&self) -> bool {
        self.asked.iter().any(|effect| matches!(effect, Effect::Close))
    }
}

/// A desk on the built-in article with a folder of its own.
pub(crate) struct Home {
    pub desk: Desk,
    pub folder: TempDir,
}

impl Home {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let mut desk = Desk::on(storage::sample(), &[], &folder.path().join("state"));
        desk.settle();
        Self { desk, folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Whether a journal is there.
    pub(crate) fn has_journal(&self) -> bool {
        let folders = [self.folder.path().to_owned(), self.path("state")];
        let names = folders.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten();
        names.flatten().any(|entry| entry.path().extension().is_some_and(|end| end == "journal"))
    }
}

impl std::ops::Deref for Home {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        &self.desk
    }
}

impl std::ops::DerefMut for Home {
    fn deref_mut(&mut self) -> &mut Desk {
        &mut self.desk
    }
}
