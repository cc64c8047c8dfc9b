//! The article as words to be looked up in, and the two ways of looking: for the very words, and for words like them.
//!
//! Marks of quotation do not count, nor do kinds of dash and apostrophe, nor whether a first word has a capital
//! letter: these are house style. What is left out between dots, or put in between brackets, is bridged.

#![expect(
    clippy::indexing_slicing,
    reason = "ids and places are numbered from 0 by this file itself"
)]

use std::{borrow::Cow, collections::HashMap, ops::Range};

use super::spelling::slips;
use crate::{
    article::Article,
    notebook::{Piece, changes},
    text::{Span, TokenKind, fold, tokens, word_count},
};

/// Words that stand at more places than this say nothing about where to look.
const COMMON: usize = 64;
/// So many places of the very words are tried.
const TRIED: usize = 20_000;
/// How exactly the place of a candidate is known, in words.
const WIDTH: usize = 8;
/// So many places of words like them are weighed.
const FEW: usize = 3;
/// So many words may be left out where a quotation has dots, and so many have others in their place in brackets.
const LEFT_OUT: usize = 250;
const PUT_IN: usize = 15;
/// No word that the article has.
const NONE: u32 = u32::MAX;

/// A word or mark that counts.
#[derive(Clone, Copy, Debug)]
struct Unit {
    span: Span,
    is_word: bool,
}

/// The words and marks in `span` of `text` that count.
fn units(text: &str, span: Span) -> impl Iterator<Item = Unit> + '_ {
    let mut last: Option<Span> = None;
    tokens(text, span).into_iter().filter_map(move |token| {
        let words = token.span.of(text);
        let is_word = matches!(token.kind, TokenKind::Word | TokenKind::Number);
        if token.kind != TokenKind::Mark {
            last = None;
            return Some(Unit { span: token.span, is_word });
        }
        let first = words.chars().next().unwrap_or(' ');
        let dash = fold(first) == Some('-');
        let goes_on = dash && last == Some(Span::at(token.span.start()));
        last = dash.then(|| Span::at(token.span.end()));
        let line = text.get(..token.span.start()).unwrap_or_default();
        let sets_off = first == '>' && {
            let before = line.trim_end_matches(['>', ' ', '\t']);
            before.is_empty() || before.ends_with('\n')
        };
        let skipped = is_quote_mark(first) || goes_on || sets_off;
        (!skipped).then_some(Unit { span: token.span, is_word })
    })
}

const fn is_quote_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‹' | '›' | '‘' | '’' | '\'' | '`')
}

/// As it is written, but for what is typography: kinds of dash and apostrophe, soft hyphens.
fn written(word: &str) -> impl Iterator<Item = char> + '_ {
    word.chars().filter_map(|c| if c.is_alphanumeric() { Some(c) } else { fold(c) })
}

fn folded(word: &str) -> String {
    word.chars().filter_map(fold).collect()
}

/// Whether both are written alike.
fn same(a: &str, b: &str, is_first: bool) -> bool {
    let combining = |word: &str| word.contains(|c: char| ('\u{300}'..='\u{36f}').contains(&c));
    if combining(a) != combining(b) {
        return folded(a) == folded(b);
    }
    let (mut a, mut b) = (written(a), written(b));
    let first = match (a.next(), b.next()) {
        (Some(a), Some(b)) => a == b || is_first && a.to_lowercase().eq(b.to_lowercase()),
        (None, None) => true,
        _ => false,
    };
    first && a.eq(b)
}

/// A text with its typography made plain, one space between words, and where each word of it is from.
#[derive(Debug, Default)]
struct Plain {
    text: String,
    /// Where each word or mark begins here.
    starts: Vec<usize>,
}

fn plain(text: &str, units: &[Unit]) -> Plain {
    let mut plain = Plain::default();
    let mut end: Option<usize> = None;
    for unit in units {
        let between = end.and_then(|end| text.get(end..unit.span.start()));
        if between.is_some_and(|between| between.contains(char::is_whitespace)) {
            plain.text.push(' ');
        }
        plain.starts.push(plain.text.len());
        plain.text.extend(written(unit.span.of(text)));
        end = Some(unit.span.end());
    }
    plain
}

/// A word of a quotation.
struct Asked<'a> {
    words: Cow<'a, str>,
    id: u32,
    is_word: bool,
}

/// Words that stand together, after at most so many that were left out.
#[derive(Default)]
struct Part<'a> {
    gap: usize,
    words: Vec<Asked<'a>>,
}

