//! Exports as other programs read them: with parsers that are not ours, over texts that are hard on a format.

use std::{
    collections::HashSet,
    io::{Cursor, Read as _},
};

use dateline::{
    article::{Article, Meta},
    export::{Format, Options, Parts, Work, fill},
    import,
    notebook::{Annotation, Color, Id, Notebook, Selector},
    storage::built_in_templates,
    text::Span,
};
use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::Value;

use crate::exports::{EVERYTHING, analysis, example, to, words, work};

const SAMPLES: [&str; 3] =
    ["a-lull-with-a-warning.ron", "the-canal-reopens.ron", "the-wire-under-the-sea.ron"];

fn json(article: &Article, notebook: &Notebook, format: Format) -> Value {
    serde_json::from_str(&words(to(article, notebook, &EVERYTHING, format))).unwrap()
}

fn schema() -> jsonschema::Validator {
    let text = include_str!("../../docs/export.schema.json");
    jsonschema::validator_for(&serde_json::from_str(text).unwrap()).unwrap()
}

/// What the published schema says against an export.
fn faults(schema: &jsonschema::Validator, value: &Value) -> Vec<String> {
    schema.iter_errors(value).map(|e| format!("{}: {e}", e.instance_path())).collect()
}

#[test]
fn json_is_as_its_schema_says() {
    let schema = schema();
    for name in SAMPLES {
        let (article, notebook) = example(name);
        let value = json(&article, &notebook, Format::Json);
        assert_eq!(faults(&schema, &value), [""; 0], "{name}");
        // A schema that takes anything would be none.
        for key in value.as_object().unwrap().keys() {
            let mut less = value.clone();
            less.as_object_mut().unwrap().remove(key);
            assert!(!schema.is_valid(&less), "{key}");
        }
    }
}

/// What W3C's data model asks of a collection and its annotations, section by section.
fn w3c_faults(collection: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let mut must = |is: bool, what: &str| {
        if !is {
            faults.push(what.to_owned());
        }
    };
    let is_iri = |value: &Value| {
        value.as_str().is_some_and(|iri| iri.contains(':') && !iri.contains([' ', '<', '>', '"']))
    };
    let empty = Vec::new();
    must(collection["@context"] == "http://www.w3.org/ns/anno.jsonld", "3.1: the context");
    must(is_iri(&collection["id"]), "5.1: a collection has an IRI");
    must(collection["type"] == "AnnotationCollection", "5.1: its type");
    let items = collection.pointer("/first/items").and_then(Value::as_array).unwrap_or(&empty);
    must(collection["total"] == items.len(), "5.1: how many there are");
    must(collection.get("first").is_none() || !items.is_empty(), "5.2: a page is not empty");
    let mut ids = HashSet::new();
    for item in items {
        must(
            is_iri(&item["id"]) && ids.insert(item["id"].to_string()),
            "3.1: each has an IRI of its own",
        );
        must(item["type"] == "Annotation", "3.1: its type");
        let motivations = ["highlighting", "commenting"];
        must(
            item["motivation"].as_str().is_some_and(|m| motivations.contains(&m)),
            "3.3.5: a known motivation",
        );
        for key in ["created", "modified"] {
            // xsd:dateTime in UTC, years of four digits or more.
            let moment = item[key].as_str().unwrap_or_default();
            must(
                moment.ends_with('Z') && moment.parse::<Timestamp>().is_ok(),
                "3.3.1: moments in UTC",
            );
        }
        for body in item.get("body").and_then(Value::as_array).unwrap_or(&empty) {
            must(
                body["type"] == "TextualBody" && body["value"].is_string(),
                "3.2.4: a body with its text",
            );
            must(
                ["commenting", "tagging"].iter().any(|p| body["purpose"] == *p),
                "3.3.5: what it is for",
            );
        }
        let target = &item["target"];
        must(target["type"] == "SpecificResource" && is_iri(&target["source"]), "4: one source");
        for selector in target["selector"].as_array().unwrap_or(&empty) {
            match selector["type"].as_str() {
                Some("TextQuoteSelector") => {
                    let all =
                        ["exact", "prefix", "suffix"].iter().all(|key| selector[key].is_string());
                    must(all, "4.2.4: a quote and what stands around it");
                }
                Some("TextPositionSelector") => {
                    let (start, end) = (selector["start"].as_u64(), selector["end"].as_u64());
                    must(start.is_some() && start <= end, "4.2.5: from and to");
                }
                _ => must(false, "4.2: a known selector"),
            }
        }
    }
    faults
}

