//! The one integration program: what holds of the app as a whole, seen from outside.

#![expect(
    clippy::unwrap_used,
    reason = "a failed step fails the test; helpers are not marked as tests"
)]

mod anchor;
mod answers;
mod app;
mod cli;
mod desk;
mod disk;
#[cfg(target_os = "linux")]
mod e2e;
mod events;
mod exports;
mod formats;
#[cfg(feature = "app")]
mod harness;
mod layers;
mod nasty;
mod orders;
mod readme;
mod revise;
mod roundtrip;
mod safety;
mod saves;
#[cfg(feature = "app")]
mod ui_bars;
#[cfg(feature = "app")]
mod ui_draft;
#[cfg(feature = "app")]
mod ui_export;
#[cfg(feature = "app")]
mod ui_letters;
#[cfg(feature = "app")]
mod ui_notes;
#[cfg(feature = "app")]
mod ui_page;
#[cfg(feature = "app")]
mod ui_review;
#[cfg(feature = "app")]
mod ui_safety;
#[cfg(feature = "app")]
mod ui_sidebar;
#[cfg(feature = "app")]
mod ui_timeline;
