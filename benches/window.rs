//! What the window costs, as figures: `cargo bench --bench window`.
//!
//! Frames are timed in this process, by the processor time of this thread for building a frame and for its
//! triangles, without painting. The first frame, memory and idleness are those of the real program in an X
//! server of its own (Xvfb), painted in software; without Xvfb, and with `-- frames`, these lines are left out.

#![expect(clippy::unwrap_used, reason = "a bench that cannot measure should stop")]
#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

mod harness;

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::Duration,
};

use dateline::storage::{from_bytes, sample};
use egui::{Event, MouseWheelUnit, TouchPhase, ViewportId, vec2};
use x11rb::{
    connection::Connection as _,
    protocol::xproto::{ConnectionExt as _, ImageFormat, MapState},
    rust_connection::RustConnection,
};

use harness::{Bench, clocks, percentiles};

const BOOK_BYTES: usize = 3_300_000;
const FRAMES: usize = 2_000;

fn main() {
    let book = book();
    println!("{:<58} {:>12}   aim", "figure", "measured");
    in_process(&book);
    if std::env::args().any(|arg| arg == "frames") {
        return;
    }
    match Display::open() {
        Some(display) => in_reality(&display, &book),
        None => println!(
            "Xvfb is missing: first frame, memory and idleness of the real window left out"
        ),
    }
    let size = fs::metadata(PROGRAM).unwrap().len();
    row("size of the program", &format!("{:.1} MB", size as f64 / 1e6), "");
}

const PROGRAM: &str = env!("CARGO_BIN_EXE_dateline");

fn row(figure: &str, measured: &str, aim: &str) {
    println!("{figure:<58} {measured:>12}   {aim}");
}

/// The long sample over and over.
fn book() -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/articles");
    let articles =
        fs::read_dir(folder).unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap());
    let mut longest = articles.max_by_key(Vec::len).unwrap();
    longest.push(b'\n');
    longest.iter().copied().cycle().take(BOOK_BYTES.next_multiple_of(longest.len())).collect()
}

/// The times of frames while the wheel turns down, and now and then up.
fn scroll(bench: &mut Bench) -> Vec<f64> {
    bench.frame(vec![Event::PointerMoved(egui::pos2(700.0, 450.0))]);
    let turn = |i: usize| Event::MouseWheel {
        unit: MouseWheelUnit::Line,
        delta: vec2(0.0, if i % 100 < 80 { -3.0 } else { 9.0 }),
        phase: TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: egui::Modifiers::NONE,
    };
    (0..FRAMES).map(|i| bench.frame(vec![turn(i)]).0).collect()
}

fn in_process(book: &[u8]) {
    let (processor, day) = clocks();
    let mut small = Bench::new(sample());
    small.frame(Vec::new());
    let (processor_then, day_then) = clocks();
    let first = format!("{:.0} ms", (day_then - day) * 1e3);
    row("sample: window made and first frame built, fonts included", &first, "");
    row(
        "  of it on this thread's processor",
        &format!("{:.0} ms", (processor_then - processor) * 1e3),
        "",
    );
    small.settle(120);
    row("sample: a frame while scrolling, p50 / p99, ms", &percentiles(scroll(&mut small)), "");
    small.settle(120);
    let repaints = (0..600).filter(|_| {
        let (_, output) = small.frame(Vec::new());
        output.viewport_output[&ViewportId::ROOT].repaint_delay < Duration::from_hours(1)
    });
    row("sample: repaints asked for in 600 idle frames", &repaints.count().to_string(), "0");

    let opened = from_bytes(Path::new("book.txt"), book).unwrap();
    let mut large = Bench::new(opened);
    row("3.3 MB: first frame, ms", &format!("{:.2}", large.frame(Vec::new()).0), "");
    row(
        "3.3 MB: scrolling while it is being read, p50 / p99, ms",
        &percentiles(scroll(&mut large)),
        "0.5 / 2",
    );
    large.settle(120);
    row(
        "3.3 MB: scrolling when it has been read, p50 / p99, ms",
        &percentiles(scroll(&mut large)),
        "0.5 / 2",
    );
}

