//! What is written is what is read, whatever the words; and no bytes can break the reading.

use std::path::Path;

use dateline::{
    notebook::{Annotation, Command},
    storage::{Loaded, from_bytes, from_ron, to_ron},
};
use proptest::{collection::vec, prelude::*, sample::Index};

use crate::nasty;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn save_and_load_is_the_identity((article, notebook) in nasty::work()) {
        let ron = to_ron(&article, &notebook);
        let loaded = from_ron(&ron);
        prop_assert_eq!(loaded, Ok(Loaded { article, notebook, complaints: Vec::new(), newer: None }), "{}", ron);
    }

    #[test]
    fn a_damaged_file_is_refused_or_read_but_never_breaks(
        (article, notebook) in nasty::work(),
        cuts in vec((any::<Index>(), 0_usize..20, nasty::text()), 1..4),
    ) {
        let mut ron = to_ron(&article, &notebook);
        for (at, length, instead) in cuts {
            let mut bounds = ron.char_indices().map(|(i, _)| i).skip(at.index(ron.chars().count()));
            let start = bounds.next().unwrap();
            let end = bounds.nth(length).unwrap_or(ron.len());
            ron.replace_range(start..end, &instead);
            ron.push(' ');
        }
        if let Ok(loaded) = from_ron(&ron) {
            let again = from_ron(&to_ron(&loaded.article, &loaded.notebook)).unwrap();
            prop_assert_eq!(again.notebook, loaded.notebook);
        }
    }

    #[test]
    fn any_bytes_are_an_article_a_notebook_or_an_error(
        bytes in vec(any::<u8>(), 0..200),
        head in prop_oneof![Just(""), Just("Notebook(version: 1, "), Just("Notebook(version: 2, ")],
        name in prop_oneof![Just("a.ron"), Just("a.txt"), Just("")],
    ) {
        let bytes = [head.as_bytes(), &bytes].concat();
        if let Ok(opened) = from_bytes(Path::new(name), &bytes) {
            opened.article.blocks().iter().for_each(|block| assert!(block.span.fits(opened.article.text())));
        }
    }

    #[test]
    fn a_changed_comment_changes_only_its_own_lines((article, notebook) in nasty::work()) {
        let Some(first) = notebook.annotations().first().cloned() else { return Ok(()) };
        let before = to_ron(&article, &notebook);
        let changed = Annotation { comment: "Only this.".to_owned(), ..first };
        let mut notebook = notebook;
        Command::ChangeAnnotation(changed).apply(&mut notebook).unwrap();
        let after = to_ron(&article, &notebook);
        let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
        let head = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
        let tail = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| a == b).count();
        prop_assert!(head + tail + 1 >= after.len(), "{:#?}", after);
    }
}

#[test]
fn the_format_is_as_documented() {
    let page = include_str!("../../docs/notebook.md");
    let example = page.split("```ron\n").nth(1).unwrap().split("```").next().unwrap();
    let loaded = from_ron(example).unwrap();
    assert_eq!(loaded.complaints, [""; 0]);
    let fields = |ron: &str| -> Vec<String> {
        let names = ron.lines().filter_map(|line| line.trim_start().split_once(": "));
        names.map(|(name, _)| name.to_owned()).filter(|name| !name.contains(' ')).collect()
    };
    assert_eq!(fields(&to_ron(&loaded.article, &loaded.notebook)), fields(example));
}
