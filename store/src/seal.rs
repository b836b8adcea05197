//! Sealing of personal data, and the digests by which sealed values are found again.
//!
//! A sealed value is `1 | id length | key id | nonce (24) | ciphertext and tag`, with
//! XChaCha20-Poly1305 and the name of its place as associated data, so that a sealed phone
//! number does not open as a name. Digests are HMAC-SHA-256 under a key of their own; they
//! too name their place.

use crate::{Error, Result};
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use hmac::{Hmac, Mac};
use rand::Rng;
use sha2::Sha256;
use std::fmt;

/// Where a sealed value belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A person's name.
    Name,
    /// A person's birth date.
    Birth,
    /// A phone number.
    Phone,
    /// A one-time code.
    Code,
    /// An e-mail address.
    Email,
    /// Where a browser's push service takes messages.
    PushEndpoint,
    /// The keys of such a subscription.
    PushKeys,
    /// The secret of an authenticator app.
    Authenticator,
    /// What the return from a sign-in provider is proved with.
    SignIn,
    /// A form that met an ended session: its page and what was typed.
    Form,
}

impl Place {
    fn label(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Birth => "birth",
            Self::Phone => "phone",
            Self::Code => "code",
            Self::Email => "email",
            Self::PushEndpoint => "push-endpoint",
            Self::PushKeys => "push-keys",
            Self::Authenticator => "authenticator",
            Self::SignIn => "sign-in",
            Self::Form => "form",
        }
    }
}

/// A column whose values are sealed.
#[derive(Clone, Copy, Debug)]
pub struct SealedColumn {
    /// Its table.
    pub table: &'static str,
    /// The table's key, and that key's type.
    pub key: (&'static str, &'static str),
    /// Its name, which ends in `_sealed`.
    pub column: &'static str,
    /// What its values are.
    pub place: Place,
}

/// Every sealed column: what [`crate::rotate`] seals anew. A test looks for columns that are missing.
pub const SEALED: &[SealedColumn] = &[
    sealed("accounts", ("account_id", "bigint"), "phone_sealed", Place::Phone),
    sealed("persons", ("person_id", "bigint"), "name_sealed", Place::Name),
    sealed("persons", ("person_id", "bigint"), "birth_sealed", Place::Birth),
    sealed("one_time_codes", ("challenge", "uuid"), "phone_sealed", Place::Phone),
    sealed("one_time_codes", ("challenge", "uuid"), "code_sealed", Place::Code),
    sealed("account_emails", ("account_id", "bigint"), "address_sealed", Place::Email),
    sealed("email_codes", ("challenge", "uuid"), "address_sealed", Place::Email),
    sealed("email_codes", ("challenge", "uuid"), "code_sealed", Place::Code),
    sealed("push_subscriptions", ("subscription_id", "bigint"), "endpoint_sealed", Place::PushEndpoint),
    sealed("push_subscriptions", ("subscription_id", "bigint"), "keys_sealed", Place::PushKeys),
    sealed("authenticators", ("account_id", "bigint"), "secret_sealed", Place::Authenticator),
    sealed("authenticators", ("account_id", "bigint"), "proposed_sealed", Place::Authenticator),
    sealed("provider_sign_ins", ("state_hash", "bytea"), "secrets_sealed", Place::SignIn),
    sealed("kept_forms", ("kept_form_id", "uuid"), "form_sealed", Place::Form),
];

const fn sealed(
    table: &'static str,
    key: (&'static str, &'static str),
    column: &'static str,
    place: Place,
) -> SealedColumn {
    SealedColumn { table, key, column, place }
}

/// What a digest is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Index {
    /// A whole phone number.
    Phone,
    /// The last four digits of one.
    PhoneTail,
    /// Normalised name and birth date.
    Identity,
    /// A one-time code, together with its challenge.
    Code,
    /// A ticket of the queue at the door.
    Ticket,
    /// An e-mail address.
    Email,
    /// The address of a push subscription.
    PushEndpoint,
    /// A recovery code, together with its account.
    Recovery,
    /// A question to a passkey: not looked up, but known again as ours.
    Challenge,
    /// A provider's subject, together with the provider.
    Subject,
    /// A reservation number that somebody typed.
    Number,
    /// An id, for the link that leads to it.
    Link,
    /// Such a link's beginning, for hiding the id behind it.
    LinkMask,
}

