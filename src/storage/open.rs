//! Opening: what a file is, is told by its content.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{OpenError, Stamp, files, save};
use crate::{
    article::{Article, Meta, SourceFile},
    import::{self, Options, import},
    notebook::Notebook,
};

/// The largest file that is read, in bytes: a notebook holds its article and the notes besides.
pub const LIMIT: u64 = 2 * import::LIMIT as u64;

/// A file as it was opened.
#[derive(Debug, Clone)]
pub struct Opened {
    pub article: Arc<Article>,
    pub notebook: Notebook,
    pub kind: OpenedKind,
    /// What was not as it should be, each in a sentence; nothing of it kept the file from being opened.
    pub complaints: Vec<String>,
    /// Of the notebook's file, where it is one; to be handed to [`save`](super::save()), which then notices
    /// what others wrote meanwhile.
    pub stamp: Option<Stamp>,
}

/// What was opened, and so where saving goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenedKind {
    /// An article without a notebook yet: saving asks for a name.
    Article {
        source: PathBuf,
    },
    Notebook {
        path: PathBuf,
        read_only: bool,
    },
    /// The article that is built in.
    Sample,
}

/// Opens an article or a notebook.
pub fn open(path: &Path) -> Result<Opened, OpenError> {
    open_as(path, Options::default())
}

/// Opens an article as these options say, or a notebook.
pub fn open_as(path: &Path, options: Options) -> Result<Opened, OpenError> {
    let here = || path.to_owned();
    let about = files::look(path).map_err(|source| OpenError::from_io(source, here()))?;
    if about.is_dir() {
        return Err(OpenError::Folder { path: here() });
    }
    if !about.is_file() {
        return Err(OpenError::Special { path: here() });
    }
    if about.len() > LIMIT {
        return Err(too_large(about.len(), path));
    }
    let bytes = files::read(path, LIMIT).map_err(|source| OpenError::from_io(source, here()))?;
    let opened = from_bytes_as(path, &bytes, options);
    let mut opened = opened.map_err(|error| with_backup(error, path))?;
    opened.article = came_from(opened.article, path, &opened.kind);
    if let OpenedKind::Notebook { read_only, .. } = &mut opened.kind {
        // A backup stays what it is: what is made of it is saved under a name of its own.
        *read_only |= about.permissions().readonly() || files::is_backup(path);
    }
    Ok(opened)
}

/// The file as another program has left it, where it is not as it was when it had this stamp; nothing where it is.
pub fn changed(path: &Path, stamp: Stamp) -> Option<Result<Opened, OpenError>> {
    match files::read(path, LIMIT) {
        Ok(bytes) if Stamp::of(&bytes) == stamp => None,
        _ => Some(open(path)),
    }
}

/// The article with the file it came from: this one, or the one that its notebook names, seen from its folder.
fn came_from(article: Arc<Article>, path: &Path, kind: &OpenedKind) -> Arc<Article> {
    let real = files::real(path);
    let file = match (kind, &article.meta().file) {
        (OpenedKind::Article { .. }, _) => SourceFile::new(real, article.text()),
        (OpenedKind::Notebook { .. }, Some(file)) if file.path.is_relative() => {
            let folder = real.parent().unwrap_or(Path::new(""));
            SourceFile { path: folder.join(&file.path), print: file.print }
        }
        _ => return article,
    };
    Arc::new(Arc::unwrap_or_clone(article).from_file(file))
}

fn too_large(size: u64, path: &Path) -> OpenError {
    let limit = if save::is_notebook_name(path) { LIMIT } else { import::LIMIT as u64 };
    OpenError::TooLarge { size, limit, path: path.to_owned() }
}

/// Names the version before a notebook that does not open.
fn with_backup(error: OpenError, path: &Path) -> OpenError {
    match error {
        OpenError::Notebook { source, path: here, .. } => {
            let backup = Some(files::backup_path(path, 1)).filter(|path| files::look(path).is_ok());
            OpenError::Notebook { source, backup, path: here }
        }
        other => other,
    }
}

/// Reads bytes that came from `path`, or from a pipe that is called so. Does not touch the disk.
pub fn from_bytes(path: &Path, bytes: &[u8]) -> Result<Opened, OpenError> {
    from_bytes_as(path, bytes, Options::default())
}

