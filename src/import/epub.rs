//! E-books: the chapters in their reading order, as pages for the reader of web pages.

use std::collections::HashMap;

use roxmltree::Node;

use super::{
    ImportError,
    package::{Package, all_text, attribute, beside, first, xml},
};
use crate::text::one_line;

/// A book and what it says of itself.
#[derive(Debug, Default)]
pub(super) struct Book {
    /// The path and the HTML of each chapter.
    pub(super) chapters: Vec<(String, String)>,
    pub(super) title: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) publisher: Option<String>,
    pub(super) language: Option<String>,
    /// Chapters that are named and not there, or broken.
    pub(super) n_missing: usize,
}

pub(super) fn read(package: &mut Package<'_>) -> Result<Book, ImportError> {
    if is_locked(package) {
        return Err(ImportError::Locked);
    }
    let container = package.text("META-INF/container.xml")?;
    let container = xml(&container)?;
    let root = first(container.root(), "rootfile").and_then(|it| attribute(it, "full-path"));
    let root = root.ok_or(ImportError::Broken)?;
    let text = package.text(root)?;
    let document = xml(&text)?;
    let all = |name: &str| {
        let name = name.to_owned();
        document.descendants().filter(move |node| node.tag_name().name() == name)
    };
    let said = |name| {
        let words = one_line(&all_text(all(name).next()?));
        (!words.is_empty()).then_some(words)
    };
    let mut book = Book {
        title: said("title"),
        authors: all("creator").map(|node| one_line(&all_text(node))).collect(),
        publisher: said("publisher"),
        language: said("language"),
        ..Book::default()
    };
    book.authors.retain(|author| !author.is_empty());
    let items: HashMap<&str, Node<'_, '_>> =
        all("item").filter_map(|item| Some((attribute(item, "id")?, item))).collect();
    for place in all("itemref").filter(|place| attribute(*place, "linear") != Some("no")) {
        let Some(item) = attribute(place, "idref").and_then(|id| items.get(id)) else { continue };
        let is_page = attribute(*item, "media-type").is_none_or(|it| it.contains("html"));
        let is_contents = attribute(*item, "properties").is_some_and(|it| it.contains("nav"));
        let Some(path) = attribute(*item, "href").filter(|_| is_page && !is_contents) else {
            continue;
        };
        let path = beside(root, path);
        match package.text(&path) {
            Ok(html) => book.chapters.push((path, html)),
            Err(ImportError::Unpacked) => return Err(ImportError::Unpacked),
            Err(_) => book.n_missing += 1,
        }
    }
    Ok(book)
}

/// Whether more than typefaces is encrypted.
fn is_locked(package: &mut Package<'_>) -> bool {
    if !package.has("META-INF/encryption.xml") {
        return false;
    }
    let Ok(text) = package.text("META-INF/encryption.xml") else { return true };
    let Ok(document) = xml(&text) else { return true };
    document.descendants().filter(|node| node.tag_name().name() == "EncryptionMethod").any(
        |method| {
            let by = attribute(method, "Algorithm").unwrap_or_default();
            !by.contains("idpf.org/2008/embedding") && !by.contains("adobe.com/pdf/enc#RC")
        },
    )
}
