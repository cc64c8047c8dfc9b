//! Another text for the article, and the marks that want a look since.

use std::sync::Arc;

use super::{
    App, Effect, Find, Focus, Question, Selection, Session, Tab, TaskId, Weight, session::Carrying,
};
use crate::{
    analysis::Analysis,
    article::Article,
    import,
    notebook::{Anchored, Command, Id, Replacement, Selector, Standing, Tag, Verdict},
    storage::{OpenError, Opened},
    text::{Edit, Span},
};

impl Session {
    /// The marks and verdicts that the reader should look at, in the order of the text, and how they stand to it:
    /// what is not exact, and what a merge found changed on both sides.
    pub(super) fn to_review(&self) -> Vec<(Id, Anchored)> {
        let text = self.article.text();
        let contested = self.notebook.contested();
        let marks = self.notebook.annotations().iter().zip(&self.anchors).map(|(mark, (_, at))| {
            let wants = is_open(&mark.target, *at) || contested.contains(&mark.id);
            (wants, mark.target.position, mark.id, *at)
        });
        let verdicts = self.notebook.verdicts().iter().map(|verdict| {
            let at = verdict.on.anchor(text);
            let wants = is_open(&verdict.on, at) || contested.contains(&verdict.id);
            (wants, verdict.on.position, verdict.id, at)
        });
        let mut found: Vec<_> = marks.chain(verdicts).filter(|(wants, ..)| *wants).collect();
        found.sort_by_key(|(_, old, id, at)| (at.place().unwrap_or(*old), *id));
        found.into_iter().map(|(_, _, id, at)| (id, at)).collect()
    }

    /// What the reader is looking at in the review, while it is still open.
    pub fn review_here(&self) -> Option<Id> {
        self.focus.review.filter(|id| self.review.iter().any(|(open, _)| open == id))
    }

    /// What the key for it removes: the mark that the reader is at, or the ruling that the review asks about.
    pub fn removable(&self) -> Option<Id> {
        let asked = self.review_here().filter(|_| self.tab == Tab::Review);
        let contested =
            |id: &Id| self.notebook.verdicts().iter().any(|v| v.id == *id && v.contested);
        asked.filter(contested).or_else(|| Some(self.annotation_here()?.id))
    }
}

impl App {
    /// Goes to one thing in the review.
    pub(super) fn select_review(&mut self, id: Id) {
        let Some((_, at)) = self.session.review.iter().find(|(open, _)| *open == id).copied()
        else {
            return;
        };
        self.session.focus.review = Some(id);
        if self.session.notebook.annotation(id).is_some() {
            self.session.focus.annotation = Some(id);
        }
        if let Some(place) = at.place() {
            self.reveal(place);
        }
    }

    /// In the order of the text, round and round.
    pub(super) fn next_review(&mut self, back: bool) {
        let count = self.session.review.len();
        if count == 0 {
            return;
        }
        let here = self.session.review_here();
        let here = here.and_then(|id| self.session.review.iter().position(|(open, _)| *open == id));
        let next = match (here, back) {
            (None, false) => 0,
            (None, true) => count - 1,
            (Some(at), false) => (at + 1) % count,
            (Some(at), true) => (at + count - 1) % count,
        };
        self.show_tab(Tab::Review);
        if let Some((id, _)) = self.session.review.get(next) {
            self.select_review(*id);
        }
    }

    /// Does something to what the review is at.
    pub(super) fn at_review(&mut self, act: fn(&mut Self, Id)) {
        if let Some(id) = self.session.review_here() {
            act(self, id);
        }
    }

    pub(super) const fn show_tab(&mut self, tab: Tab) {
        self.settings.panels.notes.visible = true;
        self.session.tab = tab;
    }

    /// The text of this file is to take the place of the article's.
    pub(super) fn read_text(
        &mut self,
        result: Result<Box<Opened>, OpenError>,
        effects: &mut Vec<Effect>,
    ) {
        match result {
            Ok(opened) => self.replace_text(opened.article, effects),
            Err(error) => {
                self.notice(Weight::Error, format!("{error} The article was left as it is."));
            }
        }
    }

