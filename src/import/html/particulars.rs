//! What a page says of itself: its title, who wrote it, where and when it was published.

use jiff::civil::Date;
use serde_json::Value;

use super::{
    day,
    hints::Hints,
    measure::{Page, is_block},
    tree::{Id, Tree},
};
use crate::text::one_line;

/// Longer runs of words name nobody, in characters.
const LONGEST_BYLINE: usize = 100;

/// Names under which a page's head may tell who wrote it.
const AUTHORS: &[&str] =
    &["author", "article:author", "dc.creator", "byl", "parsely-author", "sailthru.author"];

/// Names under which a page's head may tell its day, the surest first.
const DAYS: &[&str] = &[
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "citation_publication_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "originalpublicationdate",
];

/// Where on a page its day was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayPlace {
    /// What the page tells machines.
    Published,
    /// Its data for search engines.
    Data,
    Address,
    /// A `time` element.
    Time,
    Meta,
    /// A line that readers see.
    Line,
}

impl DayPlace {
    const fn words(self) -> &'static str {
        match self {
            Self::Published => "the page's own mark of publication",
            Self::Data => "the page's data for search engines",
            Self::Address => "the page's address",
            Self::Time => "a time marked on the page",
            Self::Meta => "the page's head",
            Self::Line => "a line near the headline",
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Particulars {
    pub(super) title: Option<String>,
    /// Who wrote it, by name.
    pub(super) authors: Vec<String>,
    pub(super) source: Option<String>,
    pub(super) address: Option<String>,
    pub(super) language: Option<String>,
    pub(super) published: Option<(Date, DayPlace)>,
    /// Another day that the page gives, more than a day away.
    pub(super) other_day: Option<(Date, DayPlace)>,
    /// The elements that say so, where they can be seen.
    pub(super) headline: Option<Id>,
    pub(super) byline_at: Option<Id>,
    pub(super) day_at: Option<Id>,
}

/// What stands in a page's head and in its data.
struct Told<'a> {
    tree: &'a Tree,
    hints: &'a [Hints],
    /// Names in lower case.
    metas: Vec<(String, &'a str)>,
    data: Data,
}

impl<'a> Told<'a> {
    fn new(tree: &'a Tree, hints: &'a [Hints]) -> Self {
        let metas = tree
            .named(Tree::ROOT, "meta")
            .filter_map(|id| {
                let name = ["property", "name", "itemprop"];
                let name = name.iter().find_map(|name| tree.attribute(id, name))?;
                let content = tree.attribute(id, "content")?.trim();
                (!content.is_empty()).then(|| (name.trim().to_lowercase(), content))
            })
            .collect();
        Self { tree, hints, metas, data: Data::of(tree) }
    }

    fn meta(&self, names: &[&str]) -> Option<&'a str> {
        names.iter().find_map(|name| {
            self.metas.iter().find(|(there, _)| there == name).map(|(_, content)| *content)
        })
    }
}

impl Particulars {
    pub(super) fn of(page: &Page<'_>, given: Option<String>) -> Self {
        let told = Told::new(page.tree, &page.hints);
        let seen = &page.seen;
        let mut found = Self {
            source: told
                .meta(&["og:site_name", "application-name", "dc.publisher"])
                .map(str::to_owned)
                .or_else(|| told.data.publisher.clone()),
            address: given.or_else(|| address(&told)),
            language: language(&told),
            ..Self::default()
        };
        found.find_title(&told, seen);
        found.find_byline(&told, seen);
        found.find_day(&told, seen);
        found
    }

