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
    hash::Hash,
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
    budgets: Budgets<(Cost, Of)>,
}

/// Budgets of calls a minute. Clones share them.
#[derive(Clone, Debug)]
pub(crate) struct Budgets<K>(Arc<Mutex<Known<K>>>);

impl<K> Default for Budgets<K> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Known { full_at: HashMap::new(), swept_at: None })))
    }
}

impl<K: Copy + Eq + Hash> Budgets<K> {
    /// Takes a call from each budget, and says how many more the scarcest one has; or from none, and says
    /// for how many seconds to wait. With each budget stands how much it holds.
    pub(crate) fn take(&self, from: &[(K, u32)], now: Instant) -> Result<u32, u32> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let most = from.iter().map(|(_, a_minute)| *a_minute).min().unwrap_or(u32::MAX);
        if !known.have_room(now) {
            // So many at once cannot be told apart here: letting them in is the lesser harm.
            return Ok(most);
        }
        let (mut taken, mut left) = (Vec::with_capacity(from.len()), most);
        for (of, a_minute) in from {
            let price = MINUTE / (*a_minute).max(1);
            let spent = (*known.full_at.get(of).unwrap_or(&now)).max(now) + price - now;
            // A budget that would take more than a minute to fill again is empty.
            let Some(rest) = MINUTE.checked_sub(spent) else {
                let short = spent.saturating_sub(MINUTE).as_secs();
                return Err(u32::try_from(short).unwrap_or(u32::MAX).saturating_add(1));
            };
            left = left.min(u32::try_from(rest.as_nanos() / price.as_nanos().max(1)).unwrap_or(u32::MAX));
            taken.push((*of, now + spent));
        }
        known.full_at.extend(taken);
        Ok(left)
    }
}

#[derive(Debug)]
struct Known<K> {
    /// When each is full again.
    full_at: HashMap<K, Instant>,
    /// When those that are full were last forgotten.
    swept_at: Option<Instant>,
}

impl<K> Known<K> {
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
        Self { per_account, per_address, budgets: Budgets::default() }
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
        let own = match account {
            Some(account) => (Of::Account(account), self.per_account),
            None => (Of::Visitors(address), self.per_address),
        };
        let all = (Of::Everybody(address), self.per_address.saturating_mul(10));
        let budget = |(of, forms)| weight(forms).map(|calls| ((cost, of), calls));
        // Pages cost nothing.
        let (Some(own), Some(all)) = (budget(own), budget(all)) else { return Ok(()) };
        self.budgets.take(&[own, all], now).map(drop)
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
