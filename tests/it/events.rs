//! The timeline of marked-up articles: how much of what a careful editor would show is found, with its days.
//!
//! The corpus is in the form of `events_score.py`: offsets are code points, `also` lists other intervals that a
//! careful reader may choose, `doubt` marks what is neither asked for nor punished.

use dateline::{
    analysis::{Analysis, Cancel, Event, Given, analyze},
    article::{Article, Meta},
    import,
    text::CodePoints,
};
use serde_json::Value;

const DOCS: &str = include_str!("../corpus/events/docs.jsonl");
const GOLD: &str = include_str!("../corpus/events/gold.jsonl");

/// Of a hundred events asked for, at least so many are found with days that fit.
const RECALL_FLOOR: usize = 90;
/// Of a hundred events shown, at least so many are asked for.
const PRECISION_FLOOR: usize = 93;

type Days = (Option<String>, Option<String>);

fn days_of(start: &Value, end: &Value) -> Days {
    (start.as_str().map(str::to_owned), end.as_str().map(str::to_owned))
}

/// The intervals that count as right.
fn readings(gold: &Value) -> Vec<Days> {
    let also =
        gold["also"].as_array().into_iter().flatten().map(|pair| days_of(&pair[0], &pair[1]));
    std::iter::once(days_of(&gold["start_date"], &gold["end_date"])).chain(also).collect()
}

fn own_days(event: &Event) -> Days {
    (event.when.start.map(|day| day.to_string()), event.when.end.map(|day| day.to_string()))
}

fn read(doc: &Value) -> (Article, Analysis) {
    let article = import::verbatim(doc["text"].as_str().unwrap().to_owned(), Meta::default());
    let published = doc["dct"].as_str().map(|date| date.parse().unwrap());
    let given = Given { published, ..Given::default() };
    let analysis = analyze(&article, &given, &Cancel::default()).unwrap();
    (article, analysis)
}

#[test]
fn the_timeline_of_marked_up_articles_is_found() {
    let (mut asked, mut found, mut shown, mut meant) = (0, 0, 0, 0);
    let mut wrong = String::new();
    for (doc, gold) in DOCS.lines().zip(GOLD.lines()) {
        let doc: Value = serde_json::from_str(doc).unwrap();
        let gold: Value = serde_json::from_str(gold).unwrap();
        let (article, analysis) = read(&doc);
        assert_eq!(
            analysis.published.date.map(|day| day.to_string()).as_deref(),
            gold["published"].as_str(),
            "{}",
            doc["id"]
        );
        let points = CodePoints::new(article.text());
        let place = |event: &Event| points.from_byte(event.sentence.start()) as u64;
        let golds = gold["events"].as_array().unwrap();
        for event in golds.iter().filter(|event| event["doubt"] != true) {
            asked += 1;
            let at = event["sentence"]["start"].as_u64().unwrap();
            let right = readings(event);
            let hit = analysis
                .events
                .iter()
                .any(|own| place(own) == at && right.contains(&own_days(own)));
            found += usize::from(hit);
            if !hit {
                let line = format!("{}: {} {}\n", doc["id"], event["start_date"], event["title"]);
                wrong.push_str(&line);
            }
        }
        let ignored =
            |at: u64| gold["ignore"].as_array().unwrap().iter().any(|range| range[0] == at);
        for own in
            analysis.events.iter().filter(|own| !own.when.is_unknown() && !ignored(place(own)))
        {
            shown += 1;
            meant +=
                usize::from(golds.iter().any(|event| event["sentence"]["start"] == place(own)));
        }
    }
    assert!(found * 100 >= asked * RECALL_FLOOR, "{found} of {asked}; not found:\n{wrong}");
    assert!(meant * 100 >= shown * PRECISION_FLOOR, "{meant} of {shown} shown are asked for");
}

#[test]
fn a_history_is_not_dated_by_its_publication() {
    let text = include_str!("../../assets/articles/the-wire-under-the-sea.txt");
    let article = import::verbatim(text.to_owned(), Meta::default());
    let analysis = analyze(&article, &Given::default(), &Cancel::default()).unwrap();
    let published = analysis.published.date;
    assert!(published.is_some() && analysis.events.len() > 100);
    let own: Vec<&str> = analysis
        .events
        .iter()
        .filter(|event| event.when.end >= published)
        .map(|event| event.sentence.of(text))
        .collect();
    assert_eq!(own, Vec::<&str>::new());
}
