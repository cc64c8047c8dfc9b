//! Text and structure to marked-up text.

use std::collections::HashMap;

use super::{LANGUAGE, PAGE, PICTURE, block_tag, container_tag, inline_tag};
use crate::article::{
    Container, ContainerId, ContainerKind, Direction, Inline, InlineKind, OBJECT, Step, Structure,
};

/// Tags at one place in the text stand in this order; a block ends behind `Ends` and begins before `Inside`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Order {
    /// Runs of words end, and words of another language.
    Ends,
    /// Words of another language begin, and pages.
    Outside,
    /// Runs of words begin.
    Inside,
    /// The object itself, which takes the place of its character.
    Object,
}

/// A tag that is no block's and no container's.
struct Tag {
    place: usize,
    order: Order,
    words: String,
}

/// The text with its structure, which must fit it.
pub(in super::super) fn write(text: &str, structure: &Structure) -> String {
    let footnotes = footnotes(structure);
    let tags = tags(structure, &footnotes);
    let mut writer = Writer { text, tags: &tags, at: 0, marked: String::new() };
    let steps = structure.steps();
    for (at, step) in steps.iter().enumerate() {
        match step {
            Step::Open(id, container) => {
                // What holds nothing stands where the last one ended, all else before its first block.
                let mut next = steps.iter().skip(at).skip_while(|s| matches!(s, Step::Open(..)));
                if let Some(Step::Block(block)) = next.next() {
                    writer.up_to(block.span.start(), Order::Inside);
                }
                writer.push(&opening(*container, footnotes.get(id)));
            }
            Step::Block(block) => {
                let tag = block_tag(block.kind, block.level);
                writer.up_to(block.span.start(), Order::Inside);
                writer.push(&format!("<{tag}>"));
                writer.up_to(block.span.end(), Order::Outside);
                writer.push(&closing(tag));
            }
            Step::Close(_, container) => writer.push(&closing(container_tag(container.kind))),
        }
    }
    writer.up_to(text.len() + 1, Order::Ends);
    writer.marked
}

struct Writer<'a> {
    text: &'a str,
    /// Those that are still to come.
    tags: &'a [Tag],
    /// How much of the text is written.
    at: usize,
    marked: String,
}

impl Writer<'_> {
    fn push(&mut self, words: &str) {
        self.marked.push_str(words);
    }

    /// The text up to `end`, and there the tags before `order`.
    fn up_to(&mut self, end: usize, order: Order) {
        while let Some((tag, rest)) = self.tags.split_first()
            && (tag.place, tag.order) < (end, order)
        {
            self.words_up_to(tag.place);
            self.marked.push_str(&tag.words);
            if tag.order == Order::Object {
                self.at += OBJECT.len_utf8();
            }
            self.tags = rest;
        }
        self.words_up_to(end.min(self.text.len()));
    }

    fn words_up_to(&mut self, end: usize) {
        let mut rest = self.text.get(self.at..end).unwrap_or_default();
        while let Some(at) = rest.find(['<', '&']) {
            let (before, special) = rest.split_at(at);
            self.marked.push_str(before);
            let after = special.get(1..).unwrap_or_default();
            // What begins no tag and no other such word stays as it is.
            let begins_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
            let begins_word = ["lt;", "amp;"].iter().any(|word| after.starts_with(word));
            self.marked.push_str(match special.starts_with('<') {
                true if begins_tag => "&lt;",
                true => "<",
                false if begins_word => "&amp;",
                false => "&",
            });
            rest = after;
        }
        self.marked.push_str(rest);
        self.at = self.at.max(end);
    }
}

/// All tags but those of blocks and containers, in the order in which they are written.
fn tags(structure: &Structure, footnotes: &HashMap<ContainerId, usize>) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut add = |place, order, words| tags.push(Tag { place, order, words });
    // The last that began ends first.
    for Inline { kind, span } in structure.inlines.iter().rev() {
        add(span.end(), Order::Ends, closing(inline_tag(kind)));
    }
    for language in &structure.languages {
        let direction = language.direction.map(|direction| match direction {
            Direction::LeftToRight => "ltr",
            Direction::RightToLeft => "rtl",
        });
        let values = [("tag", language.tag.as_deref()), ("dir", direction)];
        add(language.span.start(), Order::Outside, tag(LANGUAGE, values));
        add(language.span.end(), Order::Ends, closing(LANGUAGE));
    }
    for page in &structure.pages {
        add(page.place, Order::Outside, tag(PAGE, [("n", Some(page.label.as_str()))]));
    }
    for Inline { kind, span } in &structure.inlines {
        let value = match kind {
            InlineKind::Link(address) => Some(("href", address.clone())),
            InlineKind::FootnoteMark(id) => footnotes.get(id).map(|n| ("to", n.to_string())),
            _ => None,
        };
        let values = value.as_ref().map(|(name, value)| (*name, Some(value.as_str())));
        add(span.start(), Order::Inside, tag(inline_tag(kind), values));
    }
    for picture in &structure.pictures {
        let number = |number: Option<u32>| number.map(|number| number.to_string());
        let width = number(picture.size.map(|(width, _)| width));
        let height = number(picture.size.map(|(_, height)| height));
        let hash = picture.hash.map(|hash| format!("{hash:016x}"));
        let values = [
            ("src", Some(picture.address.as_str())),
            ("alt", Some(picture.alternative.as_str())),
            ("width", width.as_deref()),
            ("height", height.as_deref()),
            ("hash", hash.as_deref()),
        ];
        add(picture.place, Order::Object, tag(PICTURE, values));
    }
    tags.sort_by_key(|tag| (tag.place, tag.order));
    tags
}

fn opening(container: Container, number: Option<&usize>) -> String {
    let value = match container.kind {
        ContainerKind::List { start, .. } if start != 1 => Some(("start", start.to_string())),
        _ => number.map(|number| ("id", number.to_string())),
    };
    let values = value.as_ref().map(|(name, value)| (*name, Some(value.as_str())));
    tag(container_tag(container.kind), values)
}

/// Their numbers, from 1 on.
fn footnotes(structure: &Structure) -> HashMap<ContainerId, usize> {
    let all = (0..).map(ContainerId::new).zip(&structure.containers);
    all.filter(|(_, container)| container.kind == ContainerKind::Footnote)
        .map(|(id, _)| id)
        .zip(1..)
        .collect()
}

fn tag<'a>(name: &str, values: impl IntoIterator<Item = (&'a str, Option<&'a str>)>) -> String {
    let mut tag = format!("<{name}");
    for (name, value) in values {
        if let Some(value) = value {
            let value = value.replace('&', "&amp;").replace('"', "&quot;");
            tag.extend([" ", name, "=\"", &value, "\""]);
        }
    }
    tag.push('>');
    tag
}

fn closing(tag: &str) -> String {
    format!("</{tag}>")
}
