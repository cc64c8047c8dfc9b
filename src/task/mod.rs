//! Threads: carries effects out, answers with messages. Knows no egui.

mod cores;
mod later;
mod read;
mod scribe;

pub use cores::in_order;
pub use later::Later;
pub use read::analyze;
pub use scribe::Scribe;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread::{self, JoinHandle},
};

use crate::{
    app::{Effect, Message, Outcome, TaskId},
    notebook::Comparison,
    storage,
};

/// Called after each answer, from a worker's thread, so that a sleeping window wakes up.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Three workers: one reads articles, which may take long; one reads and writes files, which must not wait; one keeps
/// the journal, which waits for nobody. A save goes to the clerk by way of the scribe.
pub struct Pool {
    reader: Worker,
    clerk: Worker,
    scribe: Worker,
    answers: Receiver<Message>,
    /// Unsaved work is kept in a journal, and looked for.
    journals: bool,
}

/// Who carries an effect out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Reader,
    Clerk,
    Scribe,
    Window,
}

/// Who carries this one out.
pub const fn who(effect: &Effect) -> Who {
    match effect {
        Effect::Analyze { .. } | Effect::CompareTexts { .. } | Effect::Carry { .. } => Who::Reader,
        Effect::Journal { .. } | Effect::EndJournal { .. } | Effect::DropDraft(_) => Who::Scribe,
        Effect::Open { .. }
        | Effect::Compare { .. }
        | Effect::FindTemplates { .. }
        | Effect::FindVersions { .. }
        | Effect::KeepVersion { .. }
        | Effect::FindDrafts { .. }
        | Effect::Save { .. }
        | Effect::Export { .. }
        | Effect::Import { .. }
        | Effect::SaveSettings(_)
        | Effect::SaveNames { .. } => Who::Clerk,
        Effect::PickFile { .. } | Effect::Copy(_) | Effect::Focus(_) | Effect::Close => Who::Window,
    }
}

/// A thread and the way to give it work. Without a thread, work comes back to the caller.
struct Worker {
    jobs: Option<Sender<Effect>>,
    thread: Option<JoinHandle<()>>,
}

/// The time by the computer's clock, for the layers above.
#[expect(
    clippy::disallowed_methods,
    reason = "this is where the clock is read for the command line"
)]
pub fn clock() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

impl Pool {
    /// Without a journal: for tests and benches, which must not touch what is kept for the reader.
    pub fn new(wake: Wake) -> Self {
        let mut pool = Self::with_journal(wake);
        pool.journals = false;
        pool
    }

    pub fn with_journal(wake: Wake) -> Self {
        let (answer, answers) = channel();
        let clerk = Worker::new("clerk", answer.clone(), Arc::clone(&wake));
        Self {
            journals: true,
            reader: Worker::new("reader", answer.clone(), Arc::clone(&wake)),
            scribe: Worker::scribe(clerk.jobs.clone(), answer, wake),
            clerk,
            answers,
        }
    }

    /// Takes on an effect; gives back those that are the window's.
    pub fn run(&self, effect: Effect) -> Option<Effect> {
        let of_journal = matches!(
            effect,
            Effect::Journal { .. }
                | Effect::EndJournal { .. }
                | Effect::FindDrafts { .. }
                | Effect::DropDraft(_)
        );
        if of_journal && !self.journals {
            return None;
        }
        let worker = match who(&effect) {
            Who::Reader => &self.reader,
            Who::Clerk if self.journals && matches!(effect, Effect::Save { .. }) => &self.scribe,
            Who::Clerk => &self.clerk,
            Who::Scribe => &self.scribe,
            Who::Window => return Some(effect),
        };
        let Some(jobs) = &worker.jobs else { return Some(effect) };
        // A worker lives as long as the pool does, so there is always somebody to take it.
        jobs.send(effect).err().map(|lost| lost.0)
    }

    /// The next answer, if there is one. Never waits.
    pub fn poll(&self) -> Option<Message> {
        self.answers.try_recv().ok()
    }

    /// Waits for the next answer: for tests and benches.
    pub fn wait(&self) -> Option<Message> {
        self.answers.recv().ok()
    }
}

impl Drop for Pool {
    /// What was given to the clerk and the scribe is still written; a reading is left where it is.
    fn drop(&mut self) {
        // The scribe first: it may still have something for the clerk.
        for worker in [&mut self.scribe, &mut self.clerk] {
            worker.jobs = None;
            if let Some(thread) = worker.thread.take() {
                // One that broke down has said so already.
                thread.join().unwrap_or_default();
            }
        }
    }
}

impl Worker {
    fn new(name: &str, answer: Sender<Message>, wake: Wake) -> Self {
        Self::spawn(name, move |jobs| {
            for effect in jobs {
                let task = effect.task().unwrap_or_default();
                let broken = broken(&effect);
                let mut tell = |outcome| tell(&answer, &wake, task, outcome);
                // A panic in one piece of work must not take the window down.
                if catch_unwind(AssertUnwindSafe(|| carry_out(effect, &mut tell))).is_err() {
                    tell(Outcome::Failed(broken.to_owned()));
                }
            }
        })
    }

