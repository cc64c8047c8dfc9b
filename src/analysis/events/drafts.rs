//! The times of a sentence: what its dates give, and what is only placed by something else.

use super::{
    Event, Interval,
    clause::Words,
    find::{Reader, head},
    order,
    title::after_dateline,
    when,
};
use crate::analysis::{Timex, TimexKind, times::in_words};

/// What an event is made of before it has its place.
pub(super) struct Draft {
    pub(super) when: Interval,
    pub(super) from: usize,
    pub(super) to: usize,
    /// The words `from..to` are its date.
    pub(super) is_date: bool,
    pub(super) why: String,
    pub(super) conflicts: Vec<String>,
}

impl Reader<'_> {
    /// The events of expressions that stand for days.
    pub(super) fn dated(&self, words: &Words<'_>, timexes: &[Timex]) -> Vec<Draft> {
        let perfect = (0..words.len()).any(|at| words.is_any(at, &["has", "have", "'s", "'ve"]));
        let mut drafts: Vec<Draft> = Vec::new();
        let mut skip = false;
        let body = after_dateline(words);
        for (i, timex) in timexes.iter().enumerate() {
            if std::mem::take(&mut skip) || timex.kind == TimexKind::Set {
                continue;
            }
            if matches!(timex.value.as_str(), "PAST_REF" | "PRESENT_REF" | "FUTURE_REF") {
                continue;
            }
            let (from, to) = (words.at(timex.span.start()), words.at(timex.span.end()));
            // "LINDEN, May 17 —" says when it was written.
            if from < body {
                continue;
            }
            // "on 31 April": it was, but on no day that there is.
            if let (None, Some(conflict)) = (timex.interval, &timex.conflict) {
                drafts.push(Draft {
                    when: Interval::default(),
                    from,
                    to,
                    is_date: false,
                    why: format!(
                        "“{}” is no time that there is.",
                        timex.span.of(self.article.text())
                    ),
                    conflicts: vec![conflict.clone()],
                });
                continue;
            }
            let Some((mut when, note)) =
                when::interval(words, from, to, timex, self.published, perfect)
            else {
                continue;
            };
            if when.is_unknown() {
                continue;
            }
            // "last week on Tuesday": the day says which of the week.
            let nearer = timexes.get(i + 1).is_some_and(|next| {
                let gap = words.at(next.span.start()).saturating_sub(to);
                (1..=2).contains(&gap)
                    && words.is(to + gap - 1, "on")
                    && next.interval.is_some_and(|day| {
                        day != when && day.start >= when.start && day.end <= when.end
                    })
            });
            if nearer {
                continue;
            }
            // "the first nine months of the year": the year only says which months.
            let part = i.checked_sub(1).map(|i| &timexes[i]).filter(|part| {
                part.kind == TimexKind::Duration
                    && words.at(part.span.end()) + 1 == from
                    && words.is_any(from - 1, &["of", "in"])
            });
            if part.and_then(|part| part.interval).is_some_and(|part| {
                part.start >= when.start && part.end.is_some() && part.end <= when.end
            }) {
                continue;
            }
            let mut to = to;
            let mut conflicts: Vec<String> = timex.conflict.iter().cloned().collect();
            // "from May 3 to May 5", "between 1990 and 1995", "August 6 and 7".
            if let Some(other) = timexes.get(i + 1)
                && let Some(end) = other.interval
                && joins(words, from, to, words.at(other.span.start()))
            {
                if end.start >= when.start {
                    skip = true;
                    to = words.at(other.span.end());
                    when = when::span(when.start, end.end).unwrap_or(when);
                } else if let (Some(start), Some(end)) = (when.start, end.end) {
                    let (start, end) = (in_words(start), in_words(end));
                    conflicts.push(format!("It ends on {end}, before it begins on {start}."));
                }
            }
            if drafts.iter().any(|draft| draft.when == when) {
                continue;
            }
            let mut why = format!("“{}”: {}", timex.span.of(self.article.text()), timex.why);
            if !note.is_empty() {
                why = format!("{}; {note}.", why.trim_end_matches('.'));
            }
            drafts.push(Draft { when, from, to, is_date: true, why, conflicts });
        }
        drafts
    }

    /// Adds what is only placed before or after something else.
    pub(super) fn ordered(&self, words: &Words<'_>, timexes: &[Timex], drafts: &mut Vec<Draft>) {
        let dates: Vec<(usize, Interval)> =
            drafts.iter().map(|draft| (draft.from, draft.when)).collect();
        let matching = |from, to| self.matching(words, from, to);
        // In a history what follows is not known to reach to publication.
        let published = self.published.filter(|_| !self.history);
        let told = order::Told { words, timexes, dates: &dates, anchor: self.anchor, published };
        if let Some(found) = told
            .placed(matching)
            .filter(|found| drafts.iter().all(|draft| draft.when != found.when))
        {
            drafts.push(Draft {
                when: found.when,
                from: found.from,
                to: found.to,
                is_date: false,
                why: found.why,
                conflicts: Vec::new(),
            });
        }
    }

    /// The earlier event that words `from..to` speak of again, by their stems.
    fn matching(&self, words: &Words<'_>, from: usize, to: usize) -> Option<Interval> {
        /// How many events back are looked through.
        const BACK: usize = 40;
        let text = self.article.text();
        let stems: Vec<String> =
            (from..to.min(words.len())).filter_map(|at| stem(words.get(at))).collect();
        let score = |event: &&Event| {
            let sentence = head(text, event.sentence, &[]).0.of(text).to_lowercase();
            let begins = |stem: &String| {
                sentence
                    .split(|c: char| !c.is_alphanumeric())
                    .any(|word| word.starts_with(stem.as_str()))
            };
            stems.iter().filter(|stem| begins(stem)).count()
        };
        let recent = self.events.iter().rev().take(BACK);
        let best = recent.max_by_key(score)?;
        (score(&best) > 0).then_some(best.when)
    }
}

