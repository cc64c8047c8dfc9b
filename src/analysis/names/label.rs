//! The labels of words: how a word stands in a name of which kind (BILOU), and which may follow which.

use super::EntityKind;

/// The number of labels: outside, and four places in a name of three kinds.
pub const LABELS: usize = 13;
/// Labels are kept sixteen to a row, so that a row is a machine's word.
pub const ROW: usize = 16;

/// The kinds that the model tells apart; groups are found by list.
pub(super) const KINDS: [EntityKind; 3] =
    [EntityKind::Person, EntityKind::Organization, EntityKind::Place];

/// Where in a name a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Outside,
    Begin,
    Inside,
    Last,
    Unit,
}

/// The part and the kind (an index into [`KINDS`]) that a label stands for.
pub(super) const fn part(label: usize) -> (Part, usize) {
    if label == 0 {
        return (Part::Outside, 0);
    }
    let part = match (label - 1) % 4 {
        0 => Part::Begin,
        1 => Part::Inside,
        2 => Part::Last,
        _ => Part::Unit,
    };
    (part, (label - 1) / 4)
}

/// The labels of the words of a name, in order.
pub(super) fn labels(kind: usize, words: usize) -> impl Iterator<Item = usize> {
    (0..words).map(move |i| {
        1 + 4 * kind
            + match (i == 0, i + 1 == words) {
                (true, true) => 3,
                (true, false) => 0,
                (false, false) => 1,
                (false, true) => 2,
            }
    })
}

const fn opens(part: Part) -> bool {
    matches!(part, Part::Begin | Part::Inside)
}

const fn goes_on(part: Part) -> bool {
    matches!(part, Part::Inside | Part::Last)
}

/// Whether a sentence may begin with `label`.
pub const fn may_begin(label: usize) -> bool {
    !goes_on(part(label).0)
}

/// Whether a sentence may end with `label`.
pub const fn may_end(label: usize) -> bool {
    !opens(part(label).0)
}

/// Whether `to` may follow `from`: a name that was begun is ended, in its own kind.
pub const fn may_follow(from: usize, to: usize) -> bool {
    let ((before, kind), (after, next)) = (part(from), part(to));
    if opens(before) { goes_on(after) && kind == next } else { !goes_on(after) }
}
