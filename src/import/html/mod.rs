//! Web pages: a tree of tags, the article in it, its particulars, its blocks. Reads no disk and no network.

#![expect(
    clippy::indexing_slicing,
    reason = "an id is that of a node in the tree, and all lists have a place for each node"
)]

mod address;
mod blocks;
mod choose;
mod cut;
mod day;
mod head;
mod hints;
mod measure;
mod notes;
mod particulars;
mod tree;

use super::{lines::name_lines, write::Writer};
use crate::article::{Article, BlockKind, Meta, Origin, Structure};
use blocks::Blocks;
use choose::choose;
use head::Head;
use measure::Page;
use particulars::Particulars;
use tree::Tree;

/// What of a page is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// What a reader came for.
    #[default]
    Article,
    /// All that can be seen.
    Whole,
}

/// The day in a value that is made for machines.
pub(super) fn day_of(value: &str) -> Option<jiff::civil::Date> {
    day::of_machine(value)
}

/// The article on a page that came from a file called `name`; `address` is where it was, if that is known.
pub(super) fn article(
    name: &str,
    html: &str,
    address: Option<String>,
    extent: Extent,
    complaints: &mut Vec<String>,
) -> Article {
    let tree = Tree::parse(html);
    if tree.is_cut {
        complaints.push("The page is too long; its end is left out.".to_owned());
    }
    let mut page = Page::new(&tree);
    let particulars = Particulars::of(&page, address);
    let (text, mut structure) = written(&mut page, extent, &particulars);
    name_lines(&text, &mut structure);
    complaints.extend(particulars.complaint());
    let meta = meta(name, &text, &structure, particulars);
    Article::new(text, structure, meta)
}

/// Pages that are an article as a whole, one after the other, each with its path.
pub(super) fn documents(pages: &[(String, String)]) -> (String, Structure) {
    let mut writer = Writer::default();
    for (path, html) in pages {
        let tree = Tree::parse(html);
        let page = Page::new(&tree);
        let mut blocks = Blocks::new(&page, Some(path));
        blocks.writer = writer;
        blocks.write(Tree::ROOT);
        writer = blocks.writer;
        writer.end_page();
    }
    writer.finish()
}

fn written(page: &mut Page<'_>, extent: Extent, particulars: &Particulars) -> (String, Structure) {
    let base = particulars.address.as_deref();
    if extent == Extent::Whole {
        let mut blocks = Blocks::new(page, base);
        blocks.write(Tree::ROOT);
        return blocks.writer.finish();
    }
    let parts = choose(page);
    cut::cut(page, &parts);
    let head = Head::new(page, &parts, particulars);
    let mut blocks = Blocks::new(page, base);
    head.write(&mut blocks);
    for part in parts {
        blocks.write(part);
        blocks.writer.end();
    }
    blocks.write_notes();
    blocks.writer.finish()
}

