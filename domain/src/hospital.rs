//! 전담 병원: a place that vaccinates, with a daily capacity (A1).

use crate::{
    calendar::ClosedWeekdays,
    field::{self, FieldError},
};
use serde::{Deserialize, Serialize};
use time::Time;

/// The seventeen first-level regions of Korea, in the order of the official codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the regions' own")]
pub enum Province {
    Seoul,
    Busan,
    Daegu,
    Incheon,
    Gwangju,
    Daejeon,
    Ulsan,
    Sejong,
    Gyeonggi,
    Gangwon,
    Chungbuk,
    Chungnam,
    Jeonbuk,
    Jeonnam,
    Gyeongbuk,
    Gyeongnam,
    Jeju,
}

impl Province {
    /// All of them, in official order.
    pub const ALL: [Self; 17] = [
        Self::Seoul,
        Self::Busan,
        Self::Daegu,
        Self::Incheon,
        Self::Gwangju,
        Self::Daejeon,
        Self::Ulsan,
        Self::Sejong,
        Self::Gyeonggi,
        Self::Gangwon,
        Self::Chungbuk,
        Self::Chungnam,
        Self::Jeonbuk,
        Self::Jeonnam,
        Self::Gyeongbuk,
        Self::Gyeongnam,
        Self::Jeju,
    ];

    /// The short key of addresses and tables.
    pub fn key(self) -> &'static str {
        match self {
            Self::Seoul => "seoul",
            Self::Busan => "busan",
            Self::Daegu => "daegu",
            Self::Incheon => "incheon",
            Self::Gwangju => "gwangju",
            Self::Daejeon => "daejeon",
            Self::Ulsan => "ulsan",
            Self::Sejong => "sejong",
            Self::Gyeonggi => "gyeonggi",
            Self::Gangwon => "gangwon",
            Self::Chungbuk => "chungbuk",
            Self::Chungnam => "chungnam",
            Self::Jeonbuk => "jeonbuk",
            Self::Jeonnam => "jeonnam",
            Self::Gyeongbuk => "gyeongbuk",
            Self::Gyeongnam => "gyeongnam",
            Self::Jeju => "jeju",
        }
    }

    /// Reads a key of an address or a form.
    ///
    /// # Errors
    /// `Unchosen` or `NotAChoice`.
    pub fn parse(key: &str) -> Result<Self, FieldError> {
        if key.is_empty() {
            return Err(FieldError::Unchosen);
        }
        Self::ALL.into_iter().find(|p| p.key() == key).ok_or(FieldError::NotAChoice)
    }

    /// The name in the public register, as hospital files spell it; older names of renamed
    /// provinces are understood too.
    pub fn from_register(name: &str) -> Option<Self> {
        Some(match name.trim() {
            "서울특별시" => Self::Seoul,
            "부산광역시" => Self::Busan,
            "대구광역시" => Self::Daegu,
            "인천광역시" => Self::Incheon,
            "광주광역시" => Self::Gwangju,
            "대전광역시" => Self::Daejeon,
            "울산광역시" => Self::Ulsan,
            "세종특별자치시" => Self::Sejong,
            "경기도" => Self::Gyeonggi,
            "강원특별자치도" | "강원도" => Self::Gangwon,
            "충청북도" => Self::Chungbuk,
            "충청남도" => Self::Chungnam,
            "전북특별자치도" | "전라북도" => Self::Jeonbuk,
            "전라남도" => Self::Jeonnam,
            "경상북도" => Self::Gyeongbuk,
            "경상남도" => Self::Gyeongnam,
            "제주특별자치도" => Self::Jeju,
            _ => return None,
        })
    }
}

/// Who is told when a dose becomes free (domain, "Who gets a freed dose").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitPolicy {
    /// People in line order each get an offer with a hold of its own.
    #[default]
    Turns,
    /// All waiting people are alerted; first come, first served.
    Everyone,
}

