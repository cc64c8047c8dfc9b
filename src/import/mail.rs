//! Letters and saved pages in the form of mail (EML, MHTML): the better of a letter's HTML and its plain text, and who
//! wrote it, when.

use jiff::civil::Date;
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders as _, PartType};

use crate::text::one_line;

/// A letter's head ends within this many bytes.
const LONGEST_HEAD: usize = 64 * 1024;

/// What a message holds.
pub(super) struct Mail {
    pub(super) body: Body,
    pub(super) subject: Option<String>,
    pub(super) author: Option<String>,
    pub(super) day: Option<Date>,
    /// The names of what is attached.
    pub(super) attached: Vec<String>,
}

pub(super) enum Body {
    /// A web page and where it was.
    Page {
        html: String,
        address: Option<String>,
    },
    /// A letter in HTML.
    Html(String),
    Text(String),
}

/// Whether the file begins as mail does: with a head of fields, of which some are known; one is enough for a file that
/// is called mail.
pub(super) fn is_mail(name: &str, bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(LONGEST_HEAD)];
    let mut n_known = 0;
    let mut lines = start.split(|byte| *byte == b'\n');
    let first = lines.next().unwrap_or_default();
    let envelope = first.starts_with(b"From ");
    let rest = (!envelope).then_some(first);
    for line in rest.into_iter().chain(lines) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { return false };
        let name = line[..colon].to_ascii_lowercase();
        if !name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-' || *byte == b'_') {
            return false;
        }
        let is_known = matches!(
            name.as_slice(),
            b"from"
                | b"received"
                | b"return-path"
                | b"message-id"
                | b"mime-version"
                | b"content-type"
                | b"date"
                | b"subject"
                | b"to"
                | b"delivered-to"
                | b"snapshot-content-location"
        );
        n_known += usize::from(is_known);
    }
    let (_, extension) = name.rsplit_once('.').unwrap_or_default();
    let is_named =
        ["eml", "mht", "mhtml", "mbox"].iter().any(|it| extension.eq_ignore_ascii_case(it));
    n_known >= if is_named { 1 } else { 3 }
}

/// Reads the message; a mailbox gives its first.
pub(super) fn read(bytes: &[u8], complaints: &mut Vec<String>) -> Option<Mail> {
    let bytes = first_of_mailbox(bytes, complaints);
    let message = MessageParser::default().parse(bytes)?;
    let subject = message.subject().map(one_line).filter(|it| !it.is_empty());
    let author = message
        .from()
        .and_then(|from| from.first())
        .and_then(|from| from.name().or_else(|| from.address()).map(one_line));
    let day = message.date().and_then(|date| {
        let year = i16::try_from(date.year).ok()?;
        Date::new(year, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
    });
    let attached =
        message.attachments().filter_map(|part| part.attachment_name().map(one_line)).collect();
    let body = body(&message);
    Some(Mail { body, subject, author, day, attached })
}

fn first_of_mailbox<'a>(bytes: &'a [u8], complaints: &mut Vec<String>) -> &'a [u8] {
    if !bytes.starts_with(b"From ") {
        return bytes;
    }
    let start = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |at| at + 1);
    let n = memchr::memmem::find_iter(bytes, b"\n\nFrom ").count()
        + memchr::memmem::find_iter(bytes, b"\r\n\r\nFrom ").count();
    if n > 0 {
        complaints.push(format!("The file is a mailbox of {} letters; the first is shown.", n + 1));
    }
    let rest = &bytes[start..];
    let end = memchr::memmem::find(rest, b"\n\nFrom ")
        .or_else(|| memchr::memmem::find(rest, b"\r\n\r\nFrom "));
    &rest[..end.unwrap_or(rest.len())]
}

fn body(message: &Message<'_>) -> Body {
    let is_related = message
        .content_type()
        .is_some_and(|kind| kind.ctype() == "multipart" && kind.subtype() == Some("related"));
    let snapshot = message.header_raw("Snapshot-Content-Location").map(one_line);
    let html_of = |part: &MessagePart<'_>| match &part.body {
        PartType::Html(html) => Some(html.clone().into_owned()),
        _ => None,
    };
    let is_saved =
        || is_related && message.header_raw("From").is_none_or(|from| from.contains("Saved by"));
    if snapshot.is_some() || is_saved() {
        // The part that the page's own address names; a frame's may stand before it.
        let located = message
            .parts
            .iter()
            .find(|part| snapshot.is_some() && part.content_location() == snapshot.as_deref());
        let first = || message.parts.iter().find(|part| html_of(part).is_some());
        if let Some(part) = located.filter(|part| html_of(part).is_some()).or_else(first)
            && let Some(html) = html_of(part)
        {
            let address = snapshot.or_else(|| part.content_location().map(str::to_owned));
            return Body::Page { html, address: address.filter(|it| it.starts_with("http")) };
        }
    }
    let (mut texts, mut pages) = (Vec::new(), Vec::new());
    gather(message, 0, &mut texts, &mut pages);
    let (text, html) = (texts.join("\n\n"), pages.join("<hr>"));
    let n_words = |words: &str| words.split_whitespace().count();
    let shown = || super::html::documents(&[(String::new(), html.clone())]).0;
    if html.is_empty() || n_words(&shown()) < n_words(&text) {
        Body::Text(text)
    } else {
        Body::Html(html)
    }
}

/// The words of a letter and of those that are passed on within it; files are none.
fn gather(message: &Message<'_>, depth: usize, texts: &mut Vec<String>, pages: &mut Vec<String>) {
    for part in &message.parts {
        if part.attachment_name().is_some() {
            continue;
        }
        match &part.body {
            PartType::Text(_) => texts.extend(plain_text(part)),
            PartType::Html(html) => pages.push(html.clone().into_owned()),
            PartType::Message(within) if depth < 4 => gather(within, depth + 1, texts, pages),
            _ => {}
        }
    }
}

fn plain_text(part: &MessagePart<'_>) -> Option<String> {
    let PartType::Text(text) = &part.body else { return None };
    let is_flowed = part
        .content_type()
        .and_then(|kind| kind.attribute("format"))
        .is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
    Some(if is_flowed { unflowed(text) } else { text.clone().into_owned() })
}

/// Joins the lines of a text whose lines end in a space where they only wrap (RFC 3676).
fn unflowed(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut goes_on: Option<usize> = None;
    for line in text.lines() {
        let depth = line.bytes().take_while(|byte| *byte == b'>').count();
        let (marks, words) = line.split_at(depth);
        let words = words.strip_prefix(' ').unwrap_or(words);
        if goes_on == Some(depth) {
            joined.push_str(words.trim_start());
        } else {
            if !joined.is_empty() {
                joined.push('\n');
            }
            joined.push_str(marks);
            if depth > 0 {
                joined.push(' ');
            }
            joined.push_str(words);
        }
        // "-- " parts the signature and does not wrap.
        goes_on = (words.ends_with(' ') && words != "-- ").then_some(depth);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_lines_that_only_wrap() {
        assert_eq!(
            unflowed("One \ntwo.\nThree\n> a \n> b\n-- \nme"),
            "One two.\nThree\n> a b\n-- \nme"
        );
    }

    #[test]
    fn tells_mail_from_articles() {
        assert!(is_mail(
            "a",
            b"From: a@b.example\r\nDate: Mon, 26 Feb 2024\r\nSubject: A\r\n\r\nB"
        ));
        assert!(!is_mail("a", b"Harbour: empty\n\nNo ship came in: none."));
    }
}
