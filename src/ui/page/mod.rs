//! The reading view: only what is visible is laid out, so that a book scrolls as smoothly as a page.
//!
//! The page is a list of items: the title where the text has no headline of its own, the source line, and
//! the pieces of the text. Heights are estimated until an item has been laid out; whatever turns out
//! different above the view is made up for, so that nothing jumps.

mod handles;
mod head;
mod heights;
mod input;
mod layout;
mod paint;
mod ruler;
mod toolbar;

use egui::{Id, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};

use super::Cx;
use crate::{
    app::Message,
    article::{BlockKind, Origin},
    text::Span,
    view::page::{Piece, layers, piece_at, pieces},
};
use heights::Heights;
use layout::{Colors, Laid, Setting, Style};

/// Room above the first and below the last item.
const TOP: f32 = 34.0;
const BOTTOM: f32 = 120.0;

/// One row of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Title,
    Source,
    /// By its index.
    Piece(usize),
}

/// Where the view stands, independent of heights: this item, this share of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Standing {
    item: usize,
    share: f64,
}

/// What the reading view remembers between frames.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// The article's revision the pieces are of; 0 before the first.
    article: u64,
    pieces: Vec<Piece>,
    items: Vec<Item>,
    /// How many pieces are the article's own headline; the source line follows them.
    heads: usize,
    heights: Heights,
    setting: Option<Setting>,
    standing: Standing,
    /// The height of the page at the top of the view.
    now: f64,
    /// Where to scroll at the next chance.
    offset: Option<f64>,
    /// The last wish to show a place that was granted.
    revealed: u64,
    /// Height of the view.
    view: f32,
    progress: f32,
    input: input::Memory,
    ruler: ruler::Memory,
    head: head::Memory,
    handles: handles::Memory,
}

impl Memory {
    /// How far the reader has come, 0 to 1.
    pub(crate) const fn progress(&self) -> f32 {
        self.progress
    }

    /// Takes in a new article.
    fn refresh(&mut self, cx: &Cx<'_>) {
        if self.article == cx.app.revision.article && !self.items.is_empty() {
            return;
        }
        self.article = cx.app.revision.article;
        self.pieces = pieces(&cx.app.session.article);
        let own_headline = cx.app.session.article.meta().title_origin == Origin::Text;
        let is_head = |piece: &&Piece| own_headline && piece.kind == BlockKind::Headline;
        self.heads = self.pieces.iter().take_while(is_head).count();
        self.items.clear();
        if self.heads == 0 {
            self.items.push(Item::Title);
        }
        self.items.extend((0..self.heads).map(Item::Piece));
        self.items.push(Item::Source);
        self.items.extend((self.heads..self.pieces.len()).map(Item::Piece));
        self.setting = None;
        self.standing = Standing::default();
        self.offset = Some(0.0);
        self.revealed = cx.app.reveal.number;
    }

    /// Takes in another width or type setting: heights are estimated anew, the view stays where it was.
    fn set(&mut self, setting: Setting) {
        if self.setting == Some(setting) {
            return;
        }
        let estimate = |item: &Item| match item {
            Item::Title => head::title_height(&setting),
            Item::Source => head::SOURCE,
            Item::Piece(index) => self
                .pieces
                .get(*index)
                .map_or(0.0, |piece| Style::of(piece, &setting).estimate(piece, &setting)),
        };
        self.heights = Heights::new(self.items.iter().map(estimate).collect());
        self.setting = Some(setting);
        if self.offset.is_none() {
            self.offset = Some(self.height_of(self.standing));
        }
    }

    fn height_of(&self, standing: Standing) -> f64 {
        let top = f64::from(TOP) + self.heights.top(standing.item);
        if standing == Standing::default() {
            return 0.0;
        }
        top + standing.share * f64::from(self.heights.get(standing.item))
    }

    /// The item that shows piece `index`.
    fn item_of(&self, index: usize) -> usize {
        let title = usize::from(self.items.first() == Some(&Item::Title));
        title + index + usize::from(index >= self.heads)
    }

    /// Scrolls so that `span` can be read, if it cannot be already.
    fn reveal(&mut self, ui: &Ui, cx: &Cx<'_>, offset: f64, span: Span) {
        let Some(setting) = self.setting else { return };
        let index = piece_at(&self.pieces, span.start());
        let Some(piece) = self.pieces.get(index).copied() else { return };
        let item = self.item_of(index);
        let laid = lay(ui, cx, piece, &setting);
        self.heights.set(item, laid.height());
        let caret = laid.caret(span.start());
        let end = if piece.span.encloses(span) {
            laid.caret(span.end()).bottom()
        } else {
            caret.bottom()
        };
        let top = f64::from(TOP) + self.heights.top(item);
        let (from, to) = (top + f64::from(caret.top()), top + f64::from(end));
        let view = f64::from(self.view);
        let margin = f64::from(setting.line).min(view / 4.0);
        if from - margin < offset || to + margin > offset + view {
            self.offset = Some((from - view * 0.33).max(0.0));
        }
    }
}

