//! Keeps the journal: takes what is unsaved off the window's hands, and has it on the disk within half a second.

use std::{
    path::PathBuf,
    sync::mpsc::{Receiver, RecvTimeoutError},
    time::{Duration, Instant},
};

use crate::{
    app::{Effect, Outcome},
    storage::{Draft, Journal, drop_draft},
};

/// How long keystrokes are gathered before they are written.
const PAUSE: Duration = Duration::from_millis(250);
/// How long after it could not be written it is tried again.
const RETRY: Duration = Duration::from_secs(2);

/// Works until nobody sends any more; what was sent last is still written.
#[expect(
    clippy::disallowed_methods,
    reason = "the pool is the edge: this gathers what comes within a moment"
)]
pub(super) fn keep(jobs: &Receiver<Effect>, tell: &mut dyn FnMut(Outcome)) {
    let mut journal: Option<Journal> = None;
    let mut waiting: Option<(Box<Draft>, Instant)> = None;
    // What was recovered from; it goes when what was recovered is written here.
    let mut recovered: Vec<PathBuf> = Vec::new();
    let mut has_failed = false;
    loop {
        let job = match &waiting {
            Some((_, due)) => jobs.recv_timeout(due.saturating_duration_since(Instant::now())),
            None => jobs.recv().map_err(|_gone| RecvTimeoutError::Disconnected),
        };
        let gone = matches!(job, Err(RecvTimeoutError::Disconnected));
        match job {
            Ok(Effect::Journal(draft)) => {
                let due = waiting.map_or_else(|| Instant::now() + PAUSE, |(_, due)| due);
                waiting = Some((draft, due));
            }
            Ok(Effect::DropDraft(path)) => recovered.push(path),
            Ok(_) => {
                waiting = None;
                if let Some(journal) = journal.take() {
                    journal.end();
                }
            }
            Err(_) => {}
        }
        let is_due = waiting.as_ref().is_some_and(|(_, due)| gone || *due <= Instant::now());
        if let Some((draft, _)) = waiting.take_if(|_| is_due) {
            match write(&mut journal, &draft, tell) {
                Ok(()) => has_failed = false,
                Err(error) => {
                    if !std::mem::replace(&mut has_failed, true) {
                        tell(Outcome::Failed(format!(
                            "What you do now could not be kept against a crash, since the system says \"{error}\"; it is safe in the window, so save soon."
                        )));
                    }
                    waiting = (!gone).then(|| (draft, Instant::now() + RETRY));
                }
            }
        }
        if waiting.is_none() {
            recovered.drain(..).for_each(|path| drop_draft(&path));
        }
        if gone {
            return;
        }
    }
}

fn write(
    journal: &mut Option<Journal>,
    draft: &Draft,
    tell: &mut dyn FnMut(Outcome),
) -> std::io::Result<()> {
    let place = journal.as_ref().map(|journal| journal.path().to_owned());
    match journal {
        Some(journal) => journal.add(draft)?,
        None => *journal = Some(Journal::begin(draft)?),
    }
    if let Some(now) =
        journal.as_ref().map(Journal::path).filter(|now| place.as_deref() != Some(now))
    {
        tell(Outcome::Journalled(now.to_owned()));
    }
    Ok(())
}
