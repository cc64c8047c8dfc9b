//! Something derived that takes too long for a frame: made on a thread of its own, anew whenever what it is made of is
//! another.

use std::{
    sync::mpsc::{Receiver, TryRecvError, channel},
    thread,
};

use super::Wake;

/// What was made last, and of what; and what is being made now. Of many changes in a row only the last one is made
/// once the one under way is done.
#[derive(Debug)]
pub struct Later<K, T> {
    made: Option<(K, Option<T>)>,
    coming: Option<(K, Receiver<T>)>,
}

impl<K, T> Default for Later<K, T> {
    fn default() -> Self {
        Self { made: None, coming: None }
    }
}

impl<K: PartialEq, T: Send + 'static> Later<K, T> {
    /// Takes in what has come, and begins to make what is wanted now, unless that is there or something is under way.
    /// `wake` is called when it is there.
    pub fn refresh<F>(&mut self, wanted: K, wake: impl FnOnce() -> Wake, make: impl FnOnce() -> F)
    where
        F: FnOnce() -> T + Send + 'static,
    {
        if let Some((key, coming)) = self.coming.take() {
            match coming.try_recv() {
                Ok(made) => self.made = Some((key, Some(made))),
                Err(TryRecvError::Empty) => self.coming = Some((key, coming)),
                // It broke down; the same would break down again.
                Err(TryRecvError::Disconnected) => self.made = Some((key, None)),
            }
        }
        let there = self.made.as_ref().is_some_and(|(key, _)| *key == wanted);
        if there || self.coming.is_some() {
            return;
        }
        let (answer, coming) = channel();
        let (wake, make) = (wake(), make());
        let work = move || {
            // Nobody may want it any more.
            answer.send(make()).unwrap_or_default();
            drop(answer);
            wake();
        };
        self.coming = match thread::Builder::new().name("later".to_owned()).spawn(work) {
            Ok(_) => Some((wanted, coming)),
            Err(_) => None,
        };
    }

    /// What was made last, perhaps of what was before.
    pub fn last(&self) -> Option<&T> {
        self.made.as_ref()?.1.as_ref()
    }

    /// What was made of just this.
    pub fn of(&self, wanted: &K) -> Option<&T> {
        self.made.as_ref().filter(|(key, _)| key == wanted)?.1.as_ref()
    }

    /// Forgets what was made, as where it is of another article.
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    /// Asks until it is there.
    fn wait(later: &mut Later<u32, u32>, wanted: u32) {
        let wake = || -> Wake { Arc::new(|| ()) };
        while later.of(&wanted).is_none() {
            later.refresh(wanted, wake, || move || wanted * 2);
            thread::yield_now();
        }
    }

    #[test]
    fn what_is_wanted_comes_and_what_was_before_stays_meanwhile() {
        let mut later = Later::default();
        assert_eq!(later.last(), None);
        wait(&mut later, 4);
        assert_eq!(later.last(), Some(&8));
        assert_eq!(later.of(&5), None);
        wait(&mut later, 5);
        assert_eq!((later.of(&4), later.last()), (None, Some(&10)));
    }

    #[test]
    fn what_breaks_down_is_not_tried_again() {
        let mut later: Later<u32, u32> = Later::default();
        let wake = || -> Wake { Arc::new(|| ()) };
        later.refresh(1, wake, || || panic!("as the test wants"));
        while later.coming.is_some() {
            later.refresh(1, wake, || || 0);
            thread::yield_now();
        }
        later.refresh(1, wake, || || 0);
        assert_eq!((later.last(), later.coming.is_some()), (None, false));
    }
}
