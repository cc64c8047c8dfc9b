//! Everything the reader can ask for without a payload: one list feeds menus, palette, shortcuts and help.

use super::{App, Edge, Tab};
use crate::{analysis::EntityKind, notebook::Color, storage::settings::ThemeChoice};

/// An act of the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    New,
    Open,
    OpenPath,
    Save,
    SaveAs,
    Versions,
    Autosave,
    ReplaceText,
    /// Replaces the text with what the article's file has by now.
    TakeNewer,
    /// Shows what changed from one version of the article to the other.
    Compare,
    Export,
    Import,
    Close,
    Undo,
    Redo,
    Find,
    FindNext,
    FindPrevious,
    Palette,
    Help,
    CopyQuote,
    SelectAll,
    SelectSentence,
    ClearSelection,
    Caret,
    Highlight(Color),
    Note,
    Tag,
    MarkEntity(EntityKind),
    MarkEvent,
    RenameEntity,
    ConfirmEntity,
    /// Makes the selected mention an entity of its own.
    SplitMention,
    /// Opens the editor of the selected event.
    EditEvent,
    ConfirmEvent,
    HideEvent,
    NotAName,
    RemoveMark,
    NextMention,
    PreviousMention,
    NextEvent,
    PreviousEvent,
    NextAnnotation,
    PreviousAnnotation,
    /// Puts an end of the mark a word on, or back.
    Stretch(Edge),
    CorrectText,
    /// The next mark or verdict that wants a look.
    NextReview,
    PreviousReview,
    /// What the review is at is right as it stands.
    Accept,
    /// It belongs on the selected words.
    Reattach,
    /// It belongs nowhere, and is kept.
    Detach,
    EditTitle,
    EditPublished,
    WriteNotebook,
    /// Begins the notebook with one of several texts.
    Template,
    ShowTab(Tab),
    FindNotes,
    /// Lists the notes in the next order.
    OrderNotes,
    FilterEntities,
    /// Lists this kind of entity alone or with others, or no longer.
    ListKind(EntityKind),
    /// Lists the entities in the next order.
    NextOrder,
    /// Looks through the days of the selected event, or no longer.
    Brush,
    /// Zooms the timeline to the brushed days, or to the selected event.
    ZoomTimeline,
    ToggleSidebar,
    ToggleNotes,
    ToggleTimeline,
    Reading,
    Larger,
    Smaller,
    ResetSize,
    Theme(ThemeChoice),
}

/// A key with its modifiers. `command` is Ctrl, or Cmd on a Mac.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shortcut {
    pub command: bool,
    pub shift: bool,
    pub alt: bool,
    /// As egui names it: "S", "F3", "Slash", "Escape".
    pub key: &'static str,
}

impl Shortcut {
    const fn plain(key: &'static str) -> Self {
        Self { command: false, shift: false, alt: false, key }
    }

    const fn ctrl(key: &'static str) -> Self {
        Self { command: true, ..Self::plain(key) }
    }

    const fn shift(self) -> Self {
        Self { shift: true, ..self }
    }

    const fn alt(key: &'static str) -> Self {
        Self { alt: true, ..Self::plain(key) }
    }

    /// A key that a text field would take as a letter, so it works only outside of one.
    pub const fn is_bare(&self) -> bool {
        !self.command && !self.alt && !matches!(self.key.as_bytes(), [b'F', _, ..])
    }

    /// As the reader knows it: "Ctrl Shift Z".
    pub fn words(&self) -> String {
        let key = match self.key {
            "ArrowDown" => "↓",
            "ArrowUp" => "↑",
            "ArrowLeft" => "←",
            "ArrowRight" => "→",
            "Slash" => "/",
            "Plus" => "+",
            "Minus" => "-",
            "Num0" => "0",
            "Num1" => "1",
            "Num2" => "2",
            "Num3" => "3",
            "Num4" => "4",
            "Num5" => "5",
            "Num6" => "6",
            "OpenBracket" => "[",
            "CloseBracket" => "]",
            "Escape" => "Esc",
            key => key,
        };
        let mut words = String::new();
        for (held, name) in [(self.command, "Ctrl "), (self.alt, "Alt "), (self.shift, "Shift ")] {
            if held {
                words.push_str(name);
            }
        }
        words + key
    }
}

