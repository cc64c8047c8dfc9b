//! The journal: what is unsaved, where a crash does not reach it.
//!
//! A journal stands next to its notebook as `name.ron.journal`, or in the state folder where there is no notebook
//! yet or its folder cannot be written. Its first line is the whole notebook with its article; each further line is
//! the notebook as it was a moment later, without the article. A line begins with a checksum, so that one that a
//! crash cut short is known, and left out. While a window has a journal it holds its lock; a journal without one is
//! what a crash left.

use std::{
    collections::HashSet,
    env,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use etcetera::{BaseStrategy as _, choose_base_strategy};
use serde::{Deserialize, Serialize};

use super::{Stamp, files, paths::FilePath, save};
use crate::{
    article::Article,
    notebook::{Kept, Notebook, Side},
};

/// The folder of journals that have no notebook beside them, if it is another than usual.
const FOLDER_VARIABLE: &str = "DATELINE_STATE";
const ENDING: &str = "journal";
/// Of a larger journal the rest is not read, in bytes.
const LIMIT: u64 = 4 * super::LIMIT;
/// Of less, in bytes, no journal is begun anew.
const FULL: u64 = 8 << 20;

/// What is to be kept.
#[derive(Debug, Clone)]
pub struct Draft {
    pub article: Arc<Article>,
    pub notebook: Notebook,
    /// The notebook's file, if it has one.
    pub path: Option<PathBuf>,
    /// The article's file, where it was opened from one.
    pub source: Option<PathBuf>,
    /// The notebook's file as it was last read or written.
    pub stamp: Option<Stamp>,
    /// What a crash left and this grew from: its journal is continued.
    pub continues: Option<Arc<Recovered>>,
}

/// What a crash left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovered {
    pub article: Arc<Article>,
    pub notebook: Notebook,
    pub path: Option<PathBuf>,
    pub source: Option<PathBuf>,
    /// Where it was found.
    pub journal: PathBuf,
    /// That file as it was then.
    pub print: Stamp,
    /// The notebook's file as it was when this grew from it.
    pub stamp: Option<Stamp>,
    /// What that file held then, if it or one of its versions still does.
    pub base: Option<Side>,
}

impl Recovered {
    /// Whether both were found in the same journal.
    pub fn is_same_journal(&self, other: &Self) -> bool {
        self.journal == other.journal && self.print == other.print
    }

    /// The journal's file with its lock, unless it is gone, another by now, or a window's.
    fn take(&self) -> io::Result<File> {
        let file = File::open(&self.journal)?;
        file.try_lock()?;
        let bytes = files::read(&self.journal, LIMIT)?;
        let is_same = Stamp::of(&bytes) == self.print;
        if is_same { Ok(file) } else { Err(io::ErrorKind::WouldBlock.into()) }
    }
}

/// The first line.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Journal")]
struct Head {
    path: Option<FilePath>,
    source: Option<FilePath>,
    #[serde(default)]
    stamp: Option<Stamp>,
    notebook: String,
}

/// A journal that is being written.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    /// Where journals are kept that have no notebook beside them.
    folder: Option<PathBuf>,
    /// Holds the lock.
    file: File,
    /// Of the first line, in bytes, and of those after it.
    first_size: u64,
    later_size: u64,
    /// A line was begun and not ended, so nothing can be added behind it.
    is_torn: bool,
    first: First,
}

/// What only the first line of a journal says, of all the lines after it.
#[derive(Debug)]
struct First {
    path: Option<PathBuf>,
    source: Option<PathBuf>,
    stamp: Option<Stamp>,
    article: Arc<Article>,
    replaced: Option<Arc<Article>>,
    earlier: Option<Arc<str>>,
    kept: Arc<Kept>,
}

impl First {
    fn of(draft: &Draft) -> Self {
        let Draft { article, notebook, path, source, stamp, .. } = draft.clone();
        let (replaced, earlier, kept) = (notebook.article, notebook.earlier, notebook.kept);
        Self { path, source, stamp, article, replaced, earlier, kept }
    }

    /// Whether a line of this draft can stand below.
    fn holds_for(&self, draft: &Draft) -> bool {
        let notebook = &draft.notebook;
        Arc::ptr_eq(&self.article, &draft.article)
            && self.replaced.as_ref().map(Arc::as_ptr) == notebook.article.as_ref().map(Arc::as_ptr)
            && (&self.earlier, &self.kept) == (&notebook.earlier, &notebook.kept)
            && (&self.path, &self.source, self.stamp) == (&draft.path, &draft.source, draft.stamp)
    }
}

