//! Figures and names as pages show them.

use super::{Lang, lang};
use std::fmt::Display;

/// `12,345`: groups of three digits.
pub fn grouped(number: impl Display) -> String {
    let plain = number.to_string();
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |digits| ("-", digits));
    let mut text = sign.to_owned();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The name in the visitor's language, of a thing that has two; the Korean one where the
/// other is missing.
pub fn named<'a>(korean: &'a str, english: &'a str) -> &'a str {
    if lang() == Lang::En && !english.is_empty() { english } else { korean }
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn digits_stand_in_groups_of_three() {
        for (number, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (-1_234_567, "-1,234,567")] {
            assert_eq!(grouped(number), text);
        }
    }
}
