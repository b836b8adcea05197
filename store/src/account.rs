//! Accounts and the persons they care for. Personal data goes in and out sealed.

use crate::{
    Answer, Db, Result,
    audit_log::{Act, write_in_txn},
    error::violated,
    family::place_in_txn,
    seal::{Index, Place},
};
use domain::{
    account::Role,
    id::{AccountId, PersonId},
    person::{BirthDate, PersonName, Phone},
    refusal::Refusal,
};
use sqlx::PgConnection;

/// A person of an account, opened.
#[derive(Clone, Debug)]
pub struct Person {
    /// Which.
    pub person: PersonId,
    /// Name as typed.
    pub name: PersonName,
    /// Birth date.
    pub birth: BirthDate,
}

/// The citizen's account of a phone number, made at the first sign-in.
///
/// # Errors
/// When the database fails.
pub async fn ensure_citizen(db: &Db, phone: &Phone) -> Result<AccountId> {
    ensure_citizen_in_txn(&mut *db.pool.acquire().await?, db, phone).await
}

/// As [`ensure_citizen`].
pub(crate) async fn ensure_citizen_in_txn(
    conn: &mut PgConnection,
    db: &Db,
    phone: &Phone,
) -> Result<AccountId> {
    let index = db.keys.index(Index::Phone, phone.digits());
    let id = sqlx::query_scalar!(
        r#"WITH made AS (
               INSERT INTO accounts (kind, phone_sealed, phone_index, phone_tail_index) VALUES ('citizen', $1, $2, $3)
               ON CONFLICT ON CONSTRAINT accounts_phone_index_key DO NOTHING
               RETURNING account_id)
           SELECT account_id AS "id!" FROM made
           UNION ALL SELECT account_id FROM accounts WHERE phone_index = $2
           LIMIT 1"#,
        db.keys.seal(Place::Phone, phone.digits()),
        &index,
        &db.keys.index(Index::PhoneTail, phone.tail()),
    )
    .fetch_optional(&mut *conn)
    .await?;
    match id {
        Some(id) => Ok(AccountId(id)),
        // Another sign-in made the account while this statement ran; now it is visible.
        None => Ok(AccountId(
            sqlx::query_scalar!("SELECT account_id FROM accounts WHERE phone_index = $1", &index)
                .fetch_one(conn)
                .await?,
        )),
    }
}

/// The phone number of an account.
///
/// # Errors
/// When the database fails or the value cannot be opened.
pub async fn find_phone(db: &Db, account: AccountId) -> Result<Option<Phone>> {
    let sealed = sqlx::query_scalar!("SELECT phone_sealed FROM accounts WHERE account_id = $1", account.0)
        .fetch_optional(&db.pool)
        .await?
        .flatten();
    sealed.map(|s| open_phone(db, &s)).transpose()
}

pub(crate) fn open_phone(db: &Db, sealed: &[u8]) -> Result<Phone> {
    let digits = db.keys.open(Place::Phone, sealed)?;
    Phone::parse(&digits).map_err(|_| crate::Error::Sealed("phone"))
}

/// The persons of an account, in the order of their slots.
///
/// # Errors
/// When the database fails or a value cannot be opened.
pub async fn list_persons(db: &Db, account: AccountId) -> Result<Vec<Person>> {
    let rows = sqlx::query!(
        "SELECT person_id, name_sealed, birth_sealed FROM persons WHERE account_id = $1 ORDER BY slot, person_id",
        account.0
    )
    .fetch_all(&db.pool)
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(Person {
                person: PersonId(r.person_id),
                name: open_name(db, &r.name_sealed)?,
                birth: open_birth(db, &r.birth_sealed)?,
            })
        })
        .collect()
}

/// A name; that of an erased person is a dash.
pub(crate) fn open_name(db: &Db, sealed: &[u8]) -> Result<PersonName> {
    if sealed.is_empty() {
        return Ok(PersonName::erased());
    }
    Ok(PersonName::from_storage(db.keys.open(Place::Name, sealed)?))
}

/// What two persons of one name and birth date share.
pub(crate) fn identity_index(db: &Db, name: &PersonName, birth: BirthDate) -> [u8; 32] {
    let born = domain::calendar::iso(birth.date());
    db.keys.index(Index::Identity, &format!("{}|{born}", name.normalised()))
}

pub(crate) fn open_birth(db: &Db, sealed: &[u8]) -> Result<BirthDate> {
    if sealed.is_empty() {
        return Ok(BirthDate::erased());
    }
    let text = db.keys.open(Place::Birth, sealed)?;
    BirthDate::from_iso(&text).map_err(|_| crate::Error::Sealed("birth"))
}

/// A person of an account, made where the desk or the demonstration meets somebody new; the same
/// name and birth date twice are one person. Where the account cares for five already, the
/// person is kept beside them ([`family::add`](crate::family::add) refuses instead).
///
/// # Errors
/// When the database fails.
pub async fn ensure_person(
    db: &Db,
    account: AccountId,
    name: &PersonName,
    birth: BirthDate,
) -> Result<PersonId> {
    let mut tx = db.begin().await?;
    let (person, _slot) = place_in_txn(&mut tx, db, account, name, birth).await?;
    tx.commit().await?;
    Ok(person)
}

