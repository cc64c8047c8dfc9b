//! Any text, published on any day or none: times are read without panic, in order, and resolve to days in order;
//! the whole analysis keeps its invariants.

#![no_main]

use dateline::{ import, 
    analysis::{Cancel, Given, analyze, read_date, times},
    article::Meta,
};
use jiff::civil::{Date, date};
use libfuzzer_sys::fuzz_target;

/// The first two bytes are the day of publication, counted from 1900; 0 is none.
fn published(days: u16) -> Option<Date> {
    let days = jiff::Span::new().try_days(i32::from(days)).ok()?;
    date(1900, 1, 1).checked_add(days).ok().filter(|day| *day > date(1900, 1, 1))
}

fuzz_target!(|data: &[u8]| {
    let Some(([a, b], rest)) = data.split_first_chunk() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let article = import::verbatim(text.to_owned(), Meta::default());
    let given = Given { published: published(u16::from_be_bytes([*a, *b])), ..Given::default() };
    let found = times(&article, &given);
    assert!(found.iter().all(|timex| timex.span.fits(article.text()) && !timex.span.is_empty()));
    assert!(found.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
    for when in found.iter().filter_map(|timex| timex.interval) {
        assert!(when.start.zip(when.end).is_none_or(|(start, end)| start <= end));
    }
    read_date(text, given.published);
    let analysis = analyze(&article, &given, &Cancel::default()).expect("nobody cancels");
    assert_eq!(analysis.check(&article), Ok(()));
});
