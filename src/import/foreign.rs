//! Files that are no plain text, told by their first bytes, so that the refusal can name them.

/// First bytes of formats that are written in characters, and what to call the file.
const WRITTEN: &[(&[u8], &str)] = &[(b"%PDF-", "a PDF"), (b"{\\rtf", "a rich text (RTF) file")];

/// The same for formats that are not.
const FORMATS: &[(&[u8], &str)] = &[
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office document"),
    (b"\x89PNG\r\n\x1A\n", "a picture (PNG)"),
    (b"\xFF\xD8\xFF", "a picture (JPEG)"),
    (b"GIF87a", "a picture (GIF)"),
    (b"GIF89a", "a picture (GIF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"fLaC", "a sound file"),
    (b"\x1F\x8B", "a compressed file (gzip)"),
    (b"BZh", "a compressed file (bzip2)"),
    (b"\xFD7zXZ\0", "a compressed file (xz)"),
    (b"\x28\xB5\x2F\xFD", "a compressed file (zstd)"),
    (b"7z\xBC\xAF\x27\x1C", "an archive (7z)"),
    (b"Rar!\x1A\x07", "an archive (RAR)"),
    (b"SQLite format 3\0", "a database (SQLite)"),
    (b"\x7FELF", "a program"),
];

/// What the file is, if it is one of the well-known kinds that are no plain text.
pub(super) fn format(bytes: &[u8]) -> Option<&'static str> {
    let find = |formats: &[(&[u8], &'static str)]| {
        formats.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, name)| *name)
    };
    if let Some(name) = find(WRITTEN) {
        return Some(name);
    }
    // An article may begin with "ID3" or "GIF89a" too, but no such bytes follow.
    let start = &bytes[..bytes.len().min(512)];
    let is_binary = start.iter().any(|byte| *byte < b'\t');
    if !is_binary {
        return None;
    }
    find(FORMATS).or_else(|| zip(bytes)).or_else(|| container(bytes))
}

/// Office documents and e-books are ZIP archives; what lies in them tells which.
fn zip(bytes: &[u8]) -> Option<&'static str> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    let start = &bytes[..bytes.len().min(4096)];
    let holds = |name: &[u8]| memchr::memmem::find(start, name).is_some();
    Some(if holds(b"application/epub+zip") {
        "an e-book (EPUB)"
    } else if holds(b"word/") {
        "a Word document"
    } else if holds(b"application/vnd.oasis.opendocument.text") {
        "an OpenDocument text"
    } else {
        "an archive (ZIP)"
    })
}

/// Formats whose name stands some bytes in.
fn container(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"RIFF") {
        return match bytes.get(8..12)? {
            b"WEBP" => Some("a picture (WebP)"),
            b"WAVE" => Some("a sound file"),
            b"AVI " => Some("a film"),
            _ => None,
        };
    }
    if bytes.get(257..262).is_some_and(|name| name == b"ustar") {
        return Some("an archive (tar)");
    }
    (bytes.get(4..8)? == b"ftyp").then_some("a film or a sound file")
}

/// Whether a text is the source of a web page.
pub(super) fn is_web_page(text: &str) -> bool {
    let start = text.trim_start().as_bytes();
    [&b"<!doctype html"[..], b"<html"]
        .iter()
        .any(|tag| start.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag)))
}