/// The account that a phone number signs in to, where it is for others only: it has persons, and nobody
/// of this name and birth date.
///
/// # Errors
/// When the database fails.
pub async fn find_of_others(
    db: &Db,
    phone: &Phone,
    name: &PersonName,
    birth: BirthDate,
) -> Result<Option<AccountId>> {
    Ok(sqlx::query_scalar!(
        "SELECT a.account_id FROM accounts a JOIN persons p USING (account_id) WHERE a.phone_index = $1
         GROUP BY a.account_id HAVING NOT bool_or(p.identity_index = $2)",
        &db.keys.index(Index::Phone, phone.digits()),
        &identity_index(db, name, birth),
    )
    .fetch_optional(&db.pool)
    .await?
    .map(AccountId))
}

/// Corrects a person's name and birth date. Refused with `AlreadyBooked` once a hospital counts
/// on them: while a booking is under way, or after a dose was given.
///
/// # Errors
/// When the database fails. `NameTaken` when the account has another person of that name and
/// birth date, `Unknown` for another account's person.
pub async fn correct_person(
    db: &Db,
    account: AccountId,
    person: PersonId,
    name: &PersonName,
    birth: BirthDate,
) -> Answer<()> {
    let born = domain::calendar::iso(birth.date());
    let identity = identity_index(db, name, birth);
    let mut tx = db.begin().await?;
    // A booking takes the same lock, so none can start in between.
    let own = sqlx::query_scalar!(
        "SELECT person_id FROM persons WHERE person_id = $1 AND account_id = $2 FOR NO KEY UPDATE",
        person.0,
        account.0
    )
    .fetch_optional(&mut *tx)
    .await?;
    if own.is_none() {
        return Ok(Err(Refusal::Unknown));
    }
    let counted_on = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM reservations WHERE person_id = $1
                          AND status IN ('offered', 'requested', 'confirmed', 'vaccinated'))
               OR EXISTS (SELECT FROM vaccinations WHERE person_id = $1) AS "counted_on!""#,
        person.0
    )
    .fetch_one(&mut *tx)
    .await?;
    if counted_on {
        return Ok(Err(Refusal::AlreadyBooked));
    }
    let corrected = sqlx::query!(
        "UPDATE persons SET name_sealed = $2, birth_sealed = $3, identity_index = $4 WHERE person_id = $1",
        person.0,
        db.keys.seal(Place::Name, name.as_str()),
        db.keys.seal(Place::Birth, &born),
        &identity,
    )
    .execute(&mut *tx)
    .await;
    match corrected {
        Err(e) if violated(&e) == Some("persons_account_identity_key") => return Ok(Err(Refusal::NameTaken)),
        corrected => corrected?,
    };
    tx.commit().await?;
    Ok(Ok(()))
}

/// A staff account as its sign-in needs it.
#[derive(Clone, Debug)]
pub struct StaffSignIn {
    /// Which.
    pub account: AccountId,
    /// argon2id, in its own text form.
    pub password_hash: String,
    /// Made by `alimi seed`, for demonstrations.
    pub demo: bool,
}

/// The staff account with this sign-in name, if it may sign in.
///
/// # Errors
/// When the database fails.
pub async fn find_staff(db: &Db, login: &str) -> Result<Option<StaffSignIn>> {
    let row = sqlx::query!(
        r#"SELECT account_id, password_hash AS "hash!", demo FROM accounts
           WHERE kind = 'staff' AND login = $1 AND disabled_at IS NULL AND password_hash IS NOT NULL"#,
        login
    )
    .fetch_optional(&db.pool)
    .await?;
    Ok(row.map(|r| StaffSignIn { account: AccountId(r.account_id), password_hash: r.hash, demo: r.demo }))
}

/// What a staff account is called on screen.
///
/// # Errors
/// When the database fails.
pub async fn find_label(db: &Db, account: AccountId) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!("SELECT label FROM accounts WHERE account_id = $1", account.0)
        .fetch_optional(&db.pool)
        .await?
        .flatten())
}

/// Notes that an admin looked at suspected duplicates.
///
/// # Errors
/// When the database fails.
pub async fn note_duplicates_read(db: &Db, by: AccountId) -> Result<()> {
    let act = Act {
        by: Some(by),
        action: "duplicates_read",
        subject: "persons".to_owned(),
        hospital: None,
        reason: None,
    };
    write_in_txn(&mut *db.pool.acquire().await?, act).await
}

/// Registers a staff account with one role.
///
/// # Errors
/// When the database fails. A taken sign-in name is refused with `NameTaken`.
pub async fn register_staff(
    db: &Db,
    login: &str,
    label: &str,
    password_hash: &str,
    role: Role,
) -> Answer<AccountId> {
    let (role, hospital) = (role.key(), role.hospital());
    let mut tx = db.begin().await?;
    let made = sqlx::query_scalar!(
        "INSERT INTO accounts (kind, login, label, password_hash) VALUES ('staff', $1, $2, $3) RETURNING account_id",
        login,
        label,
        password_hash
    )
    .fetch_one(&mut *tx)
    .await;
    let account = match made {
        Err(e) if violated(&e) == Some("accounts_login_key") => return Ok(Err(Refusal::NameTaken)),
        made => AccountId(made?),
    };
    sqlx::query!(
        "INSERT INTO staff_roles (account_id, role, hospital_id) VALUES ($1, $2, $3)",
        account.0,
        role,
        hospital.map(|h| h.0)
    )
    .execute(&mut *tx)
    .await?;
    write_in_txn(
        &mut tx,
        Act {
            by: None,
            action: "staff_registered",
            subject: format!("account:{account}"),
            hospital,
            reason: Some(role),
        },
    )
    .await?;
    tx.commit().await?;
    Ok(Ok(account))
}
