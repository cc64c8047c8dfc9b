//! The window: two turns a frame. First what happened is taken in and acted on, then the state is drawn.

use std::{path::PathBuf, process::ExitCode, sync::Arc, time::Duration};

use egui::{
    CentralPanel, Context, Frame, Panel, Theme as SystemTheme, Ui, Vec2, ViewportBuilder,
    ViewportCommand,
};
use jiff::Timestamp;

use super::{
    Cx, bars, compare,
    dialogs::Dialogs,
    export, fonts, modals, notes, page, palette,
    panels::{Sizes, Which},
    shortcuts, sidebar,
    theme::Theme,
    timeline,
};
use crate::{
    analysis::Analysis,
    app::{Action, App, Effect, Incoming, Message, Place},
    article::Article,
    export::{Work, incoming},
    notebook::Notebook,
    storage::{self, Opened, settings::Settings},
    task::Pool,
};

/// Opens the window, with `path` in it if one is given; returns when it is closed.
pub fn run(path: Option<PathBuf>) -> ExitCode {
    let (settings, mut complaints) = Settings::load();
    let (names, complaint) = storage::load_names();
    complaints.extend(complaint);
    let options = eframe::NativeOptions {
        viewport: ViewportBuilder::default()
            .with_title("Dateline")
            .with_app_id("dateline")
            .with_icon(icon())
            // eframe takes from this what is larger than the screen; `fitting` does the rest.
            .with_inner_size(Vec2::INFINITY)
            .with_min_inner_size([720.0, 480.0])
            .with_drag_and_drop(true),
        window_builder: Some(Box::new(fitting)),
        ..eframe::NativeOptions::default()
    };
    let create = move |cc: &eframe::CreationContext<'_>| {
        let pool = Pool::with_journal(super::waker(&cc.egui_ctx));
        let mut window = Window::with(&cc.egui_ctx, storage::sample(), settings, pool);
        if !names.is_empty() {
            window.inbox.push(Message::SetNames(names));
        }
        window.inbox.extend(path.map(Message::Open));
        window.inbox.extend(complaints.into_iter().map(Message::Complain));
        Ok(Box::new(window) as Box<dyn eframe::App>)
    };
    match eframe::run_native("dateline", options, Box::new(create)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Dateline cannot open a window here: {error}.");
            eprintln!(
                "Without a display the command line still works: dateline analyze FILE (see --help)."
            );
            ExitCode::FAILURE
        }
    }
}

/// What window managers show where no desktop entry tells them.
fn icon() -> egui::IconData {
    const PNG: &[u8] = include_bytes!("../../assets/desktop/dateline.png");
    eframe::icon_data::from_png_bytes(PNG).unwrap_or_default()
}

/// As large as the window likes to be, in points.
const WISHED: Vec2 = Vec2::new(1440.0, 900.0);

/// What a screen has beside the window: its frame and title bar, and the system's own bars, in points.
const BESIDE: Vec2 = Vec2::new(16.0, 80.0);

/// A window that was as large as the screen, as large as it should be on that screen.
fn fitting(window: ViewportBuilder) -> ViewportBuilder {
    let screen = window.inner_size.unwrap_or(Vec2::INFINITY);
    window.with_inner_size(WISHED.min(screen - BESIDE))
}

/// The side panels grow no wider than leaves the article this, in points.
const ARTICLE_LEAST: f32 = 400.0;

/// So long nothing must have been changed before the notebook saves itself, in milliseconds.
const PAUSE_MS: u64 = 3_000;

/// The whole window: the app, its workers, and what each panel remembers between frames.
pub struct Window {
    app: App,
    pool: Pool,
    dialogs: Dialogs,
    /// Messages for the next turn.
    inbox: Vec<Message>,
    /// Keys that wait for what the one before them does.
    typed: Vec<egui::Event>,
    focus: Option<Place>,
    page: page::Memory,
    sidebar: sidebar::Memory,
    notes: notes::Memory,
    timeline: timeline::Memory,
    bars: bars::Memory,
    modals: modals::Memory,
    palette: palette::Memory,
    compare: compare::Memory,
    export: export::Memory,
    sizes: Sizes,
    look: Option<&'static Theme>,
    /// What the system shows above the window and in its lists.
    title: String,
    /// The notebook's revision, and since when it is that, in milliseconds since 1970.
    still: (u64, u64),
    closing: bool,
}

impl Window {
    /// A window that keeps no journal, and is not woken by answers but waits for them: for tests and benches.
    pub fn new(ctx: &Context, opened: Opened, settings: Settings) -> Self {
        // An answer is there a moment before it wakes anybody: who has waited for it would be woken in vain.
        Self::with(ctx, opened, settings, Pool::new(Arc::new(|| ())))
    }

