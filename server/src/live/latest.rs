//! The latest state of a topic, and whether another one is news.

use axum::extract::ws::Utf8Bytes;
use domain::live::Say;

/// The latest state of a topic, ready to send.
#[derive(Debug)]
pub(super) struct Latest {
    /// Its version.
    pub(super) version: i64,
    /// As a message.
    pub(super) text: Utf8Bytes,
    /// As it is.
    pub(super) say: Say,
}

/// What a reading means to those who know the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum News {
    /// Overtaken by a later reading.
    Old,
    /// Nothing but the hour differs.
    Same,
    /// Worth sending.
    Different,
}

impl News {
    /// Of a state, to those who know the latest one.
    pub(super) fn of(latest: Option<&Latest>, say: &Say) -> Self {
        match latest {
            Some(latest) if version(say) < latest.version => Self::Old,
            Some(latest) if same(&latest.say, say) => Self::Same,
            _ => Self::Different,
        }
    }
}

fn same(a: &Say, b: &Say) -> bool {
    match (a, b) {
        (Say::Reservation(a), Say::Reservation(b)) => {
            (a.version, a.status, &a.day_on, a.line, a.bookable)
                == (b.version, b.status, &b.day_on, b.line, b.bookable)
        }
        // The version of a hospital and of an inbox is the moment of the reading.
        (Say::Inbox(a), Say::Inbox(b)) => a.unread == b.unread,
        // Figures have the version of the board: the moment of its look. Their age is shown in minutes.
        (Say::Figures(a), Say::Figures(b)) if !a.figures.is_empty() => {
            a.figures == b.figures && a.as_of / 60 == b.as_of / 60
        }
        (Say::Figures(a), Say::Figures(b)) => a.version == b.version,
        // Each look of the board is a version; its age is told with the country.
        (Say::Sums(a), Say::Sums(b)) => (a.doses, a.places, a.waiting) == (b.doses, b.places, b.waiting),
        (Say::Hospital(a), Say::Hospital(b)) => (&a.bookable, &a.places) == (&b.bookable, &b.places),
        _ => false,
    }
}

/// What orders the states of a topic.
pub(super) fn version(say: &Say) -> i64 {
    match say {
        Say::Reservation(now) => now.version,
        Say::Hospital(now) => now.version,
        Say::Sums(now) => now.version,
        Say::Inbox(now) => now.version,
        Say::Figures(now) => now.version,
        Say::Gone { .. } => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::live::HospitalNow;

    fn hospital(version: i64, left: u32) -> Say {
        Say::Hospital(HospitalNow {
            hospital_id: 1,
            version,
            bookable: vec![(1, left)],
            places: vec![],
            as_of: version,
        })
    }

    #[test]
    fn only_newer_and_different_states_are_news() {
        let known = Latest { version: 5, text: Utf8Bytes::default(), say: hospital(5, 10) };
        assert_eq!(News::of(None, &hospital(1, 1)), News::Different);
        assert_eq!(News::of(Some(&known), &hospital(4, 9)), News::Old);
        assert_eq!(News::of(Some(&known), &hospital(6, 10)), News::Same);
        assert_eq!(News::of(Some(&known), &hospital(6, 9)), News::Different);
    }
}
