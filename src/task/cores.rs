//! Work on all cores, with the results in the order of the work.

use std::{
    ops::ControlFlow,
    sync::{
        Mutex,
        mpsc::{Receiver, Sender, channel, sync_channel},
    },
    thread,
};

/// So many pieces for each core may be under way, so that a slow one holds up nobody and any number costs the
/// memory of a few.
const AHEAD: usize = 4;

/// Does `work` on each of the `items` on all cores, and gives what comes of it to `take` in the order of the items,
/// each as soon as it and those before it are done. Ends early where `take` breaks.
///
/// `desk` makes what a worker keeps from one item to the next. The results do not depend on the number of cores.
pub fn in_order<T: Send, D, R: Send, B>(
    items: impl Iterator<Item = T> + Send,
    desk: impl Fn() -> D + Sync,
    work: impl Fn(&mut D, T) -> R + Sync,
    mut take: impl FnMut(R) -> ControlFlow<B>,
) -> ControlFlow<B> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let (give, jobs) = sync_channel::<(T, Sender<R>)>(cores);
    let (queue, results) = sync_channel::<Receiver<R>>(cores * AHEAD);
    let jobs = Mutex::new(jobs);
    thread::scope(|scope| {
        scope.spawn(move || {
            for item in items {
                let (answer, result) = channel();
                // Nobody takes any more: the rest is not wanted.
                if queue.send(result).is_err() || give.send((item, answer)).is_err() {
                    break;
                }
            }
        });
        for _ in 0..cores {
            scope.spawn(|| {
                let mut desk = desk();
                let next = || jobs.lock().ok()?.recv().ok();
                while let Some((item, answer)) = next() {
                    // Where nobody takes any more, the result is without use.
                    drop(answer.send(work(&mut desk, item)));
                }
            });
        }
        for result in results {
            // A worker that broke down answers nothing; its panic goes on when the scope ends.
            let Ok(result) = result.recv() else { continue };
            take(result)?;
        }
        ControlFlow::Continue(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_results_in_the_order_of_the_items_and_ends_early() {
        let mut taken = Vec::new();
        // The first pieces are the longest, so that later ones are done before them.
        let work =
            |(): &mut (), n: u64| (0..(40 - n) * 10_000).fold(n, |sum, i| sum ^ (i & !sum & 1)) / 2;
        let whole = in_order(
            0..40,
            || (),
            work,
            |half| -> ControlFlow<()> {
                taken.push(half);
                ControlFlow::Continue(())
            },
        );
        let wanted: Vec<u64> = (0..40).map(|n| work(&mut (), n)).collect();
        assert!(whole.is_continue() && taken == wanted, "{taken:?}");
        let mut count = 0;
        let ended = in_order(
            0_u64..,
            || (),
            |(), n| n,
            |n| {
                count += 1;
                if n == 9 { ControlFlow::Break(n) } else { ControlFlow::Continue(()) }
            },
        );
        assert_eq!((ended, count), (ControlFlow::Break(9), 10));
    }
}
