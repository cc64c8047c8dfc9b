//! Where things stand in a notebook file that is known to be RON: its fields, its records, its comments.
//!
//! Looked at only where a file holds something that this version does not know, so that it can be written back.

use std::ops::Range;

/// More brackets, commas and words than this are not gone through; only a file made to be large has so many.
const MOST: usize = 2_000_000;

/// Brackets below this depth are passed over as one value: notebook, list, record.
const DEPTH: usize = 3;

/// A file's text, taken apart.
pub(super) struct Scan<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    /// In bytes of the text.
    pub comments: Vec<Range<usize>>,
}

#[derive(Clone)]
struct Token {
    mark: Mark,
    span: Range<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    Close,
    Comma,
    Colon,
    /// A word, a number, a text.
    Word,
}

/// A value: which tokens it has.
type Value = Range<usize>;

impl<'a> Scan<'a> {
    /// None where there is too much of it.
    pub(super) fn new(text: &'a str) -> Option<Self> {
        let mut scan = Self { text, tokens: Vec::new(), comments: Vec::new() };
        let mut depth = 0_usize;
        let mut at = 0;
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = text.get(at..).unwrap_or_default();
            if scan.tokens.len() + scan.comments.len() > MOST {
                return None;
            }
            let (mark, length) = match c {
                _ if c.is_whitespace() || c == '\u{feff}' => (None, c.len_utf8()),
                '/' if rest.starts_with("//") => {
                    let end = rest.find('\n').unwrap_or(rest.len());
                    scan.comments.push(at..at + end);
                    (None, end)
                }
                '/' if rest.starts_with("/*") => {
                    let end = block(rest);
                    scan.comments.push(at..at + end);
                    (None, end)
                }
                '(' | '[' | '{' => {
                    depth += 1;
                    (bracket(depth, Mark::Open), 1)
                }
                ')' | ']' | '}' => {
                    let mark = bracket(depth, Mark::Close);
                    depth = depth.saturating_sub(1);
                    (mark, 1)
                }
                ',' => ((depth <= DEPTH).then_some(Mark::Comma), 1),
                ':' => ((depth <= DEPTH).then_some(Mark::Colon), 1),
                _ => ((depth <= DEPTH).then_some(Mark::Word), word(rest).max(c.len_utf8())),
            };
            if let Some(mark) = mark {
                scan.tokens.push(Token { mark, span: at..at + length });
            }
            at += length;
        }
        Some(scan)
    }

    pub(super) fn all(&self) -> Value {
        0..self.tokens.len()
    }

    /// The bytes from a value's first token to its last.
    pub(super) fn span(&self, value: &Value) -> Range<usize> {
        let tokens = self.tokens.get(value.clone()).unwrap_or_default();
        match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => first.span.start..last.span.end,
            _ => 0..0,
        }
    }

    pub(super) fn text(&self, value: &Value) -> &'a str {
        self.text.get(self.span(value)).unwrap_or_default()
    }

    /// What stands in the brackets of a value, parted at its commas.
    pub(super) fn items(&self, value: &Value) -> Vec<Value> {
        let mut items = Vec::new();
        let Some(open) = self.find(value, Mark::Open) else { return items };
        let (mut start, mut depth) = (open + 1, 0_usize);
        for (at, token) in self.tokens.iter().enumerate().take(value.end).skip(open + 1) {
            match token.mark {
                Mark::Comma if depth == 0 => {
                    items.push(start..at);
                    start = at + 1;
                }
                Mark::Close if depth == 0 => {
                    items.push(start..at);
                    break;
                }
                Mark::Open => depth += 1,
                Mark::Close => depth -= 1,
                _ => {}
            }
        }
        items.retain(|item| !item.is_empty());
        items
    }

    /// The fields of a record: names and values.
    pub(super) fn fields(&self, record: &Value) -> Vec<(&'a str, Value)> {
        let fields = self.items(record).into_iter().filter_map(|item| {
            let colon = self.find(&item, Mark::Colon)?;
            Some((self.text(&(item.start..colon)), colon + 1..item.end))
        });
        fields.collect()
    }

    fn find(&self, value: &Value, mark: Mark) -> Option<usize> {
        let tokens = self.tokens.get(value.clone())?;
        tokens.iter().position(|token| token.mark == mark).map(|at| value.start + at)
    }
}

