//! The article as a source: BibTeX, RIS and CSL-JSON.

use serde_json::{Value, json};

use super::{Exported, Work, json::pretty, summary::one_line};

use crate::{analysis::EntityKind, text::counted};

/// Who wrote the article.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Author {
    Person {
        family: String,
        given: String,
        suffix: Option<String>,
    },
    /// An agency, a desk, or somebody with one name.
    Whole(String),
}

/// What a family name may begin with.
const PARTICLES: [&str; 22] = [
    "al", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "ibn", "la", "le",
    "ten", "ter", "van", "von", "vom", "y", "zu", "zur",
];

/// Words of those that are no persons.
const OFFICES: [&str; 32] = [
    "agencies",
    "agency",
    "associated",
    "association",
    "board",
    "bureau",
    "center",
    "centre",
    "committee",
    "correspondent",
    "correspondents",
    "council",
    "department",
    "desk",
    "editor",
    "editorial",
    "editors",
    "institute",
    "media",
    "ministry",
    "news",
    "newsroom",
    "office",
    "press",
    "reporter",
    "reporters",
    "service",
    "society",
    "staff",
    "team",
    "times",
    "university",
];

impl Author {
    fn new(name: &str, work: &Work<'_>) -> Self {
        let mut words: Vec<&str> = name.split_whitespace().collect();
        let lower = |word: &str| word.to_lowercase();
        let is_known = |kind: EntityKind| {
            let key = lower(name);
            let entities = work.analysis.entities.iter().filter(|entity| entity.kind == kind);
            entities.flat_map(|e| e.aliases.iter().chain([&e.name])).any(|form| lower(form) == key)
        };
        let is_particle = |word: &str| PARTICLES.contains(&lower(word).as_str());
        let is_office = words.iter().any(|word| OFFICES.contains(&lower(word).as_str()));
        let is_name = words.iter().all(|w| w.starts_with(char::is_uppercase) || is_particle(w));
        let is_other = EntityKind::ALL[1..].iter().any(|kind| is_known(*kind));
        if !is_known(EntityKind::Person) && (is_other || is_office || !is_name || words.len() > 5) {
            return Self::Whole(name.to_owned());
        }
        let is_suffix =
            |word: &&str| matches!(word.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV");
        let suffix = words.pop_if(|word| is_suffix(&&**word)).map(str::to_owned);
        // "Ann van der Lee", and "ANN VAN DER LEE" where all is in capitals.
        let in_capitals = !name.contains(char::is_lowercase);
        let small = |word: &&str| is_particle(word) && (in_capitals || **word == lower(word));
        let at = words.iter().skip(1).position(small).map_or(words.len().max(1) - 1, |at| at + 1);
        let (given, family) = words.split_at(at);
        if given.is_empty() || family.is_empty() {
            return Self::Whole(name.to_owned());
        }
        Self::Person { family: family.join(" "), given: given.join(" "), suffix }
    }

    /// "Lee, Jr., Ann" for BibTeX, "Lee, Ann, Jr." for RIS.
    fn turned(&self, suffix_last: bool) -> String {
        match self {
            Self::Whole(name) => name.clone(),
            Self::Person { family, given, suffix: None } => format!("{family}, {given}"),
            Self::Person { family, given, suffix: Some(suffix) } if suffix_last => {
                format!("{family}, {given}, {suffix}")
            }
            Self::Person { family, given, suffix: Some(suffix) } => {
                format!("{family}, {suffix}, {given}")
            }
        }
    }
}

/// The writers a byline names, without "By".
fn authors(work: &Work<'_>) -> Vec<Author> {
    let Some(byline) = &work.article.meta().byline else { return Vec::new() };
    let byline = one_line(byline);
    let names =
        ["By ", "BY ", "by "].iter().find_map(|by| byline.strip_prefix(by)).unwrap_or(&byline);
    // "Ann Doe, Harbour Correspondent": what follows a comma is no name, unless more names follow.
    let names = names.split(" | ").next().unwrap_or(names);
    let names = names.split(" and ").flat_map(|part| part.split(", "));
    names
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| Author::new(name, work))
        .collect()
}

fn remarks(work: &Work<'_>) -> Vec<String> {
    let marks = counted(work.notebook.annotations().len(), "highlight");
    let events = counted(work.analysis.events.len(), "event");
    let entities = work.analysis.entities.len();
    vec![format!(
        "A citation carries the article as a source only: {marks}, {events} and {} left out.",
        counted(entities, "name")
    )]
}

/// Letters and the year, for a key that one can type.
fn key(work: &Work<'_>) -> String {
    let word = work
        .title()
        .split_whitespace()
        .find(|word| word.len() > 3)
        .unwrap_or("article")
        .to_lowercase();
    let letters: String = word.chars().filter(char::is_ascii_alphanumeric).take(20).collect();
    let letters = if letters.is_empty() { "article".to_owned() } else { letters };
    let year = work.analysis.published.date.filter(|date| date.year() >= 1);
    format!("{letters}{}", year.map_or_else(String::new, |date| date.year().to_string()))
}

