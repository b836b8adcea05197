//! What can be wrong with one typed value. Texts for it live in the app, in two languages.

use serde::{Deserialize, Serialize};

/// Why one field of a form is refused: cause, and through it the remedy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum FieldError {
    /// Nothing was typed.
    #[error("missing")]
    Missing,
    /// Nothing was chosen of what is offered.
    #[error("unchosen")]
    Unchosen,
    /// More characters than allowed (the limit).
    #[error("longer than {0} characters")]
    TooLong(usize),
    /// A character that does not belong, or a shape that cannot be read.
    #[error("malformed")]
    Malformed,
    /// A number outside its range (least, most).
    #[error("not between {0} and {1}")]
    OutOfRange(i64, i64),
    /// A day that does not exist, such as 31 February.
    #[error("no such date")]
    NoSuchDate,
    /// A date that lies in the future where it must not.
    #[error("in the future")]
    InFuture,
    /// A date that lies in the past where it must not.
    #[error("in the past")]
    InPast,
    /// Not one of the offered choices.
    #[error("not a choice")]
    NotAChoice,
    /// Another record already has this value.
    #[error("already taken")]
    Taken,
}

/// Reads a whole number between `least` and `most` from what a person typed; blanks and
/// thousands separators are forgiven.
///
/// # Errors
/// `Missing` or `OutOfRange`, which says what is expected.
pub fn parse_number(typed: &str, least: i64, most: i64) -> Result<i64, FieldError> {
    let digits: String = narrow(typed).chars().filter(|c| !matches!(c, ',' | ' ')).collect();
    if digits.is_empty() {
        return Err(FieldError::Missing);
    }
    let plain = digits.bytes().all(|b| b.is_ascii_digit());
    match digits.parse() {
        Ok(n) if plain && (least..=most).contains(&n) => Ok(n),
        _ => Err(FieldError::OutOfRange(least, most)),
    }
}

/// What is typed with a keyboard set to wide characters, as the narrow ones it stands for: `１２` is 12.
pub fn narrow(typed: &str) -> String {
    let one = |c: char| match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    typed.chars().map(one).collect()
}

/// Characters that nobody sees, and that make two names of what looks like one: Unicode's
/// `Default_Ignorable_Code_Point`, in the scripts that are typed here.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFF8}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Reads one line of text of at most `most` characters: trimmed, inner blanks folded, what nobody sees
/// left out, no control characters.
///
/// # Errors
/// `Missing`, `TooLong` or `Malformed`.
pub fn parse_line(typed: &str, most: usize) -> Result<String, FieldError> {
    let seen: String = typed.chars().filter(|c| !is_invisible(*c)).collect();
    let folded = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    if folded.is_empty() {
        return Err(FieldError::Missing);
    }
    if folded.chars().any(char::is_control) {
        return Err(FieldError::Malformed);
    }
    if folded.chars().count() > most {
        return Err(FieldError::TooLong(most));
    }
    Ok(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_forgive_separators_and_refuse_the_rest() {
        assert_eq!(parse_number(" 1,200 ", 1, 5_000), Ok(1_200));
        assert_eq!(parse_number("", 1, 9), Err(FieldError::Missing));
        assert_eq!(parse_number("１２", 1, 20), Ok(12));
        for odd in ["-3", "1.5", "많이", "+2"] {
            assert_eq!(parse_number(odd, 1, 9), Err(FieldError::OutOfRange(1, 9)), "{odd}");
        }
        assert_eq!(parse_number("10", 1, 9), Err(FieldError::OutOfRange(1, 9)));
        assert_eq!(parse_number("99999999999999999999", 1, 9), Err(FieldError::OutOfRange(1, 9)));
    }

    #[test]
    fn lines_are_folded_and_bounded() {
        assert_eq!(parse_line("  가  나\n다 ", 9).as_deref(), Ok("가 나 다"));
        assert_eq!(parse_line(" \t ", 9), Err(FieldError::Missing));
        assert_eq!(parse_line("가나다", 2), Err(FieldError::TooLong(2)));
        assert_eq!(parse_line("a\u{0}b", 9), Err(FieldError::Malformed));
        assert_eq!(parse_line("서울\u{200B}병원\u{FEFF}", 9).as_deref(), Ok("서울병원"));
        assert_eq!(parse_line("\u{3164}\u{AD}", 9), Err(FieldError::Missing));
    }
}
