//! Beginnings for the free notebook: a few of ours, and the reader's own in the config folder.

use std::path::Path;

use super::{files, settings};

/// Larger files are no beginnings, in bytes.
const LIMIT: u64 = 1 << 18;
/// More of the reader's own are not listed.
const MOST: usize = 50;

/// A text to begin with. `{title}` and `{published}` stand for those of the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    pub name: String,
    pub text: String,
}

const OURS: [(&str, &str); 3] = [
    ("Close reading", include_str!("../../assets/templates/close-reading.md")),
    ("Fact check", include_str!("../../assets/templates/fact-check.md")),
    ("People and days", include_str!("../../assets/templates/people-and-days.md")),
];

/// The reader's own, by name, then ours.
pub fn templates() -> Vec<Template> {
    let mut found =
        settings::folder().map_or_else(Vec::new, |folder| own(&folder.join("templates")));
    found
        .extend(OURS.map(|(name, text)| Template { name: name.to_owned(), text: text.to_owned() }));
    found
}

/// What cannot be read as text is passed over.
fn own(folder: &Path) -> Vec<Template> {
    let mut found: Vec<Template> = files::list(folder)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "md" || end == "txt"))
        .filter_map(|path| {
            let bytes = files::read(&path, LIMIT).ok()?;
            let text = String::from_utf8(bytes).ok().filter(|text| text.len() as u64 <= LIMIT)?;
            let name = path.file_stem()?.to_string_lossy().into_owned();
            Some(Template { name, text: text.replace("\r\n", "\n") })
        })
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found.truncate(MOST);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readers_own_come_by_name_and_what_is_no_text_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(own(&folder.path().join("none")), []);
        for (name, bytes) in [
            ("b.md", b"# B\r\n".as_slice()),
            ("a.txt", b"A"),
            ("c.md", b"\xff\xfe"),
            ("d.png", b"D"),
        ] {
            files::replace(&folder.path().join(name), bytes, 0).unwrap();
        }
        let found: Vec<(String, String)> =
            own(folder.path()).into_iter().map(|t| (t.name, t.text)).collect();
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(found, [pair("a", "A"), pair("b", "# B\n")]);
    }
}
