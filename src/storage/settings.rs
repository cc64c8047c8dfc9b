//! What the app remembers between runs: looks, panels, recent files.
//!
//! Kept as RON in the user's config folder, or in the one that `DATELINE_CONFIG` names. A setting that cannot
//! be read has its default and a complaint; nothing in that file can keep the app from starting.

use std::{
    env, io,
    path::{Path, PathBuf},
};

use etcetera::{BaseStrategy as _, choose_base_strategy};
use ron::{Options, extensions::Extensions, ser::PrettyConfig, value::RawValue};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use thiserror::Error;

use super::{
    choices::ExportChoices,
    files,
    paths::{self, FilePath},
};

/// Names another config folder; for tests and for several set-ups side by side.
pub const FOLDER_VARIABLE: &str = "DATELINE_CONFIG";

/// So many recent files are remembered.
pub const RECENTS: usize = 12;

const NAME: &str = "settings.ron";

/// Far more than any settings file has, in bytes.
const LIMIT: u64 = 1 << 20;

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Settings {
    pub theme: ThemeChoice,
    pub reading: Reading,
    pub panels: Panels,
    /// The files opened or saved last, latest first, at most [`RECENTS`].
    #[serde(serialize_with = "paths::list")]
    pub recents: Vec<PathBuf>,
    /// A notebook that has a file is saved a few seconds after each change.
    pub autosave: bool,
    /// What the export's dialog showed last.
    pub export: ExportChoices,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThemeChoice {
    /// Light or dark as the system is.
    #[default]
    System,
    Light,
    Dark,
    Sepia,
    Contrast,
}

impl ThemeChoice {
    pub const ALL: [Self; 5] = [Self::System, Self::Light, Self::Dark, Self::Sepia, Self::Contrast];
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Typeface {
    #[default]
    Serif,
    /// A sturdier serif, drawn for screens.
    Book,
    Sans,
}

impl Typeface {
    pub const ALL: [Self; 3] = [Self::Serif, Self::Book, Self::Sans];
}

/// How the article is set.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reading {
    pub typeface: Typeface,
    /// In points.
    pub size: f32,
    /// As a multiple of the size.
    pub line_height: f32,
    /// The longest line, in characters of middling width.
    pub measure: f32,
}

impl Default for Reading {
    fn default() -> Self {
        Self { typeface: Typeface::Serif, size: 18.5, line_height: 1.62, measure: 70.0 }
    }
}

impl Reading {
    /// Within what can be read; what is no number becomes the default.
    #[must_use]
    pub fn within_reason(self) -> Self {
        let default = Self::default();
        Self {
            typeface: self.typeface,
            size: within(self.size, 10.0, 40.0, default.size),
            line_height: within(self.line_height, 1.0, 2.5, default.line_height),
            measure: within(self.measure, 30.0, 120.0, default.measure),
        }
    }
}

/// Whether a panel is shown, and its width or height in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Panel {
    pub visible: bool,
    pub size: f32,
}

/// The panels around the article.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Panels {
    pub sidebar: Panel,
    pub notes: Panel,
    pub timeline: Panel,
}

impl Default for Panels {
    fn default() -> Self {
        let panel = |size| Panel { visible: true, size };
        Self { sidebar: panel(272.0), notes: panel(328.0), timeline: panel(190.0) }
    }
}

impl Panels {
    /// No panel so small that it is lost, or larger than any window.
    #[must_use]
    pub fn within_reason(self) -> Self {
        let default = Self::default();
        let keep = |panel: Panel, default: Panel| Panel {
            visible: panel.visible,
            size: within(panel.size, 80.0, 4000.0, default.size),
        };
        Self {
            sidebar: keep(self.sidebar, default.sidebar),
            notes: keep(self.notes, default.notes),
            timeline: keep(self.timeline, default.timeline),
        }
    }
}

/// `value` from `low` to `high`, or the default where it is no number.
const fn within(value: f32, low: f32, high: f32, default: f32) -> f32 {
    if value.is_finite() { value.clamp(low, high) } else { default }
}

/// Why settings were not remembered; they hold until the app is closed.
#[derive(Debug, Error)]
pub enum SettingsError {
    #[error(
        "Settings cannot be remembered, since this system names no folder for them; set {FOLDER_VARIABLE} to one"
    )]
    NoFolder,
    #[error("Your list of names could not be read ({why}) and was left as it is, so what you said of a name holds only until Dateline is closed; mend the file, or take it away ({}).", path.display())]
    Names { why: String, path: PathBuf },
    #[error("The settings could not be remembered, since the system says \"{source}\"; they hold until Dateline is closed ({}).", path.display())]
    Io { source: io::Error, path: PathBuf },
}

/// The file as it stands: each setting is read on its own, so that one broken value costs only itself.
#[derive(Default, Deserialize)]
#[serde(default, rename = "Settings")]
struct File<'a> {
    #[serde(borrow)]
    theme: Option<&'a RawValue>,
    #[serde(borrow)]
    reading: Option<&'a RawValue>,
    #[serde(borrow)]
    panels: Option<&'a RawValue>,
    #[serde(borrow)]
    recents: Option<&'a RawValue>,
    #[serde(borrow)]
    autosave: Option<&'a RawValue>,
    #[serde(borrow)]
    export: Option<&'a RawValue>,
}

impl Settings {
    /// The remembered settings, or the defaults; and what of them could not be read.
    pub fn load() -> (Self, Vec<String>) {
        folder().map_or_else(Default::default, |folder| Self::load_from(&folder))
    }

