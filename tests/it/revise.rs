//! Articles and changed versions of them, made from fixed seeds or written by hand, to measure how marks are carried.
//!
//! Used by the tests and by `benches/anchor.rs`. A generated version knows for each word of the old text what became
//! of it; a written one has its marks in it, as `[3|these words]`.

use std::{collections::BTreeMap, ops::Range};

use dateline::{
    notebook::{Carried, Carry},
    text::{Span, sentences},
};

/// Twelve articles with the versions that followed them.
pub(crate) const REVISIONS: [(&str, &str); 12] = [
    ("bridge", include_str!("../corpus/revisions/bridge.txt")),
    ("court", include_str!("../corpus/revisions/court.txt")),
    ("dam", include_str!("../corpus/revisions/dam.txt")),
    ("election", include_str!("../corpus/revisions/election.txt")),
    ("fire", include_str!("../corpus/revisions/fire.txt")),
    ("heat", include_str!("../corpus/revisions/heat.txt")),
    ("merger", include_str!("../corpus/revisions/merger.txt")),
    ("painting", include_str!("../corpus/revisions/painting.txt")),
    ("probe", include_str!("../corpus/revisions/probe.txt")),
    ("school", include_str!("../corpus/revisions/school.txt")),
    ("strike", include_str!("../corpus/revisions/strike.txt")),
    ("vaccine", include_str!("../corpus/revisions/vaccine.txt")),
];

/// At least thirty articles of our own.
pub(crate) fn texts() -> Vec<String> {
    let events = include_str!("../corpus/events/docs.jsonl");
    let event = |line: &str| -> String {
        let doc: serde_json::Value = serde_json::from_str(line).unwrap();
        doc["text"].as_str().unwrap().to_owned()
    };
    let feature = include_str!("../../assets/articles/the-wire-under-the-sea.txt");
    let lines: Vec<&str> = feature.lines().collect();
    let samples = [
        include_str!("../../assets/articles/a-lull-with-a-warning.txt"),
        include_str!("../../assets/articles/the-canal-reopens.txt"),
    ];
    let before = |(_, text): (&str, &str)| plain(text.split("=====\n").next().unwrap()).0;
    let texts: Vec<String> = (events.lines().map(event))
        .chain(lines.chunks(21).map(|part| part.join("\n")))
        .chain(samples.map(str::to_owned))
        .chain(REVISIONS.map(before))
        .collect();
    assert!(texts.len() >= 30);
    texts
}

/// `SplitMix64` (Steele, Lea, Flood 2014): the same numbers everywhere.
pub(crate) struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// What is done to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// The paragraph of the mark is taken out.
    Deleted,
    /// The same, where a paragraph stands beside it that differs in two words, and stays.
    DeletedBesideTwin,
    /// The same, and this percentage of all words is changed.
    DeletedBesideTwinAndEdited(usize),
    /// The twin and the paragraph of the mark both stay, and this percentage of all words is changed.
    TwinAndEdited(usize),
    /// This percentage of all words is changed.
    Edited(usize),
    /// The paragraph of the mark stands elsewhere.
    Moved,
    /// Both.
    MovedAndEdited(usize),
}

/// How long a mark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    Words(usize),
    /// Of at least so many words.
    Sentence(usize),
}

/// A mark in an old text, and what became of it.
pub(crate) struct Sample {
    pub old: String,
    pub new: String,
    pub mark: Span,
    /// The words of the new text, counted from its start, that became of the marked ones; none where they are gone.
    pub truth: Option<Range<usize>>,
}

/// A word with its number in the old text; inserted ones have none.
type Word = (String, Option<usize>);