/// Where the very words of a quotation stand.
pub(super) struct Exact {
    pub span: Span,
    /// So often something is left out, or put in.
    pub gaps: usize,
}

/// Where words like those of a quotation stand.
pub(super) struct Alike {
    pub span: Span,
    /// Both in plain typography, and the word diff from the first to the second.
    pub yours: String,
    pub theirs: String,
    pub pieces: Vec<Piece>,
}

/// An article to look up in.
pub(super) struct Source<'a> {
    text: &'a str,
    units: Vec<Unit>,
    /// Each one's word, whatever its case or accents.
    ids: Vec<u32>,
    known: HashMap<String, u32>,
    /// Where each word occurs.
    places: Vec<Vec<u32>>,
}

impl<'a> Source<'a> {
    /// Takes time in proportion to the text.
    pub(super) fn new(article: &'a Article) -> Self {
        let text = article.text();
        let units: Vec<Unit> = units(text, article.span()).collect();
        let mut source = Self {
            text,
            ids: Vec::with_capacity(units.len()),
            units,
            known: HashMap::new(),
            places: Vec::new(),
        };
        let mut word = String::new();
        for (at, unit) in source.units.iter().enumerate() {
            word.clear();
            word.extend(unit.span.of(text).chars().filter_map(fold));
            let id = source.known.get(&word).copied().unwrap_or_else(|| {
                let id = source.places.len() as u32;
                source.known.insert(word.clone(), id);
                source.places.push(Vec::new());
                id
            });
            source.ids.push(id);
            source.places[id as usize].push(at as u32);
        }
        source
    }

    /// Whether the article has this word, whatever its case or accents.
    pub(super) fn has(&self, word: &str) -> bool {
        self.known.contains_key(&folded(word))
    }

    fn id(&self, word: &str) -> u32 {
        self.known.get(&folded(word)).copied().unwrap_or(NONE)
    }

    /// Where these very words stand; of several places the first.
    pub(super) fn exact(&self, text: &str, span: Span) -> Option<Exact> {
        self.exact_where(text, span, |_| true)
    }

    /// The first place of these very words that is one as asked for.
    pub(super) fn exact_where(
        &self,
        text: &str,
        span: Span,
        is_asked: impl Fn(Span) -> bool,
    ) -> Option<Exact> {
        let parts = self.parts(text, span)?;
        let (first, rest) = parts.split_first()?;
        let ids = first.words.iter().map(|asked| asked.id).enumerate();
        let (at, rarest) = ids.min_by_key(|(_, id)| self.count(*id))?;
        let places = self.places.get(rarest as usize)?;
        let starts =
            places.iter().take(TRIED).filter_map(|place| (*place as usize).checked_sub(at));
        starts.filter(|start| self.stands_at(first, *start)).find_map(|start| {
            let end = self.follow(rest, start + first.words.len())?;
            let span = self.units.get(start)?.span.cover(self.units.get(end.checked_sub(1)?)?.span);
            is_asked(span).then_some(Exact { span, gaps: rest.len() })
        })
    }

    fn count(&self, id: u32) -> usize {
        self.places.get(id as usize).map_or(0, Vec::len)
    }

    fn stands_at(&self, part: &Part<'_>, start: usize) -> bool {
        let Some(here) = self.ids.get(start..start + part.words.len()) else { return false };
        part.words.iter().zip(here).all(|(asked, id)| asked.id == *id)
            && part
                .words
                .iter()
                .zip(&self.units[start..])
                .enumerate()
                .all(|(i, (asked, unit))| same(&asked.words, unit.span.of(self.text), i == 0))
    }

