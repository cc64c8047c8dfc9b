//! A web page's tags as a tree: html5ever's tokenizer, and a builder of our own that takes linear time and no stack.
//!
//! The builder closes what HTML closes by itself (a paragraph before a list, a row before a row), and leaves out
//! the rest of the standard's repairs. It opens nothing below [`MAX_DEPTH`]; the words there are kept all the same.

use std::{borrow::Cow, cell::RefCell, ops::Range};

use html5ever::{
    Attribute, LocalName,
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
        states::RawKind,
    },
};

/// How many elements may be open at once; browsers stop at 512.
const MAX_DEPTH: usize = 256;
/// How many attributes of one tag are read; html5ever compares each with all before it.
const MAX_ATTRIBUTES: usize = 500;
/// How many elements and runs of text a page may have; what comes after is left out.
const MAX_NODES: usize = 2_000_000;
/// Comments are kept at the start only, where browsers write the address of a saved page.
const MAX_COMMENTS: usize = 16;

/// The index of a node.
pub(super) type Id = usize;

/// All nodes of a page in the order in which they begin, so that a subtree is a range. The first is the root.
pub(super) struct Tree {
    nodes: Vec<Node>,
    text: String,
    /// The first comments.
    pub(super) comments: Vec<String>,
    /// The page was longer than is read.
    pub(super) is_cut: bool,
}

struct Node {
    parent: Id,
    /// After the last node below this one.
    end: Id,
    data: Data,
}

enum Data {
    Element { name: LocalName, attributes: Vec<Attribute> },
    Text(Range<usize>),
}

impl Tree {
    pub(super) fn parse(html: &str) -> Self {
        let html = with_few_attributes(html);
        let input = BufferQueue::default();
        input.push_back(StrTendril::from_slice(&html));
        let options = TokenizerOpts::default();
        let tokenizer = Tokenizer::new(Builder::new(html.len()), options);
        // The builder never stops the tokenizer, so that one turn is enough.
        drop(tokenizer.feed(&input));
        tokenizer.end();
        tokenizer.sink.state.into_inner().finish()
    }

    pub(super) const ROOT: Id = 0;

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The nodes of a subtree, itself first.
    pub(super) fn subtree(&self, id: Id) -> Range<Id> {
        id..self.nodes[id].end
    }

    pub(super) fn end(&self, id: Id) -> Id {
        self.nodes[id].end
    }

    pub(super) fn parent(&self, id: Id) -> Option<Id> {
        (id != Self::ROOT).then(|| self.nodes[id].parent)
    }

    /// The nodes around `id`, nearest first.
    pub(super) fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.parent(id), |id| self.parent(*id))
    }

    pub(super) fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        let end = self.nodes[id].end;
        let first = Some(id + 1).filter(|first| *first < end);
        std::iter::successors(first, move |id| Some(self.nodes[*id].end).filter(|next| *next < end))
    }

    /// An element's name; empty for a run of text.
    pub(super) fn name(&self, id: Id) -> &str {
        match &self.nodes[id].data {
            Data::Element { name, .. } => name,
            Data::Text(_) => "",
        }
    }

    pub(super) fn attribute(&self, id: Id, wanted: &str) -> Option<&str> {
        match &self.nodes[id].data {
            Data::Element { attributes, .. } => attributes
                .iter()
                .find(|attribute| &*attribute.name.local == wanted)
                .map(|attribute| &*attribute.value),
            Data::Text(_) => None,
        }
    }

    /// The words of a run of text; nothing for an element.
    pub(super) fn text(&self, id: Id) -> Option<&str> {
        match &self.nodes[id].data {
            Data::Element { .. } => None,
            Data::Text(range) => self.text.get(range.clone()),
        }
    }

    /// All words below `id`, as they stand.
    pub(super) fn all_text(&self, id: Id) -> String {
        self.subtree(id).filter_map(|id| self.text(id)).collect()
    }

    /// The elements below `id` that have this name.
    pub(super) fn named(&self, id: Id, name: &str) -> impl Iterator<Item = Id> {
        self.subtree(id).filter(move |id| self.name(*id) == name)
    }
}

/// What html5ever writes its tokens to.
struct Builder {
    state: RefCell<State>,
}

struct State {
    tree: Tree,
    /// The elements that are open, outermost first.
    open: Vec<Id>,
    /// Elements that were not opened, since the page is nested too deep here.
    n_unopened: usize,
    /// Within `svg` and `math`, where tags may close themselves.
    n_foreign: usize,
}

impl Builder {
    fn new(length: usize) -> Self {
        let root = Data::Element { name: LocalName::from(""), attributes: Vec::new() };
        let tree = Tree {
            nodes: vec![Node { parent: 0, end: 0, data: root }],
            text: String::with_capacity(length / 4),
            comments: Vec::new(),
            is_cut: false,
        };
        let state = State { tree, open: vec![Tree::ROOT], n_unopened: 0, n_foreign: 0 };
        Self { state: RefCell::new(state) }
    }
}

