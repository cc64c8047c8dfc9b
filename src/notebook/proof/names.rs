//! The names in a draft against those of the article: the same, spelled otherwise, or nobody's.

use std::collections::{BTreeSet, HashMap};

use super::{
    Trace,
    source::Source,
    spelling::{Spelling, slips},
};
use crate::{
    analysis::{Analysis, EntityKind},
    article::Article,
    text::{Span, TokenKind, fold, tokens},
};

/// A word is looked for in so many forms of names at most.
const FORMS: usize = 200;
/// Before a name, and not part of it.
const TITLES: [&str; 12] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "president",
];

/// A way in which the article writes a name.
struct Form {
    kind: EntityKind,
    /// Where it first does.
    span: Span,
    words: Vec<Word>,
}

/// A word of a name, whatever its case or accents, and where it stands.
pub(super) struct Word {
    pub(super) folded: String,
    span: Span,
}

/// The names of an article.
pub(super) struct Names<'a> {
    article: &'a Article,
    analysis: &'a Analysis,
    forms: Vec<Form>,
    spelling: Spelling,
    /// The forms that have each word.
    with: HashMap<String, Vec<usize>>,
}

/// What a name comes to.
pub(super) struct Told {
    pub trace: Trace,
    pub place: Option<Span>,
    pub note: String,
}

pub(super) fn words(text: &str, span: Span) -> Vec<Word> {
    let all = tokens(text, span).into_iter().filter(|token| token.kind == TokenKind::Word);
    all.map(|token| Word {
        folded: token.span.of(text).chars().filter_map(fold).filter(|c| *c != '.').collect(),
        span: token.span,
    })
    .collect()
}

impl<'a> Names<'a> {
    pub(super) fn new(article: &'a Article, analysis: &'a Analysis) -> Self {
        let mut names = Self {
            article,
            analysis,
            forms: Vec::new(),
            spelling: Spelling::default(),
            with: HashMap::new(),
        };
        let mut seen = BTreeSet::new();
        for mention in &analysis.mentions {
            if !seen.insert(article.slice(mention.span)) {
                continue;
            }
            let kind = analysis.entity(mention.entity).map_or(mention.kind, |entity| entity.kind);
            let words = words(article.text(), mention.span);
            for word in &words {
                names.spelling.add(&word.folded);
                let with = names.with.entry(word.folded.clone()).or_default();
                if with.last() != Some(&names.forms.len()) {
                    with.push(names.forms.len());
                }
            }
            names.forms.push(Form { kind, span: mention.span, words });
        }
        names
    }

    /// What the name of this kind at `span` of `text` comes to.
    pub(super) fn look_up(
        &self,
        source: &Source<'_>,
        text: &str,
        span: Span,
        kind: EntityKind,
    ) -> Told {
        let mut mine = words(text, span);
        let titles = mine.iter().take_while(|word| TITLES.contains(&word.folded.as_str())).count();
        if titles < mine.len() {
            mine.drain(..titles);
        }
        let (Some(first), Some(last)) = (mine.first(), mine.last()) else { return Told::unknown() };
        let name = first.span.cover(last.span);
        let is_written = |place: Span| self.is_written(place, name.of(text));
        // "British" stands in "British Army" too.
        let alone = |place: Span| kind == EntityKind::Group || self.longer(place).is_none();
        if let Some(exact) =
            source.exact_where(text, name, |place| is_written(place) && alone(place))
        {
            return Told::confirmed(exact.span, "");
        }
        let within = source.exact_where(text, name, is_written);
        if let Some(longer) = within.and_then(|exact| self.longer(exact.span)) {
            let note = "It stands there only as a part of this longer name.".to_owned();
            return Told { trace: Trace::Near, place: Some(longer), note };
        }
        let Some((form, cost, range)) = self.nearest(&mine) else { return Told::unknown() };
        let Some(near) = form.words.get(range.clone()) else { return Told::unknown() };
        let (Some(first), Some(last)) = (near.first(), near.last()) else { return Told::unknown() };
        if cost == 0 && form.kind == EntityKind::Person && self.same_letters(form, &mine, text) {
            // "Anna Berg" of "Anna Maria Berg".
            return Told::confirmed(form.span, "The article has the name in full.");
        }
        Told { trace: Trace::Near, place: Some(first.span.cover(last.span)), note: String::new() }
    }

