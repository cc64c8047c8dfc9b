//! What leaves the app: whole, safe in its format, and the same when it comes back.

use dateline::{
    analysis::{Analysis, Cancel, Given, analyze},
    article::{Article, Meta},
    export::{
        Exported, Format, Options, Order, Parts, Work, export, read_annotations, read_timeline,
        renew,
    },
    import,
    notebook::{Annotation, Color, Id, Names, Notebook, Selector, Tag, overlay},
    storage,
    text::Span,
};
use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::Value;

use crate::nasty;

pub(crate) const EVERYTHING: Options =
    Options { parts: Parts::ALL, order: Order::Place, sentences: None, wiki_links: true };

pub(crate) fn analysis(article: &Article, notebook: &Notebook) -> Analysis {
    let given =
        Given { published: notebook.published, title: notebook.title.clone(), sentences: None };
    let found = analyze(article, &given, &Cancel::default()).unwrap();
    overlay(article, &found, &Names::default(), notebook)
}

pub(crate) fn to(
    article: &Article,
    notebook: &Notebook,
    options: &Options,
    format: Format,
) -> Exported {
    let analysis = analysis(article, notebook);
    export(
        &Work { article, analysis: &analysis, notebook, now: Timestamp::UNIX_EPOCH },
        options,
        format,
    )
}

/// As [`nasty::work`], without corrections: what they make of an analysis is tested elsewhere.
pub(crate) fn work() -> impl Strategy<Value = (Article, Notebook)> {
    nasty::work().prop_map(|(article, old)| {
        let mut notebook = Notebook::with(old.annotations().to_vec(), Vec::new());
        (notebook.title, notebook.published, notebook.text) = (old.title, old.published, old.text);
        (article, notebook)
    })
}

pub(crate) fn words(exported: Exported) -> String {
    String::from_utf8(exported.bytes).unwrap()
}

/// An example of `saves/`.
pub(crate) fn example(name: &str) -> (std::sync::Arc<Article>, Notebook) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("saves").join(name);
    let opened = storage::open(&path).unwrap();
    (opened.article, opened.notebook)
}

#[test]
fn every_format_takes_every_example_and_nothing_at_all() {
    let nothing = import::verbatim(String::new(), Meta::default());
    let long =
        import::verbatim("Rome.".to_owned(), Meta { title: "x".repeat(10_000), ..Meta::default() });
    for format in Format::ALL {
        for name in ["a-lull-with-a-warning.ron", "the-canal-reopens.ron"] {
            let (article, notebook) = example(name);
            assert!(
                to(&article, &notebook, &EVERYTHING, format).bytes.len() > 60,
                "{name} {format:?}"
            );
        }
        for article in [&nothing, &long] {
            let exported = to(article, &Notebook::default(), &EVERYTHING, format);
            assert!(!exported.bytes.is_empty(), "{format:?}");
        }
        assert_eq!(Format::named(format.name()), Some(format));
    }
}

#[test]
fn every_quoted_line_is_verbatim() {
    let (article, notebook) = example("a-lull-with-a-warning.ron");
    let json: Value =
        serde_json::from_str(&words(to(&article, &notebook, &EVERYTHING, Format::Json))).unwrap();
    let text: Vec<char> = json["article"]["text"].as_str().unwrap().chars().collect();
    let at = |line: &Value, key: &str| line[key].as_u64().unwrap() as usize;
    let mut seen = 0;
    for part in ["summary", "quotations", "figures"] {
        for line in json[part].as_array().unwrap() {
            let place: String = text[at(line, "start")..at(line, "end")].iter().collect();
            assert_eq!(place, line["text"].as_str().unwrap());
            seen += 1;
        }
    }
    assert!(seen > 6);
}

#[test]
fn markdown_is_as_shown() {
    let text =
        "The *storm* closed the harbour. Nobody knew for how long. It was [the] worst of all.\n";
    let article = import::verbatim(
        text.to_owned(),
        Meta { title: "Storm: \"one\"".to_owned(), ..Meta::default() },
    );
    let mark = Annotation {
        id: Id::new(1_732_000_000_000),
        target: Selector::new(text, Span::new(4, 30)),
        color: Color::Blue,
        comment: "For how long?\nAsk <!-- them -->.".to_owned(),
        tags: ["verify", "a.b"].iter().filter_map(|tag| Tag::new(tag)).collect(),
        created: Timestamp::UNIX_EPOCH,
        modified: Timestamp::UNIX_EPOCH,
    };
    let lost = Annotation {
        id: Id::new(7),
        target: Selector { exact: "gone".to_owned(), ..Selector::default() },
        comment: String::new(),
        tags: Vec::new(),
        ..mark.clone()
    };
    let mut notebook = Notebook::with(vec![mark, lost], Vec::new());
    notebook.text = "- ask the office".to_owned();
    // Names and dates are left to the tests of what finds them.
    let parts = Parts { timeline: false, entities: false, ..EVERYTHING.parts };
    let options = Options { parts, sentences: Some(2), ..EVERYTHING };
    insta::assert_snapshot!(words(to(&article, &notebook, &options, Format::Markdown)));
}

