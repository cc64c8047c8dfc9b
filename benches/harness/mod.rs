//! A window without a screen, whose frames are timed; shared by the benches of the window.

use dateline::{
    storage::{Opened, settings::Settings},
    ui::Window,
};
use egui::{Context, Event, FullOutput, RawInput, vec2};
use rustix::time::{ClockId, clock_gettime};

/// In seconds: this thread's processor time, and the time of day's pace.
pub(crate) fn clocks() -> (f64, f64) {
    let read = |clock| {
        let time = clock_gettime(clock);
        time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
    };
    (read(ClockId::ThreadCPUTime), read(ClockId::Monotonic))
}

/// The 50th and the 99th percentile.
pub(crate) fn percentiles(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    let at = |p: usize| times[(times.len() * p / 100).min(times.len() - 1)];
    format!("{:.2} / {:.2}", at(50), at(99))
}

pub(crate) struct Bench {
    ctx: Context,
    pub(crate) window: Window,
    time: f64,
}

impl Bench {
    pub(crate) fn new(opened: Opened) -> Self {
        let ctx = Context::default();
        let window = Window::new(&ctx, opened, Settings::default());
        Self { ctx, window, time: 0.0 }
    }

    /// Builds one frame and its triangles; its processor time in milliseconds.
    pub(crate) fn frame(&mut self, events: Vec<Event>) -> (f64, FullOutput) {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, vec2(1440.0, 900.0))),
            time: Some(self.time),
            events,
            focused: true,
            ..RawInput::default()
        };
        let (before, _) = clocks();
        let mut output = self.ctx.run_ui(input, |ui| {
            self.window.logic(&ui.ctx().clone());
            self.window.ui(ui);
        });
        let shapes = std::mem::take(&mut output.shapes);
        let triangles = self.ctx.tessellate(shapes, output.pixels_per_point);
        let (after, _) = clocks();
        assert!(!triangles.is_empty());
        output.textures_delta.clear();
        ((after - before) * 1e3, output)
    }

    /// Waits for the workers' answers until the whole article is read, and then for so many frames.
    pub(crate) fn settle(&mut self, frames: usize) {
        while !self.window.app().session.analysis.complete {
            self.window.wait();
            self.frame(Vec::new());
        }
        (0..frames).for_each(|_| drop(self.frame(Vec::new())));
    }
}
