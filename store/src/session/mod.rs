//! Sign-ins: a row for each, found by the digest of its token.
//!
//! Every write names the session as it must still be: what comes late never brings an ended one
//! back.

mod device;
mod pending;

pub use device::{Device, end_others, end_own, list};
pub use pending::{Pending, count_try, find_pending, open};

use crate::{
    Answer, Db, Error, Result,
    audit_log::{Act, write_in_txn},
};
use domain::{
    account::{AccountKind, Role, Visitor},
    id::{AccountId, HospitalId, SessionId},
    refusal::Refusal,
};
use sqlx::PgConnection;
use std::collections::HashMap;
use time::{Duration, OffsetDateTime};

/// Whoever is signed in, and how long that lasts if nothing is done.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who.
    pub visitor: Visitor,
    /// Seconds until the session ends.
    pub left: i64,
    /// Until when that is.
    pub until: OffsetDateTime,
    /// Whether doing something makes it last longer: it would end for idleness, not for its age.
    pub extends: bool,
}

/// The visitor whose session has this token, as [`find_signed_in`] finds it.
///
/// # Errors
/// As there.
pub async fn find(db: &Db, token_hash: &[u8; 32]) -> Result<Option<Visitor>> {
    Ok(find_signed_in(db, token_hash).await?.map(|found| found.visitor))
}

/// Whose session has this token, if it is alive: signed in to the end, not ended, not
/// past its end, not idle for too long, and the account not disabled. Notes that it was seen, at
/// most once a minute and never on an ended session.
///
/// Citizens stay signed in for a week and 24 idle hours, staff for twelve hours and two idle.
///
/// # Errors
/// When the database fails: a failing check denies.
pub async fn find_signed_in(db: &Db, token_hash: &[u8; 32]) -> Result<Option<SignedIn>> {
    let of = db.clone();
    let gathered = db.visitors.ask(*token_hash, move |hashes| find_all(of.clone(), hashes)).await;
    match gathered {
        Some(found) => Ok(found),
        None => Ok(find_all(db.clone(), vec![*token_hash]).await?.pop().flatten()),
    }
}

/// Whose sessions have these tokens, in their order.
async fn find_all(db: Db, hashes: Vec<[u8; 32]>) -> Result<Vec<Option<SignedIn>>> {
    let keys: Vec<&[u8]> = hashes.iter().map(<[u8; 32]>::as_slice).collect();
    let rows = sqlx::query!(
        r#"SELECT s.token_hash, s.session_id, s.account_id, a.kind, a.standing,
                  s.seen_at < alimi_now() - interval '1 minute' AS "stale!",
                  alimi_now() AS "now!", extract(epoch FROM s.expires_at - alimi_now())::bigint AS "left!",
                  extract(epoch FROM alimi_now() - s.seen_at)::bigint AS "unseen!",
                  r.roles AS "roles!", r.hospitals AS "hospitals!"
           FROM sessions s
           JOIN accounts a ON a.account_id = s.account_id
           CROSS JOIN LATERAL (
               SELECT coalesce(array_agg(r.role ORDER BY r.role), '{}') AS roles,
                      coalesce(array_agg(coalesce(r.hospital_id, 0) ORDER BY r.role), '{}') AS hospitals
               FROM staff_roles r WHERE r.account_id = s.account_id) r
           WHERE s.token_hash = ANY ($1) AND s.stage = 'open' AND s.ended_at IS NULL AND s.expires_at > alimi_now()
             AND a.disabled_at IS NULL
             AND s.seen_at > alimi_now() - CASE a.kind WHEN 'staff' THEN interval '2 hours' ELSE interval '24 hours' END"#,
        &keys as &[&[u8]],
    )
    .fetch_all(&db.pool)
    .await?;
    let stale: Vec<i64> = rows.iter().filter(|row| row.stale).map(|row| row.session_id).collect();
    if !stale.is_empty() {
        // A session that somebody else notes or ends just now is passed over: nobody waits here.
        sqlx::query!(
            "UPDATE sessions SET seen_at = alimi_now()
             WHERE ended_at IS NULL AND session_id IN (
                 SELECT session_id FROM sessions WHERE session_id = ANY ($1) FOR NO KEY UPDATE SKIP LOCKED)",
            &stale,
        )
        .execute(&db.pool)
        .await?;
    }
    let mut found = HashMap::with_capacity(rows.len());
    for row in rows {
        let kind = read_kind(&row.kind);
        let idle = idle_seconds(kind) - if row.stale { 0 } else { row.unseen };
        let left = idle.min(row.left);
        let visitor = Visitor {
            account: AccountId(row.account_id),
            session: Some(SessionId(row.session_id)),
            kind,
            roles: read_roles(&row.roles, &row.hospitals)?,
            standing: row.standing,
        };
        let until = row.now + Duration::seconds(left);
        found.insert(row.token_hash, SignedIn { visitor, left, until, extends: idle < row.left });
    }
    Ok(hashes.iter().map(|hash| found.get(hash.as_slice()).cloned()).collect())
}

