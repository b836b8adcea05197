//! 함께 예약하기: several persons of an account on one day, all or nothing. One command, one
//! transaction, one key: when one of them cannot be booked, nobody is.

use crate::{
    Db, Result,
    idempotency::{Key, member_key},
    reservation::{self, Request},
};
use domain::{
    calendar,
    id::{AccountId, HospitalId, PersonId, ReservationId, VaccineId},
    refusal::Refusal,
};
use time::Date;
use uuid::Uuid;

/// A wish for a dose on one day for each of some persons.
#[derive(Clone, Debug)]
pub struct Together {
    /// Whose account asks.
    pub account: AccountId,
    /// Who is to be vaccinated, each once; all must belong to the account.
    pub persons: Vec<PersonId>,
    /// Where.
    pub hospital: HospitalId,
    /// With what.
    pub vaccine: VaccineId,
    /// When.
    pub day_on: Date,
    /// The form's key: a second tap gets the first one's answer.
    pub key: Uuid,
}

/// The reservations in the order of the persons; or who stood against it, and why.
pub type Booked = std::result::Result<Vec<ReservationId>, Vec<(PersonId, Refusal)>>;

impl Together {
    /// A request for each person. The keys follow from the form's one, and what they are bound to
    /// names everybody: the same key with other company is another request.
    fn requests(&self) -> (Vec<Request>, Vec<[u8; 32]>) {
        let everybody = self.persons.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        let one = |person: &PersonId| {
            let request = Request {
                account: self.account,
                person: *person,
                hospital: self.hospital,
                vaccine: self.vaccine,
                day_on: self.day_on,
                key: member_key(self.key, *person),
            };
            let parts = [
                &*person.to_string(),
                &everybody,
                &self.hospital.to_string(),
                &self.vaccine.to_string(),
                &calendar::iso(self.day_on),
            ];
            let body = Key::new(self.account, request.key, "request_together", &parts).body;
            (request, body)
        };
        self.persons.iter().map(one).unzip()
    }
}

/// Requests a dose for each person, or for none. Age is checked by
/// [`check_age`](crate::reservation::check_age), because birth dates are sealed.
///
/// It does not pass the booking desk, whose requests share a commit that harms no other: these
/// stand or fall together.
///
/// # Errors
/// When the database fails in a way that says nothing of booking; when booking does not answer,
/// everybody is refused with `BookingUnavailable`.
pub async fn request(db: &Db, wish: &Together) -> Result<Booked> {
    let booked = db.under_breaker(book(db, wish), |_| false).await?;
    Ok(booked.unwrap_or_else(|| {
        Err(wish.persons.iter().map(|person| (*person, Refusal::BookingUnavailable)).collect())
    }))
}

async fn book(db: &Db, wish: &Together) -> Result<Booked> {
    let (requests, bodies) = wish.requests();
    let mut tx = db.begin().await?;
    let called = reservation::call(&mut *tx, &requests, &bodies).await?;
    if called.iter().all(reservation::Called::is_success) {
        tx.commit().await?;
        db.ring();
        return Ok(Ok(called.into_iter().map(|answer| ReservationId(answer.reservation)).collect()));
    }
    // Those who could have been booked are not: nothing of it stays.
    tx.rollback().await?;
    let mut against = Vec::new();
    for (answer, request) in called.into_iter().zip(&requests) {
        if let Err(refusal) = answer.read(db, request).await? {
            against.push((request.person, refusal));
        }
    }
    Ok(Err(against))
}
