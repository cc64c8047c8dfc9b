//! Who says something in a sentence.

use super::clause::Words;
use crate::text::Span;

/// Verbs that report what somebody says.
pub(in crate::analysis) const SAYING: &[&str] = &[
    "said",
    "says",
    "told",
    "announced",
    "added",
    "wrote",
    "warned",
    "stated",
    "confirmed",
    "argued",
    "claimed",
    "insisted",
    "denied",
    "explained",
    "noted",
    "tweeted",
    "declared",
    "predicted",
    "commented",
    "called",
    "urged",
    "admitted",
    "reported",
    "acknowledged",
    "vowed",
    "pledged",
    "promised",
    "thanked",
    "praised",
    "condemned",
    "criticized",
    "criticised",
    "accused",
    "replied",
    "stressed",
    "remarked",
    "asked",
    "apologized",
    "apologised",
    "responded",
    "suggested",
    "described",
    "expressed",
    "welcomed",
    "demanded",
    "issued",
    "revealed",
    "testified",
];

/// Those of them that only report: what they tell can stand without them.
pub(super) const REPORTING: &[&str] = &[
    "said",
    "says",
    "told",
    "added",
    "wrote",
    "stated",
    "noted",
    "explained",
    "replied",
    "remarked",
    "commented",
    "tweeted",
    "reported",
    "announced",
    "insisted",
    "argued",
    "claimed",
    "confirmed",
    "warned",
    "acknowledged",
    "predicted",
    "stressed",
    "responded",
    "testified",
    "revealed",
];

const PRONOUNS: &[&str] = &["he", "she", "they", "it", "i", "we"];

/// A saying verb with its speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Saying<'a> {
    /// The verb's place.
    pub(super) verb: usize,
    /// The speaker's last name or noun; `None` for a pronoun.
    pub(super) speaker: Option<(Span, &'a str)>,
}

/// The first saying verb outside quotation marks that has a subject.
pub(super) fn saying<'a>(words: &Words<'a>) -> Option<Saying<'a>> {
    let verb = (0..words.len())
        .find(|at| words.is_any(*at, SAYING) && !words.in_quotes(*at) && !is_passive(words, *at))?;
    Some(Saying { verb, speaker: speaker(words, verb) })
}

/// "is said to", "was called", "asked by", "as expected": nobody speaks.
fn is_passive(words: &Words<'_>, at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or("", |at| words.get(at));
    let auxiliary = |word: &str| {
        [
            "was",
            "were",
            "is",
            "are",
            "be",
            "been",
            "being",
            "had",
            "to",
            "the",
            "a",
            "its",
            "their",
            "previously",
            "newly",
        ]
        .iter()
        .any(|other| word.eq_ignore_ascii_case(other))
    };
    auxiliary(before(1))
        || before(1).ends_with("ly") && auxiliary(before(2))
        || words.is(at + 1, "by")
}

fn speaker<'a>(words: &Words<'a>, verb: usize) -> Option<(Span, &'a str)> {
    const DAYS: &[&str] =
        &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let named = |at: usize| Some((words.span(at)?, words.get(at)));
    // "... said parish priest Alois Egger, who": the last capitalised word of the run after the verb.
    let quoted = verb > 0 && matches!(words.get(verb - 1), "\"" | "”" | "'" | "’" | ",");
    if quoted {
        let first = (verb + 1..verb + 6)
            .take_while(|at| words.is_word(*at))
            .find(|at| words.is_capital(*at) && !words.is_any(*at, DAYS));
        if let Some(first) = first {
            let last = (first..words.len()).take_while(|at| words.is_capital(*at)).last();
            return last.and_then(named);
        }
    }
    // "Aas, chief executive of Vantor, said": the subject stands before the words between the commas.
    let mut end = verb;
    if verb > 0 && words.is(verb - 1, ",") {
        end = (0..verb - 1).rev().take(14).find(|at| words.is(*at, ",")).unwrap_or(verb - 1);
    }
    // "Governor Petra Lindqvist said": the last capitalised word before it, else the noun.
    for at in (0..end).rev().take(14) {
        if matches!(words.get(at), "”" | "\"" | ",") {
            break;
        }
        if words.is_any(at, PRONOUNS) {
            return None;
        }
        if words.is_capital(at) && words.is_word(at) && (at > 0 || at + 1 == end) {
            return named(at);
        }
    }
    end.checked_sub(1).filter(|at| words.is_word(*at)).and_then(named)
}
