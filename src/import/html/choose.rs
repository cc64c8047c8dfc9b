//! Which part of a page is the article: as Mozilla's Readability finds it (paragraphs give points to what holds
//! them), then cut as trafilatura cuts it.

use super::{
    hints::Hints,
    measure::{Page, heading_level, is_block},
    tree::{Id, Tree},
};

/// Shorter runs of words are no paragraphs, in characters.
const SHORTEST: u32 = 25;
/// An article has this many characters, if anything on the page has.
const ENOUGH: u32 = 250;

/// How much is left out before the choice; each try leaves out less.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Strictness {
    Names,
    Tags,
    Nothing,
}

/// The parts of the page that are the article, in their order. What `page` keeps of them is read.
pub(super) fn choose(page: &mut Page<'_>) -> Vec<Id> {
    let before = page.kept.clone();
    let mut best: Option<(u32, Vec<Id>, Vec<bool>)> = None;
    for strictness in [Strictness::Names, Strictness::Tags, Strictness::Nothing] {
        page.kept.clone_from(&before);
        page.measure();
        leave_out(page, strictness);
        page.measure();
        let parts = parts(page);
        let chars = parts.iter().map(|id| page.all[*id].prose()).sum();
        if chars >= ENOUGH {
            return parts;
        }
        if best.as_ref().is_none_or(|(most, ..)| *most * 2 < chars) {
            best = Some((chars, parts, page.kept.clone()));
        }
    }
    let (_, parts, kept) = best.unwrap_or_default();
    page.kept = kept;
    page.measure();
    parts
}

/// Leaves out what is no part of an article by its tags, its role or its names.
fn leave_out(page: &mut Page<'_>, strictness: Strictness) {
    if strictness == Strictness::Nothing {
        return;
    }
    let tree = page.tree;
    let total = page.all[Tree::ROOT].prose().max(1);
    let mut id = 0;
    while id < tree.len() {
        if page.kept[id] && !tree.name(id).is_empty() && is_unlikely(page, id, total, strictness) {
            page.drop(id);
        }
        id = if page.kept[id] { id + 1 } else { tree.end(id) };
    }
}

fn is_unlikely(page: &Page<'_>, id: Id, total: u32, strictness: Strictness) -> bool {
    let tree = page.tree;
    let name = tree.name(id);
    let all = &page.all[id];
    let share = all.prose() as f32 / total as f32;
    if matches!(name, "html" | "body" | "main") || share > 0.9 {
        return false;
    }
    match name {
        "nav" => return true,
        "footer" | "aside" if share < 0.3 => {
            return !tree.ancestors(id).any(|id| tree.name(id) == "blockquote");
        }
        _ => {}
    }
    if tree.attribute(id, "aria-hidden") == Some("true") && share < 0.3 {
        return true;
    }
    let role = tree.attribute(id, "role").unwrap_or_default();
    if matches!(
        role,
        "menu"
            | "menubar"
            | "complementary"
            | "navigation"
            | "alert"
            | "alertdialog"
            | "dialog"
            | "search"
            | "contentinfo"
    ) && share < 0.5
    {
        return true;
    }
    if strictness == Strictness::Tags {
        return false;
    }
    let hints = page.hints[id];
    if hints.has(Hints::HIDDEN) && share < 0.3 {
        return true;
    }
    // What holds the headline is around the article, not beside it.
    if all.n_top_headings > 0 && share > 0.05 || hints.has(Hints::BODY) && share > 0.1 {
        return false;
    }
    if hints.has(Hints::COMMENTS) && !matches!(name, "article" | "a") {
        return true;
    }
    if share > 0.3 || tree.ancestors(id).any(|id| matches!(tree.name(id), "pre" | "code")) {
        return false;
    }
    hints.has(Hints::ASIDE)
        || hints.has(Hints::UNLIKELY)
            && !hints.has(Hints::MAYBE)
            && !matches!(name, "a" | "article")
}

