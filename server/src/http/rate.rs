//! How often somebody may do what costs: by account, and by address for those without one.
//!
//! A budget refills steadily and holds a minute's worth. It is per replica and in memory: against
//! floods and guessing at the door, while what must hold exactly is counted in the store. An
//! address may be a family, an office or a mobile network, so people who have signed in count
//! mostly for themselves: all of an address together have ten times its budget.

use app::{access::Cost, guard::network};
use domain::id::AccountId;
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

const MINUTE: Duration = Duration::from_mins(1);

/// Most budgets at a time; beyond it, those that are full again are forgotten.
const MOST: usize = 100_000;

/// Whose budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Of {
    Account(AccountId),
    Visitors(IpAddr),
    Everybody(IpAddr),
}

/// Forms a minute; the other costs follow from them.
#[derive(Clone, Debug)]
pub(super) struct Rates {
    per_account: u32,
    per_address: u32,
    budgets: Arc<Mutex<Budgets>>,
}

#[derive(Debug, Default)]
struct Budgets {
    /// When each is full again.
    full_at: HashMap<(Cost, Of), Instant>,
    /// When those that are full were last forgotten.
    swept_at: Option<Instant>,
}

impl Budgets {
    /// Whether there is room for more; makes some at most once a second.
    fn have_room(&mut self, now: Instant) -> bool {
        if self.full_at.len() < MOST {
            return true;
        }
        if self.swept_at.is_none_or(|at| now.duration_since(at) >= Duration::from_secs(1)) {
            self.swept_at = Some(now);
            self.full_at.retain(|_, full| *full > now);
        }
        self.full_at.len() < MOST
    }
}

impl Rates {
    pub(super) fn new(per_account: u32, per_address: u32) -> Self {
        Self { per_account, per_address, budgets: Arc::default() }
    }

    /// Counts one call, or says how many seconds to wait.
    pub(super) fn count(
        &self,
        cost: Cost,
        address: IpAddr,
        account: Option<AccountId>,
        now: Instant,
    ) -> Result<(), u32> {
        let weight = |forms: u32| match cost {
            Cost::Page => None,
            Cost::Search => Some(forms.saturating_mul(2)),
            Cost::Form => Some(forms),
            Cost::File => Some(forms / 6),
        };
        let address = network(address);
        let budgets = match account {
            Some(account) => [
                (Of::Account(account), weight(self.per_account)),
                (Of::Everybody(address), weight(self.per_address.saturating_mul(10))),
            ],
            None => [
                (Of::Visitors(address), weight(self.per_address)),
                (Of::Everybody(address), weight(self.per_address.saturating_mul(10))),
            ],
        };
        let mut known = self.budgets.lock().unwrap_or_else(PoisonError::into_inner);
        if !known.have_room(now) {
            // So many at once cannot be told apart here: letting them in is the lesser harm.
            return Ok(());
        }
        let mut taken = Vec::with_capacity(2);
        for (of, a_minute) in budgets {
            let Some(a_minute) = a_minute else { return Ok(()) };
            let price = MINUTE / a_minute.max(1);
            let after = (*known.full_at.get(&(cost, of)).unwrap_or(&now)).max(now) + price;
            // A budget that would take more than a minute to fill again is empty.
            if let Some(short) = after.duration_since(now).checked_sub(MINUTE).filter(|s| !s.is_zero()) {
                return Err(u32::try_from(short.as_secs()).unwrap_or(u32::MAX).saturating_add(1));
            }
            taken.push(((cost, of), after));
        }
        known.full_at.extend(taken);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOME: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);
    const ME: Option<AccountId> = Some(AccountId(1));

    #[test]
    fn a_budget_is_a_minutes_worth_and_refills_steadily() {
        let (rates, now) = (Rates::new(60, 1_000), Instant::now());
        for _ in 0..60 {
            assert_eq!(rates.count(Cost::Form, HOME, ME, now), Ok(()));
        }
        assert_eq!(rates.count(Cost::Form, HOME, ME, now), Err(2));
        let later = now + Duration::from_secs(1);
        assert_eq!(rates.count(Cost::Form, HOME, ME, later), Ok(()));
        assert!(rates.count(Cost::Form, HOME, ME, later).is_err());
        assert_eq!(rates.count(Cost::Form, HOME, ME, now + 2 * MINUTE), Ok(()));
    }

    #[test]
    fn a_family_behind_one_address_does_not_use_up_each_others_budget() {
        let (rates, now) = (Rates::new(5, 20), Instant::now());
        for account in 0..8 {
            for _ in 0..5 {
                assert_eq!(rates.count(Cost::Form, HOME, Some(AccountId(account)), now), Ok(()));
            }
        }
        assert!(rates.count(Cost::Form, HOME, Some(AccountId(0)), now).is_err());
        for _ in 0..20 {
            assert_eq!(rates.count(Cost::Form, HOME, None, now), Ok(()), "visitors have their own");
        }
        assert!(rates.count(Cost::Form, HOME, None, now).is_err());
    }

    #[test]
    fn a_thousand_accounts_of_one_address_are_not_a_family() {
        let (rates, now) = (Rates::new(5, 20), Instant::now());
        let let_in = (0..1_000).filter(|n| rates.count(Cost::Form, HOME, Some(AccountId(*n)), now).is_ok());
        assert_eq!(let_in.count(), 200);
        assert_eq!(rates.count(Cost::Form, [10, 0, 0, 1].into(), ME, now), Ok(()));
    }

    #[test]
    fn pages_cost_nothing_and_files_most() {
        let (rates, now) = (Rates::new(12, 1_000), Instant::now());
        let calls = |cost| (0..100).filter(|_| rates.count(cost, HOME, ME, now).is_ok()).count();
        assert_eq!(
            [calls(Cost::Page), calls(Cost::Search), calls(Cost::Form), calls(Cost::File)],
            [100, 24, 12, 2]
        );
    }
}
