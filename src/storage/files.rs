//! Whole files in, whole files out: reading with a limit, replacing so that no half-written file is ever seen.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, Read as _},
    path::{Path, PathBuf},
};

pub(super) use std::fs::Metadata;

use serde::{Deserialize, Serialize};
use tempfile::{Builder, NamedTempFile};

/// What is about to be done to the disk; each can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Create,
    Permit,
    Write,
    Sync,
    Link,
    Rename,
}

/// In tests any step can be made to fail; otherwise none does by itself.
#[cfg(not(test))]
pub(super) mod fault {
    use super::{Step, io};

    #[expect(clippy::unnecessary_wraps, reason = "in tests it fails")]
    pub(super) const fn step(_: Step) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
pub(super) mod fault {
    use std::cell::Cell;

    use super::{Step, io};

    thread_local! {
        /// So many steps go well, then those fail that come after: with this error, one or all of them.
        static PLAN: Cell<Option<(usize, io::ErrorKind, bool)>> = const { Cell::new(None) };
        static FIRED: Cell<Option<Step>> = const { Cell::new(None) };
    }

    /// Lets `work` do so many steps, then makes one fail, or this one and all that follow it. Tells which was the
    /// first to fail, if there was one.
    pub(in crate::storage) fn after<T>(
        steps: usize,
        kind: io::ErrorKind,
        for_good: bool,
        work: impl FnOnce() -> T,
    ) -> (T, Option<Step>) {
        FIRED.set(None);
        PLAN.set(Some((steps, kind, for_good)));
        let result = work();
        PLAN.set(None);
        (result, FIRED.get())
    }

    pub(super) fn step(step: Step) -> io::Result<()> {
        let Some((left, kind, for_good)) = PLAN.get() else { return Ok(()) };
        let Some(fewer) = left.checked_sub(1) else {
            PLAN.set(for_good.then_some((0, kind, true)));
            FIRED.set(FIRED.get().or(Some(step)));
            return Err(kind.into());
        };
        PLAN.set(Some((fewer, kind, for_good)));
        Ok(())
    }
}

/// What a file held when it was read or written, to tell whether somebody else has changed it since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    length: u64,
    hash: u64,
}

impl Stamp {
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self { length: bytes.len() as u64, hash: checksum(bytes) }
    }
}

/// FNV-1a, 64 bits: the same in every build.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
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

/// Where a link leads in the end, also where nothing is there yet; a path that is no link stays as it is.
pub(super) fn real(path: &Path) -> PathBuf {
    /// More links than this lead in a circle.
    const MOST: usize = 32;
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    let mut real = path.to_owned();
    for _ in 0..MOST {
        match fs::read_link(&real) {
            Ok(next) => real = folder(&real).join(next),
            Err(_) => return real,
        }
    }
    path.to_owned()
}

