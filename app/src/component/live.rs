//! Live islands with their words, and the sign that the device is offline.

use super::{Glyph, Icon, status_look};
use crate::{
    island::{LivePlaces, LiveStatus, LiveWords, StatusView, StatusWords},
    text::t,
};
use domain::{id::HospitalId, live::ReservationNow, reservation::ReservationStatus};
use leptos::prelude::*;

/// The panel of one's own reservation. It follows the status without a reload.
#[component]
pub fn LiveReservation(
    /// As it is now.
    now: ReservationNow,
    /// What a status means: one sentence, and what happens next (`{day}` stands for the day).
    meaning: fn(ReservationStatus) -> (String, String),
    /// What belongs to the present status only, such as the reason of a rejection.
    children: Children,
) -> impl IntoView {
    let t = &t().common;
    let views = ReservationStatus::ALL.map(|status| {
        let (title, text) = meaning(status);
        let (tag, icon) = ((t.status)(status).to_owned(), status_look(status).1.path().to_owned());
        StatusView { status, tag, icon, title, text }
    });
    let status_words = StatusWords {
        line: (t.line)("{position}", "{waiting}"),
        date: t.date_pattern.to_owned(),
        months: t.months.map(str::to_owned).to_vec(),
        weekdays: t.weekdays.map(str::to_owned).to_vec(),
        moved: t.live_moved.to_owned(),
    };
    view! { <LiveStatus now views=views.to_vec() status_words words=words()>{children()}</LiveStatus> }
}

/// Keeps marked numbers of a hospital's page fresh; the marks are described at
/// [`crate::island::LivePlaces`].
#[component]
pub fn LiveHospital(
    /// Which.
    hospital: HospitalId,
    /// Doses and dates, with marks.
    children: Children,
) -> impl IntoView {
    view! { <LivePlaces hospital=hospital.0 words=words()>{children()}</LivePlaces> }
}

fn words() -> LiveWords {
    let t = &t().common;
    LiveWords {
        as_of: (t.as_of)("{}"),
        live: t.live.to_owned(),
        stale: t.stale.to_owned(),
        refresh: t.refresh.to_owned(),
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

#[cfg(test)]
mod tests {
    use crate::{island::StatusWords, text::Lang};
    use time::macros::date;

    #[test]
    fn the_browser_writes_dates_like_the_server() {
        for lang in Lang::ALL {
            let t = &lang.texts().common;
            let words = StatusWords {
                line: String::new(),
                date: t.date_pattern.to_owned(),
                months: t.months.map(str::to_owned).to_vec(),
                weekdays: t.weekdays.map(str::to_owned).to_vec(),
                moved: String::new(),
            };
            assert_eq!(words.date("2026-12-01"), (t.date)(date!(2026 - 12 - 01)));
        }
    }
}
