//! Groups mentions into entities: the same words first, then the rules of [`super::alias`].

use std::collections::{HashMap, HashSet};

use super::{
    Entity, EntityId, EntityKind, Mention,
    alias::aliases,
    form::{Form, words},
    lexicon::LEXICON,
    tagger::Candidate,
};
use crate::{
    analysis::{Provenance, Standing},
    article::Article,
    text::Span,
};

/// Mentions in text order and the entities they belong to, by first mention. Linear in the mentions.
pub(in crate::analysis) fn link(
    article: &Article,
    mut candidates: Vec<Candidate>,
) -> (Vec<Mention>, Vec<Entity>) {
    candidates.sort_unstable_by_key(|candidate| candidate.span);
    complete(article, &mut candidates);
    let (forms, form_of) = forms(article, &candidates);
    let defined = defined(article, &candidates, &forms, &form_of);
    let aliases = aliases(&forms, &defined);

    // Each form's fullest form. The rules give no cycles; the bound makes sure of it.
    let root = |mut form: usize| {
        for _ in 0..8 {
            match &aliases[form] {
                Some(alias) => form = alias.of,
                None => break,
            }
        }
        form
    };
    let roots: Vec<usize> = (0..forms.len()).map(root).collect();

    let mut entity_of_root: HashMap<usize, usize> = HashMap::new();
    let mut members: Vec<Vec<usize>> = Vec::new();
    let mut seen = vec![false; forms.len()];
    let mut mentions = Vec::with_capacity(candidates.len());
    for (candidate, form) in candidates.iter().zip(&form_of) {
        let entity = *entity_of_root.entry(roots[*form]).or_insert_with(|| {
            members.push(Vec::new());
            members.len() - 1
        });
        if !std::mem::replace(&mut seen[*form], true) {
            members[entity].push(*form);
        }
        mentions.push(Mention {
            span: candidate.span,
            entity: EntityId::new(entity),
            kind: forms[*form].kind_for(candidate.kind),
            score: candidate.score,
            provenance: Provenance::Found,
        });
    }
    let entities = members
        .into_iter()
        .map(|members| {
            let full = roots[members[0]];
            let why: Vec<&str> = members
                .iter()
                .filter_map(|form| aliases[*form].as_ref())
                .map(|alias| alias.why.as_str())
                .collect();
            Entity {
                kind: forms[full].kind(),
                name: forms[full].written.clone(),
                aliases: members
                    .iter()
                    .filter(|form| **form != full)
                    .map(|form| forms[*form].written.clone())
                    .collect(),
                why: if why.is_empty() {
                    "Written the same everywhere.".to_owned()
                } else {
                    format!("{}.", why.join("; "))
                },
                provenance: Provenance::Found,
                standing: Standing::Usual,
            }
        })
        .collect();
    (mentions, entities)
}

/// "Islamic resistance" where the article also names the "Islamic Resistance in Iraq": a group's adjective and
/// the word after it are that organisation, its second word written small.
fn complete(article: &Article, candidates: &mut [Candidate]) {
    let beginnings: HashSet<String> = candidates
        .iter()
        .filter(|candidate| candidate.kind == EntityKind::Organization)
        .filter_map(|candidate| match words(article.slice(candidate.span)).as_slice() {
            [first, second, ..] if LEXICON.is_group(first) => Some(format!("{first} {second}")),
            _ => None,
        })
        .collect();
    if beginnings.is_empty() {
        return;
    }
    for i in 0..candidates.len() {
        let span = candidates[i].span;
        let after = article.text().get(span.end()..).unwrap_or_default();
        let Some(after) = after.strip_prefix(' ') else { continue };
        let word = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
        let whole = Span::new(span.start(), span.end() + 1 + word);
        let is_free = candidates.get(i + 1).is_none_or(|next| whole.end() <= next.span.start());
        if candidates[i].kind == EntityKind::Group
            && is_free
            && beginnings.contains(&words(article.slice(whole)).join(" "))
        {
            candidates[i].span = whole;
            candidates[i].kind = EntityKind::Organization;
        }
    }
}

/// The ways of writing found in the text, by first mention, and the one of each candidate.
fn forms(article: &Article, candidates: &[Candidate]) -> (Vec<Form>, Vec<usize>) {
    let mut forms: Vec<Form> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    let mut form_of = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let written = article.slice(candidate.span);
        let words = words(written);
        let key = if words.is_empty() { written.to_owned() } else { words.join(" ") };
        let form = *index.entry(key).or_insert_with(|| {
            forms.push(Form::new(written, words, candidate.span.start()));
            forms.len() - 1
        });
        forms[form].vote(candidate.kind, candidate.score);
        form_of.push(form);
    }
    (forms, form_of)
}

/// Acronyms that stand in brackets right after the name they are short for.
fn defined(
    article: &Article,
    candidates: &[Candidate],
    forms: &[Form],
    form_of: &[usize],
) -> HashMap<usize, usize> {
    let mut defined = HashMap::new();
    for (pair, of) in candidates.windows(2).zip(form_of.windows(2)) {
        let [full, short] = pair else { continue };
        let [full_form, short_form] = of else { continue };
        let between = article.slice(Span::new(full.span.end(), short.span.start()));
        let after = article.text().get(short.span.end()..).unwrap_or_default();
        if between.trim() == "("
            && after.trim_start().starts_with(')')
            && forms[*short_form].is_acronym()
            && forms[*full_form].words.len() > 1
        {
            defined.entry(*short_form).or_insert(*full_form);
        }
    }
    defined
}
