//! How a notice went out.

use super::{Glyph, Icon};
use crate::text::{clock, t};
use domain::calendar::day_in_seoul;
use leptos::prelude::*;
use store::notice::{Delivered, State};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

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
    // The day is said only where it is another.
    let when = |at: OffsetDateTime| {
        if day_in_seoul(at) == day_in_seoul(since) { clock(at) } else { (texts.common.moment)(at) }
    };
    let (glyph, how) = match delivery.state {
        State::Sent => (Glyph::Check, (t.sent)(&delivery.at.map(when).unwrap_or_default())),
        State::Queued => (
            Glyph::Clock,
            delivery.waits_until.map_or_else(|| t.queued.to_owned(), |at| (t.waits)(&when(at))),
        ),
        State::Failed => (Glyph::XCircle, t.failed.to_owned()),
        State::Skipped => (Glyph::MinusCircle, t.skipped.to_owned()),
    };
    let text = format!("{} · {how}", (t.channel)(delivery.channel));
    view! { <li><Icon glyph class="icon--small" />{text}</li> }
}
