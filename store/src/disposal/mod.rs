//! 폐기: doses and vials that are destroyed (F1–F3), and doses whose lot has expired.
//!
//! Exactly the shortfall loses its hold, the latest date first; the preview names whom, and the
//! confirmation carries what was shown: when the picture has changed, nothing is done.

mod expired;
mod vials;

pub use expired::destroy_expired;
pub(crate) use expired::expire;
pub use vials::{Vials, dispose_vials};

use crate::{
    Answer, Db, Result,
    account::open_name,
    audit_log::{self, Act},
    idempotency::{Key, claim, remember_in_txn},
};
use domain::{
    disposal::DisposalReason,
    event::EventKind,
    id::{AccountId, HospitalId, LotId, ReservationId},
    person::PersonName,
    refusal::Refusal,
    reservation::ReservationNumber,
};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use std::fmt::Write;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// Somebody who would lose a hold.
#[derive(Clone, Debug)]
pub struct Victim {
    /// Which reservation.
    pub reservation: ReservationId,
    /// Its number.
    pub number: ReservationNumber,
    /// Who.
    pub name: PersonName,
    /// The booked day; an offer may have none.
    pub day_on: Option<Date>,
    /// Booked when.
    pub created_at: OffsetDateTime,
    /// Whether only an offer is taken back, and the person waits again.
    pub offer: bool,
}

/// What a disposal would do.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Doses of the lot that are left.
    pub left: i32,
    /// Doses nobody has a hold on, before it.
    pub bookable: i32,
    /// Who would lose a hold, in the order in which they would.
    pub victims: Vec<Victim>,
    /// Stands for exactly these people; the confirmation carries it.
    pub digest: String,
}

/// What was disposed of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disposed {
    /// The record of it.
    pub disposal: i64,
    /// Bookings that were cancelled.
    pub cancelled: i32,
}

/// Who would lose a booking if so many doses of a lot were gone.
///
/// # Errors
/// When the database fails. `NotEnoughDoses` (what is left) or `Unknown`.
pub async fn preview(db: &Db, hospital: HospitalId, lot: LotId, doses: i32) -> Answer<Preview> {
    let Some(row) = sqlx::query!(
        r#"SELECT l.vaccine_id, l.registered - l.administered - l.discarded - l.expired AS "left!", s.bookable
           FROM lots l JOIN stocks s ON s.hospital_id = l.hospital_id AND s.vaccine_id = l.vaccine_id
           WHERE l.lot_id = $1 AND l.hospital_id = $2"#,
        lot.0,
        hospital.0
    )
    .fetch_optional(&db.pool)
    .await?
    else {
        return Ok(Err(Refusal::Unknown));
    };
    if doses < 1 || doses > row.left {
        return Ok(Err(Refusal::NotEnoughDoses(row.left)));
    }
    let rows = sqlx::query!(
        r#"SELECT g.reservation_id AS "id!", g.fate AS "fate!", r.number, p.name_sealed, r.day_on, r.created_at
           FROM holds_to_go($1, $2, $3) g
           JOIN reservations r ON r.reservation_id = g.reservation_id JOIN persons p ON p.person_id = r.person_id
           WHERE g.fate <> 'over' ORDER BY g.turn"#,
        hospital.0,
        row.vaccine_id,
        doses
    )
    .fetch_all(&db.pool)
    .await?;
    let victims = rows
        .into_iter()
        .map(|r| {
            Ok(Victim {
                reservation: ReservationId(r.id),
                number: ReservationNumber::parse(&r.number)
                    .ok_or(crate::Error::Unreadable("reservations.number"))?,
                name: open_name(db, &r.name_sealed)?,
                day_on: r.day_on,
                created_at: r.created_at,
                offer: r.fate == "revoked",
            })
        })
        .collect::<Result<Vec<_>>>()?;
    let digest = digest(victims.iter().map(|v| v.reservation.0));
    Ok(Ok(Preview { left: row.left, bookable: row.bookable, victims, digest }))
}

