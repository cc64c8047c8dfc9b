//! Persons, organisations, places and groups: mentions found in blocks, linked to entities over the text.
//!
//! Names are found by a linear-chain conditional random field over hashed features ([`features`], [`decode`])
//! together with a small network ([`neural`]); `tools/train` makes both ([`training`]). Groups are found by our
//! own lists ([`groups`]).

mod address;
mod alias;
mod decode;
mod document;
mod features;
mod file;
mod form;
mod groups;
mod hash;
mod knowledge;
mod label;
mod lexicon;
mod link;
mod model;
mod neural;
mod sentence;
mod table;
mod tagger;
pub mod training;

pub(super) use link::link;
pub(super) use neural::Desk;
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
    pub standing: Standing,
}

/// How the reader wants an entity listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    #[default]
    Usual,
    /// Before all others.
    Pinned,
    /// Not at all, unless asked for.
    Hidden,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Entity, training};
    use crate::{
        analysis::{Analysis, Cancel, Given, analyze},
        article::{Article, Meta},
        import,
    };

    fn read(text: &str) -> (Article, Analysis) {
        let article = import::verbatim(text.to_owned(), Meta::default());
        let analysis = analyze(&article, &Given::default(), &Cancel::default()).unwrap();
        (article, analysis)
    }

    /// The entities of `text`, one a line: kind, name, aliases.
    fn entities(text: &str) -> Vec<String> {
        let line = |entity: &Entity| {
            let names = [vec![entity.name.clone()], entity.aliases.clone()].concat();
            format!("{}: {}", entity.kind.name(), names.join(" = "))
        };
        read(text).1.entities.iter().map(line).collect()
    }

    /// Takes `[Ada Lovelace|person]`'s marks out, reads, and puts what was found in.
    fn check(marked: &str) {
        let text: String = marked
            .split('[')
            .map(|piece| match piece.split_once(']') {
                Some((name, rest)) => name.split('|').next().unwrap_or("").to_owned() + rest,
                None => piece.to_owned(),
            })
            .collect();
        let (article, analysis) = read(&text);
        let mut found = String::new();
        let mut at = 0;
        for mention in &analysis.mentions {
            let (before, name) =
                (text.get(at..mention.span.start()).unwrap(), article.slice(mention.span));
            found.extend([before, "[", name, "|", mention.kind.name(), "]"]);
            at = mention.span.end();
        }
        assert_eq!(found + text.get(at..).unwrap(), marked);
    }

    #[test]
    fn the_embedded_model_fits() {
        assert!(training::embedded().is_ok());
    }

    #[test]
    fn a_model_of_another_kind_is_refused_in_words() {
        const FIELD: &[u8] = include_bytes!("../../../assets/models/names.bin");
        const NETWORK: &[u8] = include_bytes!("../../../assets/models/network.bin");
        let refused = |field: &[u8], network: &[u8]| {
            let models = training::Models::new(field, Some(network));
            models.err().map(|unfit| unfit.to_string()).unwrap_or_default()
        };
        assert_eq!(refused(FIELD, NETWORK), "");
        assert_eq!(refused(b"{}", NETWORK), "this is not a model of names");
        assert_eq!(refused(NETWORK, FIELD), "this is not a model of names");
        for whole in [FIELD, NETWORK] {
            let refused = |bytes: &[u8]| {
                if whole == FIELD { refused(bytes, NETWORK) } else { refused(FIELD, bytes) }
            };
            let mut bytes = whole.to_vec();
            bytes[1_000_000] ^= 1;
            assert!(refused(&bytes).contains("damaged"));
            bytes[8] = 99;
            assert!(refused(&bytes).contains("version 99"));
            assert_ne!(refused(&bytes[..15]), "");
        }
    }

    #[test]
    fn finds_what_the_corpus_marks() {
        for line in include_str!("../../../tests/corpus/names/mentions.txt").lines() {
            if !line.is_empty() && !line.starts_with('#') {
                check(line);
            }
        }
    }

    #[test]
    fn groups_names_written_differently() {
        for case in include_str!("../../../tests/corpus/names/entities.txt").split("\n\n") {
            let (text, wanted) = case.split_once('\n').unwrap();
            assert_eq!(entities(text).join("\n"), wanted.trim_end());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        /// Any text can be read, and what holds of every analysis holds of this one.
        #[test]
        fn any_text_can_be_read(text in "(\\PC|[\n\r\t ]|(Al-|U\\.S\\.|The |Mr\\. |de la |’s|\\(ABC\\)|Iraqi |[A-Z][a-z]+ )){0,60}") {
            let (article, analysis) = read(&text);
            prop_assert_eq!(analysis.check(&article), Ok(()));
        }
    }
}
