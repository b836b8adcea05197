//! The status of one's own reservation, as it is now.

use super::{
    hub::{self, Link},
    words::{LiveWords, StatusWords},
};
use domain::{
    live::{ReservationNow, Say, reservation_topic},
    reservation::ReservationStatus,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What one status looks like and means.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StatusView {
    /// Which status.
    pub status: ReservationStatus,
    /// Its name.
    pub tag: String,
    /// Its icon: a path in a box of 24 × 24.
    pub icon: String,
    /// What it means, in one sentence.
    pub title: String,
    /// What happens next. `{day}` stands for the day of the dose.
    pub text: String,
}

/// The panel of a reservation: status, what it means, place in line, age. Pages use
/// `component::LiveReservation`, which knows the words.
///
/// The children are what belongs to the status the page was loaded with (the reason of a
/// rejection, say): hidden as soon as it is another.
#[island]
pub fn LiveStatus(
    /// As the page was rendered.
    now: ReservationNow,
    /// All statuses.
    views: Vec<StatusView>,
    /// Words of the status.
    status_words: StatusWords,
    /// Words of the connection.
    words: LiveWords,
    /// Belongs to the first status.
    children: Children,
) -> impl IntoView {
    let first = now.status;
    let topic = reservation_topic(now.reservation_id);
    let seen = now.version;
    let now = RwSignal::new(now);
    let link = RwSignal::new(Link::default());
    Effect::new(move |_| {
        let live = hub::watch(topic.clone(), Some(seen));
        let (say, connection) = (live.say, live.link);
        Effect::new(move |_| match say.get() {
            Some(Say::Reservation(heard)) => now.set(heard),
            Some(Say::Gone { .. }) => link.set(Link::Stale),
            _ => {}
        });
        Effect::new(move |_| link.set(connection.get()));
    });

    let view = Memo::new(move |_| {
        let status = now.with(|n| n.status);
        views.iter().find(|v| v.status == status).cloned().map(|v| (v.tag, v.icon, v.title, v.text))
    });
    let part = move |pick: fn(&(String, String, String, String)) -> &String| {
        view.with(|v| v.as_ref().map(pick).cloned().unwrap_or_default())
    };
    let words = StoredValue::new(words);
    let status_words = StoredValue::new(status_words);
    let key = move || now.with(|n| n.status.key());
    let text = move || {
        let day = now.with(|n| n.day_on.clone()).unwrap_or_default();
        part(|v| &v.3).replace("{day}", &status_words.with_value(|w| w.date(&day)))
    };
    let line = move || now.with(|n| n.line);
    let moved = move || key() != first.key();
    view! {
        <section class=move || format!("status-panel status-panel--{}", key()) aria-labelledby="status">
            <div role="status">
                <p class="status-panel__tag">
                    <strong class=move || format!("tag tag--large tag--{}", key())>
                        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                            <path d=move || part(|v| &v.1)></path>
                        </svg>
                        {move || part(|v| &v.0)}
                    </strong>
                </p>
                <h2 class="status-panel__title" id="status">{move || part(|v| &v.2)}</h2>
            </div>
            <p hidden=move || line().is_none()>
                <strong>
                    {move || line().map(|l| status_words.with_value(|w| w.line(l.position, l.waiting))).unwrap_or_default()}
                </strong>
            </p>
            <div hidden=moved>{children()}</div>
            <p>{text}</p>
            <p class="as-of">
                {move || words.with_value(|w| w.as_of(now.with(|n| n.as_of)))}
                " "
                <span class="live-dot" hidden=move || link.get() != Link::Live>{words.with_value(|w| w.live.clone())}</span>
            </p>
            <p hidden=move || !moved()>
                {status_words.with_value(|w| w.moved.clone())} " " <a href="">{words.with_value(|w| w.refresh.clone())}</a>
            </p>
            <p class="stale" hidden=move || link.get() != Link::Stale>
                {words.with_value(|w| w.stale.clone())} " " <a href="">{words.with_value(|w| w.refresh.clone())}</a>
            </p>
        </section>
    }
}
