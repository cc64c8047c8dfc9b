//! Which way from the reference a date without a year or week points: by the verbs and prepositions around it.

use std::{
    collections::{HashMap, HashSet},
    sync::OnceLock,
};

use super::{class::Class, words::Word};

/// Where the clause around an expression lies, as far as its words tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::analysis) enum Tense {
    Past,
    Present,
    Future,
    #[default]
    Unknown,
}

/// After these a verb's base form lies ahead.
const WILL: &[&str] = &["will", "ll", "shall", "would", "should"];

/// After these it is possible, and its time open.
const MODALS: &[&str] = &["may", "might", "can", "could", "must", "cannot"];

/// What is planned, due or expected lies ahead, even in the past tense.
const AHEAD: &[&str] = &[
    "scheduled",
    "expected",
    "planned",
    "plans",
    "planning",
    "due",
    "slated",
    "payable",
    "effective",
    "expire",
    "expires",
    "expiring",
    "intends",
    "upcoming",
    "forthcoming",
    "begins",
    "starts",
    "opens",
    "takes",
    "comes",
    "goes",
    "returns",
    "closes",
    "ends",
    "resumes",
    "maturing",
    "matures",
    "redeemable",
    "likely",
    "arrives",
    "plays",
    "faces",
    "meets",
    "hosts",
    "travels",
    "visits",
    "departs",
    "airs",
    "premieres",
    "kicks",
    "concludes",
    "reopens",
    "convenes",
    "reconvenes",
    "aims",
    "hopes",
    "expects",
    "runs",
    "lasts",
];

/// The same of a team: "Dinamo play on Saturday".
const TEAMS_DO: &[&str] = &["play", "meet", "face", "host", "travel", "begin", "resume"];

/// The same of several: "talks start on Monday".
const AHEAD_PLURAL: &[&str] = &[
    "start", "begin", "open", "resume", "travel", "meet", "host", "play", "face", "visit",
    "return", "leave", "vote", "expect", "hope", "aim", "expire", "end", "close", "go", "take",
];

/// Before a participle these say that it is not ahead: "as planned", "than expected".
const UNLESS: &[&str] = &["as", "than", "previously", "had", "originally", "not"];

/// With "back" these reach into the past: "the quarrel goes back to May".
const BACK: &[&str] =
    &["goes", "go", "dates", "date", "reaches", "reach", "traces", "looks", "look"];

/// Past tenses that do not end in -ed.
const IRREGULAR: &[&str] = &[
    "said",
    "was",
    "were",
    "had",
    "did",
    "been",
    "told",
    "took",
    "came",
    "went",
    "got",
    "gave",
    "made",
    "found",
    "became",
    "began",
    "broke",
    "brought",
    "built",
    "bought",
    "caught",
    "chose",
    "cut",
    "dealt",
    "drew",
    "drove",
    "ate",
    "fell",
    "felt",
    "fought",
    "forecast",
    "flew",
    "forgot",
    "froze",
    "grew",
    "heard",
    "held",
    "hit",
    "hurt",
    "kept",
    "knew",
    "laid",
    "led",
    "left",
    "lent",
    "let",
    "lost",
    "meant",
    "met",
    "paid",
    "put",
    "set",
    "quit",
    "ran",
    "rose",
    "sank",
    "saw",
    "sent",
    "shook",
    "shot",
    "shut",
    "sold",
    "sought",
    "spent",
    "spoke",
    "stood",
    "stole",
    "struck",
    "sued",
    "swore",
    "swept",
    "taught",
    "thought",
    "threw",
    "understood",
    "won",
    "withdrew",
    "wore",
    "wrote",
    "ended",
    "died",
    "born",
    "seen",
    "taken",
    "given",
    "known",
    "written",
    "begun",
    "fallen",
    "grown",
    "driven",
    "shown",
    "done",
    "gone",
    "wed",
    "bid",
    "overthrew",
    "undertook",
    "sprang",
    "burst",
    "split",
    "spread",
    "bore",
    "beat",
    "bet",
    "bound",
    "ceased",
    "slid",
    "sat",
    "slept",
    "flung",
    "dug",
    "hung",
    "lit",
    "rang",
    "sang",
    "drank",
    "rode",
    "woke",
    "wound",
    "arose",
    "tore",
    "blew",
    "drowned",
    "leapt",
    "swam",
    "crept",
    "clung",
    "fled",
    "flung",
    "swung",
    "bit",
    "lain",
    "lay",
];

