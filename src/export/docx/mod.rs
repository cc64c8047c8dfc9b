//! The summary and the marked article for Word and its like: headings, quotes, tables, the drawn timeline; where
//! a quote is from, and what the reader said to the article's words, as footnotes.
//!
//! The XML is our own. Of the crates for it, docx-rs 0.4 writes footnotes without their mark and separators, numbers
//! them through the whole process, so that the same work gives other bytes each time, and prints to standard error;
//! the rest only read. The package is zipped by `zip`.

mod package;

use std::{collections::BTreeSet, fmt::Write as _};

use super::{
    Exported, Named, Options, Summary, Work,
    document::{Look, Piece, Quote, Run, about, kind_words, sections, undated},
    drawing,
    html::escape,
    marked::{Step, Walk},
    notes::{Kind, Line, Sign, Words, address, blocks, lines},
    picture,
    summary::one_line,
};
use crate::{analysis::EntityKind, article::BlockKind, notebook::Color, text::counted};
use package::{PICTURE, Package};

/// Twentieths of a point between the margins of A4.
const WIDTH: usize = 9026;
/// The timeline is drawn this wide and scaled to the page.
const DRAWN: f64 = 760.0;
/// English Metric Units to a twentieth of a point.
const EMU: usize = 635;

pub(super) fn write(work: &Work<'_>, options: &Options) -> Exported {
    let summary = Summary::new(work, options);
    let sections = sections(&summary);
    let drawing = if options.parts.timeline { drawing::draw(work, DRAWN) } else { None };
    let drawn = drawing.as_ref().and_then(picture::paint);
    let mut out = Writer { source: source(&summary), ..Writer::default() };
    out.paragraph("Title", &text(&summary.title, ""));
    out.paragraph("Subtitle", &text(&about(&summary), ""));
    for section in &sections {
        if !section.heading.is_empty() {
            out.paragraph("Heading1", &text(&section.heading, ""));
        }
        if let ("timeline", Some(drawing), Some(_)) = (section.id, &drawing, &drawn) {
            let alt = format!("Timeline of {} dated events, listed below.", drawing.dated);
            out.paragraph("Normal", &figure(&alt, drawing.height / drawing.width));
        }
        match section.id {
            "entities" => out.entities(&summary.entities),
            id => out.pieces(&section.pieces, heads(id)),
        }
    }
    let mut remarks: Vec<String> = out.article(work, options).into_iter().collect();
    remarks.extend(undated(work, options));
    remarks.extend(drawing.as_ref().and_then(drawing::crowded));
    if let Some((_, missing)) = drawn.as_ref().filter(|(_, missing)| *missing > 0) {
        let letters = counted(*missing, "letter");
        remarks.push(format!(
            "{letters} not in the typefaces of the drawn timeline, and drawn as a sign for that."
        ));
    }
    let package = Package {
        title: &summary.title,
        author: summary.byline.as_deref(),
        now: work.now,
        body: &out.body,
        footnotes: &out.footnotes,
        picture: drawn.map(|(bytes, _)| bytes),
    };
    match package.zip() {
        Ok(bytes) => Exported::bytes(bytes, remarks),
        Err(error) => {
            let why =
                format!("The document could not be put together ({error}), a fault of Dateline.");
            Exported::bytes(Vec::new(), vec![why])
        }
    }
}

/// What footnotes say of where words are from: "“Storm”, Xinhua, 25 February 2024".
fn source(summary: &Summary) -> String {
    let mut parts = vec![format!("“{}”", summary.title)];
    parts.extend(summary.byline.clone());
    parts.extend(summary.source.clone());
    parts.extend(summary.published.map(|day| day.strftime("%-d %B %Y").to_string()));
    parts.join(", ")
}

/// The heads of a section's table.
fn heads(section: &str) -> [&'static str; 2] {
    match section {
        "timeline" => ["When", "What"],
        "quotations" => ["Who", "Words"],
        _ => ["Number", "Where it stands"],
    }
}

#[derive(Default)]
struct Writer {
    body: String,
    footnotes: String,
    /// Footnotes and bookmarks so far.
    notes: usize,
    places: usize,
    /// Sentences that something leads to.
    wanted: BTreeSet<usize>,
    source: String,
}

