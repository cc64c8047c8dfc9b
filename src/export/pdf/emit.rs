//! Set pages into a tagged PDF.

use krilla::{
    Document, SerializeSettings,
    action::{Action, LinkAction},
    annotation::{Annotation, LinkAnnotation, Target as LinkTarget},
    color::rgb,
    destination::XyzDestination,
    geom::{Path, PathBuilder, Point, Rect},
    metadata::Metadata,
    outline::{Outline, OutlineNode},
    page::{Page, PageSettings},
    paint::{Fill, Stroke},
    surface::Surface,
    tagging::{
        Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, Tag,
        TagGroup, TagTree,
    },
};

use super::typeset::{BOTTOM, MARGIN, Op, PAGE, Role, Target, Typesetter};
use crate::export::{
    drawing::{Drawing, Shape},
    faces::{Cut, Faces},
};

/// What the file says of itself.
pub(super) struct About {
    pub(super) title: String,
    pub(super) author: Option<String>,
}

/// None where the library refuses, which no input is known to bring about.
pub(super) fn emit(
    set: &Typesetter<'_>,
    drawing: Option<&Drawing>,
    about: &About,
) -> Option<Vec<u8>> {
    let mut document = Document::new_with(SerializeSettings {
        enable_tagging: true,
        ..SerializeSettings::default()
    });
    let mut metadata = Metadata::new()
        .title(about.title.clone())
        .language("en".to_owned())
        .creator("Dateline".to_owned());
    if let Some(author) = &about.author {
        metadata = metadata.authors(vec![author.clone()]);
    }
    document.set_metadata(metadata);
    let mut parts: Vec<Vec<Node>> = set.blocks.iter().map(|_| Vec::new()).collect();
    let settings = PageSettings::from_wh(PAGE[0], PAGE[1])?;
    for (index, ops) in set.pages.iter().enumerate() {
        let mut page = document.start_page_with(settings.clone());
        let mut surface = page.surface();
        for op in ops {
            let Some((block, identifier)) = put(&mut surface, set.faces, op, drawing) else {
                continue;
            };
            if let Some(part) = parts.get_mut(block) {
                part.push(identifier.into());
            }
        }
        footer(&mut surface, set.faces, &about.title, index + 1, set.pages.len());
        surface.finish();
        links(&mut page, set, ops, &mut parts);
        page.finish();
    }
    let mut outline = Outline::new();
    for (words, page, y) in &set.outline {
        let place = XyzDestination::new(*page, Point::from_xy(0.0, (y - 8.0).max(0.0)));
        outline.push_child(OutlineNode::new(words.clone(), place));
    }
    document.set_outline(outline);
    document.set_tag_tree(tree(set, parts));
    document.finish().ok()
}

/// Draws one thing; gives what belongs to a block.
fn put(
    surface: &mut Surface<'_>,
    faces: &Faces,
    op: &Op,
    drawing: Option<&Drawing>,
) -> Option<(usize, Identifier)> {
    match op {
        Op::Rect { at, size, color } => {
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
            rect(surface, *at, *size, Some(*color), None);
            surface.end_tagged();
            None
        }
        Op::Text { block, at, words, style, .. } => {
            let identifier = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            text(surface, faces, *at, words, style.cut, style.size, style.color);
            surface.end_tagged();
            Some((*block, identifier))
        }
        Op::Figure { block, at, scale } => {
            let identifier = surface.start_tagged(ContentTag::Other);
            for shape in &drawing?.shapes {
                draw(surface, faces, shape, *at, *scale);
            }
            surface.end_tagged();
            Some((*block, identifier))
        }
    }
}

fn fill([red, green, blue]: [u8; 3]) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }
}

fn stroke([red, green, blue]: [u8; 3], width: f32) -> Stroke {
    Stroke { paint: rgb::Color::new(red, green, blue).into(), width, ..Stroke::default() }
}

fn text(
    surface: &mut Surface<'_>,
    faces: &Faces,
    at: [f32; 2],
    words: &str,
    cut: Cut,
    size: f32,
    color: [u8; 3],
) {
    surface.set_fill(Some(fill(color)));
    surface.set_stroke(None);
    let glyphs = faces.glyphs(words, cut);
    surface.draw_glyphs(Point::from_xy(at[0], at[1]), &glyphs, faces.font(cut), words, size, false);
}

fn path(
    surface: &mut Surface<'_>,
    path: Option<Path>,
    inside: Option<[u8; 3]>,
    line: Option<([u8; 3], f32)>,
) {
    surface.set_fill(inside.map(fill));
    surface.set_stroke(line.map(|(color, width)| stroke(color, width)));
    if let Some(path) = path {
        surface.draw_path(&path);
    }
}

fn rect(
    surface: &mut Surface<'_>,
    at: [f32; 2],
    size: [f32; 2],
    inside: Option<[u8; 3]>,
    line: Option<([u8; 3], f32)>,
) {
    let mut builder = PathBuilder::new();
    if let Some(rect) = Rect::from_xywh(at[0], at[1], size[0], size[1]) {
        builder.push_rect(rect);
    }
    path(surface, builder.finish(), inside, line);
}

