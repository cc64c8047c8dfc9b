//! What each message does.

use std::sync::Arc;

use jiff::Timestamp;

use super::{
    Action, Answer, App, Effect, Message, Outcome, Place, Purpose, Question, Selection, Session,
    Tab, TaskId, Took, Weight, step,
};
use crate::{
    analysis::Analysis,
    notebook::{Command, Ruling, Typing},
    storage::settings::{Reading, Settings},
};

/// The sizes the reading text may have, in points.
const SIZES: std::ops::RangeInclusive<f32> = 12.0..=40.0;

impl App {
    /// Takes in one message; what must happen outside comes back as effects.
    pub fn update(&mut self, message: Message, now: Timestamp) -> Vec<Effect> {
        let mut effects = Vec::new();
        match message {
            Message::Act(action) => self.act(action, now, &mut effects),
            Message::Select(selection) => self.select(selection),
            Message::Move { unit, back, extend } => {
                let head = step(&self.session.article, self.session.selection.head, unit, back);
                let anchor = if extend { self.session.selection.anchor } else { head };
                self.session.caret = true;
                self.select(Selection { anchor, head });
                self.reveal(Selection::at(head).span());
            }
            Message::SelectEntity(id) => self.select_entity(id),
            Message::SelectMention(span) => {
                self.session.focus.mention = Some(span);
                self.session.focus.event = None;
            }
            Message::Compare(id) => self.compare(id),
            Message::RuleEntity(rulings) => self.rule_entity(rulings, now),
            Message::ListAsUsual => self.list_as_usual(),
            Message::NoteOnEntity => self.note_on_entity(now, &mut effects),
            Message::SetNames(names) => {
                self.names = names;
                self.lay_verdicts();
            }
            Message::Always(words, kind) => {
                let mut names = self.names.clone();
                names.always.insert(words, kind);
                self.change_names(names, &mut effects);
            }
            Message::NotAlways(words) => {
                let mut names = self.names.clone();
                names.always.remove(&words);
                self.change_names(names, &mut effects);
            }
            Message::NotAnEntity(id) => self.not_an_entity(id, now),
            Message::SelectEvent(title) => self.select_event(title),
            Message::FocusEvent(title) => self.session.focus.event = Some(title),
            Message::RuleEvent(rulings) => self.rule_event(rulings, now),
            Message::RemoveEvent(title) => self.remove_event(title, now),
            Message::ShowHiddenEvents => self.show_hidden_events(),
            Message::SetLens(lens) => self.set_lens(lens),
            Message::SelectAnnotation(id) => self.select_annotation(id),
            Message::SelectReview(id) => self.select_review(id),
            Message::Reveal(span) => self.reveal(span),
            Message::SetExtract(_)
            | Message::PickSentence(..)
            | Message::RestoreSentences
            | Message::SetDraft(_) => self.on_summary(message, now),
            Message::SetComment { .. }
            | Message::SetTags { .. }
            | Message::SetColor { .. }
            | Message::Remove(_)
            | Message::SetSpan { .. }
            | Message::Accept(_)
            | Message::Reattach(_)
            | Message::Detach(_)
            | Message::SetShelf(_)
            | Message::SetLegend(_)
            | Message::RenameTag { .. } => self.on_mark(message, now),
            Message::CorrectText { span, words } => self.correct_text(span, &words),
            Message::CloseComparison => self.session.comparison = None,
            Message::SetNotebookText(text) => {
                self.typed(Typing::Notebook, Command::SetText(text), now);
            }
            Message::SetTitle(title) => self.set_title(&title, now),
            Message::SetPublished(date) => {
                if date != self.session.notebook.published {
                    self.command("Publication day", Command::SetPublished(date));
                }
            }
            Message::SetSidebar(state) => self.session.sidebar = state,
            Message::SetQuery(query) => self.set_query(query),
            Message::SetSettings(settings) => self.set_settings(*settings, &mut effects),
            Message::Export(outgoing) => self.export(outgoing, &mut effects),
            Message::Import(importer) => self.import(importer, &mut effects),
            Message::Open(path) => self.open(path, &mut effects),
            Message::Chosen(purpose, path) => self.chosen(purpose, path, &mut effects),
            Message::NoDialog(purpose, why) => self.no_dialog(purpose, why),
            Message::Answered(answer) => self.answered(answer, &mut effects),
            Message::DismissNotice(index) => {
                if index < self.notices.len() {
                    self.notices.remove(index);
                }
            }
            Message::Complain(words) => self.notice(Weight::Warning, words),
            Message::CloseRequested => self.close(&mut effects),
            Message::Returned => self.look_again(&mut effects),
            Message::Paused => self.save_itself(&mut effects),
            Message::Scrolled(top) => self.session.top = top,
            Message::Finished(task, outcome) => self.finished(task, outcome, now, &mut effects),
        }
        self.follow_text();
        self.offer(&mut effects);
        self.keep_read(&mut effects);
        self.keep_journal(&mut effects);
        effects
    }

