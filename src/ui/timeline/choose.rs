//! The filter of the timeline's head: which kinds, of which entity, and what is hidden.

use egui::{Button, Popup, PopupCloseBehavior, RichText, Stroke, Ui, vec2};

use crate::{
    analysis::EventKind,
    app::{Lens, Message},
    ui::{Cx, fonts, widgets},
};

pub(super) fn filter_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let lens = &cx.app.session.lens;
    let color = if lens.is_filter() { cx.theme.accent } else { cx.theme.soft };
    let text = RichText::new("Filter").font(fonts::sans(12.0)).color(color);
    let button = ui.add(Button::new(text).frame_when_inactive(false).min_size(vec2(22.0, 20.0)));
    widgets::name(ui, button.id, "Filter events");
    let button = button.on_hover_text("Which events are shown");
    let menu = Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    menu.show(|ui| menu_ui(ui, cx));
}

fn menu_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let mut lens = cx.app.session.lens.clone();
    // On paper the boxes need an edge to be seen.
    let widgets = &mut ui.visuals_mut().widgets;
    for state in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
        state.bg_stroke = Stroke::new(1.0, cx.theme.soft);
    }
    for kind in EventKind::ALL {
        let count =
            cx.app.session.analysis.events.iter().filter(|event| event.kind == kind).count();
        let mut on = lens.kinds.contains(&kind);
        if ui.checkbox(&mut on, format!("{} {count}", plural(kind))).changed() {
            lens.toggle(kind);
        }
    }
    ui.separator();
    let entity = lens.entity.or(cx.app.session.focus.mention);
    let named = entity.and_then(|span| cx.app.session.analysis.mention_at(span.start()));
    let named = named.and_then(|mention| cx.app.session.analysis.entity(mention.entity));
    if let Some(named) = named {
        let mut on = lens.entity.is_some();
        if ui.checkbox(&mut on, format!("Only what names {}", named.name)).changed() {
            lens.entity = entity.filter(|_| on);
        }
    } else {
        let words = "Select an entity to see only its events";
        ui.label(RichText::new(words).font(fonts::sans(12.0)).color(cx.theme.soft));
    }
    if lens.is_filter() && ui.button("Show all").clicked() {
        lens = Lens { brush: lens.brush, ..Lens::default() };
    }
    let hidden = cx.app.session.n_hidden_events();
    if hidden > 0 && ui.button(format!("Bring back {hidden} hidden")).clicked() {
        cx.send(Message::ShowHiddenEvents);
    }
    if lens != cx.app.session.lens {
        cx.send(Message::SetLens(lens));
    }
}

/// What the menu calls a kind.
const fn plural(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Happening => "Happenings",
        EventKind::Statement => "Sayings",
        EventKind::Plan => "Plans",
        EventKind::Background => "Background",
        EventKind::Picture => "Pictures",
    }
}
