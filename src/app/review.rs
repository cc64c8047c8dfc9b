//! Another text for the article, and the marks that want a look since.

use std::sync::Arc;

use super::{App, Effect, Find, Focus, Question, Selection, Tab, Weight};
use crate::{
    analysis::Analysis,
    article::Article,
    import,
    notebook::{Anchored, Command, Id, Replacement, Selector, Standing, Tag, Verdict},
    text::Span,
};

impl App {
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

    /// Goes to one thing in the review.
    pub(super) fn select_review(&mut self, id: Id) {
        let Some((_, at)) = self.review.iter().find(|(open, _)| *open == id).copied() else {
            return;
        };
        self.focus.review = Some(id);
        if self.notebook.annotation(id).is_some() {
            self.focus.annotation = Some(id);
        }
        if let Some(place) = at.place() {
            self.reveal(place);
        }
    }

    /// In the order of the text, round and round.
    pub(super) fn next_review(&mut self, back: bool) {
        let count = self.review.len();
        if count == 0 {
            return;
        }
        let here = self.review_here();
        let here = here.and_then(|id| self.review.iter().position(|(open, _)| *open == id));
        let next = match (here, back) {
            (None, false) => 0,
            (None, true) => count - 1,
            (Some(at), false) => (at + 1) % count,
            (Some(at), true) => (at + count - 1) % count,
        };
        self.show_tab(Tab::Review);
        self.select_review(self.review[next].0);
    }

    /// Does something to what the review is at.
    pub(super) fn at_review(&mut self, act: fn(&mut Self, Id)) {
        if let Some(id) = self.review_here() {
            act(self, id);
        }
    }

    pub(super) const fn show_tab(&mut self, tab: Tab) {
        self.settings.panels.notes.visible = true;
        self.tab = tab;
    }

    /// Puts another text in the place of the article's; marks are carried over.
    pub(super) fn replace_text(&mut self, article: Arc<Article>, effects: &mut Vec<Effect>) {
        if article.text() == self.article.text() {
            self.notice(Weight::Info, "The text is the same, so nothing was changed.");
            return;
        }
        let command = self.notebook.replacement(&self.article, article);
        self.command("Replace text", command);
        // Only on the new text it can be told what stands where.
        self.follow_text(effects);
        let (all, open) = (self.notebook.targets().count(), self.review.len());
        let told = match open {
            0 => format!("The text was replaced, and all {all} marks stand where they did."),
            _ => format!(
                "The text was replaced: {} marks are exact, {open} want a look in the review.",
                all - open
            ),
        };
        self.notice(Weight::Info, told);
        self.newer = None;
        self.notices.retain(|notice| notice.text != super::compare::CHANGED);
        if open > 0 {
            self.show_tab(Tab::Review);
        }
    }

    /// Asks for the right words in the place of those selected.
    pub(super) fn ask_correction(&mut self) {
        let span = self.selection.span();
        let words = self.article.slice(span).to_owned();
        self.question = Some(Question::Correct { span, words });
    }

    /// Corrects the words at `span`; marks stay, and those on these words have the corrected ones.
    pub(super) fn correct_text(&mut self, span: Span, words: &str) {
        let old = self.article.text();
        if !span.fits(old) || span.of(old) == words {
            return;
        }
        let mut text = old.to_owned();
        text.replace_range(span.range(), words);
        if text.trim().is_empty() {
            self.notice(Weight::Info, "Without these words the article would be empty.");
            return;
        }
        let moved = |at: usize, is_end: bool| {
            if at <= span.start() && !(is_end && at == span.start() && span.is_empty()) {
                at
            } else if at >= span.end() {
                at + words.len() - span.len()
            } else if is_end {
                span.start() + words.len()
            } else {
                span.start()
            }
        };
        let shifted = |span: Span| Span::new(moved(span.start(), false), moved(span.end(), true));
        let targets = self.notebook.targets().map(|(id, target)| {
            let place = shifted(target.position);
            let new = match &target.standing {
                Standing::Suggested { place: perhaps } => {
                    let standing = Standing::Suggested { place: shifted(*perhaps) };
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
            article: Some(Arc::new(import::verbatim(text.clone(), self.article.meta().clone()))),
            earlier: self.notebook.earlier.clone(),
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
        let span = self.selection.span().trim(self.article.text());
        if span.is_empty() {
            self.notice(Weight::Info, "Select the words in the article that the mark belongs on.");
            return;
        }
        self.retarget("Re-attach", id, |_, text| Selector::new(text, span));
    }

    /// What the key for it removes: the mark that the reader is at, or the ruling that the review asks about.
    pub fn removable(&self) -> Option<Id> {
        let asked = self.review_here().filter(|_| self.tab == Tab::Review);
        let contested =
            |id: &Id| self.notebook.verdicts().iter().any(|v| v.id == *id && v.contested);
        asked.filter(contested).or_else(|| Some(self.annotation_here()?.id))
    }

    /// Removes a mark, or takes a ruling back.
    pub(super) fn remove(&mut self, id: Id) {
        if self.notebook.annotation(id).is_some() {
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
        let found = self.notebook.targets().find(|(other, _)| *other == id);
        let Some((_, target)) = found else { return };
        let place = self.review.iter().position(|(open, _)| *open == id);
        let replacement = Replacement {
            article: self.notebook.article.clone(),
            earlier: self.notebook.earlier.clone(),
            targets: vec![(id, new(target, self.article.text()))],
        };
        let mut commands = vec![Command::Replace(Box::new(replacement))];
        if let Some(mark) = self.notebook.annotation(id)
            && mark.tags.iter().any(Tag::is_conflict)
        {
            let mut settled = mark.clone();
            settled.tags.retain(|tag| !tag.is_conflict());
            commands.insert(0, Command::ChangeAnnotation(settled));
        }
        let verdicts = self.notebook.verdicts().iter().enumerate();
        if let Some((at, verdict)) = verdicts.filter(|(_, v)| v.contested).find(|(_, v)| v.id == id)
        {
            let settled = Verdict { contested: false, ..verdict.clone() };
            commands
                .splice(0..0, [Command::RemoveVerdict(id), Command::Rule { at, verdict: settled }]);
        }
        self.command(name, Command::Batch(commands));
        self.lay_verdicts();
        if let Some(place) = place.filter(|_| self.focus.review == Some(id))
            && self.review_here().is_none()
        {
            let next = self.review.get(place).or(self.review.last()).map(|(next, _)| *next);
            match next {
                Some(next) => self.select_review(next),
                None => self.focus.review = None,
            }
        }
    }

    /// Shows the text that the notebook says the article has, after each change of the notebook.
    pub(super) fn follow_text(&mut self, effects: &mut Vec<Effect>) {
        let wanted = self.notebook.article.as_ref().unwrap_or(&self.original);
        if Arc::ptr_eq(wanted, &self.article) {
            return;
        }
        self.article = Arc::clone(wanted);
        self.selection = Selection::default();
        self.focus = Focus { annotation: self.focus.annotation, ..Focus::default() };
        self.machine = Arc::new(Analysis::default());
        self.top = self.top.min(self.article.text().len());
        self.revision.article += 1;
        let query = std::mem::take(&mut self.find).query;
        self.find = Find { query, ..Find::default() };
        self.search();
        self.notebook_changed();
        self.lay_verdicts();
        self.analyze(effects);
    }
}

/// Whether the reader has still to look at a mark that stands so.
fn is_open(target: &Selector, at: Anchored) -> bool {
    target.standing != Standing::Kept && !matches!(at, Anchored::Exact(_))
}
