//! Which notes the panel lists and in which order; tags and colours as the reader names them.

use jiff::Timestamp;

use super::{App, Effect, Place, Tab};
use crate::{
    notebook::{Annotation, Color, Command, Legend, Tag},
    storage::Template,
    text::{
        Finder, Span,
        markdown::{Link, links},
    },
};

/// How the notes are chosen and ordered. Not a part of the notebook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    /// Only notes with these words.
    pub query: String,
    pub tag: Option<Tag>,
    pub color: Option<Color>,
    pub order: NoteOrder,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoteOrder {
    #[default]
    Place,
    Time,
    Color,
    Tag,
}

impl NoteOrder {
    pub const ALL: [Self; 4] = [Self::Place, Self::Time, Self::Color, Self::Tag];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Place => "By place",
            Self::Time => "By time",
            Self::Color => "By colour",
            Self::Tag => "By tag",
        }
    }

    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Place => Self::Time,
            Self::Time => Self::Color,
            Self::Color => Self::Tag,
            Self::Tag => Self::Place,
        }
    }
}

impl Shelf {
    /// Whether some notes are left out.
    pub const fn is_filter(&self) -> bool {
        !self.query.is_empty() || self.tag.is_some() || self.color.is_some()
    }

    /// Whether a note is listed. A tag counts wherever it stands, also within the note's text.
    pub fn lists(&self, note: &Annotation) -> bool {
        let found = |text: &str| !Finder::new(&self.query).find(text, 1).is_empty();
        self.color.is_none_or(|color| note.color == color)
            && self.tag.as_ref().is_none_or(|tag| note.tags.contains(tag) || names(note, tag))
            && (self.query.is_empty()
                || found(&note.comment)
                || found(&note.target.exact)
                || note.tags.iter().any(|tag| found(tag.as_str())))
    }
}

fn names(note: &Annotation, tag: &Tag) -> bool {
    note.comment.contains(tag.as_str()) && !places(&note.comment, tag).is_empty()
}

/// Where a text names a tag.
fn places(text: &str, tag: &Tag) -> Vec<Span> {
    let is_it = |(span, link): &(Span, Link)| {
        *link == Link::Tag && Tag::new(span.of(text)).as_ref() == Some(tag)
    };
    links(text).into_iter().filter(is_it).map(|(span, _)| span).collect()
}

impl App {
    /// Gives a tag another name everywhere, or takes it off; one that exists already takes up the old one's notes.
    pub(super) fn rename_tag(&mut self, from: &Tag, to: Option<&Tag>, now: Timestamp) {
        if to == Some(from) {
            return;
        }
        let mut commands = Vec::new();
        for old in self.session.notebook.annotations() {
            let mut new = old.clone();
            if let Some(at) = new.tags.iter().position(|tag| tag == from) {
                new.tags.remove(at);
                if let Some(to) = to.filter(|to| !new.tags.contains(to)) {
                    new.tags.insert(at, to.clone());
                }
            }
            new.comment = renamed(&old.comment, from, to);
            if new != *old {
                new.modified = now;
                commands.push(Command::ChangeAnnotation(new));
            }
        }
        let text = renamed(&self.session.notebook.text, from, to);
        if text != self.session.notebook.text {
            commands.push(Command::SetText(text));
        }
        let mut legend = self.session.notebook.legend.clone();
        if let Some(color) = legend.tags.remove(from) {
            if let Some(to) = to {
                legend.tags.entry(to.clone()).or_insert(color);
            }
            commands.push(Command::SetLegend(legend));
        }
        if !commands.is_empty() {
            self.command("Rename tag", Command::Batch(commands));
        }
        if self.session.shelf.tag.as_ref() == Some(from) {
            self.session.shelf.tag = to.cloned();
        }
    }

    pub(super) fn ask_template(&mut self, effects: &mut Vec<Effect>) {
        let task = self.next_task();
        effects.push(Effect::FindTemplates { task });
    }

    /// Puts a template below what is written already.
    pub(super) fn begin_with(&mut self, template: &Template, effects: &mut Vec<Effect>) {
        let day = self.session.analysis.published.date.map(|date| date.to_string());
        let begun = template
            .text
            .replace("{title}", self.session.title())
            .replace("{published}", day.as_deref().unwrap_or("day unknown"));
        let mut text = self.session.notebook.text.trim_end().to_owned();
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&begun);
        self.command("Template", Command::SetText(text));
        self.show_tab(Tab::Notes);
        effects.push(Effect::Focus(Place::Notebook));
    }

    pub(super) fn set_legend(&mut self, legend: Legend) {
        if legend != self.session.notebook.legend {
            self.command("Name colours", Command::SetLegend(legend));
        }
    }
}

/// The text with a tag named otherwise; without a new name its words stay, as words.
fn renamed(text: &str, from: &Tag, to: Option<&Tag>) -> String {
    if !text.contains(from.as_str()) {
        return text.to_owned();
    }
    let mut new = text.to_owned();
    for span in places(text, from).into_iter().rev() {
        let words = to.map_or_else(|| from.as_str().to_owned(), |to| format!("#{}", to.as_str()));
        new.replace_range(span.range(), &words);
    }
    new
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_renamed_within_texts_too() {
        let tag = |name: &str| Tag::new(name).unwrap();
        let check = |to: Option<&str>, wanted: &str| {
            let text = "See #verify, then #verify-all and C#verify.";
            assert_eq!(renamed(text, &tag("verify"), to.map(tag).as_ref()), wanted);
        };
        check(Some("check"), "See #check, then #verify-all and C#verify.");
        check(None, "See verify, then #verify-all and C#verify.");
    }
}
