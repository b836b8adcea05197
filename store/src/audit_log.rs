//! Who did what, when and why: one row for each act, written in the act's own transaction; and for
//! each look at personal data, each denial and each sign-in, written before the answer leaves.
//!
//! Rows are added, never changed: a trigger refuses it, and where the process has a database role
//! of its own ([`crate::role`]) so do that role's rights. Subjects are ids (`reservation:…`),
//! never names or numbers of people.

use crate::{Db, Result};
use domain::id::{AccountId, HospitalId};
use sqlx::PgConnection;
use time::{Date, OffsetDateTime};

/// One act.
#[derive(Clone, Debug)]
pub struct Act<'a> {
    /// Who; nobody where it is not known.
    pub by: Option<AccountId>,
    /// What, as a key.
    pub action: &'static str,
    /// To what, by id.
    pub subject: String,
    /// At which hospital.
    pub hospital: Option<HospitalId>,
    /// Why.
    pub reason: Option<&'a str>,
}

/// Every act that is written: each has words on the log's page, and tests see to it that none is
/// written that does not stand here.
pub const ACTIONS: &[&str] = &[
    "access_denied",
    "account_erased",
    "authenticator_added",
    "authenticator_removed",
    "day_closed",
    "day_reopened",
    "delivery_resent",
    "doses_corrected",
    "doses_discarded",
    "doses_registered",
    "duplicates_read",
    "events_retried",
    "expired_doses_destroyed",
    "hospital_changed",
    "hospital_registered",
    "identity_linked",
    "identity_removed",
    "log_exported",
    "look_up_failed",
    "looked_up",
    "lot_recipients_read",
    "lot_resumed",
    "lot_suspended",
    "number_of_others",
    "passkey_added",
    "passkey_removed",
    "password_changed",
    "person_found",
    "personal_data_read",
    "recovery_code_used",
    "recovery_codes_drawn",
    "reservation_cancelled",
    "reservation_confirmed",
    "reservation_rejected",
    "role_given",
    "role_taken",
    "share_ended",
    "share_made",
    "sign_in_failed",
    "sign_in_locked",
    "signed_in",
    "staff_disabled",
    "staff_enabled",
    "staff_invitation_used",
    "staff_invited",
    "staff_registered",
    "staff_reset",
    "staff_sessions_ended",
    "staff_signed_in",
    "supply_received",
    "supply_sent",
    "token_created",
    "token_revoked",
    "vaccination_recorded",
    "vaccination_voided",
    "vaccine_changed",
    "vaccine_registered",
    "vials_discarded",
];

pub(crate) async fn write_in_txn(tx: &mut PgConnection, act: Act<'_>) -> Result<()> {
    sqlx::query!(
        "INSERT INTO audit_log (account_id, action, subject, hospital_id, reason) VALUES ($1, $2, $3, $4, $5)",
        act.by.map(|a| a.0),
        act.action,
        act.subject,
        act.hospital.map(|h| h.0),
        act.reason,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Writes an act that changes nothing else.
///
/// # Errors
/// When the database fails: what was to be noted must not happen then.
pub async fn note(db: &Db, act: Act<'_>) -> Result<()> {
    write_in_txn(&mut *db.pool.acquire().await?, act).await
}

/// Writes the same act about several things at once.
///
/// # Errors
/// As [`note`].
pub async fn note_each(
    db: &Db,
    by: AccountId,
    action: &'static str,
    subjects: &[String],
    hospital: Option<HospitalId>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO audit_log (account_id, action, subject, hospital_id)
         SELECT $1, $2, subject, $4 FROM unnest($3::text[]) AS subject",
        by.0,
        action,
        subjects,
        hospital.map(|h| h.0),
    )
    .execute(&db.pool)
    .await?;
    Ok(())
}

/// What is looked for; everything where nothing is named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Who.
    pub account: Option<AccountId>,
    /// What.
    pub action: Option<String>,
    /// To what.
    pub subject: Option<String>,
    /// Where.
    pub hospital: Option<HospitalId>,
    /// From this day on, in Seoul.
    pub from: Option<Date>,
    /// Up to this day.
    pub to: Option<Date>,
}

/// One line of the log.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its place; later lines have greater ones.
    pub id: i64,
    /// When.
    pub at: OffsetDateTime,
    /// Who.
    pub account: Option<AccountId>,
    /// What a member of staff is called; citizens have no name here.
    pub label: Option<String>,
    /// What.
    pub action: String,
    /// To what.
    pub subject: String,
    /// At which hospital.
    pub hospital_name: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// The newest lines that fit, older than the line `before`.
///
/// # Errors
/// When the database fails.
pub async fn search(db: &Db, filter: &Filter, before: Option<i64>, most: i64) -> Result<Vec<Line>> {
    let rows = sqlx::query!(
        r#"SELECT l.audit_id, l.at, l.account_id, a.label AS "label?", l.action, l.subject, h.name AS "hospital_name?", l.reason
           FROM audit_log l LEFT JOIN accounts a ON a.account_id = l.account_id
           LEFT JOIN hospitals h ON h.hospital_id = l.hospital_id
           WHERE ($1::bigint IS NULL OR l.account_id = $1) AND ($2::text IS NULL OR l.action = $2)
             AND ($3::text IS NULL OR l.subject = $3) AND ($4::bigint IS NULL OR l.hospital_id = $4)
             AND ($5::date IS NULL OR l.at >= $5::date::timestamp AT TIME ZONE 'Asia/Seoul')
             AND ($6::date IS NULL OR l.at < ($6::date + 1)::timestamp AT TIME ZONE 'Asia/Seoul')
             AND ($7::bigint IS NULL OR l.audit_id < $7)
           ORDER BY l.audit_id DESC LIMIT $8"#,
        filter.account.map(|a| a.0),
        filter.action,
        filter.subject,
        filter.hospital.map(|h| h.0),
        filter.from,
        filter.to,
        before,
        most,
    )
    .fetch_all(&db.pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| Line {
            id: r.audit_id,
            at: r.at,
            account: r.account_id.map(AccountId),
            label: r.label,
            action: r.action,
            subject: r.subject,
            hospital_name: r.hospital_name,
            reason: r.reason,
        })
        .collect())
}

/// The actions that occur, in the order of their keys. Leaps from one to the next in the index.
///
/// # Errors
/// When the database fails.
pub async fn list_actions(db: &Db) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar!(
        r#"WITH RECURSIVE leap AS (
               (SELECT min(action) AS action FROM audit_log)
               UNION ALL
               SELECT (SELECT min(l.action) FROM audit_log l WHERE l.action > leap.action) FROM leap
               WHERE leap.action IS NOT NULL)
           SELECT action AS "action!" FROM leap WHERE action IS NOT NULL ORDER BY action"#
    )
    .fetch_all(&db.pool)
    .await?)
}

/// The account that somebody means who typed its number or a sign-in name.
///
/// # Errors
/// When the database fails.
pub async fn find_account(db: &Db, typed: &str) -> Result<Option<AccountId>> {
    let number = typed.parse::<i64>().ok();
    Ok(sqlx::query_scalar!(
        "SELECT account_id FROM accounts WHERE account_id = $1 OR login = $2 ORDER BY login = $2 DESC NULLS LAST LIMIT 1",
        number,
        typed
    )
    .fetch_optional(&db.pool)
    .await?
    .map(AccountId))
}
