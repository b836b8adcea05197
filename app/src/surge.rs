//! What the page of the queue at the door knows: the server finds it out and puts it into the
//! request.

use domain::surge::Ticket;
use time::OffsetDateTime;

/// One's place in the queue.
#[derive(Clone, Copy, Debug)]
pub struct Queued {
    /// The ticket.
    pub ticket: Ticket,
    /// People before it.
    pub ahead: i64,
    /// People after it.
    pub behind: i64,
    /// Minutes it may take; `None` while nobody knows.
    pub minutes: Option<i64>,
    /// When the queue was looked at.
    pub as_of: OffsetDateTime,
}