/// What is left of a telling word without its ending: "sign" of "signing" and "signed".
fn stem(word: &str) -> Option<String> {
    const SHORTEST: usize = 4;
    const LETTERS: usize = 6;
    const ENDINGS: &[&str] = &[
        "ation", "sion", "ion", "ment", "ance", "ure", "ing", "ies", "ied", "ed", "al", "er", "y",
        "s",
    ];
    const COMMON: &[&str] = &[
        "their", "which", "there", "where", "after", "other", "these", "those", "about", "first",
        "second", "would", "could", "should", "years", "weeks", "months", "being", "still",
        "while", "that", "this", "they", "them", "were", "have", "been", "will", "from", "with",
        "what", "when", "then", "than", "such", "some", "more", "most", "last", "next", "days",
        "week", "year", "time", "also", "into", "only", "over", "said", "took", "made", "came",
        "went", "month", "before",
    ];
    let lower = word.to_lowercase();
    let bare = ENDINGS.iter().find_map(|end| lower.strip_suffix(end));
    let bare = bare.filter(|bare| bare.len() >= 4).unwrap_or(&lower);
    (lower.len() >= SHORTEST && !COMMON.contains(&lower.as_str()))
        .then(|| bare.chars().take(LETTERS).collect())
}

/// Whether the word between two expressions makes a range of them.
fn joins(words: &Words<'_>, from: usize, to: usize, next: usize) -> bool {
    let before = from.checked_sub(1).map_or("", |at| words.get(at)).to_ascii_lowercase();
    let gap = next.saturating_sub(to);
    if gap > 2 {
        return false;
    }
    let joint = words.get(to).to_ascii_lowercase();
    match joint.as_str() {
        "to" | "through" | "until" | "till" => before == "from" || gap == 1,
        "and" => {
            before == "between"
                || gap == 1 && words.get(next).starts_with(|c: char| c.is_ascii_digit())
        }
        "-" | "–" | "—" | "/" => true,
        _ => false,
    }
}
