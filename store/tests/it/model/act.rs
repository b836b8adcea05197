//! The commands of the model, in the store.

use super::reference::{Act, CAPACITY, LONG, Look, Model, PEOPLE, SHORT, Said, date};
use crate::world::{Citizen, NOW, Place, Server, keys, settle, settle_at, vaccine_form};
use domain::{
    account::Role,
    disposal::DisposalReason,
    id::{AccountId, HospitalId, LotId, ReservationId, VaccinationId},
    person::{BirthDate, PersonName, Phone},
    refusal::Refusal,
    reservation::{CancelReason, RejectReason, ReservationStatus},
    vaccination::VoidReason,
};
use futures_util::future::join_all;
use sqlx::{PgPool, Row};
use std::sync::{
    Mutex,
    atomic::{AtomicU32, Ordering},
};
use store::{
    Db, Error, account, cancel, disposal, hospital, idempotency::Key, offer, reschedule, reservation,
    reservation::Request, supply, vaccination, vaccination::Given, vaccine, waitlist, waitlist::Join,
};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// A database for many sequences.
pub(super) struct Stage {
    db: Db,
    admin: AccountId,
    drawn: AtomicU32,
    /// What the clock was set to last; between two settings it runs by itself.
    clock: Mutex<Option<OffsetDateTime>>,
}

/// Who plays in one sequence.
pub(super) struct Cast {
    place: Place,
    people: Vec<Citizen>,
}

impl Stage {
    pub(super) async fn open(pool: &PgPool, connections: u32) -> Self {
        let server = Server::meet(pool).await;
        pool.close().await;
        // One connection: whoever wants a second one while holding the first waits in vain.
        let db = Db::from_pool(server.pool(connections).await, keys());
        let admin = account::register_staff(&db, "admin", "관리자", "$argon2id$", Role::Admin)
            .await
            .unwrap()
            .unwrap();
        Self { db, admin, drawn: AtomicU32::new(0), clock: Mutex::default() }
    }

    pub(super) async fn close(self) {
        self.db.close().await;
    }

    /// Sets the clock of the next command. It never goes back within a sequence: what frees a dose
    /// must come before what is done with it.
    async fn at(&self, now: OffsetDateTime) {
        if self.clock.lock().unwrap().replace(now) == Some(now) {
            return;
        }
        let connections = self.db.pool().size();
        let set = |_| {
            sqlx::query(
                "SELECT set_config('alimi.clock_shift', ($1::timestamptz - clock_timestamp())::text, false)",
            )
            .bind(now)
            .execute(self.db.pool())
        };
        for done in join_all((0..connections).map(set)).await {
            done.unwrap();
        }
    }

    fn key(&self) -> Key {
        Key::new(self.admin, Uuid::new_v4(), "test", &[])
    }

    fn draw(&self) -> u32 {
        self.drawn.fetch_add(1, Ordering::Relaxed)
    }

    /// A hospital, a vaccine, people, and the first doses.
    pub(super) async fn set(&self, model: &Model) -> Cast {
        *self.clock.lock().unwrap() = None;
        self.at(NOW).await;
        let n = self.draw();
        let form = crate::world::hospital_form(&format!("병원 {n}"), CAPACITY);
        let hospital = hospital::register(&self.db, self.admin, &self.key(), &form).await.unwrap().unwrap();
        let form = vaccine_form(&format!("백신 {n}"), 1_000);
        let vaccine = vaccine::register(&self.db, self.admin, &self.key(), &form).await.unwrap().unwrap();
        let place = Place { hospital, vaccine };
        let mut people = Vec::new();
        for _ in 0..PEOPLE {
            let phone = Phone::parse(&format!("010{:08}", 10_000_000 + self.draw())).unwrap();
            let account = account::ensure_citizen(&self.db, &phone).await.unwrap();
            let name = PersonName::parse("데모접종자").unwrap();
            let birth = BirthDate::from_iso("1980-05-17").unwrap();
            let person = account::ensure_person(&self.db, account, &name, birth).await.unwrap();
            people.push(Citizen { account, person });
        }
        let cast = Cast { place, people };
        self.register(&cast, model.look().ledger[0], LONG).await;
        self.settle(&Act::Register { doses: 0, short: false }, NOW).await;
        cast
    }

    async fn register(&self, cast: &Cast, doses: i32, last: i64) {
        let Place { hospital, vaccine } = cast.place;
        let lot = format!("LOT-{}", self.draw());
        let form = crate::world::supply_form(&lot, date(last), doses);
        let supply =
            supply::send(&self.db, self.admin, &self.key(), hospital, vaccine, &form).await.unwrap().unwrap();
        supply::receive(&self.db, self.admin, None, supply).await.unwrap().unwrap();
        supply::register_doses(&self.db, self.admin, hospital, supply, doses).await.unwrap().unwrap();
    }

