//! The sidebar's head: how much there is, and what of it is listed in which order.

use egui::{
    Button, EventFilter, Id, Key, Modifiers, Response, RichText, Role, Sense, Stroke, StrokeKind,
    TextEdit, Ui, WidgetInfo, vec2,
};

use crate::{
    analysis::EntityKind,
    app::{Action, Message, Place, SidebarOrder, SidebarState},
    text::counted,
    ui::{Cx, fonts, widgets},
    view::sidebar::{Sidebar, plural},
};

/// The choice as it stands, what was chosen in this very frame included.
pub(super) fn state(cx: &Cx<'_>) -> SidebarState {
    let sent = cx.out.iter().rev().find_map(|message| match message {
        Message::SetSidebar(state) => Some(state),
        _ => None,
    });
    sent.unwrap_or(&cx.app.session.sidebar).clone()
}

/// "ENTITIES", and how many; as much of it as there is room for.
pub(super) fn head_ui(ui: &mut Ui, cx: &Cx<'_>, sidebar: &Sidebar) {
    ui.horizontal(|ui| {
        widgets::head(ui, cx, "Entities");
        let count = sidebar.entities();
        let long = format!("{count} · {}", counted(sidebar.mentions, "mention"));
        let forms = if cx.app.session.analysis.complete {
            [long, format!("{count} · {}", sidebar.mentions), count.to_string()]
        } else {
            [format!("reading… {long}"), format!("reading… {count}"), "reading…".to_owned()]
        };
        let lay = |words: &String| {
            ui.painter().layout_no_wrap(words.clone(), fonts::sans(12.0), cx.theme.soft)
        };
        let room = ui.available_width();
        let fits = forms.iter().find(|words| lay(words).size().x <= room).or(forms.last());
        let Some(words) = fits.cloned() else { return };
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let words = RichText::new(words).font(fonts::sans(12.0)).color(cx.theme.soft);
            ui.label(words).on_hover_text(if cx.app.session.analysis.complete {
                "Entities, and how often they are named"
            } else {
                "The article is still being read"
            });
        });
    });
}

/// In less room than this the chips have no words, only marks and counts.
const WORDS_FROM: f32 = 200.0;

/// One chip a kind: pressed, only the pressed kinds are listed.
pub(super) fn chips_ui(ui: &mut Ui, cx: &mut Cx<'_>, sidebar: &Sidebar, state: &SidebarState) {
    let wordless = ui.available_width() < WORDS_FROM;
    ui.horizontal_wrapped(|ui| {
        for kind in EntityKind::ALL {
            let on = state.kinds.contains(&kind);
            let count = sidebar.count(kind);
            let name = format!("{} {count}", plural(kind));
            let words = if wordless { count.to_string() } else { name.clone() };
            let chip = chip(ui, cx, kind, words, on);
            let enabled = ui.is_enabled();
            chip.widget_info(|| WidgetInfo::selected(Role::CheckBox, enabled, on, &name));
            let hint = widgets::tooltip(Action::ListKind(kind));
            if chip.on_hover_text(hint).clicked() {
                cx.act(Action::ListKind(kind));
            }
        }
    });
}

fn chip(ui: &mut Ui, cx: &Cx<'_>, kind: EntityKind, words: String, on: bool) -> Response {
    let theme = cx.theme;
    let galley = ui.painter().layout_no_wrap(words, fonts::sans(12.0), theme.ink);
    let size = vec2(galley.size().x + 33.0, 24.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let lit = on || response.hovered() || response.has_focus();
    let stroke = Stroke::new(1.0, if lit { theme.accent } else { theme.line });
    let fill = if on { theme.selected } else { theme.paper };
    ui.painter().rect(rect, 12.0, fill, stroke, StrokeKind::Inside);
    let middle = rect.center().y;
    widgets::kind_mark(ui, theme, kind, egui::pos2(rect.left() + 14.0, middle), 8.0);
    let at = egui::pos2(rect.left() + 23.0, middle - galley.size().y / 2.0);
    ui.painter().galley(at, galley, theme.ink);
    response
}

const ORDERS: [(SidebarOrder, &str, &str); 3] = [
    (SidebarOrder::Kind, "Kind", "By kind"),
    (SidebarOrder::Count, "Count", "By count"),
    (SidebarOrder::FirstMention, "First", "By first mention"),
];

/// The filter box and the order. Tells whether the keyboard is to go on to the list.
pub(super) fn filter_ui(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    sidebar: &Sidebar,
    state: &SidebarState,
) -> bool {
    let mut on_to_list = false;
    ui.horizontal(|ui| {
        let id = Id::unique("entity filter");
        let focused = ui.memory(|memory| memory.has_focus(id));
        let pressed =
            |key| focused && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        on_to_list = pressed(Key::ArrowDown) || pressed(Key::Enter);
        let mut filter = state.filter.clone();
        if pressed(Key::Escape) {
            if filter.is_empty() {
                ui.memory_mut(|memory| memory.surrender_focus(id));
            }
            filter.clear();
        }
        let keep = EventFilter {
            escape: true,
            horizontal_arrows: true,
            vertical_arrows: true,
            tab: false,
        };
        let field = TextEdit::singleline(&mut filter)
            .id(id)
            .font(fonts::sans(13.0))
            .hint_text(RichText::new("Filter").color(cx.theme.soft))
            .event_filter(keep)
            .desired_width((ui.available_width() - 66.0).max(40.0));
        let field = ui.add(field).on_hover_text(widgets::tooltip(Action::FilterEntities));
        widgets::name(ui, field.id, "Filter entities");
        if cx.takes_focus(Place::Filter) {
            field.request_focus();
        }
        if filter != state.filter {
            cx.send(Message::SetSidebar(SidebarState { filter, ..state.clone() }));
        }
        order_ui(ui, cx, state);
    });
    if sidebar.hidden > 0 {
        let verb = if state.hidden { "hide them" } else { "show them" };
        let words = format!("{} hidden: {verb}", sidebar.hidden);
        let link = RichText::new(words).font(fonts::sans(12.0)).color(cx.theme.accent);
        if ui.link(link).clicked() {
            cx.send(Message::SetSidebar(SidebarState { hidden: !state.hidden, ..state.clone() }));
        }
    }
    on_to_list
}

fn order_ui(ui: &mut Ui, cx: &mut Cx<'_>, state: &SidebarState) {
    let (_, short, long) =
        ORDERS.into_iter().find(|(order, ..)| *order == state.order).unwrap_or(ORDERS[0]);
    let words = RichText::new(short).font(fonts::sans(12.0)).color(cx.theme.soft);
    let button = Button::new(words).min_size(vec2(60.0, 24.0)).frame(false);
    let menu = egui::containers::menu::MenuButton::from_button(button);
    let (response, _) = menu.ui(ui, |ui| {
        for (order, _, words) in ORDERS {
            if ui.selectable_label(order == state.order, words).clicked() {
                cx.send(Message::SetSidebar(SidebarState { order, ..state.clone() }));
            }
        }
    });
    let tip = response.rect.right_center() - vec2(6.0, -2.0);
    let arm = 3.5;
    let chevron = vec![tip + vec2(-arm, -arm), tip, tip + vec2(arm, -arm)];
    ui.painter().line(chevron, Stroke::new(1.2, cx.theme.soft));
    let name = format!("Order: {}", long.to_lowercase());
    widgets::name(ui, response.id, &name);
    response.on_hover_text(format!("{name}\n{}", widgets::tooltip(Action::NextOrder)));
}
