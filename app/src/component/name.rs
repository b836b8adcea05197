//! Things that carry a name in each language.

use crate::text::{Lang, lang};

/// The name in the visitor's language.
pub fn localized<'a>(korean: &'a str, english: &'a str) -> &'a str {
    match lang() {
        Lang::Ko => korean,
        Lang::En => english,
    }
}
