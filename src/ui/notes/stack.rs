//! Cards one below the other, of which only the visible are drawn; each is as high as it turns out to be.

use std::collections::HashMap;

use egui::{Rect, Ui, pos2};

use super::{GAP, SIDE};
use crate::{
    notebook::Id,
    ui::roll::{Roll, Rows},
};

/// What a stack remembers between frames.
#[derive(Debug, Default)]
pub(super) struct Stack {
    /// How high the cards that were seen are, at the width they were seen at.
    heights: HashMap<Id, f32>,
    width: f32,
    /// Where each card begins, and after that where the last one ends.
    tops: Vec<f32>,
    roll: Roll<Id>,
    /// The card that the stack was last scrolled for.
    shown: Option<Id>,
}

/// The cards of one frame.
pub(super) struct Cards<'a> {
    pub name: &'a str,
    pub ids: &'a [Id],
    /// About how high a card is at a width, by its index.
    pub estimate: &'a dyn Fn(usize, f32) -> f32,
    /// One stands elsewhere than in the frame before.
    pub changed: bool,
    /// This one is scrolled to, once.
    pub focus: Option<Id>,
}

impl Stack {
    /// Heights at another width are known no more; tells whether it is another.
    pub(super) fn set_width(&mut self, width: f32) -> bool {
        let changed = self.width != width;
        if changed {
            self.width = width;
            self.heights.clear();
        }
        changed
    }

    /// Lays the cards with these ids, and heights by `estimate` where they were not seen yet; tells whether one
    /// stands elsewhere than before.
    pub(super) fn lay(&mut self, ids: &[Id], estimate: &dyn Fn(usize, f32) -> f32) -> bool {
        let mut tops = Vec::with_capacity(ids.len() + 1);
        let mut top = 0.0;
        tops.push(top);
        for (index, id) in ids.iter().enumerate() {
            let known = self.heights.get(id);
            top += known.copied().unwrap_or_else(|| estimate(index, self.width)) + GAP;
            tops.push(top);
        }
        let changed = tops != self.tops;
        self.tops = tops;
        changed
    }

    /// The height of all cards.
    pub(super) fn height(&self) -> f32 {
        self.tops.last().copied().unwrap_or_default()
    }

    /// Draws the visible cards with `draw`, which gives the height of each; `focus` is scrolled to once.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        cards: &Cards<'_>,
        mut draw: impl FnMut(&mut Ui, usize, Rect) -> f32,
    ) {
        let Cards { name, ids, estimate, changed, focus } = *cards;
        let reveal =
            (focus != self.shown).then(|| ids.iter().position(|id| Some(*id) == focus)).flatten();
        let Self { heights, tops, roll, .. } = self;
        let rows = Rows { tops, key: &|index| ids[index], changed, reveal };
        let mut higher = false;
        roll.show(ui, name, &rows, |ui, index, rect| {
            let place = Rect::from_min_max(
                pos2(rect.left() + SIDE, rect.top()),
                pos2(rect.right() - SIDE, rect.bottom() - GAP),
            );
            let height = draw(ui, index, place);
            higher |= heights.insert(ids[index], height) != Some(height);
        });
        if higher && self.lay(ids, estimate) {
            ui.ctx().request_discard("a card has another height");
        } else {
            // Only now the focused card is as high as it is, and wholly in view.
            self.shown = focus;
        }
    }
}
