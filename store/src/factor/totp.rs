//! Time-based one-time passwords (RFC 6238): six digits, steps of 30 seconds, HMAC-SHA-1, which is
//! what every authenticator app understands.

use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use rand::Rng;
use sha1::Sha1;

/// Length of a secret: that of the hash, as RFC 4226 recommends.
const SECRET: usize = 20;
/// Seconds a code is good for.
const STEP: i64 = 30;

/// A new secret, as people type it into an app (base32).
pub fn new_secret() -> String {
    let mut bytes = [0; SECRET];
    rand::rng().fill_bytes(&mut bytes);
    BASE32_NOPAD.encode(&bytes)
}

/// The step of the present moment, from seconds since 1970.
pub fn step_at(seconds: i64) -> i64 {
    seconds.div_euclid(STEP)
}

/// The code of a step; `None` when the secret is not base32.
///
/// # Panics
/// Never: HMAC takes a key of any length.
pub fn code(secret: &str, step: i64) -> Option<String> {
    let secret = BASE32_NOPAD.decode(secret.as_bytes()).ok()?;
    let mut mac = Hmac::<Sha1>::new_from_slice(&secret).expect("a key of any length");
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let at = usize::from(digest[19] & 0x0f);
    let word = u32::from_be_bytes([digest[at], digest[at + 1], digest[at + 2], digest[at + 3]]);
    Some(format!("{:06}", (word & 0x7fff_ffff) % 1_000_000))
}

/// The step whose code was typed: this one, the one before or the one after, for clocks that differ.
pub fn find_step(secret: &str, typed: &str, now: i64) -> Option<i64> {
    (now - 1..=now + 1).find(|step| code(secret, *step).as_deref() == Some(typed))
}

/// What a QR code for an app says.
pub fn address(secret: &str, issuer: &str, login: &str) -> String {
    format!(
        "otpauth://totp/{issuer}:{login}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period=30"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B; its codes have eight digits, ours are their last six.
        let secret = BASE32_NOPAD.encode(b"12345678901234567890");
        for (seconds, expected) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code(&secret, step_at(seconds)).as_deref(), Some(expected), "{seconds}");
        }
    }

    #[test]
    fn a_code_is_good_one_step_early_and_late() {
        let secret = new_secret();
        for (off, good) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let typed = code(&secret, 1_000 + off).unwrap();
            let found = find_step(&secret, &typed, 1_000);
            assert_eq!(found.is_some_and(|step| step == 1_000 + off), good, "{off}");
        }
    }

    #[test]
    fn what_is_no_secret_and_what_is_no_code_match_nothing() {
        assert_eq!(code("not base32!", 1), None);
        for typed in ["", "12345", "1234567", "abcdef", "💉"] {
            assert_eq!(find_step(&new_secret(), typed, 1), None);
        }
    }

    #[test]
    fn secrets_have_160_bits_and_are_new_each_time() {
        let (one, other) = (new_secret(), new_secret());
        assert_eq!(one.len(), 32);
        assert_ne!(one, other);
        assert!(address(&one, "Alimi", "desk").starts_with("otpauth://totp/Alimi:desk?secret="));
    }
}
