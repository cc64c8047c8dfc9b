//! What is said word for word, and by whom.
//!
//! Rules for English news prose: a saying verb beside the quotation, and the name, pronoun or noun that is its
//! subject. Where a paragraph is all quotation, the one who spoke before goes on. Quotation marks are paired
//! within a block; one that stays open speaks up to the block's end, as print has it.

use crate::{
    analysis::{Analysis, EntityId, EntityKind, Mention, events::SAYING},
    article::Article,
    text::{Span, Token, TokenKind, tokens},
};

/// Words between quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// With its marks.
    pub span: Span,
    pub speaker: Option<Speaker>,
}

/// Who says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// Who it is, where a name or a pronoun tells.
    pub entity: Option<EntityId>,
    /// The words that say so: a name, "he", "the minister".
    pub words: Span,
    pub how: Attribution,
}

/// How a speaker is known, from surest to weakest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attribution {
    /// A name or a noun beside the quotation.
    Told,
    /// A pronoun, taken for the person named last.
    Pronoun,
    /// Nothing here: the speaker of the quotation before goes on.
    Continued,
}

/// Verbs that say only where the words said are theirs: “Stop!” he cried; he recalled that; she branded it “a lie”.
const QUOTING: &[&str] = &[
    "adds",
    "answered",
    "answers",
    "asks",
    "boasted",
    "branded",
    "complained",
    "concluded",
    "conceded",
    "continued",
    "cried",
    "dubbed",
    "exclaimed",
    "insists",
    "joked",
    "labeled",
    "labelled",
    "lamented",
    "maintained",
    "observed",
    "quipped",
    "recalled",
    "recalls",
    "repeated",
    "reflected",
    "ruled",
    "screamed",
    "shouted",
    "sighed",
    "tells",
    "warns",
    "whispered",
    "writes",
    "yelled",
];
/// What people say in writing, or have said for them: who has it speaks through it.
const MEDIA: &[&str] = &[
    "account",
    "article",
    "blog",
    "book",
    "diary",
    "email",
    "essay",
    "filing",
    "interview",
    "lawsuit",
    "letter",
    "manifesto",
    "memo",
    "memoir",
    "message",
    "note",
    "petition",
    "post",
    "report",
    "speech",
    "statement",
    "telegram",
    "testimony",
    "tweet",
];

/// So many words are looked through on either side of a quotation.
const REACH: usize = 24;
const PREPOSITIONS: [&str; 9] = ["in", "on", "of", "for", "at", "to", "with", "from", "by"];
/// A quotation that nobody speaks has to have so many words; shorter ones are names and irony.
const LONG_ENOUGH: usize = 5;

/// The quotations of an article in text order. Linear in the text.
pub fn quotations(article: &Article, analysis: &Analysis) -> Vec<Quotation> {
    let text = article.text();
    let mut found: Vec<Quotation> = Vec::new();
    // Who says what the next paragraph begins with: "Omar Haddad wrote:".
    let mut introduced: Option<Speaker> = None;
    for block in article.blocks() {
        let block_tokens = tokens(text, block.span);
        let quoted = pairs(text, block.span, &block_tokens);
        let page = Page { text, tokens: &block_tokens, quoted: &quoted, analysis };
        for (index, span) in quoted.iter().enumerate() {
            let begins = block_tokens.first().is_some_and(|t| t.span.start() == span.start());
            let told = page.after(index).or_else(|| page.before(span.start(), &quoted[..index]));
            let told = told.or_else(|| introduced.take().filter(|_| begins));
            let speaker = told.or_else(|| {
                let last = found.last()?;
                let continues = last.speaker.is_some() && page.follows(index, last.span, article);
                let speaker = last.speaker.clone().filter(|_| continues)?;
                Some(Speaker { how: Attribution::Continued, ..speaker })
            });
            let words = tokens(text, *span).iter().filter(|t| t.kind == TokenKind::Word).count();
            if speaker.is_some() || words >= LONG_ENOUGH {
                found.push(Quotation { span: *span, speaker });
            }
        }
        let leads = article.slice(block.span).trim_end().ends_with(':');
        introduced = if leads { page.before(block.span.end(), &quoted) } else { None };
    }
    carry_back(article, &mut found);
    found
}

/// Gives speech that goes on in the next paragraph, and tells nobody before that, its speaker.
fn carry_back(article: &Article, found: &mut [Quotation]) {
    let mut next: Option<&Quotation> = None;
    for quotation in found.iter_mut().rev() {
        let is_open = !quotation.span.of(article.text()).ends_with(['"', '”']);
        if let (true, None, Some(next)) = (is_open, &quotation.speaker, next)
            && let [Some(here), Some(there)] =
                [quotation, next].map(|quotation| article.block_at(quotation.span.start()))
            && here + 1 == there
        {
            let goes_on =
                |speaker: &Speaker| Speaker { how: Attribution::Continued, ..speaker.clone() };
            quotation.speaker = next.speaker.as_ref().map(goes_on);
        }
        next = Some(quotation);
    }
}

