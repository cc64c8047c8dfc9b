//! Bytes of a file to an article: its text, its structure and its particulars. Pure; `storage` reads the disk.
//!
//! One file or folder for each format; office documents and e-books go through that of web pages. A new one adds its
//! file here and is chosen in [`import`] by its content first, then by the name's extension. Import never fails on what a text says,
//! only on bytes that are no text; what it had to change or guess it tells as a complaint.

#![expect(
    clippy::indexing_slicing,
    reason = "bytes and lines are taken apart by lengths that were measured on them"
)]

mod decode;
mod docx;
mod epub;
mod foreign;
mod html;
mod hyphen;
mod lines;
mod mail;
mod markdown;
mod normalize;
mod odt;
mod package;
mod plain;
mod write;

pub use decode::encoding;
pub use html::Extent;

use encoding_rs::Encoding;

use crate::{
    article::{Article, Meta, Origin},
    text::{Edit, Span},
};
use foreign::PackageKind;
use mail::{Body, Mail};
use package::Package;

/// The largest file that is opened, in bytes.
pub const LIMIT: usize = 32 * 1024 * 1024;

/// An article and what the reader should know of how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    pub article: Article,
    /// Whole sentences: "Read as Windows-1252, since it is not UTF-8."
    pub complaints: Vec<String>,
}

/// Why bytes cannot be shown as an article; each a sentence that the file's name may follow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    #[error("The file is empty")]
    Empty,
    #[error("The file holds nothing but white space")]
    Blank,
    #[error("This is not text, nor anything else that Dateline knows")]
    Binary,
    #[error("The file is broken, or a part of it is missing")]
    Broken,
    #[error("The file holds more than Dateline unpacks")]
    Unpacked,
    #[error("This e-book is protected against copying; Dateline cannot read it")]
    Locked,
    /// A format known by its first bytes: "a PDF".
    #[error("This is {0}, which Dateline does not open")]
    Foreign(&'static str),
    #[error(
        "The file has {} MB; Dateline reads at most {}; open a part of it instead",
        bytes.div_ceil(1024 * 1024),
        limit / (1024 * 1024)
    )]
    TooLarge { bytes: usize, limit: usize },
}

/// How a file is to be read where its content alone should not decide.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// The encoding of a text, by [`encoding`]'s names. The window does not ask for it yet: it would send this with
    /// the file that is opened again.
    pub encoding: Option<&'static Encoding>,
    /// What of a web page is wanted.
    pub extent: Extent,
}

/// Reads the file called `name`; its name gives the title where the text has no headline.
pub fn import(name: &str, bytes: &[u8], options: Options) -> Result<Imported, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    if bytes.len() > LIMIT {
        return Err(ImportError::TooLarge { bytes: bytes.len(), limit: LIMIT });
    }
    if let Some(package) = foreign::package(bytes) {
        return packaged(name, bytes, package);
    }
    if let Some(format) = foreign::format(bytes) {
        return Err(ImportError::Foreign(format));
    }
    let mut complaints = Vec::new();
    if mail::is_mail(name, bytes)
        && let Some(mail) = mail::read(bytes, &mut complaints)
    {
        return letter(name, mail, options, complaints);
    }
    if foreign::is_web_page(name, bytes) {
        let html = decode::decode_html(bytes, options.encoding, &mut complaints)
            .ok_or(ImportError::Binary)?;
        let article = html::article(name, &html, None, options.extent, &mut complaints);
        return finished(article, complaints);
    }
    let decoded =
        decode::decode(bytes, options.encoding, &mut complaints).ok_or(ImportError::Binary)?;
    let text = normalize::normalize(&decoded, &mut complaints);
    if text.trim().is_empty() {
        return Err(ImportError::Blank);
    }
    if foreign::is_markdown(name) {
        return markdown(name, &text, complaints);
    }
    Ok(Imported { article: unquoted(text, Meta::from_file_name(name)), complaints })
}

