//! Hospitals, vaccines and doses, made by the real commands: supplied, received, registered.

use super::{Citizen, EXPIRY, World, key};
use domain::{
    calendar::ClosedWeekdays,
    hospital::{HospitalForm, Province, WaitPolicy},
    id::{HospitalId, ReservationId, SupplyId, VaccineId},
    refusal::Refusal,
    supply::SupplyForm,
    vaccine::VaccineForm,
};
use store::{
    hospital,
    reservation::{self, Request},
    supply, vaccine,
    waitlist::{self, Join},
};
use time::{Date, macros::time};

/// Doses one vial is labelled with.
pub(crate) const DOSES_PER_VIAL: i16 = 6;

/// A hospital and a vaccine it has in stock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) hospital: HospitalId,
    pub(crate) vaccine: VaccineId,
}

/// A hospital in Seoul, open every day until six.
pub(crate) fn hospital_form(name: &str, daily_capacity: i32) -> HospitalForm {
    HospitalForm {
        name: name.to_owned(),
        province: Province::Seoul,
        daily_capacity,
        closed: ClosedWeekdays::default(),
        closes_at: time!(18:00),
        wait_policy: WaitPolicy::Turns,
        offer_minutes: 30,
    }
}

/// A vaccine of two doses, from the age of twelve.
pub(crate) fn vaccine_form(name: &str, vials: i32) -> VaccineForm {
    VaccineForm {
        name: name.to_owned(),
        name_en: format!("{name} (en)"),
        vials,
        doses_per_vial: DOSES_PER_VIAL,
        doses_required: 2,
        interval_days: 21,
        minimum_age: 12,
    }
}

/// Vials of one lot.
pub(crate) fn supply_form(lot_number: &str, expires_on: Date, vials: i32) -> SupplyForm {
    SupplyForm { lot_number: lot_number.to_owned(), expires_on, vials }
}

impl World {
    /// A hospital of that capacity; its days are open.
    pub(crate) async fn hospital(&self, daily_capacity: i32) -> HospitalId {
        let form = hospital_form(&format!("병원 {}", self.draw()), daily_capacity);
        hospital::register(&self.db, self.admin, &self.admin_key(), &form).await.unwrap().unwrap()
    }

    /// A vaccine with more vials than any test needs.
    pub(crate) async fn vaccine(&self) -> VaccineId {
        let form = vaccine_form(&format!("백신 {}", self.draw()), 1_000_000);
        vaccine::register(&self.db, self.admin, &self.admin_key(), &form).await.unwrap().unwrap()
    }

    /// A hospital of that capacity with that many doses.
    pub(crate) async fn place(&self, daily_capacity: i32, doses: i32) -> Place {
        let place = Place { hospital: self.hospital(daily_capacity).await, vaccine: self.vaccine().await };
        self.stock(place, doses).await;
        place
    }

    /// Doses of a new lot.
    pub(crate) async fn stock(&self, place: Place, doses: i32) {
        if doses > 0 {
            let lot = format!("LOT-{}", self.draw());
            self.stock_lot(place, &lot, EXPIRY, doses).await;
        }
    }

    /// Doses of a lot with this expiry.
    pub(crate) async fn stock_lot(&self, place: Place, lot: &str, expires_on: Date, doses: i32) {
        let per_vial = i32::from(DOSES_PER_VIAL);
        let supply = self.received(place, lot, expires_on, (doses + per_vial - 1) / per_vial).await;
        supply::register_doses(&self.db, self.admin, place.hospital, supply, doses).await.unwrap().unwrap();
    }

    /// A supply on its way.
    pub(crate) async fn sent(&self, place: Place, lot: &str, expires_on: Date, vials: i32) -> SupplyId {
        let form = supply_form(lot, expires_on, vials);
        supply::send(&self.db, self.admin, &self.admin_key(), place.hospital, place.vaccine, &form)
            .await
            .unwrap()
            .unwrap()
    }

    /// A supply that has arrived.
    pub(crate) async fn received(&self, place: Place, lot: &str, expires_on: Date, vials: i32) -> SupplyId {
        let supply = self.sent(place, lot, expires_on, vials).await;
        supply::receive(&self.db, self.admin, None, supply).await.unwrap().unwrap();
        supply
    }

    /// Requests a dose, under a fresh key.
    pub(crate) async fn book(&self, who: Citizen, place: Place, on: Date) -> Result<ReservationId, Refusal> {
        reservation::request_one(&self.db, request(who, place, on)).await.unwrap()
    }

    /// A booking of somebody new.
    pub(crate) async fn booked(&self, place: Place, on: Date) -> ReservationId {
        let who = self.citizen().await;
        self.book(who, place, on).await.unwrap()
    }

    /// Joins the line, under a fresh key.
    pub(crate) async fn wait(
        &self,
        who: Citizen,
        place: Place,
        on: Option<Date>,
    ) -> Result<ReservationId, Refusal> {
        waitlist::join(&self.db, &join(who, place, on)).await.unwrap()
    }
}

/// A request under a fresh key.
pub(crate) fn request(who: Citizen, place: Place, day_on: Date) -> Request {
    Request {
        account: who.account,
        person: who.person,
        hospital: place.hospital,
        vaccine: place.vaccine,
        day_on,
        key: key(),
    }
}

/// A wish to wait under a fresh key.
pub(crate) fn join(who: Citizen, place: Place, wanted_on: Option<Date>) -> Join {
    Join {
        account: who.account,
        person: who.person,
        hospital: place.hospital,
        vaccine: place.vaccine,
        wanted_on,
        instead_of: None,
        key: key(),
    }
}
