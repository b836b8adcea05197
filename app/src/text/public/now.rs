//! `/status`: what is left in the country, and how the service is doing.

use domain::hospital::Province;

/// Texts of the page.
pub struct Now {
    /// Title and heading.
    pub title: &'static str,
    /// What the page shows.
    pub lead: &'static str,
    /// Figure: hospitals.
    pub hospitals: &'static str,
    /// Figure: bookable doses.
    pub doses: &'static str,
    /// Figure: free places.
    pub places: &'static str,
    /// Figure: people in line.
    pub waiting: &'static str,
    /// Unit: hospitals.
    pub unit_hospitals: &'static str,
    /// Unit: doses.
    pub unit_doses: &'static str,
    /// Unit: places.
    pub unit_places: &'static str,
    /// Unit: people.
    pub unit_people: &'static str,
    /// Heading of the table.
    pub by_province: &'static str,
    /// What its columns count.
    pub by_province_text: &'static str,
    /// Column: hospitals.
    pub column_hospitals: &'static str,
    /// Column: bookable doses.
    pub column_doses: &'static str,
    /// Column: free places.
    pub column_places: &'static str,
    /// Column: people in line.
    pub column_waiting: &'static str,
    /// Column: province.
    pub province: &'static str,
    /// Instead of figures, where there is no hospital.
    pub no_hospital: &'static str,
    /// Heading: whether bookings go through.
    pub booking: &'static str,
    /// They do.
    pub booking_works: &'static str,
    /// They do: what it means.
    pub booking_works_text: &'static str,
    /// They are being tried.
    pub booking_tried: &'static str,
    /// They do not.
    pub booking_rests: &'static str,
    /// They do not: what to do.
    pub booking_rests_text: &'static str,
    /// Heading of the delays.
    pub delay: &'static str,
    /// What the delays mean.
    pub delay_text: &'static str,
    /// This replica does not hear of what others do, and looks by itself.
    pub looks_itself: &'static str,
    /// What a consumer does, by its name.
    pub consumer: fn(&str) -> &str,
    /// Heading: notices that go out as messages.
    pub messages: &'static str,
    /// What is there without any of them.
    pub messages_text: &'static str,
    /// A channel is on.
    pub messages_on: &'static str,
    /// A channel is off.
    pub messages_off: &'static str,
    /// Messages that wait for their turn.
    pub messages_waiting: &'static str,
    /// So many: `{}` stands for them; also for the live island.
    pub messages_count: &'static str,
    /// How late the oldest one is.
    pub messages_late: &'static str,
    /// Nothing to catch up with.
    pub no_delay: &'static str,
    /// A delay in seconds, `{}` stands for them; also for the live island.
    pub seconds: &'static str,
    /// Heading: how the service is doing.
    pub service: &'static str,
    /// Figure: doses given today.
    pub given: &'static str,
    /// Name of the map.
    pub map: &'static str,
    /// Instead of zero on the map.
    pub no_doses: &'static str,
    /// Heading: what each hospital has.
    pub by_hospital: &'static str,
    /// Column: hospital.
    pub column_hospital: &'static str,
    /// Link to the page for a screen on a wall.
    pub wall: &'static str,
    /// Without JavaScript: turns loading again off.
    pub auto_off: &'static str,
    /// Without JavaScript: it is on.
    pub auto_is_on: &'static str,
    /// Short name of a province.
    pub short: fn(Province) -> &'static str,
}
