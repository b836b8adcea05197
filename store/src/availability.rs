//! What everybody asks for, in memory: doses, dates and lines of every hospital, and how the
//! service is doing. Each replica keeps its own board.
//!
//! The board reads the outbox with a cursor of its own, which no lock and no other replica knows
//! of, and reads the hospitals again that events name. So it needs nobody's message to be right,
//! and knows its age: the moment of the last look at the outbox, or of the oldest event it could
//! not take yet. Without a look for [`PATIENCE`] it says nothing, and pages ask the database.

mod load;
mod select;

use crate::{
    Db, Result,
    outbox::Position,
    read_model,
    view::{
        hospital::{Found, Search},
        status::{self, Health, Now, count_given_today, read_health},
    },
};
use domain::{calendar::in_seoul, hospital::Province, id::HospitalId, live::SumsNow};
use load::Place;
use select::select;
use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard},
    time::{Duration, Instant},
};
use time::{Date, OffsetDateTime};

/// So long after the last look at the outbox the board still answers.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// Events of one look.
const MOST: i64 = 5_000;

/// What is left in the country. Cheap to clone; all clones are one.
#[derive(Clone, Debug)]
pub struct Board {
    state: Arc<RwLock<Option<State>>>,
    patience: Duration,
}

impl Default for Board {
    fn default() -> Self {
        Self::with_patience(PATIENCE)
    }
}

#[derive(Debug)]
struct State {
    places: BTreeMap<i64, Place>,
    /// How far the outbox was read.
    at: Position,
    /// The day for which dates were read.
    today: Date,
    as_of: OffsetDateTime,
    /// When it was looked at last, by the database's clock (microseconds since 1970).
    version: i64,
    /// Doses given today, and how old that figure is.
    given_today: (u32, OffsetDateTime),
    health: Health,
    looked: Instant,
}

/// The country and the service.
#[derive(Clone, Debug)]
pub struct Country {
    /// Doses, places, lines.
    pub now: Now,
    /// The service itself.
    pub health: Health,
    /// Rises with every look, also where the age does not (microseconds since 1970).
    pub version: i64,
}

impl Country {
    /// Whether its age is such that readers have to be told.
    pub fn is_late(&self) -> bool {
        self.version - micros(self.now.as_of) > read_model::LATE * 1_000_000
    }

    /// From the database, for pages that find no fresh board.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read(db: &Db) -> Result<Self> {
        let version = micros(db.now().await?);
        Ok(Self { now: status::read(db).await?, health: read_health(db).await?, version })
    }
}

fn micros(at: OffsetDateTime) -> i64 {
    i64::try_from(at.unix_timestamp_nanos() / 1_000).unwrap_or(i64::MAX)
}

impl Board {
    /// A board that answers so long after its last look.
    pub fn with_patience(patience: Duration) -> Self {
        Self { state: Arc::default(), patience }
    }

    /// Looks at the outbox and reads again what it names; everything at first and on a new day.
    ///
    /// # Errors
    /// When the database fails: the board ages, and is right again after the next look.
    pub async fn refresh(&self, db: &Db) -> Result<()> {
        let known = self.read().as_ref().map(|s| (s.at.clone(), s.today));
        let today = db.today().await?;
        let Some((at, _)) = known.filter(|(_, day)| *day == today) else {
            return self.load_all(db, today).await;
        };
        let look = load::look(db, &at, MOST).await?;
        let places = match &look.hospitals {
            Some(none) if none.is_empty() => Vec::new(),
            named => load::read(db, named.as_deref()).await?,
        };
        let (given, health) = (read_given(db).await?, read_health(db).await?);
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(state) = state.as_mut() {
            state.places.extend(places.into_iter().map(|p| (p.card.hospital.0, p)));
            state.at = look.at;
            state.as_of = look.as_of;
            state.version = micros(look.now);
            (state.given_today, state.health) = (given, health);
            state.looked = look.began;
        }
        drop(state);
        Ok(())
    }

    async fn load_all(&self, db: &Db, today: Date) -> Result<()> {
        let began = Instant::now();
        // First where to go on from, then what was there: nothing between is missed.
        let (at, as_of) = load::begin(db).await?;
        let places = load::read(db, None).await?;
        let (given_today, health) = (read_given(db).await?, read_health(db).await?);
        let state = State {
            places: places.into_iter().map(|p| (p.card.hospital.0, p)).collect(),
            at,
            today,
            as_of,
            version: micros(as_of),
            given_today,
            health,
            looked: began,
        };
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = Some(state);
        Ok(())
    }

    fn read(&self) -> RwLockReadGuard<'_, Option<State>> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// As [`crate::view::hospital::list`]; `None` while the board is not fresh.
    pub fn list(&self, search: &Search, offset: usize, most: usize) -> Option<Found> {
        let state = self.read();
        let state = state.as_ref().filter(|s| s.looked.elapsed() <= self.patience)?;
        let now = in_seoul(state.as_of + state.looked.elapsed());
        Some(select(state.places.values(), search, (offset, most), now, state.as_of))
    }

    /// What lists say of some hospitals, those that there are; `None` while the board is not fresh.
    pub fn sums(&self, hospitals: &[HospitalId]) -> Option<Vec<SumsNow>> {
        let state = self.read();
        let state = state.as_ref().filter(|s| s.looked.elapsed() <= self.patience)?;
        let whole = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
        let sums = |Place { card, .. }: &Place| SumsNow {
            hospital_id: card.hospital.0,
            version: state.version,
            doses: whole(card.bookable()),
            places: whole(card.places),
            waiting: card.waiting,
            as_of: state.as_of.unix_timestamp(),
        };
        Some(hospitals.iter().filter_map(|id| state.places.get(&id.0).map(sums)).collect())
    }

    /// How many hospitals each province has, in official order; `None` while the board is not fresh.
    pub fn provinces(&self) -> Option<Vec<(Province, u32)>> {
        Some(self.country()?.now.provinces.iter().map(|p| (p.province, p.hospitals)).collect())
    }

    /// What rises with every look; `None` while the board is not fresh. Whoever made something of the
    /// board may keep it while this stays the same.
    pub fn version(&self) -> Option<i64> {
        self.read().as_ref().filter(|s| s.looked.elapsed() <= self.patience).map(|s| s.version)
    }

    /// The country; `None` while the board is not fresh.
    pub fn country(&self) -> Option<Country> {
        let state = self.read();
        let state = state.as_ref().filter(|s| s.looked.elapsed() <= self.patience)?;
        let (given_today, given_as_of) = state.given_today;
        let mut now = Now::empty(state.as_of.min(given_as_of));
        for Place { card, .. } in state.places.values() {
            if let Some(p) = now.provinces.iter_mut().find(|p| p.province == card.province) {
                p.hospitals += 1;
                p.with_doses += u32::from(card.bookable() > 0);
                p.bookable += card.bookable();
                p.places += card.places;
                p.waiting += card.waiting;
            }
        }
        now.given_today = given_today;
        Some(Country { now, health: state.health.clone(), version: state.version })
    }
}

async fn read_given(db: &Db) -> Result<(u32, OffsetDateTime)> {
    let as_of = read_model::as_of(db).await?.at;
    Ok((count_given_today(db).await?, as_of))
}

/// As the board answers, from the database.
pub(crate) async fn read(db: &Db, search: &Search, offset: usize, most: usize) -> Result<Found> {
    let places = load::read(db, None).await?;
    let now = db.now().await?;
    Ok(select(places.iter(), search, (offset, most), in_seoul(now), now))
}
