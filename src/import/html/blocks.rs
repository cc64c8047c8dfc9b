//! The chosen part of a page, written down as blocks: headings, lists, quotations, tables, captions, pictures.

use super::{
    address,
    hints::Hints,
    measure::{Page, heading_level, is_block},
    tree::Id,
};
use crate::{
    article::{BlockKind, ContainerKind, InlineKind, Picture},
    import::write::Writer,
    text::one_line,
};

/// Longer runs of words are no photo credits, in characters.
const LONGEST_CREDIT: u32 = 120;
/// Pictures this small are no pictures: they count visits or paint corners.
const SMALLEST_PICTURE: u32 = 8;

pub(super) struct Blocks<'a> {
    pub(super) page: &'a Page<'a>,
    /// What addresses on the page are relative to.
    pub(super) base: Option<&'a str>,
    pub(super) writer: Writer,
    /// Within a caption, a quotation: what a bare run of words is.
    leaf: Vec<BlockKind>,
    /// The footnotes that are written.
    noted: Vec<Id>,
    /// What some blocks are, whatever their tags say.
    pub(super) known: Vec<(Id, BlockKind)>,
}

impl<'a> Blocks<'a> {
    pub(super) fn new(page: &'a Page<'a>, base: Option<&'a str>) -> Self {
        Self {
            page,
            base,
            writer: Writer::default(),
            leaf: vec![BlockKind::Paragraph],
            noted: Vec::new(),
            known: Vec::new(),
        }
    }

    /// Writes `id` and what is kept below it. The tree is never deeper than its builder lets it be.
    pub(super) fn write(&mut self, id: Id) {
        if !self.page.kept[id] {
            return;
        }
        let tree = self.page.tree;
        if let Some(text) = tree.text(id) {
            self.writer.words(text);
            return;
        }
        if let Some((_, leaf)) = self.known.iter().find(|(known, _)| *known == id) {
            return self.leaf(*leaf, id);
        }
        if let Some(names) = self.page.notes.get(&id) {
            return self.note(id, names);
        }
        self.page_break(id);
        let name = tree.name(id);
        if let Some(level) = heading_level(name) {
            return self.heading(level, id);
        }
        match name {
            "br" => self.writer.line_break(),
            "hr" => self.block(),
            "wbr" => {}
            "img" => self.picture(id),
            "blockquote" => self.held(ContainerKind::Quotation, id),
            "ul" | "ol" | "dl"
                if self.page.tree.children(id).any(|item| self.page.notes.contains_key(&item)) =>
            {
                self.block();
                self.inside(id);
            }
            "ul" | "menu" | "dl" => {
                self.held(ContainerKind::List { is_ordered: false, start: 1 }, id);
            }
            "ol" => {
                let start = tree.attribute(id, "start").and_then(|start| start.parse().ok());
                self.held(ContainerKind::List { is_ordered: true, start: start.unwrap_or(1) }, id);
            }
            "li" | "dd" | "dt" => self.held(ContainerKind::Item, id),
            "pre" | "listing" | "xmp" => self.code(id),
            "table" => self.table(id),
            "figure" => self.held(ContainerKind::Figure, id),
            "figcaption" | "caption" => self.leaf(BlockKind::Caption, id),
            "a" => self.link(id),
            "em" | "i" | "cite" | "dfn" | "var" => self.marked(InlineKind::Emphasis, id),
            "strong" | "b" => self.marked(InlineKind::Strong, id),
            "code" | "kbd" | "samp" | "tt" => self.marked(InlineKind::Code, id),
            "sup" => self.marked(InlineKind::Superscript, id),
            "sub" => self.marked(InlineKind::Subscript, id),
            "s" | "strike" | "del" => self.marked(InlineKind::Strikethrough, id),
            _ if is_block(name) => self.other_block(id),
            _ if self.is_in_caption() && self.is_credit(id) => self.leaf(BlockKind::Credit, id),
            _ => self.inside(id),
        }
    }

