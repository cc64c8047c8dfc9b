//! Two notebooks that grew from one: put together so that nothing is lost.
//!
//! What only one side changed is taken as that side has it, deletions too. What both changed is kept twice, tagged
//! `#conflict`, and told; the free notebook keeps both passages one after the other, and a line for whatever there can be
//! only one of: the other title, day or meaning of a colour. Where nothing is in conflict the
//! result does not depend on which side is called mine.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Annotation, Carry, Id, Kept, Notebook, Record, Selector, Tag, Verdict, carry::same_lines,
};
use crate::{article::Article, text::Span};

/// The tag of a mark that both sides changed.
pub const CONFLICT: &str = "conflict";

impl Tag {
    /// Whether a merge set it, where both sides changed a mark.
    pub fn is_conflict(&self) -> bool {
        self.as_str() == CONFLICT
    }
}

/// A notebook and the article it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    pub article: Arc<Article>,
    pub notebook: Notebook,
}

impl Side {
    /// What `other` has that this has not, in words.
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let bare = |side: &Self| Notebook { article: None, earlier: None, ..side.notebook.clone() };
        let mut told = bare(self).differences(&bare(other));
        if self.article.text() != other.article.text() {
            told.push("another text of the article".to_owned());
        }
        told
    }

    /// What both have, for a base where the one they grew from is not known: nothing of either counts as removed.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "`same_lines` gives lines of both texts")]
    pub fn common(&self, other: &Self) -> Self {
        let (mine, theirs) = (&self.notebook, &other.notebook);
        let mine_on = on(self, &other.article);
        let records = theirs.records();
        let has = |id: Id, record: Record<'_>| records.get(&id) == Some(&record);
        let annotations =
            mine_on.annotations.iter().filter(|a| has(a.id, Record::Annotation(a))).cloned();
        let verdicts = mine_on.verdicts.iter().filter(|v| has(v.id, Record::Verdict(v))).cloned();
        let mut notebook = Notebook::with(annotations.collect(), verdicts.collect());
        let lines: Vec<&str> = mine.text.split_inclusive('\n').collect();
        notebook.text =
            same_lines(&mine.text, &theirs.text).iter().map(|(i, _)| lines[*i]).collect();
        notebook.title = mine.title.clone().filter(|title| theirs.title.as_ref() == Some(title));
        notebook.published = mine.published.filter(|day| theirs.published == Some(*day));
        Self { article: Arc::clone(&other.article), notebook }
    }
}

/// What came of a merge.
#[derive(Debug, Clone)]
pub struct Merged {
    pub article: Arc<Article>,
    pub notebook: Notebook,
    /// What both sides changed, each in a sentence.
    pub conflicts: Vec<String>,
}

/// What a three-way choice between values comes to: one of them, or both.
enum Choice<T> {
    One(T),
    Both(T, T),
}

fn choose<T: PartialEq>(base: &T, mine: T, theirs: T) -> Choice<T> {
    if mine == theirs || theirs == *base {
        Choice::One(mine)
    } else if mine == *base {
        Choice::One(theirs)
    } else {
        Choice::Both(mine, theirs)
    }
}

