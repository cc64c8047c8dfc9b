//! The real window in a screen of its own, driven by mouse and keyboard as a reader would.
//!
//! Every wait is for a state that can be seen from outside: a window, its title, a picture, a file. Where the
//! programs that make the screen are missing, the test says so and is left out.

mod drag;
mod picture;
mod screen;

use std::{fs, path::Path, process::Command};

use dateline::storage::{Loaded, from_ron};
use drag::Drag;
use screen::{Screen, until};

const COMMENT: &str = "A pause, not a peace: who gains by it?";

#[test]
fn what_is_marked_and_written_is_found_again() {
    let Some(screen) = Screen::open() else { return };
    let article = screen.folder().join("quiet.txt");
    fs::copy(sample(), &article).unwrap();
    let other = screen.folder().join("other.txt");
    fs::write(&other, "Another text\n\nIt was dropped on the window on Monday.\n").unwrap();
    let notebook = screen.folder().join("quiet.ron");

    let reader = Reader::start(&screen, None);
    reader.until_title("A lull with a warning");
    reader.answer_dialog("ctrl+o", "ctrl+l", &article);
    reader.until_title("quiet.txt");
    reader.drag_and_drop(&other);
    reader.until_title("other.txt");
    reader.drag_and_drop(&article);
    reader.until_title("quiet.txt");
    reader.select_by_mouse();
    reader.press("n");
    reader.until_title("• quiet.txt");
    screen.type_words(COMMENT);
    reader.answer_dialog("ctrl+s", "ctrl+a", &notebook);
    reader.until_title("quiet.ron");
    reader.close();

    let saved = load(&notebook);
    let text = fs::read_to_string(&article).unwrap();
    let [mark] = saved.notebook.annotations() else {
        panic!("not one annotation: {:?}", saved.notebook);
    };
    assert_eq!(mark.comment, COMMENT);
    let quote = &mark.target.exact;
    assert!(quote.split_whitespace().count() > 3 && text.contains(quote.as_str()), "{quote:?}");
    assert_eq!(saved.article.text(), text);

    // Only the notebook is there the second time.
    fs::remove_file(&article).unwrap();
    let reader = Reader::start(&screen, Some(&notebook));
    reader.until_title("quiet.ron");
    // What the window has is what it would write.
    let copy = screen.folder().join("copy.ron");
    reader.answer_dialog("ctrl+shift+s", "ctrl+a", &copy);
    reader.until_title("copy.ron");
    assert_eq!(load(&copy), saved);
    // The mark can be gone to and taken away, and comes back.
    reader.press_and_see("alt+Down");
    reader.press("Delete");
    reader.until_title("• copy.ron");
    reader.press("ctrl+z");
    reader.until_title("copy.ron");
    reader.close();
}

fn sample() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/articles/a-lull-with-a-warning.txt"))
}

fn load(path: &Path) -> Loaded {
    from_ron(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Dateline's window, and who sits before it.
struct Reader<'a> {
    screen: &'a Screen,
    program: screen::Kept,
    window: String,
}

impl<'a> Reader<'a> {
    fn start(screen: &'a Screen, file: Option<&Path>) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(file);
        let mut program = screen.start("dateline", &mut command);
        let window = until("the window", || {
            assert!(program.0.try_wait().unwrap().is_none(), "it ended before its window came");
            screen.windows().pop()
        });
        let reader = Self { screen, program, window };
        screen.activate(&reader.window);
        reader
    }

    /// `name` stands before the program's own.
    fn until_title(&self, name: &str) {
        let wanted = format!("{name} — Dateline");
        until(&format!("the title \"{wanted}\""), || {
            (self.screen.title(&self.window)? == wanted).then_some(())
        });
    }

    fn press(&self, key: &str) {
        self.screen.activate(&self.window);
        self.screen.press(key);
    }

    /// Presses a key that shows something, and waits for it.
    fn press_and_see(&self, key: &str) {
        self.screen.until_still(&self.window);
        let before = self.screen.picture(&self.window);
        self.press(key);
        let changed = || (self.screen.picture(&self.window) != before).then_some(());
        until("what the key shows", changed);
    }

    /// Clicks somewhere in the window.
    fn click(&self, place: (u32, u32)) {
        self.screen.click(&self.window, place);
        self.screen.until_still(&self.window);
    }

    /// Does what the palette has by these words.
    fn choose(&self, words: &str) {
        self.press_and_see("ctrl+p");
        self.screen.type_words(words);
        self.screen.until_still(&self.window);
        self.press_and_see("Return");
    }

    /// Opens a file by its path.
    fn open(&self, path: &Path) {
        self.press_and_see("ctrl+l");
        self.screen.press("ctrl+a");
        self.screen.type_words(path.to_str().unwrap());
        self.screen.until_still(&self.window);
        self.press("Return");
        self.until_title(path.file_name().unwrap().to_str().unwrap());
    }

    /// Calls a file dialog by `key` and answers it with `path`; `field` is the key that leads to the field for it.
    fn answer_dialog(&self, key: &str, field: &str, path: &Path) {
        self.press(key);
        let others = || self.screen.windows().into_iter().find(|window| *window != self.window);
        let dialog = until("the file dialog", others);
        self.screen.activate(&dialog);
        self.screen.until_still(&dialog);
        self.screen.press(field);
        self.screen.until_still(&dialog);
        self.screen.type_words(path.to_str().unwrap());
        self.screen.until_still(&dialog);
        self.screen.press("Return");
        until("the file dialog to go", || others().is_none().then_some(()));
    }

    /// Drags a file over the window and, once the window says what it would do, lets it go.
    fn drag_and_drop(&self, file: &Path) {
        self.screen.until_still(&self.window);
        let before = self.screen.picture(&self.window);
        let drag = Drag::over(self.screen.display(), &self.window, file);
        let changed = || (self.screen.picture(&self.window) != before).then_some(());
        until("what the window says of the file over it", changed);
        drag.drop();
    }

    /// Drags over two lines in the middle of the page.
    fn select_by_mouse(&self) {
        let (from, to) = ((560, 370), (760, 405));
        self.screen.move_to(&self.window, from);
        self.screen.until_still(&self.window);
        let before = self.screen.picture(&self.window);
        self.screen.button("mousedown");
        // In steps, as a hand does, and never quite still at the end.
        let mut step = 0;
        until("a selection", || {
            step += 1;
            let way = step.min(10);
            let at = |from: u32, to: u32| from + (to - from) * way / 10;
            let place = (at(from.0, to.0) + step % 2, at(from.1, to.1));
            self.screen.move_to(&self.window, place);
            (way == 10 && self.screen.picture(&self.window) != before).then_some(())
        });
        self.screen.until_still(&self.window);
        self.screen.button("mouseup");
        self.screen.until_still(&self.window);
    }

    /// Closes the window by its key; the program must end well, and had nothing left to ask.
    fn close(mut self) {
        self.press("ctrl+w");
        let status = until("the program's end", || self.program.0.try_wait().unwrap());
        assert!(status.success(), "{status}");
    }
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.screen.report("dateline");
        }
    }
}
