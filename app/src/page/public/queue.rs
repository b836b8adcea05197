//! `/queue/{ticket}`: waiting at the door of booking. It moves while it is open, and opens by itself; a
//! reload or another device changes nothing.

use crate::{
    component::{FigureOf, Figures, LiveRegion, Page, PageHeading, Section, grouped},
    request::db,
    stop::{Stop, show},
    surge::Queued,
    text::t,
};
use domain::live::queue_topic;
use http::request::Parts;
use leptos::prelude::*;

/// Whether an address is this page. Without JavaScript it loads itself again every few seconds, and then
/// leads on; where scripts run but did not arrive, every half minute (see [`crate::shell`]).
pub(crate) fn is_queue(address: &str) -> bool {
    address.starts_with("/queue/")
}

/// The page: nothing on it is read or typed for long.
pub(super) fn queue() -> impl IntoView {
    show(async {
        let queued = use_context::<Parts>().and_then(|parts| parts.extensions.get::<Queued>().copied());
        let queued = queued.ok_or(Stop::Missing)?;
        let topic = queue_topic(&store::surge::write_ticket(&db(), queued.ticket));
        let seen = i64::try_from(queued.as_of.unix_timestamp_nanos() / 1_000).unwrap_or(i64::MAX);
        let t = &t().public.queue;
        let minutes =
            queued.minutes.map_or_else(|| t.soon_known.to_owned(), |n| t.minutes.replace("{}", &grouped(n)));
        let notes = t.notes.iter().map(|text| view! { <li>{*text}</li> }).collect_view();
        Ok(view! {
            <Page title=t.title>
                <PageHeading title=t.title lead=t.lead />
                <LiveRegion topic=topic seen=seen as_of=queued.as_of>
                    <div data-live-reload="open">
                        <Figures>
                            <FigureOf label=t.ahead live="ahead" value=queued.ahead unit=t.people />
                            <FigureOf label=t.behind live="behind" value=queued.behind unit=t.people />
                        </Figures>
                        <p class="lead" role="status" data-live="minutes" data-live-text=t.minutes data-live-zero=t.soon_known>
                            {minutes}
                        </p>
                    </div>
                </LiveRegion>
                <Section title=t.notes_title><ul>{notes}</ul></Section>
            </Page>
        })
    })
}
