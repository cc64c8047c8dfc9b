//! What stands in the chosen part and is not of the article: ways to other articles, shares, sign-ups, advertisements.
//!
//! Told line by line, by words that sites use in the languages that most pages are written in, and by links.

use std::{collections::HashSet, sync::LazyLock};

use super::{
    hints::Hints,
    measure::{Page, heading_level, is_block},
    tree::Id,
};
use crate::text::one_line;

/// The words of phrases.txt, in lower case.
struct Phrases {
    leads: Vec<&'static str>,
    asks: Vec<&'static str>,
    lines: HashSet<&'static str>,
    shares: HashSet<&'static str>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases {
    leads: section("[leads]").collect(),
    asks: section("[asks]").collect(),
    lines: section("[lines]").collect(),
    shares: section("[shares]").collect(),
});

/// The phrases of one part of the file.
fn section(name: &'static str) -> impl Iterator<Item = &'static str> {
    let lines = include_str!("phrases.txt").lines();
    let words = lines.skip_while(move |line| *line != name).skip(1);
    words
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Leaves out of `parts` what is no part of the article.
pub(super) fn cut(page: &mut Page<'_>, parts: &[Id]) {
    for part in parts {
        cut_lists(page, *part);
        cut_lines(page, *part);
    }
    page.measure();
    cut_tail(page, parts);
}

/// Lists of links that are no part of the text.
fn cut_lists(page: &mut Page<'_>, part: Id) {
    let tree = page.tree;
    let mut id = part + 1;
    while id < tree.end(part) {
        if !page.kept[id] {
            id = tree.end(id);
            continue;
        }
        if is_way_elsewhere(page, id) {
            page.drop(id);
            id = tree.end(id);
        } else {
            id += 1;
        }
    }
}

fn is_way_elsewhere(page: &Page<'_>, id: Id) -> bool {
    let tree = page.tree;
    let all = &page.all[id];
    if all.chars == 0 || page.has_notes(id) {
        return false;
    }
    let density = all.link_density();
    match tree.name(id) {
        "ul" | "ol" | "dl" => {
            let is_share = all.chars < 200 && is_sharing(&one_line(&tree.all_text(id)));
            is_share || density > 0.85 && (all.n_links > 1 || is_after_lead(page, id))
        }
        "div" | "section" | "aside" => {
            let hints = page.hints[id];
            !hints.has(Hints::BODY)
                && all.n_paragraphs <= 3
                && all.n_links > 1
                && density > 0.7
                && all.n_pictures < 10
        }
        _ => false,
    }
}

/// Whether the heading or line before leads elsewhere.
fn is_after_lead(page: &Page<'_>, id: Id) -> bool {
    let tree = page.tree;
    let Some(parent) = tree.parent(id) else { return false };
    let before = tree
        .children(parent)
        .take_while(|child| *child < id)
        .filter(|child| page.all[*child].chars > 0);
    before.last().is_some_and(|before| leads(&one_line(&tree.all_text(before)).to_lowercase()))
}

fn leads(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    PHRASES.leads.iter().any(|lead| line.starts_with(lead))
}

fn is_sharing(line: &str) -> bool {
    let mut n = 0;
    for word in line.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '+') {
        if word.is_empty() || word.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        if !PHRASES.shares.contains(word.to_lowercase().as_str()) {
            return false;
        }
        n += 1;
    }
    n > 0
}

/// A block of its own that holds no others.
fn is_line(page: &Page<'_>, id: Id) -> bool {
    let own = &page.own[id];
    page.kept[id]
        && own.chars > 0
        && own.chars == page.all[id].chars
        && is_block(page.tree.name(id))
}

fn cut_lines(page: &mut Page<'_>, part: Id) {
    let tree = page.tree;
    let mut after_lead = false;
    for id in tree.subtree(part) {
        if !is_line(page, id) || page.has_notes(id) || matches!(tree.name(id), "pre" | "td" | "th")
        {
            after_lead &= page.kept[id] && page.own[id].chars == 0;
            continue;
        }
        let own = &page.own[id];
        let density = own.link_density();
        let line = if own.chars < 400 { one_line(&page_text(page, id)) } else { String::new() };
        let lower = line.to_lowercase();
        let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
        let is_lead = own.chars < 400 && leads(&lower);
        let is_heading = heading_level(tree.name(id)).is_some();
        let is_bare = line.ends_with(':') || is_heading || ends_bare(&line);
        let drops = if is_lead && (density > 0.3 || own.chars < 40 && is_bare)
            || after_lead && density > 0.7
        {
            true
        } else if own.chars < 400 && PHRASES.asks.iter().any(|ask| lower.starts_with(ask)) {
            own.link_chars > 0 || own.chars < 120
        } else {
            own.chars < 60
                && (PHRASES.lines.contains(bare)
                    || PHRASES.lines.contains(lower.as_str())
                    || is_sharing(&line)
                    || is_pager(&line))
        };
        after_lead = is_lead && own.chars < 60 || after_lead && drops;
        if drops {
            page.drop(id);
        }
    }
}

/// Ends as no sentence does.
fn ends_bare(line: &str) -> bool {
    !line.ends_with(['.', '!', '?', '”', '"'])
}

/// "1 2 3 4", "1 - 5 of 36", "Image 1 of 5".
fn is_pager(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
    let n_numbers = words.iter().filter(|word| is_number(word)).count();
    let is_other = |word: &&str| {
        matches!(
            word.to_lowercase().as_str(),
            "of" | "-" | "/" | "von" | "image" | "bild" | "next" | "»" | "de" | "page" | "|"
        )
    };
    n_numbers >= 2 && words.iter().all(|word| is_number(word) || is_other(word))
}

fn page_text(page: &Page<'_>, id: Id) -> String {
    page.tree.subtree(id).filter(|id| page.kept[*id]).filter_map(|id| page.tree.text(id)).collect()
}

/// Headings at the end that head nothing.
fn cut_tail(page: &mut Page<'_>, parts: &[Id]) {
    let Some(last) = parts.last() else { return };
    let tree = page.tree;
    for id in tree.subtree(*last).rev() {
        if !page.kept[id] {
            continue;
        }
        let is_word = tree.text(id).is_some_and(|text| !text.trim().is_empty());
        let heading = || tree.ancestors(id).find(|id| heading_level(tree.name(*id)).is_some());
        match is_word.then(heading) {
            Some(Some(heading)) => page.drop(heading),
            Some(None) => return,
            None if tree.name(id) == "img" => return,
            None => {}
        }
    }
}
