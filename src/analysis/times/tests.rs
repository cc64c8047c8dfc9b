//! Marked text in, the same out; and the laws that hold of any text.

use jiff::civil::Date;
use proptest::prelude::*;

use super::{Timex, TimexKind, published, scan};
use crate::{
    analysis::{Given, read_date, times},
    article::{Article, Meta},
    import,
    text::sentences,
};

const CORPUS: &str = include_str!("../../../tests/corpus/times/news.txt");

fn read(text: &str, published: Option<Date>) -> (Article, Vec<Timex>) {
    let article = import::verbatim(text.to_owned(), Meta::default());
    let given = Given { published, ..Given::default() };
    let found = times(&article, &given);
    (article, found)
}

/// `marked` without its marks.
fn plain(marked: &str) -> String {
    let mut text = String::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('[') {
        let (mark, after) = after.split_once(']').unwrap();
        text.push_str(before);
        text.push_str(mark.split_once('|').unwrap().0);
        rest = after;
    }
    text + rest
}

/// `text` with a mark around each timex.
fn mark(text: &str, timexes: &[Timex]) -> String {
    let mut marked = String::new();
    let mut at = 0;
    for timex in timexes {
        let kind = match timex.kind {
            TimexKind::Date => String::new(),
            other => format!("{} ", other.name()),
        };
        marked.push_str(text.get(at..timex.span.start()).unwrap());
        marked.extend(["[", timex.span.of(text), "|", &kind, timex.value.as_str(), "]"]);
        at = timex.span.end();
    }
    marked + text.get(at..).unwrap()
}

#[test]
fn finds_and_resolves_what_the_corpus_marks() {
    let mut published = None;
    let mut faults = Vec::new();
    for line in CORPUS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(date) = line.strip_prefix("@ ") {
            published = date.parse().ok();
            continue;
        }
        let text = plain(line);
        let (_, timexes) = read(&text, published);
        let found = mark(&text, &timexes);
        if found != line {
            faults.push((found, line));
        }
    }
    assert_eq!(faults, []);
}

#[test]
fn says_why_and_what_does_not_agree() {
    let friday: Date = "2026-03-06".parse().unwrap();
    let (_, found) = read("It closed last Tuesday.", Some(friday));
    assert_eq!(found[0].why, "Counted from 6 March 2026; it may also be 24 February 2026.");
    let (_, found) = read("It closed on Monday, March 3, 2026.", Some(friday));
    assert_eq!(found[0].conflict.as_deref(), Some("3 March 2026 is a Tuesday, not a Monday."));
    let (_, found) = read("It was due on 3/4/2026.", Some(friday));
    assert_eq!(found[0].why, "Read as month/day; it may also be 3 April 2026.");
    let unsure = "Nothing in the text tells whether this is 4 March 2026 or 3 April 2026.";
    assert_eq!(found[0].conflict.as_deref(), Some(unsure));
    let (_, found) = read("It was due on 3/4/2026, not on 23/4/2026.", Some(friday));
    assert_eq!(
        found[0].why,
        "Read as day/month, as the text's other dates are; it may also be 4 March 2026."
    );
    assert_eq!(found[0].conflict, None);
    for (text, conflict) in [
        ("It fell on 31 February 2024.", "There is no 31 February 2024."),
        ("It fell on April 31.", "There is no 31 April."),
        ("It fell on 31/6/2020.", "There is no 31 June 2020."),
        ("It fell on 2020-02-30.", "There is no 30 February 2020."),
        ("It fell at 25:61.", "No clock shows 25:61."),
    ] {
        let (_, found) = read(text, Some(friday));
        assert_eq!((found[0].conflict.as_deref(), found[0].interval), (Some(conflict), None));
    }
}

#[test]
fn zones_and_fiscal_years_stand_beside_the_value() {
    let text = "At 5:50 p.m. EDT on March 2, or 2150 GMT, in fiscal 2012 and in 2013.";
    let (_, found) = read(text, "2026-03-06".parse().ok());
    let zones: Vec<Option<&str>> = found.iter().map(|timex| timex.zone.as_deref()).collect();
    assert_eq!(zones, [Some("-04:00"), Some("Z"), None, None]);
    assert_eq!(
        found.iter().map(|timex| timex.is_fiscal).collect::<Vec<_>>(),
        [false, false, true, false]
    );
}

#[test]
fn the_day_of_publication_is_inferred_from_dates_of_its_own_time_only() {
    let inferred = |text: &str| {
        let article = import::verbatim(text.to_owned(), Meta::default());
        let found: Vec<_> = article
            .blocks()
            .iter()
            .flat_map(|block| scan(text, *block, &sentences(text, block.span)))
            .collect();
        published(&article, &Given::default(), &found).date.map(|date| date.to_string())
    };
    let day = |text| inferred(text).unwrap_or_default();
    assert_eq!(day("It burned on Friday, 23 February 2024. He resigned on Sunday."), "2024-02-25");
    assert_eq!(
        day("Cast on May 3, 2013, votes were counted on May 9, 2013, he said today."),
        "2013-05-09"
    );
    assert_eq!(day("Cast on May 3, 2013, votes were counted on May 9, 2013."), "");
    assert_eq!(day("Built in 2012, it burned this week, on Tuesday, March 19."), "2013-03-19");
    assert_eq!(day("The speech he gave on March 5, 1946, was long, he said Friday."), "");
    assert_eq!(day("Begun on May 3, 1981, and ended on May 9, 1981, it was sold in 1996."), "");
}

