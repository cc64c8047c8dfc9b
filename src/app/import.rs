//! Taking in what another program wrote on the article: as one step, and what of it could not be taken is said.

use std::{collections::HashSet, path::PathBuf, sync::Arc};

use super::{App, Effect, Importer, Incoming, Purpose, TaskId, Weight};
use crate::{
    article::Article,
    notebook::{Command, Id, Notebook},
    text::counted,
};

impl App {
    /// Asks which file it is.
    pub(super) fn import(&mut self, importer: Importer, effects: &mut Vec<Effect>) {
        self.importer = Some(importer);
        self.pick(Purpose::Import, None, effects);
    }

    pub(super) fn take_in(&mut self, path: PathBuf, effects: &mut Vec<Effect>) {
        let Some(importer) = self.importer.take() else { return };
        let task = self.next_task();
        self.session.importing = Some(task);
        effects.push(Effect::Import {
            task,
            path,
            importer,
            article: Arc::clone(&self.session.article),
            analysis: Arc::clone(&self.session.analysis),
            notebook: Box::new(self.session.notebook.clone()),
        });
    }

    pub(super) fn imported(
        &mut self,
        task: TaskId,
        path: &std::path::Path,
        article: &Arc<Article>,
        result: Result<Incoming, String>,
    ) {
        // Another article may have been opened meanwhile.
        let is_meant = self.session.importing.take_if(|current| *current == task).is_some();
        if !is_meant || !Arc::ptr_eq(article, &self.session.article) {
            return;
        }
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        let Incoming { commands, remarks } = match result {
            Ok(incoming) => incoming,
            Err(why) => return self.notice(Weight::Error, why),
        };
        let (fitting, marks, events) = fitting(commands, &self.session.notebook);
        let taken: Vec<String> = [(marks, "highlight"), (events, "event")]
            .into_iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, one)| counted(number, one))
            .collect();
        let told = if taken.is_empty() {
            format!("There is nothing new in {name}.")
        } else {
            self.command("Import", Command::Batch(fitting));
            format!("{} taken in from {name}.", taken.join(" and "))
        };
        // What was not taken stays to be read until it is put away.
        let weight = if remarks.is_empty() { Weight::Info } else { Weight::Warning };
        self.notice(weight, [vec![told], remarks].concat().join(" "));
    }
}

/// Those that fit the notebook as it is by now, and how many of them are marks and events.
fn fitting(commands: Vec<Command>, notebook: &Notebook) -> (Vec<Command>, usize, usize) {
    let (mut fitting, mut marks, mut events) = (Vec::new(), 0, 0);
    let mut ids: HashSet<Id> = notebook.ids().collect();
    for command in commands {
        match command {
            Command::Annotate(mark) if ids.insert(mark.id) => {
                marks += 1;
                fitting.push(Command::Annotate(mark));
            }
            // Verdicts come after those there are by now.
            Command::Rule { verdict, .. } if ids.insert(verdict.id) => {
                let at = notebook.verdicts().len() + events;
                events += 1;
                fitting.push(Command::Rule { at, verdict });
            }
            // What is there already; others do nothing else.
            _ => {}
        }
    }
    (fitting, marks, events)
}
