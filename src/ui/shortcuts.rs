//! Keys to acts. Runs before any widget sees a key, so that undo is the app's and not a text field's.

use egui::{Context, Key, KeyboardShortcut, Modifiers};

use crate::app::{Action, App, Message, Shortcut};

fn key(shortcut: Shortcut) -> Option<KeyboardShortcut> {
    let mut modifiers = Modifiers::NONE;
    if shortcut.command {
        modifiers |= Modifiers::COMMAND;
    }
    if shortcut.shift {
        modifiers |= Modifiers::SHIFT;
    }
    if shortcut.alt {
        modifiers |= Modifiers::ALT;
    }
    let key = Key::from_name(shortcut.key).or(match shortcut.key {
        "Num0" => Some(Key::Num0),
        "Num1" => Some(Key::Num1),
        "Num2" => Some(Key::Num2),
        "Num3" => Some(Key::Num3),
        "Num4" => Some(Key::Num4),
        "ArrowDown" => Some(Key::ArrowDown),
        "ArrowUp" => Some(Key::ArrowUp),
        "ArrowLeft" => Some(Key::ArrowLeft),
        "ArrowRight" => Some(Key::ArrowRight),
        _ => None,
    })?;
    Some(KeyboardShortcut::new(modifiers, key))
}

/// Takes the keys that mean an act. While a text field has the keyboard, bare letters and the keys a field
/// needs for itself stay with it; a key whose act would do nothing now is left alone too.
pub(super) fn take(ctx: &Context, app: &App, out: &mut Vec<Message>) {
    let typing = ctx.egui_wants_keyboard_input() || ctx.memory(|memory| memory.focused().is_some());
    let in_field = ctx.egui_wants_keyboard_input();
    // The longer chord first, so that Ctrl Shift Z is not taken for Ctrl Z.
    let mut actions: Vec<(Action, Shortcut)> =
        Action::ALL.iter().filter_map(|action| Some((*action, action.shortcut()?))).collect();
    actions.sort_by_key(|(_, s)| {
        std::cmp::Reverse(u8::from(s.command) + u8::from(s.shift) + u8::from(s.alt))
    });
    for (action, shortcut) in actions {
        let left_to_field = in_field && (shortcut.is_bare() || action == Action::SelectAll)
            || typing && matches!(action, Action::ClearSelection);
        if left_to_field || !action.enabled(app) {
            continue;
        }
        if let Some(key) = key(shortcut)
            && ctx.input_mut(|input| input.consume_shortcut(&key))
        {
            out.push(Message::Act(action));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shortcut_names_a_key() {
        for action in Action::ALL {
            assert!(action.shortcut().is_none_or(|shortcut| key(shortcut).is_some()), "{action:?}");
        }
    }
}
