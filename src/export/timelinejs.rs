//! Events for `TimelineJS`, as its JSON and as its spreadsheet, both ways.
//!
//! `TimelineJS` knows points and stretches of time only; what is not sure is said in `display_date`, in our words, and
//! exactly in a field of our own, which it passes over, so that a decade comes back as a decade.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::{Exported, Work, json::pretty, summary::one_line, table};
use crate::{
    analysis::{Event, Interval, Precision},
    text::counted,
    view::timeline::words::date_words,
};

/// An event as `TimelineJS` has it. Dates may lack their day or month.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    pub start: Parts,
    pub end: Parts,
    pub display: String,
    /// What it was with us; none where it is not from here, or its dates were changed since.
    pub when: Option<Interval>,
    pub headline: String,
    pub text: String,
    pub group: String,
}

/// The dated events in the order of the text, and what was left out.
fn told(work: &Work<'_>) -> (Vec<Told>, Vec<String>) {
    let analysis = work.analysis;
    let one = |event: &Event| {
        let [start, end] = dates(&event.when)?;
        Some(Told {
            start,
            end,
            display: date_words(&event.when, analysis.published.date),
            when: Some(event.when),
            headline: work.event_words(event),
            text: one_line(work.article.slice(event.sentence)),
            group: event.kind.name().to_owned(),
        })
    };
    let told: Vec<Told> = analysis.events.iter().filter_map(one).collect();
    let left = analysis.events.len() - told.len();
    let mut remarks = Vec::new();
    if left > 0 {
        remarks.push(format!("{} without a date left out.", counted(left, "event")));
    }
    let conflicts: usize = analysis.events.iter().map(|event| event.conflicts.len()).sum();
    if conflicts > 0 {
        let conflicts = counted(conflicts, "contradiction");
        remarks.push(format!("{conflicts} between dates could not be carried."));
    }
    (told, remarks)
}

/// A date that may lack its day or month.
type Parts = [Option<i32>; 3];

/// Where a stretch of time begins and ends, as fine as it is known.
fn dates(when: &Interval) -> Option<[Parts; 2]> {
    // An open end is the end that is known.
    let start = when.start.or(when.end)?;
    let end = when.end.filter(|end| *end != start);
    let parts = |date: Date| {
        let month = !matches!(when.precision, Precision::Year | Precision::Decade);
        let day = month && !matches!(when.precision, Precision::Month | Precision::Quarter);
        [
            Some(i32::from(date.year())),
            month.then(|| i32::from(date.month())),
            day.then(|| i32::from(date.day())),
        ]
    };
    Some([parts(start), end.map_or([None; 3], parts)])
}

/// "2024-01-01/2024-03-31 quarter"; an open end is "..".
fn exactly(when: &Interval) -> String {
    let day = |date: Option<Date>| date.map_or_else(|| "..".to_owned(), |date| date.to_string());
    format!("{}/{} {}", day(when.start), day(when.end), when.precision.name())
}

/// Reads it again, where the dates are still those that it says.
fn exact(words: &str, read: [Parts; 2]) -> Option<Interval> {
    let (days, name) = words.trim().split_once(' ')?;
    let (start, end) = days.split_once('/')?;
    let precision = Precision::ALL.into_iter().find(|precision| precision.name() == name)?;
    let day = |day: &str| if day == ".." { Some(None) } else { day.parse().ok().map(Some) };
    let when = Interval { start: day(start)?, end: day(end)?, precision };
    let is_whole = when.start.zip(when.end).is_none_or(|(start, end)| start <= end);
    (is_whole && dates(&when) == Some(read)).then_some(when)
}

const PARTS: [&str; 3] = ["year", "month", "day"];

/// Words in HTML, as `TimelineJS` takes them.
fn html(words: &str) -> String {
    super::html::escape(words).into_owned()
}

#[expect(clippy::indexing_slicing, reason = "a key that is not there is made")]
pub(super) fn json(work: &Work<'_>) -> Exported {
    let (told, remarks) = told(work);
    let date = |parts: Parts| {
        let mut date = Map::new();
        for (key, part) in PARTS.iter().zip(parts) {
            date.extend(part.map(|part| ((*key).to_owned(), json!(part))));
        }
        date
    };
    let events = told.iter().enumerate().map(|(i, told)| {
        let mut start = date(told.start);
        start.insert("display_date".to_owned(), json!(told.display));
        let mut value = json!({
            "unique_id": format!("event-{}", i + 1),
            "start_date": start,
            "text": { "headline": html(&told.headline), "text": html(&told.text) },
            "group": told.group,
            "display_date": told.display,
            OWN: told.when.as_ref().map(exactly),
        });
        if told.end[0].is_some() {
            value["end_date"] = Value::Object(date(told.end));
        }
        value
    });
    let value = json!({
        "title": { "text": { "headline": html(&work.title()), "text": "" } },
        "events": events.collect::<Vec<_>>(),
    });
    Exported::text(pretty(&value), remarks)
}

