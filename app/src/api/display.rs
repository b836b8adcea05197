//! Keeps language and contrast.

use crate::{
    form::Form,
    request::{MODE_COOKIE, go, local, set_cookie},
    session::Cookies,
    stop::Stop,
    text::{LANG_COOKIE, Lang},
};
use leptos::prelude::*;

const A_YEAR: u32 = 365 * 24 * 60 * 60;

/// Keeps the choices of `/language`. The header's button sends only `lang`, and where to go back to: the
/// contrast stays as it is.
#[server(prefix = "", endpoint = "/language")]
pub async fn save_display(
    #[server(default)] lang: String,
    #[server(default)] contrast: String,
    #[server(default)] back: String,
) -> Result<(), Stop> {
    let mut form = Form::new();
    let chosen = Lang::from_key(&lang);
    if chosen.is_none() {
        form.say("lang", |t| t.public.display_language_missing.into());
    }
    let mode = match contrast.as_str() {
        "" if !back.is_empty() => None,
        "normal" => Some("normal"),
        "high" => Some("high-contrast"),
        _ => {
            form.say("contrast", |t| t.public.display_contrast_missing.into());
            None
        }
    };
    let Some(chosen) = chosen.filter(|_| !form.is_wrong()) else { return form.refuse() };

    set_cookie(&lasting(LANG_COOKIE, chosen.key()))?;
    if let Some(mode) = mode {
        set_cookie(&lasting(MODE_COOKIE, mode))?;
    }
    go(local(&back))
}

fn lasting(name: &str, value: &str) -> String {
    let secure = if use_context::<Cookies>().is_some_and(|c| c.secure) { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; Max-Age={A_YEAR}; HttpOnly; SameSite=Lax{secure}")
}
