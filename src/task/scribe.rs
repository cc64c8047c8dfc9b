//! Keeps the journal: takes what is unsaved off the window's hands, and has it on the disk within half a second.

use std::{
    sync::mpsc::{Receiver, RecvTimeoutError},
    time::{Duration, Instant},
};

use crate::{
    app::{Effect, Message, Outcome, TaskId},
    storage::{Draft, Journal},
};

/// How long keystrokes are gathered before they are written.
const PAUSE: Duration = Duration::from_millis(250);

/// Works until nobody sends any more; what was sent last is still written.
#[expect(
    clippy::disallowed_methods,
    reason = "the pool is the edge: this gathers what comes within a moment"
)]
pub(super) fn keep(jobs: &Receiver<Effect>, tell: &mut dyn FnMut(Message)) {
    let mut journal: Option<Journal> = None;
    let mut waiting: Option<(Box<Draft>, Instant)> = None;
    let mut has_failed = false;
    loop {
        let job = match &waiting {
            Some((_, since)) => jobs.recv_timeout(PAUSE.saturating_sub(since.elapsed())),
            None => jobs.recv().map_err(|_gone| RecvTimeoutError::Disconnected),
        };
        let gone = matches!(job, Err(RecvTimeoutError::Disconnected));
        match job {
            Ok(Effect::Journal(draft)) => {
                let since = waiting.map_or_else(Instant::now, |(_, since)| since);
                waiting = Some((draft, since));
            }
            Ok(_) => {
                waiting = None;
                if let Some(journal) = journal.take() {
                    journal.end();
                }
            }
            Err(_) => {}
        }
        let is_due = waiting.as_ref().is_some_and(|(_, since)| gone || since.elapsed() >= PAUSE);
        if let Some((draft, _)) = waiting.take_if(|_| is_due)
            && let Err(error) = write(&mut journal, &draft)
            && !std::mem::replace(&mut has_failed, true)
        {
            let words = format!(
                "What you do now could not be kept against a crash, since the system says \"{error}\"; it is safe in the window, so save soon."
            );
            tell(Message::Finished(TaskId(0), Outcome::Failed(words)));
        }
        if gone {
            return;
        }
    }
}

fn write(journal: &mut Option<Journal>, draft: &Draft) -> std::io::Result<()> {
    if let Some(journal) = journal {
        return journal.add(draft);
    }
    *journal = Some(Journal::begin(draft)?);
    Ok(())
}
