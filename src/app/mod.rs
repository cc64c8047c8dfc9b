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
mod session;
mod shelf;
mod stretch;
mod summary;
mod tab;
mod update;
mod versions;

pub use action::{Action, Shortcut};
pub use lens::{Lens, Lit};
pub use message::{
    Answer, Changed, DocId, Effect, Importer, Incoming, Listed, Message, Notice, Outcome, Outgoing,
    Pick, Place, Purpose, Question, Sent, SidebarOrder, SidebarState, TaskId, Then, Took, Weight,
};
pub use selection::{Selection, Unit, step};
pub use session::{Document, Find, Focus, Session};
pub use shelf::{NoteOrder, Shelf};
pub use stretch::Edge;
pub use summary::picks;
pub use tab::Tab;

use std::sync::Arc;

use crate::{
    analysis::{Cancel, Timeline},
    article::Article,
    notebook::{Command, Names, Notebook, Side},
    storage::{Opened, Recovered, settings::Settings},
    text::{Finder, Span},
};

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

/// The whole state. Read freely; changed only by [`App::update`].
#[derive(Debug)]
pub struct App {
    /// The open document.
    pub session: Session,
    /// Names that are so in every article.
    pub names: Names,
    /// A text of the reader's own, to be checked. It belongs to no notebook: it stays when another article is opened, so
    /// that it can be checked against each of its sources, and it is not saved, since it has a home elsewhere.
    pub draft: Arc<str>,
    pub settings: Settings,
    pub notices: Vec<Notice>,
    pub reveal: Reveal,
    /// Counts on when another document is opened, so that nothing made of one is taken for another's.
    pub revision: Revision,
    /// What a crash left and the reader has not answered about.
    drafts: Vec<Arc<Recovered>>,
    /// What a crash left and the reader has answered about: it is not offered again.
    offered: Vec<Arc<Recovered>>,
    /// The notebook's revision that the journal has; none while there is no journal.
    journalled: Option<u64>,
    /// A file dialog is open.
    picking: Option<Picking>,
    /// What is written once its place is known.
    outgoing: Option<Box<Outgoing>>,
    /// What reads others' annotations once their file is known.
    importer: Option<Importer>,
    last_task: u64,
}

/// A file dialog that is open.
#[derive(Debug)]
struct Picking {
    /// The document that was open then.
    doc: DocId,
    /// The notebook's revision then.
    revision: u64,
    /// What was wanted after it.
    then: Option<Then>,
}

impl App {
    /// Starts with what was opened; the effects begin its analysis.
    pub fn new(opened: Opened, settings: Settings) -> (Self, Vec<Effect>) {
        let Opened { article, notebook, kind, complaints, stamp } = opened;
        let mut app = Self {
            session: Session::new(DocId(1), article, notebook, Document::of(kind, stamp)),
            names: Names::default(),
            draft: Arc::default(),
            settings,
            notices: Vec::new(),
            reveal: Reveal::default(),
            revision: Revision::default(),
            drafts: Vec::new(),
            offered: Vec::new(),
            journalled: None,
            picking: None,
            outgoing: None,
            importer: None,
            last_task: 0,
        };
        let mut effects = Vec::new();
        app.has_begun(&mut effects);
        app.tell_complaints(&complaints);
        app.find_drafts(app.settings.recents.clone(), &mut effects);
        (app, effects)
    }

    /// A file dialog is on the screen.
    pub const fn is_picking(&self) -> bool {
        self.picking.is_some()
    }

    const fn next_task(&mut self) -> TaskId {
        self.last_task += 1;
        TaskId { doc: self.session.id, number: self.last_task }
    }

    /// Opens what was read in the place of this document.
    fn show(&mut self, opened: Opened, effects: &mut Vec<Effect>) {
        let Opened { article, notebook, kind, complaints, stamp } = opened;
        self.begin(article, notebook, Document::of(kind, stamp), effects);
        self.tell_complaints(&complaints);
    }

    /// Begins with another document. What is under way for the one before comes to nothing here.
    fn begin(
        &mut self,
        article: Arc<Article>,
        notebook: Notebook,
        document: Document,
        effects: &mut Vec<Effect>,
    ) {
        self.end_journal(effects);
        self.session.cancel.cancel();
        let id = DocId(self.session.id.0 + 1);
        self.session = Session::new(id, article, notebook, document);
        self.has_begun(effects);
    }

    fn has_begun(&mut self, effects: &mut Vec<Effect>) {
        self.revision.article += 1;
        self.revision.analysis += 1;
        self.revision.find += 1;
        self.notices.clear();
        self.notebook_changed();
        self.keep_read(effects);
        self.check_file(effects);
    }

    /// A notebook's stay until they are dismissed: saving may leave something out.
    fn tell_complaints(&mut self, complaints: &[String]) {
        if !complaints.is_empty() {
            let is_notebook = self.session.document.path.is_some();
            let weight = if is_notebook { Weight::Warning } else { Weight::Info };
            self.notice(weight, complaints.join(" "));
        }
    }

    /// After each message: the machine reads what stands here, with what the reader has set; what is on the screen
    /// first. An earlier reading is stopped.
    fn keep_read(&mut self, effects: &mut Vec<Effect>) {
        let given = self.session.notebook.given();
        let asked = self.session.asked.as_ref();
        if asked.is_some_and(|(of, set)| Arc::ptr_eq(of, &self.session.article) && *set == given) {
            return;
        }
        let task = self.next_task();
        let session = &mut self.session;
        session.cancel.cancel();
        session.cancel = Cancel::default();
        session.analyzing = task;
        session.asked = Some((Arc::clone(&session.article), given.clone()));
        effects.push(Effect::Analyze {
            task,
            article: Arc::clone(&session.article),
            given,
            from: session.top,
            cancel: session.cancel.clone(),
        });
    }

    /// After the notebook changed: anchors and corrections are laid again.
    fn notebook_changed(&mut self) {
        self.revision.notebook += 1;
        let text = self.session.article.text();
        self.session.anchors = self
            .session
            .notebook
            .annotations()
            .iter()
            .map(|a| (a.id, a.target.anchor(text)))
            .collect();
        self.session.review = self.session.to_review();
    }

    /// After the analysis or a verdict changed.
    fn lay_verdicts(&mut self) {
        let Session { article, machine, notebook, .. } = &self.session;
        self.session.analysis = if notebook.verdicts().is_empty() && self.names.is_empty() {
            Arc::clone(machine)
        } else {
            Arc::new(crate::notebook::overlay(article, machine, &self.names, notebook))
        };
        self.session.timeline = Timeline::new(&self.session.analysis.events);
        self.revision.analysis += 1;
        self.look_through();
    }

    /// Puts another state of the whole notebook in the place of this one, as one step.
    fn restore(&mut self, name: &'static str, side: Side) {
        let Side { article, mut notebook } = side;
        let now = self.session.notebook.article.as_ref();
        notebook.article = match now.filter(|now| **now == article) {
            Some(now) => Some(Arc::clone(now)),
            None => (article != self.session.original).then_some(article),
        };
        self.command(name, Command::Restore(Box::new(notebook)));
        self.lay_verdicts();
    }

    fn notice(&mut self, weight: Weight, text: impl Into<String>) {
        let notice = Notice { weight, text: text.into() };
        self.notices.retain(|other| *other != notice && other.weight != Weight::Info);
        self.notices.push(notice);
    }

    fn search(&mut self) {
        self.session.find.hits =
            Finder::new(&self.session.find.query).find(self.session.article.text(), MOST_HITS);
        self.revision.find += 1;
    }
}