/// Puts two notebooks together that both grew from `base`.
pub fn merge(base: &Side, mine: &Side, theirs: &Side) -> Merged {
    let mut conflicts = Vec::new();
    let mut other_text = None;
    let article = if mine.article.text() == base.article.text() {
        Arc::clone(&theirs.article)
    } else {
        if theirs.article.text() != base.article.text()
            && theirs.article.text() != mine.article.text()
        {
            conflicts.push(
                "Both sides put another text in the place of the article's; mine stands, and theirs is kept to compare with."
                    .to_owned(),
            );
            other_text = Some(Arc::from(theirs.article.text()));
        }
        Arc::clone(&mine.article)
    };
    let [base, mine, theirs] = [base, mine, theirs].map(|side| on(side, &article));
    let gone: BTreeSet<Id> =
        [&base, &mine, &theirs].iter().flat_map(|side| side.gone.iter().copied()).collect();
    let buried: BTreeSet<Id> = base.ids().collect();
    let next = next_id(&[&base, &mine, &theirs]);
    let mut merge = Merge { gone, conflicts, lines: String::new(), next };
    let annotations = merge.annotations(&base, &mine, &theirs);
    let verdicts = merge.verdicts(&base, &mine, &theirs);
    let mut notebook = Notebook::with(annotations, verdicts);
    notebook.text = merge.text(&base.text, &mine.text, &theirs.text);
    notebook.title = match choose(&base.title, mine.title, theirs.title) {
        Choice::One(title) => title,
        Choice::Both(title, other) => {
            let other = other.unwrap_or_else(|| "none".to_owned());
            merge.note(format!("Both sides changed the title; the other one was “{other}”."));
            title
        }
    };
    notebook.legend = match choose(&base.legend, mine.legend, theirs.legend) {
        Choice::One(legend) => legend,
        Choice::Both(mut legend, other) => {
            for (color, meaning) in other.colors {
                let own = legend.colors.entry(color).or_insert_with(|| meaning.clone());
                if *own != meaning {
                    let name = color.name();
                    merge.note(format!("Both sides named {name}; the other name was “{meaning}”."));
                }
            }
            for (tag, color) in other.tags {
                let own = *legend.tags.entry(tag.clone()).or_insert(color);
                if own != color {
                    let (tag, name) = (tag.as_str(), color.name());
                    merge.note(format!(
                        "Both sides coloured the tag {tag}; the other colour was {name}."
                    ));
                }
            }
            legend
        }
    };
    notebook.published = match choose(&base.published, mine.published, theirs.published) {
        Choice::One(day) => day,
        Choice::Both(day, other) => {
            let other = other.map_or_else(|| "none".to_owned(), |day| day.to_string());
            merge.note(format!("Both sides set the publication day; the other one was {other}."));
            day
        }
    };
    notebook.earlier = other_text.or(mine.earlier).or(theirs.earlier);
    let (kept, clash) = Kept::merged(&base.kept, &mine.kept, &theirs.kept);
    notebook.kept = Arc::new(kept);
    if clash {
        let told = "Both sides changed a field that this version does not know; one value stands as a comment in the file.";
        merge.conflicts.push(told.to_owned());
    }
    notebook.gone = merge.gone;
    notebook.gone.extend(buried);
    let kept: BTreeSet<Id> = notebook.ids().collect();
    notebook.gone.retain(|id| !kept.contains(id));
    if !merge.lines.is_empty() && !notebook.text.is_empty() && !notebook.text.ends_with('\n') {
        notebook.text.push('\n');
    }
    notebook.text.push_str(&merge.lines);
    Merged { article, notebook, conflicts: merge.conflicts }
}

/// A side's notebook with its marks on `article`.
fn on(side: &Side, article: &Article) -> Notebook {
    let mut notebook = side.notebook.clone();
    if side.article.text() != article.text() {
        let carry = Carry::new(side.article.text(), article.text());
        for annotation in &mut notebook.annotations {
            annotation.target = annotation.target.carried(&carry);
        }
        for verdict in &mut notebook.verdicts {
            verdict.on = verdict.on.carried(&carry);
        }
    }
    notebook
}

fn next_id(sides: &[&Notebook]) -> u64 {
    let ids = sides.iter().flat_map(|side| side.ids().chain(side.gone.iter().copied()));
    ids.max().map_or(0, |id| id.number().wrapping_add(1))
}

struct Merge {
    gone: BTreeSet<Id>,
    conflicts: Vec<String>,
    /// For the end of the free notebook.
    lines: String,
    next: u64,
}

impl Merge {
    /// Tells a conflict over something there can be only one of, and keeps the other in the free notebook.
    fn note(&mut self, told: String) {
        self.lines.extend(["#", CONFLICT, " ", &told, "\n"]);
        self.conflicts.push(told);
    }

