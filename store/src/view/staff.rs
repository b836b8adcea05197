//! The admin's view of staff accounts.

use super::count;
use crate::{Db, Result, session::read_role};
use domain::{account::Role, id::AccountId};
use time::OffsetDateTime;

/// A role, and the name of its hospital.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldRole {
    /// Which, and where.
    pub role: Role,
    /// The hospital's name; empty for the admin's.
    pub hospital_name: String,
}

/// Whether somebody can sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// With a password.
    Active,
    /// Not yet: an invitation is open, until then.
    Invited(OffsetDateTime),
    /// Not any more: the invitation was not used in time.
    Lapsed,
    /// An admin has disabled it.
    Disabled,
}

/// A staff account.
#[derive(Clone, Debug)]
pub struct StaffMember {
    /// Which.
    pub account: AccountId,
    /// The name to sign in with.
    pub login: String,
    /// What it is called on screen.
    pub label: String,
    /// Whether somebody can sign in.
    pub state: State,
    /// Whether it has a second factor.
    pub factor: bool,
    /// Open sign-ins.
    pub sessions: u32,
    /// Last seen when.
    pub seen_at: Option<OffsetDateTime>,
    /// In the order of the roles.
    pub roles: Vec<HeldRole>,
}

/// Staff accounts whose sign-in name, label or hospital contains `text`, by label.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &Db, text: &str) -> Result<Vec<StaffMember>> {
    read(db, None, text).await
}

/// One staff account.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &Db, account: AccountId) -> Result<Option<StaffMember>> {
    Ok(read(db, Some(account), "").await?.pop())
}

async fn read(db: &Db, account: Option<AccountId>, text: &str) -> Result<Vec<StaffMember>> {
    let rows = sqlx::query!(
        r#"SELECT a.account_id, a.login AS "login!", a.label AS "label!",
                  a.disabled_at IS NOT NULL AS "disabled!", a.password_hash IS NOT NULL AS "active!",
                  i.expires_at AS "invited_until?", coalesce(i.expires_at > alimi_now(), false) AS "invited!",
                  (EXISTS (SELECT FROM authenticators f WHERE f.account_id = a.account_id AND f.enrolled_at IS NOT NULL)
                   OR EXISTS (SELECT FROM passkeys p WHERE p.account_id = a.account_id)) AS "factor!",
                  (SELECT count(*) FROM sessions s WHERE s.account_id = a.account_id AND s.stage = 'open' AND s.ended_at IS NULL
                     AND s.expires_at > alimi_now() AND s.seen_at > alimi_now() - interval '2 hours') AS "sessions!",
                  (SELECT max(s.seen_at) FROM sessions s WHERE s.account_id = a.account_id AND s.stage = 'open') AS seen_at,
                  coalesce(r.roles, '{}') AS "roles!", coalesce(r.hospitals, '{}') AS "hospitals!", coalesce(r.names, '{}') AS "names!"
           FROM accounts a
           LEFT JOIN staff_invitations i ON i.account_id = a.account_id
           LEFT JOIN LATERAL (
               SELECT array_agg(r.role ORDER BY r.role) AS roles, array_agg(coalesce(r.hospital_id, 0) ORDER BY r.role) AS hospitals,
                      array_agg(coalesce(h.name, '') ORDER BY r.role) AS names
               FROM staff_roles r LEFT JOIN hospitals h ON h.hospital_id = r.hospital_id
               WHERE r.account_id = a.account_id) r ON true
           WHERE a.kind = 'staff' AND ($1::bigint IS NULL OR a.account_id = $1)
             AND ($2 = '' OR position(lower($2) IN a.login) > 0 OR position(lower($2) IN lower(a.label)) > 0
                  OR EXISTS (SELECT FROM unnest(r.names) AS n (name) WHERE position(lower($2) IN lower(n.name)) > 0))
           ORDER BY a.label, a.account_id"#,
        account.map(|a| a.0),
        text,
    )
    .fetch_all(&db.pool)
    .await?;
    rows.into_iter()
        .map(|r| {
            let state = match (r.disabled, r.active, r.invited_until) {
                (true, ..) => State::Disabled,
                (false, true, _) => State::Active,
                (false, false, Some(until)) if r.invited => State::Invited(until),
                (false, false, _) => State::Lapsed,
            };
            let held =
                r.roles.iter().zip(&r.hospitals).zip(r.names).map(|((role, hospital), hospital_name)| {
                    Ok(HeldRole { role: read_role(role, *hospital)?, hospital_name })
                });
            Ok(StaffMember {
                account: AccountId(r.account_id),
                login: r.login,
                label: r.label,
                state,
                factor: r.factor,
                sessions: count(r.sessions),
                seen_at: r.seen_at,
                roles: held.collect::<Result<_>>()?,
            })
        })
        .collect()
}
