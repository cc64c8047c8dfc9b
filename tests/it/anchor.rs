//! Marks stay on their words when an article changes, and none lies. `cargo bench --bench anchor` measures more.

use dateline::{
    notebook::Carry,
    text::{Span, next_word},
};

use crate::revise::{Case, Dice, Length, book, measure, texts, written};

const LENGTHS: [Length; 3] = [Length::Words(2), Length::Words(6), Length::Sentence(3)];

#[test]
fn no_mark_of_deleted_words_is_put_elsewhere() {
    for length in LENGTHS {
        for case in [Case::Deleted, Case::DeletedBesideTwin] {
            let score = measure(case, length, 4, 2);
            assert!(score.samples > 100 && score.wrong == 0, "{case:?} {length:?}: {score:?}");
        }
        let score = measure(Case::DeletedBesideTwinAndEdited(10), length, 4, 2);
        assert_eq!(score.lies, 0, "{length:?}: {score:?}");
    }
}

#[test]
fn marks_follow_words_that_were_edited_or_moved() {
    // The floors of the issue, for marks of two words, six words and a sentence.
    let floors = [
        (Case::Edited(10), [98.0, 99.5, 99.5]),
        (Case::Edited(25), [93.0, 98.5, 99.0]),
        (Case::Moved, [99.5, 99.5, 99.5]),
    ];
    for length in LENGTHS {
        for case in [Case::TwinAndEdited(10), Case::MovedAndEdited(10)] {
            let score = measure(case, length, 4, 2);
            assert!(score.percent(score.wrong) <= 2.0, "{case:?} {length:?}: {score:?}");
        }
    }
    for (case, floors) in floors {
        for (length, floor) in LENGTHS.into_iter().zip(floors) {
            let score = measure(case, length, 4, 2);
            assert!(score.percent(score.right) >= floor, "{case:?} {length:?}: {score:?}");
        }
    }
}

#[test]
fn in_versions_as_editors_write_them_no_anchor_is_wrong() {
    let (score, faults) = written();
    assert!(
        score.wrong == 0 && score.percent(score.right) >= 65.0,
        "{score:?}\n{}",
        faults.join("\n")
    );
}

#[test]
fn marks_of_a_long_text_are_carried_too() {
    let texts = texts();
    let pool: Vec<&str> = texts.iter().flat_map(|text| text.split_whitespace()).collect();
    let (old, new) = book(&pool, 200_000, &mut Dice(3));
    let carry = Carry::new(&old, &new);
    let kept = (0..100).filter(|i| {
        let at = next_word(&old, i * old.len() / 100);
        carry.mark(Span::new(at, next_word(&old, at + 30))).span().is_some()
    });
    assert!(kept.count() >= 90);
}
