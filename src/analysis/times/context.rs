//! What stands around a match, and which way it points.

use super::{
    class::Class,
    pattern::Match,
    tense::{Tense, is_past, tense},
    words::Word,
};
use crate::{
    article::{Block, BlockKind},
    text::Span,
};

/// What the words around an expression say about it.
#[expect(clippy::struct_excessive_bools, reason = "each is a thing that the words say or do not")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::analysis) struct Context {
    pub(super) sentence: Span,
    pub(super) block: BlockKind,
    pub(super) tense: Tense,
    pub(super) preposition: Preposition,
    pub(super) place: Place,
    pub(super) follows: Follows,
    pub(super) quoted: bool,
    /// It stands at the beginning of its sentence: "Until Thursday, ...".
    pub(super) opens: bool,
    /// It is said with "the": "the next day".
    pub(super) definite: bool,
    /// It says which one of several is meant: "the cable of 1865", "the end of 1865".
    pub(super) attributive: bool,
    /// What happened stands right before it: "ended Oct. 31".
    pub(super) done: bool,
    /// It is still to come for the writer, not only for those told of: "will", and not "would".
    pub(super) will: bool,
    /// It is told of what happens as a rule: "usually in May".
    pub(super) habit: bool,
    /// It is what figures are compared with: "up from $3 million a year ago".
    pub(super) compared: bool,
    /// A rate: "$5 a day".
    pub(super) rate: bool,
}

/// Where an expression stands in its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::analysis) enum Place {
    Running,
    /// It is all of its block.
    Alone,
    /// In the dateline that begins a story: "BAGHDAD, Feb. 25 (Agency) --".
    Dateline,
}

/// The word after an expression, where it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::analysis) enum Follows {
    Nothing,
    /// "ended", "ending": the date it ended on comes next.
    Ended,
    /// "Wednesday's".
    Possessive,
    /// "attacks": those of 11 September 2001 are named by month and day.
    Attacks,
}

/// The words before an expression that bound it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::analysis) enum Preposition {
    #[default]
    None,
    Since,
    /// "until", "through", "till".
    Until,
    By,
    From,
    Before,
    After,
    /// "ahead of".
    Ahead,
    Starting,
    For,
}

/// Before "until" these tell of what is over.
const LASTED: &[&str] =
    &["lasted", "stayed", "remained", "continued", "ran", "served", "waited", "worked", "went"];

/// How many words back quotation marks are looked for.
const QUOTE_WORDS: usize = 300;

/// The word before `at`, in lower case, if it is short enough to matter.
pub(super) fn before(text: &str, words: &[Word], at: usize, back: usize) -> String {
    at.checked_sub(back)
        .and_then(|i| words.get(i))
        .map(|word| word.text(text))
        .filter(|word| word.len() <= 16)
        .map(str::to_ascii_lowercase)
        .unwrap_or_default()
}

/// Whether one of some words is among the `reach` words before `at`.
fn near(text: &str, words: &[Word], at: usize, reach: usize, known: &[&str]) -> bool {
    words[at.saturating_sub(reach)..at]
        .iter()
        .any(|word| known.iter().any(|known| word.text(text).eq_ignore_ascii_case(known)))
}

impl Context {
    pub(super) fn new(
        text: &str,
        block: Block,
        sentence: Span,
        words: &[Word],
        found: &Match,
    ) -> Self {
        let preposition = match before(text, words, found.start, 1).as_str() {
            "since" => Preposition::Since,
            // "lasted until Sunday" is no bound to come.
            "until" | "till" | "through"
                if LASTED.contains(&before(text, words, found.start, 2).as_str()) =>
            {
                Preposition::None
            }
            "until" | "till" | "through" => Preposition::Until,
            "as" if matches!(before(text, words, found.start, 2).as_str(), "early" | "soon") => {
                Preposition::Until
            }
            "than" if before(text, words, found.start, 2) == "later" => Preposition::Until,
            "of" if before(text, words, found.start, 2) == "ahead" => Preposition::Ahead,
            "by" => Preposition::By,
            "from" => Preposition::From,
            "before" => Preposition::Before,
            "after" | "following" => Preposition::After,
            "starting" | "beginning" => Preposition::Starting,
            "for" => Preposition::For,
            "on" | "in"
                if matches!(
                    before(text, words, found.start, 2).as_str(),
                    "starting" | "beginning"
                ) =>
            {
                Preposition::Starting
            }
            _ => Preposition::None,
        };
        let span = words[found.start].span.cover(words[found.end - 1].span);
        // Only so far back, so that a text without sentences stays linear.
        let near = words.get(found.start.saturating_sub(QUOTE_WORDS));
        let from = near.map_or(span.start(), |word| word.span.start());
        let lead = Span::new(from, span.start()).of(text);
        let quotes = lead.chars().filter(|c| *c == '"').count();
        let open = lead.rfind('“').or_else(|| lead.rfind("``"));
        let close = lead.rfind('”').or_else(|| lead.rfind("''"));
        let next = |n: usize| words.get(found.end + n).map_or("", |word| word.text(text));
        let after = next(0);
        let place = if span == block.span || block.span.len() <= span.len() + 1 {
            Place::Alone
        } else if dateline(text, block, span) {
            Place::Dateline
        } else {
            Place::Running
        };
        Self {
            sentence,
            block: block.kind,
            tense: if lies_ahead(text, words, found.start, found.end, preposition) {
                Tense::Future
            } else {
                tense(text, words, found.start, found.end)
            },
            preposition,
            place,
            follows: match after {
                "ended" | "ending" => Follows::Ended,
                "that" | "which" if next(1) == "ended" => Follows::Ended,
                "attack" | "attacks" | "terrorist" | "terror" | "hijackings" => Follows::Attacks,
                "'s" | "’s" => Follows::Possessive,
                _ => Follows::Nothing,
            },
            quoted: quotes % 2 == 1 || open > close,
            opens: found.start <= 2,
            definite: words[found.start].text(text).eq_ignore_ascii_case("the"),
            attributive: before(text, words, found.start, 1) == "of"
                || words[found.start].is(Class::Edge)
                || words[found.start].text(text) == "the",
            done: {
                let on = matches!(before(text, words, found.start, 1).as_str(), "on" | "in");
                is_past(&before(text, words, found.start, if on { 2 } else { 1 }))
            },
            will: will(text, words, found.start),
            habit: habit(text, words, found.start),
            compared: compared(text, words, found.start),
            rate: rate(text, words, found),
        }
    }
}

