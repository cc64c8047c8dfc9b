//! Texts in the `OpenDocument` format, as HTML for the reader of web pages. Changes are as accepted.

use std::collections::HashMap;

use roxmltree::Node;

use super::{
    ImportError,
    docx::Office,
    package::{Package, all_text, attribute, children, escape, first, xml},
};
use crate::text::one_line;

/// Deeper elements are left out.
const MAX_DEPTH: usize = 120;
/// A chain of styles that is longer runs in a circle.
const LONGEST_CHAIN: usize = 20;

pub(super) fn read(package: &mut Package<'_>) -> Result<Office, ImportError> {
    let content = package.text("content.xml")?;
    let named = package.text("styles.xml").unwrap_or_default();
    let document = xml(&content)?;
    let mut styles = Styles::default();
    if let Ok(named) = xml(&named) {
        styles.add(named.root());
    }
    styles.add(document.root());
    let body = first(document.root(), "text").ok_or(ImportError::Broken)?;
    let mut writer = Writer { html: String::new(), styles, notes: Vec::new() };
    writer.blocks(body, 0);
    for (at, note) in std::mem::take(&mut writer.notes).iter().enumerate() {
        writer.html.extend(["<div id=note", &(at + 1).to_string(), ">", note, "</div>"]);
    }
    let mut office = Office { html: writer.html, ..Office::default() };
    if let Ok(meta) = package.text("meta.xml")
        && let Ok(meta) = xml(&meta)
    {
        let said = |name| {
            let words = one_line(&all_text(first(meta.root(), name)?));
            (!words.is_empty()).then_some(words)
        };
        office.title = said("title");
        office.author = said("initial-creator").or_else(|| said("creator"));
        office.language = said("language");
    }
    Ok(office)
}

#[derive(Default)]
struct Styles {
    /// By name: what it is based on, and how it sets words apart.
    all: HashMap<String, Style>,
    /// Lists whose first level is counted.
    counted: HashMap<String, bool>,
}

#[derive(Default)]
struct Style {
    display: String,
    base: Option<String>,
    tags: Vec<&'static str>,
}

impl Styles {
    fn add(&mut self, root: Node<'_, '_>) {
        for node in root.descendants() {
            let Some(name) = attribute(node, "name") else { continue };
            match node.tag_name().name() {
                "style" => {
                    let text = first(node, "text-properties");
                    let value = |name| text.and_then(|it| attribute(it, name)).unwrap_or_default();
                    let mut tags = Vec::new();
                    tags.extend((value("font-weight") == "bold").then_some("strong"));
                    tags.extend((value("font-style") == "italic").then_some("em"));
                    let is_struck = !matches!(value("text-line-through-style"), "" | "none");
                    tags.extend(is_struck.then_some("s"));
                    let place = value("text-position");
                    tags.extend(place.starts_with("super").then_some("sup"));
                    tags.extend(place.starts_with("sub").then_some("sub"));
                    let display = attribute(node, "display-name").unwrap_or(name);
                    let style = Style {
                        display: display.replace("_20_", " ").to_lowercase(),
                        base: attribute(node, "parent-style-name").map(str::to_owned),
                        tags,
                    };
                    self.all.insert(name.to_owned(), style);
                }
                "list-style" => {
                    let is_counted = node
                        .children()
                        .find(Node::is_element)
                        .is_some_and(|level| level.tag_name().name() == "list-level-style-number");
                    self.counted.insert(name.to_owned(), is_counted);
                }
                _ => {}
            }
        }
    }

    fn chain(&self, name: Option<&str>) -> impl Iterator<Item = &Style> {
        let start = name.and_then(|name| self.all.get(name));
        std::iter::successors(start, |style| self.all.get(style.base.as_deref()?))
            .take(LONGEST_CHAIN)
    }

    /// The tag of a paragraph of this style.
    fn tag(&self, name: Option<&str>) -> &'static str {
        for style in self.chain(name) {
            match style.display.as_str() {
                "quotations" | "quote" => return "blockquote",
                "preformatted text" => return "pre",
                "title" => return "h1",
                "caption" | "illustration" | "figure" | "table" => return "figcaption",
                _ => {}
            }
        }
        "p"
    }
}

struct Writer {
    html: String,
    styles: Styles,
    notes: Vec<String>,
}

