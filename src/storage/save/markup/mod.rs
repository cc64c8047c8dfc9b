//! An article's text with its structure marked up in it, as HTML would.
//!
//! A person may correct the text in an editor: a mark moves with its words, where a list of positions would be
//! wrong from the first letter added. HTML is what people know, so nothing here has to be learned; but white space
//! stays as it is, and only what could be read as markup is written as `&lt;` or `&amp;`. What stands between two
//! blocks stands between their tags.
//!
//! Reading never fails: a tag that is not known is text, one that is not closed ends with what it stands in, and
//! words outside all blocks are a paragraph.

mod read;
mod write;

pub(super) use read::read;
pub(super) use write::write;

use crate::article::{BlockKind, ContainerKind, InlineKind};

/// The tag of a block, and of any other that runs on as a paragraph does, whose kind its container tells.
const fn block_tag(kind: BlockKind, level: u8) -> &'static str {
    match (kind, level) {
        (BlockKind::Headline, _) => "headline",
        (BlockKind::Byline, _) => "byline",
        (BlockKind::Dateline, _) => "dateline",
        (BlockKind::Heading, 1) => "h1",
        (BlockKind::Heading, 3) => "h3",
        (BlockKind::Heading, 4) => "h4",
        (BlockKind::Heading, 5) => "h5",
        (BlockKind::Heading, 6) => "h6",
        (BlockKind::Heading, _) => "h2",
        (BlockKind::Code, _) => "pre",
        (BlockKind::Caption, _) => "caption",
        (BlockKind::Credit, _) => "credit",
        (BlockKind::Picture, _) => "picture",
        (
            BlockKind::Paragraph
            | BlockKind::Quotation
            | BlockKind::ListItem
            | BlockKind::Cell
            | BlockKind::Footnote,
            _,
        ) => "p",
    }
}

/// The kind of a block with this tag, and its level.
fn block_kind(tag: &str) -> Option<(BlockKind, u8)> {
    const PLAIN: [BlockKind; 8] = [
        BlockKind::Headline,
        BlockKind::Byline,
        BlockKind::Dateline,
        BlockKind::Paragraph,
        BlockKind::Code,
        BlockKind::Caption,
        BlockKind::Credit,
        BlockKind::Picture,
    ];
    let headings = (1..=6).map(|level| (BlockKind::Heading, level));
    let mut all = PLAIN.into_iter().map(|kind| (kind, 0)).chain(headings);
    all.find(|(kind, level)| block_tag(*kind, *level) == tag)
}

const fn container_tag(kind: ContainerKind) -> &'static str {
    match kind {
        ContainerKind::Quotation => "blockquote",
        ContainerKind::List { is_ordered: true, .. } => "ol",
        ContainerKind::List { is_ordered: false, .. } => "ul",
        ContainerKind::Item => "li",
        ContainerKind::Table => "table",
        ContainerKind::Row => "tr",
        ContainerKind::Cell { is_header: true } => "th",
        ContainerKind::Cell { is_header: false } => "td",
        ContainerKind::Figure => "figure",
        ContainerKind::Footnote => "footnote",
    }
}

const fn inline_tag(kind: &InlineKind) -> &'static str {
    match kind {
        InlineKind::Emphasis => "em",
        InlineKind::Strong => "strong",
        InlineKind::Strikethrough => "s",
        InlineKind::Code => "code",
        InlineKind::Superscript => "sup",
        InlineKind::Subscript => "sub",
        InlineKind::Link(_) => "a",
        InlineKind::FootnoteMark(_) => "note",
    }
}

