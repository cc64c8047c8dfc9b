//! What the bars say, in words that change only when something happens, so that an idle window stays idle.

use jiff::{Timestamp, tz::TimeZone};

use crate::{
    app::{App, Find, MOST_HITS},
    text::{counted, grouped},
};

/// "431 words · 17 sentences".
pub fn counts(app: &App) -> String {
    let (words, sentences) = (app.session.analysis.words, app.session.analysis.sentences.len());
    format!("{} · {}", counted(words, "word"), counted(sentences, "sentence"))
}

/// "24 entities · 7 dated events in 1.8 ms", or how far the reading has come.
pub fn found(app: &App) -> String {
    if !app.session.analysis.complete {
        let all = app.session.article.text().len().max(1);
        let read: usize = app.session.analysis.sentences.iter().map(|span| span.len()).sum();
        return format!("Reading… {} %", read * 100 / all);
    }
    // The timeline has the undated ones last; this is asked for in every frame.
    let dated =
        |i: &usize| app.session.analysis.events.get(*i).is_some_and(|e| !e.when.is_unknown());
    let events = app.session.timeline.order.partition_point(dated);
    let entities = match app.session.analysis.entities.len() {
        1 => "1 entity".to_owned(),
        count => format!("{} entities", grouped(count)),
    };
    format!("{entities} · {} in {}", counted(events, "dated event"), took(app.session.took.0))
}

/// Where the notebook stands: "Saved 14:02", "Unsaved changes". `now_ms` tells whether that was today.
pub fn save_state(app: &App, now_ms: u64, zone: &TimeZone) -> String {
    if app.session.is_saving() {
        return "Saving…".to_owned();
    }
    if !app.session.is_saved() {
        return "Unsaved changes".to_owned();
    }
    match (app.session.document.saved_ms, &app.session.document.path) {
        (Some(saved_ms), _) => saved(saved_ms, now_ms, zone),
        (None, Some(_)) if app.session.document.read_only => "Cannot be written here".to_owned(),
        (None, Some(_)) => "Saved".to_owned(),
        (None, None) => "Not saved yet".to_owned(),
    }
}

pub(super) fn saved(saved_ms: u64, now_ms: u64, zone: &TimeZone) -> String {
    let local = |ms: u64| {
        let time = i64::try_from(ms).ok().and_then(|ms| Timestamp::from_millisecond(ms).ok());
        time.map(|time| time.to_zoned(zone.clone()))
    };
    match (local(saved_ms), local(now_ms)) {
        (Some(saved), Some(now)) if saved.date() == now.date() => {
            format!("Saved {}", saved.strftime("%H:%M"))
        }
        (Some(saved), _) => format!("Saved {}", saved.strftime("%-d %b %H:%M")),
        (None, _) => "Saved".to_owned(),
    }
}

/// The file shown beside the title, and its full path for the tooltip.
pub fn file(app: &App) -> (String, String) {
    match app.session.document.path.as_ref().or(app.session.document.source.as_ref()) {
        Some(path) => {
            let name = path.file_name().unwrap_or(path.as_os_str());
            (name.to_string_lossy().into_owned(), path.display().to_string())
        }
        None => ("Sample article".to_owned(), "The article that is built in".to_owned()),
    }
}

/// "3 of 12", "no match"; nothing while nothing is looked for.
pub fn hits(find: &Find) -> String {
    match find.hits.len() {
        _ if find.query.is_empty() => String::new(),
        0 => "no match".to_owned(),
        count => {
            let more = if count >= MOST_HITS { "+" } else { "" };
            format!("{} of {}{more}", grouped(find.current + 1), grouped(count))
        }
    }
}

/// How far the reader has come, from 0 to 1, in words.
pub fn position(progress: f32) -> String {
    format!("{:.0} %", (progress * 100.0).clamp(0.0, 100.0))
}

/// Words by which English gives itself away: frequent there, and hardly found elsewhere.
const ENGLISH: [&str; 12] =
    ["the", "of", "and", "to", "that", "with", "from", "this", "which", "their", "by", "were"];

/// So many words are looked at, and at least so many are needed to tell.
const SAMPLE: std::ops::RangeInclusive<usize> = 30..=600;

/// The language the article is in, where it can be told: "English", or nothing.
pub fn language(text: &str) -> Option<&'static str> {
    let mut words = 0;
    let mut telling = 0;
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        telling += usize::from(ENGLISH.iter().any(|known| known.eq_ignore_ascii_case(word)));
        if words == *SAMPLE.end() {
            break;
        }
    }
    // English prose has them at about every sixth word, other languages below every thirtieth.
    (words >= *SAMPLE.start() && telling * 12 >= words).then_some("English")
}

/// "1.8 ms", "240 ms", "2.1 s".
fn took(micros: u64) -> String {
    let ms = micros as f64 / 1e3;
    match ms {
        ..9.95 => format!("{ms:.1} ms"),
        ..1000.0 => format!("{ms:.0} ms"),
        _ => format!("{:.1} s", ms / 1e3),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        app::Took,
        storage::{self, settings::Settings},
    };

    #[test]
    fn words_say_what_there_is() {
        let (mut app, _) = App::new(storage::sample(), Settings::default());
        assert_eq!(counts(&app), "0 words · 0 sentences");
        assert_eq!(found(&app), "Reading… 0 %");
        assert_eq!(save_state(&app, 0, &TimeZone::UTC), "Not saved yet");
        app.session.analysis = std::sync::Arc::new(crate::analysis::Analysis {
            words: 1,
            complete: true,
            ..Default::default()
        });
        app.session.took = Took(1_840);
        assert_eq!(counts(&app), "1 word · 0 sentences");
        assert_eq!(found(&app), "0 entities · 0 dated events in 1.8 ms");
        assert_eq!(file(&app).0, "Sample article");
    }

    #[test]
    fn times_are_easy_to_read() {
        assert_eq!([took(40), took(123_456), took(2_100_000)], ["0.0 ms", "123 ms", "2.1 s"]);
        assert_eq!(position(0.381), "38 %");
        assert_eq!(saved(50_520_000, 60_000_000, &TimeZone::UTC), "Saved 14:02");
        assert_eq!(saved(50_520_000, 86_400_000, &TimeZone::UTC), "Saved 1 Jan 14:02");
    }

    #[test]
    fn english_is_told_and_nothing_else_is_guessed() {
        let english = "The harbour of the old town was empty on Monday, and the men that came \
            from the ships said to each other that this was the first day of its kind. Nobody \
            knew by whom the order was given.";
        let dutch = "De haven van de oude stad was leeg op maandag, en de mannen die van de \
            schepen kwamen zeiden tegen elkaar dat dit de eerste dag van zijn soort was in vele \
            jaren. Niemand wist wie het bevel had gegeven.";
        assert_eq!(language(english), Some("English"));
        assert_eq!([language(dutch), language("The end of it")], [None, None]);
    }
}