    /// Where the last of these parts ends, each after the one before.
    fn follow(&self, parts: &[Part<'_>], from: usize) -> Option<usize> {
        let mut end = from;
        for part in parts {
            let last = end + part.gap;
            let start = (end..=last).find(|start| self.stands_at(part, *start))?;
            end = start + part.words.len();
        }
        Some(end)
    }

    /// Cuts a quotation where something was left out or put in.
    fn parts<'t>(&self, text: &'t str, span: Span) -> Option<Vec<Part<'t>>> {
        let units: Vec<Unit> = units(text, span).collect();
        let of = |at: usize| units.get(at).map_or("", |unit| unit.span.of(text));
        let beside = |at: usize| {
            units.get(at + 1).is_some_and(|next| next.span.start() == units[at].span.end())
        };
        let mut parts = vec![Part::default()];
        let mut at = 0;
        while at < units.len() {
            let (gap, next) = match of(at) {
                "…" => (LEFT_OUT, at + 1),
                "." if of(at + 1) == "." && of(at + 2) == "." => {
                    (LEFT_OUT, at + (at..units.len()).take_while(|at| of(*at) == ".").count())
                }
                "[" => match (at + 1..units.len().min(at + PUT_IN)).find(|at| of(*at) == "]") {
                    // "[W]e" is one word.
                    Some(end) if end == at + 2 && beside(end) && units[end + 1].is_word => {
                        let words = Cow::Owned(format!("{}{}", of(at + 1), of(end + 1)));
                        let id = self.id(&words);
                        parts.last_mut()?.words.push(Asked { words, id, is_word: true });
                        at = end + 2;
                        continue;
                    }
                    Some(end) => {
                        let dots = (at + 1..end).all(|at| matches!(of(at), "." | "…"));
                        (if dots { LEFT_OUT } else { PUT_IN }, end + 1)
                    }
                    None => (0, at),
                },
                _ => (0, at),
            };
            if next > at {
                parts.push(Part { gap, words: Vec::new() });
                at = next;
                continue;
            }
            let words = Cow::Borrowed(of(at));
            let id = self.id(&words);
            parts.last_mut()?.words.push(Asked { words, id, is_word: units[at].is_word });
            at += 1;
        }
        // A part's last mark, and a mark before its first word, are those of the sentence that quotes it.
        let mut whole: Vec<Part<'t>> = Vec::with_capacity(parts.len());
        let mut gap = 0;
        for mut part in parts {
            gap = part.gap.max(gap);
            let Some(first) = part.words.iter().position(|asked| asked.is_word) else { continue };
            part.words.drain(..first);
            while part.words.last().is_some_and(|asked| !asked.is_word) {
                part.words.pop();
            }
            whole.push(Part { gap: std::mem::take(&mut gap), ..part });
        }
        Some(whole)
    }

    /// Where words like these stand, if any are like enough.
    pub(super) fn alike(&self, text: &str, span: Span) -> Option<Alike> {
        let mine: Vec<Unit> = trimmed(units(text, span).collect());
        let yours = plain(text, &mine).text;
        let ids: Vec<u32> = mine.iter().map(|unit| self.id(unit.span.of(text))).collect();
        let words = mine.iter().filter(|unit| unit.is_word).count();
        let found = self.candidates(&ids).into_iter().filter_map(|start| {
            let end = start + ids.len() + ids.len() / 4 + 2 * WIDTH;
            let around = start.saturating_sub(WIDTH)..end.min(self.units.len());
            self.narrowed(&yours, around)
        });
        let best = found.max_by(|(a, _), (b, _)| a.total_cmp(b));
        let enough = if words < 4 { 0.6 } else { 0.5 };
        let best = best.filter(|(likeness, _)| *likeness >= enough).map(|(_, best)| best);
        best.or_else(|| self.in_other_forms(&mine, text, &ids, yours))
    }

    /// Where two or three words stand in other forms ("temporary tactics" for "temporary tactic"), one of them as it is:
    /// shared words say too little of so few.
    fn in_other_forms(
        &self,
        mine: &[Unit],
        text: &str,
        ids: &[u32],
        yours: String,
    ) -> Option<Alike> {
        if !(2..=3).contains(&mine.len()) {
            return None;
        }
        let alike = |(unit, here): (&Unit, &Unit)| {
            is_form(&folded(unit.span.of(text)), &folded(here.span.of(self.text)))
        };
        let starts = ids.iter().enumerate().flat_map(|(i, id)| {
            let places = self.places.get(*id as usize).map_or(&[][..], Vec::as_slice);
            let places = if places.len() > COMMON { &[][..] } else { places };
            places.iter().filter_map(move |place| (*place as usize).checked_sub(i))
        });
        let windows = starts.filter_map(|start| self.units.get(start..start + mine.len()));
        let found = windows.into_iter().find(|units| mine.iter().zip(*units).all(alike))?;
        let theirs = plain(self.text, found).text;
        let pieces = changes(&yours, &theirs);
        let span = found.first()?.span.cover(found.last()?.span);
        Some(Alike { span, yours, theirs, pieces })
    }

    /// The few places where most of these words stand at about the right distance from each other.
    fn candidates(&self, ids: &[u32]) -> Vec<usize> {
        let mut votes: HashMap<usize, u32> = HashMap::new();
        for (i, id) in ids.iter().enumerate() {
            let places = self.places.get(*id as usize).map_or(&[][..], Vec::as_slice);
            if places.len() > COMMON {
                continue;
            }
            for place in places {
                let bucket = (*place as usize + ids.len() - i) / WIDTH;
                *votes.entry(bucket).or_default() += 2;
                // A place near a bucket's edge counts for its neighbours too.
                *votes.entry(bucket.saturating_sub(1)).or_default() += 1;
                *votes.entry(bucket + 1).or_default() += 1;
            }
        }
        let mut ranked: Vec<(u32, usize)> =
            votes.into_iter().map(|(bucket, count)| (count, bucket)).collect();
        // Of several places alike the first.
        ranked.sort_unstable_by_key(|(count, bucket)| (std::cmp::Reverse(*count), *bucket));
        let start = |bucket: usize| (bucket * WIDTH).saturating_sub(ids.len());
        ranked.into_iter().take(FEW).map(|(_, bucket)| start(bucket)).collect()
    }

    /// The stretch of `around` that these words come from, with how alike they are, from 0 to 1.
    fn narrowed(&self, yours: &str, around: Range<usize>) -> Option<(f32, Alike)> {
        let wide = plain(self.text, self.units.get(around.clone())?);
        let pieces = changes(yours, &wide.text);
        let kept = core(yours, &wide.text, &pieces)?;
        let at = |byte: usize| around.start + wide.starts.partition_point(|start| *start < byte);
        let (first, last) = (kept.start, kept.end.checked_sub(1)?);
        let lost = |pieces: &[Piece]| {
            let gone = pieces.iter().filter(|piece| matches!(piece, Piece::Gone(_)));
            gone.map(|piece| word_count(yours, piece.span())).sum::<usize>()
        };
        let mut start = at(pieces.get(first)?.span().start());
        let mut end = at(pieces.get(last)?.span().end());
        // Words of yours at the ends that the article does not have stand there for as many of its own.
        let is_word = |at: usize| self.units.get(at).is_some_and(|unit| unit.is_word);
        for _ in 0..lost(&pieces[..first]).min(WIDTH) {
            if start > 0 && is_word(start - 1) {
                start -= 1;
            }
        }
        for _ in 0..lost(&pieces[kept.end..]).min(WIDTH) {
            if is_word(end) {
                end += 1;
            }
        }
        let units = self.units.get(start..end)?;
        let theirs = plain(self.text, units).text;
        let pieces = changes(yours, &theirs);
        let same = pieces.iter().filter(|piece| matches!(piece, Piece::Same(_)));
        let same: usize = same.map(|piece| word_count(&theirs, piece.span())).sum();
        let all = count(yours) + count(&theirs);
        let span = units.first()?.span.cover(units.last()?.span);
        let alike = Alike { span, yours: yours.to_owned(), theirs, pieces };
        Some((2.0 * same as f32 / all.max(1) as f32, alike))
    }
}

