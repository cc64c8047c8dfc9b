//! Light Markdown in notes: which stretch of a text is shown how, while it is typed.
//!
//! Headings, quotations, lists, emphasis, code and links, and besides `#tags`, `@entities` and days. Nothing is hidden or
//! replaced: the signs stay where they are, only paler. One pass over the text; what is not closed on its line is
//! plain.

use std::ops::Range;

use super::Span;

/// How a stretch is shown.
#[expect(clippy::struct_excessive_bools, reason = "each of them can hold beside any other")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Style {
    pub bold: bool,
    pub italic: bool,
    pub code: bool,
    pub quote: bool,
    /// Of a heading of this rank, 1 to 3; 0 for other text.
    pub heading: u8,
    /// A sign of the notation, not a word.
    pub sign: bool,
    pub link: Option<Link>,
}

/// Where a stretch leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Link {
    Tag,
    Entity,
    Date,
    Web,
}

/// A stretch of one style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    pub span: Span,
    pub style: Style,
}

/// The whole text in runs, in order and without gaps.
pub fn runs(text: &str) -> Vec<Run> {
    let mut page = Page { text, runs: Vec::new() };
    let (mut start, mut fenced) = (0, false);
    for line in text.split_inclusive('\n') {
        page.line(start..start + line.len(), fenced);
        start += line.len();
        fenced ^= is_fence(line);
    }
    page.runs
}

/// The runs of a single line; `fenced` tells that it stands in a block of code.
pub fn line_runs(line: &str, fenced: bool) -> Vec<Run> {
    let mut page = Page { text: line, runs: Vec::new() };
    page.line(0..line.len(), fenced);
    page.runs
}

/// Whether a line begins or ends a block of code.
pub fn is_fence(line: &str) -> bool {
    line.trim_start().starts_with("```")
}

/// What a line is, outside of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// Of rank 1 to 3.
    Heading(u8),
    Quote,
    /// Of a list.
    Item,
    Words,
}

/// What a line is, and the length of the white space and signs at its start that say so.
pub fn head(line: &str) -> (Block, usize) {
    let rest = line.trim_start_matches([' ', '\t']);
    let indent = line.len() - rest.len();
    let hashes = rest.bytes().take_while(|byte| *byte == b'#').count();
    if (1..=3).contains(&hashes) && cut(rest, hashes..rest.len()).starts_with(' ') {
        return (Block::Heading(hashes as u8), indent + hashes + 1);
    }
    if rest.starts_with('>') {
        return (Block::Quote, indent + 1);
    }
    match bullet(rest) {
        0 => (Block::Words, indent),
        length => (Block::Item, indent + length),
    }
}

/// Where the text leads, in its order: tags, entities, days, addresses.
pub fn links(text: &str) -> Vec<(Span, Link)> {
    let link = |run: Run| Some((run.span, run.style.link?));
    runs(text).into_iter().filter_map(link).collect()
}

fn cut(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

type Parts = Vec<(Range<usize>, Style)>;

struct Page<'a> {
    text: &'a str,
    runs: Vec<Run>,
}

/// Signs whose counterpart was looked for in vain on this line, so that no line is searched again and again.
#[derive(Default)]
struct Vain {
    signs: [bool; 6],
}

