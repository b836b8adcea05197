//! Two hospitals, each with its staff, a citizen who booked there, doses and a record.

use crate::harness::{Citizen, World};
use domain::{
    account::Role,
    calendar::iso,
    id::{AccountId, HospitalId, LotId, ReservationId, SupplyId, TokenId, VaccinationId, VaccineId},
    person::{BirthDate, PersonName},
    token::Scope,
};
use store::{
    account, link, share,
    vaccination::{Given, record},
    view::stock::{list_lots, list_supplies},
};
use uuid::Uuid;

/// Who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seat {
    Nobody,
    /// The citizen whose things are named, and one whose they are not.
    Owner,
    Stranger,
    /// Staff of the hospital whose things are named, and of another.
    DeskHere,
    DeskThere,
    StockHere,
    StockThere,
    Admin,
}

/// What one citizen and one hospital have.
pub(crate) struct Things {
    pub(crate) citizen: Citizen,
    pub(crate) reservation: ReservationId,
    pub(crate) supply: SupplyId,
    pub(crate) lot: LotId,
    pub(crate) vaccination: VaccinationId,
    /// A dose of somebody the citizen cares for.
    pub(crate) dose: VaccinationId,
    /// What whoever holds them may look at.
    pub(crate) visit_code: String,
    pub(crate) share_code: String,
    pub(crate) proof_code: String,
    /// Account and session of its staff.
    pub(crate) desk: (AccountId, String),
    pub(crate) stock: (AccountId, String),
}

/// A token to call with, and one to look at and to end.
pub(crate) struct Tokens {
    pub(crate) text: String,
    pub(crate) thing: TokenId,
}

pub(crate) struct Cast {
    pub(crate) here: Things,
    pub(crate) there: Things,
    pub(crate) admin: String,
    pub(crate) tokens: Vec<(Seat, Tokens)>,
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
        let hospital = here;
        let here = things(world, here, vaccine, 1).await;
        let there = things(world, there, vaccine, 2).await;
        let tokens = tokens(world, &here, &there).await;
        Self {
            member,
            here,
            there,
            tokens,
            admin: world.session(world.admin).await,
            hospital,
            vaccine,
            day: iso(world.day(3).await),
        }
    }

    /// The session's.
    pub(crate) fn token(&self, seat: Seat) -> Option<&str> {
        Some(match seat {
            Seat::Nobody => return None,
            Seat::Owner => &self.here.citizen.token,
            Seat::Stranger => &self.there.citizen.token,
            Seat::DeskHere => &self.here.desk.1,
            Seat::DeskThere => &self.there.desk.1,
            Seat::StockHere => &self.here.stock.1,
            Seat::StockThere => &self.there.stock.1,
            Seat::Admin => &self.admin,
        })
    }

    /// The session's.
    pub(crate) fn tokens(&self, seat: Seat) -> Option<&Tokens> {
        self.tokens.iter().find(|(of, _)| *of == seat).map(|(_, tokens)| tokens)
    }
}

/// Tokens of everybody who has an account.
async fn tokens(world: &World, here: &Things, there: &Things) -> Vec<(Seat, Tokens)> {
    let mut tokens = Vec::new();
    for (seat, account) in [
        (Seat::Owner, here.citizen.account),
        (Seat::Stranger, there.citizen.account),
        (Seat::DeskHere, here.desk.0),
        (Seat::DeskThere, there.desk.0),
        (Seat::StockHere, here.stock.0),
        (Seat::StockThere, there.stock.0),
        (Seat::Admin, world.admin),
    ] {
        let (_, text) = world.token(account, &Scope::ALL).await;
        let (thing, _) = world.token(account, &[Scope::ReservationsRead]).await;
        tokens.push((seat, Tokens { text, thing }));
    }
    tokens
}

async fn things(world: &World, hospital: HospitalId, vaccine: VaccineId, n: u32) -> Things {
    let db = &world.db;
    world.doses(hospital, vaccine, 50).await;
    let staff = async |login: &str, role| {
        let login = format!("{login}{n}");
        let account = account::register_staff(db, &login, &login, "-", role).await.unwrap().unwrap();
        (account, world.session(account).await)
    };
    let desk = staff("desk", Role::ReservationManager(hospital)).await;
    let stock = staff("stock", Role::VaccineManager(hospital)).await;
    let citizen = world.citizen(n).await;
    let reservation = world.books(&citizen, hospital, vaccine).await;
    let lot = list_lots(db, hospital).await.unwrap()[0].lot;
    let supply = list_supplies(db, Some(hospital), None, 10).await.unwrap()[0].supply;
    let person = world.citizen(100 + n).await.person;
    let given = Given { by: desk.0, hospital, lot, person, key: Uuid::new_v4() };
    let vaccination = record(db, &given).await.unwrap().unwrap();
    let birth = BirthDate::from_iso("1950-01-01").unwrap();
    let elder = PersonName::parse("시험어른").unwrap();
    let elder = account::ensure_person(db, citizen.account, &elder, birth).await.unwrap();
    let given = Given { person: elder, key: Uuid::new_v4(), ..given };
    let dose = record(db, &given).await.unwrap().unwrap();
    let share = share::create(db, citizen.account, reservation, Uuid::new_v4()).await.unwrap().unwrap();
    Things {
        visit_code: link::of_visit(db, reservation),
        share_code: link::of_share(db, share),
        proof_code: link::of_proof(db, dose),
        citizen,
        reservation,
        supply,
        lot,
        vaccination,
        dose,
        desk,
        stock,
    }
}
