//! Who is vaccinated: name, birth date, phone, as typed by people and kept sealed.
//!
//! These types carry personal data: their `Debug` shows nothing of it.

use crate::{
    calendar,
    field::{FieldError, narrow},
};
use std::fmt;
use time::Date;

/// Persons an account cares for: its owner and four more.
pub const MOST_PERSONS: u8 = 5;

/// A person's name, one line of at most 40 characters.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonName(String);

impl PersonName {
    /// Reads a typed name: letters of any script, and between them blanks, `'`, `-` and `.`.
    ///
    /// # Errors
    /// `Missing`, `TooLong` or `Malformed`.
    pub fn parse(typed: &str) -> Result<Self, FieldError> {
        let name = crate::field::parse_line(typed, 40)?;
        if name.chars().any(char::is_alphabetic)
            && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '-' | '.' | '’'))
        {
            Ok(Self(name))
        } else {
            Err(FieldError::Malformed)
        }
    }

    /// Back from storage: what was a name when it was typed.
    pub fn from_storage(text: String) -> Self {
        Self(text)
    }

    /// Stands for the name of somebody who had it erased; nobody can type it.
    pub fn erased() -> Self {
        Self("—".to_owned())
    }

    /// The name as shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name for the eyes of others: `데***자`, `홍*`, `H** D***`. Whoever knows the person
    /// recognises it.
    pub fn masked(&self) -> String {
        let words: Vec<_> = self.0.split(' ').collect();
        let last = words.len() == 1;
        words.into_iter().map(|word| masked(word, last)).collect::<Vec<_>>().join(" ")
    }

    /// The form in which two spellings of one name compare equal: lower case, no blanks.
    pub fn normalised(&self) -> String {
        self.0.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
    }
}

/// All but the first letter, and the last one where `last` says so and something stays hidden.
fn masked(word: &str, last: bool) -> String {
    let end = word.chars().count().saturating_sub(1);
    word.chars()
        .enumerate()
        .map(|(i, c)| if i == 0 || (last && i == end && end > 1) { c } else { '*' })
        .collect()
}

/// The day a person was born.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct BirthDate(Date);

impl BirthDate {
    /// Reads a birth date typed as three fields; it must not lie after `today`.
    ///
    /// # Errors
    /// As [`calendar::parse_parts`], and `InFuture`.
    pub fn parse(year: &str, month: &str, day: &str, today: Date) -> Result<Self, FieldError> {
        let date = calendar::parse_parts(year, month, day)?;
        if date > today { Err(FieldError::InFuture) } else { Ok(Self(date)) }
    }

    /// Stands for the birth date of somebody who had it erased.
    pub fn erased() -> Self {
        Self(Date::MIN)
    }

    /// Back from storage.
    ///
    /// # Errors
    /// When the text is no date.
    pub fn from_iso(text: &str) -> Result<Self, FieldError> {
        calendar::parse_iso(text).map(Self)
    }

    /// The date itself.
    pub fn date(self) -> Date {
        self.0
    }
}

/// A Korean mobile number, kept as its eleven (or ten) digits, e.g. `01012345678`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone(String);

impl Phone {
    /// Reads a typed mobile number: `010-1234-5678`, `+82 10 1234 5678`, `01012345678`.
    ///
    /// # Errors
    /// `Missing` or `Malformed`.
    pub fn parse(typed: &str) -> Result<Self, FieldError> {
        let typed = narrow(typed);
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(FieldError::Missing);
        }
        if typed.chars().any(|c| !(c.is_ascii_digit() || matches!(c, ' ' | '-' | '+' | '(' | ')' | '.'))) {
            return Err(FieldError::Malformed);
        }
        let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
        let local = match digits.strip_prefix("82") {
            Some(rest) if typed.starts_with('+') => format!("0{}", rest.trim_start_matches('0')),
            _ => digits,
        };
        let shape = matches!(local.len(), 10 | 11)
            && ["010", "011", "016", "017", "018", "019"].iter().any(|p| local.starts_with(p))
            && (local.len() == 11 || !local.starts_with("010"));
        if shape { Ok(Self(local)) } else { Err(FieldError::Malformed) }
    }

    /// Stands for the number of somebody who had it erased: nobody's, and never called.
    pub fn erased() -> Self {
        Self("01000000000".to_owned())
    }

    /// Only digits.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// The last four digits, by which a desk finds a person.
    pub fn tail(&self) -> &str {
        &self.0[self.0.len() - 4..]
    }

    /// `010-1234-5678`.
    pub fn formatted(&self) -> String {
        let middle = self.0.len() - 4;
        format!("{}-{}-{}", &self.0[..3], &self.0[3..middle], self.tail())
    }

    /// `010-****-5678`, for pages that only remind.
    pub fn masked(&self) -> String {
        format!("{}-****-{}", &self.0[..3], self.tail())
    }
}