/// What a bracket is that opens or ends this depth.
fn bracket(depth: usize, mark: Mark) -> Option<Mark> {
    match depth {
        0..=DEPTH => Some(mark),
        // Begins or ends a value that is not gone into.
        _ if depth == DEPTH + 1 => Some(Mark::Word),
        _ => None,
    }
}

/// The length of a comment in `/* */`, which may hold others.
fn block(rest: &str) -> usize {
    let (mut at, mut depth) = (0, 0_usize);
    loop {
        let here = rest.get(at..).unwrap_or_default();
        if here.starts_with("/*") {
            (at, depth) = (at + 2, depth + 1);
        } else if here.starts_with("*/") {
            (at, depth) = (at + 2, depth - 1);
        } else {
            match here.chars().next() {
                Some(c) => at += c.len_utf8(),
                None => return at,
            }
        }
        if depth == 0 {
            return at;
        }
    }
}

/// The length of a text, a character, or a run of letters and signs.
fn word(rest: &str) -> usize {
    // b"..", r#".."#, br".." and b'x' begin with letters; r#name is a name.
    let plain = rest.strip_prefix('b').unwrap_or(rest);
    let before = rest.len() - plain.len();
    if plain.starts_with('"') {
        return before + quoted(plain, '"');
    }
    if plain.starts_with('\'') {
        return before + quoted(plain, '\'');
    }
    if let Some(length) = raw(plain) {
        return before + length;
    }
    let end = |c: char| c.is_whitespace() || "()[]{},:\"/".contains(c);
    rest.find(end).unwrap_or(rest.len())
}

/// The length of the quoted text at the start.
fn quoted(from: &str, quote: char) -> usize {
    let mut escaped = false;
    for (i, c) in from.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return i + 1,
            _ => {}
        }
    }
    from.len()
}

/// The length of the raw text at the start, if there is one.
fn raw(from: &str) -> Option<usize> {
    let hashes = from.strip_prefix('r')?.bytes().take_while(|byte| *byte == b'#').count();
    let text = from.get(1 + hashes..)?.strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    text.find(&end).map(|i| 2 + hashes + i + end.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comments(text: &str) -> Vec<&str> {
        let scan = Scan::new(text).unwrap();
        scan.comments.iter().map(|span| text.get(span.clone()).unwrap()).collect()
    }

    #[test]
    fn comments_are_those_outside_of_texts() {
        for without in [
            "",
            "(a: \"// no\")",
            r##"(a: r#"/* no " "#, b: "\" // no")"##,
            "(ratio: 1)",
            "(a: '\"', b: '\\'', c: b\"//\", r#d: br#\"/*\"#)",
        ] {
            assert_eq!(comments(without), [""; 0], "{without}");
        }
        assert_eq!(comments("// yes\n(a: 1)"), ["// yes"]);
        assert_eq!(comments("(a: \"\\\\\", /* y /* e */ s */)"), ["/* y /* e */ s */"]);
        assert_eq!(comments(r##"(a: r#"""# // yes"##), ["// yes"]);
        assert_eq!(comments("(a: b//yes\n)"), ["//yes"]);
    }

    #[test]
    fn fields_and_records_are_found_where_they_stand() {
        let text = "N(a: [R(b: 1, c: (d: [1, {2: 3}], e: \"),\")), R(b: 2),], f: \"x\", g: ())";
        let scan = Scan::new(text).unwrap();
        let told = |fields: Vec<(&str, Value)>| -> Vec<String> {
            fields
                .into_iter()
                .map(|(name, value)| format!("{name}={}", scan.text(&value)))
                .collect()
        };
        let top = scan.fields(&scan.all());
        let records = scan.items(&top[0].1);
        assert_eq!(records.len(), 2);
        assert_eq!(told(scan.fields(&records[0])), ["b=1", "c=(d: [1, {2: 3}], e: \"),\")"]);
        assert_eq!(told(scan.fields(&records[1])), ["b=2"]);
        assert_eq!(told(top)[1..], ["f=\"x\"", "g=()"]);
    }
}
