//! Which sentences stand in the summary: its length, and what the reader pins or drops; and the draft.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{App, Message, Pick, Session};
use crate::{
    article::Article,
    notebook::{Command, Notebook, Ruling, Selector, Verdict},
    text::Span,
};

/// What the reader said of each of these sentences.
pub fn picks(
    notebook: &Notebook,
    article: &Article,
    sentences: impl Iterator<Item = Span>,
) -> Vec<Pick> {
    let said =
        notebook.verdicts().iter().filter(|verdict| is_pick(verdict)).filter_map(|verdict| {
            let pinned = verdict.ruling == Ruling::SentencePinned;
            Some((verdict.on.anchor(article.text()).span()?, pinned))
        });
    // Of several the last one holds.
    let said: BTreeMap<Span, bool> = said.collect();
    let pick = |sentence| match said.get(&sentence) {
        Some(true) => Pick::Pinned,
        Some(false) => Pick::Dropped,
        None => Pick::Usual,
    };
    sentences.map(pick).collect()
}

impl Session {
    /// How many sentences the reader has dropped.
    pub fn n_dropped(&self) -> usize {
        self.notebook.verdicts().iter().filter(|v| v.ruling == Ruling::SentenceDropped).count()
    }
}

impl App {
    pub(super) fn on_summary(&mut self, message: Message, now: Timestamp) {
        match message {
            Message::SetExtract(length) => self.session.extract = length,
            Message::PickSentence(span, pick) => self.pick_sentence(span, pick, now),
            Message::RestoreSentences => self.restore_sentences(),
            Message::SetDraft(text) => {
                self.draft = text.into();
                self.revision.draft += 1;
            }
            _ => {}
        }
    }

    /// There is one pick of a sentence at most: a new one takes the place of those before.
    pub(super) fn pick_sentence(&mut self, sentence: Span, pick: Pick, now: Timestamp) {
        let text = self.session.article.text();
        let earlier: Vec<Command> = self
            .session
            .notebook
            .verdicts()
            .iter()
            .filter(|verdict| is_pick(verdict) && verdict.on.anchor(text).span() == Some(sentence))
            .map(|verdict| Command::RemoveVerdict(verdict.id))
            .collect();
        let mut commands = earlier;
        let (name, ruling) = match pick {
            Pick::Usual => ("Summary as usual", None),
            Pick::Pinned => (Ruling::SentencePinned.name(), Some(Ruling::SentencePinned)),
            Pick::Dropped => (Ruling::SentenceDropped.name(), Some(Ruling::SentenceDropped)),
        };
        if let Some(ruling) = ruling {
            let id = self.session.notebook.fresh_id(now.as_millisecond().max(0) as u64);
            let on = Selector::new(text, sentence);
            let at = self.session.notebook.verdicts().len() - commands.len();
            commands
                .push(Command::Rule { at, verdict: Verdict { id, on, ruling, contested: false } });
        }
        if !commands.is_empty() {
            self.command(name, Command::Batch(commands));
        }
    }

    /// All sentences that were dropped may stand in the summary again.
    pub(super) fn restore_sentences(&mut self) {
        let dropped =
            self.session.notebook.verdicts().iter().filter(|v| v.ruling == Ruling::SentenceDropped);
        let removals: Vec<Command> = dropped.map(|v| Command::RemoveVerdict(v.id)).collect();
        if !removals.is_empty() {
            self.command("Bring sentences back", Command::Batch(removals));
        }
    }
}

const fn is_pick(verdict: &Verdict) -> bool {
    matches!(verdict.ruling, Ruling::SentencePinned | Ruling::SentenceDropped)
}
