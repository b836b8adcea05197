//! The queue at the door: who is next, and about when.

/// A place in the queue of one surge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ticket {
    /// Of which surge.
    pub surge: i64,
    /// Counted from one, in order of arrival.
    pub place: i64,
}

/// Minutes until a place is let in, rounded up, at the pace of the last while (people a minute).
/// `None` while nobody knows.
pub fn minutes_left(ahead: i64, per_minute: i64) -> Option<i64> {
    (per_minute > 0).then(|| (ahead.max(0) + per_minute - 1) / per_minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_never_promised_shorter_than_the_pace_allows() {
        assert_eq!(minutes_left(100, 60), Some(2));
        assert_eq!(minutes_left(120, 60), Some(2));
        assert_eq!(minutes_left(0, 60), Some(0));
        assert_eq!(minutes_left(5, 0), None);
    }
}