fn lay<'a>(ui: &Ui, cx: &Cx<'a>, piece: Piece, setting: &Setting) -> Laid<'a> {
    let layers = layers(cx.app, piece.span);
    let colors = Colors {
        ink: ink(cx, piece.kind),
        link: cx.theme.accent,
        time: cx.theme.time,
        dim: cx.theme.faint,
    };
    Laid::new(ui, &cx.app.session.article, piece, setting, layers, &colors)
}

const fn ink(cx: &Cx<'_>, kind: BlockKind) -> egui::Color32 {
    match kind {
        BlockKind::Caption | BlockKind::Credit | BlockKind::Byline | BlockKind::Dateline => {
            cx.theme.soft
        }
        _ => cx.theme.ink,
    }
}

pub(crate) fn page_ui(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory) {
    memory.refresh(cx);
    let outer = ui.available_rect_before_wrap();
    let setting = Setting::new(
        &cx.app.settings.reading,
        outer.width() - ruler::WIDTH,
        ui.ctx().pixels_per_point(),
    );
    memory.set(setting);
    memory.view = outer.height();
    let now = memory.now;
    if cx.app.reveal.number != memory.revealed {
        memory.revealed = cx.app.reveal.number;
        let from = memory.offset.unwrap_or(now);
        memory.reveal(ui, cx, from, cx.app.reveal.span);
    }
    input::keys(ui, cx, memory, now);

    let mut area = ScrollArea::vertical().id_salt("page").auto_shrink(false);
    if let Some(offset) = memory.offset.take() {
        area = area.vertical_scroll_offset(offset as f32);
    }
    let output = area.show_viewport(ui, |ui, viewport| {
        let origin =
            pos2(outer.center().x - ruler::WIDTH / 2.0 - setting.column / 2.0, outer.top());
        let frame = Frame { outer, origin, top: f64::from(viewport.min.y), setting };
        let correction = visible(ui, cx, memory, &frame);
        let total = memory.heights.total() as f32 + TOP + BOTTOM;
        ui.set_height(total.max(outer.height()));
        ui.set_width(outer.width());
        correction
    });
    let offset = f64::from(output.state.clamped_offset().y);
    memory.now = offset;
    if output.inner.abs() > 0.01 {
        memory.offset = Some(offset + output.inner);
        ui.ctx().request_repaint();
    }
    stand(cx, memory, offset + output.inner);
    ruler::ruler_ui(ui, cx, memory, outer);
    toolbar::toolbar_ui(ui, cx, &memory.input, outer);
}

/// What one frame's drawing goes by.
struct Frame {
    outer: Rect,
    /// The top left corner of the column on the screen.
    origin: egui::Pos2,
    /// The height of the page that stands at the top of the view.
    top: f64,
    setting: Setting,
}

impl Frame {
    /// Where an item that begins at height `y` of the page stands on the screen.
    fn place(&self, y: f64) -> egui::Pos2 {
        self.origin + vec2(0.0, (y - self.top) as f32)
    }
}

