//! Tokens: how a person or a member of staff lets a program act for them, and how far.

use crate::{account::Visitor, field::FieldError};
use time::{Duration, OffsetDateTime};

/// Most valid tokens of one account.
pub const MOST_TOKENS: i16 = 20;

/// What a token may be used for. The roles of its account are asked as well, at each call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// A citizen's reservations and waits, to read.
    ReservationsRead,
    /// To book and to cancel.
    ReservationsWrite,
    /// To join and leave lines.
    WaitlistWrite,
    /// A citizen's own vaccinations, to read.
    VaccinationsRead,
    /// The reservation manager's days, to read.
    DeskRead,
    /// The reservation manager records doses.
    VaccinationsWrite,
    /// The vaccine manager's supplies, lots and stock, to read.
    StockRead,
    /// The vaccine manager receives supplies and registers doses.
    SuppliesWrite,
    /// The vaccine manager disposes of doses.
    DisposalsWrite,
    /// The admin's figures, to read.
    FiguresRead,
}

impl Scope {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::ReservationsRead,
        Self::ReservationsWrite,
        Self::WaitlistWrite,
        Self::VaccinationsRead,
        Self::DeskRead,
        Self::VaccinationsWrite,
        Self::StockRead,
        Self::SuppliesWrite,
        Self::DisposalsWrite,
        Self::FiguresRead,
    ];

    /// The key of tables, forms and documents.
    pub fn key(self) -> &'static str {
        match self {
            Self::ReservationsRead => "reservations:read",
            Self::ReservationsWrite => "reservations:write",
            Self::WaitlistWrite => "waitlist:write",
            Self::VaccinationsRead => "vaccinations:read",
            Self::DeskRead => "desk:read",
            Self::VaccinationsWrite => "vaccinations:write",
            Self::StockRead => "stock:read",
            Self::SuppliesWrite => "supplies:write",
            Self::DisposalsWrite => "disposals:write",
            Self::FiguresRead => "figures:read",
        }
    }

    /// Back from a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.key() == key)
    }

    /// Whether it means anything in the hands of this visitor.
    pub fn is_for(self, visitor: &Visitor) -> bool {
        match self {
            Self::ReservationsRead
            | Self::ReservationsWrite
            | Self::WaitlistWrite
            | Self::VaccinationsRead => visitor.is_citizen(),
            Self::DeskRead | Self::VaccinationsWrite => visitor.desk().is_some(),
            Self::StockRead | Self::SuppliesWrite | Self::DisposalsWrite => visitor.stock().is_some(),
            Self::FiguresRead => visitor.is_admin(),
        }
    }
}

/// How long a token is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity(i16);

impl Validity {
    /// The choices of the form, in days; a year is the most.
    pub const ALL: [Self; 4] = [Self(7), Self(30), Self(90), Self(365)];

    /// In days.
    pub fn days(self) -> i16 {
        self.0
    }

    /// Reads the choice of a form.
    ///
    /// # Errors
    /// `Unchosen` or `NotAChoice`.
    pub fn parse(typed: &str) -> Result<Self, FieldError> {
        if typed.is_empty() {
            return Err(FieldError::Unchosen);
        }
        Self::ALL.into_iter().find(|v| v.0.to_string() == typed).ok_or(FieldError::NotAChoice)
    }

    /// When a token that is made now ends.
    pub fn end(self, now: OffsetDateTime) -> OffsetDateTime {
        now + Duration::days(self.0.into())
    }
}

/// Every token begins like this, so that scanners for lost secrets know it.
pub const PREFIX: &str = "alimi_";

/// Whether a text has the shape of a token: the prefix and 32 bytes in hexadecimal.
pub fn looks_like_token(text: &str) -> bool {
    text.strip_prefix(PREFIX).is_some_and(|rest| {
        rest.len() == 64 && rest.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        account::{AccountKind, Role},
        id::{AccountId, HospitalId},
    };

    fn visitor(kind: AccountKind, roles: Vec<Role>) -> Visitor {
        Visitor { account: AccountId(1), session: None, kind, roles, standing: 0 }
    }

    #[test]
    fn scopes_lead_back_to_themselves() {
        for scope in Scope::ALL {
            assert_eq!(Scope::from_key(scope.key()), Some(scope));
        }
    }

    #[test]
    fn every_scope_is_for_exactly_one_kind_of_visitor() {
        let everybody = [
            visitor(AccountKind::Citizen, vec![]),
            visitor(AccountKind::Staff, vec![Role::ReservationManager(HospitalId(1))]),
            visitor(AccountKind::Staff, vec![Role::VaccineManager(HospitalId(1))]),
            visitor(AccountKind::Staff, vec![Role::Admin]),
        ];
        for scope in Scope::ALL {
            assert_eq!(everybody.iter().filter(|v| scope.is_for(v)).count(), 1, "{}", scope.key());
        }
        assert!(!Scope::ALL.iter().any(|s| s.is_for(&visitor(AccountKind::Staff, vec![]))));
    }

    #[test]
    fn tokens_are_recognised_by_their_shape() {
        let token = format!("alimi_{}", "0a".repeat(32));
        assert!(looks_like_token(&token));
        for bad in ["", "alimi_", &token[..69], &token[6..], &token.to_uppercase(), &format!("{token}0")] {
            assert!(!looks_like_token(bad), "{bad}");
        }
    }

    #[test]
    fn validity_is_one_of_the_choices() {
        assert_eq!(Validity::parse("30").map(Validity::days), Ok(30));
        assert_eq!(Validity::parse("366"), Err(FieldError::NotAChoice));
        assert_eq!(Validity::parse(""), Err(FieldError::Unchosen));
    }
}
