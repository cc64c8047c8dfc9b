//! Bytes to characters: UTF-8, UTF-16 or Windows-1252, told by the bytes alone.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text that `bytes` spell, or nothing where they spell none.
pub(super) fn decode(bytes: &[u8], complaints: &mut Vec<String>) -> Option<String> {
    // UTF-32's mark begins with UTF-16's; nobody writes articles in it.
    if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) || bytes.starts_with(&[0, 0, 0xFE, 0xFF]) {
        return None;
    }
    let marked = Encoding::for_bom(bytes);
    let body = bytes.get(marked.map_or(0, |(_, length)| length)..)?;
    let text = match marked {
        Some((encoding, _)) if encoding == UTF_16LE || encoding == UTF_16BE => {
            utf16(encoding, body, complaints)
        }
        Some(_) => bytewise(body, complaints),
        None => match utf16_without_mark(body) {
            Some(encoding) => {
                complaints.push(format!("Read as {}, by the look of it.", encoding.name()));
                utf16(encoding, body, complaints)
            }
            None => bytewise(body, complaints),
        },
    };
    is_text(&text).then_some(text)
}

fn utf16(encoding: &'static Encoding, bytes: &[u8], complaints: &mut Vec<String>) -> String {
    let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
    if has_errors {
        complain_of_losses(&text, complaints);
    }
    text.into_owned()
}

/// UTF-8 where the bytes are that, or nearly; else Windows-1252, in which any bytes spell something.
fn bytewise(bytes: &[u8], complaints: &mut Vec<String>) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let (mut n_bad, mut n_good) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        n_bad += usize::from(!chunk.invalid().is_empty());
        n_good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
    }
    if n_good > 4 * n_bad {
        let text = String::from_utf8_lossy(bytes).into_owned();
        complain_of_losses(&text, complaints);
        return text;
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    complaints.push("Read as Windows-1252, since it is not UTF-8.".to_owned());
    text.into_owned()
}

/// UTF-16 in Latin script shows itself: every second byte is zero.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..bytes.len().min(4096))?;
    let zeros = |from: usize| start.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, n_units) = (zeros(0), zeros(1), start.len() / 2);
    if !bytes.len().is_multiple_of(2) || n_units < 4 {
        return None;
    }
    let (most, fewest) = (n_units * 7 / 10, n_units / 50);
    match (even, odd) {
        _ if odd > most && even <= fewest => Some(UTF_16LE),
        _ if even > most && odd <= fewest => Some(UTF_16BE),
        _ => None,
    }
}

fn complain_of_losses(text: &str, complaints: &mut Vec<String>) {
    let n_lost = text.matches(char::REPLACEMENT_CHARACTER).count();
    complaints.push(match n_lost {
        1 => "One character could not be read and shows as �.".to_owned(),
        n => format!("{n} characters could not be read and show as �."),
    });
}

/// Whether so few control characters stand in `text` that it is one.
fn is_text(text: &str) -> bool {
    let is_odd = |byte: u8| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r' | 0xC);
    let n_odd = text.bytes().filter(|byte| is_odd(*byte)).count();
    n_odd * 50 <= text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, complaint: &str) {
        let mut complaints = Vec::new();
        assert_eq!(decode(bytes, &mut complaints).as_deref(), Some(text));
        assert_eq!(complaints.join(" "), complaint);
    }

    #[test]
    fn tells_the_encoding_by_the_bytes() {
        check("naïve".as_bytes(), "naïve", "");
        check(
            b"na\xEFve \x93quote\x94",
            "naïve “quote”",
            "Read as Windows-1252, since it is not UTF-8.",
        );
        check(b"O\0l\0d\0 \0n\0e\0w\0s\0", "Old news", "Read as UTF-16LE, by the look of it.");
        check(b"\0O\0l\0d\0 \0n\0e\0w\0s", "Old news", "Read as UTF-16BE, by the look of it.");
        check(
            b"\xC3\xA9t\xC3\xA9 \xC3\xA0 N\xC3\xAEmes, d\xC3\xA9j\xC3\xA0 \xFF",
            "été à Nîmes, déjà �",
            "One character could not be read and shows as �.",
        );
    }
}
