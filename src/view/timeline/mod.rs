//! Events ready to be put on an axis: days as numbers, dates in words. No egui; lengths are plain points.
//!
//! [`Strip::new`] is made once for each analysis; [`scale`] and [`ticks`] know the axis, [`lanes`] finds
//! room for cards.

mod home;
pub mod lanes;
pub mod scale;
pub mod ticks;
pub mod words;

use std::cmp::Ordering;

use jiff::civil::Date;

use crate::{
    analysis::{Analysis, Event, EventKind, Precision, Provenance, Timeline},
    app::Lens,
    article::Article,
    text::{Span, one_line},
};
use scale::Scale;
use words::{date_words, day_number};

/// One event, ready to draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its index in the analysis.
    pub event: usize,
    /// The span that names it.
    pub title: Span,
    /// Its title on one line.
    pub words: String,
    /// "25 Feb 2024 · Sunday".
    pub date: String,
    /// Days from 1970-01-01 to where it begins; for an event that may have begun long before its end, that end.
    pub start: f64,
    /// Where it ends; the last day is included, so a single day is 1 long.
    pub end: f64,
    /// One day and no doubt about it.
    pub exact: bool,
    /// The start, or the end, is not known.
    pub open: Option<Open>,
    pub kind: EventKind,
    pub provenance: Provenance,
    /// How much it matters, from 0 to 1.
    pub weight: f32,
    /// Something about it does not agree.
    pub conflict: bool,
}

/// The end of an interval that is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    Start,
    End,
}

impl Item {
    /// Where its pin stands: an exact day's middle, else where it begins; with an open start where it ends.
    pub fn pin(&self) -> f64 {
        if self.exact {
            self.start + 0.5
        } else if self.open == Some(Open::Start) {
            self.end
        } else {
            self.start
        }
    }

    /// What a screen reader says, and what tests look for.
    pub fn name(&self) -> String {
        let mark = match self.provenance {
            Provenance::Found => "",
            Provenance::Confirmed => ", confirmed",
            Provenance::Made => ", made by you",
        };
        let conflict = if self.conflict { ", conflict" } else { "" };
        format!("{}: {}{mark}{conflict}", self.date, self.words)
    }

    /// Which of two that compete for room is shown: what the reader made or confirmed, then the weightier.
    fn before(&self, other: &Self) -> Ordering {
        let found = |item: &Self| item.provenance == Provenance::Found;
        found(self).cmp(&found(other)).then(other.weight.total_cmp(&self.weight))
    }
}

/// The word for an event's kind on its card; the usual one goes without saying.
pub const fn kind_word(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Happening => "",
        EventKind::Statement => "said",
        EventKind::Plan => "plan",
        EventKind::Background => "background",
        EventKind::Picture => "picture",
    }
}

/// The events of an article along time.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Strip {
    /// By pin, then by place in the text.
    pub dated: Vec<Item>,
    /// In text order.
    pub undated: Vec<Item>,
    /// The first and the last day of all that is dated; an empty stretch where nothing is.
    pub from: f64,
    pub to: f64,
}

impl Strip {
    /// The events of `timeline` that `lens` shows.
    pub fn new(article: &Article, analysis: &Analysis, timeline: &Timeline, lens: &Lens) -> Self {
        let published = analysis.published.date;
        let events = timeline.order.iter().filter_map(|i| Some((*i, analysis.events.get(*i)?)));
        let events = events.filter(|(_, event)| lens.shows(analysis, event));
        let (mut undated, mut dated): (Vec<Item>, Vec<Item>) = events
            .map(|(index, event)| item(article, index, event, published))
            .partition(|item| item.start.is_infinite());
        dated.sort_by(|a, b| a.pin().total_cmp(&b.pin()));
        undated.sort_by_key(|item| item.title);
        let from = dated.iter().map(|item| item.start).reduce(f64::min).unwrap_or_default();
        let to = dated.iter().map(|item| item.end).reduce(f64::max).unwrap_or_default();
        Self { dated, undated, from, to }
    }

