//! Tables in plain text: rows of as many cells each, which tabs part, or spaces up to the same column.

use super::paragraph::{Line, list_mark};
use crate::text::Span;

/// Longer cells hold sentences, in characters.
const LONGEST: usize = 60;

/// How many of the first of these lines are the rows of a table; none where they are not.
pub(super) fn n_rows(lines: &[Line<'_>]) -> usize {
    let Some(first) = lines.first() else { return 0 };
    let n_cells = cells(first.words).count();
    if n_cells < 2 {
        return 0;
    }
    let is_row = |line: &Line<'_>| {
        line.depth == first.depth
            && list_mark(line.words).is_none()
            && cells(line.words).count() == n_cells
            && cells(line.words).all(|cell| cell.of(line.words).chars().count() <= LONGEST)
    };
    let below = lines.iter().skip(1).take_while(|line| !line.gap && is_row(line)).count();
    if !is_row(first) || below == 0 {
        return 0;
    }
    let rows = &lines[..=below];
    let words: usize = rows.iter().map(|row| row.words.split_whitespace().count()).sum();
    let is_terse = words <= 4 * n_cells * rows.len();
    let has_tabs = rows.iter().all(|row| row.words.contains('\t'));
    let is_aligned = (1..n_cells).all(|column| {
        let edge = |is_end: bool| {
            let at = |row: &Line<'_>| {
                let cell = cells(row.words).nth(column).unwrap_or_default();
                let byte = if is_end { cell.end() } else { cell.start() };
                row.indent + row.words.get(..byte).map_or(0, |before| before.chars().count())
            };
            rows.iter().all(|row| at(row).abs_diff(at(first)) <= 1)
        };
        edge(false) || edge(true)
    });
    if is_terse && (has_tabs || is_aligned) { rows.len() } else { 0 }
}

/// The cells of a row.
pub(super) fn cells(row: &str) -> impl Iterator<Item = Span> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = row.get(start..)?;
        let skipped = rest.len() - rest.trim_start().len();
        let begin = start + skipped;
        let rest = row.get(begin..).filter(|rest| !rest.is_empty())?;
        let length = gap(rest).unwrap_or(rest.len());
        start = begin + length;
        Some(Span::new(begin, start).trim(row))
    })
}

/// Where the first cell of `rest` ends. Two spaces after a full stop are only a wide space.
fn gap(rest: &str) -> Option<usize> {
    rest.match_indices(['\t', ' ']).map(|(at, _)| at).find(|at| {
        let (before, after) = rest.split_at_checked(*at).unwrap_or_default();
        let spaces = after.len() - after.trim_start_matches(' ').len();
        after.starts_with('\t')
            || spaces > 2
            || spaces == 2 && !before.ends_with(['.', '!', '?', ':', ';', '”', '"', ')'])
    })
}
