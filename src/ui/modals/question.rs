//! The questions: what was wanted, what is at stake, and a clear verb on each button.

use std::path::PathBuf;

use egui::{Align, Button, Id, Key, Layout, Margin, Modal, Response, RichText, TextEdit, Ui, vec2};

use super::versions;
use crate::{
    app::{Answer, Changed, Message, Purpose, Question, Then},
    storage::Template,
    ui::{Cx, fonts, widgets},
};

const WIDTH: f32 = 440.0;
/// With more to choose from.
const WIDE: f32 = 580.0;

/// The question on the screen, and the path typed in answer to it.
#[derive(Debug, Default)]
pub(super) struct Memory {
    shown: Option<Question>,
    path: String,
    versions: versions::Memory,
}

pub(super) fn question_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    let Some(question) = &cx.app.session.question else {
        memory.shown = None;
        return;
    };
    let fresh = memory.shown.as_ref() != Some(question);
    if fresh {
        memory.shown = Some(question.clone());
        if let Question::Path { proposal, .. } = question {
            memory.path.clone_from(proposal);
        }
        if let Question::Correct { words, .. } = question {
            memory.path.clone_from(words);
        }
        memory.versions.begin();
    }
    let frame = widgets::sheet(ui, cx.theme).inner_margin(Margin::same(22));
    let modal = Modal::new(Id::unique("question")).frame(frame).show(ui.ctx(), |ui| {
        let wide = matches!(question, Question::Changed(_) | Question::Versions(_));
        let widest = if wide { WIDE } else { WIDTH };
        ui.set_width((ui.ctx().content_rect().width() - 80.0).clamp(60.0, widest));
        match question {
            Question::Unsaved(then) => unsaved_ui(ui, cx, then, fresh),
            Question::Overwrite { why, .. } => overwrite_ui(ui, cx, why, fresh),
            Question::Changed(changed) => changed_ui(ui, cx, changed, fresh),
            Question::Versions(versions) => {
                versions::versions_ui(ui, cx, versions, &mut memory.versions)
            }
            Question::Recover { what, .. } => recover_ui(ui, cx, what, fresh),
            Question::Templates(templates) => templates_ui(ui, cx, templates),
            Question::Correct { words, .. } => correct_ui(ui, cx, words, &mut memory.path, fresh),
            Question::Path { purpose, why, .. } => {
                path_ui(ui, cx, *purpose, why, &mut memory.path, fresh)
            }
        }
    });
    // A click beside the question is no answer: too much is at stake. Escape is Cancel.
    let escaped = ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Escape));
    if let Some(answer) = modal.inner.or(escaped.then_some(Answer::Cancel)) {
        cx.send(Message::Answered(answer));
    }
}

fn head(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).font(fonts::sans_strong(16.0)));
    ui.add_space(2.0);
}

fn unsaved_ui(ui: &mut Ui, cx: &Cx<'_>, then: &Then, fresh: bool) -> Option<Answer> {
    head(ui, "Save the notebook first?");
    let wanted = match then {
        Then::Close => "before the window closes".to_owned(),
        Then::New => "before a new notebook begins".to_owned(),
        Then::PickFile => "before another file is opened".to_owned(),
        Then::Open(path) => {
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
            format!("before “{name}” is opened")
        }
    };
    ui.label(format!(
        "“{}” has changes that are not saved. Save them {wanted}, or they are lost.",
        cx.app.session.title()
    ));
    buttons(ui, cx, fresh, &[("Save", Answer::Save, true)], &[("Don't save", Answer::Discard)])
}

fn overwrite_ui(ui: &mut Ui, cx: &Cx<'_>, why: &str, fresh: bool) -> Option<Answer> {
    head(ui, "Replace the file?");
    ui.label(why);
    buttons(ui, cx, fresh, &[("Save as…", Answer::Save, true)], &[("Replace", Answer::Overwrite)])
}

