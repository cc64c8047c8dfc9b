//! What belongs to one open document: made anew, as a whole, whenever another one is opened.

use std::{collections::BTreeSet, path::PathBuf, sync::Arc};

use super::{DocId, Lens, Lit, Question, Selection, Shelf, SidebarState, Tab, TaskId, Then, Took};
use crate::{
    analysis::{Analysis, Cancel, EntityId, Given, Mention, Timeline},
    article::Article,
    notebook::{Anchored, Annotation, Comparison, History, Id, Notebook, Side},
    storage::{Expect, OpenedKind, Recovered, Stamp},
    text::Span,
};

/// Where the article and the notebook came from.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The notebook's file, once it has one.
    pub path: Option<PathBuf>,
    /// The file as it was last read or written.
    pub stamp: Option<Stamp>,
    /// The article's file, where it was opened from one.
    pub source: Option<PathBuf>,
    /// A newer version of Dateline wrote it.
    pub read_only: bool,
    /// The built-in sample, which nobody asked to open.
    pub is_sample: bool,
    /// When it was saved last, in milliseconds since 1970.
    pub saved_ms: Option<u64>,
}

impl Document {
    /// What was opened, and how its file was then.
    pub(super) fn of(kind: OpenedKind, stamp: Option<Stamp>) -> Self {
        match kind {
            OpenedKind::Article { source } => Self { source: Some(source), ..Self::default() },
            OpenedKind::Notebook { path, read_only } => {
                Self { path: Some(path), read_only, stamp, ..Self::default() }
            }
            OpenedKind::Sample => Self { is_sample: true, ..Self::default() },
        }
    }
}

/// What the reader has picked out. Named by places in the text, so that a new analysis does not unsettle it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Focus {
    /// A mention of the selected entity.
    pub mention: Option<Span>,
    /// A mention of the entity that is compared with it.
    pub other: Option<Span>,
    /// The title of the selected event.
    pub event: Option<Span>,
    pub annotation: Option<Id>,
    /// What the review is at, a mark or a verdict.
    pub review: Option<Id>,
}

/// Finding words in the article.
#[derive(Debug, Clone, Default)]
pub struct Find {
    pub query: String,
    pub hits: Vec<Span>,
    /// Which hit the reader is at.
    pub current: usize,
}

/// A look at the notebook's file that is under way.
#[derive(Debug)]
pub(super) struct Looking {
    pub task: TaskId,
    /// A save came upon a changed file.
    pub saving: bool,
    /// What was wanted after that save.
    pub then: Option<Then>,
}

/// A save that is wanted.
#[derive(Debug)]
pub(super) struct Wanted {
    /// Elsewhere than in the notebook's own file, and what may stand there.
    pub place: Option<(PathBuf, Expect)>,
    /// The reader did not ask for it.
    pub by_itself: bool,
    /// What was wanted after it.
    pub then: Option<Then>,
}

/// A save that is under way.
#[derive(Debug)]
pub(super) struct Saving {
    pub task: TaskId,
    /// Where the history stood.
    pub position: u64,
    /// What is being saved.
    pub side: Side,
    pub by_itself: bool,
    /// What was wanted after it.
    pub then: Option<Then>,
}

/// A file that is being read to take this document's place.
#[derive(Debug)]
pub(super) struct Opening {
    pub task: TaskId,
    /// The notebook's revision that the reader has let go of.
    pub revision: u64,
    /// What a crash left of that file, to be brought back then.
    pub draft: Option<Arc<Recovered>>,
}

/// Another text for the article, while it is being found out where the marks go.
#[derive(Debug)]
pub(super) struct Carrying {
    pub task: TaskId,
    pub old: Arc<Article>,
    pub new: Arc<Article>,
    /// As it was then.
    pub notebook: Arc<Notebook>,
}

