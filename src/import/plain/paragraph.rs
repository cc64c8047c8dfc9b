//! Lines to paragraphs: one a line, or several lines to one where they are wrapped at a width.

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
    /// Whether its lines begin with `>`.
    pub(super) quoted: bool,
}

/// One line that is not empty.
#[derive(Clone, Copy, Debug)]
struct Line<'a> {
    span: Span,
    words: &'a str,
    indent: usize,
    /// Characters, the indent counted too.
    width: usize,
    gap: bool,
    quoted: bool,
}

pub(super) fn paragraphs(text: &str) -> Vec<Paragraph<'_>> {
    let lines = lines(text);
    let width = wrap_width(&lines);
    let mut found: Vec<Paragraph<'_>> = Vec::with_capacity(lines.len());
    let mut open: Option<Open<'_>> = None;
    for line in lines {
        open = match (open, width, found.last_mut()) {
            (Some(open), Some(width), Some(paragraph)) if open.goes_on_in(line, width) => {
                paragraph.span = paragraph.span.cover(line.span);
                paragraph.words = paragraph.span.of(text);
                paragraph.begins_set_in |= open.n_lines == 1 && line.indent < paragraph.indent;
                paragraph.indent = paragraph.indent.min(line.indent);
                Some(Open { last: line, n_lines: open.n_lines + 1, ..open })
            }
            _ => {
                let Line { span, words, indent, gap, quoted, .. } = line;
                found.push(Paragraph { span, words, indent, begins_set_in: false, gap, quoted });
                Some(Open { last: line, n_lines: 1, in_list: list_mark(words).is_some() })
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
    fn goes_on_in(self, line: Line<'_>, width: usize) -> bool {
        let above = self.last;
        if line.gap || line.quoted != above.quoted {
            return false;
        }
        let ended = ends_sentence(above.words) || above.words.ends_with([':', ';']);
        if list_mark(line.words).is_some() && (self.in_list || ended) {
            return false;
        }
        let first_line_indent = line.indent > above.indent + 1 && !self.in_list;
        let back_from_indent = line.indent + 1 < above.indent && self.n_lines > 1;
        if first_line_indent || back_from_indent {
            return false;
        }
        // A line that ends well before the margin ends its paragraph, unless the sentence plainly goes on.
        flows(above.words, line.words) || !had_room(above, line, width, 0.75)
    }
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut gap = false;
    for raw in text.split_inclusive('\n') {
        let whole = Span::new(start, start + raw.len());
        start += raw.len();
        let trimmed = raw.trim();
        let words = trimmed.trim_start_matches(|c: char| c == '>' || c.is_whitespace());
        if words.is_empty() {
            // A line of nothing but `>` parts two paragraphs of a quotation.
            gap = true;
            continue;
        }
        let quoted = trimmed.starts_with('>');
        let end = whole.start() + raw.trim_end().len();
        let span = Span::new(end - words.len(), end);
        let indent = if quoted { 0 } else { columns(raw) };
        found.push(Line {
            span,
            words,
            indent,
            width: indent + words.chars().count(),
            gap,
            quoted,
        });
        gap = false;
    }
    found
}

/// The columns of white space that `line` begins with.
fn columns(line: &str) -> usize {
    line.chars()
        .take_while(|c| c.is_whitespace())
        .map(|c| match c {
            '\t' => 4,
            '\u{3000}' => 2,
            _ => 1,
        })
        .sum()
}

/// The width at which the text was wrapped, if it was: then nearly every line that another one follows is
/// as long as it could be, and most of those others go on in the middle of a sentence.
fn wrap_width(lines: &[Line<'_>]) -> Option<usize> {
    let pairs = || lines.iter().zip(lines.iter().skip(1)).filter(|(_, below)| !below.gap);
    let mut widths: Vec<usize> = pairs().map(|(above, _)| above.width).collect();
    let n_pairs = widths.len();
    if n_pairs == 0 {
        return None;
    }
    // Not the longest: that may be an address or a line of a table.
    let (_, width, _) = widths.select_nth_unstable(n_pairs * 19 / 20);
    let width = *width;
    let n_full = pairs().filter(|&(above, below)| !had_room(*above, *below, width, 0.9)).count();
    let n_flowing = pairs().filter(|(above, below)| flows(above.words, below.words)).count();
    let wrapped =
        (30..=140).contains(&width) && n_full * 5 >= n_pairs * 3 && n_flowing * 5 >= n_pairs * 2;
    wrapped.then_some(width)
}

/// Whether the first word of the line below would have fitted on the line above, within `share` of the width.
fn had_room(above: Line<'_>, below: Line<'_>, width: usize, share: f32) -> bool {
    let word = below.words.split_whitespace().next().map_or(0, |word| word.chars().count());
    ((above.width + 1 + word) as f32) < width as f32 * share
}

/// Whether a sentence runs on from one line to the next.
fn flows(above: &str, below: &str) -> bool {
    !ends_sentence(above) && !below.starts_with(char::is_uppercase)
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
