//! The table. A new page, form, file or hook gets a line here, in the group of its area.

use super::{
    Rule,
    Thing::{Day, Hospital, Lot, LotNumber, Reservation, Supply, Token, Vaccination, Vaccine},
    Who::{Admin, Anyone, Citizen, Developer, ReservationManager, Signer, Staff, VaccineManager},
};
use domain::token::Scope;

/// Every route of the server.
pub const RULES: &[Rule] = &[
    // The process
    Rule::get("/livez", Anyone),
    Rule::get("/readyz", Anyone),
    Rule::get("/pkg", Anyone),
    // Topics are checked one by one: a foreign one answers as an unknown one.
    Rule::get("/live", Anyone),
    Rule::get("/live/poll", Anyone),
    Rule::post("/hooks/provider", Signer),
    // Everybody's pages
    Rule::get("/", Anyone),
    Rule::get("/hospitals", Anyone),
    Rule::get("/hospitals/{id}", Anyone).naming(&[("id", Hospital)]),
    Rule::get("/hospitals/{id}/line", Anyone).naming(&[("id", Hospital)]),
    Rule::get("/status", Anyone),
    Rule::get("/help", Anyone),
    Rule::get("/accessibility", Anyone),
    Rule::get("/privacy", Anyone),
    Rule::get("/language", Anyone),
    Rule::post("/language", Anyone),
    Rule::get("/dev/inbox", Developer),
    // Signing in and out
    Rule::get("/sign-in", Anyone),
    Rule::post("/sign-in", Anyone),
    Rule::get("/sign-in/code", Anyone),
    Rule::post("/sign-in/code", Anyone),
    Rule::post("/sign-in/again", Anyone),
    Rule::get("/staff/sign-in", Anyone),
    Rule::post("/staff/sign-in", Anyone),
    // Leads on to the pages of the role, or to the sign-in.
    Rule::get("/staff", Anyone),
    // Every member of staff's own tokens
    Rule::get("/staff/tokens", Staff),
    Rule::post("/staff/tokens", Staff),
    Rule::get("/staff/tokens/revoke", Staff).naming(&[("token", Token)]),
    Rule::post("/staff/tokens/revoke", Staff).naming(&[("token", Token)]),
    Rule::get("/sign-out", Anyone),
    Rule::post("/sign-out", Anyone),
    // Booking
    // Without a hospital it is the preparation, which everybody may read.
    Rule::get("/book", Anyone),
    Rule::get("/book/person", Citizen).naming(&[("hospital", Hospital)]),
    Rule::post("/book/person", Citizen).naming(&[("hospital", Hospital)]),
    Rule::get("/book/date", Citizen).naming(&[("hospital", Hospital)]),
    Rule::post("/book/date", Citizen).naming(&[("hospital", Hospital), ("vaccine", Vaccine), ("date", Day)]),
    Rule::get("/book/check", Citizen).naming(&[("hospital", Hospital), ("vaccine", Vaccine), ("date", Day)]),
    Rule::post("/book/check", Citizen).naming(&[("hospital", Hospital), ("vaccine", Vaccine), ("date", Day)]),
    Rule::get("/book/done/{id}", Citizen).naming(&[("id", Reservation)]),
    Rule::get("/book/wait", Citizen).naming(&[("hospital", Hospital)]),
    Rule::post("/book/wait", Citizen).naming(&[("hospital", Hospital), ("vaccine", Vaccine), ("date", Day)]),
    Rule::get("/book/waiting/{id}", Citizen).naming(&[("id", Reservation)]),
    // My reservations
    Rule::get("/my", Citizen),
    Rule::get("/my/{id}", Citizen).naming(&[("id", Reservation)]),
    Rule::get("/my/notices", Citizen),
    Rule::post("/my/notices", Citizen),
    Rule::get("/my/settings", Citizen),
    Rule::post("/my/settings", Citizen),
    Rule::get("/my/tokens", Citizen),
    Rule::post("/my/tokens", Citizen),
    Rule::get("/my/tokens/revoke", Citizen).naming(&[("token", Token)]),
    Rule::post("/my/tokens/revoke", Citizen).naming(&[("token", Token)]),
    Rule::get("/my/cancel", Citizen).naming(&[("reservation", Reservation)]),
    Rule::post("/my/cancel", Citizen).naming(&[("reservation", Reservation)]),
    Rule::get("/my/move", Citizen).naming(&[("reservation", Reservation)]),
    // Only leads on, by the day that was chosen, to the check of that reservation.
    Rule::post("/my/move", Citizen),
    Rule::get("/my/move/check", Citizen).naming(&[("reservation", Reservation), ("date", Day)]),
    Rule::post("/my/move/check", Citizen).naming(&[("reservation", Reservation), ("date", Day)]),
    Rule::get("/my/offer", Citizen).naming(&[("reservation", Reservation)]),
    Rule::post("/my/offer", Citizen).naming(&[("reservation", Reservation), ("date", Day)]),
    Rule::get("/my/decline", Citizen).naming(&[("reservation", Reservation)]),
    Rule::post("/my/decline", Citizen).naming(&[("reservation", Reservation)]),
    Rule::get("/my/leave", Citizen).naming(&[("reservation", Reservation)]),
    Rule::post("/my/leave", Citizen).naming(&[("reservation", Reservation)]),
    // The reservation manager's desk
    Rule::get("/desk", ReservationManager),
    Rule::get("/desk/days/{date}", ReservationManager).naming(&[("date", Day)]),
    Rule::get("/desk/requests", ReservationManager),
    Rule::get("/desk/requests/{id}", ReservationManager).naming(&[("id", Reservation)]),
    Rule::get("/desk/requests/{id}/reject", ReservationManager).naming(&[("id", Reservation)]),
    Rule::get("/desk/requests/{id}/cancel", ReservationManager).naming(&[("id", Reservation)]),
    Rule::post("/desk/requests/accept", ReservationManager).naming(&[("id", Reservation)]),
    Rule::post("/desk/requests/reject", ReservationManager).naming(&[("id", Reservation)]),
    Rule::post("/desk/requests/cancel", ReservationManager).naming(&[("id", Reservation)]),
    Rule::get("/desk/visits", ReservationManager),
    Rule::post("/desk/visits", ReservationManager),
    // Whoever brings the QR code to another hospital is told where it belongs.
    Rule::get("/desk/visit/{id}", ReservationManager).naming(&[("id", Reservation)]).elsewhere(),
    Rule::get("/desk/visit/{id}/check", ReservationManager).naming(&[("id", Reservation), ("lot", Lot)]),
    Rule::post("/desk/visit/check", ReservationManager).naming(&[("id", Reservation), ("lot", Lot)]),
    Rule::post("/desk/visit/record", ReservationManager).naming(&[("id", Reservation), ("lot", Lot)]),
    Rule::get("/desk/walk-in", ReservationManager),
    Rule::get("/desk/walk-in/check", ReservationManager),
    Rule::post("/desk/walk-in/check", ReservationManager).naming(&[("lot", Lot)]),
    Rule::post("/desk/walk-in/record", ReservationManager).naming(&[("lot", Lot)]),
    Rule::get("/desk/vaccinations", ReservationManager),
    Rule::get("/desk/vaccinations.csv", ReservationManager),
    Rule::get("/desk/vaccinations/{id}", ReservationManager).naming(&[("id", Vaccination)]),
    Rule::get("/desk/vaccinations/{id}/done", ReservationManager).naming(&[("id", Vaccination)]),
    Rule::get("/desk/vaccinations/{id}/void", ReservationManager).naming(&[("id", Vaccination)]),
    Rule::post("/desk/vaccinations/void", ReservationManager).naming(&[("id", Vaccination)]),
    // The vaccine manager's stock
    Rule::get("/stock", VaccineManager),
    Rule::get("/stock/lots/{id}", VaccineManager).naming(&[("id", Lot)]),
    Rule::get("/stock/lots/{id}/dispose", VaccineManager).naming(&[("id", Lot)]),
    Rule::get("/stock/lots/{id}/dispose/check", VaccineManager).naming(&[("id", Lot)]),
    Rule::post("/stock/lots/dispose/check", VaccineManager).naming(&[("id", Lot)]),
    Rule::post("/stock/lots/dispose", VaccineManager).naming(&[("id", Lot)]),
    Rule::post("/stock/lots/destroy", VaccineManager).naming(&[("id", Lot)]),
    Rule::get("/stock/disposals", VaccineManager),
    Rule::get("/stock/disposals.csv", VaccineManager),
    Rule::get("/stock/supplies", VaccineManager),
    Rule::get("/stock/supplies/{id}", VaccineManager).naming(&[("id", Supply)]),
    Rule::get("/stock/supplies/{id}/check", VaccineManager).naming(&[("id", Supply)]),
    Rule::get("/stock/supplies/{id}/correct", VaccineManager).naming(&[("id", Supply)]),
    Rule::get("/stock/supplies/{id}/correct/check", VaccineManager).naming(&[("id", Supply)]),
    Rule::get("/stock/supplies/{id}/dispose", VaccineManager).naming(&[("id", Supply)]),
    Rule::get("/stock/supplies/{id}/dispose/check", VaccineManager).naming(&[("id", Supply)]),
    Rule::post("/stock/supplies/receive", VaccineManager).naming(&[("id", Supply)]),
    Rule::post("/stock/supplies/check", VaccineManager).naming(&[("id", Supply)]),
    Rule::post("/stock/supplies/register", VaccineManager).naming(&[("id", Supply)]),
    Rule::post("/stock/supplies/correct/check", VaccineManager).naming(&[("id", Supply)]),
    Rule::post("/stock/supplies/correct", VaccineManager).naming(&[("id", Supply)]),
    Rule::post("/stock/supplies/dispose/check", VaccineManager).naming(&[("id", Supply)]),
    Rule::post("/stock/supplies/dispose", VaccineManager).naming(&[("id", Supply)]),
    // The admin
    Rule::get("/admin", Admin),
    Rule::get("/admin/hospitals", Admin),
    Rule::get("/admin/hospitals/new", Admin),
    Rule::post("/admin/hospitals/new", Admin),
    Rule::get("/admin/hospitals/{id}", Admin).naming(&[("id", Hospital)]),
    Rule::post("/admin/hospitals/change", Admin).naming(&[("id", Hospital)]),
    Rule::get("/admin/hospitals/{id}/days", Admin).naming(&[("id", Hospital)]),
    Rule::post("/admin/hospitals/close-day", Admin).naming(&[("id", Hospital), ("day", Day)]),
    Rule::post("/admin/hospitals/reopen-day", Admin).naming(&[("id", Hospital), ("day", Day)]),
    Rule::get("/admin/vaccines", Admin),
    Rule::get("/admin/vaccines/new", Admin),
    Rule::post("/admin/vaccines/new", Admin),
    Rule::get("/admin/vaccines/{id}", Admin).naming(&[("id", Vaccine)]),
    Rule::post("/admin/vaccines/change", Admin).naming(&[("id", Vaccine)]),
    Rule::get("/admin/supplies", Admin),
    Rule::get("/admin/supplies/new", Admin),
    Rule::post("/admin/supplies/new", Admin).naming(&[("hospital", Hospital), ("vaccine", Vaccine)]),
    Rule::get("/admin/supplies/check", Admin).naming(&[("hospital", Hospital), ("vaccine", Vaccine)]),
    Rule::post("/admin/supplies/check", Admin).naming(&[("hospital", Hospital), ("vaccine", Vaccine)]),
    Rule::post("/admin/supplies/receive", Admin).naming(&[("id", Supply)]),
    Rule::get("/admin/lots", Admin),
    Rule::get("/admin/lots/{vaccine}/{number}", Admin).naming(LOT),
    Rule::get("/admin/lots/{vaccine}/{number}/suspend", Admin).naming(LOT),
    Rule::get("/admin/lots/{vaccine}/{number}/resume", Admin).naming(LOT),
    Rule::get("/admin/lots/{vaccine}/{number}/people", Admin).naming(LOT),
    Rule::get("/admin/lots/{vaccine}/{number}/people.csv", Admin).naming(LOT),
    Rule::post("/admin/lots/suspend", Admin).naming(&[("vaccine", Vaccine), ("lot", LotNumber)]),
    Rule::post("/admin/lots/resume", Admin).naming(&[("vaccine", Vaccine), ("lot", LotNumber)]),
    Rule::get("/admin/events", Admin),
    Rule::post("/admin/events/retry", Admin),
    Rule::get("/admin/deliveries", Admin),
    Rule::post("/admin/deliveries", Admin),
    // The open API: what everybody may read
    Rule::get("/api", Anyone),
    Rule::get("/api/openapi.json", Anyone),
    Rule::get("/api/v1/hospitals", Anyone),
    Rule::get("/api/v1/hospitals/{id}", Anyone).naming(&[("id", Hospital)]),
    Rule::get("/api/v1/vaccines", Anyone),
    Rule::get("/api/v1/availability", Anyone),
    Rule::get("/api/v1/availability/events", Anyone).naming(&[("hospitals", Hospital)]),
    Rule::get("/api/v1/status", Anyone),
    Rule::get("/api/smart/$bulk-publish", Anyone),
    Rule::get("/api/smart/locations.ndjson", Anyone),
    Rule::get("/api/smart/schedules.ndjson", Anyone),
    Rule::get("/api/smart/slots.ndjson", Anyone),
    // … and what a token opens
    Rule::get("/api/v1/reservations", Citizen).by_token(Scope::ReservationsRead),
    Rule::post("/api/v1/reservations", Citizen)
        .naming(&[("hospital", Hospital), ("vaccine", Vaccine), ("date", Day)])
        .by_token(Scope::ReservationsWrite),
    Rule::get("/api/v1/reservations/{id}", Citizen)
        .naming(&[("id", Reservation)])
        .by_token(Scope::ReservationsRead),
    Rule::post("/api/v1/reservations/{id}/cancel", Citizen)
        .naming(&[("id", Reservation)])
        .by_token(Scope::ReservationsWrite),
    Rule::post("/api/v1/waitlist", Citizen)
        .naming(&[("hospital", Hospital), ("vaccine", Vaccine), ("date", Day)])
        .by_token(Scope::WaitlistWrite),
    Rule::post("/api/v1/waitlist/{id}/leave", Citizen)
        .naming(&[("id", Reservation)])
        .by_token(Scope::WaitlistWrite),
    Rule::get("/api/v1/vaccinations", Citizen).by_token(Scope::VaccinationsRead),
    Rule::post("/api/v1/vaccinations", ReservationManager)
        .naming(&[("reservation", Reservation), ("lot", Lot)])
        .by_token(Scope::VaccinationsWrite),
    Rule::get("/api/v1/desk/days/{date}", ReservationManager)
        .naming(&[("date", Day)])
        .by_token(Scope::DeskRead),
    Rule::get("/api/v1/stock", VaccineManager).by_token(Scope::StockRead),
    Rule::get("/api/v1/supplies", VaccineManager).by_token(Scope::StockRead),
    Rule::post("/api/v1/supplies/{id}/receive", VaccineManager)
        .naming(&[("id", Supply)])
        .by_token(Scope::SuppliesWrite),
    Rule::post("/api/v1/supplies/{id}/register", VaccineManager)
        .naming(&[("id", Supply)])
        .by_token(Scope::SuppliesWrite),
    Rule::get("/api/v1/disposals", VaccineManager).by_token(Scope::StockRead),
    Rule::get("/api/v1/disposals/preview", VaccineManager).naming(&[("lot", Lot)]).by_token(Scope::StockRead),
    Rule::post("/api/v1/disposals", VaccineManager).naming(&[("lot", Lot)]).by_token(Scope::DisposalsWrite),
    Rule::get("/api/v1/figures", Admin).by_token(Scope::FiguresRead),
];

const LOT: &[(&str, super::Thing)] = &[("vaccine", Vaccine), ("number", LotNumber)];