/// Another program's version of the file against this one.
fn changed_ui(ui: &mut Ui, cx: &Cx<'_>, changed: &Changed, fresh: bool) -> Option<Answer> {
    head(ui, "The file was changed by another program");
    let name = changed.path.file_name().unwrap_or(changed.path.as_os_str()).to_string_lossy();
    ui.label(format!("“{name}” is not as it was when it was last read or saved here."));
    let mut list = |what: &str, lines: &[String]| {
        ui.add_space(4.0);
        ui.label(what);
        for line in lines {
            ui.label(RichText::new(format!("• {line}")).color(cx.theme.soft));
        }
    };
    if changed.theirs_did.is_empty() {
        list("The other program wrote the same notebook in another way.", &[]);
    } else {
        list("The other program made:", &changed.theirs_did);
    }
    if changed.mine.is_empty() {
        list("Here nothing is unsaved.", &[]);
        return buttons(ui, cx, fresh, &[("Read it again", Answer::Reload, true)], &[]);
    }
    list("Here is unsaved:", &changed.mine);
    list(
        "Merging takes both; what both changed is kept twice and tagged #conflict. “Take theirs” can be undone; a replaced file stays among the versions.",
        &[],
    );
    buttons(
        ui,
        cx,
        fresh,
        &[("Merge", Answer::Merge, true), ("Keep both", Answer::KeepBoth, true)],
        &[("Take theirs", Answer::Reload), ("Replace theirs", Answer::Overwrite)],
    )
}

/// What a crash left, and what it would bring back.
fn recover_ui(ui: &mut Ui, cx: &Cx<'_>, what: &[String], fresh: bool) -> Option<Answer> {
    head(ui, "Bring back unsaved work?");
    ui.label("Dateline was ended before this was saved. Bringing it back changes no file until you save.");
    ui.add_space(4.0);
    for line in what {
        ui.label(RichText::new(format!("• {line}")).color(cx.theme.soft));
    }
    buttons(
        ui,
        cx,
        fresh,
        &[("Bring back", Answer::Recover, true)],
        &[("Forget it", Answer::Discard)],
    )
}

fn path_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    purpose: Purpose,
    why: &str,
    typed: &mut String,
    fresh: bool,
) -> Option<Answer> {
    let (question, verb) = match purpose {
        Purpose::Open => ("Open which file?", "Open"),
        Purpose::Save => ("Save where?", "Save"),
        Purpose::Replace => ("Which file has the other text?", "Replace"),
        Purpose::Export => ("Export where?", "Export"),
        Purpose::Import => ("Which file has the annotations?", "Import"),
    };
    head(ui, question);
    if !why.is_empty() {
        ui.label(why);
    }
    ui.add_space(4.0);
    let label = ui.label(RichText::new("Path of the file").color(cx.theme.soft));
    let field = TextEdit::singleline(typed)
        .id(Id::unique("path"))
        .desired_width(f32::INFINITY)
        .margin(Margin::symmetric(8, 6));
    let field = ui.add(field).labelled_by(label.id);
    if fresh {
        field.request_focus();
        cursor_to_end(ui, &field, typed);
    }
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let path = path_of(typed);
    let ready = path.file_name().is_some() && !typed.ends_with(std::path::is_separator);
    let answer = buttons(ui, cx, false, &[(verb, Answer::Path(path.clone()), ready)], &[]);
    answer.or((entered && ready).then_some(Answer::Path(path)))
}

/// The beginnings a notebook can have.
fn templates_ui(ui: &mut Ui, cx: &Cx<'_>, templates: &[Template]) -> Option<Answer> {
    let mut answer = None;
    head(ui, "Begin with which template?");
    ui.label("It is put below what is written already. Your own are text files in the folder “templates” beside the settings.");
    ui.add_space(6.0);
    let list = egui::ScrollArea::vertical().max_height(300.0).auto_shrink([false, true]);
    list.show(ui, |ui| {
        for (index, template) in templates.iter().enumerate() {
            let button = Button::new(&template.name).min_size(vec2(ui.available_width(), 30.0));
            let first = template.text.lines().filter(|line| !line.is_empty());
            let lines: Vec<&str> = first.take(8).collect();
            if ui.add(button).on_hover_text(lines.join("\n")).clicked() {
                answer = Some(Answer::Template(index));
            }
        }
    });
    answer.or_else(|| buttons(ui, cx, false, &[], &[]))
}

