//! N7, F7, F8: who is told what, as one table. Every act is tried in every state: what the table does not
//! name is told to nobody, whether it was refused or is silent.

use crate::{
    n7_notice::{accept, cancel_by_manager, throw_away, told_wish},
    world::{NOW, Place, TODAY, Wish, World, day, settle, settle_at, world},
};
use domain::{
    account::Role,
    notice::NoticeKind as K,
    reservation::{RejectReason, ReservationStatus as S},
    vaccination::VoidReason,
};
use sqlx::PgPool;
use store::{reschedule::reschedule, reservation, vaccination, waitlist};
use time::Duration;

/// What happens to a reservation, or beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    HospitalAccepts,
    HospitalRejects,
    HospitalCancels,
    PersonCancels,
    PersonMoves,
    PersonLeaves,
    PersonAccepts,
    PersonDeclines,
    DosesDestroyed,
    DosesArrive,
    Given,
    GivenElsewhere,
    RecordVoided,
    OfferLapses,
    DayPasses,
}

use Act as A;

/// Those that need no other time.
const NOW_OR_NEVER: [Act; 13] = [
    A::HospitalAccepts,
    A::HospitalRejects,
    A::HospitalCancels,
    A::PersonCancels,
    A::PersonMoves,
    A::PersonLeaves,
    A::PersonAccepts,
    A::PersonDeclines,
    A::DosesDestroyed,
    A::DosesArrive,
    A::Given,
    A::GivenElsewhere,
    A::RecordVoided,
];

const STATES: [S; 5] = [S::Waiting, S::Offered, S::Requested, S::Confirmed, S::Vaccinated];

