//! Live parts of pages with their words (see [`crate::island`]), and the sign that the device
//! is offline.

use super::{Glyph, Icon, StatusTag, grouped, held::Held};
use crate::{
    island::Live,
    text::{clock, t},
};
use domain::{
    calendar,
    id::HospitalId,
    live::{INBOX_TOPIC, ReservationNow, hospital_topic, reservation_topic},
    reservation::ReservationStatus,
};
use leptos::prelude::*;
use time::OffsetDateTime;

/// The panel of one's own reservation. It follows the status without a reload.
#[component]
pub fn LiveReservation(
    /// As it is now.
    now: ReservationNow,
    /// Where what is waited for can be booked while it is free for anybody.
    #[prop(into)]
    book: String,
    /// What a status means: one sentence, and what happens next (`{day}` stands for the day).
    meaning: Box<dyn Fn(ReservationStatus) -> (String, String)>,
    /// What stands beneath the panel: for the present status and for those that can follow it.
    beneath: Box<dyn Fn(ReservationStatus) -> AnyView>,
    /// What belongs to the present status only, such as the reason of a rejection.
    children: Children,
) -> impl IntoView {
    let t = &t().common;
    let iso = now.day_on.unwrap_or_default();
    let day = calendar::parse_iso(&iso).map(|day| (t.date)(day)).unwrap_or_default();
    // Any other status is a new page; so are those of which more is to be told than can be known
    // before: who cancelled and why, what became of an offer.
    let following = ReservationStatus::ALL.into_iter().filter(|status| {
        now.status.may_become(*status)
            && !matches!(status, ReservationStatus::Cancelled | ReservationStatus::Waiting)
    });
    let others: Vec<_> = following
        .map(|status| {
            let (panel, beneath) = (content(status, meaning(status), &day, None), beneath(status));
            view! {
                <template data-live-for=status.key() data-live-of="panel">{panel}</template>
                <template data-live-for=status.key() data-live-of="beneath">{beneath}</template>
            }
        })
        .collect();
    let beneath = beneath(now.status);
    let present = content(now.status, meaning(now.status), &day, Some(children()));
    let line = now.line.map(|line| (t.line)(&grouped(line.position), &grouped(line.waiting)));
    let no_line = line.is_none();
    let instant =
        |seconds| OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let (read_at, until) = (instant(now.as_of), now.offer_until.map(instant));
    let as_of = clock(read_at);
    view! {
        <Live>
            <section
                class=format!("status-panel status-panel--{}", now.status.key())
                aria-labelledby="status"
                data-live-topic=reservation_topic(now.reservation_id)
                data-live-seen=now.version.to_string()
                data-live-status=now.status.key()
                data-live-day=iso
            >
                <div role="status" data-live-panel="panel">{present}</div>
                <p data-live-line=(t.line)("{position}", "{waiting}") hidden=no_line>{line}</p>
                <Held until=until now=read_at />
                <p data-live-bookable="" hidden=!now.bookable>{t.bookable_now} " " <a href=book>{t.book_now}</a></p>
                <p class="as-of cluster">
                    <span data-live-as-of=(t.as_of)("{}")>{(t.as_of)(&as_of)}</span>
                    <Connected />
                </p>
                <p data-live-moved="" hidden>{t.live_moved} " " <a href="">{t.refresh}</a></p>
                <Stale />
            </section>
            <div data-live-panel="beneath">{beneath}</div>
            {others}
        </Live>
    }
}

fn content(
    status: ReservationStatus,
    (title, text): (String, String),
    day: &str,
    because: Option<AnyView>,
) -> impl IntoView + use<> {
    view! {
        <p class="status-panel__tag"><StatusTag status large=true /></p>
        <h2 class="status-panel__title" id="status">{title}</h2>
        {because}
        <p>{text.replace("{day}", day)}</p>
    }
}

/// Keeps marked numbers of a hospital's page fresh; [`crate::island`] lists the marks.
#[component]
pub fn LiveHospital(
    /// Which.
    hospital: HospitalId,
    /// Doses and dates, with marks.
    children: Children,
) -> impl IntoView {
    view! {
        <Live>
            <div data-live-topic=hospital_topic(hospital.0)>
                <Connected />
                <Stale />
                {children()}
            </div>
        </Live>
    }
}

/// A part of a page that follows a topic, with its age: by figures that are marked, or, where
/// `fetches`, by fetching the part again when there is news.
#[component]
pub fn LiveRegion(
    /// What to watch.
    #[prop(into)]
    topic: String,
    /// The version that is shown.
    seen: i64,
    /// Everything that happened before is shown.
    as_of: OffsetDateTime,
    /// Whether that is long ago.
    #[prop(optional)]
    late: bool,
    /// Whether news only say that the part has to be fetched again.
    #[prop(optional)]
    fetches: bool,
    /// The part.
    children: Children,
) -> impl IntoView {
    let t = &t().common;
    view! {
        <Live>
            <div data-live-topic=topic data-live-seen=seen.to_string() data-live-fetch=fetches.then_some("")>
                <p class="as-of cluster">
                    <span data-live-as-of=(t.as_of)("{}")>{(t.as_of)(&clock(as_of))}</span>
                    <Connected />
                </p>
                <Stale />
                {late.then(|| view! { <p class="stale"><Icon glyph=Glyph::Clock />{t.late}</p> })}
                {children()}
            </div>
        </Live>
    }
}

/// What notices tell of: fetched again when another arrives, or was read elsewhere.
#[component]
pub fn LiveNotices(
    /// How many were not read before the part was.
    unread: u32,
    /// Everything that happened before is shown.
    as_of: OffsetDateTime,
    /// The part.
    children: Children,
) -> impl IntoView {
    view! {
        <Live>
            <div data-live-topic=INBOX_TOPIC data-live-fetch=unread.to_string()>
                {children()}
                <p class="as-of cluster">
                    // Moves with the part only: a place in line changes without a notice.
                    <span>{(t().common.as_of)(&clock(as_of))}</span>
                    <Connected />
                </p>
                <Stale />
            </div>
        </Live>
    }
}

#[component]
pub(super) fn Connected() -> impl IntoView {
    view! { <span class="live-dot" data-live-on="" hidden>{t().common.live}</span> }
}

#[component]
fn Stale() -> impl IntoView {
    let t = &t().common;
    view! {
        <p class="stale" data-live-stale="" hidden>
            <Icon glyph=Glyph::Refresh />
            {t.stale}
            " "
            <a href="">{t.refresh}</a>
        </p>
    }
}

/// Shown by `boot.js` while the device is offline.
#[component]
pub fn OfflineNotice() -> impl IntoView {
    view! {
        <div class="offline" id="offline" role="alert" hidden>
            <Icon glyph=Glyph::WifiOff />
            <p>{t().common.offline}</p>
        </div>
    }
}
