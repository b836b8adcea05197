//! The queue at the door while more people come than can be served: all replicas share it, and it
//! outlives any of them.
//!
//! Its queries use the waitlist's connections: those of everything else are what is short.

use crate::{Db, Result, seal::Index};
use data_encoding::HEXLOWER;
use domain::surge::Ticket;
use time::OffsetDateTime;

/// The queue as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Surge {
    /// Which surge; rises with each.
    pub number: i64,
    /// Tickets handed out.
    pub issued: i64,
    /// Tickets let in.
    pub admitted: i64,
    /// Whether the queue stands; otherwise everybody goes in at once.
    pub is_on: bool,
    /// When it was looked at.
    pub as_of: OffsetDateTime,
}

impl Default for Surge {
    /// None so far, before anybody looked.
    fn default() -> Self {
        Self { number: 0, issued: 0, admitted: 0, is_on: false, as_of: OffsetDateTime::UNIX_EPOCH }
    }
}

impl Surge {
    /// Whether this ticket has been let in; a ticket of an earlier surge never has.
    pub fn admits(&self, ticket: Ticket) -> bool {
        ticket.surge == self.number && ticket.place <= self.admitted
    }
}

/// The queue as it is.
///
/// # Errors
/// When the database fails.
pub async fn read(db: &Db) -> Result<Surge> {
    Ok(sqlx::query_as!(
        Surge,
        r#"SELECT surge_no AS number, issued, admitted, surge_is_on(s) AS "is_on!", alimi_now() AS "as_of!" FROM surges s"#
    )
    .fetch_one(db.waiting())
    .await?)
}

/// Says that this replica is under pressure: the queue stands for the next half a minute at least.
///
/// # Errors
/// When the database fails.
pub async fn press(db: &Db) -> Result<()> {
    sqlx::query!(
        "UPDATE surges s SET lasts_until = alimi_now() + interval '30 seconds',
             surge_no = surge_no + CASE WHEN surge_is_on(s) THEN 0 ELSE 1 END,
             issued = CASE WHEN surge_is_on(s) THEN issued ELSE 0 END,
             admitted = CASE WHEN surge_is_on(s) THEN admitted ELSE 0 END"
    )
    .execute(db.waiting())
    .await?;
    Ok(())
}

/// Hands out the next `count` tickets; the last of them. `None` when no queue stands.
///
/// # Errors
/// When the database fails.
pub async fn issue(db: &Db, count: i64) -> Result<Option<Ticket>> {
    Ok(sqlx::query_as!(
        Ticket,
        "UPDATE surges s SET issued = issued + $1 WHERE surge_is_on(s) RETURNING surge_no AS surge, issued AS place",
        count
    )
    .fetch_optional(db.waiting())
    .await?)
}

/// Lets the next `count` people in.
///
/// # Errors
/// When the database fails.
pub async fn admit(db: &Db, count: i64) -> Result<()> {
    sqlx::query!("UPDATE surges SET admitted = least(issued, admitted + $1) WHERE admitted < issued", count)
        .execute(db.waiting())
        .await?;
    Ok(())
}

/// A ticket as text: what it says, and a seal over it that only we can make.
pub fn write_ticket(db: &Db, ticket: Ticket) -> String {
    sealed(db, &format!("{}-{}", ticket.surge, ticket.place))
}

/// The ticket of a text; `None` for any that we did not write.
pub fn read_ticket(db: &Db, text: &str) -> Option<Ticket> {
    let (surge, place) = unsealed(db, text)?.split_once('-')?;
    Some(Ticket { surge: surge.parse().ok()?, place: place.parse().ok()? })
}

/// Says that somebody was inside at this minute (since 1970).
pub fn write_inside(db: &Db, minute: i64) -> String {
    sealed(db, &format!("in-{minute}"))
}

/// The minute of such a text; `None` for any that we did not write.
pub fn read_inside(db: &Db, text: &str) -> Option<i64> {
    unsealed(db, text)?.strip_prefix("in-")?.parse().ok()
}

/// With 128 bits of a keyed digest, in hexadecimal.
fn sealed(db: &Db, said: &str) -> String {
    let digest = db.keys.index(Index::Ticket, said);
    format!("{said}-{}", HEXLOWER.encode(&digest[..16]))
}

fn unsealed<'a>(db: &Db, text: &'a str) -> Option<&'a str> {
    let (said, _) = text.rsplit_once('-')?;
    let right = sealed(db, said);
    // In one time whatever is wrong, so that a seal cannot be guessed piece by piece.
    let differs = right.bytes().zip(text.bytes()).fold(0, |differs, (a, b)| differs | (a ^ b));
    (differs == 0 && right.len() == text.len()).then_some(said)
}
