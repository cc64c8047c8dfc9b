//! Dateline: read an article beside its people, places and times; mark it, note it, keep it.
//!
//! The layers, in reading order. Each is a folder whose `mod.rs` is its front door; a layer uses only
//! those above it in this list, and `tests/it/layers.rs` keeps it so.
//!
//! 1. [`text`]: bytes to words. Spans only, no meaning.
//! 2. [`article`]: what was written. Never changes after import.
//! 3. [`import`]: bytes of a file to an article. Pure.
//! 4. [`analysis`]: what the machine reads in it. Pure, and may be dropped and made again.
//! 5. [`notebook`]: what the reader writes and overrules, and its undo.
//! 6. [`storage`]: the only files that touch the disk.
//! 7. [`app`]: the app without a window: messages in, state and effects out.
//! 8. [`view`]: plain data, ready to draw. No egui.
//! 9. [`export`]: the summary, and the formats it leaves the app in.
//! 10. [`task`]: threads; carries effects out, answers with messages.
//! 11. `ui`: egui, and nothing but (feature `app`); [`cli`]: the same layers without a window.

// What a reader opens may be anything: each index is shown to fit, or asked for with `get`.
#![warn(clippy::indexing_slicing)]

pub mod text;

pub mod article;

pub mod import;

pub mod analysis;

pub mod notebook;

pub mod storage;

pub mod app;

pub mod view;

pub mod export;

pub mod task;

pub mod cli;
#[cfg(feature = "app")]
pub mod ui;

/// Reading a book takes and gives back much memory in pieces of all sizes; the system's allocator keeps most of it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
