//! What is unsaved is kept in a journal, and what a crash left is offered again.

use std::{path::PathBuf, sync::Arc};

use super::{App, Effect, Question, Weight};
use crate::{
    notebook::{Command, Notebook},
    storage::{Draft, Opened, OpenedKind, Recovered},
};

impl App {
    /// After each message: the journal has what the file has not.
    pub(super) fn keep_journal(&mut self, effects: &mut Vec<Effect>) {
        if self.is_saved() {
            self.end_journal(effects);
        } else if self.journalled != Some(self.revision.notebook) {
            self.journalled = Some(self.revision.notebook);
            effects.push(Effect::Journal(Box::new(Draft {
                article: Arc::clone(&self.original),
                notebook: self.notebook.clone(),
                path: self.document.path.clone().filter(|_| !self.document.read_only),
                source: self.document.source.clone(),
                stamp: self.document.stamp,
            })));
        }
    }

    pub(super) fn end_journal(&mut self, effects: &mut Vec<Effect>) {
        if self.journalled.take().is_some() {
            self.journal = None;
            effects.push(Effect::EndJournal);
        }
    }

    /// Looks for what a crash left of what is open now, and of other notebooks.
    pub(super) fn find_drafts(&mut self, others: Vec<PathBuf>, effects: &mut Vec<Effect>) {
        let task = self.next_task();
        let paths = self.document.path.iter().cloned().chain(others).collect();
        effects.push(Effect::FindDrafts { task, paths });
    }

    /// Remembers what was found; it is offered one after the other.
    pub(super) fn found_drafts(&mut self, drafts: Vec<Recovered>) {
        for draft in drafts {
            let here = draft.path.is_some() && draft.path == self.document.path;
            if here || !self.offered.contains(&draft.journal) {
                self.drafts.retain(|other| other.journal != draft.journal);
                self.drafts.push(draft);
            }
        }
    }

    /// Asks about the next of them, once nothing else is asked and nothing is unsaved.
    pub(super) fn offer(&mut self) {
        let busy = self.question.is_some() || self.saving.is_some() || self.opening.is_some();
        if self.drafts.is_empty() || busy || !self.is_saved() {
            return;
        }
        let of_here = |draft: &Recovered| draft.path.is_some() && draft.path == self.document.path;
        // What is open comes first.
        let draft = self.drafts.remove(self.drafts.iter().position(of_here).unwrap_or(0));
        self.offered.insert(draft.journal.clone());
        let here = self.document.path.is_some() && self.document.path == draft.path;
        let before = match &draft.base {
            Some(base) => base.notebook.clone(),
            None if here => self.notebook.clone(),
            None => Notebook::default(),
        };
        let name = draft.path.as_ref().or(draft.source.as_ref()).and_then(|path| path.file_name());
        let title = &draft.article.meta().title;
        let mut what = vec![match name {
            Some(name) => format!("{title} ({})", name.to_string_lossy()),
            None => title.clone(),
        }];
        what.extend(before.differences(&draft.notebook));
        what.push(format!("in all: {}", draft.notebook.counts()));
        self.question = Some(Question::Recover { what, draft: Arc::new(draft) });
    }

    /// Brings back what a crash left: as one step that can be taken back, and not yet saved.
    pub(super) fn recover(&mut self, draft: &Recovered, effects: &mut Vec<Effect>) {
        if self.document.path.is_none() || self.document.path != draft.path {
            let kind = match (&draft.path, &draft.source) {
                (Some(path), _) => OpenedKind::Notebook { path: path.clone(), read_only: false },
                (None, Some(source)) => OpenedKind::Article { source: source.clone() },
                (None, None) => OpenedKind::Sample,
            };
            let opened = Opened {
                article: Arc::clone(&draft.article),
                notebook: Notebook::default(),
                kind,
                complaints: Vec::new(),
                stamp: draft.stamp,
            };
            self.show(opened, effects);
            self.known.extend(draft.base.iter().flat_map(|base| base.notebook.ids()));
        }
        // Should the file have been changed since, saving comes upon it.
        self.document.stamp = draft.stamp.or(self.document.stamp);
        self.base.clone_from(&draft.base);
        let restored = Command::Restore(Box::new(draft.notebook.clone()));
        self.command("Recover", restored);
        self.lay_verdicts();
        self.analyze(effects);
        // The scribe lets the old journal go only when the new one has it.
        self.keep_journal(effects);
        effects.push(Effect::DropDraft(draft.journal.clone()));
        self.notice(Weight::Info, "Your work is back. It is not saved yet.");
    }
}