    /// An `h1` whose words also stand in the page's head; else what the head says; else the first `h1`.
    fn find_title(&mut self, told: &Told<'_>, seen: &[bool]) {
        let tree = told.tree;
        let named = tree
            .named(Tree::ROOT, "title")
            .find(|id| !tree.ancestors(*id).any(|id| tree.name(id) == "svg"));
        let named = named.map(|id| one_line(&tree.all_text(id))).filter(|it| !it.is_empty());
        let og = told.meta(&["og:title", "twitter:title"]).map(one_line);
        let said = [named.as_deref(), og.as_deref(), told.data.headline.as_deref()];
        let said: Vec<String> = said.into_iter().flatten().map(fold).collect();
        let tops: Vec<(Id, String)> = tree
            .named(Tree::ROOT, "h1")
            .map(|id| (id, one_line(&words_of(tree, id, seen))))
            .filter(|(_, words)| !words.is_empty())
            .collect();
        let stands = |words: &str| {
            let words = fold(words);
            words.chars().count() > 5 && said.iter().any(|said| said.contains(&words))
        };
        let best = tops.iter().find(|(_, words)| stands(words));
        self.title = best
            .map(|(_, words)| words.clone())
            .or_else(|| told.data.headline.clone())
            .or_else(|| og.as_deref().map(|og| without_site(og, self.source.as_deref())))
            .or_else(|| tops.first().map(|(_, words)| words.clone()))
            .or_else(|| named.as_deref().map(|it| without_site(it, self.source.as_deref())));
        self.headline = best.map(|(id, _)| *id).or_else(|| {
            let title = fold(self.title.as_deref()?);
            (0..tree.len()).find(|id| {
                seen[*id]
                    && is_block(tree.name(*id))
                    && tree.subtree(*id).len() < 12
                    && fold(&tree.all_text(*id)) == title
            })
        });
    }

    fn find_byline(&mut self, told: &Told<'_>, seen: &[bool]) {
        let tree = told.tree;
        let by_class = |id: Id| {
            let says = |name, wanted: &str| {
                tree.attribute(id, name).is_some_and(|is| {
                    is.split_whitespace().any(|is| is.eq_ignore_ascii_case(wanted))
                })
            };
            seen[id]
                && !tree.name(id).is_empty()
                && (says("rel", "author")
                    || says("itemprop", "author")
                    || told.hints[id].has(Hints::BYLINE))
                && !told.hints[id].has(Hints::COMMENTS)
                && !tree.ancestors(id).any(|id| told.hints[id].has(Hints::COMMENTS))
        };
        let start = self.headline.unwrap_or_default();
        let candidates = || {
            (start..tree.len()).chain(0..start).filter(|id| by_class(*id)).filter_map(|id| {
                let words = one_line(&words_of(tree, id, seen));
                let name = name_of(&words, self.source.as_deref())?;
                Some((id, name))
            })
        };
        let by_line = candidates().next();
        let name = |words: &str| name_of(words, self.source.as_deref());
        let data: Vec<String> = told.data.authors.iter().filter_map(|words| name(words)).collect();
        let meta = || told.meta(AUTHORS).and_then(name);
        let byline_at = by_line.as_ref().map(|(id, _)| *id);
        let authors = if data.is_empty() {
            meta().or_else(|| by_line.map(|(_, name)| name)).into_iter().collect()
        } else {
            data
        };
        self.byline_at = byline_at;
        self.authors = authors;
    }

    /// What the page says in two ways, in a sentence.
    pub(super) fn complaint(&self) -> Option<String> {
        let ((day, place), (other, other_place)) = (self.published?, self.other_day?);
        Some(format!(
            "The day {day} is from {}; {} says {other}.",
            place.words(),
            other_place.words()
        ))
    }

