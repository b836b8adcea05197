//! What pages need to know of the process around it: the check of passwords, limits on tries,
//! whether this is a development server, and which push services it knows. The server puts each of them into
//! the context.
//!
//! Limits here are per replica and in memory, against guessing and flooding from outside.
//! What must hold exactly (codes a number, tries a code) is counted in the store.

use crate::{request::ClientAddress, stop::Stop};
use leptos::prelude::*;
use std::{
    collections::HashMap,
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Present in the context of a development server: one-time codes may be shown.
#[derive(Clone, Copy, Debug)]
pub struct Development;

/// Push services that are known besides those of the browsers.
#[derive(Clone, Debug, Default)]
pub struct PushHosts(pub Arc<[String]>);

/// The answer of [`PasswordCheck`], some time later.
pub type Verdict = Pin<Box<dyn Future<Output = bool> + Send>>;

/// Compares a typed password with a stored hash. Without a hash (unknown name) the answer
/// is no and takes as long as any other.
#[derive(Clone)]
pub struct PasswordCheck(pub Arc<dyn Fn(String, Option<String>) -> Verdict + Send + Sync>);

impl fmt::Debug for PasswordCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordCheck")
    }
}

/// Whether a password fits the hash of an account, or of none.
pub(crate) async fn is_password(typed: String, hash: Option<String>) -> Result<bool, Stop> {
    let check = use_context::<PasswordCheck>().ok_or(Stop::Fault)?;
    Ok((check.0)(typed, hash).await)
}

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weak {
    /// Fewer than eight characters.
    Short,
    /// More than anybody types.
    Long,
    /// Others would try it first.
    Common,
    /// It is the owner's own name.
    Own,
    /// Nothing is wrong with it: the machine failed.
    Unhashed,
}

/// The answer of [`PasswordMaker`], some time later.
pub type Made = Pin<Box<dyn Future<Output = Result<String, Weak>> + Send>>;

/// Hashes a password that somebody chose, unless others would guess it; besides it, what they know
/// of its owner.
#[derive(Clone)]
pub struct PasswordMaker(pub Arc<dyn Fn(String, Vec<String>) -> Made + Send + Sync>);

impl fmt::Debug for PasswordMaker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordMaker")
    }
}

/// The hash of a password that its owner, who is known by these names, chose.
pub(crate) async fn make_password(chosen: String, names: Vec<String>) -> Result<Result<String, Weak>, Stop> {
    let maker = use_context::<PasswordMaker>().ok_or(Stop::Fault)?;
    match (maker.0)(chosen, names).await {
        Err(Weak::Unhashed) => Err(Stop::Fault),
        made => Ok(made),
    }
}

/// Whose domain passkeys belong to.
#[derive(Clone, Debug)]
pub struct PasskeySite(pub Arc<store::passkey::Site>);

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Try {
    /// Asking for a one-time code, from one address.
    AskCode,
    /// Leaving for a sign-in provider, from one address.
    Provider,
    /// Wrong one-time codes, from one address.
    ProveCode,
    /// Wrong passwords, from one address.
    Password,
    /// Wrong passwords for one name, from one address.
    PasswordOfName,
    /// Wrong passwords for one name, from anywhere.
    NameAnywhere,
    /// Wrong second factors of one account, from anywhere: whoever is here has the first one.
    Factor,
    /// Wrong numbers and birth dates at the look-up, from one address.
    LookUp,
    /// Wrong invitation codes and passkeys, from one address.
    Token,
}

/// Tries are counted in windows of this length.
const WINDOW: Duration = Duration::from_mins(10);

/// Most counters at a time. Beyond it new ones are refused until old windows end.
const MOST: usize = 100_000;

type Counters = HashMap<(Try, IpAddr, String), (Instant, u32)>;

/// Counts tries and refuses those beyond the limit.
#[derive(Clone, Debug)]
pub struct Limits {
    per_address: u32,
    counters: Arc<Mutex<Counters>>,
}

impl Default for Limits {
    fn default() -> Self {
        Self::new(300)
    }
}

impl Limits {
    /// `per_address`: tries of one address in ten minutes. Whole families, offices and
    /// mobile networks share one, so it is generous; the limits on a name and on a phone
    /// number are not.
    pub fn new(per_address: u32) -> Self {
        Self { per_address, counters: Arc::default() }
    }

    fn most(&self, what: Try) -> u32 {
        match what {
            Try::AskCode | Try::Provider | Try::ProveCode | Try::Password | Try::LookUp | Try::Token => {
                self.per_address
            }
            Try::PasswordOfName | Try::Factor => 10,
            Try::NameAnywhere => 100,
        }
    }

