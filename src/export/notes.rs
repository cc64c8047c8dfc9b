//! What the reader wrote, as light Markdown without its signs: what HTML, PDF and DOCX set.
//!
//! It is read as the window shows it (`text::markdown`), line by line. Linear in the text.

use std::fmt::Write as _;

use crate::text::{
    Span,
    markdown::{Block, Link, head, is_fence, line_runs},
};

/// A line of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line<'a> {
    pub(super) kind: Kind,
    pub(super) words: Vec<Words<'a>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Words,
    Heading,
    Quote,
    /// How deep in lists, from 0 on.
    Item(Sign, usize),
    Code,
    Empty,
}

/// What stands before an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Bullet,
    Number(u16),
    Box(bool),
}

impl Sign {
    pub(super) const fn is_number(self) -> bool {
        matches!(self, Self::Number(_))
    }

    /// As letters that every typeface has.
    pub(super) fn letters(self) -> String {
        match self {
            Self::Bullet => "•".to_owned(),
            Self::Number(number) => format!("{number}."),
            Self::Box(false) => "[ ]".to_owned(),
            Self::Box(true) => "[x]".to_owned(),
        }
    }
}

/// Words in one look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Words<'a> {
    pub(super) text: &'a str,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) code: bool,
    /// An address on the web or of mail.
    pub(super) link: Option<&'a str>,
}

pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut fenced = false;
    let mut lines = Vec::new();
    for line in text.lines() {
        if is_fence(line) {
            fenced ^= true;
        } else if fenced {
            let words = vec![Words { text: line, code: true, ..Words::default() }];
            lines.push(Line { kind: Kind::Code, words });
        } else {
            lines.push(self::line(line));
        }
    }
    lines
}

/// Lines of one kind beside each other, which are set as one block.
pub(super) fn blocks<'l, 'a>(
    lines: &'l [Line<'a>],
) -> impl Iterator<Item = (Kind, &'l [Line<'a>])> {
    let is_one = |one: &Line<'_>, next: &Line<'_>| match (one.kind, next.kind) {
        (Kind::Item(one, _), Kind::Item(next, _)) => one.is_number() == next.is_number(),
        (one, next) => one == next,
    };
    lines.chunk_by(is_one).filter_map(|block| Some((block.first()?.kind, block)))
}

fn line(line: &str) -> Line<'_> {
    let (block, length) = head(line);
    let sign = line.get(..length).unwrap_or_default();
    let kind = match block {
        _ if line.trim().is_empty() => Kind::Empty,
        Block::Heading(_) => Kind::Heading,
        Block::Quote => Kind::Quote,
        Block::Item => Kind::Item(item(sign.trim()), depth(sign)),
        Block::Words => Kind::Words,
    };
    // Of a quotation the space behind its sign is no word's.
    let length = length
        + usize::from(
            kind == Kind::Quote && line.get(length..).is_some_and(|rest| rest.starts_with(' ')),
        );
    let mut words = Vec::new();
    for run in line_runs(line, false) {
        let span = Span::new(run.span.start().max(length), run.span.end().max(length));
        if run.style.sign || span.is_empty() {
            continue;
        }
        let text = span.of(line);
        let look = Words {
            text,
            bold: run.style.bold,
            italic: run.style.italic,
            code: run.style.code,
            link: None,
        };
        match run.style.link {
            Some(Link::Web) => link(&mut words, look, line.get(span.end()..).unwrap_or_default()),
            Some(Link::Entity) => {
                let name = text.strip_prefix("@[").and_then(|name| name.strip_suffix(']'));
                words.push(Words { text: name.unwrap_or(text), ..look });
            }
            _ => words.push(look),
        }
    }
    Line { kind, words }
}

/// Words that lead to what stands in the brackets after them, or to themselves.
fn link<'a>(words: &mut Vec<Words<'a>>, look: Words<'a>, after: &'a str) {
    let within = after.strip_prefix("](").and_then(|after| after.split(')').next());
    let address = within.unwrap_or(look.text).trim();
    if ["https://", "http://", "mailto:"].iter().any(|start| address.starts_with(start)) {
        words.push(Words { link: Some(address), ..look });
        return;
    }
    // What leads elsewhere is no link for others, and is not lost.
    words.push(look);
    if !address.is_empty() {
        words.extend([" (", address, ")"].map(|text| Words { text, ..look }));
    }
}

/// An address as links take it: what may not stand in one goes by its bytes.
pub(super) fn address(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for byte in words.bytes() {
        if byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _infallible = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn item(sign: &str) -> Sign {
    match (sign.split(['.', ')']).next().and_then(|digits| digits.parse().ok()), sign) {
        (Some(number), _) => Sign::Number(number),
        (None, sign) if sign.ends_with("[ ]") => Sign::Box(false),
        (None, sign) if sign.ends_with(']') => Sign::Box(true),
        _ => Sign::Bullet,
    }
}

/// Two spaces or a tab are a step.
fn depth(sign: &str) -> usize {
    const DEEPEST: usize = 4;
    let indent = sign.len() - sign.trim_start().len();
    let tabs = sign.bytes().take_while(|byte| *byte == b'\t').count();
    (tabs + (indent - tabs) / 2).min(DEEPEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each line: its kind, and its words with their looks.
    fn check(text: &str, wanted: &[&str]) {
        let told = lines(text).into_iter().map(|Line { kind, words }| {
            let words = words.iter().map(|words| {
                let looks = [(words.bold, "b"), (words.italic, "i"), (words.code, "c")];
                let looks: String =
                    looks.into_iter().filter_map(|(is, letter)| is.then_some(letter)).collect();
                let link = words.link.map_or_else(String::new, |link| format!("→{link}"));
                format!("{looks}<{}{link}>", words.text)
            });
            format!("{kind:?} {}", words.collect::<String>())
        });
        assert_eq!(told.collect::<Vec<_>>(), wanted, "{text:?}");
    }

    #[test]
    fn notes_are_taken_apart() {
        check("a **b** and *c* `d`", &["Words <a >b<b>< and >i<c>< >c<d>"]);
        check("## Who **gains**\n> said *so*", &["Heading b<Who >b<gains>", "Quote i<said >i<so>"]);
        check(
            "- **one**\n  2) two\n\t- [x] three\n\n- [ ] four",
            &[
                "Item(Bullet, 0) b<one>",
                "Item(Number(2), 1) <two>",
                "Item(Box(true), 1) <three>",
                "Empty ",
                "Item(Box(false), 0) <four>",
            ],
        );
        check(
            "**[a](https://a.b/c)**, [here](https://a.b) and http://c.d.",
            &["Words b<[a](https://a.b/c)><, ><here→https://a.b>< and ><http://c.d→http://c.d><.>"],
        );
        check(
            "[x](javascript:a) [y](#here)",
            &["Words <x>< (><javascript:a><)>< ><y>< (><#here><)>"],
        );
        assert_eq!(address("https://é.a/?b=\"c\"&d#e"), "https://%C3%A9.a/?b=%22c%22&d#e");
        check("@[Ann Lee], @Lee #tag", &["Words <Ann Lee><, ><@Lee>< ><#tag>"]);
        check("```\n*a*\n\n```\nb", &["Code c<*a*>", "Code c<>", "Words <b>"]);
    }
}