impl Writer {
    fn paragraph(&mut self, style: &str, inside: &str) {
        paragraph(&mut self.body, style, ["", ""], inside);
    }

    fn pieces(&mut self, pieces: &[Piece], heads: [&str; 2]) {
        let mut rest = pieces;
        while let Some(piece) = rest.first() {
            let rows = rest.iter().take_while(|piece| matches!(piece, Piece::Row(..))).count();
            if rows > 0 {
                let (table, after) = rest.split_at(rows);
                let cells = table.iter().filter_map(|piece| match piece {
                    Piece::Row(left, right) => Some([self.runs(left), self.runs(right)]),
                    _ => None,
                });
                let rows: Vec<[String; 2]> = cells.collect();
                self.table(&[2100, WIDTH - 2100], &heads, rows);
                rest = after;
                continue;
            }
            match piece {
                Piece::Heading(words) => self.paragraph("Heading2", &text(words, "")),
                Piece::Paragraph(runs) => {
                    let inside = self.runs(runs);
                    self.paragraph("Normal", &inside);
                }
                Piece::Item(runs) => {
                    let inside = self.runs(runs);
                    self.paragraph("ListBullet", &inside);
                }
                Piece::Mark(mark) => self.quote(mark),
                Piece::Own(words) => self.own(words),
                Piece::Row(..) => {}
            }
            rest = rest.get(1..).unwrap_or_default();
        }
    }

    fn runs(&mut self, runs: &[Run]) -> String {
        let mut out = String::new();
        for run in runs {
            match run.look {
                Look::Plain => out.push_str(&text(&run.words, "")),
                Look::Strong => out.push_str(&text(&run.words, BOLD)),
                Look::Soft => out.push_str(&text(&run.words, &color(SOFT))),
                Look::Date => out.push_str(&text(&run.words, &color("8A6510"))),
                Look::Name(kind) => out.push_str(&text(&run.words, &color(ink(kind)))),
                Look::Place(sentence) => out.push_str(&self.place(sentence)),
            }
        }
        out
    }

    /// The raised number of a sentence, which leads there.
    fn place(&mut self, sentence: usize) -> String {
        self.wanted.insert(sentence);
        format!(
            "<w:hyperlink w:anchor=\"s{sentence}\" w:history=\"1\"><w:r><w:rPr><w:rStyle w:val=\"Place\"/></w:rPr><w:t>{sentence}</w:t></w:r></w:hyperlink>"
        )
    }

    /// A footnote's mark; its words go to the foot of the page.
    fn footnote(&mut self, inside: &str) -> String {
        self.notes += 1;
        let id = self.notes;
        let _infallible = write!(self.footnotes, "<w:footnote w:id=\"{id}\">");
        let mark = "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> </w:t></w:r>";
        paragraph(&mut self.footnotes, "FootnoteText", ["", ""], &format!("{mark}{inside}"));
        self.footnotes.push_str("</w:footnote>\n");
        format!(
            "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{id}\"/></w:r>"
        )
    }

    fn quote(&mut self, mark: &Quote) {
        let bar = format!(
            "<w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"8\" w:color=\"{}\"/></w:pBdr>",
            marker(mark.color)
        );
        let from = match mark.sentence {
            Some(sentence) => {
                self.wanted.insert(sentence);
                format!("{}, sentence ", self.source)
            }
            None => format!("{}; these words are no longer in the article.", self.source),
        };
        let mut inside = text(&from, "");
        if let Some(sentence) = mark.sentence {
            let _infallible = write!(
                inside,
                "<w:hyperlink w:anchor=\"s{sentence}\" w:history=\"1\">{}</w:hyperlink>{}",
                text(&sentence.to_string(), "<w:color w:val=\"2D5F8B\"/>"),
                text(".", "")
            );
        }
        let reference = self.footnote(&inside);
        let mut paragraphs = mark.words.split('\n').peekable();
        while let Some(words) = paragraphs.next() {
            let after = if paragraphs.peek().is_none() { reference.as_str() } else { "" };
            let words = format!("{}{after}", text(words, ""));
            paragraph(&mut self.body, "Quote", [&bar, ""], &words);
        }
        if !mark.comment.is_empty() {
            self.own(&mark.comment);
        }
        let labels = mark.labels();
        if !labels.is_empty() {
            self.paragraph("Labels", &text(&labels, ""));
        }
    }

