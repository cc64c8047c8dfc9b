//! The acts by name: what the palette lists for what was typed, and the groups of the page of keys.

use std::path::PathBuf;

use crate::app::{Action, App};

/// A line of the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    Act(Action),
    /// Open this file again.
    Recent(PathBuf),
}

impl Entry {
    pub fn words(&self) -> String {
        match self {
            Self::Act(action) => action.text().to_owned(),
            Self::Recent(path) => {
                let name = path.file_name().unwrap_or(path.as_os_str());
                format!("Open {}", name.to_string_lossy())
            }
        }
    }

    /// Said besides: what an act does, where a file lies.
    pub fn hint(&self) -> String {
        match self {
            Self::Act(action) => action.hint().to_owned(),
            Self::Recent(path) => path.display().to_string(),
        }
    }

    pub fn enabled(&self, app: &App) -> bool {
        match self {
            Self::Act(action) => action.enabled(app),
            Self::Recent(_) => true,
        }
    }
}

/// Everything that fits what was typed, the best first; all of it where nothing was typed.
pub fn entries(app: &App, query: &str) -> Vec<Entry> {
    let acts = Action::ALL.into_iter().filter(|act| *act != Action::Palette).map(Entry::Act);
    let recents = app.settings.recents.iter().cloned().map(Entry::Recent);
    let mut fitting: Vec<(u32, Entry)> = acts
        .chain(recents)
        .filter_map(|entry| Some((score(query, &entry.words(), &entry.hint())?, entry)))
        .collect();
    fitting.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    fitting.into_iter().map(|(_, entry)| entry).collect()
}

/// How well `words` fit: each word typed must begin a word, stand in one, or be spelled by letters in order;
/// what is only in the hint counts least.
fn score(query: &str, words: &str, hint: &str) -> Option<u32> {
    let (words, hint) = (words.to_lowercase(), hint.to_lowercase());
    let begins = |text: &str, typed: &str| {
        text.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(typed))
    };
    let mut sum = 0;
    for typed in query.to_lowercase().split_whitespace() {
        sum += match () {
            () if words.starts_with(typed) => 12,
            () if begins(&words, typed) => 10,
            () if words.contains(typed) => 6,
            () if begins(&hint, typed) => 3,
            () if spelled(&words, typed) => 1,
            () => return None,
        };
    }
    Some(sum)
}

/// Whether the letters of `typed` come in this order in `words`, the first at a word's start.
fn spelled(words: &str, typed: &str) -> bool {
    let Some(first) = typed.chars().next() else { return true };
    let starts = words.char_indices().filter(|(at, c)| {
        *c == first && (*at == 0 || words.get(..*at).is_some_and(|before| before.ends_with(' ')))
    });
    starts.into_iter().any(|(at, _)| {
        let mut rest = words.get(at..).unwrap_or_default().chars();
        typed.chars().all(|wanted| rest.any(|c| c == wanted))
    })
}

/// A head of the page of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Files,
    Find,
    Marks,
    Selection,
    Going,
    Writing,
    Panels,
}

impl Group {
    pub const ALL: [Self; 7] = [
        Self::Files,
        Self::Find,
        Self::Marks,
        Self::Selection,
        Self::Going,
        Self::Writing,
        Self::Panels,
    ];

