//! The app without a window: messages in, state and effects out.
//!
//! [`App::update`] is the only place that changes anything. It knows no egui, no threads and no clock: the
//! time is passed in, and what must happen outside is given back as [`Effect`]s.

mod action;
mod changed;
mod compare;
mod entity;
mod event;
mod files;
mod import;
mod journal;
mod lens;
mod mark;
mod message;
mod navigate;
mod review;
mod selection;
mod shelf;
mod stretch;
mod summary;
mod tab;
mod update;
mod versions;

pub use action::{Action, Shortcut};
pub use lens::{Lens, Lit};
pub use message::{
    Answer, Changed, Effect, Importer, Incoming, Listed, Message, Notice, Outcome, Outgoing, Pick,
    Place, Purpose, Question, Sent, SidebarOrder, SidebarState, TaskId, Then, Took, Weight,
};
pub use selection::{Selection, Unit, step};
pub use shelf::{NoteOrder, Shelf};
pub use stretch::Edge;
pub use summary::picks;
pub use tab::Tab;

use std::{collections::BTreeSet, path::PathBuf, sync::Arc};

use crate::{
    analysis::{Analysis, Cancel, EntityId, Given, Mention, Timeline},
    article::Article,
    notebook::{Anchored, Annotation, Command, Comparison, History, Id, Names, Notebook, Side},
    storage::{Opened, OpenedKind, Recovered, Stamp, settings::Settings},
    text::{Finder, Span},
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

/// More hits than this are not worth counting.
pub const MOST_HITS: usize = 10_000;

/// A place to be shown; a new `number` means: go there now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reveal {
    pub span: Span,
    pub number: u64,
}

/// Counts of change, for whoever keeps something made from the state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Revision {
    /// The article was replaced.
    pub article: u64,
    /// The analysis, corrections included, is another.
    pub analysis: u64,
    /// The notebook is another.
    pub notebook: u64,
    /// The hits of a search are others.
    pub find: u64,
    /// The lens is another.
    pub lens: u64,
    /// The draft is another.
    pub draft: u64,
}

/// A look at the notebook's file that is under way.
#[derive(Debug)]
struct Looking {
    task: TaskId,
    /// A save came upon a changed file.
    saving: bool,
    /// What was wanted after that save.
    then: Option<Then>,
}

/// A save that is under way.
#[derive(Debug)]
struct Saving {
    task: TaskId,
    /// Where the history stood.
    position: u64,
    /// What is being saved.
    side: Side,
    by_itself: bool,
    /// What was wanted after it.
    then: Option<Then>,
}

