//! Identity tokens: what is believed, and what is not.

use super::*;
use openidconnect::{
    Audience, AuthUrl, ClientId, ClientSecret, EmptyAdditionalClaims, EmptyAdditionalProviderMetadata,
    IssuerUrl, JsonWebKeySetUrl, PrivateSigningKey, ResponseTypes, StandardClaims, SubjectIdentifier,
    core::{
        CoreEdDsaPrivateSigningKey, CoreHmacKey, CoreIdTokenClaims, CoreJsonWebKeySet,
        CoreJwsSigningAlgorithm, CoreSubjectIdentifierType,
    },
};

const ISSUER: &str = "https://provider.example";

/// A key that nobody else would use: 32 equal bytes.
const KEY: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEICoqKioqKioqKioqKioqKioqKioqKioqKioqKioqKioq
-----END PRIVATE KEY-----
";

fn provider() -> Provider {
    let setting = Setting {
        offered: Offered { key: "test".into(), label: "test".into() },
        issuer: IssuerUrl::new(ISSUER.into()).unwrap(),
        client: ClientId::new("alimi".into()),
        secret: ClientSecret::new("a secret that is long enough to sign with".into()),
    };
    Provider::new(setting, "https://alimi.example", Http::new()).unwrap()
}

fn key() -> CoreEdDsaPrivateSigningKey {
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(KEY, None).unwrap()
}

fn metadata() -> CoreProviderMetadata {
    CoreProviderMetadata::new(
        IssuerUrl::new(ISSUER.into()).unwrap(),
        AuthUrl::new(format!("{ISSUER}/auth")).unwrap(),
        JsonWebKeySetUrl::new(format!("{ISSUER}/jwks")).unwrap(),
        vec![ResponseTypes::new(vec![CoreResponseType::Code])],
        vec![CoreSubjectIdentifierType::Public],
        // A provider that offers a shared secret as a signature: we do not take it up.
        vec![CoreJwsSigningAlgorithm::EdDsa, CoreJwsSigningAlgorithm::HmacSha256],
        EmptyAdditionalProviderMetadata {},
    )
    .set_jwks(CoreJsonWebKeySet::new(vec![key().as_verification_key()]))
}

/// What a token says; the default is a good one.
struct Token {
    issuer: &'static str,
    audience: &'static str,
    nonce: Option<&'static str>,
    made: TimeDelta,
    ends: TimeDelta,
}

impl Default for Token {
    fn default() -> Self {
        Self {
            issuer: ISSUER,
            audience: "alimi",
            nonce: Some("nonce"),
            made: TimeDelta::zero(),
            ends: TimeDelta::minutes(5),
        }
    }
}

impl Token {
    fn claims(&self) -> CoreIdTokenClaims {
        let now = Utc::now();
        CoreIdTokenClaims::new(
            IssuerUrl::new(self.issuer.into()).unwrap(),
            vec![Audience::new(self.audience.into())],
            now + self.ends,
            now + self.made,
            StandardClaims::new(SubjectIdentifier::new("somebody".into())),
            EmptyAdditionalClaims {},
        )
        .set_nonce(self.nonce.map(|nonce| Nonce::new(nonce.into())))
    }

    fn verified(&self) -> Result<String, ClaimsVerificationError> {
        let token =
            CoreIdToken::new(self.claims(), &key(), CoreJwsSigningAlgorithm::EdDsa, None, None).unwrap();
        provider().verify(&metadata(), &token, "nonce")
    }
}

#[test]
fn a_good_token_says_who_somebody_is() {
    assert_eq!(Token::default().verified().unwrap(), "somebody");
    // A provider's clock may be a little off.
    let slow = Token { made: TimeDelta::seconds(-50), ends: TimeDelta::seconds(-20), ..Token::default() };
    assert!(slow.verified().is_ok());
    assert!(Token { made: TimeDelta::seconds(20), ..Token::default() }.verified().is_ok());
}

#[test]
fn a_token_for_another_sign_in_is_not_believed() {
    for nonce in [Some("another"), None] {
        let verified = Token { nonce, ..Token::default() }.verified();
        assert!(matches!(verified, Err(ClaimsVerificationError::InvalidNonce(_))), "{verified:?}");
    }
}

#[test]
fn a_token_for_somebody_else_or_from_somebody_else_is_not_believed() {
    let audience = Token { audience: "another", ..Token::default() }.verified();
    assert!(matches!(audience, Err(ClaimsVerificationError::InvalidAudience(_))), "{audience:?}");
    let issuer = Token { issuer: "https://elsewhere.example", ..Token::default() }.verified();
    assert!(matches!(issuer, Err(ClaimsVerificationError::InvalidIssuer(_))), "{issuer:?}");
}

#[test]
fn a_token_lives_for_minutes() {
    let over = Token { ends: TimeDelta::seconds(-31), ..Token::default() }.verified();
    assert!(matches!(over, Err(ClaimsVerificationError::Expired(_))), "{over:?}");
    for made in [TimeDelta::minutes(-11), TimeDelta::minutes(1)] {
        let verified = Token { made, ..Token::default() }.verified();
        assert!(verified.is_err(), "{made} {verified:?}");
    }
}

#[test]
fn a_token_signed_by_another_key_is_not_believed() {
    let other = KEY.replace("Kioq\n", "Kior\n");
    let other = CoreEdDsaPrivateSigningKey::from_ed25519_pem(&other, None).unwrap();
    let claims = Token::default().claims();
    let forged = CoreIdToken::new(claims, &other, CoreJwsSigningAlgorithm::EdDsa, None, None).unwrap();
    let verified = provider().verify(&metadata(), &forged, "nonce");
    assert!(matches!(verified, Err(ClaimsVerificationError::SignatureVerification(_))), "{verified:?}");
    // Whoever knows the shared secret could make this one: the provider is not the only one.
    let secret = CoreHmacKey::new(b"a secret that is long enough to sign with".to_vec());
    let claims = Token::default().claims();
    let shared = CoreIdToken::new(claims, &secret, CoreJwsSigningAlgorithm::HmacSha256, None, None).unwrap();
    assert!(provider().verify(&metadata(), &shared, "nonce").is_err());
}
