//! Fields that several forms have, read with messages that say what belongs there.

use crate::form::Form;
use domain::{
    field::FieldError,
    person::{BirthDate, PersonName, Phone},
};
use time::Date;

/// Something, whatever it is.
pub(crate) fn any(typed: &str) -> Result<(), FieldError> {
    if typed.is_empty() { Err(FieldError::Missing) } else { Ok(()) }
}

/// A person's name.
pub(crate) fn read_name(form: &mut Form, typed: &str) -> Option<PersonName> {
    match PersonName::parse(typed) {
        Err(FieldError::Malformed) => {
            form.say("name", |t| t.citizen.book.name_malformed.into());
            None
        }
        parsed => form.check("name", |t| t.citizen.book.name, parsed),
    }
}

/// Year, month and day of birth.
pub(crate) fn read_birth(form: &mut Form, typed: [&str; 3], today: Date) -> Option<BirthDate> {
    let [year, month, day] = typed;
    match BirthDate::parse(year, month, day, today) {
        Err(FieldError::Missing) => {
            form.say("birth", |t| t.citizen.book.birth_missing.into());
            None
        }
        Err(FieldError::NoSuchDate) if year.trim().chars().count() < 4 => {
            form.say("birth", |t| t.citizen.book.birth_year_short.into());
            None
        }
        parsed => form.check("birth", |t| t.citizen.book.birth, parsed),
    }
}

/// The number of a mobile phone.
pub(crate) fn read_phone(form: &mut Form, typed: &str) -> Option<Phone> {
    match Phone::parse(typed) {
        Err(FieldError::Malformed) => {
            form.say("phone", |t| t.public.sign_in.phone_malformed.into());
            None
        }
        parsed => form.check("phone", |t| t.public.sign_in.phone, parsed),
    }
}
