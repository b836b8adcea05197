//! 예약 대기: joining and leaving a line (B1, B2). Neither locks the stock.

use crate::{
    Answer, Db, Result,
    idempotency::{Key, claim, member_key, remember_in_txn},
    reservation::{Noted, draw_number, find_own_status_in_txn},
    series,
};
use domain::{
    calendar,
    event::EventKind,
    id::{AccountId, HospitalId, PersonId, ReservationId, VaccineId},
    refusal::Refusal,
    waitlist::MOST_WAITS,
};
use sqlx::PgConnection;
use time::Date;
use uuid::Uuid;

/// A person's wish to be told when a dose becomes free.
#[derive(Clone, Debug)]
pub struct Join {
    /// Whose account asks.
    pub account: AccountId,
    /// Who waits; must belong to the account.
    pub person: PersonId,
    /// Where.
    pub hospital: HospitalId,
    /// For what.
    pub vaccine: VaccineId,
    /// Only this day, or any.
    pub wanted_on: Option<Date>,
    /// A booking the hospital or a disposal took away: the wait gets its place in line, once.
    pub instead_of: Option<ReservationId>,
    /// The form's key.
    pub key: Uuid,
}

/// Joins a line, on connections of its own: the waitlist stays up when booking hangs. Refused with
/// `BookNow` while a dose (and, for a wanted day, a place) is free, unless booking does not answer
/// (N5).
///
/// # Errors
/// When the database fails. Otherwise `AlreadyBooked`, `AlreadyWaiting`, `TooManyWaits`,
/// `DayPast`, `DayClosed`, `BookNow`, `WrongVaccine`, `SeriesComplete`, `TooEarly`, `TooYoung`,
/// `KeyReused` or `Unknown`.
pub async fn join(db: &Db, join: &Join) -> Answer<ReservationId> {
    let joined = join_all(db, std::slice::from_ref(join)).await?;
    Ok(match joined {
        Ok(waits) => waits.first().copied().ok_or(Refusal::Unknown),
        Err((_, refusal)) => Err(refusal),
    })
}

