//! Any bytes under any name: an article whose structure is whole, or an error in words; the same on every run.

#![no_main]

use dateline::import::{Options, import};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    for name in ["a.txt", "a.html", "a.md", "a.eml", "a.docx"] {
        let read = || import(name, data, Options::default());
        if let Ok(imported) = read() {
            let article = &imported.article;
            assert_eq!(article.structure().check(article.text()), Ok(()));
            assert_eq!(read().as_ref(), Ok(&imported));
        }
    }
});
