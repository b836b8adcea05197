//! The life of a dose: in line, offered, cancelled, given.

use super::{Citizen, EXPIRY, Place, World, key};
use domain::{
    id::{LotId, PersonId, ReservationId, VaccinationId},
    refusal::Refusal,
    reservation::ReservationStatus,
};
use store::{
    Db, cancel, line, offer, outbox,
    vaccination::{self, Given},
};
use time::{Date, OffsetDateTime};

/// The ledger of one stock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ledger {
    pub(crate) registered: i32,
    pub(crate) administered: i32,
    pub(crate) discarded: i32,
    pub(crate) expired: i32,
    pub(crate) reserved: i32,
    pub(crate) offered: i32,
    pub(crate) earmarked: i32,
    pub(crate) bookable: i32,
}

/// Somebody and what became of their wish.
pub(crate) type Wish = (Citizen, ReservationId);

impl World {
    /// The ledger of a stock.
    pub(crate) async fn ledger(&self, place: Place) -> Ledger {
        let (registered, administered, discarded, expired, reserved, offered, earmarked, bookable) =
            sqlx::query_as(
                "SELECT registered, administered, discarded, expired, reserved, offered, earmarked, bookable
                 FROM stocks WHERE hospital_id = $1 AND vaccine_id = $2",
            )
            .bind(place.hospital.0)
            .bind(place.vaccine.0)
            .fetch_one(self.db.pool())
            .await
            .unwrap();
        Ledger { registered, administered, discarded, expired, reserved, offered, earmarked, bookable }
    }

    /// The newest lot of a place.
    pub(crate) async fn lot(&self, place: Place) -> LotId {
        sqlx::query_scalar("SELECT max(lot_id) FROM lots WHERE hospital_id = $1 AND vaccine_id = $2")
            .bind(place.hospital.0)
            .bind(place.vaccine.0)
            .fetch_one(self.db.pool())
            .await
            .map(LotId)
            .unwrap()
    }

    /// Doses of a new lot, registered at that clock's time.
    pub(crate) async fn stock_at(&self, db: &Db, place: Place, doses: i32) {
        let lot = format!("LATER-{}", self.draw());
        let supply = self.received(place, &lot, EXPIRY, doses).await;
        store::supply::register_doses(db, self.admin, place.hospital, supply, doses).await.unwrap().unwrap();
    }

    /// Somebody new with a booking.
    pub(crate) async fn booking(&self, place: Place, on: Date) -> Wish {
        let who = self.citizen().await;
        (who, self.book(who, place, on).await.unwrap())
    }

    /// So many new people in the line of a place, in the order of their numbers.
    pub(crate) async fn line_of(&self, place: Place, n: usize) -> Vec<Wish> {
        let mut line = Vec::new();
        for who in self.citizens(n).await {
            line.push((who, self.wait(who, place, None).await.unwrap()));
        }
        line
    }

    /// What state each of these is in.
    pub(crate) async fn statuses(&self, wishes: &[Wish]) -> Vec<ReservationStatus> {
        let mut all = Vec::new();
        for (_, id) in wishes {
            all.push(self.status(*id).await.0);
        }
        all
    }

    /// A reservation's number in line.
    pub(crate) async fn queue_no(&self, reservation: ReservationId) -> i64 {
        sqlx::query_scalar("SELECT queue_no FROM reservations WHERE reservation_id = $1")
            .bind(reservation.0)
            .fetch_one(self.db.pool())
            .await
            .unwrap()
    }

    /// Until when an offer is held; none where there is no offer.
    pub(crate) async fn held_until(&self, reservation: ReservationId) -> Option<OffsetDateTime> {
        sqlx::query_scalar("SELECT offer_expires_at FROM reservations WHERE reservation_id = $1")
            .bind(reservation.0)
            .fetch_one(self.db.pool())
            .await
            .unwrap()
    }

    /// Accepts an offer, under a fresh key.
    pub(crate) async fn accept(&self, wish: Wish, on: Date) -> Result<ReservationId, Refusal> {
        accept_at(&self.db, wish, on).await
    }

    /// Declines an offer.
    pub(crate) async fn decline(&self, wish: Wish) -> Result<(), Refusal> {
        offer::decline(&self.db, wish.0.account, wish.1).await.unwrap()
    }

    /// The person cancels.
    pub(crate) async fn cancel(&self, wish: Wish) -> Result<(), Refusal> {
        cancel::by_person(&self.db, wish.0.account, wish.1).await.unwrap()
    }

    /// A dose of the place's newest lot, recorded by the admin.
    pub(crate) async fn vaccinate(&self, place: Place, person: PersonId) -> Result<VaccinationId, Refusal> {
        self.vaccinate_at(&self.db, place, person).await
    }

    /// The same at another time.
    pub(crate) async fn vaccinate_at(
        &self,
        db: &Db,
        place: Place,
        person: PersonId,
    ) -> Result<VaccinationId, Refusal> {
        let lot = self.lot(place).await;
        vaccination::record(db, &self.given(place, lot, person)).await.unwrap()
    }

    /// A dose of a lot, under a fresh key of the admin's.
    pub(crate) fn given(&self, place: Place, lot: LotId, person: PersonId) -> Given {
        Given { by: self.admin, hospital: place.hospital, lot, person, key: key() }
    }
}

/// Accepts an offer at another time.
pub(crate) async fn accept_at(db: &Db, wish: Wish, on: Date) -> Result<ReservationId, Refusal> {
    offer::accept(db, wish.0.account, wish.1, on, key()).await.unwrap()
}

/// Lets one consumer read all there is, and no other. Transactions of tests next door may hold it
/// up: the horizon is the whole cluster's.
pub(crate) async fn run<C: outbox::Consumer>(db: &Db, consumer: &C) {
    super::until("the consumer has read every event", async || {
        outbox::run(db, consumer, 1_000).await.unwrap();
        sqlx::query_scalar(
            "SELECT NOT EXISTS (SELECT FROM events e, consumers c
                                WHERE c.name = $1 AND (e.xid, e.event_id) > (c.xid, c.event_id))",
        )
        .bind(C::NAME)
        .fetch_one(db.pool())
        .await
        .unwrap()
    })
    .await;
}

/// Calls the lines without serving them.
pub(crate) async fn call_lines(db: &Db) {
    run(db, &line::Line).await;
}