    /// What is not the scribe's goes on to `next`.
    fn scribe(next: Option<Sender<Effect>>, answer: Sender<Message>, wake: Wake) -> Self {
        let Some(next) = next else { return Self { jobs: None, thread: None } };
        Self::spawn("scribe", move |jobs| {
            scribe::keep(&jobs, &next, &mut |task, outcome| tell(&answer, &wake, task, outcome));
        })
    }

    fn spawn(name: &str, work: impl FnOnce(Receiver<Effect>) + Send + 'static) -> Self {
        let (sender, jobs) = channel();
        let thread = thread::Builder::new().name(name.to_owned()).spawn(move || work(jobs)).ok();
        Self { jobs: thread.is_some().then_some(sender), thread }
    }
}

/// Sends an answer. Nobody listens any more when the window is gone; the work is then without use.
fn tell(answer: &Sender<Message>, wake: &Wake, task: TaskId, outcome: Outcome) {
    drop(answer.send(Message::Finished(task, outcome)));
    wake();
}

/// What is said should the work break down.
const fn broken(effect: &Effect) -> &'static str {
    match effect {
        Effect::FindDrafts { .. } => "Looking for unsaved work that a crash left broke down.",
        Effect::Compare { .. } => {
            "Looking whether the file was changed meanwhile broke down; saving looks again."
        }
        Effect::FindVersions { .. } | Effect::KeepVersion { .. } => {
            "Looking through the versions broke down; the notebook is as it was."
        }
        Effect::Open { .. } => "Opening the file broke down; the window keeps what it had.",
        Effect::FindTemplates { .. } => "Looking for templates broke down; write freely.",
        Effect::Carry { .. } => {
            "Carrying the marks over broke down; the article was left as it is."
        }
        Effect::CompareTexts { .. } => "Comparing the versions broke down; nothing was changed.",
        Effect::Save { .. } => "Saving broke down; your work is kept here in the window.",
        Effect::Export { .. } => "The export broke down; nothing was written.",
        Effect::Import { .. } => "Reading the annotations broke down; the notebook is as it was.",
        Effect::SaveSettings(_) | Effect::SaveNames { .. } => "The settings could not be written.",
        _ => "Finding names and times broke down; the article can still be read and marked.",
    }
}

/// Does here and now what a worker does with an effect, the window's and the scribe's excepted, and tells what comes of
/// it.
pub fn carry_out(effect: Effect, tell: &mut dyn FnMut(Outcome)) {
    match effect {
        Effect::Analyze { article, given, from, cancel, .. } => {
            read::read(&article, &given, from, &cancel, tell);
        }
        Effect::Open { path, .. } => {
            let result = storage::open(&path).map(Box::new);
            tell(Outcome::Opened(path, result));
        }
        Effect::FindTemplates { .. } => tell(Outcome::Templates(storage::templates())),
        Effect::CompareTexts { old, new, given, .. } => {
            tell(Outcome::ComparedTexts(Arc::new(Comparison::new(old, new, &given))));
        }
        Effect::Carry { old, new, notebook, .. } => {
            tell(Outcome::Carried(notebook.replacement(&old, new)));
        }
        Effect::Save { path, article, notebook, expect, by_itself, .. } => {
            let save = if by_itself { storage::save_over } else { storage::save };
            let result = save(&path, &article, &notebook, &expect);
            tell(Outcome::Saved(path, result));
        }
        Effect::SaveNames { before, after } => {
            if let Err(error) = storage::save_names(&before, &after) {
                tell(Outcome::Failed(error.to_string()));
            }
        }
        Effect::FindDrafts { paths, .. } => {
            tell(Outcome::Drafts(storage::find_drafts(&paths)));
        }
        Effect::Compare { path, stamp, .. } => {
            let theirs = storage::changed(&path, stamp);
            tell(Outcome::Compared(path, theirs.map(|theirs| theirs.map(Box::new))));
        }
        Effect::FindVersions { path, .. } => {
            tell(Outcome::Versions(storage::versions(&path)));
        }
        Effect::KeepVersion { path, name, article, notebook, .. } => {
            if let Err(error) = storage::keep_version(&path, &name, &article, &notebook) {
                tell(Outcome::Failed(error.to_string()));
            }
            tell(Outcome::Versions(storage::versions(&path)));
        }
        Effect::Export { path, outgoing, is_agreed, .. } => {
            let mut remarks = Vec::new();
            let result = storage::write_export(&path, |old| {
                let sent = (outgoing.make)(old, is_agreed)?;
                remarks = sent.remarks;
                Some(sent.bytes)
            });
            tell(Outcome::Exported(path, result.map(|()| remarks)));
        }
        Effect::Import { path, importer, article, analysis, notebook, .. } => {
            let text = storage::read_text(&path, storage::LIMIT).map_err(|error| error.to_string());
            let read =
                text.and_then(|text| importer(&text, &article, &analysis, &notebook, clock()));
            tell(Outcome::Imported(path, article, read));
        }
        Effect::SaveSettings(settings) => {
            if let Err(error) = settings.save() {
                tell(Outcome::Failed(error.to_string()));
            }
        }
        Effect::PickFile { .. }
        | Effect::Journal { .. }
        | Effect::EndJournal { .. }
        | Effect::DropDraft(_)
        | Effect::Copy(_)
        | Effect::Focus(_)
        | Effect::Close => {}
    }
}