impl WaitPolicy {
    /// The key of tables and forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Turns => "turns",
            Self::Everyone => "everyone",
        }
    }

    /// Reads a key of a table or a form.
    ///
    /// # Errors
    /// `Unchosen` or `NotAChoice`.
    pub fn parse(key: &str) -> Result<Self, FieldError> {
        match key {
            "" => Err(FieldError::Unchosen),
            "turns" => Ok(Self::Turns),
            "everyone" => Ok(Self::Everyone),
            _ => Err(FieldError::NotAChoice),
        }
    }
}

/// Least and most minutes an offer is held.
pub const OFFER_MINUTES: (i64, i64) = (5, 1_440);

/// Most places a hospital can have on one day.
pub const MAX_CAPACITY: i64 = 10_000;

/// A hospital as an admin or a register file describes it.
#[derive(Clone, Debug, PartialEq)]
pub struct HospitalForm {
    /// Name, one line of at most 100 characters.
    pub name: String,
    /// Region.
    pub province: Province,
    /// Places a day, 1 to [`MAX_CAPACITY`].
    pub daily_capacity: i32,
    /// Weekdays without vaccination; not all seven.
    pub closed: ClosedWeekdays,
    /// Booking for a day ends at this hour of it.
    pub closes_at: Time,
    /// Who gets a freed dose.
    pub wait_policy: WaitPolicy,
    /// How long an offer is held, within [`OFFER_MINUTES`].
    pub offer_minutes: i16,
}

/// Reads a hospital's name.
///
/// # Errors
/// As [`field::parse_line`].
pub fn parse_name(typed: &str) -> Result<String, FieldError> {
    field::parse_line(typed, 100)
}

/// Reads a daily capacity.
///
/// # Errors
/// As [`field::parse_number`].
pub fn parse_capacity(typed: &str) -> Result<i32, FieldError> {
    field::parse_number(typed, 1, MAX_CAPACITY)
        .and_then(|n| i32::try_from(n).map_err(|_| FieldError::OutOfRange(1, MAX_CAPACITY)))
}

/// Reads how many minutes an offer is held.
///
/// # Errors
/// As [`field::parse_number`].
pub fn parse_offer_minutes(typed: &str) -> Result<i16, FieldError> {
    let (least, most) = OFFER_MINUTES;
    field::parse_number(typed, least, most)
        .and_then(|n| i16::try_from(n).map_err(|_| FieldError::OutOfRange(least, most)))
}

/// Reads a closing hour such as `18:00`.
///
/// # Errors
/// `Missing` or `Malformed`.
pub fn parse_hour(typed: &str) -> Result<Time, FieldError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(FieldError::Missing);
    }
    let (h, m) = typed.split_once(':').ok_or(FieldError::Malformed)?;
    let part = |s: &str| s.parse::<u8>().map_err(|_| FieldError::Malformed);
    // Some browsers append seconds to a time field.
    let m = m.split(':').next().unwrap_or(m);
    Time::from_hms(part(h)?, part(m)?, 0).map_err(|_| FieldError::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::time;

    #[test]
    fn every_province_has_a_key_of_its_own() {
        for p in Province::ALL {
            assert_eq!(Province::parse(p.key()), Ok(p));
        }
        assert_eq!(Province::parse("atlantis"), Err(FieldError::NotAChoice));
    }

    #[test]
    fn renamed_provinces_are_understood() {
        assert_eq!(Province::from_register("강원도"), Province::from_register("강원특별자치도"));
        assert_eq!(Province::from_register("평양직할시"), None);
    }

    #[test]
    fn hours_are_read_with_or_without_seconds() {
        assert_eq!(parse_hour("17:30"), Ok(time!(17:30)));
        assert_eq!(parse_hour("17:30:00"), Ok(time!(17:30)));
        assert_eq!(parse_hour("25:00"), Err(FieldError::Malformed));
    }
}
