//! Which parts of a page are footnotes: what marks in the text lead to.

use std::collections::{BTreeMap, HashMap};

use super::{
    hints::Hints,
    measure::is_block,
    tree::{Id, Tree},
};

/// Longer passages are no footnotes, in characters.
const LONGEST: usize = 3000;

/// The blocks that hold a footnote each, with what marks call them.
pub(super) fn notes(tree: &Tree, hints: &[Hints], seen: &[bool]) -> BTreeMap<Id, Vec<String>> {
    let mut wanted: HashMap<&str, Id> = HashMap::new();
    for id in tree.named(Tree::ROOT, "a").filter(|id| seen[*id]) {
        if let Some((_, name)) = tree.attribute(id, "href").and_then(|to| to.split_once('#'))
            && !name.is_empty()
            && is_mark(tree, hints, id)
        {
            wanted.entry(name).or_insert(id);
        }
    }
    let mut notes: BTreeMap<Id, Vec<String>> = BTreeMap::new();
    if wanted.is_empty() {
        return notes;
    }
    for id in (0..tree.len()).filter(|id| seen[*id]) {
        let Some(name) = tree.attribute(id, "id").or_else(|| tree.attribute(id, "name")) else {
            continue;
        };
        let Some(mark) = wanted.get(name) else { continue };
        let block = std::iter::once(id).chain(tree.ancestors(id)).find(|id| {
            is_block(tree.name(*id))
                && !matches!(tree.name(*id), "td" | "th" | "tr" | "tbody" | "body")
        });
        // A note stands below its mark; the way back leads up.
        if let Some(block) = block.filter(|block| block > mark)
            && tree.subtree(block).filter_map(|id| tree.text(id)).map(str::len).sum::<usize>()
                < LONGEST
        {
            notes.entry(block).or_default().push(name.to_owned());
        }
    }
    notes
}

fn is_mark(tree: &Tree, hints: &[Hints], id: Id) -> bool {
    let says = |name, what: &str| tree.attribute(id, name).is_some_and(|is| is.contains(what));
    let is_raised = || {
        tree.ancestors(id).take(3).any(|id| tree.name(id) == "sup")
            || tree.subtree(id).any(|id| tree.name(id) == "sup")
    };
    let is_short =
        tree.subtree(id).filter_map(|id| tree.text(id)).map(str::len).sum::<usize>() < 12;
    is_short
        && (says("role", "doc-noteref")
            || says("epub:type", "noteref")
            || says("rel", "footnote")
            || hints[id].has(Hints::NOTES)
            || is_raised())
}
