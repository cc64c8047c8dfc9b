//! The reader's own list of names, as a file that can be edited and shared: `names.ron` in the settings folder.

use std::{collections::BTreeMap, io, path::Path};

use ron::{error::SpannedError, ser::PrettyConfig};
use serde::{Deserialize, Serialize};

use super::{
    files,
    settings::{self, SettingsError},
};
use crate::{analysis::EntityKind, notebook::Names};

const NAME: &str = "names.ron";

/// Far more than any list has, in bytes.
const LIMIT: u64 = 4 << 20;

/// The file: words, and what they name.
#[derive(Default, Serialize, Deserialize)]
#[serde(default, rename = "Names")]
struct File {
    always: BTreeMap<String, Kind>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Person,
    Organization,
    Place,
    Group,
    Nothing,
}

impl Kind {
    const fn of(kind: Option<EntityKind>) -> Self {
        match kind {
            Some(EntityKind::Person) => Self::Person,
            Some(EntityKind::Organization) => Self::Organization,
            Some(EntityKind::Place) => Self::Place,
            Some(EntityKind::Group) => Self::Group,
            None => Self::Nothing,
        }
    }

    const fn kind(self) -> Option<EntityKind> {
        match self {
            Self::Person => Some(EntityKind::Person),
            Self::Organization => Some(EntityKind::Organization),
            Self::Place => Some(EntityKind::Place),
            Self::Group => Some(EntityKind::Group),
            Self::Nothing => None,
        }
    }
}

/// The list, empty where there is none; and what could not be read, in words.
pub fn load_names() -> (Names, Option<String>) {
    settings::folder().map_or_else(Default::default, |folder| load_from(&folder))
}

fn load_from(folder: &Path) -> (Names, Option<String>) {
    match read(&folder.join(NAME)) {
        Ok(names) => (names, None),
        Err(why) => (
            Names::default(),
            Some(format!(
                "Your list of names ({NAME}) could not be read ({why}); it is left as it is, and nothing of it holds now."
            )),
        ),
    }
}

/// What stands in the file, if there is one; or why it cannot be read.
fn read(path: &Path) -> Result<Names, String> {
    match files::read(path, LIMIT) {
        Ok(bytes) if bytes.len() as u64 > LIMIT => Err("it is too long".to_owned()),
        Ok(bytes) => from_ron(&String::from_utf8_lossy(&bytes)).map_err(|error| error.to_string()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Names::default()),
        Err(error) => Err(error.to_string()),
    }
}

fn from_ron(text: &str) -> Result<Names, SpannedError> {
    let file: File = ron::from_str(text)?;
    let always = file.always.into_iter().map(|(words, kind)| (words, kind.kind()));
    Ok(Names { always: always.collect() })
}

fn to_ron(names: &Names) -> io::Result<String> {
    let always = names.always.iter().map(|(words, kind)| (words.clone(), Kind::of(*kind)));
    let pretty = PrettyConfig::new().struct_names(true).new_line("\n");
    let file = File { always: always.collect() };
    let mut ron = ron::ser::to_string_pretty(&file, pretty).map_err(io::Error::other)?;
    ron.push('\n');
    Ok(ron)
}

/// Puts what was changed from `before` to `after` into the file, which another window may have changed as well; the one
/// before stays beside it. A file that cannot be read stays as it is.
pub fn save_names(before: &Names, after: &Names) -> Result<(), SettingsError> {
    save_in(&settings::folder().ok_or(SettingsError::NoFolder)?, before, after)
}

fn save_in(folder: &Path, before: &Names, after: &Names) -> Result<(), SettingsError> {
    let path = folder.join(NAME);
    let mut names = match read(&path) {
        Ok(names) => names,
        Err(why) => return Err(SettingsError::Names { why, path }),
    };
    names
        .always
        .retain(|words, _| after.always.contains_key(words) || !before.always.contains_key(words));
    let changed =
        after.always.iter().filter(|(words, kind)| before.always.get(*words) != Some(*kind));
    names.always.extend(changed.map(|(words, kind)| (words.clone(), *kind)));
    files::make_folder(folder)
        .and_then(|()| files::replace(&path, to_ron(&names)?.as_bytes(), 1))
        .map(|_backup| ())
        .map_err(|source| SettingsError::Io { source, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names<const N: usize>(always: [(&str, Option<EntityKind>); N]) -> Names {
        Names { always: always.map(|(words, kind)| (words.to_owned(), kind)).into() }
    }

    #[test]
    fn reads_what_it_writes_and_what_was_written_by_hand() {
        let names =
            names([("Hashd Shaabi", Some(EntityKind::Organization)), ("Sunday \"Best\"", None)]);
        assert_eq!(from_ron(&to_ron(&names).unwrap()), Ok(names));
        let by_hand = "Names(always: { \"Acme\": organization, \"May\": nothing })";
        assert_eq!(from_ron(by_hand).unwrap().always.len(), 2);
    }

    #[test]
    fn a_list_that_cannot_be_read_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        let broken = b"Names(always: { \"Acme\": organisation })";
        files::replace(&path, broken, 0).unwrap();
        let (held, complaint) = load_from(folder.path());
        assert!(complaint.unwrap().contains("could not be read") && held.is_empty());
        let told = save_in(folder.path(), &held, &names([("May", None)])).unwrap_err().to_string();
        assert!(told.contains("was left as it is"), "{told}");
        assert_eq!(files::read(&path, LIMIT).unwrap(), broken);
    }

    #[test]
    fn of_two_windows_each_keeps_what_the_other_said() {
        let folder = tempfile::tempdir().unwrap();
        let person = Some(EntityKind::Person);
        let start = names([("May", None), ("June", None)]);
        save_in(folder.path(), &Names::default(), &start).unwrap();
        save_in(folder.path(), &start, &names([("May", person), ("June", None)])).unwrap();
        save_in(folder.path(), &start, &names([("May", None), ("Acme", None)])).unwrap();
        let held = load_from(folder.path());
        assert_eq!(held, (names([("Acme", None), ("May", person)]), None));
    }
}
