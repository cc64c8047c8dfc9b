//! Corrections of names: mentions that come and go, and entities that are renamed, joined and parted.

#![expect(
    clippy::indexing_slicing,
    reason = "an analysis is whole: ids are indices of its entities"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    mem::take,
};

use crate::{
    analysis::{Analysis, Entity, EntityId, EntityKind, Mention, Provenance, Standing},
    article::Article,
    text::{Span, one_line},
};

/// The entities while they are being corrected.
pub(super) struct Entities<'a> {
    article: &'a Article,
    /// As the machine found them, in text order; `None` where the reader took one away.
    found: Vec<Option<Mention>>,
    /// Where those begin and end.
    spans: Vec<Span>,
    /// What the reader put in, by where it begins.
    made: BTreeMap<usize, Mention>,
    known: Vec<Entity>,
    /// Which entity each now belongs to; itself, unless it was joined to another.
    joined: Vec<EntityId>,
    /// The kind that an entity was given by the reader, for its mentions to follow.
    retyped: Vec<Option<EntityKind>>,
    /// Mentions of these went, so their other names may have gone with them.
    touched: BTreeSet<EntityId>,
}

impl<'a> Entities<'a> {
    pub(super) fn of(analysis: &mut Analysis, article: &'a Article) -> Self {
        let found = take(&mut analysis.mentions);
        let entities = take(&mut analysis.entities);
        Self {
            article,
            spans: found.iter().map(|mention| mention.span).collect(),
            found: found.into_iter().map(Some).collect(),
            made: BTreeMap::new(),
            joined: (0..entities.len()).map(EntityId::new).collect(),
            retyped: vec![None; entities.len()],
            touched: BTreeSet::new(),
            known: entities,
        }
    }

    /// The mentions that share something with `span`, in no order.
    fn at(&self, span: Span) -> impl Iterator<Item = &Mention> {
        let from = self.spans.partition_point(|other| other.end() <= span.start());
        let to = self.spans.partition_point(|other| other.start() < span.end()).max(from);
        let before = self.made.range(..span.start()).next_back();
        self.found[from..to]
            .iter()
            .flatten()
            .chain(before.into_iter().chain(self.made.range(span.start()..span.end())).map(|m| m.1))
            .filter(move |mention| mention.span.overlaps(span))
    }

    /// The entity that is named at `span`.
    fn entity_at(&self, span: Span) -> Option<EntityId> {
        self.at(span).min_by_key(|mention| mention.span).map(|mention| self.root(mention.entity))
    }

    fn entity_mut(&mut self, span: Span) -> Option<&mut Entity> {
        let id = self.entity_at(span)?;
        self.known.get_mut(id.index())
    }

    fn root(&self, id: EntityId) -> EntityId {
        root(&self.joined, id)
    }

    fn new_entity(&mut self, entity: Entity) -> EntityId {
        let id = EntityId::new(self.known.len());
        self.known.push(entity);
        self.joined.push(id);
        self.retyped.push(None);
        id
    }

    fn put(&mut self, span: Span, entity: EntityId, kind: EntityKind) {
        let mention = Mention { span, entity, kind, score: 1.0, provenance: Provenance::Made };
        self.made.insert(span.start(), mention);
    }

    /// Takes away what is named at `span`.
    pub(super) fn remove(&mut self, span: Span) {
        let gone: Vec<EntityId> = self.at(span).map(|m| self.root(m.entity)).collect();
        self.touched.extend(gone);
        let from = self.spans.partition_point(|other| other.end() <= span.start());
        let to = self.spans.partition_point(|other| other.start() < span.end());
        if let Some(found) = self.found.get_mut(from..to) {
            found.fill(None);
        }
        while let Some(start) = self.made.range(..span.end()).next_back().map(|(start, _)| *start) {
            if !self.made[&start].span.overlaps(span) {
                break;
            }
            self.made.remove(&start);
        }
    }