/// Whether something was put off until what stands at `at..to`, is called for it, is on it, or traded for it.
fn lies_ahead(text: &str, words: &[Word], at: usize, to: usize, preposition: Preposition) -> bool {
    const PUT_OFF: &[&str] =
        &["postponed", "delayed", "extended", "adjourned", "deferred", "rescheduled", "prolonged"];
    const CALLED: &[&str] = &[
        "called",
        "call",
        "calls",
        "set",
        "strike",
        "convened",
        "arranged",
        "invited",
        "announced",
        "forecast",
        "fixed",
        "listed",
        "booked",
        "scheduled",
        "planned",
    ];
    let back = |back: usize| before(text, words, at, back);
    // "for December delivery", "the March contract".
    let traded = |n: usize| {
        let next = words.get(to + n).map_or("", |word| word.text(text));
        matches!(next, "delivery" | "contract" | "contracts" | "futures")
    };
    let led = matches!(back(1).as_str(), "for" | "the");
    if words[at].is(Class::Month) && led && (traded(0) || traded(1)) {
        return true;
    }
    let verbs = match preposition {
        Preposition::Until => PUT_OFF,
        Preposition::For => CALLED,
        // "The final is on Sunday", but not "in March, that is on Sunday".
        _ => {
            // "is on Sunday or Tuesday"
            let past_on = |at: usize| if back(at) == "on" { at + 1 } else { at };
            let mut at = past_on(1);
            if matches!(back(at).as_str(), "or" | "and") {
                at = past_on(at + 2);
            }
            return matches!(back(at).as_str(), "is" | "are") && back(at + 1) != "that";
        }
    };
    near(text, words, at.saturating_sub(1), 5, verbs)
}

/// Whether the block begins "PLACE, ..., date ... --" and the date is `span`.
fn dateline(text: &str, block: Block, span: Span) -> bool {
    const LONGEST: usize = 90;
    if span.start() - block.span.start() > LONGEST {
        return false;
    }
    let lead = Span::new(block.span.start(), span.start()).of(text);
    let capitals = lead.chars().take(4).filter(|c| c.is_uppercase()).count();
    let rest = Span::new(span.end(), block.span.end()).of(text);
    let mark = rest.chars().take(40).collect::<String>();
    let closes =
        mark.contains("--") || mark.contains('—') || mark.contains('–') || mark.starts_with(" (");
    capitals >= 3 && closes
}

/// Whether "will" or "is due" stands before what is at `at`.
fn will(text: &str, words: &[Word], at: usize) -> bool {
    near(text, words, at, 15, &["will", "'ll", "’ll", "shall"])
        || near(text, words, at, 15, &["due"]) && near(text, words, at, 16, &["is", "are"])
}

/// Whether a sum of money stands before `at`, and a word of comparison.
fn compared(text: &str, words: &[Word], at: usize) -> bool {
    near(text, words, at, 15, &["from", "compared", "than", "against", "versus"])
        && near(
            text,
            words,
            at,
            15,
            &["$", "£", "€", "#", "¥", "cents", "pence", "million", "billion"],
        )
}

/// Whether a word like "usually" stands before what is at `at`.
fn habit(text: &str, words: &[Word], at: usize) -> bool {
    const AS_A_RULE: &[&str] =
        &["usually", "typically", "normally", "generally", "traditionally", "always", "often"];
    near(text, words, at, 11, AS_A_RULE)
}

/// Whether "a day" follows what is counted: "$5 a day", "twice a week", "3 percent a year".
pub(super) fn rate(text: &str, words: &[Word], found: &Match) -> bool {
    let previous = before(text, words, found.start, 1);
    if matches!(
        previous.as_str(),
        "%" | "percent"
            | "times"
            | "once"
            | "twice"
            | "million"
            | "billion"
            | "thousand"
            | "dollars"
            | "pounds"
            | "cents"
    ) {
        return true;
    }
    let counted = |back: usize| {
        found
            .start
            .checked_sub(back)
            .and_then(|i| words.get(i))
            .is_some_and(|word| word.is(Class::Num))
    };
    let noun = previous.len() > 3 && previous.ends_with('s');
    counted(1) || (noun && (counted(2) || counted(3)))
}