impl Index {
    fn label(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::PhoneTail => "phone-tail",
            Self::Identity => "identity",
            Self::Code => "code",
            Self::Ticket => "ticket",
            Self::Email => "email",
            Self::PushEndpoint => "push-endpoint",
            Self::Recovery => "recovery",
            Self::Challenge => "challenge",
            Self::Subject => "subject",
            Self::Number => "number",
            Self::Link => "link",
            Self::LinkMask => "link-mask",
        }
    }
}

/// The keys: the first one seals, all of them open.
pub struct Keyring {
    keys: Vec<(String, XChaCha20Poly1305)>,
    index: [u8; 32],
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.keys.iter().map(|(id, _)| id)).finish()
    }
}

/// Why keys cannot be read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// No key at all.
    #[error("no key is given; expected \"id:64 hexadecimal digits\", several separated by commas")]
    None,
    /// One entry is not `id:hex`.
    #[error("a key is not of the form \"id:64 hexadecimal digits\" (id: 1 to 16 letters, digits or dashes)")]
    Malformed,
}

impl Keyring {
    /// Reads `id:hex[,id:hex]` and the index key.
    ///
    /// # Errors
    /// When a key is missing or malformed. The message never shows a key.
    pub fn parse(keys: &str, index: &str) -> std::result::Result<Self, KeyError> {
        let keys = keys
            .split(',')
            .map(str::trim)
            .filter(|s| !s.is_empty())
            .map(|entry| {
                let (id, hex) = entry.split_once(':').ok_or(KeyError::Malformed)?;
                let plain = !id.is_empty()
                    && id.len() <= 16
                    && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
                if !plain {
                    return Err(KeyError::Malformed);
                }
                Ok((id.to_owned(), XChaCha20Poly1305::new(&unhex(hex)?.into())))
            })
            .collect::<std::result::Result<Vec<_>, _>>()?;
        if keys.is_empty() {
            return Err(KeyError::None);
        }
        Ok(Self { keys, index: unhex(index.trim())? })
    }

