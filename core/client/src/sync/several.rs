//! Several things at a time in one task, so that one works while others wait for the server.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

/// Runs all of `work`, at most `at_once` of them at a time and begun in order, and hands each
/// outcome to `done` as it comes.
///
/// After an error of `done` nothing further is polled; what was under way is dropped.
pub async fn several<F: Future, E>(
    at_once: usize,
    work: impl IntoIterator<Item = F>,
    mut done: impl FnMut(F::Output) -> Result<(), E>,
) -> Result<(), E> {
    let mut waiting = work.into_iter();
    let mut running: Vec<Pin<Box<F>>> = Vec::new();
    poll_fn(|context| {
        loop {
            let room = at_once.max(1).saturating_sub(running.len());
            running.extend(waiting.by_ref().take(room).map(Box::pin));
            if running.is_empty() {
                return Poll::Ready(Ok(()));
            }
            let before = running.len();
            let mut still = Vec::with_capacity(before);
            for mut one in running.drain(..) {
                match one.as_mut().poll(context) {
                    Poll::Pending => still.push(one),
                    Poll::Ready(outcome) => {
                        if let Err(error) = done(outcome) {
                            return Poll::Ready(Err(error));
                        }
                    }
                }
            }
            running = still;
            if running.len() == before {
                return Poll::Pending;
            }
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};
    use std::pin::pin;
    use std::task::{Context, Waker};

    use super::*;

    /// Waits as many polls as it is told.
    async fn wait(mut polls: u32) {
        poll_fn(|_| {
            polls = polls.saturating_sub(1);
            if polls == 0 { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }

    fn drive<T>(work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        let mut context = Context::from_waker(Waker::noop());
        loop {
            if let Poll::Ready(made) = work.as_mut().poll(&mut context) {
                return made;
            }
        }
    }

    #[test]
    fn all_are_done_and_never_more_at_once_than_told() {
        let (now, most) = (Cell::new(0_usize), Cell::new(0));
        let work = (0..20_u32).map(|n| {
            let (now, most) = (&now, &most);
            async move {
                now.set(now.get() + 1);
                most.set(now.get().max(most.get()));
                wait(1 + n % 5).await;
                now.set(now.get() - 1);
                n
            }
        });
        let mut seen = Vec::new();
        let done = drive(several(4, work, |n| {
            seen.push(n);
            Ok::<(), ()>(())
        }));
        assert_eq!(done, Ok(()));
        seen.sort_unstable();
        assert_eq!(seen, (0..20).collect::<Vec<_>>());
        assert_eq!(most.get(), 4);
        assert_eq!(drive(several(4, Vec::<std::future::Ready<()>>::new(), Err)), Ok(()));
    }

    #[test]
    fn an_error_ends_it_at_once() {
        let begun = RefCell::new(Vec::new());
        let work = (0..20_u32).map(|n| {
            let begun = &begun;
            async move {
                begun.borrow_mut().push(n);
                wait(2).await;
                n
            }
        });
        let done = drive(several(2, work, |n| if n == 3 { Err(n) } else { Ok(()) }));
        assert_eq!(done, Err(3));
        assert_eq!(*begun.borrow(), [0, 1, 2, 3]);
    }
}
