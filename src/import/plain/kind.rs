//! Which kind of block each paragraph is. Where in doubt, a paragraph.

use super::{
    credit::{is_caption, is_credit},
    head::{
        is_byline, is_clock_line, is_credited, is_date, is_issue, is_office, is_person,
        is_place_and_date, is_status, is_title, is_wire_dateline, is_years,
    },
    paragraph::{Form, ListMark, Paragraph, ends_sentence, list_mark},
};
use crate::article::BlockKind;

/// How many paragraphs may stand above the body.
const HEAD: usize = 8;

/// From how many columns a paragraph counts as set in.
const SET_IN: usize = 3;

pub(super) fn kinds(all: &[Paragraph<'_>]) -> Vec<BlockKind> {
    // Where many paragraphs are set in, or begin so, that is how the text is set, and marks nothing.
    let n_set_in = all.iter().filter(|paragraph| paragraph.indent >= SET_IN).count();
    let begin_set_in = all.iter().any(|paragraph| paragraph.begins_set_in);
    let set_in_marks = |paragraph: &Paragraph<'_>| {
        n_set_in * 3 <= all.len() && (!begin_set_in || paragraph.words.contains('\n'))
    };
    let mut kinds: Vec<BlockKind> =
        (0..all.len()).map(|at| kind_by_itself(all, at, set_in_marks(&all[at]))).collect();
    let body = mark_head(all, &mut kinds);
    mark_headings(all, &mut kinds, body);
    kinds
}