/// Whether words that other programs count are those at `start..end` in units of `step`.
fn at(text: &str, start: &Value, end: &Value, step: fn(char) -> usize) -> String {
    let (start, end) = (start.as_u64().unwrap() as usize, end.as_u64().unwrap() as usize);
    let mut at = 0;
    let mut out = String::new();
    for c in text.chars() {
        if (start..end).contains(&at) {
            out.push(c);
        }
        at += step(c);
    }
    out
}

#[test]
fn positions_count_code_points_for_w3c_and_utf16_for_hypothesis() {
    let text = "👩‍👩‍👧 e\u{301} مرحبا: Rome was calm.";
    let article = import::verbatim(text.to_owned(), Meta::default());
    let start = text.find("Rome").unwrap();
    let mark = Annotation {
        id: Id::new(9),
        target: Selector::new(text, Span::new(start, start + 4)),
        color: Color::Pink,
        comment: String::new(),
        tags: Vec::new(),
        created: Timestamp::UNIX_EPOCH,
        modified: Timestamp::UNIX_EPOCH,
    };
    let notebook = Notebook::with(vec![mark], Vec::new());
    let w3c = json(&article, &notebook, Format::W3c);
    let place = w3c.pointer("/first/items/0/target/selector/1").unwrap();
    assert_eq!(at(text, &place["start"], &place["end"], |_| 1), "Rome");
    let hypothesis = json(&article, &notebook, Format::Hypothesis);
    let place = hypothesis.pointer("/annotations/0/target/0/selector/1").unwrap();
    assert_eq!(at(text, &place["start"], &place["end"], char::len_utf16), "Rome");
}

#[test]
fn the_picture_is_a_png_of_the_timeline() {
    for name in SAMPLES {
        let (article, notebook) = example(name);
        let png = to(&article, &notebook, &EVERYTHING, Format::Png).bytes;
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n") && png.ends_with(b"IEND\xae\x42\x60\x82"));
        let wide = u32::from_be_bytes(png[16..20].try_into().unwrap());
        assert_eq!(wide, 2400, "{name}");
    }
}