/// The article in plain text, whose quotations are such without their marks.
fn unquoted(text: String, meta: Meta) -> Article {
    let (text, depths) = plain::unquoted(text);
    plain::article(text, &depths, meta)
}

fn finished(article: Article, complaints: Vec<String>) -> Result<Imported, ImportError> {
    let is_blank = article.text().is_empty();
    if is_blank { Err(ImportError::Blank) } else { Ok(Imported { article, complaints }) }
}

/// A text that another reader made a page of; all of it is the article.
fn whole(html: String, meta: Meta) -> Article {
    let (text, mut structure) = html::documents(&[(String::new(), html)]);
    lines::name_lines(&text, &mut structure);
    Article::new(text, structure, meta)
}

fn titled(mut meta: Meta, title: Option<String>) -> Meta {
    if let Some(title) = title {
        meta.title = title;
        meta.title_origin = Origin::Given;
    }
    meta
}

/// Makes an article of a letter, or of a page that was saved as one.
fn letter(
    name: &str,
    mail: Mail,
    options: Options,
    mut complaints: Vec<String>,
) -> Result<Imported, ImportError> {
    let mut meta = titled(Meta::from_file_name(name), mail.subject);
    meta.authors = mail.author.into_iter().collect();
    meta.published = mail.day;
    let article = match mail.body {
        Body::Page { html, address } => {
            html::article(name, &html, address, options.extent, &mut complaints)
        }
        Body::Html(html) => whole(html, meta),
        Body::Text(text) => unquoted(normalize::normalize(&text, &mut complaints), meta),
    };
    if !mail.attached.is_empty() {
        complaints.push(format!("Attached, and not shown: {}.", mail.attached.join(", ")));
    }
    finished(article, complaints)
}

/// Makes an article of Markdown.
fn markdown(name: &str, text: &str, complaints: Vec<String>) -> Result<Imported, ImportError> {
    let read = markdown::read(text);
    let mut meta = titled(Meta::from_file_name(name), read.get("title").map(str::to_owned));
    meta.authors = read.get("author").map(str::to_owned).into_iter().collect();
    meta.language = read.get("lang").map(str::to_owned);
    meta.published = read.get("date").and_then(html::day_of);
    finished(whole(read.html, meta), complaints)
}

/// Reads an e-book or an office document.
fn packaged(name: &str, bytes: &[u8], kind: PackageKind) -> Result<Imported, ImportError> {
    let mut package = Package::open(bytes)?;
    let mut complaints = Vec::new();
    let mut meta = Meta::from_file_name(name);
    let (text, mut structure) = match kind {
        PackageKind::Book => {
            let book = epub::read(&mut package)?;
            if book.n_missing > 0 {
                complaints.push("Some of the book's chapters are missing or broken.".to_owned());
            }
            meta = titled(meta, book.title);
            meta.authors = book.authors;
            meta.source = book.publisher;
            meta.language = book.language;
            html::documents(&book.chapters)
        }
        PackageKind::Word | PackageKind::OpenDocument => {
            let office = match kind {
                PackageKind::Word => docx::read(&mut package)?,
                _ => odt::read(&mut package)?,
            };
            meta = titled(meta, office.title);
            meta.authors = office.author.into_iter().collect();
            meta.language = office.language;
            html::documents(&[(String::new(), office.html)])
        }
    };
    if kind != PackageKind::Book {
        lines::name_lines(&text, &mut structure);
    }
    finished(Article::new(text, structure, meta), complaints)
}

/// Plain text exactly as given, so that offsets into it hold outside.
pub fn verbatim(text: String, meta: Meta) -> Article {
    plain::article(text, &[], meta)
}

