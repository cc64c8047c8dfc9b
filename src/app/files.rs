//! Opening, saving, closing: nothing unsaved is lost without a word.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::{Answer, App, Effect, Outgoing, Purpose, Question, Saving, TaskId, Then, Weight};
use crate::{
    notebook::{History, Notebook, Side},
    storage::{Expect, ExportError, OpenError, Opened, SaveError, Saved, settings::RECENTS},
};

/// The ending of a notebook's name.
const NOTEBOOK: &str = "ron";

impl App {
    /// Goes on with `then` if nothing is unsaved, else asks first.
    fn guard(&mut self, then: Then, effects: &mut Vec<Effect>) {
        if self.is_saved() {
            self.go_on(then, effects);
        } else {
            self.question = Some(Question::Unsaved(then));
        }
    }

    fn go_on(&mut self, then: Then, effects: &mut Vec<Effect>) {
        match then {
            Then::Close => {
                self.end_journal(effects);
                effects.push(Effect::Close);
            }
            Then::New => {
                self.notebook = Notebook::default();
                self.history = History::default();
                self.document.path = None;
                self.document.stamp = None;
                self.base = None;
                self.document.read_only = false;
                self.focus = super::Focus::default();
                self.notebook_changed();
                self.lay_verdicts();
                self.analyze(effects);
            }
            Then::PickFile => self.pick(Purpose::Open, None, effects),
            Then::Open(path) => {
                let task = self.next_task();
                self.opening = Some(task);
                effects.push(Effect::Open { task, path });
            }
        }
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
        self.picking = Some((purpose, then));
        let beside = self.document.path.as_ref().or(self.document.source.as_ref());
        let recent = || self.settings.recents.first();
        let folder = beside.or_else(recent).and_then(|path| path.parent()).map(Path::to_path_buf);
        let name = match purpose {
            Purpose::Open | Purpose::Replace | Purpose::Import | Purpose::Save => self.file_name(),
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
        let then = self.picking.take().and_then(|(_, then)| then);
        match (purpose, path) {
            (_, None) => {}
            (Purpose::Open, Some(path)) => self.go_on(Then::Open(path), effects),
            (Purpose::Replace, Some(path)) => self.read_replacement(path, effects),
            // The dialog asked about a file of this name, if there is one.
            (Purpose::Export, Some(path)) => self.send_out(path, true, effects),
            (Purpose::Import, Some(path)) => self.take_in(path, effects),
            (Purpose::Save, Some(path)) => {
                // The dialog asked about the name it knew; with our ending it may be another file.
                let known = self.document.path.as_deref() == Some(path.as_path());
                let expect = match (&self.document.stamp, path.extension()) {
                    (Some(stamp), _) if known => Expect::Same(*stamp),
                    (_, Some(_)) => Expect::Anything,
                    (_, None) => Expect::Nothing,
                };
                self.write(with_ending(path, NOTEBOOK), expect, then, effects);
            }
        }
    }

    pub(super) fn ask_replacement(&mut self, effects: &mut Vec<Effect>) {
        self.pick(Purpose::Replace, None, effects);
    }

    fn read_replacement(&mut self, path: PathBuf, effects: &mut Vec<Effect>) {
        let task = self.next_task();
        self.replacing = Some(task);
        effects.push(Effect::Open { task, path });
    }

    /// The notebook with the ids of the records that are gone from its file.
    pub(super) fn to_save(&self) -> Notebook {
        let mut notebook = self.notebook.clone();
        notebook.gone.extend(&self.known);
        notebook.gone.retain(|id| !self.notebook.has(*id));
        notebook
    }

    pub(super) fn no_dialog(&mut self, purpose: Purpose, why: String) {
        self.after = self.picking.take().and_then(|(_, then)| then);
        self.ask_path(purpose, why);
    }

    pub(super) fn ask_path(&mut self, purpose: Purpose, why: String) {
        let beside = self.document.path.as_ref().or(self.document.source.as_ref());
        let folder = beside.and_then(|path| path.parent()).unwrap_or(Path::new(""));
        let proposal = match purpose {
            Purpose::Open | Purpose::Replace | Purpose::Import => folder.join(""),
            Purpose::Save => folder.join(self.file_name()),
            Purpose::Export => folder.join(self.export_name()),
        };
        let proposal = proposal.to_string_lossy().into_owned();
        self.question = Some(Question::Path { purpose, why, proposal });
    }

    pub(super) fn save(&mut self, then: Option<Then>, effects: &mut Vec<Effect>) {
        match self.document.path.clone() {
            Some(path) if !self.document.read_only => {
                let expect = self.document.stamp.map_or(Expect::Nothing, Expect::Same);
                self.write(path, expect, then, effects);
            }
            _ => self.save_as(then, effects),
        }
    }

    pub(super) fn save_as(&mut self, then: Option<Then>, effects: &mut Vec<Effect>) {
        self.pick(Purpose::Save, then, effects);
    }

    /// Saves without being asked, where that needs no answer of the reader's.
    pub(super) fn save_itself(&mut self, effects: &mut Vec<Effect>) {
        let Some(path) = self.document.path.clone().filter(|_| !self.document.read_only) else {
            return;
        };
        let busy = self.saving.is_some() || self.picking.is_some() || self.comparing.is_some();
        // Where another program's change was put away, only the reader saves.
        let busy = busy || self.question.is_some() || self.declined.is_some();
        if self.settings.autosave && !self.is_saved() && !busy {
            let expect = self.document.stamp.map_or(Expect::Nothing, Expect::Same);
            self.write_with(path, expect, None, true, effects);
        }
    }

    pub(super) fn write(
        &mut self,
        path: PathBuf,
        expect: Expect,
        then: Option<Then>,
        effects: &mut Vec<Effect>,
    ) {
        self.write_with(path, expect, then, false, effects);
    }

    fn write_with(
        &mut self,
        path: PathBuf,
        expect: Expect,
        then: Option<Then>,
        by_itself: bool,
        effects: &mut Vec<Effect>,
    ) {
        self.history.seal();
        let task = self.next_task();
        let notebook = self.to_save();
        let mut side = Side { notebook: notebook.clone(), ..self.side() };
        side.notebook.article = None;
        self.saving =
            Some(Saving { task, position: self.history.position(), side, by_itself, then });
        effects.push(Effect::Save {
            task,
            path,
            article: self.article.clone(),
            notebook: Box::new(notebook),
            expect,
            by_itself: by_itself && self.saved_itself,
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
        let Some(saving) = self.saving.take_if(|saving| saving.task == task) else { return };
        let Saving { position, side, by_itself, then, .. } = saving;
        match result {
            Ok(Saved { path, stamp, .. }) => {
                self.history.mark_saved(position);
                self.document.read_only = false;
                self.document.stamp = Some(stamp);
                self.document.saved_ms = Some(now.as_millisecond().max(0) as u64);
                self.base = Some(side);
                self.declined = None;
                self.saved_itself = by_itself;
                self.notices.retain(|notice| notice.weight != Weight::Error);
                self.remember(&path, effects);
                self.document.path = Some(path);
                self.known.extend(self.notebook.ids());
                if let Some(then) = then {
                    self.guard(then, effects);
                }
            }
            Err(error @ SaveError::Changed { .. }) => {
                self.clashed(path, error.to_string(), then, effects);
            }
            Err(error) if error.may_be_overwritten() => {
                self.after = then;
                self.question = Some(Question::Overwrite { path, why: error.to_string() });
            }
            Err(error) => {
                let journal = self.journal.as_ref().map_or_else(String::new, |journal| {
                    format!(", and in the journal ({})", journal.display())
                });
                let words = format!("{error} Your work is kept here in the window{journal}.");
                self.notice(Weight::Error, words);
            }
        }
    }

    pub(super) fn opened(
        &mut self,
        path: &Path,
        result: Result<Box<Opened>, OpenError>,
        effects: &mut Vec<Effect>,
    ) {
        self.opening = None;
        match result {
            Ok(opened) if self.is_another_version(&opened) => {
                self.found_newer(opened.article);
            }
            Ok(opened) => {
                self.show(*opened, effects);
                self.remember(path, effects);
                self.find_drafts(Vec::new(), effects);
            }
            Err(error) => {
                let mut settings = self.settings.clone();
                settings.recents.retain(|recent| recent != path);
                self.set_settings(settings, effects);
                self.notice(Weight::Error, format!("{error} The window keeps what it had."));
            }
        }
    }

    /// Work in the background broke down; nobody waits for it any longer.
    pub(super) fn failed(&mut self, task: TaskId, what: String) {
        self.saving.take_if(|saving| saving.task == task);
        self.comparing.take_if(|current| current.task == task);
        self.opening.take_if(|current| *current == task);
        self.importing.take_if(|current| *current == task);
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
        let Some(question) = self.question.take() else { return };
        let after = self.after.take();
        match (question, answer) {
            (Question::Unsaved(then), Answer::Save) => self.save(Some(then), effects),
            (Question::Unsaved(then), Answer::Discard) => self.go_on(then, effects),
            (Question::Overwrite { path, .. }, Answer::Overwrite) => {
                self.write(path, Expect::Anything, after, effects);
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
                    self.restore_version(version, effects);
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
            (Question::Recover { draft, .. }, Answer::Recover) => self.recover(&draft, effects),
            (Question::Recover { draft, .. }, Answer::Discard) => {
                effects.push(Effect::DropDraft(draft.journal.clone()));
            }
            (Question::Path { purpose: Purpose::Save, .. }, Answer::Path(path)) => {
                self.write(with_ending(path, NOTEBOOK), Expect::Nothing, after, effects);
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
        Path::new(&self.file_name()).with_extension(extension).to_string_lossy().into_owned()
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
