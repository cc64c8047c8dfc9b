//! Markdown as vaults of notes have it: front matter, block quotes with stable `^ids`, tags, managed blocks.
//!
//! All words of the article are escaped, so that they show as they are; the reader's own are left as typed.
//! What is written stands in blocks that [`renew`](super::renew) knows again.

use std::fmt::Write as _;

use super::{
    Exported, Options, Summary, Work,
    document::{Look, Piece, Quote, Run, Section, about, colored, left_out, sections},
    managed::block,
};

pub(super) fn write(work: &Work<'_>, options: &Options) -> Exported {
    let summary = Summary::new(work, options);
    let mut out = front_matter(&summary);
    let head = format!("# {}\n\n{}\n", escape(&summary.title), escape(&about(&summary)));
    out.push_str(&block("head", &head));
    for section in sections(&summary) {
        write_section(&mut out, &section, options);
    }
    let mut remarks = left_out(work, options, &summary);
    remarks.extend(
        colored(&summary)
            .map(|colors| format!("Markdown cannot carry {colors}: they are written as words.")),
    );
    Exported { is_managed: true, ..Exported::text(out, remarks) }
}

fn front_matter(summary: &Summary) -> String {
    let mut out = "---\n".to_owned();
    let mut line = |key: &str, value: Option<&String>| {
        if let Some(value) = value {
            let _infallible = writeln!(out, "{key}: {}", quoted(value));
        }
    };
    line("title", Some(&summary.title));
    line("author", summary.byline.as_ref());
    line("source", summary.source.as_ref());
    if let Some(date) = summary.published.filter(|date| date.year() >= 1) {
        let _infallible = writeln!(out, "published: {date}");
    }
    let tags = summary.tags();
    if !tags.is_empty() {
        out.push_str("tags:\n");
        for tag in tags {
            let _infallible = writeln!(out, "  - {}", quoted(tag));
        }
    }
    out.push_str("dateline: 1\n---\n\n");
    out
}

