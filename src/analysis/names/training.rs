//! What `tools/train` needs of the reader's own code: the same words, features and labels, the model file,
//! and reading with a model that is not the embedded one.

use super::{
    Candidate, Desk, Entity, EntityKind, Tagger,
    document::Document,
    knowledge::{Knowledge, name, pack},
    label,
    lexicon::LEXICON,
    link,
    sentence::{Sentence, pieces},
    table::Table,
};
use crate::{
    article::Meta,
    import,
    text::{Span, Token, sentences, tokens},
};

pub use super::{
    features::ROWS,
    file::Unfit,
    knowledge::{Known, list},
    label::{LABELS, ROW, may_begin, may_end, may_follow},
    model::{Frame, Model, VERSION},
    neural::{Network, ROWS as TRAITS},
    tagger::{Models, embedded},
};

/// The kinds the model learns, in the order of their labels.
pub const KINDS: [EntityKind; 3] = label::KINDS;

/// What is known of words and names, as the two tables of a model file.
#[derive(Debug)]
pub struct Tables {
    pub words: Vec<u8>,
    pub names: Vec<u8>,
}

/// The lower form that words are known by.
pub fn lower(word: &str) -> String {
    word.replace('’', "'").to_lowercase()
}

/// The lists of our own lexicon that a word stands in.
pub fn lexicon_lists(lower: &str) -> u16 {
    let mark = |is: bool, list: u16| if is { list } else { 0 };
    mark(LEXICON.is_group(lower), list::GROUP)
        | mark(LEXICON.is_organization(lower), list::ORGANIZATION)
        | mark(LEXICON.is_title(lower), list::TITLE)
}

/// Whether `words` name a nationality, a faith or a people.
pub fn is_group(words: &str) -> bool {
    LEXICON.is_group(&lower(words))
}

/// The hash that a word's lower form is known by.
pub fn word_hash(lower: &str) -> u64 {
    super::hash::hash(lower.as_bytes())
}

/// The words and marks of `text`, in lower form, as the reader cuts them.
pub fn words(text: &str) -> Vec<String> {
    let tokens = tokens(text, Span::new(0, text.len()));
    tokens.iter().map(|token| lower(token.span.of(text))).collect()
}

impl Tables {
    /// `words` by their lower form; `names` of several words, each with its lists.
    pub fn build(words: &[(String, Known)], names: &[(Vec<String>, u16)]) -> Self {
        let hash = |word: &String| super::hash::hash(word.as_bytes());
        let words: Vec<_> = words.iter().map(|(word, known)| (hash(word), pack(*known))).collect();
        let names: Vec<_> = names
            .iter()
            .filter_map(|(words, lists)| {
                let whole = words.iter().map(hash).reduce(name)?;
                let [low, high] = lists.to_le_bytes();
                Some((whole, [low, high, 0, 0, 0, 0]))
            })
            .collect();
        Self { words: Table::build(&words), names: Table::build(&names) }
    }

    fn knowledge(&self) -> Option<Knowledge<'_>> {
        Some(Knowledge { words: Table::new(&self.words)?, names: Table::new(&self.names)? })
    }
}

/// One sentence to learn from: its tokens, and the feature rows of each.
#[derive(Debug)]
pub struct Example {
    pub tokens: Vec<Token>,
    pub rows: Vec<Vec<u32>>,
    /// Of each word, what the network sees of it, and the hash that its word vector is found by.
    pub traits: Vec<Vec<u16>>,
    pub lower: Vec<u64>,
}

/// The sentences of a text, in which a line break ends a sentence.
pub fn examples(tables: &Tables, text: &str) -> Vec<Example> {
    let Some(knowledge) = tables.knowledge() else { return Vec::new() };
    let document = Document::new(text);
    let mut examples = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len());
        start += line.len();
        for sentence in sentences(text, span) {
            for piece in pieces(&tokens(text, sentence)) {
                let words = Sentence::new(text, piece, &knowledge, &document);
                let rows = (0..words.len()).map(|i| {
                    let mut rows = Vec::new();
                    words.rows(i, &mut rows);
                    rows
                });
                let traits = (0..words.len()).map(|i| {
                    let mut rows = Vec::new();
                    words.traits(i, &mut rows);
                    rows
                });
                examples.push(Example {
                    tokens: piece.to_vec(),
                    rows: rows.collect(),
                    traits: traits.collect(),
                    lower: words.words.iter().map(|word| word.lower).collect(),
                });
            }
        }
    }
    examples
}

/// The labels of the words of a name of `kind` (an index into [`KINDS`]).
pub fn labels(kind: usize, words: usize) -> impl Iterator<Item = usize> {
    label::labels(kind, words)
}

/// A name found: where, what, how surely.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    pub span: Span,
    pub kind: EntityKind,
    pub score: f32,
}

/// Reads `text` with `models` as the program does with its own.
pub fn read(models: &'static Models<'static>, text: &str) -> Vec<Name> {
    let article = import::verbatim(text.to_owned(), Meta::default());
    let blocks: Vec<Vec<Span>> =
        article.blocks().iter().map(|block| sentences(text, block.span)).collect();
    let candidates = Tagger::with(Some(models), &article).tag(text, &blocks, &mut Desk::default());
    let (mentions, _) = link(&article, candidates.concat());
    mentions
        .into_iter()
        .map(|mention| Name { span: mention.span, kind: mention.kind, score: mention.score })
        .collect()
}

/// The entity of each of `names`, which are in text order and disjoint, by the reader's own rules.
pub fn entities(text: &str, names: &[Name]) -> (Vec<usize>, Vec<Entity>) {
    let article = import::verbatim(text.to_owned(), Meta::default());
    let candidates =
        names.iter().map(|name| Candidate { span: name.span, kind: name.kind, score: name.score });
    let (mentions, entities) = link(&article, candidates.collect());
    (mentions.iter().map(|mention| mention.entity.index()).collect(), entities)
}
