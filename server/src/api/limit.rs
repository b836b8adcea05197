//! How often a token and an address may call in a minute. Counted in each replica, against
//! programs that run wild; the rules of booking do not rest on it.

use app::guard::network;
use domain::id::TokenId;
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

const WINDOW: Duration = Duration::from_mins(1);

/// Most counters at a time. Beyond it windows that are over make room; while there are none,
/// nobody new is counted, and everybody known still is.
const MOST: usize = 100_000;

/// For whom a call counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Who {
    /// A token, wherever it is used.
    Token(TokenId),
    /// An address, whatever it carries.
    Address(IpAddr),
}

/// Counts calls and refuses those beyond the limits.
#[derive(Clone, Debug)]
pub(crate) struct Calls {
    per_token: u32,
    per_address: u32,
    counters: Arc<Mutex<HashMap<Who, (Instant, u32)>>>,
}

impl Calls {
    /// With these limits on calls a minute.
    pub(crate) fn new(per_token: u32, per_address: u32) -> Self {
        Self { per_token, per_address, counters: Arc::default() }
    }

    /// Counts one call, or says how many seconds to wait.
    pub(super) fn count(&self, who: Who) -> Result<(), u32> {
        self.count_at(who, Instant::now())
    }

    fn count_at(&self, who: Who, now: Instant) -> Result<(), u32> {
        let (who, most) = match who {
            Who::Token(_) => (who, self.per_token),
            Who::Address(address) => (Who::Address(network(address)), self.per_address),
        };
        let mut counters = self.counters.lock().unwrap_or_else(PoisonError::into_inner);
        if counters.len() >= MOST && !counters.contains_key(&who) {
            counters.retain(|_, (start, _)| now.duration_since(*start) < WINDOW);
            if counters.len() >= MOST {
                return Ok(());
            }
        }
        let (start, calls) = counters.entry(who).or_insert((now, 0));
        let age = now.duration_since(*start);
        if age >= WINDOW {
            (*start, *calls) = (now, 0);
        } else if *calls >= most {
            return Err(u32::try_from(WINDOW.saturating_sub(age).as_secs()).unwrap_or(60) + 1);
        }
        *calls += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_that_calls_too_often_waits_for_its_minute_to_end() {
        let (calls, now) = (Calls::new(2, 100), Instant::now());
        let token = Who::Token(TokenId(1));
        assert_eq!(calls.count_at(token, now), Ok(()));
        assert_eq!(calls.count_at(token, now), Ok(()));
        assert_eq!(calls.count_at(token, now + Duration::from_secs(20)), Err(41));
        assert_eq!(calls.count_at(Who::Token(TokenId(2)), now), Ok(()));
        assert_eq!(calls.count_at(token, now + WINDOW), Ok(()));
    }

    #[test]
    fn one_network_is_one_caller() {
        let (calls, now) = (Calls::new(100, 1), Instant::now());
        let [a, b]: [IpAddr; 2] = ["2001:db8::1", "2001:db8::2"].map(|a| a.parse().unwrap());
        assert_eq!(calls.count_at(Who::Address(a), now), Ok(()));
        assert!(calls.count_at(Who::Address(b), now).is_err());
    }
}