    /// What is done to marks and how they are listed.
    fn on_mark(&mut self, message: Message, now: Timestamp) {
        match message {
            Message::SetComment { id, text } => {
                self.change_annotation(id, Some(Typing::Comment(id)), now, |a| a.comment = text);
            }
            Message::SetTags { id, tags } => {
                self.change_annotation(id, None, now, |a| a.tags = tags);
            }
            Message::SetColor { id, color } => {
                self.change_annotation(id, None, now, |a| a.color = color);
            }
            Message::Remove(id) => self.remove(id),
            Message::SetShelf(shelf) => self.session.shelf = shelf,
            Message::SetLegend(legend) => self.set_legend(legend),
            Message::RenameTag { from, to } => self.rename_tag(&from, to.as_ref(), now),
            Message::SetSpan { id, span } => self.set_span(id, span, now),
            Message::Accept(id) => self.accept(id),
            Message::Reattach(id) => self.reattach(id),
            Message::Detach(id) => self.detach(id),
            _ => {}
        }
    }

    /// What the work in the background came to; answers to what is no longer asked are passed over.
    fn finished(
        &mut self,
        task: TaskId,
        outcome: Outcome,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) {
        match outcome {
            Outcome::Drafts(drafts) => self.found_drafts(drafts),
            Outcome::Exported(path, result) => self.exported(&path, result),
            Outcome::Saved(path, result) => self.saved(task, path, result, now, effects),
            Outcome::Failed(what) => self.failed(task, what),
            // It was asked for what is not open any more.
            _ if task.doc != self.session.id => {}
            Outcome::Opened(path, result) => self.opened(task, path, result, effects),
            Outcome::Analyzed(analysis, took) => self.analyzed(task, analysis, took),
            Outcome::Carried(command) => self.carried(task, command, effects),
            Outcome::ComparedTexts(comparison) => self.compared_texts(task, comparison),
            Outcome::Compared(path, theirs) => self.compared(task, path, theirs, effects),
            Outcome::Versions(versions) => self.list_versions(versions),
            Outcome::Imported(path, article, result) => {
                self.imported(task, &path, &article, result);
            }
            Outcome::Journalled(path) => self.session.journal = Some(path),
            Outcome::Templates(templates) => {
                if self.session.question.is_none() {
                    self.session.question = Some(Question::Templates(Arc::new(templates)));
                }
            }
        }
    }

    fn analyzed(&mut self, task: TaskId, analysis: Arc<Analysis>, took: Took) {
        let is_asked = self.session.analyzing == task;
        // A whole reading of this text stays until there is another whole one.
        if is_asked && (analysis.complete || !self.session.machine.complete) {
            self.session.machine = analysis;
            self.session.took = took;
            self.lay_verdicts();
        }
    }

