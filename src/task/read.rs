//! Reading an article progressively: what is on the screen first.

use std::{
    ops::{ControlFlow, Range},
    sync::Arc,
    time::Instant,
};

use super::cores;
use crate::{
    analysis::{Analysis, Cancel, Cancelled, Desk, Given, Progress},
    app::{Outcome, Took},
    article::Article,
};

/// A text up to this size is read in one go: it takes milliseconds.
const AT_ONCE: usize = 64 * 1024;
/// How much of a longer one is read before the first answer.
const FIRST: usize = 16 * 1024;

/// Reads the whole article on all cores.
pub fn analyze(article: &Article, given: &Given) -> Analysis {
    let mut progress = Progress::new(article, given);
    // Nobody holds the flag, so nobody can cancel it.
    blocks_of(&mut progress, 0..article.blocks().len(), &Cancel::default()).unwrap_or_default();
    progress.analysis()
}

/// Reads `blocks` on all cores.
fn blocks_of(
    progress: &mut Progress<'_>,
    blocks: Range<usize>,
    cancel: &Cancel,
) -> Result<(), Cancelled> {
    let batches = progress.batches(blocks.clone());
    if batches.len() < 2 {
        return progress.read(blocks, cancel);
    }
    let mut all = Vec::with_capacity(batches.len());
    let reading = &*progress;
    let find = |desk: &mut Desk, batch| {
        cancel.check()?;
        Ok(reading.find(&batch, desk))
    };
    let done = cores::in_order(batches.into_iter(), Desk::default, find, |found| match found {
        Ok(found) => {
            all.push(found);
            ControlFlow::Continue(())
        }
        Err(Cancelled) => ControlFlow::Break(Cancelled),
    });
    for found in all {
        progress.put(found);
    }
    match done {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(cancelled) => Err(cancelled),
    }
}

/// Reads `article` from the block at byte `from` on, then what stands before it. Answers after a first piece,
/// then each time as much again has been read, so that all answers together cost no more than twice the last.
#[expect(
    clippy::disallowed_methods,
    reason = "the pool is the edge: this tells the reader how long it took"
)]
pub(super) fn read(
    article: &Article,
    given: &Given,
    from: usize,
    cancel: &Cancel,
    tell: &mut dyn FnMut(Outcome),
) {
    let start = Instant::now();
    let mut progress = Progress::new(article, given);
    let mut answer = |progress: &Progress<'_>| {
        let analysis = Arc::new(progress.analysis());
        tell(Outcome::Analyzed(analysis, Took(start.elapsed().as_micros() as u64)));
    };
    let result: Result<(), Cancelled> = (|| {
        let blocks = article.blocks();
        let first = article.block_at(from).unwrap_or(0);
        let mut read = 0;
        let mut next_answer = if article.text().len() <= AT_ONCE { usize::MAX } else { FIRST };
        for part in [first..blocks.len(), 0..first] {
            let mut start = part.start;
            while start < part.end {
                let mut end = start;
                while end < part.end && read < next_answer {
                    read += blocks.get(end).map_or(1, |block| block.span.len().max(1));
                    end += 1;
                }
                blocks_of(&mut progress, start..end, cancel)?;
                start = end;
                if read >= next_answer {
                    answer(&progress);
                    next_answer = read * 2;
                }
            }
        }
        cancel.check()
    })();
    if result.is_ok() {
        answer(&progress);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::Meta, import};

    #[test]
    fn reads_the_same_on_all_cores_as_on_one() {
        let text = include_str!("../../assets/articles/the-wire-under-the-sea.txt").repeat(3);
        let article = import::verbatim(text, Meta::default());
        let given = Given::default();
        let on_one = crate::analysis::analyze(&article, &given, &Cancel::default()).unwrap();
        assert_eq!(analyze(&article, &given), on_one);
    }

    #[test]
    fn a_cancelled_reading_answers_nothing() {
        let text = "Ada Lovelace met Charles Babbage in London on 5 June 1833.\n".repeat(2_000);
        let article = import::verbatim(text, Meta::default());
        let cancel = Cancel::default();
        cancel.cancel();
        let mut answers = 0;
        read(&article, &Given::default(), 0, &cancel, &mut |_| answers += 1);
        assert_eq!(answers, 0);
    }
}