    /// What becomes of a record that is there or not on each of three sides; none where it is to be gone.
    fn record<T: PartialEq + Clone>(
        &self,
        id: Id,
        base: Option<&T>,
        mine: Option<&T>,
        theirs: Option<&T>,
    ) -> Option<Choice<T>> {
        match (base, mine, theirs) {
            (None, Some(one), None) | (None, None, Some(one)) => {
                // Without a record of it in the base, one that another side has buried stays so.
                (!self.gone.contains(&id)).then(|| Choice::One(one.clone()))
            }
            // Deleted here and left alone there: gone. Deleted here and changed there: the change is kept.
            (Some(base), Some(one), None) | (Some(base), None, Some(one)) => {
                (one != base).then(|| Choice::One(one.clone()))
            }
            (Some(base), Some(mine), Some(theirs)) => {
                Some(choose(base, mine.clone(), theirs.clone()))
            }
            (None, Some(mine), Some(theirs)) if mine == theirs => Some(Choice::One(mine.clone())),
            (None, Some(mine), Some(theirs)) => Some(Choice::Both(mine.clone(), theirs.clone())),
            (_, None, None) => None,
        }
    }

    fn fresh(&mut self) -> Id {
        let id = Id::new(self.next);
        self.next = self.next.wrapping_add(1);
        id
    }

    fn annotations(
        &mut self,
        base: &Notebook,
        mine: &Notebook,
        theirs: &Notebook,
    ) -> Vec<Annotation> {
        let by_id = |side: &Notebook| -> BTreeMap<Id, Annotation> {
            side.annotations().iter().map(|a| (a.id, a.clone())).collect()
        };
        let (base, mine, theirs) = (by_id(base), by_id(mine), by_id(theirs));
        let ids: BTreeSet<Id> = mine.keys().chain(theirs.keys()).copied().collect();
        let mut merged = Vec::new();
        for id in ids {
            let old = base.get(&id);
            match self.record(id, old, mine.get(&id), theirs.get(&id)) {
                None => {}
                Some(Choice::One(one)) => merged.push(one),
                Some(Choice::Both(mine, theirs)) => {
                    if let Some(one) = old.and_then(|old| fields(old, &mine, &theirs)) {
                        merged.push(one);
                        continue;
                    }
                    self.conflicts.push(format!(
                        "Both sides changed the mark on “{}”; both are kept, tagged #{CONFLICT}.",
                        mine.target.exact
                    ));
                    let other = Annotation { id: self.fresh(), ..theirs };
                    merged.extend([tagged(mine), tagged(other)]);
                }
            }
        }
        merged
    }

    /// Those of the base in its order, then new ones in the order they were made.
    fn verdicts(&mut self, base: &Notebook, mine: &Notebook, theirs: &Notebook) -> Vec<Verdict> {
        let mut ids: Vec<Id> = base.verdicts().iter().map(|verdict| verdict.id).collect();
        let [base, mine, theirs] = [base, mine, theirs].map(|side| {
            side.verdicts().iter().map(|v| (v.id, v)).collect::<BTreeMap<Id, &Verdict>>()
        });
        let new: BTreeSet<Id> =
            mine.keys().chain(theirs.keys()).filter(|id| !base.contains_key(id)).copied().collect();
        ids.extend(&new);
        let mut merged = Vec::new();
        for id in ids {
            let found = |side: &BTreeMap<Id, &Verdict>| side.get(&id).copied().cloned();
            let (old, my, their) = (found(&base), found(&mine), found(&theirs));
            match self.record(id, old.as_ref(), my.as_ref(), their.as_ref()) {
                None => {}
                Some(Choice::One(one)) => merged.push(one),
                Some(Choice::Both(mine, theirs)) => {
                    self.conflicts.push(contest(&mine.on.exact));
                    merged.push(Verdict { id: self.fresh(), contested: true, ..theirs });
                    merged.push(Verdict { contested: true, ..mine });
                }
            }
        }
        let rivals = self.rivals(&new, &mine, &theirs);
        for verdict in &mut merged {
            verdict.contested |= rivals.contains(&verdict.id);
        }
        merged
    }

