//! The figures an article gives: sums of money, shares, measures and counts, each with its unit.
//!
//! Dates, times and ages are times and are left to them; a number without a unit ("Room 12") is no figure.

use crate::{
    analysis::Analysis,
    article::Article,
    text::{Span, Token, TokenKind, tokens},
};

/// A figure with what it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The number and its unit.
    pub span: Span,
    pub value: f64,
    /// "$", "%", "miles", "soldiers"; empty where it counts nothing that is told.
    pub unit: String,
    pub kind: FigureKind,
}

/// What sort of figure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureKind {
    Money,
    Percent,
    Count,
}

impl FigureKind {
    /// The word exports use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Percent => "percent",
            Self::Count => "count",
        }
    }
}

const SIGNS: [&str; 4] = ["$", "£", "€", "¥"];
const CURRENCIES: [&str; 12] = [
    "dollars", "dollar", "euros", "euro", "pounds", "pound", "yen", "rubles", "roubles", "rupees",
    "yuan", "francs",
];
/// Units that end in no "s", and nouns with a plural of their own.
const UNITS: [&str; 14] = [
    "people",
    "men",
    "women",
    "children",
    "feet",
    "police",
    "staff",
    "troops",
    "km",
    "kg",
    "kilometres",
    "metres",
    "tons",
    "tonnes",
];

/// The figures of an article in text order. Linear in the text.
pub fn figures(article: &Article, analysis: &Analysis) -> Vec<Figure> {
    let mut all = numbers(article, analysis);
    all.retain(|figure| !figure.unit.is_empty());
    all
}

/// The same with the numbers that have no unit.
pub fn numbers(article: &Article, analysis: &Analysis) -> Vec<Figure> {
    let text = article.text();
    let mut found = Vec::new();
    for block in article.blocks() {
        let words = Words { text, tokens: &tokens(text, block.span) };
        let mut at = 0;
        while at < words.tokens.len() {
            let Some((figure, next)) = words.figure(at) else {
                at += 1;
                continue;
            };
            let times = &analysis.timexes;
            let after = times.partition_point(|timex| timex.span.end() <= figure.span.start());
            let is_time = times.get(after).is_some_and(|timex| timex.span.overlaps(figure.span));
            if !is_time {
                found.push(figure);
            }
            at = next;
        }
    }
    found
}

struct Words<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl Words<'_> {
    fn get(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    fn is_any(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.get(at).eq_ignore_ascii_case(word))
    }

    /// The figure that begins with the word at `at`, and the word after it.
    fn figure(&self, at: usize) -> Option<(Figure, usize)> {
        if self.is_any(at, &SIGNS) {
            let (value, next) = self.number(at + 1)?;
            return Some((self.make(at, next, value, self.get(at), FigureKind::Money), next));
        }
        let (value, next) = self.number(at)?;
        if self.get(next) == "%" || self.is_any(next, &["percent", "pct"]) {
            return Some((self.make(at, next + 1, value, "%", FigureKind::Percent), next + 1));
        }
        if self.is_any(next, &["per"]) && self.is_any(next + 1, &["cent"]) {
            return Some((self.make(at, next + 2, value, "%", FigureKind::Percent), next + 2));
        }
        if self.is_any(next, &CURRENCIES) {
            let unit = self.get(next).to_lowercase();
            return Some((self.make(at, next + 1, value, &unit, FigureKind::Money), next + 1));
        }
        let Some(end) = self.counted(next) else {
            return Some((self.make(at, next, value, "", FigureKind::Count), next));
        };
        let unit = self.tokens[next].span.cover(self.tokens[end].span).of(self.text);
        let unit = unit.split_whitespace().collect::<Vec<_>>().join(" ");
        Some((self.make(at, end + 1, value, &unit, FigureKind::Count), end + 1))
    }

    fn make(&self, from: usize, to: usize, value: f64, unit: &str, kind: FigureKind) -> Figure {
        let span = self.tokens[from].span.cover(self.tokens[to - 1].span);
        Figure { span, value, unit: unit.to_owned(), kind }
    }

    /// A number in digits or in words from `at` on, with "million" and its like, and the word after it.
    fn number(&self, at: usize) -> Option<(f64, usize)> {
        let first = self.tokens.get(at)?;
        let mut next = at + 1;
        let mut value = match first.kind {
            TokenKind::Number => first.span.of(self.text).replace(',', "").parse().ok()?,
            TokenKind::Word => {
                let (value, end) = self.spelled(at)?;
                next = end;
                value
            }
            TokenKind::Clitic | TokenKind::Mark => return None,
        };
        // What is part of a longer word is none: "45-year-old", "3-D", "G-7".
        let joined = |at: usize| self.get(at) == "-";
        if at.checked_sub(1).is_some_and(joined) || joined(next) {
            return None;
        }
        while let Some(times) = multiple(self.get(next)) {
            value *= times;
            next += 1;
        }
        Some((value, next))
    }

    /// "three", "forty-five", "a hundred": small numbers in words.
    fn spelled(&self, at: usize) -> Option<(f64, usize)> {
        if self.is_any(at, &["a"])
            && self.is_any(at + 1, &["hundred", "thousand", "million", "billion", "dozen"])
        {
            return Some((1.0, at + 1));
        }
        let value = small(self.get(at))?;
        if value >= 20.0
            && self.get(at + 1) == "-"
            && let Some(unit) = small(self.get(at + 2)).filter(|unit| *unit < 10.0)
        {
            return Some((value + unit, at + 3));
        }
        // "one" is more often "someone" than a count.
        (value > 1.0).then_some((value, at + 1))
    }

    /// The last word of what is counted from `at` on: the first plural within three words.
    fn counted(&self, at: usize) -> Option<usize> {
        const STOPS: [&str; 16] = [
            "of", "in", "to", "on", "the", "and", "or", "was", "is", "at", "from", "years", "days",
            "hours", "months", "weeks",
        ];
        for end in at..at + 3 {
            let token = self.tokens.get(end)?;
            let word = token.span.of(self.text);
            if token.kind != TokenKind::Word || self.is_any(end, &STOPS) {
                return None;
            }
            let plural = word.ends_with('s')
                && !word.ends_with("ss")
                && !word.ends_with("us")
                && word.len() > 3;
            if plural || self.is_any(end, &UNITS) {
                return Some(end);
            }
        }
        None
    }
}

