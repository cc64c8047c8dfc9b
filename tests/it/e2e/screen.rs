//! A screen of its own: an X server on a free number, a window manager, a session bus, and hands.

use std::{
    env,
    ffi::OsString,
    fs::{self, File},
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use tempfile::TempDir;
use x11rb::{
    connection::Connection as _, protocol::xproto::ConnectionExt as _,
    rust_connection::RustConnection,
};

/// What a screen is made of. `.ci/run` installs it where it can.
const PROGRAMS: [&str; 7] =
    ["Xvfb", "openbox", "xdotool", "import", "convert", "dbus-daemon", "tesseract"];

/// Far longer than any wait should be, even on a machine with much else to do.
const PATIENCE: Duration = Duration::from_mins(3);

/// Looks until `look` finds something.
pub(super) fn until<T>(what: &str, look: impl FnMut() -> Option<T>) -> T {
    patiently(look).unwrap_or_else(|| panic!("waited in vain for {what}"))
}

/// Looks until `look` finds something, or patience is at its end.
#[expect(
    clippy::disallowed_methods,
    reason = "only so that a state that never comes fails the test"
)]
pub(super) fn patiently<T>(mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    loop {
        let found = look();
        if found.is_some() || start.elapsed() > PATIENCE {
            return found;
        }
        sleep(Duration::from_millis(50));
    }
}

/// A program that ends when it is let go of.
pub(super) struct Kept(pub(super) Child);

impl Drop for Kept {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Let go of in this order: what runs on the screen first.
pub(super) struct Screen {
    _manager: Kept,
    _bus: Kept,
    _server: Kept,
    variables: Vec<(&'static str, OsString)>,
    folder: TempDir,
}

impl Screen {
    /// None, and words on standard error, where something for it is missing.
    pub(super) fn open() -> Option<Self> {
        Self::sized(1600, 1000)
    }

    /// One of so many pixels.
    pub(super) fn sized(width: i32, height: i32) -> Option<Self> {
        let missing: Vec<&str> = PROGRAMS.into_iter().filter(|name| !on_path(name)).collect();
        if !missing.is_empty() {
            eprintln!("LEFT OUT: the end-to-end test, since these are missing: {missing:?}");
            return None;
        }
        let folder = TempDir::new().unwrap();
        for name in ["run", "config/gtk-3.0", "home"] {
            fs::create_dir_all(folder.path().join(name)).unwrap();
        }
        private(&folder.path().join("run"));
        // Nothing on the screen may change unless something happened.
        let calm = "[Settings]\ngtk-cursor-blink = false\ngtk-enable-animations = false\n";
        fs::write(folder.path().join("config/gtk-3.0/settings.ini"), calm).unwrap();
        let at = |name: &str| folder.path().join(name).into_os_string();
        let mut variables = vec![
            ("PATH", env::var_os("PATH").unwrap_or_default()),
            ("LC_ALL", "C.UTF-8".into()),
            ("HOME", at("home")),
            ("XDG_RUNTIME_DIR", at("run")),
            ("XDG_CONFIG_HOME", at("config")),
            ("DATELINE_CONFIG", at("settings")),
            ("XDG_CURRENT_DESKTOP", "GNOME".into()),
            ("GSETTINGS_BACKEND", "memory".into()),
            ("NO_AT_BRIDGE", "1".into()),
            ("LIBGL_ALWAYS_SOFTWARE", "1".into()),
        ];
        let mut server = Command::new("Xvfb");
        server.args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            &format!("{width}x{height}x24"),
            "-nolisten",
            "tcp",
            "-noreset",
        ]);
        let (server, number) = first_line(server.env_clear().envs(variables.clone()));
        variables.push(("DISPLAY", format!(":{number}").into()));
        let mut bus = Command::new("dbus-daemon");
        bus.args(["--session", "--nofork", "--nopidfile", "--print-address=1"]);
        let (bus, address) = first_line(bus.env_clear().envs(variables.clone()));
        variables.push(("DBUS_SESSION_BUS_ADDRESS", address.into()));
        let manager = Kept(
            Command::new("openbox")
                .arg("--sm-disable")
                .env_clear()
                .envs(variables.clone())
                .stderr(Stdio::null())
                .spawn()
                .unwrap(),
        );
        let screen = Self { _manager: manager, _bus: bus, _server: server, variables, folder };
        until("the window manager", || screen.hand(&["get_num_desktops"]));
        Some(screen)
    }

    /// The screen's name for programs.
    pub(super) fn display(&self) -> &str {
        self.variables.iter().find(|(name, _)| *name == "DISPLAY").unwrap().1.to_str().unwrap()
    }

    /// Sets a variable for the programs started from now on.
    pub(super) fn set(&mut self, name: &'static str, value: &str) {
        self.variables.push((name, value.into()));
    }

    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(super) fn on_screen(&self, name: &str) -> Command {
        let mut command = Command::new(name);
        command.env_clear().envs(self.variables.clone());
        command
    }