impl TokenSink for Builder {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.write(&text),
            Token::CommentToken(text) => {
                if state.tree.comments.len() < MAX_COMMENTS {
                    state.tree.comments.push(text.chars().take(1000).collect());
                }
            }
            Token::TagToken(tag) if tag.kind == TagKind::EndTag => state.end_tag(&tag.name),
            Token::TagToken(tag) => {
                let raw = raw_text(&tag.name);
                state.start_tag(tag);
                return raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData);
            }
            Token::DoctypeToken(_)
            | Token::NullCharacterToken
            | Token::EOFToken
            | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

/// Elements whose content is no markup.
fn raw_text(name: &str) -> Option<RawKind> {
    match name {
        "script" => Some(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(RawKind::Rawtext),
        "title" | "textarea" => Some(RawKind::Rcdata),
        _ => None,
    }
}

impl State {
    fn write(&mut self, text: &str) {
        let start = self.tree.text.len();
        self.tree.text.push_str(text);
        let end = self.tree.text.len();
        let parent = self.top();
        let last = self.tree.nodes.len() - 1;
        match &mut self.tree.nodes[last] {
            // html5ever hands words out in pieces.
            Node { parent: before, data: Data::Text(range), .. }
                if *before == parent && range.end == start =>
            {
                range.end = end;
            }
            _ => {
                self.add(Data::Text(start..end));
            }
        }
    }

    fn top(&self) -> Id {
        *self.open.last().expect("the root is never closed")
    }

    fn add(&mut self, data: Data) -> Option<Id> {
        let id = self.tree.nodes.len();
        if id >= MAX_NODES {
            self.tree.is_cut = true;
            return None;
        }
        self.tree.nodes.push(Node { parent: self.top(), end: id + 1, data });
        Some(id)
    }

    fn start_tag(&mut self, tag: Tag) {
        let name = &*tag.name;
        if matches!(name, "html" | "body") && self.merge(name, &tag.attrs) {
            return;
        }
        self.close_implied(name);
        let is_void = is_void(name) || self.n_foreign > 0 && tag.self_closing;
        let is_foreign = matches!(name, "svg" | "math");
        if !is_void && self.open.len() >= MAX_DEPTH {
            self.n_unopened += 1;
            return;
        }
        let data = Data::Element { name: tag.name, attributes: tag.attrs };
        if let Some(id) = self.add(data)
            && !is_void
        {
            self.open.push(id);
            self.n_foreign += usize::from(is_foreign);
        }
    }

    /// A second `html` or `body` only adds what the first one does not say.
    fn merge(&mut self, name: &str, more: &[Attribute]) -> bool {
        let Some(first) = self.open.iter().copied().find(|id| self.tree.name(*id) == name) else {
            return false;
        };
        if let Data::Element { attributes, .. } = &mut self.tree.nodes[first].data {
            for attribute in more {
                if attributes.len() < MAX_ATTRIBUTES
                    && attributes.iter().all(|there| there.name != attribute.name)
                {
                    attributes.push(attribute.clone());
                }
            }
        }
        true
    }

    fn close_implied(&mut self, name: &str) {
        if self.n_foreign > 0 {
            return;
        }
        if !belongs_to_head(name) {
            self.close(&["head"], |_| false);
        }
        if closes_paragraph(name) {
            self.close(&["p"], |name| is_scope(name) || name == "button");
        }
        let is_table_scope = |name: &str| matches!(name, "table" | "template");
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if is_heading(self.tree.name(self.top())) => {
                self.pop();
            }
            "li" => self.close(&["li"], is_list_scope),
            "dd" | "dt" => self.close(&["dd", "dt"], is_list_scope),
            "option" | "optgroup" => self.close(&["option"], |name| name == "select"),
            "rt" | "rp" => self.close(&["rt", "rp"], |name| name == "ruby"),
            "button" => self.close(&["button"], is_scope),
            "a" => self.close(&["a"], |name| !is_formatting(name)),
            "td" | "th" => self.close(&["td", "th"], is_table_scope),
            "tr" => {
                self.close(&["tr"], is_table_scope);
                self.close(&["caption", "colgroup"], is_table_scope);
            }
            "tbody" | "thead" | "tfoot" => {
                self.close(&["tbody", "thead", "tfoot"], is_table_scope);
                self.close(&["caption", "colgroup"], is_table_scope);
            }
            _ => {}
        }
    }

    fn end_tag(&mut self, name: &str) {
        if self.n_unopened > 0 && !is_void(name) {
            self.n_unopened -= 1;
            return;
        }
        match name {
            // What stands after them belongs to the page all the same.
            "html" | "body" => {}
            "br" => drop(
                self.add(Data::Element { name: LocalName::from("br"), attributes: Vec::new() }),
            ),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.close(&["h1", "h2", "h3", "h4", "h5", "h6"], is_scope);
            }
            // What is marked across blocks ends with the block.
            _ if is_formatting(name) => self.close(&[name], |name| !is_formatting(name)),
            "table" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th" | "caption" | "template" => {
                self.close(&[name], |name| matches!(name, "table" | "template"));
            }
            _ => self.close(&[name], is_scope),
        }
    }

    /// Closes the innermost open element of these names, and all within it; nothing beyond what `is_wall` names.
    fn close(&mut self, names: &[&str], is_wall: impl Fn(&str) -> bool) {
        for at in (1..self.open.len()).rev() {
            let name = self.tree.name(self.open[at]);
            if names.contains(&name) {
                while self.open.len() > at {
                    self.pop();
                }
                return;
            }
            if is_wall(name) {
                return;
            }
        }
    }

    fn pop(&mut self) {
        if self.open.len() > 1
            && let Some(id) = self.open.pop()
        {
            self.tree.nodes[id].end = self.tree.nodes.len();
            self.n_foreign -= usize::from(matches!(self.tree.name(id), "svg" | "math"));
        }
    }

    fn finish(mut self) -> Tree {
        while self.open.len() > 1 {
            self.pop();
        }
        self.tree.nodes[Tree::ROOT].end = self.tree.nodes.len();
        self.tree
    }
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

