//! Files that are ZIP archives of parts: e-books and office documents. What is unpacked is bounded.

use std::io::{Cursor, Read as _};

use roxmltree::{Document, Node, ParsingOptions};
use zip::ZipArchive;

use super::ImportError;

/// The largest part that is unpacked, and the most of all parts together, in bytes.
const LARGEST_PART: u64 = 64 * 1024 * 1024;
const LARGEST: u64 = 256 * 1024 * 1024;
/// More elements in one part are not read.
const MOST_NODES: u32 = 4_000_000;

pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// How much more is unpacked, in bytes.
    room: u64,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_broken| ImportError::Broken)?;
        Ok(Self { archive, room: LARGEST })
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.archive.index_for_name(path).is_some()
    }

    /// A part's bytes; its name may differ in case, or be escaped as in an address.
    pub(super) fn part(&mut self, path: &str) -> Result<Vec<u8>, ImportError> {
        let path = path.trim_start_matches('/');
        let plain = unescaped(path);
        let wanted = [path, plain.as_str()];
        let named = wanted.iter().find_map(|name| self.archive.index_for_name(name));
        let alike = || {
            let mut names = self.archive.file_names().filter_map(Result::ok);
            let name = names.find(|name| name.eq_ignore_ascii_case(&plain))?.into_owned();
            self.archive.index_for_name(&name)
        };
        let index = named.or_else(alike).ok_or(ImportError::Broken)?;
        let limit = LARGEST_PART.min(self.room);
        let part = self.archive.by_index(index).map_err(|_broken| ImportError::Broken)?;
        let mut bytes = Vec::new();
        part.take(limit + 1).read_to_end(&mut bytes).map_err(|_broken| ImportError::Broken)?;
        let length = bytes.len() as u64;
        if length > limit {
            return Err(ImportError::Unpacked);
        }
        self.room -= length;
        Ok(bytes)
    }

    /// A part's text; those that are no Unicode are rare and broken.
    pub(super) fn text(&mut self, path: &str) -> Result<String, ImportError> {
        let bytes = self.part(path)?;
        super::decode::decode_html(&bytes, None, &mut Vec::new()).ok_or(ImportError::Broken)
    }
}

/// Reads XML that refers to nothing outside itself.
pub(super) fn xml(text: &str) -> Result<Document<'_>, ImportError> {
    let options =
        ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|_broken| ImportError::Broken)
}

/// The first element of this local name below `node`.
pub(super) fn first<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    node.descendants().find(|below| below.tag_name().name() == name)
}

/// The elements right below `node` that have this local name.
pub(super) fn children<'a, 'input>(
    node: Node<'a, 'input>,
    name: &'a str,
) -> impl Iterator<Item = Node<'a, 'input>> {
    node.children().filter(move |child| child.tag_name().name() == name)
}

/// An attribute by its local name: documents differ in the names of their namespaces.
pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// All words below `node`.
pub(super) fn all_text(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

/// A part's path as seen from another part.
pub(super) fn beside(base: &str, path: &str) -> String {
    let path = path.split('#').next().unwrap_or(path);
    if let Some(absolute) = path.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut folders: Vec<&str> = base.split('/').collect();
    folders.pop();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(folders.pop()),
            step => folders.push(step),
        }
    }
    folders.join("/")
}

/// "a%20b" is "a b".
fn unescaped(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| str::from_utf8(digits).ok());
        let escaped = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match escaped {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Writes words into HTML.
pub(super) fn escape(words: &str, html: &mut String) {
    for c in words.chars() {
        match c {
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '&' => html.push_str("&amp;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
}