    /// Takes away all mentions of the entity that is named at `span`.
    pub(super) fn remove_entity(&mut self, span: Span) {
        let Some(id) = self.entity_at(span) else { return };
        let Self { found, made, joined, .. } = self;
        let names_it = |mention: &Mention| root(joined, mention.entity) == id;
        for mention in found {
            *mention = mention.take().filter(|mention| !names_it(mention));
        }
        made.retain(|_, mention| !names_it(mention));
    }

    /// Puts in a mention; where one of that kind stood, in its place.
    pub(super) fn add(&mut self, span: Span, kind: EntityKind) {
        let replaced = self.at(span).filter(|mention| mention.kind == kind).min_by_key(|m| m.span);
        let replaced = replaced.map(|mention| (mention.span, self.root(mention.entity)));
        self.remove(span);
        let name = one_line(self.article.slice(span));
        let known = self.called(&name, |entity| entity.kind == kind);
        let id = match (known, replaced) {
            (Some(id), _) => {
                // The machine had it already; now the reader says so too.
                stand_for(&mut self.known[id.index()]);
                id
            }
            (None, Some((old, id))) => {
                // The words that were too few or too many name it no longer.
                let entity = &mut self.known[id.index()];
                if entity.name == one_line(self.article.slice(old)) {
                    entity.name.clone_from(&name);
                } else {
                    entity.aliases.push(name);
                }
                stand_for(entity);
                id
            }
            (None, None) => self.new_entity(Entity {
                kind,
                name,
                aliases: Vec::new(),
                why: "marked by you".to_owned(),
                provenance: Provenance::Made,
                standing: Standing::Usual,
            }),
        };
        self.put(span, id, kind);
    }

    /// The first entity that goes by this name.
    fn called(&self, name: &str, fits: impl Fn(&Entity) -> bool) -> Option<EntityId> {
        let is = |entity: &Entity| {
            entity.name == name || entity.aliases.iter().any(|alias| alias == name)
        };
        let at = self.known.iter().position(|entity| fits(entity) && is(entity))?;
        Some(self.root(EntityId::new(at)))
    }

    /// Wherever these words stand, they are a name of this kind, or none.
    pub(super) fn always(&mut self, words: &str, kind: Option<EntityKind>) {
        let text = self.article.text();
        let found: Vec<Span> = text
            .match_indices(words)
            .map(|(start, found)| Span::new(start, start + found.len()))
            .filter(|span| !span.is_empty() && is_whole(text, *span))
            .collect();
        for span in found {
            let named = self.at(span).find(|mention| mention.span.encloses(span)).copied();
            match (kind, named) {
                (None, Some(named)) if named.span == span => self.remove(span),
                // Part of a longer name, or that name already.
                (Some(kind), Some(named)) if named.span != span || named.kind == kind => {}
                (Some(kind), _) => self.add(span, kind),
                (None, _) => {}
            }
        }
    }

    pub(super) fn retype(&mut self, span: Span, kind: EntityKind) {
        let Some(id) = self.entity_at(span) else { return };
        self.retyped[id.index()] = Some(kind);
        let entity = &mut self.known[id.index()];
        entity.kind = kind;
        stand_for(entity);
    }

    pub(super) fn rename(&mut self, span: Span, name: &str) {
        let Some(entity) = self.entity_mut(span) else { return };
        if entity.name != name {
            entity.aliases.retain(|alias| alias != name);
            let old = std::mem::replace(&mut entity.name, name.to_owned());
            entity.aliases.insert(0, old);
            stand_for(entity);
        }
    }

    /// Joins the entity at `span` to the one that goes by `name`.
    pub(super) fn merge(&mut self, span: Span, name: &str) {
        let Some(id) = self.entity_at(span) else { return };
        let other = self.called(name, |entity| entity.name == name).or(self.called(name, |_| true));
        let Some(into) = other.filter(|into| *into != id) else { return };
        self.joined[id.index()] = into;
        let from = self.known[id.index()].clone();
        let into = &mut self.known[into.index()];
        for alias in std::iter::once(from.name).chain(from.aliases) {
            if alias != into.name && !into.aliases.contains(&alias) {
                into.aliases.push(alias);
            }
        }
        stand_for(into);
        into.why = if into.why.is_empty() {
            "joined by you".to_owned()
        } else {
            format!("{}; joined by you", into.why.trim_end_matches('.'))
        };
    }

