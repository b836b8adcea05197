//! Who stands at the desk: found by reservation number, QR code, name or phone, among the
//! hospital's own bookings and the people it knows.
//!
//! A name is sealed, so its search opens the bookings of two weeks around today and no more.

use crate::{
    Db, Error, Result,
    account::{open_birth, open_name, open_phone},
    reservation::read_status,
    seal::Index,
};
use domain::{
    field::narrow,
    id::{HospitalId, PersonId, ReservationId, VaccinationId, VaccineId},
    person::{BirthDate, PersonName, Phone},
    reservation::{ReservationNumber, ReservationStatus},
};
use time::Date;
use uuid::Uuid;

/// Days before and after today whose bookings a search by name looks at.
const AROUND: i32 = 14;

/// A booking, and who it is for.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Which booking.
    pub reservation: ReservationId,
    /// Its number.
    pub number: ReservationNumber,
    /// Its state; it may lag behind what was recorded (N4).
    pub status: ReservationStatus,
    /// Whether it is of this hospital.
    pub here: bool,
    /// Whether a dose is kept for it.
    pub held: bool,
    /// Who.
    pub person: PersonId,
    /// That person's name.
    pub name: PersonName,
    /// Born when.
    pub birth: BirthDate,
    /// Reached where.
    pub phone: Option<Phone>,
    /// Which vaccine.
    pub vaccine: VaccineId,
    /// Korean name.
    pub vaccine_name: String,
    /// English name.
    pub vaccine_name_en: String,
    /// Which dose it is for.
    pub dose_no: i16,
    /// For which day.
    pub day_on: Option<Date>,
    /// The record of the dose it was used for, and which dose that was.
    pub record: Option<(VaccinationId, i16)>,
}

/// How somebody is looked for.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// By the number of the reservation; another hospital's is found too, and marked.
    Number(ReservationNumber),
    /// By phone number.
    Phone(Phone),
    /// By the last four digits.
    PhoneTail(String),
    /// By name or the beginning of one.
    Name(String),
}

impl Wanted {
    /// Reads what was typed into one field.
    pub fn parse(typed: &str) -> Option<Self> {
        let typed = narrow(typed);
        let typed = typed.trim();
        if typed.len() == 4 && typed.bytes().all(|b| b.is_ascii_digit()) {
            return Some(Self::PhoneTail(typed.to_owned()));
        }
        if let Ok(phone) = Phone::parse(typed) {
            return Some(Self::Phone(phone));
        }
        if let Some(number) = ReservationNumber::parse(typed) {
            return Some(Self::Number(number));
        }
        let name: String = typed.split_whitespace().collect();
        (name.chars().count() >= 2).then_some(Self::Name(name.to_lowercase()))
    }
}

/// The bookings somebody at this desk may mean: those that are open first, then by day; at most
/// fifty.
///
/// # Errors
/// When the database fails or a value cannot be opened.
pub async fn search(db: &Db, hospital: HospitalId, wanted: &Wanted) -> Result<Vec<Visit>> {
    let number = match wanted {
        Wanted::Number(number) => Some(number.as_str().to_owned()),
        _ => None,
    };
    let (phone, tail) = match wanted {
        Wanted::Phone(phone) => (Some(db.keys.index(Index::Phone, phone.digits()).to_vec()), None),
        Wanted::PhoneTail(tail) => (None, Some(db.keys.index(Index::PhoneTail, tail).to_vec())),
        _ => (None, None),
    };
    let found = read(db, hospital, None, number, phone, tail).await?;
    let Wanted::Name(name) = wanted else { return Ok(found) };
    let mut named: Vec<Visit> = found
        .into_iter()
        .filter(|v| {
            let own: String = v.name.as_str().split_whitespace().collect();
            own.to_lowercase().contains(name)
        })
        .collect();
    named.truncate(50);
    Ok(named)
}

/// One booking, of any hospital: whoever has its address holds it in hand.
///
/// # Errors
/// When the database fails or a value cannot be opened.
pub async fn find(db: &Db, hospital: HospitalId, reservation: ReservationId) -> Result<Option<Visit>> {
    Ok(read(db, hospital, Some(reservation.0), None, None, None).await?.pop())
}

async fn read(
    db: &Db,
    hospital: HospitalId,
    id: Option<Uuid>,
    number: Option<String>,
    phone: Option<Vec<u8>>,
    tail: Option<Vec<u8>>,
) -> Result<Vec<Visit>> {
    let rows = sqlx::query!(
        r#"SELECT r.reservation_id, r.number, r.status, r.hospital_id, r.person_id, p.name_sealed, p.birth_sealed,
                  a.phone_sealed, r.vaccine_id, v.name, v.name_en, r.dose_no, r.day_on,
                  EXISTS (SELECT FROM holds h WHERE h.reservation_id = r.reservation_id) AS "held!",
                  g.vaccination_id AS "record?", g.dose_no AS "given_no?"
           FROM reservations r JOIN persons p ON p.person_id = r.person_id
           JOIN accounts a ON a.account_id = r.account_id JOIN vaccines v ON v.vaccine_id = r.vaccine_id
           LEFT JOIN LATERAL (SELECT d.vaccination_id, d.dose_no FROM vaccinations d WHERE d.person_id = r.person_id
                              AND d.reservation_id = r.reservation_id AND d.voided_at IS NULL LIMIT 1) g ON true
           WHERE CASE
               WHEN $2::uuid IS NOT NULL THEN r.reservation_id = $2
               WHEN $3::text IS NOT NULL THEN r.number = $3
               WHEN $4::bytea IS NOT NULL THEN a.phone_index = $4 AND r.hospital_id = $1
               WHEN $5::bytea IS NOT NULL THEN a.phone_tail_index = $5 AND r.hospital_id = $1
               ELSE r.hospital_id = $1
                    AND r.day_on BETWEEN alimi_today() - $6::int AND alimi_today() + $6::int
                    AND r.status NOT IN ('waiting', 'offered', 'withdrawn') END
           ORDER BY r.status IN ('requested', 'confirmed') DESC, r.day_on, r.reservation_id LIMIT 5000"#,
        hospital.0,
        id,
        number,
        phone,
        tail,
        AROUND
    )
    .fetch_all(&db.pool)
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(Visit {
                reservation: ReservationId(r.reservation_id),
                number: ReservationNumber::parse(&r.number)
                    .ok_or(Error::Unreadable("reservations.number"))?,
                status: read_status(&r.status)?,
                here: r.hospital_id == hospital.0,
                held: r.held,
                person: PersonId(r.person_id),
                name: open_name(db, &r.name_sealed)?,
                birth: open_birth(db, &r.birth_sealed)?,
                phone: r.phone_sealed.as_deref().map(|s| open_phone(db, s)).transpose()?,
                vaccine: VaccineId(r.vaccine_id),
                vaccine_name: r.name,
                vaccine_name_en: r.name_en,
                dose_no: r.dose_no,
                day_on: r.day_on,
                record: r.record.map(VaccinationId).zip(r.given_no),
            })
        })
        .collect()
}
