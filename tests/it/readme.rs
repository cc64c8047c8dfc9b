//! What the README says of keys and files is so.

use std::{fs, path::Path};

use dateline::{app::Action, storage::from_ron};

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

#[test]
fn the_keys_are_those_of_the_app() {
    let readme = readme();
    let (_, rest) = readme.split_once("| --- | --- | --- |\n").unwrap();
    let (table, _) = rest.split_once("<!-- end -->").unwrap();
    let wanted: String = Action::ALL
        .iter()
        .filter_map(|action| {
            let keys = action.shortcut()?.words();
            Some(format!("| `{keys}` | {} | {} |\n", action.text(), action.hint()))
        })
        .collect();
    assert!(table == wanted, "the table of keys in README.md should be:\n{wanted}");
}

#[test]
fn the_example_of_a_file_opens() {
    let readme = readme();
    let (_, rest) = readme.split_once("```ron\n").unwrap();
    let (example, _) = rest.split_once("```").unwrap();
    let loaded = from_ron(example).unwrap();
    assert_eq!(loaded.complaints, [""; 0]);
    let text = loaded.article.text();
    for mark in loaded.notebook.annotations() {
        assert_eq!(mark.target.position.of(text), mark.target.exact);
    }
    for verdict in loaded.notebook.verdicts() {
        assert_eq!(verdict.on.position.of(text), verdict.on.exact);
    }
}
