//! Sign-in, booking, waiting, my reservations.

use crate::text::Citizen;

pub(super) const CITIZEN: Citizen = Citizen { area: "Booking" };