/// An act, the states it is told in, what the reservation's person is told, and what the one who waits
/// behind them for the same dose is told.
type Line = (Act, &'static [S], Option<K>, Option<K>);

const BOOKED: &[S] = &[S::Requested, S::Confirmed];

const TABLE: [Line; 23] = [
    (A::HospitalAccepts, &[S::Requested], Some(K::Confirmed), None),
    (A::HospitalRejects, &[S::Requested], Some(K::Rejected), Some(K::OfferMade)),
    // F4–F8: the person is told, and nobody in line.
    (A::HospitalCancels, BOOKED, Some(K::CancelledByHospital), None),
    (A::DosesDestroyed, BOOKED, Some(K::CancelledByDisposal), None),
    (A::DosesDestroyed, &[S::Offered], Some(K::OfferRevoked), None),
    // E1–E3: the first in line is told.
    (A::PersonCancels, BOOKED, Some(K::CancelledByPerson), Some(K::OfferMade)),
    (A::PersonMoves, BOOKED, Some(K::Rescheduled), None),
    (A::PersonLeaves, &[S::Offered], None, Some(K::OfferMade)),
    (A::PersonAccepts, &[S::Offered], Some(K::Requested), None),
    (A::PersonDeclines, &[S::Offered], None, Some(K::OfferMade)),
    // B3, B4: in order of the line.
    (A::DosesArrive, &[S::Waiting], Some(K::OfferMade), None),
    (A::DosesArrive, &[S::Offered], None, Some(K::OfferMade)),
    (A::DosesArrive, BOOKED, None, Some(K::OfferMade)),
    (A::DosesArrive, &[S::Vaccinated], None, Some(K::OfferMade)),
    (A::Given, BOOKED, Some(K::Vaccinated), None),
    (A::Given, &[S::Offered], Some(K::Vaccinated), None),
    (A::GivenElsewhere, BOOKED, Some(K::CancelledByVaccination), Some(K::OfferMade)),
    (A::GivenElsewhere, &[S::Offered], None, Some(K::OfferMade)),
    (A::RecordVoided, &[S::Vaccinated], Some(K::Restored), None),
    (A::OfferLapses, &[S::Offered], Some(K::OfferLapsed), Some(K::OfferMade)),
    (A::DayPasses, &[S::Offered], Some(K::OfferLapsed), Some(K::OfferMade)),
    (A::DayPasses, &[S::Requested], Some(K::Expired), Some(K::OfferMade)),
    (A::DayPasses, &[S::Confirmed], Some(K::NoShow), Some(K::OfferMade)),
];

fn line(act: Act, state: S) -> (Option<K>, Option<K>) {
    let mut lines = TABLE.iter().filter(|(of, states, ..)| *of == act && states.contains(&state));
    let found = lines.next().map_or((None, None), |(_, _, person, behind)| (*person, *behind));
    assert!(lines.next().is_none(), "{act:?} in {state:?} stands twice in the table");
    found
}

/// Somebody in a state, who waits behind them, and somebody else with a booking.
struct Scene {
    place: Place,
    person: Wish,
    behind: Wish,
    other: Wish,
}

async fn scene(w: &World, state: S) -> Scene {
    let elsewhere = w.place(9, 9).await;
    let other = w.booking(elsewhere, day(3)).await;
    let (place, person) = if matches!(state, S::Waiting | S::Offered) {
        let place = w.place(9, 0).await;
        (place, w.line_of(place, 1).await[0])
    } else {
        let place = w.place(9, 1).await;
        (place, w.booking(place, TODAY).await)
    };
    let behind = w.line_of(place, 1).await[0];
    if state == S::Offered {
        w.stock(place, 1).await;
    }
    if matches!(state, S::Confirmed | S::Vaccinated) {
        accept(w, place, person).await;
    }
    if state == S::Vaccinated {
        w.vaccinate(place, person.0.person).await.unwrap();
    }
    settle(&w.db).await;
    assert_eq!(w.status(person.1).await.0, state);
    Scene { place, person, behind, other }
}

/// Tries an act. A refusal is an outcome like any other.
async fn play(w: &World, act: Act, scene: &Scene) {
    let Scene { place, person, .. } = *scene;
    let (hospital, account) = (place.hospital, person.0.account);
    match act {
        A::HospitalAccepts => {
            drop(reservation::confirm(&w.db, w.admin, hospital, person.1).await.unwrap());
        }
        A::HospitalRejects => {
            let reason = RejectReason::HospitalClosed;
            drop(reservation::reject(&w.db, w.admin, hospital, person.1, reason, None).await.unwrap());
        }
        A::HospitalCancels if w.status(person.1).await.0.is_booking() => {
            // An offer is no booking the hospital could cancel.
            if w.status(person.1).await.0 != S::Offered {
                cancel_by_manager(w, place, person).await;
            }
        }
        A::PersonCancels => drop(w.cancel(person).await),
        A::PersonMoves => drop(reschedule(&w.db, account, person.1, day(2)).await.unwrap()),
        A::PersonLeaves => drop(waitlist::withdraw(&w.db, account, person.1).await.unwrap()),
        A::PersonAccepts => drop(w.accept(person, day(1)).await),
        A::PersonDeclines => drop(w.decline(person).await),
        A::DosesDestroyed if w.status(person.1).await.0.is_booking() => throw_away(w, place, 1).await,
        A::DosesArrive => w.stock(place, 1).await,
        A::Given if w.status(person.1).await.0.is_booking() => {
            drop(w.vaccinate(place, person.0.person).await);
        }
        A::GivenElsewhere if w.status(person.1).await.0 != S::Vaccinated => {
            let elsewhere = w.place(9, 9).await;
            w.vaccinate(elsewhere, person.0.person).await.unwrap();
        }
        A::RecordVoided => {
            let record = sqlx::query_scalar(
                "SELECT vaccination_id FROM vaccinations WHERE reservation_id = $1 AND voided_at IS NULL",
            )
            .bind(person.1.0)
            .fetch_optional(w.db.pool())
            .await
            .unwrap();
            if let Some(record) = record {
                let second = w.staff(Role::VaccineManager(hospital)).await;
                let record = domain::id::VaccinationId(record);
                vaccination::void(&w.db, second, Some(hospital), record, VoidReason::NotGiven)
                    .await
                    .unwrap()
                    .unwrap();
            }
        }
        A::HospitalCancels
        | A::DosesDestroyed
        | A::Given
        | A::GivenElsewhere
        | A::OfferLapses
        | A::DayPasses => {}
    }
}

/// How many notices each of them has.
async fn counts(w: &World, scene: &Scene) -> [usize; 3] {
    let mut all = [0; 3];
    for (n, wish) in [scene.person, scene.behind, scene.other].into_iter().enumerate() {
        all[n] = told_wish(w, wish).await.len();
    }
    all
}

/// What was told since is what the table says, and nothing else to anybody.
async fn check(w: &World, act: Act, state: S, scene: &Scene, before: [usize; 3]) {
    let (person, behind) = line(act, state);
    let news = async |wish, n: usize| told_wish(w, wish).await.split_off(before[n]);
    let what = format!("{act:?} in {state:?}");
    assert_eq!(news(scene.person, 0).await, Vec::from_iter(person), "{what}: the person");
    assert_eq!(news(scene.behind, 1).await, Vec::from_iter(behind), "{what}: who waits behind");
    assert!(news(scene.other, 2).await.is_empty(), "{what}: somebody else");
    let staff: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM notices n JOIN accounts a USING (account_id) WHERE a.kind = 'staff'",
    )
    .fetch_one(w.db.pool())
    .await
    .unwrap();
    assert_eq!(staff, 0, "{what}: staff");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_every_act_in_every_state_tells_what_the_table_says(pool: PgPool) {
    world(pool, async |w| {
        for act in NOW_OR_NEVER {
            for state in STATES {
                let scene = scene(w, state).await;
                let before = counts(w, &scene).await;
                play(w, act, &scene).await;
                settle(&w.db).await;
                check(w, act, state, &scene, before).await;
            }
        }
    })
    .await;
}

/// The same for what time does; one scene for each state, all at once.
async fn pass(w: &World, act: Act, time: Duration) {
    let mut scenes = Vec::new();
    for state in STATES {
        scenes.push((state, scene(w, state).await));
    }
    let mut before = Vec::new();
    for (_, scene) in &scenes {
        before.push(counts(w, scene).await);
    }
    let then = w.at(NOW + time).await;
    settle_at(&then).await;
    for ((state, scene), before) in scenes.iter().zip(before) {
        check(w, act, *state, scene, before).await;
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_an_offer_that_lapses_tells_what_the_table_says(pool: PgPool) {
    world(pool, async |w| pass(w, A::OfferLapses, Duration::minutes(40)).await).await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_a_day_that_passes_tells_what_the_table_says(pool: PgPool) {
    world(pool, async |w| pass(w, A::DayPasses, Duration::days(1)).await).await;
}
