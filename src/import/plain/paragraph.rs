//! Lines to paragraphs: one a line, or several lines to one where they are wrapped at a width.

use super::{
    head::{is_clock_line, is_turn},
    layout::{Layout, first_word_width, flows, lines},
    table::n_rows,
};
use crate::text::Span;

/// A stretch of text that is one block, before it is known which.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paragraph<'a> {
    pub(super) span: Span,
    /// The words of `span`.
    pub(super) words: &'a str,
    /// Columns of white space before its leftmost line.
    pub(super) indent: usize,
    /// Whether its first line is set in from the others.
    pub(super) begins_set_in: bool,
    /// Whether an empty line stands before it.
    pub(super) gap: bool,
    pub(super) form: Form,
}

/// What the lines of a paragraph are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Prose,
    /// Set off by `>`.
    Quoted,
    /// Rows of a table.
    Rows,
}

/// One line that is not empty.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub(super) span: Span,
    pub(super) words: &'a str,
    pub(super) indent: usize,
    /// Characters, the indent counted too.
    pub(super) width: usize,
    pub(super) gap: bool,
    /// By how many `>` it was set off.
    pub(super) depth: u8,
}

impl<'a> Line<'a> {
    fn begin(self) -> Paragraph<'a> {
        let Self { span, words, indent, gap, depth, .. } = self;
        let form = if depth > 0 { Form::Quoted } else { Form::Prose };
        Paragraph { span, words, indent, begins_set_in: false, gap, form }
    }
}

/// `depths` tells of each line how deep it was quoted; where it is empty, marks before the lines do.
pub(super) fn paragraphs<'a>(text: &'a str, depths: &[u8]) -> Vec<Paragraph<'a>> {
    let lines = lines(text, depths);
    let layout = Layout::of(&lines);
    let mut found: Vec<Paragraph<'a>> = Vec::with_capacity(lines.len());
    let mut open: Option<Open<'a>> = None;
    let mut rest = lines.as_slice();
    while let Some((line, below)) = rest.split_first() {
        let rows = n_rows(rest);
        if rows > 0 {
            let (table, below) = rest.split_at(rows);
            let span = table.iter().fold(line.span, |span, row| span.cover(row.span));
            found.push(Paragraph { span, words: span.of(text), form: Form::Rows, ..line.begin() });
            (open, rest) = (None, below);
            continue;
        }
        rest = below;
        open = match (open, found.last_mut()) {
            (Some(open), Some(paragraph)) if open.goes_on_in(*line, &layout) => {
                paragraph.span = paragraph.span.cover(line.span);
                paragraph.words = paragraph.span.of(text);
                paragraph.begins_set_in |= open.n_lines == 1 && line.indent < paragraph.indent;
                paragraph.indent = paragraph.indent.min(line.indent);
                Some(Open { last: *line, n_lines: open.n_lines + 1, ..open })
            }
            _ => {
                found.push(line.begin());
                Some(Open { last: *line, n_lines: 1, in_list: list_mark(line.words).is_some() })
            }
        };
    }
    found
}

/// The paragraph that the next line may belong to.
#[derive(Clone, Copy)]
struct Open<'a> {
    last: Line<'a>,
    n_lines: usize,
    in_list: bool,
}

impl Open<'_> {
    fn goes_on_in(self, line: Line<'_>, layout: &Layout) -> bool {
        let above = self.last;
        if line.gap
            || line.depth != above.depth
            || is_turn(line.words)
            || is_clock_line(line.words)
            || is_clock_line(above.words)
        {
            return false;
        }
        let ended = ends_sentence(above.words) || above.words.ends_with([':', ';']);
        if list_mark(line.words).is_some() && (self.in_list || ended) {
            return false;
        }
        if line.depth > 0 {
            // Mail is wrapped by whoever quotes it, at any width.
            let greets = self.n_lines == 1 && above.words.ends_with(',') && above.width < 25;
            return !greets && (!ended || !layout.had_room_in_quotation(above, line));
        }
        let Some(width) = layout.width else { return false };
        let flows = flows(above.words, line.words);
        let begins = layout.first_indent == Some(line.indent)
            && (above.indent < line.indent || self.n_lines == 1);
        let set_in = line.indent > above.indent + 1 && !self.in_list;
        let back_from_indent = line.indent + 1 < above.indent && self.n_lines > 1;
        if (begins || set_in) && !flows || back_from_indent {
            return false;
        }
        // A line that ends well before the margin ends its paragraph, unless the sentence plainly goes on.
        flows || above.width + 1 + first_word_width(line) >= width * 3 / 4
    }
}

/// Whether `words` end as a sentence does: quotes and brackets after the mark do not count, nor do the
/// numbers of footnotes, "so it ended.\[12\]".
pub(super) fn ends_sentence(words: &str) -> bool {
    let mut words = words.trim_end();
    while let Some((before, note)) = words.strip_suffix(']').and_then(|rest| rest.rsplit_once('['))
    {
        if note.len() > 3 {
            break;
        }
        words = before.trim_end();
    }
    words
        .trim_end_matches(|c: char| c.is_whitespace() || is_closer(c))
        .ends_with(['.', '!', '?', '…', '。', '！', '？'])
}

const fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | ')' | ']' | '»' | '›' | '」' | '』')
}

/// What a list item begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListMark {
    /// "•" and its kin, which nothing else begins with.
    Bullet,
    /// "-", "*" and other marks that a line may begin with for other reasons.
    Dash(char),
    /// "3." or "3)".
    Number(u32),
    /// "c)".
    Letter(char),
}

pub(super) fn list_mark(words: &str) -> Option<ListMark> {
    let (mark, rest) = words.split_once(char::is_whitespace)?;
    if !rest.contains(char::is_alphanumeric) {
        return None;
    }
    let mut chars = mark.chars();
    let first = chars.next()?;
    if chars.next().is_none() {
        return match first {
            '•' | '‣' | '▪' | '●' | '◦' | '⁃' | '∙' | '■' | '□' | '○' => {
                Some(ListMark::Bullet)
            }
            '-' | '*' | '+' | '–' | '·' => Some(ListMark::Dash(first)),
            _ => None,
        };
    }
    let inner = mark.strip_prefix('(').unwrap_or(mark);
    let inner = inner.strip_suffix(')').or_else(|| mark.strip_suffix('.'))?;
    if (1..=3).contains(&inner.len()) && inner.bytes().all(|b| b.is_ascii_digit()) {
        return inner.parse().ok().map(ListMark::Number);
    }
    // "A. Smith" is a name.
    let mut letters = inner.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if letter.is_ascii_alphabetic() && mark.ends_with(')') => {
            Some(ListMark::Letter(letter))
        }
        _ => None,
    }
}
