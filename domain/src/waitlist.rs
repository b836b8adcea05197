//! 예약 대기: the line for one stock (B1, B2).

use crate::calendar::in_seoul;
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime, Time, macros::time};

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

/// Offers run from this hour in Seoul …
const FIRST_HOUR: Time = time!(8:00);
/// … to this one.
const LAST_HOUR: Time = time!(21:00);

/// Whether the window of an offer runs at this moment: by day only, so that nobody loses a dose
/// asleep. Mirrored by `offers_run` in SQL.
pub fn offers_run(at: OffsetDateTime) -> bool {
    let hour = in_seoul(at).time();
    hour >= FIRST_HOUR && hour < LAST_HOUR
}

/// When an offer ends whose window of `minutes` begins at `at`, counting only the hours in which
/// offers run. Mirrored by `offer_window_end` in SQL.
pub fn window_end(at: OffsetDateTime, minutes: u16) -> OffsetDateTime {
    let mut t = in_seoul(at);
    let mut rest = Duration::minutes(minutes.into());
    loop {
        if t.time() >= LAST_HOUR {
            t = t.replace_time(FIRST_HOUR) + Duration::days(1);
        } else if t.time() < FIRST_HOUR {
            t = t.replace_time(FIRST_HOUR);
        }
        let left = t.replace_time(LAST_HOUR) - t;
        if rest <= left {
            return t + rest;
        }
        rest -= left;
        t = t.replace_time(LAST_HOUR);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::macros::datetime;

    #[test]
    fn a_window_by_day_is_as_long_as_it_says() {
        assert_eq!(window_end(datetime!(2026-12-01 10:00 +9), 30), datetime!(2026-12-01 10:30 +9));
        assert_eq!(window_end(datetime!(2026-12-01 20:30 +9), 30), datetime!(2026-12-01 21:00 +9));
    }

    #[test]
    fn the_night_does_not_count() {
        assert_eq!(window_end(datetime!(2026-12-01 20:50 +9), 30), datetime!(2026-12-02 8:20 +9));
        assert_eq!(window_end(datetime!(2026-12-01 23:00 +9), 30), datetime!(2026-12-02 8:30 +9));
        assert_eq!(window_end(datetime!(2026-12-02 3:00 +9), 30), datetime!(2026-12-02 8:30 +9));
        assert_eq!(window_end(datetime!(2026-12-01 10:00 +9), 1440), datetime!(2026-12-02 21:00 +9));
    }

    proptest! {
        #[test]
        fn a_window_ends_by_day_and_never_early(at in 0_i64..4_000_000_000, minutes in 5_u16..1440) {
            let at = OffsetDateTime::from_unix_timestamp(at).unwrap();
            let end = window_end(at, minutes);
            prop_assert!(end - at >= Duration::minutes(minutes.into()));
            prop_assert!(offers_run(end - Duration::seconds(1)));
        }
    }
}
