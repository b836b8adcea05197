//! 가족: the persons an account cares for, its owner and up to four more. Each has a slot; there are
//! five, and the database gives none twice.

use crate::{Answer, Db, Result, account::identity_index, error::violated, seal::Place};
use domain::{
    id::{AccountId, PersonId},
    person::{BirthDate, MOST_PERSONS, PersonName},
    refusal::Refusal,
};
use sqlx::PgConnection;

/// Adds a person to those an account cares for. The same name and birth date twice are one person,
/// so a second tap changes nothing.
///
/// # Errors
/// When the database fails. `TooManyPersons` when five are there.
pub async fn add(db: &Db, account: AccountId, name: &PersonName, birth: BirthDate) -> Answer<PersonId> {
    let mut tx = db.begin().await?;
    let (person, slot) = place_in_txn(&mut tx, db, account, name, birth).await?;
    // Leaving rolls back who has no slot.
    if slot.is_none() {
        return Ok(Err(Refusal::TooManyPersons));
    }
    tx.commit().await?;
    Ok(Ok(person))
}

/// Writes a person with the first free slot, or without one when all are taken.
pub(crate) async fn place_in_txn(
    tx: &mut PgConnection,
    db: &Db,
    account: AccountId,
    name: &PersonName,
    birth: BirthDate,
) -> Result<(PersonId, Option<i16>)> {
    let born = domain::calendar::iso(birth.date());
    let identity = identity_index(db, name, birth);
    // Those who are added at one moment queue here; the index stands behind it.
    let there = sqlx::query_scalar!(
        "SELECT account_id FROM accounts WHERE account_id = $1 AND erased_at IS NULL FOR NO KEY UPDATE",
        account.0
    )
    .fetch_optional(&mut *tx)
    .await?;
    // Erased a moment ago: nobody joins it any more.
    if there.is_none() {
        return Err(sqlx::Error::RowNotFound.into());
    }
    let row = sqlx::query!(
        "INSERT INTO persons (account_id, slot, name_sealed, birth_sealed, identity_index)
         SELECT $1, (SELECT min(free) FROM generate_series(1, $5::int) AS free
                     WHERE free NOT IN (SELECT slot FROM persons WHERE account_id = $1 AND slot IS NOT NULL)),
                $2, $3, $4
         ON CONFLICT ON CONSTRAINT persons_account_identity_key
         DO UPDATE SET name_sealed = excluded.name_sealed, slot = coalesce(persons.slot, excluded.slot)
         RETURNING person_id, slot",
        account.0,
        db.keys.seal(Place::Name, name.as_str()),
        db.keys.seal(Place::Birth, &born),
        &identity,
        i32::from(MOST_PERSONS),
    )
    .fetch_one(tx)
    .await?;
    Ok((PersonId(row.person_id), row.slot))
}

/// Removes a person of whom nothing is recorded. That nothing is, the references of reservations
/// and vaccinations decide.
///
/// # Errors
/// When the database fails. `HasRecords` once there was a reservation or a dose, `Unknown` for
/// another account's person.
pub async fn remove(db: &Db, account: AccountId, person: PersonId) -> Answer<()> {
    let removed =
        sqlx::query!("DELETE FROM persons WHERE person_id = $1 AND account_id = $2", person.0, account.0)
            .execute(&db.pool)
            .await;
    match removed {
        Ok(done) if done.rows_affected() == 0 => Ok(Err(Refusal::Unknown)),
        Ok(_) => Ok(Ok(())),
        Err(e)
            if matches!(
                violated(&e),
                Some("reservations_person_id_fkey" | "vaccinations_person_id_fkey")
            ) =>
        {
            Ok(Err(Refusal::HasRecords))
        }
        Err(e) => Err(e.into()),
    }
}