    fn with(ctx: &Context, opened: Opened, settings: Settings, pool: Pool) -> Self {
        ctx.set_fonts(fonts::definitions());
        // Zooming is by the reading size; Ctrl + and - of egui would scale the bars too.
        ctx.options_mut(|options| options.zoom_with_keyboard = true);
        let (app, effects) = App::new(opened, settings);
        let mut window = Self {
            app,
            pool,
            dialogs: Dialogs::default(),
            inbox: Vec::new(),
            typed: Vec::new(),
            focus: None,
            page: page::Memory::default(),
            sidebar: sidebar::Memory::default(),
            notes: notes::Memory::default(),
            timeline: timeline::Memory::default(),
            bars: bars::Memory::default(),
            modals: modals::Memory::default(),
            palette: palette::Memory::default(),
            compare: compare::Memory::default(),
            export: export::Memory::default(),
            sizes: Sizes::default(),
            look: None,
            title: String::new(),
            still: (0, 0),
            closing: false,
        };
        window.carry_out(ctx, effects);
        window
    }

    /// The state, for tests.
    pub const fn app(&self) -> &App {
        &self.app
    }

    /// Puts in a message as if the reader had sent it: for tests and benches.
    pub fn send(&mut self, message: Message) {
        self.inbox.push(message);
    }

    /// Waits for one answer of the workers: for tests and benches.
    pub fn wait(&mut self) {
        self.inbox.extend(self.pool.wait());
    }

