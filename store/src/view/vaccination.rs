//! 접종 상태: doses recorded, for the person and for the desk (D2, D4).

use crate::{
    Db, Error, Result,
    account::{open_birth, open_name},
};
use domain::{
    id::{AccountId, HospitalId, LotId, PersonId, ReservationId, VaccinationId, VaccineId},
    person::{BirthDate, PersonName},
    vaccination::{Series, VoidReason},
};
use time::{Date, OffsetDateTime};

/// A recorded dose.
#[derive(Clone, Debug)]
pub struct Dose {
    /// Which record.
    pub vaccination: VaccinationId,
    /// Which dose.
    pub dose_no: i16,
    /// Given when.
    pub given_at: OffsetDateTime,
    /// Given on which day.
    pub given_on: Date,
    /// Where.
    pub hospital_name: String,
    /// From which lot.
    pub lot_number: String,
}

/// A person's series of one vaccine.
#[derive(Clone, Debug)]
pub struct PersonSeries {
    /// Who.
    pub person: PersonId,
    /// That person's name.
    pub name: PersonName,
    /// Which vaccine.
    pub vaccine: VaccineId,
    /// Korean name.
    pub vaccine_name: String,
    /// English name.
    pub vaccine_name_en: String,
    /// Where it stands.
    pub series: Series,
    /// The doses, first one first.
    pub doses: Vec<Dose>,
    /// The hospital of the last dose, where the next one may be booked.
    pub hospital: HospitalId,
}

/// The series of the persons of an account; nobody's who has no dose yet.
///
/// # Errors
/// When the database fails or a name cannot be opened.
pub async fn list_series(db: &Db, account: AccountId) -> Result<Vec<PersonSeries>> {
    let rows = sqlx::query!(
        "SELECT g.vaccination_id, g.person_id, p.name_sealed, g.vaccine_id, v.name, v.name_en, v.doses_required,
                v.interval_days, g.dose_no, g.given_at, g.given_on, h.name AS hospital_name, l.lot_number, g.hospital_id
         FROM vaccinations g
         JOIN persons p ON p.person_id = g.person_id JOIN vaccines v ON v.vaccine_id = g.vaccine_id
         JOIN hospitals h ON h.hospital_id = g.hospital_id JOIN lots l ON l.lot_id = g.lot_id
         WHERE p.account_id = $1 AND g.voided_at IS NULL ORDER BY g.person_id, g.vaccine_id, g.dose_no",
        account.0
    )
    .fetch_all(&db.pool)
    .await?;
    let mut all: Vec<PersonSeries> = Vec::new();
    for r in rows {
        let (person, vaccine) = (PersonId(r.person_id), VaccineId(r.vaccine_id));
        let dose = Dose {
            vaccination: VaccinationId(r.vaccination_id),
            dose_no: r.dose_no,
            given_at: r.given_at,
            given_on: r.given_on,
            hospital_name: r.hospital_name,
            lot_number: r.lot_number,
        };
        let hospital = HospitalId(r.hospital_id);
        if let Some(known) = all.last_mut().filter(|s| s.person == person && s.vaccine == vaccine) {
            known.series.doses += 1;
            known.series.last_on = Some(dose.given_on);
            known.hospital = hospital;
            known.doses.push(dose);
        } else {
            all.push(PersonSeries {
                person,
                name: open_name(db, &r.name_sealed)?,
                vaccine,
                vaccine_name: r.name,
                vaccine_name_en: r.name_en,
                series: Series {
                    doses: 1,
                    required: r.doses_required,
                    interval_days: r.interval_days,
                    last_on: Some(dose.given_on),
                },
                doses: vec![dose],
                hospital,
            });
        }
    }
    Ok(all)
}

/// What is recorded of a person for one vaccine; a person of no dose has an empty series.
///
/// # Errors
/// When the database fails.
pub async fn find_series(db: &Db, person: PersonId, vaccine: VaccineId) -> Result<Option<Series>> {
    crate::series::find(&db.pool, person, vaccine).await
}

/// The vaccine with which a person's series began, if any dose is recorded.
///
/// # Errors
/// When the database fails.
pub async fn find_begun(db: &Db, person: PersonId) -> Result<Option<VaccineId>> {
    Ok(sqlx::query_scalar!(
        "SELECT vaccine_id FROM vaccinations WHERE person_id = $1 AND voided_at IS NULL LIMIT 1",
        person.0
    )
    .fetch_optional(&db.pool)
    .await?
    .map(VaccineId))
}

/// A record that was taken back.
#[derive(Clone, Debug)]
pub struct Voided {
    /// When.
    pub at: OffsetDateTime,
    /// Why.
    pub reason: VoidReason,
    /// By whom.
    pub by: String,
}

