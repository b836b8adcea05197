//! Pages for citizens only: who has not signed in is led to the sign-in and back again, staff
//! are told why they see nothing.

use crate::{
    component::{ButtonLink, Page},
    request::{address, visitor},
    stop::{Stop, show},
    text::t,
};
use domain::{account::Visitor, id::UnknownId};
use http::{HeaderValue, StatusCode, header};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// Why a page is not shown.
pub(crate) enum Turn {
    /// Another page comes first.
    Onward(String),
    /// It cannot be shown.
    Stop(Stop),
}

impl From<Stop> for Turn {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

impl From<store::Error> for Turn {
    fn from(error: store::Error) -> Self {
        Self::Stop(error.into())
    }
}

impl From<UnknownId> for Turn {
    fn from(unknown: UnknownId) -> Self {
        Self::Stop(unknown.into())
    }
}

/// A page that needs the signed-in citizen and the store.
pub(crate) fn for_citizen<F, V>(content: impl FnOnce(Visitor) -> F + Send + 'static) -> impl IntoView
where
    F: Future<Output = Result<V, Turn>> + Send,
    V: IntoView + 'static,
{
    show(async move {
        let turn = match visitor() {
            None => {
                Turn::Onward(format!("/sign-in?next={}", utf8_percent_encode(&address(), NON_ALPHANUMERIC)))
            }
            Some(visitor) if !visitor.is_citizen() => return Err(Stop::Denied),
            Some(visitor) => match content(visitor).await {
                Ok(page) => return Ok(page.into_any()),
                Err(turn) => turn,
            },
        };
        match turn {
            Turn::Onward(path) => onward(&path).map(IntoAny::into_any),
            Turn::Stop(stop) => Err(stop),
        }
    })
}

/// Leads on (303), whatever kind of answer the client asked for.
pub(crate) fn onward(path: &str) -> Result<impl IntoView + use<>, Stop> {
    let response = use_context::<ResponseOptions>().ok_or(Stop::Fault)?;
    response.insert_header(header::LOCATION, HeaderValue::from_str(path).map_err(|_| Stop::Fault)?);
    response.set_status(StatusCode::SEE_OTHER);
    let (t, path) = (&t().citizen, path.to_owned());
    Ok(view! {
        <Page title=t.area>
            <div class="actions"><ButtonLink href=path>{t.go_on}</ButtonLink></div>
        </Page>
    })
}
