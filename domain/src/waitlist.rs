//! 예약 대기: the line for one stock (B1, B2).

use serde::{Deserialize, Serialize};

/// How many lines one person may stand in at once.
pub const MOST_WAITS: i16 = 5;

/// A person's place in one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// One for the first in line.
    pub position: u32,
    /// How many wait in this line in all.
    pub waiting: u32,
}
