//! The article as a source: BibTeX, RIS and CSL-JSON.

use serde_json::{Value, json};

use super::{Exported, Work, json::pretty, summary::one_line};

use crate::text::counted;

/// The writers a byline names, without "By".
fn authors(work: &Work<'_>) -> Vec<String> {
    let Some(byline) = &work.article.meta().byline else { return Vec::new() };
    let byline = one_line(byline);
    let names =
        ["By ", "BY ", "by "].iter().find_map(|by| byline.strip_prefix(by)).unwrap_or(&byline);
    // "Ann Doe, Harbour Correspondent": what follows a comma is no name, unless more names follow.
    let names = names.split(" | ").next().unwrap_or(names);
    let names = names.split(" and ").flat_map(|part| part.split(", "));
    names.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
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
    let authors: Vec<String> =
        authors(work).iter().map(|name| format!("{{{}}}", latex(name))).collect();
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
        field("AU", &author);
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
    let authors: Vec<Value> =
        authors(work).into_iter().map(|name| json!({ "literal": name })).collect();
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
