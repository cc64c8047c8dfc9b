//! The button that opens files, and the recent ones beside it.

use egui::{Button, Popup, Pos2, Shape, Ui, vec2};

use crate::{
    app::{Action, Message},
    ui::{Cx, widgets},
};

/// How wide the button of the menu is.
pub(super) const MENU_WIDTH: f32 = 22.0;

pub(super) fn open_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let spacing = std::mem::replace(&mut ui.spacing_mut().item_spacing.x, 0.0);
    widgets::act_button(ui, cx, Action::Open, "Open…", true);
    let button = ui.add(Button::new("").frame(false).min_size(vec2(MENU_WIDTH, 30.0)));
    let center = button.rect.center();
    let corner = |x: f32, y: f32| Pos2::new(center.x + x, center.y + y);
    let points = vec![corner(-4.0, -2.0), corner(4.0, -2.0), corner(0.0, 3.0)];
    ui.painter().add(Shape::convex_polygon(points, cx.theme.soft, egui::Stroke::NONE));
    ui.spacing_mut().item_spacing.x = spacing;
    widgets::name(ui, button.id, "Recent files");
    let button = button.on_hover_text("Recent files");
    Popup::menu(&button).gap(6.0).show(|ui| {
        ui.set_max_width(360.0);
        menu_ui(ui, cx);
    });
}

fn menu_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    if cx.app.settings.recents.is_empty() {
        ui.add_enabled(false, Button::new("No recent files yet"));
    }
    for path in &cx.app.settings.recents {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        let button = ui.add(Button::new(name).truncate());
        if button.on_hover_text(path.display().to_string()).clicked() {
            cx.out.push(Message::Open(path.clone()));
        }
    }
    ui.separator();
    for action in [
        Action::OpenPath,
        Action::New,
        Action::SaveAs,
        Action::Versions,
        Action::Export,
        Action::Import,
    ] {
        let button = Button::new(action.text())
            .shortcut_text(action.shortcut().map(|key| key.words()).unwrap_or_default());
        if ui.add_enabled(action.enabled(cx.app), button).on_hover_text(action.hint()).clicked() {
            cx.act(action);
        }
    }
    let mut autosave = cx.app.settings.autosave;
    let check = ui.checkbox(&mut autosave, Action::Autosave.text());
    if check.on_hover_text(Action::Autosave.hint()).changed() {
        cx.act(Action::Autosave);
    }
}
