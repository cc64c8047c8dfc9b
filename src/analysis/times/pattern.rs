//! The pattern language of `grammar.txt`: parsed once, then run over words.

use super::{
    class::{Class, Classes},
    words::Word,
};

/// One thing a word is tested for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Test {
    Class(Class),
    Literal(u16),
}

impl Test {
    pub(super) const fn holds(self, word: &Word) -> bool {
        match self {
            Self::Class(class) => word.is(class),
            Self::Literal(literal) => word.literal == literal,
        }
    }
}

/// A pattern as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Test(Test),
    Sequence(Vec<Self>),
    Either(Vec<Self>),
    Maybe(Box<Self>),
    /// `{`: the expression begins here.
    Begin,
    /// `}`: it ends here.
    End,
}

/// A step of a pattern's program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Test(Test),
    /// Tries the next step, then the one given. Which of them a word can begin stands in `branches`.
    Or(usize),
    Jump(usize),
    Begin,
    End,
}

/// A pattern, ready to run.
#[derive(Debug, Clone, Default)]
pub(super) struct Pattern {
    steps: Vec<Step>,
    /// What can begin the next step and the other one, of each step that has two ways to go.
    branches: Vec<[Begins; 2]>,
}

/// Which words can be the first from some step on: a way that no word fits is not gone.
#[derive(Clone, Debug, Default)]
struct Begins {
    classes: Classes,
    /// Bits by number.
    literals: Vec<u64>,
    /// The pattern can be over here.
    nothing: bool,
}

impl Begins {
    fn add(&mut self, test: Test) {
        match test {
            Test::Class(class) => self.classes = self.classes.with(class),
            Test::Literal(literal) => {
                let block = usize::from(literal / 64);
                if self.literals.len() <= block {
                    self.literals.resize(block + 1, 0);
                }
                self.literals[block] |= 1 << (literal % 64);
            }
        }
    }

    fn fits(&self, word: Option<&Word>) -> bool {
        self.nothing
            || word.is_some_and(|word| {
                let literals = self.literals.get(usize::from(word.literal / 64));
                self.classes.meets(word.classes)
                    || literals.is_some_and(|bits| bits & (1 << (word.literal % 64)) != 0)
            })
    }
}

/// Where a pattern matched, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Match {
    /// Past the last word matched, within braces or not.
    pub(super) reach: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    /// The words a class was asked of, in order.
    pub(super) kept: Vec<(Class, usize)>,
}

impl Pattern {
    pub(super) fn new(node: &Node) -> Self {
        let mut pattern = Self::default();
        pattern.emit(node);
        let ways = |(at, step): (usize, &Step)| match step {
            Step::Or(other) => [pattern.begins(at + 1), pattern.begins(*other)],
            _ => <[Begins; 2]>::default(),
        };
        pattern.branches = pattern.steps.iter().enumerate().map(ways).collect();
        pattern
    }

    fn emit(&mut self, node: &Node) {
        match node {
            Node::Test(test) => self.steps.push(Step::Test(*test)),
            Node::Begin => self.steps.push(Step::Begin),
            Node::End => self.steps.push(Step::End),
            Node::Sequence(nodes) => nodes.iter().for_each(|node| self.emit(node)),
            Node::Maybe(node) => {
                let at = self.steps.len();
                self.steps.push(Step::Or(0));
                self.emit(node);
                self.steps[at] = Step::Or(self.steps.len());
            }
            Node::Either(nodes) => {
                let mut jumps = Vec::new();
                for (i, node) in nodes.iter().enumerate() {
                    let at = self.steps.len();
                    let last = i + 1 == nodes.len();
                    if !last {
                        self.steps.push(Step::Or(0));
                    }
                    self.emit(node);
                    if !last {
                        jumps.push(self.steps.len());
                        self.steps.push(Step::Jump(0));
                        self.steps[at] = Step::Or(self.steps.len());
                    }
                }
                for jump in jumps {
                    self.steps[jump] = Step::Jump(self.steps.len());
                }
            }
        }
    }

    /// The longest match that begins at word `at`.
    pub(super) fn longest(&self, words: &[Word], at: usize) -> Option<Match> {
        let mut run = Run { words, best: None, kept: Vec::new(), start: at, end: None };
        self.run(&mut run, 0, at);
        run.best
    }

    fn run(&self, run: &mut Run<'_>, mut step: usize, mut at: usize) {
        loop {
            match self.steps.get(step) {
                None => return run.finish(at),
                Some(Step::Test(test)) => {
                    let Some(word) = run.words.get(at).filter(|word| test.holds(word)) else {
                        return;
                    };
                    // A literal may be asked for by class too: what it is does not hang on how it was met.
                    debug_assert!(!word.span.is_empty());
                    if let Test::Class(class) = test
                        && class.is_kept()
                    {
                        run.kept.push((*class, at));
                    }
                    at += 1;
                }
                Some(Step::Or(other)) => {
                    let word = run.words.get(at);
                    let [next, far] = &self.branches[step];
                    if !next.fits(word) {
                        step = *other;
                        continue;
                    }
                    if !far.fits(word) {
                        step += 1;
                        continue;
                    }
                    let (kept, start, end) = (run.kept.len(), run.start, run.end);
                    self.run(run, step + 1, at);
                    run.kept.truncate(kept);
                    (run.start, run.end) = (start, end);
                    step = *other;
                    continue;
                }
                Some(Step::Jump(to)) => {
                    step = *to;
                    continue;
                }
                Some(Step::Begin) => run.start = at,
                Some(Step::End) => run.end = Some(at),
            }
            step += 1;
        }
    }

