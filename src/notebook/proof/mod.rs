//! A draft against the article: which of its quotations, names, numbers and dates the article has.
//!
//! Each is looked for and comes to one of three things: it stands so in the article, almost so, or not at all. What
//! stands within a quotation that was found is not asked again. Pure, and linear in both texts.

mod facts;
mod names;
mod quotes;
mod source;
mod speakers;
mod spelling;

use std::collections::HashSet;

use super::{Piece, changes};
use crate::{
    analysis::{Analysis, Cancel, Cancelled, Figure, Given, analyze, numbers},
    article::{Article, Meta},
    import,
    text::{Span, TokenKind, fold, one_line, tokens},
};
use facts::{Days, Numbers};
use names::{Names, Told};
pub(super) use quotes::quotes;
use source::Source;

/// What in a draft can be right or wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Claim {
    Quotation,
    Name,
    Number,
    Date,
    /// That somebody said something.
    Speaker,
}

impl Claim {
    /// The word for one.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Quotation => "quotation",
            Self::Name => "name",
            Self::Number => "number",
            Self::Date => "date",
            Self::Speaker => "speaker",
        }
    }
}

/// What a claim comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Trace {
    /// It stands so in the article.
    Confirmed,
    /// Something like it does.
    Near,
    /// Nothing like it does.
    Unknown,
}

impl Trace {
    /// The word the command line uses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Near => "near",
            Self::Unknown => "unknown",
        }
    }
}

/// A claim of a draft, looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub claim: Claim,
    pub trace: Trace,
    /// Where it stands in the draft.
    pub span: Span,
    /// Where it stands in the article, or what is like it does.
    pub place: Option<Span>,
    /// Where they differ: the draft's words and the article's, in plain typography, and the word diff from the first
    /// to the second.
    pub yours: String,
    pub theirs: String,
    pub pieces: Vec<Piece>,
    /// What there is to say to it, a sentence; mostly nothing.
    pub note: String,
}

/// A draft that was checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// In the order of the draft. What is said again in the same words is listed once.
    pub findings: Vec<Finding>,
}

impl Proof {
    pub fn count(&self, trace: Trace) -> usize {
        self.findings.iter().filter(|finding| finding.trace == trace).count()
    }

    /// Whether all there is to be found in the article was.
    pub fn is_clean(&self) -> bool {
        self.findings.iter().all(|finding| finding.trace == Trace::Confirmed)
    }
}

/// Looks up what `draft` says in the article, as `analysis` reads it with the reader's corrections.
pub fn proofread(
    draft: &str,
    article: &Article,
    analysis: &Analysis,
    cancel: &Cancel,
) -> Result<Proof, Cancelled> {
    let source = Source::new(article);
    let mut findings: Vec<Finding> = Vec::new();
    // Within these nothing more is asked; with their places in the article.
    let mut settled: Vec<(Span, Span)> = Vec::new();
    for quote in quotes(draft) {
        cancel.check()?;
        let finding = quotation(&source, draft, quote.words);
        settled.extend(finding.place.map(|place| (quote.words, place)));
        findings.push(finding);
    }
    let own = import::verbatim(draft.to_owned(), Meta::default());
    let given = Given { published: analysis.published.date, ..Given::default() };
    let read = analyze(&own, &given, cancel)?;
    let is_settled = |span: Span| {
        let after = settled.partition_point(|(words, _)| words.end() <= span.start());
        settled.get(after).is_some_and(|(words, _)| words.overlaps(span))
    };
    let speakers = speakers::wrong((&own, &read), (article, analysis), &settled);
    // A name that speaks the wrong words is called out once.
    let is_told =
        |span: Span| is_settled(span) || speakers.iter().any(|speaker| speaker.span.overlaps(span));
    let mut add = |claim: Claim, span: Span, told: Told| {
        findings.push(finding(claim, draft, span, article, told));
    };
    let names = Names::new(article, analysis);
    for mention in read.mentions.iter().filter(|mention| !is_told(mention.span)) {
        add(Claim::Name, mention.span, names.look_up(&source, draft, mention.span, mention.kind));
    }
    for span in capitals(draft, &read).filter(|span| !is_told(*span)) {
        let near = if source.has(span.of(draft)) { None } else { names.misspelled(span.of(draft)) };
        if let Some(place) = near {
            let told = Told { trace: Trace::Near, place: Some(place), note: String::new() };
            add(Claim::Name, span, told);
        }
    }
    let known = Numbers::new(article, analysis);
    let figures = numbers(&own, &read).into_iter();
    let own_count = |figure: &Figure| figure.unit.is_empty() && counts_lines(draft, figure.span);
    for figure in figures.filter(|figure| !is_settled(figure.span) && !own_count(figure)) {
        add(Claim::Number, figure.span, known.look_up(&figure));
    }
    let days = Days::new(analysis);
    let claims = read.timexes.iter().filter(|timex| facts::is_claim(timex));
    for timex in claims.filter(|timex| !is_settled(timex.span)) {
        add(Claim::Date, timex.span, days.look_up(timex));
    }
    for speakers::Wrong { span, place, theirs, note } in speakers {
        let yours = one_line(span.of(draft));
        let pieces = changes(&yours, &theirs);
        let (claim, trace, place) = (Claim::Speaker, Trace::Near, Some(place));
        findings.push(Finding { claim, trace, span, place, yours, theirs, pieces, note });
    }
    findings.sort_by_key(|finding| (finding.span.start(), finding.span.end()));
    let mut seen = HashSet::new();
    findings.retain(|finding| {
        let words = one_line(finding.span.of(draft));
        // Somebody may be given the wrong words more than once.
        finding.claim == Claim::Speaker || seen.insert((finding.claim, words))
    });
    Ok(Proof { findings })
}

