//! 접종: recording a dose (D1), taking a record back, and what follows for the reservation (D2, D3).
//!
//! Recording neither reads nor writes the reservation, so it goes on while the status consumer is
//! down (N4); [`Status`] follows the events when it is back.

use crate::{
    Answer, Db, Error, Result,
    account::ensure_citizen_in_txn,
    audit_log::{self, Act},
    family::place_in_txn,
    idempotency::{Key, claim, remember_in_txn},
    outbox::{self, Consumer, Event, NewEvent},
};
use domain::{
    calendar,
    event::EventKind,
    id::{AccountId, HospitalId, LotId, PersonId, VaccinationId, VaccineId},
    person::{BirthDate, PersonName, Phone},
    refusal::Refusal,
    vaccination::VoidReason,
};
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

/// A dose that was given.
#[derive(Clone, Debug)]
pub struct Given {
    /// Who records it.
    pub by: AccountId,
    /// Where.
    pub hospital: HospitalId,
    /// From which lot; it names the vaccine.
    pub lot: LotId,
    /// To whom.
    pub person: PersonId,
    /// The form's key.
    pub key: Uuid,
}

/// Records a vaccination. It uses the person's hold if there is one at this hospital; otherwise it
/// is a walk-in and needs a bookable dose and a place of today.
///
/// # Errors
/// When the database fails. `WrongVaccine`, `SeriesComplete`, `TooEarly`, `GivenToday`, `TooYoung`,
/// `LotExpired`, `LotSuspended`, `LotEmpty`, `NoDoses`, `DayFull`, `DayClosed`, `KeyReused` or `Unknown`.
pub async fn record(db: &Db, given: &Given) -> Answer<VaccinationId> {
    let mut tx = db.begin().await?;
    let answer = record_in_txn(&mut tx, db, given).await?;
    // Leaving rolls back what was tried.
    if answer.is_ok() {
        tx.commit().await?;
        db.ring();
    }
    Ok(answer)
}

/// Somebody who came without a booking, as typed at the desk.
#[derive(Debug)]
pub struct WalkIn<'a> {
    /// Who records it.
    pub by: AccountId,
    /// Where.
    pub hospital: HospitalId,
    /// From which lot.
    pub lot: LotId,
    /// Whose account keeps the record.
    pub phone: &'a Phone,
    /// Who.
    pub name: &'a PersonName,
    /// Born when.
    pub birth: BirthDate,
    /// The form's key.
    pub key: Uuid,
}

/// As [`record`], for the person of this name and birth date in the account that the phone number signs
/// in to. Account and person are written with the dose, or not at all.
///
/// # Errors
/// As [`record`].
pub async fn record_walk_in(db: &Db, walk_in: &WalkIn<'_>) -> Answer<VaccinationId> {
    let mut tx = db.begin().await?;
    let account = ensure_citizen_in_txn(&mut tx, db, walk_in.phone).await?;
    let (person, _slot) = place_in_txn(&mut tx, db, account, walk_in.name, walk_in.birth).await?;
    let WalkIn { by, hospital, lot, key, .. } = *walk_in;
    let answer = record_in_txn(&mut tx, db, &Given { by, hospital, lot, person, key }).await?;
    if answer.is_ok() {
        tx.commit().await?;
        db.ring();
    }
    Ok(answer)
}

async fn record_in_txn(tx: &mut PgConnection, db: &Db, given: &Given) -> Answer<VaccinationId> {
    let key = Key::new(
        given.by,
        given.key,
        "record_vaccination",
        &[&given.hospital.to_string(), &given.lot.to_string(), &given.person.to_string()],
    );
    claim!(*tx, &key, |outcome: &str| outcome.parse::<Uuid>().map(VaccinationId));
    if let Some(age) = too_young_in_txn(tx, db, given).await? {
        return Ok(Err(Refusal::TooYoung(age)));
    }
    let id = VaccinationId(Uuid::now_v7());
    let answer = sqlx::query!(
        r#"SELECT outcome AS "outcome!", day_on FROM record_vaccination($1, $2, $3, $4, $5)"#,
        id.0,
        given.by.0,
        given.hospital.0,
        given.lot.0,
        given.person.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    let refusal = match answer.outcome.as_str() {
        "recorded" => None,
        "unknown" => Some(Refusal::Unknown),
        "wrong_vaccine" => Some(Refusal::WrongVaccine),
        "complete" => Some(Refusal::SeriesComplete),
        "too_early" if was_given_today_in_txn(tx, given.person).await? => Some(Refusal::GivenToday),
        "too_early" => Some(Refusal::TooEarly(answer.day_on.map(calendar::iso).unwrap_or_default())),
        "lot_expired" => Some(Refusal::LotExpired),
        "lot_suspended" => Some(Refusal::LotSuspended),
        "lot_empty" => Some(Refusal::LotEmpty),
        "no_doses" => Some(Refusal::NoDoses),
        "day_full" => Some(Refusal::DayFull),
        "day_closed" => Some(Refusal::DayClosed),
        _ => return Err(Error::Unreadable("record_vaccination outcome")),
    };
    if let Some(refusal) = refusal {
        return Ok(Err(refusal));
    }
    let act = Act {
        by: Some(given.by),
        action: EventKind::VaccinationRecorded.key(),
        subject: format!("vaccination:{id}"),
        hospital: Some(given.hospital),
        reason: None,
    };
    audit_log::write_in_txn(tx, act).await?;
    remember_in_txn(tx, &key, &id.to_string()).await?;
    Ok(Ok(id))
}

/// Whether a dose of today is recorded for a person.
async fn was_given_today_in_txn(tx: &mut PgConnection, person: PersonId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM vaccinations
                          WHERE person_id = $1 AND given_on = alimi_today() AND voided_at IS NULL) AS "given!""#,
        person.0
    )
    .fetch_one(tx)
    .await?)
}

