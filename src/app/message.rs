//! Everything that can happen to the app, and everything it can ask of the world. Both lists are closed.

use std::{fmt, path::PathBuf, sync::Arc};

use jiff::{Timestamp, civil::Date};

use super::{Action, Lens, Selection, Shelf, Unit};
use crate::{
    analysis::{Analysis, Cancel, EntityId, EntityKind, Given},
    article::Article,
    notebook::{Color, Command, Comparison, Id, Legend, Names, Notebook, Ruling, Side, Tag},
    storage::{
        Draft, Expect, ExportError, OpenError, Opened, Recovered, SaveError, Saved, Stamp,
        Template, Version, settings::Settings,
    },
    text::Span,
};

/// What happened: the only input of [`App::update`](super::App::update).
#[derive(Debug)]
pub enum Message {
    /// From a menu, a shortcut or the palette.
    Act(Action),
    /// The mouse made this selection.
    Select(Selection),
    /// A key moved the caret.
    Move {
        unit: Unit,
        back: bool,
        extend: bool,
    },
    /// Go to this entity's mention nearest to where the reader is.
    SelectEntity(EntityId),
    SelectMention(Span),
    /// Shows what this entity shares with the selected one.
    Compare(EntityId),
    /// Rulings on the selected entity, as one step.
    RuleEntity(Vec<Ruling>),
    /// The selected entity is neither pinned nor hidden any more.
    ListAsUsual,
    NoteOnEntity,
    /// The reader's own list of names, as it was read from its file.
    SetNames(Names),
    /// These words are, in every article, a name of this kind, or none.
    Always(String, Option<EntityKind>),
    /// Nothing is always so of these words.
    NotAlways(String),
    /// None of this entity's mentions names anything.
    NotAnEntity(EntityId),
    /// By the span of the event's title, which names it.
    SelectEvent(Span),
    /// The same without leaving the place: its words were clicked.
    FocusEvent(Span),
    /// Rulings on the selected event, as one step.
    RuleEvent(Vec<Ruling>),
    /// Takes the event with this title off the timeline.
    RemoveEvent(Span),
    ShowHiddenEvents,
    SetLens(Lens),
    SelectAnnotation(Id),
    /// The review is at this mark or verdict.
    SelectReview(Id),
    /// Show this place, without selecting it.
    Reveal(Span),
    SetComment {
        id: Id,
        text: String,
    },
    SetTags {
        id: Id,
        tags: Vec<Tag>,
    },
    SetColor {
        id: Id,
        color: Color,
    },
    Remove(Id),
    /// The mark is right as it now stands.
    Accept(Id),
    /// The mark belongs on the selected words.
    Reattach(Id),
    /// The mark belongs nowhere, and is kept.
    Detach(Id),
    /// The mark covers these words.
    SetSpan {
        id: Id,
        span: Span,
    },
    /// A misprint in the article.
    CorrectText {
        span: Span,
        words: String,
    },
    /// The reader has compared enough.
    CloseComparison,
    /// How many sentences the summary has; as usual where none is given.
    SetExtract(Option<usize>),
    /// What the reader makes of a sentence in the summary.
    PickSentence(Span, Pick),
    /// No sentence is dropped any more.
    RestoreSentences,
    SetNotebookText(String),
    /// The text that is checked against the article.
    SetDraft(String),
    /// Chooses and orders the notes.
    SetShelf(Shelf),
    SetLegend(Legend),
    /// Gives a tag another name, that of another tag perhaps; or takes it off everywhere.
    RenameTag {
        from: Tag,
        to: Option<Tag>,
    },
    SetTitle(String),
    SetPublished(Option<Date>),
    SetSidebar(SidebarState),
    /// The words looked for.
    SetQuery(String),
    SetSettings(Box<Settings>),
    /// Write this where the reader will say.
    Export(Box<Outgoing>),
    /// Take in what another program wrote, by this reading of it, from a file that the reader will name.
    Import(Importer),
    /// A file was dropped on the window, named on the command line or chosen from the recent ones.
    Open(PathBuf),
    /// A file dialog was answered; `None` is Cancel.
    Chosen(Purpose, Option<PathBuf>),
    /// No file dialog can be shown here; why, in words.
    NoDialog(Purpose, String),
    /// The question on the screen was answered.
    Answered(Answer),
    DismissNotice(usize),
    /// Something outside went less than well; in words.
    Complain(String),
    /// The window was asked to close.
    CloseRequested,
    /// The window is the one that is used again: its file may have changed meanwhile.
    Returned,
    /// Nothing was done for a moment.
    Paused,
    /// Which byte of the text stands at the top of the view.
    Scrolled(usize),
    /// Work in the background came to something; stale ids are passed over.
    Finished(TaskId, Outcome),
}

/// How a sentence comes into the summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// By its rank.
    Usual,
    Pinned,
    Dropped,
}

/// What a file is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Open,
    Save,
    /// An article whose text is put in the place of this one's.
    Replace,
    Export,
    Import,
}

