//! The versions of the notebook's file: going back to one, and keeping this one under a name.

use egui::{Align, Button, Id, Key, Layout, Margin, RichText, ScrollArea, TextEdit, Ui, vec2};
use jiff::tz::TimeZone;

use crate::{
    app::{Answer, Listed},
    ui::{Cx, fonts, widgets},
    view::versions::Row,
};

/// What is typed for a name, and the local time zone, looked up once.
#[derive(Debug, Default)]
pub(super) struct Memory {
    name: String,
    zone: Option<TimeZone>,
}

impl Memory {
    pub(super) fn begin(&mut self) {
        self.name.clear();
    }
}

pub(super) fn versions_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    versions: &[Listed],
    memory: &mut Memory,
) -> Option<Answer> {
    let mut answer = None;
    ui.label(RichText::new("Versions of this notebook").font(fonts::sans_strong(16.0)));
    ui.label("Going back to one is a step like any other: Undo takes it back, and no file changes until you save.");
    ui.add_space(6.0);
    if versions.is_empty() {
        ui.label(
            RichText::new("None yet. Each save keeps the version before it.").color(cx.theme.soft),
        );
    }
    let zone = memory.zone.get_or_insert_with(TimeZone::system);
    let room = (ui.ctx().content_rect().height() - 320.0).max(80.0);
    ScrollArea::vertical().max_height(room).auto_shrink([false, true]).show(ui, |ui| {
        for (index, version) in versions.iter().enumerate() {
            let row = Row::new(version, cx.now_ms, zone);
            ui.separator();
            if row_ui(ui, cx, &row) {
                answer = Some(Answer::Restore(index));
            }
        }
    });
    ui.separator();
    ui.add_space(4.0);
    let label = ui.label(RichText::new("Keep this version under a name").color(cx.theme.soft));
    let ready = !memory.name.trim().is_empty();
    let row = vec2(ui.available_width(), 32.0);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        let keep = Button::new("Keep").min_size(vec2(84.0, 32.0));
        let pressed = ui.add_enabled(ready, keep).clicked();
        let field = TextEdit::singleline(&mut memory.name)
            .id(Id::unique("version name"))
            .desired_width(f32::INFINITY)
            .char_limit(80)
            .margin(Margin::symmetric(8, 6));
        let field = ui.add(field).labelled_by(label.id);
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if (pressed || entered) && ready {
            answer = Some(Answer::KeepVersion(memory.name.trim().to_owned()));
        }
    });
    ui.add_space(8.0);
    let row = vec2(ui.available_width(), 32.0);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        if ui.add(Button::new("Close").min_size(vec2(84.0, 32.0))).clicked() {
            answer = Some(Answer::Cancel);
        }
    });
    answer
}

/// A version; whether it is to be gone back to.
fn row_ui(ui: &mut Ui, cx: &Cx<'_>, row: &Row) -> bool {
    let mut restore = false;
    ui.horizontal(|ui| {
        let room = (ui.available_width() - 100.0).max(0.0);
        ui.allocate_ui_with_layout(vec2(room, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(room);
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(&row.title).font(fonts::sans_strong(13.0)));
                ui.label(RichText::new(&row.about).color(cx.theme.soft));
            });
            ui.label(RichText::new(&row.differs).color(cx.theme.soft));
        });
        let button = Button::new("Restore").min_size(vec2(84.0, 28.0));
        let button = ui.add_enabled(row.can_restore, button);
        widgets::name(ui, button.id, &format!("Restore {}", row.title));
        restore = button.clicked();
    });
    restore
}