/// The whole state. Read freely; changed only by [`App::update`].
#[derive(Debug)]
pub struct App {
    pub article: Arc<Article>,
    /// As it was opened.
    original: Arc<Article>,
    /// As the machine read it.
    machine: Arc<Analysis>,
    /// As the reader has corrected it.
    pub analysis: Arc<Analysis>,
    /// How many sentences the summary has, where the reader chose.
    pub extract: Option<usize>,
    pub timeline: Timeline,
    pub took: Took,
    /// Names that are so in every article.
    pub names: Names,
    pub notebook: Notebook,
    pub history: History,
    /// Where each annotation stands in the text, in the notebook's order.
    pub anchors: Vec<(Id, Anchored)>,
    /// The marks and verdicts that want a look, in text order, and how each stands to the text.
    pub review: Vec<(Id, Anchored)>,
    /// What the notes panel shows.
    pub tab: Tab,
    /// A text of the reader's own, to be checked. It belongs to no notebook: it stays when another article is opened, so
    /// that it can be checked against each of its sources, and it is not saved, since it has a home elsewhere.
    pub draft: Arc<str>,
    /// Which notes it lists.
    pub shelf: Shelf,
    /// The article's file has another text by now; this one.
    pub newer: Option<Arc<Article>>,
    /// Two versions of the article, while the reader compares them.
    pub comparison: Option<Arc<Comparison>>,
    pub document: Document,
    pub selection: Selection,
    /// The caret is shown and moved by keys.
    pub caret: bool,
    pub focus: Focus,
    pub find: Find,
    pub sidebar: SidebarState,
    pub lens: Lens,
    /// What the brushed days light up, where some are brushed.
    pub lit: Option<Lit>,
    pub settings: Settings,
    pub notices: Vec<Notice>,
    pub question: Option<Question>,
    pub reveal: Reveal,
    pub revision: Revision,
    /// The byte at the top of the reading view.
    pub top: usize,
    /// A save is under way.
    saving: Option<Saving>,
    /// A file is being opened.
    opening: Option<TaskId>,
    /// A file is being opened whose text is to replace the article's.
    replacing: Option<TaskId>,
    /// The article's file is being looked at, whether it is as it was.
    checking: Option<TaskId>,
    /// Two versions of the article are being compared.
    comparing_texts: Option<TaskId>,
    /// Every id that was ever read from or written to the notebook's file.
    known: BTreeSet<Id>,
    /// The notebook's file as it was last read or written.
    base: Option<Side>,
    /// The file as another program left it, which the reader has been asked about.
    declined: Option<Stamp>,
    /// Whether that program has changed the file is being looked at.
    comparing: Option<Looking>,
    /// What a crash left and the reader has not been asked about.
    drafts: Vec<Recovered>,
    /// The notebook's revision that the journal has; none while there is no journal.
    journalled: Option<u64>,
    /// The last save was one that nobody asked for.
    saved_itself: bool,
    /// What a crash left and the reader was asked about already.
    offered: BTreeSet<PathBuf>,
    /// Where the journal is.
    journal: Option<PathBuf>,
    /// A file dialog is open; what was wanted after it.
    picking: Option<(Purpose, Option<Then>)>,
    /// What is written once its place is known.
    outgoing: Option<Box<Outgoing>>,
    /// What reads others' annotations once their file is known.
    importer: Option<Importer>,
    /// Such a file is being read.
    importing: Option<TaskId>,
    /// What was wanted after the save that the question on the screen came from.
    after: Option<Then>,
    analyzing: TaskId,
    cancel: Cancel,
    last_task: u64,
}