/// Puts `bytes` in the place of the file at `path`, all or nothing, and keeps what was there as its backup.
///
/// A neighbour is written, synced and renamed, so that at any moment the name stands for the whole old or the
/// whole new file. The new file has the old one's permissions and attributes, from before the first byte is written. So many
/// versions as `depth` says are kept, the latest as `name~`. Returns the backup's path, if there was a file and its
/// name left room for one.
pub(super) fn replace(path: &Path, bytes: &[u8], depth: usize) -> io::Result<Option<PathBuf>> {
    let folder = folder(path);
    let old = match fs::metadata(path) {
        Ok(old) => Some(old),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let mut new = neighbour(folder)?;
    if let Some(old) = &old {
        fault::step(Step::Permit)?;
        keep_owner(new.as_file(), old);
        new.as_file().set_permissions(old.permissions())?;
        keep_attributes(new.as_file(), path);
    }
    write(&mut new, bytes)?;
    fault::step(Step::Sync)?;
    new.as_file().sync_all()?;
    let backup = match old.filter(|_| depth > 0).map(|_| back_up(path, depth)) {
        None => None,
        Some(Err(error)) if error.kind() == io::ErrorKind::InvalidFilename => None,
        Some(backup) => Some(backup?),
    };
    fault::step(Step::Rename)?;
    new.persist(path)?;
    sync_folder(folder);
    Ok(backup)
}

/// Puts a file with these bytes in the place of what stands at `path`, and keeps it open for more, under a lock that
/// ends with the process however that ends.
pub(super) fn create_locked(path: &Path, bytes: &[u8]) -> io::Result<File> {
    let folder = folder(path);
    let mut new = neighbour(folder)?;
    write(&mut new, bytes)?;
    if !path.try_exists()? {
        return place_then_sync(new, path);
    }
    fault::step(Step::Sync)?;
    new.as_file().sync_all()?;
    fault::step(Step::Rename)?;
    let file = new.persist(path)?;
    sync_folder(folder);
    Ok(file)
}

/// Where nothing stands that could be harmed, the file takes its place at once: a disk may take longer over the sync
/// than a process that is killed has left.
fn place_then_sync(new: NamedTempFile, path: &Path) -> io::Result<File> {
    fault::step(Step::Rename)?;
    let file = new.persist(path)?;
    let synced = fault::step(Step::Sync).and_then(|()| file.sync_all());
    if let Err(error) = synced {
        fs::remove_file(path)?;
        return Err(error);
    }
    sync_folder(folder(path));
    Ok(file)
}

fn write(file: &mut impl io::Write, bytes: &[u8]) -> io::Result<()> {
    if let Err(error) = fault::step(Step::Write) {
        // A disk that fills up takes some of it.
        file.write_all(bytes.get(..bytes.len() / 2).unwrap_or_default())?;
        return Err(error);
    }
    file.write_all(bytes)
}

/// Adds to the end of a file; it is on the disk when this returns.
pub(super) fn append(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    write(file, bytes)?;
    fault::step(Step::Sync)?;
    file.sync_data()
}

/// `notes.ron` is backed up as `notes.ron~`, the version before that as `notes.ron~2`, and so on.
pub(super) fn backup_path(path: &Path, number: usize) -> PathBuf {
    let mut name = OsString::from(path);
    name.push("~");
    if number > 1 {
        name.push(number.to_string());
    }
    name.into()
}

pub(super) fn is_backup(path: &Path) -> bool {
    let name = path.as_os_str().as_encoded_bytes();
    name.trim_ascii_end().iter().rev().find(|byte| !byte.is_ascii_digit()) == Some(&b'~')
}

/// A second name for the file as it is now; a copy where the disk knows no second names. The backups before it move
/// up by one, the oldest of `depth` gives way.
fn back_up(path: &Path, depth: usize) -> io::Result<PathBuf> {
    let backup = backup_path(path, 1);
    let place = neighbour(folder(path))?.into_temp_path();
    fs::remove_file(&place)?;
    if fault::step(Step::Link).and_then(|()| fs::hard_link(path, &place)).is_err() {
        fault::step(Step::Write)?;
        fs::copy(path, &place)?;
        fault::step(Step::Sync)?;
        File::open(&place)?.sync_all()?;
    }
    // Only as far as a gap: what stands behind one stays where it is.
    let last = (1..depth).take_while(|n| backup_path(path, *n).exists()).last().unwrap_or(0);
    for number in (1..=last).rev() {
        fault::step(Step::Rename)?;
        match fs::rename(backup_path(path, number), backup_path(path, number + 1)) {
            // Where there is no room for a longer name there are fewer versions.
            Err(error) if error.kind() == io::ErrorKind::InvalidFilename => {}
            result => result?,
        }
    }
    let stray = place.to_path_buf();
    fault::step(Step::Rename)?;
    place.persist(&backup)?;
    // Where both names already stood for one file, renaming does nothing and leaves both.
    fs::remove_file(stray).unwrap_or_default();
    Ok(backup)
}

/// A name beside `path` that nothing has yet: `notes 2.ron`, `notes 3.ron`, and so on.
pub(super) fn free_name(path: &Path) -> PathBuf {
    let names = (2..).map(|number| {
        let mut name = path.file_stem().unwrap_or_default().to_owned();
        name.push(format!(" {number}"));
        if let Some(ending) = path.extension() {
            name.push(".");
            name.push(ending);
        }
        path.with_file_name(name)
    });
    let mut free = names.filter(|name| !name.exists());
    free.next().unwrap_or_else(|| path.to_owned())
}

/// Takes a file away; it may be gone already.
pub(super) fn remove(path: &Path) {
    fs::remove_file(path).unwrap_or_default();
}

/// What stands in a folder; nothing where it cannot be looked into.
pub(super) fn list(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.filter_map(|entry| Some(entry.ok()?.path())).collect()
}

pub(super) fn folder(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

/// As far as the system lets a user give files away.
fn keep_owner(file: &File, old: &Metadata) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, fchown};
        fchown(file, Some(old.uid()), Some(old.gid())).unwrap_or_default();
    }
    #[cfg(not(unix))]
    let _ = (file, old);
}

