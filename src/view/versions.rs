//! The versions of a notebook in words.

use jiff::tz::TimeZone;

use super::status;
use crate::app::Listed;

/// A version as a row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The reader's name for it, or when it was saved.
    pub title: String,
    /// When and how large.
    pub about: String,
    /// What going back to it would change, or why that cannot be.
    pub differs: String,
    pub can_restore: bool,
}

impl Row {
    pub fn new(version: &Listed, now_ms: u64, zone: &TimeZone) -> Self {
        let saved = version.saved_ms.map(|saved| status::saved(saved, now_ms, zone));
        let saved = saved.unwrap_or_else(|| "Saved".to_owned());
        let size = size(version.size);
        let (title, about) = match &version.name {
            Some(name) => (format!("“{name}”"), format!("{saved}, {size}")),
            None => (saved, size),
        };
        let differs = match (&version.held, version.differs.as_slice()) {
            (Err(why), _) => why.clone(),
            (Ok(_), []) => "As it is now".to_owned(),
            (Ok(_), differs) => format!("Against now: {}", differs.join(", ")),
        };
        let can_restore = version.held.is_ok() && !version.differs.is_empty();
        Self { title, about, differs, can_restore }
    }
}

/// "12 KB".
fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{} KB", bytes.div_ceil(1024)),
        _ => format!("{:.1} MB", bytes as f64 / 1_048_576.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_when_how_large_and_what_differs() {
        let version = Listed {
            path: "a.ron~".into(),
            name: Some("before the call".to_owned()),
            saved_ms: Some(50_520_000),
            size: 12_000,
            held: Err("It is damaged.".to_owned()),
            differs: Vec::new(),
        };
        let row = Row::new(&version, 60_000_000, &TimeZone::UTC);
        assert_eq!(row.title, "“before the call”");
        assert_eq!(row.about, "Saved 14:02, 12 KB");
        assert_eq!((row.differs.as_str(), row.can_restore), ("It is damaged.", false));
        assert_eq!([size(3), size(3_000_000)], ["3 bytes", "2.9 MB"]);
    }
}
