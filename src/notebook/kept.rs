//! What a notebook's file holds that this version has no use for: kept word for word, and written back.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::Id;
use crate::text::one_line;

/// By the place in the file it stood at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    pub notebook: Extra,
    pub article: Extra,
    pub records: BTreeMap<Id, Extra>,
    /// By the field and the key or item in it.
    pub values: BTreeMap<(KnownField, String), String>,
}

/// A field that this version knows, and not each value that can stand in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KnownField {
    Colors,
    TagColors,
    Gone,
    FilePrint,
}

/// What stood in one record besides its own fields.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Extra {
    /// With their marks: `// like this`.
    pub comments: Vec<String>,
    /// Names and values as they are written in the file: fields that are unknown, and ones with something unknown in them.
    pub fields: Vec<(String, String)>,
}

impl Extra {
    pub fn is_empty(&self) -> bool {
        self.comments.is_empty() && self.fields.is_empty()
    }

    /// What comes of two that grew from `base`; what both changed is joined, whichever is called mine. Of two values
    /// of one field one becomes a comment, and `clash` says so.
    fn merged(base: &Self, mine: &Self, theirs: &Self, clash: &mut bool) -> Self {
        if mine == theirs || theirs == base {
            return mine.clone();
        }
        if mine == base {
            return theirs.clone();
        }
        let (mut all, other) =
            if mine < theirs { (mine.clone(), theirs) } else { (theirs.clone(), mine) };
        let known: HashSet<String> = all.comments.iter().cloned().collect();
        let new = other.comments.iter().filter(|comment| !known.contains(*comment));
        all.comments.extend(new.cloned());
        let own: HashMap<String, String> = all.fields.iter().cloned().collect();
        for (name, value) in &other.fields {
            match own.get(name) {
                None => all.fields.push((name.clone(), value.clone())),
                Some(own) if own == value => {}
                Some(_) => {
                    *clash = true;
                    all.comments.push(format!("// the other side had {name}: {}", one_line(value)));
                }
            }
        }
        all
    }
}

impl Kept {
    /// What comes of two that grew from `base`, and whether both set one field differently.
    pub(super) fn merged(base: &Self, mine: &Self, theirs: &Self) -> (Self, bool) {
        let mut clash = false;
        let mut pick = |of: &dyn Fn(&Self) -> Extra| {
            Extra::merged(&of(base), &of(mine), &of(theirs), &mut clash)
        };
        let (notebook, article) =
            (pick(&|kept| kept.notebook.clone()), pick(&|kept| kept.article.clone()));
        let ids: BTreeSet<Id> = mine.records.keys().chain(theirs.records.keys()).copied().collect();
        let records = ids
            .into_iter()
            .map(|id| (id, pick(&|kept| kept.records.get(&id).cloned().unwrap_or_default())))
            .filter(|(_, extra)| !extra.is_empty());
        let records = records.collect();
        let keys = mine.values.keys().chain(theirs.values.keys());
        let values = keys.filter_map(|key| {
            let [base, mine, theirs] = [base, mine, theirs].map(|kept| kept.values.get(key));
            // Of two values that both sides set, the lesser stands, whichever is called mine.
            let value = match (mine, theirs) {
                _ if mine == theirs || theirs == base => mine,
                _ if mine == base => theirs,
                (Some(mine), Some(theirs)) => Some(mine.min(theirs)),
                (one, other) => one.or(other),
            };
            value.map(|value| (key.clone(), value.clone()))
        });
        let values = values.collect();
        (Self { notebook, article, records, values }, clash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merge_takes_what_either_side_added_and_drops_what_one_removed() {
        let kept = |comments: &[&str], value: &str| {
            let comments = comments.iter().map(|&comment| comment.to_owned()).collect();
            let fields = vec![("mood".to_owned(), value.to_owned())];
            let extra = Extra { comments, fields };
            Kept { records: [(Id::new(1), extra)].into(), ..Kept::default() }
        };
        let base = kept(&["// a", "// b"], "1");
        let (mine, theirs) = (kept(&["// a"], "1"), kept(&["// a", "// b"], "1"));
        assert_eq!(Kept::merged(&base, &mine, &theirs), (mine.clone(), false));
        let theirs = kept(&["// a", "// b", "// c"], "2");
        let (one, clash) = Kept::merged(&base, &mine, &theirs);
        assert_eq!((&one, clash), (&Kept::merged(&base, &theirs, &mine).0, true));
        let comments = &one.records[&Id::new(1)].comments;
        assert_eq!(comments.last().map(String::as_str), Some("// the other side had mood: 2"));
    }
}
