//! How much is left, at a glance: a word with an icon, never by colour alone.

use super::{Glyph, Icon};
use crate::text::t;
use leptos::prelude::*;

/// Fewer bookable doses than this are few.
const FEW_DOSES: i64 = 20;

/// Fewer places of a day than this are few.
pub const FEW_PLACES: u32 = 6;

/// How much is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Enough.
    Plenty,
    /// Nearly out.
    Few,
    /// Nothing can be booked.
    None,
}

impl Level {
    /// Of a hospital: bookable doses, and whether a date is free for them.
    pub fn of_hospital(doses: i64, has_date: bool) -> Self {
        match doses {
            1..FEW_DOSES if has_date => Self::Few,
            FEW_DOSES.. if has_date => Self::Plenty,
            _ => Self::None,
        }
    }

    /// Its name in marks of pages.
    pub fn key(self) -> &'static str {
        match self {
            Self::Plenty => "plenty",
            Self::Few => "few",
            Self::None => "none",
        }
    }

    /// Of a day: places left.
    pub fn of_day(places: u32) -> Self {
        match places {
            0 => Self::None,
            1..FEW_PLACES => Self::Few,
            FEW_PLACES.. => Self::Plenty,
        }
    }
}

/// The level of a hospital in one word.
#[component]
pub fn LevelTag(
    /// Which.
    level: Level,
) -> impl IntoView {
    let t = &t().public.find;
    let (class, glyph, text) = match level {
        Level::Plenty => ("level level--plenty", Glyph::Check, t.plenty),
        Level::Few => ("level level--few", Glyph::Alert, t.few),
        Level::None => ("level level--none", Glyph::MinusCircle, t.none),
    };
    view! { <span class=class><Icon glyph />{text}</span> }
}

#[cfg(test)]
mod tests {
    use super::Level;

    #[test]
    fn doses_without_a_date_cannot_be_booked() {
        assert_eq!(Level::of_hospital(100, false), Level::None);
        assert_eq!(Level::of_hospital(0, true), Level::None);
        assert_eq!(Level::of_hospital(19, true), Level::Few);
        assert_eq!(Level::of_hospital(20, true), Level::Plenty);
    }

    #[test]
    fn days_are_full_few_or_free() {
        assert_eq!([0, 1, 5, 6].map(Level::of_day), [Level::None, Level::Few, Level::Few, Level::Plenty]);
    }
}
