//! How the lines of a text are set: at which width they are wrapped, and how paragraphs begin.

use super::paragraph::{Line, ends_sentence, list_mark};
use crate::text::Span;

/// What all lines of a text have in common.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Layout {
    /// The width at which the text was wrapped, if it was.
    pub(super) width: Option<usize>,
    /// The same of the lines that were quoted.
    quoted: Option<usize>,
    /// The columns by which first lines of paragraphs are set in, if they are.
    pub(super) first_indent: Option<usize>,
}

impl Layout {
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        let first_indent = first_indent(lines);
        let own: Vec<Pair<'_>> = pairs(lines)
            .filter(|pair| pair.above.depth == 0 && first_indent != Some(pair.below.indent))
            .collect();
        let quoted = lines.iter().filter(|line| line.depth > 0).map(|line| line.width).collect();
        Self { width: width(&own), quoted: nearly_longest(quoted), first_indent }
    }

    /// Whether the first word of the line below would have fitted on the line above it, both being quoted.
    pub(super) fn had_room_in_quotation(&self, above: Line<'_>, below: Line<'_>) -> bool {
        self.quoted.is_none_or(|width| above.width + 1 + first_word_width(below) < width * 3 / 4)
    }
}

/// Two lines with nothing between them.
#[derive(Clone, Copy)]
struct Pair<'a> {
    above: Line<'a>,
    below: Line<'a>,
}

fn pairs<'a>(lines: &'a [Line<'a>]) -> impl Iterator<Item = Pair<'a>> {
    let pairs = lines.iter().zip(lines.iter().skip(1));
    pairs
        .map(|(above, below)| Pair { above: *above, below: *below })
        .filter(|pair| !pair.below.gap && pair.above.depth == pair.below.depth)
}

/// The indent of the lines after which others go on at the margin, if most lines set in so far are such.
fn first_indent(lines: &[Line<'_>]) -> Option<usize> {
    const DEEPEST: usize = 10;
    let margin = lines.iter().map(|line| line.indent).min()?;
    let is_set_in = |line: &Line<'_>| (margin + 2..=margin + DEEPEST).contains(&line.indent);
    let mut counts = [0_usize; DEEPEST + 1];
    for Pair { above, below } in pairs(lines) {
        let goes_on = !ends_sentence(above.words) && list_mark(above.words).is_none();
        if is_set_in(&above) && below.indent == margin && goes_on {
            counts[above.indent - margin] += 1;
        }
    }
    let (indent, count) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    (*count > 0).then_some(margin + indent)
}

/// The width at which lines were wrapped: then nearly every line that another one follows is as long as it could be,
/// and most of them end within a sentence.
fn width(pairs: &[Pair<'_>]) -> Option<usize> {
    let n_pairs = pairs.len();
    let width = nearly_longest(pairs.iter().map(|pair| pair.above.width).collect())?;
    let count = |is_one: &dyn Fn(&Pair<'_>) -> bool| pairs.iter().filter(|p| is_one(p)).count();
    let n_full =
        count(&|pair| (pair.above.width + 1 + first_word_width(pair.below)) * 10 >= width * 9);
    let n_open = count(&|pair| !ends_sentence(pair.above.words));
    let n_flowing = count(&|pair| flows(pair.above.words, pair.below.words));
    // Each line of a verse begins with a capital letter, and most end with a mark.
    let n_capital = count(&|pair| pair.below.words.starts_with(char::is_uppercase));
    let n_marked = count(&|pair| pair.above.words.ends_with(|c: char| c.is_ascii_punctuation()));
    let is_verse = n_capital * 5 >= n_pairs * 4 && n_marked * 5 >= n_pairs * 2 && n_pairs > 2;
    let is_filled = n_full * 5 >= n_pairs * 3 && n_open * 5 >= n_pairs * 2 && !is_verse;
    // Whoever breaks lines by hand does not fill them.
    let is_broken = n_pairs > 1 && n_flowing * 5 >= n_pairs * 4;
    ((30..=140).contains(&width) && (is_filled || is_broken)).then_some(width)
}

/// Not the longest: that may be an address or a line of a table.
fn nearly_longest(mut widths: Vec<usize>) -> Option<usize> {
    let at = widths.len() * 19 / 20;
    (!widths.is_empty()).then(|| *widths.select_nth_unstable(at).1)
}

pub(super) fn first_word_width(line: Line<'_>) -> usize {
    line.words.split_whitespace().next().map_or(0, |word| word.chars().count())
}

/// Whether a sentence runs on from one line to the next.
pub(super) fn flows(above: &str, below: &str) -> bool {
    !ends_sentence(above) && !below.starts_with(char::is_uppercase)
}

pub(super) fn lines<'a>(text: &'a str, depths: &[u8]) -> Vec<Line<'a>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut gap = false;
    for (n, raw) in text.split_inclusive('\n').enumerate() {
        let whole = Span::new(start, start + raw.len());
        start += raw.len();
        let (marks, words) = quoted(raw.trim());
        if words.is_empty() {
            // A line of nothing but `>` parts two paragraphs of a quotation.
            gap = true;
            continue;
        }
        let end = whole.start() + raw.trim_end().len();
        let span = Span::new(end - words.len(), end);
        let indent = if marks > 0 { 0 } else { columns(raw) };
        let width = indent + words.chars().count();
        let depth = depths.get(n).copied().unwrap_or(marks);
        found.push(Line { span, words, indent, width, gap, depth });
        gap = false;
    }
    found
}

/// How many `>` set a line off, and the line without them.
pub(super) fn quoted(line: &str) -> (u8, &str) {
    let words = line.trim_start_matches(|c: char| c == '>' || c.is_whitespace());
    let marks = line.bytes().take(line.len() - words.len()).filter(|byte| *byte == b'>').count();
    (marks.min(99) as u8, words)
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
