//! Plain text as Dateline keeps it: lines end in `\n`, and nothing invisible stands between the words.

use super::hyphen::join_words;
use crate::text::is_invisible;

/// What was taken out of a text.
#[derive(Default)]
struct Removed {
    soft_hyphens: usize,
    controls: usize,
    invisible: usize,
}

/// All line breaks become `\n`; soft hyphens, byte order marks, control characters and what else is invisible go, and
/// words that a line's end has parted are whole again. No-break spaces stay.
pub(super) fn normalize(text: &str, complaints: &mut Vec<String>) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut removed = Removed::default();
    // In the scripts that are written from right to left, marks of direction say how a line is to be read.
    let keeps_direction = text.contains(is_right_to_left);
    let mut rest = text;
    while let Some(at) = rest.find(is_special) {
        let (before, after) = rest.split_at(at);
        clean.push_str(before);
        let mut chars = after.chars();
        match chars.next() {
            Some('\r') => {
                clean.push('\n');
                if after.starts_with("\r\n") {
                    chars.next();
                }
            }
            // Line and page breaks of other worlds.
            Some('\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}') => clean.push('\n'),
            // At a line's end it is the hyphen that is seen.
            Some('\u{ad}') if chars.as_str().starts_with(['\r', '\n']) => clean.push('-'),
            Some('\u{ad}') => removed.soft_hyphens += 1,
            Some('\u{feff}') | None => {}
            Some(c) if c.is_control() => removed.controls += 1,
            Some(c) if keeps_direction && c != '\u{200b}' => clean.push(c),
            Some(_) => removed.invisible += 1,
        }
        rest = chars.as_str();
    }
    clean.push_str(rest);
    complain(removed.soft_hyphens, "soft hyphen", complaints);
    complain(removed.controls, "control character", complaints);
    complain(removed.invisible, "invisible character", complaints);
    join_words(clean, complaints)
}

fn is_special(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{2028}' | '\u{2029}' => true,
        _ => c.is_control() || is_invisible(c),
    }
}

/// Letters of Hebrew, Arabic and their kin.
const fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

fn complain(n: usize, what: &str, complaints: &mut Vec<String>) {
    match n {
        0 => {}
        1 => complaints.push(format!("One {what} was removed.")),
        _ => complaints.push(format!("{n} {what}s were removed.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_is_seen() {
        let mut complaints = Vec::new();
        let text = "\u{feff}One\r\nco\u{ad}op\r\rfor\u{a0}two\u{c}\u{7}and\tthree\u{2028}";
        assert_eq!(normalize(text, &mut complaints), "One\ncoop\n\nfor\u{a0}two\nand\tthree\n");
        assert_eq!(
            complaints,
            ["One soft hyphen was removed.", "One control character was removed."]
        );
    }

    #[test]
    fn what_is_invisible_is_no_part_of_a_word() {
        let mut complaints = Vec::new();
        let text = "\u{200f}The\u{200b} \u{2067}har\u{2060}bour\u{2069} of \u{202b}Hale\u{202c}";
        assert_eq!(normalize(text, &mut complaints), "The harbour of Hale");
        assert_eq!(complaints, ["7 invisible characters were removed."]);
        let hebrew = "\u{200e}12 \u{5e9}\u{5dc}\u{5d5}\u{5dd}";
        assert_eq!(normalize(hebrew, &mut complaints), hebrew);
        // Persian words and families of emoji are held together by them.
        let joined = "\u{645}\u{6cc}\u{200c}\u{62e} 👩\u{200d}👧";
        assert_eq!(normalize(joined, &mut complaints), joined);
    }
}