/// Between these and a noun a participle tells what the noun is like, not what was done: "the proposed merger".
const ARTICLES: &[&str] = &["the", "a", "an", "its", "his", "her", "their", "our", "my", "your"];

/// May stand between "will" or "to" and its verb; so may what ends in -ly.
const BETWEEN: &[&str] =
    &["not", "t", "also", "never", "ever", "soon", "now", "still", "again", "only", "just", "then"];

/// Ends a clause, so that a verb before it says little about what follows.
const CLAUSE: &[&str] = &[
    "who", "which", "that", "when", "where", "because", "while", "although", "though", "but", "if",
    "as",
];

/// After these "to" names a plan: "is to meet".
const BEING: &[&str] =
    &["is", "are", "was", "were", "be", "set", "going", "about", "ready", "likely"];

/// With "to" these bind somebody to what is still to come.
const COMMITS: &[&str] = &[
    "agreed",
    "decided",
    "promised",
    "vowed",
    "pledged",
    "want",
    "wants",
    "plan",
    "seek",
    "seeks",
    "hopes",
    "hope",
    "voted",
    "offered",
    "threatened",
    "intend",
    "agree",
];

/// What one word does to the tense of what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Past,
    Present,
    Will,
    Modal,
    Ahead,
    To,
    Be,
    Clause,
    None,
}

const BE: &[&str] = &["be", "been", "being"];

const PRESENT: &[&str] = &["is", "are", "has", "have", "am", "s", "does", "do", "says", "say"];

/// What is known of words by heart: one look instead of one for each word of the lists.
struct Verbs {
    kinds: HashMap<&'static str, Verb>,
    irregular: HashSet<&'static str>,
}

impl Verbs {
    fn get() -> &'static Self {
        static VERBS: OnceLock<Verbs> = OnceLock::new();
        VERBS.get_or_init(|| {
            // Where a word is in two lists, the later one holds.
            let lists: [(Verb, &[&str]); 7] = [
                (Verb::Present, PRESENT),
                (Verb::Clause, CLAUSE),
                (Verb::Ahead, AHEAD),
                (Verb::Modal, MODALS),
                (Verb::Will, WILL),
                (Verb::Be, BE),
                (Verb::To, &["to"]),
            ];
            let kinds =
                lists.iter().flat_map(|(verb, words)| words.iter().map(|word| (*word, *verb)));
            Self { kinds: kinds.collect(), irregular: IRREGULAR.iter().copied().collect() }
        })
    }
}

/// Whether a word in lower case is a past tense or a past participle, as far as its letters tell.
pub(in crate::analysis) fn is_past(lower: &str) -> bool {
    const NOT: &[&str] = &[
        "indeed", "united", "need", "speed", "exceed", "proceed", "succeed", "hundred", "embed",
        "unmanned",
    ];
    let regular = lower.len() > 4 && lower.ends_with("ed") && !NOT.contains(&lower);
    regular || Verbs::get().irregular.contains(lower)
}

/// Judges a word by its letters; `lower` is in lower case.
pub(super) fn verb(lower: &str, capital: bool) -> Verb {
    match Verbs::get().kinds.get(lower) {
        // "May" is a month.
        Some(Verb::Modal) if capital => Verb::None,
        Some(kind) => *kind,
        None if !capital && is_past(lower) => Verb::Past,
        None => Verb::None,
    }
}