/// One open document: what is read, what the reader did to it, where its file is, what is under way for it, and how the
/// reader looks at it.
#[derive(Debug)]
pub struct Session {
    /// Goes with everything that is asked for this document.
    pub id: DocId,
    pub article: Arc<Article>,
    /// As it was opened.
    pub(super) original: Arc<Article>,
    /// As the machine read it.
    pub(super) machine: Arc<Analysis>,
    /// As the reader has corrected it.
    pub analysis: Arc<Analysis>,
    pub timeline: Timeline,
    pub took: Took,
    pub notebook: Notebook,
    pub history: History,
    /// Where each annotation stands in the text, in the notebook's order.
    pub anchors: Vec<(Id, Anchored)>,
    /// The marks and verdicts that want a look, in text order, and how each stands to the text.
    pub review: Vec<(Id, Anchored)>,
    /// The article's file has another text by now; this one.
    pub newer: Option<Arc<Article>>,
    /// Two versions of the article, while the reader compares them.
    pub comparison: Option<Arc<Comparison>>,
    /// Asked of the reader, and to be answered before anything else.
    pub question: Option<Question>,
    /// What was wanted after the save that the question on the screen came from.
    pub(super) after: Option<Then>,

    pub document: Document,
    /// Every id that was ever read from or written to the notebook's file.
    pub(super) known: BTreeSet<Id>,
    /// The notebook's file as it was last read or written.
    pub(super) base: Option<Side>,
    /// The file as another program left it, which the reader has been asked about.
    pub(super) declined: Option<Stamp>,
    /// The last save was one that nobody asked for.
    pub(super) saved_itself: bool,
    /// Where the journal is.
    pub(super) journal: Option<PathBuf>,
    /// What a crash left and was brought back; its journal is continued until all is saved.
    pub(super) recovered: Option<Arc<Recovered>>,

    /// What the machine was asked to read last, and with what it was set.
    pub(super) asked: Option<(Arc<Article>, Given)>,
    pub(super) saving: Option<Saving>,
    /// Saves that were asked for meanwhile, in that order.
    pub(super) waiting: Vec<Wanted>,
    pub(super) opening: Option<Opening>,
    /// A file is being opened whose text is to replace the article's.
    pub(super) replacing: Option<TaskId>,
    pub(super) carrying: Option<Carrying>,
    /// The article's file is being looked at, whether it is as it was.
    pub(super) checking: Option<TaskId>,
    /// Two versions of the article are being compared.
    pub(super) comparing_texts: Option<TaskId>,
    /// Whether another program has changed the notebook's file is being looked at.
    pub(super) comparing: Option<Looking>,
    /// Others' annotations are being read.
    pub(super) importing: Option<TaskId>,
    pub(super) analyzing: TaskId,
    pub(super) cancel: Cancel,

    pub selection: Selection,
    /// The caret is shown and moved by keys.
    pub caret: bool,
    pub focus: Focus,
    pub find: Find,
    /// What the notes panel shows.
    pub tab: Tab,
    /// Which notes it lists.
    pub shelf: Shelf,
    /// How many sentences the summary has, where the reader chose.
    pub extract: Option<usize>,
    pub sidebar: SidebarState,
    pub lens: Lens,
    /// What the brushed days light up, where some are brushed.
    pub lit: Option<Lit>,
    /// The byte at the top of the reading view.
    pub top: usize,
}

impl Session {
    /// What was opened, with nothing done to it yet.
    pub(super) fn new(
        id: DocId,
        article: Arc<Article>,
        notebook: Notebook,
        document: Document,
    ) -> Self {
        Self {
            id,
            original: Arc::clone(&article),
            machine: Arc::default(),
            analysis: Arc::default(),
            timeline: Timeline::default(),
            took: Took::default(),
            known: notebook.ids().collect(),
            base: document
                .stamp
                .map(|_| Side { article: Arc::clone(&article), notebook: notebook.clone() }),
            article,
            notebook,
            history: History::default(),
            anchors: Vec::new(),
            review: Vec::new(),
            newer: None,
            comparison: None,
            question: None,
            after: None,
            document,
            declined: None,
            saved_itself: false,
            journal: None,
            recovered: None,
            asked: None,
            saving: None,
            waiting: Vec::new(),
            opening: None,
            replacing: None,
            carrying: None,
            checking: None,
            comparing_texts: None,
            comparing: None,
            importing: None,
            analyzing: TaskId::default(),
            cancel: Cancel::default(),
            selection: Selection::default(),
            caret: false,
            focus: Focus::default(),
            find: Find::default(),
            tab: Tab::default(),
            shelf: Shelf::default(),
            extract: None,
            sidebar: SidebarState::default(),
            lens: Lens::default(),
            lit: None,
            top: 0,
        }
    }