/// Whether two words are one, a slip apart, or forms of one.
fn is_form(a: &str, b: &str) -> bool {
    let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let longer = a.chars().count().max(b.chars().count());
    slips(a, b).is_some() || shared >= 4 && 2 * shared >= longer
}

fn count(text: &str) -> usize {
    word_count(text, Span::new(0, text.len()))
}

fn trimmed(mut units: Vec<Unit>) -> Vec<Unit> {
    let first = units.iter().position(|unit| unit.is_word).unwrap_or(units.len());
    units.drain(..first);
    while units.last().is_some_and(|unit| !unit.is_word) {
        units.pop();
    }
    units
}

/// From the first piece to the last that belongs to the quotation: a word or two that stand far before or after the
/// rest are the same by chance.
fn core(yours: &str, theirs: &str, pieces: &[Piece]) -> Option<Range<usize>> {
    let is_same = |piece: &Piece| matches!(piece, Piece::Same(_));
    let weight = |piece: &Piece| word_count(piece.side(yours, theirs), piece.span());
    let mut start = pieces.iter().position(is_same)?;
    let mut end = pieces.iter().rposition(is_same)? + 1;
    let stray = |same: usize, pieces: &mut dyn Iterator<Item = &Piece>| {
        let between = pieces.take_while(|piece| !is_same(piece));
        let added = between.filter(|piece| matches!(piece, Piece::Added(_)));
        added.map(weight).sum::<usize>() > 2 * same + 2
    };
    while let Some(next) = pieces[start + 1..end].iter().position(is_same) {
        if !stray(weight(&pieces[start]), &mut pieces[start + 1..end].iter()) {
            break;
        }
        start += next + 1;
    }
    while let Some(before) = pieces[start..end - 1].iter().rposition(is_same) {
        if !stray(weight(&pieces[end - 1]), &mut pieces[start..end - 1].iter().rev()) {
            break;
        }
        end = start + before + 1;
    }
    Some(start..end)
}
