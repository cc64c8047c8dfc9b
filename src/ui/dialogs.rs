//! The system's file dialogs, off the window's thread.

use std::{
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, channel},
    thread,
};

use egui::Context;

use crate::app::{Message, Purpose};

/// One dialog at a time, open on a thread of its own while the window goes on painting.
#[derive(Debug, Default)]
pub(crate) struct Dialogs {
    open: Option<(Purpose, Receiver<Option<PathBuf>>)>,
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
                .add_filter("Articles and notebooks", &["txt", "text", "ron", "md", "wire"])
                .add_filter("Notebooks", &["ron"])
                .add_filter("All files", &["*"]),
            Purpose::Save => dialog
                .set_title("Save notebook")
                .add_filter("Notebook", &["ron"])
                .set_file_name(name),
        };
        let (answer, open) = channel();
        let waker = ctx.clone();
        let ask = move || {
            let path = match purpose {
                Purpose::Open => dialog.pick_file(),
                Purpose::Save => dialog.save_file(),
            };
            drop(answer.send(path));
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
        let answer = match open.try_recv() {
            Ok(path) => path,
            Err(std::sync::mpsc::TryRecvError::Empty) => return None,
            Err(std::sync::mpsc::TryRecvError::Disconnected) => None,
        };
        let message = Message::Chosen(*purpose, answer);
        self.open = None;
        Some(message)
    }
}

/// rfd answers the same for Cancel and for "no dialog could be shown", so it is found out beforehand.
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
