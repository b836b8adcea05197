//! `/hospitals`: searching.

use crate::text::public::Find;

pub(super) const FIND: Find = Find {
    title: "Find a hospital",
    description: "Find hospitals that give COVID-19 vaccines by name and province, with the doses left and the dates that can be booked.",
    name: "Name in Korean, or a part of it",
    province: "Province",
    everywhere: "All provinces",
    province_with: |name, n| format!("{name} ({n})"),
    province_without: |name| format!("{name} (no hospital registered)"),
    search: "Search",
    found: |n| if n == 1 { " hospital found" } else { " hospitals found" },
    left: "doses left",
    doses: |n| format!("{n} doses"),
    plenty: "Available",
    few: "Nearly gone",
    none: "Fully booked",
    dates: "Next available dates",
    book: "Book",
    no_doses: "No doses left. You can join the waitlist.",
    no_dates: "No date can be booked. You can join the waitlist.",
    empty: "No hospital found",
    empty_text: "Type only a part of the Korean name, or search in all provinces.",
    empty_province: "No hospital is registered here",
    empty_province_text: |name| format!("{name} has no vaccinating hospital yet. Look in a province nearby."),
    all: "See all hospitals",
};
