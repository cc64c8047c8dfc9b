//! Plain text, for mail: lines of at most 72 letters, headings in capitals.

use super::{
    Exported, Options, Summary, Work,
    document::{Look, Piece, Quote, Run, about, colored, left_out, sections},
};

pub(super) const WIDTH: usize = 72;

pub(super) fn write(work: &Work<'_>, options: &Options) -> Exported {
    let summary = Summary::new(work, options);
    let mut out = String::new();
    wrap(&mut out, &summary.title, "", "");
    wrap(&mut out, &about(&summary), "", "");
    for section in sections(&summary) {
        out.push('\n');
        if !section.heading.is_empty() {
            wrap(&mut out, &section.heading.to_uppercase(), "", "");
            out.push('\n');
        }
        for piece in &section.pieces {
            match piece {
                Piece::Heading(words) => {
                    wrap(&mut out, words, "", "");
                    out.push('\n');
                }
                Piece::Paragraph(runs) => wrap(&mut out, &words(runs), "", ""),
                Piece::Item(runs) => wrap(&mut out, &words(runs), "- ", "  "),
                Piece::Row(left, right) => {
                    wrap(&mut out, &format!("{}: {}", words(left), words(right)), "", "    ");
                }
                Piece::Mark(mark) => quote(&mut out, mark),
                Piece::Own(own) => {
                    for line in own.lines() {
                        wrap(&mut out, line, "", "");
                    }
                }
            }
        }
    }
    let mut remarks = left_out(work, options, &summary);
    remarks.extend(
        colored(&summary)
            .map(|colors| format!("Plain text cannot carry {colors}: they are written as words.")),
    );
    Exported::text(out, remarks)
}

fn quote(out: &mut String, mark: &Quote) {
    let place = mark.sentence.map_or_else(|| " [lost]".to_owned(), |s| format!(" [{s}]"));
    let words = format!("{}{place} ({})", mark.words, mark.color_words());
    for (n, paragraph) in words.split('\n').enumerate() {
        out.push_str(if n > 0 { ">\n" } else { "" });
        wrap(out, paragraph, "> ", "> ");
    }
    for line in mark.comment.lines() {
        wrap(out, line, "", "");
    }
    let tags: Vec<String> = mark.tags.iter().map(|tag| format!("#{tag}")).collect();
    if !tags.is_empty() {
        wrap(out, &tags.join(" "), "", "");
    }
    out.push('\n');
}

fn words(runs: &[Run]) -> String {
    let word = |run: &Run| match run.look {
        Look::Place(sentence) => format!(" [{sentence}]"),
        _ => run.words.clone(),
    };
    runs.iter().map(word).collect()
}

fn wrap(out: &mut String, words: &str, first: &str, rest: &str) {
    wrap_at(out, words, WIDTH, first, rest);
}

/// Breaks at white space; `first` and `rest` stand before the first line and the others.
pub(super) fn wrap_at(out: &mut String, words: &str, width: usize, first: &str, rest: &str) {
    let mut line = first.to_owned();
    let mut length = first.chars().count();
    let mut empty = true;
    for word in words.split_whitespace() {
        let more = word.chars().count();
        if !empty && length + 1 + more > width {
            out.push_str(&line);
            out.push('\n');
            rest.clone_into(&mut line);
            length = rest.chars().count();
            empty = true;
        }
        if !empty {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += more;
        empty = false;
    }
    out.push_str(line.trim_end());
    out.push('\n');
}
