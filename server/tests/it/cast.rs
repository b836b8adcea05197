//! Two hospitals, each with its staff, a citizen who booked there, doses and a record.

use crate::harness::{Citizen, World};
use domain::{
    account::Role,
    calendar::iso,
    id::{AccountId, HospitalId, LotId, ReservationId, SupplyId, VaccinationId, VaccineId},
};
use store::{
    account, reservation,
    vaccination::{Given, record},
    view::stock::{list_lots, list_supplies},
};
use uuid::Uuid;

/// What one citizen and one hospital have.
pub(crate) struct Things {
    pub(crate) citizen: Citizen,
    pub(crate) reservation: ReservationId,
    pub(crate) supply: SupplyId,
    pub(crate) lot: LotId,
    pub(crate) vaccination: VaccinationId,
    pub(crate) desk: String,
    pub(crate) stock: String,
}

pub(crate) struct Cast {
    pub(crate) here: Things,
    pub(crate) there: Things,
    pub(crate) admin: String,
    /// Somebody of staff whom nobody here is.
    pub(crate) member: AccountId,
    pub(crate) hospital: HospitalId,
    pub(crate) vaccine: VaccineId,
    pub(crate) day: String,
}

impl Cast {
    pub(crate) async fn assemble(world: &World) -> Self {
        let vaccine = world.vaccine().await;
        let here = world.late_hospital("이 병원", 50).await;
        let there = world.late_hospital("다른 병원", 50).await;
        let role = Role::ReservationManager(here);
        let member =
            account::register_staff(&world.db, "member", "member", "-", role).await.unwrap().unwrap();
        Self {
            member,
            here: things(world, here, vaccine, 1).await,
            there: things(world, there, vaccine, 2).await,
            admin: world.session(world.admin).await,
            hospital: here,
            vaccine,
            day: iso(world.day(3).await),
        }
    }
}

async fn things(world: &World, hospital: HospitalId, vaccine: VaccineId, n: u32) -> Things {
    let db = &world.db;
    world.doses(hospital, vaccine, 50).await;
    let staff = async |login: &str, role| {
        let login = format!("{login}{n}");
        let account = account::register_staff(db, &login, &login, "-", role).await.unwrap().unwrap();
        (account, world.session(account).await)
    };
    let (manager, desk) = staff("desk", Role::ReservationManager(hospital)).await;
    let (_, stock) = staff("stock", Role::VaccineManager(hospital)).await;
    let citizen = world.citizen(n).await;
    let request = reservation::Request {
        account: citizen.account,
        person: citizen.person,
        hospital,
        vaccine,
        day_on: world.day(3).await,
        key: Uuid::new_v4(),
    };
    let reservation = reservation::request_one(db, request).await.unwrap().unwrap();
    let lot = list_lots(db, hospital).await.unwrap()[0].lot;
    let supply = list_supplies(db, Some(hospital), None, 10).await.unwrap()[0].supply;
    let person = world.citizen(100 + n).await.person;
    let given = Given { by: manager, hospital, lot, person, key: Uuid::new_v4() };
    let vaccination = record(db, &given).await.unwrap().unwrap();
    Things { citizen, reservation, supply, lot, vaccination, desk, stock }
}
