//! What a summary holds and how it leaves the app, as the reader chose last.

use serde::{Deserialize, Serialize};

/// The parts of a summary, each on or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a checkbox of its own")]
pub struct Parts {
    /// Headline, source, and when it was published and how that is known.
    pub head: bool,
    pub extract: bool,
    pub timeline: bool,
    pub entities: bool,
    pub marks: bool,
    pub quotations: bool,
    pub figures: bool,
    pub unreviewed: bool,
    pub method: bool,
}

impl Parts {
    pub const ALL: Self = Self {
        head: true,
        extract: true,
        timeline: true,
        entities: true,
        marks: true,
        quotations: true,
        figures: true,
        unreviewed: true,
        method: true,
    };
}

impl Default for Parts {
    fn default() -> Self {
        let all = Self::ALL;
        Self { quotations: false, figures: false, ..all }
    }
}

/// The order of highlights and notes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    #[default]
    Place,
    Color,
    Tag,
    Entity,
}

impl Order {
    pub const ALL: [Self; 4] = [Self::Place, Self::Color, Self::Tag, Self::Entity];

    /// After "by".
    pub const fn name(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Color => "colour",
            Self::Tag => "tag",
            Self::Entity => "name",
        }
    }
}

/// The choices of the export's dialog.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExportChoices {
    /// The format's name; what is no format's is the first one's.
    pub format: String,
    /// The name of the template that is used in the place of a format; empty where none is.
    pub template: String,
    /// Names as `[[Ada Lovelace]]`, in Markdown.
    pub wiki_links: bool,
    pub parts: Parts,
    pub order: Order,
}
