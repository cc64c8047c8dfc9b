//! Word documents, as HTML for the reader of web pages: headings by the names of styles, lists by their numbering,
//! footnotes, tables, links, pictures; changes as accepted.

use std::collections::HashMap;

use roxmltree::Node;

use super::{
    ImportError,
    package::{Package, all_text, attribute, beside, children, escape, first, xml},
};
use crate::text::one_line;

/// Deeper elements are left out.
const MAX_DEPTH: usize = 120;
/// A chain of styles that is longer runs in a circle.
const LONGEST_CHAIN: usize = 20;

/// What a document says of itself, and its text as HTML.
#[derive(Debug, Default)]
pub(super) struct Office {
    pub(super) html: String,
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    pub(super) language: Option<String>,
}

pub(super) fn read(package: &mut Package<'_>) -> Result<Office, ImportError> {
    let roots = package.text("_rels/.rels")?;
    let main = relations(&roots, "")
        .into_values()
        .find(|relation| relation.kind.ends_with("/officeDocument"))
        .map_or_else(|| "word/document.xml".to_owned(), |relation| relation.target);
    let text = package.text(&main)?;
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
    let relations = package
        .text(&format!("{folder}/_rels/{file}.rels"))
        .map(|text| relations(&text, &main))
        .unwrap_or_default();
    let mut part = |kind: &str| {
        let relation = relations.values().find(|relation| relation.kind.ends_with(kind));
        relation.and_then(|relation| package.text(&relation.target).ok()).unwrap_or_default()
    };
    let styles = Styles::read(&part("/styles"));
    let numbering = Numbering::read(&part("/numbering"));
    let notes = [("footnote", part("/footnotes")), ("endnote", part("/endnotes"))];
    let mut writer = Writer {
        html: String::new(),
        relations: &relations,
        styles: &styles,
        numbering: &numbering,
        lists: Vec::new(),
        noted: Vec::new(),
        boxes: Vec::new(),
        is_quoting: false,
    };
    let document = xml(&text)?;
    let body = first(document.root(), "body").ok_or(ImportError::Broken)?;
    writer.blocks(body, 0);
    writer.end_lists();
    writer.notes(&notes)?;
    let mut office = Office { html: writer.html, ..Office::default() };
    if let Ok(core) = package.text("docProps/core.xml")
        && let Ok(core) = xml(&core)
    {
        let said = |name| {
            let words = one_line(&all_text(first(core.root(), name)?));
            (!words.is_empty()).then_some(words)
        };
        office.title = said("title");
        office.author = said("creator");
        office.language = said("language");
    }
    Ok(office)
}

struct Relation {
    kind: String,
    /// A part's path, or an address outside.
    target: String,
}

fn relations(text: &str, base: &str) -> HashMap<String, Relation> {
    let Ok(document) = xml(text) else { return HashMap::new() };
    let all = document.descendants().filter(|node| node.tag_name().name() == "Relationship");
    all.filter_map(|node| {
        let target = attribute(node, "Target")?;
        let is_outside = attribute(node, "TargetMode") == Some("External");
        let target = if is_outside { target.to_owned() } else { beside(base, target) };
        let kind = attribute(node, "Type")?.to_owned();
        Some((attribute(node, "Id")?.to_owned(), Relation { kind, target }))
    })
    .collect()
}

/// What a paragraph is, by its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plain,
    Title,
    Heading(u32),
    Quotation,
    Caption,
    Code,
}

#[derive(Default)]
struct Styles {
    /// By id: the name in lower case, what it is based on, its level in the outline, its list.
    all: HashMap<String, Style>,
}

#[derive(Default)]
struct Style {
    name: String,
    base: Option<String>,
    level: Option<u32>,
    list: Option<(String, usize)>,
}

impl Styles {
    fn read(text: &str) -> Self {
        let Ok(document) = xml(text) else { return Self::default() };
        let all = document.descendants().filter(|node| node.tag_name().name() == "style");
        let all = all.filter_map(|node| {
            let value = |name| attribute(first(node, name)?, "val").map(str::to_owned);
            let style = Style {
                name: value("name").unwrap_or_default().to_lowercase(),
                base: value("basedOn"),
                level: value("outlineLvl").and_then(|level| level.parse().ok()),
                list: first(node, "numPr").and_then(list_of),
            };
            Some((attribute(node, "styleId")?.to_owned(), style))
        });
        Self { all: all.collect() }
    }

    /// The style and those that it is based on.
    fn chain(&self, id: Option<&str>) -> impl Iterator<Item = &Style> {
        let start = id.and_then(|id| self.all.get(id));
        std::iter::successors(start, |style| self.all.get(style.base.as_deref()?))
            .take(LONGEST_CHAIN)
    }

