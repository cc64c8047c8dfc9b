//! Who is said to have said what: a quotation that the article gives to somebody else.

use std::collections::{BTreeSet, HashMap};

use super::{names::words, spelling::slips};
use crate::{
    analysis::{Analysis, Attribution, EntityId, EntityKind, Quotation, quotations},
    article::Article,
    text::Span,
};

/// A speaker in a draft whose words the article gives to another.
pub(super) struct Wrong {
    /// The name in the draft.
    pub span: Span,
    /// Where the words stand in the article.
    pub place: Span,
    /// Who speaks them there.
    pub theirs: String,
    pub note: String,
}

/// Compares who speaks; `found` are the draft's quotations with their places in the article, in the order of the draft.
/// Only people by their names count: "the mayor" may be anybody.
pub(super) fn wrong(
    (draft, read): (&Article, &Analysis),
    (article, analysis): (&Article, &Analysis),
    found: &[(Span, Span)],
) -> Vec<Wrong> {
    let said = quotations(draft, read);
    if said.is_empty() || found.is_empty() {
        return Vec::new();
    }
    let theirs = quotations(article, analysis);
    // The words that each name of the article is written with.
    let mut called: HashMap<EntityId, BTreeSet<String>> = HashMap::new();
    for mention in &analysis.mentions {
        called.entry(mention.entity).or_default().extend(names(article, mention.span));
    }
    let one = |quotation: Quotation| {
        let speaker = quotation.speaker.filter(|speaker| speaker.how == Attribution::Told)?;
        let mine = read.entity(speaker.entity?).filter(|who| who.kind == EntityKind::Person)?;
        let after = found.partition_point(|(words, _)| words.end() <= quotation.span.start());
        let (_, place) = found.get(after).filter(|(words, _)| words.overlaps(quotation.span))?;
        let after = theirs.partition_point(|other| other.span.end() <= place.start());
        let there = theirs.get(after).filter(|other| other.span.overlaps(*place))?;
        let told = there.speaker.as_ref()?;
        let who = analysis.entity(told.entity?).filter(|who| who.kind == EntityKind::Person)?;
        // By the last name, which may be misspelled.
        let last = names(draft, speaker.words).pop()?;
        let called = called.get(&told.entity?)?;
        if mine.name == who.name || called.iter().any(|name| slips(name, &last).is_some()) {
            return None;
        }
        let by = match told.how {
            Attribution::Told => String::new(),
            Attribution::Pronoun => format!(" (by “{}”)", article.slice(told.words)),
            Attribution::Continued => " (who goes on)".to_owned(),
        };
        let note = format!("The article gives these words to {}{by}.", who.name);
        Some(Wrong { span: speaker.words, place: *place, theirs: who.name.clone(), note })
    };
    said.into_iter().filter_map(one).collect()
}

fn names(article: &Article, span: Span) -> Vec<String> {
    words(article.text(), span).into_iter().map(|word| word.folded).collect()
}
