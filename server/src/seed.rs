//! Demonstration data: the hospitals of the public register, four vaccines as they were used
//! in Korea, supplies, doses, and four staff accounts. Everything made up says "데모" or DEMO.
//!
//! All of it goes through the same commands as people's own acts, so the ledger and the
//! events are whole. Running it twice changes nothing.

use crate::password;
use domain::{
    account::Role,
    id::{AccountId, HospitalId, VaccineId},
    supply::SupplyForm,
    vaccine::VaccineForm,
};
use store::{Db, account, hospital, idempotency::Key, import, supply, vaccine, view};
use time::Duration;
use uuid::Uuid;

/// A real product: name, English name, vials bought, doses a vial, doses required, days
/// between, minimum age (labels and Korea's rules of 2021).
type Product = (&'static str, &'static str, i32, i16, i16, i16, i16);

const VACCINES: [Product; 4] = [
    ("코미나티주(화이자)", "Comirnaty (Pfizer-BioNTech)", 60_000, 6, 2, 21, 12),
    ("스파이크박스주(모더나)", "Spikevax (Moderna)", 40_000, 10, 2, 28, 18),
    ("백스제브리아주(아스트라제네카)", "Vaxzevria (AstraZeneca)", 30_000, 10, 2, 56, 30),
    ("코비드-19백신 얀센주", "COVID-19 Vaccine Janssen", 20_000, 5, 1, 0, 30),
];

/// The staff hospital of the demonstration.
const HOSPITAL: &str = "서울대학교병원";

/// Password of the demonstration accounts.
const PASSWORD: &str = "alimi-demo-2026";

/// Why seeding stopped.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SeedError {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error("the hospital file of this release is faulty: {0}")]
    File(import::BadCell),
    #[error("a command refused demonstration data: {0}")]
    Refused(#[from] domain::refusal::Refusal),
    #[error("a password could not be hashed")]
    Hash,
}

/// Adds what is missing and prints the sign-ins.
#[expect(clippy::print_stdout, reason = "this is a command's output")]
pub(crate) async fn run(db: &Db) -> Result<(), SeedError> {
    let file = include_bytes!("../../data/hospitals.csv");
    let imported =
        import::hospitals(db, file).await?.map_err(|mut bad| SeedError::File(bad.swap_remove(0)))?;
    let admin = ensure_staff(db, "admin", "관리자(데모)", Role::Admin).await?;
    let search = view::hospital::Search { name: HOSPITAL.to_owned(), ..Default::default() };
    let found = view::hospital::list(db, &search, 0, 10).await?;
    let staffed = found.cards.iter().find(|c| c.name == HOSPITAL).map(|c| c.hospital);
    if let Some(hospital) = staffed {
        ensure_staff(db, "desk", "예약 관리자(데모)", Role::ReservationManager(hospital)).await?;
        // A record is corrected by somebody else than who made it.
        ensure_staff(db, "desk2", "예약 관리자(데모) 2", Role::ReservationManager(hospital)).await?;
        ensure_staff(db, "stock", "백신 관리자(데모)", Role::VaccineManager(hospital)).await?;
    }
    if view::admin::list_vaccines(db).await?.is_empty() {
        let hospitals = view::admin::list_hospitals(db, "").await?;
        let mut vaccines = Vec::new();
        for vaccine in VACCINES {
            vaccines.push((register_vaccine(db, admin, vaccine).await?, vaccine));
        }
        for (i, h) in hospitals.iter().enumerate() {
            let i = i32::try_from(i).unwrap_or(0);
            // Every seventh hospital has nothing yet, so that a line can be seen to form.
            if i % 7 != 6 || Some(h.hospital) == staffed {
                let nearly_out = i % 10 == 3 && Some(h.hospital) != staffed;
                let doses = if nearly_out { 5 } else { h.daily_capacity * 4 };
                stock_up(db, admin, h.hospital, doses, i, &vaccines).await?;
            }
        }
        if let Some(hospital) = staffed {
            send_one_more(db, admin, hospital, &vaccines).await?;
        }
    }
    hospital::open_days(db).await?;
    println!(
        "hospitals: {} added, {} unchanged\n\nDemonstration sign-ins (http, /staff/sign-in), password {PASSWORD}:\n  \
         admin   관리자\n  desk    예약 관리자, {HOSPITAL}\n  desk2   예약 관리자, {HOSPITAL}\n  stock   백신 관리자, {HOSPITAL}\n\
         Only a development server lets them in without a second factor.\n\
         Citizens sign in at /sign-in with any mobile number; the code appears in this terminal and on /dev/inbox.",
        imported.added, imported.unchanged
    );
    Ok(())
}

