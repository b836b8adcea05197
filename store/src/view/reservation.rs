//! 예약 확인: a person's own reservations (C7, G4).

use super::{count, line::Outcome};
use crate::{Db, Result, account::open_name, reservation::read_status};
use domain::{
    hospital::WaitPolicy,
    id::{AccountId, HospitalId, PersonId, ReservationId, VaccineId},
    person::PersonName,
    reservation::{CancelReason, CancelledBy, RejectReason, ReservationNumber, ReservationStatus},
    waitlist::Line,
};
use time::{Date, OffsetDateTime};

/// The latest turn of a reservation: when a dose was offered, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnTurn {
    /// Offered when.
    pub offered_at: OffsetDateTime,
    /// What became of it.
    pub outcome: Outcome,
    /// When.
    pub closed_at: Option<OffsetDateTime>,
}

/// One's own reservation, whole.
#[derive(Clone, Debug)]
pub struct Mine {
    /// Which.
    pub reservation: ReservationId,
    /// What to read out at the desk.
    pub number: ReservationNumber,
    /// The state.
    pub status: ReservationStatus,
    /// Rises with every change.
    pub version: i64,
    /// Who is vaccinated.
    pub person: PersonId,
    /// That person's name.
    pub name: PersonName,
    /// Where.
    pub hospital: HospitalId,
    /// The hospital's name.
    pub hospital_name: String,
    /// With what.
    pub vaccine: VaccineId,
    /// The vaccine's Korean name.
    pub vaccine_name: String,
    /// The vaccine's English name.
    pub vaccine_name_en: String,
    /// The booked day; while waiting the wanted one, if any.
    pub day_on: Option<Date>,
    /// Which dose of how many.
    pub dose: (i16, i16),
    /// Why it was rejected.
    pub reason: Option<RejectReason>,
    /// Who cancelled it.
    pub cancelled_by: Option<CancelledBy>,
    /// Why the hospital cancelled it.
    pub cancel_reason: Option<CancelReason>,
    /// Whether a wait may take the place in line of this lost booking.
    pub may_rejoin: bool,
    /// Until when the offer may be accepted.
    pub offer_until: Option<OffsetDateTime>,
    /// The latest turn, when there was one.
    pub turn: Option<OwnTurn>,
    /// Whether letting another offer lapse costs the place in line.
    pub last_chance: bool,
    /// Number in the hospital's lines, as its public log names it.
    pub queue_no: i64,
    /// How the hospital gives freed doses to its line.
    pub wait_policy: WaitPolicy,
    /// How many minutes it holds an offer.
    pub offer_minutes: i16,
    /// While waiting: whether anybody may book at once what is waited for.
    pub bookable: bool,
    /// When the dose was given, and which it was.
    pub given_at: Option<OffsetDateTime>,
    /// What the hospital wrote.
    pub note: Option<String>,
    /// Joined the line, or asked.
    pub created_at: OffsetDateTime,
    /// When a dose was requested.
    pub requested_at: Option<OffsetDateTime>,
    /// When the hospital answered.
    pub decided_at: Option<OffsetDateTime>,
    /// When it was over.
    pub ended_at: Option<OffsetDateTime>,
    /// The place in line while waiting.
    pub line: Option<Line>,
    /// When this was read.
    pub as_of: OffsetDateTime,
}

/// The reservations of an account, newest first, at most a hundred.
///
/// # Errors
/// When the database fails or a name cannot be opened.
pub async fn list_mine(db: &Db, account: AccountId) -> Result<Vec<Mine>> {
    read(db, account, None).await
}

/// One reservation of an account; another account's looks like an unknown one.
///
/// # Errors
/// When the database fails or a name cannot be opened.
pub async fn find_mine(db: &Db, account: AccountId, reservation: ReservationId) -> Result<Option<Mine>> {
    Ok(read(db, account, Some(reservation)).await?.pop())
}