    /// The title shown: the reader's own, else the article's.
    pub fn title(&self) -> &str {
        self.notebook.title.as_deref().unwrap_or(&self.article.meta().title)
    }

    /// The name of the notebook's file, or what it would be proposed to be.
    pub fn file_name(&self) -> String {
        if let Some(name) = self.document.path.as_ref().and_then(|path| path.file_name()) {
            return name.to_string_lossy().into_owned();
        }
        let words: Vec<String> = self
            .title()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .take(8)
            .collect();
        let stem = if words.is_empty() { "notes".to_owned() } else { words.join("-") };
        format!("{stem}.ron")
    }

    /// Whether the file has just what is here. While another state is being written, it has not.
    pub fn is_saved(&self) -> bool {
        let position = self.history.position();
        self.history.is_saved()
            && self.saving.as_ref().is_none_or(|saving| saving.position == position)
    }

    /// The save that is under way, where it is of just what is here and nothing waits for it.
    pub(super) fn saving_this(&mut self) -> Option<&mut Saving> {
        let position = self.history.position();
        let is_last = self.waiting.is_empty();
        self.saving.as_mut().filter(|saving| is_last && saving.position == position)
    }

    pub const fn is_saving(&self) -> bool {
        self.saving.is_some()
    }

    pub const fn is_opening(&self) -> bool {
        self.opening.is_some()
    }

    /// The selected entity, if the analysis still has it.
    pub fn focused_entity(&self) -> Option<EntityId> {
        self.focus.mention.and_then(|span| self.analysis.mention_at(span.start())).map(|m| m.entity)
    }

    /// The index of the selected event, if the analysis still has it.
    pub fn focused_event(&self) -> Option<usize> {
        let title = self.focus.event?;
        self.analysis.events.iter().position(|event| event.title == title)
    }

    /// The mention at the caret, else the selected one.
    pub fn mention_here(&self) -> Option<&Mention> {
        let here = self.selection.span();
        let at_caret = self.analysis.mention_at(here.start());
        let at_caret = at_caret.filter(|_| self.caret || !here.is_empty());
        at_caret.or_else(|| self.analysis.mention_at(self.focus.mention?.start()))
    }

    /// The annotation at the caret or selection, else the selected one.
    pub fn annotation_here(&self) -> Option<&Annotation> {
        let here = self.selection.span();
        let touches = |span: Span| {
            if here.is_empty() { span.contains(here.start()) } else { span.overlaps(here) }
        };
        self.anchors
            .iter()
            .find(|(_, anchored)| {
                (self.caret || !here.is_empty()) && anchored.span().is_some_and(touches)
            })
            .map(|(id, _)| *id)
            .or(self.focus.annotation)
            .and_then(|id| self.notebook.annotation(id))
    }

    /// Where an annotation stands in the text.
    pub fn anchor(&self, id: Id) -> Option<Anchored> {
        self.anchors.iter().find(|(other, _)| *other == id).map(|(_, anchored)| *anchored)
    }

    /// The notebook with the article that it is about now.
    pub(super) fn side(&self) -> Side {
        let article = self.notebook.article.as_ref().unwrap_or(&self.original);
        let mut side = Side { article: Arc::clone(article), notebook: self.notebook.clone() };
        side.notebook.article = None;
        side
    }

    /// The notebook with the ids of the records that are gone from its file.
    pub(super) fn to_save(&self) -> Notebook {
        let mut notebook = self.notebook.clone();
        let here: BTreeSet<Id> = notebook.ids().collect();
        notebook.gone.extend(&self.known);
        notebook.gone.retain(|id| !here.contains(id));
        notebook
    }
}
