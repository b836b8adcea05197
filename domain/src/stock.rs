//! 보유 현황: the dose ledger of one hospital and one vaccine (N1).

use serde::{Deserialize, Serialize};

/// Every term of the ledger, in doses. The table `stocks` holds the same terms under the
/// same names, with the same law as constraints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the terms of the law below")]
pub struct Ledger {
    pub registered: i32,
    pub administered: i32,
    pub discarded: i32,
    pub expired: i32,
    pub reserved: i32,
    pub offered: i32,
    pub earmarked: i32,
}

impl Ledger {
    /// 총 접종 가능 잔량: doses in the refrigerator.
    pub fn on_hand(&self) -> i32 {
        self.registered - self.administered - self.discarded - self.expired
    }

    /// 총 접종 가능 수: doses nobody has a hold on.
    pub fn bookable(&self) -> i32 {
        self.on_hand() - self.reserved - self.offered - self.earmarked
    }

    /// The law: every term and the bookable rest are at least zero.
    pub fn is_lawful(&self) -> bool {
        let terms = [
            self.registered,
            self.administered,
            self.discarded,
            self.expired,
            self.reserved,
            self.offered,
            self.earmarked,
        ];
        terms.iter().all(|t| *t >= 0) && self.bookable() >= 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vaccination_with_a_hold_lowers_on_hand_and_not_bookable() {
        let before = Ledger { registered: 10, reserved: 3, ..Ledger::default() };
        let after = Ledger { administered: 1, reserved: 2, ..before };
        assert_eq!(after.on_hand(), before.on_hand() - 1);
        assert_eq!(after.bookable(), before.bookable());
        assert!(after.is_lawful());
    }

    #[test]
    fn promising_a_dose_that_is_not_there_is_unlawful() {
        assert!(!Ledger { registered: 2, reserved: 3, ..Ledger::default() }.is_lawful());
    }
}
