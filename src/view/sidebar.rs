//! The sidebar's rows: which entities, in which order, and what is known of each.

use std::{cmp::Reverse, collections::BTreeMap, ops::Range};

use crate::{
    analysis::{Analysis, EntityId, EntityKind, Provenance, Standing},
    app::{SidebarOrder, SidebarState},
    article::Article,
    text::{Finder, Span, one_line},
    view::page::within,
};

/// The entities as the sidebar lists them. Made once for an analysis and a choice, not for every frame.
#[derive(Debug, Clone, Default)]
pub struct Sidebar {
    /// How many entities of each kind there are, chosen or not, in the order of [`EntityKind::ALL`].
    pub counts: [usize; 4],
    /// All mentions in the article.
    pub mentions: usize,
    /// How many entities the reader hid.
    pub hidden: usize,
    /// Those chosen, in the order chosen.
    pub rows: Vec<Row>,
    // The mentions of one entity after the other, each in text order.
    spans: Vec<Span>,
}

/// One entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub id: EntityId,
    pub kind: EntityKind,
    pub name: String,
    /// Its other names, one after the other; may be empty.
    pub aliases: String,
    pub provenance: Provenance,
    pub standing: Standing,
    mentions: Range<usize>,
}

impl Row {
    /// How often it is named.
    pub const fn count(&self) -> usize {
        self.mentions.end - self.mentions.start
    }
}

impl Sidebar {
    /// Costs time in proportion to the mentions, and to sort the rows.
    pub fn new(analysis: &Analysis, state: &SidebarState) -> Self {
        let mut sidebar =
            Self { mentions: analysis.mentions.len(), ..Self::grouped_by_entity(analysis) };
        let filter = Finder::new(&state.filter);
        sidebar.hidden = sidebar.rows.iter().filter(|r| r.standing == Standing::Hidden).count();
        sidebar.rows.retain(|row| {
            (state.hidden || row.standing != Standing::Hidden)
                && (state.kinds.is_empty() || state.kinds.contains(&row.kind))
                && (filter.is_empty() || filter.is_in(&row.name) || filter.is_in(&row.aliases))
        });
        match state.order {
            SidebarOrder::Kind => {
                sidebar.rows.sort_by_key(|row| (row.kind, Reverse(row.count()), row.id));
            }
            SidebarOrder::Count => sidebar.rows.sort_by_key(|row| (Reverse(row.count()), row.id)),
            SidebarOrder::FirstMention => {}
        }
        sidebar.rows.sort_by_key(|row| row.standing != Standing::Pinned);
        sidebar
    }

    /// All entities by first mention.
    #[expect(
        clippy::indexing_slicing,
        reason = "an analysis is whole: ids are indices of its entities, of four kinds"
    )]
    fn grouped_by_entity(analysis: &Analysis) -> Self {
        let mut ends = vec![0; analysis.entities.len()];
        for mention in &analysis.mentions {
            ends[mention.entity.index()] += 1;
        }
        let mut total = 0;
        for end in &mut ends {
            total += *end;
            *end = total - *end;
        }
        let mut spans = vec![Span::default(); total];
        for mention in &analysis.mentions {
            let next = &mut ends[mention.entity.index()];
            spans[*next] = mention.span;
            *next += 1;
        }
        let mut counts = [0; 4];
        let mut start = 0;
        let rows = analysis.entities.iter().zip(&ends).enumerate().map(|(index, (entity, end))| {
            counts[place(entity.kind)] += 1;
            Row {
                id: EntityId::new(index),
                kind: entity.kind,
                name: one_line(&entity.name),
                aliases: one_line(&entity.aliases.join(", ")),
                provenance: entity.provenance,
                standing: entity.standing,
                mentions: std::mem::replace(&mut start, *end)..*end,
            }
        });
        Self { rows: rows.collect(), counts, spans, ..Self::default() }
    }

    /// How many entities there are, chosen or not.
    pub fn entities(&self) -> usize {
        self.counts.iter().sum()
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "an analysis is whole: ids are indices of its entities, of four kinds"
    )]
    pub fn count(&self, kind: EntityKind) -> usize {
        self.counts[place(kind)]
    }

    /// Where the row's entity is named, in text order.
    pub fn mentions(&self, row: &Row) -> &[Span] {
        self.spans.get(row.mentions.clone()).unwrap_or_default()
    }

    /// The index of the row that shows `id`.
    pub fn row_of(&self, id: EntityId) -> Option<usize> {
        self.rows.iter().position(|row| row.id == id)
    }
}

