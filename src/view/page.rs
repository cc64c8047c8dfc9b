//! The article as the reading view needs it: pieces of a bounded size, and the layers over each.

use crate::{
    analysis::{EntityKind, Provenance, Standing},
    app::App,
    article::{Article, BlockKind},
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
}

/// All pieces of an article, in order. Blocks of more than 8 KB are cut at a sentence's end, or where there
/// is none between two graphemes.
pub fn pieces(article: &Article) -> Vec<Piece> {
    let mut found = Vec::with_capacity(article.blocks().len());
    for block in article.blocks() {
        let mut start = block.span.start();
        while block.span.end() - start > LONGEST {
            let cut = cut(article.text(), start);
            found.push(Piece {
                kind: block.kind,
                span: Span::new(start, cut),
                continues: start > block.span.start(),
            });
            start = cut;
        }
        let continues = start > block.span.start();
        found.push(Piece { kind: block.kind, span: Span::new(start, block.span.end()), continues });
    }
    found
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
    use crate::{article::Meta, import};

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
