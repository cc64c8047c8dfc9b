//! What a notebook's file holds that this version has no use for: kept word for word, and written back.

use std::collections::BTreeMap;

use super::Id;

/// By the place in the file it stood at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    pub notebook: Extra,
    pub article: Extra,
    pub records: BTreeMap<Id, Extra>,
}

/// What stood in one record besides its own fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extra {
    /// With their marks: `// like this`.
    pub comments: Vec<String>,
    /// Names and values as they are written in the file.
    pub fields: Vec<(String, String)>,
}

impl Extra {
    pub fn is_empty(&self) -> bool {
        self.comments.is_empty() && self.fields.is_empty()
    }

    /// With what another one has besides.
    #[must_use]
    pub fn with(mut self, other: &Self) -> Self {
        for comment in &other.comments {
            if !self.comments.contains(comment) {
                self.comments.push(comment.clone());
            }
        }
        for (name, value) in &other.fields {
            if self.fields.iter().all(|(own, _)| own != name) {
                self.fields.push((name.clone(), value.clone()));
            }
        }
        self
    }
}

impl Kept {
    /// With what another side of a merge has besides.
    #[must_use]
    pub fn with(mut self, other: &Self) -> Self {
        self.notebook = self.notebook.with(&other.notebook);
        self.article = self.article.with(&other.article);
        for (id, extra) in &other.records {
            let own = self.records.remove(id).unwrap_or_default();
            self.records.insert(*id, own.with(extra));
        }
        self
    }
}
