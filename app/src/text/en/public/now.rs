//! `/status`: what is left in the country, and how the service is doing.

use crate::text::public::Now;

pub(super) const NOW: Now = Now {
    title: "Service status",
    lead: "Doses and places left by province, and how far screens are behind.",
    hospitals: "Hospitals",
    doses: "Bookable doses",
    places: "Free places within 14 days",
    waiting: "Waiting",
    unit_hospitals: "",
    unit_doses: "",
    unit_places: "",
    unit_people: "",
    by_province: "By province",
    by_province_text: "Hospitals, bookable doses, free places of the 14 days from today, and people waiting.",
    column_hospitals: "Hospitals",
    column_doses: "Doses",
    column_places: "Places",
    column_waiting: "Waiting",
    province: "Province",
    no_hospital: "no hospital",
    booking: "Bookings",
    booking_works: "Working",
    booking_works_text: "Bookings are handled at once.",
    booking_tried: "Being tried again",
    booking_rests: "Interrupted",
    booking_rests_text: "Bookings may not go through right now. You can join a waitlist; the order of arrival is kept.",
    delay: "Delay of notices and screens",
    delay_text: "How long bookings, decisions and cancellations take to reach other screens. Booking itself is never delayed.",
    consumer: |name| match name {
        "live" => "Updates of open screens",
        "line" => "Offers to people in line",
        "status" => "Bookings follow vaccinations",
        "release" => "Return of cancelled doses and places",
        other => other,
    },
    no_delay: "No delay",
    seconds: |s| {
        if s < 60.0 { format!("{:.0} s", s.ceil()) } else { format!("{:.0} min", (s / 60.0).ceil()) }
    },
    auto_on: "Refresh every 30 seconds",
    auto_off: "Stop refreshing",
    auto_is_on: "This page refreshes every 30 seconds.",
};
