//! The article as the reading view needs it: pieces of a bounded size, and the layers over each.

use crate::{
    analysis::{EntityKind, Provenance, Standing},
    app::App,
    article::{Article, BlockKind, Container, ContainerId, ContainerKind, Inline, InlineKind},
    notebook::{Color, Id},
    text::{Span, sentences, snap},
};

/// A piece is laid out in one go, so it must not be long.
const LONGEST: usize = 8 * 1024;

/// A block, or a part of a very long one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    pub kind: BlockKind,
    pub span: Span,
    /// Not the first of its block.
    pub continues: bool,
    /// A heading's level.
    pub level: u8,
    /// How many steps it is set in.
    pub depth: u8,
    /// Which of these steps, the lowest bit first, have a rule at their left, as quotations do.
    pub rules: u16,
    pub label: Label,
    pub cell: Cell,
}

/// What stands before an item of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Label {
    /// It is no item's first block, or has its sign among its words.
    #[default]
    None,
    Bullet,
    Number(u32),
}

/// Where a piece stands in a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    #[default]
    None,
    /// The row's first words.
    First {
        is_header: bool,
    },
    Later {
        is_header: bool,
    },
}

/// Deeper ones are set in as far as this.
const DEEPEST: u8 = 12;

/// All pieces of an article, in order. Blocks of more than 8 KB are cut at a sentence's end, or where there
/// is none between two graphemes.
pub fn pieces(article: &Article) -> Vec<Piece> {
    let mut found = Vec::with_capacity(article.blocks().len());
    let mut tree = Tree::new(article);
    for block in article.blocks() {
        let mut piece = Piece {
            kind: block.kind,
            level: block.level,
            span: block.span,
            continues: false,
            depth: 0,
            rules: 0,
            label: Label::None,
            cell: Cell::None,
        };
        tree.place(block.parent, &mut piece);
        let mut start = block.span.start();
        while block.span.end() - start > LONGEST {
            let cut = cut(article.text(), start);
            found.push(Piece { span: Span::new(start, cut), ..piece });
            piece = Piece { continues: true, label: Label::None, ..piece };
            start = cut;
        }
        found.push(Piece { span: Span::new(start, block.span.end()), ..piece });
    }
    found
}

/// The containers of an article, as one block after the other is placed in them.
struct Tree<'a> {
    containers: &'a [Container],
    /// By container, what was placed in it.
    placed: Vec<Placed>,
}

#[derive(Clone, Copy, Default)]
struct Placed {
    /// A block was.
    is_begun: bool,
    /// So many of a list's items were begun.
    items: u32,
}

impl<'a> Tree<'a> {
    fn new(article: &'a Article) -> Self {
        let containers = article.structure().containers.as_slice();
        Self { containers, placed: vec![Placed::default(); containers.len()] }
    }

    fn get(&self, id: Option<ContainerId>) -> Option<(ContainerId, Container)> {
        let id = id?;
        Some((id, *self.containers.get(id.index())?))
    }

    /// Sets `piece` in as what it stands in asks for.
    fn place(&mut self, parent: Option<ContainerId>, piece: &mut Piece) {
        // In plain text the kind alone tells.
        let is_bare = parent.is_none();
        let has_rule = matches!(piece.kind, BlockKind::Caption)
            || is_bare && piece.kind == BlockKind::Quotation;
        // From the innermost step outwards.
        let mut rules = Vec::new();
        if has_rule {
            rules.push(true);
        } else if is_bare && piece.kind == BlockKind::ListItem {
            rules.push(false);
        }
        let mut is_first_in_row = false;
        let mut next = parent;
        while let Some((id, container)) = self.get(next) {
            let placed = self.placed.get_mut(id.index());
            let is_first =
                placed.is_some_and(|placed| !std::mem::replace(&mut placed.is_begun, true));
            let list = self.get(container.parent);
            match (container.kind, list) {
                (ContainerKind::Quotation, _) => rules.push(true),
                (ContainerKind::List { .. }, _) => rules.push(false),
                (ContainerKind::Item, Some((list, Container { kind, .. }))) if is_first => {
                    if let Some(Placed { items, .. }) = self.placed.get_mut(list.index()) {
                        if piece.label == Label::None {
                            piece.label = label(kind, *items);
                        }
                        *items = items.saturating_add(1);
                    }
                }
                (ContainerKind::Cell { is_header }, _) if piece.cell == Cell::None => {
                    piece.cell = Cell::Later { is_header };
                }
                (ContainerKind::Row, _) => is_first_in_row |= is_first,
                _ => {}
            }
            next = container.parent;
        }
        if let (Cell::Later { is_header }, true) = (piece.cell, is_first_in_row) {
            piece.cell = Cell::First { is_header };
        }
        piece.depth = u8::try_from(rules.len()).map_or(DEEPEST, |depth| depth.min(DEEPEST));
        let outermost = rules.iter().rev().take(usize::from(DEEPEST)).enumerate();
        piece.rules = outermost.filter(|(_, rule)| **rule).fold(0, |all, (at, _)| all | 1 << at);
    }
}

