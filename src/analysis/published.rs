//! The day the article was published, and how it is known.

use jiff::civil::Date;

/// How the publication day is known, from surest to weakest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum How {
    /// The reader or the caller set it.
    Given,
    /// The file's metadata says so.
    Metadata,
    Dateline,
    Byline,
    /// From dates and weekdays in the text.
    Inferred,
    #[default]
    Unknown,
}

impl How {
    /// The word the JSON contract uses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Metadata => "metadata",
            Self::Dateline => "dateline",
            Self::Byline => "byline",
            Self::Inferred => "inferred",
            Self::Unknown => "unknown",
        }
    }
}

/// The reference date that relative dates count from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Published {
    pub date: Option<Date>,
    pub how: How,
    /// The reasoning, in a sentence.
    pub why: String,
}
