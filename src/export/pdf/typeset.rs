//! Words into lines and lines into pages: greedy line breaking, ragged right, headings kept with what follows.
//!
//! What comes out is plain data for `emit`: for each page the things on it, each with the block it belongs to, so
//! that reading programs get them in order.

use std::collections::HashMap;

use crate::export::faces::{Cut, Faces};

/// A4, in points.
pub(super) const PAGE: [f32; 2] = [595.28, 841.89];
pub(super) const MARGIN: [f32; 2] = [72.0, 68.0];
pub(super) const WIDTH: f32 = PAGE[0] - 2.0 * MARGIN[0];
pub(super) const BOTTOM: f32 = PAGE[1] - MARGIN[1];

/// A place in the document that links lead to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Target {
    Sentence(usize),
    Mark(String),
    Note(String),
    /// Outside of it.
    Web(String),
}

/// The looks of some words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Style {
    pub(super) cut: Cut,
    pub(super) size: f32,
    pub(super) color: [u8; 3],
    /// How far above the line they stand.
    pub(super) raise: f32,
    pub(super) link: Option<Target>,
    pub(super) back: Option<[u8; 3]>,
}

/// Some words in one look; without words a place to lead to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) words: String,
    pub(super) style: Style,
    pub(super) anchor: Option<Target>,
}

/// What a block is to a reading program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    Heading(u16, String),
    Paragraph,
    Quote,
    Code,
    Item,
    Figure(String),
}

/// A thing on a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Op {
    Text {
        block: usize,
        at: [f32; 2],
        words: String,
        style: Style,
        width: f32,
    },
    Rect {
        at: [f32; 2],
        size: [f32; 2],
        color: [u8; 3],
    },
    /// A drawing of the timeline, scaled.
    Figure {
        block: usize,
        at: [f32; 2],
        scale: f32,
    },
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Form {
    pub(super) left: f32,
    pub(super) leading: f32,
    pub(super) after: f32,
    pub(super) behind: Behind,
}

/// What is drawn beside or behind the lines of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Behind {
    Nothing,
    /// A bar at its left.
    Bar([u8; 3]),
    /// Paper of another colour.
    Paper([u8; 3]),
}

/// Between the edge of such paper and its words.
const INSET: f32 = 8.0;
/// A tab is so many spaces in code.
const TAB: &str = "    ";

pub(super) struct Typesetter<'a> {
    pub(super) faces: &'a Faces,
    pub(super) pages: Vec<Vec<Op>>,
    pub(super) blocks: Vec<Role>,
    /// Where links lead: page and height.
    pub(super) anchors: HashMap<Target, (usize, f32)>,
    /// Headings with their places.
    pub(super) outline: Vec<(String, usize, f32)>,
    /// Letters that the typefaces do not have.
    pub(super) missing: usize,
    y: f32,
}

/// A word on a line.
struct Word {
    words: String,
    style: usize,
    width: f32,
    /// So many spaces stand before it, of which only code keeps more than one, and how wide they are.
    spaces: usize,
    gap: f32,
}

impl<'a> Typesetter<'a> {
    pub(super) fn new(faces: &'a Faces) -> Self {
        Self {
            faces,
            pages: vec![Vec::new()],
            blocks: Vec::new(),
            anchors: HashMap::new(),
            outline: Vec::new(),
            missing: 0,
            y: MARGIN[1],
        }
    }

    fn page(&mut self) -> &mut Vec<Op> {
        if self.pages.is_empty() {
            self.pages.push(Vec::new());
        }
        self.pages.last_mut().expect("there is always a page")
    }

    pub(super) fn space(&mut self, height: f32) {
        if self.y > MARGIN[1] {
            self.y += height;
        }
    }

    /// Begins a new page where less than `height` is left.
    pub(super) fn need(&mut self, height: f32) {
        if self.y + height > BOTTOM && self.y > MARGIN[1] {
            self.pages.push(Vec::new());
            self.y = MARGIN[1];
        }
    }

    pub(super) fn heading(&mut self, level: u16, words: &str, style: &Style, after: f32) {
        let leading = style.size * 1.25;
        // A heading never stands alone at a page's foot.
        self.need(leading + 60.0);
        self.outline.push((words.to_owned(), self.pages.len() - 1, self.y));
        let piece = Piece { words: words.to_owned(), style: style.clone(), anchor: None };
        let form = Form { left: 0.0, leading, after, behind: Behind::Nothing };
        self.paragraph(Role::Heading(level, words.to_owned()), &[piece], form);
    }

    pub(super) fn figure(&mut self, alt: String, size: [f32; 2], scale: f32) {
        let height = size[1] * scale;
        self.need(height);
        self.blocks.push(Role::Figure(alt));
        let (block, y) = (self.blocks.len() - 1, self.y);
        self.page().push(Op::Figure { block, at: [MARGIN[0], y], scale });
        self.y += height + 8.0;
    }

