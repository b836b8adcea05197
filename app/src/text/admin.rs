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

pub(crate) use delivery::Deliveries;
pub(crate) use duplicate::Duplicate;
pub(crate) use event::Events;
pub(crate) use figures::Figures;
pub(crate) use hospital::Hospitals;
pub(crate) use log::Log;
pub(crate) use lot::AdminLots;
pub(crate) use staff::AdminStaff;
pub(crate) use supply::Supplies;
pub(crate) use vaccine::Vaccines;

/// Texts of this area.
pub struct Admin {
    /// Name of the area, beside the brand.
    pub area: &'static str,
    /// Work menu, and heading of `/admin`.
    pub overview: &'static str,
    /// Under that heading.
    pub overview_lead: &'static str,
    /// Figure: hospitals without a bookable dose, of how many.
    pub without_doses: fn(&str) -> String,
    /// Figure: bookable doses.
    pub bookable: &'static str,
    /// Figure: vials in the national store.
    pub vials_left: &'static str,
    /// Figure: kinds of vaccines.
    pub of_vaccines: fn(&str) -> String,
    /// Figure: supplies on their way or not registered.
    pub open_supplies: &'static str,
    /// Figure: how many are on their way, how many have arrived.
    pub open_supplies_text: fn(&str, &str) -> String,
    /// Figure: requests without an answer.
    pub requested: &'static str,
    /// Figure: people in line.
    pub waiting: &'static str,
    /// Heading above the tasks.
    pub tasks: &'static str,
    /// Unit: hospitals.
    pub places: &'static str,
    /// Unit: doses.
    pub doses: &'static str,
    /// Unit: vials.
    pub vials: &'static str,
    /// Unit: cases.
    pub cases: &'static str,
    /// Unit: people.
    pub people: &'static str,
    /// Number of results.
    pub results: fn(&str) -> String,
    /// Keeps a change (button).
    pub save: &'static str,
    /// Leaves a form (button).
    pub cancel: &'static str,
    /// Banner: changed.
    pub changed: &'static str,
    /// `/admin/hospitals`
    pub hospital: Hospitals,
    /// `/admin/vaccines`
    pub vaccine: Vaccines,
    /// `/admin/supplies`
    pub supply: Supplies,
    /// `/admin/lots`
    pub lot: AdminLots,
    /// `/admin/staff`
    pub staff: AdminStaff,
    /// `/admin/events`
    pub event: Events,
    /// `/admin/log`
    pub log: Log,
    /// `/admin/vaccinations`, `/admin/rates`
    pub figure: Figures,
    /// `/admin/deliveries`
    pub delivery: Deliveries,
    /// `/admin/duplicates`
    pub duplicate: Duplicate,
}
