//! What the selected row tells besides, and what can be done with its entity.

use egui::{
    Button, Color32, CursorIcon, Key, Modifiers, Popup, Rect, Response, RichText, Sense, TextEdit,
    Ui, UiBuilder, pos2, vec2,
};

use super::row::{self, LEFT, RIGHT, Shown};
use crate::{
    analysis::{EntityId, EntityKind, Provenance, Standing},
    app::{Action, Message, Place},
    notebook::Ruling,
    text::{Span, counted, one_line},
    ui::{Cx, fonts, theme::Theme, widgets},
    view::sidebar::{Facts, Row, Shared, shared, singular},
};

/// Of the facts' lines.
const LINE: Option<f32> = Some(16.5);
/// So many of the sentences that two entities share are told.
const MOST_SHARED: usize = 6;
/// So many entities are offered for merging.
const MOST_OFFERED: usize = 12;

/// What is kept between frames.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The name as it is being typed.
    name: Option<String>,
    /// What is looked for among the entities to merge with.
    wanted: String,
    /// What was shared last, of which two, as of which analysis.
    shared: Option<((EntityId, EntityId, u64), Shared)>,
}

/// Draws below the row; gives the height it took. `rows` are those it could be merged with.
pub(super) fn facts_ui(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    memory: &mut Memory,
    shown: &Shown<'_>,
    facts: &Facts,
    rows: &[Row],
    rect: Rect,
) -> f32 {
    let top = rect.top() + row::height(shown.row);
    let room = Rect::from_min_max(pos2(rect.left() + LEFT, top), pos2(rect.right() - RIGHT, top));
    let mut ui = ui.new_child(UiBuilder::new().id_salt("facts").max_rect(room));
    ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
    name_ui(&mut ui, cx, memory, shown.row);
    story_ui(&mut ui, cx.theme, facts);
    if !facts.with.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            ui.label(small("With", cx.theme.soft));
            for (id, name, count) in &facts.with {
                companion_ui(ui, cx, *id, name, *count);
            }
        });
    }
    shared_ui(&mut ui, cx, memory, shown.row);
    ui.add_space(2.0);
    ui.horizontal_wrapped(|ui| {
        let ink = cx.theme.ink;
        let mut step = |ui: &mut Ui, sign: &str, action: Action| {
            let button = ui.add(Button::new(sign).min_size(vec2(24.0, 24.0)));
            widgets::name(ui, button.id, action.text());
            if button.on_hover_text(widgets::tooltip(action)).clicked() {
                cx.act(action);
            }
        };
        step(ui, "‹", Action::PreviousMention);
        ui.label(small(&shown.position(), ink));
        step(ui, "›", Action::NextMention);
        let why = format!("None of its {} names anything", counted(shown.spans.len(), "mention"));
        let why = if shown.spans.len() == 1 { "These words name nothing".to_owned() } else { why };
        if button(ui, cx, "Not a name").on_hover_text(why).clicked() {
            cx.send(Message::NotAnEntity(shown.row.id));
        }
        merge_ui(ui, cx, memory, shown, rows);
        more_ui(ui, cx, shown);
    });
    ui.min_rect().height() + 10.0
}

/// The field for another name, while it is asked for.
fn name_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory, row: &Row) {
    let fresh = cx.takes_focus(Place::Name);
    if fresh {
        memory.name = Some(row.name.clone());
    }
    let Some(name) = &mut memory.name else { return };
    let field = ui.add(TextEdit::singleline(name).desired_width(f32::INFINITY));
    widgets::name(ui, field.id, "Name of the entity");
    if fresh {
        field.request_focus();
        widgets::select_all(ui, field.id, name);
    }
    let field = field.on_hover_text("Enter keeps the name, Esc leaves it as it was");
    if field.lost_focus() && !fresh {
        let kept = ui.input(|input| input.key_pressed(Key::Enter));
        let name = one_line(name);
        if kept && !name.is_empty() && name != row.name {
            cx.send(Message::RuleEntity(vec![Ruling::EntityCalled(name)]));
        }
        memory.name = None;
    }
}

