//! What was said to a person, and how it went out.

use super::{Glyph, Icon, localized};
use crate::text::{Said, clock, t};
use domain::calendar::day_in_seoul;
use leptos::prelude::*;
use store::notice::{Delivered, Notice as Told, State};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// The words of a notice, in the visitor's language: one thought a line.
pub fn told_text(told: &Told) -> String {
    let number = told.number.to_string();
    (t().notices.text)(&Said {
        kind: told.kind,
        hospital: &told.hospital_name,
        vaccine: localized(&told.vaccine_name, &told.vaccine_name_en),
        day: told.day_on,
        until: told.until,
        reject_reason: told.reject_reason,
        cancel_reason: told.cancel_reason,
        number: &number,
    })
}

/// A moment, as read and for machines.
#[component]
pub fn Moment(
    /// When.
    at: OffsetDateTime,
) -> impl IntoView {
    view! { <time datetime=at.format(&Rfc3339).unwrap_or_default()>{(t().common.moment)(at)}</time> }
}

/// On which channel each delivery of a notice went out, and when; nothing when none was due.
#[component]
pub fn Receipts(
    /// The deliveries.
    deliveries: Vec<Delivered>,
    /// When the notice was made: the day is said only where it is another.
    since: OffsetDateTime,
) -> impl IntoView {
    (!deliveries.is_empty()).then(|| {
        let items: Vec<_> = deliveries.into_iter().map(|delivery| receipt(&delivery, since)).collect();
        view! { <ul class="receipts" aria-label=t().citizen.inbox.receipts>{items}</ul> }
    })
}

fn receipt(delivery: &Delivered, since: OffsetDateTime) -> impl IntoView + use<> {
    let texts = t();
    let t = &texts.notices;
    let (glyph, how) = match (delivery.state, delivery.at) {
        (State::Sent, Some(at)) if day_in_seoul(at) == day_in_seoul(since) => {
            (Glyph::Check, (t.sent)(&clock(at)))
        }
        (State::Sent, at) => (Glyph::Check, (t.sent)(&at.map(texts.common.moment).unwrap_or_default())),
        (State::Queued, _) => (Glyph::Clock, t.queued.to_owned()),
        (State::Failed, _) => (Glyph::XCircle, t.failed.to_owned()),
        (State::Skipped, _) => (Glyph::MinusCircle, t.skipped.to_owned()),
    };
    let text = format!("{} · {how}", (t.channel)(delivery.channel));
    view! { <li><Icon glyph class="icon--small" />{text}</li> }
}
