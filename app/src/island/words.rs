//! Words as props, and the little arithmetic to fill them with.

use domain::calendar;
use serde::{Deserialize, Serialize};

/// Words every live island needs. `{}` stands for the value.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LiveWords {
    /// Age of what is shown: `{} 기준`.
    pub as_of: String,
    /// Sign of a live connection.
    pub live: String,
    /// Nothing new arrives.
    pub stale: String,
    /// Link that loads the page again.
    pub refresh: String,
}

/// Words of a reservation's status besides.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StatusWords {
    /// Place in line, with `{position}` and `{waiting}`.
    pub line: String,
    /// A date, with `{y}`, `{m}`, `{d}` and `{w}`.
    pub date: String,
    /// The months' names, January first.
    pub months: Vec<String>,
    /// The weekdays' names, Monday first.
    pub weekdays: Vec<String>,
    /// The status has changed since the page was loaded; the rest of the page has not.
    pub moved: String,
}

impl StatusWords {
    /// `2026-12-01` as people read it; nothing when it is no date.
    pub fn date(&self, iso: &str) -> String {
        let Ok(day) = calendar::parse_iso(iso) else { return String::new() };
        let month = self.months.get(usize::from(u8::from(day.month())) - 1);
        let weekday = self.weekdays.get(usize::from(day.weekday().number_days_from_monday()));
        self.date
            .replace("{y}", &day.year().to_string())
            .replace("{m}", month.map_or("", String::as_str))
            .replace("{d}", &day.day().to_string())
            .replace("{w}", weekday.map_or("", String::as_str))
    }

    /// A place in line as people read it.
    pub fn line(&self, position: u32, waiting: u32) -> String {
        self.line.replace("{position}", &grouped(position)).replace("{waiting}", &grouped(waiting))
    }
}

impl LiveWords {
    /// Age of what is shown, from seconds since 1970: `14:32 기준`, in Seoul.
    pub fn as_of(&self, seconds: i64) -> String {
        let minutes =
            (seconds + i64::from(calendar::SEOUL.whole_seconds())).div_euclid(60).rem_euclid(24 * 60);
        self.as_of.replace("{}", &format!("{:02}:{:02}", minutes / 60, minutes % 60))
    }
}

/// `1,284`.
pub(super) fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_filled_as_the_server_would() {
        let words = LiveWords {
            as_of: "{} 기준".into(),
            live: String::new(),
            stale: String::new(),
            refresh: String::new(),
        };
        assert_eq!(words.as_of(1_796_016_720), "14:32 기준");
        assert_eq!(words.as_of(1_795_964_399), "23:59 기준");
        let words = StatusWords {
            line: "{position}/{waiting}".into(),
            date: "{y}년 {m}월 {d}일({w})".into(),
            months: (1..=12).map(|m| m.to_string()).collect(),
            weekdays: ["월", "화", "수", "목", "금", "토", "일"].map(String::from).to_vec(),
            moved: String::new(),
        };
        assert_eq!(words.date("2026-12-01"), "2026년 12월 1일(화)");
        assert_eq!(words.date("soon"), "");
        assert_eq!(words.line(3, 1_200), "3/1,200");
    }
}
