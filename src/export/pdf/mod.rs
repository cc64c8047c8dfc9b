//! The summary and the marked article, typeset for print with the shipped typefaces.
//!
//! Text can be selected and is tagged for reading programs; headings are the outline; raised numbers lead to their
//! sentences. Set by hand over krilla, which writes the file and subsets the fonts: a whole typesetting engine
//! would weigh more than the rest of the program.

mod emit;
mod typeset;

use super::{
    Exported, Options, Summary, Work,
    document::{Look, Piece as Part, Quote, Run, about, left_out, sections},
    drawing,
    faces::{Cut, Faces},
    marked::{Step, Walk},
    notes::{Kind, Words, address, blocks, lines},
};
use crate::{
    analysis::EntityKind,
    article::BlockKind,
    notebook::Color,
    text::{Span, counted},
};
use emit::About;
use typeset::{Behind, Form, Piece, Role, Style, Target, Typesetter, WIDTH};

const INK: [u8; 3] = [0x24, 0x21, 0x1c];
const SOFT: [u8; 3] = [0x6e, 0x68, 0x5e];
const ACCENT: [u8; 3] = [0x2d, 0x5f, 0x8b];
const TIME: [u8; 3] = [0x8a, 0x65, 0x10];
const LINE: [u8; 3] = [0xe2, 0xdd, 0xd2];
/// Of the paper behind code.
const PALE: [u8; 3] = [0xf4, 0xf1, 0xea];

/// The timeline is drawn this wide and scaled to the page.
const DRAWN: f64 = 760.0;
/// The first column of rows.
const FIRST: f32 = 112.0;

pub(super) fn write(work: &Work<'_>, options: &Options) -> Exported {
    let broken = || {
        let why = "The PDF could not be made, which is a fault of Dateline.";
        Exported::bytes(Vec::new(), vec![why.to_owned()])
    };
    let Some(faces) = Faces::new() else { return broken() };
    let summary = Summary::new(work, options);
    let drawing = if options.parts.timeline { drawing::draw(work, DRAWN) } else { None };
    let mut set = Typesetter::new(&faces);
    set.heading(1, &summary.title, &style(Cut::SerifStrong, 22.0, INK), 4.0);
    let source = piece(&about(&summary), &style(Cut::Sans, 8.5, SOFT));
    set.paragraph(Role::Paragraph, &[source], form(12.0, 4.0));
    for section in sections(&summary) {
        set.space(12.0);
        if !section.heading.is_empty() {
            set.heading(2, &section.heading, &style(Cut::SerifStrong, 13.0, INK), 4.0);
        }
        if let (Some(drawing), "timeline") = (&drawing, section.id) {
            let scale = WIDTH / drawing.width as f32;
            let alt = format!("Timeline of {} dated events, listed below.", drawing.dated);
            set.figure(alt, [drawing.width as f32, drawing.height as f32], scale);
        }
        for part in &section.pieces {
            write_part(&mut set, part);
        }
    }
    let mut remarks = left_out(work, options, &summary);
    remarks.extend(drawing.as_ref().and_then(drawing::crowded));
    remarks.extend(write_article(&mut set, work, options));
    if set.missing > 0 {
        let letters = counted(set.missing, "letter");
        remarks.push(format!(
            "{letters} not in the typefaces of the PDF, and drawn as a sign for that."
        ));
    }
    let of = About { title: summary.title.clone(), author: summary.byline.clone() };
    match emit::emit(&set, drawing.as_ref(), &of) {
        Some(bytes) => Exported::bytes(bytes, remarks),
        None => broken(),
    }
}

const fn style(cut: Cut, size: f32, color: [u8; 3]) -> Style {
    Style { cut, size, color, raise: 0.0, link: None, back: None }
}

fn piece(words: &str, style: &Style) -> Piece {
    Piece { words: words.to_owned(), style: style.clone(), anchor: None }
}

fn raised(words: &str, size: f32, link: Target) -> Piece {
    let style =
        Style { raise: size * 0.34, link: Some(link), ..style(Cut::Sans, size * 0.62, ACCENT) };
    piece(words, &style)
}

const fn form(leading: f32, after: f32) -> Form {
    Form { left: 0.0, leading, after, behind: Behind::Nothing }
}

const fn marker(color: Color) -> [u8; 3] {
    match color {
        Color::Yellow => [0xfb, 0xeb, 0xa6],
        Color::Green => [0xd3, 0xea, 0xcb],
        Color::Blue => [0xcf, 0xe2, 0xf6],
        Color::Pink => [0xf6, 0xd3, 0xdc],
    }
}