    /// How many events there are.
    pub const fn len(&self) -> usize {
        self.dated.len() + self.undated.len()
    }

    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The item in some row of the list, the undated ones last.
    pub fn item(&self, row: usize) -> Option<&Item> {
        self.dated.get(row).or_else(|| self.undated.get(row.checked_sub(self.dated.len())?))
    }

    /// All items, the undated ones last.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.dated.iter().chain(&self.undated)
    }

    /// The days of the first and of the last pin in a window of time.
    pub fn shown(&self, scale: &Scale) -> Option<(f64, f64)> {
        let from = self.dated.partition_point(|item| item.pin() < scale.start);
        let to = self.dated.partition_point(|item| item.pin() <= scale.end());
        let shown = self.dated.get(from..to)?;
        Some((shown.first()?.pin(), shown.last()?.pin()))
    }

    /// Shows everything, with room at both ends for the cards of the outermost pins.
    pub fn fit(&self, width: f64) -> Scale {
        home::fit(&self.dated, width)
    }

    /// Shows where most happens: as [`Strip::fit`], but without the few events that lie far from all others.
    pub fn home(&self, width: f64) -> Scale {
        home::fit(home::core(&self.dated), width)
    }
}

fn item(article: &Article, index: usize, event: &Event, published: Option<Date>) -> Item {
    let when = &event.when;
    let mut date = date_words(when, published);
    let sentence = article.slice(event.sentence);
    if let Some(day) = when.start.filter(|_| when.is_exact()) {
        // Where the text names the day of the week, the card does too.
        let weekday = day.strftime("%A").to_string();
        if sentence.contains(&weekday) {
            date = format!("{date} · {weekday}");
        }
    }
    let start = when.start.map(day_number);
    let end = when.end.map(|end| day_number(end) + 1.0);
    Item {
        event: index,
        title: event.title,
        words: one_line(event.words(article.text())),
        date,
        start: start.or(end).unwrap_or(f64::INFINITY),
        end: end.or(start).unwrap_or(f64::INFINITY),
        exact: when.is_exact() && matches!(when.precision, Precision::Day),
        open: match (start, end) {
            (None, Some(_)) => Some(Open::Start),
            (Some(_), None) => Some(Open::End),
            _ => None,
        },
        kind: event.kind,
        provenance: event.provenance,
        weight: event.weight,
        conflict: !event.conflicts.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis::{Cancel, Given, analyze},
        article::Meta,
        import,
    };

    /// An event of one day.
    pub(super) fn exact(day: f64) -> Item {
        Item {
            event: 0,
            title: Span::default(),
            words: String::new(),
            date: String::new(),
            start: day,
            end: day + 1.0,
            exact: true,
            open: None,
            kind: EventKind::Happening,
            provenance: Provenance::Found,
            weight: 0.5,
            conflict: false,
        }
    }

    #[test]
    fn items_say_when_what_and_how_sure() {
        let text = "The talks began on Saturday, January 27, 2024, in Baghdad.\nThe mission ended in 2009.";
        let article = import::verbatim(text.to_owned(), Meta::default());
        let mut analysis = analyze(&article, &Given::default(), &Cancel::default()).unwrap();
        for event in &mut analysis.events {
            (event.title, event.short) = (event.sentence, None);
        }
        analysis.events[0].conflicts.push("It does not agree.".to_owned());
        analysis.events[0].provenance = Provenance::Made;
        analysis.events.push(Event {
            when: crate::analysis::Interval::default(),
            ..analysis.events[1].clone()
        });
        let strip =
            Strip::new(&article, &analysis, &Timeline::new(&analysis.events), &Lens::default());
        let names: Vec<String> = strip.items().map(Item::name).collect();
        assert_eq!(
            names,
            [
                "2009: The mission ended in 2009.",
                "27 Jan 2024 · Saturday: The talks began on Saturday, January 27, 2024, in Baghdad., made by you, conflict",
                "undated: The mission ended in 2009.",
            ]
        );
        assert_eq!((strip.dated.len(), strip.undated.len()), (2, 1));
        assert!(strip.dated[1].exact && !strip.dated[0].exact);
        assert_eq!(strip.dated[0].end - strip.dated[0].start, 365.0);
        assert_eq!(strip.from, strip.dated[0].start);
    }
}
