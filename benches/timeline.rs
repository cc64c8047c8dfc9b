//! What the timeline's view-model costs: once for an analysis, once for a zoom, once for a frame.

use std::fmt::Write as _;

use dateline::{
    analysis::{Analysis, Cancel, Given, Timeline, analyze},
    app::Lens,
    article::{Article, Meta},
    import,
    view::timeline::{Strip, lanes::Lanes, ticks::ticks},
};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// A chronicle of so many events, a few days from one to the next.
fn read(n_events: usize) -> (Article, Analysis) {
    let mut text = String::new();
    let mut day = jiff::civil::date(1900, 1, 1);
    for n in 0..n_events {
        let written = day.strftime("%B %-d, %Y");
        writeln!(text, "Boat number {n} left the harbour on {written}.")
            .expect("a string has room");
        day = day.saturating_add(jiff::Span::new().days(i64::from(n % 4 == 0) * 3 + 1));
    }
    let article = import::verbatim(text, Meta::default());
    let analysis =
        analyze(&article, &Given::default(), &Cancel::default()).expect("nobody cancels");
    assert!(analysis.events.len() >= n_events);
    (article, analysis)
}

fn strip(n_events: usize) -> Strip {
    let (article, analysis) = read(n_events);
    Strip::new(&article, &analysis, &Timeline::new(&analysis.events), &Lens::default())
}

#[divan::bench(args = [10, 500, 10_000])]
fn for_an_analysis(bencher: Bencher<'_, '_>, n_events: usize) {
    let (article, analysis) = read(n_events);
    let timeline = Timeline::new(&analysis.events);
    bencher.bench(|| {
        assert!(Strip::new(&article, &analysis, &timeline, &Lens::default()).len() >= n_events);
    });
}

/// `zoom` 1 shows everything, 1000 so little that most events have a card.
#[divan::bench(args = [10, 500, 10_000], consts = [1, 30, 1000])]
fn for_a_zoom<const ZOOM: u32>(bencher: Bencher<'_, '_>, n_events: usize) {
    let strip = strip(n_events);
    let scale = strip.fit(1440.0).zoomed(f64::from(ZOOM), 700.0);
    bencher.bench(|| {
        let lanes = Lanes::new(&strip.dated, black_box(&scale), 2, None);
        assert!(!lanes.rows[0].is_empty());
    });
}

#[divan::bench]
fn ticks_of_a_frame(bencher: Bencher<'_, '_>) {
    let scale = strip(500).fit(1440.0);
    bencher.bench(|| ticks(black_box(&scale), |words| words.len() as f64 * 6.0));
}
