//! View-models: plain data made from the app's state, ready to draw. No egui, no pixels but in `timeline`,
//! where lengths are plain numbers.

pub mod acts;
pub mod draft;
pub mod notes;
pub mod page;
pub mod review;
pub mod sidebar;
pub mod status;
pub mod timeline;
pub mod versions;
