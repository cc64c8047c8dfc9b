//! Bytes of a file to an article.

use thiserror::Error;

use crate::article::{Article, Meta, Origin};

/// The largest file that is imported, in bytes.
pub const LIMIT: usize = 64 * 1024 * 1024;

/// An article and what was odd about its file.
#[derive(Debug, Clone)]
pub struct Imported {
    pub article: Article,
    pub complaints: Vec<String>,
}

/// Why bytes are no article.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ImportError {
    #[error("The file is not text")]
    Binary,
}

/// Reads the bytes of a file called `name`.
pub fn import(name: &str, bytes: &[u8]) -> Result<Imported, ImportError> {
    let text = str::from_utf8(bytes).map_err(|_error| ImportError::Binary)?;
    Ok(Imported {
        article: Article::new(text.to_owned(), Meta::from_file_name(name)),
        complaints: Vec::new(),
    })
}

/// A text taken as it stands.
pub fn verbatim(text: String, title: Option<&str>) -> Article {
    let meta = title.map_or_else(Meta::default, |title| Meta {
        title: title.to_owned(),
        title_origin: Origin::Given,
        ..Meta::default()
    });
    Article::new(text, meta)
}
