//! What is said of a notebook file that is not as it should be: in words that name the file's own words.

use ron::error::{Error, SpannedError};

use crate::storage::NotebookError;

/// The error with its place and with what was expected there.
pub(super) fn damaged(error: &SpannedError) -> NotebookError {
    let (line, column) = (error.span.start.line, error.span.start.col);
    NotebookError::Damaged { line, column, what: expected(&error.code) }
}

fn expected(error: &Error) -> String {
    let mark = |mark: &str| format!("\"{mark}\" was expected");
    match error {
        Error::Eof => "the file ends before the notebook does".to_owned(),
        Error::ExpectedComma => mark(","),
        Error::ExpectedMapColon => mark(":"),
        Error::ExpectedArray => mark("["),
        Error::ExpectedArrayEnd => mark("]"),
        Error::ExpectedStructLike => mark("("),
        Error::ExpectedStructLikeEnd => mark(")"),
        Error::ExpectedNamedStructLike(name) => mark(&format!("{name}(")),
        Error::ExpectedDifferentStructName { expected, found } => {
            format!("\"{expected}\" was expected, not \"{}\"", start(found))
        }
        Error::ExpectedString => "a text in quotes was expected".to_owned(),
        Error::ExpectedStringEnd => "a text in quotes begins that has no end".to_owned(),
        Error::ExpectedInteger => "a whole number was expected".to_owned(),
        Error::ExpectedRangeSyntax => "a position such as 118..249 was expected".to_owned(),
        Error::TrailingCharacters => "the notebook ends, and more follows".to_owned(),
        Error::ExceededRecursionLimit => "brackets stand too deep within each other".to_owned(),
        Error::NoSuchEnumVariant { expected, found, .. } => {
            format!("{} was expected, not \"{}\"", one_of(expected), start(found))
        }
        Error::MissingStructField { field, outer } => {
            format!("\"{field}\" is missing from {}", outer.as_deref().unwrap_or("the record"))
        }
        Error::DuplicateStructField { field, .. } => format!("\"{field}\" is there twice"),
        Error::InvalidValueForType { expected, found } => {
            format!("{expected} was expected, not {}", start(found))
        }
        other => start(&other.to_string()),
    }
}

fn one_of(words: &[&str]) -> String {
    match words {
        [] => "nothing".to_owned(),
        [only] => (*only).to_owned(),
        [before @ .., last] => format!("{} or {last}", before.join(", ")),
    }
}

/// As much of a text as a message has room for.
fn start(text: &str) -> String {
    const ROOM: usize = 60;
    let mut start: String = text.chars().take(ROOM).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    start.replace('\n', " ")
}

/// What was odd about a file that could be read all the same; many cases of one kind make one sentence.
#[derive(Debug, Default)]
pub(super) struct Complaints {
    /// The quotes of marks that were put elsewhere.
    pub moved: Vec<String>,
    /// The quotes of marks whose words are gone.
    pub lost: Vec<String>,
    /// Ids that several records have.
    pub doubled: Vec<String>,
    /// Where the file says what this version does not know.
    pub unknown: Vec<String>,
    /// Comments or fields could not be told apart from the rest.
    pub too_much: bool,
}

impl Complaints {
    pub(super) fn sentences(self) -> Vec<String> {
        let mut sentences: Vec<String> = [
            (self.moved, "These words were not at the place the file gives, and were marked where they are; the review shows them"),
            (self.lost, "These words are not in the article, or not only once; their marks are kept without a place, and the review shows them"),
            (self.doubled, "Several records have the same id; all are kept, under ids of their own"),
            (self.unknown, "This version does not know these parts of the file, and saving leaves them out"),
        ]
        .into_iter()
        .filter(|(cases, _)| !cases.is_empty())
        .map(|(cases, what)| format!("{what}: {}.", some(&cases)))
        .collect();
        if self.too_much {
            let what = "The file holds too much besides the notebook, and saving leaves that and its comments out.";
            sentences.push(what.to_owned());
        }
        sentences
    }
}

/// The first few, and how many more.
fn some(cases: &[String]) -> String {
    const FEW: usize = 3;
    let few: Vec<String> = cases.iter().take(FEW).map(|c| format!("\"{}\"", start(c))).collect();
    match cases.len() - few.len() {
        0 => few.join(", "),
        more => format!("{} and {more} more", few.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_cases_make_one_sentence() {
        let complaints = Complaints {
            moved: ["one", "two", "three", "four"].map(str::to_owned).to_vec(),
            ..Complaints::default()
        };
        assert_eq!(
            complaints.sentences(),
            [
                "These words were not at the place the file gives, and were marked where they are; the review shows them: \
              \"one\", \"two\", \"three\" and 1 more."
            ]
        );
    }
}
