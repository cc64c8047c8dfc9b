//! The page of keys.

use egui::{Grid, Id, Key, Margin, Modal, Modifiers, RichText, ScrollArea, Ui, vec2};

use crate::{
    ui::{Cx, fonts, widgets},
    view::acts::Group,
};

const WIDTH: f32 = 1120.0;

/// The groups in columns of about the same height, as many as there is room for.
const fn columns(width: f32) -> &'static [&'static [Group]] {
    use Group::{Files, Find, Going, Marks, Panels, Selection, Writing};
    match width {
        1000.0.. => &[&[Files, Find, Writing], &[Marks, Selection], &[Going, Panels]],
        640.0.. => &[&[Files, Find, Writing, Going], &[Marks, Selection, Panels]],
        _ => &[&Group::ALL],
    }
}

/// Draws the page; gives whether it stays open.
pub(super) fn help_ui(ui: &Ui, cx: &Cx<'_>) -> bool {
    let frame = widgets::sheet(ui, cx.theme).inner_margin(Margin::same(22));
    let modal = Modal::new(Id::unique("help")).frame(frame).show(ui.ctx(), |ui| {
        let window = ui.ctx().content_rect();
        ui.set_width((window.width() - 90.0).clamp(60.0, WIDTH));
        let closed = head_ui(ui, cx);
        let height = (window.height() - 190.0).max(100.0);
        let page = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
        page.auto_shrink([false, true]).show(ui, |ui| {
            let columns = columns(ui.available_width());
            ui.columns(columns.len(), |uis| {
                for (ui, groups) in uis.iter_mut().zip(columns) {
                    groups_ui(ui, cx, groups);
                }
            });
        });
        closed
    });
    let again = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::F1));
    !(modal.inner || again || modal.should_close())
}

fn head_ui(ui: &mut Ui, cx: &Cx<'_>) -> bool {
    let closed = ui.horizontal(|ui| {
        ui.label(RichText::new("Keys").font(fonts::sans_strong(17.0)));
        let hint = "Letters and digits work outside of text fields.";
        ui.label(RichText::new(hint).color(cx.theme.soft));
        let layout = egui::Layout::right_to_left(egui::Align::Center);
        ui.with_layout(layout, |ui| ui.button("Close").clicked()).inner
    });
    ui.add_space(6.0);
    closed.inner
}

fn groups_ui(ui: &mut Ui, cx: &Cx<'_>, groups: &[Group]) {
    for group in groups {
        widgets::head(ui, cx, group.text());
        let key_width = 120.0;
        let words_width = (ui.available_width() - key_width - 12.0).max(120.0);
        Grid::new(group.text()).num_columns(2).spacing(vec2(12.0, 4.0)).show(ui, |ui| {
            for (words, key) in group.keys() {
                ui.scope(|ui| {
                    ui.set_width(words_width);
                    ui.add(egui::Label::new(words).wrap());
                });
                ui.label(RichText::new(key).color(cx.theme.soft));
                ui.end_row();
            }
        });
        ui.add_space(14.0);
    }
}
