//! How many sockets one account and one address may hold.

use domain::id::AccountId;
use std::{
    collections::HashMap,
    hash::Hash,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

/// The caps, and who holds how many.
#[derive(Debug)]
pub(super) struct Limits {
    per_account: usize,
    per_address: usize,
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    accounts: HashMap<AccountId, usize>,
    addresses: HashMap<IpAddr, usize>,
}

/// One socket's place; given back when dropped.
#[derive(Debug)]
pub(crate) struct Seat {
    limits: Arc<Limits>,
    account: Option<AccountId>,
    address: IpAddr,
}

impl Limits {
    /// With these caps.
    pub(super) fn new(per_account: usize, per_address: usize) -> Arc<Self> {
        Arc::new(Self { per_account, per_address, held: Mutex::default() })
    }

    /// A place for one more socket, unless a cap is reached.
    pub(super) fn enter(self: &Arc<Self>, address: IpAddr, account: Option<AccountId>) -> Option<Seat> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let of_address = held.addresses.get(&address).copied().unwrap_or(0);
        let of_account = account.and_then(|a| held.accounts.get(&a).copied()).unwrap_or(0);
        if of_address >= self.per_address || of_account >= self.per_account {
            return None;
        }
        *held.addresses.entry(address).or_default() += 1;
        if let Some(account) = account {
            *held.accounts.entry(account).or_default() += 1;
        }
        Some(Seat { limits: Arc::clone(self), account, address })
    }

    /// Seats that are taken.
    pub(super) fn count(&self) -> usize {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).addresses.values().sum()
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut held = self.limits.held.lock().unwrap_or_else(PoisonError::into_inner);
        leave(&mut held.addresses, self.address);
        if let Some(account) = self.account {
            leave(&mut held.accounts, account);
        }
    }
}

fn leave<K: Hash + Eq>(held: &mut HashMap<K, usize>, key: K) {
    if let Some(count) = held.get_mut(&key) {
        *count -= 1;
        if *count == 0 {
            held.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn caps_hold_and_seats_come_back() {
        let limits = Limits::new(1, 2);
        let (here, there): (IpAddr, IpAddr) = ([1, 1, 1, 1].into(), [2, 2, 2, 2].into());
        let first = limits.enter(here, Some(AccountId(1))).unwrap();
        assert!(limits.enter(there, Some(AccountId(1))).is_none(), "the account has its one");
        let _second = limits.enter(here, None).unwrap();
        assert!(limits.enter(here, None).is_none(), "the address has its two");
        drop(first);
        assert!(limits.enter(here, Some(AccountId(1))).is_some());
        let held = limits.held.lock().unwrap();
        assert!(held.accounts.is_empty(), "nothing is kept of those who left");
    }
}
