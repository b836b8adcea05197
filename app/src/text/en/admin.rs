//! The admin: hospitals, vaccines, supplies.

mod delivery;
mod duplicate;
mod event;
mod figures;
mod hospital;
mod log;
mod lot;
mod staff;
mod supply;
mod vaccine;

use crate::text::Admin;

pub(super) const ADMIN: Admin = Admin {
    area: "Administration",
    overview: "Overview",
    overview_lead: "Hospitals, vaccines and supplies as they stand.",
    without_doses: |n| format!("without a bookable dose: {n}"),
    bookable: "Bookable doses",
    vials_left: "In the national store",
    of_vaccines: |n| format!("vaccines: {n}"),
    open_supplies: "Supplies under way",
    open_supplies_text: |sent, received| format!("{sent} on their way, {received} not registered"),
    requested: "Requests waiting for an answer",
    waiting: "People in line",
    tasks: "Tasks",
    places: "",
    doses: "doses",
    vials: "vials",
    cases: "",
    people: "",
    results: |n| format!("Found: {n}."),
    save: "Save the changes",
    cancel: "Cancel",
    changed: "The changes are saved.",
    hospital: hospital::HOSPITAL,
    vaccine: vaccine::VACCINE,
    supply: supply::SUPPLY,
    lot: lot::LOT,
    staff: staff::STAFF,
    event: event::EVENT,
    log: log::LOG,
    figure: figures::FIGURE,
    delivery: delivery::DELIVERY,
    duplicate: duplicate::DUPLICATE,
};