/// An X server of its own; ends with this value.
struct Display {
    server: Child,
    name: String,
    folder: tempfile::TempDir,
}

impl Drop for Display {
    fn drop(&mut self) {
        self.server.kill().unwrap();
        self.server.wait().unwrap();
    }
}

impl Display {
    fn open() -> Option<Self> {
        let mut server = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1600x1000x24",
                "-nolisten",
                "tcp",
                "-noreset",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut number = String::new();
        BufReader::new(server.stdout.take()?).read_line(&mut number).unwrap();
        let folder = tempfile::tempdir().unwrap();
        Some(Self { server, name: format!(":{}", number.trim()), folder })
    }

    fn start(&self, file: Option<&Path>) -> Running {
        let child = Command::new(PROGRAM)
            .args(file)
            .env("DISPLAY", &self.name)
            .env("DATELINE_CONFIG", self.folder.path())
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env_remove("WAYLAND_DISPLAY")
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Running(child)
    }
}

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Running {
    /// Processor time so far, in ticks of 10 ms.
    fn ticks(&self) -> u64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.0.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit(") ").next().unwrap().split(' ').collect();
        fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
    }

    /// Resident memory in MB.
    fn memory(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() * 1024.0 / 1e6
    }

    /// Waits until the program has done nothing for a second.
    fn settle(&self) {
        let mut last = self.ticks();
        let mut quiet = 0;
        while quiet < 10 {
            sleep(Duration::from_millis(100));
            let now = self.ticks();
            quiet = if now == last { quiet + 1 } else { 0 };
            last = now;
        }
    }
}

/// Whether the middle of the window shows text: both paper and ink.
fn shows_text(x: &RustConnection, root: u32) -> Option<()> {
    let children = x.query_tree(root).unwrap().reply().ok()?.children;
    let window = children.into_iter().rev().find(|window| {
        let size = x.get_geometry(*window).unwrap().reply().map_or(0, |geometry| geometry.width);
        let attributes = x.get_window_attributes(*window).unwrap().reply();
        size > 700 && attributes.is_ok_and(|a| a.map_state == MapState::VIEWABLE)
    })?;
    let image =
        x.get_image(ImageFormat::Z_PIXMAP, window, 400, 150, 600, 300, !0).unwrap().reply().ok()?;
    let (mut light, mut dark) = (0, 0);
    for pixel in image.data.chunks_exact(4) {
        match pixel[1] {
            224.. => light += 1,
            ..96 => dark += 1,
            _ => {}
        }
    }
    (light > 50_000 && (500..50_000).contains(&dark)).then_some(())
}

fn in_reality(display: &Display, book: &[u8]) {
    let (x, screen) = RustConnection::connect(Some(&display.name)).unwrap();
    let root = x.setup().roots[screen].root;
    let mut times: Vec<f64> = (0..5)
        .map(|_| {
            let (_, before) = clocks();
            let running = display.start(None);
            while shows_text(&x, root).is_none() {
                sleep(Duration::from_millis(1));
            }
            let (_, after) = clocks();
            drop(running);
            (after - before) * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    row(
        "sample: text on the screen after process start, median",
        &format!("{:.0} ms", times[2]),
        "300 ms",
    );

    let running = display.start(None);
    running.settle();
    let small = running.memory();
    row("sample: memory of the real window", &format!("{small:.0} MB"), "");
    let before = running.ticks();
    sleep(Duration::from_secs(10));
    row(
        "sample: processor time of 10 idle seconds",
        &format!("{} ms", (running.ticks() - before) * 10),
        "0 ms",
    );
    drop(running);

    let path = display.folder.path().join("book.txt");
    fs::write(&path, book).unwrap();
    let running = display.start(Some(&path));
    running.settle();
    let large = running.memory();
    row("3.3 MB: memory more than with the sample", &format!("{:.0} MB", large - small), "60 MB");
}
