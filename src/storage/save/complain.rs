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
    pub comments: bool,
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
        if self.comments {
            sentences.push("Saving leaves the file's comments out.".to_owned());
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

/// Whether a person wrote comments into the file.
pub(super) fn has_comments(ron: &str) -> bool {
    let mut rest = ron;
    while let Some(at) = rest.find(['"', '/', 'r']) {
        let from = rest.get(at..).unwrap_or_default();
        let length = if from.starts_with("//") || from.starts_with("/*") {
            return true;
        } else if from.starts_with('"') {
            quoted(from)
        } else {
            raw(from).unwrap_or(1)
        };
        rest = from.get(length..).unwrap_or_default();
    }
    false
}

/// The length of the quoted text at the start.
fn quoted(from: &str) -> usize {
    let mut escaped = false;
    for (i, c) in from.char_indices().skip(1) {
        match c {
            '"' if !escaped => return i + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    from.len()
}

/// The length of the raw text at the start, if there is one.
fn raw(from: &str) -> Option<usize> {
    let hashes = from.bytes().skip(1).take_while(|byte| *byte == b'#').count();
    let text = from.get(1 + hashes..)?.strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    text.find(&end).map(|i| 2 + hashes + i + end.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_those_outside_of_texts() {
        for without in
            ["", "(a: \"// no\")", r##"(a: r#"/* no " "#, b: "\" // no")"##, "(ratio: 1)"]
        {
            assert!(!has_comments(without), "{without}");
        }
        for with in ["// yes\n(a: 1)", "(a: \"\\\\\", /* yes */)", r##"(a: r#"""# // yes"##] {
            assert!(has_comments(with), "{with}");
        }
    }

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