fn digest(ids: impl Iterator<Item = Uuid>) -> String {
    let mut ids: Vec<Uuid> = ids.collect();
    ids.sort_unstable();
    let mut hash = Sha256::new();
    for id in ids {
        hash.update(id.as_bytes());
    }
    hash.finalize().iter().take(16).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// What is to be disposed of.
#[derive(Clone, Debug)]
pub struct Dispose {
    /// Who does it.
    pub by: AccountId,
    /// Where.
    pub hospital: HospitalId,
    /// Of which lot.
    pub lot: LotId,
    /// How many doses.
    pub doses: i32,
    /// Why.
    pub reason: DisposalReason,
    /// What there is to add.
    pub note: Option<String>,
    /// [`Preview::digest`] as it was shown.
    pub shown: String,
    /// The form's key.
    pub key: Uuid,
}

/// Disposes of doses of a lot. Whoever loses a booking is cancelled in the same transaction,
/// without an alert to people in line (F7, F8).
///
/// # Errors
/// When the database fails. `NotEnoughDoses`, `PictureChanged` when others would lose their
/// booking than was shown, `KeyReused` or `Unknown`.
pub async fn dispose(db: &Db, what: &Dispose) -> Answer<Disposed> {
    let key = Key::new(
        what.by,
        what.key,
        "dispose",
        &[
            &what.hospital.to_string(),
            &what.lot.to_string(),
            &what.doses.to_string(),
            what.reason.key(),
            what.note.as_deref().unwrap_or_default(),
        ],
    );
    let mut tx = db.begin().await?;
    claim!(tx, &key, read_outcome);
    let gone = match remove_in_txn(&mut tx, what.hospital, what.lot, what.doses, "discarded").await? {
        Ok(gone) => gone,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if digest(gone.iter().map(|g| g.0)) != what.shown {
        return Ok(Err(Refusal::PictureChanged));
    }
    let cancelled = i32::try_from(gone.iter().filter(|g| g.1 == "cancelled").count()).unwrap_or(i32::MAX);
    let disposal = sqlx::query_scalar!(
        "INSERT INTO disposals (hospital_id, vaccine_id, kind, lot_id, amount, cancelled, reason, note, disposed_by)
         SELECT hospital_id, vaccine_id, 'doses', lot_id, $2, $3, $4, $5, $6 FROM lots WHERE lot_id = $1
         RETURNING disposal_id",
        what.lot.0,
        what.doses,
        cancelled,
        what.reason.key(),
        what.note.as_deref(),
        what.by.0
    )
    .fetch_one(&mut *tx)
    .await?;
    let act = Act {
        by: Some(what.by),
        action: EventKind::DosesDiscarded.key(),
        subject: format!("disposal:{disposal}"),
        hospital: Some(what.hospital),
        reason: Some(what.reason.key()),
    };
    audit_log::write_in_txn(&mut tx, act).await?;
    remember_in_txn(&mut tx, &key, &format!("{disposal} {cancelled}")).await?;
    tx.commit().await?;
    db.ring();
    Ok(Ok(Disposed { disposal, cancelled }))
}

fn read_outcome(outcome: &str) -> std::result::Result<Disposed, std::num::ParseIntError> {
    let (disposal, cancelled) = outcome.split_once(' ').unwrap_or((outcome, "0"));
    Ok(Disposed { disposal: disposal.parse()?, cancelled: cancelled.parse()? })
}

/// Removes doses of a lot from the ledger; `term` is the one that rises. Gives back who lost a
/// hold: (reservation, `cancelled` or `revoked`).
async fn remove_in_txn(
    tx: &mut PgConnection,
    hospital: HospitalId,
    lot: LotId,
    doses: i32,
    term: &str,
) -> Result<std::result::Result<Vec<(Uuid, String)>, Refusal>> {
    // Under the stock's lock the lot cannot change between this look and the removal.
    let locked = sqlx::query!(
        "SELECT 1 AS locked FROM stocks WHERE hospital_id = $1
         AND vaccine_id = (SELECT vaccine_id FROM lots WHERE lot_id = $2 AND hospital_id = $1) FOR NO KEY UPDATE",
        hospital.0,
        lot.0
    )
    .fetch_optional(&mut *tx)
    .await?;
    if locked.is_none() {
        return Ok(Err(Refusal::Unknown));
    }
    let left = sqlx::query_scalar!(
        r#"SELECT registered - administered - discarded - expired AS "left!" FROM lots WHERE lot_id = $1"#,
        lot.0
    )
    .fetch_one(&mut *tx)
    .await?;
    if doses < 1 || doses > left {
        return Ok(Err(Refusal::NotEnoughDoses(left)));
    }
    let gone = sqlx::query!(
        r#"SELECT reservation_id AS "id!", fate AS "fate!" FROM remove_doses($1, $2, $3, $4)"#,
        hospital.0,
        lot.0,
        doses,
        term
    )
    .fetch_all(tx)
    .await?;
    Ok(Ok(gone.into_iter().map(|g| (g.id, g.fate)).collect()))
}
