//! Somebody without a booking, as typed at the desk: from the form over the last look to the
//! record, always in a form's body, never in an address.

use crate::{
    form::{Form, kept},
    typed::{read_birth, read_name, read_phone},
};
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
        let name = read_name(form, &self.name);
        let [year, month, day] = &self.birth;
        let birth = read_birth(form, [year, month, day], today);
        let phone = read_phone(form, &self.phone);
        let lot = self.lot.parse().map_err(|_| FieldError::Unchosen);
        let lot = form.check("lot", |t| t.desk.visit.lot, lot);
        Some(Arrival { name: name?, birth: birth?, phone: phone?, lot: lot? })
    }
}