/// A record as the desk sees it.
#[derive(Clone, Debug)]
pub struct Record {
    /// Which.
    pub vaccination: VaccinationId,
    /// Where it was given.
    pub hospital_name: String,
    /// To whom.
    pub person: PersonId,
    /// Who.
    pub name: PersonName,
    /// Born when.
    pub birth: BirthDate,
    /// Of which vaccine.
    pub vaccine: VaccineId,
    /// Korean name of the vaccine.
    pub vaccine_name: String,
    /// English name.
    pub vaccine_name_en: String,
    /// Doses the vaccine requires.
    pub doses_required: i16,
    /// Which dose.
    pub dose_no: i16,
    /// Which lot.
    pub lot: LotId,
    /// Its number.
    pub lot_number: String,
    /// Given when.
    pub given_at: OffsetDateTime,
    /// The day whose place it keeps.
    pub place_on: Date,
    /// The booking that was used; none for a walk-in.
    pub reservation: Option<ReservationId>,
    /// Whether the booking shows 접종 완료 already; it follows a moment later (N4).
    pub status_followed: bool,
    /// Who recorded it.
    pub by: String,
    /// That account.
    pub by_account: AccountId,
    /// When, why and by whom it was taken back.
    pub voided: Option<Voided>,
}

/// The records of a hospital's day, newest first.
///
/// # Errors
/// When the database fails or a value cannot be opened.
pub async fn list_records(db: &Db, hospital: HospitalId, day: Date) -> Result<Vec<Record>> {
    read_records(db, Some(hospital), Some(day), None).await
}

/// One record of a hospital, or, for the admin, of any.
///
/// # Errors
/// When the database fails or a value cannot be opened.
pub async fn find_record(
    db: &Db,
    hospital: Option<HospitalId>,
    vaccination: VaccinationId,
) -> Result<Option<Record>> {
    Ok(read_records(db, hospital, None, Some(vaccination)).await?.pop())
}

async fn read_records(
    db: &Db,
    hospital: Option<HospitalId>,
    day: Option<Date>,
    only: Option<VaccinationId>,
) -> Result<Vec<Record>> {
    let rows = sqlx::query!(
        r#"SELECT g.vaccination_id, h.name AS hospital_name, g.person_id, p.name_sealed, p.birth_sealed, g.vaccine_id, v.name, v.name_en, v.doses_required,
                  g.dose_no, g.lot_id, l.lot_number, g.given_at, g.place_on, g.reservation_id,
                  coalesce(r.status = 'vaccinated', true) AS "status_followed!",
                  coalesce(a.label, a.login, '') AS "by!", g.recorded_by, g.voided_at, g.void_reason,
                  coalesce(b.label, b.login, '') AS "voided_by!"
           FROM vaccinations g
           JOIN persons p ON p.person_id = g.person_id JOIN vaccines v ON v.vaccine_id = g.vaccine_id
           JOIN lots l ON l.lot_id = g.lot_id JOIN accounts a ON a.account_id = g.recorded_by
           JOIN hospitals h ON h.hospital_id = g.hospital_id
           LEFT JOIN reservations r ON r.reservation_id = g.reservation_id
           LEFT JOIN accounts b ON b.account_id = g.voided_by
           WHERE ($1::bigint IS NULL OR g.hospital_id = $1) AND ($2::date IS NULL OR g.given_on = $2) AND ($3::uuid IS NULL OR g.vaccination_id = $3)
           ORDER BY g.given_at DESC LIMIT 1000"#,
        hospital.map(|h| h.0),
        day,
        only.map(|v| v.0)
    )
    .fetch_all(&db.pool)
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(Record {
                vaccination: VaccinationId(r.vaccination_id),
                hospital_name: r.hospital_name,
                person: PersonId(r.person_id),
                name: open_name(db, &r.name_sealed)?,
                birth: open_birth(db, &r.birth_sealed)?,
                vaccine: VaccineId(r.vaccine_id),
                vaccine_name: r.name,
                vaccine_name_en: r.name_en,
                doses_required: r.doses_required,
                dose_no: r.dose_no,
                lot: LotId(r.lot_id),
                lot_number: r.lot_number,
                given_at: r.given_at,
                place_on: r.place_on,
                reservation: r.reservation_id.map(ReservationId),
                status_followed: r.status_followed,
                by: r.by,
                by_account: AccountId(r.recorded_by),
                voided: r
                    .voided_at
                    .zip(r.void_reason)
                    .map(|(at, why)| {
                        let reason = VoidReason::from_key(&why)
                            .ok_or(Error::Unreadable("vaccinations.void_reason"))?;
                        Ok::<_, Error>(Voided { at, reason, by: r.voided_by })
                    })
                    .transpose()?,
            })
        })
        .collect()
}