    /// Those of the new rulings that cannot hold beside one of the other side's on the same words.
    fn rivals<'a>(
        &mut self,
        new: &BTreeSet<Id>,
        mine: &BTreeMap<Id, &'a Verdict>,
        theirs: &BTreeMap<Id, &'a Verdict>,
    ) -> BTreeSet<Id> {
        let by_place = |side: &BTreeMap<Id, &'a Verdict>| {
            let mut places: BTreeMap<Span, Vec<&'a Verdict>> = BTreeMap::new();
            for verdict in new.iter().filter_map(|id| side.get(id).copied()) {
                places.entry(verdict.on.position).or_default().push(verdict);
            }
            places
        };
        let theirs = by_place(theirs);
        let mut rivals = BTreeSet::new();
        for (place, mine) in by_place(mine) {
            let theirs = theirs.get(&place).map_or(&[][..], Vec::as_slice);
            for (mine, theirs) in mine.iter().flat_map(|m| theirs.iter().map(move |t| (m, t))) {
                if mine.id != theirs.id && mine.ruling.contradicts(&theirs.ruling) {
                    self.conflicts.push(contest(&mine.on.exact));
                    rivals.extend([mine.id, theirs.id]);
                }
            }
        }
        rivals
    }

    /// Line by line; where both changed the same lines, both passages stay.
    #[expect(clippy::indexing_slicing, reason = "`same_lines` gives lines of both texts")]
    fn text(&mut self, base: &str, mine: &str, theirs: &str) -> String {
        let lines =
            |text: &'_ str| text.split_inclusive('\n').map(str::to_owned).collect::<Vec<_>>();
        let (old, my, their) = (lines(base), lines(mine), lines(theirs));
        let mut in_mine: BTreeMap<usize, usize> = same_lines(base, mine).into_iter().collect();
        let in_theirs: BTreeMap<usize, usize> = same_lines(base, theirs).into_iter().collect();
        in_mine.retain(|line, _| in_theirs.contains_key(line));
        let stable = in_mine.into_iter().map(|(o, m)| (o, m, in_theirs[&o]));
        let mut merged = String::new();
        let mut at = (0, 0, 0);
        let mut clash = false;
        for (o, m, t) in stable.chain([(old.len(), my.len(), their.len())]) {
            let piece = |lines: &[String], from: usize, to: usize| lines[from..to].concat();
            let choice = choose(&piece(&old, at.0, o), piece(&my, at.1, m), piece(&their, at.2, t));
            match choice {
                Choice::One(lines) => merged.push_str(&lines),
                Choice::Both(first, second) => {
                    clash = true;
                    merged.push_str(&first);
                    if !first.is_empty() && !first.ends_with('\n') {
                        merged.push('\n');
                    }
                    merged.push_str(&second);
                }
            }
            if let Some(line) = old.get(o) {
                merged.push_str(line);
            }
            at = (o + 1, m + 1, t + 1);
        }
        if clash {
            self.conflicts.push(
                "Both sides changed the same lines of the free notebook; both stand there."
                    .to_owned(),
            );
        }
        merged
    }
}

/// Field by field; none where both sides changed one differently.
fn fields(base: &Annotation, mine: &Annotation, theirs: &Annotation) -> Option<Annotation> {
    fn one<T: PartialEq + Clone>(base: &T, mine: &T, theirs: &T) -> Option<T> {
        match choose(base, mine.clone(), theirs.clone()) {
            Choice::One(value) => Some(value),
            Choice::Both(..) => None,
        }
    }
    let target: Selector = one(&base.target, &mine.target, &theirs.target)?;
    Some(Annotation {
        id: base.id,
        target,
        color: one(&base.color, &mine.color, &theirs.color)?,
        comment: one(&base.comment, &mine.comment, &theirs.comment)?,
        tags: one(&base.tags, &mine.tags, &theirs.tags)?,
        created: base.created,
        modified: mine.modified.max(theirs.modified),
    })
}

fn contest(words: &str) -> String {
    format!(
        "Both sides ruled on “{words}”; both rulings are kept, and the review asks which holds."
    )
}

fn tagged(mut annotation: Annotation) -> Annotation {
    if let Some(tag) = Tag::new(CONFLICT).filter(|tag| !annotation.tags.contains(tag)) {
        annotation.tags.push(tag);
    }
    annotation
}
