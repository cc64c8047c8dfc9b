//! Makes events of sentences: what they date, what somebody says in them, and what follows what.

use std::collections::HashSet;

use jiff::civil::Date;

use super::{
    Event, EventKind, Interval, Precision,
    clause::Words,
    conflicts::{past_ahead, two_dates},
    drafts::Draft,
    speech::{Saying, saying},
    title::{Place, Title, title},
    when,
};
use crate::{
    analysis::{EntityId, EntityKind, Mention, Provenance, Published, Timex, times::add},
    article::{Article, BlockKind},
    text::Span,
};

/// At most so many events a sentence; what goes beyond is a list.
const MOST: usize = 2;

/// The events of all sentences read so far, in text order. Linear in the text.
pub(in crate::analysis) fn find(
    article: &Article,
    published: &Published,
    sentences: &[Span],
    timexes: &[Timex],
    mentions: &[Mention],
) -> Vec<Event> {
    let mut reader = Reader {
        article,
        published: published.date,
        history: is_history(published.date, timexes),
        events: Vec::new(),
        speakers: HashSet::new(),
        people: Vec::new(),
        people_in: None,
        anchor: None,
        seen_lead: false,
        paragraph: usize::MAX,
    };
    let (mut next_timex, mut next_mention) = (0, 0);
    for sentence in sentences {
        let own = own(timexes, &mut next_timex, *sentence, |timex| timex.span);
        let named = self::own(mentions, &mut next_mention, *sentence, |mention| mention.span);
        reader.read(*sentence, own, named);
    }
    reader.events
}

/// Whether nearly all dates are years before publication.
fn is_history(published: Option<Date>, timexes: &[Timex]) -> bool {
    const MANY: usize = 20;
    const TIMES: usize = 8;
    let Some(published) = published else { return false };
    let dated = timexes.iter().filter_map(|timex| timex.interval?.end);
    let (past, own): (Vec<Date>, Vec<Date>) =
        dated.partition(|end| end.year() + 1 < published.year());
    past.len() >= MANY && past.len() > TIMES * own.len()
}

/// The items within `sentence`, from `next` on; moves `next` past them.
fn own<'a, T>(
    items: &'a [T],
    next: &mut usize,
    sentence: Span,
    span: impl Fn(&T) -> Span,
) -> &'a [T] {
    let rest = &items[*next..];
    let from = *next + rest.iter().take_while(|item| span(item).end() <= sentence.start()).count();
    let to =
        from + items[from..].iter().take_while(|item| span(item).start() < sentence.end()).count();
    *next = to;
    &items[from..to]
}

/// The beginning of a sentence that is too long to be one, and the times in it, so that all stays linear.
pub(super) fn head<'a>(text: &str, sentence: Span, timexes: &'a [Timex]) -> (Span, &'a [Timex]) {
    const LONGEST: usize = 4000;
    if sentence.len() <= LONGEST {
        return (sentence, timexes);
    }
    let end = (sentence.start()..=sentence.start() + LONGEST)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(sentence.start());
    let inside = timexes.partition_point(|timex| timex.span.end() <= end);
    (Span::new(sentence.start(), end), &timexes[..inside])
}

/// Each entity of some mentions once.
fn entities(mentions: &[Mention]) -> Vec<EntityId> {
    let mut entities: Vec<EntityId> = mentions.iter().map(|mention| mention.entity).collect();
    entities.sort_unstable();
    entities.dedup();
    entities
}

/// Where a sentence stops telling what would be: "Had he gone in 2015, he would have won", "Should it fail, ...".
fn supposed(words: &Words<'_>) -> usize {
    const OPENERS: &[&str] = &["Had", "Should", "Were", "Without", "Unless"];
    const MODALS: &[&str] = &["would", "might", "could", "may"];
    let first = (0..3.min(words.len())).find(|at| words.is_word(*at));
    if first.is_none_or(|at| !OPENERS.contains(&words.get(at))) {
        return 0;
    }
    let Some(modal) = (0..words.len()).find(|at| MODALS.contains(&words.get(*at))) else {
        return 0;
    };
    (modal..words.len()).find(|at| matches!(words.get(*at), "," | ";")).unwrap_or(words.len())
}

/// How many days an interval has; many, if it is open.
fn width(when: &Interval) -> i32 {
    when.start.zip(when.end).map_or(i32::MAX, |(start, end)| (end - start).get_days())
}