    /// For each of the first words of a match what it must pass, any of them, and whether the match can be over
    /// before it.
    pub(super) fn places(&self, count: usize) -> Vec<(Vec<Test>, bool)> {
        let mut open = vec![0];
        let mut is_over = false;
        let mut places = Vec::with_capacity(count);
        for _ in 0..count {
            let (next, nothing) = self.next_tests(open);
            is_over |= nothing;
            places.push((next.iter().map(|(_, test)| *test).collect(), is_over));
            open = next.iter().map(|(step, _)| step + 1).collect();
        }
        places
    }

    fn begins(&self, step: usize) -> Begins {
        let (next, nothing) = self.next_tests(vec![step]);
        let mut begins = Begins { nothing, ..Begins::default() };
        for (_, test) in next {
            begins.add(test);
        }
        begins
    }

    /// The tests that a word can meet first from some steps on, with their steps, and whether the pattern can be
    /// over without one.
    fn next_tests(&self, mut open: Vec<usize>) -> (Vec<(usize, Test)>, bool) {
        let (mut tests, mut nothing) = (Vec::new(), false);
        let mut seen = vec![false; self.steps.len()];
        while let Some(step) = open.pop() {
            if seen.get_mut(step).is_some_and(|seen| std::mem::replace(seen, true)) {
                continue;
            }
            match self.steps.get(step) {
                None => nothing = true,
                Some(Step::Test(test)) => tests.push((step, *test)),
                Some(Step::Or(other)) => open.extend([step + 1, *other]),
                Some(Step::Jump(to)) => open.push(*to),
                Some(Step::Begin | Step::End) => open.push(step + 1),
            }
        }
        (tests, nothing)
    }
}

struct Run<'a> {
    words: &'a [Word],
    best: Option<Match>,
    kept: Vec<(Class, usize)>,
    start: usize,
    end: Option<usize>,
}

impl Run<'_> {
    fn finish(&mut self, at: usize) {
        if self.best.as_ref().is_none_or(|best| best.reach < at) {
            let end = self.end.unwrap_or(at);
            self.best = Some(Match { reach: at, start: self.start, end, kept: self.kept.clone() });
        }
    }
}

/// Reads a pattern. `name` gives the parts defined before it, `literal` the number of a word.
pub(super) fn parse(
    source: &str,
    name: &dyn Fn(&str) -> Option<Node>,
    literal: &mut dyn FnMut(&str) -> u16,
) -> Result<Node, String> {
    let mut spaced = String::with_capacity(source.len() * 2);
    for c in source.chars() {
        if matches!(c, '[' | ']' | '(' | ')' | '{' | '}' | '|') {
            spaced.extend([' ', c, ' ']);
        } else {
            spaced.push(c);
        }
    }
    let symbols: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader { symbols: &symbols, at: 0, name, literal };
    let node = reader.either()?;
    if reader.at < symbols.len() {
        return Err(format!("'{}' has no beginning in: {source}", symbols[reader.at]));
    }
    Ok(node)
}

struct Reader<'a> {
    symbols: &'a [&'a str],
    at: usize,
    name: &'a dyn Fn(&str) -> Option<Node>,
    literal: &'a mut dyn FnMut(&str) -> u16,
}

impl Reader<'_> {
    fn either(&mut self) -> Result<Node, String> {
        let mut branches = vec![self.sequence()?];
        while self.symbols.get(self.at) == Some(&"|") {
            self.at += 1;
            branches.push(self.sequence()?);
        }
        Ok(match branches.pop() {
            Some(only) if branches.is_empty() => only,
            last => {
                branches.extend(last);
                Node::Either(branches)
            }
        })
    }

    fn sequence(&mut self) -> Result<Node, String> {
        let mut nodes = Vec::new();
        while let Some(symbol) = self.symbols.get(self.at) {
            let node = match *symbol {
                "|" | "]" | ")" => break,
                "[" => Node::Maybe(Box::new(self.group("]")?)),
                "(" => self.group(")")?,
                "{" => Node::Begin,
                "}" => Node::End,
                part if part.len() > 2 && part.starts_with('<') && part.ends_with('>') => {
                    let part = part.trim_start_matches('<').trim_end_matches('>');
                    (self.name)(part).ok_or_else(|| format!("<{part}> is not defined"))?
                }
                word => Node::Test(match Class::from_name(word) {
                    Some(class) => Test::Class(class),
                    None => Test::Literal((self.literal)(word)),
                }),
            };
            self.at += 1;
            nodes.push(node);
        }
        Ok(Node::Sequence(nodes))
    }

    /// The group that begins here; leaves the reader on `close`.
    fn group(&mut self, close: &str) -> Result<Node, String> {
        self.at += 1;
        let node = self.either()?;
        if self.symbols.get(self.at) == Some(&close) {
            Ok(node)
        } else {
            Err(format!("no '{close}'"))
        }
    }
}