#[test]
fn a_page_asks_for_nothing_outside() {
    let (article, notebook) = example("the-wire-under-the-sea.ron");
    let page = words(to(&article, &notebook, &EVERYTHING, Format::Html));
    for outside in ["<script", "src=", "@import", "url(", "href=\"http", "<link"] {
        assert!(!page.contains(outside), "{outside}");
    }
    // Each link leads somewhere on the page.
    for link in page.split("href=\"#").skip(1) {
        let target = link.split('"').next().unwrap();
        assert!(page.contains(&format!("id=\"{target}\"")), "{target}");
    }
}

#[test]
fn what_is_dropped_is_counted() {
    let (article, notebook) = example("the-wire-under-the-sea.ron");
    let calendar = to(&article, &notebook, &EVERYTHING, Format::ICalendar);
    let events = analysis(&article, &notebook).events.len();
    let remark = calendar.remarks.join(" ");
    let left: usize =
        remark.split_once("; ").unwrap().1.split(' ').next().unwrap().parse().unwrap();
    let kept = words(calendar).matches("BEGIN:VEVENT").count();
    assert_eq!(kept + left, events, "{remark}");
}

#[test]
fn vague_dates_come_back_as_vague_and_changed_ones_as_changed() {
    let article = import::verbatim(
        "Storm\n\nThe harbour opened in the 1990s. It closed in the first quarter of 2020, and again in March 2021. It burned in 2022.".to_owned(),
        Meta::default(),
    );
    let notebook = Notebook::default();
    for format in [Format::TimelineJs, Format::TimelineCsv] {
        let file = words(to(&article, &notebook, &EVERYTHING, format));
        let fine = |file: &str| -> Vec<Option<&'static str>> {
            let read = read_timeline(file).unwrap();
            read.iter().map(|told| told.when.map(|when| when.precision.name())).collect()
        };
        let wanted = [Some("decade"), Some("quarter"), Some("month"), Some("year")];
        assert_eq!(fine(&file), wanted, "{file}");
        // Where its dates are others than our field says, they were changed, and count.
        let changed = file.replace("2022-", "2021-");
        assert_eq!(fine(&changed)[3], None, "{changed}");
    }
}

#[test]
fn what_the_reader_wrote_is_set_and_its_links_lead_out() {
    let article = import::verbatim("The storm closed the harbour.".to_owned(), Meta::default());
    let mut notebook = Notebook::default();
    notebook.text = "## Ask\n- **who** [said](https://a.example/é) so\n1. *when*\n".to_owned();
    let html = words(to(&article, &notebook, &EVERYTHING, Format::Html));
    let set = "<h4>Ask</h4><ul><li><strong>who</strong> <a href=\"https://a.example/%C3%A9\" rel=\"noreferrer\">said</a> so</li></ul><ol><li value=\"1\"><em>when</em></li></ol>";
    assert!(html.replace('\n', "").contains(set), "{html}");
    let pdf = to(&article, &notebook, &EVERYTHING, Format::Pdf);
    let address = b"(https://a.example/%C3%A9)";
    assert!(pdf.bytes.windows(address.len()).any(|bytes| bytes == address));
    assert!(pdf.remarks.iter().all(|remark| !remark.contains("typefaces")), "{:?}", pdf.remarks);
}

#[test]
fn marks_under_others_are_counted() {
    let text = "The storm closed the harbour on Sunday.";
    let article = import::verbatim(text.to_owned(), Meta::default());
    let mark = |id, start, end| Annotation {
        id: Id::new(id),
        target: Selector::new(text, Span::new(start, end)),
        color: Color::Blue,
        comment: String::new(),
        tags: Vec::new(),
        created: Timestamp::UNIX_EPOCH,
        modified: Timestamp::UNIX_EPOCH,
    };
    for (marks, told) in [
        (vec![mark(1, 0, 9), mark(2, 9, 20)], None),
        (
            vec![mark(1, 0, 20), mark(2, 4, 9), mark(3, 10, 25)],
            Some("1 highlight lies in part under another, whose colour is shown there."),
        ),
    ] {
        let notebook = Notebook::with(marks, Vec::new());
        for format in [Format::Html, Format::Pdf, Format::Docx] {
            let remarks = to(&article, &notebook, &EVERYTHING, format).remarks;
            let under = remarks.iter().find(|remark| remark.contains("under another"));
            assert_eq!(under.map(String::as_str), told, "{format:?}: {remarks:?}");
        }
    }
}