impl Page<'_> {
    fn push(&mut self, range: Range<usize>, style: Style) {
        if range.is_empty() {
            return;
        }
        let span = Span::new(range.start, range.end);
        match self.runs.last_mut() {
            Some(last) if last.style == style && style.link.is_none() => {
                last.span = last.span.cover(span);
            }
            _ => self.runs.push(Run { span, style }),
        }
    }

    fn line(&mut self, line: Range<usize>, fenced: bool) {
        let words = cut(self.text, line.clone());
        let sign = is_fence(words);
        if sign || fenced {
            self.push(line, Style { code: true, sign, ..Style::default() });
            return;
        }
        let (block, head) = head(words);
        let mut style = Style::default();
        match block {
            Block::Heading(rank) => (style.heading, style.bold) = (rank, true),
            Block::Quote => (style.quote, style.italic) = (true, true),
            Block::Item | Block::Words => {}
        }
        let from = line.start + head;
        self.push(line.start..from, Style { sign: block != Block::Words, ..style });
        self.inline(from..line.end, style);
    }

    /// Emphasis and links within one line.
    fn inline(&mut self, range: Range<usize>, style: Style) {
        let mut vain = Vain::default();
        let (mut at, mut plain) = (range.start, range.start);
        while at < range.end {
            let Some((len, parts)) = self.mark(at..range.end, style, &mut vain) else {
                at += cut(self.text, at..range.end).chars().next().map_or(1, char::len_utf8);
                continue;
            };
            self.push(plain..at, style);
            for (part, style) in parts {
                self.push(part, style);
            }
            at += len;
            plain = at;
        }
        self.push(plain..range.end, style);
    }

    /// What begins at the start of `range`: its length, and its parts with their styles.
    #[expect(clippy::indexing_slicing, reason = "each sign has its number, and a place of its own")]
    fn mark(&self, range: Range<usize>, style: Style, vain: &mut Vain) -> Option<(usize, Parts)> {
        let text = cut(self.text, range.clone());
        let start = range.start;
        let sign = Style { sign: true, ..style };
        let begins_word =
            !cut(self.text, 0..start).chars().next_back().is_some_and(char::is_alphanumeric);
        let mut paired = |index: usize, mark: &str, inner: Style| {
            let after = text.strip_prefix(mark)?;
            if vain.signs[index] || after.starts_with(char::is_whitespace) {
                return None;
            }
            // What closes stands right after a word.
            let closes = |end: &usize| {
                !cut(after, 0..*end).chars().next_back().is_none_or(char::is_whitespace)
            };
            let end = after.find(mark).filter(closes);
            if end.is_none() {
                vain.signs[index] = true;
            }
            let (first, last) = (start + mark.len(), start + mark.len() + end?);
            let whole = last + mark.len();
            let parts = vec![(start..first, sign), (first..last, inner), (last..whole, sign)];
            Some((whole - start, parts))
        };
        match text.as_bytes().first()? {
            b'`' => paired(0, "`", Style { code: true, ..style }),
            b'*' => paired(1, "**", Style { bold: true, ..style })
                .or_else(|| paired(2, "*", Style { italic: true, ..style })),
            b'_' if begins_word => paired(3, "__", Style { bold: true, ..style })
                .or_else(|| paired(4, "_", Style { italic: true, ..style })),
            b'[' if !vain.signs[5] => {
                let Some(middle) = text.find("](") else {
                    vain.signs[5] = true;
                    return None;
                };
                let Some(end) = cut(text, middle..text.len()).find(')') else {
                    vain.signs[5] = true;
                    return None;
                };
                let (middle, end) = (start + middle, start + middle + end + 1);
                let link = Style { link: Some(Link::Web), ..style };
                let parts =
                    vec![(start..start + 1, sign), (start + 1..middle, link), (middle..end, sign)];
                Some((end - start, parts))
            }
            b'#' | b'@' if begins_word => {
                let link = if text.starts_with('#') { Link::Tag } else { Link::Entity };
                let length = word(cut(text, 1..text.len()), link);
                let whole = start..start + 1 + length;
                let style = Style { link: Some(link), ..style };
                (length > 0).then(|| (1 + length, vec![(whole, style)]))
            }
            b'h' if begins_word
                && (text.starts_with("https://") || text.starts_with("http://")) =>
            {
                let length = text.find(char::is_whitespace).unwrap_or(text.len());
                let address = cut(text, 0..length);
                let length = address.trim_end_matches(['.', ',', ')', ';', '?', '!']).len();
                let style = Style { link: Some(Link::Web), ..style };
                Some((length, vec![(start..start + length, style)]))
            }
            b'0'..=b'9' if begins_word => {
                let length = day(text)?;
                let style = Style { link: Some(Link::Date), ..style };
                Some((length, vec![(start..start + length, style)]))
            }
            _ => None,
        }
    }
}

/// How long the sign of a list item at the start of a line is; 0 where there is none.
fn bullet(line: &str) -> usize {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let sign = match line.as_bytes().get(digits) {
        Some(b'.' | b')') if (1..=3).contains(&digits) => digits + 1,
        Some(b'-' | b'*' | b'+') if digits == 0 => 1,
        _ => return 0,
    };
    if !cut(line, sign..line.len()).starts_with(' ') {
        return 0;
    }
    let rest = cut(line, sign + 1..line.len());
    let is_box = ["[ ] ", "[x] ", "[X] "].iter().any(|start| rest.starts_with(start));
    sign + 1 + if is_box { 4 } else { 0 }
}

