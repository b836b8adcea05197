//! How the service itself is doing: bookings, delays, messages.

use crate::{
    component::{Glyph, Tag, TagKind, grouped},
    text::t,
};
use domain::notice::Channel;
use leptos::prelude::*;
use store::{BreakerState, outbox::Lag, view::status::Health};

/// Whether bookings go through (N5): all states are written, one is shown.
pub(super) fn booking(now: BreakerState) -> impl IntoView {
    let t = &t().public.now;
    let states = [
        (BreakerState::Closed, TagKind::Success, Glyph::CheckCircle, t.booking_works, t.booking_works_text),
        (BreakerState::HalfOpen, TagKind::Warning, Glyph::Clock, t.booking_tried, t.booking_rests_text),
        (BreakerState::Open, TagKind::Warning, Glyph::Alert, t.booking_rests, t.booking_rests_text),
    ];
    let states: Vec<_> = states
        .into_iter()
        .enumerate()
        .map(|(n, (state, kind, glyph, word, text))| {
            view! {
                <p class="cluster" data-live-if=format!("booking={n}") hidden=state != now>
                    <Tag kind glyph text=word />
                    <span>{text}</span>
                </p>
            }
        })
        .collect();
    view! { <div role="status">{states}</div> }
}

/// How far behind each consumer is.
pub(super) fn delays(lags: &[Lag]) -> impl IntoView + use<> {
    let t = &t().public.now;
    let rows: Vec<_> = lags
        .iter()
        .map(|lag| {
            let name = (t.consumer)(&lag.consumer).to_owned();
            view! {
                <div class="summary__row">
                    <dt>{name}</dt>
                    <dd data-live=format!("lag:{}", lag.consumer) data-live-text=t.seconds data-live-zero=t.no_delay>
                        {late(lag.seconds)}
                    </dd>
                </div>
            }
        })
        .collect();
    view! { <dl class="summary">{rows}</dl> }
}

/// On which channels notices go out, as whoever sends them says, and how far behind that is.
pub(super) fn messages(on: &[Channel], health: &Health) -> impl IntoView + use<> {
    let texts = t();
    let t = &texts.public.now;
    let channels = Channel::ALL.map(|channel| {
        let state = if on.contains(&channel) { t.messages_on } else { t.messages_off };
        view! { <div class="summary__row"><dt>{(texts.notices.channel)(channel)}</dt><dd>{state}</dd></div> }
    });
    let (queued, oldest) = (t.messages_count.replace("{}", &grouped(health.queued)), late(health.oldest));
    view! {
        <p>{t.messages_text}</p>
        <dl class="summary">
            {channels}
            <div class="summary__row">
                <dt>{t.messages_waiting}</dt>
                <dd data-live="queued" data-live-text=t.messages_count>{queued}</dd>
            </div>
            <div class="summary__row">
                <dt>{t.messages_late}</dt>
                <dd data-live="oldest" data-live-text=t.seconds data-live-zero=t.no_delay>{oldest}</dd>
            </div>
        </dl>
    }
}

/// As the live figures have it: less than a second is no delay.
#[expect(clippy::cast_possible_truncation, reason = "seconds below 2^63")]
fn late(seconds: f64) -> String {
    let t = &t().public.now;
    if seconds < 1.0 {
        t.no_delay.to_owned()
    } else {
        t.seconds.replace("{}", &grouped(seconds.ceil() as i64))
    }
}
