//! The only files that touch the disk: articles and notebooks in, notebooks, exports and settings out.
//!
//! Each way in or out has one error type, and each error is a sentence for the reader. Nothing here starts
//! a thread or looks at a clock; `task` calls it from the background.

mod choices;
mod error;
mod export;
#[cfg(test)]
mod faults;
mod files;
mod journal;
mod names;
mod open;
mod paths;
mod save;
pub mod settings;
mod templates;
mod versions;

pub use choices::{ExportChoices, Order, Parts};
pub use error::{ExportError, NotebookError, OpenError, SaveError};
pub use export::write_export;
pub use files::Stamp;
pub use journal::{
    Draft, Journal, Recovered, drop_draft, find_drafts, find_drafts_in, state_folder,
};
pub use names::{load_names, save_names};
pub use open::{
    LIMIT, Opened, OpenedKind, changed, from_bytes, from_bytes_as, open, open_as, sample,
};
pub use save::{Expect, Loaded, Saved, from_ron, save, save_over, to_ron};
pub use templates::{
    Template, built_in_templates, export_templates, read_template, read_text, templates,
};
pub use versions::{Version, keep_version, versions};
