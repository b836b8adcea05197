//! Booking, waiting, my reservations.

mod book;
mod change;
mod inbox;
mod my;
mod offer;
mod wait;

pub(super) use book::Book;
pub(super) use change::Change;
pub(super) use inbox::{Email, Inbox, Push, Settings};
pub(super) use my::{My, StatusText};
pub(super) use offer::Offer;
pub(super) use wait::Wait;

/// Texts of this area.
pub struct Citizen {
    /// Name of the area, beside the brand.
    pub area: &'static str,
    /// Link of a page that leads on by itself.
    pub go_on: &'static str,
    /// A staff account on a citizen's page.
    pub staff_title: &'static str,
    /// A staff account on a citizen's page: what to do.
    pub staff_text: &'static str,
    /// `/book`.
    pub book: Book,
    /// `/book/wait`.
    pub wait: Wait,
    /// `/my`.
    pub my: My,
    /// `/my/offer`, `/my/decline`.
    pub offer: Offer,
    /// `/my/cancel`, `/my/move`.
    pub change: Change,
    /// `/my/notices`, `/my/settings`.
    pub inbox: Inbox,
}
