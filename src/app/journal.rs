//! What is unsaved is kept in a journal, and what a crash left is offered again.

use std::{path::PathBuf, sync::Arc};

use super::{Answer, App, Effect, Question, Session, Weight};
use crate::{
    notebook::{Merged, Notebook, Side, merge},
    storage::{Draft, OpenError, Opened, OpenedKind, Recovered},
};

impl Session {
    /// Whether a crash left this of what is open here.
    fn is_of_here(&self, draft: &Recovered) -> bool {
        draft.path.is_some() && draft.path == self.document.path
    }

    /// What would be here if the draft was brought back, and what could not be decided between the two. A draft that
    /// grew from the file as it is now takes the place of what is here, where nothing was written here since; any other
    /// is put together with it, since the file or the window may have newer work.
    fn with_draft(&self, draft: &Recovered) -> Merged {
        let is_same = draft.article.text() == self.original.text();
        let article = Arc::clone(if is_same { &self.original } else { &draft.article });
        let left = Side { article, notebook: draft.notebook.clone() };
        if draft.stamp == self.document.stamp && self.is_saved() {
            let Side { article, notebook } = left;
            return Merged { article, notebook, conflicts: Vec::new() };
        }
        let here = self.side();
        let base = draft.base.clone().unwrap_or_else(|| here.common(&left));
        merge(&base, &here, &left)
    }
}

impl App {
    /// After each message: the journal has what the file has not. It comes before a save, so that what that writes is
    /// in the journal already.
    pub(super) fn keep_journal(&mut self, effects: &mut Vec<Effect>) {
        if self.session.is_saved() {
            self.end_journal(effects);
        } else if self.journalled != Some(self.revision.notebook) {
            self.journalled = Some(self.revision.notebook);
            let task = self.next_task();
            let Session { original, document, recovered, .. } = &self.session;
            let draft = Draft {
                article: Arc::clone(original),
                notebook: self.session.to_save(),
                path: document.path.clone().filter(|_| !document.read_only),
                source: document.source.clone(),
                stamp: document.stamp,
                continues: recovered.clone(),
            };
            let ended = |effect: &Effect| matches!(effect, Effect::EndJournal { .. });
            let at = effects.iter().rposition(ended).map_or(0, |ended| ended + 1);
            effects.insert(at, Effect::Journal { task, draft: Box::new(draft) });
        }
    }

    pub(super) fn end_journal(&mut self, effects: &mut Vec<Effect>) {
        if self.journalled.take().is_some() {
            self.session.journal = None;
            effects.push(Effect::EndJournal { recovered: self.session.recovered.take() });
        }
    }

    /// Looks for what a crash left of what is open now, and of other notebooks.
    pub(super) fn find_drafts(&mut self, others: Vec<PathBuf>, effects: &mut Vec<Effect>) {
        let task = self.next_task();
        let paths = self.session.document.path.iter().cloned().chain(others).collect();
        effects.push(Effect::FindDrafts { task, paths });
    }

    /// Remembers what was found; it is offered one after the other. The same may be found more than once.
    pub(super) fn found_drafts(&mut self, drafts: Vec<Recovered>) {
        for draft in drafts {
            if !self.offered.iter().any(|other| other.is_same_journal(&draft)) {
                self.drafts.retain(|other| other.journal != draft.journal);
                self.drafts.push(Arc::new(draft));
            }
        }
    }

