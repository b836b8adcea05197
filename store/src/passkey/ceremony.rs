//! What an authenticator said, checked step by step as the standard has it (WebAuthn level 3, §7.1
//! and §7.2): pure functions over bytes. No attestation is asked for, so none is read: who made the
//! authenticator does not matter here, that it verified its user does.

use domain::account::AccountKind;
use ring::signature::{self, RsaPublicKeyComponents, UnparsedPublicKey};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// Who asks: the domain passkeys belong to, and the addresses under which its pages are seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The domain, such as `alimi.example`.
    pub domain: String,
    /// Origins, such as `https://alimi.example`.
    pub origins: Vec<String>,
}

/// What a browser says it was asked, and where.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    challenge: &'a str,
    origin: &'a str,
    #[serde(default)]
    cross_origin: bool,
}

/// The challenge of an answer that was given on our own pages, for this purpose.
pub(super) fn read_client_data(json: &[u8], kind: &str, site: &Site) -> Option<[u8; 32]> {
    let said: ClientData<'_> = serde_json::from_slice(json).ok()?;
    let ours = site.origins.iter().any(|origin| origin == said.origin);
    if said.kind != kind || !ours || said.cross_origin {
        return None;
    }
    data_encoding::BASE64URL_NOPAD.decode(said.challenge.as_bytes()).ok()?.try_into().ok()
}

const USER_PRESENT: u8 = 0x01;
const USER_VERIFIED: u8 = 0x04;
const BACKUP_ELIGIBLE: u8 = 0x08;
const BACKED_UP: u8 = 0x10;
const WITH_KEY: u8 = 0x40;
const WITH_EXTENSIONS: u8 = 0x80;

/// What the authenticator says of itself: for our domain, with its user there and verified.
struct Said<'a> {
    flags: u8,
    count: u32,
    rest: &'a [u8],
}

fn read_said<'a>(data: &'a [u8], site: &Site) -> Option<Said<'a>> {
    let (domain, rest) = data.split_at_checked(32)?;
    let (&flags, rest) = rest.split_first()?;
    let (count, rest) = rest.split_first_chunk::<4>()?;
    let user = USER_PRESENT | USER_VERIFIED;
    let sound = domain == Sha256::digest(&site.domain).as_slice()
        && flags & user == user
        // What cannot be backed up is not.
        && flags & (BACKUP_ELIGIBLE | BACKED_UP) != BACKED_UP;
    sound.then_some(Said { flags, count: u32::from_be_bytes(*count), rest })
}

/// The algorithm of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    /// ECDSA on P-256 with SHA-256; the key is its uncompressed point.
    Es256,
    /// Ed25519; the key as it is.
    Ed25519,
    /// RSA (PKCS #1 v1.5, SHA-256), which Windows' TPMs have; the key is its modulus, the exponent 65537.
    Rs256,
}

impl Algorithm {
    /// As in the table.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Es256 => "es256",
            Self::Ed25519 => "ed25519",
            Self::Rs256 => "rs256",
        }
    }

    /// Back from the table.
    pub(super) fn from_key(key: &str) -> Option<Self> {
        [Self::Es256, Self::Ed25519, Self::Rs256].into_iter().find(|a| a.key() == key)
    }
}

/// A new credential.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Made {
    pub(super) id: Vec<u8>,
    pub(super) algorithm: Algorithm,
    pub(super) public_key: Vec<u8>,
    pub(super) count: u32,
}