    /// E-books mark where the pages of print begin.
    fn page_break(&mut self, id: Id) {
        let tree = self.page.tree;
        let says = |name, what: &str| tree.attribute(id, name).is_some_and(|is| is.contains(what));
        if says("epub:type", "pagebreak") || says("role", "doc-pagebreak") {
            let label = tree.attribute(id, "title").or_else(|| tree.attribute(id, "aria-label"));
            let label = label.map_or_else(|| one_line(&tree.all_text(id)), str::to_owned);
            self.writer.page(&label);
        }
    }

    fn inside(&mut self, id: Id) {
        for child in self.page.tree.children(id) {
            self.write(child);
        }
    }

    fn block(&mut self) {
        let leaf = self.leaf.last().copied().unwrap_or(BlockKind::Paragraph);
        self.writer.begin(leaf);
    }

    fn other_block(&mut self, id: Id) {
        let hints = self.page.hints[id];
        let all = &self.page.all[id];
        if all.chars == 0 && all.n_pictures == 0 && self.page.tree.name(id) == "div" {
            // Nothing to be seen: it parts no words.
            return;
        }
        if self.is_in_caption() && self.is_credit(id) {
            return self.leaf(BlockKind::Credit, id);
        }
        if hints.has(Hints::CAPTION)
            && all.chars < 600
            && all.n_pictures == 0
            && !hints.has(Hints::BODY)
        {
            return self.leaf(BlockKind::Caption, id);
        }
        self.block();
        self.inside(id);
        self.block();
    }

    fn is_credit(&self, id: Id) -> bool {
        self.page.hints[id].has(Hints::CREDIT)
            && self.page.all[id].chars <= LONGEST_CREDIT
            && !self.page.has_blocks(id)
    }

    fn is_in_caption(&self) -> bool {
        self.leaf.last() == Some(&BlockKind::Caption)
    }

    fn leaf(&mut self, leaf: BlockKind, id: Id) {
        self.leaf.push(leaf);
        self.block();
        self.inside(id);
        self.leaf.pop();
        self.block();
    }

    fn note(&mut self, id: Id, names: &[String]) {
        self.noted.push(id);
        self.writer.open(ContainerKind::Footnote);
        for name in names {
            self.writer.name_note(name);
        }
        let tree = self.page.tree;
        let list = tree.parent(id).filter(|list| tree.name(id) == "li" && tree.name(*list) == "ol");
        if let Some(list) = list {
            let before = tree.children(list).take_while(|item| *item < id);
            let start = before.filter(|item| tree.name(*item) == "li").count() as u32 + 1;
            self.writer.open(ContainerKind::List { is_ordered: true, start });
            self.held(ContainerKind::Item, id);
            self.writer.close();
        } else {
            self.block();
            self.inside(id);
        }
        self.writer.close();
        self.block();
    }

    /// The footnotes that stand outside of what was written.
    pub(super) fn write_notes(&mut self) {
        for (id, names) in &self.page.notes {
            if !self.noted.contains(id) && self.page.seen[*id] {
                self.note(*id, names);
            }
        }
    }

    fn heading(&mut self, level: u8, id: Id) {
        self.writer.begin_heading(level);
        self.inside(id);
        self.block();
    }

    fn held(&mut self, holder: ContainerKind, id: Id) {
        self.writer.open(holder);
        self.leaf.push(BlockKind::Paragraph);
        self.block();
        self.inside(id);
        self.leaf.pop();
        self.writer.close();
        self.block();
    }

    fn code(&mut self, id: Id) {
        self.writer.begin(BlockKind::Code);
        for id in self.page.tree.subtree(id) {
            if !self.page.kept[id] {
                continue;
            }
            match self.page.tree.text(id) {
                Some(text) => self.writer.verbatim(text),
                None if matches!(self.page.tree.name(id), "br") => self.writer.verbatim("\n"),
                None => {}
            }
        }
        self.block();
    }

