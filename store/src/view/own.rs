//! Everything that is kept of one account, for its owner: names as typed, ids only where they are
//! on screen as well.

use crate::{
    Db, Result,
    account::{find_phone, list_persons},
    identity,
};
use domain::{calendar::iso, id::AccountId};
use serde_json::{Value, json};
use std::collections::HashMap;

/// The account, its persons, reservations, vaccinations, notices, sign-ins, tokens and links.
///
/// # Errors
/// When the database fails or a value cannot be opened.
pub async fn read(db: &Db, account: AccountId) -> Result<Value> {
    let persons = list_persons(db, account).await?;
    let names: HashMap<i64, String> =
        persons.iter().map(|p| (p.person.0, p.name.as_str().to_owned())).collect();
    let persons: Vec<_> =
        persons.iter().map(|p| json!({ "name": p.name.as_str(), "born_on": iso(p.birth.date()) })).collect();
    let links: Vec<_> = identity::list(db, account)
        .await?
        .into_iter()
        .map(|link| json!({ "provider": link.provider }))
        .collect();
    let setting = crate::notice::find(db, account).await?;
    Ok(json!({
        "account": {
            "phone": find_phone(db, account).await?.map(|phone| phone.formatted()),
            "created_at": created_at(db, account).await?,
            "linked_sign_ins": links,
            "notices": { "messages": setting.message, "quiet_at_night": setting.quiet, "language": setting.language },
        },
        "persons": persons,
        "reservations": named(reservations(db, account).await?, &names),
        "vaccinations": named(vaccinations(db, account).await?, &names),
        "notices": notices(db, account).await?,
        "sign_ins": sign_ins(db, account).await?,
        "api_tokens": tokens(db, account).await?,
        "shared_links": shares(db, account).await?,
    }))
}

/// Puts the name in the place of the person's number.
fn named(rows: Vec<(i64, Value)>, names: &HashMap<i64, String>) -> Vec<Value> {
    rows.into_iter()
        .map(|(person, mut row)| {
            row["person"] = json!(names.get(&person));
            row
        })
        .collect()
}

async fn created_at(db: &Db, account: AccountId) -> Result<Option<Value>> {
    Ok(sqlx::query_scalar!(
        r#"SELECT to_jsonb(created_at) AS "at!" FROM accounts WHERE account_id = $1"#,
        account.0
    )
    .fetch_optional(&db.pool)
    .await?)
}

async fn reservations(db: &Db, account: AccountId) -> Result<Vec<(i64, Value)>> {
    let rows = sqlx::query!(
        r#"SELECT r.person_id, jsonb_build_object(
               'number', r.number, 'hospital', h.name, 'vaccine', v.name, 'dose', r.dose_no, 'day', r.day_on,
               'status', r.status, 'reason', r.reason, 'note', r.note, 'cancelled_by', r.cancelled_by,
               'created_at', r.created_at, 'requested_at', r.requested_at, 'decided_at', r.decided_at,
               'ended_at', r.ended_at) AS "row!"
           FROM reservations r JOIN hospitals h ON h.hospital_id = r.hospital_id
           JOIN vaccines v ON v.vaccine_id = r.vaccine_id
           WHERE r.account_id = $1 ORDER BY r.created_at, r.reservation_id"#,
        account.0
    )
    .fetch_all(&db.pool)
    .await?;
    Ok(rows.into_iter().map(|r| (r.person_id, r.row)).collect())
}

async fn vaccinations(db: &Db, account: AccountId) -> Result<Vec<(i64, Value)>> {
    let rows = sqlx::query!(
        r#"SELECT g.person_id, jsonb_build_object(
               'hospital', h.name, 'vaccine', v.name, 'lot', l.lot_number, 'dose', g.dose_no, 'given_at', g.given_at,
               'voided_at', g.voided_at) AS "row!"
           FROM vaccinations g JOIN persons p ON p.person_id = g.person_id
           JOIN hospitals h ON h.hospital_id = g.hospital_id JOIN vaccines v ON v.vaccine_id = g.vaccine_id
           JOIN lots l ON l.lot_id = g.lot_id
           WHERE p.account_id = $1 ORDER BY g.given_at, g.vaccination_id"#,
        account.0
    )
    .fetch_all(&db.pool)
    .await?;
    Ok(rows.into_iter().map(|r| (r.person_id, r.row)).collect())
}

async fn notices(db: &Db, account: AccountId) -> Result<Vec<Value>> {
    Ok(sqlx::query_scalar!(
        r#"SELECT jsonb_build_object(
               'kind', n.kind, 'reservation', r.number, 'day', n.day_on, 'until', n.until_at, 'at', n.created_at,
               'read_at', n.read_at, 'sent', (
                   SELECT coalesce(jsonb_agg(jsonb_build_object('channel', d.channel, 'state', d.state,
                                                                'ended_at', d.ended_at) ORDER BY d.delivery_id), '[]')
                   FROM deliveries d WHERE d.notice_id = n.notice_id)) AS "row!"
           FROM notices n JOIN reservations r ON r.reservation_id = n.reservation_id
           WHERE n.account_id = $1 ORDER BY n.notice_id"#,
        account.0
    )
    .fetch_all(&db.pool)
    .await?)
}

async fn sign_ins(db: &Db, account: AccountId) -> Result<Vec<Value>> {
    Ok(sqlx::query_scalar!(
        r#"SELECT jsonb_build_object('since', created_at, 'last_seen_at', seen_at, 'ended_at', ended_at,
                                     'ends_at', expires_at) AS "row!"
           FROM sessions WHERE account_id = $1 ORDER BY session_id"#,
        account.0
    )
    .fetch_all(&db.pool)
    .await?)
}

async fn tokens(db: &Db, account: AccountId) -> Result<Vec<Value>> {
    Ok(sqlx::query_scalar!(
        r#"SELECT jsonb_build_object('label', label, 'scopes', scopes, 'created_at', created_at, 'used_at', used_at,
                                     'expires_at', expires_at, 'revoked_at', revoked_at) AS "row!"
           FROM tokens WHERE account_id = $1 ORDER BY token_id"#,
        account.0
    )
    .fetch_all(&db.pool)
    .await?)
}

async fn shares(db: &Db, account: AccountId) -> Result<Vec<Value>> {
    Ok(sqlx::query_scalar!(
        r#"SELECT jsonb_build_object('reservation', r.number, 'created_at', s.created_at, 'expires_at', s.expires_at,
                                     'revoked_at', s.revoked_at) AS "row!"
           FROM shares s JOIN reservations r ON r.reservation_id = s.reservation_id
           WHERE r.account_id = $1 ORDER BY s.created_at, s.share_id"#,
        account.0
    )
    .fetch_all(&db.pool)
    .await?)
}
