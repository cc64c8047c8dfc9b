//! Opening, saving, closing: nothing unsaved is lost without a word.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::Timestamp;

use super::{
    Answer, App, Effect, Outgoing, Picking, Purpose, Question, TaskId, Then, Weight,
    session::{Document, Opening, Saving, Session, Wanted},
};
use crate::{
    notebook::{Notebook, Side},
    storage::{
        Expect, ExportError, OpenError, Opened, Recovered, SaveError, Saved, settings::RECENTS,
    },
};

/// The ending of a notebook's name.
const NOTEBOOK: &str = "ron";

impl App {
    /// Goes on with `then` if nothing is unsaved, else asks first.
    fn guard(&mut self, then: Then, effects: &mut Vec<Effect>) {
        if self.session.is_saved() {
            self.go_on(then, effects);
        } else if let Some(saving) = self.session.saving_this() {
            // What is being saved just now is waited for.
            saving.then = Some(then);
        } else {
            self.session.question = Some(Question::Unsaved(then));
        }
    }

    /// The reader has let go of what is here.
    fn go_on(&mut self, then: Then, effects: &mut Vec<Effect>) {
        match then {
            Then::Close => {
                self.end_journal(effects);
                effects.push(Effect::Close);
            }
            Then::New => {
                let Session { original, document, .. } = &self.session;
                let (source, is_sample) = (document.source.clone(), document.is_sample);
                let document = Document { source, is_sample, ..Document::default() };
                let article = Arc::clone(original);
                self.begin(article, Notebook::default(), document, effects);
            }
            Then::PickFile => self.pick(Purpose::Open, None, effects),
            Then::Open(path) => self.read_file(path, None, effects),
        }
    }

    /// Reads a file that is to take this document's place.
    pub(super) fn read_file(
        &mut self,
        path: PathBuf,
        draft: Option<Arc<Recovered>>,
        effects: &mut Vec<Effect>,
    ) {
        let task = self.next_task();
        self.session.opening = Some(Opening { task, revision: self.revision.notebook, draft });
        effects.push(Effect::Open { task, path });
    }

    pub(super) fn close(&mut self, effects: &mut Vec<Effect>) {
        self.guard(Then::Close, effects);
    }

    pub(super) fn new_notebook(&mut self, effects: &mut Vec<Effect>) {
        self.guard(Then::New, effects);
    }

    pub(super) fn ask_open(&mut self, effects: &mut Vec<Effect>) {
        self.guard(Then::PickFile, effects);
    }

    pub(super) fn open(&mut self, path: PathBuf, effects: &mut Vec<Effect>) {
        self.guard(Then::Open(path), effects);
    }

    pub(super) fn pick(&mut self, purpose: Purpose, then: Option<Then>, effects: &mut Vec<Effect>) {
        if self.picking.is_some() {
            return;
        }
        let (doc, revision) = (self.session.id, self.revision.notebook);
        self.picking = Some(Picking { doc, revision, then });
        let beside = self.session.document.path.as_ref().or(self.session.document.source.as_ref());
        let recent = || self.settings.recents.first();
        let folder = beside.or_else(recent).and_then(|path| path.parent()).map(Path::to_path_buf);
        let name = match purpose {
            Purpose::Open | Purpose::Replace | Purpose::Import | Purpose::Save => {
                self.session.file_name()
            }
            Purpose::Export => self.export_name(),
        };
        effects.push(Effect::PickFile { purpose, folder, name });
    }

    /// The dialog's answer.
    pub(super) fn chosen(
        &mut self,
        purpose: Purpose,
        path: Option<PathBuf>,
        effects: &mut Vec<Effect>,
    ) {
        let (Some(picking), Some(path)) = (self.picking.take(), path) else { return };
        let Picking { doc, revision, then } = picking;
        let is_of_here = doc == self.session.id;
        match purpose {
            // What was done while the dialog was open has not been asked about.
            Purpose::Open if revision != self.revision.notebook => self.open(path, effects),
            Purpose::Open => self.go_on(Then::Open(path), effects),
            // The dialog asked about a file of this name, if there is one.
            Purpose::Export => self.send_out(path, true, effects),
            _ if !is_of_here => self.notice(
                Weight::Warning,
                "The file was chosen for what was open before, so nothing was done with it.",
            ),
            Purpose::Replace => self.read_replacement(path, effects),
            Purpose::Import => self.take_in(path, effects),
            Purpose::Save if self.session.document.path.as_ref() == Some(&path) => {
                self.write(None, then, effects);
            }
            Purpose::Save => {
                // The dialog asked about the name it knew; with our ending it may be another file.
                let expect =
                    if path.extension().is_some() { Expect::Anything } else { Expect::Nothing };
                self.write(Some((with_ending(path, NOTEBOOK), expect)), then, effects);
            }
        }
    }

