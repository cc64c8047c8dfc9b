//! The reader's own names: words that are, in every article, a name of some kind, or none.

use std::collections::BTreeMap;

use crate::analysis::EntityKind;

/// A personal list, kept in the settings folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// The words as they are written, and the kind of what they name; `None` where they name nothing.
    pub always: BTreeMap<String, Option<EntityKind>>,
}

impl Names {
    pub fn is_empty(&self) -> bool {
        self.always.is_empty()
    }
}