/// Our own field, and our own column.
const OWN: &str = "dateline_when";

const HEAD: [&str; 19] = [
    "Year",
    "Month",
    "Day",
    "Time",
    "End Year",
    "End Month",
    "End Day",
    "End Time",
    "Display Date",
    "Headline",
    "Text",
    "Media",
    "Media Credit",
    "Media Caption",
    "Media Thumbnail",
    "Type",
    "Group",
    "Background",
    OWN,
];

#[expect(clippy::indexing_slicing, reason = "the columns are those of `HEAD`")]
pub(super) fn csv(work: &Work<'_>) -> Exported {
    let (told, remarks) = told(work);
    let rows = told.iter().map(|told| {
        let mut row = vec![String::new(); HEAD.len()];
        for (i, (start, end)) in told.start.iter().zip(told.end).enumerate() {
            row[i] = start.map_or_else(String::new, |part| part.to_string());
            row[i + 4] = end.map_or_else(String::new, |part| part.to_string());
        }
        row[8].clone_from(&told.display);
        row[9] = html(&told.headline);
        row[10] = html(&told.text);
        row[16].clone_from(&told.group);
        row[18] = told.when.as_ref().map(exactly).unwrap_or_default();
        row
    });
    // A year before our era is no formula: the guard is for words, and years are read as numbers again.
    table::write(std::iter::once(HEAD.map(str::to_owned).to_vec()).chain(rows), remarks)
}

/// Reads the events of either form; an error is a sentence.
pub fn read_timeline(text: &str) -> Result<Vec<Told>, String> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with('{') { read_json(text) } else { read_csv(text) }
}

fn read_json(text: &str) -> Result<Vec<Told>, String> {
    let value: Value = serde_json::from_str(text)
        .map_err(|error| format!("The file is not JSON ({error}); nothing was read."))?;
    let events = value.get("events").and_then(Value::as_array).ok_or_else(|| {
        "The file has no \"events\", so it is no timeline; nothing was read.".to_owned()
    })?;
    let words = |value: &Value, path: &str| {
        value.pointer(path).and_then(Value::as_str).map(plain).unwrap_or_default()
    };
    let parts = |value: Option<&Value>| {
        PARTS.map(|key| {
            let part = value?.get(key)?;
            let number = part.as_i64().or_else(|| part.as_str()?.trim().parse().ok())?;
            i32::try_from(number).ok()
        })
    };
    let one = |event: &Value| {
        let (start, end) = (parts(event.get("start_date")), parts(event.get("end_date")));
        let own = event.get(OWN).and_then(Value::as_str).unwrap_or_default();
        let when = exact(own, [start, end]);
        Told {
            start,
            end,
            when,
            display: Some(words(event, "/start_date/display_date"))
                .filter(|w| !w.is_empty())
                .unwrap_or_else(|| words(event, "/display_date")),
            headline: words(event, "/text/headline"),
            text: words(event, "/text/text"),
            group: words(event, "/group"),
        }
    };
    Ok(events.iter().map(one).filter(|told| told.start[0].is_some()).collect())
}

fn read_csv(text: &str) -> Result<Vec<Told>, String> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let head = reader.headers().cloned().unwrap_or_default();
    let column = |name: &str| head.iter().position(|head| head.trim().eq_ignore_ascii_case(name));
    if column("Year").is_none() || column("Headline").is_none() {
        return Err("The table has no columns \"Year\" and \"Headline\", so it is no timeline; nothing was read.".to_owned());
    }
    let mut found = Vec::new();
    for row in reader.records() {
        let row =
            row.map_err(|error| format!("The table cannot be read ({error}); nothing was read."))?;
        let cell = |name: &str| {
            table::unguard(column(name).and_then(|at| row.get(at)).unwrap_or_default()).to_owned()
        };
        let number = |name: &str| cell(name).trim().parse().ok();
        let start = [number("Year"), number("Month"), number("Day")];
        let end = [number("End Year"), number("End Month"), number("End Day")];
        let told = Told {
            start,
            end,
            when: exact(&cell(OWN), [start, end]),
            display: cell("Display Date"),
            headline: plain(&cell("Headline")),
            text: plain(&cell("Text")),
            group: cell("Group"),
        };
        if told.start[0].is_some() {
            found.push(told);
        }
    }
    Ok(found)
}

/// Takes escapes away; other tags stay as they are written.
fn plain(html: &str) -> String {
    html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}
