//! Plain text as Dateline keeps it: lines end in `\n`, and nothing invisible stands between the words.

/// What was taken out of a text.
#[derive(Default)]
struct Removed {
    soft_hyphens: usize,
    controls: usize,
}

/// All line breaks become `\n`; soft hyphens, byte order marks and control characters go. No-break spaces stay.
pub(super) fn normalize(text: &str, complaints: &mut Vec<String>) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut removed = Removed::default();
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
            Some('\u{ad}') => removed.soft_hyphens += 1,
            Some('\u{feff}') | None => {}
            Some(_) => removed.controls += 1,
        }
        rest = chars.as_str();
    }
    clean.push_str(rest);
    complain(removed.soft_hyphens, "soft hyphen", complaints);
    complain(removed.controls, "control character", complaints);
    clean
}

fn is_special(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{ad}' | '\u{feff}' | '\u{2028}' | '\u{2029}' => true,
        _ => c.is_control(),
    }
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
}
