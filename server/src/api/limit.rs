//! How often a token and an address may call in a minute: budgets as those of forms
//! ([`crate::http::Budgets`]). Counted in each replica, against programs that run wild; the rules of
//! booking do not rest on it.

use crate::http::Budgets;
use app::guard::network;
use domain::id::TokenId;
use std::{net::IpAddr, time::Instant};

/// For whom a call counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Who {
    /// A token, wherever it is used.
    Token(TokenId),
    /// An address, whatever it carries.
    Address(IpAddr),
}

impl Who {
    /// As answers name its limit.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Token(_) => "token",
            Self::Address(_) => "address",
        }
    }
}

/// Counts calls and refuses those beyond the limits.
#[derive(Clone, Debug)]
pub(crate) struct Calls {
    per_token: u32,
    per_address: u32,
    budgets: Budgets<Who>,
}

impl Calls {
    /// With these limits on calls a minute.
    pub(crate) fn new(per_token: u32, per_address: u32) -> Self {
        Self { per_token, per_address, budgets: Budgets::default() }
    }

    /// Calls a minute.
    pub(super) fn most(&self, who: Who) -> u32 {
        match who {
            Who::Token(_) => self.per_token,
            Who::Address(_) => self.per_address,
        }
    }

    /// Counts one call and says how many more there may be at once, or for how many seconds to wait.
    pub(super) fn count(&self, who: Who) -> Result<u32, u32> {
        self.count_at(who, Instant::now())
    }

    fn count_at(&self, who: Who, now: Instant) -> Result<u32, u32> {
        let most = self.most(who);
        let who = if let Who::Address(address) = who { Who::Address(network(address)) } else { who };
        self.budgets.take(&[(who, most)], now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_token_that_calls_too_often_waits_until_its_budget_has_one_again() {
        let (calls, now) = (Calls::new(2, 100), Instant::now());
        let token = Who::Token(TokenId(1));
        assert_eq!(calls.count_at(token, now), Ok(1));
        assert_eq!(calls.count_at(token, now), Ok(0));
        assert_eq!(calls.count_at(token, now + Duration::from_secs(20)), Err(11));
        assert_eq!(calls.count_at(Who::Token(TokenId(2)), now), Ok(1));
        assert_eq!(calls.count_at(token, now + Duration::from_secs(30)), Ok(0));
    }

    #[test]
    fn one_network_is_one_caller() {
        let (calls, now) = (Calls::new(100, 1), Instant::now());
        let [a, b]: [IpAddr; 2] = ["2001:db8::1", "2001:db8::2"].map(|a| a.parse().unwrap());
        assert_eq!(calls.count_at(Who::Address(a), now), Ok(0));
        assert!(calls.count_at(Who::Address(b), now).is_err());
    }
}
