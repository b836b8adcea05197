//! What the environment says of a provider.

use app::provider::Offered;
use openidconnect::{ClientId, ClientSecret, IssuerUrl};

/// One provider, as it is set up.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    pub(super) offered: Offered,
    pub(super) issuer: IssuerUrl,
    pub(super) client: ClientId,
    pub(super) secret: ClientSecret,
}

/// Settings that name no provider.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadSetting {
    /// The name does not fit into addresses and settings.
    #[error("ALIMI_OIDC: {0:?} is no name (1 to 20 of a-z, 0-9 and -)")]
    Name(String),
    /// The same provider twice.
    #[error("ALIMI_OIDC names {0} twice")]
    Twice(String),
    /// One of its settings is not there.
    #[error("{0} is missing")]
    Missing(String),
    /// Providers have nowhere to lead back to.
    #[error("ALIMI_ORIGINS begins with {0:?}, which is no address")]
    Origin(String),
    /// Identities do not travel in the clear.
    #[error("{0} must begin with https:// (http:// only for this machine)")]
    NotHttps(String),
}

/// Reads the settings of the named providers; `of` gives the value of a variable.
pub(super) fn read(
    names: &[String],
    of: impl Fn(&str) -> Option<String>,
) -> Result<Vec<Setting>, BadSetting> {
    let mut all: Vec<Setting> = Vec::new();
    for name in names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.len() > 20 || !name.chars().all(plain) {
            return Err(BadSetting::Name(name.to_owned()));
        }
        if all.iter().any(|setting| setting.offered.key == name) {
            return Err(BadSetting::Twice(name.to_owned()));
        }
        let variable =
            |what: &str| format!("ALIMI_OIDC_{}_{what}", name.to_ascii_uppercase().replace('-', "_"));
        let given = |what: &str| {
            let variable = variable(what);
            let value = of(&variable).map(|v| v.trim().to_owned()).filter(|v| !v.is_empty());
            value.ok_or(BadSetting::Missing(variable))
        };
        let not_https = || BadSetting::NotHttps(variable("ISSUER"));
        let issuer = IssuerUrl::new(given("ISSUER")?).map_err(|_| not_https())?;
        let url = issuer.url();
        let here = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
        if url.scheme() != "https" && !(url.scheme() == "http" && here) {
            return Err(not_https());
        }
        all.push(Setting {
            offered: Offered {
                key: name.to_owned(),
                label: given("LABEL").unwrap_or_else(|_| name.to_owned()),
            },
            issuer,
            client: ClientId::new(given("CLIENT_ID")?),
            secret: ClientSecret::new(given("CLIENT_SECRET")?),
        });
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(issuer: &'static str) -> impl Fn(&str) -> Option<String> {
        move |name| match name {
            "ALIMI_OIDC_KAKAO_ISSUER" => Some(issuer.to_owned()),
            "ALIMI_OIDC_KAKAO_CLIENT_ID" => Some("id".to_owned()),
            "ALIMI_OIDC_KAKAO_CLIENT_SECRET" => Some("secret".to_owned()),
            _ => None,
        }
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_provider_is_called_by_its_label_or_its_name() {
        let all = read(&names(&["kakao", ""]), with("https://kauth.kakao.com")).unwrap();
        assert_eq!(all[0].offered, Offered { key: "kakao".into(), label: "kakao".into() });
        assert!(read(&[], |_| None).unwrap().is_empty());
    }

    #[test]
    fn half_a_setting_is_a_mistake_that_is_named() {
        let bad = |which: &[&str], issuer| read(&names(which), with(issuer)).unwrap_err().to_string();
        assert_eq!(bad(&["naver"], ""), "ALIMI_OIDC_NAVER_ISSUER is missing");
        assert!(bad(&["kakao", "kakao"], "https://a.example").contains("twice"));
        assert!(bad(&["Kakao/.."], "https://a.example").contains("no name"));
        for issuer in ["http://a.example", "ftp://a.example", "nowhere"] {
            assert!(bad(&["kakao"], issuer).contains("must begin with https://"));
        }
        assert!(read(&names(&["kakao"]), with("http://127.0.0.1:4000")).is_ok());
    }
}