/// For how long nobody may be seen, as the queries of this module have it.
fn idle_seconds(kind: AccountKind) -> i64 {
    match kind {
        AccountKind::Staff => 2 * 60 * 60,
        AccountKind::Citizen => 24 * 60 * 60,
    }
}

pub(crate) fn read_kind(kind: &str) -> AccountKind {
    if kind == "staff" { AccountKind::Staff } else { AccountKind::Citizen }
}

/// The roles of an account, from its rows of `staff_roles`.
pub(crate) fn read_roles(roles: &[String], hospitals: &[i64]) -> Result<Vec<Role>> {
    roles.iter().zip(hospitals).map(|(role, hospital)| read_role(role, *hospital)).collect()
}

/// `hospital` is zero for none.
pub(crate) fn read_role(role: &str, hospital: i64) -> Result<Role> {
    let hospital = (hospital != 0).then_some(HospitalId(hospital));
    Role::from_key(role, hospital).ok_or(Error::Unreadable("staff_roles.role"))
}

/// How far a new session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Signed in.
    Open,
    /// The first factor is proven; the pages of the second one can be reached, for ten minutes.
    Factor,
}

/// A session to be started.
#[derive(Clone, Debug)]
pub struct Start {
    /// Whose.
    pub account: AccountId,
    /// The digest of its token.
    pub token_hash: [u8; 32],
    /// How far it is.
    pub stage: Stage,
    /// Browser and system, in two words.
    pub agent: String,
    /// The session that this browser had before: it ends in the same moment.
    pub replaces: Option<SessionId>,
}

/// Starts a session for an account.
///
/// # Errors
/// When the database fails.
pub async fn start(db: &Db, account: AccountId, token_hash: [u8; 32]) -> Result<SessionId> {
    begin(db, &Start { account, token_hash, stage: Stage::Open, agent: String::new(), replaces: None }).await
}

/// Starts a session, in the place of the one before.
///
/// # Errors
/// When the database fails.
pub async fn begin(db: &Db, start: &Start) -> Result<SessionId> {
    let mut tx = db.begin().await?;
    if let Some(before) = start.replaces {
        end_in_txn(&mut tx, before).await?;
    }
    let made = sqlx::query!(
        "INSERT INTO sessions (token_hash, account_id, stage, agent, expires_at)
         SELECT $1, account_id, $3, $4, alimi_now() + CASE WHEN $3 = 'factor' THEN interval '10 minutes'
                                                           WHEN kind = 'staff' THEN interval '12 hours'
                                                           ELSE interval '7 days' END
         FROM accounts WHERE account_id = $2
         RETURNING session_id, (SELECT kind FROM accounts WHERE account_id = $2) AS kind",
        &start.token_hash,
        start.account.0,
        match start.stage {
            Stage::Open => "open",
            Stage::Factor => "factor",
        },
        start.agent,
    )
    .fetch_one(&mut *tx)
    .await?;
    if start.stage == Stage::Open && made.kind.as_deref() == Some("staff") {
        note_sign_in(&mut tx, start.account).await?;
    }
    tx.commit().await?;
    Ok(SessionId(made.session_id))
}

