//! The article piece by piece, with its sentences and the reader's marks where they begin and end: what HTML, PDF
//! and DOCX are written from. Linear in the text and the marks.

use std::collections::HashSet;

use super::{Work, summary::Mark};
use crate::{
    notebook::Id,
    text::{Span, counted},
};

/// What comes next.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step<'a> {
    /// A sentence begins, by its number.
    Sentence(usize),
    Begin(&'a Mark),
    /// Words under the mark that began last, if any.
    Words(&'a str, Option<&'a Mark>),
    End(&'a Mark),
}

/// Where the walk through the article has come to.
pub(super) struct Walk<'a> {
    work: &'a Work<'a>,
    /// By their starts; those that stand somewhere.
    marks: Vec<&'a Mark>,
    next_mark: usize,
    /// Those begun and not yet ended.
    open: Vec<&'a Mark>,
    /// Those with words of which another's colour is shown.
    covered: HashSet<Id>,
    next_sentence: usize,
}

impl<'a> Walk<'a> {
    /// `marks` in the order of their places.
    pub(super) fn new(work: &'a Work<'a>, marks: &'a [Mark]) -> Self {
        let marks =
            marks.iter().filter(|mark| !mark.is_lost && !mark.passage.span.is_empty()).collect();
        let (open, covered) = (Vec::new(), HashSet::new());
        Self { work, marks, next_mark: 0, open, covered, next_sentence: 0 }
    }

    /// What is not shown of the marks gone through so far.
    pub(super) fn remark(&self) -> Option<String> {
        let covered = self.covered.len();
        let lie = if covered == 1 { "lies" } else { "lie" };
        (covered > 0).then(|| {
            let covered = counted(covered, "highlight");
            format!("{covered} {lie} in part under another, whose colour is shown there.")
        })
    }

    /// Goes through a block; blocks come in the order of the text.
    pub(super) fn block(&mut self, block: Span, step: &mut dyn FnMut(Step<'a>)) {
        let sentences = &self.work.analysis.sentences;
        let mut at = block.start();
        while at < block.end() {
            // What begins here, and where the next thing begins or ends.
            let mut to = block.end();
            if let Some(sentence) = sentences.get(self.next_sentence) {
                if sentence.start() <= at {
                    self.next_sentence += 1;
                    step(Step::Sentence(self.next_sentence));
                    continue;
                }
                to = to.min(sentence.start());
            }
            if let Some(mark) = self.marks.get(self.next_mark) {
                if mark.passage.span.start() <= at {
                    step(Step::Begin(mark));
                    self.open.push(mark);
                    self.next_mark += 1;
                    continue;
                }
                to = to.min(mark.passage.span.start());
            }
            for mark in &self.open {
                to = to.min(mark.passage.span.end().max(at));
            }
            let words = Span::new(at, to).of(self.work.article.text());
            if !words.is_empty() {
                if let Some((_, under)) = self.open.split_last() {
                    self.covered.extend(under.iter().map(|mark| mark.id));
                }
                step(Step::Words(words, self.open.last().copied()));
            }
            at = to;
            for mark in self.open.extract_if(.., |mark| mark.passage.span.end() <= at) {
                step(Step::End(mark));
            }
        }
    }
}
