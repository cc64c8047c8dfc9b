//! One page that needs nothing else: the summary, its timeline, and the article with its highlights and notes.
//!
//! No script and no outside request: links are to places on the page. Light and dark follow the system; print
//! has margins of its own.

use std::{borrow::Cow, fmt::Write as _};

use super::{
    Exported, Options, Summary, Work,
    document::{Look, Piece, Quote, Run, about, left_out, sections},
    drawing,
    marked::{Step, Walk},
    notes::{Kind, Line, Sign, Words, address, blocks, lines},
    summary::Mark,
};
use crate::{analysis::EntityKind, article::BlockKind};

pub(super) const STYLE: &str = include_str!("page.css");

/// Makes words safe in elements and attributes; what is no letter of HTML becomes U+FFFD.
pub(super) fn escape(words: &str) -> Cow<'_, str> {
    let is_bad = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    if !words.contains(|c: char| matches!(c, '&' | '<' | '>' | '"' | '\'') || is_bad(c)) {
        return words.into();
    }
    let mut out = String::with_capacity(words.len() + 16);
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\r' => out.push('\n'),
            c if is_bad(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out.into()
}

pub(super) fn write(work: &Work<'_>, options: &Options) -> Exported {
    let summary = Summary::new(work, options);
    let title = escape(&summary.title).into_owned();
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"generator\" content=\"Dateline\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<header>\n<h1>{title}</h1>\n<p class=\"about\">{}</p>\n</header>\n",
        escape(&about(&summary))
    );
    let drawing = if options.parts.timeline { drawing::draw(work, 960.0) } else { None };
    for section in sections(&summary) {
        // A section has a heading.
        let tag = if section.heading.is_empty() { "div" } else { "section" };
        let _infallible = writeln!(out, "<{tag} id=\"{}\">", section.id);
        if !section.heading.is_empty() {
            let _infallible = writeln!(out, "<h2>{}</h2>", escape(&section.heading));
        }
        if let (Some(drawing), "timeline") = (&drawing, section.id) {
            let svg = drawing::svg(drawing, &format!("Timeline of “{}”", summary.title));
            out.extend(["<figure class=\"timeline\">\n", &svg, "</figure>\n"]);
        }
        write_pieces(&mut out, &section.pieces);
        close(&mut out, tag);
    }
    let marks = if options.parts.marks { work.marks() } else { Vec::new() };
    let covered = write_article(&mut out, work, &marks);
    out.push_str("</main>\n</body>\n</html>\n");
    let mut remarks = left_out(work, options, &summary);
    remarks.extend(drawing.as_ref().and_then(drawing::crowded));
    remarks.extend(covered);
    Exported::text(out, remarks)
}

fn write_pieces(out: &mut String, pieces: &[Piece]) {
    let mut open = "";
    for piece in pieces {
        let list = match piece {
            Piece::Item(_) => "ul",
            Piece::Row(..) => "table",
            _ => "",
        };
        if list != open {
            close(out, open);
            if !list.is_empty() {
                out.extend(["<", list, ">\n"]);
            }
            open = list;
        }
        match piece {
            Piece::Heading(words) => out.extend(["<h3>", &escape(words), "</h3>\n"]),
            Piece::Paragraph(runs) => out.extend(["<p>", &write_runs(runs), "</p>\n"]),
            Piece::Item(runs) => out.extend(["<li>", &write_runs(runs), "</li>\n"]),
            Piece::Row(left, right) => out.extend([
                "<tr><th scope=\"row\">",
                &write_runs(left),
                "</th><td>",
                &write_runs(right),
                "</td></tr>\n",
            ]),
            Piece::Mark(mark) => quote(out, mark),
            Piece::Own(words) => own(out, words),
        }
    }
    close(out, open);
}

fn close(out: &mut String, list: &str) {
    if !list.is_empty() {
        out.extend(["</", list, ">\n"]);
    }
}

const fn kind_class(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organization => "organization",
        EntityKind::Place => "place",
        EntityKind::Group => "group",
    }
}

