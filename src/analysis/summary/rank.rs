//! Orders the sentences of an article by how much of it they carry.
//!
//! A sum of a few features with round weights. What the features are follows the literature on news: Luhn (1958) for
//! the words that an article repeats, Edmundson (1969) for title, place and cue words, Radev (2004) for the centroid.
//! The weights are those of a logistic regression on 1,000 news articles of which people had chosen sentences, taken
//! both as they are and with their paragraphs joined, rounded to a twentieth; no articles of these are in here. Fitted
//! and rounded anew on four fifths of the articles and measured on the rest (eight partitions) they reach a sentence F1
//! of .387 (.386 to .390), where the first sentences reach .297; with all paragraphs joined, .377. Which features and
//! cue words to keep was seen on the same articles, so that on others it is less; without any cue words it is .381.
//!
//! Little is left to be had: with the sentence embeddings of a transformer (`MiniLM`) beside about as many features a
//! regression reached .389, and boosted trees over 200 features .380. Word vectors, names, dates as such, what
//! stands beside a sentence, and fitting the order or the F1 itself were tried and add nothing. Linear in the text.

use std::collections::{HashMap, HashSet};

use super::words::{Content, Reader};
use crate::{
    article::{Article, BlockKind},
    text::Span,
};

/// News puts first what matters most: for the logarithm of the place, counted from `NEAR` so that the first few weigh
/// about the same.
const PLACE: f32 = -0.85;
const NEAR: usize = 4;
/// But many begin with a scene, and say what it is about after it. A lead that does say it has its reward in what it is
/// the first to bring. It is the first sentence, with the paragraph that it opens if that is a short one.
const LEAD: f32 = -1.35;
const SHORT: usize = 3;
/// The first sentence of a paragraph opens its matter, more so below a heading.
const OPENING: f32 = 0.15;
const HEADED: f32 = 0.45;
/// Saying what the article as a whole is about, against the sentence that says most of it.
const CENTRAL: f32 = 1.4;
/// Saying what the headline says, against the sentence that says most of it: it is a summary already, if a short one.
const TITLE: f32 = 0.65;
/// Being the first to bring what the article goes on about: the share of all that it repeats.
const BRINGS: f32 = 3.95;
/// Going on with what was just said: the share of its words that the last few sentences have.
const GOES_ON: f32 = -0.55;
const JUST: usize = 3;
/// A long sentence holds more of the story: for the logarithm of its words.
const LENGTH: f32 = 0.25;
/// Facts come with a figure; news has its words, and speaks of what is and will be.
const NUMBER: f32 = 0.2;
const NEWS: f32 = 0.2;
const PRESENT: f32 = 0.15;
/// What begins with somebody's own words comments rather than reports, as who speaks of himself or to the reader.
const SPOKEN: f32 = -0.25;
const PERSONAL: f32 = -0.25;
/// A question leaves open what a summary should say.
const QUESTION: f32 = -1.1;

/// A paragraph of so few words is a heading, whatever it ends in.
const HEADING: usize = 7;

/// All sentences that may stand in a summary, the weightiest first.
///
/// Headlines, captions, credits and the like are left out, unless there is nothing else.
pub(in crate::analysis) fn rank(article: &Article, title: &str, sentences: &[Span]) -> Vec<Span> {
    let reader = Reader::new();
    let text = article.text();
    let candidates = candidates(article, sentences);
    let contents: Vec<Content> =
        candidates.iter().map(|candidate| reader.read(text, candidate.span)).collect();
    let title = reader.read(title, Span::new(0, title.len())).stems;
    let matter = Matter::of(&contents);
    let central = against_most(contents.iter().map(|content| matter.central(content)));
    let title: HashSet<&str> = title.iter().map(String::as_str).collect();
    let titled = against_most(contents.iter().map(|content| matter.shared(content, &title)));
    let flow = flow(&contents, &matter);
    let opening = candidates.iter().skip(1).take_while(|candidate| !candidate.opens).count() + 1;
    let lead = if opening <= SHORT { opening } else { 1 };
    let mut headed = false;
    let mut scored: Vec<(f32, Span)> = Vec::with_capacity(candidates.len());
    for (index, (candidate, content)) in candidates.iter().zip(&contents).enumerate() {
        let words = candidate.span.of(text);
        let is_spoken = words.starts_with(['"', '“', '‘', '\'']);
        let asks = words.trim_end_matches(['"', '”', '’', '\'', ')', ' ']).ends_with('?');
        let when = |holds: bool, weight: f32| if holds { weight } else { 0.0 };
        let score = PLACE * ((index + NEAR) as f32).ln()
            + when(index < lead, LEAD)
            + when(candidate.opens, OPENING)
            + when(headed || candidate.headed, HEADED)
            + CENTRAL * central[index]
            + TITLE * titled[index]
            + BRINGS * flow[index].brings
            + GOES_ON * flow[index].goes_on
            + LENGTH * (content.words as f32 + 1.0).ln()
            + when(content.has_number, NUMBER)
            + NEWS * f32::from(content.news)
            + when(content.is_present, PRESENT)
            + when(is_spoken, SPOKEN)
            + when(content.is_personal, PERSONAL)
            + when(asks, QUESTION);
        scored.push((score, candidate.span));
        let stands_alone =
            candidate.opens && candidates.get(index + 1).is_none_or(|next| next.opens);
        headed = index > 0 && stands_alone && content.words <= HEADING && !is_spoken;
    }
    scored.sort_by(|(a, first), (b, second)| b.total_cmp(a).then(first.cmp(second)));
    scored.into_iter().map(|(_, sentence)| sentence).collect()
}

