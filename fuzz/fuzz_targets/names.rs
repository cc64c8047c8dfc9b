//! Any text: names are read without panic, in order and apart, with chances for scores; each has an entity.

#![no_main]

use dateline::analysis::training::{embedded, entities, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(models) = embedded() else { return };
    let names = read(models, text);
    assert!(names.iter().all(|name| name.span.fits(text) && !name.span.is_empty()));
    assert!(names.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
    assert!(names.iter().all(|name| (0.0..=1.0).contains(&name.score)));
    let (of, all) = entities(text, &names);
    assert_eq!(of.len(), names.len());
    assert!(of.iter().all(|entity| *entity < all.len()));
});
