//! One's own account, for staff and citizens: invitation, second factor, passkeys, devices.
//!
//! Whatever makes an account easier to get into asks for a recent proof of who is there ([`fresh`]):
//! passwords, factors, recovery codes, tokens of programs. Ending sessions does not: it only ever takes away.

pub mod code;
pub mod confirm;
pub mod device;
pub mod enrol;
pub mod factor;
pub mod invitation;
pub mod passkey;
pub mod password;

use crate::{
    request::{admin, db, signed_in},
    session,
    stop::Stop,
};
use domain::{
    account::{AccountKind, Visitor},
    id::AccountId,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use store::session::Pending;

/// The page of an account's security.
pub(crate) fn home(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Staff => "/staff/security",
        AccountKind::Citizen => "/my/devices",
    }
}

/// Whoever is signed in and has shown within ten minutes who they are; else where they do so, with
/// the way back.
pub(crate) async fn fresh(back: &str) -> Result<Result<Visitor, String>, Stop> {
    let visitor = signed_in()?;
    if store::session::is_fresh(&db(), session::of(&visitor)?).await? {
        return Ok(Ok(visitor));
    }
    let door = match visitor.kind {
        AccountKind::Staff => "/staff/confirm?",
        AccountKind::Citizen => "/sign-in?again=1&",
    };
    Ok(Err(format!("{door}next={}", utf8_percent_encode(back, NON_ALPHANUMERIC))))
}

/// The admin, who has shown within ten minutes who they are: for what lets others in.
pub(crate) async fn fresh_admin(back: &str) -> Result<Result<Visitor, String>, Stop> {
    admin()?;
    fresh(back).await
}

/// Who adds a factor: somebody signed in, or staff who cannot sign in before they have one.
pub(crate) enum Enroller {
    /// Signed in, and fresh.
    Visitor(Visitor),
    /// With a password and no factor yet.
    Pending(Pending),
}

impl Enroller {
    /// Whose factor it will be.
    pub(crate) fn account(&self) -> AccountId {
        match self {
            Self::Visitor(visitor) => visitor.account,
            Self::Pending(pending) => pending.account,
        }
    }

    /// Citizen or staff.
    pub(crate) fn kind(&self) -> AccountKind {
        match self {
            Self::Visitor(visitor) => visitor.kind,
            Self::Pending(pending) => pending.kind,
        }
    }

    /// Who it is; else where they show it. A waiting account that has a factor uses that one.
    pub(crate) async fn find(back: &str) -> Result<Result<Self, String>, Stop> {
        if crate::request::visitor().is_some() {
            return Ok(fresh(back).await?.map(Self::Visitor));
        }
        let Some(pending) = session::pending().await? else {
            let staff = back.starts_with("/staff");
            return Ok(Err(if staff { "/staff/sign-in" } else { "/sign-in" }.to_owned()));
        };
        if store::factor::find(&db(), pending.account).await?.any() {
            return Ok(Err(factor::page_of(pending.kind).to_owned()));
        }
        Ok(Ok(Self::Pending(pending)))
    }
}
