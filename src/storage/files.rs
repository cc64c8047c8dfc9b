//! Whole files in, whole files out: reading with a limit, replacing so that no half-written file is ever seen.

use std::{
    ffi::OsString,
    fs::{self, File},
    hash::{DefaultHasher, Hash as _, Hasher as _},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
};

pub(super) use std::fs::Metadata;

use tempfile::{Builder, NamedTempFile};

/// What a file held when it was read or written, to tell whether somebody else has changed it since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    length: u64,
    hash: u64,
}

impl Stamp {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        Self { length: bytes.len() as u64, hash: hasher.finish() }
    }
}

/// What stands at a path. Follows links.
pub(super) fn look(path: &Path) -> io::Result<Metadata> {
    fs::metadata(path)
}

/// The bytes of a file, at most `limit` and one of them.
pub(super) fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Makes a folder and those above it.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

/// Where a link leads in the end; a path that does not exist yet stays as it is.
pub(super) fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// Puts `bytes` in the place of the file at `path`, all or nothing, and keeps what was there as its backup.
///
/// A neighbour is written, synced and renamed, so that at any moment the name stands for the whole old or the
/// whole new file. The new file has the old one's permissions, from before the first byte is written. Returns
/// the backup's path, if there was a file and its name left room for one.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<Option<PathBuf>> {
    let folder = folder(path);
    let old = match fs::metadata(path) {
        Ok(old) => Some(old),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let mut new = neighbour(folder)?;
    if let Some(old) = &old {
        new.as_file().set_permissions(old.permissions())?;
    }
    new.write_all(bytes)?;
    new.as_file().sync_all()?;
    let backup = match old.map(|_| back_up(path)) {
        None => None,
        Some(Err(error)) if error.kind() == io::ErrorKind::InvalidFilename => None,
        Some(backup) => Some(backup?),
    };
    new.persist(path)?;
    sync_folder(folder);
    Ok(backup)
}

/// Puts a file with these bytes in the place of what stands at `path`, and keeps it open for more, under a lock that
/// ends with the process however that ends.
pub(super) fn create_locked(path: &Path, bytes: &[u8]) -> io::Result<File> {
    let folder = folder(path);
    let mut new = neighbour(folder)?;
    new.as_file().lock()?;
    new.write_all(bytes)?;
    new.as_file().sync_all()?;
    let file = new.persist(path)?;
    sync_folder(folder);
    Ok(file)
}

/// Adds to the end of a file; it is on the disk when this returns.
pub(super) fn append(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    file.sync_data()
}

/// `notes.ron` is backed up as `notes.ron~`.
pub(super) fn backup_path(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push("~");
    name.into()
}

pub(super) fn is_backup(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().ends_with(b"~")
}

/// A second name for the file as it is now; a copy where the disk knows no second names.
fn back_up(path: &Path) -> io::Result<PathBuf> {
    let backup = backup_path(path);
    let place = neighbour(folder(path))?.into_temp_path();
    fs::remove_file(&place)?;
    if fs::hard_link(path, &place).is_err() {
        fs::copy(path, &place)?;
        File::open(&place)?.sync_all()?;
    }
    let stray = place.to_path_buf();
    place.persist(&backup)?;
    // Where both names already stood for one file, renaming does nothing and leaves both.
    fs::remove_file(stray).unwrap_or_default();
    Ok(backup)
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

/// A file of its own beside the one that is meant, gone again unless it is given a name.
fn neighbour(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".dateline-").suffix(".tmp");
    // Temporary files are private; this one is to be what any program makes, by the user's mask.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// So that the new name outlives a power cut. Some network disks cannot sync a folder; the file itself is
/// whole and synced by then, so that is no reason to call the save failed.
fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        File::open(folder).and_then(|folder| folder.sync_all()).unwrap_or_default();
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let name =
            |entry: io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
        let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(name).collect();
        names.sort();
        names
    }

    #[test]
    fn leaves_no_stray_even_where_the_backup_is_the_file_itself() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        replace(&path, b"one").unwrap();
        fs::hard_link(&path, backup_path(&path)).unwrap();
        replace(&path, b"two").unwrap();
        assert_eq!(names(folder.path()), ["a.ron", "a.ron~"]);
        assert_eq!(
            (read(&path, 9).unwrap(), read(&backup_path(&path), 9).unwrap()),
            (b"two".into(), b"one".into())
        );
    }

    #[test]
    fn a_name_without_room_for_a_backup_is_saved_all_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("n".repeat(255));
        assert_eq!(replace(&path, b"one").unwrap(), None);
        assert_eq!(replace(&path, b"two").unwrap(), None);
        assert_eq!(read(&path, 9).unwrap(), b"two");
        assert_eq!(names(folder.path()).len(), 1);
        assert!(replace(&folder.path().join("n".repeat(256)), b"one").is_err());
    }

    #[test]
    fn what_fails_leaves_everything_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        replace(&path, b"one").unwrap();
        // A folder in the backup's place cannot give way.
        fs::create_dir(backup_path(&path)).unwrap();
        assert!(replace(&path, b"two").is_err());
        assert_eq!(read(&path, 9).unwrap(), b"one");
        assert_eq!(names(folder.path()), ["a.ron", "a.ron~"]);
    }
}