    /// Makes the mentions at `span` an entity of their own.
    pub(super) fn split(&mut self, span: Span) {
        let Some(mention) = self.at(span).min_by_key(|mention| mention.span).copied() else {
            return;
        };
        let id = self.new_entity(Entity {
            kind: mention.kind,
            name: one_line(self.article.slice(mention.span)),
            aliases: Vec::new(),
            why: "parted by you".to_owned(),
            provenance: Provenance::Made,
            standing: Standing::Usual,
        });
        self.remove(mention.span);
        self.put(mention.span, id, mention.kind);
    }

    pub(super) fn confirm(&mut self, span: Span) {
        if let Some(entity) = self.entity_mut(span) {
            stand_for(entity);
        }
    }

    pub(super) fn pin(&mut self, span: Span) {
        if let Some(entity) = self.entity_mut(span) {
            entity.standing = Standing::Pinned;
        }
    }

    pub(super) fn hide(&mut self, span: Span) {
        if let Some(entity) = self.entity_mut(span) {
            entity.standing = Standing::Hidden;
        }
    }

    /// Of the entities that lost mentions, the other names that are in the text no longer.
    fn drop_unused_names(&mut self, mentions: &[Mention], renamed: &[Option<EntityId>]) {
        if self.touched.is_empty() {
            return;
        }
        let touched: BTreeMap<EntityId, EntityId> = self
            .touched
            .iter()
            .filter_map(|old| Some((renamed[old.index()]?, self.root(*old))))
            .collect();
        let mut forms: BTreeMap<EntityId, BTreeSet<String>> = BTreeMap::new();
        for mention in mentions {
            if let Some(old) = touched.get(&mention.entity) {
                forms.entry(*old).or_default().insert(one_line(self.article.slice(mention.span)));
            }
        }
        for (id, forms) in forms {
            self.known[id.index()].aliases.retain(|alias| forms.contains(alias));
        }
    }

    /// Puts all back in order; gives what each entity is called now.
    pub(super) fn finish(mut self, analysis: &mut Analysis) -> Vec<Option<EntityId>> {
        let made = take(&mut self.made).into_values();
        let mut mentions: Vec<Mention> =
            take(&mut self.found).into_iter().flatten().chain(made).collect();
        mentions.sort_by_key(|mention| mention.span);
        // Entities without mentions go, the rest stand in the order of their first ones.
        let mut renamed: Vec<Option<EntityId>> = vec![None; self.known.len()];
        let mut order = Vec::new();
        for mention in &mut mentions {
            let root = self.root(mention.entity);
            mention.kind = self.retyped[root.index()].unwrap_or(mention.kind);
            mention.entity = *renamed[root.index()].get_or_insert_with(|| {
                order.push(root.index());
                EntityId::new(order.len() - 1)
            });
        }
        for index in 0..renamed.len() {
            renamed[index] = renamed[self.root(EntityId::new(index)).index()];
        }
        self.drop_unused_names(&mentions, &renamed);
        let mut old: Vec<Option<Entity>> = self.known.into_iter().map(Some).collect();
        analysis.entities = order.into_iter().filter_map(|index| old[index].take()).collect();
        analysis.mentions = mentions;
        renamed
    }
}

/// The reader has seen to it.
fn stand_for(entity: &mut Entity) {
    if entity.provenance == Provenance::Found {
        entity.provenance = Provenance::Confirmed;
    }
}

/// Whether no letter or digit goes on at either end.
fn is_whole(text: &str, span: Span) -> bool {
    let before = text.get(..span.start()).and_then(|before| before.chars().next_back());
    let after = text.get(span.end()..).and_then(|after| after.chars().next());
    [before, after].into_iter().flatten().all(|c| !c.is_alphanumeric())
}

/// Which entity `id` belongs to in the end.
fn root(joined: &[EntityId], mut id: EntityId) -> EntityId {
    while joined[id.index()] != id {
        id = joined[id.index()];
    }
    id
}
