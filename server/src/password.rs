//! Passwords of staff: which are taken, and argon2id, on blocking threads, at most two at a time.

mod policy;

use app::guard::Weak;
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use std::sync::LazyLock;
use tokio::{sync::Semaphore, task::spawn_blocking};

/// Hashing takes 19 MiB and tens of milliseconds: more at once would starve everything else.
static PERMITS: Semaphore = Semaphore::const_new(2);

/// What an unknown name is checked against, so that it takes as long as a known one.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| hash_now("nobody has this password"));

fn hash_now(password: &str) -> Option<String> {
    Argon2::default().hash_password(password.as_bytes()).ok().map(|h| h.to_string())
}

/// The hash of a password in its own text form (PHC), with a salt of its own. `None` when
/// the machine gives no randomness.
pub(crate) async fn hash(password: String) -> Option<String> {
    let _permit = PERMITS.acquire().await.ok()?;
    spawn_blocking(move || hash_now(&password)).await.ok().flatten()
}

/// The hash of a password somebody chose, unless others would guess it. `known` is what they know of
/// its owner: names.
pub(crate) async fn make(password: String, known: Vec<String>) -> Result<String, Weak> {
    policy::check(&password, &known)?;
    hash(password).await.ok_or(Weak::Unhashed)
}

/// Whether a password fits a hash. `None` is an unknown account: the answer is no, and takes
/// as long as any other.
pub(crate) async fn verify(password: String, hash: Option<String>) -> bool {
    let Ok(_permit) = PERMITS.acquire().await else { return false };
    let check = move || {
        let known = hash.is_some();
        let Some(hash) = hash.or_else(|| NOBODY.clone()) else { return false };
        let Ok(parsed) = PasswordHash::new(&hash) else { return false };
        Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && known
    };
    spawn_blocking(check).await.unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_of_a_known_account_fits() {
        let stored = hash("접종센터-2026".into()).await.unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(verify("접종센터-2026".into(), Some(stored.clone())).await);
        assert!(!verify("접종센터-2027".into(), Some(stored)).await);
        assert!(!verify("nobody has this password".into(), None).await);
        assert!(!verify("x".into(), Some("not a hash".into())).await);
    }
}
