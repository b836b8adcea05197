//! What can be watched.

use domain::{
    account::Visitor,
    id::{AccountId, HospitalId, ReservationId},
    live,
    surge::Ticket,
};
use std::fmt;
use store::{Db, surge};

/// One thing to watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Topic {
    /// Somebody's own reservation.
    Reservation(ReservationId),
    /// A hospital's doses and places: public.
    Hospital(HospitalId),
    /// A hospital's line in a list: public.
    Sums(HospitalId),
    /// The visitor's own inbox.
    Inbox(AccountId),
    /// The country and the service: public.
    Status,
    /// A place in the queue at the door: for whoever holds the ticket.
    Queue {
        /// The ticket.
        ticket: Ticket,
        /// Our seal over it, as it was shown.
        seal: u128,
    },
    /// That read models moved: of one hospital for its staff, of any for the admin.
    Views(Option<HospitalId>),
}

impl Topic {
    /// From its name in messages, as this visitor means it: an inbox is their own, whatever they ask.
    pub(super) fn parse(name: &str, visitor: Option<&Visitor>) -> Option<Self> {
        match name {
            live::INBOX_TOPIC => return visitor.filter(|v| v.is_citizen()).map(|v| Self::Inbox(v.account)),
            live::STATUS_TOPIC => return Some(Self::Status),
            "views" => return Some(Self::Views(None)),
            _ => {}
        }
        match name.split_once(':')? {
            ("reservation", id) => id.parse().ok().map(Self::Reservation),
            ("hospital", id) => id.parse().ok().map(Self::Hospital),
            ("queue", ticket) => {
                let (said, seal) = ticket.rsplit_once('-')?;
                let (surge, place) = said.split_once('-')?;
                let ticket = Ticket { surge: surge.parse().ok()?, place: place.parse().ok()? };
                Some(Self::Queue { ticket, seal: u128::from_str_radix(seal, 16).ok()? })
            }
            ("sums", id) => id.parse().ok().map(Self::Sums),
            ("views", id) => id.parse().ok().map(|id| Self::Views(Some(id))),
            _ => None,
        }
    }

    /// Whether this visitor may watch it. Nobody learns whether a foreign one exists.
    pub(super) async fn is_open_to(self, db: &Db, visitor: Option<&Visitor>) -> store::Result<bool> {
        match (self, visitor) {
            (Self::Hospital(_) | Self::Sums(_) | Self::Status, _) => Ok(true),
            (Self::Queue { ticket, .. }, _) => Ok(surge::read_ticket(db, &self.held()) == Some(ticket)),
            (Self::Views(None), visitor) => Ok(visitor.is_some_and(Visitor::is_admin)),
            (Self::Views(Some(id)), visitor) => {
                Ok(visitor.is_some_and(|v| v.is_admin() || v.desk() == Some(id) || v.stock() == Some(id)))
            }
            (Self::Reservation(id), Some(visitor)) => store::view::owns(db, visitor.account, id).await,
            (Self::Inbox(account), Some(visitor)) => Ok(visitor.account == account),
            (Self::Reservation(_) | Self::Inbox(_), None) => Ok(false),
        }
    }

    /// The ticket as its holder has it.
    fn held(self) -> String {
        match self {
            Self::Queue { ticket, seal } => format!("{}-{}-{seal:032x}", ticket.surge, ticket.place),
            _ => String::new(),
        }
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reservation(id) => live::reservation_topic(id.0).fmt(f),
            Self::Hospital(id) => live::hospital_topic(id.0).fmt(f),
            Self::Sums(id) => live::sums_topic(id.0).fmt(f),
            Self::Inbox(_) => live::INBOX_TOPIC.fmt(f),
            Self::Status => f.write_str(live::STATUS_TOPIC),
            Self::Queue { .. } => live::queue_topic(&self.held()).fmt(f),
            Self::Views(hospital) => live::views_topic(hospital.map(|h| h.0)).fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_topic() {
        for name in [
            "hospital:7",
            "sums:7",
            "reservation:6f2f5f0e-6a2f-4b39-9f0e-0d9c8c7c3a10",
            "status",
            "views",
            "views:7",
            "queue:3-17-00f1e2d3c4b5a6978899aabbccddeeff",
        ] {
            assert_eq!(Topic::parse(name, None).map(|t| t.to_string()).as_deref(), Some(name));
        }
        for bad in [
            "",
            "hospital",
            "hospital:",
            "hospital:-1",
            "hospital:x",
            "sums:-1",
            "sums:",
            "reservation:7",
            "account:1",
            "inbox",
            "inbox:1",
            "views:x",
            "queue:",
            "queue:3-17",
            "queue:3-17-xyz",
        ] {
            assert_eq!(Topic::parse(bad, None), None, "{bad}");
        }
    }
}