    fn find_day(&mut self, told: &Told<'_>, seen: &[bool]) {
        let days = days(told, self, seen);
        self.published = days.first().map(|found| (found.day, found.place));
        self.other_day = days.first().and_then(|first| {
            days.iter()
                .find(|other| {
                    let apart = other.day.duration_since(first.day).as_hours().abs();
                    apart > 24
                })
                .map(|other| (other.day, other.place))
        });
        self.day_at = days.iter().find_map(|found| found.at);
    }
}

struct FoundDay {
    day: Date,
    place: DayPlace,
    at: Option<Id>,
}

/// All days that a page gives for its publication, the surest first. A day of a change is none of them.
fn days(told: &Told<'_>, found: &Particulars, seen: &[bool]) -> Vec<FoundDay> {
    let tree = told.tree;
    let mut days = Vec::new();
    let mut add = |day: Option<Date>, place, at| {
        if let Some(day) = day {
            days.push(FoundDay { day, place, at });
        }
    };
    let meta = |names: &[&str]| told.meta(names).and_then(day::of_machine);
    add(
        meta(&["article:published_time", "og:article:published_time", "og:published_time"]),
        DayPlace::Published,
        None,
    );
    add(told.data.published.as_deref().and_then(day::of_machine), DayPlace::Data, None);
    add(found.address.as_deref().and_then(day::in_address), DayPlace::Address, None);
    let value = |id: Id| {
        let value = tree.attribute(id, "datetime").or_else(|| tree.attribute(id, "content"));
        value.and_then(day::of_machine)
    };
    let is_published = |id: Id| {
        let says = |name| tree.attribute(id, name).unwrap_or_default().to_ascii_lowercase();
        let class = says("class");
        says("itemprop").contains("datepublished")
            || tree.name(id) == "time"
                && (class.contains("publish")
                    || class.contains("entry-date")
                    || tree.attribute(id, "pubdate").is_some())
                && !class.contains("updated")
    };
    let mut marked = (0..tree.len()).filter(|id| !tree.name(*id).is_empty() && is_published(*id));
    let marked = marked.find_map(|id| Some((id, value(id)?)));
    add(
        marked.map(|(_, day)| day),
        DayPlace::Time,
        marked.map(|(id, _)| id).filter(|id| seen[*id]),
    );
    add(meta(DAYS), DayPlace::Meta, None);
    let line = line(told, found.headline, seen);
    add(line.map(|(_, day)| day), DayPlace::Line, line.map(|(id, _)| id));
    let time =
        tree.named(Tree::ROOT, "time").filter(|id| seen[*id]).find_map(|id| Some((id, value(id)?)));
    add(time.map(|(_, day)| day), DayPlace::Time, time.map(|(id, _)| id));
    days
}

/// The first day in a short line near the headline: below it, then above, then where a line is called a day.
fn line(told: &Told<'_>, headline: Option<Id>, seen: &[bool]) -> Option<(Id, Date)> {
    let tree = told.tree;
    let is_day_first = !tree
        .named(Tree::ROOT, "html")
        .any(|id| tree.attribute(id, "lang").is_some_and(|it| it.eq_ignore_ascii_case("en-us")));
    let near = |ids: &mut dyn Iterator<Item = Id>, room: usize| {
        let mut n_chars = 0;
        for id in ids {
            let Some(text) = tree.text(id).filter(|_| seen[id]) else { continue };
            let length = text.trim().chars().count();
            if length < 120
                && let Some(day) = day::in_words(text, is_day_first)
            {
                return Some((id, day));
            }
            n_chars += length;
            if n_chars > room {
                return None;
            }
        }
        None
    };
    if let Some(headline) = headline {
        let below = near(&mut (tree.end(headline)..tree.len()), 600);
        let found = below.or_else(|| near(&mut (0..headline).rev(), 150));
        if found.is_some() {
            return found;
        }
    }
    (0..tree.len()).filter(|id| seen[*id] && told.hints[*id].has(Hints::DAY)).find_map(|id| {
        let is_others = |id: Id| {
            told.hints[id].has(Hints::COMMENTS)
                || matches!(tree.name(id), "aside" | "nav" | "footer")
        };
        if tree.subtree(id).len() > 20 || tree.ancestors(id).any(is_others) {
            return None;
        }
        let words = words_of(tree, id, seen);
        (words.len() < 120).then(|| Some((id, day::in_words(&words, is_day_first)?))).flatten()
    })
}

/// Where the page was, as it says itself or as the browser noted when it was saved.
fn address(told: &Told<'_>) -> Option<String> {
    let tree = told.tree;
    let is_whole =
        |address: &&str| address.starts_with("http://") || address.starts_with("https://");
    let saved = tree.comments.iter().find_map(|comment| {
        let comment = comment.trim();
        // Browsers write "saved from url=(0023)https://a.org/"; SingleFile writes "url: https://a.org/".
        let from = comment.find("saved from url=(").map(|at| at + 22).or_else(|| {
            comment.contains("SingleFile").then(|| comment.find("url:").map(|at| at + 4))?
        })?;
        comment.get(from..)?.split_whitespace().next().filter(is_whole)
    });
    let canonical = || {
        tree.named(Tree::ROOT, "link")
            .find(|id| {
                tree.attribute(*id, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"))
            })
            .and_then(|id| tree.attribute(id, "href"))
            .map(str::trim)
            .filter(is_whole)
    };
    saved
        .or_else(canonical)
        .or_else(|| told.meta(&["og:url", "twitter:url"]).filter(is_whole))
        .map(str::to_owned)
}

fn language(told: &Told<'_>) -> Option<String> {
    let tree = told.tree;
    let html = tree.named(Tree::ROOT, "html").next();
    let named =
        html.and_then(|id| tree.attribute(id, "lang").or_else(|| tree.attribute(id, "xml:lang")));
    named
        .or_else(|| told.meta(&["content-language", "og:locale", "dc.language", "language"]))
        .map(|tag| tag.trim().replace('_', "-"))
        .filter(|tag| {
            !tag.is_empty()
                && tag.len() < 20
                && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        })
}

pub(super) fn words_of(tree: &Tree, id: Id, seen: &[bool]) -> String {
    let mut words = String::new();
    for id in tree.subtree(id).filter(|id| seen[*id]) {
        match tree.text(id) {
            Some(text) => words.push_str(text),
            None if is_block(tree.name(id)) || tree.name(id) == "br" => words.push(' '),
            None => {}
        }
    }
    words
}

/// For comparing: case, quotes, dashes and white space are no difference.
fn fold(words: &str) -> String {
    let plain = |c: char| match c {
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        '–' | '—' => '-',
        c => c,
    };
    one_line(&words.chars().map(plain).collect::<String>().to_lowercase())
}

/// A title without the site's name behind it.
fn without_site(title: &str, site: Option<&str>) -> String {
    const MARKS: &[&str] = &[" | ", " – ", " — ", " » ", " · ", " :: ", " - "];
    let cut = MARKS.iter().filter_map(|mark| title.find(mark)).min();
    let site = site.map(fold);
    match cut {
        Some(at) => {
            let (first, rest) = title.split_at(at);
            let is_site = site.is_some_and(|site| fold(first) == site);
            let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
            if is_site { rest.to_owned() } else { first.trim().to_owned() }
        }
        None => title.trim().to_owned(),
    }
}

/// The names in a byline; nothing where it names nobody.
fn name_of(words: &str, site: Option<&str>) -> Option<String> {
    const OPENERS: &[&str] = &[
        "written by ",
        "posted by ",
        "published by ",
        "by: ",
        "by ",
        "von: ",
        "von ",
        "por: ",
        "por ",
        "par ",
        "de ",
        "autor: ",
        "autor ",
        "autorin: ",
        "author: ",
        "author ",
        "text: ",
        "text von ",
        "redactado por ",
        "escrito por ",
        "di ",
        "door ",
    ];
    let mut words = words.trim();
    loop {
        let start = words.to_lowercase();
        let Some(opener) = OPENERS.iter().find(|opener| start.starts_with(**opener)) else { break };
        words = words.get(opener.len()..)?.trim();
    }
    // What stands after the names: a day, a role, a share of the page.
    let end = words.find([',', '|', '•', '·', '(', '/', '\u{2022}']).unwrap_or(words.len());
    let name = words
        .get(..end)?
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '-' | '–' | ':' | '@'));
    let n = name.chars().count();
    let has_digit = name.chars().any(|c| c.is_ascii_digit());
    let is_site = site.is_some_and(|site| fold(site) == fold(name));
    (2..LONGEST_BYLINE).contains(&n).then_some(())?;
    (!has_digit
        && !is_site
        && !name.contains('@')
        && !name.contains("http")
        && name.split_whitespace().count() <= 8)
        .then(|| name.to_owned())
}