    /// Another text is to take the place of the article's: first it is found out where the marks go.
    pub(super) fn replace_text(&mut self, new: Arc<Article>, effects: &mut Vec<Effect>) {
        if new.text() == self.session.article.text() {
            self.notice(Weight::Info, "The text is the same, so nothing was changed.");
            return;
        }
        let task = self.next_task();
        let old = Arc::clone(&self.session.article);
        let notebook = Arc::new(self.session.notebook.clone());
        effects.push(Effect::Carry {
            task,
            old: Arc::clone(&old),
            new: Arc::clone(&new),
            notebook: Arc::clone(&notebook),
        });
        self.session.carrying = Some(Carrying { task, old, new, notebook });
    }

    /// Puts the other text in the place of the article's, the marks where they were found to go.
    pub(super) fn carried(&mut self, task: TaskId, command: Command, effects: &mut Vec<Effect>) {
        let carrying = self.session.carrying.take_if(|carrying| carrying.task == task);
        let Some(Carrying { old, new, notebook, .. }) = carrying else { return };
        let is_as_asked = Arc::ptr_eq(&old, &self.session.article)
            && notebook.targets().eq(self.session.notebook.targets());
        if !is_as_asked {
            // The reader has gone on marking meanwhile.
            return self.replace_text(new, effects);
        }
        self.command("Replace text", command);
        // Only on the new text it can be told what stands where.
        self.follow_text();
        let (all, open) = (self.session.notebook.targets().count(), self.session.review.len());
        let told = match open {
            0 => format!("The text was replaced, and all {all} marks stand where they did."),
            _ => format!(
                "The text was replaced: {} marks are exact, {open} want a look in the review.",
                all - open
            ),
        };
        self.notice(Weight::Info, told);
        self.session.newer = None;
        self.notices.retain(|notice| notice.text != super::compare::CHANGED);
        if open > 0 {
            self.show_tab(Tab::Review);
        }
    }

    /// Asks for the right words in the place of those selected.
    pub(super) fn ask_correction(&mut self) {
        let span = self.session.selection.span();
        let words = self.session.article.slice(span).to_owned();
        self.session.question = Some(Question::Correct { span, words });
    }

    /// Corrects the words at `span`; marks stay, and those on these words have the corrected ones.
    pub(super) fn correct_text(&mut self, span: Span, words: &str) {
        let old = self.session.article.text();
        if !span.fits(old) || span.of(old) == words {
            return;
        }
        let mut text = old.to_owned();
        text.replace_range(span.range(), words);
        if text.trim().is_empty() {
            self.notice(Weight::Info, "Without these words the article would be empty.");
            return;
        }
        let edit = Edit { span, length: words.len() };
        let targets = self.session.notebook.targets().map(|(id, target)| {
            let place = edit.moved(target.position);
            let new = match &target.standing {
                Standing::Suggested { place: perhaps } => {
                    let standing = Standing::Suggested { place: edit.moved(*perhaps) };
                    Selector { position: place, standing, ..target.clone() }
                }
                // Words that are taken out leave a mark that says so.
                Standing::Orphan | Standing::Kept => Selector { position: place, ..target.clone() },
                _ if place.is_empty() => {
                    let standing = Standing::Orphan;
                    Selector { position: place, standing, ..target.clone() }
                }
                standing => Selector { standing: standing.clone(), ..Selector::new(&text, place) },
            };
            (id, new)
        });
        let replacement = Replacement {
            targets: targets.collect(),
            article: Some(Arc::new(import::corrected(&self.session.article, span, words))),
            earlier: self.session.notebook.earlier.clone(),
        };
        self.command("Correct text", Command::Replace(Box::new(replacement)));
    }

