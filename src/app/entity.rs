//! What the reader does to entities: every act is a verdict on the words of a mention.

use jiff::Timestamp;

use super::{App, Effect, Place, Selection, Session};
use crate::{
    analysis::{Entity, EntityId},
    notebook::{Command, Names, Ruling},
};

impl Session {
    /// The selected entity.
    pub fn entity_here(&self) -> Option<&Entity> {
        self.analysis.entity(self.focused_entity()?)
    }

    /// The entity that is compared with the selected one.
    pub fn other_entity(&self) -> Option<EntityId> {
        let span = self.focus.other?;
        let other = self.analysis.mention_at(span.start())?.entity;
        (Some(other) != self.focused_entity()).then_some(other)
    }
}

impl App {
    /// Compares with the selected entity; a second time, no longer.
    pub(super) fn compare(&mut self, id: EntityId) {
        let first = self.session.analysis.mentions_of(id).next().map(|mention| mention.span);
        let again = self.session.other_entity() == Some(id);
        self.session.focus.other =
            first.filter(|_| !again && self.session.focused_entity().is_some());
    }

    /// Rules on the selected entity, in one step.
    pub(super) fn rule_entity(&mut self, rulings: Vec<Ruling>, now: Timestamp) {
        if let Some(span) = self.session.focus.mention {
            self.rule_all(span, rulings, now);
        }
    }

    /// Opens the field for the selected entity's name.
    pub(super) fn rename_entity(&mut self, effects: &mut Vec<Effect>) {
        self.settings.panels.sidebar.visible = true;
        effects.push(Effect::Focus(Place::Name));
    }

    /// The reader's own list is this from now on.
    pub(super) fn change_names(&mut self, names: Names, effects: &mut Vec<Effect>) {
        let before = std::mem::replace(&mut self.names, names);
        effects.push(Effect::SaveNames { before, after: self.names.clone() });
        self.lay_verdicts();
    }

    /// A note on the selected mention.
    pub(super) fn note_on_entity(&mut self, now: Timestamp, effects: &mut Vec<Effect>) {
        let Some(span) = self.session.focus.mention else { return };
        self.select(Selection::of(span));
        self.note(now, effects, Place::Comment);
    }

    /// Takes back what was ruled of the listing of the selected entity: it is neither pinned nor hidden.
    pub(super) fn list_as_usual(&mut self) {
        let Some(id) = self.session.focused_entity() else { return };
        let text = self.session.article.text();
        let of_it = |span: crate::text::Span| {
            self.session
                .analysis
                .mention_at(span.start())
                .is_some_and(|mention| mention.entity == id)
        };
        let verdicts = self.session.notebook.verdicts().iter().filter(|verdict| {
            matches!(verdict.ruling, Ruling::EntityPinned | Ruling::EntityHidden)
                && verdict.on.anchor(text).span().is_some_and(of_it)
        });
        let removals: Vec<_> = verdicts.map(|verdict| Command::RemoveVerdict(verdict.id)).collect();
        if !removals.is_empty() {
            self.command("List as usual", Command::Batch(removals));
        }
    }
}
