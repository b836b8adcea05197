//! Who signs in, and what they may do.

use crate::id::{AccountId, HospitalId, SessionId};
use serde::{Deserialize, Serialize};

/// The two worlds of accounts; their sign-ins never mix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// Signs in with a phone number and cares for one or more persons.
    Citizen,
    /// Signs in with a password and holds roles.
    Staff,
}

/// What a staff account may do, and where (관리자, 백신 관리자, 예약 관리자).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 관리자: registers hospitals and vaccines, supplies vials.
    Admin,
    /// 백신 관리자 of one hospital: registers doses, sees the stock.
    VaccineManager(HospitalId),
    /// 예약 관리자 of one hospital: accepts and rejects requests.
    ReservationManager(HospitalId),
}

/// The person or staff member behind a request, as its session or token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    /// Whose session it is.
    pub account: AccountId,
    /// The session itself; none behind a token.
    pub session: Option<SessionId>,
    /// Citizen or staff.
    pub kind: AccountKind,
    /// Empty for citizens.
    pub roles: Vec<Role>,
}

impl Visitor {
    /// Whether this is a citizen's account.
    pub fn is_citizen(&self) -> bool {
        self.kind == AccountKind::Citizen
    }

    /// Whether this is an admin.
    pub fn is_admin(&self) -> bool {
        self.roles.contains(&Role::Admin)
    }

    /// The hospital whose requests this visitor handles.
    pub fn desk(&self) -> Option<HospitalId> {
        self.roles.iter().find_map(|r| match r {
            Role::ReservationManager(h) => Some(*h),
            _ => None,
        })
    }

    /// The hospital whose stock this visitor keeps.
    pub fn stock(&self) -> Option<HospitalId> {
        self.roles.iter().find_map(|r| match r {
            Role::VaccineManager(h) => Some(*h),
            _ => None,
        })
    }
}
