//! Room for cards: which events get one, in which row, and where; none overlaps another.
//!
//! Positions depend on the zoom and the size of the window, not on where it stands in time, so that panning
//! moves everything together. A row is a schedule: each card may lie within some distance of its pin, cards
//! keep the order of their pins, so that lines from cards to pins never cross. What finds no room stays on
//! the axis, alone or counted in a pile.

use std::{
    collections::BTreeMap,
    ops::{Range, RangeInclusive},
};

use super::{Item, scale::Scale};

/// How wide a card is, in points.
pub const CARD: f64 = 188.0;
/// From one card to the next.
pub const GAP: f64 = 12.0;
/// What the outermost pins keep from the window's ends when everything is shown.
pub(super) const LEFT: f64 = 60.0;
pub(super) const RIGHT: f64 = 190.0;
/// What cards keep from the window's ends then.
const MARGIN: f64 = 14.0;
/// Where a card likes its pin, from its left side.
const ANCHOR: f64 = 23.0;
/// The line to the pin meets the card no nearer to its sides than this.
pub const EDGE: f64 = 12.0;
/// How far beside its pin a card of the lowest row may lie.
const LEAD: f64 = 360.0;
/// A pile counts the events without card on so many points of the axis.
const PILE: f64 = 40.0;
/// A single pin without card must be so far from others to be hit.
const ALONE: f64 = 12.0;

/// A card's place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// The index into the items.
    pub item: usize,
    /// Its left side, in points from the first item's pin.
    pub left: f64,
}

/// Events without a card that stand close together.
#[derive(Clone, Debug, PartialEq)]
pub struct Pile {
    /// Where its first and its last pin stand, in points from the first item's pin.
    pub x: RangeInclusive<f64>,
    /// The indices of its items, in order.
    pub items: Vec<usize>,
    /// It is a single event and no other pin hides it.
    pub alone: bool,
}

/// Where everything is at some zoom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lanes {
    /// From the axis upward; each from left to right.
    pub rows: Vec<Vec<Placed>>,
    /// From left to right.
    pub piles: Vec<Pile>,
}

impl Lanes {
    /// Finds room for as many of `items` as possible in `n_rows` rows; `chosen` gets a card first if it has
    /// none otherwise. Items are sorted by pin.
    pub fn new(items: &[Item], scale: &Scale, n_rows: usize, chosen: Option<usize>) -> Self {
        let lanes = Self::place(items, scale, n_rows, None);
        match chosen {
            Some(item) if n_rows > 0 && item < items.len() && !lanes.has_card(item) => {
                Self::place(items, scale, n_rows, chosen)
            }
            _ => lanes,
        }
    }

    /// Whether the item has a card.
    pub fn has_card(&self, item: usize) -> bool {
        self.card(item).is_some()
    }

    /// The row and place of an item's card.
    #[expect(
        clippy::indexing_slicing,
        reason = "items, pins and bounds are as many, and cards are found by their place"
    )]
    pub fn card(&self, item: usize) -> Option<(usize, Placed)> {
        self.rows.iter().enumerate().find_map(|(row, cards)| {
            let at = cards.binary_search_by_key(&item, |card| card.item).ok()?;
            Some((row, cards[at]))
        })
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "items, pins and bounds are as many, and cards are found by their place"
    )]
    fn place(items: &[Item], scale: &Scale, n_rows: usize, first: Option<usize>) -> Self {
        let pins = pins(items, scale);
        let bounds = bounds(&pins, scale.width);
        let mut order: Vec<usize> = (0..items.len()).collect();
        order.sort_by(|a, b| {
            let chosen = |item: &usize| Some(*item) != first;
            chosen(a).cmp(&chosen(b)).then_with(|| items[*a].before(&items[*b]))
        });
        let slot = |item: usize, lead: f64| Slot {
            low: (pins[item] - (CARD - EDGE) - lead).max(bounds[item].0),
            high: (pins[item] - EDGE + lead).min(bounds[item].1),
            wish: pins[item] - ANCHOR,
            earliest: 0.0,
        };
        let mut rows: Vec<Row> = (0..n_rows).map(|_| Row::default()).collect();
        // First right above the pins, in any row; the axis is then evenly told.
        order.retain(|item| !rows.iter_mut().any(|row| row.insert(*item, slot(*item, 0.0))));
        // Then beside them, in the row where the line from card to pin stays in sight.
        let mut rest = order;
        if let Some(lowest) = rows.first_mut() {
            lowest.widen(|item| slot(item, LEAD));
            rest.retain(|item| !lowest.insert(*item, slot(*item, LEAD)));
        }
        rest.sort_unstable();
        let rows: Vec<Vec<Placed>> = rows.iter().map(Row::settle).collect();
        Self { piles: piles(&pins, &rest), rows }
    }
}

/// Where the items' pins stand, in points from the first.
fn pins(items: &[Item], scale: &Scale) -> Vec<f64> {
    let origin = origin(items);
    items.iter().map(|item| (item.pin() - origin) * scale.per_day).collect()
}