async fn note_sign_in(tx: &mut PgConnection, account: AccountId) -> Result<()> {
    let act = Act {
        by: Some(account),
        action: "staff_signed_in",
        subject: format!("account:{account}"),
        hospital: None,
        reason: None,
    };
    write_in_txn(tx, act).await
}

/// Who sits there has shown again who they are: the session goes on under a new token, and is fresh.
///
/// # Errors
/// When the database fails. `NotSignedIn` when it has ended meanwhile.
pub async fn renew(db: &Db, session: SessionId, token_hash: [u8; 32]) -> Answer<()> {
    let renewed = sqlx::query!(
        "UPDATE sessions SET token_hash = $2, proved_at = alimi_now()
         WHERE session_id = $1 AND stage = 'open' AND ended_at IS NULL AND expires_at > alimi_now()",
        session.0,
        &token_hash,
    )
    .execute(&db.pool)
    .await?;
    Ok(if renewed.rows_affected() == 1 { Ok(()) } else { Err(Refusal::NotSignedIn) })
}

/// Whether who sits there has shown who they are within ten minutes.
///
/// # Errors
/// When the database fails: a failing check denies.
pub async fn is_fresh(db: &Db, session: SessionId) -> Result<bool> {
    let fresh = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM sessions WHERE session_id = $1 AND stage = 'open' AND ended_at IS NULL
                            AND proved_at > alimi_now() - interval '10 minutes') AS "fresh!""#,
        session.0
    )
    .fetch_one(&db.pool)
    .await?;
    Ok(fresh)
}

/// Ends a session; a second call changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn end(db: &Db, session: SessionId) -> Result<()> {
    end_in_txn(&mut *db.pool.acquire().await?, session).await
}

async fn end_in_txn(tx: &mut PgConnection, session: SessionId) -> Result<()> {
    sqlx::query!(
        "UPDATE sessions SET ended_at = alimi_now() WHERE session_id = $1 AND ended_at IS NULL",
        session.0
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Ends every session of an account but one.
pub(crate) async fn end_all_in_txn(
    tx: &mut PgConnection,
    account: AccountId,
    but: Option<SessionId>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE sessions SET ended_at = alimi_now()
         WHERE account_id = $1 AND ended_at IS NULL AND session_id IS DISTINCT FROM $2",
        account.0,
        but.map(|s| s.0),
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Which of these sessions are still alive, as [`find`] has it, and with the same standing (open
/// sockets are asked this every few seconds). Asking is no visit: a page left open does not keep its
/// session from going idle.
///
/// # Errors
/// When the database fails.
pub async fn live_sessions(db: &Db, open: &[(SessionId, i32)]) -> Result<Vec<(SessionId, i32)>> {
    let (ids, standings): (Vec<i64>, Vec<i32>) = open.iter().map(|(s, standing)| (s.0, *standing)).unzip();
    let alive = sqlx::query!(
        r#"SELECT s.session_id, a.standing
           FROM unnest($1::bigint[], $2::integer[]) AS o (session_id, standing)
           JOIN sessions s ON s.session_id = o.session_id
           JOIN accounts a ON a.account_id = s.account_id AND a.standing = o.standing
           WHERE s.stage = 'open' AND s.ended_at IS NULL AND s.expires_at > alimi_now() AND a.disabled_at IS NULL
             AND s.seen_at > alimi_now() - CASE a.kind WHEN 'staff' THEN interval '2 hours' ELSE interval '24 hours' END"#,
        &ids,
        &standings,
    )
    .fetch_all(&db.pool)
    .await?;
    Ok(alive.into_iter().map(|r| (SessionId(r.session_id), r.standing)).collect())
}