    fn link(&mut self, id: Id) {
        match self.page.tree.attribute(id, "href") {
            Some(to) if !to.is_empty() && !to.trim_start().starts_with("javascript:") => {
                let to = address::join(self.base, to);
                self.marked(InlineKind::Link(to), id);
            }
            _ => self.inside(id),
        }
    }

    fn marked(&mut self, mark: InlineKind, id: Id) {
        self.writer.mark(mark);
        self.inside(id);
        self.writer.unmark();
    }

    /// A table of data by rows and cells; one that only places things on the page is looked through.
    fn table(&mut self, id: Id) {
        if !self.is_data(id) {
            self.block();
            self.inside(id);
            self.block();
            return;
        }
        let tree = self.page.tree;
        for caption in tree.named(id, "caption") {
            self.write(caption);
        }
        self.writer.open(ContainerKind::Table);
        let rows: Vec<Id> = tree.named(id, "tr").filter(|row| self.page.kept[*row]).collect();
        for row in rows {
            self.writer.open(ContainerKind::Row);
            for cell in tree.children(row).filter(|cell| matches!(tree.name(*cell), "td" | "th")) {
                self.held(ContainerKind::Cell { is_header: tree.name(cell) == "th" }, cell);
            }
            self.writer.close();
        }
        self.writer.close();
        self.block();
    }

    fn is_data(&self, id: Id) -> bool {
        let tree = self.page.tree;
        if matches!(tree.attribute(id, "role"), Some("presentation" | "none")) {
            return false;
        }
        let mut n_rows = 0;
        let mut n_cells = 0;
        for below in tree.subtree(id).skip(1).filter(|id| self.page.kept[*id]) {
            match tree.name(below) {
                "table" => return false,
                "tr" => n_rows += 1,
                "td" | "th" => {
                    n_cells += 1;
                    // Whole passages in cells are a page's columns.
                    if self.page.all[below].chars > 1500 || self.page.all[below].n_paragraphs > 3 {
                        return false;
                    }
                }
                _ => {}
            }
        }
        n_rows > 0 && n_cells > n_rows
    }

    fn picture(&mut self, id: Id) {
        let tree = self.page.tree;
        let attribute = |name| tree.attribute(id, name).map(str::trim).filter(|it| !it.is_empty());
        let number =
            |name| attribute(name).and_then(|it| it.trim_end_matches("px").parse::<u32>().ok());
        let size = number("width").zip(number("height"));
        let alternative = attribute("alt").unwrap_or_default();
        if size.is_some_and(|(width, height)| width.min(height) <= SMALLEST_PICTURE) {
            return;
        }
        let is_icon = |class: &str| class.contains("emoji") || class.contains("smiley");
        if attribute("class").is_some_and(is_icon) {
            return self.writer.words(alternative);
        }
        let Some(address) = picture_address(&attribute) else { return };
        let address = address::join(self.base, address);
        let picture =
            Picture { address, alternative: one_line(alternative), size, ..Picture::default() };
        let block = tree.ancestors(id).find(|id| is_block(tree.name(*id))).unwrap_or(id);
        let is_among_words = self.page.own[block].chars > 0 && !self.is_in_caption();
        if is_among_words {
            self.writer.picture(picture);
        } else {
            self.writer.begin(BlockKind::Picture);
            self.writer.picture(picture);
            self.block();
        }
    }
}

/// Where a picture is; pages that fetch their pictures late say it elsewhere than in `src`.
fn picture_address<'a>(attribute: &impl Fn(&'static str) -> Option<&'a str>) -> Option<&'a str> {
    const LATE: &[&str] = &["data-src", "data-original", "data-lazy-src", "data-url"];
    let is_real = |address: &&str| !address.starts_with("data:") || address.len() > 2000;
    LATE.iter()
        .find_map(|name| attribute(name))
        .filter(is_real)
        .or_else(|| attribute("src").filter(is_real))
        .or_else(|| {
            let set = attribute("srcset").or_else(|| attribute("data-srcset"))?;
            set.split_whitespace().next().map(|first| first.trim_end_matches(','))
        })
}
