//! What the window shows, as a picture. After each switch in a window that runs, it is the picture of a window that was
//! started so; and a program that reads pictures can read the page in it.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use super::{
    Reader, sample,
    screen::{Screen, patiently},
};

const THEMES: [(&str, &str); 5] = [
    ("dark", "theme: dark"),
    ("sepia", "theme: sepia"),
    ("contrast", "theme: high contrast"),
    ("light", "theme: light"),
    ("system", "theme: as the system"),
];

/// Where the typefaces stand in the reading settings.
const FACES: [(&str, (u32, u32)); 3] =
    [("book", (1150, 82)), ("sans", (1234, 82)), ("serif", (1038, 82))];

/// No typeface of ours has the letters of the last word.
const PEACE: &str = "Another word for peace is მშვიდობა.";

/// What stands below the title.
const ABOUT: &str = "No source given, published, inferred";

/// A first start on a screen of its own, in an empty home.
#[derive(Clone, Copy)]
struct Start<'a> {
    screen: (i32, i32),
    scale: f32,
    settings: &'a str,
    file: Option<&'a Path>,
}

const PLAIN: Start<'static> = Start { screen: (1600, 1000), scale: 1.0, settings: "", file: None };

#[test]
fn after_each_switch_the_window_is_that_of_a_first_start() {
    let Some(screen) = Screen::open() else { return };
    let live = Reader::start(&screen, None);
    is_like(&live, "first-start", PLAIN);
    for (theme, words) in THEMES {
        live.choose(words);
        is_like(&live, theme, Start { settings: &format!("theme: {theme}"), ..PLAIN });
    }
    for (face, place) in FACES {
        live.press_and_see("ctrl+r");
        live.click(place);
        live.press_and_see("Escape");
        let settings = format!("reading: (typeface: {face})");
        is_like(&live, face, Start { settings: &settings, ..PLAIN });
    }
    live.choose("larger text");
    is_like(&live, "larger", Start { settings: "reading: (size: 19.5)", ..PLAIN });
    live.choose("text as it was");

    live.press_and_see("ctrl+equal");
    live.press_and_see("ctrl+equal");
    is_like(&live, "scaled", Start { scale: 1.2, ..PLAIN });
    live.press_and_see("ctrl+0");
    is_like(&live, "small", Start { screen: (1200, 800), ..PLAIN });

    let unknown = screen.folder().join("unknown.txt");
    let words = fs::read_to_string(sample()).unwrap();
    fs::write(&unknown, format!("Unknown letters\n\n{PEACE}\n\n{words}")).unwrap();
    live.open(&unknown);
    is_like(&live, "fallback", Start { file: Some(&unknown), ..PLAIN });
}

/// The window that runs, made as large as one that is started so, shows the same, and it can be read.
fn is_like(live: &Reader<'_>, name: &str, start: Start<'_>) {
    let (width, height) = start.screen;
    let mut screen = Screen::sized(width, height).expect("there was one before");
    screen.set("WINIT_X11_SCALE_FACTOR", &start.scale.to_string());
    let settings = screen.folder().join("settings");
    fs::create_dir(&settings).unwrap();
    fs::write(settings.join("settings.ron"), format!("Settings({})", start.settings)).unwrap();
    let first = Reader::start(&screen, start.file);
    let [left, top, right, bottom] = screen.place(&first.window);
    assert!(right <= width && bottom <= height, "{name}: the window ends at {right}, {bottom}");
    let size = (right - left, bottom - top);
    live.screen.resize(&live.window, size);
    let mut pictures = None;
    let same = patiently(|| {
        let [live, first] = [live, &first].map(|reader| Picture::of(reader, size, start.scale));
        let same = live == first;
        pictures = Some((live, first));
        same.then_some(())
    });
    let (lived, first) = pictures.expect("it was looked at least once");
    let path = lived.keep(&screen, name);
    if same.is_none() {
        let first = first.keep(&screen, &format!("{name}-first"));
        panic!("{name}: {} is not what a first start shows: {}", path.display(), first.display());
    }
    let known = fs::read_to_string(start.file.unwrap_or(sample())).unwrap();
    let known: HashSet<String> = words(&known).chain(words(ABOUT)).collect();
    let seen: Vec<String> = words(&lived.read(&screen, &path)).collect();
    let good = seen.iter().filter(|word| known.contains(*word)).count();
    assert!(
        seen.len() >= 20 && good * 10 >= seen.len() * 9,
        "{name}: of what can be read in {} only {good} are the article's words: {seen:?}",
        path.display()
    );
}

/// Words long enough to be no chance.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() >= 5);
    words.map(str::to_ascii_lowercase)
}

/// What a window showed, but for the status bar, which tells how long the reading took.
#[derive(PartialEq)]
struct Picture {
    rgb: Vec<u8>,
    width: i32,
    height: i32,
    scale: f32,
}

impl Picture {
    fn of(reader: &Reader<'_>, (width, height): (i32, i32), scale: f32) -> Self {
        // Where the mouse is must not tell them apart.
        reader.screen.move_to(&reader.window, (2, 2));
        let height = height - (26.0 * scale).ceil() as i32;
        let mut rgb = reader.screen.picture(&reader.window);
        rgb.truncate((3 * width * height) as usize);
        Self { rgb, width, height, scale }
    }

    fn keep(&self, screen: &Screen, name: &str) -> PathBuf {
        let raw = screen.folder().join("picture.rgb");
        fs::write(&raw, &self.rgb).unwrap();
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("e2e-{name}.png"));
        let size = format!("{}x{}", self.width, self.height);
        let mut convert = screen.on_screen("convert");
        convert.args(["-size", &size, "-depth", "8"]).arg(format!("rgb:{}", raw.display()));
        assert!(convert.arg(&path).status().unwrap().success());
        path
    }

    /// What a program can read of the article: between the panels, below the bar, above the timeline.
    fn read(&self, screen: &Screen, kept: &Path) -> String {
        let [left, top, right, bottom] =
            [290.0, 60.0, 350.0, 200.0].map(|points| (points * self.scale) as i32);
        let (width, height) = (self.width - left - right, self.height - top - bottom);
        let part = format!("{width}x{height}+{left}+{top}");
        let paper = self.rgb[(3 * (top * self.width + left)) as usize];
        let page = screen.folder().join("page.png");
        let mut convert = screen.on_screen("convert");
        convert.arg(kept).args(["-crop", &part, "+repage", "-colorspace", "Gray"]);
        convert.args(["-resize", "250%"]);
        if paper < 128 {
            convert.arg("-negate");
        }
        assert!(convert.arg(&page).status().unwrap().success());
        let read = screen.on_screen("tesseract").arg(page).args(["-", "--psm", "6"]).output();
        String::from_utf8_lossy(&read.unwrap().stdout).into_owned()
    }
}