    /// Counts one try, or says how many seconds to wait.
    pub fn count(&self, what: Try, address: IpAddr, name: &str, now: Instant) -> Result<(), u32> {
        let mut counters = self.counters.lock().unwrap_or_else(PoisonError::into_inner);
        let key = key(what, address, name);
        if counters.len() >= MOST && !counters.contains_key(&key) {
            counters.retain(|_, (start, _)| now.duration_since(*start) < WINDOW);
            if counters.len() >= MOST {
                return Err(seconds(WINDOW));
            }
        }
        let (start, tries) = counters.entry(key).or_insert((now, 0));
        let age = now.duration_since(*start);
        if age >= WINDOW {
            (*start, *tries) = (now, 0);
        } else if *tries >= self.most(what) {
            return Err(seconds(WINDOW.saturating_sub(age)));
        }
        *tries += 1;
        Ok(())
    }

    /// Takes a counted try back: it was a right one.
    pub fn forgive(&self, what: Try, address: IpAddr, name: &str) {
        let mut counters = self.counters.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, tries)) = counters.get_mut(&key(what, address, name)) {
            *tries = tries.saturating_sub(1);
        }
    }
}

fn seconds(wait: Duration) -> u32 {
    u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).max(1)
}

/// One counter for a network; none of the address for what is counted from anywhere.
fn key(what: Try, address: IpAddr, name: &str) -> (Try, IpAddr, String) {
    let address = if matches!(what, Try::NameAnywhere | Try::Factor) {
        Ipv4Addr::UNSPECIFIED.into()
    } else {
        network(address)
    };
    (what, address, name.chars().take(64).collect())
}

/// The address by which somebody is counted: the whole network that an IPv6 household or server has.
pub fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => v4.into(),
            None => Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX)).into(),
        },
        v4 @ IpAddr::V4(_) => v4,
    }
}

/// Tries of this request's visitor, counted before the check that they are tries of.
#[derive(Debug)]
pub(crate) struct Tries<'a> {
    limits: Limits,
    address: IpAddr,
    counted: Vec<(Try, &'a str)>,
}

impl<'a> Tries<'a> {
    /// Counts each of `tries`; the first that is one too many ends it, with the seconds to wait.
    pub(crate) fn count(tries: &[(Try, &'a str)]) -> Result<Self, u32> {
        let limits = expect_context::<Limits>();
        let address = expect_context::<ClientAddress>().0;
        let mut all = Self { limits, address, counted: Vec::new() };
        let now = Instant::now();
        for (what, name) in tries {
            all.limits.count(*what, address, name, now)?;
            all.counted.push((*what, name));
        }
        Ok(all)
    }

    /// They were right: only wrong ones count.
    pub(crate) fn forgive(self) {
        for (what, name) in self.counted {
            self.limits.forgive(what, self.address, name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

    #[test]
    fn the_eleventh_wrong_password_for_a_name_waits() {
        let (limits, now) = (Limits::default(), Instant::now());
        for _ in 0..10 {
            assert_eq!(limits.count(Try::PasswordOfName, HERE, "desk", now), Ok(()));
        }
        let later = now + Duration::from_mins(1);
        assert_eq!(limits.count(Try::PasswordOfName, HERE, "desk", later), Err(540));
        assert_eq!(limits.count(Try::PasswordOfName, HERE, "stock", later), Ok(()));
        assert_eq!(limits.count(Try::PasswordOfName, HERE, "desk", now + WINDOW), Ok(()));
    }

    #[test]
    fn right_tries_do_not_count() {
        let (limits, now) = (Limits::default(), Instant::now());
        for _ in 0..50 {
            assert_eq!(limits.count(Try::PasswordOfName, HERE, "desk", now), Ok(()));
            limits.forgive(Try::PasswordOfName, HERE, "desk");
        }
    }

    #[test]
    fn one_network_is_one_address() {
        let (limits, now) = (Limits::new(1), Instant::now());
        let [a, b, c]: [IpAddr; 3] =
            ["2001:db8::1", "2001:db8::ffff:2", "2001:db8:0:1::1"].map(|a| a.parse().unwrap());
        assert_eq!(limits.count(Try::AskCode, a, "", now), Ok(()));
        assert!(limits.count(Try::AskCode, b, "", now).is_err());
        assert_eq!(limits.count(Try::AskCode, c, "", now), Ok(()));
        let mapped = "::ffff:127.0.0.1".parse().unwrap();
        assert_eq!(limits.count(Try::AskCode, mapped, "", now), Ok(()));
        assert!(limits.count(Try::AskCode, HERE, "", now).is_err());
    }
}
