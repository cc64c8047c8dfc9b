//! How the article is set: typeface, size, line height, measure, theme. Live, and remembered.

use egui::{
    Align, Button, Grid, Id, Layout, Popup, PopupCloseBehavior, RichText, SetOpenCommand, Ui, vec2,
};

use crate::{
    app::{Action, Message},
    storage::settings::{Reading, ThemeChoice, Typeface},
    ui::{
        Cx,
        fonts::{self, Cut},
        widgets,
    },
};

const WIDTH: f32 = 300.0;

pub(super) fn button_ui(ui: &mut Ui, cx: &mut Cx<'_>, toggled: &mut bool) {
    let button = ui.add(bare(ui, "Aa")).on_hover_text(widgets::tooltip(Action::Reading));
    widgets::name(ui, button.id, "Reading settings");
    let set = (std::mem::take(toggled) != button.clicked()).then_some(SetOpenCommand::Toggle);
    Popup::from_response(&button)
        .id(Id::unique("reading"))
        .open_memory(set)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name("Reading settings")
        .gap(6.0)
        .width(WIDTH)
        .show(|ui| {
            ui.set_width(WIDTH);
            settings_ui(ui, cx);
        });
}

/// The menu of themes beside it.
pub(super) fn theme_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let button = ui.add(bare(ui, "Theme")).on_hover_text("The colours of the window");
    Popup::menu(&button).gap(6.0).show(|ui| {
        ui.set_width(150.0);
        themes_ui(ui, cx);
    });
}

fn bare(ui: &Ui, words: &'static str) -> Button<'static> {
    let size = vec2(super::bare_width(ui, words), 30.0);
    Button::new(RichText::new(words).size(13.0)).frame(false).min_size(size)
}

fn themes_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    for theme in ThemeChoice::ALL {
        let chosen = cx.app.settings.theme == theme;
        if widgets::radio(ui, cx, chosen, theme_name(theme), fonts::sans(13.0)).clicked() {
            cx.act(Action::Theme(theme));
        }
    }
}

const fn theme_name(theme: ThemeChoice) -> &'static str {
    match theme {
        ThemeChoice::System => "As the system",
        ThemeChoice::Light => "Light",
        ThemeChoice::Dark => "Dark",
        ThemeChoice::Sepia => "Sepia",
        ThemeChoice::Contrast => "High contrast",
    }
}

fn settings_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let before = cx.app.settings.reading;
    let mut reading = before;
    widgets::head(ui, cx, "Typeface");
    ui.horizontal(|ui| {
        for (face, name) in [
            (Typeface::Serif, "Source Serif"),
            (Typeface::Book, "Literata"),
            (Typeface::Sans, "Inter"),
        ] {
            let font = fonts::reading(face, 14.0, Cut::Regular);
            if widgets::radio(ui, cx, reading.typeface == face, name, font).clicked() {
                reading.typeface = face;
            }
        }
    });
    ui.add_space(6.0);
    let Reading { size, line_height, measure, .. } = &mut reading;
    let size_words = format!("{size} pt");
    Grid::new("steps").num_columns(4).min_col_width(0.0).spacing(vec2(6.0, 6.0)).show(ui, |ui| {
        step_ui(ui, "Size", size, &size_words, Steps { from: 12.0, to: 40.0, step: 0.5 });
        let line_words = format!("{line_height:.2}");
        step_ui(
            ui,
            "Line height",
            line_height,
            &line_words,
            Steps { from: 1.2, to: 2.2, step: 0.05 },
        );
        let measure_words = format!("{measure:.0} characters");
        step_ui(ui, "Measure", measure, &measure_words, Steps { from: 40.0, to: 110.0, step: 2.0 });
    });
    ui.add_space(6.0);
    if ui.add_enabled(before != Reading::default(), Button::new("As it was at first")).clicked() {
        reading = Reading::default();
    }
    if reading != before {
        let mut settings = cx.app.settings.clone();
        settings.reading = reading;
        cx.send(Message::SetSettings(Box::new(settings)));
    }
    ui.separator();
    widgets::head(ui, cx, "Theme");
    themes_ui(ui, cx);
}

#[derive(Clone, Copy)]
struct Steps {
    from: f32,
    to: f32,
    step: f32,
}

/// A row of the grid: a name, and the value in words between a button each for less and more.
fn step_ui(ui: &mut Ui, name: &str, value: &mut f32, words: &str, steps: Steps) {
    let Steps { from, to, step } = steps;
    column_ui(ui, 110.0, Layout::left_to_right(Align::Center), name);
    let less = sign_ui(ui, "−", &format!("{name}: less"), *value > from);
    column_ui(ui, 100.0, Layout::top_down(Align::Center), words);
    let more = sign_ui(ui, "+", &format!("{name}: more"), *value < to);
    ui.end_row();
    let by = f32::from(i8::from(more) - i8::from(less));
    if by != 0.0 {
        // On the grid of steps, so that less after more leads back.
        *value = (((*value / step).round() + by) * step).clamp(from, to);
    }
}

fn column_ui(ui: &mut Ui, width: f32, layout: Layout, words: &str) {
    ui.allocate_ui_with_layout(vec2(width, 18.0), layout, |ui| {
        ui.set_min_width(width);
        ui.label(words);
    });
}

fn sign_ui(ui: &mut Ui, sign: &str, name: &str, enabled: bool) -> bool {
    let button = ui.add_enabled(enabled, Button::new(sign).min_size(vec2(28.0, 26.0)));
    widgets::name(ui, button.id, name);
    button.clicked()
}
