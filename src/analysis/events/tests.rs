//! The days of a first sentence's events.

use crate::{
    analysis::{Cancel, Event, Given, analyze},
    article::Meta,
    import,
};

fn events(text: &str, published: &str) -> Vec<Event> {
    let article = import::verbatim(text.to_owned(), Meta::default());
    let given = Given { published: published.parse().ok(), ..Given::default() };
    analyze(&article, &given, &Cancel::default()).unwrap().events
}

/// "2023-05-05", "1850-01-01 to 1850-12-31" of each event.
fn days(text: &str) -> Vec<String> {
    let day = |day: Option<jiff::civil::Date>| day.map_or("?".to_owned(), |day| day.to_string());
    let when = |event: &Event| match (event.when.start, event.when.end) {
        (start, end) if start == end => day(start),
        (start, end) => format!("{} to {}", day(start), day(end)),
    };
    events(text, "2023-05-05").iter().map(when).collect()
}

#[test]
fn a_lead_with_a_time_of_its_own_is_not_of_the_day_of_publication() {
    const TODAY: &str = "2023-05-05";
    for (text, wanted) in [
        ("The mill was founded in 2019 by two brothers.", &["2019-01-01 to 2019-12-31"] as &[_]),
        ("In 2019 the Aurora sank off Hale.", &["2019-01-01 to 2019-12-31"]),
        ("The museum will be reopened in 2027.", &["2027-01-01 to 2027-12-31"]),
        ("The firm, founded in 2019, has closed its mill.", &[TODAY, "2019-01-01 to 2019-12-31"]),
        ("Police have held a man over a fire in 2019.", &[TODAY, "2019-01-01 to 2019-12-31"]),
        ("The wreck of 2019 was found by divers.", &["2019-01-01 to 2019-12-31"]),
        ("The 2019 wreck was found by divers.", &[TODAY, "2019-01-01 to 2019-12-31"]),
        ("A man who fled in 2019 was caught.", &[TODAY, "2019-01-01 to 2019-12-31"]),
        ("The mayor has resigned.", &[TODAY]),
    ] {
        assert_eq!(days(text), wanted, "{text}");
    }
}

#[test]
fn what_is_taken_back_or_impossible_is_on_no_day() {
    for (text, wanted) in [
        ("It was March 12, not March 2.", &["2023-03-12"] as &[_]),
        ("It was in 2019 rather than in 2018.", &["2019-01-01 to 2019-12-31"]),
        ("He was not held until March 2.", &["2023-03-02"]),
        ("It ended on 31 June 1990.", &["?"]),
    ] {
        assert_eq!(days(text), wanted, "{text}");
    }
    let event = &events("It ended on 31 June 1990.", "2023-05-05")[0];
    assert_eq!(event.conflicts, ["There is no 31 June 1990."]);
}

#[test]
fn what_belongs_together_is_one_event() {
    for (text, wanted) in [
        ("It closed last week on Tuesday.", &["2023-04-25"] as &[_]),
        ("Sales fell in the first nine months of 2019.", &["2019-01-01 to 2019-09-30"]),
        ("The road was shut from Dec. 28 to Jan. 3, 2016.", &["2015-12-28 to 2016-01-03"]),
        ("It ran in 2018/19.", &["2018-01-01 to 2019-12-31"]),
        ("He fled on Tuesday. Later that day he was caught.", &["2023-05-02", "2023-05-02"]),
    ] {
        assert_eq!(days(text), wanted, "{text}");
    }
}