/// The first sentence, and why it is one entity.
pub(super) fn story_ui(ui: &mut Ui, theme: &Theme, facts: &Facts) {
    ui.label(
        RichText::new(&facts.first).font(fonts::sans(12.5)).line_height(LINE).color(theme.ink),
    );
    if !facts.why.is_empty() {
        ui.label(small(&facts.why, theme.soft));
    }
}

/// An entity that shares sentences with this one: its name goes to it, the count tells which sentences.
fn companion_ui(ui: &mut Ui, cx: &mut Cx<'_>, id: EntityId, name: &str, count: usize) {
    let sentences = counted(count, "sentence");
    let go = link(ui, name, cx.theme.accent);
    widgets::name(ui, go.id, &format!("Go to {name}"));
    if go.on_hover_text(format!("Go to {name}")).clicked() {
        cx.send(Message::SelectEntity(id));
    }
    let compare = link(ui, &format!("({count})"), cx.theme.accent);
    widgets::name(ui, compare.id, &format!("What it shares with {name}"));
    if compare.on_hover_text(format!("{sentences} name both: show them")).clicked() {
        cx.send(Message::Compare(id));
    }
}

/// What the selected entity shares with the one it is compared with.
fn shared_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory, row: &Row) {
    let Some(other) = cx.app.session.other_entity() else { return };
    let Some(entity) = cx.app.session.analysis.entity(other) else { return };
    let key = (row.id, other, cx.app.revision.analysis);
    if memory.shared.as_ref().is_none_or(|(of, _)| *of != key) {
        memory.shared = Some((key, shared(&cx.app.session.analysis, row.id, other)));
    }
    let Some((_, both)) = &memory.shared else { return };
    let head = format!(
        "Shares with {}: {}, {}",
        one_line(&entity.name),
        counted(both.sentences.len(), "sentence"),
        counted(both.events.len(), "event"),
    );
    ui.label(small(&head, cx.theme.ink));
    let mut lines = |spans: &[Span], go: fn(Span) -> Message| {
        for span in spans.iter().take(MOST_SHARED) {
            let words = one_line(cx.app.session.article.slice(*span));
            let line = egui::Label::new(small(&words, cx.theme.accent)).truncate();
            let line = ui.add(line.sense(Sense::click()));
            if line.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(words).clicked() {
                cx.out.push(go(*span));
            }
        }
    };
    lines(&both.sentences, Message::Reveal);
    lines(&both.events, Message::SelectEvent);
}

/// The entities it may be the same as.
fn merge_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory, shown: &Shown<'_>, rows: &[Row]) {
    let button = button(ui, cx, "Merge…").on_hover_text("It is the same as another entity");
    if button.clicked() {
        memory.wanted.clear();
    }
    Popup::menu(&button).close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_width(280.0);
        let field = ui.add(
            TextEdit::singleline(&mut memory.wanted)
                .hint_text("Find the other entity")
                .desired_width(f32::INFINITY),
        );
        widgets::name(ui, field.id, "Find the other entity");
        if button.clicked() {
            field.request_focus();
        }
        let finder = crate::text::Finder::new(&memory.wanted);
        let fits = |row: &&Row| {
            row.id != shown.row.id
                && (finder.is_empty() || finder.is_in(&row.name) || finder.is_in(&row.aliases))
        };
        let mut offered: Vec<&Row> = rows.iter().filter(fits).collect();
        offered.sort_by_key(|row| row.kind != shown.row.kind);
        offered.truncate(MOST_OFFERED);
        if offered.is_empty() {
            ui.label(small("No other entity is called so.", cx.theme.soft));
        }
        for row in offered {
            let all = counted(shown.row.count() + row.count(), "mention");
            let words = format!("{} → {all}", row.name);
            let hint = format!("“{}” becomes one with “{}”", shown.row.name, row.name);
            let item = ui.add(Button::new(words).truncate().frame(false));
            if item.on_hover_text(hint).clicked() {
                cx.send(Message::RuleEntity(vec![Ruling::SameEntity(row.name.clone())]));
                ui.close();
            }
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            ui.close();
        }
    });
}