impl App {
    /// Starts with what was opened; the effects begin its analysis.
    pub fn new(opened: Opened, settings: Settings) -> (Self, Vec<Effect>) {
        let mut app = Self {
            article: Arc::clone(&opened.article),
            original: Arc::clone(&opened.article),
            machine: Arc::default(),
            analysis: Arc::default(),
            extract: None,
            timeline: Timeline::default(),
            took: Took::default(),
            names: Names::default(),
            notebook: Notebook::default(),
            history: History::default(),
            anchors: Vec::new(),
            review: Vec::new(),
            tab: Tab::default(),
            draft: Arc::default(),
            shelf: Shelf::default(),
            newer: None,
            comparison: None,
            document: Document::default(),
            selection: Selection::default(),
            caret: false,
            focus: Focus::default(),
            find: Find::default(),
            sidebar: SidebarState::default(),
            lens: Lens::default(),
            lit: None,
            settings,
            notices: Vec::new(),
            question: None,
            reveal: Reveal::default(),
            revision: Revision::default(),
            top: 0,
            saving: None,
            opening: None,
            replacing: None,
            checking: None,
            comparing_texts: None,
            known: BTreeSet::new(),
            base: None,
            declined: None,
            comparing: None,
            drafts: Vec::new(),
            journalled: None,
            saved_itself: false,
            offered: BTreeSet::new(),
            journal: None,
            picking: None,
            outgoing: None,
            importer: None,
            importing: None,
            after: None,
            analyzing: TaskId::default(),
            cancel: Cancel::default(),
            last_task: 0,
        };
        let mut effects = Vec::new();
        app.show(opened, &mut effects);
        app.find_drafts(app.settings.recents.clone(), &mut effects);
        (app, effects)
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

    pub fn is_saved(&self) -> bool {
        self.history.is_saved()
    }

    pub const fn is_saving(&self) -> bool {
        self.saving.is_some()
    }

    pub const fn is_opening(&self) -> bool {
        self.opening.is_some()
    }

    /// A file dialog is on the screen.
    pub const fn is_picking(&self) -> bool {
        self.picking.is_some()
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

    /// What the reader has set for the analysis.
    fn given(&self) -> Given {
        let title = (self.article.meta().title_origin != crate::article::Origin::Text)
            .then(|| self.title().to_owned());
        Given { published: self.notebook.published, title, sentences: None }
    }

    const fn next_task(&mut self) -> TaskId {
        self.last_task += 1;
        TaskId(self.last_task)
    }

    /// Takes over what was opened, and begins to read it.
    fn show(&mut self, opened: Opened, effects: &mut Vec<Effect>) {
        let Opened { article, notebook, kind, complaints, stamp } = opened;
        self.document = match kind {
            OpenedKind::Article { source } => {
                Document { source: Some(source), ..Document::default() }
            }
            OpenedKind::Notebook { path, read_only } => {
                Document { path: Some(path), read_only, stamp, ..Document::default() }
            }
            OpenedKind::Sample => Document { is_sample: true, ..Document::default() },
        };
        self.original = Arc::clone(&article);
        self.article = article;
        self.extract = None;
        self.notebook = notebook;
        self.known = self.notebook.ids().collect();
        self.base = self.document.stamp.map(|_| self.side());
        (self.declined, self.comparing) = (None, None);
        self.history = History::default();
        self.selection = Selection::default();
        self.caret = false;
        self.focus = Focus::default();
        self.find = Find::default();
        self.sidebar = SidebarState::default();
        self.lens = Lens::default();
        self.lit = None;
        self.question = None;
        self.tab = Tab::default();
        self.shelf = Shelf::default();
        self.newer = None;
        self.comparison = None;
        self.top = 0;
        self.machine = Arc::default();
        self.analysis = Arc::default();
        self.timeline = Timeline::default();
        self.revision.article += 1;
        self.revision.analysis += 1;
        self.revision.find += 1;
        self.notices.clear();
        if !complaints.is_empty() {
            // A notebook's stay until they are dismissed: saving may leave something out.
            let is_notebook = self.document.path.is_some();
            let weight = if is_notebook { Weight::Warning } else { Weight::Info };
            self.notice(weight, complaints.join(" "));
        }
        self.notebook_changed();
        self.analyze(effects);
        self.check_file(effects);
    }

    /// Begins to read the article, what is on the screen first; an earlier reading is stopped.
    fn analyze(&mut self, effects: &mut Vec<Effect>) {
        self.cancel.cancel();
        self.cancel = Cancel::default();
        self.analyzing = self.next_task();
        effects.push(Effect::Analyze {
            task: self.analyzing,
            article: Arc::clone(&self.article),
            given: self.given(),
            from: self.top,
            cancel: self.cancel.clone(),
        });
    }

    /// After the notebook changed: anchors and corrections are laid again.
    fn notebook_changed(&mut self) {
        self.revision.notebook += 1;
        let text = self.article.text();
        self.anchors =
            self.notebook.annotations().iter().map(|a| (a.id, a.target.anchor(text))).collect();
        self.review = self.to_review();
    }

    /// After the analysis or a verdict changed.
    fn lay_verdicts(&mut self) {
        let Self { article, machine, names, notebook, .. } = self;
        self.analysis = if notebook.verdicts().is_empty() && names.is_empty() {
            Arc::clone(machine)
        } else {
            Arc::new(crate::notebook::overlay(article, machine, names, notebook))
        };
        self.timeline = Timeline::new(&self.analysis.events);
        self.revision.analysis += 1;
        self.look_through();
    }

    /// The notebook with the article that it is about now.
    fn side(&self) -> Side {
        let article = self.notebook.article.as_ref().unwrap_or(&self.original);
        let mut side = Side { article: Arc::clone(article), notebook: self.notebook.clone() };
        side.notebook.article = None;
        side
    }

    /// Puts another state of the whole notebook in the place of this one, as one step.
    fn restore(&mut self, name: &'static str, side: Side, effects: &mut Vec<Effect>) {
        let Side { article, mut notebook } = side;
        let now = self.notebook.article.as_ref();
        notebook.article = match now.filter(|now| **now == article) {
            Some(now) => Some(Arc::clone(now)),
            None => (article != self.original).then_some(article),
        };
        let published = self.notebook.published;
        self.command(name, Command::Restore(Box::new(notebook)));
        self.lay_verdicts();
        if self.notebook.published != published {
            self.analyze(effects);
        }
    }

    fn notice(&mut self, weight: Weight, text: impl Into<String>) {
        let notice = Notice { weight, text: text.into() };
        self.notices.retain(|other| *other != notice && other.weight != Weight::Info);
        self.notices.push(notice);
    }

    fn search(&mut self) {
        self.find.hits = Finder::new(&self.find.query).find(self.article.text(), MOST_HITS);
        self.revision.find += 1;
    }
}
