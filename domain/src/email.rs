//! E-mail addresses, as typed by people and kept sealed.

use crate::field::FieldError;
use std::fmt;

/// Most characters of an address (RFC 5321), and of the part before the `@`.
const MOST: (usize, usize) = (254, 64);

/// An e-mail address in plain letters; the part after the `@` in lower case.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Reads a typed address. Quoted names, comments and addresses without a dot after the `@` are
    /// allowed by the standards and typed by nobody.
    ///
    /// # Errors
    /// `Missing`, `TooLong` or `Malformed`.
    pub fn parse(typed: &str) -> Result<Self, FieldError> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(FieldError::Missing);
        }
        if typed.len() > MOST.0 {
            return Err(FieldError::TooLong(MOST.0));
        }
        let (local, domain) = typed.split_once('@').ok_or(FieldError::Malformed)?;
        let is_atom = |atom: &str| {
            let fits = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
            !atom.is_empty() && atom.chars().all(fits)
        };
        let is_label = |label: &str| {
            (1..=63).contains(&label.len())
                && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        let shape = local.len() <= MOST.1
            && local.split('.').all(is_atom)
            && domain.contains('.')
            && domain.split('.').all(is_label)
            && !domain.ends_with(|c: char| c.is_ascii_digit());
        if shape {
            Ok(Self(format!("{local}@{}", domain.to_ascii_lowercase())))
        } else {
            Err(FieldError::Malformed)
        }
    }

    /// The address itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `ab***@example.com`, for pages that only remind.
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.split_once('@').unwrap_or_default();
        let seen = if local.len() > 2 { 2 } else { 1 };
        format!("{}***@{domain}", local.get(..seen).unwrap_or_default())
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn usual_addresses_are_read() {
        for (typed, read) in [
            (" demo@example.com ", "demo@example.com"),
            ("Demo.Person+tag@Mail.Example.COM", "Demo.Person+tag@mail.example.com"),
            ("a@b-c.co.kr", "a@b-c.co.kr"),
        ] {
            assert_eq!(EmailAddress::parse(typed).unwrap().as_str(), read);
        }
        assert_eq!(EmailAddress::parse(" "), Err(FieldError::Missing));
        assert_eq!(EmailAddress::parse(&format!("a@{}.kr", "b".repeat(260))), Err(FieldError::TooLong(254)));
    }

    #[test]
    fn nothing_that_could_be_a_header_or_two_addresses_is() {
        for bad in [
            "demo",
            "@example.com",
            "demo@",
            "demo@example",
            "a@b@example.com",
            "a,b@example.com",
            "a b@example.com",
            "demo@example.com\r\nBcc: x@example.com",
            "\"a\"@example.com",
            "<demo@example.com>",
            ".a@example.com",
            "a..b@example.com",
            "a@-b.com",
            "a@127.0.0.1",
            "데모@example.com",
        ] {
            assert_eq!(EmailAddress::parse(bad), Err(FieldError::Malformed), "{bad}");
        }
    }

    #[test]
    fn what_is_shown_and_logged_tells_little() {
        let address = EmailAddress::parse("demo@example.com").unwrap();
        assert_eq!(address.masked(), "de***@example.com");
        assert_eq!(EmailAddress::parse("ab@example.com").unwrap().masked(), "a***@example.com");
        assert_eq!(format!("{address:?}"), "EmailAddress(…)");
    }

    proptest! {
        #[test]
        fn arbitrary_text_never_panics(s in ".*") {
            let _ = EmailAddress::parse(&s).map(|a| a.masked());
        }
    }
}
