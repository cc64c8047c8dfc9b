//! Threads: carries effects out, answers with messages. Knows no egui.

mod read;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
};

use crate::{
    app::{Effect, Message, Outcome, TaskId},
    storage,
};

/// Called after each answer, from a worker's thread, so that a sleeping window wakes up.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Two workers: one reads articles, which may take long; one reads and writes files, which must not wait.
pub struct Pool {
    reader: Sender<Effect>,
    clerk: Sender<Effect>,
    answers: Receiver<Message>,
}

impl Pool {
    pub fn new(wake: Wake) -> Self {
        let (answer, answers) = channel();
        Self {
            reader: worker("reader", answer.clone(), Arc::clone(&wake)),
            clerk: worker("clerk", answer, wake),
            answers,
        }
    }

    /// Takes on an effect; gives back those that are the window's.
    pub fn run(&self, effect: Effect) -> Option<Effect> {
        let worker = match effect {
            Effect::Analyze { .. } => &self.reader,
            Effect::Open { .. } | Effect::Save { .. } | Effect::SaveSettings(_) => &self.clerk,
            _ => return Some(effect),
        };
        // A worker lives as long as the pool does, so there is always somebody to take it.
        worker.send(effect).err().map(|lost| lost.0)
    }

    /// The next answer, if there is one. Never waits.
    pub fn poll(&self) -> Option<Message> {
        self.answers.try_recv().ok()
    }

    /// Waits for the next answer: for tests and for saving before the process ends.
    pub fn wait(&self) -> Option<Message> {
        self.answers.recv().ok()
    }
}

fn worker(name: &str, answer: Sender<Message>, wake: Wake) -> Sender<Effect> {
    let (sender, jobs) = channel::<Effect>();
    let work = move || {
        for effect in jobs {
            let task = task_of(&effect);
            let mut tell = |outcome| {
                // Nobody listens any more when the window is gone; the work is then without use.
                drop(answer.send(Message::Finished(task, outcome)));
                wake();
            };
            // A panic in one piece of work must not take the window down.
            if catch_unwind(AssertUnwindSafe(|| carry_out(effect, &mut tell))).is_err() {
                tell(Outcome::Failed("Reading this article broke down.".to_owned()));
            }
        }
    };
    if thread::Builder::new().name(name.to_owned()).spawn(work).is_err() {
        // Without threads there is no window either; effects come back to the caller unsent.
    }
    sender
}

const fn task_of(effect: &Effect) -> TaskId {
    match effect {
        Effect::Analyze { task, .. } | Effect::Open { task, .. } | Effect::Save { task, .. } => {
            *task
        }
        _ => TaskId(0),
    }
}

fn carry_out(effect: Effect, tell: &mut dyn FnMut(Outcome)) {
    match effect {
        Effect::Analyze { article, given, from, cancel, .. } => {
            read::read(&article, &given, from, &cancel, tell);
        }
        Effect::Open { path, .. } => {
            let result = storage::open(&path).map(Box::new);
            tell(Outcome::Opened(path, result));
        }
        Effect::Save { path, article, notebook, expect, .. } => {
            let result = storage::save(&path, &article, &notebook, &expect);
            tell(Outcome::Saved(path, result));
        }
        Effect::SaveSettings(settings) => {
            if let Err(error) = settings.save() {
                tell(Outcome::Failed(error.to_string()));
            }
        }
        _ => {}
    }
}
