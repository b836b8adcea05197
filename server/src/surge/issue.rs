//! Tickets for people who come at once: whoever arrives while a statement is under way shares the
//! next one, in order of arrival, so that one row of the database serves any crowd.

use domain::surge::Ticket;
use store::{Db, surge};
use tokio::sync::{mpsc, oneshot};

/// People of one statement.
const MOST: usize = 10_000;

/// What somebody gets: a ticket, nothing when no queue stands, or no answer.
type Issued = Result<Option<Ticket>, NoTicket>;

/// The database did not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoTicket;

/// Where tickets are asked for. Clones share it.
#[derive(Clone, Debug)]
pub(crate) struct Issuer(mpsc::UnboundedSender<oneshot::Sender<Issued>>);

impl Issuer {
    /// Of this database's queue.
    pub(crate) fn open(db: Db) -> Self {
        Self::with(move |count| {
            let db = db.clone();
            async move {
                surge::issue(&db, count).await.map_err(|error| {
                    tracing::warn!(error = &error as &dyn std::error::Error, "no ticket could be issued");
                    NoTicket
                })
            }
        })
    }

    /// `issue` hands out so many, and says the last of them.
    fn with<I, F>(issue: I) -> Self
    where
        I: Fn(i64) -> F + Send + 'static,
        F: Future<Output = Issued> + Send,
    {
        let (asks, mut asked) = mpsc::unbounded_channel::<oneshot::Sender<Issued>>();
        tokio::spawn(async move {
            let mut people = Vec::new();
            while asked.recv_many(&mut people, MOST).await > 0 {
                // Whoever has left meanwhile would leave a gap.
                people.retain(|person| !person.is_closed());
                let count = i64::try_from(people.len()).unwrap_or(i64::MAX);
                let last = if count == 0 { Ok(None) } else { issue(count).await };
                for (place, person) in (1 - count..=0).zip(people.drain(..)) {
                    let own = last.map(|last| last.map(|last| Ticket { place: last.place + place, ..last }));
                    let _ = person.send(own);
                }
            }
        });
        Self(asks)
    }

    /// The next ticket.
    pub(super) async fn next(&self) -> Issued {
        let (ask, answer) = oneshot::channel();
        self.0.send(ask).map_err(|_| NoTicket)?;
        answer.await.unwrap_or(Err(NoTicket))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::future::join_all;
    use std::sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering::Relaxed},
    };
    use tokio::sync::Semaphore;

    #[tokio::test]
    async fn a_crowd_shares_one_statement_and_keeps_its_order() {
        let (counts, last) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicI64::new(0)));
        let gate = Arc::new(Semaphore::new(0));
        let issuer = Issuer::with({
            let (counts, gate) = (Arc::clone(&counts), Arc::clone(&gate));
            move |count| {
                counts.lock().unwrap().push(count);
                let (gate, last) = (Arc::clone(&gate), Arc::clone(&last));
                async move {
                    gate.acquire().await.unwrap().forget();
                    Ok(Some(Ticket { surge: 3, place: last.fetch_add(count, Relaxed) + count }))
                }
            }
        });
        let first = tokio::spawn({
            let issuer = issuer.clone();
            async move { issuer.next().await }
        });
        while counts.lock().unwrap().is_empty() {
            tokio::task::yield_now().await;
        }
        // They come while the first statement is under way, one after the other.
        let mut crowd = Box::pin(join_all((0..500).map(|_| issuer.next())));
        assert!(futures_util::poll!(&mut crowd).is_pending());
        gate.add_permits(2);
        assert_eq!(first.await.unwrap(), Ok(Some(Ticket { surge: 3, place: 1 })));
        let places: Vec<i64> = crowd.await.into_iter().map(|t| t.unwrap().unwrap().place).collect();
        assert_eq!(places, (2..=501).collect::<Vec<_>>());
        assert_eq!(*counts.lock().unwrap(), [1, 500]);
    }

    #[tokio::test]
    async fn without_a_queue_or_a_database_everybody_is_told_so() {
        let none = Issuer::with(|_| async { Ok(None) });
        assert_eq!(none.next().await, Ok(None));
        let gone = Issuer::with(|_| async { Err(NoTicket) });
        assert_eq!(gone.next().await, Err(NoTicket));
    }
}
