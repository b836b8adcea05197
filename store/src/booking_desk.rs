//! The booking desk: requests that come in while a commit is under way are committed
//! together.
//!
//! A hot day is one row, and a commit is one write to disk: requests that queue for it one by
//! one get a few hundred bookings a second, those that share a commit many thousands. A lone
//! request does not wait for company; those that follow one closely wait a breath for each other. The order of arrival is kept; each request has its own
//! outcome, and when a whole batch fails its requests are tried one by one, so that one bad
//! request harms no other. Trying again is safe: every request has its key.

use crate::{Answer, Db, Error, Result, db::Outcome, reservation::Request, trace};
use domain::{id::ReservationId, trace::Trace};
use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot},
    task::{Id, JoinSet},
    time::sleep_until,
};

/// Requests in one commit at the most.
const MOST_IN_BATCH: usize = 128;

/// Between two commits, unless so many wait. A commit costs the database a millisecond of work before
/// its first booking: without a breath between them, those of the rush would leave by the handful.
const BREATH: Duration = Duration::from_millis(10);
const WORTH_IT: usize = 64;

/// Requests that may queue or be under way; beyond it callers are told that the service is busy.
const MOST_QUEUED: usize = 4_096;

struct Job {
    request: Request,
    /// Whose call it is.
    trace: Option<Trace>,
    came: Instant,
    reply: oneshot::Sender<Result<Outcome>>,
    /// Given back with the outcome.
    place: OwnedSemaphorePermit,
}

/// What a desk has done since it opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeskWork {
    /// Commits.
    pub batches: u64,
    /// Requests in them.
    pub requests: u64,
    /// How long requests waited for their batch to begin, all together.
    pub waited: Duration,
}

#[derive(Debug, Default)]
struct Counted {
    batches: AtomicU64,
    requests: AtomicU64,
    micros: AtomicU64,
}

impl Counted {
    fn add(&self, batch: &[Job]) {
        let waited: Duration = batch.iter().map(|job| job.came.elapsed()).sum();
        self.batches.fetch_add(1, Relaxed);
        self.requests.fetch_add(batch.len() as u64, Relaxed);
        self.micros.fetch_add(u64::try_from(waited.as_micros()).unwrap_or(u64::MAX), Relaxed);
    }
}

/// One replica's desk. Dropping it lets the queue run dry.
#[derive(Debug)]
pub(crate) struct BookingDesk {
    jobs: mpsc::UnboundedSender<Job>,
    /// What bounds the queue.
    places: Arc<Semaphore>,
    counted: Arc<Counted>,
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Job(…)")
    }
}

impl BookingDesk {
    /// Opens a desk with `lanes` commits under way at once. Two are best: more fight over the
    /// same rows.
    pub(crate) fn open(db: Db, lanes: usize) -> Self {
        let (jobs, queue) = mpsc::unbounded_channel();
        let counted = Arc::<Counted>::default();
        tokio::spawn(serve(db, queue, lanes, Arc::clone(&counted)));
        Self { jobs, places: Arc::new(Semaphore::new(MOST_QUEUED)), counted }
    }

    /// What it has done.
    pub(crate) fn work(&self) -> DeskWork {
        let Counted { batches, requests, micros } = &*self.counted;
        DeskWork {
            batches: batches.load(Relaxed),
            requests: requests.load(Relaxed),
            waited: Duration::from_micros(micros.load(Relaxed)),
        }
    }

    /// Hands in a request and waits for its outcome.
    ///
    /// # Errors
    /// [`Error::Busy`] when too many wait already; otherwise as [`crate::reservation::request`].
    pub(crate) async fn request(&self, request: Request) -> Answer<ReservationId> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| Error::Busy)?;
        let (reply, outcome) = oneshot::channel();
        let job = Job { request, came: Instant::now(), trace: trace::current(), reply, place };
        self.jobs.send(job).map_err(|_| Error::Busy)?;
        outcome.await.map_err(|_| Error::Busy)?
    }
}

async fn serve(db: Db, mut arriving: mpsc::UnboundedReceiver<Job>, lanes: usize, counted: Arc<Counted>) {
    let mut queue: VecDeque<Job> = VecDeque::new();
    // Accounts with a request under way: their next one waits, so that a second tap finds the
    // first one's key.
    let mut under_way: HashSet<i64> = HashSet::new();
    let mut accounts: HashMap<Id, Vec<i64>> = HashMap::new();
    let mut flights = JoinSet::new();
    let mut open = true;
    // When the last batch left, and when the next one may, if only time keeps it here.
    let mut left: Option<Instant> = None;
    let mut next: Option<Instant> = None;
    loop {
        tokio::select! {
            job = arriving.recv(), if open => match job {
                Some(job) => queue.push_back(job),
                None => open = false,
            },
            Some(landed) = flights.join_next_with_id(), if !flights.is_empty() => {
                // A batch that panicked gives its accounts free as well.
                let id = landed.map_or_else(|e| e.id(), |(id, ())| id);
                for account in accounts.remove(&id).unwrap_or_default() {
                    under_way.remove(&account);
                }
            }
            () = sleep_until(next.unwrap_or_else(Instant::now).into()), if next.is_some() => {}
            // Nobody can come any more, and all who came have their answer.
            else => break,
        }
        while let Ok(job) = arriving.try_recv() {
            queue.push_back(job);
        }
        next = None;
        while flights.len() < lanes && !queue.is_empty() {
            next = left.map(|left| left + BREATH).filter(|at| queue.len() < WORTH_IT && *at > Instant::now());
            if next.is_some() {
                break;
            }
            let batch = take_batch(&mut queue, &mut under_way);
            if batch.is_empty() {
                break;
            }
            left = Some(Instant::now());
            counted.add(&batch);
            let whose = batch.iter().map(|j| j.request.account.0).collect();
            accounts.insert(flights.spawn(carry_out(db.clone(), batch)).id(), whose);
        }
    }
}

/// The next requests in order of arrival, at most one of each account.
fn take_batch(queue: &mut VecDeque<Job>, under_way: &mut HashSet<i64>) -> Vec<Job> {
    let mut batch = Vec::new();
    let mut later = VecDeque::new();
    while batch.len() < MOST_IN_BATCH
        && let Some(job) = queue.pop_front()
    {
        if under_way.insert(job.request.account.0) { batch.push(job) } else { later.push_back(job) }
    }
    later.append(queue);
    *queue = later;
    batch
}

async fn carry_out(db: Db, batch: Vec<Job>) {
    let traces: Vec<_> = batch.iter().map(|j| j.trace).collect();
    let (requests, replies): (Vec<_>, Vec<_>) =
        batch.into_iter().map(|j| (j.request, (j.reply, j.place))).unzip();
    match trace::within_each(traces.clone(), db.book(&requests)).await {
        Ok(outcomes) => {
            for ((reply, _place), outcome) in replies.into_iter().zip(outcomes) {
                // Whoever left keeps the booking: the key brings the answer back.
                let _ = reply.send(Ok(outcome));
            }
        }
        Err(error) => {
            tracing::warn!(%error, requests = requests.len(), "a batch of bookings failed; trying its requests one by one");
            for ((request, (reply, _place)), trace) in requests.into_iter().zip(replies).zip(traces) {
                let alone = trace::within_each(vec![trace], db.book(std::slice::from_ref(&request))).await;
                let _ = reply.send(alone.and_then(|mut o| o.pop().ok_or(Error::Unreadable("no outcome"))));
            }
        }
    }
}
