//! Marking: highlights, notes, entities, events.

use jiff::Timestamp;

use super::{App, Effect, Place, Session, Tab, Weight};
use crate::{
    analysis::{EntityId, EntityKind, EventKind},
    notebook::{Annotation, Color, Command, Id, Ruling, Selector, Verdict},
    text::{Span, one_line},
};

impl Session {
    /// What an act on words is about: the selection, without white space at its ends.
    fn marked(&self) -> Option<Span> {
        let span = self.selection.span().trim(self.article.text());
        (!span.is_empty()).then_some(span)
    }

    fn fresh_id(&self, now: Timestamp) -> Id {
        self.notebook.fresh_id(now.as_millisecond().max(0) as u64)
    }

    /// The annotation whose place is just this span.
    fn annotation_on(&self, span: Span) -> Option<Id> {
        self.anchors.iter().find(|(_, anchored)| anchored.span() == Some(span)).map(|(id, _)| *id)
    }

    /// The selected words with their source, ready to paste.
    pub(super) fn quote(&self) -> String {
        let words = match self.marked() {
            Some(span) => self.article.slice(span).to_owned(),
            None => self.annotation_here().map(|a| a.target.exact.clone()).unwrap_or_default(),
        };
        let day =
            self.analysis.published.date.map(|date| format!(", {}", date.strftime("%-d %B %Y")));
        format!("“{}” ({}{})", one_line(&words), self.title(), day.unwrap_or_default())
    }
}

impl App {
    fn annotate(&mut self, name: &'static str, span: Span, color: Color, now: Timestamp) -> Id {
        let id = self.session.fresh_id(now);
        let annotation = Annotation {
            id,
            target: Selector::new(self.session.article.text(), span),
            color,
            comment: String::new(),
            tags: Vec::new(),
            created: now,
            modified: now,
        };
        self.command(name, Command::Annotate(annotation));
        self.session.focus.annotation = Some(id);
        id
    }

    /// Highlights the selection; what is highlighted already changes its colour.
    pub(super) fn highlight(&mut self, color: Color, now: Timestamp) {
        let existing = match self.session.marked() {
            Some(span) => self.session.annotation_on(span),
            None => self.session.annotation_here().map(|a| a.id),
        };
        if let Some(id) = existing {
            self.session.focus.annotation = Some(id);
            self.change_annotation(id, None, now, |a| a.color = color);
        } else if let Some(span) = self.session.marked() {
            self.annotate("Highlight", span, color, now);
        }
        self.collapse();
    }

    /// Makes sure there is an annotation and puts the keyboard into its card.
    pub(super) fn note(
        &mut self,
        now: Timestamp,
        effects: &mut Vec<Effect>,
        place: fn(Id) -> Place,
    ) {
        let existing = match self.session.marked() {
            Some(span) => self.session.annotation_on(span),
            None => self.session.annotation_here().map(|a| a.id),
        };
        let id = match (existing, self.session.marked()) {
            (Some(id), _) => id,
            (None, Some(span)) => self.annotate("Note", span, Color::default(), now),
            (None, None) => return,
        };
        self.session.focus.annotation = Some(id);
        self.show_tab(Tab::Notes);
        effects.push(Effect::Focus(place(id)));
        self.collapse();
    }

    /// Overrules the machine at `span`.
    pub(super) fn rule(&mut self, span: Span, ruling: Ruling, now: Timestamp) {
        self.rule_all(span, vec![ruling], now);
    }

    /// Overrules the machine at `span`, in one step that is called by the first of the rulings.
    pub(super) fn rule_all(&mut self, span: Span, rulings: Vec<Ruling>, now: Timestamp) {
        let Some(name) = rulings.first().map(Ruling::name) else { return };
        let on = Selector::new(self.session.article.text(), span);
        let first = now.as_millisecond().max(0) as u64;
        let free = (first..).map(Id::new).filter(|id| !self.session.notebook.has(*id));
        let at = self.session.notebook.verdicts().len();
        let rules =
            rulings.into_iter().zip(free).enumerate().map(|(index, (ruling, id))| Command::Rule {
                at: at + index,
                verdict: Verdict { id, on: on.clone(), ruling, contested: false },
            });
        let mut rules: Vec<Command> = rules.collect();
        let command = match rules.len() {
            1 => rules.remove(0),
            _ => Command::Batch(rules),
        };
        self.command(name, command);
    }

    pub(super) fn mark_entity(&mut self, kind: EntityKind, now: Timestamp) {
        let Some(span) = self.session.marked() else { return };
        self.rule(span, Ruling::Entity(kind), now);
        self.session.focus.mention = Some(span);
        self.collapse();
    }

    pub(super) fn not_a_name(&mut self, now: Timestamp) {
        let Some(span) = self.session.mention_here().map(|mention| mention.span) else { return };
        self.rule(span, Ruling::NotAName, now);
        self.session.focus.mention = None;
    }

    /// Rules out every mention of an entity.
    pub(super) fn not_an_entity(&mut self, entity: EntityId, now: Timestamp) {
        let Some(span) = self.session.analysis.mentions_of(entity).next().map(|m| m.span) else {
            return;
        };
        self.rule(span, Ruling::NotAnEntity, now);
        self.session.focus.mention = None;
    }

    pub(super) fn mark_event(&mut self, now: Timestamp) {
        let Some(span) = self.session.marked() else { return };
        self.rule(span, Ruling::Event { kind: EventKind::Happening, when: None }, now);
        self.session.focus.event = Some(span);
        let event = self.session.focused_event();
        let event = event.and_then(|i| self.session.analysis.events.get(i));
        let undated = event.is_some_and(|event| event.when.is_unknown());
        if undated {
            self.notice(
                Weight::Info,
                "No time is said here, so the event waits on the undated shelf.",
            );
        }
        self.collapse();
    }

    /// After a mark the selection has served.
    const fn collapse(&mut self) {
        self.session.selection = super::Selection::at(self.session.selection.head);
    }
}
