//! Another program, or a second window, has changed the notebook's file: found before saving and when the window is
//! used again, and never overwritten in silence.

use std::{path::PathBuf, sync::Arc};

use super::{
    Answer, App, Changed, Effect, Question, Session, TaskId, Then, Weight, session::Looking,
};
use crate::{
    notebook::{Merged, Side, merge},
    storage::{Expect, OpenError, Opened, OpenedKind},
};

impl Session {
    /// What both grew from; where that is not known, what both have, so that all of both is kept.
    fn base_for(&self, theirs: &Side) -> Side {
        self.base.clone().unwrap_or_else(|| self.side().common(theirs))
    }
}

impl App {
    /// Looks whether the file is still as it was, unless something is under way that will tell.
    pub(super) fn look_again(&mut self, effects: &mut Vec<Effect>) {
        let busy = self.session.saving.is_some()
            || self.session.question.is_some()
            || self.session.opening.is_some();
        if !busy && self.session.comparing.is_none() {
            self.look_at_file(false, None, effects);
        }
    }

    /// Tells whether there is a file to be looked at.
    fn look_at_file(
        &mut self,
        saving: bool,
        then: Option<Then>,
        effects: &mut Vec<Effect>,
    ) -> bool {
        let file = self.session.document.path.clone().zip(self.session.document.stamp);
        let Some((path, stamp)) = file else { return false };
        let task = self.next_task();
        self.session.comparing = Some(Looking { task, saving, then });
        effects.push(Effect::Compare { task, path, stamp });
        true
    }

    /// A save was refused since the file is another than before: now for what it holds.
    pub(super) fn clashed(
        &mut self,
        path: PathBuf,
        why: String,
        then: Option<Then>,
        effects: &mut Vec<Effect>,
    ) {
        if !self.look_at_file(true, then.clone(), effects) {
            self.cannot_merge(path, why, then);
        }
    }

    fn cannot_merge(&mut self, path: PathBuf, why: String, then: Option<Then>) {
        self.session.after = then;
        self.session.question = Some(Question::Overwrite { path, why });
    }

    /// What came of looking: nothing where the file is as it was.
    pub(super) fn compared(
        &mut self,
        task: TaskId,
        path: PathBuf,
        theirs: Option<Result<Box<Opened>, OpenError>>,
        effects: &mut Vec<Effect>,
    ) {
        let Some(looking) = self.session.comparing.take_if(|current| current.task == task) else {
            return;
        };
        let Looking { saving, then, .. } = looking;
        if self.session.question.is_some() || self.session.document.path.as_ref() != Some(&path) {
            return;
        }
        // This window may have written or read it so meanwhile.
        let known = self.session.document.stamp;
        let is_known = |theirs: &Opened| theirs.stamp.is_some_and(|stamp| Some(stamp) == known);
        match theirs.filter(|theirs| !theirs.as_ref().is_ok_and(|theirs| is_known(theirs))) {
            None if saving => self.save(then, effects),
            None => {}
            // The reader has put this away already.
            Some(Ok(opened))
                if !saving && opened.stamp.is_some() && opened.stamp == self.session.declined => {}
            Some(Ok(opened)) if matches!(opened.kind, OpenedKind::Notebook { .. }) => {
                self.ask_about(path, *opened, saving, then);
            }
            Some(Err(OpenError::Missing { .. })) if !saving => {
                // Nothing stands in the way of a save now.
                self.session.document.stamp = None;
                let told = "The notebook's file is not there any more: it was moved, renamed or deleted. What you have here is untouched, and saving writes it again";
                self.notice(Weight::Warning, format!("{told} ({}).", path.display()));
            }
            Some(theirs) => {
                let told = "Another program has changed the notebook's file, and what it holds now is no notebook that can be read.";
                let why = theirs.err().map_or_else(String::new, |error| format!(" {error}"));
                if saving {
                    self.cannot_merge(path, format!("{told}{why}"), then);
                } else {
                    let told = format!("{told}{why} What you have here is untouched.");
                    self.notice(Weight::Warning, told);
                }
            }
        }
    }

    fn ask_about(&mut self, path: PathBuf, opened: Opened, saving: bool, then: Option<Then>) {
        let theirs = Side { article: opened.article, notebook: opened.notebook };
        let base = self.session.base_for(&theirs);
        let mine = if self.session.is_saved() {
            Vec::new()
        } else {
            base.differences(&self.session.side())
        };
        self.session.question = Some(Question::Changed(Arc::new(Changed {
            path,
            mine,
            theirs_did: base.differences(&theirs),
            theirs,
            stamp: opened.stamp,
            saving,
            then,
        })));
    }

    /// The reader's answer; none of them loses anything that Undo or the versions do not bring back.
    pub(super) fn settle(&mut self, changed: &Changed, answer: &Answer, effects: &mut Vec<Effect>) {
        let Changed { path, theirs, stamp, saving, then, .. } = changed;
        let then = then.clone();
        match answer {
            Answer::Merge => {
                let base = self.session.base_for(theirs);
                let Merged { article, notebook, conflicts } =
                    merge(&base, &self.session.side(), theirs);
                self.take_over("Merge", Side { article, notebook }, changed);
                if !conflicts.is_empty() {
                    let told = format!(
                        "Both are together here now, and nothing is lost. {} Look at them, then save.",
                        conflicts.join(" ")
                    );
                    self.notice(Weight::Warning, told);
                } else if *saving {
                    self.save(then, effects);
                } else {
                    self.notice(Weight::Info, "Both are together here now, and not saved yet.");
                }
            }
            Answer::Reload => {
                self.take_over("Reload", theirs.clone(), changed);
                self.session.history.mark_saved(self.session.history.position());
                self.notice(
                    Weight::Info,
                    "The file was read again. Undo brings back what was here.",
                );
            }
            Answer::KeepBoth => self.write(Some((path.clone(), Expect::Beside)), then, effects),
            Answer::Overwrite => self.write(Some((path.clone(), Expect::Anything)), then, effects),
            _ => self.session.declined = *stamp,
        }
    }

    fn take_over(&mut self, name: &'static str, side: Side, changed: &Changed) {
        self.session.known.extend(changed.theirs.notebook.ids());
        self.restore(name, side);
        self.session.base = Some(changed.theirs.clone());
        self.session.document.stamp = changed.stamp;
    }
}
