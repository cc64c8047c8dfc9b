//! A file dragged over a window and let go, as a file manager does it: the source's side of the XDND protocol
//! (freedesktop.org, version 5).

use std::path::Path;

use x11rb::{
    connection::Connection as _,
    protocol::{Event, xproto::*},
    rust_connection::RustConnection,
    wrapper::ConnectionExt as _,
};

use super::screen::until;

pub(super) struct Drag {
    x: RustConnection,
    source: Window,
    target: Window,
    uris: String,
}

impl Drag {
    /// Takes `file` up and moves it over `target`, a window on `display`.
    pub(super) fn over(display: &str, target: &str, file: &Path) -> Self {
        let (x, screen) = RustConnection::connect(Some(display)).unwrap();
        let screen = &x.setup().roots[screen];
        let source = x.generate_id().unwrap();
        let looks = CreateWindowAux::new();
        let class = WindowClass::INPUT_OUTPUT;
        x.create_window(0, source, screen.root, 0, 0, 1, 1, 0, class, 0, &looks).unwrap();
        let target = target.parse().unwrap();
        let drag = Self { x, source, target, uris: format!("file://{}\r\n", file.display()) };
        let selection = drag.atom("XdndSelection");
        drag.x.set_selection_owner(source, selection, x11rb::CURRENT_TIME).unwrap();
        let list = drag.atom("text/uri-list");
        drag.tell("XdndEnter", [source, 5 << 24, list, 0, 0]);
        let copy = drag.atom("XdndActionCopy");
        let middle = 0x01f4_0190;
        drag.tell("XdndPosition", [source, 0, middle, x11rb::CURRENT_TIME, copy]);
        drag.give();
        drag
    }

    /// Lets it go.
    pub(super) fn drop(self) {
        self.tell("XdndDrop", [self.source, 0, x11rb::CURRENT_TIME, 0, 0]);
        let finished = self.atom("XdndFinished");
        until("the drop to be taken", || match self.x.poll_for_event().unwrap() {
            Some(Event::ClientMessage(message)) if message.type_ == finished => Some(()),
            _ => None,
        });
    }

    fn atom(&self, name: &str) -> Atom {
        self.x.intern_atom(false, name.as_bytes()).unwrap().reply().unwrap().atom
    }

    fn tell(&self, what: &str, data: [u32; 5]) {
        let message = ClientMessageEvent::new(32, self.target, self.atom(what), data);
        self.x.send_event(false, self.target, EventMask::NO_EVENT, message).unwrap();
        self.x.flush().unwrap();
    }

    /// Answers the target's question for what is being dragged.
    fn give(&self) {
        let asked = until("the question for the file", || match self.x.poll_for_event().unwrap() {
            Some(Event::SelectionRequest(request)) => Some(request),
            _ => None,
        });
        let SelectionRequestEvent { requestor, selection, target, property, time, .. } = asked;
        let bytes = self.uris.as_bytes();
        self.x.change_property8(PropMode::REPLACE, requestor, property, target, bytes).unwrap();
        let answer = SelectionNotifyEvent {
            response_type: SELECTION_NOTIFY_EVENT,
            sequence: 0,
            time,
            requestor,
            selection,
            target,
            property,
        };
        self.x.send_event(false, requestor, EventMask::NO_EVENT, answer).unwrap();
        self.x.flush().unwrap();
    }
}
