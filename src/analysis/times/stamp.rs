//! Days and times as ISO 8601 writes them, each one word.

use super::{
    class::{Class, Classes},
    clock::ZERO,
    meaning::Fields,
    words::{Word, is_clock},
};
use crate::text::Span;

/// "2024-03-05T14:30:00Z", as ISO 8601 writes it, or with a space for the T, at the beginning of `span`.
pub(super) fn stamp(text: &str, span: Span) -> Option<Word> {
    const FORM: &[u8] = b"dddd-dd-ddTdd:dd";
    let bytes = span.of(text).as_bytes();
    let fits = |form: &[u8], at: usize| {
        let there = bytes.get(at..at + form.len());
        there.is_some_and(|there| {
            there.iter().zip(form).all(|(byte, form)| match form {
                b'd' => byte.is_ascii_digit(),
                b'T' => matches!(byte, b'T' | b' '),
                b'+' => matches!(byte, b'+' | b'-'),
                form => byte == form,
            })
        })
    };
    // Few words begin so, and most are told by their first byte.
    if !bytes.first()?.is_ascii_digit() || !fits(FORM, 0) {
        return None;
    }
    let two = |at: usize| u32::from(bytes[at] - b'0') * 10 + u32::from(bytes[at + 1] - b'0');
    let year = two(0) * 100 + two(2);
    let (month, day, hour, minute) = (two(5), two(8), two(11), two(14));
    let real = (1000..3000).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    if !real || !is_clock(hour, minute) {
        return None;
    }
    let mut end = FORM.len();
    let mut code = 0;
    // "2024-03-05 09:30-11:00", "2024-03-05 02:30 pm".
    let spaced = bytes.get(10) == Some(&b' ');
    let rest = span.of(text).get(end..).unwrap_or_default().trim_start();
    if spaced && (rest.starts_with('-') || rest.starts_with(['a', 'p', 'A', 'P'])) {
        return None;
    }
    if fits(b":dd", end) && two(end + 1) < 60 {
        code = (two(end + 1) + 1) << 8;
        end += 3;
        if fits(b".d", end) {
            end += 1 + bytes[end + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        }
    }
    let minutes =
        if fits(b"+dd:dd", end) { Some(end + 4) } else { fits(b"+dddd", end).then_some(end + 3) };
    if bytes.get(end) == Some(&b'Z') {
        code += u32::from(ZERO);
        end += 1;
    } else if let Some(at) = minutes.filter(|_| two(end + 1) <= 14) {
        let quarters = two(end + 1) * 4 + two(at) / 15;
        let zero = u32::from(ZERO);
        code += if bytes[end] == b'-' { zero.saturating_sub(quarters) } else { zero + quarters };
        end = at + 2;
    }
    let whole = bytes.get(end).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    // Year, month, day, hour and minute in 12, 4, 5, 5 and 6 bits; one more than the second, or nothing, and the zone as
    // the lexicon counts it.
    whole.then(|| Word {
        span: Span::new(span.start(), span.start() + end),
        classes: Classes::default().with(Class::Stamp),
        literal: 0,
        number: year << 20 | month << 16 | day << 11 | hour << 6 | minute,
        code: code as u16,
    })
}

impl Fields {
    /// What [`stamp`] packed.
    pub(super) fn stamp(&mut self, word: &Word) {
        let bits = |shift: u32, count: u32| (word.number >> shift & ((1 << count) - 1)) as u8;
        self.year = i16::try_from(word.number >> 20).ok();
        (self.month, self.day) = (Some(bits(16, 4)), Some(bits(11, 5)));
        (self.hour, self.minute) = (Some(bits(6, 5)), Some(bits(0, 6)));
        self.second = (word.code >> 8).checked_sub(1).map(|second| second as u8);
        self.zone = Some(word.code as u8);
    }
}