macro_rules! silent_debug {
    ($($name:ident),+) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )+};
}
silent_debug!(PersonName, BirthDate, Phone);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::macros::date;

    #[test]
    fn phones_are_read_in_every_usual_spelling() {
        for typed in [
            "010-1234-5678",
            "01012345678",
            "０１０１２３４５６７８",
            "+82 10-1234-5678",
            "+82 (0)10 1234 5678",
            " 010 1234 5678 ",
        ] {
            assert_eq!(Phone::parse(typed).unwrap().digits(), "01012345678", "{typed}");
        }
        assert_eq!(Phone::parse("01012345678").unwrap().masked(), "010-****-5678");
        for bad in ["02-123-4567", "0101234567", "010-1234-567a", "112", "＋８２", "０２"] {
            assert_eq!(Phone::parse(bad), Err(FieldError::Malformed), "{bad}");
        }
    }

    #[test]
    fn names_take_any_script_and_no_digits() {
        assert_eq!(PersonName::parse(" 홍  길동 ").unwrap().as_str(), "홍 길동");
        assert_eq!(PersonName::parse("Anne-Marie O'Neil").unwrap().normalised(), "annemarieoneil");
        assert!(PersonName::parse("900101-1234567").is_err());
        assert!(PersonName::parse("<script>").is_err());
        for nobody in ["-", "'", "- -", "."] {
            assert_eq!(PersonName::parse(nobody), Err(FieldError::Malformed), "{nobody}");
        }
        for unseen in ["\u{3164}", "\u{115F}\u{1160}", "\u{FFA0}", "\u{200B}"] {
            assert_eq!(PersonName::parse(unseen), Err(FieldError::Missing));
        }
        assert_eq!(PersonName::parse("홍\u{200B}길동").unwrap().as_str(), "홍길동");
    }

    #[test]
    fn a_masked_name_is_known_to_whoever_knows_it() {
        for (name, masked) in [
            ("데모접종자", "데***자"),
            ("홍길동", "홍*동"),
            ("홍길", "홍*"),
            ("홍", "홍"),
            ("Demo Kim", "D*** K**"),
        ] {
            assert_eq!(PersonName::parse(name).unwrap().masked(), masked);
        }
    }

    #[test]
    fn what_was_erased_is_nothing_that_can_be_typed() {
        assert!(PersonName::parse(PersonName::erased().as_str()).is_err());
        assert!(BirthDate::erased().date().year() < 1800);
    }

    #[test]
    fn nobody_is_born_tomorrow() {
        let today = date!(2026 - 12 - 01);
        assert_eq!(BirthDate::parse("2026", "12", "2", today), Err(FieldError::InFuture));
        assert!(BirthDate::parse("2026", "12", "1", today).is_ok());
    }

    #[test]
    fn debug_shows_nothing_personal() {
        assert_eq!(format!("{:?}", Phone::parse("010-1234-5678").unwrap()), "Phone(…)");
    }

    proptest! {
        #[test]
        fn arbitrary_text_never_panics(s in ".*") {
            let _ = (Phone::parse(&s).map(|p| p.formatted()), PersonName::parse(&s), BirthDate::from_iso(&s));
        }
    }
}