fn place(kind: EntityKind) -> usize {
    EntityKind::ALL.iter().position(|other| *other == kind).unwrap_or_default()
}

/// What the chips call a kind.
pub const fn plural(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "People",
        EntityKind::Organization => "Organisations",
        EntityKind::Place => "Places",
        EntityKind::Group => "Groups",
    }
}

/// What a row calls its kind.
pub const fn singular(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organization => "organisation",
        EntityKind::Place => "place",
        EntityKind::Group => "group",
    }
}

/// The ticks of a mention strip: where, on a bar of `width` pixels that stands for a text of `length` bytes,
/// the mentions stand. Each tick is `tick` pixels wide; what touches becomes one.
pub fn ticks(mentions: &[Span], length: usize, width: usize, tick: usize) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let room = width.saturating_sub(tick);
    for mention in mentions {
        let x = (mention.start() * room).checked_div(length).unwrap_or_default();
        match found.last_mut() {
            Some(last) if x <= last.end => last.end = x + tick,
            _ => found.push(x..x + tick),
        }
    }
    found
}

/// What is known of one entity beyond its row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The first sentence that names it.
    pub first: String,
    /// Why its mentions are one entity.
    pub why: String,
    /// Who shares sentences with it, and how many, those with most first.
    pub with: Vec<(EntityId, String, usize)>,
}

/// So many companions are told.
const COMPANIONS: usize = 4;

/// The longest first sentence told whole, in characters.
const SENTENCE: usize = 260;

/// Costs time in proportion to what is named in the sentences that name `id`, whose mentions are `spans`.
pub fn facts(article: &Article, analysis: &Analysis, id: EntityId, spans: &[Span]) -> Facts {
    let mut shared: BTreeMap<EntityId, usize> = BTreeMap::new();
    let mut last = None;
    for span in spans {
        let sentence = analysis.sentence_at(span.start());
        if sentence == last {
            continue;
        }
        last = sentence;
        let Some(sentence) = sentence else { continue };
        let mut named: Vec<EntityId> = within(&analysis.mentions, |mention| mention.span, sentence)
            .iter()
            .map(|mention| mention.entity)
            .filter(|other| *other != id)
            .collect();
        named.sort_unstable();
        named.dedup();
        for other in named {
            *shared.entry(other).or_default() += 1;
        }
    }
    let mut with: Vec<(EntityId, usize)> = shared.into_iter().collect();
    with.sort_by_key(|(other, count)| (Reverse(*count), *other));
    let with = with.into_iter().take(COMPANIONS).filter_map(|(other, count)| {
        analysis.entity(other).map(|entity| (other, one_line(&entity.name), count))
    });
    let first = spans.first().and_then(|span| analysis.sentence_at(span.start()));
    Facts {
        first: first.map_or_else(String::new, |sentence| shortened(article.slice(sentence))),
        why: analysis.entity(id).map_or_else(String::new, |entity| sentence(&entity.why)),
        with: with.collect(),
    }
}

/// What two entities have to do with each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shared {
    /// The sentences that name both, in text order.
    pub sentences: Vec<Span>,
    /// The titles of the events that name both, in text order.
    pub events: Vec<Span>,
}

/// Costs time in proportion to the mentions and events of the article.
pub fn shared(analysis: &Analysis, one: EntityId, other: EntityId) -> Shared {
    let named = |id| -> Vec<Span> {
        let mut sentences: Vec<Span> = analysis
            .mentions_of(id)
            .filter_map(|mention| analysis.sentence_at(mention.span.start()))
            .collect();
        sentences.dedup();
        sentences
    };
    let with_other = named(other);
    Shared {
        sentences: named(one)
            .into_iter()
            .filter(|sentence| with_other.binary_search(sentence).is_ok())
            .collect(),
        events: analysis
            .events
            .iter()
            .filter(|event| event.entities.contains(&one) && event.entities.contains(&other))
            .map(|event| event.title)
            .collect(),
    }
}

/// On one line, and cut at a word where it is too long.
fn shortened(text: &str) -> String {
    let line = one_line(text);
    let Some((end, _)) = line.char_indices().nth(SENTENCE) else { return line };
    let start = line.get(..end).unwrap_or_default();
    let cut = start.rfind(' ').and_then(|space| start.get(..space)).unwrap_or(start);
    format!("{cut} …")
}