    pub(super) fn ask_replacement(&mut self, effects: &mut Vec<Effect>) {
        self.pick(Purpose::Replace, None, effects);
    }

    fn read_replacement(&mut self, path: PathBuf, effects: &mut Vec<Effect>) {
        let task = self.next_task();
        self.session.replacing = Some(task);
        effects.push(Effect::Open { task, path });
    }

    pub(super) fn no_dialog(&mut self, purpose: Purpose, why: String) {
        let picking = self.picking.take().filter(|picking| picking.doc == self.session.id);
        self.session.after = picking.and_then(|picking| picking.then);
        self.ask_path(purpose, why);
    }

    pub(super) fn ask_path(&mut self, purpose: Purpose, why: String) {
        let beside = self.session.document.path.as_ref().or(self.session.document.source.as_ref());
        let folder = beside.and_then(|path| path.parent()).unwrap_or(Path::new(""));
        let proposal = match purpose {
            Purpose::Open | Purpose::Replace | Purpose::Import => folder.join(""),
            Purpose::Save => folder.join(self.session.file_name()),
            Purpose::Export => folder.join(self.export_name()),
        };
        let proposal = proposal.to_string_lossy().into_owned();
        self.session.question = Some(Question::Path { purpose, why, proposal });
    }

    pub(super) fn save(&mut self, then: Option<Then>, effects: &mut Vec<Effect>) {
        let Document { path, read_only, .. } = &self.session.document;
        if path.is_some() && !read_only {
            self.write(None, then, effects);
        } else {
            self.save_as(then, effects);
        }
    }

    pub(super) fn save_as(&mut self, then: Option<Then>, effects: &mut Vec<Effect>) {
        self.pick(Purpose::Save, then, effects);
    }

    /// Saves without being asked, where that needs no answer of the reader's.
    pub(super) fn save_itself(&mut self, effects: &mut Vec<Effect>) {
        let Session { document, saving, comparing, question, declined, .. } = &self.session;
        let has_file = document.path.is_some() && !document.read_only;
        let busy = saving.is_some() || self.picking.is_some() || comparing.is_some();
        // Where another program's change was put away, only the reader saves.
        let busy = busy || question.is_some() || declined.is_some();
        if self.settings.autosave && has_file && !self.session.is_saved() && !busy {
            self.begin_save(Wanted { place: None, by_itself: true, then: None }, effects);
        }
    }

    /// Saves, here or elsewhere; where a save is under way, once that is done.
    pub(super) fn write(
        &mut self,
        place: Option<(PathBuf, Expect)>,
        then: Option<Then>,
        effects: &mut Vec<Effect>,
    ) {
        let wanted = Wanted { place, by_itself: false, then };
        if self.session.saving.is_some() {
            self.session.waiting.push(wanted);
        } else {
            self.begin_save(wanted, effects);
        }
    }

    fn begin_save(&mut self, wanted: Wanted, effects: &mut Vec<Effect>) {
        let Wanted { place, by_itself, then } = wanted;
        let Document { path, stamp, .. } = &self.session.document;
        let here = path.clone().map(|path| (path, stamp.map_or(Expect::Nothing, Expect::Same)));
        let Some((path, expect)) = place.or(here) else { return };
        self.session.history.seal();
        let task = self.next_task();
        let notebook = self.session.to_save();
        let mut side = Side { notebook: notebook.clone(), ..self.session.side() };
        side.notebook.article = None;
        let position = self.session.history.position();
        self.session.saving = Some(Saving { task, position, side, by_itself, then });
        effects.push(Effect::Save {
            task,
            path,
            article: Arc::clone(&self.session.article),
            notebook: Box::new(notebook),
            expect,
            by_itself: by_itself && self.session.saved_itself,
        });
    }

