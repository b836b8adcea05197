//! Sign-in with OpenID Connect providers: authorization code, PKCE, state and nonce.
//!
//! Only who somebody is to the provider is asked for, no profile. The browser carries a code and a
//! state; the identity token comes straight from the provider and is verified whole: signature,
//! issuer, audience, nonce, times. What a provider says of itself is kept for an hour.

mod fetch;
mod setting;
#[cfg(test)]
mod tests;

use app::provider::{Begun, Later, Offered, Providers, Returned, SignInProviders, Trouble};
use chrono::{TimeDelta, Utc};
use fetch::Http;
use openidconnect::{
    AuthType, AuthenticationFlow, AuthorizationCode, ClaimsVerificationError, CsrfToken, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, TokenResponse,
    core::{
        CoreClient, CoreClientAuthMethod, CoreIdToken, CoreIdTokenVerifier, CoreProviderMetadata,
        CoreResponseType,
    },
};
use serde::{Deserialize, Serialize};
use setting::{BadSetting, Setting};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// How long a provider's description and keys are believed.
const FRESH: Duration = Duration::from_hours(1);

/// A token signed with a key that is not there may be signed with a new one: then they are fetched
/// again, at most this often.
const SETTLED: Duration = Duration::from_secs(30);

/// How far a provider's clock may be from ours.
const SKEW: TimeDelta = TimeDelta::seconds(30);

/// Longest time between a token's making and its arrival.
const OLDEST: TimeDelta = TimeDelta::minutes(10);

/// Opens the providers that are named; none without a name.
pub(crate) fn open(names: &[String], origin: &str) -> Result<Option<Providers>, BadSetting> {
    let settings = setting::read(names, |name| std::env::var(name).ok())?;
    if settings.is_empty() {
        return Ok(None);
    }
    let http = Http::new();
    let open = |setting| Provider::new(setting, origin, http.clone());
    let providers = settings.into_iter().map(open).collect::<Result<_, _>>()?;
    Ok(Some(Providers(Arc::new(Directory(providers)))))
}

/// All providers of the process.
struct Directory(Vec<Provider>);

impl Directory {
    fn find(&self, key: &str) -> Result<&Provider, Trouble> {
        self.0.iter().find(|p| p.setting.offered.key == key).ok_or(Trouble::Unknown)
    }
}

impl SignInProviders for Directory {
    fn offered(&self) -> Vec<Offered> {
        self.0.iter().map(|p| p.setting.offered.clone()).collect()
    }

    fn begin<'a>(&'a self, key: &'a str) -> Later<'a, Begun> {
        Box::pin(async move { self.find(key)?.begin().await })
    }

    fn address(&self, secrets: &str) -> Option<String> {
        Some(Secrets::read(secrets).ok()?.address)
    }

    fn finish<'a>(&'a self, key: &'a str, secrets: &'a str, returned: Returned) -> Later<'a, String> {
        Box::pin(async move { self.find(key)?.finish(&Secrets::read(secrets)?, returned).await })
    }
}

/// What is kept sealed between leaving and return.
#[derive(Deserialize, Serialize)]
struct Secrets {
    address: String,
    nonce: String,
    verifier: String,
}

impl Secrets {
    fn read(text: &str) -> Result<Self, Trouble> {
        serde_json::from_str(text).map_err(|_| Trouble::Untrue)
    }
}

/// One provider, and what it said of itself last.
struct Provider {
    setting: Setting,
    redirect: RedirectUrl,
    http: Http,
    known: Mutex<Option<(Instant, Arc<CoreProviderMetadata>)>>,
}

impl Provider {
    fn new(setting: Setting, origin: &str, http: Http) -> Result<Self, BadSetting> {
        let back = format!("{origin}/sign-in/callback/{}", setting.offered.key);
        let redirect = RedirectUrl::new(back).map_err(|_| BadSetting::Origin(origin.to_owned()))?;
        Ok(Self { setting, redirect, http, known: Mutex::default() })
    }