/// A file that is to leave the app. The formats are above this layer, so it brings its own maker.
#[derive(Clone)]
pub struct Outgoing {
    /// The ending of its name, without a point.
    pub extension: &'static str,
    /// Makes it, on a worker, for the text that stands in its place by now, and whether the reader has agreed that that
    /// may give way; `None` where it stays.
    pub make: Arc<Maker>,
}

type Maker = dyn Fn(Option<&str>, bool) -> Option<Sent> + Send + Sync;

/// A file as it leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    pub bytes: Vec<u8>,
    /// What it cannot carry, and how much of it, in sentences.
    pub remarks: Vec<String>,
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing").field("extension", &self.extension).finish_non_exhaustive()
    }
}

/// Reads what another program wrote on an article, as its analysis and notebook are by now; an error is a sentence.
/// The formats are above this layer, so whoever asks brings it along.
pub type Importer = fn(&str, &Article, &Analysis, &Notebook, Timestamp) -> Result<Incoming, String>;

/// What comes in: what is to be done to the notebook, and what could not be taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Incoming {
    pub commands: Vec<Command>,
    /// A sentence each.
    pub remarks: Vec<String>,
}

/// Names one open document: another one each time that something is opened, also the same file again. Zero is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct DocId(pub(super) u64);

/// Names one piece of work in the background, and the document that was open when it was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct TaskId {
    pub doc: DocId,
    pub(super) number: u64,
}

impl Effect {
    /// Names the answer, where there is one.
    pub const fn task(&self) -> Option<TaskId> {
        match self {
            Self::Analyze { task, .. }
            | Self::Open { task, .. }
            | Self::Compare { task, .. }
            | Self::CompareTexts { task, .. }
            | Self::Carry { task, .. }
            | Self::FindTemplates { task }
            | Self::FindDrafts { task, .. }
            | Self::FindVersions { task, .. }
            | Self::KeepVersion { task, .. }
            | Self::Journal { task, .. }
            | Self::Save { task, .. }
            | Self::Export { task, .. }
            | Self::Import { task, .. } => Some(*task),
            Self::PickFile { .. }
            | Self::SaveSettings(_)
            | Self::SaveNames { .. }
            | Self::EndJournal { .. }
            | Self::DropDraft(_)
            | Self::Copy(_)
            | Self::Focus(_)
            | Self::Close => None,
        }
    }
}

/// What a piece of work came to.
#[derive(Debug)]
pub enum Outcome {
    Opened(PathBuf, Result<Box<Opened>, OpenError>),
    /// Comes several times for a long text, the last one complete.
    Analyzed(Arc<Analysis>, Took),
    Saved(PathBuf, Result<Saved, SaveError>),
    ComparedTexts(Arc<Comparison>),
    /// Puts another text in the place of the article's, and the marks where they go in it.
    Carried(Command),
    /// What a notebook can begin with.
    Templates(Vec<Template>),
    /// What a crash left behind.
    Drafts(Vec<Recovered>),
    /// What is unsaved is kept there from now on.
    Journalled(PathBuf),
    /// What the notebook's file holds now; nothing where that is what was last read or written.
    Compared(PathBuf, Option<Result<Box<Opened>, OpenError>>),
    /// The versions of the notebook's file that can be gone back to.
    Versions(Vec<Version>),
    /// What the file could not carry.
    Exported(PathBuf, Result<Vec<String>, ExportError>),
    /// What another program wrote on this article.
    Imported(PathBuf, Arc<Article>, Result<Incoming, String>),
    /// The work itself broke down; what it was, in words.
    Failed(String),
}

/// How long it took, in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Took(pub u64);

/// What the app asks of the world.
#[derive(Debug)]
pub enum Effect {
    /// Show a file dialog; `name` is proposed for saving.
    PickFile {
        purpose: Purpose,
        folder: Option<PathBuf>,
        name: String,
    },
    Open {
        task: TaskId,
        path: PathBuf,
    },
    /// Read the article, the block at byte `from` first.
    Analyze {
        task: TaskId,
        article: Arc<Article>,
        given: Given,
        from: usize,
        cancel: Cancel,
    },
    Save {
        task: TaskId,
        path: PathBuf,
        article: Arc<Article>,
        notebook: Box<Notebook>,
        expect: Expect,
        /// The reader did not ask for it: no version is kept for each of many.
        by_itself: bool,
    },
    Export {
        task: TaskId,
        path: PathBuf,
        outgoing: Box<Outgoing>,
        /// The reader was asked about what stands there, and agreed that it may give way.
        is_agreed: bool,
    },
    Import {
        task: TaskId,
        path: PathBuf,
        importer: Importer,
        article: Arc<Article>,
        analysis: Arc<Analysis>,
        notebook: Box<Notebook>,
    },
    SaveSettings(Box<Settings>),
    FindTemplates {
        task: TaskId,
    },
    /// Compare two versions of the article.
    CompareTexts {
        task: TaskId,
        old: Arc<Article>,
        new: Arc<Article>,
        given: Given,
    },
    /// Find out where the notebook's marks go in another text of the article.
    Carry {
        task: TaskId,
        old: Arc<Article>,
        new: Arc<Article>,
        notebook: Arc<Notebook>,
    },
    /// Keep what is unsaved where a crash does not reach it.
    Journal {
        task: TaskId,
        draft: Box<Draft>,
    },
    /// Nothing is unsaved any more, neither of what is done here nor of what was recovered.
    EndJournal {
        recovered: Option<Arc<Recovered>>,
    },
    /// Look for work that a crash left behind: of these notebooks, or of any that never had a file.
    FindDrafts {
        task: TaskId,
        paths: Vec<PathBuf>,
    },
    /// The reader does not want what was found there.
    DropDraft(Arc<Recovered>),
    /// Look whether another program has changed the notebook's file.
    Compare {
        task: TaskId,
        path: PathBuf,
        stamp: Stamp,
    },
    /// Look for the versions of the notebook's file.
    FindVersions {
        task: TaskId,
        path: PathBuf,
    },
    /// Keep the notebook as it is now under a name, and look for its versions.
    KeepVersion {
        task: TaskId,
        path: PathBuf,
        name: String,
        article: Arc<Article>,
        notebook: Box<Notebook>,
    },
    /// Keep what was changed of the reader's own list of names.
    SaveNames {
        before: Names,
        after: Names,
    },
    Copy(String),
    /// Put the keyboard focus there.
    Focus(Place),
    Close,
}