/// The stretches between quotation marks within one block, marks included.
fn pairs(text: &str, block: Span, tokens: &[Token]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for token in tokens {
        let is_open = match token.span.of(text) {
            "“" => true,
            "”" => false,
            "\"" => open.is_none(),
            _ => continue,
        };
        match (is_open, open) {
            // Where one is opened twice, the first was a slip.
            (true, _) => open = Some(token.span.start()),
            (false, Some(start)) => {
                found.push(Span::new(start, token.span.end()));
                open = None;
            }
            (false, None) => {}
        }
    }
    // Speech that goes on in the next paragraph is not closed in this one.
    if let Some(start) = open.filter(|start| *start == block.start()) {
        found.push(Span::new(start, block.end()));
    }
    found
}

/// One block, with what is needed to tell who speaks in it.
struct Page<'a> {
    text: &'a str,
    tokens: &'a [Token],
    quoted: &'a [Span],
    analysis: &'a Analysis,
}

impl Page<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.word(at).eq_ignore_ascii_case(word))
    }

    /// A verb of saying; others that quote only where words of theirs follow, or have just been `spoken`.
    fn is_saying(&self, at: usize, spoken: bool) -> bool {
        // "A play called “The Sea”" has a name.
        let is_name = self.is(at, &["called"]) && self.is(at + 1, &["“", "\""]);
        (self.is(at, SAYING) || self.is(at, &["say"])) && !is_name
            || self.is(at, &["put"]) && self.is(at + 1, &["it"])
            || self.is(at, QUOTING)
                && (spoken || self.is(at + 1, &["that", "how", ":", ",", "“", "\""]))
    }

    fn ends_sentence(&self, at: usize) -> bool {
        matches!(self.word(at), "." | "!" | "?" | ";")
    }

    /// "..," said Anna Berg. / "..," the minister told reporters.
    fn after(&self, index: usize) -> Option<Speaker> {
        let quotation = self.quoted[index];
        let from = self.tokens.partition_point(|token| token.span.start() < quotation.end());
        let next = self.quoted.get(index + 1).map_or(usize::MAX, |span| span.start());
        let to = (from..self.tokens.len().min(from + REACH))
            .find(|at| self.ends_sentence(*at) || self.tokens[*at].span.start() >= next)
            .unwrap_or(self.tokens.len().min(from + REACH));
        // What ends in a full stop is over; what follows is a sentence of its own.
        let inner = quotation.of(self.text).trim_end_matches(['"', '”']);
        if inner.ends_with('.') {
            return None;
        }
        let spoken = inner.ends_with([',', '!', '?', '…']);
        let verb = (from..to).find(|at| self.is_saying(*at, spoken))?;
        if verb == from || verb == from + 1 && self.word(from) == "," {
            self.named(verb + 1, to, false).or_else(|| self.noun(verb + 1, to, false))
        } else {
            self.subject(from, verb)
        }
    }

    /// Anna Berg said: ".." / According to the minister, ".." What is `quoted` before does not count.
    fn before(&self, place: usize, quoted: &[Span]) -> Option<Speaker> {
        let to = self.tokens.partition_point(|token| token.span.start() < place);
        let last = quoted.last().map_or(0, |quoted| quoted.end());
        let from = (to.saturating_sub(REACH)..to)
            .rev()
            .find(|at| {
                // A full stop within a quotation's marks ends the sentence too.
                self.ends_sentence(*at)
                    || self.tokens[*at].span.end() <= last
                        && self.ends_sentence(at.saturating_sub(1))
            })
            .map_or(to.saturating_sub(REACH), |at| at + 1);
        let outside = |at: &usize| {
            let place = self.tokens[*at].span.start();
            !quoted.iter().rev().take(4).any(|quoted| quoted.contains(place))
        };
        let verb = (from..to).rev().filter(outside).find(|at| self.is_saying(*at, false));
        if let Some(verb) = verb {
            return self.subject(from, verb);
        }
        // "According to the police", "in the words of Omar Haddad".
        let according = (from..to).find(|at| {
            self.is(*at, &["according"]) && self.is(at + 1, &["to"])
                || self.is(*at, &["words"]) && self.is(at + 1, &["of"])
        })?;
        self.named(according + 2, to, false).or_else(|| self.noun(according + 2, to, false))
    }

    /// Whether this quotation is the first thing in its block, and `last` the last thing in the block before.
    fn follows(&self, index: usize, last: Span, article: &Article) -> bool {
        let here = self.quoted[index];
        let first = self.tokens.first().is_some_and(|token| token.span.start() == here.start());
        let Some(block) = article.block_at(here.start()) else { return false };
        if article.block_at(last.start()) == Some(block) {
            // "..," she said. ".."
            return Span::new(last.end(), here.start()).of(self.text).len() < 120;
        }
        first && block.checked_sub(1) == article.block_at(last.start())
    }

    /// The subject of `verb`: a name before it, a pronoun, else a noun.
    fn subject(&self, from: usize, verb: usize) -> Option<Speaker> {
        const PRONOUNS: [&str; 3] = ["he", "she", "they"];
        let near = verb.checked_sub(1)?;
        let pronoun = (near.saturating_sub(1).max(from)..verb).find(|at| self.is(*at, &PRONOUNS));
        if let Some(at) = pronoun {
            let words = self.tokens[at].span;
            let entity = self.last(EntityKind::Person, words.start());
            return Some(Speaker { entity, words, how: Attribution::Pronoun });
        }
        if self.is(near, &["it"])
            && let words = self.tokens[near].span
            && let Some(entity) = self.last(EntityKind::Organization, words.start())
        {
            return Some(Speaker { entity: Some(entity), words, how: Attribution::Pronoun });
        }
        // "Omar Haddad, who runs it, said", "a shirt that said".
        let relative = (from + 1..verb)
            .find(|at| self.is(*at, &["who"]) || *at == near && self.is(*at, &["that", "which"]));
        let verb = relative.unwrap_or(verb);
        let is_thing = relative.is_some_and(|at| !self.is(at, &["who"]));
        let noun = || self.noun(from, verb, true);
        if is_thing { noun() } else { self.named(from, verb, true).or_else(noun) }
    }

    /// A name among the words `from..to`: a person before others; the last one, or the first.
    fn named(&self, from: usize, to: usize, last: bool) -> Option<Speaker> {
        let start = self.tokens.get(from)?.span.start();
        let end = self.tokens.get(to.checked_sub(1)?)?.span.end();
        let all = self.mentions(start, end);
        let of = |kind: EntityKind| {
            let mut fitting = all.iter().filter(|mention| {
                mention.kind == kind && (!last || !self.is_object(mention, from))
            });
            if last { fitting.next_back() } else { fitting.next() }
        };
        let after = |mention: &Mention| {
            self.tokens.partition_point(|token| token.span.start() < mention.span.end())
        };
        let owns = |at: usize| self.is(at, &["’s", "'s"]);
        // A country or a people says something where it stands at the verb, or somebody of theirs does.
        let at_verb = || {
            let mention = if last { all.last() } else { all.first() }?;
            let is_there = if last {
                mention.span.end() == end
                    || owns(after(mention))
                    || owns(after(mention).saturating_sub(1))
            } else {
                mention.span.start() == start
            };
            let is_fit = matches!(mention.kind, EntityKind::Place | EntityKind::Group);
            (is_there && is_fit && !(last && self.is_object(mention, from))).then_some(mention)
        };
        let mention =
            of(EntityKind::Person).or_else(|| of(EntityKind::Organization)).or_else(at_verb)?;
        // "Omar Haddad's lawyer said".
        let after = after(mention);
        let owned = after + usize::from(owns(after));
        if last && (owns(after) || owns(after.saturating_sub(1))) && !self.is(owned, MEDIA) {
            let end = self.phrase_end(owned, to);
            let words = mention.span.cover(self.tokens.get(end.checked_sub(1)?)?.span);
            return Some(Speaker { entity: None, words, how: Attribution::Told });
        }
        Some(Speaker { entity: Some(mention.entity), words: mention.span, how: Attribution::Told })
    }

    /// "A letter to Petra Lindqvist", "a spokesman for Omar Haddad": whether the name does not speak itself. An
    /// organisation speaks through those who speak for it.
    fn is_object(&self, mention: &Mention, from: usize) -> bool {
        const OF_ANY: &[&str] = &["to", "against", "about", "on", "in", "than", "between"];
        const OF_PEOPLE: &[&str] = &["at", "for", "of", "with", "from", "like", "and"];
        let at = self.tokens.partition_point(|token| token.span.start() < mention.span.start());
        let Some(mut before) = at.checked_sub(1).filter(|before| *before >= from) else {
            return false;
        };
        if self.is(before, &["the"]) && before > from {
            before -= 1;
        }
        self.is(before, OF_ANY)
            || mention.kind != EntityKind::Organization && self.is(before, OF_PEOPLE)
    }

    /// "the minister", "a spokesman": from its article on, up to the verb or a mark; else "residents" at the verb.
    /// The last one, or the first.
    fn noun(&self, from: usize, to: usize, last: bool) -> Option<Speaker> {
        const ARTICLES: [&str; 9] =
            ["the", "a", "an", "one", "his", "her", "their", "officials", "police"];
        // "…, read by a lawyer, said": what stands between commas at the verb is no subject.
        let to = match to.checked_sub(1).filter(|at| last && self.is(*at, &[","])) {
            Some(end) => (from..end).rfind(|at| self.is(*at, &[","])).unwrap_or(to),
            None => to,
        };
        // "The keeper of the light said": what stands behind a preposition does not speak.
        let begins = |at: &usize| {
            self.is(*at, &ARTICLES) && !(last && *at > from && self.is(at - 1, &PREPOSITIONS))
        };
        // "Residents of the town said", "said residents": without an article.
        let plural = |at: usize| {
            let word = self.tokens.get(at)?;
            let is_plural = word.kind == TokenKind::Word
                && word.span.len() > 4
                && self.word(at).ends_with('s')
                && !self.word(at).ends_with("ss");
            let speaker = Speaker { entity: None, words: word.span, how: Attribution::Told };
            (is_plural && (from..to).contains(&at)).then_some(speaker)
        };
        if !last && let Some(speaker) = plural(from) {
            return Some(speaker);
        }
        let start = if last { (from..to).rfind(begins) } else { (from..to).find(begins) };
        let Some(start) = start else {
            const BETWEEN: &[&str] =
                &["has", "have", "had", "also", "later", "then", "long", "often"];
            let near = (from..to).rfind(|at| !self.is(*at, BETWEEN))?;
            let first = || plural(from).filter(|_| self.is(from + 1, &PREPOSITIONS));
            return plural(near).or_else(first);
        };
        let end = self.phrase_end(start + 1, to);
        let words = self.tokens[start].span.cover(self.tokens.get(end.checked_sub(1)?)?.span);
        if self.is(start, &["his", "her", "their"]) && self.is(end - 1, MEDIA) {
            let entity = self.last(EntityKind::Person, words.start());
            return Some(Speaker { entity, words, how: Attribution::Pronoun });
        }
        Some(Speaker { entity: None, words, how: Attribution::Told })
    }

    /// Where the words from `start` on that tell somebody end.
    fn phrase_end(&self, start: usize, to: usize) -> usize {
        const LONGEST: usize = 6;
        let most = to.min(start + LONGEST - 1);
        // "52-year-old".
        let joins = |at: usize| {
            let around = self.tokens.get(at.saturating_sub(1)..at + 2).unwrap_or_default();
            self.is(at, &["-"])
                && around.windows(2).all(|two| two[0].span.end() == two[1].span.start())
        };
        let is_edge = |at: &usize| {
            self.tokens[*at].kind == TokenKind::Mark && !joins(*at)
                || self.is(*at, &PREPOSITIONS)
                || self.is(*at, &["who", "that", "and", "close"])
        };
        (start..most).find(is_edge).unwrap_or(most)
    }

    fn mentions(&self, start: usize, end: usize) -> &[Mention] {
        let all = &self.analysis.mentions;
        let from = all.partition_point(|mention| mention.span.end() <= start);
        let to = all.partition_point(|mention| mention.span.start() < end);
        all.get(from..to.max(from)).unwrap_or_default()
    }

    /// The one of this kind named last before `offset`.
    fn last(&self, kind: EntityKind, offset: usize) -> Option<EntityId> {
        const BACK: usize = 30;
        let before = self.analysis.mentions.partition_point(|m| m.span.end() <= offset);
        let mut recent = self.analysis.mentions.get(..before)?.iter().rev().take(BACK);
        recent.find(|mention| mention.kind == kind).map(|mention| mention.entity)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis::{Cancel, Given, analyze},
        article::Meta,
        import,
    };

    /// Takes the marks of `“Come,”{Anna Berg}` out, reads, and puts what was found in.
    fn check(marked: &str) {
        let text: String = marked
            .split('{')
            .enumerate()
            .map(|(i, piece)| if i == 0 { piece } else { piece.split_once('}').unwrap().1 })
            .collect();
        let article = import::verbatim(text.clone(), Meta::default());
        let analysis = analyze(&article, &Given::default(), &Cancel::default()).unwrap();
        let mut found = String::new();
        let mut at = 0;
        for Quotation { span, speaker } in quotations(&article, &analysis) {
            found.push_str(text.get(at..span.end()).unwrap());
            let who = speaker.map_or("?", |speaker| match speaker.entity {
                Some(id) => analysis.entity(id).unwrap().name.as_str(),
                None => article.slice(speaker.words),
            });
            found.extend(["{", who, "}"]);
            at = span.end();
        }
        assert_eq!(found + text.get(at..).unwrap(), marked);
    }

    #[test]
    fn finds_who_speaks() {
        for line in include_str!("../../../tests/corpus/summary/quotations.txt").lines() {
            if !line.is_empty() && !line.starts_with('#') {
                check(&line.replace(" / ", "\n\n"));
            }
        }
    }
}
