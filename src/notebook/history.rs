//! Undo and redo: one history for the whole app.

use std::mem;

use super::{Command, Id, Notebook, Stale};

/// What is being typed into; keystrokes into the same place merge into one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typing {
    Notebook,
    Comment(Id),
    Title,
}

/// A pause of this length ends a step of typing.
const PAUSE_MS: u64 = 1_000;

#[derive(Debug, Clone)]
struct Step {
    /// What takes it back, or does it again.
    command: Command,
    /// What the menu calls it: "Highlight", "Typing".
    name: &'static str,
    /// Where it was made, to merge and to tell what is saved.
    number: u64,
    typing: Option<(Typing, u64)>,
}

/// The steps taken and taken back. Unlimited: a notebook's steps are small.
#[derive(Debug, Clone, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    last: u64,
    saved: u64,
}

impl History {
    /// Applies a new command to `notebook`; what was taken back is forgotten.
    pub fn act(
        &mut self,
        notebook: &mut Notebook,
        name: &'static str,
        command: Command,
    ) -> Result<(), Stale> {
        let inverse = command.apply(notebook)?;
        self.push(name, inverse, None);
        Ok(())
    }

    /// The same for a keystroke: merges into the step before while it stays in one place, without a pause,
    /// and nothing was saved or taken back between.
    pub fn typed(
        &mut self,
        notebook: &mut Notebook,
        place: Typing,
        command: Command,
        now_ms: u64,
    ) -> Result<(), Stale> {
        let inverse = command.apply(notebook)?;
        let position = self.position();
        if self.undone.is_empty()
            && position != self.saved
            && let Some(last) = self.done.last_mut()
            && let Some((before, at)) = &mut last.typing
            && *before == place
            && now_ms.saturating_sub(*at) < PAUSE_MS
        {
            // The step's inverse already leads back to before its first keystroke.
            *at = now_ms;
            return Ok(());
        }
        self.push("Typing", inverse, Some((place, now_ms)));
        Ok(())
    }

    fn push(&mut self, name: &'static str, command: Command, typing: Option<(Typing, u64)>) {
        self.undone.clear();
        self.last += 1;
        self.done.push(Step { command, name, number: self.last, typing });
    }

    /// Takes back the last step; gives its name.
    pub fn undo(&mut self, notebook: &mut Notebook) -> Option<&'static str> {
        Self::turn(notebook, &mut self.done, &mut self.undone)
    }

    /// Does again what was taken back last; gives its name.
    pub fn redo(&mut self, notebook: &mut Notebook) -> Option<&'static str> {
        Self::turn(notebook, &mut self.undone, &mut self.done)
    }

    fn turn(
        notebook: &mut Notebook,
        from: &mut Vec<Step>,
        to: &mut Vec<Step>,
    ) -> Option<&'static str> {
        let mut step = from.pop()?;
        let command = mem::replace(&mut step.command, Command::Batch(Vec::new()));
        // The notebook is as it was after this step, so its inverse fits; were it not, the step is dropped.
        step.command = command.apply(notebook).ok()?;
        step.typing = None;
        let name = step.name;
        to.push(step);
        Some(name)
    }

    /// What undo would take back.
    pub fn undo_name(&self) -> Option<&'static str> {
        self.done.last().map(|step| step.name)
    }

    /// What redo would do again.
    pub fn redo_name(&self) -> Option<&'static str> {
        self.undone.last().map(|step| step.name)
    }

    /// Where the history stands: the same number for the same state.
    pub fn position(&self) -> u64 {
        self.done.last().map_or(0, |step| step.number)
    }

    /// Ends a step of typing: what is typed from now on is a step of its own. Called when a save begins, so
    /// that a position stands for one state only.
    pub fn seal(&mut self) {
        if let Some(step) = self.done.last_mut() {
            step.typing = None;
        }
    }

    /// The state that had this position is now on disk.
    pub const fn mark_saved(&mut self, position: u64) {
        self.saved = position;
    }

    pub fn is_saved(&self) -> bool {
        self.position() == self.saved
    }
}