    /// The reader's own words: lines of one kind beside each other are one paragraph.
    fn own(&mut self, words: &str) {
        for (kind, block) in blocks(&lines(words)) {
            let style = match kind {
                Kind::Empty => continue,
                Kind::Item(..) => {
                    for line in block {
                        self.item(line);
                    }
                    continue;
                }
                Kind::Words => "Normal",
                Kind::Heading => "Heading3",
                Kind::Quote => "Quote",
                Kind::Code => "Code",
            };
            let lines: Vec<String> = block.iter().map(|line| own_words(&line.words)).collect();
            self.paragraph(style, &lines.join(BREAK));
        }
    }

    fn item(&mut self, line: &Line<'_>) {
        /// As wide as "10." is, and a space.
        const STEP: usize = 480;
        let Kind::Item(sign, depth) = line.kind else { return };
        let left = STEP * (depth + 1);
        let set =
            format!("<w:spacing w:after=\"40\"/><w:ind w:left=\"{left}\" w:hanging=\"{STEP}\"/>");
        let inside = own_words(&line.words);
        if sign == Sign::Bullet {
            paragraph(&mut self.body, "ListBullet", ["", &set], &inside);
        } else {
            let sign = text(&sign.letters(), "") + "<w:r><w:tab/></w:r>";
            paragraph(&mut self.body, "Normal", ["", &set], &(sign + &inside));
        }
    }

    fn entities(&mut self, entities: &[(EntityKind, Vec<Named>)]) {
        let rows = entities.iter().flat_map(|(kind, all)| {
            all.iter().map(|named| {
                [
                    text(kind_words(*kind), ""),
                    text(&named.name, &color(ink(*kind))),
                    text(&named.aliases.join(", "), &color(SOFT)),
                    text(&named.count.to_string(), ""),
                ]
            })
        });
        let rows: Vec<[String; 4]> = rows.collect();
        self.table(&[1600, 3000, WIDTH - 5800, 1200], &["Kind", "Name", "Also", "Mentions"], rows);
    }