/// Puts the case to a text whose lines are paragraphs; none where it has no room for it.
pub(crate) fn sample(
    text: &str,
    pool: &[&str],
    case: Case,
    length: Length,
    dice: &mut Dice,
) -> Option<Sample> {
    let mut lines: Vec<Vec<String>> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.split_whitespace().map(str::to_owned).collect())
        .collect();
    let long: Vec<usize> = (0..lines.len()).filter(|i| lines[*i].len() >= 12).collect();
    if long.len() < 2 || lines.len() < 4 {
        return None;
    }
    let mut at = long[dice.below(long.len())];
    if matches!(
        case,
        Case::DeletedBesideTwin | Case::DeletedBesideTwinAndEdited(_) | Case::TwinAndEdited(_)
    ) {
        let mut twin = lines[at].clone();
        for _ in 0..2 {
            let word = dice.below(twin.len());
            pool[dice.below(pool.len())].clone_into(&mut twin[word]);
        }
        if dice.chance(50) {
            lines.insert(at + 1, twin);
        } else {
            lines.insert(at, twin);
            at += 1;
        }
    }
    let old: String = lines.iter().map(|line| line.join(" ") + "\n").collect();
    let first = lines[..at].iter().map(Vec::len).sum::<usize>();
    let own = words_of(&lines[at], length, dice)?;
    let is_word = |word: &String| word.contains(char::is_alphanumeric);
    if !lines[at][own.clone()].iter().all(is_word) {
        return None;
    }
    let own = first + own.start..first + own.end;
    let mark = trimmed(&old, &own);
    let mut number = 0;
    let mut numbered: Vec<Vec<Word>> = Vec::new();
    for line in lines {
        let line = line.into_iter().map(|word| {
            number += 1;
            (word, Some(number - 1))
        });
        numbered.push(line.collect());
    }
    let gone = matches!(
        case,
        Case::Deleted | Case::DeletedBesideTwin | Case::DeletedBesideTwinAndEdited(_)
    );
    if gone {
        numbered.remove(at);
    }
    if matches!(case, Case::Moved | Case::MovedAndEdited(_)) {
        let line = numbered.remove(at);
        let mut to = dice.below(numbered.len());
        if to.abs_diff(at) < 2 {
            to = (at + 2) % (numbered.len() + 1);
        }
        numbered.insert(to, line);
    }
    if let Case::Edited(share)
    | Case::TwinAndEdited(share)
    | Case::MovedAndEdited(share)
    | Case::DeletedBesideTwinAndEdited(share) = case
    {
        for line in &mut numbered {
            edit(line, share, pool, dice);
        }
    }
    let flat: Vec<&Word> = numbered.iter().flatten().collect();
    let new: String = numbered
        .iter()
        .map(|line| line.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>().join(" ") + "\n")
        .collect();
    let kept = flat.iter().enumerate().filter(|(_, (_, n))| n.is_some_and(|n| own.contains(&n)));
    let kept: Vec<usize> = kept.map(|(i, _)| i).collect();
    let truth = kept.first().zip(kept.last()).map(|(first, last)| *first..*last + 1);
    if truth.is_none() && !gone {
        return None;
    }
    Some(Sample { old, new, mark, truth })
}

fn words_of(line: &[String], length: Length, dice: &mut Dice) -> Option<Range<usize>> {
    match length {
        Length::Words(count) => {
            let start = dice.below(line.len().checked_sub(count)? + 1);
            Some(start..start + count)
        }
        Length::Sentence(least) => {
            let text = line.join(" ");
            let all = sentences(&text, Span::new(0, text.len()));
            let chosen = all[dice.below(all.len())];
            let before = chosen.start();
            let start = text.get(..before)?.split_whitespace().count();
            let count = chosen.of(&text).split_whitespace().count();
            (count >= least).then_some(start..start + count)
        }
    }
}

/// Replaces, deletes or adds a word at `share` percent of the places.
fn edit(line: &mut Vec<Word>, share: usize, pool: &[&str], dice: &mut Dice) {
    let mut edited = Vec::with_capacity(line.len());
    for (word, number) in line.drain(..) {
        if !dice.chance(share) {
            edited.push((word, number));
            continue;
        }
        let other = pool[dice.below(pool.len())].to_owned();
        match dice.below(10) {
            0..6 => edited.push((other, number)),
            6..8 => {}
            _ => edited.extend([(word, number), (other, None)]),
        }
    }
    *line = edited;
}

/// The bytes of these words, without the marks of punctuation at their ends.
fn trimmed(text: &str, words: &Range<usize>) -> Span {
    let place = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    let all: Vec<&str> = text.split_whitespace().collect();
    let (first, last) = (all[words.start], all[words.end - 1]);
    let whole = Span::new(place(first), place(last) + last.len());
    let inner = whole.of(text).trim_matches(|c: char| !c.is_alphanumeric());
    if inner.is_empty() { whole } else { Span::new(place(inner), place(inner) + inner.len()) }
}

/// What a carried mark comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Score {
    pub samples: usize,
    /// On more than half of the right words and not much else; where they are gone: on none.
    pub right: usize,
    /// On the right words, no more and no less.
    pub to_the_word: usize,
    /// On others.
    pub wrong: usize,
    /// On others, or on words that are not the same, and called exact or moved.
    pub lies: usize,
    pub suggested: usize,
}

