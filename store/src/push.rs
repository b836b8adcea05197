//! Browsers that want to be told: subscriptions of Web Push, sealed.

use crate::{
    Answer, Db, Error, Result,
    seal::{Index, Place},
};
use domain::{id::AccountId, push::Subscription, refusal::Refusal};
use sqlx::PgConnection;
use time::OffsetDateTime;

/// Most browsers of one account; the oldest makes room.
const MOST: i64 = 10;

/// A browser, as its owner knows it.
#[derive(Clone, Debug)]
pub struct Browser {
    /// Which.
    pub subscription: i64,
    /// `Chrome · Windows`
    pub label: String,
    /// Since when.
    pub since: OffsetDateTime,
}

/// Keeps a browser's subscription. A browser that had another account's tells this account from now on.
///
/// # Errors
/// When the database fails.
pub async fn subscribe(db: &Db, account: AccountId, subscription: &Subscription, label: &str) -> Result<()> {
    let mut tx = db.begin().await?;
    let index = db.keys.index(Index::PushEndpoint, subscription.endpoint());
    // Whoever had it before: what is queued for them must not go there.
    sqlx::query!(
        "UPDATE push_subscriptions
         SET ended_at = alimi_now(), endpoint_sealed = NULL, endpoint_index = NULL, keys_sealed = NULL
         WHERE endpoint_index = $1 AND account_id <> $2",
        &index,
        account.0
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "INSERT INTO push_subscriptions (account_id, endpoint_sealed, endpoint_index, keys_sealed, label)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT ON CONSTRAINT push_subscriptions_endpoint_index_key
         DO UPDATE SET endpoint_sealed = $2, keys_sealed = $4, label = $5
         WHERE push_subscriptions.account_id = $1",
        account.0,
        db.keys.seal(Place::PushEndpoint, subscription.endpoint()),
        &index,
        db.keys.seal(Place::PushKeys, &subscription.keys()),
        label
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "UPDATE push_subscriptions
         SET ended_at = alimi_now(), endpoint_sealed = NULL, endpoint_index = NULL, keys_sealed = NULL
         WHERE subscription_id IN (
             SELECT subscription_id FROM push_subscriptions WHERE account_id = $1 AND ended_at IS NULL
             ORDER BY subscription_id DESC OFFSET $2)",
        account.0,
        MOST
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(())
}

/// The browsers of an account, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &Db, account: AccountId) -> Result<Vec<Browser>> {
    Ok(sqlx::query_as!(
        Browser,
        "SELECT subscription_id AS subscription, label, created_at AS since FROM push_subscriptions
         WHERE account_id = $1 AND ended_at IS NULL ORDER BY subscription_id DESC",
        account.0
    )
    .fetch_all(&db.pool)
    .await?)
}

/// Tells a browser of this account nothing more.
///
/// # Errors
/// When the database fails. `Unknown` when the account has no such browser.
pub async fn remove(db: &Db, account: AccountId, subscription: i64) -> Answer<()> {
    let done = sqlx::query!(
        "UPDATE push_subscriptions
         SET ended_at = alimi_now(), endpoint_sealed = NULL, endpoint_index = NULL, keys_sealed = NULL
         WHERE subscription_id = $1 AND account_id = $2 AND ended_at IS NULL",
        subscription,
        account.0
    )
    .execute(&db.pool)
    .await?;
    Ok(if done.rows_affected() == 1 { Ok(()) } else { Err(Refusal::Unknown) })
}

/// The push service says that the browser of this delivery is gone.
pub(crate) async fn end_of_delivery_in_txn(tx: &mut PgConnection, delivery: i64) -> Result<()> {
    sqlx::query!(
        "UPDATE push_subscriptions p
         SET ended_at = alimi_now(), endpoint_sealed = NULL, endpoint_index = NULL, keys_sealed = NULL
         FROM deliveries d
         WHERE d.delivery_id = $1 AND p.subscription_id = d.subscription_id AND p.ended_at IS NULL",
        delivery
    )
    .execute(tx)
    .await?;
    Ok(())
}

pub(crate) fn open_subscription(db: &Db, endpoint: &[u8], keys: &[u8]) -> Result<Subscription> {
    let (endpoint, keys) =
        (db.keys.open(Place::PushEndpoint, endpoint)?, db.keys.open(Place::PushKeys, keys)?);
    Subscription::from_parts(endpoint, &keys).ok_or(Error::Sealed("push-keys"))
}