    /// Carries a command out and tells what it said. The model has no word for the reservation a
    /// person has not got, nor for one that is over: both are "unknown".
    pub(super) async fn play(&self, cast: &Cast, act: &Act, now: OffsetDateTime) -> Said {
        // Time passes before what it brings.
        self.at(now).await;
        let said = self.tell(cast, act, now.date()).await.unwrap();
        match said {
            Err(Refusal::Already(_)) => Err(Refusal::Unknown),
            said => said,
        }
    }

    /// Carries commands out at once; refusals are answers, faults are not.
    pub(super) async fn play_at_once(&self, cast: &Cast, acts: &[Act]) {
        for done in join_all(acts.iter().map(|act| self.tell(cast, act, NOW.date()))).await {
            // Two that take each other's rows crosswise: one is rolled back and may be sent again.
            assert!(done.is_ok(), "{done:?}");
        }
    }

    async fn tell(&self, cast: &Cast, act: &Act, today: Date) -> Result<Said, Error> {
        let db = &self.db;
        let Place { hospital, vaccine } = cast.place;
        let day = |ahead: i64| today + time::Duration::days(ahead);
        let who = |n: &usize| cast.people[*n];
        Ok(match act {
            Act::Book { who: n, ahead } => {
                let Citizen { account, person } = who(n);
                let key = Uuid::new_v4();
                let request = Request { account, person, hospital, vaccine, day_on: day(*ahead), key };
                reservation::request_one(db, request).await?.map(drop)
            }
            Act::Wait { who: n, ahead } => {
                let Citizen { account, person } = who(n);
                let wanted_on = ahead.map(day);
                let key = Uuid::new_v4();
                let join = Join { account, person, hospital, vaccine, wanted_on, instead_of: None, key };
                waitlist::join(db, &join).await?.map(drop)
            }
            Act::Accept { who: n, ahead } => {
                let id = self.wait_of(cast, *n).await?;
                offer::accept(db, who(n).account, id, day(*ahead), Uuid::new_v4()).await?.map(drop)
            }
            Act::Decline { who: n } => {
                offer::decline(db, who(n).account, self.wait_of(cast, *n).await?).await?
            }
            Act::Leave { who: n } => {
                waitlist::withdraw(db, who(n).account, self.wait_of(cast, *n).await?).await?
            }
            Act::Confirm { who: n } => {
                reservation::confirm(db, self.admin, hospital, self.booking_of(cast, *n).await?).await?
            }
            Act::Reject { who: n } => {
                let id = self.booking_of(cast, *n).await?;
                reservation::reject(db, self.admin, hospital, id, RejectReason::Other, None).await?
            }
            Act::Cancel { who: n } => {
                cancel::by_person(db, who(n).account, self.booking_of(cast, *n).await?).await?
            }
            Act::CancelByManager { who: n } => {
                let id = self.booking_of(cast, *n).await?;
                cancel::by_manager(db, self.admin, hospital, id, CancelReason::Other, None).await?
            }
            Act::Move { who: n, ahead } => {
                let id = self.booking_of(cast, *n).await?;
                reschedule::reschedule(db, who(n).account, id, day(*ahead)).await?
            }
            Act::Register { doses, short } => {
                self.register(cast, *doses, if *short { SHORT } else { LONG }).await;
                Ok(())
            }
            Act::Dispose { lot, doses } => {
                let Some(lot) = self.lot(hospital, *lot).await? else { return Ok(Err(Refusal::Unknown)) };
                match disposal::preview(db, hospital, lot, *doses).await? {
                    Err(refusal) => Err(refusal),
                    Ok(preview) => {
                        let dispose = disposal::Dispose {
                            by: self.admin,
                            hospital,
                            lot,
                            doses: *doses,
                            reason: DisposalReason::Damaged,
                            note: None,
                            shown: preview.digest,
                            key: Uuid::new_v4(),
                        };
                        disposal::dispose(db, &dispose).await?.map(drop)
                    }
                }
            }
            Act::Vaccinate { who: n, lot } => {
                let Some(lot) = self.lot(hospital, *lot).await? else { return Ok(Err(Refusal::Unknown)) };
                let given =
                    Given { by: self.admin, hospital, lot, person: who(n).person, key: Uuid::new_v4() };
                vaccination::record(db, &given).await?.map(drop)
            }
            Act::Void { who: n } => match self.last_dose(cast, *n).await? {
                None => Err(Refusal::Unknown),
                Some(dose) => vaccination::void(db, self.admin, None, dose, VoidReason::NotGiven).await?,
            },
            // What time brings is part of settling.
            Act::HalfAnHour | Act::Day | Act::ThreeWeeks => Ok(()),
        })
    }