fn quotation(source: &Source<'_>, draft: &str, span: Span) -> Finding {
    let mut finding = Finding {
        claim: Claim::Quotation,
        trace: Trace::Unknown,
        span,
        place: None,
        yours: String::new(),
        theirs: String::new(),
        pieces: Vec::new(),
        note: String::new(),
    };
    if let Some(exact) = source.exact(draft, span) {
        finding.trace = Trace::Confirmed;
        finding.place = Some(exact.span);
        finding.note = match exact.gaps {
            0 => String::new(),
            1 => "Shortened, or put in, at one place.".to_owned(),
            gaps => format!("Shortened, or put in, at {gaps} places."),
        };
    } else if let Some(alike) = source.alike(draft, span) {
        finding.trace = Trace::Near;
        finding.place = Some(alike.span);
        (finding.yours, finding.theirs, finding.pieces) = (alike.yours, alike.theirs, alike.pieces);
    }
    finding
}

fn finding(claim: Claim, draft: &str, span: Span, article: &Article, told: Told) -> Finding {
    let Told { trace, place, note } = told;
    let mut finding = Finding {
        claim,
        trace,
        span,
        place,
        yours: String::new(),
        theirs: String::new(),
        pieces: Vec::new(),
        note,
    };
    if let (Trace::Near, Some(place)) = (trace, place) {
        finding.yours = one_line(span.of(draft));
        finding.theirs = one_line(article.slice(place));
        finding.pieces = changes(&finding.yours, &finding.theirs);
    }
    finding
}

/// Whether a number counts the draft's own points or notes: one before a full stop at the start of a line, one in brackets.
fn counts_lines(draft: &str, number: Span) -> bool {
    let before = draft.get(..number.start()).unwrap_or_default().trim_end_matches([' ', '\t']);
    let after = draft.get(number.end()..).unwrap_or_default();
    let begins = before.is_empty() || before.ends_with('\n');
    begins && after.starts_with(['.', ')']) || before.ends_with('[') && after.starts_with(']')
}

