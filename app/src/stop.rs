//! Why a page or a form cannot go on, as an error: `?` anywhere ends in the right page.
//!
//! What a person can put right in the form is a refusal, not a stop: see [`crate::form`].

use crate::{
    component::{ButtonLink, Page},
    request::{self, Area, RequestId},
    text::t,
};
use http::{HeaderValue, StatusCode, header::RETRY_AFTER};
use leptos::{
    prelude::*,
    server_fn::{
        codec::JsonEncoding,
        error::{FromServerFnError, ServerFnErrorErr},
    },
};
use leptos_axum::ResponseOptions;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use std::fmt;

/// So long what is too much at once lasts, as a rule (seconds).
const BUSY_FOR: u32 = 5;

/// The reasons. None of them carries a text: what went wrong inside is for the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stop {
    /// 400: arguments that no form of ours sends.
    Malformed,
    /// 401: only for people who have signed in.
    SignIn,
    /// 403: signed in, but not with a role that may do this.
    Denied,
    /// 404: no such thing, or not for this visitor; the two look alike.
    Missing,
    /// 429: too often; after so many seconds again.
    Throttled(u32),
    /// 503: too much at once, or a part of the service is away for the moment.
    Busy,
    /// 500: our mistake.
    Fault,
}

impl Stop {
    /// The status of the answer.
    pub fn status(self) -> StatusCode {
        match self {
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::Denied => StatusCode::FORBIDDEN,
            Self::Missing => StatusCode::NOT_FOUND,
            Self::Throttled(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fault => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// After how many seconds the same may be asked again.
    fn retry_after(self) -> Option<u32> {
        match self {
            Self::Throttled(wait) => Some(wait),
            Self::Busy => Some(BUSY_FOR),
            _ => None,
        }
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.status().fmt(f)
    }
}

impl From<store::Error> for Stop {
    fn from(error: store::Error) -> Self {
        if matches!(error, store::Error::Busy) {
            tracing::warn!("too busy: a request was turned away");
            return Self::Busy;
        }
        tracing::error!(error = &error as &dyn std::error::Error, "the store failed");
        Self::Fault
    }
}

impl From<domain::id::UnknownId> for Stop {
    fn from(_: domain::id::UnknownId) -> Self {
        Self::Missing
    }
}

impl FromServerFnError for Stop {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => Self::Malformed,
            other => {
                tracing::error!(error = %other, "a server function failed");
                Self::Fault
            }
        }
    }
}

/// A page whose content needs the store: awaits it and shows it, or the page of the stop.
pub fn show<V>(content: impl Future<Output = Result<V, Stop>> + Send + 'static) -> impl IntoView
where
    V: IntoView + 'static,
{
    Suspend::new(async move {
        match content.await {
            Ok(page) => page.into_any(),
            Err(stop) => view! { <Stopped stop /> }.into_any(),
        }
    })
}

/// A form met a session that had ended: the page it belongs to, and whether what was typed was kept.
#[derive(Clone, Debug)]
pub struct Interrupted {
    /// The page, and under which number the form was kept.
    pub page: String,
    /// Whether it was.
    pub kept: bool,
}

/// The page of a stop, with its status.
#[component]
pub fn Stopped(
    /// Which one.
    stop: Stop,
) -> impl IntoView {
    let (citizen, t) = (&t().citizen, &t().common);
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(stop.status());
        if let Some(wait) = stop.retry_after() {
            response.insert_header(RETRY_AFTER, HeaderValue::from(wait));
        }
    }
    // A staff account has no reservations of its own.
    let staff_here = Area::here() == Area::Public && request::visitor().is_some_and(|v| !v.is_citizen());
    let interrupted = use_context::<Interrupted>().filter(|_| stop == Stop::SignIn);
    let kept = interrupted.as_ref().is_some_and(|form| form.kept);
    let (title, text) = match stop {
        Stop::SignIn if kept => (t.session_ended, t.kept_text),
        Stop::Denied if staff_here => (citizen.staff_title, citizen.staff_text),
        Stop::Malformed => (t.malformed_title, t.malformed_text),
        Stop::SignIn => (t.unsigned_title, t.unsigned_text),
        Stop::Denied => (t.denied_title, t.denied_text),
        Stop::Missing => (t.missing_title, t.missing_text),
        Stop::Throttled(_) => (t.busy_title, t.throttled_text),
        Stop::Busy => (t.busy_title, t.busy_text),
        Stop::Fault => (t.fault_title, t.fault_text),
    };
    let (href, label) = match stop {
        Stop::Denied if staff_here => ("/sign-out".to_owned(), t.sign_out),
        Stop::SignIn if kept => {
            let page = interrupted.map(|form| form.page).unwrap_or_default();
            (sign_in_address(&page), t.sign_in_resume)
        }
        Stop::SignIn | Stop::Denied => {
            let page = interrupted.map_or_else(request::address, |form| form.page);
            (sign_in_address(&page), t.sign_in)
        }
        _ => ("/".to_owned(), t.home),
    };
    let number = (stop == Stop::Fault).then(use_context::<RequestId>).flatten().map(|id| {
        view! { <p>{t.fault_number} ": " <code class="number-code">{id.0.to_string()}</code></p> }
    });
    view! {
        <Page title=title>
            <div class="page-heading">
                <h1>{title}</h1>
                <p class="lead">{text}</p>
            </div>
            {number}
            <div class="actions">
                <ButtonLink href>{label}</ButtonLink>
            </div>
        </Page>
    }
}

/// The sign-in that fits the area, and the way back to a page of it.
pub(crate) fn sign_in_address(page: &str) -> String {
    let door = if Area::here() == Area::Public { "/sign-in" } else { "/staff/sign-in" };
    format!("{door}?next={}", utf8_percent_encode(page, NON_ALPHANUMERIC))
}