/// All other corrections.
fn more_ui(ui: &mut Ui, cx: &mut Cx<'_>, shown: &Shown<'_>) {
    let row = shown.row;
    let more = button(ui, cx, "More…").on_hover_text("Kind, name, confirm, pin, hide, note");
    Popup::menu(&more).show(|ui| {
        for kind in EntityKind::ALL.into_iter().filter(|kind| *kind != row.kind) {
            let words = format!("It is a {}", singular(kind)).replace("a org", "an org");
            let hint = format!("In all the article: {}", counted(row.count(), "mention"));
            rule(ui, cx, &words, &hint, Ruling::EntityIs(kind));
        }
        ui.separator();
        always_ui(ui, cx, row);
        ui.separator();
        match row.standing {
            Standing::Usual => {
                rule(ui, cx, "Pin to the top", "It stands before all others", Ruling::EntityPinned);
                rule(ui, cx, "Hide", "It is left out of the list", Ruling::EntityHidden);
            }
            Standing::Pinned | Standing::Hidden => {
                if item(ui, "List as usual", "Neither pinned nor hidden") {
                    cx.send(Message::ListAsUsual);
                }
            }
        }
        let mut act = |ui: &mut Ui, action: Action| {
            if item(ui, action.text(), &widgets::tooltip(action)) {
                cx.act(action);
            }
        };
        act(ui, Action::RenameEntity);
        if row.provenance == Provenance::Found {
            act(ui, Action::ConfirmEntity);
        }
        if row.count() > 1 {
            act(ui, Action::SplitMention);
        }
        if item(ui, "Note", "Write a note on the selected mention") {
            cx.send(Message::NoteOnEntity);
        }
    });
}

/// What holds in every article, by the reader's own list.
fn always_ui(ui: &mut Ui, cx: &mut Cx<'_>, row: &Row) {
    if cx.app.names.always.contains_key(&row.name) {
        if item(ui, "Not always any more", "Take it off your list of names") {
            cx.send(Message::NotAlways(row.name.clone()));
        }
        return;
    }
    let kind = singular(row.kind);
    let words = format!("Always a {kind}").replace("a org", "an org");
    if item(ui, &words, "In every article, by your list of names (names.ron)") {
        cx.send(Message::Always(row.name.clone(), Some(row.kind)));
    }
    if item(ui, "Never a name", "In no article, by your list of names (names.ron)") {
        cx.send(Message::Always(row.name.clone(), None));
    }
}

fn rule(ui: &mut Ui, cx: &mut Cx<'_>, words: &str, hint: &str, ruling: Ruling) {
    if item(ui, words, hint) {
        cx.send(Message::RuleEntity(vec![ruling]));
    }
}

fn item(ui: &mut Ui, words: &str, hint: &str) -> bool {
    let chosen = ui.add(Button::new(words).frame(false)).on_hover_text(hint).clicked();
    if chosen {
        ui.close();
    }
    chosen
}

fn button(ui: &mut Ui, cx: &Cx<'_>, words: &str) -> Response {
    ui.add(Button::new(small(words, cx.theme.ink)).min_size(vec2(0.0, 24.0)))
}

fn link(ui: &mut Ui, words: &str, color: Color32) -> Response {
    let link = ui.add(egui::Label::new(small(words, color)).sense(Sense::click()));
    link.on_hover_cursor(CursorIcon::PointingHand)
}

pub(super) fn small(words: &str, color: Color32) -> RichText {
    RichText::new(words).font(fonts::sans(12.0)).line_height(LINE).color(color)
}