    /// Takes in what happened since the last frame, and acts on it.
    pub fn logic(&mut self, ctx: &Context) {
        while let Some(message) = self.pool.poll() {
            self.inbox.push(message);
        }
        self.inbox.extend(self.dialogs.poll());
        shortcuts::resume(ctx, &mut self.typed);
        let covered = self.palette.is_open()
            || self.app.session.comparison.is_some()
            || self.export.is_open();
        if self.app.session.question.is_none() && !covered {
            shortcuts::take(ctx, &self.app, &mut self.typed, &mut self.inbox);
        }
        self.take_drops(ctx);
        // Of a window that was hidden nothing is drawn, so that it lost the keyboard is perhaps never seen.
        let returned = egui::Event::WindowFocused(true);
        if ctx.input(|input| input.raw.events.contains(&returned)) {
            self.inbox.push(Message::Returned);
        }
        self.notice_pause(ctx);
        if ctx.input(|input| input.viewport().close_requested()) && !self.closing {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.inbox.push(Message::CloseRequested);
        }
        while !self.inbox.is_empty() {
            for message in std::mem::take(&mut self.inbox) {
                if let Message::Act(action) = message {
                    self.window_acts(action);
                }
                let effects = self.app.update(message, now());
                self.carry_out(ctx, effects);
            }
        }
        let title = title(&self.app);
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// Says when nothing was changed for a moment, where that saves the notebook.
    fn notice_pause(&mut self, ctx: &Context) {
        if !self.app.settings.autosave || self.app.session.is_saved() {
            return;
        }
        let (revision, now_ms) = (self.app.revision.notebook, now().as_millisecond().max(0) as u64);
        if self.still.0 != revision {
            self.still = (revision, now_ms);
        }
        let since = now_ms.saturating_sub(self.still.1);
        if since < PAUSE_MS {
            ctx.request_repaint_after(Duration::from_millis(PAUSE_MS - since));
        } else {
            // Should the save fail, the next one is tried after as long again.
            self.still.1 = now_ms;
            self.inbox.push(Message::Paused);
        }
    }

    fn take_drops(&mut self, ctx: &Context) {
        let dropped = ctx
            .input(|input| input.raw.dropped_files.first().map(|file| file.path().to_path_buf()));
        self.inbox.extend(dropped.map(Message::Open));
    }

    /// Acts that only open something of the window's own.
    fn window_acts(&mut self, action: Action) {
        match action {
            Action::Reading => self.bars.toggle_reading(),
            Action::Help => self.palette.open_help(),
            Action::Export => self.export.open(),
            Action::Import => self.inbox.push(Message::Import(importer)),
            Action::ZoomTimeline => self.timeline.zoom_to_selection(),
            _ => {}
        }
    }

    fn carry_out(&mut self, ctx: &Context, effects: Vec<Effect>) {
        for effect in effects {
            match self.pool.run(effect) {
                Some(Effect::PickFile { purpose, folder, name }) => {
                    self.inbox.extend(self.dialogs.show(ctx, purpose, folder, &name));
                }
                Some(Effect::Copy(words)) => ctx.copy_text(words),
                Some(Effect::Focus(Place::Palette)) => self.palette.open(),
                Some(Effect::Focus(place)) => self.focus = Some(place),
                Some(Effect::Close) => {
                    self.closing = true;
                    ctx.send_viewport_cmd(ViewportCommand::Close);
                }
                _ => {}
            }
        }
    }

    /// Draws the state; what the reader does becomes messages for the next turn.
    pub fn ui(&mut self, ui: &mut Ui) {
        let theme = self.dress(ui);
        let mut cx = Cx {
            app: &self.app,
            theme,
            focus: &mut self.focus,
            out: &mut self.inbox,
            now_ms: now().as_millisecond().max(0) as u64,
        };
        let bar = Frame::new().fill(theme.panel);
        let panels = &cx.app.settings.panels;
        let (sidebar, notes, timeline) = (panels.sidebar, panels.notes, panels.timeline);
        Panel::top("top").exact_size(44.0).resizable(false).frame(bar).show(ui, |ui| {
            bars::top_ui(ui, &mut cx, &mut self.bars);
        });
        Panel::bottom("status").exact_size(26.0).resizable(false).frame(bar).show(ui, |ui| {
            bars::status_ui(ui, &mut cx, &self.page, &mut self.bars);
        });
        // However narrow the window, the article keeps most of it.
        let widest = (ui.max_rect().width() - ARTICLE_LEAST) / 2.0;
        let sidebar_range = 180.0..=widest.clamp(180.0, 480.0);
        let notes_range = 220.0..=widest.clamp(220.0, 560.0);
        if timeline.visible {
            let panel = Panel::bottom("timeline").resizable(true).default_size(timeline.size);
            let drawn = panel.size_range(110.0..=480.0).frame(bar).show(ui, |ui| {
                timeline::timeline_ui(ui, &mut cx, &mut self.timeline);
            });
            self.sizes.note(ui, Which::Timeline, drawn.response.rect);
        }
        if sidebar.visible {
            let panel = Panel::left("sidebar").resizable(true).default_size(sidebar.size);
            let drawn = panel.size_range(sidebar_range).frame(bar).show(ui, |ui| {
                sidebar::sidebar_ui(ui, &mut cx, &mut self.sidebar);
            });
            self.sizes.note(ui, Which::Sidebar, drawn.response.rect);
        }
        if notes.visible {
            let panel = Panel::right("notes").resizable(true).default_size(notes.size);
            let drawn = panel.size_range(notes_range).frame(bar).show(ui, |ui| {
                notes::notes_ui(ui, &mut cx, &mut self.notes);
            });
            self.sizes.note(ui, Which::Notes, drawn.response.rect);
        }
        CentralPanel::default().frame(Frame::new().fill(theme.paper)).show(ui, |ui| {
            page::page_ui(ui, &mut cx, &mut self.page);
        });
        self.sizes.remember(ui, &mut cx);
        compare::compare_ui(ui, &mut cx, &mut self.compare);
        palette::palette_ui(ui, &mut cx, &mut self.palette);
        export::export_ui(ui, &mut cx, &mut self.export);
        modals::modals_ui(ui, &mut cx, &mut self.modals);
        if !self.inbox.is_empty() || self.focus.is_some() {
            // What was done in this frame is acted on in the next one.
            ui.ctx().request_repaint();
        }
    }

    /// Puts on the theme, if it is another than before.
    fn dress(&mut self, ui: &Ui) -> &'static Theme {
        let ctx = ui.ctx();
        let system_dark = ctx.system_theme() == Some(SystemTheme::Dark);
        let theme = Theme::of(self.app.settings.theme, system_dark);
        if self.look != Some(theme) {
            self.look = Some(theme);
            ctx.set_theme(if theme.dark { SystemTheme::Dark } else { SystemTheme::Light });
            ctx.all_styles_mut(|style| {
                style.visuals = theme.visuals();
                style.interaction.selectable_labels = false;
                style.interaction.tooltip_delay = 0.4;
                style.spacing.scroll.fade.strength = 0.0;
                style.spacing.item_spacing = egui::vec2(8.0, 6.0);
                style.spacing.button_padding = egui::vec2(10.0, 4.0);
                style.override_font_id = None;
                for (text_style, font) in &mut style.text_styles {
                    font.size = match text_style {
                        egui::TextStyle::Heading => 17.0,
                        egui::TextStyle::Small => 11.0,
                        _ => 13.0,
                    };
                }
            });
        }
        theme
    }
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.logic(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.ui(ui);
    }

    fn clear_color(&self, _visuals: &egui::Visuals) -> [f32; 4] {
        self.look
            .unwrap_or(Theme::of(self.app.settings.theme, false))
            .window
            .to_normalized_gamma_f32()
    }
}

/// What others wrote on the article, for the app, which is below the formats.
fn importer(
    text: &str,
    article: &Article,
    analysis: &Analysis,
    notebook: &Notebook,
    now: Timestamp,
) -> Result<Incoming, String> {
    incoming(text, &Work { article, analysis, notebook, now })
}

/// The file, or the article where there is none yet, and a dot while something is unsaved.
fn title(app: &App) -> String {
    let file = app.session.document.path.as_ref().or(app.session.document.source.as_ref());
    let name = file
        .and_then(|path| path.file_name())
        .map_or_else(|| app.session.title().into(), |name| name.to_string_lossy());
    let dot = if app.session.is_saved() { "" } else { "• " };
    format!("{dot}{name} — Dateline")
}

#[expect(
    clippy::disallowed_methods,
    reason = "the window is the edge: from here time is passed in"
)]
fn now() -> Timestamp {
    Timestamp::now()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_icon_is_a_picture() {
        let icon = super::icon();
        assert_eq!((icon.width, icon.height), (256, 256));
    }
}
