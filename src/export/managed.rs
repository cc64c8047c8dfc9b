//! Exporting again over a file that the reader has edited: ours is renewed, theirs is kept.
//!
//! What an export writes stands in blocks, each between two comments with its id. Whatever stands outside of
//! them is the reader's and stays where it is, beside the same blocks; so do the keys they added to the front
//! matter, and the tags there.

use std::collections::{HashMap, HashSet};

/// The file there was not exported by Dateline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unmanaged;

/// The keys of the front matter that are ours.
const KEYS: [&str; 5] = ["title", "author", "source", "published", "dateline"];

pub(super) fn block(id: &str, body: &str) -> String {
    format!("<!-- dateline:{id} -->\n{}\n<!-- /dateline:{id} -->\n\n", body.trim_end())
}

/// An id, and how often it stood in the file before: two headings may come to one id, and stay two.
type Key<'a> = (&'a str, usize);

/// A piece of a file, with its lines' ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    Block { key: Key<'a>, whole: &'a str },
    Theirs(&'a str),
}

/// The new export `new` laid over the file `old`.
pub fn renew(old: &str, new: &str) -> Result<String, Unmanaged> {
    let old = &old.replace("\r\n", "\n");
    let (old_matter, old_body) = matter(old);
    let (new_matter, new_body) = matter(new);
    let (old_pieces, new_pieces) = (pieces(old_body), pieces(new_body));
    let is_block = |piece: &Piece<'_>| matches!(piece, Piece::Block { .. });
    if !old_pieces.iter().any(is_block) {
        return Err(Unmanaged);
    }
    let ours: Vec<(Key<'_>, &str)> =
        new_pieces.iter().filter_map(|piece| block_of(*piece)).collect();
    let known: HashSet<Key<'_>> =
        old_pieces.iter().filter_map(|piece| Some(block_of(*piece)?.0)).collect();
    // New blocks go behind the one that the export has before them, as far as the old file has it.
    let mut behind: HashMap<Option<Key<'_>>, String> = HashMap::new();
    let mut last = None;
    for (key, whole) in &ours {
        if known.contains(key) {
            last = Some(*key);
        } else {
            let text = behind.entry(last).or_default();
            text.push_str(whole);
            text.push('\n');
        }
    }
    let ours: HashMap<Key<'_>, &str> = ours.into_iter().collect();
    let mut out = keys(old_matter, new_matter);
    if let Some(more) = behind.get(&None) {
        out.extend(["\n", more.trim_end_matches('\n'), "\n"]);
    }
    let mut gone = false;
    for piece in old_pieces {
        match piece {
            Piece::Theirs(words) => {
                // The blank line behind a block that is gone goes with it.
                let words = if gone { words.strip_prefix('\n').unwrap_or(words) } else { words };
                out.push_str(words);
                gone = false;
            }
            // A block that was copied stands once: its copy is a second one that we have not.
            Piece::Block { key, .. } => match ours.get(&key) {
                Some(whole) => {
                    out.push_str(whole);
                    if let Some(more) = behind.get(&Some(key)) {
                        out.extend(["\n", more.trim_end_matches('\n'), "\n"]);
                    }
                }
                None => gone = true,
            },
        }
    }
    Ok(out)
}

const fn block_of(piece: Piece<'_>) -> Option<(Key<'_>, &str)> {
    match piece {
        Piece::Block { key, whole } => Some((key, whole)),
        Piece::Theirs(_) => None,
    }
}

/// Cuts a file into blocks and what stands between them. A block that is not closed is the reader's.
fn pieces(body: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut times: HashMap<&str, usize> = HashMap::new();
    let (mut theirs, mut at) = (0, 0);
    let mut open: Option<(&str, usize)> = None;
    for line in body.split_inclusive('\n') {
        let words = line.trim();
        let id = |prefix| {
            let rest: &str = words.strip_prefix(prefix)?;
            rest.strip_suffix("-->").map(str::trim)
        };
        if let Some(id) = id("<!-- dateline:") {
            open = Some((id, at));
        } else if let (Some(closed), Some((id, start))) = (id("<!-- /dateline:"), open)
            && closed == id
        {
            let end = at + line.len();
            found.extend(body.get(theirs..start).filter(|t| !t.is_empty()).map(Piece::Theirs));
            let nth = times.entry(id).or_default();
            found.extend(body.get(start..end).map(|whole| Piece::Block { key: (id, *nth), whole }));
            *nth += 1;
            (theirs, open) = (end, None);
        }
        at += line.len();
    }
    found.extend(body.get(theirs..).filter(|rest| !rest.is_empty()).map(Piece::Theirs));
    found
}

/// The front matter with its fences, and the rest.
fn matter(text: &str) -> (&str, &str) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Some(inner) = text.strip_prefix("---\n") else { return ("", text) };
    let Some(end) = inner.find("\n---\n") else { return ("", text) };
    text.split_at_checked(4 + end + 5).unwrap_or(("", text))
}