/// A double-quoted scalar of YAML 1.2. JSON's strings are such; what YAML does not print is escaped besides.
pub(super) fn quoted(value: &str) -> String {
    let mut out = "\"".to_owned();
    for c in value.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                let _infallible = write!(out, "\\u{:04X}", c as u32);
            }
            c if c.is_control() => {
                let _infallible = write!(out, "\\u{:04X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn write_section(out: &mut String, section: &Section, options: &Options) {
    let heading = if section.heading.is_empty() {
        String::new()
    } else {
        format!("## {}\n\n", escape(&section.heading))
    };
    if section.id != "marks" {
        let mut body = heading;
        write_pieces(&mut body, &section.pieces, options);
        out.push_str(&block(section.id, &body));
        return;
    }
    // Each mark is a block of its own, so that one can write between them.
    out.push_str(&block("marks", &heading));
    for (i, piece) in section.pieces.iter().enumerate() {
        let (id, body) = match piece {
            Piece::Mark(mark) => (format!("mark-{}", mark.id), quote(mark)),
            Piece::Heading(words) => {
                (format!("heading-{}", slug(words)), format!("### {}\n", escape(words)))
            }
            Piece::Own(words) => ("notebook".to_owned(), own(words)),
            other => {
                let mut body = String::new();
                write_pieces(&mut body, std::slice::from_ref(other), options);
                (format!("part-{i}"), body)
            }
        };
        out.push_str(&block(&id, &body));
    }
}

/// Letters and digits, for an id.
fn slug(words: &str) -> String {
    let letters = words.chars().map(|c| if c.is_alphanumeric() { c } else { '-' });
    letters.collect::<String>().to_lowercase()
}

fn write_pieces(out: &mut String, pieces: &[Piece], options: &Options) {
    if let Some(Piece::Row(..)) = pieces.first() {
        out.push_str("| | |\n| --- | --- |\n");
    }
    for piece in pieces {
        match piece {
            Piece::Heading(words) => out.extend(["### ", &escape(words), "\n\n"]),
            Piece::Paragraph(runs) => out.extend([&write_runs(runs, options), "\n"]),
            Piece::Item(runs) => out.extend(["- ", &write_runs(runs, options), "\n"]),
            Piece::Row(left, right) => {
                out.extend([
                    "| ",
                    &write_runs(left, options),
                    " | ",
                    &write_runs(right, options),
                    " |\n",
                ]);
            }
            Piece::Mark(mark) => out.push_str(&quote(mark)),
            Piece::Own(words) => out.push_str(&own(words)),
        }
    }
}

fn write_runs(runs: &[Run], options: &Options) -> String {
    let mut out = String::new();
    for run in runs {
        let words = escape(&run.words);
        match run.look {
            Look::Strong => {
                let trimmed = words.trim();
                let tail = if words.ends_with(' ') { " " } else { "" };
                out.extend(["**", trimmed, "**", tail]);
            }
            Look::Place(sentence) => {
                let _infallible = write!(out, " <sup>{sentence}</sup>");
            }
            // Such a link ends at "]]" and has its shown words after "|": names with those stay plain.
            Look::Name(_)
                if options.wiki_links && !run.words.contains(['[', ']', '|', '#', '^']) =>
            {
                out.extend(["[[", &run.words, "]]"]);
            }
            Look::Plain | Look::Soft | Look::Date | Look::Name(_) => out.push_str(&words),
        }
    }
    out
}

fn quote(mark: &Quote) -> String {
    let place = match mark.sentence {
        Some(sentence) => format!(" <sup>{sentence}</sup>"),
        None => " (no longer in the article)".to_owned(),
    };
    let paragraphs: Vec<String> = mark.words.split('\n').map(escape).collect();
    let mut out = format!("> {}{place}\n\n^{}\n", paragraphs.join("\n>\n> "), mark.id);
    if !mark.comment.is_empty() {
        out.extend(["\n", &own(&mark.comment)]);
    }
    let mut last = vec![escape(mark.color_words())];
    // Vaults know tags of letters, digits, "-", "_" and "/"; others are shown as they are.
    let is_tag = |tag: &str| {
        tag.chars().all(|c| c.is_alphanumeric() || "-_/".contains(c))
            && !tag.chars().all(|c| c.is_ascii_digit())
    };
    last.extend(
        mark.tags
            .iter()
            .map(|tag| if is_tag(tag) { format!("#{tag}") } else { format!("\\#{}", escape(tag)) }),
    );
    out.extend(["\n", &last.join(" "), "\n"]);
    out
}

/// What the reader typed is Markdown already, if they like; only our own marks are kept out of it, and a code
/// fence that is left open is closed.
pub(super) fn own(words: &str) -> String {
    let mut out = words.replace("<!--", "\\<!--");
    let fences = out.lines().filter(|line| line.trim_start().starts_with("```")).count();
    if fences % 2 == 1 {
        out.push_str("\n```");
    }
    out.push('\n');
    out
}

/// Every mark that could mean something gets a backslash before it, as `CommonMark` allows; so does what makes a
/// list at the start of a line.
pub(super) fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    let mut number = true;
    for (i, c) in words.chars().enumerate() {
        let special = matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '$' | '&' | '='
        ) || i == 0 && matches!(c, '-' | '+')
            || number && i > 0 && matches!(c, '.' | ')');
        if special {
            out.push('\\');
        }
        number = number && c.is_ascii_digit();
        match c {
            // No letter at all, or one that breaks lines.
            '\0' => out.push('\u{fffd}'),
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_article_is_taken_for_markup() {
        assert_eq!(escape("# *A* [b](c) <i>"), "\\# \\*A\\* \\[b\\](c) \\<i\\>");
        assert_eq!(
            [escape("1. May"), escape("- no"), escape("1914. A")],
            ["1\\. May", "\\- no", "1914\\. A"]
        );
        assert_eq!(escape("3.5 of it"), "3\\.5 of it");
        assert_eq!(own("a\n```\nb <!-- /dateline -->"), "a\n```\nb \\<!-- /dateline -->\n```\n");
        assert_eq!(quoted("a \"b\": \\ #\u{7}\n"), r#""a \"b\": \\ #\u0007\n""#);
    }
}
