//! 예약: requesting a dose, and the hospital's answer (C1–C5).

use crate::{
    Answer, Db, Error, Result,
    audit_log::{self, Act},
    idempotency::Key,
    outbox::{self, NewEvent},
    trace,
};
use domain::{
    calendar,
    event::EventKind,
    id::{AccountId, HospitalId, PersonId, ReservationId, VaccineId},
    refusal::Refusal,
    reservation::{RejectReason, ReservationNumber, ReservationStatus},
};
use rand::Rng;
use serde_json::json;
use sqlx::{PgConnection, PgExecutor};
use time::Date;
use uuid::Uuid;

/// A person's wish for a dose on a day.
#[derive(Clone, Debug)]
pub struct Request {
    /// Whose account asks.
    pub account: AccountId,
    /// Who is to be vaccinated; must belong to the account.
    pub person: PersonId,
    /// Where.
    pub hospital: HospitalId,
    /// With what.
    pub vaccine: VaccineId,
    /// When.
    pub day_on: Date,
    /// The form's key: a second tap gets the first one's answer.
    pub key: Uuid,
}

impl Request {
    fn body(&self) -> [u8; 32] {
        Key::new(
            self.account,
            self.key,
            "request",
            &[
                &self.person.to_string(),
                &self.hospital.to_string(),
                &self.vaccine.to_string(),
                &calendar::iso(self.day_on),
            ],
        )
        .body
    }
}

/// Requests one or many doses in one round trip and one transaction. Answers come in the
/// order of the requests; one refused request harms no other. Age is checked by
/// [`check_age`], because birth dates are sealed.
///
/// The caller passes at most one request an account and a person in a call.
///
/// # Errors
/// When the database fails: then none of them was carried out.
pub async fn request(
    db: &Db,
    requests: &[Request],
) -> Result<Vec<std::result::Result<ReservationId, Refusal>>> {
    let bodies: Vec<_> = requests.iter().map(Request::body).collect();
    let called = call(&db.pool, requests, &bodies).await?;
    db.ring();
    let mut outcomes = Vec::with_capacity(called.len());
    for (answer, request) in called.into_iter().zip(requests) {
        outcomes.push(answer.read(db, request).await?);
    }
    Ok(outcomes)
}

/// What the booking function said to one request.
pub(crate) struct Called {
    outcome: String,
    pub(crate) reservation: Uuid,
}

impl Called {
    /// Whether there is a reservation now, or was one under this key.
    pub(crate) fn is_success(&self) -> bool {
        matches!(self.outcome.as_str(), "requested" | "replayed")
    }

    /// The reservation, or the refusal with what belongs to it.
    pub(crate) async fn read(
        self,
        db: &Db,
        request: &Request,
    ) -> Result<std::result::Result<ReservationId, Refusal>> {
        match self.outcome.as_str() {
            "too_early" => Ok(Err(Refusal::TooEarly(earliest(db, request).await?))),
            outcome => read_outcome(outcome, self.reservation),
        }
    }
}