    async fn newest(&self, cast: &Cast, n: usize, statuses: &[&str]) -> Result<ReservationId, Error> {
        let id: Option<Uuid> = sqlx::query_scalar(
            "SELECT reservation_id FROM reservations WHERE person_id = $1 AND status = ANY ($2)
             ORDER BY created_at DESC LIMIT 1",
        )
        .bind(cast.people[n].person.0)
        .bind(statuses.iter().map(ToString::to_string).collect::<Vec<_>>())
        .fetch_optional(self.db.pool())
        .await?;
        Ok(ReservationId(id.unwrap_or_else(Uuid::new_v4)))
    }

    async fn wait_of(&self, cast: &Cast, n: usize) -> Result<ReservationId, Error> {
        self.newest(cast, n, &["waiting", "offered"]).await
    }

    async fn booking_of(&self, cast: &Cast, n: usize) -> Result<ReservationId, Error> {
        self.newest(cast, n, &["requested", "confirmed"]).await
    }

    async fn lot(&self, hospital: HospitalId, nth: usize) -> Result<Option<LotId>, Error> {
        let id: Option<i64> = sqlx::query_scalar(
            "SELECT lot_id FROM lots WHERE hospital_id = $1 ORDER BY lot_id OFFSET $2 LIMIT 1",
        )
        .bind(hospital.0)
        .bind(i64::try_from(nth).unwrap())
        .fetch_optional(self.db.pool())
        .await?;
        Ok(id.map(LotId))
    }

    async fn last_dose(&self, cast: &Cast, n: usize) -> Result<Option<VaccinationId>, Error> {
        let id: Option<Uuid> = sqlx::query_scalar(
            "SELECT vaccination_id FROM vaccinations WHERE person_id = $1 AND voided_at IS NULL
             ORDER BY dose_no DESC LIMIT 1",
        )
        .bind(cast.people[n].person.0)
        .fetch_optional(self.db.pool())
        .await?;
        Ok(id.map(VaccinationId))
    }

    /// All that follows: the consumers and the line; after time has passed, lapses and the calendar.
    pub(super) async fn settle(&self, act: &Act, now: OffsetDateTime) {
        self.at(now).await;
        match act {
            Act::HalfAnHour | Act::Day | Act::ThreeWeeks => settle_at(&self.db).await,
            _ => settle(&self.db).await,
        }
    }

    /// What can be seen of a sequence.
    pub(super) async fn look(&self, cast: &Cast) -> Look {
        let pool = self.db.pool();
        let Place { hospital, vaccine } = cast.place;
        let stock = sqlx::query(
            "SELECT registered, administered, discarded, expired, reserved, offered, earmarked FROM stocks
             WHERE hospital_id = $1 AND vaccine_id = $2",
        )
        .bind(hospital.0)
        .bind(vaccine.0)
        .fetch_one(pool)
        .await
        .unwrap();
        let taken: Vec<(Date, i32)> =
            sqlx::query_as("SELECT day_on, taken FROM days WHERE hospital_id = $1 AND taken > 0")
                .bind(hospital.0)
                .fetch_all(pool)
                .await
                .unwrap();
        let rows: Vec<(i64, String, Option<Date>)> = sqlx::query_as(
            "SELECT person_id, status, day_on FROM reservations WHERE hospital_id = $1
             AND status IN ('waiting', 'offered', 'requested', 'confirmed') ORDER BY queue_no",
        )
        .bind(hospital.0)
        .fetch_all(pool)
        .await
        .unwrap();
        let mut look = Look {
            ledger: std::array::from_fn(|n| stock.get(n)),
            taken: taken.into_iter().collect(),
            people: vec![(None, None, 0); PEOPLE],
            line: Vec::new(),
        };
        let number = |person: i64| cast.people.iter().position(|p| p.person.0 == person).unwrap();
        for (person, status, day_on) in rows {
            let status = ReservationStatus::from_key(&status).unwrap();
            let n = number(person);
            match status {
                ReservationStatus::Waiting | ReservationStatus::Offered => {
                    look.people[n].0 = Some((status, day_on));
                }
                _ => look.people[n].1 = day_on.map(|day| (status, day)),
            }
            if status == ReservationStatus::Waiting {
                look.line.push(n);
            }
        }
        let doses: Vec<(i64, i64)> = sqlx::query_as(
            "SELECT person_id, count(*) FROM vaccinations WHERE hospital_id = $1 AND voided_at IS NULL GROUP BY person_id",
        )
        .bind(hospital.0)
        .fetch_all(pool)
        .await
        .unwrap();
        for (person, n) in doses {
            look.people[number(person)].2 = n;
        }
        look
    }

    /// No counter differs from what it counts, and no hold was left behind.
    pub(super) async fn audit(&self) {
        crate::world::assert_clean(&self.db).await;
    }
}
