//! Another version of the article: found in its file, or put there by the reader; and the two compared.

use std::sync::Arc;

use super::{App, Effect, Session, Tab, TaskId, Weight};
use crate::{
    article::Article,
    import,
    notebook::Comparison,
    storage::{OpenError, Opened, OpenedKind},
};

/// Said when the article's file has another text than the notebook was made on.
pub(super) const CHANGED: &str = "The article's file has another text by now. Your notebook keeps the one it was made on. \
    The review shows what changed, and carries your marks over if you want.";

impl Session {
    /// Whether the file's text is another than the one that was read from it; the reader's own corrections are not
    /// the file's.
    fn differs(&self, found: &Article) -> bool {
        let print = |article: &Article| article.meta().file.as_ref().and_then(|file| file.print);
        print(&self.article) != print(found) && self.article.text() != found.text()
    }

    /// Whether what was opened is the article that is worked on.
    pub(super) fn is_another_version(&self, opened: &Opened) -> bool {
        let path = |article: &Article| article.meta().file.as_ref().map(|file| file.path.clone());
        matches!(opened.kind, OpenedKind::Article { .. })
            && !self.notebook.is_empty()
            && path(&self.article).is_some_and(|path| path.is_absolute())
            && path(&self.article) == path(&opened.article)
    }
}

impl App {
    /// After a notebook was opened: whether the file that its article came from is as it was.
    pub(super) fn check_file(&mut self, effects: &mut Vec<Effect>) {
        let file = self.session.article.meta().file.as_ref();
        if self.session.document.path.is_some()
            && let Some(path) = file.map(|file| file.path.clone())
        {
            let task = self.next_task();
            self.session.checking = Some(task);
            effects.push(Effect::Open { task, path });
        }
    }

    /// What became of the article's file; where it is gone there is nothing to compare with.
    pub(super) fn checked(&mut self, result: Result<Box<Opened>, OpenError>) {
        if let Ok(opened) = result
            && matches!(opened.kind, OpenedKind::Article { .. })
            && self.session.differs(&opened.article)
        {
            self.session.newer = Some(opened.article);
            self.notice(Weight::Warning, CHANGED);
        }
    }

    /// The article that is worked on was opened again.
    pub(super) fn found_newer(&mut self, article: Arc<Article>) {
        if self.session.differs(&article) {
            self.session.newer = Some(article);
            self.show_tab(Tab::Review);
            self.notice(Weight::Warning, CHANGED);
        } else {
            let words = "This article is open already, with your notes on it.";
            self.notice(Weight::Info, words);
        }
    }

    /// The article has the text of its file from now on.
    pub(super) fn take_newer(&mut self, effects: &mut Vec<Effect>) {
        if let Some(newer) = self.session.newer.clone() {
            (self.session.comparison, self.session.comparing_texts) = (None, None);
            self.replace_text(newer, effects);
        }
    }

    /// Compares what stands here with what its file has by now, else with what stood here before.
    pub(super) fn compare_versions(&mut self, effects: &mut Vec<Effect>) {
        let here = Arc::clone(&self.session.article);
        let (old, new) = match (&self.session.newer, &self.session.notebook.earlier) {
            (Some(newer), _) => (here, Arc::clone(newer)),
            (None, Some(earlier)) => {
                let earlier = import::verbatim(earlier.to_string(), here.meta().clone());
                (Arc::new(earlier), here)
            }
            (None, None) => return,
        };
        let task = self.next_task();
        self.session.comparing_texts = Some(task);
        effects.push(Effect::CompareTexts { task, old, new, given: self.session.notebook.given() });
    }

    pub(super) fn compared_texts(&mut self, task: TaskId, comparison: Arc<Comparison>) {
        if self.session.comparing_texts.take_if(|current| *current == task).is_some() {
            self.session.comparison = Some(comparison);
        }
    }
}
