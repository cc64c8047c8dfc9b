//! What the reader looks through: which events the timeline shows, and the part of time that is brushed.

use jiff::civil::Date;

use super::App;
use crate::{
    analysis::{Analysis, EntityId, Event, EventKind},
    text::Span,
};

/// How the timeline's events are chosen. Not a part of the notebook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lens {
    /// Only these kinds; none means all.
    pub kinds: Vec<EventKind>,
    /// Only what names the entity that is mentioned here.
    pub entity: Option<Span>,
    /// Only these days, both included: the timeline keeps all, the article and the sidebar dim the rest.
    pub brush: Option<(Date, Date)>,
}

impl Lens {
    /// Shows this kind, or no longer.
    pub fn toggle(&mut self, kind: EventKind) {
        let chosen = self.kinds.len();
        self.kinds.retain(|other| *other != kind);
        if self.kinds.len() == chosen {
            self.kinds.push(kind);
        }
    }

    /// Whether some events are left out.
    pub const fn is_filter(&self) -> bool {
        !self.kinds.is_empty() || self.entity.is_some()
    }

    /// Whether the timeline shows the event.
    pub fn shows(&self, analysis: &Analysis, event: &Event) -> bool {
        let entity = self.entity.and_then(|span| analysis.mention_at(span.start()));
        (self.kinds.is_empty() || self.kinds.contains(&event.kind))
            && entity.is_none_or(|mention| event.entities.contains(&mention.entity))
    }

    fn brushes(&self, event: &Event) -> bool {
        let Some((from, to)) = self.brush else { return true };
        let (start, end) =
            (event.when.start.or(event.when.end), event.when.end.or(event.when.start));
        start.is_some_and(|start| start <= to) && end.is_some_and(|end| end >= from)
    }
}

/// What the brushed days light up; all else is dimmed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lit {
    /// In text order, disjoint.
    pub sentences: Vec<Span>,
    /// By the entity's index.
    entities: Vec<bool>,
}

impl Lit {
    pub fn names(&self, entity: EntityId) -> bool {
        self.entities.get(entity.index()).copied().unwrap_or(true)
    }
}

impl App {
    pub(super) fn set_lens(&mut self, lens: Lens) {
        if lens != self.session.lens {
            self.session.lens = lens;
            self.revision.lens += 1;
            self.look_through();
        }
    }

    /// Brushes the days of the selected event; where some are brushed, lets go of them.
    pub(super) fn brush_event(&mut self) {
        let when = self.session.event_here().map(|event| event.when);
        let days = when.and_then(|when| Some((when.start.or(when.end)?, when.end.or(when.start)?)));
        let brush = if self.session.lens.brush.is_some() { None } else { days };
        self.set_lens(Lens { brush, ..self.session.lens.clone() });
    }

    /// After the lens or the analysis changed.
    pub(super) fn look_through(&mut self) {
        self.session.lit = self.session.lens.brush.map(|_| {
            let mut lit = Lit {
                sentences: Vec::new(),
                entities: vec![false; self.session.analysis.entities.len()],
            };
            for event in
                self.session.analysis.events.iter().filter(|event| self.session.lens.brushes(event))
            {
                lit.sentences.push(event.sentence);
                lit.sentences.extend(&event.also);
                for entity in &event.entities {
                    if let Some(is_lit) = lit.entities.get_mut(entity.index()) {
                        *is_lit = true;
                    }
                }
            }
            lit.sentences.sort_unstable();
            // Two events of one sentence light it once.
            lit.sentences.dedup_by(|next, kept| {
                let joined = next.start() < kept.end();
                if joined {
                    *kept = Span::new(kept.start(), kept.end().max(next.end()));
                }
                joined
            });
            lit
        });
    }
}