/// The mentions in the clause around an event, or all of them, if there are none.
fn near<'a>(words: &Words<'_>, place: Place, named: &'a [Mention]) -> &'a [Mention] {
    let (start, end) = words.clause(place.from, place.to);
    let (Some(first), Some(last)) = (words.span(start), words.span(end.max(1) - 1)) else {
        return named;
    };
    let from = named.partition_point(|mention| mention.span.end() <= first.start());
    let to = named.partition_point(|mention| mention.span.start() < last.end());
    if from < to { &named[from..to] } else { named }
}

/// The words for the organization that speaks of itself as "it": "The firm said it would close".
fn organization(
    words: &Words<'_>,
    saying: &Saying<'_>,
    before: usize,
    named: &[Mention],
) -> Option<Span> {
    const LONGEST: usize = 7;
    const NOUNS: &[&str] = &[
        "firm",
        "company",
        "bank",
        "party",
        "agency",
        "government",
        "ministry",
        "court",
        "union",
        "council",
        "group",
        "club",
        "airline",
        "maker",
        "board",
        "commission",
        "department",
        "museum",
        "university",
        "corporation",
        "committee",
        "association",
    ];
    let (speaker, noun) = saying.speaker?;
    let verb = words.span(saying.verb)?;
    let mention = named.iter().find(|mention| mention.span.overlaps(speaker));
    let is_it = match mention {
        Some(mention) => mention.kind == EntityKind::Organization,
        None => NOUNS.contains(&noun),
    };
    let from = words.at(speaker.start());
    let first = (from.saturating_sub(LONGEST)..from)
        .rev()
        .take_while(|at| !words.is(*at, ",") && !words.is_verb(*at))
        .find(|at| words.is_any(*at, &["the", "a", "an"]));
    let whole = match mention {
        // "The unit of the bank Credit Lyonnais" is not the bank.
        Some(mention) => Some(mention.span).filter(|span| words.at(span.start()) < 2),
        None => first.and_then(|first| words.span(first)).map(|first| first.cover(speaker)),
    };
    whole.filter(|_| is_it && speaker.end() <= verb.start() && verb.start() < before)
}

/// The first of some mentions, if all are of one person.
fn only<'a>(mut people: impl Iterator<Item = &'a Mention>) -> Option<Span> {
    let one = people.next()?;
    people.all(|other| other.entity == one.entity).then_some(one.span)
}

/// What has been read so far.
pub(super) struct Reader<'a> {
    pub(super) article: &'a Article,
    pub(super) published: Option<Date>,
    /// It tells of times long past, and hardly of its own.
    pub(super) history: bool,
    pub(super) events: Vec<Event>,
    /// Those who have spoken.
    speakers: HashSet<Speaker>,
    /// The people of the last sentence that names any: "he" or "she" means the first of them.
    people: Vec<Mention>,
    /// The block that they are named in.
    people_in: Option<usize>,
    /// The last thing that happened, other than a saying: what "later" comes after.
    pub(super) anchor: Option<Interval>,
    seen_lead: bool,
    /// The block that was read last.
    paragraph: usize,
}

/// Who speaks.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Speaker {
    Named(EntityId),
    Noun(String),
    Unknown,
}