const fn kind_color(kind: EntityKind) -> [u8; 3] {
    match kind {
        EntityKind::Person => [0xa8, 0x48, 0x2b],
        EntityKind::Organization => [0x2b, 0x6b, 0x5c],
        EntityKind::Place => [0x3c, 0x5a, 0x99],
        EntityKind::Group => [0x7b, 0x4e, 0x8d],
    }
}

fn pieces(runs: &[Run], cut: Cut, size: f32) -> Vec<Piece> {
    let strong = if cut == Cut::Serif { Cut::SerifStrong } else { Cut::SansStrong };
    let one = |run: &Run| match run.look {
        Look::Plain => piece(&run.words, &style(cut, size, INK)),
        Look::Strong => piece(&run.words, &style(strong, size, INK)),
        Look::Soft => piece(&run.words, &style(cut, size, SOFT)),
        Look::Date => piece(&run.words, &style(cut, size, TIME)),
        Look::Name(kind) => piece(&run.words, &style(cut, size, kind_color(kind))),
        Look::Place(n) => raised(&run.words, size, Target::Sentence(n)),
    };
    runs.iter().map(one).collect()
}

fn write_part(set: &mut Typesetter<'_>, part: &Part) {
    match part {
        Part::Heading(words) => {
            set.space(4.0);
            set.heading(3, words, &style(Cut::SansStrong, 9.5, INK), 3.0);
        }
        // A paragraph in second rank is the last line of the summary.
        Part::Paragraph(runs) if runs.iter().all(|run| run.look == Look::Soft) => {
            set.paragraph(Role::Paragraph, &pieces(runs, Cut::Sans, 8.5), form(12.0, 4.0));
        }
        Part::Paragraph(runs) => {
            set.paragraph(Role::Paragraph, &pieces(runs, Cut::Serif, 11.0), form(16.5, 4.0));
        }
        Part::Item(runs) => {
            set.paragraph(Role::Item, &pieces(runs, Cut::Sans, 9.0), form(14.0, 3.0));
        }
        Part::Row(left, right) => {
            set.row(&pieces(left, Cut::Sans, 9.0), &pieces(right, Cut::Sans, 9.0), FIRST, 13.5);
        }
        Part::Mark(mark) => write_mark(set, mark),
        Part::Own(words) => own(set, words),
    }
}

/// The reader's own words.
fn own(set: &mut Typesetter<'_>, words: &str) {
    const LEADING: f32 = 14.0;
    for (kind, block) in blocks(&lines(words)) {
        let pieces: Vec<Vec<Piece>> = block.iter().map(|line| own_words(&line.words)).collect();
        match kind {
            Kind::Empty => set.space(6.0 * block.len() as f32),
            Kind::Words => set.lines(Role::Paragraph, &pieces, form(LEADING, 1.0)),
            Kind::Heading => {
                for (line, pieces) in block.iter().zip(&pieces) {
                    let title = line.words.iter().map(|words| words.text).collect();
                    set.space(3.0);
                    set.need(LEADING * 3.0);
                    set.paragraph(Role::Heading(4, title), pieces, form(LEADING, 2.0));
                }
            }
            Kind::Quote => {
                let behind = Behind::Bar(LINE);
                let form = Form { left: 12.0, behind, ..form(LEADING, 1.0) };
                set.lines(Role::Quote, &pieces, form);
            }
            Kind::Code => {
                let form = Form { left: 8.0, behind: Behind::Paper(PALE), ..form(12.5, 3.0) };
                set.lines(Role::Code, &pieces, form);
            }
            Kind::Item(..) => {
                for (line, pieces) in block.iter().zip(&pieces) {
                    let Kind::Item(sign, depth) = line.kind else { continue };
                    let sign = piece(&sign.letters(), &style(Cut::Sans, OWN, SOFT));
                    set.item(&[sign], pieces, 14.0 * depth as f32, LEADING);
                }
            }
        }
    }
}

/// The size of what the reader wrote, and of code, whose letters are larger.
const OWN: f32 = 9.5;
const CODE: f32 = 8.5;

fn own_words(words: &[Words<'_>]) -> Vec<Piece> {
    let one = |words: &Words<'_>| {
        let (cut, size) = match words {
            Words { code: true, .. } => (Cut::Mono, CODE),
            Words { bold: true, .. } => (Cut::SansStrong, OWN),
            Words { italic: true, .. } => (Cut::SansItalic, OWN),
            _ => (Cut::Sans, OWN),
        };
        let link = words.link.map(|link| Target::Web(address(link)));
        let color = if link.is_some() { ACCENT } else { INK };
        piece(words.text, &Style { link, ..style(cut, size, color) })
    };
    words.iter().map(one).collect()
}