/// With a capital and a full stop.
fn sentence(words: &str) -> String {
    let mut chars = words.trim().chars();
    let Some(first) = chars.next() else { return String::new() };
    let rest = chars.as_str();
    let stop = if rest.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{}{rest}{stop}", first.to_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis::{Entity, Mention},
        article::Meta,
        import,
    };

    const TEXT: &str = "Ana met Bo. Ana saw Acme. Ana told Bo. Paris slept.";

    fn analysis() -> Analysis {
        use EntityKind::{Organization, Person, Place};
        let names = [("Ana", Person), ("Bo", Person), ("Acme", Organization), ("Paris", Place)];
        let entities = names.map(|(name, kind)| Entity {
            kind,
            name: name.to_owned(),
            aliases: if name == "Bo" { vec!["Müller".to_owned()] } else { Vec::new() },
            why: "written the same everywhere".to_owned(),
            provenance: Provenance::Found,
            standing: Standing::Usual,
        });
        let mut mentions: Vec<Mention> = names
            .iter()
            .enumerate()
            .flat_map(|(index, (name, kind))| {
                TEXT.match_indices(name).map(move |(start, _)| Mention {
                    span: Span::new(start, start + name.len()),
                    entity: EntityId::new(index),
                    kind: *kind,
                    score: 1.0,
                    provenance: Provenance::Found,
                })
            })
            .collect();
        mentions.sort_by_key(|mention| mention.span);
        let sentences = crate::text::sentences(TEXT, Span::new(0, TEXT.len()));
        Analysis { sentences, mentions, entities: entities.to_vec(), ..Analysis::default() }
    }

    fn rows(state: &SidebarState) -> Vec<String> {
        let sidebar = Sidebar::new(&analysis(), state);
        sidebar.rows.iter().map(|row| format!("{} {}", row.name, row.count())).collect()
    }

    #[test]
    fn rows_are_chosen_and_ordered() {
        use SidebarOrder::{Count, FirstMention, Kind};
        let state = |filter: &str, kinds: &[EntityKind], order| SidebarState {
            filter: filter.to_owned(),
            kinds: kinds.to_vec(),
            order,
            hidden: false,
        };
        assert_eq!(rows(&state("", &[], Kind)), ["Ana 3", "Bo 2", "Acme 1", "Paris 1"]);
        assert_eq!(rows(&state("a", &[], Count)), ["Ana 3", "Acme 1", "Paris 1"]);
        assert_eq!(rows(&state("MULLER", &[], Count)), ["Bo 2"]);
        assert_eq!(
            rows(&state("", &[EntityKind::Place, EntityKind::Person], FirstMention)),
            ["Ana 3", "Bo 2", "Paris 1"]
        );
        let all = Sidebar::new(&analysis(), &state("zz", &[], Kind));
        assert_eq!((all.rows.len(), all.entities(), all.mentions), (0, 4, 7));
        assert_eq!(all.count(EntityKind::Person), 2);
    }

    #[test]
    fn each_row_has_its_own_mentions() {
        let sidebar = Sidebar::new(&analysis(), &SidebarState::default());
        for row in &sidebar.rows {
            assert!(sidebar.mentions(row).iter().all(|span| span.of(TEXT) == row.name));
            assert_eq!(sidebar.mentions(row).len(), row.count());
        }
    }

    #[test]
    fn ticks_that_touch_become_one() {
        let at = |starts: &[usize]| -> Vec<Span> {
            starts.iter().map(|start| Span::new(*start, start + 5)).collect()
        };
        assert_eq!(ticks(&at(&[0, 500, 1000]), 1000, 103, 3), [0..3, 50..53, 100..103]);
        assert_eq!(ticks(&at(&[0, 10, 25, 200]), 1000, 103, 3), [0..5, 20..23]);
        assert_eq!(ticks(&at(&[0, 0]), 0, 0, 3).len(), 1);
    }

    #[test]
    fn facts_tell_who_is_named_beside_it() {
        let (article, analysis) = (import::verbatim(TEXT.to_owned(), Meta::default()), analysis());
        let sidebar = Sidebar::new(&analysis, &SidebarState::default());
        let row = &sidebar.rows[0];
        let facts = facts(&article, &analysis, row.id, sidebar.mentions(row));
        assert_eq!(facts.first, "Ana met Bo.");
        assert_eq!(facts.why, "Written the same everywhere.");
        let with: Vec<_> =
            facts.with.iter().map(|(_, name, count)| (name.as_str(), *count)).collect();
        assert_eq!(with, [("Bo", 2), ("Acme", 1)]);
    }

    #[test]
    fn a_long_sentence_is_cut_at_a_word() {
        let cut = shortened(&"élan ".repeat(100));
        assert!(cut.ends_with("élan …") && cut.chars().count() <= SENTENCE + 2);
    }
}
