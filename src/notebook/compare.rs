//! Two versions of an article side by side: the word diff by paragraphs, and which facts are others.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use super::{Piece, carry::is_number, changes, proof::quotes};
use crate::{
    analysis::{Analysis, Cancel, Given, analyze, figures},
    article::Article,
    text::{Span, TokenKind, one_line, tokens},
};

/// What changed from one version of an article to another.
#[derive(Debug, PartialEq)]
pub struct Comparison {
    pub old: Arc<Article>,
    pub new: Arc<Article>,
    /// In the order of reading.
    pub rows: Vec<Row>,
    /// By kind, then in the order of the text, what is gone before what is new.
    pub facts: Vec<Fact>,
    /// Words only in the old version, and only in the new one.
    pub gone: usize,
    pub added: usize,
}

/// A paragraph of the diff, or several that are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// So many paragraphs, from the first to the last; the span is of the new version.
    Same {
        count: usize,
        span: Span,
    },
    Changed(Vec<Piece>),
    /// A whole paragraph that stands elsewhere in the other version, word for word; `is_new` tells that the span is of
    /// the new one.
    Moved {
        span: Span,
        is_new: bool,
    },
}

/// Something that a reader would want to know of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub kind: FactKind,
    pub words: String,
    /// In the new version only; else in the old one only.
    pub is_new: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactKind {
    Number,
    Name,
    Date,
    Quotation,
}

impl FactKind {
    pub const ALL: [Self; 4] = [Self::Number, Self::Name, Self::Date, Self::Quotation];

    /// As a heading.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Number => "Numbers",
            Self::Name => "Names",
            Self::Date => "Dates",
            Self::Quotation => "Quotations",
        }
    }
}

impl Comparison {
    /// Compares two versions; reads both, so it takes about as long as opening them.
    pub fn new(old: Arc<Article>, new: Arc<Article>, given: &Given) -> Self {
        let pieces = changes(old.text(), new.text());
        let (mut gone, mut added) = (0, 0);
        for piece in &pieces {
            let count = words(piece.of(old.text(), new.text()));
            match piece {
                Piece::Same(_) => {}
                Piece::Gone(_) => gone += count,
                Piece::Added(_) => added += count,
            }
        }
        let mut rows = rows(old.text(), new.text(), &pieces);
        let moved = find_moved(old.text(), new.text(), &mut rows);
        (gone, added) = (gone - moved, added - moved);
        let facts = differing(&facts_of(&old, given), &facts_of(&new, given));
        Self { old, new, rows, facts, gone, added }
    }
}

fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// The pieces by paragraphs; those without a change are taken together.
fn rows(old: &str, new: &str, pieces: &[Piece]) -> Vec<Row> {
    let mut paragraphs: Vec<Vec<Piece>> = Vec::new();
    // The last piece ended a paragraph of its text.
    let mut whole = true;
    for piece in pieces {
        let text = piece.side(old, new);
        for part in lines(piece.span(), text) {
            let here = piece.on(part);
            // What replaces the first words of a paragraph stands in it beside them.
            let beside = paragraphs.last().is_some_and(|pieces| {
                matches!(pieces.as_slice(), [Piece::Gone(_)]) && !matches!(here, Piece::Gone(_))
            });
            match paragraphs.last_mut() {
                Some(last) if !whole && (beside || !begins(text, part.start())) => {
                    last.push(here);
                }
                _ => paragraphs.push(vec![here]),
            }
            whole = ends(text, part.end());
        }
    }
    let mut rows: Vec<Row> = Vec::new();
    for pieces in paragraphs {
        match (rows.last_mut(), pieces.as_slice()) {
            (Some(Row::Same { count, span }), [Piece::Same(here)]) => {
                *count += 1;
                *span = span.cover(*here);
            }
            (_, [Piece::Same(here)]) => rows.push(Row::Same { count: 1, span: *here }),
            _ => rows.push(Row::Changed(pieces)),
        }
    }
    rows
}

