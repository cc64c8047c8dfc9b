//! Reading an article progressively: what is on the screen first.

use std::{sync::Arc, time::Instant};

use crate::{
    analysis::{Cancel, Cancelled, Given, Progress},
    app::{Outcome, Took},
    article::Article,
};

/// A text up to this size is read in one go: it takes milliseconds.
const AT_ONCE: usize = 64 * 1024;
/// How much of a longer one is read before the first answer.
const FIRST: usize = 16 * 1024;

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
                progress.read(start..end, cancel)?;
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