/// The parts of a document by name.
fn parts_of(docx: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    (0..zip.len())
        .map(|i| {
            let mut part = zip.by_index(i).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

/// Whether every part is XML, every relation leads to a part, every footnote and link to its place.
fn docx_fault(docx: &[u8]) -> Option<String> {
    const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let parts = parts_of(docx);
    let find = |name: &str| parts.iter().find(|(of, _)| of == name).map(|(_, bytes)| bytes);
    let text = |name: &str| String::from_utf8(find(name).unwrap().clone()).unwrap();
    for (name, bytes) in parts.iter().filter(|(name, _)| name != "word/media/timeline.png") {
        if let Err(error) = roxmltree::Document::parse(str::from_utf8(bytes).unwrap()) {
            return Some(format!("{name}: {error}"));
        }
    }
    let (document, footnotes) = (text("word/document.xml"), text("word/footnotes.xml"));
    let (styles, relations) = (text("word/styles.xml"), text("word/_rels/document.xml.rels"));
    let [document, footnotes, styles, relations] = [&document, &footnotes, &styles, &relations]
        .map(|xml| roxmltree::Document::parse(xml).unwrap());
    let values = |xml: &roxmltree::Document<'_>, tag: &str, attribute: &str| -> Vec<String> {
        let tags = xml.descendants().filter(|node| node.tag_name().name() == tag);
        tags.filter_map(|node| node.attribute((W, attribute)).map(str::to_owned)).collect()
    };
    for target in relations.descendants().filter_map(|node| node.attribute("Target")) {
        if find(&format!("word/{target}")).is_none() {
            return Some(format!("{target} is missing"));
        }
    }
    let leads = |from: Vec<String>, to: &[String]| from.into_iter().find(|one| !to.contains(one));
    leads(values(&document, "footnoteReference", "id"), &values(&footnotes, "footnote", "id"))
        .or_else(|| {
            leads(
                values(&document, "hyperlink", "anchor"),
                &values(&document, "bookmarkStart", "name"),
            )
        })
        .or_else(|| {
            leads(
                values(&footnotes, "hyperlink", "anchor"),
                &values(&document, "bookmarkStart", "name"),
            )
        })
        .or_else(|| leads(values(&document, "pStyle", "val"), &values(&styles, "style", "styleId")))
        .map(|lost| format!("{lost} leads nowhere"))
}

#[test]
fn a_document_has_headings_quotes_footnotes_and_tables() {
    let (article, notebook) = example("a-lull-with-a-warning.ron");
    let docx = to(&article, &notebook, &EVERYTHING, Format::Docx).bytes;
    assert_eq!(docx_fault(&docx), None);
    assert_eq!(docx, to(&article, &notebook, &EVERYTHING, Format::Docx).bytes);
    let parts = parts_of(&docx);
    let document = parts.iter().find(|(name, _)| name == "word/document.xml").unwrap();
    let document = String::from_utf8_lossy(&document.1).into_owned();
    for needed in [
        "\"Heading1\"",
        "\"Quote\"",
        "<w:footnoteReference ",
        "<w:tbl>",
        "<w:tblHeader/>",
        "<w:drawing>",
    ] {
        assert!(document.contains(needed), "{needed}");
    }
}

fn filled(
    article: &Article,
    notebook: &Notebook,
    name: &str,
    text: &str,
) -> Result<String, String> {
    let analysis = analysis(article, notebook);
    let work = Work { article, analysis: &analysis, notebook, now: Timestamp::UNIX_EPOCH };
    let options = Options {
        parts: Parts { quotations: false, figures: false, ..Parts::ALL },
        ..Options::default()
    };
    fill(&work, &options, name, text).map(words)
}

#[test]
fn what_a_template_does_not_name_is_told() {
    let (article, notebook) = example("a-lull-with-a-warning.ron");
    let analysis = analysis(&article, &notebook);
    let work = Work {
        article: &article,
        analysis: &analysis,
        notebook: &notebook,
        now: Timestamp::UNIX_EPOCH,
    };
    let parts = Parts { unreviewed: false, ..Parts::ALL };
    let options = Options { parts, sentences: Some(2), ..Options::default() };
    let told =
        |name: &str, text: &str| fill(&work, &options, name, text).unwrap().remarks.join(" ");
    let all = "{{ summary }} {{ timeline }} {{ events }} {{ names }} {{ groups }} {{ notes }} {{ quotations }} {{ figures }}";
    assert_eq!(told("a.txt", all), "");
    assert_eq!(
        told("a.txt", &all.replace("{{ summary }}", "").replace("{{ notes }}", "")),
        "The template leaves out 2 sentences, the free notebook."
    );
    for template in built_in_templates() {
        assert!(!told(&template.name, &template.text).contains("highlight"), "{}", template.name);
    }
}

fn built_in(name: &str) -> String {
    built_in_templates().into_iter().find(|template| template.name == name).unwrap().text
}

#[test]
fn the_template_for_markdown_writes_what_the_export_does() {
    for name in SAMPLES {
        let (article, notebook) = example(name);
        let options = Options {
            parts: Parts { quotations: false, figures: false, ..Parts::ALL },
            ..Options::default()
        };
        let exported = words(to(&article, &notebook, &options, Format::Markdown));
        let filled = filled(&article, &notebook, "summary.md", &built_in("summary.md")).unwrap();
        assert!(filled == exported, "{name}\n{filled}\n-----\n{exported}");
    }
}

#[test]
fn a_template_says_where_it_goes_wrong() {
    let (article, notebook) = example("the-canal-reopens.ron");
    for (name, text, told) in [
        (
            "a.md",
            "# {{ article.titel }}",
            "Line 1 of the template “a.md” asks for “article.titel”, which is not there; perhaps “title” was meant",
        ),
        (
            "a.md",
            "a\n{% for mark in group %}{% endfor %}",
            "Line 2 of the template “a.md” asks for “group”, which is not there; perhaps “groups” was meant",
        ),
        ("a.txt", "\n\n{% for a in notes", "Line 3"),
        ("a.txt", "{% if notes %}", "Line 1"),
        ("a.txt", "{{ notes|shout }}", "shout"),
        ("a.txt", "{% include 'b.txt' %}", "Line 1"),
        (
            "a.txt",
            "{% for a in range(10000) %}{% for b in range(10000) %}.{% endfor %}{% endfor %}",
            "too many steps",
        ),
        ("a.txt", "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "recursion"),
        (
            "a.txt",
            "{% for a in range(9000) %}{{ article.text * 900 }}{% endfor %}",
            "writes too much",
        ),
        ("a.html", "{{ article.published.date|date('%Q') }}", "no form of a date"),
        ("a.pdf", "", "has to end in .md, .html or .txt"),
    ] {
        let error = filled(&article, &notebook, name, text).unwrap_err();
        assert!(error.contains(told) && error.contains("nothing was written"), "{text}: {error}");
        assert!(!error.contains('\n'), "{error}");
    }
}

#[test]
fn each_kind_of_template_escapes_in_its_own_way() {
    let meta = Meta { title: "*A* <b> & \"c\"".to_owned(), ..Meta::default() };
    let article = import::verbatim("Rome was calm on 3 May 2024.".to_owned(), meta);
    let mut notebook = Notebook::default();
    notebook.text = "*mine* <i>".to_owned();
    for (name, text, wanted) in [
        ("a.md", "{{ article.title }}", "\\*A\\* \\<b\\> \\& \"c\""),
        ("a.md.jinja", "{{ article.title|safe }}", "*A* <b> & \"c\""),
        ("a.md", "{{ notes|own }}", "*mine* <i>"),
        ("a.md", "{{ article.title|yaml }}", "\"*A* <b> & \\\"c\\\"\""),
        ("a.html", "{{ article.title|yaml }}", "&quot;*A* &lt;b&gt; &amp; \\&quot;c\\&quot;&quot;"),
        ("a.html", "{{ article.title }}", "*A* &lt;b&gt; &amp; &quot;c&quot;"),
        (
            "a.html",
            "{{ notes|own }}",
            "<div class=\"own\"><p><em>mine</em> &lt;i&gt;</p>\n</div>\n",
        ),
        ("a.txt", "{{ article.title }}", "*A* <b> & \"c\""),
        ("a.txt", "{{ events[0].start_date|date('%-d %b %Y') }}{{ article.byline }}", "3 May 2024"),
        ("a.txt", "{{ 'a b c'|wrap(3, first='- ', rest='  ') }}", "- a\n  b\n  c"),
    ] {
        assert_eq!(filled(&article, &notebook, name, text).as_deref(), Ok(wanted), "{text}");
    }
}

#[test]
fn what_is_told_of_templates_is_so() {
    let told = include_str!("../../docs/templates.md");
    let (article, notebook) = example("a-lull-with-a-warning.ron");
    let template = told.split("```\n").nth(1).unwrap();
    let out = filled(&article, &notebook, "a.md", template).unwrap();
    assert!(out.starts_with("# A lull with a warning\n\n> It called the quiet"), "{out}");
    // Each name in the first column of the tables is a name or a filter.
    let names = told.lines().filter_map(|line| line.strip_prefix("| `")?.split(" |").next());
    for name in names
        .flat_map(|cell| cell.split('`'))
        .filter(|name| name.starts_with(char::is_alphabetic) && !name.contains(' '))
    {
        let filter = name.split('(').next().unwrap();
        let is_name = filled(&article, &notebook, "a.html", &format!("{{{{ {name} }}}}")).is_ok();
        let argument = if filter == "managed" {
            "('a')"
        } else if filter == "date" {
            "('%Y')"
        } else {
            ""
        };
        let used = format!("{{{{ article.title|{filter}{argument} }}}}");
        let is_filter = filled(&article, &notebook, "a.md", &used).is_ok();
        assert!(is_name || is_filter || name == "mark", "{name}");
    }
}

/// Lines put together again and escapes taken away, as a calendar does.
fn unfolded(calendar: &str) -> Vec<(String, String)> {
    let lines = calendar.replace("\r\n ", "");
    let value = |line: &str| {
        let (name, value) = line.split_once(':')?;
        let mut out = String::new();
        let mut chars = value.chars();
        while let Some(c) = chars.next() {
            match (c, if c == '\\' { chars.next() } else { None }) {
                ('\\', Some('n' | 'N')) => out.push('\n'),
                (_, Some(c)) | (c, None) => out.push(c),
            }
        }
        Some((name.to_owned(), out))
    };
    lines.split("\r\n").filter_map(value).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn json_keeps_to_its_schema_and_w3c_to_its_model((article, notebook) in work()) {
        let value = json(&article, &notebook, Format::Json);
        prop_assert_eq!(faults(&schema(), &value), Vec::<String>::new());
        prop_assert_eq!(w3c_faults(&json(&article, &notebook, Format::W3c)), Vec::<String>::new());
    }

    #[test]
    fn pages_and_pictures_are_xml((article, notebook) in work()) {
        let svg = words(to(&article, &notebook, &EVERYTHING, Format::Svg));
        if let Err(error) = roxmltree::Document::parse(&svg) {
            prop_assert!(false, "{}\n{}", error, svg);
        }
        let docx = to(&article, &notebook, &EVERYTHING, Format::Docx);
        prop_assert_eq!(docx_fault(&docx.bytes), None);
    }

    #[test]
    fn front_matter_is_yaml_and_says_what_was_said((article, notebook) in work()) {
        let markdown = words(to(&article, &notebook, &EVERYTHING, Format::Markdown));
        let matter = markdown.strip_prefix("---\n").unwrap().split("\n---\n").next().unwrap();
        let read = yaml_rust2::YamlLoader::load_from_str(matter);
        prop_assert!(read.is_ok(), "{:?}\n{}", read, matter);
        let title = json(&article, &notebook, Format::Json)["article"]["title"].clone();
        let matter = read.unwrap().remove(0);
        prop_assert_eq!(matter["title"].as_str(), title.as_str());
        prop_assert_eq!(matter["dateline"].as_i64(), Some(1));
    }

    #[test]
    fn calendars_say_what_was_said((article, notebook) in work()) {
        let calendar = words(to(&article, &notebook, &EVERYTHING, Format::ICalendar));
        let lines = unfolded(&calendar);
        let json = json(&article, &notebook, Format::Json);
        let titles: HashSet<String> = json["events"].as_array().unwrap().iter().map(|event| {
            let title = event["title"].as_str().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
            title.chars().filter(|c| !c.is_control()).collect()
        }).collect();
        for (_, title) in lines.iter().filter(|(name, _)| name == "SUMMARY") {
            prop_assert!(titles.contains(title), "{:?} {:?}", title, titles);
        }
    }

    #[test]
    fn tables_come_back_with_their_cells((article, notebook) in work()) {
        for format in [Format::Csv, Format::CsvEntities, Format::CsvEvents, Format::TimelineCsv] {
            let table = words(to(&article, &notebook, &EVERYTHING, format));
            let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
            for row in reader.records() {
                // Not flexible: each row has as many cells as the head.
                let row = row.unwrap();
                for cell in &row {
                    prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']) || cell.parse::<i64>().is_ok(), "{:?}", cell);
                }
            }
        }
        let table = words(to(&article, &notebook, &EVERYTHING, Format::Csv));
        let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
        let comments: Vec<String> = reader.records().map(|row| row.unwrap()[2].to_owned()).collect();
        prop_assert_eq!(comments.len(), notebook.annotations().len());
        for annotation in notebook.annotations() {
            let own = annotation.comment.trim();
            let is_same = |cell: &String| cell == own || cell.strip_prefix('\'') == Some(own);
            prop_assert!(comments.iter().any(is_same), "{:?}", own);
        }
    }

    #[test]
    fn citations_are_read_by_others((article, notebook) in work()) {
        let bibtex = words(to(&article, &notebook, &EVERYTHING, Format::Bibtex));
        let read = biblatex::Bibliography::parse(&bibtex);
        prop_assert!(read.as_ref().is_ok_and(|read| read.len() == 1), "{:?}\n{}", read, bibtex);
        let ris = words(to(&article, &notebook, &EVERYTHING, Format::Ris));
        for line in ris.split_terminator("\r\n") {
            let bytes = line.as_bytes();
            prop_assert!(bytes.len() >= 6 && &bytes[2..6] == b"  - " && !line.contains(['\n', '\r']), "{:?}", line);
        }
        let csl = json(&article, &notebook, Format::CslJson);
        prop_assert!(csl[0]["id"].is_string() && csl[0]["type"] == "article-newspaper");
        prop_assert_eq!(csl[0]["title"].as_str().is_some_and(|title| !title.is_empty()), true);
    }

    #[test]
    fn built_in_templates_fill_whatever_is_written((article, notebook) in work()) {
        for template in built_in_templates() {
            let filled = filled(&article, &notebook, &template.name, &template.text);
            prop_assert!(filled.is_ok(), "{:?}", filled);
        }
    }
}