fn belongs_to_head(name: &str) -> bool {
    matches!(
        name,
        "head" | "title" | "meta" | "link" | "base" | "script" | "style" | "noscript" | "template"
    )
}

/// Where the search for an open element ends, as the standard has it.
fn is_scope(name: &str) -> bool {
    matches!(
        name,
        "applet" | "caption" | "html" | "table" | "td" | "th" | "marquee" | "object" | "template"
    )
}

fn is_list_scope(name: &str) -> bool {
    matches!(name, "ul" | "ol" | "dl" | "menu" | "blockquote" | "section" | "article")
        || is_scope(name)
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// What is written within a line and may be closed in another order than it was opened.
fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "tt"
            | "u"
            | "sub"
            | "sup"
            | "mark"
            | "cite"
            | "abbr"
            | "time"
            | "q"
            | "label"
    )
}

fn closes_paragraph(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
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
            | "li"
            | "listing"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "plaintext"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "ul"
            | "xmp"
    )
}

/// Cuts the attributes of tags that have too many of them; nearly all pages are left as they are.
fn with_few_attributes(html: &str) -> Cow<'_, str> {
    let bytes = html.as_bytes();
    let mut cuts: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        at += found + 1;
        if bytes[at..].starts_with(b"!--") {
            at = memchr::memmem::find(&bytes[at..], b"-->").map_or(bytes.len(), |end| at + end);
        } else if bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            let tag = scan_tag(bytes, at);
            if let Some(from) = tag.surplus {
                cuts.push(from..tag.end);
            }
            let is_raw = |name: &[u8]| {
                bytes[at..].get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
            };
            let raw = [&b"script"[..], b"style"].into_iter().find(|name| is_raw(name));
            at = tag.end;
            if raw.is_some() {
                at = memchr::memmem::find(&bytes[at..], b"</").map_or(bytes.len(), |end| at + end);
            }
        }
    }
    if cuts.is_empty() {
        return Cow::Borrowed(html);
    }
    let mut short = String::with_capacity(html.len());
    let mut from = 0;
    for cut in cuts {
        short.push_str(html.get(from..cut.start).unwrap_or_default());
        from = cut.end;
    }
    short.push_str(html.get(from..).unwrap_or_default());
    Cow::Owned(short)
}

/// Where a tag ends (at its `>`), and where its attributes are too many.
struct ScannedTag {
    end: usize,
    surplus: Option<usize>,
}

fn scan_tag(bytes: &[u8], start: usize) -> ScannedTag {
    let mut n_attributes = 0;
    let mut surplus = None;
    let mut quote = None;
    let mut before = b'x';
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        match quote {
            Some(mark) => {
                // What is quoted may be a whole picture.
                let Some(found) = memchr::memchr(mark, &bytes[at..]) else {
                    at = bytes.len();
                    break;
                };
                at += found;
                quote = None;
                before = b' ';
            }
            None if byte == b'>' => break,
            None => {
                let is_space = byte.is_ascii_whitespace() || byte == b'/';
                if !is_space && (before.is_ascii_whitespace() || before == b'/') {
                    n_attributes += 1;
                    if n_attributes > MAX_ATTRIBUTES && surplus.is_none() {
                        surplus = Some(at);
                    }
                }
                if matches!(byte, b'"' | b'\'') && before == b'=' {
                    quote = Some(byte);
                }
                // A value may stand apart from its sign.
                if !(byte.is_ascii_whitespace() && before == b'=') {
                    before = byte;
                }
            }
        }
        at += 1;
    }
    ScannedTag { end: at, surplus }
}
