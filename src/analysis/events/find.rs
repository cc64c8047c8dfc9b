//! Makes events of sentences: what they date, what somebody says in them, and what follows what.

use std::collections::HashSet;

use jiff::civil::Date;

use super::{Event, EventKind, Interval, Precision, clause::Words, order, speech::saying, when};
use crate::{
    analysis::{
        EntityId, EntityKind, Mention, Provenance, Published, Timex, TimexKind, times::add,
    },
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
        events: Vec::new(),
        speakers: HashSet::new(),
        person: None,
        anchor: None,
        seen_lead: false,
        placed: false,
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
fn head<'a>(text: &str, sentence: Span, timexes: &'a [Timex]) -> (Span, &'a [Timex]) {
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

/// What has been read so far.
struct Reader<'a> {
    article: &'a Article,
    published: Option<Date>,
    events: Vec<Event>,
    /// Those who have spoken.
    speakers: HashSet<Speaker>,
    /// Whom "he" or "she" means: the first person named in the last sentence that names one.
    person: Option<EntityId>,
    /// The last thing that happened, other than a saying: what "later" comes after.
    anchor: Option<Interval>,
    seen_lead: bool,
    /// The last event was only placed by another.
    placed: bool,
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

/// What an event is made of before it has its place.
struct Draft {
    when: Interval,
    from: usize,
    to: usize,
    why: String,
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
        let placed = self.ordered(&words, timexes, &mut drafts);
        let spoken = saying(&words);
        let who = spoken.map(|saying| self.who(saying.speaker, named));
        if let Some(published) = self.published {
            let near = |draft: &Draft| {
                draft.when.start.is_some_and(|start| (start - published).get_days().abs() <= 6)
            };
            let lead = is_lead && !drafts.iter().any(near);
            let told =
                drafts.is_empty() && who.as_ref().is_some_and(|who| !self.speakers.contains(who));
            let news = self.is_news(&words, published, &drafts, spoken.is_some());
            if lead || told || news {
                let at = spoken.map_or(0, |saying| saying.verb);
                let (when, why) = match self.saying_time(published, is_lead) {
                    Some(when) if !lead => (when, "said after what it is about, up to publication"),
                    _ => (Interval::day(published), "no day is given: that of publication"),
                };
                drafts.insert(0, Draft { when, from: at, to: at + 1, why: why.to_owned() });
            }
        }
        self.speakers.extend(who);
        if let Some(person) = named.iter().find(|mention| mention.kind == EntityKind::Person) {
            self.person = Some(person.entity);
        }
        let verb = spoken.map(|saying| saying.verb);
        if !drafts.is_empty() {
            self.placed = placed;
        }
        drafts.truncate(MOST);
        drafts.sort_by_key(|draft| draft.from);
        for draft in drafts {
            self.push(sentence, &words, draft, verb, named);
        }
    }

    /// The events of expressions that stand for days.
    fn dated(&self, words: &Words<'_>, timexes: &[Timex]) -> Vec<Draft> {
        let perfect = (0..words.len()).any(|at| words.is_any(at, &["has", "have", "'s", "'ve"]));
        let mut drafts: Vec<Draft> = Vec::new();
        let mut skip = false;
        for (i, timex) in timexes.iter().enumerate() {
            if std::mem::take(&mut skip) || timex.kind == TimexKind::Set {
                continue;
            }
            if matches!(timex.value.as_str(), "PAST_REF" | "PRESENT_REF" | "FUTURE_REF") {
                continue;
            }
            let (from, to) = (words.at(timex.span.start()), words.at(timex.span.end()));
            let Some((mut when, note)) =
                when::interval(words, from, to, timex, self.published, perfect)
            else {
                continue;
            };
            if when.is_unknown() {
                continue;
            }
            // "from May 3 to May 5", "between 1990 and 1995", "August 6 and 7".
            if let Some(other) = timexes.get(i + 1)
                && let Some(end) = other.interval
                && end.start >= when.start
                && joins(words, from, to, words.at(other.span.start()))
            {
                skip = true;
                when = when::span(when.start, end.end).unwrap_or(when);
            }
            if drafts.iter().any(|draft| draft.when == when) {
                continue;
            }
            let mut why = format!("“{}”: {}", timex.span.of(self.article.text()), timex.why);
            if !note.is_empty() {
                why.push_str("; ");
                why.push_str(note);
            }
            drafts.push(Draft { when, from, to, why });
        }
        drafts
    }

    /// Adds what is only placed before or after something else.
    fn ordered(&self, words: &Words<'_>, timexes: &[Timex], drafts: &mut Vec<Draft>) -> bool {
        let dates: Vec<(usize, Interval)> =
            drafts.iter().map(|draft| (draft.from, draft.when)).collect();
        let matching = |from, to| self.matching(words, from, to);
        let found = order::find(words, timexes, &dates, self.anchor, self.published, matching);
        if let Some(found) =
            found.filter(|found| drafts.iter().all(|draft| draft.when != found.when))
        {
            drafts.push(Draft { when: found.when, from: found.from, to: found.to, why: found.why });
            return true;
        }
        false
    }

    /// The earlier event that words `from..to` speak of again, by their stems.
    fn matching(&self, words: &Words<'_>, from: usize, to: usize) -> Option<Interval> {
        const STEM: usize = 6;
        /// How many events back are looked through.
        const BACK: usize = 40;
        let text = self.article.text();
        let stems: Vec<String> = (from..to.min(words.len()))
            .map(|at| words.get(at).to_lowercase())
            .filter(|word| word.chars().count() >= STEM)
            .map(|word| word.chars().take(STEM).collect())
            .collect();
        let score = |event: &&Event| {
            let sentence = head(text, event.sentence, &[]).0.of(text).to_lowercase();
            stems.iter().filter(|stem| sentence.contains(stem.as_str())).count()
        };
        let recent = self.events.iter().rev().take(BACK);
        let best = recent.max_by_key(score)?;
        (score(&best) > 0).then_some(best.when)
    }

    /// Whether a sentence without a day of its own goes with the news of the day: "has opened an inquiry", or
    /// a plain past tense right after something that happened then.
    fn is_news(&self, words: &Words<'_>, published: Date, drafts: &[Draft], spoken: bool) -> bool {
        const STATES: &[&str] = &[
            "was", "were", "had", "is", "are", "remained", "seemed", "did", "could", "would",
            "used",
        ];
        let planned =
            drafts.iter().all(|draft| draft.when.start.is_some_and(|start| start >= published));
        if spoken || !planned || words.in_quotes(words.len()) {
            return false;
        }
        let Some(verb) = (0..words.len()).find(|at| words.is_verb(*at)) else { return false };
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
        near && drafts.is_empty() && !words.is_any(verb, STATES) && words.is_past(verb)
    }

    fn who(&self, speaker: Option<(Span, &str)>, named: &[Mention]) -> Speaker {
        let Some((span, word)) = speaker else {
            return self.person.map_or(Speaker::Unknown, Speaker::Named);
        };
        named.iter().find(|mention| mention.span.overlaps(span)).map_or_else(
            || Speaker::Noun(word.to_owned()),
            |mention| Speaker::Named(mention.entity),
        )
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
        self.events.push(Event {
            sentence,
            title: words.title(0, words.len(), (0, 0)),
            when,
            kind: EventKind::Picture,
            entities: entities(named),
            conflicts: conflicts(timex),
            why: format!("“{}”, the caption's date", timex.span.of(self.article.text())),
            provenance: Provenance::Found,
        });
    }

    fn push(
        &mut self,
        sentence: Span,
        words: &Words<'_>,
        draft: Draft,
        verb: Option<usize>,
        named: &[Mention],
    ) {
        let (start, end) = words.clause(draft.from, draft.to);
        let keep = if verb.is_some_and(|verb| verb == draft.from) {
            (draft.from, draft.to)
        } else {
            (0, 0)
        };
        let title = words.title(start, end, keep);
        let spoken = verb.is_some_and(|verb| (start..end).contains(&verb) && verb < draft.to + 3);
        let kind = self.kind(&draft.when, spoken);
        if kind != EventKind::Statement && kind != EventKind::Plan {
            self.anchor = Some(draft.when);
        }
        self.events.push(Event {
            sentence,
            title: if title.is_empty() { sentence } else { title },
            when: draft.when,
            kind,
            entities: entities(named),
            conflicts: Vec::new(),
            why: draft.why,
            provenance: Provenance::Found,
        });
    }

    fn kind(&self, when: &Interval, spoken: bool) -> EventKind {
        const NEWS: i32 = -4;
        let Some(published) = self.published else { return EventKind::Happening };
        if when.end.is_some_and(|end| end > published)
            && when.start.is_none_or(|start| start >= published)
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

/// Whether the word between two expressions makes a range of them.
fn joins(words: &Words<'_>, from: usize, to: usize, next: usize) -> bool {
    let before = from.checked_sub(1).map_or("", |at| words.get(at)).to_ascii_lowercase();
    let gap = next.saturating_sub(to);
    if gap > 2 {
        return false;
    }
    let joint = words.get(to).to_ascii_lowercase();
    match joint.as_str() {
        "to" | "through" | "until" | "till" => before == "from" || gap == 1,
        "and" => {
            before == "between"
                || gap == 1 && words.get(next).starts_with(|c: char| c.is_ascii_digit())
        }
        "-" | "–" | "—" => true,
        _ => false,
    }
}

/// What its own reasoning says against a date.
fn conflicts(timex: &Timex) -> Vec<String> {
    timex.conflict.iter().cloned().collect()
}
