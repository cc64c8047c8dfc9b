//! Words that a hyphen parts at a line's end, made whole.
//!
//! Which hyphens are the word's own, the text itself tells where it has the word elsewhere; else a few words tell that
//! compounds begin with.

use std::collections::HashSet;

/// A line that is shorter than this was not filled up to a margin, in bytes.
const SHORTEST: usize = 24;

/// What compounds begin with that are written with a hyphen.
const BEGINNERS: &[&str] = &[
    "all", "anti", "co", "cross", "ex", "far", "first", "full", "half", "hard", "high", "ill",
    "left", "long", "low", "mid", "near", "neo", "non", "off", "old", "one", "open", "part",
    "post", "pre", "pro", "quasi", "right", "second", "self", "semi", "short", "so", "third",
    "three", "two", "vice", "well", "twenty", "thirty", "forty", "fifty", "sixty", "seventy",
    "eighty", "ninety",
];

/// Brings the end of each parted word up to its beginning, and says how many there were. Linear in the text.
pub(super) fn join_words(text: String, complaints: &mut Vec<String>) -> String {
    if !text.contains("-\n") && !text.contains("¬\n") && !text.contains("\u{2010}\n") {
        return text;
    }
    let known: HashSet<String> = text.split(|c| !is_inner(c)).map(str::to_lowercase).collect();
    let mut joined = String::with_capacity(text.len());
    let mut n_joined = 0_usize;
    let mut rest = text.as_str();
    let mut last: &str = "";
    while let Some((line, below)) = rest.split_once('\n') {
        // What was taken from the start of this line is on the one above, and does not make it shorter.
        let is_full = last.len().max(line.len()) >= SHORTEST;
        last = line;
        let parted = parted(line, below).filter(|parted| is_full && parted.is_one_word(&known));
        if let Some(Parted { before, set_in, after, .. }) = parted {
            n_joined += 1;
            joined.extend([before, after, "\n", set_in]);
            let used = set_in.len() + after.len();
            rest = below.get(used..).unwrap_or_default().trim_start_matches([' ', '\t']);
        } else {
            joined.extend([line, "\n"]);
            rest = below;
        }
    }
    joined.push_str(rest);
    match n_joined {
        0 => {}
        1 => complaints.push("One word that was parted at a line's end was joined.".to_owned()),
        n => complaints.push(format!("{n} words that were parted at a line's end were joined.")),
    }
    joined
}

/// A word of which one part ends a line, and the other begins the next.
struct Parted<'a> {
    /// The line without its hyphen.
    before: &'a str,
    /// The white space and marks of quotation that the next line begins with.
    set_in: &'a str,
    /// The other part, with the marks that follow it.
    after: &'a str,
    first: &'a str,
    second: &'a str,
    /// Whether the hyphen is one that only a line's end has.
    is_soft: bool,
}

fn parted<'a>(line: &'a str, below: &'a str) -> Option<Parted<'a>> {
    let line = line.trim_end_matches([' ', '\t']);
    let before = line.strip_suffix(['-', '\u{2010}', '¬'])?;
    let start = before.rfind(|c| !is_inner(c)).map_or(0, |at| {
        at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
    });
    let first = before.get(start..)?;
    let next = below.split('\n').next().unwrap_or_default();
    let words = next.trim_start_matches([' ', '\t', '>']);
    let set_in = next.get(..next.len() - words.len())?;
    let after = words.split([' ', '\t']).next().unwrap_or_default();
    let second = after.split(|c| !is_inner(c)).next().unwrap_or_default();
    let letters = |part: &str| part.chars().filter(|c| c.is_alphabetic()).count();
    let is_parted = letters(first) >= 2
        && letters(second) >= 2
        && first.ends_with(char::is_lowercase)
        && second.starts_with(char::is_lowercase);
    let is_soft = line.ends_with('¬');
    is_parted.then_some(Parted { before, set_in, after, first, second, is_soft })
}

impl Parted<'_> {
    fn is_one_word(&self, known: &HashSet<String>) -> bool {
        let (first, second) = (self.first.to_lowercase(), self.second.to_lowercase());
        if self.is_soft || known.contains(&format!("{first}{second}")) {
            return true;
        }
        // "mother-in-", and what the text has as a compound or as two words.
        !(first.contains('-')
            || known.contains(&format!("{first}-{second}"))
            || BEGINNERS.contains(&first.as_str())
            || known.contains(&first) && known.contains(&second))
    }
}

/// What a word may have in its middle.
fn is_inner(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, wanted: &str) {
        let mut complaints = Vec::new();
        let joined = join_words(text.to_owned(), &mut complaints);
        assert_eq!(joined, wanted);
        assert_eq!(complaints.is_empty(), text == wanted);
        assert_eq!(join_words(joined, &mut Vec::new()), wanted);
    }

    #[test]
    fn joins_words_and_leaves_compounds() {
        check(
            "The harbour was closed on Wednes-\nday, and the har-\nbour board met. A dredger of the Nether-\nlands came.",
            "The harbour was closed on Wednesday,\nand the harbour\nboard met. A dredger of the Netherlands\ncame.",
        );
        check(
            "> He had been told of the instal-\n> lation by the engineers.",
            "> He had been told of the installation\n> by the engineers.",
        );
        check(
            "It is the work of a self-\nmade man, and a well-\nknown one too.",
            "It is the work of a self-\nmade man, and a well-\nknown one too.",
        );
        check(
            "The ferry-boat sank. Another ferry-\nboat came at noon.",
            "The ferry-boat sank. Another ferry-\nboat came at noon.",
        );
        check(
            "A long line that ends in Anglo-\nSaxon words, or with pre- and post-\n\nwar ones.",
            "A long line that ends in Anglo-\nSaxon words, or with pre- and post-\n\nwar ones.",
        );
        check("Bread-\nbutter-\n", "Bread-\nbutter-\n");
        check(
            "What a scanner made of the recogni¬\ntion of letters.",
            "What a scanner made of the recognition\nof letters.",
        );
    }
}