impl Journal {
    /// Begins a journal with this draft; nothing is left half done. Where there is no notebook to stand beside, it
    /// stands in `folder`.
    pub fn begin_in(draft: &Draft, folder: Option<PathBuf>) -> io::Result<Self> {
        if let Some(left) = &draft.continues
            // Held until the new one has taken its place, so that of two windows only one does.
            && let Ok(_lock) = left.take()
            && let Ok(journal) = Self::write(left.journal.clone(), draft, folder.clone())
        {
            return Ok(journal);
        }
        let beside = draft.path.as_deref().map(|path| beside(&files::real(path)));
        if let Some(path) = beside
            && let Ok(journal) = Self::begin_at(path, draft, folder.clone())
        {
            return Ok(journal);
        }
        Self::begin_away(draft, folder)
    }

    /// Not beside the notebook: there is none, or its folder takes nothing.
    fn begin_away(draft: &Draft, folder: Option<PathBuf>) -> io::Result<Self> {
        let folder = folder.ok_or(io::ErrorKind::NotFound)?;
        files::make_folder(&folder)?;
        let mut number = u64::from(std::process::id());
        loop {
            let path = folder.join(format!("{number}.{ENDING}"));
            match Self::begin_at(path, draft, Some(folder.clone())) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => number += 1,
                other => return other,
            }
        }
    }

    /// `WouldBlock` where another window has it, or a crash left one that nobody has looked at.
    fn begin_at(path: PathBuf, draft: &Draft, folder: Option<PathBuf>) -> io::Result<Self> {
        if files::look(&path).is_ok() {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        Self::write(path, draft, folder)
    }

    /// A file with the first line in the place of what stands at `path`.
    fn write(path: PathBuf, draft: &Draft, folder: Option<PathBuf>) -> io::Result<Self> {
        let head = Head {
            path: draft.path.clone().map(FilePath),
            source: draft.source.clone().map(FilePath),
            stamp: draft.stamp,
            notebook: save::to_ron(&draft.article, &draft.notebook),
        };
        let line = line(&head)?;
        let file = files::create_locked(&path, line.as_bytes())?;
        Ok(Self {
            path,
            folder,
            file,
            first_size: line.len() as u64,
            later_size: 0,
            is_torn: false,
            first: First::of(draft),
        })
    }

    /// Adds what changed; it is on the disk when this returns. What has another article or file, and what has grown
    /// too long, is begun anew in the same place. Where that place takes nothing more, as on a full disk, the journal
    /// moves to the state folder.
    pub fn add(&mut self, draft: &Draft) -> io::Result<()> {
        if self.first.path != draft.path {
            // It is looked for beside its notebook.
            let moved = Self::begin_in(draft, self.folder.clone())?;
            std::mem::replace(self, moved).end();
            return Ok(());
        }
        let Err(error) = self.add_here(draft) else { return Ok(()) };
        let moved = Self::begin_away(draft, self.folder.clone()).map_err(|_same| error)?;
        std::mem::replace(self, moved).end();
        Ok(())
    }

    fn add_here(&mut self, draft: &Draft) -> io::Result<()> {
        // Begun anew only after as much again was added, so that each keystroke costs its own line, however long the first.
        let is_full = self.later_size > self.first_size.max(FULL);
        if is_full || self.is_torn || !self.first.holds_for(draft) {
            *self = Self::write(self.path.clone(), draft, self.folder.clone())?;
            return Ok(());
        }
        let line = line(&save::without_text(&draft.article, &draft.notebook))?;
        self.later_size += line.len() as u64;
        self.is_torn = true;
        files::append(&mut self.file, line.as_bytes())?;
        self.is_torn = false;
        Ok(())
    }

    /// Where it is kept.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Nothing is unsaved any more.
    pub fn end(self) {
        files::remove(&self.path);
    }
}

fn line(value: &impl Serialize) -> io::Result<String> {
    // Without "pretty" RON escapes line ends, so a record is one line.
    let ron = ron::ser::to_string(value).map_err(io::Error::other)?;
    Ok(format!("{:016x} {ron}\n", files::checksum(ron.as_bytes())))
}

/// The record of a whole line.
fn record(line: &str) -> Option<&str> {
    let (sum, ron) = line.strip_suffix('\n')?.split_once(' ')?;
    (u64::from_str_radix(sum, 16).ok()? == files::checksum(ron.as_bytes())).then_some(ron)
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ENDING);
    name.into()
}

