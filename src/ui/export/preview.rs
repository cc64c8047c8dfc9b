//! The summary as it will be read, in the window's own type.

use egui::{
    FontId, Margin, RichText, Ui,
    text::{LayoutJob, TextFormat},
};

use crate::{
    export::Summary,
    export::document::{Look, Piece, Quote, Run, Section, about, sections},
    ui::{
        fonts::{self, Cut},
        theme::Theme,
    },
};

/// So many lines of a section are shown; a book's timeline is no preview.
const MOST: usize = 60;

/// A summary, ready to be shown.
pub(super) struct Page {
    title: String,
    about: String,
    sections: Vec<Section>,
}

impl Page {
    pub(super) fn new(summary: Summary) -> Self {
        Self { about: about(&summary), sections: sections(&summary), title: summary.title }
    }
}

/// All sections, or the `only` one.
pub(super) fn preview_ui(ui: &mut Ui, theme: &Theme, page: &Page, only: Option<&str>) {
    ui.spacing_mut().item_spacing.y = 5.0;
    ui.label(RichText::new(&page.title).font(fonts::serif(26.0, Cut::SemiBold)));
    if !page.about.is_empty() {
        ui.label(RichText::new(&page.about).size(12.0).color(theme.soft));
    }
    for section in page.sections.iter().filter(|section| only.is_none_or(|id| id == section.id)) {
        ui.add_space(10.0);
        if !section.heading.is_empty() {
            ui.label(RichText::new(&section.heading).font(fonts::serif(16.0, Cut::SemiBold)));
        }
        for piece in section.pieces.iter().take(MOST) {
            piece_ui(ui, theme, piece);
        }
        if section.pieces.len() > MOST {
            let more = format!("and {} more", section.pieces.len() - MOST);
            ui.label(RichText::new(more).size(12.0).color(theme.soft));
        }
    }
}

fn piece_ui(ui: &mut Ui, theme: &Theme, piece: &Piece) {
    let width = ui.available_width();
    match piece {
        Piece::Heading(words) => {
            ui.label(RichText::new(words).font(fonts::sans_strong(13.0)));
        }
        Piece::Paragraph(runs) => {
            let is_last = runs.iter().all(|run| run.look == Look::Soft);
            let font = if is_last { fonts::sans(12.0) } else { fonts::serif(16.5, Cut::Regular) };
            ui.label(job(theme, runs, &font, width));
        }
        Piece::Item(runs) => {
            ui.label(job(theme, runs, &fonts::sans(13.0), width));
        }
        Piece::Row(left, right) => {
            ui.horizontal_top(|ui| {
                ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Wrap);
                let first = 150.0;
                let date = ui.label(job(theme, left, &fonts::sans(13.0), first));
                ui.add_space((first - date.rect.width()).max(0.0));
                let rest = (width - first - 10.0).max(60.0);
                ui.label(job(theme, right, &fonts::sans(13.0), rest));
            });
        }
        Piece::Mark(mark) => mark_ui(ui, theme, mark),
        Piece::Own(words) => {
            ui.label(RichText::new(words).size(13.0));
        }
    }
}

fn mark_ui(ui: &mut Ui, theme: &Theme, mark: &Quote) {
    let shown =
        egui::Frame::new().inner_margin(Margin { left: 12, ..Margin::ZERO }).show(ui, |ui| {
            ui.label(
                RichText::new(&mark.words).font(fonts::serif(15.0, Cut::Regular)).color(theme.soft),
            );
        });
    let rect = shown.response.rect;
    ui.painter().vline(rect.left() + 1.5, rect.y_range(), (3.0, theme.highlight(mark.color)));
    if !mark.comment.is_empty() {
        ui.label(RichText::new(&mark.comment).size(13.0));
    }
    let labels = mark.labels();
    if !labels.is_empty() {
        ui.label(RichText::new(labels).size(12.0).color(theme.accent));
    }
}

fn job(theme: &Theme, runs: &[Run], font: &FontId, width: f32) -> LayoutJob {
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    for run in runs {
        let mut format =
            TextFormat { font_id: font.clone(), color: theme.ink, ..TextFormat::default() };
        match run.look {
            Look::Plain => {}
            Look::Strong => format.font_id = fonts::sans_strong(font.size),
            Look::Soft => format.color = theme.soft,
            Look::Date => format.color = theme.time,
            Look::Name(kind) => format.color = theme.kind(kind),
            Look::Place(_) => {
                format.color = theme.accent;
                format.font_id = fonts::sans(font.size * 0.68);
                format.valign = egui::Align::TOP;
            }
        }
        job.append(&run.words, 0.0, format);
    }
    job
}
