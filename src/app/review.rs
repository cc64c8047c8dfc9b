//! Another text for the article, and the marks that want a look since.

use std::sync::Arc;

use super::{App, Effect, Find, Focus, Selection, Weight};
use crate::{
    analysis::Analysis,
    article::Article,
    notebook::{Command, Id, Replacement, Selector},
    text::Span,
};

impl App {
    /// The marks and verdicts that are not exact, in the order of the notebook.
    pub fn to_review(&self) -> Vec<(Id, &Selector)> {
        self.notebook.targets().filter(|(_, target)| target.wants_review()).collect()
    }

    /// Puts another text in the place of the article's; marks are carried over.
    pub(super) fn replace_text(&mut self, article: Arc<Article>) {
        if article.text() == self.article.text() {
            self.notice(Weight::Info, "The text is the same, so nothing was changed.");
            return;
        }
        let command = self.notebook.replacement(&self.article, article);
        self.command("Replace text", command);
        let (all, open) = (self.notebook.targets().count(), self.to_review().len());
        let told = match open {
            0 => format!("The text was replaced, and all {all} marks stand where they did."),
            _ => format!(
                "The text was replaced: {} marks are exact, {open} want a look in the review.",
                all - open
            ),
        };
        self.notice(Weight::Info, told);
    }

    /// Corrects the words at `span`; marks stay, and those on these words have the corrected ones.
    pub(super) fn correct_text(&mut self, span: Span, words: &str) {
        let old = self.article.text();
        if !span.fits(old) || span.of(old) == words {
            return;
        }
        let mut text = old.to_owned();
        text.replace_range(span.range(), words);
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
        let targets = self.notebook.targets().filter(|(_, target)| target.has_place());
        let targets = targets.map(|(id, target)| {
            let place = target.position;
            let place = Span::new(moved(place.start(), false), moved(place.end(), true));
            let standing = target.standing.clone();
            (id, Selector { standing, ..Selector::new(&text, place) })
        });
        let replacement = Replacement {
            targets: targets.collect(),
            article: Some(Arc::new(Article::new(text.clone(), self.article.meta().clone()))),
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

    fn retarget(
        &mut self,
        name: &'static str,
        id: Id,
        new: impl FnOnce(&Selector, &str) -> Selector,
    ) {
        let found = self.notebook.targets().find(|(other, _)| *other == id);
        let Some((_, target)) = found else { return };
        let replacement = Replacement {
            article: self.notebook.article.clone(),
            earlier: self.notebook.earlier.clone(),
            targets: vec![(id, new(target, self.article.text()))],
        };
        self.command(name, Command::Replace(Box::new(replacement)));
        self.lay_verdicts();
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