    fn act(&mut self, action: Action, now: Timestamp, effects: &mut Vec<Effect>) {
        if !action.enabled(self) {
            return;
        }
        // What was only information has been seen by now.
        self.notices.retain(|notice| notice.weight != Weight::Info);
        match action {
            Action::New => self.new_notebook(effects),
            Action::Open => self.ask_open(effects),
            Action::OpenPath => self.ask_path(Purpose::Open, String::new()),
            Action::Save => self.save(None, effects),
            Action::SaveAs => self.save_as(None, effects),
            Action::Versions => self.ask_versions(effects),
            Action::Autosave => self.settings_changed(effects, |s| s.autosave = !s.autosave),
            Action::ReplaceText => self.ask_replacement(effects),
            Action::TakeNewer => self.take_newer(effects),
            Action::Compare => self.compare_versions(effects),
            Action::Close => self.close(effects),
            Action::Undo => self.turn(false),
            Action::Redo => self.turn(true),
            Action::Find => effects.push(Effect::Focus(Place::Find)),
            Action::FindNext => self.next_hit(false),
            Action::FindPrevious => self.next_hit(true),
            Action::Palette => effects.push(Effect::Focus(Place::Palette)),
            // What these open is the window's own affair; it hears them too.
            Action::Help | Action::Reading | Action::Export | Action::Import => {}
            Action::CopyQuote => effects.push(Effect::Copy(self.session.quote())),
            Action::SelectAll => self.select(Selection::of(self.session.article.span())),
            Action::SelectSentence => self.select_sentence(),
            Action::ClearSelection => self.let_go(effects),
            Action::Caret => self.toggle_caret(),
            Action::Highlight(color) => self.highlight(color, now),
            Action::Note => self.note(now, effects, Place::Comment),
            Action::Tag => self.note(now, effects, Place::Tags),
            Action::MarkEntity(kind) => self.mark_entity(kind, now),
            Action::MarkEvent => self.mark_event(now),
            Action::RenameEntity => self.rename_entity(effects),
            Action::ConfirmEntity => self.rule_entity(vec![Ruling::EntityConfirmed], now),
            Action::SplitMention => self.rule_entity(vec![Ruling::OtherEntity], now),
            Action::EditEvent => self.edit_event(effects),
            Action::ConfirmEvent => self.rule_event(vec![Ruling::EventConfirmed], now),
            Action::HideEvent => {
                if let Some(title) = self.session.focus.event {
                    self.remove_event(title, now);
                }
            }
            Action::NotAName => self.not_a_name(now),
            Action::RemoveMark => {
                if let Some(id) = self.session.removable() {
                    self.remove(id);
                }
            }
            Action::NextMention => self.next_mention(false),
            Action::PreviousMention => self.next_mention(true),
            Action::NextEvent => self.next_event(false),
            Action::PreviousEvent => self.next_event(true),
            Action::NextAnnotation => self.next_annotation(false),
            Action::PreviousAnnotation => self.next_annotation(true),
            Action::NextReview
            | Action::PreviousReview
            | Action::Accept
            | Action::Reattach
            | Action::Detach
            | Action::Stretch(_)
            | Action::CorrectText
            | Action::Template
            | Action::ShowTab(_)
            | Action::FindNotes
            | Action::OrderNotes => self.act_on_notes(action, now, effects),
            Action::EditTitle => effects.push(Effect::Focus(Place::Title)),
            Action::EditPublished => effects.push(Effect::Focus(Place::Published)),
            Action::WriteNotebook => {
                self.show_tab(Tab::Notes);
                effects.push(Effect::Focus(Place::Notebook));
            }
            Action::FilterEntities => {
                self.settings.panels.sidebar.visible = true;
                effects.push(Effect::Focus(Place::Filter));
            }
            Action::ListKind(kind) => {
                self.settings.panels.sidebar.visible = true;
                self.session.sidebar.toggle(kind);
            }
            Action::NextOrder => self.session.sidebar.order = self.session.sidebar.order.next(),
            Action::Brush => self.brush_event(),
            // The timeline's window of time is the window's own affair; it hears this too.
            Action::ZoomTimeline => self.settings.panels.timeline.visible = true,
            Action::ToggleSidebar => self.settings_changed(effects, |s| {
                s.panels.sidebar.visible = !s.panels.sidebar.visible;
            }),
            Action::ToggleNotes => self.settings_changed(effects, |s| {
                s.panels.notes.visible = !s.panels.notes.visible;
            }),
            Action::ToggleTimeline => self.settings_changed(effects, |s| {
                s.panels.timeline.visible = !s.panels.timeline.visible;
            }),
            Action::Larger => self.resize(effects, |size| size + 1.0),
            Action::Smaller => self.resize(effects, |size| size - 1.0),
            Action::ResetSize => self.resize(effects, |_| Reading::default().size),
            Action::Theme(theme) => self.settings_changed(effects, |s| s.theme = theme),
        }
    }