    pub(super) fn paragraph(&mut self, role: Role, pieces: &[Piece], form: Form) {
        self.blocks.push(role);
        self.column(pieces, form.left, WIDTH - form.left, form.leading, form.behind);
        self.y += form.after;
    }

    /// A paragraph whose lines end where they do in the text; those without words keep their place.
    pub(super) fn lines(&mut self, role: Role, lines: &[Vec<Piece>], form: Form) {
        let Form { left, leading, after, behind } = form;
        let right = if matches!(behind, Behind::Paper(_)) { INSET } else { 0.0 };
        self.blocks.push(role);
        for pieces in lines {
            if pieces.iter().all(|piece| piece.words.trim().is_empty()) {
                self.need(leading);
                let ops = self.behind(left, leading, behind);
                self.page().extend(ops);
                self.y += leading;
            } else {
                self.column(pieces, left, WIDTH - left - right, leading, behind);
            }
        }
        self.y += after;
    }

    /// Two columns side by side: one line or more of `left`, and `right` beside it.
    pub(super) fn row(&mut self, left: &[Piece], right: &[Piece], first: f32, leading: f32) {
        self.need(leading * 2.0);
        self.beside(Role::Paragraph, (left, 0.0, first - 10.0), (right, first), leading);
        self.y += 2.0;
    }

    /// An item of a list: its sign, and its words beside that.
    pub(super) fn item(&mut self, sign: &[Piece], words: &[Piece], left: f32, leading: f32) {
        const SIGN: f32 = 18.0;
        self.need(leading);
        self.beside(Role::Item, (sign, left, SIGN), (words, left + SIGN), leading);
    }

    /// Pieces with where they begin, the first ones with their width besides.
    fn beside(
        &mut self,
        role: Role,
        (left, at, width): (&[Piece], f32, f32),
        (right, from): (&[Piece], f32),
        leading: f32,
    ) {
        self.blocks.push(role);
        let (page, top) = (self.pages.len(), self.y);
        self.column(left, at, width, leading, Behind::Nothing);
        let (left_page, left_end) = (self.pages.len(), self.y);
        if left_page == page {
            self.y = top;
        }
        self.column(right, from, WIDTH - from, leading, Behind::Nothing);
        if left_page == self.pages.len() {
            self.y = self.y.max(left_end);
        }
    }

    /// Sets pieces in lines of a width; where the page is full, goes on on the next.
    fn column(&mut self, pieces: &[Piece], left: f32, width: f32, leading: f32, behind: Behind) {
        let mut line: Vec<Word> = Vec::new();
        let mut length = 0.0;
        let mut anchors: Vec<Target> = Vec::new();
        let (mut spaces, mut gap) = (0, 0.0);
        let mut is_first = true;
        for (index, piece) in pieces.iter().enumerate() {
            anchors.extend(piece.anchor.clone());
            let Style { cut, size, .. } = piece.style;
            let is_code = cut == Cut::Mono;
            let tabbed = if is_code { piece.words.replace('\t', TAB) } else { piece.words.clone() };
            let (words, missing) = self.faces.drawable(&tabbed, cut);
            self.missing += missing;
            let space = self.faces.width(" ", cut, size);
            for part in words.split_inclusive(' ') {
                let (word, ends) =
                    part.strip_suffix(' ').map_or((part, false), |word| (word, true));
                // A line begins with its first word; but code keeps the spaces before it.
                if line.is_empty() {
                    let most = if is_code && is_first { (width / 2.0 / space) as usize } else { 0 };
                    spaces = spaces.min(most);
                    gap = spaces as f32 * space;
                }
                let room = if line.is_empty() { width - gap } else { width };
                for word in self.parts(word, cut, size, room) {
                    is_first = false;
                    let own = self.faces.width(word, cut, size);
                    // What hangs on the word before, such as a raised number, goes with it.
                    if length + gap + own > width && !line.is_empty() {
                        let carried = if spaces > 0 { Vec::new() } else { carry(&mut line) };
                        self.line(&line, pieces, left, leading, behind, &mut anchors);
                        length = carried.iter().map(|word| word.width).sum();
                        line = carried;
                        if let Some(first) = line.first_mut() {
                            (first.spaces, first.gap) = (0, 0.0);
                        }
                        (spaces, gap) = (0, 0.0);
                    }
                    line.push(Word {
                        words: word.to_owned(),
                        style: index,
                        width: own,
                        spaces,
                        gap,
                    });
                    length += gap + own;
                    (spaces, gap) = (0, 0.0);
                }
                if ends && (is_code || spaces == 0) {
                    spaces += 1;
                    gap += space;
                }
            }
        }
        if !line.is_empty() || !anchors.is_empty() {
            self.line(&line, pieces, left, leading, behind, &mut anchors);
        }
    }