/// Calls the booking function; `bodies` are what the requests' keys are bound to.
pub(crate) async fn call(
    on: impl PgExecutor<'_>,
    requests: &[Request],
    bodies: &[[u8; 32]],
) -> Result<Vec<Called>> {
    let ids: Vec<Uuid> = requests.iter().map(|_| Uuid::now_v7()).collect();
    let numbers: Vec<String> = requests.iter().map(|_| draw_number().as_str().to_owned()).collect();
    let accounts: Vec<i64> = requests.iter().map(|r| r.account.0).collect();
    let persons: Vec<i64> = requests.iter().map(|r| r.person.0).collect();
    let hospitals: Vec<i64> = requests.iter().map(|r| r.hospital.0).collect();
    let vaccines: Vec<i64> = requests.iter().map(|r| r.vaccine.0).collect();
    let days: Vec<Date> = requests.iter().map(|r| r.day_on).collect();
    let keys: Vec<Uuid> = requests.iter().map(|r| r.key).collect();
    let bodies: Vec<Vec<u8>> = bodies.iter().map(|body| body.to_vec()).collect();
    let rows = sqlx::query!(
        r#"SELECT outcome AS "outcome!", reservation_id AS "reservation_id!"
           FROM request_reservations($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ORDER BY ord"#,
        &ids,
        &numbers,
        &accounts,
        &persons,
        &hospitals,
        &vaccines,
        &days,
        &keys,
        &bodies,
        &trace::of_each(requests.len()) as &[Option<String>],
    )
    .fetch_all(on)
    .await?;
    Ok(rows.into_iter().map(|row| Called { outcome: row.outcome, reservation: row.reservation_id }).collect())
}

/// The earliest day of the person's next dose.
async fn earliest(db: &Db, request: &Request) -> Result<String> {
    let series = crate::view::vaccination::find_series(db, request.person, request.vaccine).await?;
    Ok(series.and_then(|s| s.earliest()).map(calendar::iso).unwrap_or_default())
}

/// Books: whoever is old enough requests the dose.
///
/// # Errors
/// As [`check_age`] and [`request_one`].
pub async fn book(db: &Db, request: Request) -> Answer<ReservationId> {
    match check_age(db, request.account, request.person, request.vaccine, request.day_on).await? {
        Ok(()) => request_one(db, request).await,
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// Requests one dose, together with whatever else has queued at this replica's booking desk.
///
/// # Errors
/// As [`request`], and [`Error::Busy`] when too many requests wait.
pub async fn request_one(db: &Db, request: Request) -> Answer<ReservationId> {
    db.hand_in(request).await
}

fn read_outcome(outcome: &str, id: Uuid) -> Result<std::result::Result<ReservationId, Refusal>> {
    Ok(match outcome {
        "requested" | "replayed" => Ok(ReservationId(id)),
        "key_reused" => Err(Refusal::KeyReused),
        "unknown" => Err(Refusal::Unknown),
        "already_booked" => Err(Refusal::AlreadyBooked),
        "day_past" => Err(Refusal::DayPast),
        "day_closed" => Err(Refusal::DayClosed),
        "day_full" => Err(Refusal::DayFull),
        "no_doses" => Err(Refusal::NoDoses),
        "after_expiry" => Err(Refusal::AfterExpiry),
        "wrong_vaccine" => Err(Refusal::WrongVaccine),
        "complete" => Err(Refusal::SeriesComplete),
        _ => return Err(Error::Unreadable("request_reservations outcome")),
    })
}

/// A reservation number from the thread's generator.
pub(crate) fn draw_number() -> ReservationNumber {
    loop {
        let mut bytes = [0; 10];
        rand::rng().fill_bytes(&mut bytes);
        if let Some(number) = ReservationNumber::from_random(bytes) {
            return number;
        }
    }
}

/// Whether the person is old enough for the vaccine on that day. Birth dates do not change,
/// so this may be asked before the booking.
///
/// # Errors
/// When the database fails. `TooYoung`, or `Unknown` for another account's person.
pub async fn check_age(
    db: &Db,
    account: AccountId,
    person: PersonId,
    vaccine: VaccineId,
    day_on: Date,
) -> Answer<()> {
    let Some(row) = sqlx::query!(
        "SELECT p.birth_sealed, v.minimum_age FROM persons p, vaccines v
         WHERE p.person_id = $1 AND p.account_id = $2 AND v.vaccine_id = $3",
        person.0,
        account.0,
        vaccine.0
    )
    .fetch_optional(&db.pool)
    .await?
    else {
        return Ok(Err(Refusal::Unknown));
    };
    let birth = crate::account::open_birth(db, &row.birth_sealed)?;
    if domain::vaccine::old_enough(birth.date(), row.minimum_age, day_on) {
        Ok(Ok(()))
    } else {
        Ok(Err(Refusal::TooYoung(row.minimum_age)))
    }
}

/// The hospital accepts a request (C4). Accepting takes nothing more: dose and place are held
/// since the request.
///
/// # Errors
/// When the database fails. `Already` when somebody was faster, `Unknown` when the
/// reservation is not of this hospital.
pub async fn confirm(db: &Db, by: AccountId, hospital: HospitalId, reservation: ReservationId) -> Answer<()> {
    let mut tx = db.begin().await?;
    let moved = sqlx::query!(
        "UPDATE reservations SET status = 'confirmed', decided_at = alimi_now(), version = version + 1
         WHERE reservation_id = $1 AND hospital_id = $2 AND status = 'requested'
         RETURNING vaccine_id, version",
        reservation.0,
        hospital.0
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(moved) = moved else {
        return Ok(Err(find_status_in_txn(&mut tx, hospital, reservation).await?));
    };
    let noted = Noted {
        kind: EventKind::ReservationConfirmed,
        reservation,
        hospital,
        vaccine: VaccineId(moved.vaccine_id),
        version: moved.version,
    };
    noted.by_staff_in_txn(&mut tx, by, None).await?;
    tx.commit().await?;
    db.ring();
    Ok(Ok(()))
}

/// The hospital rejects a request (C5). Dose and place come back through the release
/// consumer within a second.
///
/// # Errors
/// When the database fails. `Already` when somebody was faster, `Unknown` when the
/// reservation is not of this hospital.
pub async fn reject(
    db: &Db,
    by: AccountId,
    hospital: HospitalId,
    reservation: ReservationId,
    reason: RejectReason,
    note: Option<&str>,
) -> Answer<()> {
    let mut tx = db.begin().await?;
    let moved = sqlx::query!(
        "UPDATE reservations SET status = 'rejected', reason = $3, note = $4, decided_at = alimi_now(),
                ended_at = alimi_now(), version = version + 1
         WHERE reservation_id = $1 AND hospital_id = $2 AND status = 'requested'
         RETURNING vaccine_id, version",
        reservation.0,
        hospital.0,
        reason.key(),
        note
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(moved) = moved else {
        return Ok(Err(find_status_in_txn(&mut tx, hospital, reservation).await?));
    };
    let noted = Noted {
        kind: EventKind::ReservationRejected,
        reservation,
        hospital,
        vaccine: VaccineId(moved.vaccine_id),
        version: moved.version,
    };
    noted.by_staff_in_txn(&mut tx, by, Some(reason.key())).await?;
    tx.commit().await?;
    db.ring();
    Ok(Ok(()))
}

/// A step of a reservation, as it goes to the outbox and to the log of acts.
pub(crate) struct Noted {
    pub(crate) kind: EventKind,
    pub(crate) reservation: ReservationId,
    pub(crate) hospital: HospitalId,
    pub(crate) vaccine: VaccineId,
    pub(crate) version: i64,
}

impl Noted {
    /// Writes the event.
    pub(crate) async fn in_txn(&self, tx: &mut PgConnection) -> Result<()> {
        let event = NewEvent {
            kind: self.kind,
            aggregate: self.reservation.to_string(),
            hospital: Some(self.hospital),
            vaccine: Some(self.vaccine),
            version: self.version,
            body: json!({}),
        };
        outbox::write_in_txn(tx, event).await
    }

    /// Writes the event, and who did it.
    pub(crate) async fn by_staff_in_txn(
        &self,
        tx: &mut PgConnection,
        by: AccountId,
        reason: Option<&str>,
    ) -> Result<()> {
        self.in_txn(tx).await?;
        let act = Act {
            by: Some(by),
            action: self.kind.key(),
            subject: format!("reservation:{}", self.reservation),
            hospital: Some(self.hospital),
            reason,
        };
        audit_log::write_in_txn(tx, act).await
    }
}

/// Why a conditional update of a hospital's reservation found nothing.
pub(crate) async fn find_status_in_txn(
    tx: &mut PgConnection,
    hospital: HospitalId,
    reservation: ReservationId,
) -> Result<Refusal> {
    let status = sqlx::query_scalar!(
        "SELECT status FROM reservations WHERE reservation_id = $1 AND hospital_id = $2",
        reservation.0,
        hospital.0
    )
    .fetch_optional(tx)
    .await?;
    already(status)
}

/// Why a conditional update of an account's reservation found nothing.
pub(crate) async fn find_own_status_in_txn(
    tx: &mut PgConnection,
    account: AccountId,
    reservation: ReservationId,
) -> Result<Refusal> {
    let status = sqlx::query_scalar!(
        "SELECT status FROM reservations WHERE reservation_id = $1 AND account_id = $2",
        reservation.0,
        account.0
    )
    .fetch_optional(tx)
    .await?;
    already(status)
}

fn already(status: Option<String>) -> Result<Refusal> {
    match status {
        None => Ok(Refusal::Unknown),
        Some(key) => read_status(&key).map(Refusal::Already),
    }
}

pub(crate) fn read_status(key: &str) -> Result<ReservationStatus> {
    ReservationStatus::from_key(key).ok_or(Error::Unreadable("reservations.status"))
}
