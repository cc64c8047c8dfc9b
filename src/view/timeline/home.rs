//! Which part of time to show before the reader has chosen one.

use super::{
    Item,
    lanes::{LEFT, RIGHT},
    scale::Scale,
};

/// At least so many days are shown: with a single day the axis still tells where in the month one is.
const SHORTEST: f64 = 14.0;

/// How many times as long as all the rest a gap must be for what lies beyond it to be left out.
const FAR: f64 = 8.0;

/// Shows these items' pins, with room for the cards of the outermost ones.
pub(super) fn fit(items: &[Item], width: f64) -> Scale {
    let from = items.iter().map(Item::pin).reduce(f64::min).unwrap_or_default();
    let to = items.iter().map(Item::pin).reduce(f64::max).unwrap_or_default();
    let spare = (SHORTEST - (to - from)).max(0.0) / 2.0;
    let (from, to) = (from - spare, to + spare);
    // Where the window is narrow, cards at its ends are cut rather than all the time.
    let room = (width - LEFT - RIGHT).max(width * 0.4).max(1.0);
    let left = LEFT.min((width - room) / 2.0);
    let scale = Scale::showing(from, to, room);
    Scale {
        start: scale.start - left / scale.per_day,
        per_day: scale.per_day,
        width: width.max(1.0),
    }
}

/// All but the few that lie far off: of the stretches between the widest gaps, the one that holds nearly all.
///
/// "The coalition, formed in 2014" would else press the week that the article tells of into a corner.
#[expect(clippy::indexing_slicing, reason = "the gap is one between two of the items")]
pub(super) fn core(items: &[Item]) -> &[Item] {
    let mut core = items;
    // Each turn drops what lies before, or after, the widest gap, as long as that is little and far off.
    loop {
        let gap = |i: usize| core[i + 1].pin() - core[i].pin();
        let Some(widest) =
            (0..core.len().saturating_sub(1)).max_by(|a, b| gap(*a).total_cmp(&gap(*b)))
        else {
            return core;
        };
        let (before, after) = core.split_at(widest + 1);
        let kept = if before.len() < after.len() { after } else { before };
        let length = match kept {
            [first, .., last] => last.pin() - first.pin(),
            _ => return core,
        };
        let is_far = gap(widest) > FAR * length.max(SHORTEST);
        let is_most = kept.len() * 4 >= items.len() * 3 && kept.len() >= 3;
        if !is_far || !is_most {
            return core;
        }
        core = kept;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::timeline::{lanes::CARD, tests::exact};

    fn items(days: &[f64]) -> Vec<Item> {
        days.iter().map(|day| exact(*day)).collect()
    }

    #[test]
    fn leaves_out_the_few_that_lie_far_off() {
        for (days, kept) in [
            (vec![-3650.0, 0.0, 1.0, 100.0, 140.0], 1..5),
            (vec![0.0, 1.0, 100.0, 140.0, 9000.0], 0..4),
            (vec![0.0, 1.0, 2.0], 0..3),
            (vec![0.0, 5000.0], 0..2),
            (vec![0.0, 1.0, 5000.0, 5001.0], 0..4),
            (vec![], 0..0),
        ] {
            let items = items(&days);
            assert_eq!(core(&items), &items[kept], "{days:?}");
        }
    }

    #[test]
    fn every_pin_is_shown_with_its_card() {
        for days in [vec![0.0], vec![0.0, 0.0], vec![0.0, 20_000.0], vec![3.0, 4.0, 90.0]] {
            for width in [400.0, 1440.0, 2500.0] {
                let items = items(&days);
                let scale = fit(&items, width);
                for item in &items {
                    let x = scale.to_points(item.pin());
                    assert!(0.0 <= x && x <= width, "{days:?} {width}: {x}");
                    assert!(width < 600.0 || x + CARD / 2.0 < width);
                }
            }
        }
    }
}
