//! The admin's dashboards.

use crate::text::admin::Figures;
use store::view::figures::Order as O;

pub(super) const FIGURE: Figures = Figures {
    title: "Dashboards",
    given_title: "Vaccinations",
    given_lead: "Doses given day by day. Records that were taken back do not count.",
    rates_title: "Use of doses",
    rates_lead: "How much of its registered doses each hospital gave and destroyed, up to now.",
    download: "Download CSV",
    vaccine: "Vaccine",
    all_provinces: "The whole country",
    all_vaccines: "All vaccines",
    from: "From",
    to: "To",
    order: "Order",
    show: "Show",
    doses: "doses",
    places: "",
    day: "Day",
    given_total: "All",
    given_none: "Nothing was given in this period",
    given_none_text: "Choose another province, vaccine or period.",
    given_chart: "Doses given by day",
    given_table: "Doses given by day, in figures",
    rates_none: "No doses are registered",
    rates_none_text: "Choose another province or vaccine.",
    rates_chart: "Shares by hospital",
    rates_table: "Shares by hospital, in figures",
    hospital: "Hospital",
    hospitals: "Hospitals with doses",
    registered: "Registered",
    registered_text: "Doses registered from supplies, as corrected.",
    rate_given: "Given",
    rate_given_text: "Given ÷ registered. Records that were taken back do not count.",
    rate_discarded: "Destroyed",
    rate_discarded_text: "Destroyed ÷ registered. Only doses destroyed before they expired.",
    rate_expired: "Expired",
    rate_expired_text: "Expired ÷ registered. Counted apart from those destroyed.",
    definitions: "How it is counted",
    dose_names: ["First", "Second", "Third or later"],
    n_doses: |n| format!("{n} doses"),
    given_average: |n, day| format!("{n} a day on average, most on {day}"),
    given_chart_text: |from, to, total| {
        format!("From {from} to {to}, {total} doses. The table below has the same figures.")
    },
    rates_chart_text: |n| {
        format!("Shares given, destroyed and expired at {n} hospitals. The table below has the same figures.")
    },
    of_registered: |n, of| format!("{n} of {of} registered doses"),
    order_name: |order| match order {
        O::LeastGiven => "Smallest share given first",
        O::MostDiscarded => "Largest share destroyed first",
        O::Name => "By name",
    },
};