    /// What the provider says of itself, no older than `age`.
    async fn metadata(&self, age: Duration) -> Result<Arc<CoreProviderMetadata>, Trouble> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((at, known)) = known.filter(|(at, _)| at.elapsed() < age) {
            tracing::trace!(age = at.elapsed().as_secs(), "a provider is known");
            return Ok(known);
        }
        let found = CoreProviderMetadata::discover_async(self.setting.issuer.clone(), &self.http).await;
        let found = found.map(Arc::new).map_err(|error| {
            tracing::warn!(%error, provider = self.setting.offered.key, "a sign-in provider cannot be asked");
            Trouble::Down
        })?;
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) =
            Some((Instant::now(), Arc::clone(&found)));
        Ok(found)
    }

    async fn begin(&self) -> Result<Begun, Trouble> {
        let metadata = self.metadata(FRESH).await?;
        let client = CoreClient::from_provider_metadata(
            CoreProviderMetadata::clone(&metadata),
            self.setting.client.clone(),
            None,
        )
        .set_redirect_uri(self.redirect.clone());
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (address, state, nonce) = client
            .authorize_url(
                AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .set_pkce_challenge(challenge)
            .url();
        let secrets = Secrets {
            address: address.into(),
            nonce: nonce.secret().clone(),
            verifier: verifier.into_secret(),
        };
        let secrets = serde_json::to_string(&secrets).map_err(|_| Trouble::Untrue)?;
        Ok(Begun { state: state.into_secret(), secrets })
    }

    async fn finish(&self, secrets: &Secrets, returned: Returned) -> Result<String, Trouble> {
        let metadata = self.metadata(FRESH).await?;
        if !returned.issuer.is_empty() && returned.issuer != self.setting.issuer.as_str() {
            return Err(Trouble::Untrue);
        }
        let token = self.exchange(&metadata, secrets, returned.code).await?;
        let subject = match self.verify(&metadata, &token, &secrets.nonce) {
            // Perhaps the provider has new keys.
            Err(ClaimsVerificationError::SignatureVerification(_)) => {
                let fresh = self.metadata(SETTLED).await?;
                self.verify(&fresh, &token, &secrets.nonce)
            }
            verified => verified,
        };
        subject.map_err(|error| {
            tracing::warn!(%error, provider = self.setting.offered.key, "an identity token is not to be believed");
            Trouble::Untrue
        })
    }

    /// The code for the identity token, straight from the provider.
    async fn exchange(
        &self,
        metadata: &CoreProviderMetadata,
        secrets: &Secrets,
        code: String,
    ) -> Result<CoreIdToken, Trouble> {
        let basic = metadata
            .token_endpoint_auth_methods_supported()
            .is_none_or(|methods| methods.contains(&CoreClientAuthMethod::ClientSecretBasic));
        let client = CoreClient::from_provider_metadata(
            metadata.clone(),
            self.setting.client.clone(),
            Some(self.setting.secret.clone()),
        )
        .set_auth_type(if basic { AuthType::BasicAuth } else { AuthType::RequestBody })
        .set_redirect_uri(self.redirect.clone());
        let request = client.exchange_code(AuthorizationCode::new(code)).map_err(|_| Trouble::Down)?;
        let answer = request
            .set_pkce_verifier(PkceCodeVerifier::new(secrets.verifier.clone()))
            .request_async(&self.http)
            .await
            .map_err(|error| {
                tracing::warn!(%error, provider = self.setting.offered.key, "a code is not exchanged");
                match error {
                    RequestTokenError::Request(_) => Trouble::Down,
                    _ => Trouble::Untrue,
                }
            })?;
        answer.id_token().cloned().ok_or(Trouble::Untrue)
    }

    /// Whose token it is, if it is to be believed. Tokens come from outside and carry real time, so
    /// it is the machine's clock that is asked, not the service's.
    fn verify(
        &self,
        metadata: &CoreProviderMetadata,
        token: &CoreIdToken,
        nonce: &str,
    ) -> Result<String, ClaimsVerificationError> {
        let verifier = CoreIdTokenVerifier::new_confidential_client(
            self.setting.client.clone(),
            self.setting.secret.clone(),
            metadata.issuer().clone(),
            metadata.jwks().clone(),
        )
        .set_allowed_algs(
            metadata.id_token_signing_alg_values_supported().iter().filter(|alg| is_asymmetric(alg)).cloned(),
        )
        .set_time_fn(|| Utc::now() - SKEW)
        .set_issue_time_verifier_fn(|made| {
            let age = Utc::now() - made;
            if age < -SKEW || age > OLDEST + SKEW { Err("not made just now".to_owned()) } else { Ok(()) }
        });
        let claims = token.claims(&verifier, &Nonce::new(nonce.to_owned()))?;
        Ok(claims.subject().to_string())
    }
}

/// Signatures anybody can check and only the provider can make.
fn is_asymmetric(alg: &openidconnect::core::CoreJwsSigningAlgorithm) -> bool {
    use openidconnect::core::CoreJwsSigningAlgorithm as A;
    matches!(
        alg,
        A::RsaSsaPkcs1V15Sha256
            | A::RsaSsaPkcs1V15Sha384
            | A::RsaSsaPkcs1V15Sha512
            | A::RsaSsaPssSha256
            | A::RsaSsaPssSha384
            | A::RsaSsaPssSha512
            | A::EcdsaP256Sha256
            | A::EcdsaP384Sha384
            | A::EdDsa
    )
}