    /// A word of the draft that was not taken for a name, and is almost one.
    pub(super) fn misspelled(&self, word: &str) -> Option<Span> {
        let folded: String = word.chars().filter_map(fold).collect();
        let near = self.spelling.near(&folded).into_iter();
        let forms = near.filter_map(|known| {
            let form = self.forms.get(*self.with.get(known)?.first()?)?;
            form.words.iter().find(|word| word.folded == known).map(|word| word.span)
        });
        forms.min_by_key(|span| span.start())
    }

    /// The name of no person that these words are only a part of: "England" is not the Bank of England.
    fn longer(&self, place: Span) -> Option<Span> {
        let mention = self.analysis.mention_at(place.start())?;
        let kind = self.analysis.entity(mention.entity).map_or(mention.kind, |entity| entity.kind);
        let is_more = |word: Word| {
            !place.overlaps(word.span)
                && self.article.slice(word.span).starts_with(char::is_uppercase)
        };
        let is_part = kind != EntityKind::Person
            && words(self.article.text(), mention.span).into_iter().any(is_more);
        is_part.then_some(mention.span)
    }

    /// Whether the article writes it just so, capital letters too.
    fn is_written(&self, place: Span, name: &str) -> bool {
        let capital = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
        capital(self.article.slice(place)) == capital(name)
    }

    /// Whether each word of a name is written as in the form that has it.
    fn same_letters(&self, form: &Form, mine: &[Word], text: &str) -> bool {
        mine.iter().all(|word| {
            form.words.iter().any(|own| self.article.slice(own.span) == word.span.of(text))
        })
    }

    /// The form most like a name, how far it is from it, and which of its words stand for it.
    fn nearest(&self, mine: &[Word]) -> Option<(&Form, usize, std::ops::Range<usize>)> {
        let mut found: BTreeSet<usize> = BTreeSet::new();
        for word in mine {
            for known in self.spelling.near(&word.folded) {
                found.extend(self.with.get(known).into_iter().flatten().take(FORMS));
            }
        }
        let far = found.into_iter().filter_map(|index| {
            let form = self.forms.get(index)?;
            let (cost, range) = distance(mine, &form.words, form.kind)?;
            Some((cost, index, range))
        });
        let (cost, index, range) = far.min_by_key(|(cost, index, _)| (*cost, *index))?;
        Some((self.forms.get(index)?, cost, range))
    }
}

impl Told {
    pub(super) const fn unknown() -> Self {
        Self { trace: Trace::Unknown, place: None, note: String::new() }
    }

    pub(super) fn confirmed(place: Span, note: &str) -> Self {
        Self { trace: Trace::Confirmed, place: Some(place), note: note.to_owned() }
    }
}

/// How far a name is from a form of one, and the words of the form that it stands for; nothing where they are not
/// one name. Slips count one each; another first name, or a word too many, more than a slip.
fn distance(
    mine: &[Word],
    form: &[Word],
    kind: EntityKind,
) -> Option<(usize, std::ops::Range<usize>)> {
    let apart = |a: &Word, b: &Word| slips(&a.folded, &b.folded);
    if mine.len() == form.len() {
        let each: Vec<Option<usize>> = mine.iter().zip(form).map(|(a, b)| apart(a, b)).collect();
        let unlike = each.iter().filter(|slips| slips.is_none()).count();
        let slips: usize = each.iter().flatten().sum();
        // Of a person the last name, of others most of the words must be there.
        let enough = match kind {
            EntityKind::Person => each.last()?.is_some(),
            _ => 2 * unlike < mine.len(),
        };
        return enough.then_some((slips + 2 * unlike, 0..form.len()));
    }
    let (short, long) = if mine.len() < form.len() { (mine, form) } else { (form, mine) };
    // Each word of the shorter in the longer, in order, the last one last.
    let (mut at, mut slips, mut first) = (0, 0, None);
    for word in short {
        let (offset, more) = long.get(at..)?.iter().enumerate().find_map(|(offset, other)| {
            let slips =
                if short.len() == mine.len() { apart(word, other) } else { apart(other, word) };
            Some((offset, slips?))
        })?;
        first.get_or_insert(at + offset);
        at += offset + 1;
        slips += more;
    }
    if at != long.len() {
        return None;
    }
    if mine.len() < form.len() {
        // A person goes by the last name; "England" is not the Bank of England.
        (kind == EntityKind::Person).then_some((slips, first?..form.len()))
    } else {
        Some((slips + 3 * (mine.len() - form.len()), 0..form.len()))
    }
}
