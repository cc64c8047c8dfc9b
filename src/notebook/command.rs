//! The only way to change a notebook.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use jiff::civil::Date;

use super::{Annotation, Id, Legend, Notebook, Selector, Verdict};
use crate::article::Article;

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
    /// What the colours mean.
    SetLegend(Legend),
    /// Puts another text in the place of the article's, with the text before it, and the marks where they then stand.
    Replace(Box<Replacement>),
    /// Puts a whole notebook in the place of this one: an earlier version, a merge, what was recovered.
    Restore(Box<Notebook>),
    /// All or nothing.
    Batch(Vec<Self>),
}

/// Another text for the article, and where marks stand in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Replacement {
    /// None: the text that was opened.
    pub article: Option<Arc<Article>>,
    /// The text that was there before, kept to compare with.
    pub earlier: Option<Arc<str>>,
    /// New targets of annotations and verdicts; what is not named keeps its own.
    pub targets: Vec<(Id, Selector)>,
}

/// The command does not fit the notebook; nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stale;

impl Command {
    /// Whether it is about verdicts.
    pub fn rules(&self) -> bool {
        match self {
            Self::Rule { .. } | Self::RemoveVerdict(_) => true,
            Self::Batch(commands) => commands.iter().any(Self::rules),
            _ => false,
        }
    }

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
                // What came last is taken back first.
                let at = notebook.verdicts.iter().rposition(|v| v.id == id).ok_or(Stale)?;
                Ok(Self::Rule { at, verdict: notebook.verdicts.remove(at) })
            }
            Self::SetTitle(title) => {
                Ok(Self::SetTitle(std::mem::replace(&mut notebook.title, title)))
            }
            Self::SetPublished(date) => {
                Ok(Self::SetPublished(std::mem::replace(&mut notebook.published, date)))
            }
            Self::SetText(text) => Ok(Self::SetText(std::mem::replace(&mut notebook.text, text))),
            Self::SetLegend(legend) => {
                Ok(Self::SetLegend(std::mem::replace(&mut notebook.legend, legend)))
            }
            Self::Replace(replacement) => replace(*replacement, notebook),
            Self::Restore(other) => {
                Ok(Self::Restore(Box::new(std::mem::replace(notebook, *other))))
            }
            Self::Batch(commands) => batch(commands, notebook),
        }
    }
}

/// All or nothing. A run of commands of one kind, as an import has it, is done at once, so that its cost is not its
/// length times the notebook's.
fn batch(commands: Vec<Command>, notebook: &mut Notebook) -> Result<Command, Stale> {
    let mut inverses = Vec::with_capacity(commands.len());
    let mut commands = commands.into_iter().peekable();
    while let Some(command) = commands.next() {
        let done = match command {
            Command::Annotate(mark) => {
                let mut marks = vec![mark];
                while let Some(Command::Annotate(mark)) =
                    commands.next_if(|next| matches!(next, Command::Annotate(_)))
                {
                    marks.push(mark);
                }
                annotate(marks, notebook)
            }
            Command::RemoveAnnotation(id) => {
                let mut ids = vec![id];
                while let Some(Command::RemoveAnnotation(id)) =
                    commands.next_if(|next| matches!(next, Command::RemoveAnnotation(_)))
                {
                    ids.push(id);
                }
                remove(&ids, notebook)
            }
            Command::Rule { at, verdict } => {
                let mut verdicts = vec![(at, verdict)];
                while let Some(Command::Rule { at, verdict }) =
                    commands.next_if(|next| matches!(next, Command::Rule { .. }))
                {
                    verdicts.push((at, verdict));
                }
                rule(verdicts, notebook)
            }
            other => other.apply(notebook).map(|inverse| vec![inverse]),
        };
        let Ok(more) = done else {
            inverses.reverse();
            batch(inverses, notebook)?;
            return Err(Stale);
        };
        inverses.extend(more);
    }
    inverses.reverse();
    Ok(Command::Batch(inverses))
}

/// Puts all of them in, or none; gives back what takes each out again.
fn annotate(marks: Vec<Annotation>, notebook: &mut Notebook) -> Result<Vec<Command>, Stale> {
    let mut ids: HashSet<Id> = notebook.annotations.iter().map(|mark| mark.id).collect();
    if !marks.iter().all(|mark| ids.insert(mark.id)) {
        return Err(Stale);
    }
    let inverses = marks.iter().map(|mark| Command::RemoveAnnotation(mark.id)).collect();
    notebook.annotations.extend(marks);
    notebook.annotations.sort_by_key(|mark| (mark.target.position, mark.id));
    Ok(inverses)
}

/// Takes all of them out, or none; gives back what puts each in again.
fn remove(ids: &[Id], notebook: &mut Notebook) -> Result<Vec<Command>, Stale> {
    let mut here: HashSet<Id> = notebook.annotations.iter().map(|mark| mark.id).collect();
    if !ids.iter().all(|id| here.remove(id)) {
        return Err(Stale);
    }
    let gone = notebook.annotations.extract_if(.., |mark| !here.contains(&mark.id));
    let mut gone: HashMap<Id, Annotation> = gone.map(|mark| (mark.id, mark)).collect();
    Ok(ids.iter().filter_map(|id| gone.remove(id)).map(Command::Annotate).collect())
}

/// Puts all of them in at their places, or none; gives back what takes each out again.
fn rule(verdicts: Vec<(usize, Verdict)>, notebook: &mut Notebook) -> Result<Vec<Command>, Stale> {
    let mut ids: HashSet<Id> = notebook.verdicts.iter().map(|verdict| verdict.id).collect();
    let mut last = notebook.verdicts.len()..;
    let mut fits = |at: usize, id| last.next().is_some_and(|last| at <= last) && ids.insert(id);
    if !verdicts.iter().all(|(at, verdict)| fits(*at, verdict.id)) {
        return Err(Stale);
    }
    let inverses = verdicts.iter().map(|(_, verdict)| Command::RemoveVerdict(verdict.id)).collect();
    for (at, verdict) in verdicts {
        notebook.verdicts.insert(at, verdict);
    }
    Ok(inverses)
}

fn replace(with: Replacement, notebook: &mut Notebook) -> Result<Command, Stale> {
    let ids: HashSet<Id> = notebook.ids().collect();
    let mut targets: HashMap<Id, Selector> = HashMap::with_capacity(with.targets.len());
    for (id, target) in with.targets {
        if !ids.contains(&id) || targets.insert(id, target).is_some() {
            return Err(Stale);
        }
    }
    let mut before = Vec::with_capacity(targets.len());
    let annotations = notebook.annotations.iter_mut().map(|a| (a.id, &mut a.target));
    let verdicts = notebook.verdicts.iter_mut().map(|v| (v.id, &mut v.on));
    for (id, target) in annotations.chain(verdicts) {
        if let Some(new) = targets.remove(&id) {
            before.push((id, std::mem::replace(target, new)));
        }
    }
    notebook.annotations.sort_by_key(|a| (a.target.position, a.id));
    Ok(Command::Replace(Box::new(Replacement {
        article: std::mem::replace(&mut notebook.article, with.article),
        earlier: std::mem::replace(&mut notebook.earlier, with.earlier),
        targets: before,
    })))
}