    pub(super) fn saved(
        &mut self,
        task: TaskId,
        path: PathBuf,
        result: Result<Saved, SaveError>,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) {
        let Some(saving) = self.session.saving.take_if(|saving| saving.task == task) else {
            return self.saved_elsewhere(result, effects);
        };
        let Saving { position, side, by_itself, mut then, .. } = saving;
        let next = (!self.session.waiting.is_empty()).then(|| self.session.waiting.remove(0));
        // What was wanted after this save has to wait for the next one too.
        let next = next.map(|next| Wanted { then: next.then.or_else(|| then.take()), ..next });
        match (result, next) {
            (Ok(Saved { path, stamp, .. }), next) => {
                let session = &mut self.session;
                session.history.mark_saved(position);
                session.known.extend(side.notebook.ids());
                session.base = Some(side);
                session.declined = None;
                session.saved_itself = by_itself;
                session.document = Document {
                    path: Some(path.clone()),
                    stamp: Some(stamp),
                    read_only: false,
                    saved_ms: Some(now.as_millisecond().max(0) as u64),
                    ..std::mem::take(&mut session.document)
                };
                self.notices.retain(|notice| notice.weight != Weight::Error);
                self.remember(&path, effects);
                match (next, then) {
                    (Some(next), _) => self.begin_save(next, effects),
                    (None, Some(then)) => self.guard(then, effects),
                    (None, None) => {}
                }
            }
            // The next one will tell as well.
            (Err(_), Some(next)) => self.begin_save(next, effects),
            (Err(error @ SaveError::Changed { .. }), None) => {
                self.clashed(path, error.to_string(), then, effects);
            }
            (Err(error), None) if error.may_be_overwritten() => {
                self.session.after = then;
                self.session.question = Some(Question::Overwrite { path, why: error.to_string() });
            }
            (Err(error), None) => {
                let journal = self.session.journal.as_ref().map_or_else(String::new, |journal| {
                    format!(", and in the journal ({})", journal.display())
                });
                let words = format!("{error} Your work is kept here in the window{journal}.");
                self.notice(Weight::Error, words);
            }
        }
    }

    /// What came of saving a document that is not open any more.
    fn saved_elsewhere(&mut self, result: Result<Saved, SaveError>, effects: &mut Vec<Effect>) {
        match result {
            Ok(saved) => self.remember(&saved.path, effects),
            Err(error) => self.notice(Weight::Error, error.to_string()),
        }
    }

    /// A file was read: to be opened, to give the article another text, or to see whether that is as it was.
    pub(super) fn opened(
        &mut self,
        task: TaskId,
        path: PathBuf,
        result: Result<Box<Opened>, OpenError>,
        effects: &mut Vec<Effect>,
    ) {
        let session = &mut self.session;
        if session.replacing.take_if(|current| *current == task).is_some() {
            self.read_text(result, effects);
        } else if session.checking.take_if(|current| *current == task).is_some() {
            self.checked(result);
        } else if let Some(opening) = session.opening.take_if(|current| current.task == task) {
            self.take_place(opening, path, result, effects);
        }
    }

    /// What was read takes this document's place.
    fn take_place(
        &mut self,
        opening: Opening,
        path: PathBuf,
        result: Result<Box<Opened>, OpenError>,
        effects: &mut Vec<Effect>,
    ) {
        let Opening { revision, draft, .. } = opening;
        if revision != self.revision.notebook && !self.session.is_saved() {
            // The reader has gone on working here, and has not been asked about that.
            return match draft {
                Some(draft) => self.offer_again(draft),
                None => self.guard(Then::Open(path), effects),
            };
        }
        match (result, draft) {
            (result, Some(draft)) => self.recover_there(result, draft, effects),
            (Ok(opened), None) if self.session.is_another_version(&opened) => {
                self.found_newer(opened.article);
            }
            (Ok(opened), None) => {
                self.show(*opened, effects);
                self.remember(&path, effects);
                self.find_drafts(Vec::new(), effects);
            }
            (Err(error), None) => {
                let mut settings = self.settings.clone();
                settings.recents.retain(|recent| *recent != path);
                self.set_settings(settings, effects);
                self.notice(Weight::Error, format!("{error} The window keeps what it had."));
            }
        }
    }

    /// Work in the background broke down; nobody waits for it any longer.
    pub(super) fn failed(&mut self, task: TaskId, what: String) {
        let session = &mut self.session;
        if session.saving.take_if(|saving| saving.task == task).is_some() {
            session.waiting.clear();
        }
        session.comparing.take_if(|current| current.task == task);
        session.opening.take_if(|current| current.task == task);
        session.carrying.take_if(|current| current.task == task);
        for current in [
            &mut session.importing,
            &mut session.replacing,
            &mut session.checking,
            &mut session.comparing_texts,
        ] {
            current.take_if(|current| *current == task);
        }
        self.notice(Weight::Error, what);
    }