impl Writer {
    fn blocks(&mut self, holder: Node<'_, '_>, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        for node in holder.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "p" => self.paragraph(node, self.styles.tag(attribute(node, "style-name")), depth),
                "h" => {
                    let level = attribute(node, "outline-level").and_then(|it| it.parse().ok());
                    let tag = ["h1", "h2", "h3", "h4", "h5", "h6"];
                    let level: usize = level.unwrap_or(1);
                    self.paragraph(node, tag[level.clamp(1, 6) - 1], depth);
                }
                "list" => {
                    let style = attribute(node, "style-name");
                    let is_counted =
                        style.and_then(|it| self.styles.counted.get(it)) == Some(&true);
                    self.inside(if is_counted { "ol" } else { "ul" }, node, depth);
                }
                "list-item" | "list-header" => self.inside("li", node, depth),
                "table" => self.inside("table", node, depth),
                "table-row" => self.inside("tr", node, depth),
                "table-header-rows" | "table-rows" | "table-row-group" => {
                    self.blocks(node, depth + 1);
                }
                "table-cell" => self.inside("td", node, depth),
                "tracked-changes"
                | "sequence-decls"
                | "forms"
                | "variable-decls"
                | "user-field-decls"
                | "annotation"
                | "table-of-content-source" => {}
                "frame" | "a" | "span" => self.paragraph(node, "p", depth),
                _ => self.blocks(node, depth + 1),
            }
        }
    }

    fn inside(&mut self, tag: &str, node: Node<'_, '_>, depth: usize) {
        self.html.extend(["<", tag, ">"]);
        self.blocks(node, depth + 1);
        self.html.extend(["</", tag, ">"]);
    }

    fn paragraph(&mut self, node: Node<'_, '_>, tag: &str, depth: usize) {
        self.html.extend(["<", tag, ">"]);
        self.runs(node, depth + 1);
        self.html.extend(["</", tag, ">"]);
    }

    fn runs(&mut self, holder: Node<'_, '_>, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        for node in holder.children() {
            if let Some(words) = node.text().filter(|_| node.is_text()) {
                escape(words, &mut self.html);
                continue;
            }
            match node.tag_name().name() {
                "s" => {
                    let n: usize = attribute(node, "c").and_then(|n| n.parse().ok()).unwrap_or(1);
                    self.html.extend(std::iter::repeat_n(' ', n.min(1000)));
                }
                "tab" => self.html.push('\t'),
                "line-break" => self.html.push_str("<br>"),
                "a" => {
                    self.html.push_str("<a href=\"");
                    escape(attribute(node, "href").unwrap_or_default(), &mut self.html);
                    self.html.push_str("\">");
                    self.runs(node, depth + 1);
                    self.html.push_str("</a>");
                }
                "span" => self.span(node, depth),
                "note" => self.note(node, depth),
                "frame" => self.frame(node, depth),
                "annotation" | "annotation-end" | "tracked-changes" => {}
                _ => self.runs(node, depth + 1),
            }
        }
    }

    fn span(&mut self, node: Node<'_, '_>, depth: usize) {
        let style = attribute(node, "style-name");
        let tags: Vec<&'static str> =
            self.styles.chain(style).flat_map(|style| style.tags.iter().copied()).collect();
        for tag in &tags {
            self.html.extend(["<", tag, ">"]);
        }
        self.runs(node, depth + 1);
        for tag in tags.iter().rev() {
            self.html.extend(["</", tag, ">"]);
        }
    }

    fn note(&mut self, node: Node<'_, '_>, depth: usize) {
        let Some(body) = children(node, "note-body").next() else { return };
        let around = std::mem::take(&mut self.html);
        self.blocks(body, depth + 1);
        self.notes.push(std::mem::replace(&mut self.html, around));
        let n = self.notes.len();
        self.html.extend([
            "<sup><a href=\"#note",
            &n.to_string(),
            "\">",
            &n.to_string(),
            "</a></sup>",
        ]);
    }

    /// A picture, or a box of words, which stands where it hangs.
    fn frame(&mut self, node: Node<'_, '_>, depth: usize) {
        if let Some(address) = children(node, "image").next().and_then(|it| attribute(it, "href")) {
            let said = |name| children(node, name).next().map(all_text);
            self.html.push_str("<img src=\"");
            escape(address, &mut self.html);
            self.html.push_str("\" alt=\"");
            escape(&said("desc").or_else(|| said("title")).unwrap_or_default(), &mut self.html);
            self.html.push_str("\">");
        }
        for text in children(node, "text-box") {
            self.html.push_str("<div>");
            self.blocks(text, depth + 1);
            self.html.push_str("</div>");
        }
    }
}
