//! The tabs of the notes panel.

/// What the notes panel shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tab {
    /// Highlights and notes, and the free notebook.
    #[default]
    Notes,
    /// What is not exact since the article changed.
    Review,
    /// What the article comes to, and what will leave the app.
    Summary,
    /// A text of the reader's own, checked against the article.
    Draft,
}

impl Tab {
    pub const ALL: [Self; 4] = [Self::Notes, Self::Review, Self::Summary, Self::Draft];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Notes => "Notes",
            Self::Review => "Review",
            Self::Summary => "Summary",
            Self::Draft => "Draft",
        }
    }
}