/// Joins a line with several persons of one account, each with a place of their own, or with none
/// of them: then it says who stood against it. All carry the form's one key.
///
/// # Errors
/// When the database fails. Refusals are those of [`join`].
pub async fn join_all(
    db: &Db,
    joins: &[Join],
) -> Result<std::result::Result<Vec<ReservationId>, (PersonId, Refusal)>> {
    let mut tx = db.begin_waiting().await?;
    // Waits of one person are counted under that person's lock.
    let persons: Vec<i64> = joins.iter().map(|join| join.person.0).collect();
    let locked = sqlx::query!(
        "SELECT person_id, account_id FROM persons WHERE person_id = ANY ($1) ORDER BY person_id FOR NO KEY UPDATE",
        &persons
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut waits = Vec::with_capacity(joins.len());
    for join in joins {
        if !locked.iter().any(|p| (p.person_id, p.account_id) == (join.person.0, join.account.0)) {
            return Ok(Err((join.person, Refusal::Unknown)));
        }
        let key = if joins.len() > 1 { member_key(join.key, join.person) } else { join.key };
        match join_in_txn(&mut tx, db, &Join { key, ..join.clone() }).await? {
            Ok(wait) => waits.push(wait),
            // Leaving rolls back who joined before.
            Err(refusal) => return Ok(Err((join.person, refusal))),
        }
    }
    tx.commit().await?;
    db.ring();
    Ok(Ok(waits))
}

/// Joins with one person, under that person's lock.
async fn join_in_txn(tx: &mut PgConnection, db: &Db, join: &Join) -> Answer<ReservationId> {
    let wanted = join.wanted_on.map(calendar::iso).unwrap_or_default();
    let key = Key::new(
        join.account,
        join.key,
        "join_waitlist",
        &[&join.person.to_string(), &join.hospital.to_string(), &join.vaccine.to_string(), &wanted],
    );
    claim!(*tx, &key, |outcome: &str| outcome.parse::<Uuid>().map(ReservationId));

    let slot = match find_slot_in_txn(tx, join, db.booking_is_in_doubt()).await? {
        Ok(slot) => slot,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let Some(series) = series::find(&mut *tx, join.person, join.vaccine).await? else {
        return Ok(Err(Refusal::Unknown));
    };
    // Without a wanted day, whoever may have a dose some day may wait for it.
    let first = join.wanted_on.or_else(|| series.earliest()).unwrap_or(time::Date::MAX);
    let dose_no = match series.next_on(first) {
        Ok(dose_no) => dose_no,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if let Some(age) = too_young_in_txn(tx, db, join).await? {
        return Ok(Err(Refusal::TooYoung(age)));
    }
    let id = ReservationId(Uuid::now_v7());
    let number = draw_number();
    let place = match join.instead_of {
        Some(lost) => take_place_in_txn(tx, join, lost, id).await?,
        None => None,
    };
    // All waits of a person are written under that person's lock, so no constraint can object.
    sqlx::query!(
        "INSERT INTO reservations (reservation_id, number, account_id, person_id, hospital_id, vaccine_id, day_on,
                                   status, wait_slot, dose_no, queue_no)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8, $9, coalesce($10, nextval('queue_numbers')))",
        id.0,
        number.as_str(),
        join.account.0,
        join.person.0,
        join.hospital.0,
        join.vaccine.0,
        join.wanted_on,
        slot,
        dose_no,
        place,
    )
    .execute(&mut *tx)
    .await?;
    let noted = Noted {
        kind: EventKind::WaitlistJoined,
        reservation: id,
        hospital: join.hospital,
        vaccine: join.vaccine,
        version: 1,
    };
    noted.in_txn(tx).await?;
    remember_in_txn(tx, &key, &id.to_string()).await?;
    Ok(Ok(id))
}

/// The age the vaccine asks for, when the person does not reach it by the wanted day, or by the last day
/// that is open: who waits for nothing keeps others waiting.
async fn too_young_in_txn(tx: &mut PgConnection, db: &Db, join: &Join) -> Result<Option<i16>> {
    let row = sqlx::query!(
        r#"SELECT p.birth_sealed, v.minimum_age, alimi_today() + $3::int AS "last!"
           FROM persons p, vaccines v WHERE p.person_id = $1 AND v.vaccine_id = $2"#,
        join.person.0,
        join.vaccine.0,
        i32::try_from(calendar::OPEN_DAYS_AHEAD).unwrap_or(0)
    )
    .fetch_optional(tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let birth = crate::account::open_birth(db, &row.birth_sealed)?;
    let day = join.wanted_on.unwrap_or(row.last);
    Ok((!domain::vaccine::old_enough(birth.date(), row.minimum_age, day)).then_some(row.minimum_age))
}

/// The person's free place among the five waits, or why this line cannot be joined. Under the
/// person's lock.
async fn find_slot_in_txn(
    tx: &mut PgConnection,
    join: &Join,
    in_doubt: bool,
) -> Result<std::result::Result<i16, Refusal>> {
    let look = sqlx::query!(
        r#"SELECT
             EXISTS (SELECT FROM hospitals WHERE hospital_id = $2) AND EXISTS (SELECT FROM vaccines WHERE vaccine_id = $3)
                AS "known!",
             EXISTS (SELECT FROM reservations WHERE person_id = $1 AND status IN ('offered', 'requested', 'confirmed'))
                AS "booked!",
             EXISTS (SELECT FROM reservations WHERE person_id = $1 AND hospital_id = $2 AND vaccine_id = $3
                     AND status IN ('waiting', 'offered')) AS "waits!",
             coalesce($4 < alimi_today() OR $4 = alimi_today() AND (alimi_now() AT TIME ZONE 'Asia/Seoul')::time >=
                      (SELECT closes_at FROM hospitals WHERE hospital_id = $2), false) AS "past!",
             $4::date IS NOT NULL AND NOT EXISTS (
                 SELECT FROM days WHERE hospital_id = $2 AND day_on = $4 AND closed IS NULL) AS "closed!",
             EXISTS (SELECT FROM vaccinations WHERE person_id = $1 AND vaccine_id <> $3 AND voided_at IS NULL) AS "other!",
             EXISTS (SELECT FROM stocks s WHERE s.hospital_id = $2 AND s.vaccine_id = $3 AND s.bookable > 0
                     AND EXISTS (SELECT FROM days d JOIN hospitals h ON h.hospital_id = d.hospital_id
                                 WHERE d.hospital_id = s.hospital_id AND d.closed IS NULL AND d.taken < d.capacity
                                 AND d.day_on <= s.lasts_until
                                 AND CASE WHEN $4::date IS NULL
                                     THEN d.day_on > alimi_today() OR d.day_on = alimi_today()
                                          AND (alimi_now() AT TIME ZONE 'Asia/Seoul')::time < h.closes_at
                                     ELSE d.day_on = $4 END)) AS "free!",
             (SELECT min(slot) FROM generate_series(1, $5::int) AS slot WHERE slot NOT IN (
                SELECT wait_slot FROM reservations WHERE person_id = $1 AND status IN ('waiting', 'offered')))
                AS slot"#,
        join.person.0,
        join.hospital.0,
        join.vaccine.0,
        join.wanted_on,
        i32::from(MOST_WAITS),
    )
    .fetch_one(tx)
    .await?;
    Ok(match look.slot {
        _ if !look.known => Err(Refusal::Unknown),
        _ if look.booked => Err(Refusal::AlreadyBooked),
        _ if look.waits => Err(Refusal::AlreadyWaiting),
        _ if look.other => Err(Refusal::WrongVaccine),
        _ if look.past => Err(Refusal::DayPast),
        _ if look.closed => Err(Refusal::DayClosed),
        _ if look.free && !in_doubt => Err(Refusal::BookNow),
        slot => slot.and_then(|s| i16::try_from(s).ok()).ok_or(Refusal::TooManyWaits),
    })
}

/// The place in line of a booking that was taken away, for one wait at the same hospital for the
/// same vaccine.
async fn take_place_in_txn(
    tx: &mut PgConnection,
    join: &Join,
    lost: ReservationId,
    wait: ReservationId,
) -> Result<Option<i64>> {
    Ok(sqlx::query_scalar!(
        "UPDATE reservations SET rejoined_as = $5
         WHERE reservation_id = $1 AND person_id = $2 AND hospital_id = $3 AND vaccine_id = $4
           AND status = 'cancelled' AND cancelled_by IN ('manager', 'disposal') AND rejoined_as IS NULL
         RETURNING queue_no",
        lost.0,
        join.person.0,
        join.hospital.0,
        join.vaccine.0,
        wait.0
    )
    .fetch_optional(tx)
    .await?)
}

/// Leaves a line (대기 취소), also with an offer in hand: its dose goes to the next one.
///
/// # Errors
/// When the database fails. `Already` when the wait is over, `Unknown` for another account's.
pub async fn withdraw(db: &Db, account: AccountId, reservation: ReservationId) -> Answer<()> {
    let mut tx = db.begin_waiting().await?;
    let left = sqlx::query!(
        "UPDATE reservations SET status = 'withdrawn', wait_slot = NULL, offer_expires_at = NULL, ended_at = alimi_now(),
                version = version + 1
         WHERE reservation_id = $1 AND account_id = $2 AND status IN ('waiting', 'offered')
         RETURNING hospital_id, vaccine_id, version",
        reservation.0,
        account.0
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(left) = left else {
        return Ok(Err(find_own_status_in_txn(&mut tx, account, reservation).await?));
    };
    sqlx::query!(
        "UPDATE offers SET outcome = 'left', closed_at = alimi_now() WHERE reservation_id = $1 AND outcome IS NULL",
        reservation.0
    )
    .execute(&mut *tx)
    .await?;
    let noted = Noted {
        kind: EventKind::WaitWithdrawn,
        reservation,
        hospital: HospitalId(left.hospital_id),
        vaccine: VaccineId(left.vaccine_id),
        version: left.version,
    };
    noted.in_txn(&mut tx).await?;
    tx.commit().await?;
    db.ring();
    Ok(Ok(()))
}