/// The age the vaccine asks for, when the person has not reached it today.
async fn too_young_in_txn(tx: &mut PgConnection, db: &Db, given: &Given) -> Result<Option<i16>> {
    let row = sqlx::query!(
        r#"SELECT p.birth_sealed, v.minimum_age, alimi_today() AS "today!"
           FROM persons p, lots l JOIN vaccines v ON v.vaccine_id = l.vaccine_id
           WHERE p.person_id = $1 AND l.lot_id = $2"#,
        given.person.0,
        given.lot.0
    )
    .fetch_optional(tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let birth = crate::account::open_birth(db, &row.birth_sealed)?;
    Ok((!domain::vaccine::old_enough(birth.date(), row.minimum_age, row.today)).then_some(row.minimum_age))
}

/// Takes back a record that was made by mistake. The dose is there again, without an alert; the
/// booking is confirmed again with a new hold if the day whose place it kept has not passed, else
/// it counts as not come. Needs somebody other than who recorded it, or an admin.
///
/// # Errors
/// When the database fails. `AlreadyVoided`, `LaterDose`, `SecondPersonNeeded`, or `Unknown` when it is not of
/// this hospital (`None`: an admin's any).
pub async fn void(
    db: &Db,
    by: AccountId,
    of: Option<HospitalId>,
    vaccination: VaccinationId,
    reason: VoidReason,
) -> Answer<()> {
    let mut tx = db.begin().await?;
    let Some(v) = sqlx::query!(
        "SELECT person_id, hospital_id, recorded_by FROM vaccinations
         WHERE vaccination_id = $1 AND ($2::bigint IS NULL OR hospital_id = $2)",
        vaccination.0,
        of.map(|h| h.0)
    )
    .fetch_optional(&mut *tx)
    .await?
    else {
        return Ok(Err(Refusal::Unknown));
    };
    if of.is_some() && v.recorded_by == by.0 {
        return Ok(Err(Refusal::SecondPersonNeeded));
    }
    sqlx::query!("SELECT 1 AS locked FROM persons WHERE person_id = $1 FOR NO KEY UPDATE", v.person_id)
        .fetch_one(&mut *tx)
        .await?;
    let later = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM vaccinations l JOIN vaccinations v ON v.vaccination_id = $1
                          WHERE l.person_id = v.person_id AND l.vaccine_id = v.vaccine_id AND l.dose_no > v.dose_no
                            AND l.voided_at IS NULL AND v.voided_at IS NULL) AS "later!""#,
        vaccination.0
    )
    .fetch_one(&mut *tx)
    .await?;
    if later {
        return Ok(Err(Refusal::LaterDose));
    }
    let voided = sqlx::query_scalar!(
        r#"SELECT void_vaccination($1, $2, $3) AS "done!""#,
        vaccination.0,
        by.0,
        reason.key()
    )
    .fetch_one(&mut *tx)
    .await?;
    if !voided {
        return Ok(Err(Refusal::AlreadyVoided));
    }
    let act = Act {
        by: Some(by),
        action: EventKind::VaccinationVoided.key(),
        subject: format!("vaccination:{vaccination}"),
        hospital: Some(HospitalId(v.hospital_id)),
        reason: Some(reason.key()),
    };
    audit_log::write_in_txn(&mut tx, act).await?;
    tx.commit().await?;
    db.ring();
    Ok(Ok(()))
}

/// Follows vaccinations: the reservation becomes 접종 완료, the person's other bookings, offers and
/// waits end.
#[derive(Clone, Copy, Debug)]
pub struct Status;

impl Consumer for Status {
    const NAME: &'static str = "status";

    async fn apply(&self, tx: &mut PgConnection, events: &[Event]) -> Result<()> {
        let given: Vec<Uuid> = events
            .iter()
            .filter(|e| e.kind == Some(EventKind::VaccinationRecorded))
            .filter_map(|e| e.aggregate.strip_prefix("vaccination:")?.parse().ok())
            .collect();
        if given.is_empty() {
            return Ok(());
        }
        sqlx::query!("SELECT follow_vaccinations($1)", &given).fetch_one(tx).await?;
        Ok(())
    }
}

/// Writes that something happened to a stock's doses.
pub(crate) async fn note_stock_in_txn(
    tx: &mut PgConnection,
    kind: EventKind,
    hospital: HospitalId,
    vaccine: VaccineId,
) -> Result<()> {
    let version = sqlx::query_scalar!(
        "SELECT version FROM stocks WHERE hospital_id = $1 AND vaccine_id = $2",
        hospital.0,
        vaccine.0
    )
    .fetch_optional(&mut *tx)
    .await?
    .unwrap_or(0);
    let event = NewEvent {
        kind,
        aggregate: format!("stock:{hospital}:{vaccine}"),
        hospital: Some(hospital),
        vaccine: Some(vaccine),
        version,
        body: json!({}),
    };
    outbox::write_in_txn(tx, event).await
}