/// Lays out and paints what is visible. Gives back how much what lies above the view has grown.
fn visible(ui: &mut Ui, cx: &mut Cx<'_>, memory: &mut Memory, frame: &Frame) -> f64 {
    let Frame { outer, setting, .. } = *frame;
    let bottom = frame.top + f64::from(outer.height());
    // First everything visible is laid out; only then is it known where it stands.
    let start = memory.heights.at(frame.top - f64::from(TOP));
    let mut correction = 0.0;
    let mut laid: Vec<(usize, Option<Laid<'_>>)> = Vec::new();
    let mut item = start;
    let mut y = f64::from(TOP) + memory.heights.top(start);
    while item < memory.items.len() && y < bottom + correction {
        let old = memory.heights.get(item);
        let shown = match memory.items[item] {
            Item::Piece(index) => {
                let piece = memory.pieces[index];
                let shown = lay(ui, cx, piece, &setting);
                memory.heights.set(item, shown.height());
                Some(shown)
            }
            Item::Title => {
                memory.heights.set(item, head::Memory::measure(ui, cx, &setting));
                None
            }
            Item::Source => None,
        };
        let height = memory.heights.get(item);
        if y < frame.top && frame.top > 0.0 && height != old {
            correction += f64::from(height - old);
        }
        laid.push((item, shown));
        y += f64::from(height);
        item += 1;
    }
    let response = ui.interact(outer, Id::unique("article"), Sense::click_and_drag());
    let mut y = f64::from(TOP) + memory.heights.top(start) - correction;
    let mut shown = Vec::with_capacity(laid.len());
    for (item, laid) in laid {
        let at = frame.place(y);
        match (memory.items[item], laid) {
            (Item::Title, _) => head::Memory::title_ui(ui, cx, at, &setting),
            (Item::Source, _) => {
                let rect = Rect::from_min_size(at, vec2(setting.column, head::SOURCE));
                let mut child = ui.new_child(UiBuilder::new().max_rect(rect).id_salt("source"));
                memory.head.source_ui(&mut child, cx);
            }
            (Item::Piece(index), Some(laid)) => {
                piece_ui(ui, cx, &laid, index, at.to_vec2(), &setting, memory.handles.span());
                shown.push((at, laid));
            }
            (Item::Piece(_), None) => {}
        }
        y += f64::from(memory.heights.get(item));
    }
    input::mouse(ui, cx, &mut memory.input, &response, &shown, outer);
    handles::handles_ui(ui, cx, &mut memory.handles, &shown, outer);
    if let Some(scroll) = memory.input.take_scroll() {
        memory.offset = Some((frame.top + f64::from(scroll)).max(0.0));
        ui.ctx().request_repaint();
    }
    correction
}

/// One piece: rule, markers, selection, words, underlines, caret; and its words for a screen reader.
fn piece_ui(
    ui: &Ui,
    cx: &Cx<'_>,
    laid: &Laid<'_>,
    index: usize,
    at: Vec2,
    setting: &Setting,
    dragged: Option<Span>,
) {
    let painter = ui.painter();
    let rect = Rect::from_min_size(at.to_pos2(), vec2(setting.column, laid.height()));
    let response = ui.interact(rect, Id::unique(("piece", index)), Sense::empty());
    response.widget_info(|| {
        let role = match laid.piece.kind {
            BlockKind::Headline | BlockKind::Heading => Role::Heading,
            _ => Role::Paragraph,
        };
        WidgetInfo::labeled(role, true, cx.app.session.article.slice(laid.piece.span))
    });
    paint::beside(painter, laid, at, setting, cx);
    paint::behind(painter, laid, at, cx.theme);
    if let Some(span) = dragged {
        paint::selection(painter, laid, at, span, cx.theme);
    }
    let selection = cx.app.session.selection;
    if !selection.is_empty() && dragged.is_none() {
        paint::selection(painter, laid, at, selection.span(), cx.theme);
    }
    painter.galley((at + laid.at).to_pos2(), laid.galley.clone(), cx.theme.ink);
    paint::under(painter, laid, at, cx.theme);
    let here = laid.piece.span;
    if cx.app.session.caret && here.start() <= selection.head && selection.head <= here.end() {
        let caret = laid.caret(selection.head).translate(at);
        let middle = caret.center().y;
        let half = laid.style.size * 0.66;
        painter.vline(
            caret.left(),
            (middle - half)..=(middle + half),
            egui::Stroke::new(2.0, cx.theme.accent),
        );
    }
}

/// Notes where the view stands, and tells the app which byte is at its top.
fn stand(cx: &mut Cx<'_>, memory: &mut Memory, offset: f64) {
    let total = memory.heights.total() + f64::from(TOP + BOTTOM);
    let room = (total - f64::from(memory.view)).max(1.0);
    memory.progress = ((offset / room).clamp(0.0, 1.0)) as f32;
    let y = offset - f64::from(TOP);
    let item = memory.heights.at(y);
    let height = f64::from(memory.heights.get(item)).max(1.0);
    let share = ((y - memory.heights.top(item)) / height).clamp(0.0, 1.0);
    memory.standing = if offset <= 0.5 { Standing::default() } else { Standing { item, share } };
    let top = memory.items[item..].iter().find_map(|item| match item {
        Item::Piece(index) => memory.pieces.get(*index),
        _ => None,
    });
    let byte =
        top.map_or(0, |piece| piece.span.start() + (piece.span.len() as f64 * share) as usize);
    // Only pieces count: the app asks for nothing finer, and each message costs a turn.
    let block = |byte| cx.app.session.article.block_at(byte);
    if block(byte) != block(cx.app.session.top) {
        cx.send(Message::Scrolled(byte));
    }
}