impl Reader<'_> {
    fn read(&mut self, sentence: Span, timexes: &[Timex], named: &[Mention]) {
        let text = self.article.text();
        let index = self.article.block_at(sentence.start()).unwrap_or(0);
        let Some(block) = self.article.blocks().get(index) else { return };
        if matches!(
            block.kind,
            BlockKind::Headline
                | BlockKind::Byline
                | BlockKind::Dateline
                | BlockKind::Heading
                | BlockKind::Credit
        ) {
            return;
        }
        self.paragraph = index;
        // A line that is only a date tells nothing.
        if timexes.iter().any(|timex| timex.span.len() + 2 >= block.span.len()) {
            return;
        }
        let (head, timexes) = head(text, sentence, timexes);
        let words = Words::new(text, head);
        if block.kind == BlockKind::Caption {
            self.picture(sentence, &words, timexes, named);
            return;
        }
        let is_lead = !self.seen_lead
            && block.kind == BlockKind::Paragraph
            && sentence.of(text).ends_with(['.', '!', '?', '"', '”', '\'']);
        self.seen_lead |= is_lead;
        let mut drafts = self.dated(&words, timexes);
        let supposed = supposed(&words);
        drafts.retain(|draft| draft.from >= supposed);
        self.ordered(&words, timexes, &mut drafts);
        let spoken = saying(&words);
        let who = spoken.map(|saying| self.who(saying.speaker, named));
        if let Some(published) = self.published.filter(|_| !self.history) {
            let near = |draft: &Draft| {
                draft.when.start.is_some_and(|start| (start - published).get_days().abs() <= 6)
            };
            // "The shares, which have lost a fifth since January, closed lower": the main clause is dated by nothing.
            let aside = words.aside();
            let main: Vec<&Draft> =
                drafts.iter().filter(|draft| !aside.contains(&draft.from)).collect();
            // "The mill was founded in 1850": a lead with a time of its own is not of the day.
            let has_own = main.iter().any(|draft| {
                let is_over = draft.when.end.is_some_and(|end| end < published);
                words.dates_main_verb(draft.from, is_over)
            });
            let lead = is_lead && !drafts.iter().any(near) && !has_own;
            let told =
                main.is_empty() && who.as_ref().is_some_and(|who| !self.speakers.contains(who));
            let news = self.is_news(&words, published, &main, spoken.is_some());
            if lead || told || news {
                let at = spoken.map_or(0, |saying| saying.verb);
                let (when, why) = match self.saying_time(published, is_lead) {
                    Some(when) if !lead => {
                        (when, "It was said after what it is about, up to publication.")
                    }
                    _ => (Interval::day(published), "No day is given: it is that of publication."),
                };
                let why = why.to_owned();
                drafts.insert(
                    0,
                    Draft { when, from: at, to: at, is_date: false, why, conflicts: Vec::new() },
                );
            }
        }
        self.speakers.extend(who);
        // Of a list the vaguest are left out: "for the year in July and again three weeks ago".
        while drafts.len() > MOST {
            let widest = (0..drafts.len()).max_by_key(|i| width(&drafts[*i].when));
            drafts.remove(widest.unwrap_or(MOST));
        }
        drafts.sort_by_key(|draft| draft.from);
        let several = drafts.len() > 1;
        for draft in drafts {
            self.push(sentence, &words, draft, spoken.as_ref(), named, several);
        }
        let people = named.iter().filter(|mention| mention.kind == EntityKind::Person);
        let people: Vec<Mention> = people.copied().collect();
        if !people.is_empty() {
            (self.people, self.people_in) = (people, Some(index));
        }
    }

    /// Whom the pronoun that begins a title means, where that is sure: the only person named in the sentence before
    /// it, or else in the last sentence that names anybody.
    fn name_for(
        &self,
        words: &Words<'_>,
        title: &Title,
        saying: Option<&Saying<'_>>,
        sentence: Span,
        named: &[Mention],
    ) -> Option<Span> {
        let first = title.parts.first()?.start();
        if words.is(words.at(first), "it") {
            return organization(words, saying?, first, named);
        }
        if !words.is_any(words.at(first), &["he", "she"]) {
            return None;
        }
        let before =
            |mention: &&Mention| mention.kind == EntityKind::Person && mention.span.start() < first;
        if named.iter().any(|mention| before(&mention)) {
            return only(named.iter().filter(before));
        }
        let near = self.article.block_at(sentence.start()) == self.people_in;
        only(self.people.iter().filter(|_| near))
    }

    fn who(&self, speaker: Option<(Span, &str)>, named: &[Mention]) -> Speaker {
        let Some((span, word)) = speaker else {
            return self.people.first().map_or(Speaker::Unknown, |one| Speaker::Named(one.entity));
        };
        named.iter().find(|mention| mention.span.overlaps(span)).map_or_else(
            || Speaker::Noun(word.to_owned()),
            |mention| Speaker::Named(mention.entity),
        )
    }

    /// Whether a sentence without a day of its own goes with the news of the day: "has opened an inquiry", or
    /// a plain past tense right after something that happened then.
    fn is_news(&self, words: &Words<'_>, published: Date, main: &[&Draft], spoken: bool) -> bool {
        const STATES: &[&str] = &[
            "was", "were", "had", "is", "are", "remained", "seemed", "did", "could", "would",
            "used",
        ];
        const LASTING: &[&str] = &[
            "born",
            "built",
            "known",
            "based",
            "supposed",
            "expected",
            "made",
            "called",
            "named",
            "used",
            "owned",
            "involved",
            "interested",
            "concerned",
            "worried",
            "aimed",
            "designed",
            "meant",
            "caused",
        ];
        let aside = words.aside();
        let planned =
            main.iter().all(|draft| draft.when.start.is_some_and(|start| start >= published));
        if spoken || !planned || words.in_quotes(words.len()) {
            return false;
        }
        let Some(verb) = (0..words.len()).find(|at| !aside.contains(at) && words.is_verb(*at))
        else {
            return false;
        };
        if words.in_quotes(verb) {
            return false;
        }
        if words.is_any(verb, &["has", "have"]) {
            let lasting = (0..words.len())
                .any(|at| words.is_any(at, &["since", "for", "never", "been", "always", "long"]));
            return !lasting && words.is_past(verb + 1);
        }
        let near = self.events.last().is_some_and(|event| {
            let old = add(published, -2, 'D');
            event.when.is_exact() && event.when.start >= old && event.when.end <= Some(published)
        });
        // Prices of shares are told of the day.
        let shares = (0..4).any(|at| words.is_any(at, &["shares", "stock"]));
        // "He was sent off", but not "he was calm".
        let done = words.is_any(verb, &["was", "were"])
            && words.is_past(verb + 1)
            && !words.is_any(verb + 1, LASTING);
        (near || shares)
            && main.is_empty()
            && (done || !words.is_any(verb, STATES) && words.is_past(verb))
    }

    /// An undated saying right after an older happening is only known to be later than it.
    fn saying_time(&self, published: Date, is_lead: bool) -> Option<Interval> {
        const OLD: i32 = -6;
        let old = add(published, OLD, 'D')?;
        let anchor = self
            .anchor
            .filter(|anchor| !is_lead && anchor.start.is_some_and(|start| start < old))?;
        let last = self.events.last()?;
        let near = self.article.block_at(last.sentence.start()) == Some(self.paragraph);
        let vague =
            near && last.when.precision == Precision::Interval && last.when.end == Some(published);
        if !vague {
            return None;
        }
        when::span(anchor.start, Some(published))
    }

    fn picture(&mut self, sentence: Span, words: &Words<'_>, timexes: &[Timex], named: &[Mention]) {
        let Some(timex) = timexes.iter().rev().find(|timex| timex.interval.is_some()) else {
            return;
        };
        let Some(when) = timex.interval else { return };
        let text = self.article.text();
        let (from, to) = (words.at(timex.span.start()), words.at(timex.span.end()));
        let title = title(words, Place { from, to, is_date: true }, None);
        self.events.push(Event {
            sentence,
            title: if title.span.is_empty() { sentence } else { title.span },
            short: title.short(text, None),
            label: None,
            weight: 0.0,
            also: Vec::new(),
            when,
            kind: EventKind::Picture,
            entities: entities(named),
            conflicts: timex.conflict.iter().cloned().collect(),
            why: format!("“{}”: the caption's date.", timex.span.of(self.article.text())),
            provenance: Provenance::Found,
        });
    }

    fn push(
        &mut self,
        sentence: Span,
        words: &Words<'_>,
        draft: Draft,
        saying: Option<&Saying<'_>>,
        named: &[Mention],
        several: bool,
    ) {
        let text = self.article.text();
        let place = Place { from: draft.from, to: draft.to, is_date: draft.is_date };
        let title = title(words, place, saying);
        let short = title.short(text, self.name_for(words, &title, saying, sentence, named));
        let (title, clause) = (title.span, title.clause);
        let verb = saying.map(|saying| saying.verb);
        let spoken = verb.is_some_and(|verb| {
            let (start, end) = words.clause(draft.from, draft.to);
            (start..end).contains(&verb) && verb < draft.to + 3
        });
        let kind = self.kind(words, &draft.when, spoken);
        if kind != EventKind::Statement && kind != EventKind::Plan {
            self.anchor = Some(draft.when);
        }
        let mut conflicts = draft.conflicts;
        let said = words.span(draft.from).zip(words.span(draft.to.max(1) - 1));
        let said = said.map_or("", |(first, last)| first.cover(last).of(text));
        conflicts.extend(past_ahead(words, clause, said, &draft.when, self.published));
        conflicts.extend(two_dates(text, &self.events, sentence, title, &draft.when, kind));
        self.events.push(Event {
            sentence,
            title: if title.is_empty() { sentence } else { title },
            short,
            label: None,
            weight: 0.0,
            also: Vec::new(),
            when: draft.when,
            kind,
            entities: entities(if several { near(words, place, named) } else { named }),
            conflicts,
            why: draft.why,
            provenance: Provenance::Found,
        });
    }

    fn kind(&self, words: &Words<'_>, when: &Interval, spoken: bool) -> EventKind {
        const NEWS: i32 = -4;
        let Some(published) = self.published else { return EventKind::Happening };
        if when.end.is_some_and(|end| end > published)
            && (when.start.is_none_or(|start| start >= published) || when::future(words))
        {
            EventKind::Plan
        } else if spoken {
            EventKind::Statement
        } else if when
            .start
            .is_none_or(|start| add(published, NEWS, 'D').is_some_and(|old| start < old))
        {
            EventKind::Background
        } else {
            EventKind::Happening
        }
    }
}
