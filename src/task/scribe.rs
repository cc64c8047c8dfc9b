//! Keeps the journal: takes what is unsaved off the window's hands, and has it on the disk within half a second.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError, Sender},
    },
    time::{Duration, Instant},
};

use crate::{
    app::{Effect, Outcome, TaskId},
    storage::{Draft, Journal, Recovered, drop_draft, state_folder},
};

/// How long keystrokes are gathered before they are written.
const PAUSE: Duration = Duration::from_millis(250);
/// How long after it could not be written it is tried again.
const RETRY: Duration = Duration::from_secs(2);

/// The journal of one window, and what is still to be written in it. Has no clock: whoever drives it says when.
#[derive(Debug)]
pub struct Scribe {
    /// Where journals are kept that have no notebook beside them.
    folder: Option<PathBuf>,
    journal: Option<Journal>,
    waiting: Option<(TaskId, Box<Draft>)>,
    has_failed: bool,
}

impl Scribe {
    /// A scribe whose journals are in this folder where they have no notebook beside them.
    pub const fn new(folder: Option<PathBuf>) -> Self {
        Self { folder, journal: None, waiting: None, has_failed: false }
    }

    /// Takes on what is to be kept, and what is not to be kept any longer. Other effects come back, and what waited is
    /// in the journal then: so a crash after a save finds in it what was saved.
    pub fn take(
        &mut self,
        effect: Effect,
        tell: &mut dyn FnMut(TaskId, Outcome),
    ) -> Option<Effect> {
        match effect {
            Effect::Journal { task, draft } => self.waiting = Some((task, draft)),
            Effect::EndJournal { recovered } => self.end(recovered),
            Effect::DropDraft(left) => drop_draft(&left),
            other => {
                self.write(tell);
                return Some(other);
            }
        }
        None
    }

    /// Whether something is still to be written.
    pub const fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    fn end(&mut self, recovered: Option<Arc<Recovered>>) {
        self.waiting = None;
        match (self.journal.take(), recovered) {
            (Some(journal), _) => journal.end(),
            // It has not been continued yet.
            (None, Some(left)) => drop_draft(&left),
            (None, None) => {}
        }
    }

    /// Writes what waits. What could not be written goes on waiting; it is told once.
    pub fn write(&mut self, tell: &mut dyn FnMut(TaskId, Outcome)) {
        let Some((task, draft)) = self.waiting.take() else { return };
        let place = self.journal.as_ref().map(|journal| journal.path().to_owned());
        // A panic here must not take saving down with it.
        let written = catch_unwind(AssertUnwindSafe(|| self.put(&draft)));
        match written.unwrap_or_else(|_| Err(io::ErrorKind::Other.into())) {
            Ok(()) => {
                self.has_failed = false;
                let now = self.journal.as_ref().map(Journal::path);
                if let Some(now) = now.filter(|now| place.as_deref() != Some(now)) {
                    tell(task, Outcome::Journalled(now.to_owned()));
                }
            }
            Err(error) => {
                if !std::mem::replace(&mut self.has_failed, true) {
                    let told = format!(
                        "What you do now could not be kept against a crash, since the system says \"{error}\"; it is safe in the window, so save soon."
                    );
                    tell(task, Outcome::Failed(told));
                }
                self.waiting = Some((task, draft));
            }
        }
    }

    fn put(&mut self, draft: &Draft) -> io::Result<()> {
        if let Some(journal) = &mut self.journal {
            return journal.add(draft);
        }
        self.journal = Some(Journal::begin_in(draft, self.folder.clone())?);
        Ok(())
    }
}

/// Works until nobody sends any more; what was sent last is still written. What is not the scribe's goes on to `next`.
#[expect(
    clippy::disallowed_methods,
    reason = "the pool is the edge: this gathers what comes within a moment"
)]
pub(super) fn keep(
    jobs: &Receiver<Effect>,
    next: &Sender<Effect>,
    tell: &mut dyn FnMut(TaskId, Outcome),
) {
    let mut scribe = Scribe::new(state_folder());
    let mut due: Option<Instant> = None;
    loop {
        let job = match due {
            Some(due) => jobs.recv_timeout(due.saturating_duration_since(Instant::now())),
            None => jobs.recv().map_err(|_gone| RecvTimeoutError::Disconnected),
        };
        let is_over = matches!(job, Err(RecvTimeoutError::Disconnected));
        if let Ok(effect) = job
            && let Some(other) = scribe.take(effect, tell)
        {
            // The clerk is there as long as the scribe is.
            next.send(other).unwrap_or_default();
        }
        if is_over || due.is_some_and(|due| due <= Instant::now()) {
            scribe.write(tell);
            // What waits still could not be written.
            due = scribe.is_waiting().then(|| Instant::now() + RETRY);
        } else {
            let first = || Instant::now() + PAUSE;
            due = scribe.is_waiting().then(|| due.unwrap_or_else(first));
        }
        if is_over {
            return;
        }
    }
}
