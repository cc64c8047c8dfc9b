//! Every file in `saves/` opens, saves, and opens the same.

use std::{fs, path::Path};

use dateline::{
    notebook::Anchored,
    storage::{Expect, OpenedKind, from_bytes, from_ron, open, save, to_ron},
};

#[test]
fn every_example_opens_saves_and_opens_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("saves");
    let elsewhere = tempfile::tempdir().unwrap();
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // Exports of one of them stand there too.
        if path.extension().is_none_or(|extension| extension != "ron") {
            continue;
        }
        let opened = open(&path).unwrap();
        assert!(matches!(opened.kind, OpenedKind::Notebook { .. }), "{}", path.display());
        assert_eq!(opened.complaints, [""; 0], "{}", path.display());
        let copy = elsewhere.path().join(path.file_name().unwrap());
        save(&copy, &opened.article, &opened.notebook, &Expect::Nothing).unwrap();
        let again = open(&copy).unwrap();
        assert_eq!(again.article, opened.article);
        assert_eq!(again.notebook, opened.notebook);
        seen += 1;
    }
    assert!(seen > 0, "there are no examples");
}

/// Version 1 opens for ever: all marks are exact after it, and after it was saved once and twice as version 2.
#[test]
fn version_1_keeps_every_mark_exact_through_version_2() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("saves");
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let Ok(first) = fs::read_to_string(&path) else { continue };
        if !first.starts_with("Notebook(\n    version: 1,") {
            continue;
        }
        let mut ron = first;
        for _ in 0..3 {
            let loaded = from_ron(&ron).unwrap();
            assert_eq!(loaded.complaints, [""; 0], "{}", path.display());
            let text = loaded.article.text();
            for (_, target) in loaded.notebook.targets() {
                assert_eq!(target.anchor(text), Anchored::Exact(target.position));
            }
            ron = to_ron(&loaded.article, &loaded.notebook);
            assert!(ron.starts_with("Notebook(\n    version: 2,"));
        }
        seen += 1;
    }
    assert!(seen > 2, "the files of version 1 are gone");
}

/// What the loader's fuzz target starts from is loaded, and written and loaded again as the same.
#[test]
fn every_seed_of_the_fuzz_target_goes_through() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds/load");
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        let Ok(opened) = from_bytes(Path::new("seed"), &bytes) else { continue };
        if matches!(opened.kind, OpenedKind::Notebook { .. }) {
            let ron = to_ron(&opened.article, &opened.notebook);
            let again = from_ron(&ron).unwrap();
            assert_eq!((&again.article, &again.notebook), (&*opened.article, &opened.notebook));
            assert_eq!(to_ron(&again.article, &again.notebook), ron);
        }
        seen += 1;
    }
    assert!(seen > 3, "the seeds are gone");
}