    pub const fn text(self) -> &'static str {
        match self {
            Self::Files => "Files",
            Self::Find => "Finding",
            Self::Marks => "Marks on the selection",
            Self::Selection => "Selection and caret",
            Self::Going => "Going places",
            Self::Writing => "Writing",
            Self::Panels => "Panels and reading",
        }
    }

    const fn of(action: Action) -> Self {
        match action {
            Action::New
            | Action::Open
            | Action::OpenPath
            | Action::Save
            | Action::SaveAs
            | Action::Versions
            | Action::Autosave
            | Action::ReplaceText
            | Action::TakeNewer
            | Action::Compare
            | Action::Export
            | Action::Import
            | Action::Close => Self::Files,
            Action::Find
            | Action::FindNext
            | Action::FindPrevious
            | Action::FindNotes
            | Action::Palette
            | Action::Help => Self::Find,
            Action::Highlight(_)
            | Action::Note
            | Action::Tag
            | Action::MarkEntity(_)
            | Action::MarkEvent
            | Action::RenameEntity
            | Action::ConfirmEntity
            | Action::SplitMention
            | Action::EditEvent
            | Action::ConfirmEvent
            | Action::HideEvent
            | Action::NotAName
            | Action::RemoveMark
            | Action::Stretch(_)
            | Action::CorrectText
            | Action::Accept
            | Action::Reattach
            | Action::Detach
            | Action::CopyQuote => Self::Marks,
            Action::SelectAll | Action::SelectSentence | Action::ClearSelection | Action::Caret => {
                Self::Selection
            }
            Action::NextMention
            | Action::PreviousMention
            | Action::NextEvent
            | Action::PreviousEvent
            | Action::NextAnnotation
            | Action::PreviousAnnotation
            | Action::NextReview
            | Action::PreviousReview => Self::Going,
            Action::Undo
            | Action::Redo
            | Action::EditTitle
            | Action::EditPublished
            | Action::Template
            | Action::WriteNotebook => Self::Writing,
            Action::FilterEntities
            | Action::ListKind(_)
            | Action::NextOrder
            | Action::Brush
            | Action::ZoomTimeline
            | Action::ToggleSidebar
            | Action::ToggleNotes
            | Action::ShowTab(_)
            | Action::OrderNotes
            | Action::ToggleTimeline
            | Action::Reading
            | Action::Larger
            | Action::Smaller
            | Action::ResetSize
            | Action::Theme(_) => Self::Panels,
        }
    }

    /// What it is called and its keys: of each act that has one, then what the window itself knows.
    pub fn keys(self) -> Vec<(&'static str, String)> {
        let acts = Action::ALL.into_iter().filter(|action| Self::of(*action) == self);
        let mut keys: Vec<_> =
            acts.filter_map(|action| Some((action.text(), action.shortcut()?.words()))).collect();
        let more: &[(&str, &str)] = match self {
            Self::Find => &[("In the find box: next, previous", "Enter, Shift Enter")],
            Self::Selection => &[
                ("In caret mode: by letter, by word", "← →, Ctrl ← →"),
                ("By line, by paragraph", "↑ ↓, Ctrl ↑ ↓"),
                ("By sentence", ", ."),
                ("Extend the selection", "Shift with these"),
                ("Copy the selected words", "Ctrl C"),
            ],
            Self::Going => &[
                ("Down and up a screen", "Space, Shift Space"),
                ("To the beginning, to the end", "Home, End"),
                ("From control to control", "Tab, Shift Tab"),
            ],
            Self::Writing => &[("Leave a field", "Esc")],
            Self::Panels => &[
                ("Text larger, smaller, without Shift", "Alt + -"),
                ("The whole window: larger, smaller, as it was", "Ctrl + - 0"),
            ],
            Self::Files | Self::Marks => &[],
        };
        keys.extend(more.iter().map(|(words, key)| (*words, (*key).to_owned())));
        keys
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::{self, settings::Settings};

    /// The first lines for what was typed.
    fn check(typed: &str, wanted: &[&str]) {
        let (mut app, _) = App::new(storage::sample(), Settings::default());
        app.settings.recents = vec!["/shelf/harbour-news.ron".into()];
        let found: Vec<String> =
            entries(&app, typed).iter().take(wanted.len()).map(Entry::words).collect();
        assert_eq!(found, wanted, "{typed:?}");
    }

    #[test]
    fn the_palette_finds_by_words_their_parts_and_initials() {
        check("", &["New notebook", "Open…"]);
        check("yel", &["Highlight yellow"]);
        check("mark pl", &["Mark as place"]);
        check("dark theme", &["Theme: dark"]);
        check("harb", &["Open harbour-news.ron"]);
        check("hgr", &["Highlight green"]);
        check("recent", &[]);
    }

    #[test]
    fn every_key_stands_on_the_page_once() {
        let listed: usize = Group::ALL
            .into_iter()
            .map(|group| Action::ALL.into_iter().filter(|a| Group::of(*a) == group).count())
            .sum();
        assert_eq!(listed, Action::ALL.len());
        assert!(Group::ALL.into_iter().all(|group| !group.keys().is_empty()));
    }
}
