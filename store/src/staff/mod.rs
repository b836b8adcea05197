//! Staff accounts: who is invited, which roles they hold, and whether they may sign in. Every act
//! takes effect at once: sessions are read with each request, and open sockets are asked again.

mod invite;
mod member;
mod role;
mod state;

pub use invite::{Invitation, Invited, accept, find_invitation, invite, invite_from_outside};
pub use member::{Member, find, mark_demo};
pub use role::{give_role, move_role, take_role};
pub use state::{disable, enable, end_sessions, reset, set_password};

use crate::{
    Result,
    audit_log::{Act, write_in_txn},
};
use domain::{
    id::{AccountId, HospitalId},
    refusal::Refusal,
};
use sqlx::PgConnection;

/// What was done to an account, for the audit log.
async fn note_in_txn(
    tx: &mut PgConnection,
    by: Option<AccountId>,
    action: &'static str,
    account: AccountId,
    hospital: Option<HospitalId>,
    detail: Option<&str>,
) -> Result<()> {
    write_in_txn(tx, Act { by, action, subject: format!("account:{account}"), hospital, reason: detail })
        .await
}

/// The refusal behind a violated constraint; anything else is a fault.
fn refusal_of(error: sqlx::Error) -> Result<Refusal> {
    match crate::error::violated(&error) {
        Some("staff_roles_last_admin") => Ok(Refusal::LastAdmin),
        Some("staff_roles_once_key" | "staff_roles_key") => Ok(Refusal::RoleHeld),
        Some("staff_roles_hospital_id_fkey" | "staff_roles_account_id_fkey") => Ok(Refusal::Unknown),
        Some("accounts_login_key") => Ok(Refusal::NameTaken),
        _ => Err(error.into()),
    }
}
