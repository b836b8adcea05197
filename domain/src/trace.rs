//! Which call something belongs to, from a tap to the message it causes: W3C Trace Context, level 1.

use std::{
    fmt,
    num::{NonZeroU64, NonZeroU128},
};

/// Hexadecimal digits of a trace that are shown to people.
const SHOWN: usize = 12;

/// A call, and the step of it that something follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trace {
    /// The same from the first step to the last.
    pub id: NonZeroU128,
    /// The step.
    pub span: NonZeroU64,
    /// Whether its steps are collected.
    pub sampled: bool,
}

impl Trace {
    /// Reads a `traceparent`. Of a later version what is known of it counts.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let version = hex(parts.next()?, 2)?;
        let id = NonZeroU128::new(hex(parts.next()?, 32)?)?;
        let span = NonZeroU64::new(u64::try_from(hex(parts.next()?, 16)?).ok()?)?;
        let flags = hex(parts.next()?, 2)?;
        if version == 0xff || (version == 0 && parts.next().is_some()) {
            return None;
        }
        Some(Self { id, span, sampled: flags & 1 == 1 })
    }

    /// The trace's id: 32 hexadecimal digits.
    pub fn id(&self) -> String {
        format!("{:032x}", self.id)
    }

    /// The end of the id, which is always random: short enough to be read out on the phone.
    pub fn number(&self) -> String {
        self.id().split_off(32 - SHOWN)
    }
}

/// As `traceparent` has it.
impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "00-{:032x}-{:016x}-{:02x}", self.id, self.span, u8::from(self.sampled))
    }
}

/// So many lower-case hexadecimal digits, and nothing else.
fn hex(text: &str, digits: usize) -> Option<u128> {
    let all = text.len() == digits && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    all.then(|| u128::from_str_radix(text, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GIVEN: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    #[test]
    fn a_traceparent_reads_as_it_is_written() {
        let trace = Trace::parse(GIVEN).unwrap();
        assert_eq!(trace.to_string(), GIVEN);
        assert_eq!(trace.id(), "0af7651916cd43dd8448eb211c80319c");
        assert_eq!(trace.number(), "eb211c80319c");
        assert!(trace.sampled && !Trace::parse(&GIVEN.replace("-01", "-00")).unwrap().sampled);
    }

    #[test]
    fn a_later_version_may_say_more_and_this_one_may_not() {
        assert!(Trace::parse(&format!("{GIVEN}-more")).is_none());
        assert!(Trace::parse(&format!("01{}-more", &GIVEN[2..])).is_some());
        assert!(Trace::parse(&format!("ff{}", &GIVEN[2..])).is_none());
    }

    #[test]
    fn what_is_no_traceparent_is_none() {
        for bad in [
            "",
            "00",
            &GIVEN.to_uppercase(),
            &GIVEN.replace("0af7", "+af7"),
            &GIVEN.replace('b', "'"),
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
            "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01",
        ] {
            assert_eq!(Trace::parse(bad), None, "{bad}");
        }
    }
}
