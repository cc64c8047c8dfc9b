//! Texts and notebooks that are hard on a file format, for property tests.

use dateline::{
    analysis::{EntityKind, EventKind, Interval, Precision},
    article::{Article, Meta, Origin},
    import,
    notebook::{Annotation, Color, Id, Notebook, Ruling, Selector, Tag, Verdict},
    text::Span,
};
use jiff::{Timestamp, civil::Date};
use proptest::{collection::vec, option, prelude::*, sample::select};

/// Words, breaks and marks that some format or editor trips over.
const PIECES: [&str; 63] = [
    "The calm",
    " ",
    " is a tactic. ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "\"",
    "\"#",
    "\"##",
    "###",
    "r#\"",
    "\\",
    "\\n",
    "\\u{41}",
    "//",
    "/*",
    "*/",
    "(",
    ")",
    ",",
    ":",
    "Some(",
    "café",
    "e\u{301}",
    "👩‍👩‍👧",
    "مرحبا",
    "\u{202e}",
    "\u{feff}",
    "\u{2028}",
    "\0",
    "\u{7}\u{1b}",
    "\u{10ffff}",
    "\u{fffe}",
    // YAML
    "---\n",
    "- ",
    "# ",
    "key: value",
    "&a *a !t",
    "%YAML",
    "| > @ `",
    "{a: [b]}",
    "null",
    // LaTeX
    "\\textbf{",
    "}",
    "$x_1^2$ & 50 % ~",
    // Markdown, HTML and XML
    "**",
    "[a](b)",
    "[[a|b]]",
    "1. ",
    "> ",
    "```",
    "<!-- dateline:head -->",
    "</mark><b>",
    "&amp;",
    "]]>",
    // Tables, templates, and what a spreadsheet takes for a formula
    "=1+1",
    "@SUM(A1)",
    ";|",
    "{{ a }}{% b %}",
    // Something to be found
    " Ada Lovelace left Rome on 3 May 2024. ",
    " In 1843 the “Times” said: “No.” ",
];

pub(crate) fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![9 => select(&PIECES[..]).prop_map(str::to_owned), 1 => "\\PC{1,8}"];
    vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn date() -> impl Strategy<Value = Date> {
    (-9999_i16..=9999, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap())
}

fn moment() -> impl Strategy<Value = Timestamp> {
    let seconds = Timestamp::MIN.as_second()..=Timestamp::MAX.as_second();
    (seconds, 0..=999_999_999_i32)
        .prop_map(|(s, n)| Timestamp::new(s, n).unwrap_or(Timestamp::UNIX_EPOCH))
}

fn article() -> impl Strategy<Value = Article> {
    let origin = select(&[Origin::Given, Origin::Text, Origin::FileName][..]);
    let about = (text(), origin, option::of(text()), option::of(text()), option::of(date()));
    (text(), about).prop_map(|(text, (title, title_origin, byline, source, published))| {
        import::verbatim(
            text,
            Meta { title, title_origin, byline, source, published, file: None, ..Meta::default() },
        )
    })
}

/// Some words of `text`; `at` and `length` are taken modulo what there is.
fn selector(text: &str, at: usize, length: usize) -> Selector {
    let bounds: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let start = at % bounds.len();
    let end = start + length % (bounds.len() - start);
    Selector::new(text, Span::new(bounds[start], bounds[end]))
}

fn ruling() -> impl Strategy<Value = Ruling> {
    let precision = select(
        &[
            Precision::Day,
            Precision::Week,
            Precision::Month,
            Precision::Quarter,
            Precision::Year,
            Precision::Decade,
            Precision::Interval,
            Precision::Unknown,
        ][..],
    );
    let when = || {
        (option::of(date()), option::of(date()), precision.clone())
            .prop_map(|(start, end, precision)| Interval { start, end, precision })
    };
    prop_oneof![
        select(&EntityKind::ALL[..]).prop_map(Ruling::Entity),
        select(vec![Ruling::NotAName, Ruling::NotAnEntity]),
        select(&EntityKind::ALL[..]).prop_map(Ruling::EntityIs),
        text().prop_map(Ruling::EntityCalled),
        text().prop_map(Ruling::SameEntity),
        select(&EventKind::ALL[..]).prop_map(Ruling::EventIs),
        text().prop_map(Ruling::EventTitle),
        text().prop_map(Ruling::SameEvent),
        select(vec![
            Ruling::OtherEntity,
            Ruling::EntityConfirmed,
            Ruling::EntityPinned,
            Ruling::EntityHidden,
            Ruling::EventConfirmed,
            Ruling::EventHidden,
        ]),
        when().prop_map(Ruling::EventWhen),
        (select(&EventKind::ALL[..]), option::of(when()))
            .prop_map(|(kind, when)| Ruling::Event { kind, when }),
    ]
}

/// An article and all that a reader could have done to it.
pub(crate) fn work() -> impl Strategy<Value = (Article, Notebook)> {
    let place = || (any::<usize>(), 0_usize..40);
    let color = select(&Color::ALL[..]);
    let tags = vec(text().prop_filter_map("no word", |typed| Tag::new(&typed)), 0..3);
    let mark = (any::<u32>(), place(), color, text(), tags, moment(), moment());
    let correction = (place(), ruling());
    let own = (option::of(text()), option::of(date()), text());
    (article(), vec(mark, 0..6), vec(correction, 0..4), own).prop_map(
        |(article, marks, corrections, (title, published, text))| {
            let on = |(at, length)| selector(article.text(), at, length);
            let annotations = marks.into_iter().enumerate().map(
                |(i, (salt, place, color, comment, tags, created, modified))| Annotation {
                    id: Id::new(u64::from(salt) << 8 | i as u64),
                    target: on(place),
                    color,
                    comment,
                    tags,
                    created,
                    modified,
                },
            );
            let verdicts = corrections.into_iter().enumerate().map(|(i, (place, ruling))| {
                let contested = i % 2 == 1;
                Verdict { id: Id::new(u64::MAX - i as u64), on: on(place), ruling, contested }
            });
            let mut notebook = Notebook::with(annotations.collect(), verdicts.collect());
            (notebook.title, notebook.published, notebook.text) = (title, published, text);
            (article, notebook)
        },
    )
}