fn write_runs(runs: &[Run]) -> String {
    let mut out = String::new();
    for run in runs {
        let words = escape(&run.words);
        let _infallible = match run.look {
            Look::Plain => write!(out, "{words}"),
            Look::Strong => write!(out, "<strong>{words}</strong>"),
            Look::Soft => write!(out, "<span class=\"soft\">{words}</span>"),
            Look::Date => write!(out, "<span class=\"date\">{words}</span>"),
            Look::Name(kind) => write!(out, "<span class=\"{}\">{words}</span>", kind_class(kind)),
            Look::Place(n) => write!(out, "<sup><a href=\"#s{n}\">{n}</a></sup>"),
        };
    }
    out
}

/// The reader's own words.
pub(super) fn own(out: &mut String, words: &str) {
    out.push_str("<div class=\"own\">");
    for (kind, block) in blocks(&lines(words)) {
        let lines = |each: fn(&[Words<'_>]) -> String, by| {
            block.iter().map(|line| each(&line.words)).collect::<Vec<_>>().join(by)
        };
        match kind {
            Kind::Empty => {}
            Kind::Words => out.extend(["<p>", &lines(own_words, "<br>\n"), "</p>\n"]),
            Kind::Heading => out.extend(["<h4>", &lines(plain, "</h4><h4>"), "</h4>"]),
            Kind::Quote => {
                out.extend(["<blockquote>", &lines(plain, "<br>\n"), "</blockquote>\n"]);
            }
            Kind::Code => out.extend(["<pre>", &lines(unmarked, "\n"), "</pre>\n"]),
            Kind::Item(sign, _) => {
                let list = if sign.is_number() { "ol" } else { "ul" };
                out.extend(["<", list, ">"]);
                for line in block {
                    item(out, line);
                }
                out.extend(["</", list, ">\n"]);
            }
        }
    }
    out.push_str("</div>\n");
}

fn item(out: &mut String, line: &Line<'_>) {
    let Kind::Item(sign, depth) = line.kind else { return };
    let (attribute, sign) = match sign {
        Sign::Number(number) => (format!(" value=\"{number}\""), ""),
        Sign::Box(true) => (" class=\"box\"".to_owned(), "☑ "),
        Sign::Box(false) => (" class=\"box\"".to_owned(), "☐ "),
        Sign::Bullet => (String::new(), ""),
    };
    let _infallible = write!(out, "<li{attribute}");
    if depth > 0 {
        let _infallible = write!(out, " style=\"margin-left:{}em\"", 1.4 * depth as f32);
    }
    out.extend([">", sign, &own_words(&line.words), "</li>"]);
}

/// Headings and quotations look as such by themselves.
fn plain(words: &[Words<'_>]) -> String {
    let plain = words.iter().map(|words| Words { bold: false, italic: false, ..*words });
    own_words(&plain.collect::<Vec<_>>())
}

fn unmarked(words: &[Words<'_>]) -> String {
    words.iter().map(|words| escape(words.text)).collect()
}

fn own_words(words: &[Words<'_>]) -> String {
    let mut out = String::new();
    for words in words {
        let looks = [(words.bold, "strong"), (words.italic, "em"), (words.code, "code")];
        let link = words.link.map(address);
        if let Some(address) = &link {
            out.extend(["<a href=\"", &escape(address), "\" rel=\"noreferrer\">"]);
        }
        for (_, tag) in looks.iter().filter(|(is, _)| *is) {
            out.extend(["<", tag, ">"]);
        }
        out.push_str(&escape(words.text));
        for (_, tag) in looks.iter().rev().filter(|(is, _)| *is) {
            out.extend(["</", tag, ">"]);
        }
        if link.is_some() {
            out.push_str("</a>");
        }
    }
    out
}

fn quote(out: &mut String, mark: &Quote) {
    let _infallible = write!(
        out,
        "<div class=\"note\" id=\"n-{0}\"><blockquote class=\"{1}\"><p>{2}",
        mark.id,
        mark.color.name(),
        escape(&mark.words).replace('\n', "</p><p>")
    );
    match mark.sentence {
        Some(n) => {
            let _infallible = write!(out, "<sup><a href=\"#m-{}\">{n}</a></sup>", mark.id);
        }
        None => out.push_str(" <span class=\"soft\">(no longer in the article)</span>"),
    }
    out.push_str("</p></blockquote>");
    if !mark.comment.is_empty() {
        own(out, &mark.comment);
    }
    let labels = mark.labels();
    if !labels.is_empty() {
        out.extend(["<p class=\"tags\">", &escape(&labels), "</p>"]);
    }
    out.push_str("</div>\n");
}

/// The whole article with its marks, and what it does not show of them. Linear in its text.
pub(super) fn write_article(out: &mut String, work: &Work<'_>, marks: &[Mark]) -> Option<String> {
    out.push_str("<section id=\"article\">\n<h2>The article</h2>\n");
    let mut walk = Walk::new(work, marks);
    for block in work.article.blocks() {
        let (tag, class) = match block.kind {
            BlockKind::Headline => ("h3", "headline"),
            BlockKind::Heading => ("h3", ""),
            BlockKind::Quotation => ("blockquote", ""),
            BlockKind::Byline | BlockKind::Dateline | BlockKind::Credit => ("p", "credit"),
            BlockKind::Caption => ("p", "caption"),
            _ => ("p", ""),
        };
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        let _infallible = write!(out, "<{tag}{class}>");
        walk.block(block.span, &mut |step| write_step(out, step));
        let _infallible = writeln!(out, "</{tag}>");
    }
    out.push_str("</section>\n");
    walk.remark()
}

fn write_step(out: &mut String, step: Step<'_>) {
    let _infallible = match step {
        Step::Sentence(number) => write!(out, "<span id=\"s{number}\"></span>"),
        Step::Begin(mark) => write!(out, "<span id=\"m-{}\"></span>", mark.id),
        Step::Words(words, Some(mark)) => {
            write!(out, "<mark class=\"{}\">{}</mark>", mark.color.name(), escape(words))
        }
        Step::Words(words, None) => write!(out, "{}", escape(words)),
        Step::End(mark) if mark.comment.is_empty() => Ok(()),
        Step::End(mark) => {
            write!(out, "<sup><a href=\"#n-{0}\" aria-label=\"note\">✎</a></sup>", mark.id)
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_reader_wrote_is_set() {
        let own = |words: &str| {
            let mut out = String::new();
            own(&mut out, words);
            out.replace("<div class=\"own\">", "").replace("</div>", "").replace('\n', "")
        };
        assert_eq!(
            own("## Who\nAsk **them**\nand <us>.\n\n- one\n  - *two*\n\n> so\n> it is\n"),
            "<h4>Who</h4><p>Ask <strong>them</strong><br>and &lt;us&gt;.</p><ul><li>one</li><li style=\"margin-left:1.4em\"><em>two</em></li></ul><blockquote>so<br>it is</blockquote>"
        );
        assert_eq!(
            own("3. [a\"](https://b.c/?d=\"e\"&f)\n- [x] done\n```\n<b>\n\n*c*"),
            "<ol><li value=\"3\"><a href=\"https://b.c/?d=%22e%22&amp;f\" rel=\"noreferrer\">a&quot;</a></li></ol><ul><li class=\"box\">☑ done</li></ul><pre>&lt;b&gt;*c*</pre>"
        );
    }

    #[test]
    fn nothing_of_the_article_is_taken_for_markup() {
        assert_eq!(
            escape("<a href=\"x\"> & 'b'\0"),
            "&lt;a href=&quot;x&quot;&gt; &amp; &#39;b&#39;\u{fffd}"
        );
        assert!(matches!(escape("plain, é and 👩‍👩‍👧"), Cow::Borrowed(_)));
    }
}