fn meta(name: &str, text: &str, structure: &Structure, found: Particulars) -> Meta {
    let byline = structure.blocks.iter().find(|block| block.kind == BlockKind::Byline);
    let mut meta = Meta {
        byline: byline.map(|block| crate::text::one_line(block.span.of(text))),
        authors: found.authors,
        source: found.source,
        address: found.address,
        language: found.language,
        published: found.published.map(|(day, _)| day),
        ..Meta::from_file_name(name)
    };
    if meta.byline.is_none() && !meta.authors.is_empty() {
        meta.byline = Some(meta.authors.join(", "));
    }
    if let Some(title) = found.title {
        meta.title = title;
        meta.title_origin = Origin::Given;
    }
    meta
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::InlineKind;

    /// Checks a page's blocks, each as "kind: words", and that its structure is whole.
    fn check(html: &str, blocks: &[&str]) -> Article {
        let article = article("page.html", html, None, Extent::Article, &mut Vec::new());
        assert_eq!(article.structure().check(article.text()), Ok(()));
        let found: Vec<String> = article
            .blocks()
            .iter()
            .map(|block| format!("{}: {}", block.kind.name(), block.span.of(article.text())))
            .collect();
        assert_eq!(found, blocks);
        article
    }

    const PROSE: &str = "The harbour lay empty on Monday, and the ferry, which had sailed every day for \
        forty years, stayed at its pier. Nobody in the town, not even the oldest, could remember such a day.";

    #[test]
    fn keeps_the_article_and_leaves_the_rest() {
        let html = format!(
            "<!doctype html><html lang=en-GB><head><title>An empty harbour | The Post</title>
            <meta property=og:site_name content='The Post'><link rel=canonical href='https://post.example/2024/02/26/harbour'>
            <script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"datePublished\":\"2024-02-26T09:00:00+01:00\",
            \"author\":[{{\"@type\":\"Person\",\"name\":\"Ann Doe\"}}]}}</script></head><body>
            <nav><ul><li><a href=/>Home</a><li><a href=/sport>Sport</a></ul></nav>
            <header><h1>An empty harbour</h1><p class=standfirst>No ship came in, and nobody knows the reason why.</p>
            <p class=byline>By <a rel=author href=/ann>Ann Doe</a></p><time datetime=2024-02-26>26 February 2024</time></header>
            <div class=article-body><p>{PROSE}<p>{PROSE}
            <figure><img src=pier.jpg alt='A pier'><figcaption>The pier <span class=credit>Photo: Ann Roe</span></figcaption></figure>
            <h2>The <em>mayor</em></h2><blockquote><p>We wait.</p></blockquote>
            <ol start=3><li>Ships<li>Ferries</ol>
            <p><a href=/x>Read more: Another harbour</a></p><div class=newsletter><p>Sign up here, it costs nothing at all.</p></div>
            <p>{PROSE}</p></div><ul class=share><li>Facebook<li>Twitter</ul>
            <div id=comments><p>{PROSE} {PROSE}</p></div><footer>Imprint</footer>"
        );
        let prose = format!("paragraph: {PROSE}");
        let article = check(
            &html,
            &[
                "headline: An empty harbour",
                "paragraph: No ship came in, and nobody knows the reason why.",
                "byline: By Ann Doe",
                "dateline: 26 February 2024",
                &prose,
                &prose,
                "picture: \u{fffc}",
                "caption: The pier",
                "credit: Photo: Ann Roe",
                "heading: The mayor",
                "quotation: We wait.",
                "list_item: Ships",
                "list_item: Ferries",
                &prose,
            ],
        );
        let meta = article.meta();
        assert_eq!(meta.title, "An empty harbour");
        assert_eq!(meta.authors, ["Ann Doe"]);
        assert_eq!(meta.source.as_deref(), Some("The Post"));
        assert_eq!(meta.published.map(|day| day.to_string()).as_deref(), Some("2024-02-26"));
        assert_eq!(meta.language.as_deref(), Some("en-GB"));
        assert_eq!(
            article.structure().pictures[0].address,
            "https://post.example/2024/02/26/pier.jpg"
        );
    }

    #[test]
    fn keeps_tables_code_and_footnotes() {
        let html = format!(
            "<html><body><article><p>{PROSE}<sup><a href=#n1>1</a></sup></p><p>{PROSE}</p>
            <table><tr><th>Ship<th>Day</tr><tr><td>Ada<td></tr></table><pre>if a {{\n    b\n}}</pre>
            <ol class=footnotes><li id=n1>So the mayor said. <a href=#r1>back</a></ol></article>"
        );
        let first = format!("paragraph: {PROSE}1");
        let prose = format!("paragraph: {PROSE}");
        let article = check(
            &html,
            &[
                &first,
                &prose,
                "cell: Ship",
                "cell: Day",
                "cell: Ada",
                "code: if a {\n    b\n}",
                "list_item: So the mayor said. back",
            ],
        );
        let structure = article.structure();
        let mark = structure.inlines.iter().find_map(|inline| match inline.kind {
            InlineKind::FootnoteMark(id) => structure.footnote(id),
            _ => None,
        });
        assert_eq!(mark.map(|span| span.of(article.text())), Some("So the mayor said. back"));
    }

    #[test]
    fn tells_of_days_that_differ() {
        let page = "<html><head><meta property='article:published_time' content='2024-02-26T01:00:00Z'>
            <link rel=canonical href='https://a.example/2024/02/20/x'></head><body><p>Words.</body>";
        let mut complaints = Vec::new();
        article("page.html", page, None, Extent::Article, &mut complaints);
        assert_eq!(
            complaints,
            [
                "The day 2024-02-26 is from the page's own mark of publication; the page's address says 2024-02-20."
            ]
        );
    }

    #[test]
    fn reads_any_page_in_linear_time() {
        let deep = "<div>".repeat(100_000) + "words";
        let wide = format!("<p {}>words", "a=1 ".repeat(100_000));
        let tables = "<table><tr><td>".repeat(5_000) + "words";
        let breaks = "words<br>".repeat(20_000);
        let marks = "<b><i>".repeat(20_000) + "words";
        for html in [deep, wide, tables, breaks, marks] {
            let article = article("page.html", &html, None, Extent::Article, &mut Vec::new());
            assert!(article.text().contains("words"));
        }
    }
}
