//! Readers' own templates for Markdown, text and HTML, in the language of Jinja.
//!
//! A template sees what the JSON export writes, and beside it what is ready to be shown; docs/templates.md lists
//! both. The ending of its name says what it writes, and so how words are escaped. It can do nothing but write:
//! it opens no files, and what it may take and write is bounded.

use std::borrow::Cow;

use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, State, UndefinedBehavior, Value as Item,
    escape_formatter,
    syntax::SyntaxConfig,
    value::{Kwargs, Serde},
};
use serde_json::{Value, json};

use super::{
    Exported, Options, Summary, Work,
    document::{about, extract_heading, kind_words, undated},
    drawing, html,
    json::value,
    managed::block,
    markdown,
    text::{WIDTH, wrap_at},
};

use crate::text::counted;

/// Steps that a template may take, of which one also pays for 64 bytes: enough for a book, and over in a second.
const STEPS: u64 = 4_000_000;
/// So deep may it call itself.
const DEPTH: usize = 100;

/// What a template writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Markdown,
    Html,
    Text,
}

impl Kind {
    /// By the ending of the template's name; one more of the usual endings of templates may stand after it.
    pub fn of(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let name = [".jinja", ".jinja2", ".j2"]
            .iter()
            .find_map(|end| name.strip_suffix(end))
            .unwrap_or(&name);
        match name.rsplit_once('.')?.1 {
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" => Some(Self::Html),
            "txt" | "text" => Some(Self::Text),
            _ => None,
        }
    }

    /// The ending of what is written, without a point.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Text => "txt",
        }
    }
}

/// Fills the template `text`, called `name`, with `work`. An error is a sentence with the line.
pub fn fill(
    work: &Work<'_>,
    options: &Options,
    name: &str,
    text: &str,
) -> Result<Exported, String> {
    let kind = Kind::of(name).ok_or_else(|| {
        format!("The name of the template “{name}” has to end in .md, .html or .txt, which says what it writes; nothing was written.")
    })?;
    let summary = Summary::new(work, options);
    let context = context(work, &summary);
    let (whole, mut remarks) = match kind {
        Kind::Html => page(work, options, &context),
        Kind::Markdown | Kind::Text => (Item::from(Serde(&context)), None),
    };
    let environment = environment(kind);
    let told = |error: &Error| complain(name, text, error, &context);
    let template = environment.template_from_named_str(name, text).map_err(|e| told(&e))?;
    let out = template.render(whole).map_err(|e| told(&e))?;
    let is_managed = kind == Kind::Markdown && out.contains("<!-- /dateline:");
    let used = template.undeclared_variables(false);
    let uses = |name: &str| used.contains(name);
    // Only the marked article covers marks, and only the timeline lacks what has no day.
    remarks.take_if(|_| !uses("marked"));
    let undated = undated(work, options).filter(|_| uses("timeline") && !uses("events"));
    let remarks = unused(&summary, &uses).into_iter().chain(undated).chain(remarks).collect();
    Ok(Exported { is_managed, ..Exported::text(out, remarks) })
}

/// What there is and the template does not name.
fn unused(summary: &Summary, uses: &impl Fn(&str) -> bool) -> Option<String> {
    let marks = summary.marks.iter().map(|group| group.marks.len()).sum();
    let names = summary.entities.iter().map(|(_, named)| named.len()).sum();
    let parts: [(&[&str], usize, &str); 7] = [
        (&["summary"], summary.extract.len(), "sentence"),
        (&["timeline", "events", "picture"], summary.timeline.len(), "event"),
        (&["names", "entities"], names, "name"),
        (&["groups", "annotations"], marks, "highlight"),
        (&["quotations"], summary.quotations.len(), "quotation"),
        (&["figures"], summary.figures.len(), "number"),
        (&["unreviewed"], summary.unreviewed.len(), "unreviewed mark"),
    ];
    let left = parts
        .into_iter()
        .filter(|(names, number, _)| *number > 0 && !names.iter().any(|name| uses(name)));
    let mut left: Vec<String> = left.map(|(_, number, one)| counted(number, one)).collect();
    if !summary.notes.is_empty() && !uses("notes") {
        left.push("the free notebook".to_owned());
    }
    (!left.is_empty()).then(|| format!("The template leaves out {}.", left.join(", ")))
}

