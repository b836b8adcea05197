//! Somebody without a booking, as typed at the desk: from the form over the last look to the
//! record, always in a form's body, never in an address.

use crate::form::{Form, Label, kept};
use domain::{
    field::FieldError,
    id::LotId,
    person::{BirthDate, PersonName, Phone},
};
use time::Date;

/// The fields, as they travel.
#[derive(Clone, Debug, Default)]
pub(crate) struct Typed {
    pub(crate) name: String,
    pub(crate) birth: [String; 3],
    pub(crate) phone: String,
    pub(crate) lot: String,
}

/// Who is here, and from which lot.
#[derive(Clone, Debug)]
pub(crate) struct Arrival {
    pub(crate) name: PersonName,
    pub(crate) birth: BirthDate,
    pub(crate) phone: Phone,
    pub(crate) lot: LotId,
}

impl Typed {
    /// What the form that this page answers carried.
    pub(super) fn kept() -> Self {
        let kept = |field| kept(field).unwrap_or_default();
        Self {
            name: kept("name"),
            birth: ["birth_year", "birth_month", "birth_day"].map(kept),
            phone: kept("phone"),
            lot: kept("lot"),
        }
    }

    /// Reads them in the order of the form, or notes there what is wrong.
    pub(crate) fn read(&self, form: &mut Form, today: Date) -> Option<Arrival> {
        let name = PersonName::parse(&self.name);
        let name = ask(form, "name", |t| t.desk.name, |t| t.desk.visit.name_missing, name);
        let [year, month, day] = &self.birth;
        let birth = BirthDate::parse(year, month, day, today);
        let birth = ask(form, "birth", |t| t.desk.birth, |t| t.desk.visit.birth_missing, birth);
        let phone = match Phone::parse(&self.phone) {
            Err(FieldError::Malformed) => {
                form.say("phone", |t| t.public.sign_in.phone_malformed.into());
                None
            }
            parsed => ask(form, "phone", |t| t.desk.phone, |t| t.desk.visit.phone_missing, parsed),
        };
        let lot = self.lot.parse().map_err(|_| FieldError::Missing);
        let lot = ask(form, "lot", |t| t.desk.visit.lot, |t| t.desk.visit.lot_missing, lot);
        Some(Arrival { name: name?, birth: birth?, phone: phone?, lot: lot? })
    }
}

/// As [`Form::check`]; what is missing is asked for in the page's own words.
fn ask<T>(
    form: &mut Form,
    field: &'static str,
    label: Label,
    missing: Label,
    parsed: Result<T, FieldError>,
) -> Option<T> {
    if matches!(parsed, Err(FieldError::Missing)) {
        form.say(field, move |t| missing(t).to_owned());
        return None;
    }
    form.check(field, label, parsed)
}