    /// Starts a program on this screen; what it complains about goes to `name.log` in the folder.
    pub(super) fn start(&self, name: &str, command: &mut Command) -> Kept {
        let log = File::create(self.folder().join(name).with_extension("log")).unwrap();
        Kept(command.env_clear().envs(self.variables.clone()).stderr(log).spawn().unwrap())
    }

    /// Has `xdotool` do something; what it answers, or nothing where it could not.
    fn hand(&self, arguments: &[&str]) -> Option<String> {
        let output = self.on_screen("xdotool").args(arguments).output().unwrap();
        output.status.success().then(|| String::from_utf8(output.stdout).unwrap().trim().to_owned())
    }

    /// The windows to be seen that have a title.
    pub(super) fn windows(&self) -> Vec<String> {
        let found = self.hand(&["search", "--onlyvisible", "--name", "."]).unwrap_or_default();
        found.lines().map(str::to_owned).collect()
    }

    pub(super) fn title(&self, window: &str) -> Option<String> {
        self.hand(&["getwindowname", window])
    }

    /// Gives the keyboard to `window`.
    pub(super) fn activate(&self, window: &str) {
        until("the keyboard to follow", || {
            if self.hand(&["getactivewindow"]).as_deref() == Some(window) {
                return Some(());
            }
            self.hand(&["windowactivate", window]).and(None)
        });
    }

    pub(super) fn press(&self, key: &str) {
        self.hand(&["key", key]).unwrap();
    }

    pub(super) fn type_words(&self, words: &str) {
        self.hand(&["type", "--delay", "20", words]).unwrap();
    }

    pub(super) fn button(&self, act: &str) {
        self.hand(&[act, "1"]).unwrap();
    }

    /// Moves the mouse to a place in `window`.
    pub(super) fn move_to(&self, window: &str, (x, y): (u32, u32)) {
        self.hand(&["mousemove", "--window", window, &x.to_string(), &y.to_string()]).unwrap();
    }

    /// Presses and lets go of the mouse at a place in `window`.
    pub(super) fn click(&self, window: &str, place: (u32, u32)) {
        self.move_to(window, place);
        self.button("click");
    }

    /// Where the inside of `window` is on the screen: left, top, right, bottom.
    pub(super) fn place(&self, window: &str) -> [i32; 4] {
        let (x, screen) = RustConnection::connect(Some(self.display())).unwrap();
        let root = x.setup().roots[screen].root;
        let window = window.parse().unwrap();
        let size = x.get_geometry(window).unwrap().reply().unwrap();
        let at = x.translate_coordinates(window, root, 0, 0).unwrap().reply().unwrap();
        let (left, top) = (i32::from(at.dst_x), i32::from(at.dst_y));
        [left, top, left + i32::from(size.width), top + i32::from(size.height)]
    }

    /// Makes the inside of `window` so large.
    pub(super) fn resize(&self, window: &str, (width, height): (i32, i32)) {
        self.hand(&["windowsize", window, &width.to_string(), &height.to_string()]).unwrap();
    }

    /// What `window` shows, pixel by pixel; nothing where it is gone meanwhile.
    pub(super) fn picture(&self, window: &str) -> Vec<u8> {
        let arguments = ["-window", window, "-depth", "8", "rgb:-"];
        self.on_screen("import").args(arguments).output().unwrap().stdout
    }

    /// Leaves a picture of the whole screen behind, and what the program complained about.
    pub(super) fn report(&self, name: &str) {
        let picture = Path::new(env!("CARGO_TARGET_TMPDIR")).join("e2e-failed.png");
        drop(self.on_screen("import").args(["-window", "root"]).arg(&picture).status());
        let log = self.folder().join(name).with_extension("log");
        let log = fs::read_to_string(log).unwrap_or_default();
        eprintln!(
            "How it ended is to be seen in {}. {name}'s own words:\n{log}",
            picture.display()
        );
    }

    /// Waits until nothing changes any more.
    pub(super) fn until_still(&self, window: &str) {
        let mut last = self.picture(window);
        let mut same = 0;
        until("a still picture", || {
            let picture = self.picture(window);
            same = if picture == last && !picture.is_empty() { same + 1 } else { 0 };
            last = picture;
            (same == 3).then_some(())
        });
    }
}

/// Starts a program that tells something in its first line, and waits for it.
fn first_line(command: &mut Command) -> (Kept, String) {
    let mut kept = Kept(command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(kept.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (kept, line.trim().to_owned())
}

fn on_path(name: &str) -> bool {
    env::split_paths(&env::var_os("PATH").unwrap_or_default()).any(|dir| dir.join(name).is_file())
}

/// The run folder must be its owner's alone.
fn private(folder: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).unwrap();
    }
}