    /// Puts `path` first among the recent files.
    fn remember(&mut self, path: &Path, effects: &mut Vec<Effect>) {
        let mut settings = self.settings.clone();
        settings.recents.retain(|recent| recent != path);
        settings.recents.insert(0, path.to_path_buf());
        settings.recents.truncate(RECENTS);
        self.set_settings(settings, effects);
    }

    pub(super) fn answered(&mut self, answer: Answer, effects: &mut Vec<Effect>) {
        let Some(question) = self.session.question.take() else { return };
        let after = self.session.after.take();
        match (question, answer) {
            (Question::Unsaved(then), Answer::Save) => self.save(Some(then), effects),
            (Question::Unsaved(then), Answer::Discard) => self.go_on(then, effects),
            (Question::Overwrite { path, .. }, Answer::Overwrite) => {
                self.write(Some((path, Expect::Anything)), after, effects);
            }
            (Question::Overwrite { .. }, Answer::Save) => self.save_as(after, effects),
            (Question::Path { purpose: Purpose::Open, .. }, Answer::Path(path)) => {
                self.open(path, effects);
            }
            (Question::Path { purpose: Purpose::Replace, .. }, Answer::Path(path)) => {
                self.read_replacement(path, effects);
            }
            (Question::Changed(changed), answer) => self.settle(&changed, &answer, effects),
            (Question::Versions(versions), Answer::Restore(index)) => {
                if let Some(version) = versions.get(index) {
                    self.restore_version(version);
                }
            }
            (Question::Versions(_), Answer::KeepVersion(name)) => self.keep_version(name, effects),
            (Question::Templates(templates), Answer::Template(index)) => {
                if let Some(template) = templates.get(index) {
                    self.begin_with(template, effects);
                }
            }
            (Question::Correct { span, .. }, Answer::Words(words)) => {
                self.correct_text(span, &words);
            }
            (Question::Recover { draft, .. }, answer) => {
                self.answered_draft(draft, &answer, effects);
            }
            (Question::Path { purpose: Purpose::Save, .. }, Answer::Path(path)) => {
                let place = (with_ending(path, NOTEBOOK), Expect::Nothing);
                self.write(Some(place), after, effects);
            }
            (Question::Path { purpose: Purpose::Export, .. }, Answer::Path(path)) => {
                self.send_out(path, false, effects);
            }
            (Question::Path { purpose: Purpose::Import, .. }, Answer::Path(path)) => {
                self.take_in(path, effects);
            }
            _ => {}
        }
    }

    /// Asks where the export is to be written.
    pub(super) fn export(&mut self, outgoing: Box<Outgoing>, effects: &mut Vec<Effect>) {
        self.outgoing = Some(outgoing);
        self.pick(Purpose::Export, None, effects);
    }

    /// The notebook's name with the export's ending.
    fn export_name(&self) -> String {
        let extension = self.outgoing.as_ref().map_or("txt", |outgoing| outgoing.extension);
        Path::new(&self.session.file_name())
            .with_extension(extension)
            .to_string_lossy()
            .into_owned()
    }

    fn send_out(&mut self, path: PathBuf, is_agreed: bool, effects: &mut Vec<Effect>) {
        let Some(outgoing) = self.outgoing.take() else { return };
        // With our ending it may be another file than the reader was asked about.
        let is_agreed = is_agreed && path.extension().is_some();
        let path = with_ending(path, outgoing.extension);
        let task = self.next_task();
        effects.push(Effect::Export { task, path, outgoing, is_agreed });
    }

    pub(super) fn exported(&mut self, path: &Path, result: Result<Vec<String>, ExportError>) {
        match result {
            Ok(remarks) => {
                let words = format!("The export was written ({}).", path.display());
                self.notice(Weight::Info, [vec![words], remarks].concat().join(" "));
            }
            Err(error) => self.notice(Weight::Error, error.to_string()),
        }
    }
}

/// Adds an ending where the name has none: neither a path nor the portal does.
fn with_ending(path: PathBuf, ending: &str) -> PathBuf {
    if path.extension().is_some() { path } else { path.with_extension(ending) }
}