/// The same, where an article is read as these options say.
pub fn from_bytes_as(path: &Path, bytes: &[u8], options: Options) -> Result<Opened, OpenError> {
    let here = || path.to_owned();
    if bytes.is_empty() {
        return Err(OpenError::Empty { path: here() });
    }
    if bytes.len() as u64 > LIMIT {
        return Err(too_large(bytes.len() as u64, path));
    }
    if save::version(bytes).is_none() && !save::is_notebook_name(path) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let imported = import(&name, bytes, options)
            .map_err(|source| OpenError::Article { source, path: here() })?;
        return Ok(Opened {
            article: Arc::new(imported.article),
            notebook: Notebook::default(),
            kind: OpenedKind::Article { source: here() },
            complaints: imported.complaints,
            stamp: None,
        });
    }
    let loaded = str::from_utf8(bytes)
        .map_err(|error| save::not_utf8(bytes, error))
        .and_then(save::from_ron)
        .map_err(|source| OpenError::Notebook { source, backup: None, path: here() })?;
    let mut complaints = loaded.complaints;
    complaints.extend(loaded.newer.map(|version| {
        format!(
            "A newer Dateline made this notebook (its version is {version}). It is shown as far as this one understands it and will not be overwritten; save under another name to go on with it."
        )
    }));
    Ok(Opened {
        article: Arc::new(loaded.article),
        notebook: loaded.notebook,
        kind: OpenedKind::Notebook { path: here(), read_only: loaded.newer.is_some() },
        complaints,
        stamp: Some(Stamp::of(bytes)),
    })
}

/// The article that is built in, and opens when no file is named.
pub fn sample() -> Opened {
    const NAME: &str = "a-lull-with-a-warning.txt";
    const TEXT: &str = include_str!("../../assets/articles/a-lull-with-a-warning.txt");
    Opened {
        article: Arc::new(import::verbatim(TEXT.to_owned(), Meta::from_file_name(NAME))),
        notebook: Notebook::default(),
        kind: OpenedKind::Sample,
        complaints: Vec::new(),
        stamp: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_content() {
        let kind = |name: &str, text: &str| from_bytes(Path::new(name), text.as_bytes());
        let article = "Rome was quiet on Monday.";
        let notebook = save::to_ron(&sample().article, &Notebook::default());
        assert!(matches!(kind("a.txt", article).unwrap().kind, OpenedKind::Article { .. }));
        assert!(matches!(kind("a.txt", &notebook).unwrap().kind, OpenedKind::Notebook { .. }));
        let told = kind("a.ron", article).unwrap_err().to_string();
        assert!(told.starts_with("This is not a Dateline notebook") && told.ends_with("(a.ron)."));
        let told = kind("a.txt", "").unwrap_err().to_string();
        assert_eq!(told, "The file is empty, so there is nothing to read in it (a.txt).");
        let told = kind("a.pdf", "%PDF-1.7 \0").unwrap_err().to_string();
        assert!(told.starts_with("This is a PDF,") && told.ends_with("(a.pdf)."), "{told}");
    }

    #[test]
    fn a_backup_is_named_where_it_helps_and_opens_read_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks.ron");
        let backup = files::backup_path(&path, 1);
        let whole = save::to_ron(&sample().article, &Notebook::default());
        files::replace(&path, &whole.as_bytes()[..40], 1).unwrap();
        let told = open(&path).unwrap_err().to_string();
        assert!(!told.contains("talks.ron~"), "{told}");
        files::replace(&backup, whole.as_bytes(), 1).unwrap();
        let told = open(&path).unwrap_err().to_string();
        assert!(told.contains("; the version before it is kept as talks.ron~ ("), "{told}");
        let kind = open(&backup).unwrap().kind;
        assert_eq!(kind, OpenedKind::Notebook { path: backup, read_only: true });
    }

    #[test]
    fn a_newer_version_is_shown_and_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks.ron");
        let ron = save::to_ron(&sample().article, &Notebook::default());
        let newer = ron.replacen("version: 2,", "version: 3, mood: \"glad\",", 1);
        files::replace(&path, newer.as_bytes(), 1).unwrap();
        let opened = open(&path).unwrap();
        assert_eq!(opened.article.text(), sample().article.text());
        assert!(matches!(opened.kind, OpenedKind::Notebook { read_only: true, .. }));
        assert!(
            opened.complaints.concat().contains("(its version is 3)"),
            "{:?}",
            opened.complaints
        );
        let refused = save::save(&path, &opened.article, &opened.notebook, &save::Expect::Anything);
        assert!(matches!(refused, Err(crate::storage::SaveError::Newer { found: 3, .. })));
        assert_eq!(files::read(&path, LIMIT).unwrap(), newer.as_bytes());
    }

    #[test]
    fn the_sample_is_whole() {
        let sample = sample();
        assert_eq!(sample.article.meta().title, "A lull with a warning");
        assert!(sample.article.blocks().len() > 5 && sample.complaints.is_empty());
    }
}
