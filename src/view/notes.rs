//! The cards of the notes panel: their order, and the words on them.

use std::collections::BTreeMap;

use jiff::{Timestamp, tz::TimeZone};

use super::review::State;
use crate::{
    analysis::{Entity, EntityId, Interval, Timex, read_date},
    app::{App, Message, NoteOrder, Shelf},
    notebook::{Anchored, Annotation, Id, Tag},
    text::{fold, markdown::Link},
};

/// The annotations as the panel lists them, by their index in the notebook: in the order of the places where
/// they stand now; those whose words are gone where they once stood.
#[expect(clippy::indexing_slicing, reason = "the order is made of the annotations' own indices")]
pub fn in_text_order(app: &App) -> Vec<usize> {
    let annotations = app.session.notebook.annotations();
    let mut order: Vec<usize> = (0..annotations.len()).collect();
    order.sort_by_key(|index| {
        let annotation = &annotations[*index];
        let anchored = app.session.anchors.get(*index).and_then(|(_, anchored)| anchored.span());
        (anchored.unwrap_or(annotation.target.position), annotation.id)
    });
    order
}

/// The annotations that the panel lists, by their index in the notebook, as the reader chose and ordered them.
#[expect(clippy::indexing_slicing, reason = "the order is made of the annotations' own indices")]
pub fn listed(app: &App) -> Vec<usize> {
    let annotations = app.session.notebook.annotations();
    let mut order = in_text_order(app);
    if app.session.shelf.is_filter() {
        order.retain(|index| app.session.shelf.lists(&annotations[*index]));
    }
    // Within a colour or a tag the order is that of the text.
    match app.session.shelf.order {
        NoteOrder::Place => {}
        NoteOrder::Time => {
            order.sort_by_key(|index| (annotations[*index].created, annotations[*index].id));
        }
        NoteOrder::Color => order.sort_by_key(|index| annotations[*index].color),
        NoteOrder::Tag => order.sort_by_key(|index| {
            let tag = annotations[*index].tags.iter().min();
            (tag.is_none(), tag)
        }),
    }
    order
}

/// All tags with the number of their notes, the most used first.
pub fn tags(app: &App) -> Vec<(Tag, usize)> {
    let mut counts: BTreeMap<&Tag, usize> = BTreeMap::new();
    for tag in app.session.notebook.annotations().iter().flat_map(|note| &note.tags) {
        *counts.entry(tag).or_default() += 1;
    }
    let mut tags: Vec<_> = counts.into_iter().map(|(tag, count)| (tag.clone(), count)).collect();
    tags.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    tags
}

/// Where a link of a note leads; a sentence where there is no such thing in this article.
pub fn follow(app: &App, words: &str, link: Link) -> Message {
    let found = match link {
        Link::Tag => {
            let shelf =
                Shelf { tag: Tag::new(words), order: app.session.shelf.order, ..Shelf::default() };
            Some(Message::SetShelf(shelf))
        }
        Link::Entity => entity(app, words).map(Message::SelectEntity),
        Link::Date => day(app, words),
        Link::Web => Some(Message::Complain(format!(
            "Dateline never goes to the network; the address is {words}."
        ))),
    };
    found.unwrap_or_else(|| {
        Message::Complain(format!("Nothing in this article is called “{words}”."))
    })
}

/// The entity with this name; else the first whose name has it as a word.
fn entity(app: &App, words: &str) -> Option<EntityId> {
    let plain = |text: &str| text.chars().filter_map(fold).collect::<String>();
    let bare = words.trim_start_matches('@').trim_matches(['[', ']']).replace('_', " ");
    let wanted = plain(&bare);
    let names = |entity: &Entity, fits: &dyn Fn(&str) -> bool| {
        std::iter::once(&entity.name).chain(&entity.aliases).any(|name| fits(&plain(name)))
    };
    let entities = &app.session.analysis.entities;
    let whole = entities.iter().position(|entity| names(entity, &|name| name == wanted));
    let part = || {
        let has = |name: &str| name.split_whitespace().any(|word| word == wanted);
        entities.iter().position(|entity| names(entity, &has))
    };
    let index = whole.or_else(part)?;
    app.session
        .analysis
        .mentions
        .iter()
        .map(|mention| mention.entity)
        .find(|id| id.index() == index)
}

