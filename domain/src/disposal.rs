//! 폐기: why doses are destroyed (F1).

use serde::{Deserialize, Serialize};

/// Why doses or vials are disposed of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisposalReason {
    /// The vial broke or was contaminated.
    Damaged,
    /// Stored too warm or too cold.
    Temperature,
    /// Opened, and not used up in time.
    Opened,
    /// The lot has expired.
    Expired,
    /// The lot was recalled.
    Recalled,
    /// Anything else; a note says what.
    Other,
}

impl DisposalReason {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Damaged, Self::Temperature, Self::Opened, Self::Expired, Self::Recalled, Self::Other];

    /// The key of tables and forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Damaged => "damaged",
            Self::Temperature => "temperature",
            Self::Opened => "opened",
            Self::Expired => "expired",
            Self::Recalled => "recalled",
            Self::Other => "other",
        }
    }

    /// Back from a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_lead_back_to_themselves() {
        for reason in DisposalReason::ALL {
            assert_eq!(DisposalReason::from_key(reason.key()), Some(reason));
        }
    }
}
