//! Look-ups that come in while one is under way are read together, as the booking desk does it with
//! commits ([`crate::booking_desk`]): in the rush, a hundred sessions are one query and not a hundred.
//!
//! A lone look-up does not wait for company. Each reading begins after all of its keys were asked for,
//! so an answer is never older than its question.

use crate::Result;
use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::oneshot;

/// Keys of one reading at the most.
const MOST: usize = 128;

/// Readings under way at once: one that hangs does not hold up everybody.
const LANES: usize = 2;

/// Keys that wait, and the readings under way. Clones are one.
pub(crate) struct Gather<K, V>(Arc<Mutex<Queue<K, V>>>);

struct Queue<K, V> {
    waiting: Vec<(K, oneshot::Sender<V>)>,
    lanes: usize,
}

impl<K, V> Clone for Gather<K, V> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<K, V> Default for Gather<K, V> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Queue { waiting: Vec::new(), lanes: 0 })))
    }
}

impl<K, V> fmt::Debug for Gather<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Gather(…)")
    }
}

impl<K: Send + 'static, V: Send + 'static> Gather<K, V> {
    /// What `read` answers to this key; it gives the answers in the order of its keys. `None` when
    /// the reading failed: then whoever asks reads alone, and meets the fault themselves.
    pub(crate) async fn ask<F>(&self, key: K, read: impl Fn(Vec<K>) -> F + Send + 'static) -> Option<V>
    where
        F: Future<Output = Result<Vec<V>>> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let opens = {
            let mut queue = self.lock();
            queue.waiting.push((key, reply));
            let opens = queue.lanes < LANES;
            queue.lanes += usize::from(opens);
            opens
        };
        if opens {
            // A task of its own: whoever began it may leave before the others have their answer.
            let lane = Lane { of: self.clone(), done: false };
            tokio::spawn(lane.run(read));
        }
        answer.await.ok()
    }

    fn lock(&self) -> MutexGuard<'_, Queue<K, V>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to read, until nobody waits any more.
struct Lane<K: Send + 'static, V: Send + 'static> {
    of: Gather<K, V>,
    done: bool,
}

impl<K: Send + 'static, V: Send + 'static> Lane<K, V> {
    async fn run<F>(mut self, read: impl Fn(Vec<K>) -> F)
    where
        F: Future<Output = Result<Vec<V>>>,
    {
        while let Some((keys, replies)) = self.next() {
            match read(keys).await {
                Ok(answers) => {
                    for (reply, answer) in replies.into_iter().zip(answers) {
                        // Whoever left does not need it.
                        let _ = reply.send(answer);
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "a gathered look-up failed; its {} keys are read one by one", replies.len());
                }
            }
        }
    }

    /// The next keys; without any, the lane closes in the same moment.
    fn next(&mut self) -> Option<(Vec<K>, Vec<oneshot::Sender<V>>)> {
        let mut queue = self.of.lock();
        if queue.waiting.is_empty() {
            queue.lanes -= 1;
            drop(queue);
            self.done = true;
            return None;
        }
        let most = queue.waiting.len().min(MOST);
        Some(queue.waiting.drain(..most).unzip())
    }
}

impl<K: Send + 'static, V: Send + 'static> Drop for Lane<K, V> {
    /// A reading that panicked, or whose runtime ends: who waits behind it reads alone.
    fn drop(&mut self) {
        if !self.done {
            let mut queue = self.of.lock();
            queue.lanes -= 1;
            queue.waiting.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;
    use futures_util::future::join_all;
    use tokio::{sync::Semaphore, task::yield_now};

    #[tokio::test]
    async fn a_lone_one_is_read_at_once_and_the_rush_together() {
        let (gather, gate) = (Gather::default(), Arc::new(Semaphore::new(0)));
        let calls = Arc::new(Mutex::new(Vec::new()));
        let ask = |n: u64| {
            let (gather, gate, calls) = (gather.clone(), Arc::clone(&gate), Arc::clone(&calls));
            tokio::spawn(async move {
                let read = move |keys: Vec<u64>| {
                    let (gate, calls) = (Arc::clone(&gate), Arc::clone(&calls));
                    async move {
                        calls.lock().unwrap().push(keys.len());
                        gate.acquire().await.unwrap().forget();
                        Ok(keys.into_iter().map(|n| n * 2).collect())
                    }
                };
                gather.ask(n, read).await
            })
        };
        let mut asked = Vec::new();
        for n in 0..100 {
            asked.push(ask(n));
            yield_now().await;
        }
        gate.add_permits(3);
        let answers = join_all(asked).await;
        for (n, answer) in (0..).zip(answers) {
            assert_eq!(answer.unwrap(), Some(n * 2));
        }
        assert_eq!(*calls.lock().unwrap(), [1, 1, 98], "both lanes at once, the rest in one");
    }

    #[tokio::test]
    async fn a_failed_reading_answers_nobody_and_the_next_one_goes_on() {
        let gather = Gather::<u8, u8>::default();
        assert_eq!(gather.ask(1, |_| async { Err(Error::Busy) }).await, None);
        assert_eq!(gather.ask(1, |keys| async { Ok(keys) }).await, Some(1));
    }

    #[tokio::test]
    async fn a_reading_that_panics_leaves_nobody_waiting() {
        let gather = Gather::<u8, u8>::default();
        let panics = |_| async { panic!("on purpose") };
        let asked = (0..10).map(|n| gather.ask(n, panics));
        assert!(join_all(asked).await.into_iter().all(|answer: Option<u8>| answer.is_none()));
        assert_eq!(gather.ask(1, |keys| async { Ok(keys) }).await, Some(1), "its lanes are free again");
    }

    #[tokio::test]
    async fn who_leaves_takes_nobody_along() {
        let gather = Gather::<u8, u8>::default();
        let read = |keys: Vec<u8>| async {
            yield_now().await;
            Ok(keys)
        };
        let first = tokio::spawn({
            let gather = gather.clone();
            async move { gather.ask(1, read).await }
        });
        yield_now().await;
        first.abort();
        assert_eq!(gather.ask(2, read).await, Some(2));
    }
}
