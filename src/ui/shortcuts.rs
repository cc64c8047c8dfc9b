//! Keys to acts. Runs before any widget sees a key, so that undo is the app's and not a text field's.

use egui::{Context, Event, Id, Key, Modifiers, Popup};

use super::{bars, notes};
use crate::app::{Action, App, Message, Shortcut};

/// Takes the keys that mean an act: one in a frame, since the next must find what it did. What was pressed and typed
/// after it waits in `waiting` for the next frame. While a text field has the keyboard, bare letters and what the
/// field needs for itself stay with it.
pub(super) fn take(ctx: &Context, app: &App, waiting: &mut Vec<Event>, out: &mut Vec<Message>) {
    let focused = ctx.memory(egui::Memory::focused);
    // egui has already let go of the focus when Escape arrives, so it is kept in mind from the frame before.
    let had_focus = ctx.data_mut(|data| {
        std::mem::replace(data.get_temp_mut_or_default(Id::unique("had focus")), focused.is_some())
    });
    // The system's own key for copying comes as an event of its own; a text field copies for itself.
    if !ctx.text_edit_focused()
        && !app.session.selection.is_empty()
        && ctx.input(|input| input.events.contains(&Event::Copy))
    {
        ctx.copy_text(app.session.article.slice(app.session.selection.span()).to_owned());
    }
    if ctx.input(|input| !input.events.iter().any(is_press)) {
        return;
    }
    let in_field = ctx.text_edit_focused();
    let own_undo = focused.is_some_and(|id| bars::has_own_undo(id) || id == notes::draft_field());
    let escape_is_taken = had_focus || focused.is_some() || Popup::is_any_open(ctx);
    let left_alone = |action, shortcut: Shortcut| match action {
        Action::ClearSelection => escape_is_taken,
        Action::SelectAll | Action::Stretch(_) if in_field => true,
        Action::SelectAll => false,
        // A field that shows the notebook must never undo by itself: it would bring back what the app took.
        Action::Undo | Action::Redo => own_undo,
        _ => in_field && shortcut.is_bare() || !action.enabled(app),
    };
    ctx.input_mut(|input| {
        let act_of = |event: &Event| match *event {
            Event::Key { key, pressed: true, repeat, modifiers, .. } => action_of(key, modifiers)
                .filter(|(action, shortcut)| !left_alone(*action, *shortcut))
                .map(|(action, _)| (action, repeat)),
            _ => None,
        };
        let Some((at, (action, repeat))) =
            input.events.iter().enumerate().find_map(|(at, event)| Some((at, act_of(event)?)))
        else {
            return;
        };
        if !repeat || may_repeat(action) {
            out.push(Message::Act(action));
        }
        let mut later = input.events.split_off(at).into_iter().skip(1).peekable();
        // A letter that was a shortcut must not be typed into the field which its act may open.
        later.next_if(|event| matches!(event, Event::Text(_)));
        let (typed, rest): (Vec<_>, Vec<_>) = later.partition(is_typed);
        input.events.extend(rest);
        *waiting = typed;
    });
    if !waiting.is_empty() {
        ctx.request_repaint();
    }
}

/// Gives this frame the keys that waited for it, before those that came meanwhile.
pub(super) fn resume(ctx: &Context, waiting: &mut Vec<Event>) {
    if !waiting.is_empty() {
        ctx.input_mut(|input| drop(input.events.splice(..0, waiting.drain(..))));
    }
}

/// What the keyboard sends; the pointer's events are for the widgets of this frame.
const fn is_typed(event: &Event) -> bool {
    matches!(
        event,
        Event::Key { .. }
            | Event::Text(_)
            | Event::Ime(_)
            | Event::Copy
            | Event::Cut
            | Event::Paste(_)
    )
}

const fn is_press(event: &Event) -> bool {
    matches!(event, Event::Key { pressed: true, .. })
}

