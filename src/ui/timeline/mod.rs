//! The timeline panel: events as cards over an axis that zooms and pans, or the same events as a list.
//!
//! What is where comes from [`crate::view::timeline`]; here it is only painted, and what the reader does is
//! turned into messages or into another window of time.

mod axis;
mod card;
mod choose;
mod edit;
mod list;
mod marks;
mod room;
mod shelf;
mod stamps;

use egui::{Button, Rect, RichText, Role, Sense, Ui, UiBuilder, WidgetInfo, vec2};

use super::{Cx, fonts};
use crate::{
    app::App,
    text::{Span, counted},
    view::timeline::{
        Strip,
        lanes::Lanes,
        scale::Scale,
        ticks::Tick,
        words::{date_of, day_number, window_words},
    },
};

/// How high the panel's head is.
const HEAD: f32 = 30.0;
/// Room at the panel's sides.
const SIDE: f32 = 14.0;
/// How much one step of the zoom buttons and keys magnifies.
const ZOOM: f64 = 1.6;

/// What the panel remembers between frames.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// The events, as of these revisions of article and analysis.
    strip: Strip,
    made_of: Made,
    /// The part of time that is shown.
    scale: Option<Scale>,
    /// What `scale` was made of while the reader had chosen none, and how wide.
    home_of: Option<(Made, f64)>,
    /// The reader chose it, so it stays; else everything is kept in sight.
    touched: bool,
    lanes: Lanes,
    lanes_of: Option<LanesKey>,
    /// The times below the axis, and of which part of time they are.
    ticks: Option<(Scale, Vec<Tick>)>,
    stamps: stamps::Stamps,
    /// The selected event as of the last frame.
    seen: Option<Span>,
    as_list: bool,
    /// The event that is being edited.
    draft: Option<edit::Draft>,
    /// The day where the reader began to brush.
    brushing: Option<f64>,
    /// The window of time is to show what is selected.
    zoom_wanted: bool,
}

/// The revisions of article, analysis and lens that the events are of.
type Made = (u64, u64, u64);

/// What the lanes were made for: they need not be made again while it stays the same.
#[derive(Debug, Clone, Copy, PartialEq)]
struct LanesKey {
    made_of: Made,
    per_day: f64,
    width: f64,
    n_rows: usize,
    chosen: Option<usize>,
}

impl Memory {
    /// Takes in another analysis. The window of time stays, unless the article is another.
    fn refresh(&mut self, app: &App) {
        let now = (app.revision.article, app.revision.analysis, app.revision.lens);
        if now == self.made_of {
            return;
        }
        if now.0 != self.made_of.0 {
            self.touched = false;
            self.scale = None;
        }
        self.strip = Strip::new(
            &app.session.article,
            &app.session.analysis,
            &app.session.timeline,
            &app.session.lens,
        );
        self.made_of = now;
    }

    /// The window of time on so many points.
    fn scale(&mut self, width: f64) -> Scale {
        let home_of = (!self.touched).then_some((self.made_of, width));
        let scale = match self.scale {
            Some(scale) if self.touched => scale.resized(width),
            Some(scale) if self.home_of == home_of => scale,
            _ => self.strip.home(width),
        };
        self.home_of = home_of;
        self.scale = Some(scale);
        scale
    }

    /// The reader wants another window of time.
    fn set_scale(&mut self, scale: Scale) {
        self.scale = Some(scale.kept_near(self.strip.from, self.strip.to));
        self.touched = true;
    }

    fn zoom(&mut self, factor: f64) {
        if let Some(scale) = self.scale {
            self.set_scale(scale.zoomed(factor, scale.width / 2.0));
        }
    }

    fn fit(&mut self) {
        if let Some(scale) = self.scale {
            self.set_scale(self.strip.fit(scale.width));
        }
    }

    pub(crate) const fn zoom_to_selection(&mut self) {
        self.zoom_wanted = true;
    }

    /// Shows the brushed days, or those of the selected event, with as much again at both sides.
    fn zoom_if_wanted(&mut self, app: &App) {
        if !std::mem::take(&mut self.zoom_wanted) {
            return;
        }
        let brush =
            app.session.lens.brush.map(|(from, to)| (day_number(from), day_number(to) + 1.0));
        let event = || {
            let item = self.strip.dated.get(self.chosen(app)?)?;
            Some((item.start, item.end))
        };
        if let (Some((from, to)), Some(scale)) = (brush.or_else(event), self.scale) {
            let room = (to - from).max(1.0);
            self.set_scale(Scale::showing(from - room, to + room, scale.width));
        }
    }

    /// The selected event among the dated ones.
    fn chosen(&self, app: &App) -> Option<usize> {
        let title = app.session.focus.event?;
        self.strip.dated.iter().position(|item| item.title == title)
    }

    fn lay(&mut self, scale: &Scale, n_rows: usize, chosen: Option<usize>) {
        let key = LanesKey {
            made_of: self.made_of,
            per_day: scale.per_day,
            width: scale.width,
            n_rows,
            chosen,
        };
        if self.lanes_of != Some(key) {
            self.lanes = Lanes::new(&self.strip.dated, scale, n_rows, chosen);
            self.lanes_of = Some(key);
        }
    }
}

