//! Until when an offer is held: the hour, and the time left where scripts run.

use super::live::Connected;
use crate::{
    island::Live,
    text::{clock, t},
};
use domain::{calendar::in_seoul, live::reservation_topic, reservation::ReservationStatus as S};
use leptos::prelude::*;
use store::view::reservation::Mine;
use time::OffsetDateTime;

/// The hour and the running time, marked for the live island (see [`crate::island`]); hidden
/// while nothing is offered.
#[component]
pub(super) fn Held(
    /// When the offer ends.
    until: Option<OffsetDateTime>,
    /// The time to count from.
    now: OffsetDateTime,
) -> impl IntoView {
    let t = &t().common;
    let text = until.map(held_until).unwrap_or_default();
    let left = until.map(|until| (until - now).whole_seconds().max(0).to_string()).unwrap_or_default();
    view! {
        <div class="held" data-live-offer="" hidden=until.is_none()>
            <p class="held__until" data-live-until=t.held_until data-live-months=t.months.join(",")>{text}</p>
            <p class="countdown" role="timer" hidden>
                <span>{t.time_left}</span>
                <strong class="countdown__value" data-live-left=left></strong>
            </p>
        </div>
    }
}

/// `11월 30일 14:32까지 …`, in the words that the island fills in as well.
pub fn held_until(until: OffsetDateTime) -> String {
    let (t, here) = (&t().common, in_seoul(until));
    t.held_until
        .replace("{month}", t.months[usize::from(u8::from(here.month())) - 1])
        .replace("{day}", &here.day().to_string())
        .replace("{time}", &clock(until))
}

/// The offer above a form that answers it. The page is loaded again once the offer is over, save
/// by that form itself.
#[component]
pub fn LiveOffer(
    /// Whose.
    mine: Mine,
) -> impl IntoView {
    let answered = [S::Requested, S::Confirmed]
        .map(|status| view! { <template data-live-for=status.key() data-live-of="offer"></template> })
        .collect_view();
    view! {
        <Live>
            <section
                class="status-panel status-panel--offered"
                data-live-topic=reservation_topic(mine.reservation.0)
                data-live-seen=mine.version.to_string()
                data-live-status=mine.status.key()
            >
                <div data-live-panel="offer"></div>
                <Held until=mine.offer_until now=mine.as_of />
                <Connected />
            </section>
            {answered}
        </Live>
    }
}
