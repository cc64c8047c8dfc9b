//! Beginnings for the free notebook, and templates for the export: a few of ours, and the reader's own in the
//! config folder.

use std::path::Path;

use super::{OpenError, files, settings};

/// Larger files are no beginnings, in bytes.
const LIMIT: u64 = 1 << 18;
/// More of the reader's own are not listed.
const MOST: usize = 50;

/// A text to begin with, in which `{title}` and `{published}` stand for those of the article; or one that an export
/// is made after.
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

/// Their names end in what they write.
const EXPORTS: [(&str, &str); 3] = [
    ("summary.md", include_str!("../../assets/templates/export/summary.md")),
    ("page.html", include_str!("../../assets/templates/export/page.html")),
    ("mail.txt", include_str!("../../assets/templates/export/mail.txt")),
];

/// The reader's own beginnings, by name, then ours.
pub fn templates() -> Vec<Template> {
    let mut found = own("templates", &["md", "txt"]);
    for template in &mut found {
        let path = Path::new(&template.name);
        template.name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    }
    found.extend(OURS.map(ours));
    found
}

/// The reader's own templates for the export, by name, then ours.
pub fn export_templates() -> Vec<Template> {
    let mut found = own("export-templates", &["md", "html", "txt", "jinja", "j2"]);
    found.extend(built_in_templates());
    found
}

/// Our templates for the export.
pub fn built_in_templates() -> [Template; 3] {
    EXPORTS.map(ours)
}

fn ours((name, text): (&str, &str)) -> Template {
    Template { name: name.to_owned(), text: text.to_owned() }
}

/// One template for the export, by its path.
pub fn read_template(path: &Path) -> Result<Template, OpenError> {
    let text = read_text(path, LIMIT)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Template { name, text: plain(&text) })
}

/// A text of at most `limit` bytes that is for a program rather than a reader: a template, others' annotations.
pub fn read_text(path: &Path, limit: u64) -> Result<String, OpenError> {
    let here = || path.to_owned();
    let about = files::look(path).map_err(|source| OpenError::from_io(source, here()))?;
    if about.is_dir() {
        return Err(OpenError::Folder { path: here() });
    }
    let bytes = files::read(path, limit).map_err(|source| OpenError::from_io(source, here()))?;
    if bytes.len() as u64 > limit {
        let size = about.len().max(limit + 1);
        return Err(OpenError::TooLarge { size, limit, path: here() });
    }
    String::from_utf8(bytes).map_err(|_odd| OpenError::NoText { path: here() })
}

/// Without a mark at the start, and with lines as they end here.
fn plain(text: &str) -> String {
    text.trim_start_matches('\u{feff}').replace("\r\n", "\n")
}

fn own(folder: &str, endings: &[&str]) -> Vec<Template> {
    settings::folder().map_or_else(Vec::new, |config| within(&config.join(folder), endings))
}

/// What cannot be read as text is passed over.
fn within(folder: &Path, endings: &[&str]) -> Vec<Template> {
    let is_one = |path: &Path| {
        path.extension().is_some_and(|end| endings.iter().any(|ending| end == *ending))
    };
    let mut found: Vec<Template> = files::list(folder)
        .into_iter()
        .filter(|path| is_one(path))
        .filter_map(|path| read_template(&path).ok())
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
        let endings = ["md", "txt"];
        assert_eq!(within(&folder.path().join("none"), &endings), []);
        for (name, bytes) in [
            ("b.md", b"# B\r\n".as_slice()),
            ("a.txt", b"A"),
            ("c.md", b"\xff\xfe"),
            ("d.png", b"D"),
        ] {
            files::replace(&folder.path().join(name), bytes, 0).unwrap();
        }
        let found: Vec<(String, String)> =
            within(folder.path(), &endings).into_iter().map(|t| (t.name, t.text)).collect();
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(found, [pair("a.txt", "A"), pair("b.md", "# B\n")]);
    }
}
