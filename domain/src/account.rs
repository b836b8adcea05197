//! Who signs in, and what they may do.

use crate::{
    field::{FieldError, parse_line},
    id::{AccountId, HospitalId, SessionId},
};
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

impl Role {
    /// As in tables and forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::VaccineManager(_) => "vaccine_manager",
            Self::ReservationManager(_) => "reservation_manager",
        }
    }

    /// Back from its key and its hospital; the admin's belongs to none, a manager's to one.
    pub fn from_key(key: &str, hospital: Option<HospitalId>) -> Option<Self> {
        match (key, hospital) {
            ("admin", None) => Some(Self::Admin),
            ("vaccine_manager", Some(hospital)) => Some(Self::VaccineManager(hospital)),
            ("reservation_manager", Some(hospital)) => Some(Self::ReservationManager(hospital)),
            _ => None,
        }
    }

    /// The hospital it belongs to.
    pub fn hospital(self) -> Option<HospitalId> {
        match self {
            Self::Admin => None,
            Self::VaccineManager(hospital) | Self::ReservationManager(hospital) => Some(hospital),
        }
    }
}

/// Reads a sign-in name: 3 to 40 of `a`–`z`, digits, `-`, `_` and `.`; capitals become small.
///
/// # Errors
/// `Missing`, `TooLong` or `Malformed`.
pub fn parse_login(typed: &str) -> Result<String, FieldError> {
    let login = parse_line(typed, 40)?.to_lowercase();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
    if login.len() >= 3 && login.chars().all(plain) { Ok(login) } else { Err(FieldError::Malformed) }
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
    /// Rises whenever the roles change: what was opened with an older one is over.
    pub standing: i32,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_comes_back_from_its_key_with_a_hospital_exactly_where_it_has_one() {
        for role in
            [Role::Admin, Role::VaccineManager(HospitalId(7)), Role::ReservationManager(HospitalId(7))]
        {
            assert_eq!(Role::from_key(role.key(), role.hospital()), Some(role));
        }
        assert_eq!(Role::from_key("admin", Some(HospitalId(7))), None);
        assert_eq!(Role::from_key("vaccine_manager", None), None);
    }

    #[test]
    fn sign_in_names_are_plain() {
        assert_eq!(parse_login(" Demo.Desk-2 ").as_deref(), Ok("demo.desk-2"));
        assert_eq!(parse_login(""), Err(FieldError::Missing));
        for bad in ["ab", "데모관리자", "a b c", "<script>"] {
            assert_eq!(parse_login(bad), Err(FieldError::Malformed), "{bad}");
        }
    }
}