/// Reads the authenticator's data of a registration.
pub(super) fn read_made(data: &[u8], site: &Site) -> Option<Made> {
    let said = read_said(data, site)?;
    if said.flags & WITH_KEY == 0 {
        return None;
    }
    let (_model, rest) = said.rest.split_at_checked(16)?;
    let (length, rest) = rest.split_first_chunk::<2>()?;
    let (id, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
    let (algorithm, public_key, rest) = read_key(rest)?;
    let whole = rest.is_empty() || said.flags & WITH_EXTENSIONS != 0;
    let sound = whole && (16..=1023).contains(&id.len());
    sound.then(|| Made { id: id.to_vec(), algorithm, public_key, count: said.count })
}

/// Reads a COSE key. Authenticators write it in canonical CBOR, so each algorithm's key begins with
/// the same bytes; what is written otherwise is refused.
fn read_key(cbor: &[u8]) -> Option<(Algorithm, Vec<u8>, &[u8])> {
    // {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
    const ES256: &[u8] = &[0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
    const ES256_Y: &[u8] = &[0x22, 0x58, 0x20];
    // {1: 1 (OKP), 3: -8 (EdDSA), -1: 6 (Ed25519), -2: x}
    const ED25519: &[u8] = &[0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20];
    // {1: 3 (RSA), 3: -257 (RS256), -1: n (256 bytes), -2: 65537}
    const RS256: &[u8] = &[0xa4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20, 0x59, 0x01, 0x00];
    const RS256_E: &[u8] = &[0x21, 0x43, 0x01, 0x00, 0x01];
    if let Some(rest) = cbor.strip_prefix(ES256) {
        let (x, rest) = rest.split_at_checked(32)?;
        let (y, rest) = rest.strip_prefix(ES256_Y)?.split_at_checked(32)?;
        return Some((Algorithm::Es256, [&[0x04], x, y].concat(), rest));
    }
    if let Some(rest) = cbor.strip_prefix(ED25519) {
        let (x, rest) = rest.split_at_checked(32)?;
        return Some((Algorithm::Ed25519, x.to_vec(), rest));
    }
    let (n, rest) = cbor.strip_prefix(RS256)?.split_at_checked(256)?;
    Some((Algorithm::Rs256, n.to_vec(), rest.strip_prefix(RS256_E)?))
}

/// Checks the signature of a sign-in; gives back the authenticator's count.
pub(super) fn read_proven(
    data: &[u8],
    client_data: &[u8],
    signature: &[u8],
    (algorithm, public_key): (Algorithm, &[u8]),
    site: &Site,
) -> Option<u32> {
    let said = read_said(data, site)?;
    let signed = [data, Sha256::digest(client_data).as_slice()].concat();
    let fits = match algorithm {
        Algorithm::Es256 => {
            UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_ASN1, public_key).verify(&signed, signature)
        }
        Algorithm::Ed25519 => {
            UnparsedPublicKey::new(&signature::ED25519, public_key).verify(&signed, signature)
        }
        Algorithm::Rs256 => RsaPublicKeyComponents { n: public_key, e: &[0x01, 0x00, 0x01][..] }.verify(
            &signature::RSA_PKCS1_2048_8192_SHA256,
            &signed,
            signature,
        ),
    };
    fits.ok().map(|()| said.count)
}

/// The authenticator's name for an account: it says nothing, and tells staff from citizens, so that
/// a browser keeps them apart.
pub(super) fn user_handle(kind: AccountKind, digest: [u8; 32]) -> Vec<u8> {
    let kind = match kind {
        AccountKind::Citizen => 0,
        AccountKind::Staff => 1,
    };
    [&[kind], &digest[..31]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ring::{
        rand::SystemRandom,
        signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair},
    };

    fn site() -> Site {
        Site { domain: "alimi.example".into(), origins: vec!["https://alimi.example".into()] }
    }

    fn said(domain: &str, flags: u8, count: u32) -> Vec<u8> {
        [Sha256::digest(domain).as_slice(), &[flags], &count.to_be_bytes()].concat()
    }

    fn client(kind: &str, origin: &str, more: &str) -> Vec<u8> {
        let challenge = data_encoding::BASE64URL_NOPAD.encode(&[7; 32]);
        format!(r#"{{"type":"{kind}","challenge":"{challenge}","origin":"{origin}"{more}}}"#).into_bytes()
    }

    #[test]
    fn only_answers_given_on_our_own_pages_for_this_purpose_are_read() {
        let get = "webauthn.get";
        let ours = "https://alimi.example";
        assert_eq!(read_client_data(&client(get, ours, ""), get, &site()), Some([7; 32]));
        assert_eq!(
            read_client_data(&client(get, ours, r#","crossOrigin":false,"x":1"#), get, &site()),
            Some([7; 32])
        );
        for (kind, origin, more) in [
            ("webauthn.create", ours, ""),
            (get, "https://evil.example", ""),
            (get, "https://alimi.example.evil.example", ""),
            (get, "http://alimi.example", ""),
            (get, ours, r#","crossOrigin":true"#),
        ] {
            assert_eq!(
                read_client_data(&client(kind, origin, more), get, &site()),
                None,
                "{kind} {origin} {more}"
            );
        }
        assert_eq!(read_client_data(b"not json", get, &site()), None);
    }

    /// A registration as an authenticator writes it.
    fn made(flags: u8, id: &[u8], key: &[u8]) -> Vec<u8> {
        let length = u16::try_from(id.len()).unwrap().to_be_bytes();
        [&said("alimi.example", flags, 3), &[0; 16][..], &length, id, key].concat()
    }

    fn es256_key() -> Vec<u8> {
        [&[0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 0x20][..], &[1; 32], &[0x22, 0x58, 0x20], &[2; 32]]
            .concat()
    }

    #[test]
    fn a_new_credential_is_read_whole_or_not_at_all() {
        let id = [9; 16];
        let whole = made(0x45, &id, &es256_key());
        let read = read_made(&whole, &site()).unwrap();
        assert_eq!((read.id.as_slice(), read.algorithm, read.count), (&id[..], Algorithm::Es256, 3));
        assert_eq!(read.public_key.len(), 65);
        for cut in 0..whole.len() {
            assert_eq!(read_made(&whole[..cut], &site()), None, "{cut}");
        }
        assert_eq!(
            read_made(&[&whole[..], &[0]].concat(), &site()),
            None,
            "something follows that was not announced"
        );
        assert!(read_made(&[&made(0xc5, &id, &es256_key())[..], &[0xa0]].concat(), &site()).is_some());
        assert_eq!(read_made(&made(0x05, &id, &es256_key()), &site()), None, "no key announced");
        assert_eq!(
            read_made(&made(0x45, &[9; 15], &es256_key()), &site()),
            None,
            "an id that could be guessed"
        );
        let mut other = es256_key();
        other[4] = 0x38;
        assert_eq!(read_made(&made(0x45, &id, &other), &site()), None, "another algorithm");
    }

    #[test]
    fn an_authenticator_speaks_for_our_domain_with_its_user_verified() {
        for (domain, flags, good) in [
            ("alimi.example", 0x05, true),
            ("alimi.example", 0x1d, true),
            ("evil.example", 0x05, false),
            ("alimi.example", 0x01, false),
            ("alimi.example", 0x04, false),
            ("alimi.example", 0x15, false),
        ] {
            assert_eq!(read_said(&said(domain, flags, 1), &site()).is_some(), good, "{domain} {flags:#x}");
        }
    }

    #[test]
    fn signatures_cover_every_byte() {
        let random = SystemRandom::new();
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let pair =
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, document.as_ref(), &random).unwrap();
        let (data, client) =
            (said("alimi.example", 0x05, 41), client("webauthn.get", "https://alimi.example", ""));
        let signed = [&data[..], Sha256::digest(&client).as_slice()].concat();
        let signature = pair.sign(&random, &signed).unwrap();
        let key = (Algorithm::Es256, pair.public_key().as_ref());
        assert_eq!(read_proven(&data, &client, signature.as_ref(), key, &site()), Some(41));
        let mut counted = data.clone();
        counted[36] = 99;
        assert_eq!(read_proven(&counted, &client, signature.as_ref(), key, &site()), None);
        let mut elsewhere = client.clone();
        elsewhere[20] ^= 1;
        assert_eq!(read_proven(&data, &elsewhere, signature.as_ref(), key, &site()), None);
        assert_eq!(read_proven(&data, &client, &[], key, &site()), None);
        let stranger = (Algorithm::Es256, &[4; 65][..]);
        assert_eq!(read_proven(&data, &client, signature.as_ref(), stranger, &site()), None);

        let document = Ed25519KeyPair::generate_pkcs8(&random).unwrap();
        let pair = Ed25519KeyPair::from_pkcs8(document.as_ref()).unwrap();
        let key = (Algorithm::Ed25519, pair.public_key().as_ref());
        assert_eq!(read_proven(&data, &client, pair.sign(&signed).as_ref(), key, &site()), Some(41));
        let rsa = (Algorithm::Rs256, pair.public_key().as_ref());
        assert_eq!(read_proven(&data, &client, pair.sign(&signed).as_ref(), rsa, &site()), None);
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_never_panic(a: Vec<u8>, b: Vec<u8>, c: Vec<u8>) {
            let (kind, site) = ("webauthn.get", site());
            let _ = (read_client_data(&a, kind, &site), read_made(&a, &site), read_key(&a).is_some());
            for algorithm in [Algorithm::Es256, Algorithm::Ed25519, Algorithm::Rs256] {
                prop_assert_eq!(read_proven(&a, &b, &c, (algorithm, &b), &site), None);
            }
        }
    }
}