/// Our keys renewed, the reader's after them; their tags win over ours.
fn keys(old: &str, new: &str) -> String {
    let (old, new) = (entries(old), entries(new));
    if new.is_empty() && old.is_empty() {
        return String::new();
    }
    let tags = old.iter().find(|(key, _)| *key == "tags");
    let is_new = |wanted: &str| new.iter().any(|(key, _)| *key == wanted);
    let ours = new.iter().map(|entry| tags.filter(|_| entry.0 == "tags").unwrap_or(entry));
    let is_ours = |key: &str| KEYS.contains(&key) || key == "tags" && is_new("tags");
    let theirs = old.iter().filter(|(key, _)| !is_ours(key));
    let lines: String = ours.chain(theirs).map(|(_, lines)| lines.as_str()).collect();
    format!("---\n{lines}---\n")
}

/// Each key with its lines.
fn entries(matter: &str) -> Vec<(&str, String)> {
    let mut found: Vec<(&str, String)> = Vec::new();
    for line in matter.lines().filter(|line| *line != "---") {
        let goes_on = line.starts_with([' ', '\t', '-', '#']) || !line.contains(':');
        if let Some((_, lines)) = found.last_mut().filter(|_| goes_on) {
            lines.extend([line, "\n"]);
        } else {
            let key = line.split(':').next().unwrap_or_default().trim();
            found.push((key, format!("{line}\n")));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(blocks: &[(&str, &str)]) -> String {
        let body: String = blocks.iter().map(|(id, body)| block(id, body)).collect();
        format!("---\ntitle: \"A\"\ntags:\n  - \"x\"\n---\n\n{body}")
    }

    #[test]
    fn the_same_export_changes_nothing() {
        let whole = file(&[("head", "# A"), ("mark-1", "> one\n\n^1")]);
        assert_eq!(renew(&whole, &whole).as_deref(), Ok(whole.as_str()));
        assert_eq!(renew(&whole.replace('\n', "\r\n"), &whole).as_deref(), Ok(whole.as_str()));
    }

    #[test]
    fn theirs_stays_where_it_was_and_ours_is_renewed() {
        let old = file(&[("head", "# A"), ("mark-1", "> one"), ("mark-2", "> two")]);
        let old = old
            .replace("title: \"A\"", "title: \"Mine\"\nrating: 5")
            .replace("  - \"x\"", "  - \"y\"")
            .replace("<!-- dateline:mark-2 -->", "My thought.\n\n<!-- dateline:mark-2 -->");
        let old = old.replace("> one", "> spoilt") + "The end.\n";
        let new = file(&[("head", "# B"), ("mark-0", "> zero"), ("mark-1", "> one")]);
        let renewed = renew(&old, &new).unwrap();
        let wanted = "---\ntitle: \"A\"\ntags:\n  - \"y\"\nrating: 5\n---\n\n".to_owned()
            + &block("head", "# B")
            + &block("mark-0", "> zero")
            + &block("mark-1", "> one")
            + "My thought.\n\nThe end.\n";
        assert_eq!(renewed, wanted);
        assert_eq!(renew(&renewed, &new).as_deref(), Ok(renewed.as_str()));
    }

    #[test]
    fn blocks_of_one_id_are_each_renewed_in_their_place() {
        let old =
            file(&[("heading-a-b", "### a/b"), ("mark-1", "> one"), ("heading-a-b", "### a-b")]);
        let old = old.replace("<!-- dateline:mark-1 -->", "Mine.\n\n<!-- dateline:mark-1 -->");
        let new =
            file(&[("heading-a-b", "### A/b"), ("mark-1", "> one"), ("heading-a-b", "### A-b")]);
        let renewed = renew(&old, &new).unwrap();
        assert_eq!(renewed, old.replace("### a", "### A"));
        // One that was copied stands once.
        let once = file(&[("mark-1", "> one")]);
        assert_eq!(
            renew(&(once.clone() + &block("mark-1", "> one")), &once)
                .unwrap()
                .matches("> one")
                .count(),
            1
        );
    }

    #[test]
    fn what_is_not_ours_is_not_touched() {
        assert_eq!(renew("# My own file\n", &file(&[("head", "# A")])), Err(Unmanaged));
        assert_eq!(renew("<!-- dateline:head -->\nopen", &file(&[])), Err(Unmanaged));
    }
}