    /// What stands behind a line that begins here.
    fn behind(&self, left: f32, leading: f32, behind: Behind) -> Option<Op> {
        let (x, width, color) = match behind {
            Behind::Nothing => return None,
            Behind::Bar(color) => (left - 12.0, 2.5, color),
            Behind::Paper(color) => (left - INSET, WIDTH - left + INSET, color),
        };
        Some(Op::Rect { at: [MARGIN[0] + x, self.y], size: [width, leading], color })
    }

    /// A word that is wider than a line is cut.
    fn parts<'w>(&self, word: &'w str, cut: Cut, size: f32, width: f32) -> Vec<&'w str> {
        if word.is_empty() {
            return Vec::new();
        }
        if self.faces.width(word, cut, size) <= width {
            return vec![word];
        }
        let mut parts = Vec::new();
        let (mut start, mut length) = (0, 0.0);
        let mut letter = [0; 4];
        for (at, c) in word.char_indices() {
            let own = self.faces.width(c.encode_utf8(&mut letter), cut, size);
            if length + own > width && at > start {
                parts.extend(word.get(start..at));
                (start, length) = (at, 0.0);
            }
            length += own;
        }
        parts.extend(word.get(start..));
        parts
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "a word's style is that of one of the pieces it was cut from"
    )]
    fn line(
        &mut self,
        line: &[Word],
        pieces: &[Piece],
        left: f32,
        leading: f32,
        behind: Behind,
        anchors: &mut Vec<Target>,
    ) {
        self.need(leading);
        let y = self.y;
        let page = self.pages.len() - 1;
        for anchor in anchors.drain(..) {
            self.anchors.entry(anchor).or_insert((page, y));
        }
        if line.is_empty() {
            return;
        }
        let block = self.blocks.len().saturating_sub(1);
        let base = y + leading * 0.76;
        let mut ops: Vec<Op> = self.behind(left, leading, behind).into_iter().collect();
        let mut x = MARGIN[0] + left;
        let mut at = 0;
        while let Some(first) = line.get(at) {
            // Words of one look are drawn at once.
            let style = &pieces[first.style].style;
            let same = line.iter().skip(at).take_while(|word| word.style == first.style).count();
            let mut words = String::new();
            if at == 0 {
                // What code begins with can be selected with it.
                words.push_str(&" ".repeat(first.spaces));
            } else {
                x += first.gap;
            }
            for (i, word) in line.iter().skip(at).take(same).enumerate() {
                if i > 0 {
                    words.push_str(&" ".repeat(word.spaces));
                }
                words.push_str(&word.words);
            }
            let width = self.faces.drawn_width(&words, style.cut, style.size);
            at += same;
            // Words stay apart for programs that read them out.
            let end = at == line.len();
            if end || line.get(at).is_some_and(|next| next.spaces > 0) {
                words.push(' ');
            }
            if let Some(color) = style.back {
                ops.push(Op::Rect {
                    at: [x - 0.5, y + leading * 0.06],
                    size: [width + 1.0, leading * 0.92],
                    color,
                });
            }
            ops.push(Op::Text {
                block,
                at: [x, base - style.raise],
                words,
                style: style.clone(),
                width,
            });
            x += width;
        }
        self.page().extend(ops);
        self.y += leading;
    }
}

/// Takes the last words that hang together off a line, if that leaves something.
fn carry(line: &mut Vec<Word>) -> Vec<Word> {
    match line.iter().rposition(|word| word.spaces > 0) {
        Some(at) if at > 0 => line.split_off(at),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines that `words` are set in.
    fn check(words: &str, cut: Cut, wanted: &[&str]) {
        let faces = Faces::new().unwrap();
        let style = Style { cut, size: 8.0, color: [0; 3], raise: 0.0, link: None, back: None };
        let piece =
            |words: &str| Piece { words: words.to_owned(), style: style.clone(), anchor: None };
        let mut set = Typesetter::new(&faces);
        let lines: Vec<Vec<Piece>> = words.lines().map(|line| vec![piece(line)]).collect();
        let form = Form { left: 0.0, leading: 10.0, after: 0.0, behind: Behind::Nothing };
        set.lines(Role::Code, &lines, form);
        let mut told: Vec<String> = Vec::new();
        for op in &set.pages[0] {
            let Op::Text { at: [_, y], words, .. } = op else { continue };
            told.resize(((y - MARGIN[1]) / 10.0) as usize, String::new());
            told.push(words.trim_end().to_owned());
        }
        assert_eq!(told, wanted, "{words:?}");
    }

    #[test]
    fn code_keeps_its_spaces_and_lines() {
        let code = "a {\n  b  = 1;\n\n\tc\n}";
        check(code, Cut::Mono, &["a {", "  b  = 1;", "", "    c", "}"]);
        check(code, Cut::Sans, &["a {", "b = 1;", "", "c", "}"]);
        let long = format!("{}b{} c", " ".repeat(500), "d".repeat(80));
        let first = format!("{}b{}", " ".repeat(46), "d".repeat(46));
        let second = format!("{} c", "d".repeat(34));
        check(&long, Cut::Mono, &[&first, &second]);
    }
}