/// The act that a key stands for. Modifiers must fit exactly, so that Ctrl Shift Z is not taken for Ctrl Z, nor
/// Alt Gr, which some systems report as Ctrl Alt, for either.
fn action_of(key: Key, modifiers: Modifiers) -> Option<(Action, Shortcut)> {
    let own = Action::ALL.into_iter().find_map(|action| {
        let shortcut = action.shortcut()?;
        (key_of(shortcut) == Some(key) && fits(shortcut, modifiers)).then_some((action, shortcut))
    });
    own.or_else(|| {
        let action = another_name(key, modifiers)?;
        Some((action, action.shortcut()?))
    })
}

const fn fits(shortcut: Shortcut, modifiers: Modifiers) -> bool {
    shortcut.command == modifiers.command
        && shortcut.alt == modifiers.alt
        && shortcut.shift == modifiers.shift
        && (modifiers.command || !modifiers.ctrl && !modifiers.mac_cmd)
}

/// Keys that others use for the same; and for text size some that need no Shift, since where + and - lie on a
/// keyboard differs, and with Shift they may be another sign.
const fn another_name(key: Key, modifiers: Modifiers) -> Option<Action> {
    let Modifiers { command, shift, alt, .. } = modifiers;
    match (key, command, shift, alt) {
        (Key::Y, true, false, false) => Some(Action::Redo),
        (Key::Equals, true, true, false) | (Key::Plus | Key::Equals, false, _, true) => {
            Some(Action::Larger)
        }
        (Key::Minus, false, false, true) => Some(Action::Smaller),
        _ => None,
    }
}

/// Whether holding the key does it again and again.
const fn may_repeat(action: Action) -> bool {
    matches!(
        action,
        Action::Undo
            | Action::Redo
            | Action::FindNext
            | Action::FindPrevious
            | Action::SelectSentence
            | Action::NextMention
            | Action::PreviousMention
            | Action::NextEvent
            | Action::PreviousEvent
            | Action::NextAnnotation
            | Action::PreviousAnnotation
            | Action::Stretch(_)
            | Action::NextReview
            | Action::PreviousReview
            | Action::Larger
            | Action::Smaller
    )
}

fn key_of(shortcut: Shortcut) -> Option<Key> {
    match shortcut.key.as_bytes() {
        // egui calls the digits "0" to "9".
        [b'N', b'u', b'm', _] => Key::from_name(shortcut.key.trim_start_matches("Num")),
        _ => Key::from_name(shortcut.key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shortcut_names_a_key_and_leads_to_its_act() {
        for action in Action::ALL {
            let Some(shortcut) = action.shortcut() else { continue };
            let key = key_of(shortcut).unwrap_or_else(|| panic!("{action:?} has no key"));
            let modifiers = Modifiers {
                ctrl: shortcut.command,
                command: shortcut.command,
                shift: shortcut.shift,
                alt: shortcut.alt,
                mac_cmd: false,
            };
            assert_eq!(action_of(key, modifiers).map(|(action, _)| action), Some(action));
        }
    }

    #[test]
    fn other_keyboards_reach_the_text_size_and_alt_gr_reaches_nothing() {
        let ctrl_shift = Modifiers::CTRL | Modifiers::COMMAND | Modifiers::SHIFT;
        let alt_gr = Modifiers::CTRL | Modifiers::COMMAND | Modifiers::ALT;
        let check = |key, modifiers, wanted| {
            assert_eq!(action_of(key, modifiers).map(|(action, _)| action), wanted);
        };
        check(Key::Plus, ctrl_shift, Some(Action::Larger));
        check(Key::Equals, ctrl_shift, Some(Action::Larger));
        check(Key::Plus, Modifiers::ALT, Some(Action::Larger));
        check(Key::Minus, Modifiers::ALT, Some(Action::Smaller));
        check(Key::Z, ctrl_shift, Some(Action::Redo));
        check(Key::E, alt_gr, None);
        check(Key::Num2, alt_gr, None);
    }
}
