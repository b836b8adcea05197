//! Sign-ins: a row for each, found by the digest of its token.

use crate::{Db, Error, Result};
use domain::{
    account::{AccountKind, Role, Visitor},
    id::{AccountId, HospitalId, SessionId},
};

/// The visitor whose session has this token, if it is alive: not ended, not past its end, not
/// idle for too long, and the account not disabled. Notes that it was seen, at most once a
/// minute and never on an ended session.
///
/// Citizens stay signed in for a week and 24 idle hours, staff for twelve hours and two idle.
///
/// # Errors
/// When the database fails: a failing check denies.
pub async fn find(db: &Db, token_hash: &[u8; 32]) -> Result<Option<Visitor>> {
    let Some(row) = sqlx::query!(
        r#"SELECT s.session_id, s.account_id, a.kind,
                  s.seen_at < alimi_now() - interval '1 minute' AS "stale!",
                  coalesce(array_agg(r.role) FILTER (WHERE r.role IS NOT NULL), '{}') AS "roles!",
                  coalesce(array_agg(coalesce(r.hospital_id, 0)) FILTER (WHERE r.role IS NOT NULL), '{}') AS "hospitals!"
           FROM sessions s
           JOIN accounts a ON a.account_id = s.account_id
           LEFT JOIN staff_roles r ON r.account_id = s.account_id
           WHERE s.token_hash = $1 AND s.ended_at IS NULL AND s.expires_at > alimi_now() AND a.disabled_at IS NULL
             AND s.seen_at > alimi_now() - CASE a.kind WHEN 'staff' THEN interval '2 hours' ELSE interval '24 hours' END
           GROUP BY s.session_id, a.account_id"#,
        token_hash,
    )
    .fetch_optional(&db.pool)
    .await?
    else {
        return Ok(None);
    };
    if row.stale {
        sqlx::query!(
            "UPDATE sessions SET seen_at = alimi_now() WHERE session_id = $1 AND ended_at IS NULL",
            row.session_id
        )
        .execute(&db.pool)
        .await?;
    }
    Ok(Some(Visitor {
        account: AccountId(row.account_id),
        session: Some(SessionId(row.session_id)),
        kind: if row.kind == "staff" { AccountKind::Staff } else { AccountKind::Citizen },
        roles: read_roles(&row.roles, &row.hospitals)?,
    }))
}

/// The roles of an account, from its rows of `staff_roles`.
pub(crate) fn read_roles(roles: &[String], hospitals: &[i64]) -> Result<Vec<Role>> {
    roles.iter().zip(hospitals).map(|(role, hospital)| read_role(role, *hospital)).collect()
}

fn read_role(role: &str, hospital: i64) -> Result<Role> {
    match role {
        "admin" => Ok(Role::Admin),
        "vaccine_manager" => Ok(Role::VaccineManager(HospitalId(hospital))),
        "reservation_manager" => Ok(Role::ReservationManager(HospitalId(hospital))),
        _ => Err(Error::Unreadable("staff_roles.role")),
    }
}

/// Starts a session for an account.
///
/// # Errors
/// When the database fails.
pub async fn start(db: &Db, account: AccountId, token_hash: [u8; 32]) -> Result<SessionId> {
    let id = sqlx::query_scalar!(
        "INSERT INTO sessions (token_hash, account_id, expires_at)
         SELECT $1, account_id, alimi_now() + CASE kind WHEN 'staff' THEN interval '12 hours' ELSE interval '7 days' END
         FROM accounts WHERE account_id = $2
         RETURNING session_id",
        &token_hash,
        account.0,
    )
    .fetch_one(&db.pool)
    .await?;
    Ok(SessionId(id))
}

/// Ends a session; a second call changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn end(db: &Db, session: SessionId) -> Result<()> {
    sqlx::query!(
        "UPDATE sessions SET ended_at = alimi_now() WHERE session_id = $1 AND ended_at IS NULL",
        session.0
    )
    .execute(&db.pool)
    .await?;
    Ok(())
}

/// Which of these sessions are still alive, as [`find`] has it (open sockets are asked this every
/// few seconds). Asking is no visit: a page left open does not keep its session from going idle.
///
/// # Errors
/// When the database fails.
pub async fn live_sessions(db: &Db, sessions: &[SessionId]) -> Result<Vec<SessionId>> {
    let ids: Vec<i64> = sessions.iter().map(|s| s.0).collect();
    let alive = sqlx::query_scalar!(
        "SELECT s.session_id FROM sessions s JOIN accounts a ON a.account_id = s.account_id
         WHERE s.session_id = ANY ($1) AND s.ended_at IS NULL AND s.expires_at > alimi_now() AND a.disabled_at IS NULL
           AND s.seen_at > alimi_now() - CASE a.kind WHEN 'staff' THEN interval '2 hours' ELSE interval '24 hours' END",
        &ids,
    )
    .fetch_all(&db.pool)
    .await?;
    Ok(alive.into_iter().map(SessionId).collect())
}
