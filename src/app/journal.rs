//! What is unsaved is kept in a journal, and what a crash left is offered again.

use std::sync::Arc;

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
            })));
        }
    }

    pub(super) fn end_journal(&mut self, effects: &mut Vec<Effect>) {
        if self.journalled.take().is_some() {
            effects.push(Effect::EndJournal);
        }
    }

    /// Looks for what a crash left of what is open now.
    pub(super) fn find_drafts(&mut self, effects: &mut Vec<Effect>) {
        let task = self.next_task();
        effects.push(Effect::FindDrafts { task, path: self.document.path.clone() });
    }

    /// Asks about the first of what was found; the others wait for the next start.
    pub(super) fn offer(&mut self, drafts: Vec<Recovered>) {
        let Some(draft) = drafts.into_iter().next() else { return };
        if self.question.is_some() || !self.is_saved() {
            return;
        }
        let here = self.document.path.is_some() && self.document.path == draft.path;
        let before = if here { self.notebook.clone() } else { Notebook::default() };
        let mut what = before.differences(&draft.notebook);
        let name = draft.path.as_ref().or(draft.source.as_ref()).and_then(|path| path.file_name());
        let title = &draft.article.meta().title;
        what.insert(
            0,
            match name {
                Some(name) => format!("{title} ({})", name.to_string_lossy()),
                None => title.clone(),
            },
        );
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
                stamp: None,
            };
            self.show(opened, effects);
        }
        let restored = Command::Restore(Box::new(draft.notebook.clone()));
        self.command("Recover", restored);
        self.lay_verdicts();
        self.analyze(effects);
        // Only when the new journal has it may the old one go.
        self.keep_journal(effects);
        effects.push(Effect::DropDraft(draft.journal.clone()));
        self.notice(Weight::Info, "Your work is back. It is not saved yet.");
    }
}
