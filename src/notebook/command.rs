//! The only way to change a notebook.

use jiff::civil::Date;

use super::{Annotation, Id, Notebook, Verdict};

/// One change. Applying it gives back what takes it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Puts an annotation at its place in text order.
    Annotate(Annotation),
    RemoveAnnotation(Id),
    /// Puts this in the place of the annotation with the same id.
    ChangeAnnotation(Annotation),
    /// Puts a verdict at this place in the order of verdicts.
    Rule {
        at: usize,
        verdict: Verdict,
    },
    RemoveVerdict(Id),
    SetTitle(Option<String>),
    SetPublished(Option<Date>),
    /// The free notebook's text.
    SetText(String),
    /// All or nothing.
    Batch(Vec<Self>),
}

/// The command does not fit the notebook; nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stale;

impl Command {
    /// Changes `notebook` and returns the inverse; where it does not fit, changes nothing.
    pub fn apply(self, notebook: &mut Notebook) -> Result<Self, Stale> {
        match self {
            Self::Annotate(annotation) => {
                let id = annotation.id;
                if notebook.annotation(id).is_some() {
                    return Err(Stale);
                }
                let key = |a: &Annotation| (a.target.position, a.id);
                let at = notebook.annotations.partition_point(|a| key(a) < key(&annotation));
                notebook.annotations.insert(at, annotation);
                Ok(Self::RemoveAnnotation(id))
            }
            Self::RemoveAnnotation(id) => {
                let at = notebook.annotations.iter().position(|a| a.id == id).ok_or(Stale)?;
                Ok(Self::Annotate(notebook.annotations.remove(at)))
            }
            Self::ChangeAnnotation(annotation) => {
                let old = Self::RemoveAnnotation(annotation.id).apply(notebook)?;
                Self::Annotate(annotation).apply(notebook)?;
                match old {
                    Self::Annotate(old) => Ok(Self::ChangeAnnotation(old)),
                    _ => Err(Stale),
                }
            }
            Self::Rule { at, verdict } => {
                let id = verdict.id;
                if at > notebook.verdicts.len() || notebook.verdicts.iter().any(|v| v.id == id) {
                    return Err(Stale);
                }
                notebook.verdicts.insert(at, verdict);
                Ok(Self::RemoveVerdict(id))
            }
            Self::RemoveVerdict(id) => {
                let at = notebook.verdicts.iter().position(|v| v.id == id).ok_or(Stale)?;
                Ok(Self::Rule { at, verdict: notebook.verdicts.remove(at) })
            }
            Self::SetTitle(title) => {
                Ok(Self::SetTitle(std::mem::replace(&mut notebook.title, title)))
            }
            Self::SetPublished(date) => {
                Ok(Self::SetPublished(std::mem::replace(&mut notebook.published, date)))
            }
            Self::SetText(text) => Ok(Self::SetText(std::mem::replace(&mut notebook.text, text))),
            Self::Batch(commands) => batch(commands, notebook),
        }
    }
}

fn batch(commands: Vec<Command>, notebook: &mut Notebook) -> Result<Command, Stale> {
    let mut inverses = Vec::with_capacity(commands.len());
    for command in commands {
        if let Ok(inverse) = command.apply(notebook) {
            inverses.push(inverse);
            continue;
        }
        for inverse in inverses.into_iter().rev() {
            inverse.apply(notebook)?;
        }
        return Err(Stale);
    }
    inverses.reverse();
    Ok(Command::Batch(inverses))
}