/// What stands before the item of a list that `n` others stand before.
const fn label(list: ContainerKind, n: u32) -> Label {
    match list {
        ContainerKind::List { is_ordered: true, start } => Label::Number(start.saturating_add(n)),
        _ => Label::Bullet,
    }
}

/// How the words of a run differ from those around them.
#[expect(clippy::struct_excessive_bools, reason = "each may come with any other, as in the text")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Set {
    pub is_emphasized: bool,
    pub is_strong: bool,
    pub is_struck: bool,
    pub is_code: bool,
    pub is_raised: bool,
    pub is_lowered: bool,
    pub is_link: bool,
}

/// The runs of words that make up `window`, in order.
pub fn runs(article: &Article, window: Span) -> Vec<(Span, Set)> {
    let block = article.block_at(window.start()).and_then(|at| article.blocks().get(at));
    let inlines = article.structure().inlines_in(block.map_or(window, |block| block.span));
    let inlines: Vec<&Inline> =
        inlines.iter().filter(|inline| inline.span.overlaps(window)).collect();
    let mut cuts: Vec<usize> = inlines
        .iter()
        .flat_map(|inline| [inline.span.start(), inline.span.end()])
        .chain([window.start(), window.end()])
        .map(|at| at.clamp(window.start(), window.end()))
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut open: Vec<&Inline> = Vec::new();
    let mut rest = inlines.into_iter().peekable();
    let mut found = Vec::with_capacity(cuts.len());
    for (start, end) in cuts.iter().zip(cuts.iter().skip(1)) {
        while let Some(inline) = rest.next_if(|inline| inline.span.start() <= *start) {
            open.push(inline);
        }
        open.retain(|inline| inline.span.end() > *start);
        let mut set = Set::default();
        for inline in &open {
            match inline.kind {
                InlineKind::Emphasis => set.is_emphasized = true,
                InlineKind::Strong => set.is_strong = true,
                InlineKind::Strikethrough => set.is_struck = true,
                InlineKind::Code => set.is_code = true,
                InlineKind::Superscript => set.is_raised = true,
                InlineKind::Subscript => set.is_lowered = true,
                InlineKind::Link(_) => set.is_link = true,
                InlineKind::FootnoteMark(_) => (set.is_raised, set.is_link) = (true, true),
            }
        }
        found.push((Span::new(*start, *end), set));
    }
    found
}

/// What the words at a place lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead<'a> {
    /// A page on the web, or whatever else the address is of.
    Address(&'a str),
    /// A footnote, by its place in the text.
    Footnote(Span),
}

/// Where the link or the footnote's mark at `offset` leads to.
pub fn lead(article: &Article, offset: usize) -> Option<Lead<'_>> {
    let block = article.blocks().get(article.block_at(offset)?)?;
    let structure = article.structure();
    let here = structure.inlines_in(block.span).iter();
    here.filter(|inline| inline.span.contains(offset)).find_map(|inline| match &inline.kind {
        InlineKind::Link(address) => Some(Lead::Address(address)),
        InlineKind::FootnoteMark(id) => structure.footnote(*id).map(Lead::Footnote),
        _ => None,
    })
}

/// Where to cut a piece that begins at `start` and is too long.
fn cut(text: &str, start: usize) -> usize {
    let end = snap(text, start + LONGEST).max(start + 1);
    let window = Span::new(start, end);
    let last = sentences(text, window).last().map_or(start, |sentence| sentence.start());
    if last > start + LONGEST / 2 { last } else { end }
}

/// The index of the piece that holds `offset`, or of the nearest before it.
pub fn piece_at(pieces: &[Piece], offset: usize) -> usize {
    pieces.partition_point(|piece| piece.span.start() <= offset).saturating_sub(1)
}