/// The day that positions are counted from.
pub fn origin(items: &[Item]) -> f64 {
    items.first().map_or(0.0, Item::pin)
}

/// Between which points each item's card may begin. Cards stay as near to their group of pins as a window
/// that shows the group has room for; groups are a window's width apart from each other, or more.
fn bounds(pins: &[f64], width: f64) -> Vec<(f64, f64)> {
    let mut bounds = Vec::with_capacity(pins.len());
    for group in pins.chunk_by(|a, b| b - a < width) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        let (low, high) = (first - LEFT + MARGIN, last + RIGHT - MARGIN);
        let spare = (width - 2.0 * MARGIN - (high - low)).max(0.0) / 2.0;
        bounds.extend(group.iter().map(|_| (low - spare, high + spare - CARD)));
    }
    bounds
}

/// A card that has room in a row.
#[derive(Clone, Copy, Debug)]
struct Slot {
    /// The card's left side lies between these two.
    low: f64,
    high: f64,
    /// Where it would best lie.
    wish: f64,
    /// How far left it can lie, with the cards before it there.
    earliest: f64,
}

/// The cards of one row, by item. Invariant: each lies at its `earliest` without overlapping the one before.
#[derive(Debug, Default)]
struct Row(BTreeMap<usize, Slot>);

impl Row {
    /// Adds a card if there is room for it and all that stand already. Costs time in the cards it pushes on.
    fn insert(&mut self, item: usize, mut slot: Slot) -> bool {
        let before = self.0.range(..item).next_back();
        let mut at = before.map_or(slot.low, |(_, b)| slot.low.max(b.earliest + CARD + GAP));
        if at > slot.high {
            return false;
        }
        slot.earliest = at;
        let mut pushed = Vec::new();
        for (next, other) in self.0.range(item + 1..) {
            at += CARD + GAP;
            if at <= other.earliest {
                break;
            }
            if at > other.high {
                return false;
            }
            pushed.push((*next, at));
        }
        for (next, at) in pushed {
            if let Some(other) = self.0.get_mut(&next) {
                other.earliest = at;
            }
        }
        self.0.insert(item, slot);
        true
    }

    /// Gives every card a wider place.
    fn widen(&mut self, place: impl Fn(usize) -> Slot) {
        let mut free = f64::NEG_INFINITY;
        for (item, slot) in &mut self.0 {
            *slot = place(*item);
            slot.earliest = slot.low.max(free);
            free = slot.earliest + CARD + GAP;
        }
    }

    /// Puts every card as near to its wish as the others let it.
    fn settle(&self) -> Vec<Placed> {
        const STEP: f64 = CARD + GAP;
        let slots: Vec<(usize, Slot)> = self.0.iter().map(|(item, slot)| (*item, *slot)).collect();
        // Without the steps between them, wishes become a line that must not fall: pool what falls (the
        // algorithm of pool adjacent violators), as (sum, count).
        let mut pools: Vec<(f64, usize)> = Vec::new();
        for (i, (_, slot)) in slots.iter().enumerate() {
            let mut pool = (slot.wish - i as f64 * STEP, 1);
            while let Some(last) =
                pools.pop_if(|last| last.0 / last.1 as f64 > pool.0 / pool.1 as f64)
            {
                pool = (pool.0 + last.0, pool.1 + last.1);
            }
            pools.push(pool);
        }
        let wished = pools.iter().flat_map(|(sum, n)| std::iter::repeat_n(sum / *n as f64, *n));
        let mut placed: Vec<Placed> = slots
            .iter()
            .zip(wished)
            .enumerate()
            .map(|(i, ((item, slot), wish))| Placed {
                item: *item,
                left: (wish + i as f64 * STEP).max(slot.earliest),
            })
            .collect();
        // From the right: no further than allowed, nor into the next one.
        let mut latest = f64::INFINITY;
        for (card, (_, slot)) in placed.iter_mut().zip(&slots).rev() {
            latest = slot.high.min(latest - STEP);
            card.left = card.left.min(latest);
        }
        placed
    }
}

/// Puts what has no card into piles.
#[expect(
    clippy::indexing_slicing,
    reason = "items, pins and bounds are as many, and cards are found by their place"
)]
fn piles(pins: &[f64], rest: &[usize]) -> Vec<Pile> {
    let mut piles: Vec<Pile> = Vec::new();
    for item in rest.iter().copied() {
        let x = pins[item];
        match piles.last_mut().filter(|pile| x - pile.x.start() <= PILE) {
            Some(pile) => {
                pile.x = *pile.x.start()..=x;
                pile.items.push(item);
            }
            None => piles.push(Pile { x: x..=x, items: vec![item], alone: false }),
        }
    }
    for pile in &mut piles {
        let [item] = pile.items[..] else { continue };
        let is_far = |other: Option<&f64>| other.is_none_or(|x| (x - pins[item]).abs() > ALONE);
        pile.alone =
            is_far(item.checked_sub(1).and_then(|i| pins.get(i))) && is_far(pins.get(item + 1));
    }
    piles
}