    /// The settings remembered in this folder.
    fn load_from(folder: &Path) -> (Self, Vec<String>) {
        match files::read(&folder.join(NAME), LIMIT) {
            Ok(bytes) => Self::from_ron(&String::from_utf8_lossy(&bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Default::default(),
            Err(error) => (Self::default(), vec![complain("The settings", &error.to_string())]),
        }
    }

    /// Reads what [`Settings::to_ron`] or a person wrote.
    pub fn from_ron(text: &str) -> (Self, Vec<String>) {
        let mut complaints = Vec::new();
        let options = Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        let file: File<'_> = options.from_str(text).unwrap_or_else(|error| {
            complaints.push(complain("The settings", &error.to_string()));
            File::default()
        });
        let recents: Vec<FilePath> = setting("recents", file.recents, &mut complaints);
        let mut settings = Self {
            theme: setting("theme", file.theme, &mut complaints),
            reading: setting("reading", file.reading, &mut complaints),
            panels: setting("panels", file.panels, &mut complaints),
            recents: recents.into_iter().map(|path| path.0).collect(),
            autosave: setting("autosave", file.autosave, &mut complaints),
            export: setting("export", file.export, &mut complaints),
        };
        settings.reading = settings.reading.within_reason();
        settings.panels = settings.panels.within_reason();
        settings.recents.truncate(RECENTS);
        (settings, complaints)
    }

    pub fn to_ron(&self) -> io::Result<String> {
        let pretty = PrettyConfig::new().struct_names(true).new_line("\n");
        let mut ron = ron::ser::to_string_pretty(self, pretty).map_err(io::Error::other)?;
        ron.push('\n');
        Ok(ron)
    }

    /// Remembers the settings.
    pub fn save(&self) -> Result<(), SettingsError> {
        self.save_in(&folder().ok_or(SettingsError::NoFolder)?)
    }

    /// Remembers the settings in this folder, which is made if need be. Settings that were there before stay
    /// beside it as a backup, so that not even those that could not be read are lost at once.
    fn save_in(&self, folder: &Path) -> Result<(), SettingsError> {
        let path = folder.join(NAME);
        files::make_folder(folder)
            .and_then(|()| files::replace(&path, self.to_ron()?.as_bytes(), 1))
            .map(|_backup| ())
            .map_err(|source| SettingsError::Io { source, path })
    }
}

/// Where what is remembered between runs is kept.
pub(super) fn folder() -> Option<PathBuf> {
    match env::var_os(FOLDER_VARIABLE).filter(|folder| !folder.is_empty()) {
        Some(folder) => Some(folder.into()),
        None => Some(choose_base_strategy().ok()?.config_dir().join("dateline")),
    }
}

fn setting<T: DeserializeOwned + Default>(
    name: &str,
    raw: Option<&RawValue>,
    complaints: &mut Vec<String>,
) -> T {
    raw.map_or_else(T::default, |raw| {
        raw.into_rust().unwrap_or_else(|error| {
            complaints.push(complain(&format!("The setting \"{name}\""), &error.to_string()));
            T::default()
        })
    })
}

fn complain(what: &str, why: &str) -> String {
    format!("{what} could not be read ({why}), so the default holds.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        let settings = Settings {
            theme: ThemeChoice::Sepia,
            reading: Reading { size: 21.5, ..Reading::default() },
            panels: Panels { notes: Panel { visible: false, size: 312.0 }, ..Panels::default() },
            recents: vec!["/a/b \"c\".ron".into()],
            autosave: true,
            export: ExportChoices { format: "pdf".to_owned(), ..ExportChoices::default() },
        };
        assert_eq!(Settings::from_ron(&settings.to_ron().unwrap()), (settings, Vec::new()));
    }

    #[cfg(unix)]
    #[test]
    fn a_recent_file_whose_name_is_no_text_costs_nothing() {
        use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};
        let recents = [&b"/a/caf\xe9.ron"[..], b"/b.ron"];
        let recents = recents.map(|path| PathBuf::from(OsStr::from_bytes(path)));
        let settings = Settings { recents: recents.into(), autosave: true, ..Settings::default() };
        let folder = tempfile::tempdir().unwrap();
        settings.save_in(folder.path()).unwrap();
        assert_eq!(Settings::load_from(folder.path()), (settings, Vec::new()));
    }

    #[test]
    fn a_broken_setting_costs_only_itself() {
        let (settings, complaints) = Settings::from_ron(
            "Settings(theme: neon, hats: 3, reading: (size: 1e9, measure: 70.0), recents: [\"a\"])",
        );
        assert_eq!(settings.theme, ThemeChoice::System);
        assert_eq!((settings.reading.size, settings.reading.measure), (40.0, 70.0));
        assert_eq!(settings.recents, [PathBuf::from("a")]);
        assert_eq!(complaints.len(), 1, "{complaints:?}");
        assert_eq!(Settings::from_ron("Settings(theme:").0, Settings::default());
    }

    #[test]
    fn are_remembered_in_a_folder_and_never_fail_to_load() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("config/dateline");
        assert_eq!(Settings::load_from(&inner), Default::default());
        let settings = Settings { theme: ThemeChoice::Dark, ..Settings::default() };
        settings.save_in(&inner).unwrap();
        assert_eq!(Settings::load_from(&inner), (settings.clone(), Vec::new()));
        files::replace(&inner.join(NAME), b"\xff(", 1).unwrap();
        let (broken, complaints) = Settings::load_from(&inner);
        assert_eq!((broken, complaints.len()), (Settings::default(), 1));
        assert!(settings.save_in(&inner.join(NAME)).is_err());
    }
}
