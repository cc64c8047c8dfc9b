//! The system's file dialogs, off the window's thread.

use std::{
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, TryRecvError, channel},
    thread,
    time::{Duration, Instant},
};

use egui::Context;

use crate::app::{Message, Purpose};

/// What files with articles are usually called; others are opened too.
const ARTICLES: &[&str] = &[
    "txt", "text", "md", "wire", "html", "htm", "xhtml", "epub", "docx", "odt", "eml", "mbox",
    "mhtml", "mht",
];

/// No human cancels a dialog so soon after it was asked for; a dialog that could not be shown "answers" at once.
const INHUMAN: Duration = Duration::from_millis(150);

/// What came of a dialog, and how long that took.
type Answer = (Option<PathBuf>, Duration);

/// One dialog at a time, open on a thread of its own while the window goes on painting.
#[derive(Debug, Default)]
pub(crate) struct Dialogs {
    open: Option<(Purpose, Receiver<Answer>)>,
}

impl Dialogs {
    /// Shows a dialog, or says in words why there is none.
    pub(crate) fn show(
        &mut self,
        ctx: &Context,
        purpose: Purpose,
        folder: Option<PathBuf>,
        name: &str,
    ) -> Option<Message> {
        if self.open.is_some() {
            return None;
        }
        if let Err(why) = available() {
            return Some(Message::NoDialog(purpose, why));
        }
        let mut dialog = rfd::FileDialog::new();
        if let Some(folder) = folder.filter(|folder| folder.is_dir()) {
            dialog = dialog.set_directory(folder);
        }
        let dialog = match purpose {
            Purpose::Open => dialog
                .set_title("Open article or notebook")
                .add_filter("Articles and notebooks", &[ARTICLES, &["ron"]].concat())
                .add_filter("Notebooks", &["ron"])
                .add_filter("All files", &["*"]),
            Purpose::Replace => dialog
                .set_title("Choose another version of the article")
                .add_filter("Articles", ARTICLES)
                .add_filter("All files", &["*"]),
            Purpose::Import => dialog
                .set_title("Import annotations or events")
                .add_filter("W3C, Hypothesis, TimelineJS", &["json", "jsonld", "csv"])
                .add_filter("All files", &["*"]),
            Purpose::Export => dialog.set_title("Export summary").set_file_name(name),
            Purpose::Save => dialog
                .set_title("Save notebook")
                .add_filter("Notebook", &["ron"])
                .set_file_name(name),
        };
        let (answer, open) = channel();
        let waker = ctx.clone();
        let ask = move || {
            let start = now();
            let path = match purpose {
                Purpose::Open | Purpose::Replace | Purpose::Import => dialog.pick_file(),
                Purpose::Save | Purpose::Export => dialog.save_file(),
            };
            // Nobody listens any more when the window is gone.
            drop(answer.send((path, start.elapsed())));
            waker.request_repaint();
        };
        match thread::Builder::new().name("dialog".to_owned()).spawn(ask) {
            Ok(_) => {
                self.open = Some((purpose, open));
                None
            }
            Err(error) => {
                Some(Message::NoDialog(purpose, format!("No dialog could be started: {error}.")))
            }
        }
    }

    /// The answer, once the reader has given it.
    pub(crate) fn poll(&mut self) -> Option<Message> {
        let (purpose, open) = self.open.as_ref()?;
        let message = match open.try_recv() {
            Err(TryRecvError::Empty) => return None,
            Ok(answer) => message(*purpose, answer),
            Err(TryRecvError::Disconnected) => Message::NoDialog(
                *purpose,
                "The file dialog broke down. Type the path here.".into(),
            ),
        };
        self.open = None;
        Some(message)
    }
}

/// rfd gives nothing both for Cancel and where no dialog could be shown; the time tells them apart.
fn message(purpose: Purpose, (path, after): Answer) -> Message {
    if path.is_none() && after < INHUMAN {
        let why = "The system's file dialog could not be shown. Type the path here.";
        return Message::NoDialog(purpose, why.to_owned());
    }
    Message::Chosen(purpose, path)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the ui is the edge: this tells a human's Cancel from a dialog that was never shown"
)]
fn now() -> Instant {
    Instant::now()
}

/// Found out beforehand where it can be, so that the reader is told what to install. What this misses, such as
/// a bus without its library, is told by the time the answer took.
fn available() -> Result<(), String> {
    if cfg!(not(target_os = "linux")) || portal() || on_path("zenity") {
        return Ok(());
    }
    Err("This system has no file dialog: install xdg-desktop-portal or zenity, or type the path here.".to_owned())
}

/// Whether a desktop portal that can show dialogs may be reached: a session bus, and a portal installed.
fn portal() -> bool {
    let bus = std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some()
        || std::env::var_os("XDG_RUNTIME_DIR")
            .is_some_and(|dir| Path::new(&dir).join("bus").exists());
    let data =
        std::env::var_os("XDG_DATA_DIRS").unwrap_or_else(|| "/usr/local/share:/usr/share".into());
    bus && std::env::split_paths(&data)
        .any(|dir| dir.join("dbus-1/services/org.freedesktop.portal.Desktop.service").exists())
}

fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|dir| dir.join(program).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_human_cancels() {
        let slow = Duration::from_secs(2);
        let told = |path, after| match message(Purpose::Save, (path, after)) {
            Message::NoDialog(..) => "no dialog",
            Message::Chosen(_, None) => "cancelled",
            _ => "chosen",
        };
        assert_eq!(told(None, Duration::from_millis(20)), "no dialog");
        assert_eq!(told(None, slow), "cancelled");
        assert_eq!(told(Some("a.ron".into()), Duration::ZERO), "chosen");
    }
}
