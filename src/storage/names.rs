//! The reader's own list of names, as a file that can be edited and shared: `names.ron` in the settings folder.

use std::{collections::BTreeMap, io};

use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};

use super::{files, settings};
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
    let Some(folder) = settings::folder() else { return Default::default() };
    match files::read(&folder.join(NAME), LIMIT) {
        Ok(bytes) => from_ron(&String::from_utf8_lossy(&bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Default::default(),
        Err(error) => (Names::default(), Some(complain(&error.to_string()))),
    }
}

fn from_ron(text: &str) -> (Names, Option<String>) {
    match ron::from_str::<File>(text) {
        Ok(file) => {
            let always = file.always.into_iter().map(|(words, kind)| (words, kind.kind()));
            (Names { always: always.collect() }, None)
        }
        Err(error) => (Names::default(), Some(complain(&error.to_string()))),
    }
}

fn complain(why: &str) -> String {
    format!(
        "Your list of names ({NAME}) could not be read ({why}); it is left as it is, and nothing of it holds now."
    )
}

fn to_ron(names: &Names) -> String {
    let always = names.always.iter().map(|(words, kind)| (words.clone(), Kind::of(*kind)));
    let pretty = PrettyConfig::new().struct_names(true).new_line("\n");
    let mut ron =
        ron::ser::to_string_pretty(&File { always: always.collect() }, pretty).unwrap_or_default();
    ron.push('\n');
    ron
}

/// Keeps the list; the one before stays beside it.
pub fn save_names(names: &Names) -> Result<(), settings::SettingsError> {
    let folder = settings::folder().ok_or(settings::SettingsError::NoFolder)?;
    let path = folder.join(NAME);
    files::make_folder(&folder)
        .and_then(|()| files::replace(&path, to_ron(names).as_bytes(), 1))
        .map(|_backup| ())
        .map_err(|source| settings::SettingsError::Io { source, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes_and_says_what_it_cannot_read() {
        let always = [("Hashd Shaabi", Some(EntityKind::Organization)), ("Sunday \"Best\"", None)];
        let names = Names { always: always.map(|(words, kind)| (words.to_owned(), kind)).into() };
        assert_eq!(from_ron(&to_ron(&names)), (names, None));
        let by_hand = "Names(always: { \"Acme\": organization, \"May\": nothing })";
        assert_eq!(from_ron(by_hand).0.always.len(), 2);
        assert!(from_ron("Names(always: {").1.unwrap().contains("could not be read"));
    }
}
