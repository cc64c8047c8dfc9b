//! What every part of a page holds, counted once for all of them: words, links, commas, paragraphs.

use std::collections::BTreeMap;

use super::{
    hints::Hints,
    notes::notes,
    tree::{Id, Tree},
};

/// What stands in one element and below it, of what is kept.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Measure {
    /// Characters, white space squeezed.
    pub(super) chars: u32,
    /// Of these in links to other pages.
    pub(super) link_chars: u32,
    pub(super) commas: u32,
    /// Of characters that stand in headings.
    pub(super) heading_chars: u32,
    pub(super) list_chars: u32,
    pub(super) n_paragraphs: u32,
    pub(super) n_items: u32,
    pub(super) n_pictures: u32,
    pub(super) n_inputs: u32,
    pub(super) n_embeds: u32,
    pub(super) n_links: u32,
    pub(super) n_top_headings: u32,
}

impl Measure {
    fn add(&mut self, other: &Self) {
        self.chars += other.chars;
        self.link_chars += other.link_chars;
        self.commas += other.commas;
        self.heading_chars += other.heading_chars;
        self.list_chars += other.list_chars;
        self.n_paragraphs += other.n_paragraphs;
        self.n_items += other.n_items;
        self.n_pictures += other.n_pictures;
        self.n_inputs += other.n_inputs;
        self.n_embeds += other.n_embeds;
        self.n_links += other.n_links;
        self.n_top_headings += other.n_top_headings;
    }

    /// The share of characters that are links.
    pub(super) fn link_density(&self) -> f32 {
        if self.chars == 0 { 0.0 } else { self.link_chars as f32 / self.chars as f32 }
    }

    /// Characters outside links.
    pub(super) const fn prose(&self) -> u32 {
        self.chars.saturating_sub(self.link_chars)
    }
}

/// A page as it is judged: every node with its hints and measures.
pub(super) struct Page<'a> {
    pub(super) tree: &'a Tree,
    pub(super) hints: Vec<Hints>,
    /// Of a node and all below it.
    pub(super) all: Vec<Measure>,
    /// Of a block's words outside the blocks within it.
    pub(super) own: Vec<Measure>,
    /// What is not left out.
    pub(super) kept: Vec<bool>,
    /// Its footnotes.
    pub(super) notes: BTreeMap<Id, Vec<String>>,
    /// What readers see on the page.
    pub(super) seen: Vec<bool>,
}

impl<'a> Page<'a> {
    pub(super) fn new(tree: &'a Tree) -> Self {
        let hints = (0..tree.len())
            .map(|id| {
                let name = |name| tree.attribute(id, name).unwrap_or_default();
                Hints::of(name("class"), name("id"))
            })
            .collect();
        let mut page = Self {
            tree,
            hints,
            all: vec![Measure::default(); tree.len()],
            own: vec![Measure::default(); tree.len()],
            kept: vec![true; tree.len()],
            notes: BTreeMap::new(),
            seen: Vec::new(),
        };
        let mut id = 0;
        while id < tree.len() {
            if is_never_read(tree, id) {
                page.drop(id);
                id = tree.end(id);
            } else {
                id += 1;
            }
        }
        page.seen.clone_from(&page.kept);
        page.notes = notes(tree, &page.hints, &page.seen);
        page.measure();
        page
    }

    /// Leaves `id` and all below it out. The measures are as before until [`Self::measure`].
    pub(super) fn drop(&mut self, id: Id) {
        let range = self.tree.subtree(id);
        self.kept[range].fill(false);
    }

    pub(super) fn measure(&mut self) {
        let n = self.tree.len();
        self.all.fill(Measure::default());
        self.own.fill(Measure::default());
        // What the nearest block, link, heading and list around each node are.
        let mut around = vec![Around::default(); n];
        for id in 0..n {
            if !self.kept[id] {
                continue;
            }
            let mut here =
                self.tree.parent(id).map_or_else(Around::default, |parent| around[parent]);
            let own = &mut self.all[id];
            if let Some(text) = self.tree.text(id) {
                count(text, own);
                let chars = own.chars;
                own.link_chars = if here.is_link { chars } else { 0 };
                own.heading_chars = if here.is_heading { chars } else { 0 };
                own.list_chars = if here.is_list { chars } else { 0 };
                let own = *own;
                self.own[here.block].add(&own);
            } else {
                match self.tree.name(id) {
                    "p" => own.n_paragraphs = 1,
                    "li" => own.n_items = 1,
                    "img" | "picture" => own.n_pictures = 1,
                    "input" | "select" | "textarea" => own.n_inputs = 1,
                    "embed" | "object" | "iframe" | "video" | "audio" => own.n_embeds = 1,
                    "h1" => own.n_top_headings = 1,
                    "a" => {
                        let address = self.tree.attribute(id, "href").unwrap_or_default();
                        here.is_link = !address.is_empty() && !address.starts_with('#');
                        own.n_links = u32::from(here.is_link);
                    }
                    _ => {}
                }
                let name = self.tree.name(id);
                here.is_heading |= heading_level(name).is_some();
                here.is_list |= matches!(name, "ul" | "ol" | "dl");
                if is_block(name) {
                    here.block = id;
                }
                around[id] = here;
            }
        }
        for id in (1..n).rev() {
            if self.kept[id]
                && let Some(parent) = self.tree.parent(id)
            {
                let own = self.all[id];
                self.all[parent].add(&own);
            }
        }
    }

    pub(super) fn has_notes(&self, id: Id) -> bool {
        self.notes.range(self.tree.subtree(id)).next().is_some()
    }

    pub(super) fn has_blocks(&self, id: Id) -> bool {
        self.tree.subtree(id).skip(1).any(|id| self.kept[id] && is_block(self.tree.name(id)))
    }
}

#[derive(Clone, Copy, Default)]
struct Around {
    block: Id,
    is_link: bool,
    is_heading: bool,
    is_list: bool,
}

fn count(text: &str, measure: &mut Measure) {
    let mut was_space = true;
    for c in text.chars() {
        let is_space = c.is_whitespace();
        if !is_space {
            measure.chars += 1 + u32::from(was_space);
            let is_comma = matches!(c, ',' | '،' | '、' | '，' | '﹐' | '﹑' | '⹁' | '⸲');
            measure.commas += u32::from(is_comma);
        }
        was_space = is_space;
    }
}

/// Elements that begin and end a line of their own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "optgroup"
            | "option"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "listing"
            | "xmp"
    )
}

pub(super) fn heading_level(name: &str) -> Option<u8> {
    match name {
        "h1" => Some(1),
        "h2" => Some(2),
        "h3" => Some(3),
        "h4" => Some(4),
        "h5" => Some(5),
        "h6" => Some(6),
        _ => None,
    }
}

/// What holds no words of a page, or none that are seen.
fn is_never_read(tree: &Tree, id: Id) -> bool {
    match tree.name(id) {
        "script" | "style" | "template" | "noscript" | "noembed" | "noframes" | "iframe"
        | "object" | "embed" | "applet" | "svg" | "canvas" | "audio" | "video" | "map" | "head"
        | "link" | "meta" | "title" | "select" | "textarea" | "datalist" | "annotation"
        | "annotation-xml" | "dialog" | "input" | "button" => true,
        _ => is_hidden(tree, id),
    }
}

fn is_hidden(tree: &Tree, id: Id) -> bool {
    if tree.attribute(id, "hidden").is_some() {
        return true;
    }
    tree.attribute(id, "style").is_some_and(|style| {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).take(2000).collect();
        let style = style.to_ascii_lowercase();
        style.contains("display:none") || style.contains("visibility:hidden")
    })
}