impl Action {
    /// In the order of the help page and the palette.
    pub const ALL: [Self; 90] = [
        Self::New,
        Self::Open,
        Self::OpenPath,
        Self::Save,
        Self::SaveAs,
        Self::Versions,
        Self::Autosave,
        Self::ReplaceText,
        Self::TakeNewer,
        Self::Compare,
        Self::Export,
        Self::Import,
        Self::Close,
        Self::Undo,
        Self::Redo,
        Self::Find,
        Self::FindNext,
        Self::FindPrevious,
        Self::Palette,
        Self::Help,
        Self::Highlight(Color::Yellow),
        Self::Highlight(Color::Green),
        Self::Highlight(Color::Blue),
        Self::Highlight(Color::Pink),
        Self::Note,
        Self::Tag,
        Self::MarkEntity(EntityKind::Person),
        Self::MarkEntity(EntityKind::Organization),
        Self::MarkEntity(EntityKind::Place),
        Self::MarkEntity(EntityKind::Group),
        Self::MarkEvent,
        Self::RenameEntity,
        Self::ConfirmEntity,
        Self::SplitMention,
        Self::EditEvent,
        Self::ConfirmEvent,
        Self::HideEvent,
        Self::NotAName,
        Self::RemoveMark,
        Self::CopyQuote,
        Self::Caret,
        Self::SelectAll,
        Self::SelectSentence,
        Self::ClearSelection,
        Self::NextMention,
        Self::PreviousMention,
        Self::NextEvent,
        Self::PreviousEvent,
        Self::NextAnnotation,
        Self::PreviousAnnotation,
        Self::Stretch(Edge::EndOn),
        Self::Stretch(Edge::EndBack),
        Self::Stretch(Edge::StartBack),
        Self::Stretch(Edge::StartOn),
        Self::CorrectText,
        Self::NextReview,
        Self::PreviousReview,
        Self::Accept,
        Self::Reattach,
        Self::Detach,
        Self::EditTitle,
        Self::EditPublished,
        Self::WriteNotebook,
        Self::Template,
        Self::ShowTab(Tab::Notes),
        Self::ShowTab(Tab::Review),
        Self::ShowTab(Tab::Summary),
        Self::ShowTab(Tab::Draft),
        Self::FindNotes,
        Self::OrderNotes,
        Self::FilterEntities,
        Self::ListKind(EntityKind::Person),
        Self::ListKind(EntityKind::Organization),
        Self::ListKind(EntityKind::Place),
        Self::ListKind(EntityKind::Group),
        Self::NextOrder,
        Self::Brush,
        Self::ZoomTimeline,
        Self::ToggleSidebar,
        Self::ToggleNotes,
        Self::ToggleTimeline,
        Self::Reading,
        Self::Larger,
        Self::Smaller,
        Self::ResetSize,
        Self::Theme(ThemeChoice::System),
        Self::Theme(ThemeChoice::Light),
        Self::Theme(ThemeChoice::Dark),
        Self::Theme(ThemeChoice::Sepia),
        Self::Theme(ThemeChoice::Contrast),
    ];