pub(crate) fn timeline_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    memory.refresh(cx.app);
    let rect = ui.available_rect_before_wrap();
    ui.advance_cursor_after_rect(rect);
    let (head, body) = rect.split_top_bottom_at_y(rect.top() + HEAD);
    let mut head = inside(ui, "head", head);
    let rest = head_ui(&mut head, cx, memory);
    if memory.strip.is_empty() {
        empty_ui(&mut inside(ui, "empty", body), cx);
    } else if memory.as_list {
        list::list_ui(&mut inside(ui, "list", body), cx, memory);
    } else {
        let shelf = shelf::width(&memory.strip, body.width());
        let (axis, shelf) = body.split_left_right_at_x(body.right() - shelf);
        axis::axis_ui(&mut inside(ui, "axis", axis), cx, memory);
        if shelf.width() > 0.0 {
            shelf::shelf_ui(&mut inside(ui, "shelf", shelf), cx, memory);
        }
    }
    // Painted last, since the window of time may have changed just now.
    summary_ui(&mut head, cx, memory, rest);
    memory.seen = cx.app.session.focus.event;
    edit::editor_ui(ui, cx, &mut memory.draft, rect);
}

/// A part of the panel, out of which nothing is painted.
fn inside(ui: &mut Ui, name: &str, rect: Rect) -> Ui {
    let mut child = ui.new_child(UiBuilder::new().id_salt(name).max_rect(rect));
    child.shrink_clip_rect(rect);
    child
}

/// The panel's name at the left, its buttons at the right; gives back the room between them.
fn head_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) -> Rect {
    let row = ui.max_rect().shrink2(vec2(SIDE, 0.0));
    let mut left = ui.new_child(
        UiBuilder::new().max_rect(row).layout(egui::Layout::left_to_right(egui::Align::Center)),
    );
    let title = super::widgets::head(&mut left, cx, "timeline").rect;
    let mut right = ui.new_child(
        UiBuilder::new().max_rect(row).layout(egui::Layout::right_to_left(egui::Align::Center)),
    );
    right.spacing_mut().item_spacing.x = 2.0;
    right.spacing_mut().button_padding = vec2(6.0, 2.0);
    if memory.strip.is_empty()
        && !cx.app.session.lens.is_filter()
        && cx.app.session.n_hidden_events() == 0
    {
        return row;
    }
    if !memory.as_list {
        if button(&mut right, cx, "+", "Zoom in", "Show less time, larger (+)", false) {
            memory.zoom(ZOOM);
        }
        if button(&mut right, cx, "−", "Zoom out", "Show more time, smaller (−)", false) {
            memory.zoom(1.0 / ZOOM);
        }
        if button(&mut right, cx, "Fit", "Fit", "Show all events (0, or double click)", false) {
            memory.fit();
        }
    }
    let hint = "The same events as rows, for keys and screen readers";
    if button(&mut right, cx, "List", "List", hint, memory.as_list) {
        memory.as_list = !memory.as_list;
    }
    choose::filter_ui(&mut right, cx);
    let (left, right) = (title.right() + SIDE, right.min_rect().left() - 4.0);
    Rect::from_min_max(egui::pos2(left, row.top()), egui::pos2(right, row.bottom()))
}

/// A small button of the head.
fn button(ui: &mut Ui, cx: &Cx<'_>, words: &str, name: &str, hint: &str, is_on: bool) -> bool {
    let color = if is_on { cx.theme.accent } else { cx.theme.soft };
    let text = RichText::new(words).font(fonts::sans(12.0)).color(color);
    let response = ui.add(Button::new(text).frame_when_inactive(false).min_size(vec2(22.0, 20.0)));
    let role = if words == "List" { Role::CheckBox } else { Role::Button };
    response.widget_info(|| match role {
        Role::CheckBox => WidgetInfo::selected(role, true, is_on, name),
        role => WidgetInfo::labeled(role, true, name),
    });
    response.on_hover_text(hint).clicked()
}

/// "Oct 2023 – Feb 2024 · 7 events", as much of it as there is room for.
fn summary_ui(ui: &mut Ui, cx: &Cx<'_>, memory: &Memory, room: Rect) {
    let n_events = memory.strip.len();
    let count = counted(n_events, "event");
    let span = memory.scale.and_then(|scale| memory.strip.shown(&scale));
    let span = span.map(|(from, to)| window_words(date_of(from), date_of(to)));
    let undated = memory.strip.undated.len();
    let undated = (undated > 0).then(|| format!("{undated} undated"));
    let parts = |list: [Option<&String>; 3]| {
        list.into_iter().flatten().cloned().collect::<Vec<_>>().join(" · ")
    };
    let (span, undated) = (span.as_ref(), undated.as_ref());
    let choices =
        [parts([span, Some(&count), undated]), parts([span, Some(&count), None]), count.clone()];
    let font = fonts::sans(11.5);
    for words in choices.into_iter().filter(|_| n_events > 0) {
        let galley = ui.painter().layout_no_wrap(words.clone(), font.clone(), cx.theme.soft);
        if galley.size().x <= room.width() {
            let rect = egui::Align2::RIGHT_CENTER.anchor_size(room.right_center(), galley.size());
            let response = ui.interact(rect, ui.scope_id().with("summary"), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
            ui.painter().galley(rect.min, galley, cx.theme.soft);
            return;
        }
    }
}

/// What to do where there is nothing to show.
fn empty_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let words = if cx.app.session.lens.is_filter() && !cx.app.session.analysis.events.is_empty() {
        "No event is of the kinds chosen. Choose others under Filter."
    } else if cx.app.session.analysis.complete {
        "No dates found yet. Select words and press E to put them on the timeline."
    } else {
        "Reading…"
    };
    ui.centered_and_justified(|ui| {
        ui.label(RichText::new(words).font(fonts::sans(13.0)).color(cx.theme.soft));
    });
}
