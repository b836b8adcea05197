//! 전담 병원: registering, changing, opening and closing days (A1).

use crate::{
    Answer, Db, Result,
    audit_log::{self, Act},
    error::violated,
    idempotency::{Key, claim, remember_in_txn},
    outbox::{self, NewEvent},
};
use domain::{
    calendar::{self, OPEN_DAYS_AHEAD},
    event::EventKind,
    hospital::HospitalForm,
    id::{AccountId, HospitalId, UnknownId},
    refusal::{Refusal, TakenDay},
};
use serde_json::json;
use sqlx::PgConnection;
use time::Date;

/// What a hospital is called.
///
/// # Errors
/// When the database fails.
pub async fn find_name(db: &Db, hospital: HospitalId) -> Result<Option<String>> {
    let name = sqlx::query_scalar!("SELECT name FROM hospitals WHERE hospital_id = $1", hospital.0);
    Ok(name.fetch_optional(&db.pool).await?)
}

/// Registers a hospital and opens its days.
///
/// # Errors
/// When the database fails. `NameTaken` when the province has a hospital of that name.
pub async fn register(db: &Db, by: AccountId, key: &Key, form: &HospitalForm) -> Answer<HospitalId> {
    let mut tx = db.begin().await?;
    claim!(tx, key, |outcome: &str| -> std::result::Result<HospitalId, UnknownId> { outcome.parse() });
    let made = sqlx::query_scalar!(
        "INSERT INTO hospitals (name, province, daily_capacity, closed_weekdays, closes_at, wait_policy,
                                offer_minutes, edited_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, alimi_now()) RETURNING hospital_id",
        form.name,
        form.province.key(),
        form.daily_capacity,
        form.closed.bits(),
        form.closes_at,
        form.wait_policy.key(),
        form.offer_minutes,
    )
    .fetch_one(&mut *tx)
    .await;
    let hospital = match made {
        Err(e) if violated(&e) == Some("hospitals_name_key") => return Ok(Err(Refusal::NameTaken)),
        made => HospitalId(made?),
    };
    open_days_in_txn(&mut tx, Some(hospital)).await?;
    note_in_txn(&mut tx, EventKind::HospitalRegistered, Some(by), "hospital_registered", hospital, 1).await?;
    remember_in_txn(&mut tx, key, &hospital.to_string()).await?;
    tx.commit().await?;
    db.ring();
    Ok(Ok(hospital))
}

/// Changes a hospital. Days that are open follow its capacity and closed weekdays; a change
/// that would leave bookings without a place is refused with the days concerned.
///
/// # Errors
/// When the database fails. `NameTaken`, `DaysTaken` or `Unknown`.
pub async fn change(db: &Db, by: AccountId, hospital: HospitalId, form: &HospitalForm) -> Answer<()> {
    let mut tx = db.begin().await?;
    let changed = sqlx::query_scalar!(
        "UPDATE hospitals SET name = $2, province = $3, daily_capacity = $4, closed_weekdays = $5, closes_at = $6,
                wait_policy = $7, offer_minutes = $8, edited_at = alimi_now(), version = version + 1
         WHERE hospital_id = $1 RETURNING version",
        hospital.0,
        form.name,
        form.province.key(),
        form.daily_capacity,
        form.closed.bits(),
        form.closes_at,
        form.wait_policy.key(),
        form.offer_minutes,
    )
    .fetch_optional(&mut *tx)
    .await;
    let version = match changed {
        Err(e) if violated(&e) == Some("hospitals_name_key") => return Ok(Err(Refusal::NameTaken)),
        changed => match changed? {
            Some(version) => version,
            None => return Ok(Err(Refusal::Unknown)),
        },
    };
    // From here on no booking can take a place until we are done.
    let days = sqlx::query!(
        "SELECT day_on, taken FROM days WHERE hospital_id = $1 AND day_on >= alimi_today()
         ORDER BY day_on FOR NO KEY UPDATE",
        hospital.0
    )
    .fetch_all(&mut *tx)
    .await?;
    let against: Vec<TakenDay> = days
        .iter()
        .filter(|d| {
            d.taken > form.daily_capacity || (d.taken > 0 && form.closed.contains(d.day_on.weekday()))
        })
        .map(|d| TakenDay { day_on: calendar::iso(d.day_on), taken: d.taken })
        .collect();
    if !against.is_empty() {
        return Ok(Err(Refusal::DaysTaken(against)));
    }
    sqlx::query!(
        "UPDATE days SET capacity = $2,
                closed = CASE WHEN ($3::smallint::int >> (extract(isodow FROM day_on)::int - 1)) & 1 = 1
                              THEN coalesce(closed, 'weekday')
                              WHEN closed = 'weekday' THEN NULL ELSE closed END
         WHERE hospital_id = $1 AND day_on >= alimi_today()",
        hospital.0,
        form.daily_capacity,
        form.closed.bits(),
    )
    .execute(&mut *tx)
    .await?;
    open_days_in_txn(&mut tx, Some(hospital)).await?;
    note_in_txn(&mut tx, EventKind::HospitalChanged, Some(by), "hospital_changed", hospital, version).await?;
    tx.commit().await?;
    db.ring();
    Ok(Ok(()))
}