/// A sentence that may stand in a summary.
struct Candidate {
    span: Span,
    /// It opens a paragraph.
    opens: bool,
    /// A heading stands before it.
    headed: bool,
}

/// The sentences of the running text.
fn candidates(article: &Article, sentences: &[Span]) -> Vec<Candidate> {
    let mut all = Vec::with_capacity(sentences.len());
    let mut blocks = article.blocks().iter().peekable();
    let mut headed = false;
    for sentence in sentences {
        while blocks.next_if(|block| block.span.end() <= sentence.start()).is_some() {}
        let Some(block) = blocks.peek() else { break };
        let runs =
            matches!(block.kind, BlockKind::Paragraph | BlockKind::Quotation | BlockKind::ListItem);
        let opens = sentence.start() == block.span.start();
        all.push((Candidate { span: *sentence, opens, headed }, runs));
        headed = block.kind == BlockKind::Heading;
    }
    let any = all.iter().any(|(_, runs)| *runs);
    all.into_iter().filter(|(_, runs)| *runs || !any).map(|(candidate, _)| candidate).collect()
}

/// What the article speaks of.
struct Matter<'a> {
    words: HashMap<&'a str, Word>,
    sentences: f32,
}

#[derive(Default)]
struct Word {
    /// So many sentences have it.
    sentences: f32,
    /// Its part in the sum of all sentences, each of length 1.
    part: f32,
}

impl<'a> Matter<'a> {
    fn of(contents: &'a [Content]) -> Self {
        let mut words: HashMap<&str, Word> = HashMap::new();
        for content in contents {
            for stem in &content.stems {
                let word = words.entry(stem).or_default();
                word.sentences += 1.0;
                word.part += unit(content);
            }
        }
        Self { words, sentences: contents.len() as f32 }
    }

    /// How near a sentence is to the whole: up to a constant, the cosine with the sum of all sentences.
    fn central(&self, content: &Content) -> f32 {
        content.stems.iter().map(|stem| self.words[stem.as_str()].part).sum::<f32>() * unit(content)
    }

    /// How much a sentence shares with `title`, the rarer the word the more.
    fn shared(&self, content: &Content, title: &HashSet<&str>) -> f32 {
        let stems = content.stems.iter().map(String::as_str).filter(|stem| title.contains(stem));
        stems.map(|stem| (1.0 + self.sentences / self.words[stem].sentences).ln()).sum()
    }
}

/// What brings a sentence's words, each counted once, to length 1.
fn unit(content: &Content) -> f32 {
    1.0 / (content.stems.len().max(1) as f32).sqrt()
}

/// Each number as a share of the highest.
fn against_most(numbers: impl Iterator<Item = f32>) -> Vec<f32> {
    let numbers: Vec<f32> = numbers.collect();
    let most = numbers.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
    numbers.into_iter().map(|number| number / most).collect()
}

/// How a sentence stands to those before it.
struct Flow {
    brings: f32,
    goes_on: f32,
}

fn flow(contents: &[Content], matter: &Matter<'_>) -> Vec<Flow> {
    // What is said once weighs nothing.
    let weight = |stem: &str| matter.words[stem].sentences.ln();
    let mut said: HashMap<&str, usize> = HashMap::with_capacity(matter.words.len());
    let mut flow = Vec::with_capacity(contents.len());
    for (index, content) in contents.iter().enumerate() {
        let mut brings = 0.0;
        let mut again = 0.0;
        for stem in &content.stems {
            match said.insert(stem, index) {
                None => brings += weight(stem),
                Some(before) if index - before <= JUST => again += 1.0,
                Some(_) => {}
            }
        }
        flow.push(Flow { brings, goes_on: again / content.stems.len().max(1) as f32 });
    }
    let all = flow.iter().map(|flow| flow.brings).sum::<f32>().max(f32::MIN_POSITIVE);
    for flow in &mut flow {
        flow.brings /= all;
    }
    flow
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::Meta, import, text::sentences};

    /// The first words of the sentences of `text`, where " / " parts paragraphs, by rank.
    fn check(title: &str, text: &str, wanted: &str) {
        let article = import::verbatim(text.replace(" / ", "\n\n"), Meta::default());
        let all: Vec<Span> = article
            .blocks()
            .iter()
            .flat_map(|block| sentences(article.text(), block.span))
            .collect();
        let ranking = rank(&article, title, &all);
        let first = |span: &Span| article.slice(*span).split(' ').next().unwrap_or_default();
        let found: Vec<&str> = ranking.iter().map(first).collect();
        assert_eq!(found.join(" "), wanted);
    }

    #[test]
    fn what_says_most_of_the_article_is_first() {
        check(
            "A ferry to the island",
            "Grey clouds hung low. / Arden will have a new ferry to the island from Monday. / \
             Who would you have asked? Some 200 people can take the ferry. / “I like it,” said Jo.",
            "Arden Some “I Grey Who",
        );
    }

    #[test]
    fn below_a_heading_something_begins() {
        let text = "Ships came into the harbour early in the morning. / \
                    Tom sold nets and ropes in the upper town. / \
                    Ann sold fish and bread in the lower port. / On the road. / \
                    Max sold cars and wheels in the outer north.";
        check("", text, "Tom Max Ann On Ships");
        check("", &text.replace(" / On the road.", ""), "Tom Ann Max Ships");
    }

    #[test]
    fn without_paragraphs_the_place_counts_too() {
        check("", "Ships came. Tom sold nets. Ann sold fish. Max sold rope.", "Tom Ann Max Ships");
    }
}
