//! What the app remembers between runs.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ThemeChoice {
    #[default]
    System,
    Light,
    Dark,
    Sepia,
    Contrast,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Typeface {
    #[default]
    Serif,
    Sans,
}

/// How the article is set. Lengths in points; `line_height` is a multiple of `size`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reading {
    pub typeface: Typeface,
    pub size: f32,
    pub line_height: f32,
    /// Characters a line.
    pub measure: f32,
}

impl Default for Reading {
    fn default() -> Self {
        Self { typeface: Typeface::Serif, size: 18.5, line_height: 1.62, measure: 68.0 }
    }
}

/// Whether a panel is shown, and its width or height in points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Panel {
    pub visible: bool,
    pub size: f32,
}

impl Default for Panel {
    fn default() -> Self {
        Self { visible: true, size: 272.0 }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub theme: ThemeChoice,
    pub reading: Reading,
    pub panels: Panels,
    /// The files opened or saved last, the latest first.
    pub recents: Vec<PathBuf>,
}

#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct SettingsError(String);

impl Settings {
    pub fn save(&self) -> Result<(), SettingsError> {
        Ok(())
    }
}