/// The JSON export's object, and what is ready to be shown.
#[expect(clippy::indexing_slicing, reason = "a key that is not there is made")]
fn context(work: &Work<'_>, summary: &Summary) -> Value {
    let mut context = value(work, summary);
    let timeline = |dated: &super::Dated| {
        json!({
            "date": dated.date, "text": dated.words, "sentence": dated.passage.sentence,
            "kind": dated.kind.name(), "conflicts": dated.conflicts,
        })
    };
    let named = |named: &super::Named| json!({ "name": named.name, "aliases": named.aliases, "count": named.count });
    let mark = |mark: &super::Mark| {
        json!({
            "id": mark.id.to_string(), "quote": mark.passage.words,
            "sentence": (!mark.is_lost).then_some(mark.passage.sentence), "is_lost": mark.is_lost,
            "color": mark.color.name(), "meaning": mark.meaning, "comment": mark.comment, "tags": mark.tags,
        })
    };
    context["about"] = json!(about(summary));
    context["tags"] = json!(summary.tags());
    context["extract_heading"] = json!(extract_heading(summary.extract.len()));
    context["timeline"] = summary.timeline.iter().map(timeline).collect();
    context["names"] = summary
        .entities
        .iter()
        .map(|(kind, all)| json!({ "kind": kind.name(), "heading": kind_words(*kind), "entities": all.iter().map(named).collect::<Vec<_>>() }))
        .collect();
    context["groups"] = summary
        .marks
        .iter()
        .map(|group| json!({ "heading": group.heading, "marks": group.marks.iter().map(mark).collect::<Vec<_>>() }))
        .collect();
    context
}

/// With what only a page of HTML has: the drawn timeline, the marked article, the built-in style. And what the article
/// does not show.
fn page(work: &Work<'_>, options: &Options, context: &Value) -> (Item, Option<String>) {
    let title = format!("Timeline of “{}”", work.title());
    let drawing = if options.parts.timeline { drawing::draw(work, 960.0) } else { None };
    let picture = drawing.map(|drawing| Item::from_safe_string(drawing::svg(&drawing, &title)));
    let marks = if options.parts.marks { work.marks() } else { Vec::new() };
    let mut marked = String::new();
    let covered = html::write_article(&mut marked, work, &marks);
    let whole = minijinja::context! {
        picture,
        marked => Item::from_safe_string(marked),
        style => Item::from_safe_string(html::STYLE.to_owned()),
        ..Item::from(Serde(context))
    };
    (whole, covered)
}

const MARKDOWN: AutoEscape = AutoEscape::Custom(Cow::Borrowed("markdown"));

fn environment(kind: Kind) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(STEPS));
    environment.set_recursion_limit(DEPTH);
    environment.set_debug(true);
    let mut syntax = SyntaxConfig::builder();
    let syntax = syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
    environment.set_syntax(syntax.expect("the usual marks are fit for a syntax"));
    environment.set_auto_escape_callback(move |_| match kind {
        Kind::Markdown => MARKDOWN,
        Kind::Html => AutoEscape::Html,
        Kind::Text => AutoEscape::None,
    });
    environment.set_formatter(|out, state, value| match value.as_str() {
        // What is not there is written as nothing.
        _ if value.is_none() => Ok(()),
        Some(words) if *state.auto_escape() == MARKDOWN && !value.is_safe() => {
            Ok(out.write_str(&markdown::escape(words))?)
        }
        Some(words) if *state.auto_escape() == AutoEscape::Html && !value.is_safe() => {
            Ok(out.write_str(&html::escape(words))?)
        }
        Some(words) => Ok(out.write_str(words)?),
        None if *state.auto_escape() == MARKDOWN => {
            Ok(out.write_str(&markdown::escape(&value.to_string()))?)
        }
        None => escape_formatter(out, state, value),
    });
    environment.add_filter("own", move |words: &str| {
        Item::from_safe_string(match kind {
            Kind::Markdown => markdown::own(words).trim_end().to_owned(),
            Kind::Html => {
                let mut out = String::new();
                html::own(&mut out, words);
                out
            }
            Kind::Text => words.to_owned(),
        })
    });
    environment.add_filter("yaml", move |words: &str| match kind {
        // On a page its words are escaped as any others are.
        Kind::Html => Item::from(markdown::quoted(words)),
        Kind::Markdown | Kind::Text => Item::from_safe_string(markdown::quoted(words)),
    });
    environment.add_filter("date", date);
    environment.add_filter("wrap", wrap);
    environment.add_filter("managed", |state: &State<'_, '_>, body: &str, id: &str| {
        if *state.auto_escape() != MARKDOWN {
            return Err(Error::new(
                ErrorKind::InvalidOperation,
                "only Markdown has managed blocks",
            ));
        }
        let id: String = id.chars().filter(|c| c.is_alphanumeric() || "-_.".contains(*c)).collect();
        Ok(Item::from_safe_string(block(&id, body)))
    });
    environment
}

