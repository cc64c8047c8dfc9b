//! Any bytes: a notebook, an article or an error in words, without panic; what could be read is written and read again
//! as the same, with all that stood in it besides.

#![no_main]

use std::path::Path;

use dateline::{
    notebook::merge,
    notebook::Side,
    storage::{OpenedKind, from_bytes, from_ron, to_ron},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let opened = match from_bytes(Path::new("fuzz.ron"), data) {
        Ok(opened) => opened,
        Err(error) => return assert!(error.to_string().ends_with(").")),
    };
    assert!(matches!(opened.kind, OpenedKind::Notebook { .. }));
    let ron = to_ron(&opened.article, &opened.notebook);
    let again = from_ron(&ron).expect("what is written can be read");
    assert_eq!(again.article, *opened.article);
    assert_eq!(again.notebook, opened.notebook);
    assert_eq!(to_ron(&again.article, &again.notebook), ron);
    let side = Side { article: opened.article, notebook: opened.notebook };
    let merged = merge(&side, &side, &side);
    assert!(merged.conflicts.is_empty());
    assert_eq!(merged.notebook.annotations(), side.notebook.annotations());
});
