//! Bytes to characters: in the encoding that was chosen, else UTF-8, UTF-16 or an older one, told by the bytes alone.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The encoding of this name: "KOI8-R", "GB18030", "Shift-JIS", in whatever case.
pub fn encoding(name: &str) -> Option<&'static Encoding> {
    let label = name.trim().to_ascii_lowercase().replace('_', "-");
    match label.as_str() {
        "macroman" | "mac-roman" => Some(MACINTOSH),
        "shift-jis" => Some(encoding_rs::SHIFT_JIS),
        _ => Encoding::for_label_no_replacement(name.as_bytes()),
    }
}

/// What people call an encoding.
fn name_of(encoding: &'static Encoding) -> String {
    match encoding.name() {
        "macintosh" => "MacRoman".to_owned(),
        name => name.replace("windows-", "Windows-"),
    }
}

/// The text that `bytes` spell, or nothing where they spell none.
pub(super) fn decode(
    bytes: &[u8],
    chosen: Option<&'static Encoding>,
    complaints: &mut Vec<String>,
) -> Option<String> {
    if let Some(encoding) = chosen {
        let (text, has_errors) = encoding.decode_with_bom_removal(bytes);
        if has_errors {
            complain_of_losses(&text, complaints);
        }
        return is_text(&text).then(|| text.into_owned());
    }
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

/// The same for a web page, which may name its encoding.
pub(super) fn decode_html(
    bytes: &[u8],
    chosen: Option<&'static Encoding>,
    complaints: &mut Vec<String>,
) -> Option<String> {
    let is_marked = Encoding::for_bom(bytes).is_some() || utf16_without_mark(bytes).is_some();
    if chosen.is_none()
        && !is_marked
        && str::from_utf8(bytes).is_err()
        && let Some(encoding) = named_encoding(bytes)
        // A page that says UTF-8 and is not is decoded as any other text.
        && encoding != UTF_8
    {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        return is_text(&text).then(|| text.into_owned());
    }
    decode(bytes, chosen, complaints)
}

/// What a page's head or its XML declaration calls its encoding.
fn named_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..bytes.len().min(8192))?;
    let start = start.to_ascii_lowercase();
    [&b"charset="[..], b"encoding="].into_iter().find_map(|key| {
        memchr::memmem::find_iter(&start, key).find_map(|at| {
            let rest = start.get(at + key.len()..)?;
            let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
            let end = rest.iter().position(|byte| {
                !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'_' | b':')
            })?;
            Encoding::for_label(&rest[..end])
        })
    })
}

fn utf16(encoding: &'static Encoding, bytes: &[u8], complaints: &mut Vec<String>) -> String {
    let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
    if has_errors {
        complain_of_losses(&text, complaints);
    }
    text.into_owned()
}

/// UTF-8 where the bytes are that, or nearly; else the older encoding that they look most like.
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
    let encoding = guess(bytes);
    let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
    complaints.push(format!("Read as {}, since it is not UTF-8.", name_of(encoding)));
    if has_errors {
        complain_of_losses(&text, complaints);
    }
    text.into_owned()
}

/// Fewer letters beyond ASCII tell nothing of their encoding.
const FEW: usize = 4;

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    // The detector is made for the web, where nobody meets what old Macs wrote.
    let fit = |encoding: &'static Encoding| fit(&encoding.decode_without_bom_handling(bytes).0);
    let n_letters = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    match guess {
        guess if !guess.is_single_byte() => guess,
        // Of so few letters any guess is one too many.
        _ if n_letters < FEW => WINDOWS_1252,
        guess if fit(MACINTOSH) > fit(guess) => MACINTOSH,
        guess => guess,
    }
}

/// How many letters and marks beyond ASCII stand where such ones do in Latin script, less those that do not.
fn fit(text: &str) -> isize {
    let mut fit = 0;
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        let is_fit = match c {
            _ if c.is_ascii() => None,
            '“' | '‘' | '«' => Some(!before.is_alphanumeric() && after.is_alphanumeric()),
            '”' | '’' | '»' => Some(!before.is_whitespace()),
            '–' | '—' => Some(before.is_whitespace() == after.is_whitespace()),
            _ if c.is_lowercase() => Some(before.is_alphabetic() || after.is_lowercase()),
            _ if c.is_uppercase() => Some(!before.is_lowercase() && after.is_alphabetic()),
            '\u{a0}' | '…' | '£' | '€' | '§' | '°' => None,
            _ => Some(false),
        };
        fit += is_fit.map_or(0, |fits| if fits { 1 } else { -1 });
        before = c;
    }
    fit
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

/// Whether so few control characters stand in `text` that it is one. Old systems fill records up with zeros, and end
/// texts with a mark.
fn is_text(text: &str) -> bool {
    let is_odd = |byte: u8| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r' | 0xC);
    let body = text.trim_end_matches(['\0', '\x1a', '\r', '\n']);
    let mut last = b' ';
    let mut n_odd = 0;
    for byte in body.bytes() {
        n_odd += usize::from(is_odd(byte) && (byte != 0 || last != 0));
        last = byte;
    }
    n_odd * 50 <= body.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, complaint: &str) {
        let mut complaints = Vec::new();
        assert_eq!(decode(bytes, None, &mut complaints).as_deref(), Some(text));
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

    #[test]
    fn tells_older_encodings_by_their_letters() {
        let told = |name: &str, text: &str| {
            let (bytes, _, has_errors) = encoding(name).unwrap().encode(text);
            assert!(!has_errors);
            check(&bytes, text, &format!("Read as {name}, since it is not UTF-8."));
            let mut complaints = Vec::new();
            assert_eq!(decode(&bytes, encoding(name), &mut complaints).as_deref(), Some(text));
            assert!(complaints.is_empty());
        };
        told("Shift_JIS", "港は月曜日に閉鎖された。船は来なかった。");
        told("EUC-JP", "港は月曜日に閉鎖された。船は来なかった。");
        told("GBK", "港口星期一关闭了，没有船来。市长说明天会重新开放。");
        told("Big5", "港口星期一關閉了，沒有船來。市長說明天會重新開放。");
        told("EUC-KR", "항구는 월요일에 폐쇄되었다. 배가 오지 않았다.");
        told("KOI8-U", "Порт був закритий у понеділок, сказав капітан. Ще один день.");
        told("Windows-1251", "Порт был закрыт в понедельник, сказал капитан.");
        told("Windows-1250", "Přístav byl v pondělí uzavřen, řekl kapitán. Loď nepřišla.");
        told("Windows-1253", "Το λιμάνι έκλεισε τη Δευτέρα, είπε ο καπετάνιος.");
        told("MacRoman", "The café in Köln’s port was shut – “for good,” the señora said.");
        told("Windows-1252", "The café in Köln’s port was shut – “for good,” the señora said.");
    }

    #[test]
    fn padding_is_no_sign_of_a_program() {
        let padded = "The clerk read the bill.\0\0\0\0\0\0\0\0\r\n\x1a";
        check(padded.as_bytes(), padded, "");
        let mut complaints = Vec::new();
        assert_eq!(decode(b"\x7f\0\x01\0\x02 a program", None, &mut complaints), None);
    }
}