#[test]
fn a_range_is_read_as_one() {
    let when = |words| read_date(words, None).unwrap().interval.unwrap();
    let days =
        |words| (when(words).start.unwrap().to_string(), when(words).end.unwrap().to_string());
    assert_eq!(days("from 1961 to 1974"), ("1961-01-01".to_owned(), "1974-12-31".to_owned()));
    assert_eq!(days("3-5 May 2024"), ("2024-05-03".to_owned(), "2024-05-05".to_owned()));
    assert_eq!(days("May 2024, June 2024"), ("2024-05-01".to_owned(), "2024-05-31".to_owned()));
}

#[test]
fn numbers_without_end_are_no_dates() {
    let years = "In the year 99999, on 99 May 0000 at 99:99.".repeat(1000);
    // No sentence ever ends in it.
    let line = "on 31 February “two weeks before, since 3/31/0 until 24.60 ".repeat(3000);
    for text in ["9".repeat(1_000_000), "9.9,".repeat(100_000), years, line] {
        let (article, found) = read(&text, None);
        assert!(found.iter().all(|timex| timex.span.fits(article.text())));
    }
}

/// Words of time and others.
const PIECES: &[&str] = &[
    "the ",
    "last ",
    "next ",
    "a ",
    "few ",
    "two ",
    "31 ",
    "1999 ",
    "0 ",
    "99999 ",
    "May ",
    "Feb. ",
    "Friday ",
    "years ",
    "week ",
    "-",
    "/",
    "'98 ",
    "1980s ",
    "quarter ",
    "of ",
    "ago ",
    "later ",
    "at 5 ",
    ":30 ",
    "p.m. ",
    "B.C. ",
    "early ",
    "twenty",
    "thousand ",
    "hundred ",
    "half ",
    "century ",
    "millennia ",
    ". ",
    ", ",
    "\n",
    "é",
    "٣ ",
    "to ",
    "and ",
    "every ",
    "Easter ",
    "billion ",
    "before ",
    "\u{301}",
    "“",
    "”",
    "9999 ",
    "2.30pm ",
    "0150 ",
    "GMT ",
    "31.12.2999 ",
    "12/5/",
    "New Year's Eve ",
    "Good ",
    "first ",
    "the day ",
    "after ",
    "from ",
    "FY12 ",
    "Q4 ",
    "overnight ",
    "won't ",
    "won’",
    "Ramadan ",
    "Black ",
    "9/11 ",
    "hours of ",
    "today ",
    "on ",
    "2024-03-05T14:30:07+02:00 ",
    "2024-03-05 99:30 ",
    "quarter of a century ",
    "quarters ",
    "in the new year ",
    "usually ",
    "that autumn ",
    "the 18th ",
    "and 10 minutes ",
    "fiscal ",
    "will ",
    "ended ",
    "that followed ",
    "12-Jan-",
    "'61 ",
    "31 April ",
    "44 BC ",
    "AD ",
    "and the 4th centuries BCE ",
    "the last Friday of ",
    "this month ",
    "later that ",
    "week ",
    "ago Monday ",
    "25:61 ",
    "Dec. 28 to ",
    "the second half of ",
];

/// Such words in any order.
fn babble() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_read_in_order_and_without_panic(
        text in prop_oneof![babble(), "\\PC{0,200}"],
        published in prop::option::of((1_i16..=9999, 1_i8..=12, 1_i8..=28)),
    ) {
        let published = published.and_then(|(y, m, d)| Date::new(y, m, d).ok());
        let (article, found) = read(&text, published);
        prop_assert!(found.iter().all(|t| t.span.fits(article.text()) && !t.span.is_empty()));
        prop_assert!(found.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
        for when in found.iter().filter_map(|timex| timex.interval) {
            prop_assert!(when.start.zip(when.end).is_none_or(|(start, end)| start <= end));
        }
    }

    #[test]
    fn a_day_that_was_resolved_reads_as_itself(text in babble()) {
        let (_, found) = read(&text, Date::new(2024, 2, 25).ok());
        for timex in found.iter().filter(|timex| timex.kind == TimexKind::Date) {
            let exact = timex.interval.filter(crate::analysis::Interval::is_exact);
            let Some(day) = exact.and_then(|when| when.start) else { continue };
            // "Easter" reckoned from 2999 may lie in a year that no text is taken to write.
            if !(1000..3000).contains(&day.year()) {
                continue;
            }
            let (_, again) = read(&day.to_string(), None);
            prop_assert_eq!(again[0].interval.and_then(|when| when.start), Some(day));
        }
    }
}
