//! Another version of the article: found in its file, or put there by the reader; and the two compared.

use std::sync::Arc;

use super::{App, Effect, Tab, Weight};
use crate::{
    article::Article,
    import,
    storage::{OpenError, Opened, OpenedKind},
};

/// Said when the article's file has another text than the notebook was made on.
pub(super) const CHANGED: &str = "The article's file has another text by now. Your notebook keeps the one it was made on. \
    The review shows what changed, and carries your marks over if you want.";

impl App {
    /// After a notebook was opened: whether the file that its article came from is as it was.
    pub(super) fn check_file(&mut self, effects: &mut Vec<Effect>) {
        self.checking = None;
        let file = self.article.meta().file.as_ref();
        if self.document.path.is_some()
            && let Some(path) = file.map(|file| file.path.clone())
        {
            let task = self.next_task();
            self.checking = Some(task);
            effects.push(Effect::Open { task, path });
        }
    }

    /// What became of the article's file; where it is gone there is nothing to compare with.
    pub(super) fn checked(&mut self, result: Result<Box<Opened>, OpenError>) {
        self.checking = None;
        if let Ok(opened) = result
            && matches!(opened.kind, OpenedKind::Article { .. })
            && self.differs(&opened.article)
        {
            self.newer = Some(opened.article);
            self.notice(Weight::Warning, CHANGED);
        }
    }

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

    /// The article that is worked on was opened again.
    pub(super) fn found_newer(&mut self, article: Arc<Article>) {
        if self.differs(&article) {
            self.newer = Some(article);
            self.show_tab(Tab::Review);
            self.notice(Weight::Warning, CHANGED);
        } else {
            let words = "This article is open already, with your notes on it.";
            self.notice(Weight::Info, words);
        }
    }

    /// The article has the text of its file from now on.
    pub(super) fn take_newer(&mut self, effects: &mut Vec<Effect>) {
        if let Some(newer) = self.newer.take() {
            self.comparison = None;
            self.replace_text(newer, effects);
        }
    }

    /// Compares what stands here with what its file has by now, else with what stood here before.
    pub(super) fn compare_versions(&mut self, effects: &mut Vec<Effect>) {
        let here = Arc::clone(&self.article);
        let (old, new) = match (&self.newer, &self.notebook.earlier) {
            (Some(newer), _) => (here, Arc::clone(newer)),
            (None, Some(earlier)) => {
                let earlier = import::verbatim(earlier.to_string(), here.meta().clone());
                (Arc::new(earlier), here)
            }
            (None, None) => return,
        };
        let task = self.next_task();
        self.comparing_texts = Some(task);
        effects.push(Effect::CompareTexts { task, old, new, given: self.given() });
    }
}
