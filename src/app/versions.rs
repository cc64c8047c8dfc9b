//! Earlier versions of the notebook, and going back to them.

use std::sync::Arc;

use super::{App, Effect, Listed, Question, Weight};
use crate::{notebook::Side, storage::Version};

impl App {
    /// Looks for the versions that are kept beside the notebook's file.
    pub(super) fn ask_versions(&mut self, effects: &mut Vec<Effect>) {
        if let Some(path) = self.session.document.path.clone() {
            let task = self.next_task();
            effects.push(Effect::FindVersions { task, path });
        }
    }

    pub(super) fn list_versions(&mut self, versions: Vec<Version>) {
        let open = matches!(self.session.question, None | Some(Question::Versions(_)));
        if !open {
            return;
        }
        let mine = self.session.side();
        let listed = versions.into_iter().map(|version| {
            let Version { path, name, saved_ms, size, held } = version;
            let held = held.map(|(article, notebook)| Side { article, notebook });
            let differs = held.as_ref().map_or_else(|_| Vec::new(), |side| mine.differences(side));
            Listed { path, name, saved_ms, size, held, differs }
        });
        self.session.question = Some(Question::Versions(Arc::new(listed.collect())));
    }

    /// Goes back to a version, as one step that Undo takes back.
    pub(super) fn restore_version(&mut self, version: &Listed) {
        if let Ok(side) = &version.held {
            self.restore("Restore version", side.clone());
            let told = "The version is restored and not saved yet. Undo brings back what was here.";
            self.notice(Weight::Info, told);
        }
    }

    pub(super) fn keep_version(&mut self, name: String, effects: &mut Vec<Effect>) {
        let Some(path) = self.session.document.path.clone() else { return };
        let task = self.next_task();
        effects.push(Effect::KeepVersion {
            task,
            path,
            name,
            article: Arc::clone(&self.session.article),
            notebook: Box::new(self.session.to_save()),
        });
    }
}