/// One's own reservation in the list of them.
#[derive(Clone, Debug)]
pub struct Own {
    /// Which.
    pub reservation: ReservationId,
    /// What to read out at the desk.
    pub number: ReservationNumber,
    /// The state.
    pub status: ReservationStatus,
    /// Who is vaccinated.
    pub person: PersonId,
    /// That person's name.
    pub name: PersonName,
    /// The hospital's name.
    pub hospital_name: String,
    /// The vaccine's Korean name.
    pub vaccine_name: String,
    /// The vaccine's English name.
    pub vaccine_name_en: String,
    /// The booked day; while waiting the wanted one, if any.
    pub day_on: Option<Date>,
    /// Until when the offer may be accepted.
    pub offer_until: Option<OffsetDateTime>,
    /// Joined the line, or asked.
    pub created_at: OffsetDateTime,
    /// The place in line while waiting.
    pub line: Option<Line>,
}

/// The list of an account's reservations, newest first, at most a hundred, and its age.
///
/// It comes from the read model, unless that is behind with this very account: nobody misses what
/// they have just done.
///
/// # Errors
/// When the database fails or a name cannot be opened.
pub async fn list_own(db: &Db, account: AccountId) -> Result<(Vec<Own>, OffsetDateTime)> {
    let rows = sqlx::query!(
        r#"WITH behind AS (
               SELECT EXISTS (
                   SELECT FROM reservations r LEFT JOIN view_reservations m USING (reservation_id)
                   WHERE r.account_id = $1 AND m.version IS DISTINCT FROM r.version) AS yes),
           own AS (
               SELECT reservation_id, number, status, person_id, hospital_id, vaccine_id, day_on, offer_expires_at,
                      queue_no, created_at
               FROM view_reservations WHERE account_id = $1 AND NOT (SELECT yes FROM behind)
               UNION ALL
               SELECT reservation_id, number, status, person_id, hospital_id, vaccine_id, day_on, offer_expires_at,
                      queue_no, created_at
               FROM reservations WHERE account_id = $1 AND (SELECT yes FROM behind))
           SELECT o.reservation_id AS "reservation_id!", o.number AS "number!", o.status AS "status!",
                  o.person_id AS "person_id!", p.name_sealed, h.name AS hospital_name, v.name AS vaccine_name,
                  v.name_en AS vaccine_name_en, o.day_on, o.offer_expires_at, o.created_at AS "created_at!",
                  l.place AS "place?", l.waiting AS "waiting?",
                  CASE WHEN b.yes THEN alimi_now() ELSE views_as_of() END AS "as_of!"
           FROM behind b JOIN own o ON true
           JOIN persons p ON p.person_id = o.person_id
           JOIN hospitals h ON h.hospital_id = o.hospital_id
           JOIN vaccines v ON v.vaccine_id = o.vaccine_id
           LEFT JOIN LATERAL (
               SELECT count(*) FILTER (WHERE w.queue_no <= o.queue_no) AS place, count(*) AS waiting
               FROM view_reservations w
               WHERE o.status = 'waiting' AND w.hospital_id = o.hospital_id AND w.vaccine_id = o.vaccine_id
                 AND w.status = 'waiting' HAVING o.status = 'waiting') l ON true
           ORDER BY o.created_at DESC LIMIT 100"#,
        account.0
    )
    .fetch_all(&db.pool)
    .await?;
    let as_of = match rows.first() {
        Some(row) => row.as_of,
        None => db.now().await?,
    };
    let own = rows.into_iter().map(|r| {
        Ok(Own {
            reservation: ReservationId(r.reservation_id),
            number: ReservationNumber::parse(&r.number)
                .ok_or(crate::Error::Unreadable("reservations.number"))?,
            status: read_status(&r.status)?,
            person: PersonId(r.person_id),
            name: open_name(db, &r.name_sealed)?,
            hospital_name: r.hospital_name,
            vaccine_name: r.vaccine_name,
            vaccine_name_en: r.vaccine_name_en,
            day_on: r.day_on,
            offer_until: r.offer_expires_at,
            created_at: r.created_at,
            line: r.place.zip(r.waiting).map(|(p, w)| Line { position: count(p), waiting: count(w) }),
        })
    });
    Ok((own.collect::<Result<_>>()?, as_of))
}