/// A shape of the timeline, from `at` on.
fn draw(surface: &mut Surface<'_>, faces: &Faces, shape: &Shape, at: [f32; 2], scale: f32) {
    let place =
        |point: [f64; 2]| [at[0] + point[0] as f32 * scale, at[1] + point[1] as f32 * scale];
    match shape {
        Shape::Line { from, to, paint, width } => {
            let mut builder = PathBuilder::new();
            let ([x, y], [to_x, to_y]) = (place(*from), place(*to));
            builder.move_to(x, y);
            builder.line_to(to_x, to_y);
            path(surface, builder.finish(), None, Some((paint.rgb(), *width as f32 * scale)));
        }
        Shape::Rect { at, size, fill, stroke } => {
            let size = size.map(|length| length as f32 * scale);
            rect(
                surface,
                place(*at),
                size,
                Some(fill.rgb()),
                stroke.map(|paint| (paint.rgb(), 0.7)),
            );
        }
        Shape::Pin { at, radius, is_full } => {
            let time = crate::export::drawing::Paint::Time.rgb();
            let inside = if *is_full { time } else { [0xff; 3] };
            path(
                surface,
                circle(place(*at), *radius as f32 * scale),
                Some(inside),
                Some((time, 1.0)),
            );
        }
        Shape::Text { at, words, size, strong, centered, paint } => {
            let cut = if *strong { Cut::SansStrong } else { Cut::Sans };
            let size = *size as f32 * scale;
            let (words, _) = faces.drawable(words, cut);
            let [mut x, y] = place(*at);
            if *centered {
                x -= faces.drawn_width(&words, cut, size) / 2.0;
            }
            text(surface, faces, [x, y], &words, cut, size, paint.rgb());
        }
    }
}

/// A circle of four curves.
fn circle([x, y]: [f32; 2], r: f32) -> Option<Path> {
    /// How far the handles of a quarter circle stand off.
    const HANDLE: f32 = 0.552_284_8;
    let h = r * HANDLE;
    let mut builder = PathBuilder::new();
    builder.move_to(x + r, y);
    builder.cubic_to(x + r, y + h, x + h, y + r, x, y + r);
    builder.cubic_to(x - h, y + r, x - r, y + h, x - r, y);
    builder.cubic_to(x - r, y - h, x - h, y - r, x, y - r);
    builder.cubic_to(x + h, y - r, x + r, y - h, x + r, y);
    builder.close();
    builder.finish()
}

fn footer(surface: &mut Surface<'_>, faces: &Faces, title: &str, page: usize, pages: usize) {
    const SIZE: f32 = 8.0;
    const MOST: usize = 70;
    let soft = [0x6e, 0x68, 0x5e];
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Page)));
    let mut short: String = title.chars().take(MOST).collect();
    if title.chars().count() > MOST {
        short.push('…');
    }
    let (short, _) = faces.drawable(&short, Cut::Sans);
    text(surface, faces, [MARGIN[0], BOTTOM + 30.0], &short, Cut::Sans, SIZE, soft);
    let number = format!("{page} / {pages}");
    let x = PAGE[0] - MARGIN[0] - faces.drawn_width(&number, Cut::Sans, SIZE);
    text(surface, faces, [x, BOTTOM + 30.0], &number, Cut::Sans, SIZE, soft);
    surface.end_tagged();
}

/// Lays links over the words that have one and whose target is in the document.
fn links(page: &mut Page<'_>, set: &Typesetter<'_>, ops: &[Op], parts: &mut [Vec<Node>]) {
    for op in ops {
        let Op::Text { block, at, style, width, words } = op else { continue };
        let Some(link) = &style.link else { continue };
        let target = if let Target::Web(address) = link {
            LinkTarget::Action(Action::Link(LinkAction::new(address.clone())))
        } else {
            let Some((to_page, y)) = set.anchors.get(link) else { continue };
            let place = XyzDestination::new(*to_page, Point::from_xy(0.0, (y - 20.0).max(0.0)));
            LinkTarget::Destination(place.into())
        };
        let Some(rect) = Rect::from_ltrb(
            at[0] - 1.0,
            at[1] - style.size,
            at[0] + width + 1.0,
            at[1] + style.size * 0.35,
        ) else {
            continue;
        };
        let link = LinkAnnotation::new(rect, target);
        let alt = format!("Go to {}", words.trim());
        let identifier = page.add_tagged_annotation(Annotation::new_link(link, Some(alt)));
        if let Some(part) = parts.get_mut(*block) {
            part.push(TagGroup::with_children(Tag::Link, vec![identifier.into()]).into());
        }
    }
}

fn tree(set: &Typesetter<'_>, parts: Vec<Vec<Node>>) -> TagTree {
    let mut tree = TagTree::new();
    let mut list: Vec<Node> = Vec::new();
    for (role, children) in set.blocks.iter().zip(parts) {
        let is_item = matches!(role, Role::Item);
        if !is_item && !list.is_empty() {
            tree.push(TagGroup::with_children(
                Tag::L(ListNumbering::None),
                std::mem::take(&mut list),
            ));
        }
        if children.is_empty() {
            continue;
        }
        match role {
            Role::Heading(level, words) => {
                let level = std::num::NonZeroU16::new(*level).unwrap_or(std::num::NonZeroU16::MIN);
                tree.push(TagGroup::with_children(Tag::Hn(level, Some(words.clone())), children));
            }
            Role::Paragraph => tree.push(TagGroup::with_children(Tag::P, children)),
            Role::Quote => {
                let words = TagGroup::with_children(Tag::P, children);
                tree.push(TagGroup::with_children(Tag::BlockQuote, vec![words.into()]));
            }
            Role::Code => {
                let words = TagGroup::with_children(Tag::Code, children);
                tree.push(TagGroup::with_children(Tag::P, vec![words.into()]));
            }
            Role::Item => {
                let body = TagGroup::with_children(Tag::LBody, children);
                list.push(TagGroup::with_children(Tag::LI, vec![body.into()]).into());
            }
            Role::Figure(alt) => {
                tree.push(TagGroup::with_children(Tag::Figure(Some(alt.clone())), children));
            }
        }
    }
    if !list.is_empty() {
        tree.push(TagGroup::with_children(Tag::L(ListNumbering::None), list));
    }
    tree
}