/// The article with other `words` at `span`: the structure moves along, and that of plain text is found anew.
pub fn corrected(article: &Article, span: Span, words: &str) -> Article {
    let mut text = article.text().to_owned();
    text.replace_range(span.range(), words);
    let structure = article.structure();
    if structure.is_inferred {
        return verbatim(text, article.meta().clone());
    }
    let structure = structure.edited(&text, Edit { span, length: words.len() });
    Article::new(text, structure, article.meta().clone())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::Origin;

    #[test]
    fn refuses_in_a_sentence() {
        let check = |bytes: &[u8], sentence: &str| {
            assert_eq!(
                import("a.txt", bytes, Options::default()).unwrap_err().to_string(),
                sentence
            );
        };
        check(b"", "The file is empty");
        check(b"\xEF\xBB\xBF \r\n\t", "The file holds nothing but white space");
        check(b"%PDF-1.7\n%\xE2\xE3", "This is a PDF, which Dateline does not open");
        check(b"PK\x03\x04\x14\0word/", "The file is broken, or a part of it is missing");
        check(
            &[7, 0, 1, 0, 255, 0, 3, 9],
            "This is not text, nor anything else that Dateline knows",
        );
        check(
            &vec![b'a'; LIMIT + 1],
            "The file has 33 MB; Dateline reads at most 32; open a part of it instead",
        );
    }

    #[test]
    fn takes_the_title_from_the_file_name_and_the_rest_from_the_text() {
        let title = |name, text: &str| {
            import(name, text.as_bytes(), Options::default()).unwrap().article.meta().clone()
        };
        let plain = title("the-harbour_log.txt", "The harbour was empty on Monday.\n");
        assert_eq!(
            (plain.title.as_str(), plain.title_origin),
            ("The harbour log", Origin::FileName)
        );
        let told = title("x.txt", "An empty harbour\nBy Ann Doe\n\nNo ship came in on Monday.\n");
        assert_eq!((told.title.as_str(), told.title_origin), ("An empty harbour", Origin::Text));
        assert_eq!(told.byline.as_deref(), Some("By Ann Doe"));
        let wire = title("x", "ALDMOUTH, Feb. 25 (Xinhua) -- The (only) ferry sailed.");
        assert_eq!(wire.source.as_deref(), Some("Xinhua"));
    }

    #[test]
    fn leaves_a_verbatim_text_alone() {
        let text = "\u{feff}A\r\nco\u{ad}op\0 said so.";
        let article = verbatim(text.to_owned(), Meta::titled("Co-op".to_owned()));
        assert_eq!((article.text(), article.meta().title.as_str()), (text, "Co-op"));
    }

    proptest! {
        #[test]
        fn reads_or_refuses_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(Imported { article, .. }) = import("any", &bytes, Options::default()) {
                let allowed = |c: char| !c.is_control() || matches!(c, '\n' | '\t');
                prop_assert!(article.text().chars().all(allowed));
                // What was read reads the same again, without complaint.
                let again = import("any", article.text().as_bytes(), Options::default()).unwrap();
                prop_assert_eq!(again.article.text(), article.text());
                prop_assert!(again.complaints.is_empty());
            }
        }

        #[test]
        fn reads_a_text_in_every_encoding(text in "[a-zA-Zéß€“” ]{8,40}\n[a-zа-я, ]{0,40}") {
            prop_assume!(!text.trim().is_empty());
            let wanted = import("t", text.as_bytes(), Options::default()).unwrap().article;
            let utf16 = |units: &mut dyn Iterator<Item = [u8; 2]>| -> Vec<u8> { units.flatten().collect() };
            let units = || std::iter::once(0xFEFF).chain(text.encode_utf16());
            for bytes in [
                utf16(&mut units().map(u16::to_le_bytes)),
                utf16(&mut units().map(u16::to_be_bytes)),
                [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            ] {
                let read = import("t", &bytes, Options::default()).unwrap();
                prop_assert_eq!(&read.article, &wanted);
                prop_assert!(read.complaints.is_empty());
            }
        }
    }
}