/// What the paragraph's own words and its neighbours' first words tell.
fn kind_by_itself(all: &[Paragraph<'_>], at: usize, set_in_marks: bool) -> BlockKind {
    let Paragraph { words, indent, form, .. } = all[at];
    if form == Form::Rows {
        BlockKind::Cell
    } else if form == Form::Quoted {
        BlockKind::Quotation
    } else if is_list_item(all, at) {
        BlockKind::ListItem
    } else if is_caption(words) {
        BlockKind::Caption
    } else if is_credit(words, at + 6 >= all.len()) {
        BlockKind::Credit
    } else if is_wire_dateline(words) {
        BlockKind::Dateline
    } else if set_in_marks && indent >= SET_IN && ends_sentence(words)
        || is_display_quotation(all, at)
    {
        BlockKind::Quotation
    } else {
        BlockKind::Paragraph
    }
}

fn is_list_item(all: &[Paragraph<'_>], at: usize) -> bool {
    let Some(mark) = list_mark(all[at].words) else { return false };
    // A dash or a number may begin any sentence; a list has at least two items.
    let fits = |other: Option<&Paragraph<'_>>, step: i64| {
        other.and_then(|other| list_mark(other.words)).is_some_and(|other| match (mark, other) {
            (ListMark::Number(n), ListMark::Number(m)) => i64::from(n) + step == i64::from(m),
            (ListMark::Letter(n), ListMark::Letter(m)) => {
                i64::from(u32::from(n)) + step == i64::from(u32::from(m))
            }
            _ => mark == other,
        })
    };
    mark == ListMark::Bullet
        || fits(all.get(at + 1), 1)
        || fits(at.checked_sub(1).and_then(|before| all.get(before)), -1)
}

/// Whether a paragraph is one long quotation, set apart from paragraphs that begin with no quotation; in a
/// dialogue such paragraphs follow one another and are paragraphs like others.
fn is_display_quotation(all: &[Paragraph<'_>], at: usize) -> bool {
    const SHORTEST: usize = 60;
    let words = all[at].words;
    let is_whole = [('“', '”'), ('«', '»'), ('"', '"')].iter().any(|(open, close)| {
        words
            .strip_prefix(*open)
            .and_then(|rest| rest.trim_end_matches('.').strip_suffix(*close))
            .is_some_and(|inner| !inner.contains([*open, *close]))
    });
    let opens = |other: Option<&Paragraph<'_>>| {
        other.is_some_and(|other| other.words.starts_with(['“', '«', '"', '‘', '`', '\'']))
    };
    words.len() >= SHORTEST
        && is_whole
        && !opens(all.get(at + 1))
        && !opens(at.checked_sub(1).and_then(|before| all.get(before)))
}

/// Marks headline, byline and dateline, if a body follows them. Gives the index of the body's first paragraph.
fn mark_head(all: &[Paragraph<'_>], kinds: &mut [BlockKind]) -> usize {
    let mut found = Vec::new();
    for (at, kind) in kinds.iter().copied().enumerate().take(HEAD) {
        let kind = match kind {
            BlockKind::Paragraph => head_kind(all, at, &found),
            BlockKind::Dateline | BlockKind::Credit => Some(kind),
            // "Request for Comments: 9999      April 2001"
            BlockKind::Cell if !found.contains(&BlockKind::Headline) => Some(kind),
            BlockKind::Caption if found.contains(&BlockKind::Headline) => Some(kind),
            _ => None,
        };
        match kind {
            Some(kind) => found.push(kind),
            None => break,
        }
    }
    let body = found.len();
    let has_body = all
        .iter()
        .zip(&*kinds)
        .skip(body)
        .filter(|(_, kind)| **kind == BlockKind::Paragraph)
        .take(3)
        .any(|(paragraph, _)| is_prose(paragraph));
    for (at, kind) in found.into_iter().enumerate() {
        let is_title = matches!(kind, BlockKind::Headline | BlockKind::Heading);
        if has_body || !is_title {
            kinds[at] = kind;
        }
    }
    body
}

/// What a paragraph is that stands below those `found`, if it belongs to the head.
fn head_kind(all: &[Paragraph<'_>], at: usize, found: &[BlockKind]) -> Option<BlockKind> {
    let words = all[at].words;
    let has_headline = found.contains(&BlockKind::Headline);
    let after_byline = found.last() == Some(&BlockKind::Byline);
    let after_headline = found.last() == Some(&BlockKind::Headline);
    if is_byline(words) || is_credited(words) {
        Some(BlockKind::Byline)
    } else if is_date(words) || is_place_and_date(words) || is_status(words) || is_issue(words) {
        Some(BlockKind::Dateline)
    } else if after_byline && is_office(words) || has_headline && is_signed(all, at) {
        Some(BlockKind::Byline)
    } else if is_title(words) && !has_headline && is_headline(all, at) {
        Some(BlockKind::Headline)
    } else if is_title(words) && !ends_sentence(words) {
        Some(BlockKind::Heading)
    } else {
        // A sentence or two may sum up the article between headline and byline.
        (after_headline && has_particulars_below(all, at)).then_some(BlockKind::Paragraph)
    }
}

/// Whether the next paragraph says by whom, where or when.
fn has_particulars_below(all: &[Paragraph<'_>], at: usize) -> bool {
    all.get(at + 1).is_some_and(|next| {
        is_byline(next.words)
            || is_credited(next.words)
            || is_date(next.words)
            || is_wire_dateline(next.words)
            || is_signed(all, at + 1)
    })
}

/// Whether a paragraph is a bare name with a date below it.
fn is_signed(all: &[Paragraph<'_>], at: usize) -> bool {
    is_person(all[at].words) && all.get(at + 1).is_some_and(|next| is_date(next.words))
}

/// One word is more often a rubric ("Analysis", "Overview") than a headline, and a question may begin the
/// body; a byline or a date below either leaves no doubt.
fn is_headline(all: &[Paragraph<'_>], at: usize) -> bool {
    let words = all[at].words;
    words.split_whitespace().nth(1).is_some() && !ends_sentence(words)
        || has_particulars_below(all, at)
}

/// Whether a paragraph says something: a sentence of a few words at least, and not the end of one.
fn is_prose(paragraph: &Paragraph<'_>) -> bool {
    let words = paragraph.words;
    !words.starts_with(char::is_lowercase)
        && (ends_sentence(words) || words.ends_with(':') || words.len() > 200)
        && words.split_whitespace().nth(3).is_some()
}

/// A question is a heading only between empty lines.
fn is_set_apart(all: &[Paragraph<'_>], at: usize) -> bool {
    !ends_sentence(all[at].words) || all[at].gap && all.get(at + 1).is_some_and(|next| next.gap)
}

/// Marks headings in the body: short lines without a sentence, at most three together, with prose below.
fn mark_headings(all: &[Paragraph<'_>], kinds: &mut [BlockKind], body: usize) {
    const LONGEST: usize = 100;
    const TOGETHER: usize = 3;
    let mut run = 0;
    for at in body..all.len() {
        let Paragraph { words, .. } = all[at];
        let is_candidate = kinds[at] == BlockKind::Paragraph
            && words.len() <= LONGEST
            && !words.contains('\n')
            && !words.starts_with(['"', '“', '‘', '\'', '`'])
            && (is_title(words) && is_set_apart(all, at)
                || is_date(words)
                || is_years(words)
                || is_clock_line(words));
        if is_candidate {
            run += 1;
            continue;
        }
        if (1..=TOGETHER).contains(&run) && kinds[at] == BlockKind::Paragraph && is_prose(&all[at])
        {
            kinds[at - run..at].fill(BlockKind::Heading);
        }
        run = 0;
    }
}
