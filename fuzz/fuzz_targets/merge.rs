//! Three notebooks, of which two grew from one by any commands: merged without panic; each record stands once, on the
//! text; nobody's note is gone; what came of it is saved and opened again.

#![no_main]

use std::{collections::HashSet, sync::Arc};

use dateline::{
    article::Meta,
    import::verbatim,
    notebook::{Annotation, Color, Command, Id, Notebook, Ruling, Selector, Side, Tag, Verdict, merge},
    storage::{from_ron, to_ron},
    text::Span,
};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;

const TEXTS: [&str; 3] = [
    "The calm is a tactic. The talks began on Monday in Paris. 😀 Nobody was hurt.\n",
    "The calm was a tactic. 😀 The talks began in Paris.\n",
    "Nobody was hurt.\n",
];

fn mark(text: &str, id: u8, value: u8) -> Annotation {
    let (start, length) = (usize::from(value & 63), usize::from(value >> 6) * 4);
    let at = |byte: usize| (0..=byte.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    let (start, end) = (at(start).unwrap_or(0), at(start + length).unwrap_or(0));
    Annotation {
        id: Id::new(id.into()),
        target: Selector::new(text, Span::new(start, end)),
        color: Color::ALL[usize::from(value % 4)],
        comment: format!("{id} {value}"),
        tags: Tag::new(&format!("t{}", value % 3)).into_iter().collect(),
        created: Timestamp::UNIX_EPOCH,
        modified: Timestamp::UNIX_EPOCH,
    }
}

/// Three bytes a command: what, which record, and with what; those that do not fit are passed over.
fn work(side: &mut Side, bytes: &[u8]) {
    for bytes in bytes.chunks_exact(3) {
        let [what, id, value] = [bytes[0], bytes[1] % 16, bytes[2]];
        let text = side.article.text();
        let ruling = if value % 2 == 0 { Ruling::NotAName } else { Ruling::EntityPinned };
        let on = mark(text, id, value).target;
        let command = match what % 8 {
            0 => Command::Annotate(mark(text, id, value)),
            1 => Command::RemoveAnnotation(Id::new(id.into())),
            2 => Command::ChangeAnnotation(mark(text, id, value)),
            3 => {
                let id = Id::new(u64::from(id) + 16);
                let verdict = Verdict { id, on, ruling, contested: false };
                Command::Rule { at: usize::from(value) % 4, verdict }
            }
            4 => Command::RemoveVerdict(Id::new(u64::from(id) + 16)),
            5 => Command::SetTitle((value > 9).then(|| format!("title {value}"))),
            6 => Command::SetText(format!("one\n{value}\nthree\n")),
            _ => {
                let new = TEXTS[usize::from(value) % TEXTS.len()];
                let new = Arc::new(verbatim(new.to_owned(), Meta::default()));
                let replacement = side.notebook.replacement(&side.article, Arc::clone(&new));
                side.article = new;
                replacement
            }
        };
        drop(command.apply(&mut side.notebook));
    }
    // As a file has it: the text stands in the article.
    side.notebook.article = None;
}

fuzz_target!(|data: &[u8]| {
    let third = data.len() / 3;
    let (first, rest) = data.split_at(third);
    let (second, third) = rest.split_at(third);
    let article = Arc::new(verbatim(TEXTS[0].to_owned(), Meta::default()));
    let mut base = Side { article, notebook: Notebook::default() };
    work(&mut base, first);
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    work(&mut mine, second);
    work(&mut theirs, third);
    let common = mine.common(&theirs);
    for base in [base, common] {
        let merged = merge(&base, &mine, &theirs);
        let mut ids = HashSet::new();
        assert!(merged.notebook.ids().all(|id| ids.insert(id)), "an id stands twice");
        let comments: HashSet<&str> =
            merged.notebook.annotations().iter().map(|a| a.comment.as_str()).collect();
        for (side, other) in [(&mine, &theirs), (&theirs, &mine)] {
            // Only what is as it was may be gone, where the other side deleted it.
            for mark in side.notebook.annotations() {
                let is_new = base.notebook.annotation(mark.id).is_none_or(|old| old.comment != mark.comment);
                let is_buried = other.notebook.gone.contains(&mark.id);
                assert!(!is_new || is_buried || comments.contains(mark.comment.as_str()), "{mark:?}");
            }
        }
        let ron = to_ron(&merged.article, &merged.notebook);
        let again = from_ron(&ron).expect("what is written can be read");
        assert_eq!(again.notebook.ids().count(), ids.len());
    }
});
