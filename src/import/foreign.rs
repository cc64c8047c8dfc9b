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

/// Archives that hold an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PackageKind {
    Book,
    Word,
    OpenDocument,
}

/// Office documents and e-books are ZIP archives; what lies in them tells which.
pub(super) fn package(bytes: &[u8]) -> Option<PackageKind> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    // The names stand before each part, and once more at the end.
    let start = &bytes[..bytes.len().min(4096)];
    let end = &bytes[bytes.len().saturating_sub(64 * 1024)..];
    let holds =
        |name: &[u8]| [start, end].iter().any(|bytes| memchr::memmem::find(bytes, name).is_some());
    if holds(b"META-INF/container.xml") {
        Some(PackageKind::Book)
    } else if holds(b"word/") || holds(b"wordprocessingml") {
        Some(PackageKind::Word)
    } else if holds(b"application/vnd.oasis.opendocument.text") {
        Some(PackageKind::OpenDocument)
    } else {
        None
    }
}

/// Any other archive.
fn zip(bytes: &[u8]) -> Option<&'static str> {
    bytes.starts_with(b"PK\x03\x04").then_some("an archive (ZIP)")
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

/// Whether the file is a web page: by its first tag, or else by its name.
pub(super) fn is_web_page(name: &str, bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(4096)];
    let start: Vec<u8> = start.iter().filter(|byte| **byte != 0).copied().collect();
    let mut rest = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&start).trim_ascii_start();
    rest =
        rest.strip_prefix(b"\xFF\xFE").or_else(|| rest.strip_prefix(b"\xFE\xFF")).unwrap_or(rest);
    // A declaration and comments may stand first.
    while let Some(end) =
        [(&b"<?xml"[..], &b"?>"[..]), (b"<!--", b"-->")].iter().find_map(|(open, close)| {
            rest.starts_with(open)
                .then(|| memchr::memmem::find(rest, close).map(|at| at + close.len()))?
        })
    {
        rest = rest[end..].trim_ascii_start();
    }
    let begins =
        |tag: &[u8]| rest.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    let is_named = || {
        let (_, extension) = name.rsplit_once('.').unwrap_or_default();
        ["html", "htm", "xhtml"].iter().any(|it| extension.eq_ignore_ascii_case(it))
    };
    begins(b"<!doctype html") || begins(b"<html") || begins(b"<") && is_named()
}

/// Nothing in a text says that it is Markdown; its name does.
pub(super) fn is_markdown(name: &str) -> bool {
    let (_, extension) = name.rsplit_once('.').unwrap_or_default();
    ["md", "markdown", "mkd"].iter().any(|it| extension.eq_ignore_ascii_case(it))
}