pub(super) fn bibtex(work: &Work<'_>) -> Exported {
    let mut out = format!("@article{{{},\n", key(work));
    let mut field = |name: &str, value: &str| {
        out.extend(["  ", name, " = {", value, "},\n"]);
    };
    // Braces within keep the title's capitals.
    field("title", &format!("{{{}}}", latex(&work.title())));
    let written = |author: &Author| match author {
        // Braces keep one name together.
        Author::Whole(name) => format!("{{{}}}", latex(name)),
        Author::Person { .. } => latex(&author.turned(false)),
    };
    let authors: Vec<String> = authors(work).iter().map(written).collect();
    if !authors.is_empty() {
        field("author", &authors.join(" and "));
    }
    if let Some(source) = &work.article.meta().source {
        field("journal", &latex(&one_line(source)));
    }
    if let Some(date) = work.analysis.published.date.filter(|date| date.year() >= 1) {
        field("year", &date.year().to_string());
        field("month", &date.strftime("%b").to_string().to_lowercase());
        field("day", &date.day().to_string());
        field("date", &date.to_string());
    }
    out.push_str("}\n");
    // The abbreviations of months are names, not words.
    for month in
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    {
        out = out.replace(&format!("  month = {{{month}}}"), &format!("  month = {month}"));
    }
    Exported::text(out, remarks(work))
}

/// What LaTeX takes for commands becomes letters, and letters that it would join stay apart.
fn latex(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    let mut last = ' ';
    for c in words.chars() {
        if let Some((_, command)) = COMMANDS.iter().find(|(letter, _)| *letter == c) {
            out.push_str(command);
        } else {
            match c {
                '$' | '&' | '#' | '_' | '%' => out.push('\\'),
                // "--" would be a dash, "''" a closing mark.
                '-' | '\'' | ',' if last == c => out.push_str("{}"),
                _ => {}
            }
            out.push(if c.is_control() { ' ' } else { c });
        }
        last = c;
    }
    out
}

/// Braces too, since BibTeX counts also those behind a backslash.
const COMMANDS: [(char, &str); 9] = [
    ('\\', "\\textbackslash{}"),
    ('~', "\\textasciitilde{}"),
    ('^', "\\textasciicircum{}"),
    ('`', "\\textasciigrave{}"),
    ('{', "\\textbraceleft{}"),
    ('}', "\\textbraceright{}"),
    ('<', "\\textless{}"),
    ('>', "\\textgreater{}"),
    ('|', "\\textbar{}"),
];

pub(super) fn ris(work: &Work<'_>) -> Exported {
    let mut out = "TY  - NEWS\r\n".to_owned();
    let mut field = |tag: &str, value: &str| {
        let value: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        out.extend([tag, "  - ", value.trim(), "\r\n"]);
    };
    field("TI", &work.title());
    for author in authors(work) {
        field("AU", &author.turned(true));
    }
    if let Some(source) = &work.article.meta().source {
        field("T2", &one_line(source));
    }
    if let Some(date) = work.analysis.published.date.filter(|date| date.year() >= 1) {
        field("PY", &format!("{:04}", date.year()));
        field("DA", &date.strftime("%Y/%m/%d").to_string());
    }
    out.push_str("ER  - \r\n");
    Exported::text(out, remarks(work))
}

#[expect(clippy::indexing_slicing, reason = "a key that is not there is made")]
pub(super) fn csl(work: &Work<'_>) -> Exported {
    let mut item = json!({ "id": key(work), "type": "article-newspaper", "title": work.title() });
    let written = |author: Author| match author {
        Author::Whole(name) => json!({ "literal": name }),
        Author::Person { family, given, suffix } => {
            let mut person = json!({ "family": family, "given": given });
            if let Some(suffix) = suffix {
                person["suffix"] = json!(suffix);
            }
            person
        }
    };
    let authors: Vec<Value> = authors(work).into_iter().map(written).collect();
    if !authors.is_empty() {
        item["author"] = Value::Array(authors);
    }
    if let Some(source) = &work.article.meta().source {
        item["container-title"] = json!(one_line(source));
    }
    if let Some(date) = work.analysis.published.date.filter(|date| date.year() >= 1) {
        item["issued"] = json!({ "date-parts": [[date.year(), date.month(), date.day()]] });
    }
    Exported::text(pretty(&json!([item])), remarks(work))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What LaTeX would set: the letters that commands stand for.
    fn set(latex: &str) -> String {
        let mut out = String::new();
        let mut rest = latex;
        while let Some(c) = rest.chars().next() {
            rest = rest.strip_prefix(c).unwrap();
            match c {
                '\\' if rest.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                    let (name, after) = rest.split_once("{}").unwrap();
                    let command = format!("\\{name}{{}}");
                    out.push(COMMANDS.iter().find(|(_, other)| *other == command).unwrap().0);
                    rest = after;
                }
                '\\' => {
                    let letter = rest.chars().next().unwrap();
                    assert!("$&#_%".contains(letter), "{latex}");
                    out.push(letter);
                    rest = rest.strip_prefix(letter).unwrap();
                }
                '{' => rest = rest.strip_prefix('}').unwrap(),
                // These would have been commands, and these would have been joined.
                '}' | '$' | '&' | '#' | '_' | '%' | '~' | '^' | '`' | '<' | '>' | '|' => {
                    panic!("{c} in {latex}")
                }
                '-' | '\'' | ',' => {
                    assert!(!rest.starts_with(c), "{latex}");
                    out.push(c);
                }
                c => out.push(c),
            }
        }
        out
    }

    proptest! {
        #[test]
        fn latex_sets_what_is_written(words in "([-\\\\{}$&#_%~^`<>|',a é😀]|\\\\[a-z]{1,3}){0,30}") {
            prop_assert_eq!(set(&latex(&words)), words);
        }

        #[test]
        fn latex_takes_any_letters(words in "\\PC{0,30}") {
            prop_assert_eq!(set(&latex(&words)), words);
        }
    }

    #[test]
    fn latex_is_as_people_write_it() {
        assert_eq!(
            latex("50% of A&B_{x} \\ ~ a--b"),
            "50\\% of A\\&B\\_\\textbraceleft{}x\\textbraceright{} \\textbackslash{} \\textasciitilde{} a-{}-b"
        );
    }
}
