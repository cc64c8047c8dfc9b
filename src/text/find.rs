//! Finding words whatever their case or accents.

use super::Span;

/// Folds one character for comparing: case, and the accents of Latin letters; typographic quotes and dashes
/// become plain ones. Characters that fold to nothing (soft hyphens, combining marks) give `None`.
pub fn fold(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(c.to_ascii_lowercase());
    }
    Some(match c {
        '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' => return None,
        c if is_invisible(c) => return None,
        '\u{a0}' | '\u{2007}' | '\u{202f}' | '\u{2009}' => ' ',
        '‘' | '’' | 'ʼ' => '\'',
        '“' | '”' | '„' => '"',
        '‐' | '‑' | '–' | '—' => '-',
        'À'..='Å' | 'à'..='å' | 'Ā' | 'ā' | 'Ă' | 'ă' | 'Ą' | 'ą' => 'a',
        'Ç' | 'ç' | 'Ć' | 'ć' | 'Č' | 'č' => 'c',
        'Ď' | 'ď' | 'Đ' | 'đ' => 'd',
        'È'..='Ë' | 'è'..='ë' | 'Ē' | 'ē' | 'Ę' | 'ę' | 'Ě' | 'ě' => 'e',
        'Ğ' | 'ğ' => 'g',
        'Ì'..='Ï' | 'ì'..='ï' | 'Ī' | 'ī' | 'İ' | 'ı' => 'i',
        'Ł' | 'ł' => 'l',
        'Ñ' | 'ñ' | 'Ń' | 'ń' | 'Ň' | 'ň' => 'n',
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō' | 'ō' | 'Ő' | 'ő' => 'o',
        'Ř' | 'ř' => 'r',
        'Ś' | 'ś' | 'Ş' | 'ş' | 'Š' | 'š' => 's',
        'Ť' | 'ť' => 't',
        'Ù'..='Ü' | 'ù'..='ü' | 'Ū' | 'ū' | 'Ů' | 'ů' | 'Ű' | 'ű' => 'u',
        'Ý' | 'ý' | 'ÿ' => 'y',
        'Ź' | 'ź' | 'Ż' | 'ż' | 'Ž' | 'ž' => 'z',
        _ => c.to_lowercase().next().unwrap_or(c),
    })
}

/// Whether `c` is no letter and no space, and is not seen: soft hyphens, spaces without width, marks of direction. What
/// joins letters or keeps them apart is not among them.
pub const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{fff9}'..='\u{fffb}' | '\u{feff}'
    )
}

/// A query, folded once, to be found in many texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finder {
    needle: Vec<char>,
}

impl Finder {
    /// White space at both ends of `query` does not count; an empty query finds nothing.
    pub fn new(query: &str) -> Self {
        Self { needle: query.trim().chars().filter_map(fold).collect() }
    }

    pub fn is_empty(&self) -> bool {
        self.needle.is_empty()
    }

    /// Whether it occurs in `text` at all.
    pub fn is_in(&self, text: &str) -> bool {
        !self.find(text, 1).is_empty()
    }

    /// The first `limit` places in `text`, in order, not overlapping.
    pub fn find(&self, text: &str, limit: usize) -> Vec<Span> {
        let mut hits = Vec::new();
        let Some((&first, rest)) = self.needle.split_first() else { return hits };
        let mut from = 0;
        let mut chars = text.char_indices();
        while let Some((start, c)) = chars.next() {
            if start < from || fold(c) != Some(first) {
                continue;
            }
            let mut ahead = chars.clone();
            let matched = rest.iter().all(|wanted| {
                ahead.by_ref().find_map(|(_, c)| fold(c)).is_some_and(|got| same(got, *wanted))
            });
            if matched {
                from = ahead.offset();
                hits.push(Span::new(start, from));
                if hits.len() == limit {
                    break;
                }
            }
        }
        hits
    }
}

/// Any white space in the text stands for a space in the query, so that a hit may run over a line's end.
fn same(got: char, wanted: char) -> bool {
    got == wanted || (wanted == ' ' && got.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_whatever_the_case_accents_or_quotes() {
        let text = "L’Été in Łódź; l'ete\nin co\u{ad}op";
        let found = |query: &str| {
            Finder::new(query).find(text, 9).iter().map(|s| s.of(text)).collect::<Vec<_>>()
        };
        assert_eq!(found("l'été"), ["L’Été", "l'ete"]);
        assert_eq!(found("ete in"), ["Été in", "ete\nin"]);
        assert_eq!(found("lodz"), ["Łódź"]);
        assert_eq!(found("coop"), ["co\u{ad}op"]);
        assert!(found(" ").is_empty());
    }
}