/// The same of a word that stands after another: "he's" has a verb, "the bank's" none, and "won't" another than
/// "won". A contraction is judged at its "t".
fn verb_after(previous: &str, lower: &str, capital: bool) -> Verb {
    const SUBJECTS: &[&str] = &["it", "he", "she", "that", "this", "there", "who", "what", "here"];
    match (previous, lower) {
        ("won" | "wouldn" | "shouldn", "t") => Verb::Will,
        ("didn" | "wasn" | "weren" | "hadn", "t") => Verb::Past,
        ("isn" | "aren" | "hasn" | "haven" | "doesn" | "don", "t") => Verb::Present,
        ("can" | "couldn" | "mightn" | "mustn", "t") => Verb::Modal,
        (_, "s") if !SUBJECTS.contains(&previous) => Verb::None,
        _ => verb(lower, capital),
    }
}

fn is_between(lower: &str) -> bool {
    lower.ends_with("ly") || BETWEEN.contains(&lower)
}

/// How many words on either side are looked at.
const REACH: usize = 25;

/// The tense of the clause that holds `words[from..to]`, within the sentence `words`.
///
/// The nearest verb before the expression decides; where there is none, the first one after it.
pub(super) fn tense(text: &str, words: &[Word], from: usize, to: usize) -> Tense {
    if is_fronted(text, words, from, to) {
        let tense = tense_after(text, words, to);
        if tense != Tense::Unknown {
            return tense;
        }
    }
    let first = from.saturating_sub(REACH);
    let mut tense = Tense::Unknown;
    let mut previous = String::new();
    // How many words more a participle belongs to what lies ahead: "to be held", "will be closed".
    let mut ahead = 0_u8;
    // Whether the verb of a "will" or "to" is still to come: a participle after it is of another verb, as in "to
    // lift the ban imposed on Monday".
    let mut open = false;
    // How many words more a "to" belongs to a promise: "agreed on Tuesday to stop".
    let mut committed = 0_u8;
    for (at, word) in words.iter().enumerate().take(from).skip(first) {
        let current = lower(text, word);
        if current == "back" && BACK.contains(&previous.as_str()) {
            (tense, ahead) = (Tense::Past, 0);
        }
        committed =
            if COMMITS.contains(&current.as_str()) { 5 } else { committed.saturating_sub(1) };
        if current == "for" && previous == "set" {
            (tense, ahead) = (Tense::Future, 0);
        }
        let kind = match verb_after(&previous, &current, word.is(Class::Capital)) {
            Verb::To if leads_to(text, words.get(at + 1)) => Verb::None,
            kind => kind,
        };
        if kind == Verb::None && goes(&previous, &current, at.checked_sub(1).map(|at| &words[at])) {
            // What comes after may still say that it is past: "the BBC host resigned".
            (tense, ahead) = (Tense::Future, 0);
        }
        let was_open = open;
        open = match kind {
            Verb::Will | Verb::Modal | Verb::To => true,
            Verb::None => open && is_between(&current),
            _ => false,
        };
        match kind {
            Verb::Will => (tense, ahead) = (Tense::Future, 3),
            Verb::Modal => (tense, ahead) = (Tense::Unknown, 3),
            Verb::Ahead if UNLESS.contains(&previous.as_str()) => {}
            Verb::Ahead => (tense, ahead) = (Tense::Future, 2),
            Verb::To if BEING.contains(&previous.as_str()) => (tense, ahead) = (Tense::Future, 5),
            Verb::To if committed > 0 => (tense, ahead) = (Tense::Future, 5),
            Verb::To if tense == Tense::Future => ahead = 4,
            Verb::To => (tense, ahead) = (Tense::Unknown, 2),
            Verb::Be if previous == "to" => (tense, ahead) = (Tense::Future, 3),
            Verb::Past if ARTICLES.contains(&previous.as_str()) => {}
            Verb::Past if ahead > 0 => ahead = 0,
            // "will be poured on Monday and rung in June".
            Verb::Past if tense == Tense::Future && matches!(previous.as_str(), "and" | "or") => {}
            // "when the case is heard".
            Verb::Past if matches!(previous.as_str(), "is" | "are") => {}
            Verb::Past => (tense, ahead) = (Tense::Past, 0),
            // "may have been": done, if at all.
            Verb::Present
                if ahead > 0
                    && current == "have"
                    && previous != "will"
                    && words.get(at + 1).is_some_and(|next| is_past(&lower(text, next))) =>
            {
                (tense, ahead) = (Tense::Unknown, 0);
            }
            Verb::Present if ahead > 0 => {}
            Verb::Present => (tense, ahead) = (Tense::Present, 0),
            // "would be paid when trading opened": told of the future, whatever its tense.
            Verb::Clause
                if tense == Tense::Future
                    && (current == "when" || current == "as" && previous == "soon") =>
            {
                ahead = 4;
            }
            Verb::Clause => ahead = 0,
            Verb::None if was_open && !open => ahead = 0,
            Verb::Be | Verb::None => ahead = ahead.saturating_sub(1),
        }
        previous = current;
    }
    if tense != Tense::Unknown {
        return tense;
    }
    if words[first..from]
        .iter()
        .any(|word| verb(&lower(text, word), word.is(Class::Capital)) == Verb::Past)
    {
        return Tense::Unknown;
    }
    tense_after(text, words, to)
}