fn multiple(word: &str) -> Option<f64> {
    Some(match word.to_ascii_lowercase().as_str() {
        "dozen" => 12.0,
        "hundred" => 1e2,
        "thousand" => 1e3,
        "million" | "m" => 1e6,
        "billion" | "bn" => 1e9,
        "trillion" => 1e12,
        _ => return None,
    })
}

fn small(word: &str) -> Option<f64> {
    const WORDS: [(&str, f64); 28] = [
        ("one", 1.0),
        ("two", 2.0),
        ("three", 3.0),
        ("four", 4.0),
        ("five", 5.0),
        ("six", 6.0),
        ("seven", 7.0),
        ("eight", 8.0),
        ("nine", 9.0),
        ("ten", 10.0),
        ("eleven", 11.0),
        ("twelve", 12.0),
        ("thirteen", 13.0),
        ("fourteen", 14.0),
        ("fifteen", 15.0),
        ("sixteen", 16.0),
        ("seventeen", 17.0),
        ("eighteen", 18.0),
        ("nineteen", 19.0),
        ("twenty", 20.0),
        ("thirty", 30.0),
        ("forty", 40.0),
        ("fifty", 50.0),
        ("sixty", 60.0),
        ("seventy", 70.0),
        ("eighty", 80.0),
        ("ninety", 90.0),
        ("dozen", 12.0),
    ];
    WORDS.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis::{Cancel, Given, analyze},
        article::Meta,
        import,
    };

    /// The figures of `text`, one after the other.
    fn check(text: &str, wanted: &str) {
        let article = import::verbatim(text.to_owned(), Meta::default());
        let analysis = analyze(&article, &Given::default(), &Cancel::default()).unwrap();
        let found: Vec<String> = figures(&article, &analysis)
            .iter()
            .map(|f| format!("{} {} ({})", f.value, f.unit, article.slice(f.span)))
            .collect();
        assert_eq!(found.join("; "), wanted);
    }

    #[test]
    fn finds_figures_with_their_units() {
        check(
            "It cost $4.5 million, not £25,000 or three million dollars.",
            "4500000 $ ($4.5 million); 25000 £ (£25,000); 3000000 dollars (three million dollars)",
        );
        check(
            "Some 12 percent, then 7.5 per cent and 3% of them.",
            "12 % (12 percent); 7.5 % (7.5 per cent); 3 % (3%)",
        );
        check(
            "It killed three U.S. soldiers, forty-five sheep dogs and 1,250 people.",
            "3 U.S. soldiers (three U.S. soldiers); 45 sheep dogs (forty-five sheep dogs); 1250 people (1,250 people)",
        );
    }

    #[test]
    fn leaves_times_and_mere_numbers_out() {
        check("On 5 May 2024, two days later, Room 12 held a 45-year-old man and one other.", "");
    }
}