/// Words with a capital letter that were not taken for a name.
fn capitals<'a>(draft: &'a str, read: &'a Analysis) -> impl Iterator<Item = Span> + 'a {
    let all = tokens(draft, Span::new(0, draft.len())).into_iter();
    all.filter(|token| token.kind == TokenKind::Word)
        .map(|token| token.span)
        .filter(|span| span.of(draft).starts_with(char::is_uppercase))
        .filter(|span| {
            read.mention_at(span.start()).is_none() && read.timex_at(span.start()).is_none()
        })
        .filter(|span| span.of(draft).chars().filter_map(fold).count() > 3)
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*, sample::select};

    use super::*;

    const ARTICLE: &str = include_str!("../../../tests/corpus/drafts/article.txt");

    /// Takes the marks of `{words|trace|the article's words}` out.
    fn plain(marked: &str) -> String {
        let pieces = marked.split('{').map(|piece| match piece.split_once('}') {
            Some((mark, rest)) => mark.split('|').next().unwrap_or_default().to_owned() + rest,
            None => piece.to_owned(),
        });
        pieces.collect()
    }

    fn told(draft: &str) -> String {
        let article = import::verbatim(ARTICLE.to_owned(), Meta::default());
        let given = Given { published: Some(jiff::civil::date(2024, 3, 18)), ..Given::default() };
        let cancel = Cancel::default();
        let analysis = analyze(&article, &given, &cancel).unwrap();
        let proof = proofread(draft, &article, &analysis, &cancel).unwrap();
        let mut told = String::new();
        let mut at = 0;
        for finding in &proof.findings {
            told.push_str(draft.get(at..finding.span.start()).unwrap());
            let place =
                finding.place.map_or_else(String::new, |place| one_line(article.slice(place)));
            let words = finding.span.of(draft);
            told.extend(["{", words, "|", finding.trace.name(), "|", &place, "}"]);
            at = finding.span.end();
            let (yours, theirs) = (finding.yours.as_str(), finding.theirs.as_str());
            for piece in &finding.pieces {
                assert!(piece.span().fits(piece.side(yours, theirs)), "{finding:?}");
            }
        }
        told + draft.get(at..).unwrap()
    }

    #[test]
    fn finds_what_the_article_says_and_what_it_does_not() {
        let wanted = include_str!("../../../tests/corpus/drafts/drafts.txt");
        let line = |line: &str| {
            if line.is_empty() || line.starts_with('#') {
                return line.to_owned();
            }
            told(&plain(&line.replace(" / ", "\n").replace(" // ", "\n\n")))
                .replace("\n\n", " // ")
                .replace('\n', " / ")
        };
        let found: Vec<String> = wanted.lines().map(line).collect();
        assert_eq!(found.join("\n"), wanted.trim_end());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn the_articles_own_words_are_confirmed(from in 0_usize..140, count in 1_usize..30) {
            let words: Vec<&str> = ARTICLE.split_whitespace().skip(from).take(count).collect();
            let words = words.join(" ").replace(['“', '”'], "");
            prop_assume!(words.contains(char::is_alphanumeric));
            let article = import::verbatim(ARTICLE.to_owned(), Meta::default());
            let source = Source::new(&article);
            let found = quotation(&source, &words, Span::new(0, words.len()));
            prop_assert_eq!(found.trace, Trace::Confirmed, "{}", words);
        }

        #[test]
        fn any_draft_of_any_article_is_checked(
            draft in vec(select(&PIECES[..]), 0..24),
            article in vec(select(&PIECES[..]), 0..24),
        ) {
            let (draft, text) = (draft.concat(), article.concat());
            let article = import::verbatim(text.clone(), Meta::default());
            let cancel = Cancel::default();
            let analysis = analyze(&article, &Given::default(), &cancel).unwrap();
            let proof = proofread(&draft, &article, &analysis, &cancel).unwrap();
            for finding in &proof.findings {
                prop_assert!(finding.span.fits(&draft) && !finding.span.is_empty());
                prop_assert!(finding.place.is_none_or(|place| place.fits(&text)));
                prop_assert_eq!(finding.trace == Trace::Near, !finding.pieces.is_empty());
            }
        }
    }

    const PIECES: [&str; 32] = [
        "The harbour ",
        "was closed ",
        "by Ann Holt",
        "Ann Hold ",
        "on 5 May 2024",
        "in May ",
        "“",
        "”",
        "\"",
        "‘",
        "’",
        "'",
        "> ",
        "\n",
        "\n\n",
        "[",
        "]",
        "…",
        "... ",
        "[W]",
        "e ",
        "three boats ",
        "3 boats ",
        "$5 million ",
        "--",
        "— ",
        "é",
        "e\u{301} ",
        "👩‍👩‍👧 ",
        "مرحبا ",
        "„",
        "«x» ",
    ];
}