/// One layer over the text, from the bottom up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Look {
    /// The marker, behind the text.
    Highlight { color: Color, focused: bool },
    /// A place found by a search.
    Hit { current: bool },
    /// A mention of the selected entity.
    Selected,
    /// Underlined by kind; dotted while only the machine says so is for times alone, so a made one is thicker.
    Mention { kind: EntityKind, made: bool },
    /// Dotted.
    Time,
    /// Not of the brushed days.
    Dim,
}

/// A stretch of text and how it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layer {
    pub span: Span,
    pub look: Look,
    /// The annotation it belongs to.
    pub annotation: Option<Id>,
}

/// The layers over `window`, bottom layer first. Costs time in proportion to what lies in it.
pub fn layers(app: &App, window: Span) -> Vec<Layer> {
    let mut found = Vec::new();
    let mut push = |span: Span, look, annotation| {
        if let Some(span) = span.intersection(window) {
            found.push(Layer { span, look, annotation });
        }
    };
    for ((id, anchored), annotation) in
        app.session.anchors.iter().zip(app.session.notebook.annotations())
    {
        if let Some(span) = anchored.span() {
            let focused = app.session.focus.annotation == Some(*id);
            push(span, Look::Highlight { color: annotation.color, focused }, Some(*id));
        }
    }
    let current = app.session.find.hits.get(app.session.find.current);
    for hit in within(&app.session.find.hits, |hit| *hit, window) {
        push(*hit, Look::Hit { current: Some(hit) == current }, None);
    }
    let focused = app.session.focused_entity();
    for mention in within(&app.session.analysis.mentions, |mention| mention.span, window) {
        if Some(mention.entity) == focused {
            push(mention.span, Look::Selected, None);
        }
        let entity = app.session.analysis.entity(mention.entity);
        if entity.is_some_and(|entity| entity.standing == Standing::Hidden) {
            continue;
        }
        let made = mention.provenance != Provenance::Found
            || entity.is_some_and(|entity| entity.provenance != Provenance::Found);
        push(mention.span, Look::Mention { kind: mention.kind, made }, None);
    }
    for timex in within(&app.session.analysis.timexes, |timex| timex.span, window) {
        push(timex.span, Look::Time, None);
    }
    if let Some(lit) = &app.session.lit {
        let mut from = window.start();
        for sentence in within(&lit.sentences, |span| *span, window) {
            push(Span::new(from, sentence.start().max(from)), Look::Dim, None);
            from = sentence.end();
        }
        push(Span::new(from, window.end().max(from)), Look::Dim, None);
    }
    found.retain(|layer| !layer.span.is_empty());
    found.sort_by_key(|layer| (layer.look, layer.span));
    found
}

/// Those of a sorted, disjoint list that share something with `window`.
pub fn within<T>(items: &[T], span: impl Fn(&T) -> Span, window: Span) -> &[T] {
    let start = items.partition_point(|item| span(item).end() <= window.start());
    let end = items.partition_point(|item| span(item).start() < window.end());
    items.get(start..end).unwrap_or_default()
}

/// What the line under the headline says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLine {
    /// "Xinhua · 2 min read".
    pub words: String,
    /// "Published 25 Feb 2024, inferred".
    pub published: String,
    /// The reasoning behind it.
    pub why: String,
    /// It was found by the machine, so it is drawn dotted.
    pub inferred: bool,
}

/// Words a minute of careful reading.
const PACE: usize = 220;