/// How long the word after "#" or "@" is. A name of several words stands in brackets: `@[Ann Lee]`.
fn word(text: &str, link: Link) -> usize {
    if link == Link::Entity
        && let Some(rest) = text.strip_prefix('[')
    {
        // A name is not long; so that many open brackets cost nothing.
        let near = rest.char_indices().take(80).find(|(_, c)| *c == ']' || *c == '\n');
        return near.filter(|(at, c)| *c == ']' && *at > 0).map_or(0, |(at, _)| at + 2);
    }
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '\'' | '’' | '/');
    let length = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let length = cut(text, 0..length).trim_end_matches(['-', '_', '\'', '’', '/']).len();
    // "#1" is a number, not a tag.
    if cut(text, 0..length).contains(char::is_alphabetic) { length } else { 0 }
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// How long the day is that the text begins with: "2024-02-25" or "25 Feb 2024".
fn day(text: &str) -> Option<usize> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = |length: usize| {
        let next = text.get(length..)?.chars().next();
        (!next.is_some_and(char::is_alphanumeric)).then_some(length)
    };
    let iso = text.get(..10).filter(|iso| iso.parse::<jiff::civil::Date>().is_ok());
    if iso.is_some() {
        return whole(10);
    }
    let first = digits(text);
    let rest = text.get(first..)?.strip_prefix(' ').filter(|_| (1..=2).contains(&first))?;
    let month = rest.find(|c: char| !c.is_ascii_alphabetic())?;
    let name = rest.get(..month)?.to_ascii_lowercase();
    let known = MONTHS.iter().any(|start| name.starts_with(start)) && name.len() <= 9;
    let after = rest.get(month..)?;
    let bare = after.trim_start_matches('.');
    let (dot, year) = (after.len() - bare.len(), bare.strip_prefix(' ')?);
    (known && digits(year) == 4).then(|| whole(first + 1 + month + dot + 1 + 4)).flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Each run with letters for its style.
    fn check(text: &str, wanted: &str) {
        let told: Vec<String> = runs(text)
            .into_iter()
            .map(|run| {
                let Style { bold, italic, code, quote, heading, sign, link } = run.style;
                let mut style = String::new();
                for (is, letter) in [
                    (bold, 'b'),
                    (italic, 'i'),
                    (code, 'c'),
                    (quote, 'q'),
                    (heading > 0, 'h'),
                    (sign, 's'),
                ] {
                    if is {
                        style.push(letter);
                    }
                }
                match link {
                    Some(Link::Tag) => style.push('#'),
                    Some(Link::Entity) => style.push('@'),
                    Some(Link::Date) => style.push('d'),
                    Some(Link::Web) => style.push('w'),
                    None => {}
                }
                format!("{style}<{}>", run.span.of(text).replace('\n', "⏎"))
            })
            .collect();
        assert_eq!(told.join(""), wanted);
    }

    #[test]
    fn notes_are_styled_while_they_are_typed() {
        check("plain", "<plain>");
        check("## Who gains\nby it", "bhs<## >bh<Who gains⏎><by it>");
        check("> said *so*", "iqs<>>iq< said >iqs<*>iq<so>iqs<*>");
        check("- [x] ask\n2. see", "s<- [x] ><ask⏎>s<2. ><see>");
        check("a **b** c_d_ _e_", "<a >s<**>b<b>s<**>< c_d_ >s<_>i<e>s<_>");
        check("`x*y*`", "s<`>c<x*y*>s<`>");
        check("[it](http://a.b) now", "s<[>w<it>s<](http://a.b)>< now>");
        check("see #to-check, C#", "<see >#<#to-check><, C#>");
        check("@Lee and @[Ann Lee] a@b.c", "@<@Lee>< and >@<@[Ann Lee]>< a@b.c>");
        check("on 2024-02-25 and 25 Feb. 2024.", "<on >d<2024-02-25>< and >d<25 Feb. 2024><.>");
        check("#1 is no tag, 12 is no day", "<#1 is no tag, 12 is no day>");
        check("*open **and __on", "<*open **and __on>");
        check("```\nlet *x*\n```\n", "cs<```⏎>c<let *x*⏎>cs<```⏎>");
    }

    proptest! {
        #[test]
        fn any_text_is_covered_without_gaps(text in "[-*_#@`> \\[\\]()a1é\n]{0,80}") {
            let runs = runs(&text);
            let mut at = 0;
            for run in &runs {
                prop_assert!(run.span.start() == at && !run.span.is_empty() && run.span.fits(&text));
                at = run.span.end();
            }
            prop_assert_eq!(at, text.len());
        }
    }

    #[test]
    fn a_long_line_of_signs_costs_no_more_than_its_length() {
        for sign in ["[", "*", "**a ", "_a ", "`", "@[", "#", "1 "] {
            let text = sign.repeat(100_000);
            assert!(!runs(&text).is_empty());
        }
    }
}
