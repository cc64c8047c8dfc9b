//! The blocks of an article within what holds them, as one walks along them.

use super::{Block, Container, ContainerId, Fault, Structure};

/// As deep as a browser's tree may be; what walks up from each block stays linear in the text.
const DEEPEST: usize = 512;

/// What comes next in the order of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    Open(ContainerId, Container),
    Block(&'a Block),
    Close(ContainerId, Container),
}

impl Structure {
    /// The whole tree; each container is opened once and closed once. One that holds no block is opened where its parent
    /// ends, or before the next that is its parent's too.
    pub fn steps(&self) -> Vec<Step<'_>> {
        self.walk().unwrap_or_default()
    }

    /// The same, or why the blocks and containers are no tree.
    pub(super) fn walk(&self) -> Result<Vec<Step<'_>>, Fault> {
        let mut walk = Walk {
            containers: &self.containers,
            n_opened: 0,
            path: Vec::new(),
            steps: Vec::with_capacity(self.blocks.len() + 2 * self.containers.len()),
        };
        for block in &self.blocks {
            if let Some(parent) = block.parent {
                walk.open_up_to(parent.index() + 1)?;
            }
            walk.close_up_to(block.parent)?;
            walk.steps.push(Step::Block(block));
        }
        walk.open_up_to(self.containers.len())?;
        walk.close_up_to(None)?;
        Ok(walk.steps)
    }
}

struct Walk<'a> {
    containers: &'a [Container],
    n_opened: usize,
    path: Vec<(ContainerId, Container)>,
    steps: Vec<Step<'a>>,
}

impl Walk<'_> {
    fn open_up_to(&mut self, n: usize) -> Result<(), Fault> {
        while self.n_opened < n {
            let next = self.containers.get(self.n_opened).ok_or(Fault("no such container"))?;
            self.close_up_to(next.parent)?;
            self.open(*next)?;
        }
        Ok(())
    }

    fn open(&mut self, next: Container) -> Result<(), Fault> {
        if self.path.len() == DEEPEST {
            return Err(Fault("containers are nested too deeply"));
        }
        let id = ContainerId::new(self.n_opened);
        self.n_opened += 1;
        self.path.push((id, next));
        self.steps.push(Step::Open(id, next));
        Ok(())
    }

    /// Closes what does not hold what comes next, with what it still has to hold.
    fn close_up_to(&mut self, holder: Option<ContainerId>) -> Result<(), Fault> {
        while self.path.last().map(|(id, _)| *id) != holder {
            let Some((id, container)) = self.path.last().copied() else {
                return Err(Fault("a container is opened twice"));
            };
            match self.containers.get(self.n_opened) {
                Some(next) if next.parent == Some(id) => self.open(*next)?,
                _ => {
                    self.path.pop();
                    self.steps.push(Step::Close(id, container));
                }
            }
        }
        Ok(())
    }
}