impl Score {
    pub(crate) fn count(&mut self, sample: &Sample) {
        let carried = Carry::new(&sample.old, &sample.new).mark(sample.mark);
        self.samples += 1;
        self.suggested += usize::from(matches!(carried, Carried::Suggested { .. }));
        let sure = matches!(carried, Carried::Exact(_) | Carried::Moved(_));
        let Some(span) = carried.span() else {
            self.right += usize::from(sample.truth.is_none());
            self.to_the_word += usize::from(sample.truth.is_none());
            return;
        };
        let same = |a: &str, b: &str| a.split_whitespace().eq(b.split_whitespace());
        let untrue = sure && !same(span.of(&sample.new), sample.mark.of(&sample.old));
        let got = words_at(&sample.new, span);
        let truth = sample.truth.clone().unwrap_or(0..0);
        let shared = got.end.min(truth.end).saturating_sub(got.start.max(truth.start));
        let right = 2 * shared > got.len() + truth.len() - shared;
        self.right += usize::from(right);
        self.to_the_word += usize::from(got == truth);
        self.wrong += usize::from(!right);
        // Where a random edit writes the very words anew beside what is left of them, to stand there is no lie.
        self.lies += usize::from(untrue || (sure && shared == 0));
    }

    pub(crate) fn percent(&self, count: usize) -> f64 {
        100.0 * count as f64 / self.samples.max(1) as f64
    }
}

fn words_at(text: &str, span: Span) -> Range<usize> {
    let (before, upto) = (text.get(..span.start()).unwrap(), text.get(..span.end()).unwrap());
    let cut = before.ends_with(|c: char| !c.is_whitespace());
    before.split_whitespace().count() - usize::from(cut)..upto.split_whitespace().count()
}

/// Puts one case to all texts, `rounds` times each; other seeds make other samples.
pub(crate) fn measure(case: Case, length: Length, rounds: usize, seed: u64) -> Score {
    let texts = texts();
    let pool: Vec<&str> = texts.iter().flat_map(|text| text.split_whitespace()).collect();
    let mut score = Score::default();
    for (number, text) in texts.iter().enumerate() {
        let mut dice = Dice(seed * 1_000 + number as u64);
        for _ in 0..rounds {
            if let Some(sample) = sample(text, &pool, case, length, &mut dice) {
                score.count(&sample);
            }
        }
    }
    score
}

/// A text without its marks, and where they stood.
pub(crate) fn plain(marked: &str) -> (String, BTreeMap<u32, Span>) {
    let mut text = String::new();
    let mut marks = BTreeMap::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        let (number, after) = after.split_once('|').unwrap();
        let (words, after) = after.split_once(']').unwrap();
        let start = text.len();
        text.push_str(words);
        marks.insert(number.parse().unwrap(), Span::new(start, text.len()));
        rest = after;
    }
    text.push_str(rest);
    (text, marks)
}

/// The marks of the written versions: their score, and each that is not right, in words.
pub(crate) fn written() -> (Score, Vec<String>) {
    let mut score = Score::default();
    let mut faults = Vec::new();
    for (name, both) in REVISIONS {
        let (old, new) = both.split_once("=====\n").unwrap();
        let ((old, marks), (new, truths)) = (plain(old), plain(new));
        for (number, mark) in marks {
            let truth = truths.get(&number).map(|span| words_at(&new, *span));
            let before = score;
            let sample = Sample { old: old.clone(), new: new.clone(), mark, truth };
            score.count(&sample);
            if score.right == before.right || score.wrong > before.wrong {
                let carried = Carry::new(&old, &new).mark(mark);
                let place = carried.span().map_or("", |span| span.of(&new));
                faults.push(format!("{name} {number} {:?}: {carried:?} {place:?}", mark.of(&old)));
            }
        }
    }
    (score, faults)
}

/// A text of about `size` bytes, of sentences nobody wrote, and the same with a tenth of its words changed.
pub(crate) fn book(pool: &[&str], size: usize, dice: &mut Dice) -> (String, String) {
    let (mut old, mut new) = (String::new(), String::new());
    while old.len() < size {
        let mut line: Vec<Word> = (0..60 + dice.below(80))
            .map(|i| (pool[dice.below(pool.len())].to_owned(), Some(i)))
            .collect();
        let words = |line: &[Word]| {
            line.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>().join(" ") + "\n"
        };
        old.push_str(&words(&line));
        edit(&mut line, 10, pool, dice);
        new.push_str(&words(&line));
    }
    (old, new)
}
