//! Reading a long text piece by piece, what is on the screen first.

use std::ops::Range;

use super::{Analysis, Cancel, Cancelled, Given, enough, events, names, summary, times};
use crate::{
    article::{Article, BlockKind},
    text::{Span, sentences, word_count},
};

/// So many bytes are read between two looks at whether the reading is cancelled: some milliseconds' worth.
const AT_ONCE: usize = 6_000;

/// What is found in one block on its own; what needs the whole text is done in [`Progress::analysis`].
#[derive(Debug, Default)]
struct Part {
    sentences: Vec<Span>,
    names: Vec<names::Candidate>,
    times: Vec<times::Expression>,
    words: usize,
}

/// Some blocks of an article that are read together, by their indices.
#[derive(Debug, Clone)]
pub struct Batch(Vec<usize>);

/// What is found in a [`Batch`].
#[derive(Debug)]
pub struct Found(Vec<(usize, Part)>);

/// Room for the arithmetic of a reading; each thread that reads has its own, and keeps it for the next batch.
#[derive(Debug, Default)]
pub struct Desk(names::Desk);

/// A reading under way: blocks are read in any order, and what stands so far can be asked for at any time.
///
/// Batches can be read at the same time on several threads: what is found in one depends on no other. `read` costs
/// time in proportion to the blocks it is given, `analysis` in proportion to all that was read.
pub struct Progress<'a> {
    article: &'a Article,
    given: &'a Given,
    tagger: names::Tagger,
    parts: Vec<Option<Part>>,
}

impl<'a> Progress<'a> {
    pub fn new(article: &'a Article, given: &'a Given) -> Self {
        let parts = article.blocks().iter().map(|_| None).collect();
        Self { article, given, tagger: names::Tagger::new(article), parts }
    }

    /// Those of the `blocks` that have not been read yet, parted so that each batch takes some milliseconds.
    pub fn batches(&self, blocks: Range<usize>) -> Vec<Batch> {
        let unread = |index: &usize| self.parts.get(*index).is_some_and(Option::is_none);
        let unread: Vec<usize> = blocks.filter(unread).collect();
        let mut batches = Vec::new();
        let mut rest = unread.as_slice();
        while !rest.is_empty() {
            let length = |index: &usize| self.article.blocks()[*index].span.len();
            let (now, later) = rest.split_at(enough(rest.iter().map(length), AT_ONCE));
            batches.push(Batch(now.to_vec()));
            rest = later;
        }
        batches
    }

    /// Reads one batch; [`Progress::put`] takes what is found.
    pub fn find(&self, Batch(blocks): &Batch, Desk(desk): &mut Desk) -> Found {
        let text = self.article.text();
        let span = |index: &usize| self.article.blocks()[*index].span;
        let all: Vec<Vec<Span>> = blocks.iter().map(|i| sentences(text, span(i))).collect();
        let names = self.tagger.tag(text, &all, desk);
        let read = |((index, sentences), names): ((&usize, Vec<Span>), _)| {
            let block = self.article.blocks()[*index];
            let mut times = times::scan(text, block, &sentences);
            if block.kind == BlockKind::Cell {
                // In a table a bare number counts something.
                times.retain(|time| !time.span.of(text).bytes().all(|b| b.is_ascii_digit()));
            }
            let words = word_count(text, span(index));
            (*index, Part { sentences, names, times, words })
        };
        Found(blocks.iter().zip(all).zip(names).map(read).collect())
    }

    /// Takes in what was found in a batch.
    pub fn put(&mut self, Found(parts): Found) {
        for (index, part) in parts {
            self.parts[index] = Some(part);
        }
    }

    /// Reads those of the `blocks` that have not been read yet, on this thread.
    pub fn read(&mut self, blocks: Range<usize>, cancel: &Cancel) -> Result<(), Cancelled> {
        let mut desk = Desk::default();
        for batch in self.batches(blocks) {
            cancel.check()?;
            let found = self.find(&batch, &mut desk);
            self.put(found);
        }
        Ok(())
    }

    /// Whether every block has been read.
    pub fn is_complete(&self) -> bool {
        self.parts.iter().all(Option::is_some)
    }

    /// Puts together what has been read so far.
    pub fn analysis(&self) -> Analysis {
        let parts = || self.parts.iter().flatten();
        let sentences: Vec<Span> =
            parts().flat_map(|part| part.sentences.iter().copied()).collect();
        let candidates: Vec<names::Candidate> =
            parts().flat_map(|part| part.names.iter().cloned()).collect();
        let expressions: Vec<times::Expression> =
            parts().flat_map(|part| part.times.iter().cloned()).collect();
        let published = times::published(self.article, self.given, &expressions);
        let (mentions, entities) = names::link(self.article, candidates);
        let timexes = times::resolve(self.article.text(), &published, &expressions);
        let mut events = events::find(self.article, &published, &sentences, &timexes, &mentions);
        // A summary of a part would only mislead.
        let ranking = if self.is_complete() {
            let title = self.given.title.as_ref().unwrap_or(&self.article.meta().title);
            let ranking = summary::rank(self.article, title, &sentences);
            events::weigh(self.article, title, &ranking, &mentions, &mut events);
            ranking
        } else {
            Vec::new()
        };
        let length = self.given.sentences.unwrap_or_else(|| summary::usual_length(ranking.len()));
        let analysis = Analysis {
            published,
            sentences,
            mentions,
            entities,
            timexes,
            events,
            summary: summary::summary(&ranking, length),
            ranking,
            words: parts().map(|part| part.words).sum(),
            complete: self.is_complete(),
        };
        debug_assert_eq!(analysis.check(self.article), Ok(()));
        analysis
    }
}