/// Tags that hold nothing.
const PAGE: &str = "page";
const PICTURE: &str = "img";
/// Words of another language; it may begin in one block and end in another.
const LANGUAGE: &str = "lang";

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::{
        Block, Container, ContainerId, Direction, Inline, Language, OBJECT, PageMark, Picture,
        Structure,
    };
    use crate::text::Span;

    /// Read and written again, marked text is as it was.
    fn check(marked: &str) -> (String, Structure) {
        let (text, structure) = read(marked);
        assert_eq!(structure.check(&text), Ok(()));
        assert_eq!(write(&text, &structure), marked);
        (text, structure)
    }

    #[test]
    fn everything_has_a_tag() {
        let (text, structure) = check(
            r#"<headline>Talks</headline>
<byline>By <a href="https://example.org/?a=1&amp;lt;b=&quot;">Ann</a></byline>

<page n="2"><p>AT&T said 1 < 2, <em>no <strong>more</strong></em>; not &lt;p> nor &amp;lt;.<note to="1">[1]</note></p>

<h3>Words</h3>
<blockquote><p>One <code>x</code></p>

<ol start="3"><li><p>two H<sub>2</sub>O</p></li>
<li><p>m<sup>2</sup> <s>three</s></p>
<ul><li><p>deep</p></li></ul></li></ol></blockquote>

<table><tr><th><p>Year</p></th><td></td></tr>
<tr><td><p>1961</p></td>	<td><p>12</p></td></tr></table>

<figure><picture><img src="a.png" alt="A ferry" width="640" height="480" hash="00000000000000ff"></picture>
<caption>The ferry</caption>
<credit>Ann Doe</credit></figure>

<pre>fn main() {
    let x;
}</pre>
<p>He said <lang tag="ar" dir="rtl">نعم</lang>.</p>
<footnote id="1"><p>So he said.</p></footnote>
"#,
        );
        assert!(text.contains("not <p> nor &lt;.[1]\n") && text.contains(OBJECT));
        let at = |words: &str| {
            let at = text.find(words).unwrap();
            *structure.blocks.iter().find(|block| block.span.contains(at)).unwrap()
        };
        assert_eq!((at("Words").kind, at("Words").level), (BlockKind::Heading, 3));
        assert_eq!((at("deep").kind, at("deep").span.of(&text)), (BlockKind::ListItem, "deep"));
        assert_eq!(structure.around(&at("deep")).count(), 5);
        assert_eq!((at("1961").kind, at("So he").kind), (BlockKind::Cell, BlockKind::Footnote));
    }

    #[test]
    fn what_is_damaged_is_read_as_far_as_it_can_be() {
        let check = |marked: &str, text: &str, again: &str| {
            let (found, structure) = read(marked);
            assert_eq!(structure.check(&found), Ok(()), "{marked}");
            assert_eq!((found.as_str(), write(&found, &structure).as_str()), (text, again));
        };
        check("No tags", "No tags", "<p>No tags</p>");
        check("<p>One</p> and <p>two", "One and two", "<p>One</p> <p>and</p> <p>two</p>");
        check("<p> <em>One </em></p>", " One ", " <p><em>One</em></p> ");
        check("<ul><li><p>One</ul>", "One", "<ul><li><p>One</p></li></ul>");
        check("<li><p>One</p></li>", "One", "<p>One</p>");
        check("<p>a <b>c</b> </em>d", "a <b>c</b> d", "<p>a &lt;b>c&lt;/b> d</p>");
        check("<p><em>a <strong>b</em> c", "a b c", "<p><em>a <strong>b</strong></em> c</p>");
        check("<p>a<note to=\"7\">*</note>", "a*", "<p>a*</p>");
        check("<p>a<em", "a<em", "<p>a&lt;em</p>");
        check("<h2><p>a</p>", "a", "<p>a</p>");
    }

    /// A structure made of what a list of numbers says, that fits its text.
    fn made(choices: &[(u8, u8)]) -> (String, Structure) {
        let mut text = String::new();
        let mut structure = Structure::default();
        let mut path: Vec<ContainerId> = Vec::new();
        for (at, &(choice, how)) in choices.iter().enumerate() {
            let kind = |id: &ContainerId| structure.containers[id.index()].kind;
            let inner = path.last().map(kind);
            let kinds: &[ContainerKind] = match inner {
                Some(ContainerKind::List { .. }) => &[ContainerKind::Item],
                Some(ContainerKind::Table) => &[ContainerKind::Row],
                Some(ContainerKind::Row) => &[ContainerKind::Cell { is_header: false }],
                _ => &[
                    ContainerKind::Quotation,
                    ContainerKind::List { is_ordered: true, start: 4 },
                    ContainerKind::List { is_ordered: false, start: 1 },
                    ContainerKind::Table,
                    ContainerKind::Figure,
                    ContainerKind::Footnote,
                ],
            };
            match choice % 8 {
                0 => drop(path.pop()),
                1 | 2 => {
                    let kind = kinds[usize::from(how) % kinds.len()];
                    let parent = path.last().copied();
                    path.push(ContainerId::new(structure.containers.len()));
                    structure.containers.push(Container { kind, parent });
                }
                3 => structure.pages.push(PageMark { place: text.len(), label: at.to_string() }),
                _ => {
                    text.push_str(["\n\n", " ", "", "\t> "][usize::from(how) % 4]);
                    let role = path.iter().rev().find_map(|id| kind(id).role());
                    let kinds = [
                        (role.unwrap_or(BlockKind::Paragraph), 0),
                        (BlockKind::Heading, 1 + how % 6),
                        (BlockKind::Code, 0),
                        (BlockKind::Caption, 0),
                    ];
                    let (kind, level) = kinds[usize::from(choice) % 4];
                    let start = text.len();
                    text.push_str(
                        ["a & b <p>c", "&amp; é", "</p>", "x\ny &lt; z"][usize::from(how / 4) % 4],
                    );
                    let span = Span::new(start, text.len());
                    if how % 3 == 0 {
                        let inline = |kind, span| Inline { kind, span };
                        let link = InlineKind::Link("a\"&quot;<b>&".to_owned());
                        structure.inlines.push(inline(link, span));
                        structure
                            .inlines
                            .push(inline(InlineKind::Strong, Span::new(start, start + 1)));
                    }
                    if how % 5 == 0 {
                        let (tag, direction) =
                            (Some("ar".to_owned()), Some(Direction::RightToLeft));
                        structure.languages.push(Language { span, tag, direction });
                    }
                    let mut end = text.len();
                    if how % 7 == 0 {
                        structure.pictures.push(Picture { place: end, ..Picture::default() });
                        text.push(OBJECT);
                        end = text.len();
                    }
                    let span = Span::new(start, end);
                    structure.blocks.push(Block {
                        kind,
                        span,
                        level,
                        parent: path.last().copied(),
                    });
                }
            }
        }
        (text, structure)
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(choices in prop::collection::vec(any::<(u8, u8)>(), 0..40)) {
            let (text, structure) = made(&choices);
            prop_assert_eq!(structure.check(&text), Ok(()));
            let marked = write(&text, &structure);
            let (again, read) = read(&marked);
            prop_assert_eq!(&again, &text, "{}", marked);
            prop_assert_eq!(&read, &structure, "{}", marked);
        }

        #[test]
        fn a_correction_keeps_the_structure_whole(
            choices in prop::collection::vec(any::<(u8, u8)>(), 1..20),
            start in any::<prop::sample::Index>(),
            length in 0..30_usize,
            words in "[a \n]{0,6}",
        ) {
            let (text, structure) = made(&choices);
            let start = crate::text::snap(&text, start.index(text.len() + 1));
            let end = crate::text::snap(&text, (start + length).min(text.len()));
            let span = Span::new(start, end);
            let mut edited = text.clone();
            edited.replace_range(span.range(), &words);
            let edit = crate::text::Edit { span, length: words.len() };
            let after = structure.edited(&edited, edit);
            prop_assert_eq!(after.check(&edited), Ok(()), "{:?} {:?} {}", text, span, edited);
        }

        #[test]
        fn anything_is_read(marked in "(</?(p|li|ul|ol|em|a|td|tr|table|note|footnote|lang|img|page|h1)( (to|id|href|n|tag)=\"1\")?>|[a&;<> \n]|é){0,40}") {
            let (text, structure) = read(&marked);
            prop_assert_eq!(structure.check(&text), Ok(()), "{}", marked);
            let again = write(&text, &structure);
            prop_assert_eq!(super::read(&again), (text, structure), "{}", again);
        }
    }
}
