//! Booking, waiting, my reservations.

mod account;
mod book;
mod change;
mod family;
mod hand;
mod inbox;
mod my;
mod offer;
mod wait;

pub(super) use account::{Account, Data, Erase, Ways};
pub(super) use book::Book;
pub(super) use change::Change;
pub(super) use family::Family;
pub(super) use hand::{Hand, LookUp, Proof, Share, Sheet, Visit};
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
    /// `/my/sign-in-ways`, `/my/data`, `/my/erase`.
    pub account: Account,
    /// `/my/family`, `/book/who`.
    pub family: Family,
    /// `/my/notices`, `/my/settings`.
    pub inbox: Inbox,
    /// What is kept, shown and handed on.
    pub hand: Hand,
}