/// Other words for those of the article.
fn correct_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    words: &str,
    typed: &mut String,
    fresh: bool,
) -> Option<Answer> {
    head(ui, "What should it say?");
    ui.label("The text is corrected in your notebook, not in the article's file. Marks stay.");
    ui.add_space(4.0);
    let label = ui.label(RichText::new("The right words").color(cx.theme.soft));
    let id = Id::unique("correction");
    let lines = words.lines().count() > 1;
    let field = if lines { TextEdit::multiline(typed) } else { TextEdit::singleline(typed) };
    let field = field.id(id).desired_width(f32::INFINITY).margin(Margin::symmetric(8, 6));
    let field = ui.add(field).labelled_by(label.id);
    if fresh {
        field.request_focus();
        widgets::select_all(ui, id, typed);
    }
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let ready = typed != words;
    let answer = Answer::Words(typed.clone());
    let pressed = buttons(ui, cx, false, &[("Correct", answer.clone(), ready)], &[]);
    pressed.or((entered && ready && !lines).then_some(answer))
}

/// What was typed, where "~/" is the home folder as in a shell.
fn path_of(typed: &str) -> PathBuf {
    let typed = typed.trim();
    match (typed.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(typed),
    }
}

fn cursor_to_end(ui: &Ui, field: &Response, text: &str) {
    let end = egui::text::CCursor::end_of_str(text);
    let mut state = egui::text_edit::TextEditState::load(ui.ctx(), field.id).unwrap_or_default();
    state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
    state.store(ui.ctx(), field.id);
}

/// The row of buttons: at the right what is safe and then Cancel, at the left what loses something. `fresh`
/// gives the keyboard to the first safe one, so that Enter presses it.
fn buttons(
    ui: &mut Ui,
    cx: &Cx<'_>,
    fresh: bool,
    safe: &[(&str, Answer, bool)],
    risky: &[(&str, Answer)],
) -> Option<Answer> {
    let mut answer = None;
    ui.add_space(12.0);
    let row = vec2(ui.available_width(), 32.0);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        for (place, (verb, answers, enabled)) in safe.iter().enumerate() {
            let words = RichText::new(*verb).font(fonts::sans_strong(13.0));
            // The first is what Enter does.
            let button = if place == 0 {
                Button::new(words.color(cx.theme.on_accent)).fill(cx.theme.accent)
            } else {
                Button::new(words)
            };
            let button = ui.add_enabled(*enabled, button.min_size(vec2(84.0, 32.0)));
            if fresh && place == 0 {
                button.request_focus();
            }
            if button.has_focus() {
                // On its own colour the usual frame of focus would not be seen.
                let stroke = egui::Stroke::new(2.0, cx.theme.ink);
                let edge = button.rect.expand(3.0);
                ui.painter().rect_stroke(edge, 8.0, stroke, egui::StrokeKind::Inside);
            }
            if button.clicked() {
                answer = Some(answers.clone());
            }
            ui.add_space(4.0);
        }
        if ui.add(Button::new("Cancel").min_size(vec2(84.0, 32.0))).clicked() {
            answer = Some(Answer::Cancel);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            for (verb, answers) in risky {
                let words = RichText::new(*verb).color(cx.theme.error);
                if ui.add(Button::new(words).min_size(vec2(84.0, 32.0))).clicked() {
                    answer = Some(answers.clone());
                }
            }
        });
    });
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tilde_is_the_home_folder() {
        assert_eq!(path_of(" /a/b.ron "), PathBuf::from("/a/b.ron"));
        assert_eq!(path_of("~x"), PathBuf::from("~x"));
        if let Some(home) = std::env::home_dir() {
            assert_eq!(path_of("~/b.ron"), home.join("b.ron"));
        }
    }
}
