//! Who did what, when and why: one row for each act, written in the act's own transaction.

use crate::Result;
use domain::id::{AccountId, HospitalId};
use sqlx::PgConnection;

/// One act.
pub(crate) struct Act<'a> {
    pub(crate) by: Option<AccountId>,
    pub(crate) action: &'static str,
    pub(crate) subject: String,
    pub(crate) hospital: Option<HospitalId>,
    pub(crate) reason: Option<&'a str>,
}

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
