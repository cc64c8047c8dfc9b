//! The head of the page: the title where the text has none of its own, and the source line with the
//! reference date.

use egui::{Align, Key, Layout, Pos2, RichText, Sense, TextEdit, Ui, Vec2, text::LayoutJob, vec2};
use jiff::civil::Date;

use super::{
    super::{
        Cx,
        fonts::{self, Cut},
        widgets,
    },
    layout::{Setting, Style},
};
use crate::{
    analysis::read_date,
    app::{Action, Message, Place},
    article::BlockKind,
    view::page::source_line,
};

/// Height of the source line, with its room.
pub(super) const SOURCE: f32 = 44.0;

/// What the head remembers between frames.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The publication day as it is being typed.
    typed: Option<String>,
}

fn style(setting: &Setting) -> Style {
    Style::of_kind(BlockKind::Headline, 0, setting)
}

pub(super) fn title_height(setting: &Setting) -> f32 {
    style(setting).line + 4.0
}

impl Memory {
    fn job(cx: &Cx<'_>, setting: &Setting) -> LayoutJob {
        let style = style(setting);
        let font = fonts::reading(setting.face, style.size, Cut::SemiBold);
        let mut job = LayoutJob::simple(
            cx.app.session.title().to_owned(),
            font,
            cx.theme.ink,
            setting.column,
        );
        job.sections.iter_mut().for_each(|section| section.format.line_height = Some(style.line));
        job
    }

    /// The title's height, as it breaks into lines.
    pub(super) fn measure(ui: &Ui, cx: &Cx<'_>, setting: &Setting) -> f32 {
        ui.fonts_mut(|fonts| fonts.layout_job(Self::job(cx, setting))).size().y + 4.0
    }

    pub(super) fn title_ui(ui: &Ui, cx: &mut Cx<'_>, at: Pos2, setting: &Setting) {
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(Self::job(cx, setting)));
        let rect = egui::Rect::from_min_size(at, galley.size());
        let response = ui.interact(rect, ui.scope_id().with("title"), Sense::click());
        response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::Heading, true, cx.app.session.title())
        });
        ui.painter().galley(at, galley, cx.theme.ink);
        if response.on_hover_text(widgets::tooltip(Action::EditTitle)).double_clicked() {
            cx.act(Action::EditTitle);
        }
    }

    /// "Xinhua · 2 min read · [Published 25 Feb 2024, inferred]".
    pub(super) fn source_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let line = source_line(cx.app);
        ui.add_space(4.0);
        let row = vec2(ui.available_width(), 26.0);
        ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing = vec2(7.0, 0.0);
            ui.label(RichText::new(line.words).size(13.0).color(cx.theme.soft));
            if cx.takes_focus(Place::Published) && self.typed.is_none() {
                self.begin(cx);
            }
            if self.typed.is_some() {
                self.field(ui, cx);
                return;
            }
            let text = RichText::new(line.published).size(13.0).color(cx.theme.time);
            let chip = egui::Button::new(text).fill(cx.theme.paper).stroke(egui::Stroke::NONE);
            let chip = ui.add(chip.min_size(Vec2::new(0.0, 24.0)));
            frame(ui, chip.rect, line.inferred, cx.theme.time);
            let hover = format!("{}\n{}", line.why, widgets::tooltip(Action::EditPublished));
            if chip.on_hover_text(hover).clicked() {
                self.begin(cx);
            }
        });
    }

    fn begin(&mut self, cx: &Cx<'_>) {
        let date = cx.app.session.analysis.published.date;
        self.typed = Some(date.map_or_else(String::new, |date| date.to_string()));
    }

    /// The day being typed: Enter keeps it, empty takes it back, Esc leaves it as it was.
    fn field(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(typed) = &mut self.typed else { return };
        let label = ui.label(RichText::new("Published").size(13.0).color(cx.theme.soft));
        let field =
            ui.add(TextEdit::singleline(typed).desired_width(110.0).hint_text("2024-02-25"));
        let field = field.labelled_by(label.id);
        let day = parse_day(typed);
        let empty = typed.trim().is_empty();
        if !field.has_focus() && !field.lost_focus() {
            field.request_focus();
        }
        let words = match (day, empty) {
            (Some(day), _) => day.strftime("%A, %-d %B %Y").to_string(),
            (None, true) => "as the text tells".to_owned(),
            (None, false) => "not a day: write 2024-02-25 or 25 Feb 2024".to_owned(),
        };
        ui.label(RichText::new(words).size(12.0).color(cx.theme.soft));
        if field.lost_focus() {
            let kept = !ui.input(|input| input.key_pressed(Key::Escape));
            if kept && (day.is_some() || empty) && day != cx.app.session.analysis.published.date {
                cx.send(Message::SetPublished(day));
            }
            self.typed = None;
        }
    }
}

/// Dotted round what the machine inferred, solid round what is known.
fn frame(ui: &Ui, rect: egui::Rect, inferred: bool, color: egui::Color32) {
    let stroke = egui::Stroke::new(1.0, color);
    if inferred {
        let corners = [
            rect.left_top(),
            rect.right_top(),
            rect.right_bottom(),
            rect.left_bottom(),
            rect.left_top(),
        ];
        ui.painter().extend(egui::Shape::dashed_line(&corners, stroke, 3.0, 2.5));
    } else {
        ui.painter().rect_stroke(rect, 4.0, stroke, egui::StrokeKind::Inside);
    }
}

/// A day as people write one: a whole date and nothing else.
fn parse_day(typed: &str) -> Option<Date> {
    let typed = typed.trim();
    let when = read_date(typed, None).filter(|timex| timex.span.len() == typed.len())?.interval?;
    when.start.filter(|_| when.is_exact())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn reads_a_day_as_people_write_it() {
        for typed in
            ["2024-02-25", " 25 Feb 2024", "25 February 2024", "Feb. 25, 2024", "February 25, 2024"]
        {
            assert_eq!(parse_day(typed), Some(date(2024, 2, 25)), "{typed}");
        }
        for typed in ["", "31 February 2024", "99999-01-01", "soon"] {
            assert_eq!(parse_day(typed), None, "{typed}");
        }
    }
}
