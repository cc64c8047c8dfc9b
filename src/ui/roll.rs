//! A long list of which only what is visible is drawn, and which stays where it is when rows above come, go
//! or turn out higher than thought.

use egui::{Rect, ScrollArea, Ui, vec2};

/// What a list remembers between frames. Rows are known by `K`, so that it survives another order.
#[derive(Debug)]
pub(crate) struct Roll<K> {
    /// The row at the top of the view, and how much of it is scrolled away.
    top: Option<(K, f32)>,
    /// How far it is scrolled.
    offset: f32,
    /// The height of the view.
    height: f32,
}

impl<K> Default for Roll<K> {
    fn default() -> Self {
        Self { top: None, offset: 0.0, height: 0.0 }
    }
}

/// The rows of one frame.
pub(crate) struct Rows<'a, K> {
    /// Where each begins, and after that where the last one ends. Never empty.
    pub tops: &'a [f32],
    pub key: &'a dyn Fn(usize) -> K,
    /// The rows or their heights are others than in the frame before.
    pub changed: bool,
    /// This one is to be brought into view.
    pub reveal: Option<usize>,
}

impl<K: PartialEq> Rows<'_, K> {
    const fn len(&self) -> usize {
        self.tops.len() - 1
    }

    /// The row at this height.
    fn at(&self, height: f32) -> usize {
        let after = self.tops.partition_point(|top| *top <= height);
        after.saturating_sub(1).min(self.len().saturating_sub(1))
    }
}

impl<K: PartialEq> Roll<K> {
    /// To the top again.
    pub(crate) fn rewind(&mut self) {
        self.top = None;
        self.offset = -1.0;
    }

    /// Draws the visible rows with `draw`, into all the room that `ui` has.
    pub(crate) fn show(
        &mut self,
        ui: &mut Ui,
        name: &str,
        rows: &Rows<'_, K>,
        mut draw: impl FnMut(&mut Ui, usize, Rect),
    ) {
        self.height = ui.available_height();
        let mut area = ScrollArea::vertical().id_salt(name).auto_shrink([false; 2]);
        if let Some(offset) = self.wanted(rows) {
            area = area.vertical_scroll_offset(offset);
        }
        let output = area.show_viewport(ui, |ui, view| {
            let origin = ui.max_rect().min;
            let width = ui.available_width();
            ui.set_min_size(vec2(width, rows.tops[rows.len()]));
            for index in rows.at(view.top())..rows.len() {
                let (top, bottom) = (rows.tops[index], rows.tops[index + 1]);
                if top > view.bottom() {
                    break;
                }
                let size = vec2(width, bottom - top);
                draw(ui, index, Rect::from_min_size(origin + vec2(0.0, top), size));
            }
        });
        self.offset = output.state.clamped_offset().y;
        self.top = (rows.len() > 0).then(|| {
            let first = rows.at(self.offset);
            ((rows.key)(first), self.offset - rows.tops[first])
        });
    }

    /// Where to scroll to, if not where it is.
    fn wanted(&self, rows: &Rows<'_, K>) -> Option<f32> {
        let mut offset = self.offset.max(0.0);
        if rows.changed
            && let Some((key, within)) = &self.top
            && let Some(index) = (0..rows.len()).find(|index| (rows.key)(*index) == *key)
        {
            offset = rows.tops[index] + within;
        }
        if let Some(index) = rows.reveal.filter(|index| *index < rows.len()) {
            let (top, bottom) = (rows.tops[index], rows.tops[index + 1]);
            // The start of a row that does not fit is shown.
            offset = offset.max(bottom - self.height).min(top);
        }
        (offset != self.offset).then_some(offset.max(0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 5] = ["a", "b", "c", "d", "e"];

    fn wanted(roll: &Roll<&str>, names: &[&'static str], reveal: Option<usize>) -> Option<f32> {
        let tops: Vec<f32> = (0..=names.len()).map(|index| index as f32 * 10.0).collect();
        let key = |index: usize| names[index];
        roll.wanted(&Rows { tops: &tops, key: &key, changed: true, reveal })
    }

    #[test]
    fn stays_at_its_row_when_rows_come_and_go() {
        let roll = Roll { top: Some(("c", 3.0)), offset: 23.0, height: 20.0 };
        assert_eq!(wanted(&roll, &NAMES, None), None);
        assert_eq!(wanted(&roll, &["c", "d"], None), Some(3.0));
        assert_eq!(wanted(&roll, &["x", "a", "b", "c"], None), Some(33.0));
        assert_eq!(wanted(&roll, &["x", "y", "z"], None), None);
    }

    #[test]
    fn scrolls_no_further_than_it_must_to_show_a_row() {
        let roll = Roll { top: Some(("b", 5.0)), offset: 15.0, height: 20.0 };
        assert_eq!(wanted(&roll, &NAMES, Some(2)), None);
        assert_eq!(wanted(&roll, &NAMES, Some(1)), Some(10.0));
        assert_eq!(wanted(&roll, &NAMES, Some(4)), Some(30.0));
        let low = Roll { height: 4.0, ..roll };
        assert_eq!(wanted(&low, &NAMES, Some(3)), Some(30.0));
    }
}