/// Closes one day. A day with bookings stays open and is named.
///
/// # Errors
/// When the database fails. `DaysTaken`, `DayPast` or `Unknown` (no such open day).
pub async fn close_day(db: &Db, by: AccountId, hospital: HospitalId, day_on: Date) -> Answer<()> {
    let mut tx = db.begin().await?;
    let closed = sqlx::query!(
        "UPDATE days SET closed = 'single'
         WHERE hospital_id = $1 AND day_on = $2 AND day_on >= alimi_today() AND taken = 0",
        hospital.0,
        day_on
    )
    .execute(&mut *tx)
    .await?;
    if closed.rows_affected() == 0 {
        let day = sqlx::query!(
            r#"SELECT taken, day_on < alimi_today() AS "past!" FROM days WHERE hospital_id = $1 AND day_on = $2"#,
            hospital.0,
            day_on
        )
        .fetch_optional(&mut *tx)
        .await?;
        return Ok(Err(match day {
            None => Refusal::Unknown,
            Some(d) if d.past => Refusal::DayPast,
            Some(d) => Refusal::DaysTaken(vec![TakenDay { day_on: calendar::iso(day_on), taken: d.taken }]),
        }));
    }
    note_in_txn(&mut tx, EventKind::DayClosed, Some(by), "day_closed", hospital, 0).await?;
    tx.commit().await?;
    db.ring();
    Ok(Ok(()))
}

/// Opens a day again that was closed alone.
///
/// # Errors
/// When the database fails. `Unknown` when the day is not closed that way.
pub async fn reopen_day(db: &Db, by: AccountId, hospital: HospitalId, day_on: Date) -> Answer<()> {
    let mut tx = db.begin().await?;
    let opened = sqlx::query!(
        "UPDATE days d SET closed = CASE
                WHEN (h.closed_weekdays::int >> (extract(isodow FROM d.day_on)::int - 1)) & 1 = 1 THEN 'weekday' END
         FROM hospitals h
         WHERE d.hospital_id = $1 AND d.day_on = $2 AND d.closed = 'single' AND h.hospital_id = d.hospital_id",
        hospital.0,
        day_on
    )
    .execute(&mut *tx)
    .await?;
    if opened.rows_affected() == 0 {
        return Ok(Err(Refusal::Unknown));
    }
    note_in_txn(&mut tx, EventKind::DayReopened, Some(by), "day_reopened", hospital, 0).await?;
    tx.commit().await?;
    db.ring();
    Ok(Ok(()))
}

/// Opens the days up to sixty days ahead, of every hospital; safe to run at any time and by
/// several processes. Returns how many days were opened.
///
/// # Errors
/// When the database fails.
pub async fn open_days(db: &Db) -> Result<u64> {
    let mut tx = db.begin().await?;
    let opened = open_days_in_txn(&mut tx, None).await?;
    tx.commit().await?;
    if opened > 0 {
        db.ring();
    }
    Ok(opened)
}

pub(crate) async fn open_days_in_txn(tx: &mut PgConnection, hospital: Option<HospitalId>) -> Result<u64> {
    let opened = sqlx::query_scalar!(
        r#"WITH opened AS (
               INSERT INTO days (hospital_id, day_on, capacity)
               SELECT h.hospital_id, d.day_on, h.daily_capacity
               FROM hospitals h, generate_series(alimi_today(), alimi_today() + $2::int, interval '1 day') AS s (at),
                    LATERAL (SELECT s.at::date AS day_on) d
               WHERE ($1::bigint IS NULL OR h.hospital_id = $1)
                 AND (h.closed_weekdays::int >> (extract(isodow FROM d.day_on)::int - 1)) & 1 = 0
               ORDER BY h.hospital_id, d.day_on
               ON CONFLICT ON CONSTRAINT days_pkey DO NOTHING
               RETURNING hospital_id),
           told AS (
               INSERT INTO events (kind, aggregate_id, hospital_id, version)
               SELECT 'days_opened', 'hospital:' || hospital_id, hospital_id, 0 FROM opened GROUP BY hospital_id)
           SELECT count(*) AS "n!" FROM opened"#,
        hospital.map(|h| h.0),
        i32::try_from(OPEN_DAYS_AHEAD).unwrap_or(60),
    )
    .fetch_one(tx)
    .await?;
    Ok(u64::try_from(opened).unwrap_or(0))
}

async fn note_in_txn(
    tx: &mut PgConnection,
    kind: EventKind,
    by: Option<AccountId>,
    action: &'static str,
    hospital: HospitalId,
    version: i64,
) -> Result<()> {
    let subject = format!("hospital:{hospital}");
    outbox::write_in_txn(
        tx,
        NewEvent {
            kind,
            aggregate: subject.clone(),
            hospital: Some(hospital),
            vaccine: None,
            version,
            body: json!({}),
        },
    )
    .await?;
    audit_log::write_in_txn(tx, Act { by, action, subject, hospital: Some(hospital), reason: None }).await
}