    /// Seals a value for its place with the first key.
    ///
    /// # Panics
    /// Never: encryption of short values does not fail.
    pub fn seal(&self, place: Place, plain: &str) -> Vec<u8> {
        let (_, cipher) = &self.keys[0];
        let mut nonce = [0u8; 24];
        rand::rng().fill_bytes(&mut nonce);
        let body = cipher
            .encrypt(&XNonce::from(nonce), Payload { msg: plain.as_bytes(), aad: place.label().as_bytes() })
            .expect("a short value always seals");
        let mut out = self.mark();
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&body);
        out
    }

    /// How every value begins that the first key sealed.
    ///
    /// # Panics
    /// Never: ids have at most 16 letters.
    pub fn mark(&self) -> Vec<u8> {
        let id = self.keys[0].0.as_bytes();
        let mut mark = vec![1, u8::try_from(id.len()).expect("ids have at most 16 letters")];
        mark.extend_from_slice(id);
        mark
    }

    /// Opens a sealed value of that place.
    ///
    /// # Errors
    /// [`Error::Sealed`] when the key is unknown, the place is another, or a bit changed.
    pub fn open(&self, place: Place, sealed: &[u8]) -> Result<String> {
        let broken = || Error::Sealed(place.label());
        let (head, rest) = sealed.split_at_checked(2).ok_or_else(broken)?;
        if head[0] != 1 {
            return Err(broken());
        }
        let (id, rest) = rest.split_at_checked(usize::from(head[1])).ok_or_else(broken)?;
        let (nonce, body) = rest.split_at_checked(24).ok_or_else(broken)?;
        let (_, cipher) = self.keys.iter().find(|(k, _)| k.as_bytes() == id).ok_or_else(broken)?;
        let nonce = XNonce::try_from(nonce).map_err(|_| broken())?;
        let plain = cipher
            .decrypt(&nonce, Payload { msg: body, aad: place.label().as_bytes() })
            .map_err(|_| broken())?;
        String::from_utf8(plain).map_err(|_| broken())
    }

    /// The digest by which a value is found again.
    ///
    /// # Panics
    /// Never: HMAC takes a key of any length.
    pub fn index(&self, index: Index, value: &str) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.index).expect("a key of any length");
        mac.update(index.label().as_bytes());
        mac.update(&[0]);
        mac.update(value.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

fn unhex(hex: &str) -> std::result::Result<[u8; 32], KeyError> {
    if hex.len() != 64 || !hex.is_ascii() {
        return Err(KeyError::Malformed);
    }
    let mut out = [0; 32];
    for (byte, pair) in out.iter_mut().zip(hex.as_bytes().chunks(2)) {
        let pair = std::str::from_utf8(pair).map_err(|_| KeyError::Malformed)?;
        *byte = u8::from_str_radix(pair, 16).map_err(|_| KeyError::Malformed)?;
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(c: &str) -> String {
        c.repeat(64)
    }

    #[test]
    fn a_sealed_value_opens_only_in_its_place_and_unchanged() {
        let keys = Keyring::parse(&format!("k1:{}", hex("a")), &hex("0")).unwrap();
        let mut sealed = keys.seal(Place::Name, "홍길동");
        assert_eq!(keys.open(Place::Name, &sealed).unwrap(), "홍길동");
        assert!(keys.open(Place::Phone, &sealed).is_err());
        *sealed.last_mut().unwrap() ^= 1;
        assert!(keys.open(Place::Name, &sealed).is_err());
        for cut in 0..sealed.len() {
            assert!(keys.open(Place::Name, &sealed[..cut]).is_err());
        }
    }

    #[test]
    fn older_keys_still_open_after_rotation() {
        let old = Keyring::parse(&format!("k1:{}", hex("a")), &hex("0")).unwrap();
        let new = Keyring::parse(&format!("k2:{},k1:{}", hex("b"), hex("a")), &hex("0")).unwrap();
        let sealed = old.seal(Place::Birth, "1990-03-02");
        assert_eq!(new.open(Place::Birth, &sealed).unwrap(), "1990-03-02");
        assert!(old.open(Place::Birth, &new.seal(Place::Birth, "1990-03-02")).is_err());
    }

    proptest::proptest! {
        #[test]
        fn arbitrary_bytes_are_no_sealed_value(mut bytes in proptest::collection::vec(0_u8.., 0..200), id in "[a-z0-9-]{1,4}") {
            let keys = Keyring::parse(&format!("k1:{}", hex("a")), &hex("0")).unwrap();
            proptest::prop_assert!(keys.open(Place::Name, &bytes).is_err());
            let mut marked = keys.mark();
            marked.append(&mut bytes);
            proptest::prop_assert!(keys.open(Place::Name, &marked).is_err());
            let _ = Keyring::parse(&id, &id);
        }
    }

    #[test]
    fn digests_depend_on_what_they_are_over() {
        let keys = Keyring::parse(&format!("k1:{}", hex("a")), &hex("0")).unwrap();
        assert_eq!(keys.index(Index::Phone, "1234"), keys.index(Index::Phone, "1234"));
        assert_ne!(keys.index(Index::Phone, "1234"), keys.index(Index::PhoneTail, "1234"));
    }

    #[test]
    fn malformed_keys_are_refused_without_being_shown() {
        for bad in ["", "k1", "k1:zz", &format!("k 1:{}", hex("a"))] {
            let why = Keyring::parse(bad, &hex("0")).unwrap_err();
            assert!(bad.len() < 4 || !why.to_string().contains(bad));
        }
    }
}
