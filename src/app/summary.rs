//! Which sentences stand in the summary: its length, and what the reader pins or drops.

use jiff::Timestamp;

use super::{App, Pick};
use crate::{
    notebook::{Command, Ruling, Verdict},
    text::Span,
};

impl App {
    /// What the reader said of this sentence.
    pub fn pick_of(&self, sentence: Span) -> Pick {
        let text = self.article.text();
        let of_it = |verdict: &&Verdict| {
            verdict.on.anchor(text).span().is_some_and(|span| span == sentence)
        };
        let picks = self.notebook.verdicts().iter().rev();
        match picks.filter(|v| is_pick(v)).find(of_it).map(|verdict| &verdict.ruling) {
            Some(Ruling::SentencePinned) => Pick::Pinned,
            Some(Ruling::SentenceDropped) => Pick::Dropped,
            _ => Pick::Usual,
        }
    }

    /// How many sentences the reader has dropped.
    pub fn n_dropped(&self) -> usize {
        self.notebook.verdicts().iter().filter(|v| v.ruling == Ruling::SentenceDropped).count()
    }

    pub(super) fn pick_sentence(&mut self, sentence: Span, pick: Pick, now: Timestamp) {
        let text = self.article.text();
        let earlier: Vec<Command> = self
            .notebook
            .verdicts()
            .iter()
            .filter(|verdict| is_pick(verdict) && verdict.on.anchor(text).span() == Some(sentence))
            .map(|verdict| Command::RemoveVerdict(verdict.id))
            .collect();
        match pick {
            Pick::Pinned => self.rule(sentence, Ruling::SentencePinned, now),
            Pick::Dropped => self.rule(sentence, Ruling::SentenceDropped, now),
            Pick::Usual if earlier.is_empty() => {}
            Pick::Usual => self.command("Summary as usual", Command::Batch(earlier)),
        }
    }

    /// All sentences that were dropped may stand in the summary again.
    pub(super) fn restore_sentences(&mut self) {
        let dropped =
            self.notebook.verdicts().iter().filter(|v| v.ruling == Ruling::SentenceDropped);
        let removals: Vec<Command> = dropped.map(|v| Command::RemoveVerdict(v.id)).collect();
        if !removals.is_empty() {
            self.command("Bring sentences back", Command::Batch(removals));
        }
    }
}

const fn is_pick(verdict: &Verdict) -> bool {
    matches!(verdict.ruling, Ruling::SentencePinned | Ruling::SentenceDropped)
}