pub fn source_line(app: &App) -> SourceLine {
    use crate::analysis::How;
    let meta = app.session.article.meta();
    // A byline at the text's head stands just below; it need not be said twice.
    let mut head =
        app.session.article.blocks().iter().take_while(|b| b.kind != BlockKind::Paragraph);
    let in_text = head.any(|block| block.kind == BlockKind::Byline);
    let byline = meta.byline.clone().filter(|_| !in_text);
    let mut words: Vec<String> = [byline, meta.source.clone()].into_iter().flatten().collect();
    if words.is_empty() && !in_text {
        words.push("No source given".to_owned());
    }
    if app.session.analysis.words > 0 {
        words.push(format!("{} min read", app.session.analysis.words.div_ceil(PACE)));
    }
    let published = &app.session.analysis.published;
    let how = match published.how {
        How::Given => ", set by you",
        How::Metadata => ", from the file",
        How::Inferred => ", inferred",
        How::Dateline | How::Byline | How::Unknown => "",
    };
    SourceLine {
        words: words.join(" · "),
        published: published.date.map_or_else(
            || "Publication day unknown".to_owned(),
            |date| format!("Published {}{how}", date.strftime("%-d %b %Y")),
        ),
        why: if published.why.is_empty() {
            "Nothing in the text tells when it was published. Click to set the day.".to_owned()
        } else {
            published.why.clone()
        },
        inferred: matches!(published.how, How::Inferred | How::Unknown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        article::{Block, Meta, Structure},
        import,
    };

    /// Each piece's label, depth and rules, before its words.
    #[test]
    fn sets_pieces_in_as_what_holds_them() {
        let item = |parent| Container { kind: ContainerKind::Item, parent: Some(parent) };
        let list = |is_ordered, start, parent| Container {
            kind: ContainerKind::List { is_ordered, start },
            parent,
        };
        let id = ContainerId::new;
        // A list in a quotation, and in its second item another.
        let containers = vec![
            Container { kind: ContainerKind::Quotation, parent: None },
            list(true, 3, Some(id(0))),
            item(id(1)),
            item(id(1)),
            list(false, 1, Some(id(3))),
            item(id(4)),
        ];
        let text = "Said\nthree\nmore\nfour\ndeep\nplain";
        let parents = [Some(0), Some(2), Some(2), Some(3), Some(5), None];
        let kinds = [BlockKind::Quotation, BlockKind::ListItem];
        let mut at = 0;
        let blocks = text.lines().zip(parents).map(|(words, parent)| {
            let span = Span::new(at, at + words.len());
            at = span.end() + 1;
            let kind = match parent {
                None => BlockKind::Paragraph,
                Some(parent) => kinds[usize::from(parent > 0)],
            };
            Block { parent: parent.map(id), ..Block::new(kind, span) }
        });
        let blocks = blocks.collect();
        let structure = Structure { blocks, containers, ..Structure::default() };
        let article = Article::new(text.to_owned(), structure, Meta::default());
        let told: Vec<String> = pieces(&article)
            .iter()
            .map(|piece| {
                let label = match piece.label {
                    Label::None => String::new(),
                    Label::Bullet => "•".to_owned(),
                    Label::Number(number) => number.to_string(),
                };
                let words = article.slice(piece.span);
                format!("{label}|{}|{:b}|{words}", piece.depth, piece.rules)
            })
            .collect();
        assert_eq!(
            told,
            ["|1|1|Said", "3|2|1|three", "|2|1|more", "4|2|1|four", "•|3|1|deep", "|0|0|plain"]
        );
    }

    #[test]
    fn runs_of_words_are_cut_where_one_begins_or_ends() {
        let text = "one two three";
        let inline = |kind, start, end| Inline { kind, span: Span::new(start, end) };
        let structure = Structure {
            inlines: vec![
                inline(InlineKind::Link("https://example.org".to_owned()), 4, 13),
                inline(InlineKind::Strong, 8, 13),
            ],
            ..Structure::paragraph(text)
        };
        let article = Article::new(text.to_owned(), structure, Meta::default());
        let told: Vec<(&str, bool, bool)> = runs(&article, Span::new(2, 13))
            .into_iter()
            .map(|(span, set)| (article.slice(span), set.is_link, set.is_strong))
            .collect();
        assert_eq!(told, [("e ", false, false), ("two ", true, false), ("three", true, true)]);
        assert_eq!(lead(&article, 9), Some(Lead::Address("https://example.org")));
        assert_eq!(lead(&article, 2), None);
    }

    #[test]
    fn cuts_long_blocks_at_sentences_and_loses_nothing() {
        let text =
            format!("{}\n{}", "A sentence of some words. ".repeat(1_000), "x".repeat(20_000));
        let article = import::verbatim(text, Meta::default());
        let pieces = pieces(&article);
        assert!(pieces.iter().all(|piece| piece.span.len() <= LONGEST));
        assert!(pieces.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
        let covered: usize = pieces.iter().map(|piece| piece.span.len()).sum();
        assert_eq!(covered, article.blocks().iter().map(|block| block.span.len()).sum::<usize>());
        assert!(pieces[1].continues && article.slice(pieces[1].span).starts_with("A sentence"));
    }
}