/// Tells paragraphs that only moved from those that are gone or new; gives how many words they have.
#[expect(clippy::indexing_slicing, reason = "the indices are those of `rows`")]
fn find_moved(old: &str, new: &str, rows: &mut [Row]) -> usize {
    let mut gone: HashMap<&str, Vec<(usize, Span)>> = HashMap::new();
    for (index, row) in rows.iter().enumerate().rev() {
        if let Row::Changed(pieces) = row
            && let [Piece::Gone(span)] = pieces[..]
        {
            gone.entry(span.of(old)).or_default().push((index, span));
        }
    }
    let mut count = 0;
    for index in 0..rows.len() {
        if let Row::Changed(pieces) = &rows[index]
            && let [Piece::Added(span)] = pieces[..]
            && let Some((from, before)) = gone.get_mut(span.of(new)).and_then(Vec::pop)
        {
            count += words(span.of(new));
            rows[from] = Row::Moved { span: before, is_new: false };
            rows[index] = Row::Moved { span, is_new: true };
        }
    }
    count
}

/// The parts of a span between the line breaks in it.
fn lines(span: Span, text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = span.start();
    for line in span.of(text).split_inclusive('\n') {
        let part = Span::new(start, start + line.len()).trim(text);
        if !part.is_empty() {
            found.push(part);
        }
        start += line.len();
    }
    found
}

fn begins(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default().trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with('\n')
}

fn ends(text: &str, at: usize) -> bool {
    let after = text.get(at..).unwrap_or_default().trim_start_matches([' ', '\t']);
    after.is_empty() || after.starts_with('\n')
}

/// The facts of a version by what they come to, with their words and where they stand first.
type Facts = BTreeMap<(FactKind, String), (usize, String)>;

fn facts_of(article: &Article, given: &Given) -> Facts {
    // Nobody stops this reading, so it does not come back cut short.
    let analysis = analyze(article, given, &Cancel::default()).unwrap_or_default();
    let text = article.text();
    let mut facts = Facts::new();
    let mut add = |kind, key: &str, span: Span, words: String| {
        let key = (kind, one_line(key).to_lowercase());
        facts.entry(key).or_insert_with(|| (span.start(), words));
    };
    for span in numbers(article, &analysis) {
        add(FactKind::Number, span.of(text), span, one_line(span.of(text)));
    }
    for mention in &analysis.mentions {
        let words = one_line(mention.span.of(text));
        add(FactKind::Name, &words, mention.span, words.clone());
    }
    for timex in &analysis.timexes {
        let words = one_line(timex.span.of(text));
        let value = timex.words();
        // A day that could not be worked out says no more than its words.
        let is_plain = value.contains(&words) || timex.value.as_str().contains('X');
        let told = if is_plain { words.clone() } else { format!("{words} ({value})") };
        add(FactKind::Date, &told, timex.span, told.clone());
    }
    // All that stands in quotation marks, also a single word that nobody is said to have spoken.
    for block in article.blocks() {
        let here = block.span.of(text);
        for quote in quotes(here) {
            let whole = quote.whole.of(here);
            let bare = one_line(quote.words.of(here));
            let place = block.span.start() + quote.whole.start();
            let place = Span::new(place, place + whole.len());
            add(FactKind::Quotation, bare.trim_matches([',', '.', ' ']), place, one_line(whole));
        }
    }
    facts
}

/// Figures with their units, and what other numbers there are outside of dates.
fn numbers(article: &Article, analysis: &Analysis) -> Vec<Span> {
    let text = article.text();
    let mut found: Vec<Span> =
        figures(article, analysis).into_iter().map(|figure| figure.span).collect();
    let mut taken: Vec<Span> = analysis.timexes.iter().map(|timex| timex.span).collect();
    taken.extend(analysis.mentions.iter().map(|mention| mention.span));
    taken.extend(&found);
    taken.sort_unstable();
    for block in article.blocks() {
        for token in tokens(text, block.span) {
            let words = token.span.of(text);
            // "The old one" is no number.
            let is_number = token.kind == TokenKind::Number
                || is_number(words) && !words.eq_ignore_ascii_case("one");
            let after = taken.partition_point(|span| span.end() <= token.span.start());
            let is_taken = taken.get(after).is_some_and(|span| span.overlaps(token.span));
            if is_number && !is_taken {
                found.push(token.span);
            }
        }
    }
    found
}

