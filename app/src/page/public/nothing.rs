//! What a code shows that opens nothing: 404, in words of its own.

use crate::component::{Page, PageHeading};
use http::StatusCode;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

/// The page: the same for a code that is over and for one that never was.
pub(super) fn nothing(title: &'static str, text: &'static str) -> AnyView {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::NOT_FOUND);
    }
    view! { <Page title=title><PageHeading title=title lead=text /></Page> }.into_any()
}