/// Readability's choice: the best candidate, and what stands beside it and looks alike.
fn parts(page: &Page<'_>) -> Vec<Id> {
    let scores = scores(page);
    let Some(top) = top(page, &scores) else {
        return vec![Tree::ROOT];
    };
    let Some(parent) = page.tree.parent(top) else {
        return vec![top];
    };
    let threshold = (scores[top] * 0.2).max(10.0);
    let class = page.tree.attribute(top, "class").unwrap_or_default();
    let joins = |id: Id| {
        if id == top {
            return true;
        }
        if !page.kept[id] || !is_block(page.tree.name(id)) {
            return false;
        }
        let is_alike = !class.is_empty() && page.tree.attribute(id, "class") == Some(class);
        let bonus = if is_alike { scores[top] * 0.2 } else { 0.0 };
        if scores[id] + bonus >= threshold && scores[id] > 0.0 {
            return true;
        }
        let all = &page.all[id];
        page.tree.name(id) == "p" && all.chars > 80 && all.link_density() < 0.25
    };
    page.tree.children(parent).filter(|id| joins(*id)).collect()
}

/// What each element is worth as the article's holder.
fn scores(page: &Page<'_>) -> Vec<f32> {
    let tree = page.tree;
    let mut points = vec![0.0; tree.len()];
    for id in 0..tree.len() {
        let own = &page.own[id];
        if !page.kept[id] || own.chars < SHORTEST || heading_level(tree.name(id)) == Some(1) {
            continue;
        }
        let worth = 1.0 + own.commas as f32 + (own.chars / 100).min(3) as f32;
        let is_mixed =
            page.all[id].chars > own.chars && !matches!(tree.name(id), "p" | "pre" | "td");
        let around = is_mixed.then_some(id).into_iter().chain(tree.ancestors(id));
        for (level, holder) in around.take(6).enumerate() {
            let share = match level {
                0 => 1.0,
                1 => 2.0,
                level => level as f32 * 3.0,
            };
            points[holder] += worth / share;
        }
    }
    for (id, points) in points.iter_mut().enumerate() {
        if *points > 0.0 {
            *points = (*points + base(page, id)) * (1.0 - page.all[id].link_density());
        }
    }
    points
}

fn base(page: &Page<'_>, id: Id) -> f32 {
    let by_name = match page.tree.name(id) {
        "div" | "main" | "article" => 5.0,
        "pre" | "td" | "blockquote" => 3.0,
        "address" | "ol" | "ul" | "dl" | "dd" | "dt" | "li" | "form" => -3.0,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "th" => -5.0,
        _ => 0.0,
    };
    let hints = page.hints[id];
    let mut weight = by_name;
    if hints.has(Hints::POSITIVE) {
        weight += 25.0;
    }
    if hints.has(Hints::NEGATIVE) {
        weight -= 25.0;
    }
    if is_body(page, id) {
        weight += 25.0;
    }
    weight
}

/// Whether the page itself calls this the article's body.
fn is_body(page: &Page<'_>, id: Id) -> bool {
    page.hints[id].has(Hints::BODY)
        || page.tree.attribute(id, "itemprop").is_some_and(|of| {
            of.split_whitespace().any(|of| of.eq_ignore_ascii_case("articleBody"))
        })
}

fn top(page: &Page<'_>, scores: &[f32]) -> Option<Id> {
    let tree = page.tree;
    let mut order: Vec<Id> = (0..tree.len()).filter(|id| scores[*id] > 0.0).collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
    let mut top = *order.first()?;
    // Several good candidates: what holds three of them all.
    let rivals: Vec<Id> = order
        .iter()
        .copied()
        .take(5)
        .skip(1)
        .filter(|id| scores[*id] >= scores[top] * 0.75)
        .collect();
    if rivals.len() >= 3 {
        let holds = |holder: Id| {
            rivals.iter().filter(|id| tree.subtree(holder).contains(*id) && **id != holder).count()
        };
        if let Some(common) =
            tree.ancestors(top).find(|id| tree.name(*id) != "body" && holds(*id) >= 3)
        {
            top = common;
        }
    }
    // A holder that is worth more holds more of the same article.
    let mut last = scores[top];
    let least = last / 3.0;
    for holder in tree.ancestors(top) {
        if matches!(tree.name(holder), "body" | "html" | "") || scores[holder] < least {
            break;
        }
        if scores[holder] > last {
            top = holder;
            break;
        }
        last = scores[holder];
    }
    // An only child is the same as its holder, which may have siblings to join.
    while let Some(parent) = tree.parent(top)
        && !matches!(tree.name(parent), "body" | "html" | "")
        && tree.children(parent).filter(|id| page.kept[*id] && page.all[*id].chars > 0).count() == 1
    {
        top = parent;
    }
    Some(top)
}