fn differing(old: &Facts, new: &Facts) -> Vec<Fact> {
    let only = |these: &Facts, others: &Facts, kind, is_new| {
        let mut found: Vec<(usize, String)> = these
            .iter()
            .filter(|(key, _)| key.0 == kind && !others.contains_key(key))
            .map(|(_, fact)| fact.clone())
            .collect();
        found.sort();
        found.into_iter().map(move |(_, words)| Fact { kind, words, is_new })
    };
    let of = |kind| only(old, new, kind, false).chain(only(new, old, kind, true));
    FactKind::ALL.into_iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::Meta, import};

    const OLD: &str = "The ferry left at noon with 12 people.\n\nNobody was hurt.\n\n\
        The harbour was closed on 5 March 2024, said Anna Berg. \"We had no choice in the end,\" she said.\n\nThe \"end\" is near, on Monday, and it is no ‘new start’.\n";
    const NEW: &str = "A ferry left at noon with 16 people.\n\n\
        The harbour was closed on 6 March 2024, said Tom Holt. \"We had a choice in the end,\" he said.\n\nThe \"end\" is near, on Friday, and it is no ‘new beginning’, but an old one.\n";

    fn compared() -> Comparison {
        let article = |text: &str| Arc::new(import::verbatim(text.to_owned(), Meta::default()));
        Comparison::new(article(OLD), article(NEW), &Given::default())
    }

    /// The rows in letters: what is gone between "-", what is new between "+".
    fn told(compared: &Comparison) -> String {
        let (old, new) = (compared.old.text(), compared.new.text());
        let told: Vec<String> = compared
            .rows
            .iter()
            .map(|row| match row {
                Row::Same { count, span } => format!("{count}: {}", span.of(new)),
                Row::Moved { span, is_new: true } => format!("moved here: {}", span.of(new)),
                Row::Moved { span, is_new: false } => format!("moved away: {}", span.of(old)),
                Row::Changed(pieces) => pieces
                    .iter()
                    .map(|piece| match piece {
                        Piece::Same(span) => span.of(new).to_owned(),
                        Piece::Gone(span) => format!("-{}-", span.of(old)),
                        Piece::Added(span) => format!("+{}+", span.of(new)),
                    })
                    .collect::<Vec<_>>()
                    .join(" "),
            })
            .collect();
        told.join("\n")
    }

    #[test]
    fn a_paragraph_that_moved_is_neither_gone_nor_new() {
        let article = |text: &str| Arc::new(import::verbatim(text.to_owned(), Meta::default()));
        let old =
            "One left early.\n\nTwo stayed at home.\n\nThree saw the ferry leave.\n\nFour slept.\n";
        let new =
            "Two stayed at home.\n\nThree saw the ferry leave.\n\nFour slept.\n\nOne left early.\n";
        let compared = Comparison::new(article(old), article(new), &Given::default());
        assert_eq!((compared.gone, compared.added), (0, 0));
        insta::assert_snapshot!(told(&compared), @r"
        moved away: One left early.
        3: Two stayed at home.

        Three saw the ferry leave.

        Four slept.
        moved here: One left early.
        ");
    }

    #[test]
    fn the_diff_is_told_by_paragraphs() {
        insta::assert_snapshot!(told(&compared()), @r#"
        -The- +A+ ferry left at noon with -12- +16+ people.
        -Nobody was hurt.-
        The harbour was closed on -5- +6+ March 2024, said -Anna Berg- +Tom Holt+ . "We had -no- +a+ choice in the end," -she- +he+ said.
        The "end" is near, on -Monday- +Friday+ , and it is no ‘new -start- +beginning+ ’ +, but an old one+ .
        "#);
    }

    #[test]
    fn facts_that_are_others_are_named() {
        let told = compared().facts.into_iter().map(|fact| {
            let sign = if fact.is_new { "+" } else { "-" };
            format!("{}: {sign} {}", fact.kind.name(), fact.words)
        });
        insta::assert_snapshot!(told.collect::<Vec<_>>().join("\n"), @r#"
        Numbers: - 12 people
        Numbers: + 16 people
        Names: - Anna Berg
        Names: + Tom Holt
        Dates: - 5 March 2024
        Dates: - Monday
        Dates: + 6 March 2024
        Dates: + Friday
        Quotations: - "We had no choice in the end,"
        Quotations: - ‘new start’
        Quotations: + "We had a choice in the end,"
        Quotations: + ‘new beginning’
        "#);
    }
}