/// Those of a sorted list whose stretch, from `start` on and `length` long, touches `window`.
pub fn within<T>(
    sorted: &[T],
    start: impl Fn(&T) -> f64,
    length: f64,
    window: &RangeInclusive<f64>,
) -> Range<usize> {
    let from = sorted.partition_point(|one| start(one) + length < *window.start());
    let to = sorted.partition_point(|one| start(one) <= *window.end());
    from..to.max(from)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{analysis::EventKind, view::timeline::tests::exact};

    fn items(mut days: Vec<(f64, u8)>) -> Vec<Item> {
        days.sort_by(|a, b| a.0.total_cmp(&b.0));
        let kind = |n: u8| EventKind::ALL[usize::from(n) % EventKind::ALL.len()];
        days.into_iter().map(|(day, n)| Item { kind: kind(n), ..exact(day.round()) }).collect()
    }

    proptest! {
        #[test]
        fn no_card_overlaps_and_every_event_is_somewhere(
            days in prop::collection::vec((-4e4..4e4_f64, any::<u8>()), 1..120),
            squeeze in prop::sample::select(vec![1.0, 100.0, 10_000.0]),
            width in 400.0..2500.0_f64, zoom in 0.01..1e4_f64, n_rows in 0..4_usize, chosen in any::<prop::sample::Index>(),
        ) {
            let items = items(days.into_iter().map(|(day, n)| (day / squeeze, n)).collect());
            let chosen = chosen.index(items.len());
            let scale = super::super::home::fit(&items, width).zoomed(zoom, 0.0);
            let lanes = Lanes::new(&items, &scale, n_rows, Some(chosen));
            let pins = pins(&items, &scale);
            for (row, cards) in lanes.rows.iter().enumerate() {
                for pair in cards.windows(2) {
                    prop_assert!(pair[0].item < pair[1].item);
                    prop_assert!(pair[1].left - pair[0].left >= CARD + GAP - 0.01, "{pair:?}");
                }
                for card in cards {
                    let inside = pins[card.item] - card.left;
                    let lead = if row == 0 { LEAD } else { 0.0 };
                    prop_assert!((EDGE - lead - 0.01..=CARD - EDGE + lead + 0.01).contains(&inside));
                }
            }
            let mut seen: Vec<usize> = lanes.rows.iter().flatten().map(|card| card.item).collect();
            seen.extend(lanes.piles.iter().flat_map(|pile| pile.items.iter().copied()));
            seen.sort_unstable();
            prop_assert_eq!(seen, (0..items.len()).collect::<Vec<_>>());
            prop_assert!(lanes.piles.windows(2).all(|pair| pair[1].x.start() - pair[0].x.start() > PILE));
            prop_assert!(n_rows == 0 || lanes.has_card(chosen));
        }

        #[test]
        fn zoomed_in_far_enough_every_event_of_a_day_of_its_own_has_a_card(
            days in prop::collection::btree_set(-1000..1000_i32, 1..60),
        ) {
            let items: Vec<Item> = days.into_iter().map(|day| exact(f64::from(day))).collect();
            let lanes = Lanes::new(&items, &Scale::showing(0.0, 5.0, 1000.0), 1, None);
            prop_assert!(lanes.piles.is_empty());
        }
    }

    #[test]
    fn cards_stay_within_a_window_that_shows_everything() {
        let items: Vec<Item> =
            [0.0, 1.0, 2.0, 110.0, 111.0, 140.0, 140.0].into_iter().map(exact).collect();
        for width in [700.0, 1000.0, 1440.0, 2500.0] {
            let scale = super::super::home::fit(&items, width);
            let lanes = Lanes::new(&items, &scale, 1, None);
            let offset = scale.to_points(origin(&items));
            for card in &lanes.rows[0] {
                let left = card.left + offset;
                assert!(left > 13.9 && left + CARD < width - 13.9, "{width}: {left}");
            }
            assert!(width < 1440.0 || lanes.piles.is_empty(), "{width}: {:?}", lanes.piles);
        }
    }

    #[test]
    fn what_the_reader_made_and_what_weighs_most_has_a_card() {
        let mut items: Vec<Item> = (0..40).map(|_| exact(0.0)).collect();
        items[33].provenance = crate::analysis::Provenance::Made;
        items[7].weight = 0.1;
        items[8].weight = 0.9;
        let scale = super::super::home::fit(&items, 800.0);
        let lanes = Lanes::new(&items, &scale, 1, None);
        assert!(lanes.has_card(33) && lanes.has_card(8) && !lanes.has_card(7));
        assert_eq!(lanes.piles.len(), 1);
        assert!(!lanes.piles[0].alone);
    }
}