/// What stands beside a file's bytes: attributes that people and programs gave it, its label, who else may use it. As far
/// as the disk takes them.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn keep_attributes(file: &File, old: &Path) {
    use rustix::fs::{XattrFlags, fremovexattr, fsetxattr, getxattr, getxattr_query};

    const ACCESS: &[u8] = b"system.posix_acl_access";
    let names = attributes(old).unwrap_or_default();
    let names: Vec<&[u8]> =
        names.split(|byte| *byte == 0).filter(|name| !name.is_empty()).collect();
    if !names.contains(&ACCESS) {
        // What the folder hands on to new files was not on the old one.
        fremovexattr(file, ACCESS).unwrap_or_default();
    }
    // Of the system's own, those that vouch for a file's bytes are not for other bytes.
    let is_kept = |name: &&[u8]| {
        cfg!(target_os = "macos")
            || name.starts_with(b"user.")
            || [ACCESS, b"security.selinux", b"security.SMACK64"].contains(name)
    };
    for name in names.into_iter().filter(is_kept) {
        let mut value = vec![0; getxattr_query(old, name).unwrap_or_default()];
        if getxattr(old, name, &mut value[..]).is_ok_and(|length| length == value.len()) {
            fsetxattr(file, name, &value, XattrFlags::empty()).unwrap_or_default();
        }
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn keep_attributes(_: &File, _: &Path) {}

/// The names of a file's attributes, each with a zero byte behind it.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn attributes(path: &Path) -> io::Result<Vec<u8>> {
    let mut names = vec![0; rustix::fs::listxattr_query(path)?];
    let length = rustix::fs::listxattr(path, &mut names[..])?;
    names.truncate(length);
    Ok(names)
}

const STRAY: (&str, &str) = (".dateline-", ".tmp");

/// Takes away what a save that was killed left in a folder; what is being written is under a lock.
pub(super) fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_stray = name.starts_with(STRAY.0) && name.ends_with(STRAY.1);
        if is_stray && File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok()) {
            remove(&entry.path());
        }
    }
}