    /// Asks about the next of them, once nothing else is asked or under way and nothing is unsaved.
    pub(super) fn offer(&mut self, effects: &mut Vec<Effect>) {
        let Session { question, saving, opening, .. } = &self.session;
        let busy = question.is_some() || saving.is_some() || opening.is_some();
        if busy || self.picking.is_some() || !self.session.is_saved() {
            return;
        }
        // What is open comes first.
        let of_here = self.drafts.iter().find(|draft| self.session.is_of_here(draft));
        let Some(draft) = of_here.or(self.drafts.first()).map(Arc::clone) else { return };
        let what = if self.session.is_of_here(&draft) {
            let Merged { article, notebook, .. } = self.session.with_draft(&draft);
            self.session.side().differences(&Side { article, notebook })
        } else {
            let before = draft.base.as_ref().map(|base| &base.notebook);
            before.unwrap_or(&Notebook::default()).differences(&draft.notebook)
        };
        if what.is_empty() {
            // The file has all of it.
            self.put_away(&draft);
            effects.push(Effect::DropDraft(draft));
            return;
        }
        let name = draft.path.as_ref().or(draft.source.as_ref()).and_then(|path| path.file_name());
        let title = &draft.article.meta().title;
        let title = match name {
            Some(name) => format!("{title} ({})", name.to_string_lossy()),
            None => title.clone(),
        };
        let all = format!("in all: {}", draft.notebook.counts());
        let what = [vec![title], what, vec![all]].concat();
        self.session.question = Some(Question::Recover { what, draft });
    }

    /// It is not offered again.
    fn put_away(&mut self, draft: &Arc<Recovered>) {
        self.drafts.retain(|other| !other.is_same_journal(draft));
        self.offered.push(Arc::clone(draft));
    }

    /// It was wanted, and something came between.
    pub(super) fn offer_again(&mut self, draft: Arc<Recovered>) {
        self.offered.retain(|other| !other.is_same_journal(&draft));
        self.drafts.push(draft);
    }

    pub(super) fn answered_draft(
        &mut self,
        draft: Arc<Recovered>,
        answer: &Answer,
        effects: &mut Vec<Effect>,
    ) {
        self.put_away(&draft);
        match (answer, &draft.path) {
            (Answer::Discard, _) => effects.push(Effect::DropDraft(draft)),
            (Answer::Recover, _) if self.session.is_of_here(&draft) => self.bring_back(draft),
            // Written since the question came up: it must not give way.
            (Answer::Recover, _) if !self.session.is_saved() => {
                self.offer_again(draft);
                self.notice(
                    Weight::Info,
                    "Save what you wrote first. What a crash left is offered again then.",
                );
            }
            (Answer::Recover, Some(path)) => self.read_file(path.clone(), Some(draft), effects),
            (Answer::Recover, None) => self.bring_back_alone(draft, effects),
            _ => {}
        }
    }

    /// The file that the draft grew from was read, so that it can be seen what it holds by now.
    pub(super) fn recover_there(
        &mut self,
        result: Result<Box<Opened>, OpenError>,
        draft: Arc<Recovered>,
        effects: &mut Vec<Effect>,
    ) {
        match result {
            Ok(opened) if matches!(opened.kind, OpenedKind::Notebook { .. }) => {
                self.show(*opened, effects);
                self.bring_back(draft);
            }
            _ => self.bring_back_alone(draft, effects),
        }
    }

    /// Without a file that could be read, the draft is all there is.
    fn bring_back_alone(&mut self, draft: Arc<Recovered>, effects: &mut Vec<Effect>) {
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
        // Should the file come back, saving comes upon it.
        self.session.base.clone_from(&draft.base);
        self.bring_back(draft);
    }

    /// Brings back what a crash left: as one step that can be taken back, and not yet saved.
    fn bring_back(&mut self, draft: Arc<Recovered>) {
        let Merged { article, notebook, conflicts } = self.session.with_draft(&draft);
        self.session.known.extend(draft.base.iter().flat_map(|base| base.notebook.ids()));
        self.restore("Recover", Side { article, notebook });
        self.session.recovered = Some(draft);
        if conflicts.is_empty() {
            self.notice(Weight::Info, "Your work is back. It is not saved yet.");
        } else {
            let told = format!(
                "Your work is back, together with what the file has by now. {} Look at them, then save.",
                conflicts.join(" ")
            );
            self.notice(Weight::Warning, told);
        }
    }
}