    fn table<const N: usize>(
        &mut self,
        widths: &[usize; N],
        heads: &[&str; N],
        rows: Vec<[String; N]>,
    ) {
        let out = &mut self.body;
        let _infallible = write!(
            out,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0620\"/></w:tblPr><w:tblGrid>"
        );
        for width in widths {
            let _infallible = write!(out, "<w:gridCol w:w=\"{width}\"/>");
        }
        out.push_str("</w:tblGrid>\n");
        let head = heads.map(|words| text(words, BOLD));
        for (at, row) in std::iter::once(head).chain(rows).enumerate() {
            out.push_str("<w:tr><w:trPr><w:cantSplit/>");
            if at == 0 {
                out.push_str("<w:tblHeader/>");
            }
            out.push_str("</w:trPr>");
            for (width, cell) in widths.iter().zip(row) {
                let _infallible =
                    write!(out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>");
                paragraph(out, "TableText", ["", ""], &cell);
                out.push_str("</w:tc>");
            }
            out.push_str("</w:tr>\n");
        }
        out.push_str("</w:tbl>\n");
        // Two tables on end would become one.
        paragraph(out, "TableText", ["", ""], "");
    }

    /// The whole article, its marked words on their colours and what the reader said to them at the foot.
    fn article(&mut self, work: &Work<'_>, options: &Options) -> Option<String> {
        self.paragraph("Heading1", &text("The article", ""));
        let marks = if options.parts.marks { work.marks() } else { Vec::new() };
        let mut walk = Walk::new(work, &marks);
        for block in work.article.blocks() {
            let style = match block.kind {
                BlockKind::Headline | BlockKind::Heading => "Heading2",
                BlockKind::Quotation => "Quote",
                BlockKind::Caption => "Caption",
                BlockKind::Byline | BlockKind::Dateline | BlockKind::Credit => "Labels",
                // An item has its sign among its words.
                _ => "Normal",
            };
            let mut inside = String::new();
            walk.block(block.span, &mut |step| match step {
                Step::Sentence(number) if self.wanted.remove(&number) => {
                    inside.push_str(&self.bookmark(number));
                }
                Step::Words(words, mark) => {
                    let paper = mark.map_or_else(String::new, |mark| {
                        format!(
                            "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{}\"/>",
                            marker(mark.color)
                        )
                    });
                    inside.push_str(&text(&spaced(words), &paper));
                }
                Step::End(mark) if !mark.comment.is_empty() => {
                    inside.push_str(&self.footnote(&own_lines(&mark.comment)));
                }
                Step::Sentence(_) | Step::Begin(_) | Step::End(_) => {}
            });
            self.paragraph(style, &inside);
        }
        // Where there is no such sentence its number leads to the end.
        let left = std::mem::take(&mut self.wanted);
        let inside: String = left.into_iter().map(|number| self.bookmark(number)).collect();
        if !inside.is_empty() {
            self.paragraph("Normal", &inside);
        }
        walk.remark()
    }

    /// A place that links lead to.
    fn bookmark(&mut self, sentence: usize) -> String {
        self.places += 1;
        format!(
            "<w:bookmarkStart w:id=\"{0}\" w:name=\"s{sentence}\"/><w:bookmarkEnd w:id=\"{0}\"/>",
            self.places
        )
    }
}

/// White space folded, but kept where words begin or end with it.
fn spaced(words: &str) -> String {
    let mut out = one_line(words);
    if words.starts_with(char::is_whitespace) {
        out.insert(0, ' ');
    }
    if words.ends_with(char::is_whitespace) && !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

/// Of `properties` the first come before the direction of the words, and the others after it.
fn paragraph(out: &mut String, style: &str, [first, last]: [&str; 2], inside: &str) {
    let direction = if is_rightward(inside) { "" } else { "<w:bidi/>" };
    out.extend(["<w:p><w:pPr><w:pStyle w:val=\"", style, "\"/>", first, direction, last]);
    out.extend(["</w:pPr>", inside, "</w:p>\n"]);
}

const WORDS: &str = "<w:t xml:space=\"preserve\">";

/// Whether the first letter in the runs of a paragraph is of a script from left to right.
fn is_rightward(runs: &str) -> bool {
    let words = runs.split(WORDS).skip(1).filter_map(|run| run.split('<').next());
    // What is escaped is no letter.
    let plain = words.flat_map(|words| {
        words.split('&').enumerate().filter_map(|(at, part)| match at {
            0 => Some(part),
            _ => part.split_once(';').map(|(_, rest)| rest),
        })
    });
    let first = plain.flat_map(str::chars).find(|c| c.is_alphabetic());
    !first.is_some_and(is_leftward)
}

/// Whether a letter is of a script that runs from right to left.
const fn is_leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Words in one look, those of each direction in a run of their own.
fn text(words: &str, look: &str) -> String {
    let mut out = String::new();
    let mut rest = words;
    while let Some(first) = rest.chars().next() {
        let (end, direction) = if is_leftward(first) {
            // What stands between two letters of such a script goes with them.
            let latin = rest.find(|c: char| c.is_alphabetic() && !is_leftward(c));
            let within = rest.get(..latin.unwrap_or(rest.len())).unwrap_or(rest);
            let last = within.char_indices().rev().find(|(_, c)| is_leftward(*c));
            (last.map_or(first.len_utf8(), |(at, c)| at + c.len_utf8()), "<w:rtl/>")
        } else {
            (rest.find(is_leftward).unwrap_or(rest.len()), "")
        };
        let (words, after) = rest.split_at(end);
        out.push_str("<w:r>");
        if !look.is_empty() || !direction.is_empty() {
            out.extend(["<w:rPr>", look, direction, "</w:rPr>"]);
        }
        out.extend([WORDS, &escape(words), "</w:t></w:r>"]);
        rest = after;
    }
    out
}

const BREAK: &str = "<w:r><w:br/></w:r>";

/// What the reader wrote, within one paragraph.
fn own_lines(words: &str) -> String {
    let line = |line: &Line<'_>| match line.kind {
        Kind::Item(sign, _) => text(&format!("{} ", sign.letters()), "") + &own_words(&line.words),
        _ => own_words(&line.words),
    };
    lines(words).iter().map(line).collect::<Vec<_>>().join(BREAK)
}

fn own_words(words: &[Words<'_>]) -> String {
    let one = |words: &Words<'_>| {
        let mut look = String::new();
        for (is, element) in [
            (words.code, "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/>"),
            (words.bold, BOLD),
            (words.italic, "<w:i/><w:iCs/>"),
        ] {
            if is {
                look.push_str(element);
            }
        }
        // A tab would stand where the paragraph's tabs are.
        let shown = words.text.replace('\t', "    ");
        let Some(link) = words.link else { return text(&shown, &look) };
        look.push_str(&color("2D5F8B"));
        // A field needs no entry in another part of the package.
        let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
        format!(
            "{}<w:r><w:instrText xml:space=\"preserve\"> HYPERLINK &quot;{}&quot; </w:instrText></w:r>{}{}{}",
            mark("begin"),
            escape(&address(link)),
            mark("separate"),
            text(&shown, &look),
            mark("end")
        )
    };
    words.iter().map(one).collect()
}

fn color(rgb: &str) -> String {
    format!("<w:color w:val=\"{rgb}\"/>")
}

const SOFT: &str = "6E685E";
/// For letters of all scripts.
const BOLD: &str = "<w:b/><w:bCs/>";

const fn ink(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "A8482B",
        EntityKind::Organization => "2B6B5C",
        EntityKind::Place => "3C5A99",
        EntityKind::Group => "7B4E8D",
    }
}