/// A file of its own beside the one that is meant, gone again unless it is given a name.
fn neighbour(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(STRAY.0).suffix(STRAY.1);
    // Temporary files are private; this one is to be what any program makes, by the user's mask.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    fault::step(Step::Create)?;
    let file = builder.tempfile_in(folder)?;
    // Not every network disk knows locks.
    file.as_file().try_lock().unwrap_or_default();
    Ok(file)
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
        replace(&path, b"one", 1).unwrap();
        fs::hard_link(&path, backup_path(&path, 1)).unwrap();
        replace(&path, b"two", 1).unwrap();
        assert_eq!(names(folder.path()), ["a.ron", "a.ron~"]);
        assert_eq!(
            (read(&path, 9).unwrap(), read(&backup_path(&path, 1), 9).unwrap()),
            (b"two".into(), b"one".into())
        );
    }

    #[cfg(any(target_os = "linux", target_os = "macos"))]
    #[test]
    fn attributes_and_access_lists_outlive_a_save() {
        use rustix::fs::{XattrFlags, getxattr, setxattr};
        // Version 2; the owner reads and writes, so does user 12345, the group and the mask allow it, others nothing.
        const ACCESS: [u8; 44] = [
            2, 0, 0, 0, 1, 0, 6, 0, 255, 255, 255, 255, 2, 0, 6, 0, 57, 48, 0, 0, 4, 0, 4, 0, 255,
            255, 255, 255, 16, 0, 6, 0, 255, 255, 255, 255, 32, 0, 0, 0, 255, 255, 255, 255,
        ];
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        replace(&path, b"one", 1).unwrap();
        let lists: [(&str, &[u8]); 2] =
            [("user.dateline.mood", b"glad"), ("system.posix_acl_access", &ACCESS)];
        // Not every disk has them.
        let set = |name: &str, value| setxattr(&path, name, value, XattrFlags::empty()).is_ok();
        let had: Vec<_> = lists.into_iter().filter(|(name, value)| set(name, value)).collect();
        replace(&path, b"two", 1).unwrap();
        for (name, value) in had {
            let mut kept = [0; 64];
            let length = getxattr(&path, name, &mut kept[..]).unwrap();
            assert_eq!(kept[..length], *value, "{name}");
        }
        assert_eq!(read(&path, 9).unwrap(), b"two");
    }

    #[test]
    fn a_name_without_room_for_a_backup_is_saved_all_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("n".repeat(255));
        assert_eq!(replace(&path, b"one", 1).unwrap(), None);
        assert_eq!(replace(&path, b"two", 1).unwrap(), None);
        assert_eq!(read(&path, 9).unwrap(), b"two");
        assert_eq!(names(folder.path()).len(), 1);
        assert!(replace(&folder.path().join("n".repeat(256)), b"one", 1).is_err());
    }

    #[test]
    fn what_fails_leaves_everything_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        replace(&path, b"one", 1).unwrap();
        // A folder in the backup's place cannot give way.
        fs::create_dir(backup_path(&path, 1)).unwrap();
        assert!(replace(&path, b"two", 1).is_err());
        assert_eq!(read(&path, 9).unwrap(), b"one");
        assert_eq!(names(folder.path()), ["a.ron", "a.ron~"]);
    }

    #[test]
    fn the_last_versions_are_kept_and_the_oldest_gives_way() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        for version in 0..8 {
            replace(&path, format!("{version}").as_bytes(), 3).unwrap();
        }
        assert_eq!(names(folder.path()), ["a.ron", "a.ron~", "a.ron~2", "a.ron~3"]);
        for number in 1..=3 {
            let kept = read(&backup_path(&path, number), 9).unwrap();
            assert_eq!(kept, format!("{}", 7 - number).as_bytes());
        }
        assert!(is_backup(&backup_path(&path, 1)) && is_backup(&backup_path(&path, 3)));
        assert!(!is_backup(&path) && !is_backup(Path::new("a2")));
        assert_eq!(free_name(&path), folder.path().join("a 2.ron"));
    }

    #[test]
    fn what_a_killed_save_left_is_swept_away_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in [".dateline-abc.tmp", "dateline.tmp", ".dateline-notes.ron"] {
            fs::write(at(name), "x").unwrap();
        }
        let writing = neighbour(folder.path()).unwrap();
        sweep(folder.path());
        assert!(writing.path().exists() && !at(".dateline-abc.tmp").exists());
        assert_eq!(names(folder.path()).len(), 3);
    }
}