#[test]
fn cells_are_no_formulas() {
    let article =
        import::verbatim("=1+1 was all that Rome said on 3 May 2024.".to_owned(), Meta::default());
    for format in [Format::CsvEvents, Format::TimelineCsv] {
        let table = words(to(&article, &Notebook::default(), &EVERYTHING, format));
        assert!(
            !table.split([',', '\n']).any(|cell| cell.trim_matches('"').starts_with('=')),
            "{table}"
        );
    }
}

/// Whether `html` has each tag closed, in order.
fn is_balanced(html: &str) -> bool {
    const EMPTY: [&str; 5] = ["!DOCTYPE", "meta", "br", "line", "rect"];
    let mut open: Vec<&str> = Vec::new();
    for tag in html.split('<').skip(1) {
        let inner = tag.split('>').next().unwrap();
        let name = inner.split([' ', '/']).find(|name| !name.is_empty()).unwrap();
        if let Some(closed) = inner.strip_prefix('/') {
            if open.pop() != Some(closed) {
                return false;
            }
        } else if !inner.ends_with('/') && !EMPTY.contains(&name) && !inner.starts_with('?') {
            open.push(name);
        }
    }
    open.is_empty()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn annotations_come_back_as_they_went((article, notebook) in work()) {
        let w3c = words(to(&article, &notebook, &EVERYTHING, Format::W3c));
        let read = read_annotations(&w3c, &article).unwrap();
        prop_assert_eq!(&read.annotations, notebook.annotations());
        let hypothesis = words(to(&article, &notebook, &EVERYTHING, Format::Hypothesis));
        let mut read = read_annotations(&hypothesis, &article).unwrap();
        for (annotation, own) in read.annotations.iter_mut().zip(notebook.annotations()) {
            annotation.color = own.color;
        }
        prop_assert_eq!(&read.annotations, notebook.annotations());
    }

    #[test]
    fn the_timeline_comes_back_the_same_from_both_forms((article, notebook) in work()) {
        let json = read_timeline(&words(to(&article, &notebook, &EVERYTHING, Format::TimelineJs))).unwrap();
        let table = read_timeline(&words(to(&article, &notebook, &EVERYTHING, Format::TimelineCsv))).unwrap();
        let read: Vec<_> = json.iter().filter_map(|told| told.when).collect();
        let events = analysis(&article, &notebook).events;
        let dated: Vec<_> = events.iter().map(|e| e.when).filter(|when| !when.is_unknown()).collect();
        prop_assert_eq!(read, dated);
        prop_assert_eq!(json, table);
    }

    #[test]
    fn markdown_exported_again_is_the_same_and_keeps_what_was_added(
        (article, notebook) in work(),
        added in "[a-z ]{1,20}",
    ) {
        let first = words(to(&article, &notebook, &EVERYTHING, Format::Markdown));
        let again = renew(&first, &first);
        prop_assert_eq!(again.as_ref(), Ok(&first));
        let edited = format!("{first}{added}\n");
        prop_assert_eq!(renew(&edited, &first), Ok(edited));
    }

    #[test]
    fn pages_and_pictures_are_well_formed((article, notebook) in work()) {
        for format in [Format::Html, Format::Svg] {
            let page = words(to(&article, &notebook, &EVERYTHING, format));
            prop_assert!(is_balanced(&page), "{}", page);
            prop_assert!(!page.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')));
        }
    }

    #[test]
    fn calendars_keep_to_their_lines((article, notebook) in work()) {
        let calendar = words(to(&article, &notebook, &EVERYTHING, Format::ICalendar));
        for line in calendar.split_terminator("\r\n") {
            prop_assert!(line.len() <= 75 && !line.contains(['\n', '\r']), "{:?}", line);
        }
    }

    #[test]
    fn anything_can_be_typeset((article, notebook) in work()) {
        let pdf = to(&article, &notebook, &EVERYTHING, Format::Pdf);
        prop_assert!(pdf.bytes.starts_with(b"%PDF-"), "{:?}", pdf.remarks);
    }

    #[test]
    fn any_words_are_annotations_or_an_error(json in nasty::text()) {
        let article = import::verbatim("Rome.".to_owned(), Meta::default());
        let wrapped = format!("{{\"annotations\": [{json}]}}");
        for json in [&json, &wrapped] {
            if let Err(why) = read_annotations(json, &article) {
                prop_assert!(why.ends_with("nothing was read."), "{}", why);
            }
            if let Err(why) = read_timeline(json) {
                prop_assert!(why.ends_with("nothing was read."), "{}", why);
            }
        }
    }
}
