//! `/queue/{ticket}`: waiting at the door of booking. It opens by itself; a reload or another
//! device changes nothing.

use crate::{
    component::{Figure, Figures, Page, PageHeading, Section, grouped},
    request::db,
    stop::{Stop, show},
    surge::Queued,
    text::{clock, t},
};
use http::{HeaderValue, header::REFRESH, request::Parts};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

/// The page. It loads itself again every few seconds, and then leads on: nothing on it is read
/// or typed for long.
pub(super) fn queue() -> impl IntoView {
    show(async {
        let queued = use_context::<Parts>().and_then(|parts| parts.extensions.get::<Queued>().copied());
        let queued = queued.ok_or(Stop::Missing)?;
        if let Some(response) = use_context::<ResponseOptions>() {
            response.insert_header(REFRESH, HeaderValue::from_static("5"));
        }
        let as_of = db().now().await?;
        let (common, t) = (&t().common, &t().public.queue);
        let minutes = queued.minutes.map_or_else(|| t.soon_known.to_owned(), t.minutes);
        let notes = t.notes.iter().map(|text| view! { <li>{*text}</li> }).collect_view();
        Ok(view! {
            <Page title=t.title>
                <PageHeading title=t.title lead=t.lead />
                <p class="as-of" role="status">{(common.as_of)(&clock(as_of))}</p>
                <Figures>
                    <Figure label=t.ahead value=grouped(queued.ahead) unit=t.people />
                    <Figure label=t.behind value=grouped(queued.behind) unit=t.people />
                </Figures>
                <p class="lead">{minutes}</p>
                <Section title=t.notes_title><ul>{notes}</ul></Section>
            </Page>
        })
    })
}