/// What a page tells search engines of its article, in JSON.
#[derive(Debug, Default)]
struct Data {
    headline: Option<String>,
    authors: Vec<String>,
    publisher: Option<String>,
    published: Option<String>,
}

impl Data {
    fn of(tree: &Tree) -> Self {
        let mut data = Self::default();
        for id in tree.named(Tree::ROOT, "script") {
            let kind = tree.attribute(id, "type").unwrap_or_default();
            if !kind.to_ascii_lowercase().contains("ld+json") {
                continue;
            }
            let text = tree.all_text(id);
            let clean = text.trim().trim_start_matches("<!--").trim_end_matches("-->");
            let clean: String =
                clean.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            if let Ok(value) = serde_json::from_str::<Value>(clean.trim().trim_end_matches(';')) {
                data.read(&value, 0);
            } else if data.published.is_none() {
                // Some pages write it wrong; the day can be read all the same.
                data.published = published_in(&clean).map(str::to_owned);
            }
        }
        data
    }

    fn read(&mut self, value: &Value, depth: usize) {
        if depth > 12 {
            return;
        }
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.read(value, depth + 1)),
            Value::Object(fields) => {
                let kind = fields.get("@type").map(Value::to_string).unwrap_or_default();
                let is_article =
                    ["Article", "Posting", "Report", "Review"].iter().any(|it| kind.contains(it));
                if is_article && !kind.contains("Aggregate") {
                    self.read_article(fields);
                }
                for value in fields.values() {
                    self.read(value, depth + 1);
                }
            }
            _ => {}
        }
    }

    fn read_article(&mut self, fields: &serde_json::Map<String, Value>) {
        let string = |name: &str| {
            let value = fields.get(name).and_then(Value::as_str).map(|it| one_line(&unescape(it)));
            value.filter(|it| !it.is_empty())
        };
        self.headline = self.headline.take().or_else(|| string("headline"));
        self.published = self.published.take().or_else(|| string("datePublished"));
        if self.authors.is_empty() {
            // A site that signs its own articles names nobody.
            let is_person =
                |value: &&Value| value.get("@type").is_none_or(|kind| kind != "Organization");
            let authors = match fields.get("author") {
                Some(Value::Array(several)) => {
                    several.iter().filter(is_person).flat_map(names).collect()
                }
                Some(one) if is_person(&one) => names(one),
                _ => Vec::new(),
            };
            for name in authors {
                if !self.authors.contains(&name) {
                    self.authors.push(name);
                }
            }
        }
        self.publisher = self
            .publisher
            .take()
            .or_else(|| fields.get("publisher").map(names)?.into_iter().next());
    }
}

/// The day in data that is no JSON.
fn published_in(data: &str) -> Option<&str> {
    let (_, rest) = data.split_once("\"datePublished\"")?;
    let value = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    value.split('"').next()
}

/// The names in a value: a name, a thing with a name, or several.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) => vec![one_line(&unescape(name))],
        Value::Array(values) => values.iter().flat_map(names).collect(),
        Value::Object(fields) => fields.get("name").map(names).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// Sites escape what needs none.
fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let tree = Tree::parse(text);
    tree.all_text(Tree::ROOT)
}
