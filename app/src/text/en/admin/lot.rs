//! `/admin/lots`

use crate::text::admin::AdminLots;

pub(super) const LOT: AdminLots = AdminLots {
    title: "Lots",
    lead: "Suspend a lot at every hospital at once, take it into use again, find the people it was given to.",
    search: "Beginning of the lot number",
    find: "Search",
    results: |n| format!("Found: {n}."),
    none: "No such lot",
    none_text: "Check the beginning of the number on the box.",
    hospitals: "Hospitals",
    n_hospitals: |n| n.to_owned(),
    in_use: "In use",
    lot: |lot| format!("Lot {lot}"),
    suspended_at: "Suspended at",
    reason: "Reason",
    no_holders: "No hospital has registered it",
    no_holders_text: "Vials were sent, but no hospital has registered their doses yet.",

    suspend: "Suspend the lot",
    suspend_title: "Suspend this lot?",
    suspend_lead: "It can no longer be given at any hospital. Bookings are not cancelled, and the lot can be taken into use again.",
    reason_hint: "Shown as it is in the stock of hospitals. Up to 200 characters.",
    keep: "Do not suspend",
    suspended: |lot| format!("Lot {lot} is suspended at every hospital."),
    suspended_text: "Hospitals see it in their stock, with the reason.",
    resume: "Use the lot again",
    resume_title: "Use this lot again?",
    resume_lead: "It can be given at every hospital at once.",
    keep_suspended: "Keep it suspended",
    resumed: |lot| format!("Lot {lot} is in use again."),
    resumed_text: "It can be given at every hospital.",

    see_people: "See who received it",
    people: |lot| format!("People who received it · lot {lot}"),
    people_lead: "Personal data: for recalls and warnings of side effects only. Each look and each download is recorded.",
    people_cut: |n| format!("The first {n} are shown. The file has all of them."),
    no_people: "Nobody received it",
    no_people_text: "No vaccination was recorded with this lot.",
    dose: "Dose",
    given_at: "Given at",
};
