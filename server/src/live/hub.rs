//! One message for each watched topic, shared by all sockets of this replica.

use super::{
    figures,
    latest::{Latest, News, version},
    limit::{Limits, Seat},
    topic::Topic,
};
use crate::surge::Door;
use domain::{
    account::Visitor,
    id::{AccountId, HospitalId, ReservationId, SessionId},
    live::Say,
};
use std::{
    collections::{HashMap, HashSet},
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use store::{Db, availability::Board, relay::Changed};
use tokio::{
    sync::{Notify, watch},
    time::{interval, sleep},
};

/// Reservations changed within this time are read together.
const RESERVATION_PAUSE: Duration = Duration::from_millis(20);
/// A hospital is read again at most five times a second, however much is booked there.
const HOSPITAL_PAUSE: Duration = Duration::from_millis(200);
/// Open sockets' sessions are checked this often, should the bus not have told of one that ended or whose
/// roles changed: it closes within five seconds.
const SESSION_CHECK: Duration = Duration::from_secs(4);
/// The country is told at most once a second, to everybody who looks.
const STATUS_PAUSE: Duration = Duration::from_secs(1);
/// Staff pages fetch themselves again when their read models move: not more often than this.
const VIEWS_PAUSE: Duration = Duration::from_secs(2);
/// People at the door are told of their place at most once a second.
const TICKETS_PAUSE: Duration = Duration::from_secs(1);
/// Places in line move without a change of the reservation itself.
const LINE_CHECK: Duration = Duration::from_secs(5);
/// Most states read with one query.
const BATCH: usize = 500;

type Slot = watch::Sender<Option<Arc<Latest>>>;

/// Topics waiting to be read again.
#[derive(Debug, Default)]
struct Queue {
    topics: Mutex<HashSet<Topic>>,
    bell: Notify,
}

/// The topics, the sessions and the seats of this replica's sockets.
#[derive(Debug)]
pub(crate) struct Hub {
    pub(super) db: Db,
    board: Board,
    door: Door,
    slots: Mutex<HashMap<Topic, Slot>>,
    reservations: Queue,
    hospitals: Queue,
    inboxes: Queue,
    /// By session, and the standing its account had when the socket was opened.
    sessions: Mutex<HashMap<(SessionId, i32), watch::Sender<()>>>,
    status: Queue,
    views: Queue,
    tickets: Queue,
    moved: Notify,
    /// Somebody's roles changed, or so it was said: sockets are asked for their sessions.
    doubted: Notify,
    limits: Arc<Limits>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Hub {
    /// An empty hub with these caps on sockets.
    pub(crate) fn new(db: Db, board: Board, door: Door, per_account: usize, per_address: usize) -> Arc<Self> {
        Arc::new(Self {
            db,
            board,
            door,
            slots: Mutex::default(),
            reservations: Queue::default(),
            hospitals: Queue::default(),
            inboxes: Queue::default(),
            status: Queue::default(),
            views: Queue::default(),
            tickets: Queue::default(),
            sessions: Mutex::default(),
            moved: Notify::new(),
            doubted: Notify::new(),
            limits: Limits::new(per_account, per_address),
        })
    }

    /// The queue at the door, for whoever answers there.
    pub(crate) fn door(&self) -> &Door {
        &self.door
    }

    /// The pool, for the bus.
    pub(crate) fn pool(&self) -> &store::sqlx::PgPool {
        self.db.pool()
    }

    /// Starts what keeps the topics fresh and the sockets honest.
    pub(crate) fn start(self: &Arc<Self>) {
        let hub = Arc::clone(self);
        tokio::spawn(async move { hub.keep_fresh(&hub.reservations, RESERVATION_PAUSE).await });
        let hub = Arc::clone(self);
        tokio::spawn(async move { hub.keep_fresh(&hub.hospitals, HOSPITAL_PAUSE).await });
        let hub = Arc::clone(self);
        tokio::spawn(async move { hub.keep_fresh(&hub.inboxes, RESERVATION_PAUSE).await });
        let hub = Arc::clone(self);
        tokio::spawn(async move { hub.keep_fresh(&hub.status, STATUS_PAUSE).await });
        let hub = Arc::clone(self);
        tokio::spawn(async move { hub.keep_fresh(&hub.views, VIEWS_PAUSE).await });
        let hub = Arc::clone(self);
        tokio::spawn(async move { hub.keep_fresh(&hub.tickets, TICKETS_PAUSE).await });
        let hub = Arc::clone(self);
        tokio::spawn(async move { hub.keep_tickets().await });
        let hub = Arc::clone(self);
        tokio::spawn(async move { hub.keep_lines().await });
        let hub = Arc::clone(self);
        tokio::spawn(async move { hub.keep_sessions().await });
    }

    /// The bus says what changed; what nobody here watches is dropped at once.
    pub(crate) fn changed(&self, changed: &Changed) {
        let reservations = changed.reservations.iter().map(|id| Topic::Reservation(ReservationId(*id)));
        let hospitals = changed.hospitals.iter().map(|id| Topic::Hospital(HospitalId(*id)));
        let inboxes = changed.accounts.iter().map(|id| Topic::Inbox(AccountId(*id)));
        let views = changed.views.iter().map(|id| Topic::Views(Some(HospitalId(*id))));
        let all = (!changed.views.is_empty()).then_some(Topic::Views(None));
        self.read_again(reservations.chain(hospitals).chain(inboxes).chain(views).chain(all));
        if !changed.hospitals.is_empty() {
            self.moved.notify_one();
        }
        for session in &changed.sessions {
            self.close_session(SessionId(*session));
        }
        if !changed.standings.is_empty() {
            self.doubted.notify_one();
        }
    }

    /// The board was refreshed: the country, and every line of a list that somebody looks at.
    pub(crate) fn board_moved(&self) {
        let lines: Vec<Topic> =
            locked(&self.slots).keys().copied().filter(|topic| matches!(topic, Topic::Sums(_))).collect();
        self.read_again(lines.into_iter().chain([Topic::Status]));
    }

    /// Waits until something happened at any hospital.
    pub(crate) async fn hospitals_moved(&self) {
        self.moved.notified().await;
    }

    /// The bus can be heard, or not.
    pub(crate) fn hears(&self, hears: bool) {
        self.db.set_hears(hears);
    }

    /// The bus may have lost something: everything watched is read again.
    pub(crate) fn resync(&self) {
        self.doubted.notify_one();
        let all: Vec<Topic> = locked(&self.slots).keys().copied().collect();
        self.read_again(all);
    }

    /// Closes the sockets of a session that has ended.
    pub(crate) fn close_session(&self, session: SessionId) {
        locked(&self.sessions).retain(|(of, _), _| *of != session);
    }

    /// A place for one more socket, unless a cap is reached.
    pub(crate) fn enter(&self, address: IpAddr, account: Option<AccountId>) -> Option<Seat> {
        self.limits.enter(address, account)
    }

    /// Open sockets of this replica.
    pub(crate) fn count_sockets(&self) -> usize {
        self.limits.count()
    }

    /// Fails (the sender is gone) as soon as the session has ended, or its account's roles changed.
    pub(super) fn follow_session(&self, visitor: &Visitor) -> Option<watch::Receiver<()>> {
        let key = (visitor.session?, visitor.standing);
        Some(locked(&self.sessions).entry(key).or_insert_with(|| watch::Sender::new(())).subscribe())
    }

    /// Starts to watch a topic. `None` when there is no such thing.
    pub(super) async fn watch(self: &Arc<Self>, topic: Topic) -> store::Result<Option<Watching>> {
        // First the subscription, then the reading: a change in between is not missed.
        let latest = locked(&self.slots).entry(topic).or_insert_with(|| watch::Sender::new(None)).subscribe();
        let watching = Watching { hub: Arc::clone(self), topic, latest };
        if !watching.is_known() {
            self.publish(self.read(&[topic]).await?);
        }
        Ok(watching.is_known().then_some(watching))
    }

    /// Topics as they are now; unknown ones are missing from the answer.
    pub(super) async fn current(&self, topics: &[Topic]) -> store::Result<HashMap<Topic, Say>> {
        let mut known = HashMap::new();
        {
            let slots = locked(&self.slots);
            for topic in topics {
                if let Some(latest) = slots.get(topic).and_then(|slot| slot.borrow().clone()) {
                    known.insert(*topic, latest.say.clone());
                }
            }
        }
        let unknown: Vec<Topic> = topics.iter().filter(|t| !known.contains_key(t)).copied().collect();
        known.extend(self.read(&unknown).await?);
        Ok(known)
    }

    fn read_again(&self, topics: impl IntoIterator<Item = Topic>) {
        let slots = locked(&self.slots);
        for topic in topics.into_iter().filter(|topic| slots.contains_key(topic)) {
            let queue = match topic {
                Topic::Reservation(_) => &self.reservations,
                Topic::Hospital(_) => &self.hospitals,
                Topic::Inbox(_) => &self.inboxes,
                Topic::Status | Topic::Sums(_) => &self.status,
                Topic::Views(_) => &self.views,
                Topic::Queue { .. } => &self.tickets,
            };
            locked(&queue.topics).insert(topic);
            queue.bell.notify_one();
        }
    }

    async fn read(&self, topics: &[Topic]) -> store::Result<Vec<(Topic, Say)>> {
        let mut reservations = Vec::new();
        let mut hospitals = Vec::new();
        let mut sums = Vec::new();
        let mut inboxes = Vec::new();
        let mut views = Vec::new();
        let mut said = Vec::with_capacity(topics.len());
        for topic in topics {
            match topic {
                Topic::Reservation(id) => reservations.push(*id),
                Topic::Hospital(id) => hospitals.push(*id),
                Topic::Sums(id) => sums.push(*id),
                Topic::Inbox(account) => inboxes.push(*account),
                Topic::Views(_) => views.push(*topic),
                Topic::Queue { ticket, .. } => {
                    said.push((
                        *topic,
                        figures::of_queue(*topic, self.door.queued(*ticket), self.door.as_of()),
                    ));
                }
                Topic::Status => {
                    let country = self.board.country();
                    said.extend(country.map(|c| {
                        (*topic, figures::of_country(&c, self.db.breaker_state(), self.db.hears()))
                    }));
                }
            }
        }
        if !sums.is_empty() {
            let now = self.board.sums(&sums).unwrap_or_default();
            said.extend(
                now.into_iter().map(|now| (Topic::Sums(HospitalId(now.hospital_id)), Say::Sums(now))),
            );
        }
        if !views.is_empty() {
            let as_of = store::read_model::as_of(&self.db).await?;
            said.extend(views.into_iter().map(|topic| (topic, figures::moved(topic, as_of))));
        }
        if !reservations.is_empty() {
            for now in store::view::reservation_live(&self.db, &reservations).await? {
                said.push((Topic::Reservation(ReservationId(now.reservation_id)), Say::Reservation(now)));
            }
        }
        if !hospitals.is_empty() {
            for now in store::view::hospital_live(&self.db, &hospitals).await? {
                said.push((Topic::Hospital(HospitalId(now.hospital_id)), Say::Hospital(now)));
            }
        }
        if !inboxes.is_empty() {
            for (account, now) in store::view::inbox_live(&self.db, &inboxes).await? {
                said.push((Topic::Inbox(account), Say::Inbox(now)));
            }
        }
        Ok(said)
    }

    fn publish(&self, said: Vec<(Topic, Say)>) {
        for (topic, say) in said {
            let Some(slot) = locked(&self.slots).get(&topic).cloned() else { continue };
            slot.send_if_modified(|latest| {
                let news = News::of(latest.as_deref(), &say);
                if news != News::Old
                    && let Ok(text) = serde_json::to_string(&say)
                {
                    *latest = Some(Arc::new(Latest { version: version(&say), text: text.into(), say }));
                }
                news == News::Different
            });
        }
    }

    async fn keep_fresh(&self, queue: &Queue, pause: Duration) {
        loop {
            queue.bell.notified().await;
            let topics: Vec<Topic> = std::mem::take(&mut *locked(&queue.topics)).into_iter().collect();
            for batch in topics.chunks(BATCH) {
                match self.read(batch).await {
                    Ok(said) => self.publish(said),
                    Err(error) => {
                        tracing::warn!(
                            error = &error as &dyn std::error::Error,
                            "live states cannot be read"
                        );
                        self.read_again(batch.iter().copied());
                        sleep(Duration::from_secs(1)).await;
                    }
                }
            }
            sleep(pause).await;
        }
    }

    /// Everybody's place in the queue at the door, whenever that was looked at: no query each.
    async fn keep_tickets(&self) {
        loop {
            self.door.turned().await;
            let waiting: Vec<Topic> =
                locked(&self.slots).keys().filter(|t| matches!(t, Topic::Queue { .. })).copied().collect();
            self.read_again(waiting);
        }
    }

    async fn keep_lines(&self) {
        let mut ticks = interval(LINE_CHECK);
        loop {
            ticks.tick().await;
            let waits = |slot: &Slot| {
                slot.borrow()
                    .as_ref()
                    .is_some_and(|l| matches!(&l.say, Say::Reservation(r) if r.line.is_some()))
            };
            let waiting: Vec<Topic> =
                locked(&self.slots).iter().filter(|(_, slot)| waits(slot)).map(|(topic, _)| *topic).collect();
            self.read_again(waiting);
        }
    }

    async fn keep_sessions(&self) {
        let mut ticks = interval(SESSION_CHECK);
        loop {
            tokio::select! {
                _ = ticks.tick() => {}
                () = self.doubted.notified() => {}
            }
            let open: Vec<(SessionId, i32)> = {
                let mut sessions = locked(&self.sessions);
                sessions.retain(|_, told| told.receiver_count() > 0);
                sessions.keys().copied().collect()
            };
            if open.is_empty() {
                continue;
            }
            // While the database is away nobody can end a session either.
            match store::session::live_sessions(&self.db, &open).await {
                Ok(alive) => {
                    let alive: HashSet<(SessionId, i32)> = alive.into_iter().collect();
                    let mut sessions = locked(&self.sessions);
                    open.iter().filter(|s| !alive.contains(s)).for_each(|s| drop(sessions.remove(s)));
                }
                Err(error) => {
                    tracing::warn!(error = &error as &dyn std::error::Error, "sessions cannot be checked");
                }
            }
        }
    }
}

/// One socket's interest in one topic; the topic is forgotten with the last of them.
#[derive(Debug)]
pub(super) struct Watching {
    hub: Arc<Hub>,
    topic: Topic,
    latest: watch::Receiver<Option<Arc<Latest>>>,
}

impl Watching {
    /// Which topic.
    pub(super) fn topic(&self) -> Topic {
        self.topic
    }

    /// Its latest state; only a later one counts as changed from here on.
    pub(super) fn take(&mut self) -> Option<Arc<Latest>> {
        self.latest.borrow_and_update().clone()
    }

    fn is_known(&self) -> bool {
        self.latest.borrow().is_some()
    }

    /// Waits until there is a newer one; any number in between are skipped.
    pub(super) async fn changed(&mut self) {
        if self.latest.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let mut slots = locked(&self.hub.slots);
        if slots.get(&self.topic).is_some_and(|slot| slot.receiver_count() <= 1) {
            slots.remove(&self.topic);
        }
    }
}
