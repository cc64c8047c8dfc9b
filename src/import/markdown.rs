//! Markdown with front matter, as HTML for the reader of web pages.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

/// The text as HTML, and what its front matter says.
#[derive(Debug, Default)]
pub(super) struct Markdown {
    pub(super) html: String,
    /// Keys in lower case and their values: "title: A day" in YAML, "title = \"A day\"" in TOML.
    pub(super) matter: Vec<(String, String)>,
}

impl Markdown {
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.matter.iter().find(|(there, _)| there == key).map(|(_, value)| value.as_str())
    }
}

pub(super) fn read(text: &str) -> Markdown {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut markdown = Markdown::default();
    let mut is_matter = false;
    let matter = &mut markdown.matter;
    let events = Parser::new_ext(text, options).filter(|event| {
        match event {
            Event::Start(Tag::MetadataBlock(_)) => is_matter = true,
            Event::End(TagEnd::MetadataBlock(_)) => is_matter = false,
            Event::Text(words) if is_matter => matter.extend(words.lines().filter_map(field)),
            _ => return !is_matter,
        }
        false
    });
    html::push_html(&mut markdown.html, events);
    markdown
}

fn field(line: &str) -> Option<(String, String)> {
    let (key, value) = line.split_once([':', '='])?;
    let value = value.trim().trim_matches(['"', '\'']);
    (!value.is_empty() && !key.starts_with([' ', '#']))
        .then(|| (key.trim().to_lowercase(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_front_matter_and_the_rest() {
        let read = read(
            "---\ntitle: \"A day\"\ndate: 2024-02-26\n---\n# A day\n\n*Yes*, there[^1].\n\n[^1]: Here.\n",
        );
        assert_eq!((read.get("title"), read.get("date")), (Some("A day"), Some("2024-02-26")));
        assert!(read.html.starts_with("<h1>A day</h1>\n<p><em>Yes</em>, there"));
    }
}
