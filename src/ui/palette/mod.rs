//! All acts by name, and the page of keys.

mod help;

use egui::{
    Align2, Area, Id, Key, Margin, Modal, Modifiers, Rect, RichText, Role, ScrollArea, Sense,
    TextEdit, Ui, WidgetInfo, pos2, vec2,
};

use super::{Cx, fonts, widgets};
use crate::{
    app::Message,
    view::acts::{self, Entry},
};

const WIDTH: f32 = 560.0;
const ROW: f32 = 30.0;
/// So many rows are seen at once.
const ROWS: f32 = 12.0;
const PAGE: isize = 12;

/// What the palette remembers between frames.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    open: bool,
    help: bool,
    query: String,
    /// The line that Enter would take.
    chosen: usize,
    /// Opened in this frame: the field takes the keyboard.
    fresh: bool,
}

impl Memory {
    pub(crate) fn open(&mut self) {
        *self = Self { open: true, fresh: true, ..Self::default() };
    }

    pub(crate) const fn open_help(&mut self) {
        self.help = true;
    }

    /// While it is open it takes all keys.
    pub(crate) const fn is_open(&self) -> bool {
        self.open || self.help
    }
}

pub(crate) fn palette_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    if memory.help {
        memory.help = help::help_ui(ui, cx);
    }
    if memory.open {
        list_ui(ui, cx, memory);
    }
}

fn list_ui(ui: &Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    let frame = widgets::sheet(ui, cx.theme).inner_margin(Margin::same(10));
    let id = Id::unique("palette");
    let area: Area = Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, 70.0));
    let modal = Modal::new(id).area(area).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width((ui.ctx().content_rect().width() - 60.0).clamp(60.0, WIDTH));
        content_ui(ui, cx, memory)
    });
    // The key that opens it closes it too.
    let again = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::P));
    if let Some(entry) = &modal.inner {
        match entry {
            Entry::Act(action) => cx.act(*action),
            Entry::Recent(path) => cx.send(Message::Open(path.clone())),
        }
    }
    if modal.inner.is_some() || again || modal.should_close() {
        memory.open = false;
    }
}

/// The field and the list; gives what was taken from it.
fn content_ui(ui: &mut Ui, cx: &Cx<'_>, memory: &mut Memory) -> Option<Entry> {
    let moved = ui.input_mut(|input| {
        let mut press = |key| input.count_and_consume_key(Modifiers::NONE, key).cast_signed();
        press(Key::ArrowDown) - press(Key::ArrowUp)
            + (press(Key::PageDown) - press(Key::PageUp)) * PAGE
    });
    let entered = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let field = TextEdit::singleline(&mut memory.query)
        .id(Id::unique("palette-field"))
        .hint_text("What do you want to do?")
        .font(fonts::sans(15.0))
        .margin(Margin::symmetric(10, 8))
        .desired_width(f32::INFINITY);
    let field = ui.add(field);
    widgets::name(ui, field.id, "Act");
    if std::mem::take(&mut memory.fresh) {
        field.request_focus();
    }
    let entries = acts::entries(cx.app, &memory.query);
    if field.changed() {
        memory.chosen = 0;
    }
    let last = entries.len().saturating_sub(1);
    memory.chosen = memory.chosen.saturating_add_signed(moved).min(last);
    let mut taken = entered.then_some(memory.chosen);
    ui.add_space(4.0);
    if entries.is_empty() {
        ui.label(RichText::new("Nothing is called that. Try another word.").color(cx.theme.soft));
    }
    let list = ScrollArea::vertical().max_height(ROW * ROWS).min_scrolled_height(ROW * ROWS);
    list.auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (index, entry) in entries.iter().enumerate() {
            let chosen = index == memory.chosen;
            let row = row_ui(ui, cx, entry, chosen);
            if chosen && (moved != 0 || field.changed()) {
                row.scroll_to_me(None);
            }
            if row.clicked() {
                taken = Some(index);
            }
        }
    });
    taken.and_then(|index| entries.get(index)).filter(|entry| entry.enabled(cx.app)).cloned()
}

fn row_ui(ui: &mut Ui, cx: &Cx<'_>, entry: &Entry, chosen: bool) -> egui::Response {
    let (rect, row) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::CLICK);
    let enabled = entry.enabled(cx.app);
    row.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, enabled, chosen, entry.words()));
    if !ui.is_rect_visible(rect) {
        return row;
    }
    if chosen || row.hovered() {
        ui.painter().rect_filled(rect, 6.0, cx.theme.selected);
    }
    let key = match entry {
        Entry::Act(action) => action.shortcut().map(|key| key.words()).unwrap_or_default(),
        Entry::Recent(_) => "Recent file".to_owned(),
    };
    let text = |words: String, left: f32, right: f32, color| {
        let mut job = egui::text::LayoutJob::simple_singleline(words, fonts::sans(13.0), color);
        job.wrap.max_width = right - left;
        job.wrap.max_rows = 1;
        job.wrap.break_anywhere = true;
        ui.painter().layout_job(job)
    };
    let ink = if enabled { cx.theme.ink } else { cx.theme.soft };
    let key = text(key, 0.0, 160.0, cx.theme.soft);
    let key_left = rect.right() - 10.0 - key.size().x;
    let words = if enabled { entry.words() } else { format!("{} (not now)", entry.words()) };
    let words = text(words, rect.left() + 10.0, key_left - 12.0, ink);
    let middle = |height: f32| rect.center().y - height / 2.0;
    let at = pos2(rect.left() + 10.0, middle(words.size().y));
    let after = Rect::from_min_size(at, words.size()).right() + 12.0;
    ui.painter().galley(at, words, ink);
    if after + 60.0 < key_left && (chosen || row.hovered()) {
        let hint = text(entry.hint(), after, key_left - 12.0, cx.theme.soft);
        ui.painter().galley(pos2(after, middle(hint.size().y)), hint, cx.theme.soft);
    }
    ui.painter().galley(pos2(key_left, middle(key.size().y)), key, cx.theme.soft);
    row
}