async fn ensure_staff(db: &Db, login: &str, label: &str, role: Role) -> Result<AccountId, SeedError> {
    if let Some(known) = account::find_staff(db, login).await? {
        return Ok(known.account);
    }
    let hash = password::hash(PASSWORD.to_owned()).await.ok_or(SeedError::Hash)?;
    let account = account::register_staff(db, login, label, &hash, role).await??;
    store::staff::mark_demo(db, account).await?;
    Ok(account)
}

async fn register_vaccine(
    db: &Db,
    admin: AccountId,
    (name, name_en, vials, doses_per_vial, doses_required, interval_days, minimum_age): Product,
) -> Result<VaccineId, SeedError> {
    let form = VaccineForm {
        name: name.to_owned(),
        name_en: name_en.to_owned(),
        vials,
        doses_per_vial,
        doses_required,
        interval_days,
        minimum_age,
    };
    let key = Key::new(admin, Uuid::new_v4(), "seed_vaccine", &[name]);
    Ok(vaccine::register(db, admin, &key, &form).await??)
}

/// Two vaccines for most hospitals, about a week's doses; some are nearly out.
async fn stock_up(
    db: &Db,
    admin: AccountId,
    hospital: HospitalId,
    doses: i32,
    i: i32,
    vaccines: &[(VaccineId, Product)],
) -> Result<(), SeedError> {
    let first = usize::try_from(i).unwrap_or(0);
    for k in 0..2 {
        let (vaccine, (.., doses_per_vial, _, _, _)) = vaccines[(first + k) % vaccines.len()];
        let vials = (doses / i32::from(doses_per_vial)).max(1);
        let lot = format!("DEMO-{:03}{}", i + 1, if k == 0 { 'A' } else { 'B' });
        let sent = send(db, admin, hospital, vaccine, lot, vials, 45 + i64::from(i % 5) * 9).await?;
        supply::receive(db, admin, None, sent).await??;
        supply::register_doses(
            db,
            admin,
            hospital,
            sent,
            doses.min(vials * i32::from(doses_per_vial)).max(1),
        )
        .await??;
    }
    Ok(())
}

/// A supply on its way to the staffed hospital, for its vaccine manager to receive.
async fn send_one_more(
    db: &Db,
    admin: AccountId,
    hospital: HospitalId,
    vaccines: &[(VaccineId, Product)],
) -> Result<(), SeedError> {
    send(db, admin, hospital, vaccines[0].0, "DEMO-NEXT".to_owned(), 20, 90).await?;
    Ok(())
}

async fn send(
    db: &Db,
    admin: AccountId,
    hospital: HospitalId,
    vaccine: VaccineId,
    lot_number: String,
    vials: i32,
    days: i64,
) -> Result<domain::id::SupplyId, SeedError> {
    let expires_on = db.today().await? + Duration::days(days);
    let key = Key::new(admin, Uuid::new_v4(), "seed_supply", &[&lot_number]);
    let form = SupplyForm { lot_number, expires_on, vials };
    Ok(supply::send(db, admin, &key, hospital, vaccine, &form).await??)
}
