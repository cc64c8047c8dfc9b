//! What was read in an article, as JSON for other programs.
//!
//! The keys and words here are a contract with scripts and scorers: they stay, more may be added. Offsets count
//! Unicode code points, ends are exclusive, dates are ISO days.

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    analysis::{Analysis, Interval, Precision},
    article::Article,
    text::{CodePoints, Span},
};

/// One article's answer.
#[derive(Debug, Serialize)]
pub(super) struct Report<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    title: Option<&'a str>,
    published: Published<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    blocks: Option<Vec<Block>>,
    entities: Vec<Entity<'a>>,
    timexes: Vec<Timex<'a>>,
    events: Vec<Event<'a>>,
    summary: Vec<Ranked>,
}

#[derive(Debug, Serialize)]
struct Published<'a> {
    date: Option<String>,
    how: &'static str,
    why: &'a str,
}

#[derive(Debug, Clone, Copy, Serialize)]
struct Place {
    start: usize,
    end: usize,
}

#[derive(Debug, Serialize)]
struct Block {
    kind: &'static str,
    #[serde(flatten)]
    place: Place,
}

#[derive(Debug, Serialize)]
struct Entity<'a> {
    id: usize,
    kind: &'static str,
    name: &'a str,
    aliases: &'a [String],
    mentions: Vec<Mention>,
    why: &'a str,
}

#[derive(Debug, Serialize)]
struct Mention {
    #[serde(flatten)]
    place: Place,
    kind: &'static str,
    score: f32,
}

#[derive(Debug, Serialize)]
struct Timex<'a> {
    #[serde(flatten)]
    place: Place,
    #[serde(rename = "type")]
    kind: &'static str,
    value: &'a str,
    #[serde(rename = "mod")]
    modifier: Option<&'static str>,
    /// How far its clock is from Greenwich: "Z", "-04:00".
    #[serde(skip_serializing_if = "Option::is_none")]
    zone: Option<&'a str>,
    /// True where the year is a company's or a state's own.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    fiscal: bool,
    /// What does not agree about it, in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    conflict: Option<&'a str>,
    why: &'a str,
}

#[derive(Debug, Serialize)]
struct Event<'a> {
    start_date: Option<String>,
    end_date: Option<String>,
    precision: &'static str,
    /// In words, where the years are not those of an ISO day.
    #[serde(skip_serializing_if = "Option::is_none")]
    display: Option<String>,
    kind: &'static str,
    title: &'a str,
    /// From 0 to 1 for the weightiest.
    weight: f32,
    sentence: Place,
    entities: Vec<usize>,
    conflicts: &'a [String],
    why: &'a str,
}

#[derive(Debug, Serialize)]
struct Ranked {
    #[serde(flatten)]
    place: Place,
    rank: usize,
}

impl<'a> Report<'a> {
    /// With the article's text and blocks where `whole`. `title` is what the caller or the reader calls it.
    pub(super) fn new(
        article: &'a Article,
        analysis: &'a Analysis,
        title: Option<&'a str>,
        whole: bool,
    ) -> Self {
        let points = CodePoints::new(article.text());
        let place = |span: Span| Place {
            start: points.from_byte(span.start()),
            end: points.from_byte(span.end()),
        };
        let title = title.unwrap_or(&article.meta().title);
        let mut mentions: Vec<Vec<Mention>> =
            analysis.entities.iter().map(|_| Vec::new()).collect();
        for mention in &analysis.mentions {
            if let Some(of) = mentions.get_mut(mention.entity.index()) {
                of.push(Mention {
                    place: place(mention.span),
                    kind: mention.kind.name(),
                    score: mention.score,
                });
            }
        }
        Self {
            text: whole.then(|| article.text()),
            title: Some(title).filter(|title| !title.is_empty()),
            published: Published {
                date: analysis.published.date.and_then(iso_day),
                how: analysis.published.how.name(),
                why: &analysis.published.why,
            },
            blocks: whole.then(|| {
                let blocks = article.blocks().iter();
                blocks.map(|b| Block { kind: b.kind.name(), place: place(b.span) }).collect()
            }),
            entities: analysis
                .entities
                .iter()
                .zip(mentions)
                .enumerate()
                .map(|(id, (entity, mentions))| Entity {
                    id,
                    kind: entity.kind.name(),
                    name: &entity.name,
                    aliases: &entity.aliases,
                    mentions,
                    why: &entity.why,
                })
                .collect(),
            timexes: analysis
                .timexes
                .iter()
                .map(|timex| Timex {
                    place: place(timex.span),
                    kind: timex.kind.name(),
                    value: timex.value.as_str(),
                    modifier: timex.modifier.map(crate::analysis::Modifier::name),
                    zone: timex.zone.as_deref(),
                    fiscal: timex.is_fiscal,
                    conflict: timex.conflict.as_deref(),
                    why: &timex.why,
                })
                .collect(),
            events: analysis
                .events
                .iter()
                .map(|event| Event {
                    start_date: event.when.start.and_then(iso_day),
                    end_date: event.when.end.and_then(iso_day),
                    precision: event.when.precision.name(),
                    display: display(&event.when),
                    kind: event.kind.name(),
                    title: event.words(article.text()),
                    weight: event.weight,
                    sentence: place(event.sentence),
                    entities: event.entities.iter().map(|id| id.index()).collect(),
                    conflicts: &event.conflicts,
                    why: &event.why,
                })
                .collect(),
            summary: analysis
                .summary
                .iter()
                .map(|ranked| Ranked { place: place(ranked.sentence), rank: ranked.rank })
                .collect(),
        }
    }
}

/// ISO days have the years 1 to 9999.
fn iso_day(date: Date) -> Option<String> {
    (date.year() >= 1).then(|| date.to_string())
}

/// The words for a time that has an end before the year 1.
fn display(when: &Interval) -> Option<String> {
    let ends = [when.start, when.end];
    if ends.iter().flatten().all(|date| date.year() >= 1) {
        return None;
    }
    let words = |date: Date| match (date.year(), when.precision) {
        (year @ ..=0, Precision::Day | Precision::Week) => {
            format!("{} {} BC", date.strftime("%-d %B"), 1 - year)
        }
        (year @ ..=0, Precision::Month) => format!("{} {} BC", date.strftime("%B"), 1 - year),
        (year @ ..=0, _) => format!("{} BC", 1 - year),
        (year, _) => format!("{year} AD"),
    };
    let mut ends: Vec<String> = ends.into_iter().flatten().map(words).collect();
    ends.dedup();
    Some(ends.join(" to "))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn years_before_one_are_words() {
        let ides = Interval::day(date(-43, 3, 15));
        assert_eq!(
            (iso_day(date(-43, 3, 15)), display(&ides)),
            (None, Some("15 March 44 BC".to_owned()))
        );
        assert_eq!(display(&Interval::year(date(-43, 1, 1))).as_deref(), Some("44 BC"));
        assert_eq!(display(&Interval::day(date(2024, 2, 25))), None);
        assert_eq!(iso_day(date(44, 3, 15)).as_deref(), Some("0044-03-15"));
    }
}