fn write_mark(set: &mut Typesetter<'_>, mark: &Quote) {
    set.need(44.0);
    let place = match mark.sentence {
        Some(n) => raised(&n.to_string(), 10.5, Target::Mark(mark.id.clone())),
        None => piece(" (no longer in the article)", &style(Cut::Sans, 8.5, SOFT)),
    };
    let quote = |words: &str| piece(words, &style(Cut::Serif, 10.5, SOFT));
    let mut paragraphs: Vec<Vec<Piece>> =
        mark.words.split('\n').map(|words| vec![quote(words)]).collect();
    if let Some(first) = paragraphs.first_mut().and_then(|words| words.first_mut()) {
        first.anchor = Some(Target::Note(mark.id.clone()));
    }
    if let Some(last) = paragraphs.last_mut() {
        last.push(place);
    }
    for words in paragraphs {
        let behind = Behind::Bar(marker(mark.color));
        set.paragraph(Role::Quote, &words, Form { left: 12.0, behind, ..form(15.0, 3.0) });
    }
    own(set, &mark.comment);
    let labels = mark.labels();
    if !labels.is_empty() {
        let labels = piece(&labels, &style(Cut::Sans, 8.5, ACCENT));
        set.paragraph(Role::Paragraph, &[labels], form(13.0, 0.0));
    }
    set.space(8.0);
}

fn write_article(set: &mut Typesetter<'_>, work: &Work<'_>, options: &Options) -> Option<String> {
    set.space(22.0);
    set.heading(2, "The article", &style(Cut::SerifStrong, 13.0, INK), 6.0);
    let marks = if options.parts.marks { work.marks() } else { Vec::new() };
    let mut walk = Walk::new(work, &marks);
    for block in work.article.blocks() {
        let (cut, size, color) = match block.kind {
            BlockKind::Headline => (Cut::SerifStrong, 13.0, INK),
            BlockKind::Heading => (Cut::SerifStrong, 11.5, INK),
            BlockKind::Caption => (Cut::SerifItalic, 9.5, INK),
            BlockKind::Byline | BlockKind::Dateline | BlockKind::Credit => (Cut::Sans, 8.5, SOFT),
            _ => (Cut::Serif, 10.5, INK),
        };
        let words = words_of(&mut walk, block.span, &style(cut, size, color));
        match block.kind {
            BlockKind::Headline | BlockKind::Heading => {
                set.space(4.0);
                set.need(60.0);
                let title = super::summary::one_line(work.article.slice(block.span));
                set.paragraph(Role::Heading(3, title), &words, form(size * 1.35, 4.0));
            }
            BlockKind::Quotation => {
                set.paragraph(Role::Quote, &words, Form { left: 14.0, ..form(15.5, 6.0) });
            }
            BlockKind::Caption => {
                let behind = Behind::Bar(LINE);
                let form = Form { left: 12.0, behind, ..form(14.0, 7.0) };
                set.paragraph(Role::Paragraph, &words, form);
            }
            _ => set.paragraph(Role::Paragraph, &words, form(size * 1.5, 6.0)),
        }
    }
    walk.remark()
}

/// The words of a block, cut where sentences and marks begin and end.
fn words_of(walk: &mut Walk<'_>, block: Span, plain: &Style) -> Vec<Piece> {
    let mut pieces = Vec::new();
    walk.block(block, &mut |step| match step {
        Step::Sentence(number) => pieces.push(place(Target::Sentence(number), plain)),
        Step::Begin(mark) => pieces.push(place(Target::Mark(mark.id.to_string()), plain)),
        Step::Words(words, mark) => {
            let mut piece = piece(words, plain);
            piece.style.back = mark.map(|mark| marker(mark.color));
            pieces.push(piece);
        }
        Step::End(_) => {}
    });
    pieces
}

/// A place to lead to, without words.
fn place(anchor: Target, plain: &Style) -> Piece {
    Piece { anchor: Some(anchor), ..piece("", plain) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_typefaces_can_be_read() {
        let faces = Faces::new().unwrap();
        assert!(faces.width("mm", Cut::Serif, 10.0) > faces.width("ii", Cut::Serif, 10.0));
        assert_eq!(faces.drawable("a\u{200d}\té", Cut::Sans), ("a é".to_owned(), 0));
        assert_eq!(faces.drawable("مر", Cut::Sans).1, 2);
    }
}
