//! By what notices leave the house.

use super::ConfigError;
use crate::channel::{Mail, Provider, Push};
use clap::Args;
use std::path::PathBuf;

/// Messages out of the house, each channel off without its settings. Whoever works needs them.
#[derive(Args, Clone, Debug)]
pub(crate) struct Messages {
    /// Address of the business-message provider
    #[arg(long, env = "ALIMI_PROVIDER_URL")]
    provider_url: Option<String>,
    /// Key the provider knows us by
    #[arg(long, env = "ALIMI_PROVIDER_KEY", hide_env_values = true)]
    provider_key: Option<String>,
    /// Number the messages come from
    #[arg(long, env = "ALIMI_PROVIDER_SENDER")]
    provider_sender: Option<String>,
    /// Key the provider signs its delivery reports with; without it `/hooks/provider` is not there
    #[arg(long, env = "ALIMI_PROVIDER_HOOK_KEY", hide_env_values = true)]
    provider_hook_key: Option<String>,
    /// Most messages a second of this process
    #[arg(long, env = "ALIMI_PROVIDER_PER_SECOND", default_value_t = 50)]
    pub(crate) provider_per_second: u32,
    /// Mail server: `smtps://user:password@host` or `smtp://user:password@host?tls=required`
    #[arg(long, env = "ALIMI_SMTP_URL", hide_env_values = true)]
    smtp_url: Option<String>,
    /// Whom e-mails come from: `Alimi <notices@alimi.example>`
    #[arg(long, env = "ALIMI_SMTP_FROM")]
    smtp_from: Option<String>,
    /// File with the certificate of the mail server's authority, where that is no public one
    #[arg(long, env = "ALIMI_SMTP_CA")]
    smtp_ca: Option<PathBuf>,
    /// Most e-mails a second of this process
    #[arg(long, env = "ALIMI_SMTP_PER_SECOND", default_value_t = 20)]
    pub(crate) smtp_per_second: u32,
    /// Address of this service's pages, for the links in e-mails
    #[arg(long, env = "ALIMI_PUBLIC_URL")]
    public_url: Option<String>,
    /// Key that signs browser notifications; `alimi vapid-key` makes one
    #[arg(long, env = "ALIMI_VAPID_KEY", hide_env_values = true)]
    vapid_key: Option<String>,
    /// Where push services write when something is wrong: `mailto:` or `https:`
    #[arg(long, env = "ALIMI_VAPID_SUBJECT")]
    vapid_subject: Option<String>,
    /// Push services that are known besides those of the browsers, comma separated: hosts, with a port where it is not 443
    #[arg(long, env = "ALIMI_PUSH_HOSTS", value_delimiter = ',')]
    push_hosts: Vec<String>,
    /// Most browser notifications a second of this process
    #[arg(long, env = "ALIMI_PUSH_PER_SECOND", default_value_t = 50)]
    pub(crate) push_per_second: u32,
}

impl Messages {
    /// The provider, where one is named. Half a name is a mistake, not silence.
    pub(crate) fn provider(&self) -> Result<Option<Provider>, ConfigError> {
        match (
            given(self.provider_url.as_deref()),
            given(self.provider_key.as_deref()),
            given(self.provider_sender.as_deref()),
        ) {
            (None, None, None) => Ok(None),
            (Some(url), Some(key), Some(sender)) => Ok(Some(Provider::new(url, key, sender)?)),
            _ => Err(ConfigError::HalfProvider),
        }
    }

    /// The mail server, where one is named.
    pub(crate) fn mail(&self) -> Result<Option<Mail>, ConfigError> {
        let (url, from) = (given(self.smtp_url.as_deref()), given(self.smtp_from.as_deref()));
        match (url, from, given(self.public_url.as_deref())) {
            (None, None, _) => Ok(None),
            (Some(url), Some(from), Some(site)) => {
                Ok(Some(Mail::new(url, from, site, self.smtp_ca.as_deref())?))
            }
            _ => Err(ConfigError::HalfMail),
        }
    }

    /// What signs browser notifications, where there is a key.
    pub(crate) fn push(&self) -> Result<Option<Push>, ConfigError> {
        match (given(self.vapid_key.as_deref()), given(self.vapid_subject.as_deref())) {
            (None, None) => Ok(None),
            (Some(key), Some(subject)) => Ok(Some(Push::new(key, subject, &self.push_hosts())?)),
            _ => Err(ConfigError::HalfPush),
        }
    }

    /// Push services that are known besides those of the browsers.
    pub(crate) fn push_hosts(&self) -> Vec<String> {
        self.push_hosts.iter().filter_map(|host| given(Some(host))).map(str::to_owned).collect()
    }

    /// What reports are signed with.
    pub(crate) fn hook_key(&self) -> Option<&str> {
        given(self.provider_hook_key.as_deref())
    }
}

/// A setting that is there and not empty.
pub(super) fn given(setting: Option<&str>) -> Option<&str> {
    setting.map(str::trim).filter(|s| !s.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Only {
        #[command(flatten)]
        messages: Messages,
    }

    #[test]
    fn half_a_provider_is_a_mistake_and_none_is_silence() {
        let open = |args: &[&str]| Only::parse_from([&["alimi"], args].concat()).messages.provider();
        let whole =
            ["--provider-url", "https://m.example", "--provider-key", "k", "--provider-sender", "1339"];
        assert!(open(&[]).unwrap().is_none());
        assert!(open(&whole).unwrap().is_some());
        assert_eq!(open(&whole[..4]).err(), Some(ConfigError::HalfProvider));
        assert_eq!(open(&["--provider-url", " "]).map(|p| p.is_some()), Ok(false));
    }

    #[tokio::test]
    async fn half_a_mail_server_or_half_a_signature_is_a_mistake() {
        let messages = |args: &[&str]| Only::parse_from([&["alimi"], args].concat()).messages;
        let mail = [
            "--smtp-url",
            "smtps://m.example",
            "--smtp-from",
            "a@b.example",
            "--public-url",
            "https://b.example",
        ];
        assert!(messages(&[]).mail().unwrap().is_none());
        assert!(messages(&mail[4..]).mail().unwrap().is_none());
        assert!(messages(&mail).mail().unwrap().is_some());
        assert_eq!(messages(&mail[..4]).mail().err(), Some(ConfigError::HalfMail));
        let key = crate::channel::new_key().unwrap();
        let push = ["--vapid-key", &key, "--vapid-subject", "mailto:a@b.example"];
        assert!(messages(&[]).push().unwrap().is_none());
        assert!(messages(&push).push().unwrap().is_some());
        assert_eq!(messages(&push[..2]).push().err(), Some(ConfigError::HalfPush));
    }
}