    /// What is about notes, their list and their review.
    fn act_on_notes(&mut self, action: Action, now: Timestamp, effects: &mut Vec<Effect>) {
        match action {
            Action::NextReview => self.next_review(false),
            Action::PreviousReview => self.next_review(true),
            Action::Accept => self.at_review(Self::accept),
            Action::Reattach => self.at_review(Self::reattach),
            Action::Detach => self.at_review(Self::detach),
            Action::ShowTab(tab) => {
                self.show_tab(tab);
                if tab == Tab::Draft && self.draft.is_empty() {
                    effects.push(Effect::Focus(Place::Draft));
                }
            }
            Action::Stretch(edge) => self.stretch(edge, now),
            Action::CorrectText => self.ask_correction(),
            Action::Template => self.ask_template(effects),
            Action::OrderNotes => self.session.shelf.order = self.session.shelf.order.next(),
            Action::FindNotes => {
                self.show_tab(Tab::Notes);
                effects.push(Effect::Focus(Place::FindNotes));
            }
            _ => {}
        }
    }

    fn resize(&mut self, effects: &mut Vec<Effect>, size: impl FnOnce(f32) -> f32) {
        self.settings_changed(effects, |s| {
            s.reading.size = size(s.reading.size).clamp(*SIZES.start(), *SIZES.end());
        });
    }

    fn settings_changed(&mut self, effects: &mut Vec<Effect>, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.settings.clone();
        change(&mut settings);
        self.set_settings(settings, effects);
    }

    pub(super) fn set_settings(&mut self, settings: Settings, effects: &mut Vec<Effect>) {
        if settings != self.settings {
            self.settings = settings;
            effects.push(Effect::SaveSettings(Box::new(self.settings.clone())));
        }
    }

    /// Applies a command as a step of its own.
    pub(super) fn command(&mut self, name: &'static str, command: Command) {
        let verdicts = self.session.notebook.verdicts().len();
        let rules = command.rules();
        if self.session.history.act(&mut self.session.notebook, name, command).is_ok() {
            self.notebook_changed();
            if rules || self.session.notebook.verdicts().len() != verdicts {
                self.lay_verdicts();
            }
        }
    }

    /// Applies a keystroke.
    fn typed(&mut self, place: Typing, command: Command, now: Timestamp) {
        let now_ms = now.as_millisecond().max(0) as u64;
        if self.session.history.typed(&mut self.session.notebook, place, command, now_ms).is_ok() {
            self.notebook_changed();
        }
    }

    /// Looks for these words, from where the reader is.
    fn set_query(&mut self, query: String) {
        self.session.find.query = query;
        self.search();
        let here = self.session.selection.head.max(self.session.top);
        let next = self.session.find.hits.partition_point(|hit| hit.start() < here);
        self.session.find.current = if next == self.session.find.hits.len() { 0 } else { next };
        self.go_to_hit();
    }

    fn set_title(&mut self, title: &str, now: Timestamp) {
        let title = title.trim();
        let own = (!title.is_empty() && title != self.session.article.meta().title)
            .then(|| title.to_owned());
        if own != self.session.notebook.title {
            self.typed(Typing::Title, Command::SetTitle(own), now);
        }
    }

    pub(super) fn change_annotation(
        &mut self,
        id: crate::notebook::Id,
        typing: Option<Typing>,
        now: Timestamp,
        change: impl FnOnce(&mut crate::notebook::Annotation),
    ) {
        let Some(old) = self.session.notebook.annotation(id) else { return };
        let mut new = old.clone();
        change(&mut new);
        if new == *old {
            return;
        }
        new.modified = now;
        match typing {
            Some(place) => self.typed(place, Command::ChangeAnnotation(new), now),
            None => self.command("Change mark", Command::ChangeAnnotation(new)),
        }
    }

    /// Undo, or redo.
    fn turn(&mut self, again: bool) {
        let Session { history, notebook, .. } = &mut self.session;
        let name = if again { history.redo(notebook) } else { history.undo(notebook) };
        if name.is_some() {
            self.notebook_changed();
            self.lay_verdicts();
        }
    }

    /// Esc lets go of one thing after the other: the question, the selection, the focus, the notices.
    fn let_go(&mut self, effects: &mut Vec<Effect>) {
        if self.session.question.is_some() {
            return self.answered(Answer::Cancel, effects);
        }
        if !self.session.selection.is_empty() {
            self.session.selection = Selection::at(self.session.selection.head);
        } else if self.session.caret {
            self.session.caret = false;
        } else if self.session.lens.brush.is_some() {
            self.set_lens(super::Lens { brush: None, ..self.session.lens.clone() });
        } else if self.session.focus == super::Focus::default() {
            self.notices.clear();
        } else {
            self.session.focus = super::Focus::default();
        }
    }
}
