//! Lays the reader's verdicts over what the machine read.

#![expect(
    clippy::indexing_slicing,
    reason = "an analysis is whole: ids are indices of its entities"
)]

mod entities;
mod events;
mod sentences;

use std::collections::HashSet;

use super::{Names, Notebook, Ruling, Verdict};
use crate::{analysis::Analysis, article::Article};
use entities::Entities;
use events::Events;

/// The analysis as the reader has corrected it: by the names that are always so, then by the verdicts on this
/// article. Verdicts apply in order; those whose words are gone, or stand for
/// nothing any more, are passed over. Costs time in proportion to what was read and to the verdicts, not to their
/// product.
pub fn overlay(
    article: &Article,
    analysis: &Analysis,
    names: &Names,
    notebook: &Notebook,
) -> Analysis {
    let mut corrected = analysis.clone();
    let mut entities = Entities::of(&mut corrected, article);
    for (words, kind) in &names.always {
        entities.always(words, *kind);
    }
    let placed: Vec<_> = notebook
        .verdicts()
        .iter()
        .filter_map(|Verdict { on, ruling, .. }| {
            let span = on.anchor(article.text()).span().filter(|span| !span.is_empty())?;
            Some((span, ruling))
        })
        .collect();
    for (span, ruling) in &placed {
        match ruling {
            Ruling::Entity(kind) => entities.add(*span, *kind),
            Ruling::NotAName => entities.remove(*span),
            Ruling::NotAnEntity => entities.remove_entity(*span),
            Ruling::EntityIs(kind) => entities.retype(*span, *kind),
            Ruling::EntityCalled(name) => entities.rename(*span, name),
            Ruling::SameEntity(name) => entities.merge(*span, name),
            Ruling::OtherEntity => entities.split(*span),
            Ruling::EntityConfirmed => entities.confirm(*span),
            Ruling::EntityPinned => entities.pin(*span),
            Ruling::EntityHidden => entities.hide(*span),
            _ => {}
        }
    }
    let renamed = entities.finish(&mut corrected);
    for event in &mut corrected.events {
        let mut named = HashSet::new();
        let entities = event.entities.iter().filter_map(|id| renamed[id.index()]);
        event.entities = entities.filter(|id| named.insert(*id)).collect();
    }
    // Events last, since those that the reader makes name entities.
    let mut events = Events::of(&mut corrected, article);
    for (span, ruling) in &placed {
        match ruling {
            Ruling::Event { kind, when } => events.add(*span, *kind, *when),
            Ruling::EventWhen(when) => events.date(*span, *when),
            Ruling::EventIs(kind) => events.retype(*span, *kind),
            Ruling::EventTitle(title) => events.rename(*span, title),
            Ruling::SameEvent(words) => events.merge(*span, words),
            Ruling::EventConfirmed => events.confirm(*span),
            Ruling::EventHidden => events.hide(*span),
            _ => {}
        }
    }
    events.finish();
    let picks = placed.iter().filter_map(|(span, ruling)| match ruling {
        Ruling::SentencePinned => Some((*span, true)),
        Ruling::SentenceDropped => Some((*span, false)),
        _ => None,
    });
    sentences::pick(&mut corrected, picks);
    debug_assert_eq!(corrected.check(article), Ok(()));
    corrected
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{
        analysis::{EntityId, EntityKind, EventKind, Interval, Provenance, Standing},
        article::Meta,
        import,
        notebook::{Id, Selector},
        text::{Span, sentences},
    };

    const TEXT: &str =
        "Ann Lee met Bob Fay. Lee left. The next day Fay, who was ill, spoke to Lee.";

    /// What the verdicts, each on the n-th place of its words, make of a text in which the machine found nothing.
    fn corrected(verdicts: &[(&str, usize, Ruling)]) -> Analysis {
        corrected_by(&Names::default(), verdicts)
    }

    fn corrected_by(names: &Names, verdicts: &[(&str, usize, Ruling)]) -> Analysis {
        let article = import::verbatim(TEXT.to_owned(), Meta::default());
        let verdicts = verdicts.iter().zip(1..).map(|((words, nth, ruling), id)| {
            let (start, _) = TEXT.match_indices(words).nth(*nth).unwrap();
            let on = Selector::new(TEXT, Span::new(start, start + words.len()));
            Verdict { id: Id::new(id), on, ruling: ruling.clone(), contested: false }
        });
        let machine =
            Analysis { sentences: sentences(TEXT, article.span()), ..Analysis::default() };
        overlay(&article, &machine, names, &Notebook::with(Vec::new(), verdicts.collect()))
    }

    /// The entities, a line each: kind, name, aliases, and where they are named.
    fn entities(analysis: &Analysis) -> Vec<String> {
        let line = |(index, entity): (usize, &crate::analysis::Entity)| {
            let at = analysis.mentions.iter().filter(|m| m.entity.index() == index);
            let at: Vec<String> = at.map(|m| m.span.start().to_string()).collect();
            let names = [vec![entity.name.clone()], entity.aliases.clone()].concat().join("/");
            format!("{} {names} {}", entity.kind.name(), at.join(","))
        };
        analysis.entities.iter().enumerate().map(line).collect()
    }

    /// Ann Lee and Bob Fay, each named again.
    fn named() -> Vec<(&'static str, usize, Ruling)> {
        let person = || Ruling::Entity(EntityKind::Person);
        vec![
            ("Ann Lee", 0, person()),
            ("Bob Fay", 0, person()),
            ("Lee", 1, person()),
            ("Lee", 2, person()),
            ("Fay", 1, person()),
            ("Lee", 1, Ruling::SameEntity("Ann Lee".to_owned())),
            ("Fay", 1, Ruling::SameEntity("Bob Fay".to_owned())),
        ]
    }

    #[test]
    fn names_are_put_right() {
        let check = |more: Vec<(&'static str, usize, Ruling)>, wanted: &[&str]| {
            let all = [named(), more.clone()].concat();
            assert_eq!(entities(&corrected(&all)), wanted, "{more:?}");
        };
        let (ann, bob) = ("person Ann Lee/Lee 0,21,71", "person Bob Fay/Fay 12,44");
        check(vec![], &[ann, bob]);
        let place = Ruling::Entity(EntityKind::Place);
        check(vec![("Lee", 1, Ruling::NotAName)], &["person Ann Lee/Lee 0,71", bob]);
        check(
            vec![("Lee", 1, Ruling::OtherEntity)],
            &["person Ann Lee/Lee 0,71", bob, "person Lee 21"],
        );
        check(vec![("Lee", 1, place)], &["person Ann Lee/Lee 0,71", bob, "place Lee 21"]);
        check(
            vec![("Lee", 2, Ruling::EntityIs(EntityKind::Group))],
            &["group Ann Lee/Lee 0,21,71", bob],
        );
        check(
            vec![("Fay", 1, Ruling::EntityCalled("Robert Fay".to_owned()))],
            &[ann, "person Robert Fay/Bob Fay/Fay 12,44"],
        );
        // Wider words for the same name stay with its entity.
        check(
            vec![("Fay, who was ill", 0, Ruling::Entity(EntityKind::Person))],
            &[ann, "person Bob Fay/Fay, who was ill 12,44"],
        );
        // What was joined can be joined again; what names nothing now is passed over.
        check(
            vec![
                ("Fay", 1, Ruling::SameEntity("Lee".to_owned())),
                ("ill", 0, Ruling::EntityHidden),
                ("met", 0, Ruling::SameEntity("Lee".to_owned())),
            ],
            &["person Ann Lee/Lee/Bob Fay/Fay 0,12,21,44,71"],
        );
    }

    #[test]
    fn names_that_are_always_so_come_first() {
        let always = [("Lee", Some(EntityKind::Group)), ("Bob Fay", None)];
        let names = Names { always: always.map(|(words, kind)| (words.to_owned(), kind)).into() };
        assert_eq!(entities(&corrected_by(&names, &[])), ["group Lee 4,21,71"]);
        let here = [("Lee", 1, Ruling::NotAName)];
        assert_eq!(entities(&corrected_by(&names, &here)), ["group Lee 4,71"]);
        // Not within a longer word.
        let names = Names { always: [("Fa".to_owned(), Some(EntityKind::Group))].into() };
        assert_eq!(entities(&corrected_by(&names, &[])), [""; 0]);
    }

    #[test]
    fn who_stands_for_a_name_and_how_it_is_listed_is_kept() {
        let pinned = corrected(&[named(), vec![("Lee", 1, Ruling::EntityPinned)]].concat());
        let standings: Vec<_> = pinned.entities.iter().map(|e| e.standing).collect();
        assert_eq!(standings, [Standing::Pinned, Standing::Usual]);
        assert!(pinned.entities.iter().all(|e| e.provenance == Provenance::Made));
    }

    #[test]
    fn an_event_names_an_entity_once() {
        let event =
            ("Ann Lee met Bob Fay", 0, Ruling::Event { kind: EventKind::Happening, when: None });
        let people = ["Ann Lee", "Bob Fay", "ill"];
        let people = people.map(|words| (words, 0, Ruling::Entity(EntityKind::Person)));
        let mut machine = corrected(&[people.to_vec(), vec![event]].concat());
        machine.events[0].entities = [0, 1, 2].map(EntityId::new).to_vec();
        let article = import::verbatim(TEXT.to_owned(), Meta::default());
        let start = TEXT.find("ill").unwrap();
        let on = Selector::new(TEXT, Span::new(start, start + 3));
        let ruling = Ruling::SameEntity("Ann Lee".to_owned());
        let verdict = Verdict { id: Id::new(1), on, ruling, contested: false };
        let notebook = Notebook::with(Vec::new(), vec![verdict]);
        let joined = overlay(&article, &machine, &Names::default(), &notebook);
        assert_eq!(joined.events[0].entities, [0, 1].map(EntityId::new));
    }

    #[test]
    fn events_are_put_right() {
        let event = |words| (words, 0, Ruling::Event { kind: EventKind::Happening, when: None });
        let base =
            vec![event("Ann Lee met Bob Fay"), event("Lee left"), event("Fay, who was ill, spoke")];
        let check = |more: Vec<(&'static str, usize, Ruling)>, wanted: &[&str]| {
            let analysis = corrected(&[base.clone(), more.clone()].concat());
            let lines: Vec<String> = analysis
                .events
                .iter()
                .map(|event| {
                    let title = event.words(TEXT);
                    let start = event.when.start.map_or_else(|| "-".to_owned(), |d| d.to_string());
                    format!("{title} {start} {} +{}", event.kind.name(), event.also.len())
                })
                .collect();
            assert_eq!(lines, wanted, "{more:?}");
        };
        let (met, left) = ("Ann Lee met Bob Fay - happening +0", "Lee left - happening +0");
        let spoke = "Fay, who was ill, spoke - happening +0";
        check(vec![], &[met, left, spoke]);
        check(
            vec![
                ("Lee left", 0, Ruling::EventWhen(Interval::day(date(2024, 3, 1)))),
                ("Lee left", 0, Ruling::EventIs(EventKind::Background)),
                ("left", 0, Ruling::EventTitle("Lee goes".to_owned())),
            ],
            &[met, "Lee goes 2024-03-01 background +0", spoke],
        );
        check(vec![("Lee left", 0, Ruling::EventHidden)], &[met, spoke]);
        check(
            vec![("Lee left", 0, Ruling::SameEvent("Ann Lee met Bob Fay".to_owned()))],
            &["Ann Lee met Bob Fay - happening +1", spoke],
        );
    }
}