    fn kind(&self, id: Option<&str>) -> Kind {
        for style in self.chain(id) {
            let name = style.name.as_str();
            if let Some(level) = name.strip_prefix("heading ").and_then(|it| it.trim().parse().ok())
            {
                return Kind::Heading(level);
            }
            if let Some(level) = style.level.filter(|level| *level < 9) {
                return Kind::Heading(level + 1);
            }
            match name {
                "title" => return Kind::Title,
                "quote" | "intense quote" | "block text" | "block quote" | "blockquote"
                | "quotations" => {
                    return Kind::Quotation;
                }
                "caption" | "image caption" | "table caption" => return Kind::Caption,
                "source code" | "html preformatted" | "code" | "preformatted text" => {
                    return Kind::Code;
                }
                _ => {}
            }
        }
        Kind::Plain
    }
}

/// A list's number and depth.
fn list_of(properties: Node<'_, '_>) -> Option<(String, usize)> {
    let value = |name| attribute(first(properties, name)?, "val");
    let depth = value("ilvl").and_then(|depth| depth.parse().ok()).unwrap_or(0);
    Some((value("numId")?.to_owned(), depth))
}

#[derive(Default)]
struct Numbering {
    /// By a list's number: for each depth whether it is counted, and from where.
    lists: HashMap<String, Vec<(bool, u32)>>,
}

impl Numbering {
    fn read(text: &str) -> Self {
        let Ok(document) = xml(text) else { return Self::default() };
        let root = document.root_element();
        let value = |node, name| attribute(first(node, name)?, "val");
        let mut abstracts: HashMap<&str, Vec<(bool, u32)>> = HashMap::new();
        for node in children(root, "abstractNum") {
            let levels = children(node, "lvl").map(|level| {
                let is_counted = !matches!(value(level, "numFmt"), Some("bullet" | "none") | None);
                let start = value(level, "start").and_then(|start| start.parse().ok()).unwrap_or(1);
                (is_counted, start)
            });
            if let Some(id) = attribute(node, "abstractNumId") {
                abstracts.insert(id, levels.collect());
            }
        }
        let lists = children(root, "num").filter_map(|node| {
            let levels = abstracts.get(value(node, "abstractNumId")?)?;
            Some((attribute(node, "numId")?.to_owned(), levels.clone()))
        });
        Self { lists: lists.collect() }
    }
}

struct Writer<'a> {
    html: String,
    relations: &'a HashMap<String, Relation>,
    styles: &'a Styles,
    numbering: &'a Numbering,
    /// The lists that are open, outermost first, each with an open item.
    lists: Vec<&'static str>,
    /// The notes that have marks, in order.
    noted: Vec<(&'static str, String)>,
    /// Text boxes stand after the paragraph that they hang on.
    boxes: Vec<String>,
    is_quoting: bool,
}

