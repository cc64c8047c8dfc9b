//! The first words of a notebook file: enough to know it, and its version, before the rest is parsed.

use std::str::Utf8Error;

use crate::storage::NotebookError;

/// How far into a file the version is looked for, in bytes.
const REACH: usize = 4096;

/// The version of a notebook file; `None` where the bytes are none.
///
/// A notebook begins with `Notebook(version: 2,`; the name may be missing, comments and white space may stand
/// between. Nothing after the number is looked at, for only a program of that version knows it.
#[expect(
    clippy::indexing_slicing,
    reason = "`valid_up_to` and the lesser of two lengths lie within the bytes"
)]
pub(crate) fn version(bytes: &[u8]) -> Option<u64> {
    let near = &bytes[..bytes.len().min(REACH)];
    let text = match str::from_utf8(near) {
        Ok(text) => text,
        Err(error) => str::from_utf8(&near[..error.valid_up_to()]).ok()?,
    };
    let text = skip(text.strip_prefix('\u{feff}').unwrap_or(text))?;
    let text = skip(text.strip_prefix("Notebook").unwrap_or(text))?;
    let text = skip(text.strip_prefix('(')?)?;
    let text = skip(text.strip_prefix("version")?)?;
    let text = skip(text.strip_prefix(':')?)?;
    let digits = text.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

/// Past white space and comments.
fn skip(mut text: &str) -> Option<&str> {
    loop {
        text = text.trim_start();
        text = if let Some(comment) = text.strip_prefix("//") {
            comment.split_once('\n')?.1
        } else if let Some(comment) = text.strip_prefix("/*") {
            comment.split_once("*/")?.1
        } else {
            return Some(text);
        };
    }
}

/// The error of a notebook that some program has saved in another encoding.
#[expect(
    clippy::indexing_slicing,
    reason = "`valid_up_to` and the lesser of two lengths lie within the bytes"
)]
pub(crate) fn not_utf8(bytes: &[u8], error: Utf8Error) -> NotebookError {
    let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
    NotebookError::Damaged {
        line: before.matches('\n').count() + 1,
        column: before.rsplit('\n').next().unwrap_or_default().chars().count() + 1,
        what: "the text is not UTF-8".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_a_notebook_by_its_first_words() {
        assert_eq!(version(b"Notebook(version: 1, title: \"\")"), Some(1));
        assert_eq!(
            version(b"\xef\xbb\xbf// mine\n/* x */ Notebook (\n version : 27 whatever"),
            Some(27)
        );
        assert_eq!(version(b"(version:1)"), Some(1));
        assert_eq!(version(b"Notebook(version: 1, notes: \"\xff"), Some(1));
        for foreign in
            ["", "Notebook", "Notebook(", "Notes on (version: 1)", "(version: x", "// (version: 1"]
        {
            assert_eq!(version(foreign.as_bytes()), None, "{foreign}");
        }
    }
}