const fn marker(color: Color) -> &'static str {
    match color {
        Color::Yellow => "FBEBA6",
        Color::Green => "D3EACB",
        Color::Blue => "CFE2F6",
        Color::Pink => "F6D3DC",
    }
}

/// The drawn timeline as wide as the text.
fn figure(alt: &str, ratio: f64) -> String {
    let (x, y) = (WIDTH * EMU, (WIDTH as f64 * EMU as f64 * ratio) as usize);
    format!(
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{x}\" cy=\"{y}\"/><wp:docPr id=\"1\" name=\"Timeline\" descr=\"{alt}\"/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr><pic:cNvPr id=\"1\" name=\"timeline.png\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"{PICTURE}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{x}\" cy=\"{y}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>",
        alt = escape(alt)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_safe_and_keep_their_spaces() {
        assert_eq!(
            text(" a < b\u{7}", "<w:b/>"),
            "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\"> a &lt; b\u{fffd}</w:t></w:r>"
        );
        assert_eq!([spaced(" a\n b "), spaced("  "), spaced("a")], [" a b ", " ", "a"]);
        assert_eq!(
            text("a שלום, עולם. b", ""),
            format!(
                "<w:r>{WORDS}a </w:t></w:r><w:r><w:rPr><w:rtl/></w:rPr>{WORDS}שלום, עולם</w:t></w:r><w:r>{WORDS}. b</w:t></w:r>"
            )
        );
        for (words, is_rightward) in [
            ("a ש", true),
            ("“ש” a", false),
            ("\"ש", false),
            ("1 & <ש>", false),
            ("", true),
            ("1", true),
        ] {
            assert_eq!(super::is_rightward(&text(words, "")), is_rightward, "{words}");
        }
        assert_eq!(own_lines("a\nb").matches("<w:br/>").count(), 1);
        assert_eq!(
            own_words(&lines("[a](http://b?\"&c) **d**")[0].words),
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> HYPERLINK &quot;http://b?%22&amp;c&quot; </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:rPr><w:color w:val=\"2D5F8B\"/></w:rPr><w:t xml:space=\"preserve\">a</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t xml:space=\"preserve\"> </w:t></w:r><w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space=\"preserve\">d</w:t></w:r>"
        );
    }
}