/// An event of this day, else a place where the day is named.
fn day(app: &App, words: &str) -> Option<Message> {
    let day = read_date(words, None)?.interval?.start?;
    let starts = |when: &Interval| when.start == Some(day);
    let event = app.session.analysis.events.iter().find(|event| starts(&event.when));
    let event = event.map(|event| Message::SelectEvent(event.title));
    let time = || {
        let named = |timex: &&Timex| timex.interval.as_ref().is_some_and(starts);
        app.session.analysis.timexes.iter().find(named).map(|timex| Message::Reveal(timex.span))
    };
    event.or_else(time)
}

/// What a card says where its mark is not just where it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub word: &'static str,
    pub why: &'static str,
}

pub const fn standing(anchored: Anchored) -> Option<Standing> {
    match anchored {
        Anchored::Exact(_) => None,
        Anchored::Moved(_) => Some(Standing { word: State::Moved.word(), why: State::Moved.why() }),
        Anchored::Edited(_) => {
            Some(Standing { word: State::Edited.word(), why: State::Edited.why() })
        }
        Anchored::Suggested(_) => Some(Standing {
            word: State::Suggested.word(),
            why: "These words are gone; something like them stands elsewhere. Accept it in the review.",
        }),
        Anchored::Orphan => Some(Standing {
            word: State::Orphan.word(),
            why: "These words are no longer in the article, or not only once. The note is kept.",
        }),
    }
}

/// A quote on one line, with its middle left out where it is longer than `most` characters: one knows a
/// passage by how it begins and ends.
#[expect(
    clippy::indexing_slicing,
    reason = "head and tail stay within the words, of which there are three at least"
)]
pub fn elided(quote: &str, most: usize) -> String {
    let words: Vec<&str> = quote.split_whitespace().collect();
    let line = words.join(" ");
    let length = line.chars().count();
    if length <= most || words.len() < 3 {
        return line;
    }
    // Three fifths for the beginning, the rest for the end.
    let (mut head, mut left) = (1, most * 3 / 5);
    left = left.saturating_sub(words[0].chars().count());
    while head < words.len() && words[head].chars().count() < left {
        left -= words[head].chars().count() + 1;
        head += 1;
    }
    let (mut tail, mut left) = (words.len(), most * 2 / 5);
    while tail > head && words[tail - 1].chars().count() < left {
        tail -= 1;
        left -= words[tail].chars().count() + 1;
    }
    format!("{} … {}", words[..head].join(" "), words[tail..].join(" ")).trim_end().to_owned()
}

/// When a card was made: the time on the same day, else the day.
pub fn time_words(made: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let (made, now) = (made.to_zoned(zone.clone()), now.to_zoned(zone.clone()));
    let form = if made.date() == now.date() {
        "%H:%M"
    } else if made.year() == now.year() {
        "%-d %b"
    } else {
        "%-d %b %Y"
    };
    made.strftime(form).to_string()
}

/// The next annotation after `id` that is filed under `tag` too, wrapping round; maybe `id` itself.
pub fn next_tagged(app: &App, order: &[usize], id: Id, tag: &Tag) -> Option<Id> {
    let annotations = app.session.notebook.annotations();
    let listed: Vec<&Annotation> =
        order.iter().filter_map(|index| annotations.get(*index)).collect();
    let here = listed.iter().position(|annotation| annotation.id == id)?;
    let (before, after) = listed.split_at(here + 1);
    after.iter().chain(before).find(|annotation| annotation.tags.contains(tag)).map(|a| a.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_quote_keeps_its_beginning_and_its_end() {
        let quote =
            "the current period of\n  calm among Iraqi armed groups is a \"temporary tactic\"";
        assert_eq!(elided(quote, 200), quote.split_whitespace().collect::<Vec<_>>().join(" "));
        assert_eq!(elided(quote, 44), "the current period of calm … tactic\"");
        assert_eq!(
            elided(quote, 60),
            "the current period of calm among … is a \"temporary tactic\""
        );
        assert_eq!(elided("Donaudampfschifffahrt", 5), "Donaudampfschifffahrt");
        assert_eq!(elided("a b c", 0), "a …");
    }

    #[test]
    fn the_time_is_told_as_short_as_it_can_be() {
        let zone = TimeZone::fixed(jiff::tz::offset(2));
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let now = at("2024-02-26T22:30:00Z");
        assert_eq!(time_words(at("2024-02-26T22:05:00Z"), now, &zone), "00:05");
        assert_eq!(time_words(at("2024-02-26T12:02:11Z"), now, &zone), "26 Feb");
        assert_eq!(time_words(at("2023-12-31T12:00:00Z"), now, &zone), "31 Dec 2023");
    }
}