/// Whether a verb tells what several, or a team, are about to do: "talks start", "Dinamo play".
fn goes(previous: &str, current: &str, before: Option<&Word>) -> bool {
    AHEAD_PLURAL.contains(&current) && is_plural(previous)
        || TEAMS_DO.contains(&current)
            && (previous == "," || before.is_some_and(|before| before.is(Class::Capital)))
}

/// Whether a word is several of its kind, as far as its letters tell.
fn is_plural(lower: &str) -> bool {
    const NOT: &[&str] =
        &["this", "does", "says", "always", "perhaps", "sometimes", "news", "thus"];
    lower.len() > 3 && lower.ends_with('s') && !lower.ends_with("ss") && !NOT.contains(&lower)
}

/// Whether "to" names a place or a person, with `next` after it, and not what is to be done: "he flew to Paris".
fn leads_to(text: &str, next: Option<&Word>) -> bool {
    const OTHERS: &[&str] = &[
        "this", "that", "these", "those", "him", "them", "me", "us", "it", "some", "all", "any",
        "no", "more",
    ];
    next.is_some_and(|next| {
        let word = next.text(text);
        let noun = ARTICLES.contains(&word) || OTHERS.contains(&word);
        noun || next.is(Class::Capital) || next.is(Class::Num)
    })
}

/// Whether the clause of an expression begins with it: "he won, and on Friday she lost".
fn is_fronted(text: &str, words: &[Word], from: usize, to: usize) -> bool {
    const SUBJECTS: &[&str] = &[
        "he", "she", "it", "they", "we", "i", "you", "the", "a", "an", "his", "her", "its", "their",
    ];
    let word =
        |at: Option<usize>| at.and_then(|at| words.get(at)).map_or("", |word| word.text(text));
    let back = if matches!(word(from.checked_sub(1)), "on" | "in") { 2 } else { 1 };
    matches!(word(from.checked_sub(back)), "and" | "but" | ";")
        && SUBJECTS.contains(&word(Some(to)))
}

/// What the first verb after an expression says.
fn tense_after(text: &str, words: &[Word], to: usize) -> Tense {
    let mut previous = String::new();
    let mut after = words.iter().skip(to).take(REACH).peekable();
    while let Some(word) = after.next() {
        let current = lower(text, word);
        if after.peek().is_some_and(|next| matches!(next.text(text), "'t" | "’t")) {
            previous = current;
            continue;
        }
        match verb_after(&previous, &current, word.is(Class::Capital)) {
            // "On Friday, the party planned to march": somebody did plan.
            Verb::Ahead if is_past(&current) && !BEING.contains(&previous.as_str()) => {
                return Tense::Past;
            }
            Verb::Will | Verb::Ahead => return Tense::Future,
            Verb::Past => return Tense::Past,
            Verb::Present => return Tense::Present,
            Verb::Modal => return Tense::Unknown,
            _ => {}
        }
        previous = current;
    }
    Tense::Unknown
}

/// A word in lower case without its mark of contraction, if it is short enough to matter.
fn lower(text: &str, word: &Word) -> String {
    let slice = word.text(text);
    if slice.len() > 16 {
        return String::new();
    }
    slice.trim_start_matches(['\'', '’']).to_ascii_lowercase()
}