    /// The reader looked at a mark: it is right as it stands.
    pub(super) fn accept(&mut self, id: Id) {
        self.retarget("Accept", id, Selector::accepted);
    }

    /// The reader looked at a mark: it belongs nowhere, and is kept.
    pub(super) fn detach(&mut self, id: Id) {
        self.retarget("Detach", id, Selector::detached);
    }

    /// The mark belongs on the selected words.
    pub(super) fn reattach(&mut self, id: Id) {
        let span = self.session.selection.span().trim(self.session.article.text());
        if span.is_empty() {
            self.notice(Weight::Info, "Select the words in the article that the mark belongs on.");
            return;
        }
        self.retarget("Re-attach", id, |_, text| Selector::new(text, span));
    }

    /// Removes a mark, or takes a ruling back.
    pub(super) fn remove(&mut self, id: Id) {
        if self.session.notebook.annotation(id).is_some() {
            self.command("Remove mark", Command::RemoveAnnotation(id));
        } else {
            self.command("Take back ruling", Command::RemoveVerdict(id));
        }
    }

    /// Gives a mark another target, and what a merge asked about it is settled. The review goes on to the next one.
    fn retarget(
        &mut self,
        name: &'static str,
        id: Id,
        new: impl FnOnce(&Selector, &str) -> Selector,
    ) {
        let found = self.session.notebook.targets().find(|(other, _)| *other == id);
        let Some((_, target)) = found else { return };
        let place = self.session.review.iter().position(|(open, _)| *open == id);
        let replacement = Replacement {
            article: self.session.notebook.article.clone(),
            earlier: self.session.notebook.earlier.clone(),
            targets: vec![(id, new(target, self.session.article.text()))],
        };
        let mut commands = vec![Command::Replace(Box::new(replacement))];
        if let Some(mark) = self.session.notebook.annotation(id)
            && mark.tags.iter().any(Tag::is_conflict)
        {
            let mut settled = mark.clone();
            settled.tags.retain(|tag| !tag.is_conflict());
            commands.insert(0, Command::ChangeAnnotation(settled));
        }
        let verdicts = self.session.notebook.verdicts().iter().enumerate();
        if let Some((at, verdict)) = verdicts.filter(|(_, v)| v.contested).find(|(_, v)| v.id == id)
        {
            let settled = Verdict { contested: false, ..verdict.clone() };
            commands
                .splice(0..0, [Command::RemoveVerdict(id), Command::Rule { at, verdict: settled }]);
        }
        self.command(name, Command::Batch(commands));
        self.lay_verdicts();
        if let Some(place) = place.filter(|_| self.session.focus.review == Some(id))
            && self.session.review_here().is_none()
        {
            let next = self
                .session
                .review
                .get(place)
                .or(self.session.review.last())
                .map(|(next, _)| *next);
            match next {
                Some(next) => self.select_review(next),
                None => self.session.focus.review = None,
            }
        }
    }

    /// Shows the text that the notebook says the article has, after each change of the notebook.
    pub(super) fn follow_text(&mut self) {
        let wanted = self.session.notebook.article.as_ref().unwrap_or(&self.session.original);
        if Arc::ptr_eq(wanted, &self.session.article) {
            return;
        }
        self.session.article = Arc::clone(wanted);
        self.session.selection = Selection::default();
        self.session.focus =
            Focus { annotation: self.session.focus.annotation, ..Focus::default() };
        self.session.machine = Arc::new(Analysis::default());
        self.session.top = self.session.top.min(self.session.article.text().len());
        self.revision.article += 1;
        let query = std::mem::take(&mut self.session.find).query;
        self.session.find = Find { query, ..Find::default() };
        self.search();
        self.notebook_changed();
        self.lay_verdicts();
    }
}

/// Whether the reader has still to look at a mark that stands so.
fn is_open(target: &Selector, at: Anchored) -> bool {
    target.standing != Standing::Kept && !matches!(at, Anchored::Exact(_))
}
