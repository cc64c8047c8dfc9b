//! Who says something in a sentence.

use super::clause::Words;

/// Verbs that report what somebody says.
pub(super) const SAYING: &[&str] = &[
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

const PRONOUNS: &[&str] = &["he", "she", "they", "it", "i", "we"];

/// A saying verb with its speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Saying<'a> {
    /// The verb's place.
    pub(super) verb: usize,
    /// The speaker's last name or noun; `None` for a pronoun.
    pub(super) speaker: Option<&'a str>,
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

fn speaker<'a>(words: &Words<'a>, verb: usize) -> Option<&'a str> {
    // "said Ines Dahl, a teacher": the last capitalised word of the run after the verb.
    let quoted = (0..verb).any(|at| matches!(words.get(at), "\"" | "”" | "'" | "’" | ","));
    if quoted
        && words.is_capital(verb + 1)
        && !words.is_any(
            verb + 1,
            &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        )
    {
        let last = (verb + 1..words.len()).take_while(|at| words.is_capital(*at)).last()?;
        return Some(words.get(last));
    }
    // "Governor Petra Lindqvist said": the last capitalised word before it, else the noun.
    let before = (0..verb).rev().take(14);
    for at in before {
        if words.is_any(at, PRONOUNS) {
            return None;
        }
        if words.is_capital(at) && words.is_word(at) && at > 0 {
            return Some(words.get(at));
        }
        if matches!(words.get(at), "”" | "\"") {
            break;
        }
    }
    verb.checked_sub(1).filter(|at| words.is_word(*at)).map(|at| words.get(at))
}