/// A day in a form of the reader's: `date("%-d %B %Y")`.
fn date(day: &Item, form: &str) -> Result<String, Error> {
    let Some(day) = day.as_str().and_then(|day| day.parse::<jiff::civil::Date>().ok()) else {
        return Ok(String::new());
    };
    jiff::fmt::strtime::format(form, day).map_err(|_odd| {
        let why = format!("“{form}” is no form of a date; “%-d %B %Y” is one");
        Error::new(ErrorKind::InvalidOperation, why)
    })
}

/// Lines of a width: `wrap(60, first="- ", rest="  ")`.
#[expect(clippy::needless_pass_by_value, reason = "a filter's arguments come so")]
fn wrap(words: &str, width: Option<usize>, with: Kwargs) -> Result<String, Error> {
    let before = |key| Ok::<_, Error>(with.get::<Option<&str>>(key)?.unwrap_or_default());
    let mut out = String::new();
    for line in words.lines() {
        wrap_at(&mut out, line, width.unwrap_or(WIDTH), before("first")?, before("rest")?);
    }
    with.assert_all_used()?;
    Ok(out.trim_end_matches('\n').to_owned())
}

/// What is wrong, where, and what was expected, as a sentence.
fn complain(name: &str, text: &str, error: &Error, context: &Value) -> String {
    let at = error
        .line()
        .map_or_else(|| "The template".to_owned(), |line| format!("Line {line} of the template"));
    let what = match error.kind() {
        ErrorKind::OutOfFuel => {
            "takes too many steps or writes too much; a loop may go over more than it should"
                .to_owned()
        }
        ErrorKind::UndefinedError => {
            let words = error.range().and_then(|range| text.get(range)).unwrap_or_default().trim();
            let last = words.rsplit(['.', ' ']).next().unwrap_or_default();
            let meant = nearest(last, context);
            let meant =
                meant.map_or_else(String::new, |meant| format!("; perhaps “{meant}” was meant"));
            if words.is_empty() {
                "asks for something that is not there".to_owned()
            } else {
                format!("asks for “{words}”, which is not there{meant}")
            }
        }
        _ => {
            let why = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
            format!("is not understood: {}", why.trim_end_matches('.'))
        }
    };
    format!("{at} “{name}” {what}; nothing was written. docs/templates.md tells what there is.")
}

/// The key of the context most like a word that is none.
fn nearest(word: &str, context: &Value) -> Option<String> {
    let mut keys = Vec::new();
    gather(context, &mut keys);
    let near = |key: &&String| distance(word, key);
    let best = keys.iter().min_by_key(near)?;
    let most = (word.chars().count() / 2).max(1);
    (!word.is_empty() && distance(word, best) <= most).then(|| best.clone())
}

/// All keys, each once; of a list the first item has them.
fn gather(value: &Value, keys: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                if !keys.contains(key) {
                    keys.push(key.clone());
                }
                gather(value, keys);
            }
        }
        Value::Array(list) => list.iter().take(1).for_each(|value| gather(value, keys)),
        _ => {}
    }
}

/// Letters to be changed, put in or taken out between two words (Levenshtein).
#[expect(clippy::indexing_slicing, reason = "the row has a place for each letter and one more")]
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = corner + usize::from(x != *y);
            corner = row[j + 1];
            row[j + 1] = change.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