/// The folder of journals that have no notebook beside them.
pub fn state_folder() -> Option<PathBuf> {
    if let Some(folder) = env::var_os(FOLDER_VARIABLE).filter(|folder| !folder.is_empty()) {
        return Some(folder.into());
    }
    let base = choose_base_strategy().ok()?;
    Some(base.state_dir().unwrap_or_else(|| base.data_dir()).join("dateline"))
}

/// What a crash left of the notebooks at `paths` and of those that have no file. Journals of windows that are still
/// open are passed over, and so are those that have nothing that the file has not.
pub fn find_drafts(paths: &[PathBuf]) -> Vec<Recovered> {
    find_drafts_in(paths, state_folder().as_deref())
}

/// The same with the state folder named.
pub fn find_drafts_in(
    paths: impl IntoIterator<Item = impl AsRef<Path>>,
    folder: Option<&Path>,
) -> Vec<Recovered> {
    let beside = paths.into_iter().map(|path| beside(&files::real(path.as_ref())));
    let mut journals: Vec<PathBuf> = beside.filter(|path| files::look(path).is_ok()).collect();
    // A process that was killed may have left half a file as well.
    journals.iter().map(|journal| files::folder(journal)).chain(folder).for_each(files::sweep);
    if let Some(folder) = folder {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut found: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        found.retain(|path| path.extension().is_some_and(|ending| ending == ENDING));
        found.sort();
        journals.extend(found);
    }
    let mut seen = HashSet::new();
    journals.retain(|journal| seen.insert(journal.clone()));
    journals.iter().filter_map(|journal| find(journal)).collect()
}

fn find(journal: &Path) -> Option<Recovered> {
    let file = File::open(journal).ok()?;
    if file.try_lock().is_err() {
        return None;
    }
    let bytes = files::read(journal, LIMIT).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let mut lines = text.split_inclusive('\n').map_while(record).peekable();
    if lines.peek().is_none() {
        // It never had a whole first line: there is nothing in it.
        files::remove(journal);
        return None;
    }
    let (head, article, mut states) = read(lines)?;
    let (path, source) = (head.path.map(|path| path.0), head.source.map(|path| path.0));
    let mut stamp = head.stamp;
    let mut base = None;
    if let Some((path, saved)) =
        path.as_ref().and_then(|path| Some((path, files::read(path, super::LIMIT).ok()?)))
    {
        let side = |bytes: &[u8]| {
            let opened = super::from_bytes(path, bytes).ok()?;
            Some(Side { article: opened.article, notebook: opened.notebook })
        };
        let here = side(&saved);
        // What a file keeps besides goes with its records.
        let is_here = |state: &Notebook| {
            here.as_ref().is_some_and(|Side { article: text, notebook }| {
                let mut state = state.clone();
                state.kept = Arc::clone(&notebook.kept);
                text.text() == article.text() && state == *notebook
            })
        };
        if states.last().is_some_and(is_here) {
            files::remove(journal);
            return None;
        }
        if states.iter().any(is_here) {
            // It was saved, and went on from there.
            stamp = Some(Stamp::of(&saved));
        }
        let versions = (1..=save::BACKUPS).map(|number| files::backup_path(path, number));
        let versions = versions.filter_map(|path| files::read(&path, super::LIMIT).ok());
        let mut files = std::iter::once(saved).chain(versions);
        let then = files.find(|bytes| stamp == Some(Stamp::of(bytes)));
        base = then.and_then(|bytes| side(&bytes));
    }
    Some(Recovered {
        article,
        notebook: states.pop()?,
        path,
        source,
        journal: journal.to_owned(),
        print: Stamp::of(&bytes),
        stamp,
        base,
    })
}

/// What the lines of a journal come to: the first, the article, and the notebook as it was from then on, at least once.
/// None where this version cannot read the first, and it stays for one that can.
fn read<'a>(
    mut lines: impl Iterator<Item = &'a str>,
) -> Option<(Head, Arc<Article>, Vec<Notebook>)> {
    let head: Head = ron::from_str(lines.next()?).ok()?;
    let first = save::from_ron(&head.notebook).ok()?;
    let (earlier, kept) = (first.notebook.earlier.clone(), Arc::clone(&first.notebook.kept));
    let mut states = vec![first.notebook];
    for line in lines {
        if let Ok(mut later) = save::with_text(line, &first.article, earlier.as_deref()) {
            later.kept = Arc::clone(&kept);
            states.push(later);
        }
    }
    Some((head, Arc::new(first.article), states))
}

/// What was found there is not needed any more. A journal that a window has by now stays.
pub fn drop_draft(left: &Recovered) {
    if let Ok(_lock) = left.take() {
        files::remove(&left.journal);
    }
}