impl Writer<'_> {
    fn blocks(&mut self, holder: Node<'_, '_>, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        for node in holder.children() {
            match node.tag_name().name() {
                "p" => self.paragraph(node, depth),
                "tbl" => self.table(node, depth),
                "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag" => {
                    self.blocks(node, depth + 1);
                }
                "AlternateContent" => {
                    if let Some(choice) = children(node, "Choice").next() {
                        self.blocks(choice, depth + 1);
                    }
                }
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, node: Node<'_, '_>, depth: usize) {
        let properties = children(node, "pPr").next();
        let style = properties
            .and_then(|it| children(it, "pStyle").next())
            .and_then(|style| attribute(style, "val"));
        let own = properties.and_then(|it| children(it, "numPr").next()).and_then(list_of);
        let list = own.or_else(|| self.styles.chain(style).find_map(|style| style.list.clone()));
        let kind = self.styles.kind(style);
        let list = list.filter(|(number, _)| number != "0" && kind == Kind::Plain);
        let mut words = String::new();
        std::mem::swap(&mut words, &mut self.html);
        self.runs(node, depth + 1, kind == Kind::Code);
        std::mem::swap(&mut words, &mut self.html);
        let boxes = std::mem::take(&mut self.boxes);
        match &list {
            Some((number, level)) => self.open_lists(number, *level),
            // A paragraph set in goes on with the item before.
            None if !self.lists.is_empty() && words.trim().is_empty() => {}
            None => self.end_lists(),
        }
        let is_quotation = kind == Kind::Quotation;
        if is_quotation != self.is_quoting {
            self.html.push_str(if is_quotation { "<blockquote>" } else { "</blockquote>" });
            self.is_quoting = is_quotation;
        }
        let (open, close) = match kind {
            Kind::Title => ("<h1>".to_owned(), "</h1>".to_owned()),
            Kind::Heading(level) => {
                let level = level.clamp(1, 6);
                (format!("<h{level}>"), format!("</h{level}>"))
            }
            Kind::Caption => ("<figcaption>".to_owned(), "</figcaption>".to_owned()),
            Kind::Code => ("<pre>".to_owned(), "</pre>".to_owned()),
            Kind::Plain | Kind::Quotation => ("<p>".to_owned(), "</p>".to_owned()),
        };
        self.html.push_str(&open);
        self.html.push_str(&words);
        self.html.push_str(&close);
        for text in boxes {
            self.html.push_str(&text);
        }
    }

    fn open_lists(&mut self, number: &str, level: usize) {
        let level = level.min(8);
        let (is_counted, start) = self
            .numbering
            .lists
            .get(number)
            .and_then(|levels| levels.get(level).copied())
            .unwrap_or((false, 1));
        let tag = if is_counted { "ol" } else { "ul" };
        while self.lists.len() > level + 1 {
            self.end_list();
        }
        if self.lists.len() == level + 1 {
            if self.lists.last() == Some(&tag) {
                self.html.push_str("</li><li>");
                return;
            }
            self.end_list();
        }
        while self.lists.len() < level + 1 {
            self.html.extend(["<", tag, " start=", &start.to_string(), "><li>"]);
            self.lists.push(tag);
        }
    }

    fn end_list(&mut self) {
        if let Some(tag) = self.lists.pop() {
            self.html.extend(["</li></", tag, ">"]);
        }
    }

    fn end_lists(&mut self) {
        while !self.lists.is_empty() {
            self.end_list();
        }
    }

    fn table(&mut self, node: Node<'_, '_>, depth: usize) {
        self.end_lists();
        if std::mem::take(&mut self.is_quoting) {
            self.html.push_str("</blockquote>");
        }
        self.html.push_str("<table>");
        for row in node.descendants().filter(|it| it.tag_name().name() == "tr") {
            // Rows of a table within a cell are that table's.
            if row.ancestors().find(|it| it.tag_name().name() == "tbl") != Some(node) {
                continue;
            }
            let is_head = children(row, "trPr").any(|it| first(it, "tblHeader").is_some());
            self.html.push_str("<tr>");
            for cell in row.descendants().filter(|it| it.tag_name().name() == "tc") {
                if cell.ancestors().find(|it| it.tag_name().name() == "tr") != Some(row) {
                    continue;
                }
                self.html.push_str(if is_head { "<th>" } else { "<td>" });
                self.blocks(cell, depth + 2);
                self.end_lists();
                self.html.push_str(if is_head { "</th>" } else { "</td>" });
            }
            self.html.push_str("</tr>");
        }
        self.html.push_str("</table>");
    }

    /// What stands within a paragraph.
    fn runs(&mut self, holder: Node<'_, '_>, depth: usize, is_code: bool) {
        if depth > MAX_DEPTH {
            return;
        }
        for node in holder.children() {
            match node.tag_name().name() {
                "r" => self.run(node, depth + 1, is_code),
                "hyperlink" => {
                    let outside = attribute(node, "id").and_then(|id| self.relations.get(id));
                    let to = outside.map(|relation| relation.target.clone()).unwrap_or_default();
                    self.html.push_str("<a href=\"");
                    escape(&to, &mut self.html);
                    self.html.push_str("\">");
                    self.runs(node, depth + 1, is_code);
                    self.html.push_str("</a>");
                }
                "ins" | "moveTo" | "smartTag" | "sdt" | "sdtContent" | "fldSimple"
                | "customXml" | "dir" | "bdo" => self.runs(node, depth + 1, is_code),
                "oMath" | "oMathPara" => {
                    let words: String = node
                        .descendants()
                        .filter(|it| it.tag_name().name() == "t")
                        .filter_map(|it| it.text())
                        .collect();
                    escape(&words, &mut self.html);
                }
                "AlternateContent" => {
                    if let Some(choice) = children(node, "Choice").next() {
                        self.runs(choice, depth + 1, is_code);
                    }
                }
                _ => {}
            }
        }
    }

    fn run(&mut self, node: Node<'_, '_>, depth: usize, is_code: bool) {
        let mut tags: Vec<&str> = Vec::new();
        if let Some(properties) = children(node, "rPr").next() {
            let is_on = |name| {
                children(properties, name)
                    .next()
                    .is_some_and(|it| !matches!(attribute(it, "val"), Some("0" | "false" | "none")))
            };
            if is_on("vanish") {
                return;
            }
            let value =
                |name| children(properties, name).next().and_then(|it| attribute(it, "val"));
            tags.extend(is_on("b").then_some("strong"));
            tags.extend(is_on("i").then_some("em"));
            tags.extend(is_on("strike").then_some("s"));
            let style = value("rStyle").and_then(|id| self.styles.all.get(id));
            let style = style.map(|style| style.name.as_str()).unwrap_or_default();
            tags.extend(matches!(style, "verbatim char" | "html code").then_some("code"));
            match value("vertAlign") {
                Some("superscript") => tags.push("sup"),
                Some("subscript") => tags.push("sub"),
                _ => {}
            }
        }
        for tag in &tags {
            self.html.extend(["<", tag, ">"]);
        }
        for child in node.children() {
            self.piece(child, depth, is_code);
        }
        for tag in tags.iter().rev() {
            self.html.extend(["</", tag, ">"]);
        }
    }

    fn piece(&mut self, node: Node<'_, '_>, depth: usize, is_code: bool) {
        match node.tag_name().name() {
            "t" => escape(node.text().unwrap_or_default(), &mut self.html),
            "tab" | "ptab" => self.html.push(if is_code { '\t' } else { ' ' }),
            "br" | "cr" if attribute(node, "type").is_none() => self.html.push_str("<br>"),
            "noBreakHyphen" => self.html.push('\u{2011}'),
            "footnoteReference" => self.mark("footnote", node),
            "endnoteReference" => self.mark("endnote", node),
            "drawing" | "pict" | "object" | "AlternateContent" => self.drawing(node, depth),
            _ => {}
        }
    }

    fn mark(&mut self, kind: &'static str, node: Node<'_, '_>) {
        let Some(id) = attribute(node, "id") else { return };
        self.noted.push((kind, id.to_owned()));
        let n = self.noted.len();
        self.html.extend([
            "<sup><a href=\"#note",
            &n.to_string(),
            "\">",
            &n.to_string(),
            "</a></sup>",
        ]);
    }

    fn drawing(&mut self, node: Node<'_, '_>, depth: usize) {
        let shown = if node.tag_name().name() == "AlternateContent" {
            children(node, "Choice").next().unwrap_or(node)
        } else {
            node
        };
        let blip = first(shown, "blip").and_then(|it| attribute(it, "embed"));
        let image = || first(shown, "imagedata").and_then(|it| attribute(it, "id"));
        if let Some(relation) = blip.or_else(image).and_then(|id| self.relations.get(id)) {
            let said =
                first(shown, "docPr").and_then(|it| attribute(it, "descr")).unwrap_or_default();
            self.html.push_str("<img src=\"");
            escape(&relation.target, &mut self.html);
            self.html.push_str("\" alt=\"");
            escape(said, &mut self.html);
            self.html.push_str("\">");
        }
        let Some(text) = first(shown, "txbxContent") else { return };
        let mut around = std::mem::take(&mut self.html);
        let lists = std::mem::take(&mut self.lists);
        let is_quoting = std::mem::take(&mut self.is_quoting);
        let boxes = std::mem::take(&mut self.boxes);
        self.blocks(text, depth + 1);
        self.end_lists();
        self.lists = lists;
        self.is_quoting = is_quoting;
        self.boxes = boxes;
        std::mem::swap(&mut around, &mut self.html);
        self.boxes.push(around);
    }

    /// The notes, in the order of their marks.
    fn notes(&mut self, parts: &[(&'static str, String)]) -> Result<(), ImportError> {
        if std::mem::take(&mut self.is_quoting) {
            self.html.push_str("</blockquote>");
        }
        let noted = std::mem::take(&mut self.noted);
        for (kind, text) in parts {
            if text.is_empty() {
                continue;
            }
            let document = xml(text)?;
            let all: HashMap<&str, Node<'_, '_>> = document
                .descendants()
                .filter(|node| node.tag_name().name() == *kind)
                .filter_map(|node| Some((attribute(node, "id")?, node)))
                .collect();
            for (n, (_, id)) in noted.iter().enumerate().filter(|(_, (of, _))| of == kind) {
                let Some(note) = all.get(id.as_str()) else { continue };
                self.html.extend(["<div id=note", &(n + 1).to_string(), ">"]);
                self.blocks(*note, 0);
                self.end_lists();
                self.html.push_str("</div>");
            }
        }
        Ok(())
    }
}
