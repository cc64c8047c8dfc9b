//! Templates in the export: which one, and what it writes or what is wrong with it.

use egui::{ComboBox, RichText, Ui};

use super::{Memory, waker};
use crate::{
    export::Exported,
    storage::{Template, export_templates},
    ui::{fonts, theme::Theme},
};

/// So many bytes of a file are shown.
const MOST: usize = 20_000;

/// The chosen template, where there is one of that name. Those there are are looked for when the dialog is opened.
pub(super) fn chosen(ui: &Ui, memory: &mut Memory, name: &str) -> Option<Template> {
    memory.templates.refresh(memory.opened, || waker(ui.ctx()), || export_templates);
    let all = memory.templates.last()?;
    all.iter().find(|template| template.name == name).cloned()
}

pub(super) fn choice_ui(ui: &mut Ui, memory: &Memory, chosen: &mut String) {
    let none = "No template";
    let shown = if chosen.is_empty() { none } else { chosen.as_str() };
    let choice = ComboBox::from_id_salt("template")
        .selected_text(RichText::new(shown).size(12.5))
        .width(ui.available_width() - 8.0);
    let choice = choice.show_ui(ui, |ui| {
        ui.selectable_value(chosen, String::new(), none);
        for template in memory.templates.last().into_iter().flatten() {
            ui.selectable_value(chosen, template.name.clone(), &template.name);
        }
    });
    choice.response.on_hover_text(
        "A template of your own in the place of a format: a file in the folder “export-templates” beside the settings",
    );
}

/// The file itself, as it will be written.
pub(super) fn preview_ui(ui: &mut Ui, theme: &Theme, made: Option<&Result<Exported, String>>) {
    match made {
        Some(Ok(exported)) => {
            let words = String::from_utf8_lossy(&exported.bytes);
            let end = words.floor_char_boundary(MOST);
            let shown = words.get(..end).unwrap_or_default();
            ui.label(RichText::new(shown).monospace().size(12.0));
            if end < words.len() {
                ui.label(RichText::new("… and so on").font(fonts::sans(12.0)).color(theme.soft));
            }
        }
        Some(Err(why)) => {
            ui.label(RichText::new(why).font(fonts::sans(13.5)).color(theme.ink));
        }
        None => {}
    }
}
