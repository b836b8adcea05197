//! What travels over `/live`: asks from a page, answers with versioned states.
//!
//! Messages carry whole states, never differences, so any one may be lost or overtaken: the
//! receiver keeps the highest version it has seen.

use crate::{reservation::ReservationStatus, waitlist::Line};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// From the page: `reservation:{uuid}`, `hospital:{id}`, `sums:{id}`, `status`, `views`, `views:{id}`,
/// `queue:{ticket}`, or `inbox`, which is the visitor's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum Ask {
    /// Tell me about this topic, unless it is still at the version I have seen.
    Watch {
        /// The topic's name.
        topic: String,
        /// The last version the page knows.
        seen: Option<i64>,
    },
    /// No longer interested.
    Unwatch {
        /// The topic's name.
        topic: String,
    },
}

/// To the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum Say {
    /// One's own reservation as it is now.
    Reservation(ReservationNow),
    /// A hospital's doses and places as they are now.
    Hospital(HospitalNow),
    /// What lists say of a hospital.
    Sums(SumsNow),
    /// The visitor's own inbox as it is now.
    Inbox(InboxNow),
    /// Figures by name; none when the page has to fetch itself again.
    Figures(FiguresNow),
    /// Unknown, or not for this visitor.
    Gone {
        /// The topic's name.
        topic: String,
    },
}

/// One's own reservation as it is now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReservationNow {
    /// Which.
    pub reservation_id: Uuid,
    /// Rises with every change.
    pub version: i64,
    /// The state.
    pub status: ReservationStatus,
    /// The booked or wanted day, `YYYY-MM-DD`.
    pub day_on: Option<String>,
    /// The place in line while waiting.
    pub line: Option<Line>,
    /// When the offer ends, seconds since 1970 (UTC), while there is one.
    #[serde(default)]
    pub offer_until: Option<i64>,
    /// Whether anybody may book at once what this person waits for.
    #[serde(default)]
    pub bookable: bool,
    /// When this was read, seconds since 1970 (UTC).
    pub as_of: i64,
}

/// A hospital's doses and places as they are now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HospitalNow {
    /// Which.
    pub hospital_id: i64,
    /// Rises with every change.
    pub version: i64,
    /// Bookable doses for each vaccine.
    pub bookable: Vec<(i64, u32)>,
    /// Free places for each open day, `YYYY-MM-DD`.
    pub places: Vec<(String, u32)>,
    /// When this was read, seconds since 1970 (UTC).
    pub as_of: i64,
}

/// A hospital's line in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SumsNow {
    /// Which.
    pub hospital_id: i64,
    /// Rises with every reading.
    pub version: i64,
    /// Bookable doses of all vaccines.
    pub doses: u32,
    /// Free places within two weeks.
    pub places: u32,
    /// People in its lines.
    pub waiting: u32,
    /// Everything that happened before is in it, seconds since 1970 (UTC).
    pub as_of: i64,
}

/// An inbox as it is now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxNow {
    /// Notices that were not read.
    pub unread: u32,
    /// Rises with every reading.
    pub version: i64,
    /// When this was read, seconds since 1970 (UTC).
    pub as_of: i64,
}

/// The topic of the visitor's own inbox: whose it is, the session says.
pub const INBOX_TOPIC: &str = "inbox";

/// Figures of a page as they are now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiguresNow {
    /// Of which topic.
    pub topic: String,
    /// Rises with every change.
    pub version: i64,
    /// Each figure under the name the page has it.
    pub figures: Vec<(String, u32)>,
    /// Everything that happened before is in it, seconds since 1970 (UTC).
    pub as_of: i64,
}

/// The topic of the country and the service.
pub const STATUS_TOPIC: &str = "status";

/// The topic of the read models of one hospital, or of all.
pub fn views_topic(hospital: Option<i64>) -> String {
    hospital.map_or_else(|| "views".to_owned(), |id| format!("views:{id}"))
}

/// The topic of a place in the queue at the door, by its ticket as people hold it.
pub fn queue_topic(ticket: &str) -> String {
    format!("queue:{ticket}")
}

/// The topic of a reservation.
pub fn reservation_topic(id: Uuid) -> String {
    format!("reservation:{id}")
}

/// The topic of a hospital's line in a list.
pub fn sums_topic(id: i64) -> String {
    format!("sums:{id}")
}

/// The topic of a hospital.
pub fn hospital_topic(id: i64) -> String {
    format!("hospital:{id}")
}
