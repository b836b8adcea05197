//! Erasing an account: what names its persons goes, what was counted stays.
//!
//! Open bookings are cancelled and waits left as if the person had done it, so doses and places come
//! back by the usual way. Vaccination records stay with a number for a person: the law asks for
//! them, and the doses must add up. The persons leave the account for one that never was
//! anybody's, so a command that was under way finds nobody and is refused.

use crate::{
    Answer, Db,
    audit_log::{Act, write_in_txn},
};
use domain::{
    event::EventKind,
    id::{AccountId, ReservationId},
    refusal::Refusal,
};

/// Bookings and waits that erasing would end.
///
/// # Errors
/// When the database fails.
pub async fn list_open(db: &Db, account: AccountId) -> crate::Result<Vec<ReservationId>> {
    let open = sqlx::query_scalar!(
        "SELECT reservation_id FROM reservations
         WHERE account_id = $1 AND status IN ('waiting', 'offered', 'requested', 'confirmed')",
        account.0
    )
    .fetch_all(&db.pool)
    .await?;
    Ok(open.into_iter().map(ReservationId).collect())
}

/// Erases a citizen's account. Its phone number is free afterwards. The caller has made sure a
/// moment ago that it is the owner who asks.
///
/// # Errors
/// When the database fails. `Unknown` when it is erased already, or is no citizen's.
pub async fn erase(db: &Db, account: AccountId) -> Answer<()> {
    let mut tx = db.begin().await?;
    let number = sqlx::query_scalar!(
        r#"SELECT phone_index AS "index!" FROM accounts
           WHERE account_id = $1 AND kind = 'citizen' AND erased_at IS NULL FOR NO KEY UPDATE"#,
        account.0
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(number) = number else { return Ok(Err(Refusal::Unknown)) };
    // The order of the house: persons, then reservations.
    sqlx::query!(
        "SELECT 1 AS locked FROM persons WHERE account_id = $1 ORDER BY person_id FOR NO KEY UPDATE",
        account.0
    )
    .fetch_all(&mut *tx)
    .await?;
    end_wishes_in_txn(&mut tx, account).await?;
    let nobody = sqlx::query_scalar!(
        "INSERT INTO accounts (kind, erased_at, disabled_at) VALUES ('citizen', alimi_now(), alimi_now())
         RETURNING account_id"
    )
    .fetch_one(&mut *tx)
    .await?;
    sqlx::query!(
        "UPDATE persons SET account_id = $2, slot = NULL, name_sealed = '', birth_sealed = '',
                identity_index = int8send(person_id), erased_at = alimi_now()
         WHERE account_id = $1",
        account.0,
        nobody
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "UPDATE accounts SET phone_sealed = NULL, phone_index = NULL, phone_tail_index = NULL,
                erased_at = alimi_now(), disabled_at = alimi_now()
         WHERE account_id = $1",
        account.0
    )
    .execute(&mut *tx)
    .await?;
    forget_in_txn(&mut tx, account, &number).await?;
    let subject = format!("account:{account}");
    let act = Act { by: Some(account), action: "account_erased", subject, hospital: None, reason: None };
    write_in_txn(&mut tx, act).await?;
    tx.commit().await?;
    db.ring();
    Ok(Ok(()))
}

/// Cancels bookings and leaves lines, offers in hand among them.
async fn end_wishes_in_txn(tx: &mut sqlx::PgConnection, account: AccountId) -> crate::Result<()> {
    sqlx::query!(
        "SELECT 1 AS locked FROM reservations
         WHERE account_id = $1 AND status IN ('waiting', 'offered', 'requested', 'confirmed')
         ORDER BY reservation_id FOR NO KEY UPDATE",
        account.0
    )
    .fetch_all(&mut *tx)
    .await?;
    sqlx::query!(
        "WITH ended AS (
             UPDATE reservations
             SET status = CASE WHEN status IN ('requested', 'confirmed') THEN 'cancelled' ELSE 'withdrawn' END,
                 cancelled_by = CASE WHEN status IN ('requested', 'confirmed') THEN 'person' ELSE cancelled_by END,
                 wait_slot = NULL, offer_expires_at = NULL, ended_at = alimi_now(), version = version + 1
             WHERE account_id = $1 AND status IN ('waiting', 'offered', 'requested', 'confirmed')
             RETURNING reservation_id, hospital_id, vaccine_id, version, status),
         closed AS (
             UPDATE offers o SET outcome = 'left', closed_at = alimi_now()
             FROM ended WHERE o.reservation_id = ended.reservation_id AND o.outcome IS NULL)
         INSERT INTO events (kind, aggregate_id, hospital_id, vaccine_id, version)
         SELECT CASE WHEN status = 'cancelled' THEN $2 ELSE $3 END, reservation_id::text, hospital_id, vaccine_id, version
         FROM ended",
        account.0,
        EventKind::ReservationCancelled.key(),
        EventKind::WaitWithdrawn.key(),
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// What else would name somebody, or sign in: sessions, tokens, links, codes, settings, links, what
/// hospitals wrote, messages still to be sent.
async fn forget_in_txn(tx: &mut sqlx::PgConnection, account: AccountId, number: &[u8]) -> crate::Result<()> {
    sqlx::query!(
        "UPDATE sessions SET ended_at = coalesce(ended_at, alimi_now()), agent = '' WHERE account_id = $1",
        account.0
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!("DELETE FROM tokens WHERE account_id = $1", account.0).execute(&mut *tx).await?;
    sqlx::query!("DELETE FROM identities WHERE account_id = $1", account.0).execute(&mut *tx).await?;
    sqlx::query!("DELETE FROM passkeys WHERE account_id = $1", account.0).execute(&mut *tx).await?;
    sqlx::query!("DELETE FROM recovery_codes WHERE account_id = $1", account.0).execute(&mut *tx).await?;
    sqlx::query!("DELETE FROM account_emails WHERE account_id = $1", account.0).execute(&mut *tx).await?;
    sqlx::query!("DELETE FROM email_codes WHERE account_id = $1", account.0).execute(&mut *tx).await?;
    sqlx::query!(
        "UPDATE push_subscriptions
         SET ended_at = alimi_now(), endpoint_sealed = NULL, endpoint_index = NULL, keys_sealed = NULL
         WHERE account_id = $1 AND ended_at IS NULL",
        account.0
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!("DELETE FROM kept_forms WHERE account_id = $1", account.0).execute(&mut *tx).await?;
    sqlx::query!(
        "DELETE FROM look_ups l USING reservations r WHERE r.reservation_id = l.reservation_id AND r.account_id = $1",
        account.0
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "DELETE FROM shares s USING reservations r WHERE r.reservation_id = s.reservation_id AND r.account_id = $1",
        account.0
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!("DELETE FROM notice_settings WHERE account_id = $1", account.0).execute(&mut *tx).await?;
    sqlx::query!("DELETE FROM one_time_codes WHERE phone_index = $1", number).execute(&mut *tx).await?;
    sqlx::query!("UPDATE reservations SET note = NULL WHERE account_id = $1 AND note IS NOT NULL", account.0)
        .execute(&mut *tx)
        .await?;
    sqlx::query!(
        "UPDATE deliveries d SET state = 'skipped', ended_at = alimi_now(), claim = NULL, claimed_until = NULL
         FROM notices n WHERE n.notice_id = d.notice_id AND n.account_id = $1 AND d.state = 'queued'",
        account.0
    )
    .execute(tx)
    .await?;
    Ok(())
}
