//! How the height of the panel is shared out between cards, lines, axis and labels.

use egui::Rect;

use crate::view::timeline::lanes;

/// Above and below a card's words.
pub(super) const PAD: f32 = 6.0;
/// The line with the date.
pub(super) const DATE_LINE: f32 = 16.0;
/// A line of the title.
pub(super) const TITLE_LINE: f32 = 15.5;
/// Between two rows of cards.
const ROW_GAP: f32 = 8.0;
/// The shortest and the longest line from card to axis.
const STEM: (f32, f32) = (9.0, 26.0);
/// Below the axis: room for piles, then for the labels.
const BELOW: f32 = 42.0;
/// Below it where there is little room: piles share the place of the labels.
const BELOW_TIGHT: f32 = 24.0;
/// The most lines of a title.
const MOST_LINES: usize = 3;

/// Where things are in a panel of some height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Room {
    pub axis: f32,
    /// The middle of the piles, and of the labels.
    pub piles: f32,
    pub labels: f32,
    pub n_rows: usize,
    /// Of a card's title.
    pub n_lines: usize,
    cards_bottom: f32,
}

impl Room {
    pub(super) fn of(rect: Rect) -> Self {
        let tight = rect.height() < 112.0;
        let below = if tight { BELOW_TIGHT } else { BELOW };
        let above = rect.height() - below - 2.0;
        let full = card_height(MOST_LINES);
        let n_rows = (((above - STEM.0) / (full + ROW_GAP)) as usize).max(1);
        let n_lines = if n_rows > 1 {
            MOST_LINES
        } else {
            (((above - STEM.0 - card_height(0)) / TITLE_LINE).max(0.0) as usize).min(MOST_LINES)
        };
        let rows = n_rows as f32 * (card_height(n_lines) + ROW_GAP) - ROW_GAP;
        let stem = (above - rows).clamp(STEM.0, STEM.1);
        // What is left over goes to both ends.
        let spare = (above - rows - stem).max(0.0) / 2.0;
        let axis = rect.bottom() - below - spare;
        Self {
            axis,
            piles: axis + 15.0,
            labels: axis + if tight { 14.0 } else { 31.0 },
            n_rows: if n_lines == 0 { 0 } else { n_rows },
            n_lines,
            cards_bottom: axis - stem,
        }
    }

    /// A card of a row, its left side at `x`.
    pub(super) fn card(&self, row: usize, x: f32) -> Rect {
        let height = card_height(self.n_lines);
        let bottom = self.cards_bottom - row as f32 * (height + ROW_GAP);
        Rect::from_min_max(
            egui::pos2(x, bottom - height),
            egui::pos2(x + lanes::CARD as f32, bottom),
        )
    }
}

fn card_height(n_lines: usize) -> f32 {
    2.0 * PAD + DATE_LINE + n_lines as f32 * TITLE_LINE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_fits_at_every_height() {
        for height in 80..450_u16 {
            let rect =
                Rect::from_min_size(egui::pos2(0.0, 500.0), egui::vec2(900.0, height.into()));
            let room = Room::of(rect);
            assert!(room.n_lines > 0, "{height}");
            assert!(room.labels + 7.0 <= rect.bottom(), "{height}");
            assert!(room.card(room.n_rows - 1, 0.0).top() >= rect.top(), "{height}");
            assert!(room.card(0, 0.0).bottom() + STEM.0 <= room.axis + 0.01, "{height}");
        }
        let rows = |height| {
            Room::of(Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(9.0, height))).n_rows
        };
        assert_eq!([rows(80.0), rows(160.0), rows(450.0)], [1, 1, 4]);
    }
}
