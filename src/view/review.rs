//! What the review lists: the marks and verdicts that are not exact, and what changed under each.

use crate::{
    analysis::EntityKind,
    app::App,
    notebook::{
        Anchored, Annotation, Color, Id, Piece, Ruling, Selector, Standing, Tag, changes, touched,
    },
};

/// How a mark stands to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// A merge found it changed on both sides.
    Conflict,
    Moved,
    Edited,
    Suggested,
    Orphan,
}

impl State {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Conflict => "Changed on both sides",
            Self::Moved => "Moved",
            Self::Edited => "Edited",
            Self::Suggested => "Suggested",
            Self::Orphan => "Orphan",
        }
    }

    pub const fn why(self) -> &'static str {
        match self {
            Self::Conflict => {
                "Both sides changed this, and a merge kept both. Keep it, or remove it."
            }
            Self::Moved => "The same words now stand at another place in the article.",
            Self::Edited => "The words here have changed since they were marked.",
            Self::Suggested => "The words are gone; something like them stands here.",
            Self::Orphan => "The words are gone from the article. The mark is kept as it was.",
        }
    }
}

/// One thing to look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub id: Id,
    pub state: State,
    /// The mark's colour; none for a verdict.
    pub color: Option<Color>,
    /// What the reader said of the words: the note, or the ruling.
    pub said: String,
    /// The words that the reader chose.
    pub old: String,
    /// The words that stand there now, or perhaps do, where they are others.
    pub new: Option<String>,
    /// The word diff between these.
    pub pieces: Vec<Piece>,
    /// "a number and a name", where the edit touches such.
    pub touched: String,
    /// How much of the words is the same, in percent.
    pub alike: usize,
    /// What stood around the words, of an orphan.
    pub around: Option<(String, String)>,
}

/// The review's item for one mark or verdict; none where the notebook has no such record.
pub fn item(app: &App, id: Id, at: Anchored) -> Option<Item> {
    if let Some(mark) = app.session.notebook.annotation(id) {
        let said = said(mark);
        return Some(on(
            app,
            id,
            at,
            &mark.target,
            Some(mark.color),
            said,
            mark.tags.iter().any(Tag::is_conflict),
        ));
    }
    let verdict = app.session.notebook.verdicts().iter().find(|verdict| verdict.id == id)?;
    let said = format!("You ruled: {}", ruling(&verdict.ruling));
    Some(on(app, id, at, &verdict.on, None, said, verdict.contested))
}

fn said(mark: &Annotation) -> String {
    let tags: Vec<String> = mark.tags.iter().map(|tag| format!("#{}", tag.as_str())).collect();
    [mark.comment.as_str(), &tags.join(" ")].join(" ").trim().to_owned()
}

fn on(
    app: &App,
    id: Id,
    at: Anchored,
    target: &Selector,
    color: Option<Color>,
    said: String,
    conflict: bool,
) -> Item {
    let state = match at {
        _ if conflict => State::Conflict,
        Anchored::Moved(_) => State::Moved,
        Anchored::Edited(_) => State::Edited,
        Anchored::Suggested(_) => State::Suggested,
        // What is exact is listed for a conflict only.
        Anchored::Orphan | Anchored::Exact(_) => State::Orphan,
    };
    let old = match &target.standing {
        Standing::Edited { was } => was.clone(),
        _ => target.exact.clone(),
    };
    let new = match at {
        Anchored::Edited(_) => Some(target.exact.clone()),
        Anchored::Suggested(place) => Some(app.session.article.slice(place).to_owned()),
        _ => None,
    };
    let pieces = new.as_deref().map_or_else(Vec::new, |new| changes(&old, new));
    let touched = new.as_deref().map_or_else(String::new, |new| touched(&old, new).words());
    let alike = alike(&old, new.as_deref().unwrap_or(&old), &pieces);
    let around = (state == State::Orphan).then(|| (target.prefix.clone(), target.suffix.clone()));
    Item { id, state, color, said, old, new, pieces, touched, alike, around }
}

/// Words in both wordings, in percent of all.
fn alike(old: &str, new: &str, pieces: &[Piece]) -> usize {
    let (mut same, mut all) = (0, 0);
    for piece in pieces {
        let count = piece.of(old, new).split_whitespace().count();
        if let Piece::Same(_) = piece {
            // It stands in both.
            same += 2 * count;
            all += 2 * count;
        } else {
            all += count;
        }
    }
    (same * 100_usize).checked_div(all).unwrap_or(100)
}

/// What a ruling says of its words.
fn ruling(ruling: &Ruling) -> String {
    match ruling {
        Ruling::Entity(kind) => format!("names {}", kind_words(*kind)),
        Ruling::NotAName => "names nothing".to_owned(),
        Ruling::NotAnEntity => "names nothing, here or elsewhere".to_owned(),
        Ruling::EntityIs(kind) => format!("is {} wherever it is named", kind_words(*kind)),
        Ruling::EntityCalled(name) => format!("is called “{name}”"),
        Ruling::SameEntity(name) => format!("is the same as “{name}”"),
        Ruling::OtherEntity => "is another entity than it was taken for".to_owned(),
        Ruling::EntityConfirmed => "is right as it is".to_owned(),
        Ruling::EntityPinned => "stands first".to_owned(),
        Ruling::EntityHidden => "is left out of the list".to_owned(),
        Ruling::Event { .. } => "tells an event".to_owned(),
        Ruling::EventWhen(_) => "tells an event of another time".to_owned(),
        Ruling::EventIs(kind) => format!("tells an event of the kind {}", kind.name()),
        Ruling::EventTitle(title) => format!("tells the event “{title}”"),
        Ruling::SameEvent(words) => format!("tells the same event as “{words}”"),
        Ruling::EventConfirmed => "tells an event that is right".to_owned(),
        Ruling::EventHidden => "tells an event that is left out".to_owned(),
        Ruling::SentencePinned => "stands in the summary".to_owned(),
        Ruling::SentenceDropped => "stands in no summary".to_owned(),
    }
}

const fn kind_words(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "a person",
        EntityKind::Organization => "an organisation",
        EntityKind::Place => "a place",
        EntityKind::Group => "a group",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_the_share_of_words_in_both() {
        let check = |old: &str, new: &str, wanted| {
            assert_eq!(alike(old, new, &changes(old, new)), wanted, "{old:?} {new:?}");
        };
        check("between different open fronts", "between several open fronts", 75);
        check("the same", "the same", 100);
        check("one", "another", 0);
        check("", "", 100);
    }
}
