//! Any text of another program: annotations, events or a sentence; what comes in fits the notebook, is taken back
//! exactly, and is saved and opened again as the same.

#![no_main]

use std::sync::OnceLock;

use dateline::{
    analysis::{Analysis, Cancel, Given, analyze},
    article::{Article, Meta},
    export::{Work, incoming},
    import::verbatim,
    notebook::{Command, Notebook},
    storage::{from_ron, to_ron},
};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;

const TEXT: &str = "Calm talks\n\nThe \"calm\" talks of 5 May 2024 began in Paris. 😀 Ann Lee said so on Monday.\n";

fn work() -> &'static (Article, Analysis) {
    static WORK: OnceLock<(Article, Analysis)> = OnceLock::new();
    WORK.get_or_init(|| {
        let article = verbatim(TEXT.to_owned(), Meta::default());
        let analysis = analyze(&article, &Given::default(), &Cancel::default());
        (article, analysis.expect("nobody cancels"))
    })
}

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (article, analysis) = work();
    let mut notebook = Notebook::default();
    let now = Timestamp::UNIX_EPOCH;
    let work = Work { article, analysis, notebook: &notebook, now };
    let commands = match incoming(text, &work) {
        Ok(incoming) => incoming.commands,
        Err(why) => return assert!(why.ends_with('.'), "{why}"),
    };
    let inverse = Command::Batch(commands).apply(&mut notebook).expect("what comes in fits");
    let opened = from_ron(&to_ron(article, &notebook)).expect("what is written can be read");
    assert_eq!(to_ron(&opened.article, &opened.notebook), to_ron(article, &opened.notebook));
    assert_eq!(opened.notebook.ids().count(), notebook.ids().count());
    inverse.apply(&mut notebook).expect("undo fits");
    assert!(notebook.is_empty());
});