    /// What it is called.
    pub const fn text(self) -> &'static str {
        match self {
            Self::New => "New notebook",
            Self::Open => "Open…",
            Self::OpenPath => "Open by path…",
            Self::Save => "Save",
            Self::SaveAs => "Save as…",
            Self::Versions => "Versions…",
            Self::Autosave => "Save by itself",
            Self::ReplaceText => "Replace article text…",
            Self::TakeNewer => "Take the newer text",
            Self::Compare => "Compare versions",
            Self::Export => "Export summary…",
            Self::Import => "Import annotations…",
            Self::Close => "Close window",
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::Find => "Find",
            Self::FindNext => "Find next",
            Self::FindPrevious => "Find previous",
            Self::Palette => "Command palette",
            Self::Help => "Keys and help",
            Self::CopyQuote => "Copy quote",
            Self::SelectAll => "Select all",
            Self::SelectSentence => "Select sentence",
            Self::ClearSelection => "Clear selection",
            Self::Caret => "Caret mode",
            Self::Highlight(Color::Yellow) => "Highlight yellow",
            Self::Highlight(Color::Green) => "Highlight green",
            Self::Highlight(Color::Blue) => "Highlight blue",
            Self::Highlight(Color::Pink) => "Highlight pink",
            Self::Note => "Note",
            Self::Tag => "Tag",
            Self::MarkEntity(EntityKind::Person) => "Mark as person",
            Self::MarkEntity(EntityKind::Organization) => "Mark as organisation",
            Self::MarkEntity(EntityKind::Place) => "Mark as place",
            Self::MarkEntity(EntityKind::Group) => "Mark as group",
            Self::MarkEvent => "Mark as event",
            Self::RenameEntity => "Rename entity",
            Self::ConfirmEntity => "Confirm entity",
            Self::SplitMention => "Split off mention",
            Self::EditEvent => "Edit event",
            Self::ConfirmEvent => "Confirm event",
            Self::HideEvent => "Hide event",
            Self::NotAName => "Not a name",
            Self::RemoveMark => "Remove mark",
            Self::NextMention => "Next mention",
            Self::PreviousMention => "Previous mention",
            Self::NextEvent => "Next event",
            Self::PreviousEvent => "Previous event",
            Self::NextAnnotation => "Next note",
            Self::PreviousAnnotation => "Previous note",
            Self::Stretch(Edge::EndOn) => "Mark on to the next word",
            Self::Stretch(Edge::EndBack) => "Mark without its last word",
            Self::Stretch(Edge::StartBack) => "Mark from the word before",
            Self::Stretch(Edge::StartOn) => "Mark without its first word",
            Self::CorrectText => "Correct the text…",
            Self::NextReview => "Next to review",
            Self::PreviousReview => "Previous to review",
            Self::Accept => "Accept mark",
            Self::Reattach => "Re-attach to selection",
            Self::Detach => "Detach mark",
            Self::EditTitle => "Edit title",
            Self::EditPublished => "Set publication day",
            Self::WriteNotebook => "Write in the notebook",
            Self::Template => "Begin with a template…",
            Self::ShowTab(Tab::Notes) => "Show notes",
            Self::ShowTab(Tab::Review) => "Show review",
            Self::ShowTab(Tab::Summary) => "Show summary",
            Self::ShowTab(Tab::Draft) => "Check a draft",
            Self::FindNotes => "Find in notes",
            Self::OrderNotes => "Order notes otherwise",
            Self::FilterEntities => "Filter entities",
            Self::ListKind(EntityKind::Person) => "List people",
            Self::ListKind(EntityKind::Organization) => "List organisations",
            Self::ListKind(EntityKind::Place) => "List places",
            Self::ListKind(EntityKind::Group) => "List groups",
            Self::NextOrder => "Order entities otherwise",
            Self::Brush => "Only these days",
            Self::ZoomTimeline => "Zoom to selection",
            Self::ToggleSidebar => "Show or hide entities",
            Self::ToggleNotes => "Show or hide notes",
            Self::ToggleTimeline => "Show or hide timeline",
            Self::Reading => "Reading settings",
            Self::Larger => "Larger text",
            Self::Smaller => "Smaller text",
            Self::ResetSize => "Text as it was",
            Self::Theme(ThemeChoice::System) => "Theme: as the system",
            Self::Theme(ThemeChoice::Light) => "Theme: light",
            Self::Theme(ThemeChoice::Dark) => "Theme: dark",
            Self::Theme(ThemeChoice::Sepia) => "Theme: sepia",
            Self::Theme(ThemeChoice::Contrast) => "Theme: high contrast",
        }
    }

    /// What it does, for the tooltip.
    pub const fn hint(self) -> &'static str {
        match self {
            Self::New => "Start over with the article as it was opened",
            Self::Open => "Open an article or a notebook",
            Self::OpenPath => "Type where the file is, without a dialog",
            Self::Save => "Save the notebook",
            Self::SaveAs => "Save the notebook under another name",
            Self::Versions => "Go back to an earlier version, or keep this one under a name",
            Self::Autosave => "Save a few seconds after each change, or no longer",
            Self::TakeNewer => "The article's file has changed; marks are carried over to its text",
            Self::Compare => "What changed from one version of the article to the other",
            Self::ReplaceText => "Open another version of the article; marks are carried over",
            Self::Export => "Take the summary or your notes to another program",
            Self::Import => {
                "Take in what another program wrote: W3C and Hypothesis annotations, TimelineJS events"
            }
            Self::Close => "Close Dateline",
            Self::Undo => "Take back the last act",
            Self::Redo => "Do again what was taken back",
            Self::Find => "Find words in the article",
            Self::FindNext => "Go to the next place found",
            Self::FindPrevious => "Go to the place found before",
            Self::Palette => "All acts by name",
            Self::Help => "All keys on one page",
            Self::CopyQuote => "Copy the selected words with their source",
            Self::SelectAll => "Select the whole article",
            Self::SelectSentence => "Select the sentence at the caret, then the next",
            Self::ClearSelection => "Let go of what is selected",
            Self::Caret => "Show a caret in the article and move it by keys",
            Self::Highlight(_) => "Highlight the selection in this colour",
            Self::Note => "Write a note on the selection",
            Self::Tag => "Tag the selection",
            Self::MarkEntity(_) => "The selected words name one",
            Self::MarkEvent => "Put the selection on the timeline",
            Self::RenameEntity => "Show the selected entity under another name",
            Self::ConfirmEntity => "The selected entity is right as it is",
            Self::SplitMention => "The selected mention names another entity",
            Self::EditEvent => "Change the date, title or kind of the selected event",
            Self::ConfirmEvent => "The selected event is right as it is",
            Self::HideEvent => "Take the selected event off the timeline",
            Self::NotAName => "What is underlined here names nothing",
            Self::RemoveMark => "Remove the highlight and note here",
            Self::NextMention => "Go to the selected entity's next mention",
            Self::PreviousMention => "Go to the selected entity's mention before",
            Self::NextEvent => "Go to the next event on the timeline",
            Self::PreviousEvent => "Go to the event before on the timeline",
            Self::NextAnnotation => "Go to the next highlight or note",
            Self::PreviousAnnotation => "Go to the highlight or note before",
            Self::Stretch(_) => "The highlight gets longer or shorter by a word",
            Self::CorrectText => "Put a misprint right in the selected words; marks stay",
            Self::NextReview => "Go to the next mark that is not exact",
            Self::PreviousReview => "Go to the mark before that is not exact",
            Self::Accept => "The mark under review is right as it stands",
            Self::Reattach => "The mark under review belongs on the selected words",
            Self::Detach => "Keep the mark under review without a place",
            Self::EditTitle => "Give the article another title",
            Self::EditPublished => "Say when the article was published",
            Self::WriteNotebook => "Go to the free notebook",
            Self::Template => "Headings and questions for the notebook, ours or your own",
            Self::ShowTab(Tab::Notes) => "Your highlights and notes, and the notebook",
            Self::FindNotes => "List only the notes with these words",
            Self::OrderNotes => "By place, by time, by colour, by tag",
            Self::ShowTab(Tab::Review) => "The marks that are not exact since the article changed",
            Self::ShowTab(Tab::Summary) => {
                "What the article comes to, each line a way to its place"
            }
            Self::ShowTab(Tab::Draft) => "Whether the article has what your own text says",
            Self::FilterEntities => "Type to find an entity",
            Self::ListKind(_) => "Only these and other chosen kinds, or all again",
            Self::NextOrder => "By kind, by count, by first mention",
            Self::Brush => "Dim what is not of the selected event's days, or no longer",
            Self::ZoomTimeline => "Show the brushed days, or the selected event, large",
            Self::ToggleSidebar => "The people, organisations, places and groups",
            Self::ToggleNotes => "The notes and the notebook",
            Self::ToggleTimeline => "What happened when",
            Self::Reading => "Typeface, size, line height, measure",
            Self::Larger | Self::Smaller | Self::ResetSize => "The size of the article's text",
            Self::Theme(_) => "The colours of the window",
        }
    }

    pub const fn shortcut(self) -> Option<Shortcut> {
        Some(match self {
            Self::New => Shortcut::ctrl("N"),
            Self::Open => Shortcut::ctrl("O"),
            Self::OpenPath => Shortcut::ctrl("L"),
            Self::Save => Shortcut::ctrl("S"),
            Self::SaveAs => Shortcut::ctrl("S").shift(),
            Self::Compare => Shortcut::plain("V"),
            Self::Export => Shortcut::ctrl("E").shift(),
            Self::Close => Shortcut::ctrl("W"),
            Self::Undo => Shortcut::ctrl("Z"),
            Self::Redo => Shortcut::ctrl("Z").shift(),
            Self::Find => Shortcut::ctrl("F"),
            Self::FindNext => Shortcut::plain("F3"),
            Self::FindPrevious => Shortcut::plain("F3").shift(),
            Self::Palette => Shortcut::ctrl("P"),
            Self::Help => Shortcut::plain("F1"),
            Self::CopyQuote => Shortcut::ctrl("C").shift(),
            Self::SelectSentence => Shortcut::plain("S"),
            Self::ClearSelection => Shortcut::plain("Escape"),
            Self::Caret => Shortcut::plain("F7"),
            Self::Highlight(Color::Yellow) => Shortcut::plain("Num1"),
            Self::Highlight(Color::Green) => Shortcut::plain("Num2"),
            Self::Highlight(Color::Blue) => Shortcut::plain("Num3"),
            Self::Highlight(Color::Pink) => Shortcut::plain("Num4"),
            Self::Note => Shortcut::plain("N"),
            Self::Tag => Shortcut::plain("T"),
            Self::MarkEntity(EntityKind::Person) => Shortcut::alt("Num1"),
            Self::MarkEntity(EntityKind::Organization) => Shortcut::alt("Num2"),
            Self::MarkEntity(EntityKind::Place) => Shortcut::alt("Num3"),
            Self::MarkEntity(EntityKind::Group) => Shortcut::alt("Num4"),
            Self::MarkEvent => Shortcut::plain("E"),
            Self::RenameEntity => Shortcut::plain("R"),
            Self::ConfirmEntity => Shortcut::plain("C"),
            Self::SplitMention => Shortcut::plain("O"),
            Self::EditEvent => Shortcut::plain("D"),
            Self::ConfirmEvent => Shortcut::plain("Y"),
            Self::HideEvent => Shortcut::plain("H"),
            Self::NotAName => Shortcut::plain("X"),
            Self::RemoveMark => Shortcut::plain("Delete"),
            Self::NextMention => Shortcut::plain("CloseBracket"),
            Self::PreviousMention => Shortcut::plain("OpenBracket"),
            Self::NextEvent => Shortcut::alt("ArrowRight"),
            Self::PreviousEvent => Shortcut::alt("ArrowLeft"),
            Self::NextAnnotation => Shortcut::alt("ArrowDown"),
            Self::PreviousAnnotation => Shortcut::alt("ArrowUp"),
            Self::Stretch(Edge::EndOn) => Shortcut::alt("ArrowRight").shift(),
            Self::Stretch(Edge::EndBack) => Shortcut::alt("ArrowLeft").shift(),
            Self::Stretch(Edge::StartBack) => Shortcut::alt("ArrowUp").shift(),
            Self::Stretch(Edge::StartOn) => Shortcut::alt("ArrowDown").shift(),
            Self::CorrectText => Shortcut::plain("F4"),
            Self::NextReview => Shortcut::plain("J"),
            Self::PreviousReview => Shortcut::plain("K"),
            Self::Accept => Shortcut::plain("A"),
            Self::Reattach => Shortcut::plain("L"),
            Self::Detach => Shortcut::plain("U"),
            Self::EditTitle => Shortcut::plain("F2"),
            Self::EditPublished => Shortcut::ctrl("D"),
            Self::WriteNotebook => Shortcut::ctrl("J"),
            Self::Template => Shortcut::ctrl("J").shift(),
            Self::ShowTab(Tab::Notes) => Shortcut::alt("N"),
            Self::ShowTab(Tab::Review) => Shortcut::alt("R"),
            Self::ShowTab(Tab::Summary) => Shortcut::alt("S"),
            Self::ShowTab(Tab::Draft) => Shortcut::alt("D"),
            Self::FindNotes => Shortcut::ctrl("F").shift(),
            Self::OrderNotes => Shortcut::ctrl("Num6"),
            Self::FilterEntities => Shortcut::ctrl("E"),
            Self::ListKind(EntityKind::Person) => Shortcut::ctrl("Num1"),
            Self::ListKind(EntityKind::Organization) => Shortcut::ctrl("Num2"),
            Self::ListKind(EntityKind::Place) => Shortcut::ctrl("Num3"),
            Self::ListKind(EntityKind::Group) => Shortcut::ctrl("Num4"),
            Self::NextOrder => Shortcut::ctrl("Num5"),
            Self::Brush => Shortcut::plain("B"),
            Self::ZoomTimeline => Shortcut::plain("Z"),
            Self::ToggleSidebar => Shortcut::plain("F8"),
            Self::ToggleNotes => Shortcut::plain("F9"),
            Self::ToggleTimeline => Shortcut::plain("F10"),
            Self::Reading => Shortcut::ctrl("R"),
            Self::Larger => Shortcut::ctrl("Plus").shift(),
            Self::Smaller => Shortcut::ctrl("Minus").shift(),
            Self::ResetSize => Shortcut::ctrl("Num0").shift(),
            Self::SelectAll => Shortcut::ctrl("A"),
            Self::Versions
            | Self::Autosave
            | Self::ReplaceText
            | Self::TakeNewer
            | Self::Import
            | Self::Theme(_) => return None,
        })
    }

    /// Whether it would do anything now; menus grey it out otherwise.
    pub fn enabled(self, app: &App) -> bool {
        match self {
            Self::Undo => app.session.history.undo_name().is_some(),
            Self::Redo => app.session.history.redo_name().is_some(),
            Self::FindNext | Self::FindPrevious => !app.session.find.hits.is_empty(),
            Self::CopyQuote
            | Self::Highlight(_)
            | Self::Note
            | Self::Tag
            | Self::MarkEntity(_)
            | Self::MarkEvent => {
                !app.session.selection.is_empty() || app.session.annotation_here().is_some()
            }
            Self::Brush | Self::ZoomTimeline => {
                app.session.lens.brush.is_some()
                    || app.session.event_here().is_some_and(|e| !e.when.is_unknown())
            }
            Self::EditEvent | Self::ConfirmEvent | Self::HideEvent => {
                app.session.event_here().is_some()
            }
            Self::NotAName => app.session.mention_here().is_some(),
            Self::RemoveMark => app.session.removable().is_some(),
            Self::Stretch(_) => app.session.annotation_here().is_some(),
            Self::RenameEntity
            | Self::ConfirmEntity
            | Self::SplitMention
            | Self::NextMention
            | Self::PreviousMention => app.session.focused_entity().is_some(),
            Self::NextEvent | Self::PreviousEvent => !app.session.analysis.events.is_empty(),
            Self::FindNotes
            | Self::OrderNotes
            | Self::NextAnnotation
            | Self::PreviousAnnotation => !app.session.notebook.annotations().is_empty(),
            Self::NextReview | Self::PreviousReview => !app.session.review.is_empty(),
            Self::Accept | Self::Detach => app.session.review_here().is_some(),
            Self::Reattach => {
                app.session.review_here().is_some() && !app.session.selection.is_empty()
            }
            Self::CorrectText => !app.session.selection.is_empty(),
            Self::TakeNewer => app.session.newer.is_some(),
            Self::Compare => app.session.newer.is_some() || app.session.notebook.earlier.is_some(),
            Self::New => !app.session.notebook.is_empty(),
            Self::Versions => app.session.document.path.is_some(),
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_shortcuts_clash_and_each_act_has_words() {
        let mut seen = HashSet::new();
        for action in Action::ALL {
            assert!(!action.text().is_empty() && !action.hint().is_empty(), "{action:?}");
            if let Some(shortcut) = action.shortcut() {
                assert!(seen.insert(shortcut), "{action:?} clashes: {}", shortcut.words());
            }
        }
    }
}