async fn read(db: &Db, account: AccountId, only: Option<ReservationId>) -> Result<Vec<Mine>> {
    let rows = sqlx::query!(
        r#"SELECT r.reservation_id, r.number, r.status, r.version, r.person_id, p.name_sealed, r.hospital_id,
                  h.name AS hospital_name, r.vaccine_id, v.name AS vaccine_name, v.name_en AS vaccine_name_en, r.day_on,
                  r.dose_no, v.doses_required, r.cancelled_by, r.rejoined_as, r.offer_expires_at, h.wait_policy,
                  h.offer_minutes, r.lapses, r.queue_no, o.offered_at AS "offered_at?", o.outcome, o.closed_at,
                  r.status = 'waiting' AND is_bookable(r.hospital_id, r.vaccine_id, r.day_on) AS "bookable!",
                  (SELECT max(g.given_at) FROM vaccinations g
                   WHERE g.person_id = r.person_id AND g.reservation_id = r.reservation_id AND g.voided_at IS NULL) AS given_at,
                  r.reason, r.note, r.created_at, r.requested_at, r.decided_at, r.ended_at,
                  alimi_now() AS "as_of!", l.place AS "place?", l.waiting AS "waiting?"
           FROM reservations r
           JOIN persons p ON p.person_id = r.person_id
           JOIN hospitals h ON h.hospital_id = r.hospital_id
           JOIN vaccines v ON v.vaccine_id = r.vaccine_id
           LEFT JOIN LATERAL (SELECT offered_at, outcome, closed_at FROM offers
                              WHERE reservation_id = r.reservation_id ORDER BY offer_id DESC LIMIT 1) o ON true
           LEFT JOIN LATERAL place_in_line(r.hospital_id, r.vaccine_id,
                                           CASE WHEN r.status = 'waiting' THEN r.queue_no END) l ON true
           WHERE r.account_id = $1 AND ($2::uuid IS NULL OR r.reservation_id = $2)
           ORDER BY r.created_at DESC LIMIT 100"#,
        account.0,
        only.map(|r| r.0),
    )
    .fetch_all(&db.pool)
    .await?;
    rows.into_iter()
        .map(|r| {
            let cancelled_by = r.cancelled_by.as_deref().and_then(CancelledBy::from_key);
            Ok(Mine {
                reservation: ReservationId(r.reservation_id),
                number: ReservationNumber::parse(&r.number)
                    .ok_or(crate::Error::Unreadable("reservations.number"))?,
                status: read_status(&r.status)?,
                version: r.version,
                person: PersonId(r.person_id),
                name: open_name(db, &r.name_sealed)?,
                hospital: HospitalId(r.hospital_id),
                hospital_name: r.hospital_name,
                vaccine: VaccineId(r.vaccine_id),
                vaccine_name: r.vaccine_name,
                vaccine_name_en: r.vaccine_name_en,
                day_on: r.day_on,
                dose: (r.dose_no, r.doses_required),
                reason: r
                    .reason
                    .as_deref()
                    .filter(|_| cancelled_by.is_none())
                    .and_then(RejectReason::from_key),
                cancelled_by,
                cancel_reason: r
                    .reason
                    .as_deref()
                    .filter(|_| cancelled_by.is_some())
                    .and_then(CancelReason::from_key),
                may_rejoin: r.status == "cancelled"
                    && r.rejoined_as.is_none()
                    && cancelled_by.is_some_and(CancelledBy::keeps_place),
                offer_until: r.offer_expires_at,
                turn: r
                    .offered_at
                    .map(|offered_at| {
                        let outcome = Outcome::read(r.outcome.as_deref())?;
                        Ok::<_, crate::Error>(OwnTurn { offered_at, outcome, closed_at: r.closed_at })
                    })
                    .transpose()?,
                last_chance: r.lapses > 0,
                queue_no: r.queue_no,
                offer_minutes: r.offer_minutes,
                wait_policy: WaitPolicy::parse(&r.wait_policy)
                    .map_err(|_| crate::Error::Unreadable("hospitals.wait_policy"))?,
                bookable: r.bookable,
                given_at: r.given_at,
                note: r.note,
                created_at: r.created_at,
                requested_at: r.requested_at,
                decided_at: r.decided_at,
                ended_at: r.ended_at,
                line: r.place.zip(r.waiting).map(|(p, w)| Line { position: count(p), waiting: count(w) }),
                as_of: r.as_of,
            })
        })
        .collect()
}
