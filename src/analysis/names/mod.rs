//! Persons, organisations, places and groups: mentions found in blocks, linked to entities over the text.
//!
//! Names are found by a linear-chain conditional random field over hashed features ([`features`], [`decode`]),
//! whose embedded model `tools/train` makes ([`training`]); groups by our own lists ([`groups`]).

mod alias;
mod decode;
mod document;
mod features;
mod form;
mod groups;
mod hash;
mod knowledge;
mod label;
mod lexicon;
mod link;
mod model;
mod table;
mod tagger;
pub mod training;

pub(super) use link::link;
pub use tagger::model_fits;
pub(super) use tagger::{Candidate, Tagger};

use super::Provenance;
use crate::text::Span;

/// The kinds of entity, in the order the sidebar shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    Person,
    Organization,
    Place,
    /// Nationalities, faiths, peoples.
    Group,
}

impl EntityKind {
    pub const ALL: [Self; 4] = [Self::Person, Self::Organization, Self::Place, Self::Group];

    /// The word the JSON contract and the notebook file use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Group => "group",
        }
    }
}

/// The index of an entity within one analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(u32);

impl EntityId {
    pub const fn new(index: usize) -> Self {
        Self(index as u32)
    }

    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// One place where an entity is named.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mention {
    pub span: Span,
    pub entity: EntityId,
    /// The mention's own kind; it may differ from its entity's.
    pub kind: EntityKind,
    /// How sure the tagger is, 0 to 1.
    pub score: f32,
    pub provenance: Provenance,
}

/// Someone or something the article names, by all its names.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    pub kind: EntityKind,
    /// The fullest form.
    pub name: String,
    /// Other forms found, by first mention.
    pub aliases: Vec<String>,
    /// Why its mentions are one entity, in a sentence.
    pub why: String,
    pub provenance: Provenance,
}

#[cfg(test)]
mod tests {
    use crate::{
        analysis::{Cancel, Given, analyze},
        article::{Article, Meta},
    };

    /// The entities of `text`, one a line: kind, name, aliases.
    fn entities(text: &str) -> Vec<String> {
        let article = Article::new(text.to_owned(), Meta::default());
        let analysis = analyze(&article, &Given::default(), &Cancel::default()).unwrap();
        let line = |e: &super::Entity| {
            let names = [vec![e.name.clone()], e.aliases.clone()].concat();
            format!("{}: {}", e.kind.name(), names.join(" = "))
        };
        analysis.entities.iter().map(line).collect()
    }

    #[test]
    fn the_embedded_model_fits() {
        assert_eq!(super::model_fits(), Ok(()));
    }

    #[test]
    fn groups_names_written_differently() {
        let text = "Akram al-Kaabi of the Islamic Resistance spoke against the Americans. \
            Later, Al-Kaabi said the Islamic Resistance had left the United States, and the U.S. agreed.";
        assert_eq!(
            entities(text),
            [
                "person: Akram al-Kaabi = Al-Kaabi",
                "organization: Islamic Resistance",
                "group: Americans",
                "place: United States = U.S.",
            ]
        );
    }
}