/// A part of the window that can take the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Article,
    Find,
    Notebook,
    FindNotes,
    Draft,
    /// The comment of this annotation's card.
    Comment(Id),
    /// The tag field of this annotation's card.
    Tags(Id),
    Title,
    Published,
    Palette,
    Filter,
    /// The name of the selected entity.
    Name,
    /// The editor of the selected event.
    Event,
}

/// A question that must be answered before anything else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// There are unsaved changes; what was wanted comes after.
    Unsaved(Then),
    /// A file stands there already, or was changed meanwhile and cannot be read.
    Overwrite { path: PathBuf, why: String },
    /// Another program has changed the notebook's file.
    Changed(Arc<Changed>),
    /// Go back to an earlier version, or keep this one under a name.
    Versions(Arc<Vec<Listed>>),
    /// No dialog could be shown: the path is typed instead.
    Path { purpose: Purpose, why: String, proposal: String },
    /// Which beginning the notebook should have.
    Templates(Arc<Vec<Template>>),
    /// Other words for these of the article.
    Correct { span: Span, words: String },
    /// A crash left unsaved work; this is what it would bring back.
    Recover { what: Vec<String>, draft: Arc<Recovered> },
}

/// The notebook's file as another program has left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    pub path: PathBuf,
    pub theirs: Side,
    /// What that program did since the file was last read or written here, in words.
    pub theirs_did: Vec<String>,
    /// What was done here since and is not saved; empty where nothing was.
    pub mine: Vec<String>,
    pub stamp: Option<Stamp>,
    /// The reader was about to save.
    pub saving: bool,
    /// What was wanted after it.
    pub then: Option<Then>,
}

/// A version of the notebook that can be gone back to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub path: PathBuf,
    /// What the reader called it; none for one that saving left.
    pub name: Option<String>,
    /// When it was saved, in milliseconds since 1970.
    pub saved_ms: Option<u64>,
    /// In bytes.
    pub size: u64,
    /// What it holds, or why it cannot be read.
    pub held: Result<Side, String>,
    /// What going back to it would change.
    pub differs: Vec<String>,
}

/// What the reader wanted when a question came between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    Close,
    New,
    PickFile,
    Open(PathBuf),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Save,
    Discard,
    Overwrite,
    Recover,
    /// Put both together.
    Merge,
    /// Keep theirs as it is, and this one beside it.
    KeepBoth,
    /// Take theirs.
    Reload,
    /// Go back to this one of the versions.
    Restore(usize),
    /// Keep the notebook as it is now under this name.
    KeepVersion(String),
    Path(PathBuf),
    Words(String),
    /// Begin with this one of the templates.
    Template(usize),
    Cancel,
}

/// How the sidebar's rows are chosen and ordered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SidebarState {
    /// What was typed into the filter box.
    pub filter: String,
    /// Only these kinds; none means all.
    pub kinds: Vec<EntityKind>,
    pub order: SidebarOrder,
    /// Also those that the reader hid.
    pub hidden: bool,
}

impl SidebarState {
    /// Lists this kind, or no longer.
    pub fn toggle(&mut self, kind: EntityKind) {
        let chosen = self.kinds.len();
        self.kinds.retain(|other| *other != kind);
        if self.kinds.len() == chosen {
            self.kinds.push(kind);
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SidebarOrder {
    #[default]
    Kind,
    Count,
    FirstMention,
}

impl SidebarOrder {
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Kind => Self::Count,
            Self::Count => Self::FirstMention,
            Self::FirstMention => Self::Kind,
        }
    }
}

/// Something the reader should know, shown until dismissed or replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub weight: Weight,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Info,
    Warning,
    Error,
}
